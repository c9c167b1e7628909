"""Core/AWS where calls go wrong that may be made again: they succeed, or they end in an error that says what is known."""

import json

import pytest
from aws import faults
from aws_probe import eventually

BUCKET = "mail-bucket"


@pytest.fixture
def world(aws):
    """Something in each service."""
    s3 = aws.direct("s3")
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": aws.region})
    for key in ("read", "deleted", "many"):
        s3.put_object(Bucket=BUCKET, Key=key, Body=b"mail " * 100)
    dynamodb = aws.direct("dynamodb")
    keys = {
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
    }
    dynamodb.create_table(TableName="mail", BillingMode="PAY_PER_REQUEST", **keys)
    dynamodb.put_item(TableName="mail", Item={"pk": {"S": "read"}})
    aws.direct("sesv2").create_email_identity(EmailIdentity="example.com")
    aws.direct("sesv2").put_suppressed_destination(EmailAddress="s@example.org", Reason="BOUNCE")
    for name in ("/p/a", "/p/b"):
        aws.direct("ssm").put_parameter(Name=name, Value="value", Type="String")
    sqs, sns = aws.direct("sqs"), aws.direct("sns")
    aws.queue = sqs.create_queue(QueueName="mail")["QueueUrl"]
    sqs.send_message(QueueUrl=aws.queue, MessageBody="x")
    aws.receipt = sqs.receive_message(QueueUrl=aws.queue)["Messages"][0]["ReceiptHandle"]
    aws.topic = sns.create_topic(Name="events")["TopicArn"]
    aws.direct("logs").create_log_group(logGroupName="/aws/lambda/x")
    aws.double.open_connection("c", stage="prod")
    return aws


def item(pk):
    return {"pk": {"S": pk}}


URL = "https://abc123.execute-api.eu-central-1.amazonaws.com/prod"

# The service and the operation of each call, what calls it, with what; and whether its answer has a body that has to be right.
CALLS = {
    ("s3", "GetObject"): ("s3.get", lambda world: {"bucket": BUCKET, "key": "read"}, "bytes"),
    ("s3", "HeadObject"): ("s3.head", lambda world: {"bucket": BUCKET, "key": "read"}, None),
    ("s3", "PutObject"): ("s3.put", lambda world: {"bucket": BUCKET, "key": "new", "text": "x"}, None),
    ("s3", "DeleteObject"): ("s3.delete", lambda world: {"bucket": BUCKET, "key": "deleted"}, None),
    ("s3", "DeleteObjects"): ("s3.deleteMany", lambda world: {"bucket": BUCKET, "keys": ["many"]}, "xml"),
    ("s3", "ListObjectsV2"): ("s3.list", lambda world: {"bucket": BUCKET}, "xml"),
    ("dynamodb", "GetItem"): ("dynamodb.get", lambda world: {"table": "mail", "key": item("read")}, "json"),
    ("dynamodb", "BatchGetItem"): ("dynamodb.batchGet", lambda world: {"table": "mail", "keys": [item("read")]}, "json"),
    ("dynamodb", "PutItem"): ("dynamodb.write", lambda world: {"table": "mail", "write": {"kind": "put", "item": item("new")}}, "json"),
    ("dynamodb", "TransactWriteItems"): (
        "dynamodb.transact",
        lambda world: {"table": "mail", "writes": [{"kind": "put", "item": item("both")}], "token": "t"},
        "json",
    ),
    ("dynamodb", "Query"): (
        "dynamodb.query", lambda world: {"table": "mail", "query": {"key": "pk = :pk", "values": {":pk": {"S": "read"}}}}, "json"
    ),
    ("ses", "GetAccount"): ("ses.account", lambda world: {}, "json"),
    ("ses", "ListSuppressedDestinations"): ("ses.suppressed", lambda world: {}, "json"),
    ("ses", "GetSuppressedDestination"): ("ses.suppression", lambda world: {"address": "s@example.org"}, "json"),
    ("ses", "PutSuppressedDestination"): ("ses.suppress", lambda world: {"address": "t@example.org", "reason": "BOUNCE"}, None),
    ("ssm", "GetParameter"): ("ssm.parameter", lambda world: {"name": "/p/a"}, "json"),
    ("ssm", "GetParameters"): ("ssm.parameters", lambda world: {"names": ["/p/a", "/p/b"]}, "json"),
    ("ssm", "GetParametersByPath"): ("ssm.below", lambda world: {"path": "/p/"}, "json"),
    ("sns", "Publish"): ("sns.publish", lambda world: {"topic": world.topic, "message": {"text": "x"}, "repeats": True}, "xml"),
    ("sqs", "ReceiveMessage"): ("sqs.receive", lambda world: {"queue": world.queue}, "json"),
    ("sqs", "ChangeMessageVisibility"): ("sqs.hide", lambda world: {"queue": world.queue, "receipt": world.receipt, "seconds": 100}, None),
    ("execute-api", "PostToConnection"): ("api.post", lambda world: {"url": URL, "connection": "c", "base64": b"x"}, None),
    ("sts", "GetCallerIdentity"): ("sts.identity", lambda world: {}, "xml"),
    ("logs", "FilterLogEvents"): ("logs.filter", lambda world: {"group": "/aws/lambda/x"}, "json"),
}  # fmt: skip
ALL = list(CALLS)
WITH_BODY = [call for call in CALLS if CALLS[call][2]]
READABLE = [call for call in WITH_BODY if CALLS[call][2] != "bytes"]

FAULTS = {
    "reset before reading": (faults.reset_before_reading, ALL, "NoAnswer", "unknown"),
    "reset before sending": (faults.reset_before_sending, ALL, "NoAnswer", "unknown"),
    "lost answer": (faults.lost_answer, ALL, "NoAnswer", "unknown"),
    "500": (lambda: faults.error(500), ALL, None, "unknown"),
    "503": (lambda: faults.error(503), ALL, None, "unknown"),
    "throttled": (faults.throttled, ALL, None, "refused"),
    "truncated": (faults.truncated, WITH_BODY, "NoAnswer", "unknown"),
    "garbage": (faults.garbage, READABLE, "UnreadableAnswer", "unknown"),
    "hang": (faults.hang, ALL, "NoAnswer", "unknown"),
}


def start_all(client, world, calls):
    """All at once, so that the pauses of one are not those of the next."""
    return {call: client.start(CALLS[call][0], **CALLS[call][1](world)) for call in calls}


@pytest.mark.parametrize("name", FAULTS)
def test_a_call_that_fails_once_is_made_again(world, client, name):
    fault, calls, _, _ = FAULTS[name]
    if name == "hang":
        client.call("patience", seconds=2)
    rules = {call: world.judge.fault(fault(), *call) for call in calls}
    failed = {}
    for call, command in start_all(client, world, calls).items():
        try:
            command.result()
        except Exception as failure:
            failed[call] = failure
    assert failed == {}
    assert {call: (rule.hits, rule.seen) for call, rule in rules.items()} == {call: (1, 2) for call in calls}


@pytest.mark.parametrize("name", FAULTS)
def test_a_call_that_fails_three_times_says_what_is_known(world, client, name):
    fault, calls, code, outcome = FAULTS[name]
    if name == "hang":
        client.call("patience", seconds=1)
    for call in calls:
        world.judge.fault(fault(), *call, times=None)
    failures = {call: command.failure() for call, command in start_all(client, world, calls).items()}
    assert {call: failure.type for call, failure in failures.items()} == dict.fromkeys(calls, "AWSError")
    assert {call: failure.attempts for call, failure in failures.items()} == dict.fromkeys(calls, 3)
    assert {call: failure.outcome for call, failure in failures.items()} == {
        # A HEAD that is throttled has no body that says so.
        call: "unknown" if name == "throttled" and call[1] == "HeadObject" else outcome
        for call in calls
    }
    assert all(failure.retryable for failure in failures.values())
    assert {len(world.judge.of(*call)) for call in calls} == {3}
    if code:
        assert {failure.code for failure in failures.values()} == {code}
    for (_, operation), failure in failures.items():
        assert f" {operation}: {failure.code}" in failure.description and "3 attempts" in failure.description
        # A call that may be made again is nobody's riddle.
        assert "not known" not in failure.description


@pytest.mark.parametrize(
    ("status", "code", "attempts"),
    [(400, "ValidationException", 1), (403, "AccessDeniedException", 1), (404, "ResourceNotFoundException", 1), (413, "X", 1), (501, "X", 1)]
    + [(502, "X", 3), (504, "X", 3), (400, "InternalServerError", 3), (400, "RequestTimeout", 3)],
)
def test_what_is_repeated_and_what_is_not(world, client, status, code, attempts):
    world.judge.fault(faults.error(status, code), "dynamodb", "GetItem", times=None)
    failure = client.fail("dynamodb.get", table="mail", key=item("read"))
    assert (failure.status, failure.code, failure.attempts, failure.retryable) == (status, code, attempts, attempts > 1)


@pytest.mark.parametrize("first", [faults.lost_answer(), faults.error(500)], ids=["lost answer", "500"])
def test_what_one_attempt_may_have_done_no_refusal_takes_back(world, client, first):
    world.judge.fault(first, "dynamodb", "PutItem")
    world.judge.fault(faults.throttled(), "dynamodb", "PutItem", times=None)
    failure = client.fail("dynamodb.write", table="mail", write={"kind": "put", "item": item("new")})
    assert (failure.code, failure.attempts, failure.outcome) == ("ProvisionedThroughputExceededException", 3, "unknown")


def test_what_was_refused_and_then_lost_is_not_known(world, client):
    world.judge.fault(faults.throttled(), "dynamodb", "PutItem")
    world.judge.fault(faults.lost_answer(), "dynamodb", "PutItem", times=None)
    failure = client.fail("dynamodb.write", table="mail", write={"kind": "put", "item": item("new")})
    assert (failure.code, failure.attempts, failure.outcome) == ("NoAnswer", 3, "unknown")


def test_a_transaction_that_is_still_at_work_may_be_done(world, client):
    world.judge.fault(faults.error(400, "TransactionInProgressException"), "dynamodb", "TransactWriteItems", times=None)
    failure = client.fail("dynamodb.transact", table="mail", writes=[{"kind": "put", "item": item("both")}], token="t")
    assert (failure.code, failure.attempts, failure.outcome, failure.retryable) == ("TransactionInProgressException", 3, "unknown", True)


def test_an_answer_that_is_no_http(serve, start_client):
    def script(connection):
        connection.request()
        connection.send(b"SSH-2.0-OpenSSH\r\n")
        connection.end()

    server = serve(script)
    client = start_client(AWS_ENDPOINT_URL=server.url(""))
    failure = client.fail("dynamodb.get", table="mail", key=item("read"))
    assert (failure.code, failure.attempts, failure.outcome) == ("NoAnswer", 3, "unknown")


def test_nobody_there(start_client, aws):
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        client = start_client(AWS_ENDPOINT_URL=f"http://127.0.0.1:{free.getsockname()[1]}")
        failure = client.fail("dynamodb.get", table="mail", key=item("read"))
    assert (failure.code, failure.attempts, failure.outcome, failure.retryable) == ("NotSent", 3, "notSent", True)


def test_retries_end_where_everything_fails(world, client):
    """500 tokens, 5 for each: an outage is not made worse."""
    world.judge.fault(faults.error(500), "dynamodb", "GetItem", times=None)
    commands = [client.start("dynamodb.get", table="mail", key=item("read")) for _ in range(80)]
    attempts = sum(command.failure().attempts for command in commands)
    assert attempts == 80 + 100 == len(world.judge.of("dynamodb", "GetItem"))
    assert client.fail("dynamodb.get", table="mail", key=item("read")).attempts == 1


def test_a_call_that_is_cancelled(world, client):
    world.judge.fault(faults.hang(), "dynamodb", "GetItem", times=None)
    command = client.start("dynamodb.get", table="mail", key=item("read"))
    eventually(lambda: world.judge.calls)
    command.cancel()
    assert command.failure(5).type == "CancellationError"
    assert len(world.judge.calls) == 1


def test_a_kept_connection_that_has_ended(world, client):
    """The service may end a connection at any time: the next call does not notice."""
    for _ in range(3):
        assert client.call("dynamodb.get", table="mail", key=item("read"))
        assert world.judge.disconnect()
    assert [call.status for call in world.judge.calls] == [200] * 3
    assert json.loads(world.judge.calls[0].body)["TableName"] == "mail"
