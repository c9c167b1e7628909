"""SES inbound when AWS fails: nothing is lost, and nothing is there twice."""

import json

import pytest

from aws import faults, policies
from inbound import Inbound, event, from_queue

CALLS = [
    ("dynamodb", "GetItem"), ("s3", "GetObject"), ("dynamodb", "TransactWriteItems"), ("sns", "Publish"),
    # That both have it.
    ("dynamodb", "UpdateItem"),
]
FAULTS = {
    "reset before reading": faults.reset_before_reading(),
    "reset before sending": faults.reset_before_sending(),
    "lost answer": faults.lost_answer(),
    "500": faults.error(500),
    "503": faults.error(503),
    "throttled": faults.throttled(),
    "truncated": faults.truncated(),
    "garbage": faults.garbage(),
}
# Nothing tells another body of a mail from the one that was sent; TLS does.
CASES = [(*call, name) for call in CALLS for name in FAULTS if (call[1], name) != ("GetObject", "garbage")]


@pytest.fixture
def inbound(aws):
    inbound = Inbound(aws)
    inbound.addresses = [inbound.add_mailbox(name) for name in ("one", "two")]
    inbound.put_mail("m1")
    yield inbound
    assert aws.judge.refusals == []


@pytest.fixture
def function(inbound, api):
    with inbound.start(api) as process:
        api.wait_idle()
        yield process


def outcomes(answer):
    return {entry["outcome"] for mail in answer["mails"] for entry in mail["recipients"]}


def expect_delivered_once(inbound):
    ids = set()
    for address in inbound.addresses:
        [message] = inbound.messages(address)
        assert (message["seq"], message["raw_key"]) == ("1", "m1")
        [mailbox] = [row for row in inbound.rows(f"MB#{address}") if row["sk"] == "META"]
        assert (mailbox["seq"], mailbox["message_count"]) == ("1", "1")
        ids.add(message["id"])
    assert [(row["messages"], "pending_until" in row) for row in inbound.rows("RAW#")] == [("2", False)]
    assert len(inbound.rows("ID#")) == 2
    # Each was published, perhaps more than once, and always under the same id.
    published = inbound.events()
    assert {one["message_id"] for one in published} == ids and len({one["id"] for one in published}) == 2


@pytest.mark.parametrize("service, operation, fault", CASES)
def test_a_call_that_fails_once_is_made_again(inbound, function, service, operation, fault):
    rule = inbound.aws.judge.fault(FAULTS[fault], service, operation)
    answer = function.answer(event("m1", *inbound.addresses))
    assert outcomes(answer) <= {"stored", "duplicate"}
    assert rule.hits == 1
    expect_delivered_once(inbound)


@pytest.mark.parametrize("service, operation, fault", CASES)
def test_a_call_that_goes_on_failing_fails_the_invocation_and_the_next_one_ends_the_same(inbound, function, service, operation, fault):
    inbound.aws.judge.fault(FAULTS[fault], service, operation, times=None)
    post = function.call(event("m1", *inbound.addresses), wait=30)
    assert post.endpoint == "error", post
    inbound.aws.judge.heal()
    answer = function.answer(event("m1", *inbound.addresses))
    assert outcomes(answer) <= {"stored", "duplicate"}
    expect_delivered_once(inbound)


@pytest.mark.parametrize("service, operation", CALLS)
def test_a_call_without_an_answer_ends_with_the_time_and_leaves_nothing_half_done(inbound, function, service, operation):
    inbound.aws.judge.fault(faults.hang(), service, operation)
    error = function.failure(event("m1", *inbound.addresses), seconds=1)
    # The call may see the end of the time before the runtime does, and then says more.
    assert error["errorType"] in ("Function.DeadlineExceeded", "Function.DeliveryIncomplete", "Function.RawMailUnsettled"), error
    assert outcomes(function.answer(event("m1", *inbound.addresses))) <= {"stored", "duplicate"}
    expect_delivered_once(inbound)


def test_a_slow_mail_is_delivered(inbound, function):
    inbound.aws.judge.fault(faults.drip(16, 0.02), "s3", "GetObject")
    assert outcomes(function.answer(event("m1", *inbound.addresses))) == {"stored"}
    expect_delivered_once(inbound)


def test_transactions_that_meet_others_are_made_again(inbound, function):
    inbound.aws.judge.fault(faults.transaction_cancelled("TransactionConflict", None, None, None), "dynamodb", "TransactWriteItems", times=5)
    assert outcomes(function.answer(event("m1", *inbound.addresses))) == {"stored"}
    expect_delivered_once(inbound)


def test_credentials_that_have_ended_are_named(inbound, function):
    inbound.aws.judge.expire_keys()
    error = function.failure(event("m1", *inbound.addresses))
    assert "ExpiredToken" in json.dumps(error)
    inbound.aws.judge.calls.clear()


def test_it_may_do_what_it_does_and_no_more(inbound, api):
    """The permissions of docs/configuration.md."""
    aws = inbound.aws
    # With plans that are read again each time, as they are after a minute.
    with inbound.start(api, POSTROOM_PLAN_SECONDS="0") as function:
        function.answer(event("m1", *inbound.addresses))
        function.answer(event("m1", *inbound.addresses))
        function.answer(from_queue(event("m1", *inbound.addresses)))
    table = f"arn:aws:dynamodb:{aws.region}:{aws.account}:table/{inbound.table}"
    policy = {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{inbound.bucket}/*"},
            {"Effect": "Allow", "Action": [f"dynamodb:{one}" for one in ("GetItem", "BatchGetItem", "PutItem", "UpdateItem")], "Resource": table},
            {"Effect": "Allow", "Action": "sns:Publish", "Resource": inbound.topic},
        ],
    }
    assert policies.compare(policy, aws.judge.calls) == ([], [])
