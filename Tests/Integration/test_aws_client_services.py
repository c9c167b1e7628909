"""Core/AWS and the services of which little is used: SSM, STS, CloudWatch Logs."""

import time

import pytest


@pytest.fixture
def ssm(aws):
    return aws.direct("ssm")


def test_a_parameter(client, ssm):
    ssm.put_parameter(Name="/postroom/key", Value="sécret & more", Type="SecureString")
    ssm.put_parameter(Name="/postroom/key", Value="new \U0001f4ee\n", Type="SecureString", Overwrite=True)
    assert client.call("ssm.parameter", name="/postroom/key") == ["/postroom/key", "new \U0001f4ee\n", 2]
    assert client.call("ssm.parameter", name="/postroom/other") is None


def test_a_name_that_is_refused(client, ssm):
    failure = client.fail("ssm.parameter", name="/a b")
    assert (failure.code, failure.attempts, failure.outcome) == ("ValidationException", 1, "refused")


def test_more_than_ten_parameters(aws, client, ssm):
    for at in range(23):
        ssm.put_parameter(Name=f"/p/{at}", Value=str(at), Type="String")
    found = client.call("ssm.parameters", names=[f"/p/{at}" for at in range(25)])
    assert sorted(found) == sorted([f"/p/{at}", str(at), 1] for at in range(23))
    assert aws.judge.counts() == {"ssm.GetParameters": 3}


def test_parameters_below_a_path(aws, client, ssm):
    for at in range(23):
        ssm.put_parameter(Name=f"/aliases/{'deep/er/' if at % 2 else ''}{at}", Value=str(at), Type="SecureString" if at % 3 else "String")
    ssm.put_parameter(Name="/aliases-not/x", Value="x", Type="String")
    found = client.call("ssm.below", path="/aliases/")
    assert sorted(int(value) for _, value, _ in found) == list(range(23))
    assert aws.judge.counts()["ssm.GetParametersByPath"] >= 3
    assert client.call("ssm.below", path="/nothing/") == []


def test_who_one_is(aws, client):
    theirs = aws.direct("sts").get_caller_identity()
    assert client.call("sts.identity") == [theirs["Account"], theirs["Arn"]]


@pytest.fixture
def logs(aws):
    """A log group with 25 lines of two streams."""
    logs = aws.direct("logs")
    logs.create_log_group(logGroupName="/aws/lambda/x")
    now = int(time.time() * 1000)
    for stream in ("a", "b"):
        logs.create_log_stream(logGroupName="/aws/lambda/x", logStreamName=stream)
        events = [{"timestamp": now + at, "message": f"{stream} line {at} ü"} for at in range(0 if stream == "a" else 1, 25, 2)]
        logs.put_log_events(logGroupName="/aws/lambda/x", logStreamName=stream, logEvents=events)
    return now


def test_lines_of_logs_in_pages(client, logs):
    found, after = [], None
    while True:
        page = client.call("logs.filter", group="/aws/lambda/x", limit=10, after=after)
        found += page["lines"]
        if not (after := page["next"]):
            break
    assert sorted(found) == sorted([logs + at, f"{'b' if at % 2 else 'a'} line {at} ü", "b" if at % 2 else "a"] for at in range(25))


def test_lines_of_a_time_and_a_pattern(aws, client, logs):
    page = client.call("logs.filter", group="/aws/lambda/x", **{"from": logs + 5}, to=logs + 8)
    theirs = aws.direct("logs").filter_log_events(logGroupName="/aws/lambda/x", startTime=logs + 5, endTime=logs + 8)
    assert page["lines"] == [[one["timestamp"], one["message"], one["logStreamName"]] for one in theirs["events"]]
    assert 3 <= len(page["lines"]) <= 4
    page = client.call("logs.filter", group="/aws/lambda/x", pattern='"line 24"')
    assert [message for _, message, _ in page["lines"]] == ["a line 24 ü"]


def test_a_log_group_that_is_not_there(client):
    failure = client.fail("logs.filter", group="/nothing")
    assert (failure.code, failure.attempts) == ("ResourceNotFoundException", 1)
