"""Clocks and expiry, as the judge of signatures sees them; and presigned addresses."""

import email.utils
import re
import urllib.error
import urllib.request

import pytest
from aws import raw
from botocore.exceptions import ClientError


@pytest.fixture
def presigned(aws):
    """A presigned GET of an object, as it goes over the wire."""
    s3 = aws.direct("s3")
    s3.create_bucket(Bucket="mail-bucket", CreateBucketConfiguration={"LocationConstraint": aws.region})
    s3.put_object(Bucket="mail-bucket", Key="a b", Body=b"mail")
    return raw.presign(aws.url, "/mail-bucket/a%20b?response-content-type=text%2Fplain", expires=60)


def refused(call):
    with pytest.raises(ClientError) as error:
        call()
    return error.value.response


# MARK: clocks


@pytest.mark.parametrize("ahead", [-290, 290])
def test_a_clock_that_is_off_a_little(aws, ahead):
    aws.judge.rules.ahead = ahead
    aws.client("dynamodb").list_tables()
    assert aws.judge.refusals == []


@pytest.mark.parametrize(
    ("ahead", "message"),
    [
        (3600, r"Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)"),
        (-3600, r"Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z \(\d{8}T\d{6}Z \+ 5 min\.\)"),
    ],
)
def test_a_clock_that_is_off(aws, ahead, message):
    aws.judge.rules.ahead = ahead
    for service, call, expected in (
        ("dynamodb", "list_tables", (400, "InvalidSignatureException")),
        ("sesv2", "get_account", (403, "InvalidSignatureException")),
        ("sns", "list_topics", (403, "SignatureDoesNotMatch")),
    ):
        error = refused(getattr(aws.client(service), call))
        assert (error["ResponseMetadata"]["HTTPStatusCode"], error["Error"]["Code"]) == expected
        assert re.fullmatch(message, error["Error"]["Message"])
        date = email.utils.parsedate_to_datetime(error["ResponseMetadata"]["HTTPHeaders"]["date"])
        assert abs((aws.judge.rules.now() - date).total_seconds()) < 10


def test_a_clock_that_is_off_in_s3(aws):
    aws.judge.rules.ahead = 600
    aws.client("s3").list_buckets()
    aws.judge.rules.ahead = 1000
    error = refused(aws.client("s3").list_buckets)
    assert (error["ResponseMetadata"]["HTTPStatusCode"], error["Error"]["Code"]) == (403, "RequestTimeTooSkewed")
    assert error["Error"]["MaxAllowedSkewMilliseconds"] == "900000"
    assert {"RequestTime", "ServerTime"} <= error["Error"].keys()


def test_how_far_a_clock_may_be_off_can_be_set(aws):
    aws.judge.rules.skew = {None: 30}
    aws.judge.rules.ahead = 40
    assert refused(aws.client("s3").list_buckets)["Error"]["Code"] == "RequestTimeTooSkewed"
    aws.judge.rules.skew = {None: 50}
    aws.client("s3").list_buckets()


def test_keys_that_end(aws):
    aws.judge.expire_keys()
    for service, call, expected in (
        ("s3", "list_buckets", (400, "ExpiredToken")),
        ("dynamodb", "list_tables", (400, "ExpiredTokenException")),
        ("sesv2", "get_account", (403, "ExpiredTokenException")),
        ("sts", "get_caller_identity", (403, "ExpiredToken")),
    ):
        error = refused(getattr(aws.client(service), call))
        assert (error["ResponseMetadata"]["HTTPStatusCode"], error["Error"]["Code"]) == expected
    aws.judge.reset()
    aws.client("s3").list_buckets()


# MARK: presigned addresses


def test_a_presigned_address(aws, presigned):
    answer = presigned.send()
    assert (answer.status, answer.body, answer.headers["Content-Type"]) == (200, b"mail", "text/plain")
    presigned.headers["Range"] = "bytes=1-2"
    assert presigned.send().body == b"ai"
    assert aws.judge.refusals == []


@pytest.mark.parametrize(
    ("pattern", "replacement", "kind"),
    [
        ("a%20b", "a%20c", "signature"),
        ("text%2Fplain", "text%2Fhtml", "signature"),
        ("response-content-type=text%2Fplain&", "", "signature"),
        ("X-Amz-Expires=60", "X-Amz-Expires=61", "signature"),
        ("X-Amz-Signature=.", "X-Amz-Signature=_", "signature"),
        ("X-Amz-Date=........", "X-Amz-Date=20200101", "malformed"),
        ("X-Amz-Expires=60", "X-Amz-Expires=604801", "query"),
        ("X-Amz-Expires=60&", "", "query"),
        ("HMAC-SHA256", "HMAC-SHA1", "query"),
        ("%2Fs3%2F", "%2Fsqs%2F", "scope"),
        ("eu-central-1", "eu-west-1", "scope"),
        ("AKID", "AKIX", "key"),
        ("X-Amz-SignedHeaders=host", "X-Amz-SignedHeaders=", "unsigned"),
    ],
)
def test_a_presigned_address_that_was_changed(aws, presigned, pattern, replacement, kind):
    assert re.search(pattern, presigned.target)
    presigned.target = re.sub(pattern, replacement, presigned.target)
    answer = presigned.send()
    assert (answer.reason or "accepted").partition(":")[0] == kind
    assert answer.status in (400, 403)


def test_another_method_or_host_than_was_presigned(presigned):
    for name, value in (("method", "DELETE"), ("headers", {"Host": "localhost:1"})):
        changed = type(presigned)(**vars(presigned) | {name: value})
        assert changed.send().reason.startswith("signature: ")


def test_a_presigned_address_ends(aws, presigned):
    aws.judge.rules.ahead = 50
    assert presigned.send().status == 200
    aws.judge.rules.ahead = 70
    answer = presigned.send()
    assert answer.status == 403
    assert b"<Code>AccessDenied</Code><Message>Request has expired</Message><X-Amz-Expires>60</X-Amz-Expires>" in answer.body
    aws.judge.rules.ahead = -1000
    assert b"Request is not valid yet" in presigned.send().body


def test_a_presigned_address_of_boto3_ends(aws, presigned):
    url = aws.client("s3").generate_presigned_url("get_object", Params={"Bucket": "mail-bucket", "Key": "a b"}, ExpiresIn=30)
    assert urllib.request.urlopen(url).read() == b"mail"
    aws.judge.rules.ahead = 31
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(url)
    assert error.value.code == 403
