"""A queue's messages, each with its own outcome.

https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
"""

import pytest

from runtime_checks import check_error
from runtime_process import CRASHES, JSON_LOGS

QUEUE = "arn:aws:sqs:eu-central-1:123456789012:contract"


@pytest.fixture
def function(start_function):
    return start_function(CONTRACT_HANDLER="batch", **JSON_LOGS)


def event(*bodies, queue=QUEUE):
    """An SQS event as Lambda sends it; its messages are numbered from 1."""
    return {
        "Records": [
            {
                "messageId": str(number),
                "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a",
                "body": body,
                "attributes": {
                    "ApproximateReceiveCount": "1",
                    "SentTimestamp": "1545082649183",
                    "SenderId": "AIDAIENQZJOLO23YVJ4VO",
                    "ApproximateFirstReceiveTimestamp": "1545082649185",
                    **({"MessageGroupId": "1", "SequenceNumber": "18849496460467696128"} if queue.endswith(".fifo") else {}),
                },
                "messageAttributes": {},
                "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
                "eventSource": "aws:sqs",
                "eventSourceARN": queue,
                "awsRegion": "eu-central-1",
            }
            for number, body in enumerate(bodies, 1)
        ]
    }


def failures(*numbers):
    return {"batchItemFailures": [{"itemIdentifier": str(number)} for number in numbers]}


@pytest.mark.parametrize(
    "bodies, failed",
    [
        (["ok"], []),
        (["ok"] * 10, []),
        (["fail", "ok"], [1]),
        (["ok", "fail"], [2]),
        (["ok", "fail", "ok", "fail", "ok"], [2, 4]),
        (["fail", "fail", "ok"], [1, 2]),
        ([], []),
        (["ok"] * 9_999 + ["fail"], [10_000]),
    ],
    ids=lambda value: " ".join(map(str, value))[:30],
)
def test_what_failed_is_reported(function, bodies, failed):
    assert function.answer(event(*bodies)) == failures(*failed)


@pytest.mark.parametrize(
    "bodies, failed",
    [
        (["ok", "ok"], []),
        (["ok", "fail", "ok", "ok"], [2, 3, 4]),
        (["ok", "ok", "fail"], [3]),
        ([], []),
        # What comes after a failure is not even begun.
        (["ok", "fail", "trap"], [2, 3]),
    ],
    ids=lambda value: " ".join(map(str, value)),
)
def test_a_fifo_queue_stops_at_the_first_failure(function, bodies, failed):
    assert function.answer(event(*bodies, queue=QUEUE + ".fifo")) == failures(*failed)


@pytest.mark.parametrize("queue", [QUEUE, QUEUE + ".fifo"])
@pytest.mark.parametrize("bodies", [["fail"], ["fail"] * 5])
def test_when_all_failed_the_invocation_did(function, bodies, queue):
    """So that the Errors metric shows it. Lambda then gives all messages back."""
    post = function.call(event(*bodies, queue=queue))
    assert post.endpoint == "error"
    assert check_error(post)["errorType"] == "Function.BatchFailed"
    assert function.answer(event("ok", queue=queue)) == failures()


def test_a_fifo_batch_whose_first_failed_has_failed_as_a_whole(function):
    assert function.failure(event("fail", "ok", "trap", queue=QUEUE + ".fifo"))["errorType"] == "Function.BatchFailed"


def test_a_failed_message_is_logged_with_its_id_and_without_its_body(function):
    function.answer(event("ok", "fail"))
    line = function.wait_for_log(lambda line: line["level"] in ("WARN", "ERROR"))
    assert "2" in str(line["message"]) + str(line.get("metadata"))


def test_a_crash_in_a_batch(function, api):
    post = function.call(event("ok", "trap", "ok"))
    assert (post.endpoint, check_error(post)["errorType"]) == ("error", "Function.Crash")
    assert -function.end() in CRASHES["trap"]


@pytest.mark.parametrize("broken", [{}, {"Records": None}, {"Records": [{}]}, {"Records": [{"messageId": 1, "body": "ok"}]}, []])
def test_an_event_that_is_no_batch(function, broken):
    error = function.failure(broken)
    assert error["errorType"] == "Function.InvalidEvent"
    # Where it is wrong, for whoever has to find out.
    assert broken == [] or "Records" in error["errorMessage"], error
    assert function.answer(event("ok")) == failures()
