"""What the judge keeps of each call, how it keeps connections, and which requests have the wrong shape."""

import http.client
import json
import socket
from urllib.parse import urlsplit

import pytest
from aws import raw


@pytest.fixture
def s3(aws):
    aws.direct("s3").create_bucket(Bucket="mail-bucket", CreateBucketConfiguration={"LocationConstraint": aws.region})
    return aws.client("s3")


def kept_connection(aws):
    return http.client.HTTPConnection("127.0.0.1", urlsplit(aws.url).port, timeout=10)


def test_every_call_is_kept(aws, s3):
    s3.put_object(Bucket="mail-bucket", Key="k", Body=b"12345")
    s3.get_object(Bucket="mail-bucket", Key="k")["Body"].read()
    s3.head_object(Bucket="mail-bucket", Key="k")
    aws.client("dynamodb").list_tables(Limit=7)
    put, get, head, tables = aws.judge.calls
    assert (put.service, put.operation, put.method, put.path, put.bytes_in, put.status) == (
        "s3",
        "PutObject",
        "PUT",
        "/mail-bucket/k",
        5,
        200,
    )
    assert (get.operation, get.bytes_in, get.bytes_out) == ("GetObject", 0, 5)
    assert (head.operation, head.bytes_out) == ("HeadObject", 0)
    assert (tables.service, tables.operation, json.loads(tables.body)) == ("dynamodb", "ListTables", {"Limit": 7})
    assert aws.judge.counts() == {"s3.PutObject": 1, "s3.GetObject": 1, "s3.HeadObject": 1, "dynamodb.ListTables": 1}
    assert aws.judge.of("s3", "GetObject") == [get]
    assert aws.judge.of(operation="ListTables") == [tables]


def test_what_a_test_prepares_is_no_call(aws):
    aws.direct("dynamodb").list_tables()
    assert aws.judge.calls == []


def test_names_of_forms_are_known_from_the_body(aws):
    aws.client("sns").create_topic(Name="events")
    (call,) = aws.judge.calls
    assert (call.service, call.operation) == ("sns", "CreateTopic")


def test_connections_are_kept(aws):
    connection = kept_connection(aws)
    for _ in range(3):
        assert raw.dynamodb(aws.url, "ListTables", b"{}").send(connection).status == 200
    assert raw.dynamodb(aws.url, "ListTables", b"{}", secret="wrong").send(connection).status == 400
    assert raw.dynamodb(aws.url, "ListTables", b"{}").send(connection).status == 200
    assert len({call.connection for call in aws.judge.calls}) == 1
    raw.dynamodb(aws.url, "ListTables", b"{}").send()
    assert len({call.connection for call in aws.judge.calls}) == 2
    connection.close()


def test_a_client_may_end_a_connection_with_its_request(aws):
    connection = kept_connection(aws)
    request = raw.dynamodb(aws.url, "ListTables", b"{}")
    request.headers["Connection"] = "close"
    assert request.send(connection).status == 200
    with socket.create_connection(("127.0.0.1", urlsplit(aws.url).port)) as plain:
        head = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
        plain.sendall(f"POST / HTTP/1.1\r\n{head}\r\n".encode() + request.body)
        plain.settimeout(10)
        received = b""
        while piece := plain.recv(1 << 16):
            received += piece
    assert received.startswith(b"HTTP/1.1 200 ") and b"TableNames" in received


def test_connections_that_aws_ends(aws):
    connection = kept_connection(aws)
    assert raw.dynamodb(aws.url, "ListTables", b"{}").send(connection).status == 200
    assert aws.judge.disconnect() >= 1
    with pytest.raises((ConnectionError, http.client.RemoteDisconnected)):
        raw.dynamodb(aws.url, "ListTables", b"{}").send(connection)


def test_a_body_that_waits_for_100_continue(aws, s3):
    request = raw.sign(aws.url, "s3", "PUT", "/mail-bucket/k", b"1234")
    with socket.create_connection(("127.0.0.1", urlsplit(aws.url).port)) as plain:
        plain.settimeout(10)
        head = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
        plain.sendall(f"PUT {request.target} HTTP/1.1\r\n{head}Expect: 100-continue\r\n\r\n".encode())
        assert plain.recv(1 << 16) == b"HTTP/1.1 100 Continue\r\n\r\n"
        plain.sendall(b"1234")
        assert plain.recv(1 << 16).startswith(b"HTTP/1.1 200 ")


def test_what_is_no_request_is_told(aws):
    with socket.create_connection(("127.0.0.1", urlsplit(aws.url).port)) as plain:
        plain.settimeout(10)
        plain.sendall(b"GET nonsense\r\n\r\n")
        assert plain.recv(100) == b""
    assert "this is no request" in aws.judge.refusals[0]


def test_a_chunked_upload_is_not_what_s3_takes(aws, s3):
    request = raw.sign(aws.url, "s3", "PUT", "/mail-bucket/k", b"1234")
    del request.headers["Content-Length"]
    request.headers["Transfer-Encoding"] = "chunked"
    request.body = b"4\r\n1234\r\n0\r\n\r\n"
    answer = request.send()
    assert (answer.status, b"<Code>NotImplemented</Code>" in answer.body) == (501, True)


# MARK: shapes


@pytest.mark.parametrize(
    ("operation", "body", "reason"),
    [
        ("ListTables", b'{"Limit": "10"}', "Invalid type for parameter Limit"),
        ("ListTables", b'{"limit": 10}', "ListTables has no member limit"),
        ("ListTables", b"[]", "the body is no JSON object"),
        ("ListTables", b"{", "the body is no JSON"),
        ("ListTables", b'{"Limit": 0}', "Invalid value for parameter Limit"),
        ("GetItem", b'{"TableName": "t"}', "GetItem needs Key"),
        ("GetItem", b'{"TableName": "t", "Key": {"pk": {"S": 1}}}', "Invalid type for parameter Key.pk.S"),
        ("GetItem", b'{"TableName": "t", "Key": {"pk": {"N": 1}}}', "Invalid type for parameter Key.pk.N"),
        ("GetItem", b'{"TableName": "t", "Key": {"pk": {"B": "\\u00ff"}}}', "is no base64"),
        ("GetItem", b'{"TableName": "t", "Key": {"pk": {"X": "1"}}}', "Unknown parameter in Key.pk"),
        ("Nonsense", b"{}", "dynamodb has no operation 'Nonsense'"),
    ],
)
def test_a_body_of_another_shape(aws, operation, body, reason):
    answer = raw.dynamodb(aws.url, operation, body).send()
    assert answer.status == 400
    assert reason in answer.reason


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"Action": "SendRawEmail", "RawMessage": "x"}, "SendRawEmail has no parameter 'RawMessage'"),
        ({"Action": "SendRawEmail", "RawMessage.Data": "eA==", "Destinations.1": "b@example.org"}, "no parameter 'Destinations.1'"),
        (
            {"Action": "SendRawEmail", "RawMessage.Data": "eA==", "Destination.member.1": "b@example.org"},
            "no parameter 'Destination.member.1'",
        ),
        ({"Action": "SendFaxes"}, "ses has no operation 'SendFaxes'"),
    ],
)
def test_a_form_of_another_shape(aws, parameters, reason):
    answer = raw.form(aws.url, "ses", Version="2010-12-01", **parameters).send()
    assert answer.status == 400
    assert reason in answer.reason


def test_a_form_of_the_right_shape(aws):
    attributes = {"MessageAttributes.entry.1.Name": "kind", "MessageAttributes.entry.1.Value.DataType": "String"}
    attributes["MessageAttributes.entry.1.Value.StringValue"] = "received"
    topic = aws.direct("sns").create_topic(Name="events")["TopicArn"]
    answer = raw.form(aws.url, "sns", Version="2010-03-31", Action="Publish", TopicArn=topic, Message="é", **attributes).send()
    assert (answer.status, answer.reason) == (200, None)


def test_a_rest_body_of_another_shape(aws):
    body = b'{"EmailAddress": "a@example.com", "Why": "BOUNCE"}'
    answer = raw.sign(aws.url, "ses", "PUT", "/v2/email/suppression/addresses", body, {"Content-Type": "application/json"}).send()
    assert (answer.status, "PutSuppressedDestination has no member Why" in answer.reason) == (400, True)
    unknown = raw.sign(aws.url, "ses", "GET", "/v2/email/nonsense").send()
    assert "ses has no operation 'None'" in unknown.reason
