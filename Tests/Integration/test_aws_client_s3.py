"""Core/AWS and S3: keys of all kinds, ranges, large objects in little memory, lists, and addresses that were signed."""

import base64
import hashlib
import http.server
import os
import threading
import urllib.error
import urllib.request

import pytest
from aws import faults

BUCKET = "mail-bucket"
MIB = 1 << 20

ODD_KEYS = [
    "plain.eml",
    "a b+c",
    "é/ü/\U0001f4ee",
    "x//y",
    "/leading",
    "trailing/",
    "a%2Fb",
    "100%",
    "~!*'()",
    "q?x=1&y#z",
    "a=b;c,d:e@f$g",
    '<&>"',
    "back\\slash|pipe^`{}[]",
    "tab\there",
    "./dot/../dots",
    "x" * 900,
]


@pytest.fixture
def s3(aws):
    """S3 as boto3 sees it, with a bucket."""
    s3 = aws.direct("s3")
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": aws.region})
    return s3


def stored(s3, key):
    return s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()


# MARK: objects


@pytest.mark.parametrize("key", ODD_KEYS, ids=range(len(ODD_KEYS)))
def test_odd_keys(aws, client, s3, key):
    client.call("s3.put", bucket=BUCKET, key=key, base64=b"mail \x00\xff")
    assert stored(s3, key) == b"mail \x00\xff"
    assert base64.b64decode(client.call("s3.get", bucket=BUCKET, key=key)["base64"]) == b"mail \x00\xff"
    assert client.call("s3.head", bucket=BUCKET, key=key)["length"] == 7
    assert client.call("s3.list", bucket=BUCKET)["entries"] == [[key, 7]]
    with urllib.request.urlopen(client.call("s3.presign", bucket=BUCKET, key=key)) as answer:
        assert answer.read() == b"mail \x00\xff"
    client.call("s3.delete", bucket=BUCKET, key=key)
    assert "Contents" not in s3.list_objects_v2(Bucket=BUCKET)
    assert [call.operation for call in aws.judge.calls] == [
        "PutObject", "GetObject", "HeadObject", "ListObjectsV2", "GetObject", "DeleteObject"
    ]  # fmt: skip


def test_an_empty_object(client, s3):
    client.call("s3.put", bucket=BUCKET, key="empty", base64=b"")
    assert stored(s3, "empty") == b""
    found = client.call("s3.get", bucket=BUCKET, key="empty")
    assert (found["base64"], found["length"]) == ("", 0)


def test_what_an_object_is(client, s3):
    made = s3.put_object(Bucket=BUCKET, Key="k", Body=b"0123456789", ContentType="message/rfc822", Metadata={"x-amz-iv": "abc"})
    for operation in ("s3.get", "s3.head"):
        head = client.call(operation, bucket=BUCKET, key="k")
        assert (head["length"], head["etag"], head["isEncryptedByClient"]) == (10, made["ETag"], True)
        assert head["fields"]["content-type"] == "message/rfc822"
    s3.put_object(Bucket=BUCKET, Key="plain", Body=b"x", Metadata={"key": "value"})
    assert not client.call("s3.head", bucket=BUCKET, key="plain")["isEncryptedByClient"]


def test_header_fields_of_a_put(client, s3):
    fields = [["Content-Type", "message/rfc822"], ["x-amz-meta-recipient", "a  b\tc"], ["Cache-Control", "no-store"]]
    client.call("s3.put", bucket=BUCKET, key="k", text="x", fields=fields)
    head = s3.head_object(Bucket=BUCKET, Key="k")
    assert (head["ContentType"], head["CacheControl"]) == ("message/rfc822", "no-store")
    assert head["Metadata"]["recipient"].split() == ["a", "b", "c"]


@pytest.mark.parametrize(("start", "end"), [(0, 1), (3, 7), (9, 10), (5, 1000)])
def test_a_range(client, s3, start, end):
    s3.put_object(Bucket=BUCKET, Key="k", Body=b"0123456789")
    for operation in ("s3.get", "s3.open"):
        found = client.call(operation, bucket=BUCKET, key="k", range=[start, end])
        part = b"0123456789"[start:end]
        # The length is that of the whole.
        assert found["length"] == 10
        if operation == "s3.get":
            assert base64.b64decode(found["base64"]) == part
        else:
            assert (found["count"], found["sha256"]) == (len(part), hashlib.sha256(part).hexdigest())


@pytest.mark.parametrize("range", [[0, 0], [7, 7], [-3, 2]])
@pytest.mark.parametrize("operation", ["s3.get", "s3.open"])
def test_a_range_without_a_byte_is_not_asked_for(aws, client, s3, operation, range):
    failure = client.fail(operation, bucket=BUCKET, key="k", range=range)
    assert (failure.code, failure.outcome) == ("InvalidRange", "notSent") and f"the bytes {range[0]}..<{range[1]} cannot be asked for" in failure.description
    assert aws.judge.calls == []


def test_a_range_behind_the_end(client, s3):
    s3.put_object(Bucket=BUCKET, Key="k", Body=b"0123456789")
    failure = client.fail("s3.get", bucket=BUCKET, key="k", range=[20, 30])
    assert (failure.code, failure.status, failure.attempts) == ("InvalidRange", 416, 1)


def test_an_object_larger_than_wanted(client, s3):
    s3.put_object(Bucket=BUCKET, Key="k", Body=b"x" * 1000)
    failure = client.fail("s3.get", bucket=BUCKET, key="k", limit=999)
    assert failure.attempts == 1 and "999 bytes" in failure.description
    assert len(base64.b64decode(client.call("s3.get", bucket=BUCKET, key="k", limit=1000)["base64"])) == 1000


@pytest.mark.parametrize(("operation", "code"), [("s3.get", "NoSuchKey"), ("s3.open", "NoSuchKey"), ("s3.head", "NotFound")])
def test_an_object_that_is_not_there(client, s3, operation, code):
    failure = client.fail(operation, bucket=BUCKET, key="nothing")
    assert (failure.type, failure.code, failure.status, failure.outcome, failure.attempts) == ("AWSError", code, 404, "refused", 1)


def test_a_bucket_that_is_not_there(client):
    assert client.fail("s3.get", bucket="nowhere", key="k").code == "NoSuchBucket"
    assert client.fail("s3.put", bucket="nowhere", key="k", text="x").code == "NoSuchBucket"


def test_an_object_that_changed(client, s3):
    etag = s3.put_object(Bucket=BUCKET, Key="k", Body=b"one")["ETag"]
    assert client.call("s3.open", bucket=BUCKET, key="k", ifMatch=etag)["count"] == 3
    s3.put_object(Bucket=BUCKET, Key="k", Body=b"two")
    failure = client.fail("s3.open", bucket=BUCKET, key="k", ifMatch=etag)
    assert (failure.code, failure.status) == ("PreconditionFailed", 412)


# MARK: large objects


def test_a_large_object_in_little_memory(tmp_path, client, s3):
    """40 MB go up from a file, and come down to a reader."""
    content = os.urandom(MIB) * 40
    path = tmp_path / "mail"
    path.write_bytes(content)
    client.call("s3.put", bucket=BUCKET, key="warm", text="x")
    before = client.forget_peak()
    client.call("s3.put", bucket=BUCKET, key="k", file=path)
    found = client.call("s3.open", bucket=BUCKET, key="k")
    assert (found["count"], found["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert client.peak() - before < 8 * MIB


def test_a_large_put_is_sent_again_from_its_start(tmp_path, aws, client, s3):
    content = os.urandom(MIB) * 3
    path = tmp_path / "mail"
    path.write_bytes(content)
    aws.judge.fault(faults.reset_before_reading(), "s3", "PutObject")
    aws.judge.fault(faults.error(500), "s3", "PutObject")
    client.call("s3.put", bucket=BUCKET, key="k", file=path)
    assert aws.judge.counts() == {"s3.PutObject": 3}
    assert stored(s3, "k") == content


def test_a_streamed_object_that_is_cut(aws, client, s3):
    """What was read cannot be taken back: whoever reads is told."""
    s3.put_object(Bucket=BUCKET, Key="k", Body=b"x" * MIB)
    aws.judge.fault(faults.truncated(), "s3", "GetObject")
    failure = client.fail("s3.open", bucket=BUCKET, key="k")
    assert (failure.type, failure.code) == ("HTTPError", "connectionLost")


# MARK: lists


def test_a_list_in_pages(aws, client, s3):
    keys = sorted(f"in/{letter} {at}+%é" for letter in "abc" for at in range(7))
    for key in [*keys, "out"]:
        s3.put_object(Bucket=BUCKET, Key=key, Body=b"12")
    found, after, pages = [], None, 0
    while True:
        page = client.call("s3.list", bucket=BUCKET, prefix="in/", limit=5, after=after)
        found += page["entries"]
        pages += 1
        if not (after := page["next"]):
            break
    assert found == [[key, 2] for key in keys] and pages == 5
    assert client.call("s3.list", bucket=BUCKET, prefix="nothing") == {"entries": [], "next": None}
    assert client.call("s3.list", bucket=BUCKET, prefix="in/a 0+%é")["entries"] == [["in/a 0+%é", 2]]


# MARK: deleting many


def test_many_are_deleted(aws, client, s3):
    keys = ODD_KEYS
    for key in [*keys, "kept"]:
        s3.put_object(Bucket=BUCKET, Key=key, Body=b"x")
    assert client.call("s3.deleteMany", bucket=BUCKET, keys=[*keys, "never there"]) == []
    assert [entry["Key"] for entry in s3.list_objects_v2(Bucket=BUCKET)["Contents"]] == ["kept"]
    assert aws.judge.counts() == {"s3.DeleteObjects": 1}
    assert client.call("s3.deleteMany", bucket=BUCKET, keys=[]) == []
    assert aws.judge.counts() == {"s3.DeleteObjects": 1}


def test_what_could_not_be_deleted(aws, client, s3):
    answer = (
        b'<?xml version="1.0"?><DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
        b"<Error><Key>a &amp; b</Key><Code>AccessDenied</Code><Message>Access Denied</Message></Error></DeleteResult>"
    )
    aws.judge.fault(faults.answered(answer, content_type="application/xml"), "s3", "DeleteObjects")
    assert client.call("s3.deleteMany", bucket=BUCKET, keys=["a & b", "c"]) == [["a & b", "AccessDenied"]]


@pytest.mark.parametrize("answer", [b"<Error><Code>InternalError</Code></Error>", b"<html/>", b""])
def test_a_success_that_is_none(aws, client, s3, answer):
    """S3 may find out after it has begun a 200 that it fails."""
    s3.put_object(Bucket=BUCKET, Key="k", Body=b"x")
    aws.judge.fault(faults.answered(answer, content_type="application/xml"), "s3", "DeleteObjects")
    assert client.call("s3.deleteMany", bucket=BUCKET, keys=["k"]) == []
    assert aws.judge.counts() == {"s3.DeleteObjects": 2}
    assert "Contents" not in s3.list_objects_v2(Bucket=BUCKET)


# MARK: addresses that were signed


def test_a_signed_address_with_response_fields(aws, client, s3):
    s3.put_object(Bucket=BUCKET, Key="a b/ü.eml", Body=b"mail")
    disposition = "attachment; filename=\"a b.eml\"; filename*=UTF-8''%C3%BC.eml"
    fields = [["response-content-disposition", disposition], ["response-content-type", "message/rfc822"]]
    url = client.call("s3.presign", bucket=BUCKET, key="a b/ü.eml", seconds=60, fields=fields)
    with urllib.request.urlopen(url) as answer:
        assert answer.read() == b"mail"
        assert answer.headers["Content-Type"] == "message/rfc822"
        assert answer.headers["Content-Disposition"] == disposition


def test_a_signed_address_with_a_session_token(aws, start_client, s3):
    token = "token/with+odd=characters&more"
    aws.judge.accept_keys("ASIATEMPORARY", "secret", token)
    s3.put_object(Bucket=BUCKET, Key="k", Body=b"mail")
    client = start_client(AWS_ACCESS_KEY_ID="ASIATEMPORARY", AWS_SECRET_ACCESS_KEY="secret", AWS_SESSION_TOKEN=token)
    with urllib.request.urlopen(client.call("s3.presign", bucket=BUCKET, key="k")) as answer:
        assert answer.read() == b"mail"
    assert aws.judge.refusals == []


def test_a_signed_address_is_for_one_object_and_a_time(aws, start_client, s3):
    client = start_client()
    for key in ("k", "j"):
        s3.put_object(Bucket=BUCKET, Key=key, Body=b"mail")
    url = client.call("s3.presign", bucket=BUCKET, key="k", seconds=60)
    for wrong in (url.replace("/k?", "/j?"), url.replace("X-Amz-Expires=60", "X-Amz-Expires=600")):
        with pytest.raises(urllib.error.HTTPError) as error:
            urllib.request.urlopen(wrong)
        assert error.value.code == 403
    aws.judge.rules.ahead = 61
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(url)
    assert len(aws.judge.refusals) == 3


# MARK: hosts


def test_a_bucket_as_a_host(aws, start_client, s3):
    """Without an endpoint of one's own the bucket is in the host: a proxy sees which, and the answer is as good as none."""
    seen = []

    class Proxy(http.server.BaseHTTPRequestHandler):
        def do_CONNECT(self):  # noqa: N802
            seen.append(self.path)
            self.send_error(502)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        client = start_client(AWS_ENDPOINT_URL=None, https_proxy=f"http://127.0.0.1:{server.server_port}")
        for bucket in ("mail-bucket", "mail.example.org", "Old_Bucket"):
            failure = client.fail("s3.get", bucket=bucket, key="k")
            assert (failure.outcome, failure.attempts) == ("notSent", 3)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    domain = f"s3.{aws.region}.amazonaws.com:443"
    assert seen == [f"mail-bucket.{domain}"] * 3 + [domain] * 6
