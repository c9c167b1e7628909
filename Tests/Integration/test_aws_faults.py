"""What the judge breaks where a test asks for it, and that it breaks only that."""

import http.client
import json
import socket
import time
from urllib.parse import urlsplit

import pytest
from aws import faults, raw
from botocore.exceptions import ClientError, ConnectionClosedError, ReadTimeoutError

ITEM = {"pk": {"S": "a"}}
PUT = json.dumps({"TableName": "mail", "Item": ITEM}).encode()


@pytest.fixture
def table(aws):
    dynamodb = aws.direct("dynamodb")
    keys = {
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
    }
    dynamodb.create_table(TableName="mail", BillingMode="PAY_PER_REQUEST", **keys)
    return dynamodb


def count(table):
    return table.scan(TableName="mail")["Count"]


def put(aws):
    return raw.dynamodb(aws.url, "PutItem", PUT)


def failure(call, **options):
    with pytest.raises(ClientError) as error:
        call(**options)
    answer = error.value.response
    return answer["ResponseMetadata"]["HTTPStatusCode"], answer["Error"]["Code"]


# MARK: connections that end


def test_a_reset_before_the_body_is_read(aws, table):
    aws.judge.fault(faults.reset_before_reading(), "dynamodb", "PutItem")
    with pytest.raises((ConnectionError, http.client.RemoteDisconnected)):
        put(aws).send()
    assert count(table) == 0
    (call,) = aws.judge.calls
    assert (call.operation, call.status, call.fault, call.bytes_in) == ("PutItem", None, "reset before reading", 0)
    assert put(aws).send().status == 200
    assert count(table) == 1


def test_a_reset_while_a_large_body_is_on_its_way(aws):
    """The client has more to send than the kernel takes, so that its writes fail."""
    aws.direct("s3").create_bucket(Bucket="mail-bucket", CreateBucketConfiguration={"LocationConstraint": aws.region})
    aws.judge.fault(faults.reset_before_reading(), "s3", "PutObject")
    request = raw.sign(aws.url, "s3", "PUT", "/mail-bucket/k", bytes(20 << 20))
    with pytest.raises(ConnectionError):
        request.send()
    assert "Contents" not in aws.direct("s3").list_objects_v2(Bucket="mail-bucket")


def test_a_reset_when_nothing_was_sent_on(aws, table):
    aws.judge.fault(faults.reset_before_sending(), "dynamodb")
    with pytest.raises((ConnectionError, http.client.RemoteDisconnected)):
        put(aws).send()
    assert count(table) == 0
    assert aws.judge.calls[0].bytes_in == len(PUT)


def test_an_answer_that_is_lost(aws, table):
    aws.judge.fault(faults.lost_answer(), "dynamodb", "PutItem")
    with pytest.raises((ConnectionError, http.client.RemoteDisconnected)):
        put(aws).send()
    assert count(table) == 1
    assert aws.judge.calls[0].status is None


def test_a_mail_that_was_sent_without_an_answer(aws):
    aws.direct("sesv2").create_email_identity(EmailIdentity="example.com")
    aws.judge.fault(faults.lost_answer(), "sesv2", "SendEmail")
    mail = {"FromEmailAddress": "a@example.com", "Destination": {"ToAddresses": ["b@example.org"]}}
    with pytest.raises(ConnectionClosedError):
        aws.client("sesv2").send_email(Content={"Raw": {"Data": b"From: a@example.com\r\n\r\n"}}, **mail)
    assert len(aws.double.mails()) == 1


def test_a_fault_before_reading_where_the_body_has_the_name(aws):
    rule = aws.judge.fault(faults.reset_before_reading(), "sns", "ListTopics")
    aws.client("sts").get_caller_identity()
    with pytest.raises(ConnectionClosedError):
        aws.client("sns").list_topics()
    assert aws.client("sns").list_topics()["Topics"] == []
    assert (rule.seen, rule.hits) == (2, 1)


# MARK: errors


@pytest.mark.parametrize(
    ("service", "call", "expected"),
    [
        ("s3", "list_buckets", (503, "SlowDown")),
        ("dynamodb", "list_tables", (400, "ProvisionedThroughputExceededException")),
        ("sesv2", "get_account", (429, "TooManyRequestsException")),
        ("ses", "get_send_quota", (400, "Throttling")),
        ("ssm", "describe_parameters", (400, "ThrottlingException")),
        ("sns", "list_topics", (400, "Throttling")),
        ("sqs", "list_queues", (400, "ThrottlingException")),
    ],
)
def test_throttling_in_the_words_of_each_service(aws, service, call, expected):
    aws.judge.fault(faults.throttled(), service)
    client = aws.client(service)
    assert failure(getattr(client, call)) == expected
    getattr(client, call)()


def test_throttled_posts_to_connections(aws):
    aws.double.open_connection("c")
    aws.judge.fault(faults.throttled(), "execute-api", "PostToConnection")
    api = aws.client("apigatewaymanagementapi")
    assert failure(api.post_to_connection, ConnectionId="c", Data=b"x") == (429, "LimitExceededException")
    assert aws.double.posts("c") == []


@pytest.mark.parametrize(
    ("service", "call", "status", "code"),
    [
        ("s3", "list_buckets", 500, "InternalError"),
        ("s3", "list_buckets", 503, "ServiceUnavailable"),
        ("dynamodb", "list_tables", 500, "InternalServerError"),
        ("sesv2", "get_account", 503, "ServiceUnavailableException"),
        ("sns", "list_topics", 500, "InternalError"),
        ("sqs", "list_queues", 429, "TooManyRequestsException"),
    ],
)
def test_a_plain_status(aws, service, call, status, code):
    aws.judge.fault(faults.error(status), service)
    assert failure(getattr(aws.client(service), call)) == (status, code)
    assert aws.judge.calls[0].fault == f"error {status}"


def test_a_code_of_the_test(aws):
    aws.judge.fault(faults.error(404, "NoSuchKey", "gone", Key="k"), "s3")
    with pytest.raises(ClientError) as error:
        aws.client("s3").list_buckets()
    assert error.value.response["Error"] == {"Code": "NoSuchKey", "Message": "gone", "Key": "k"} | {
        key: value for key, value in error.value.response["Error"].items() if key in ("RequestId", "HostId")
    }


def test_a_cancelled_transaction(aws, table):
    aws.judge.fault(faults.transaction_cancelled(None, "TransactionConflict"), "dynamodb", "TransactWriteItems")
    with pytest.raises(ClientError) as error:
        aws.client("dynamodb").transact_write_items(TransactItems=[{"Put": {"TableName": "mail", "Item": ITEM}}])
    assert error.value.response["Error"]["Code"] == "TransactionCanceledException"
    assert error.value.response["Error"]["Message"].endswith("[None, TransactionConflict]")
    assert [reason["Code"] for reason in error.value.response["CancellationReasons"]] == ["None", "TransactionConflict"]
    assert count(table) == 0


# MARK: answers that are no answers


def test_half_of_an_answer(aws, table):
    aws.judge.fault(faults.truncated(), "dynamodb", "ListTables")
    with pytest.raises(http.client.IncompleteRead) as error:
        raw.dynamodb(aws.url, "ListTables", b"{}").send()
    assert b'{"TableNames": ["mail"]}'.startswith(error.value.partial) and error.value.partial


def test_garbage(aws):
    aws.judge.fault(faults.garbage(), "dynamodb", "ListTables")
    answer = raw.dynamodb(aws.url, "ListTables", b"{}").send()
    assert (answer.status, answer.body) == (200, faults.GARBAGE)


def test_an_answer_of_the_test(aws, table):
    left = {"mail": [{"PutRequest": {"Item": ITEM}}]}
    aws.judge.fault(faults.answered(json.dumps({"UnprocessedItems": left}).encode()), "dynamodb", "BatchWriteItem")
    dynamodb = aws.client("dynamodb")
    assert dynamodb.batch_write_item(RequestItems=left)["UnprocessedItems"] == left
    assert count(table) == 0
    assert dynamodb.batch_write_item(RequestItems=left)["UnprocessedItems"] == {}
    assert count(table) == 1


def test_an_answer_that_a_test_changed(aws):
    aws.judge.fault(faults.changed(lambda answer: answer.with_(chunks=(7, 1))), "dynamodb")
    answer = raw.dynamodb(aws.url, "ListTables", b"{}").send()
    assert (answer.headers["Transfer-Encoding"], json.loads(answer.body)) == ("chunked", {"TableNames": []})


def test_an_answer_that_drips(aws):
    aws.judge.fault(faults.drip(pieces=20, pause=0.02), "dynamodb", "ListTables")
    start = time.monotonic()
    answer = raw.dynamodb(aws.url, "ListTables", b"{}").send()
    assert json.loads(answer.body) == {"TableNames": []}
    # Head and body have more than 160 bytes, so there are eight pauses at least, of which the last may be no wait of the client.
    assert time.monotonic() - start > 0.14


# MARK: time


def test_a_delay(aws):
    aws.judge.fault(faults.delay(0.3), "dynamodb")
    start = time.monotonic()
    assert raw.dynamodb(aws.url, "ListTables", b"{}").send().status == 200
    assert time.monotonic() - start >= 0.3


def test_no_answer_at_all(aws, table):
    aws.judge.fault(faults.hang(), "dynamodb")
    with pytest.raises(ReadTimeoutError):
        aws.client("dynamodb", read_timeout=0.2).put_item(TableName="mail", Item=ITEM)
    assert count(table) == 0


def test_a_reset_ends_what_hangs(aws):
    aws.judge.fault(faults.hang(), "dynamodb")
    request = raw.dynamodb(aws.url, "ListTables", b"{}")
    with socket.create_connection(("127.0.0.1", urlsplit(aws.url).port)) as connection:
        connection.settimeout(10)
        head = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
        connection.sendall(f"POST / HTTP/1.1\r\n{head}\r\n".encode() + request.body)
        until = time.monotonic() + 10
        while not (aws.judge.calls and aws.judge.calls[0].fault) and time.monotonic() < until:
            time.sleep(0.01)
        assert aws.judge.calls[0].fault == "hang"
        aws.judge.reset()
        assert connection.recv(100) == b""


# MARK: which calls


def test_the_nth_call_and_how_many(aws):
    rule = aws.judge.fault(faults.error(500), "dynamodb", "ListTables", nth=2, times=2)
    statuses = [raw.dynamodb(aws.url, "ListTables", b"{}").send().status for _ in range(5)]
    assert statuses == [200, 500, 500, 200, 200]
    assert (rule.seen, rule.hits) == (5, 2)


def test_every_call_from_the_nth(aws):
    aws.judge.fault(faults.error(503), nth=2, times=None)
    assert [raw.dynamodb(aws.url, "ListTables", b"{}").send().status for _ in range(4)] == [200, 503, 503, 503]


def test_only_what_a_rule_names(aws):
    aws.judge.fault(faults.error(500), "dynamodb", "ListTables", times=None, when=lambda operation: operation.params.get("Limit") == 7)
    assert raw.dynamodb(aws.url, "ListTables", b"{}").send().status == 200
    assert raw.dynamodb(aws.url, "ListTables", b'{"Limit": 7}').send().status == 500
    assert raw.dynamodb(aws.url, "DescribeLimits", b"{}").send().status == 200
    aws.client("sqs").list_queues()


def test_a_wrong_signature_is_refused_before_anything_breaks(aws):
    rule = aws.judge.fault(faults.error(500), "dynamodb")
    assert raw.dynamodb(aws.url, "ListTables", b"{}", secret="wrong").send().status == 400
    assert rule.hits == 0


def test_reset_takes_faults_away(aws):
    aws.judge.fault(faults.error(500), times=None)
    aws.reset()
    assert raw.dynamodb(aws.url, "ListTables", b"{}").send().status == 200
