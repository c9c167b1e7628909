"""The judge of signatures takes what botocore signs, and refuses everything that was changed or signed for something else."""

import json
import urllib.error
import urllib.request

import pytest
from aws import raw
from botocore.exceptions import ClientError

ODD_KEYS = ["a b+c", "é/ü", "x//y", "a%2Fb", "~!*'()", "q?x=1&y", "/first", "a/../b/./c", "日本", "=&#;:@,$"]


@pytest.fixture
def s3(aws):
    aws.direct("s3").create_bucket(Bucket="mail-bucket", CreateBucketConfiguration={"LocationConstraint": aws.region})
    return aws.client("s3")


def fetch(url):
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


# MARK: what it takes


@pytest.mark.parametrize("key", ODD_KEYS)
def test_odd_keys_signed_by_boto3(aws, s3, key):
    s3.put_object(Bucket="mail-bucket", Key=key, Body=key.encode())
    assert s3.get_object(Bucket="mail-bucket", Key=key)["Body"].read() == key.encode()
    assert [one["Key"] for one in s3.list_objects_v2(Bucket="mail-bucket", Prefix=key)["Contents"]] == [key]
    presigned = s3.generate_presigned_url(
        "get_object", Params={"Bucket": "mail-bucket", "Key": key, "ResponseContentDisposition": "attachment"}
    )
    assert fetch(presigned) == (200, key.encode())
    assert aws.judge.refusals == []
    assert [call.operation for call in aws.judge.calls] == ["PutObject", "GetObject", "ListObjectsV2", "GetObject"]
    assert aws.judge.calls[0].resources == [f"arn:aws:s3:::mail-bucket/{key}"]


def test_a_session_token(aws):
    aws.judge.accept_keys("ASIATEMPORARY", "other/secret", "token+/==")
    temporary = {"access_key": "ASIATEMPORARY", "secret_key": "other/secret"}
    assert aws.client("sts", token="token+/==", **temporary).get_caller_identity()["Account"] == aws.account
    s3 = aws.client("s3", token="token+/==", **temporary)
    assert fetch(s3.generate_presigned_url("list_buckets"))[0] == 200
    for token in (None, "another"):
        with pytest.raises(ClientError) as error:
            aws.client("sts", token=token, **temporary).get_caller_identity()
        assert error.value.response["Error"]["Code"] == "InvalidClientTokenId"
    assert fetch(aws.client("s3", **temporary).generate_presigned_url("list_buckets"))[0] == 400


@pytest.mark.parametrize(
    ("service", "call", "options"),
    [
        ("ssm", "get_parameters_by_path", {"Path": "/a/b"}),
        ("sqs", "list_queues", {}),
        ("sns", "list_topics", {}),
        ("ses", "get_send_quota", {}),
        ("sesv2", "list_suppressed_destinations", {"Reasons": ["BOUNCE", "COMPLAINT"]}),
        ("logs", "describe_log_groups", {"logGroupNamePrefix": "/ä"}),
        ("lambda", "list_functions", {}),
        ("scheduler", "list_schedules", {"NamePrefix": "a"}),
        ("events", "list_rules", {}),
        ("kms", "list_keys", {}),
        ("secretsmanager", "list_secrets", {}),
        ("dynamodb", "list_tables", {}),
    ],
)
def test_every_service_that_is_used(aws, service, call, options):
    client = aws.client(service)
    getattr(client, call)(**options)
    assert aws.judge.refusals == []
    assert [(one.operation, one.status) for one in aws.judge.calls] == [(client.meta.method_to_api_mapping[call], 200)]


def test_the_bucket_in_the_host(aws, s3):
    s3.put_object(Bucket="mail-bucket", Key="a b", Body=b"x")
    for request in (
        raw.sign(aws.url, "s3", target="/a%20b", host="mail-bucket.s3.eu-central-1.amazonaws.com"),
        raw.presign(aws.url, "/a%20b", host="mail-bucket.s3.eu-central-1.localhost:4566"),
    ):
        assert request.send().body == b"x"
    assert aws.judge.calls[-1].resources == ["arn:aws:s3:::mail-bucket/a b"]
    other = raw.sign(aws.url, "s3", target="/a%20b", host="mail-bucket.s3.eu-west-1.amazonaws.com").send()
    assert b"<Region>eu-west-1</Region>" in other.body


def test_an_unsigned_payload_is_for_s3_only(aws, s3):
    request = raw.sign(aws.url, "s3", "PUT", "/mail-bucket/k", b"1234", payload=False)
    assert request.headers["X-Amz-Content-SHA256"] == "UNSIGNED-PAYLOAD"
    assert request.send().status == 200
    request.body = b"5678"
    assert request.send().status == 200
    assert s3.get_object(Bucket="mail-bucket", Key="k")["Body"].read() == b"5678"
    signed = raw.sign(aws.url, "s3", "PUT", "/mail-bucket/k", b"1234")
    signed.headers["X-Amz-Content-SHA256"] = "UNSIGNED-PAYLOAD"
    assert signed.send().reason.startswith("signature: ")
    unsigned = raw.dynamodb(aws.url, "ListTables", b"{}")
    unsigned.headers["X-Amz-Content-Sha256"] = "UNSIGNED-PAYLOAD"
    assert unsigned.send().reason.startswith("unsigned: ")


# MARK: what it refuses


def spoil_header(name, change):
    def spoil(request):
        request.headers[name] = change(request.headers[name])

    return spoil


def spoil(**changes):
    def change_all(request):
        for name, change in changes.items():
            setattr(request, name, change(getattr(request, name)))
        if "body" in changes:
            request.headers["Content-Length"] = str(len(request.body))

    return change_all


SPOILED = {
    "body": (spoil(body=lambda body: body.replace(b"10", b"11")), "signature"),
    "method": (spoil(method=lambda _: "PUT"), "signature"),
    "path": (spoil(target=lambda _: "/x"), "signature"),
    "query": (spoil(target=lambda _: "/?a=b"), "signature"),
    "signed header": (spoil_header("X-Amz-Target", lambda target: target.replace("ListTables", "DescribeLimits")), "signature"),
    "host": (spoil_header("Host", lambda host: host.replace("127.0.0.1", "localhost")), "signature"),
    "signature": (spoil_header("Authorization", lambda value: value[:-1] + ("0" if value[-1] != "0" else "1")), "signature"),
    "date": (spoil_header("X-Amz-Date", lambda date: date[:-2] + ("0" if date[-2] != "0" else "1") + "Z"), "signature"),
    "day": (spoil_header("X-Amz-Date", lambda date: "19990101" + date[8:]), "malformed"),
    "no authorization": (lambda request: request.headers.pop("Authorization"), "missing"),
    "no date": (lambda request: request.headers.pop("X-Amz-Date"), "malformed"),
    "another algorithm": (spoil_header("Authorization", lambda value: value.replace("SHA256", "SHA1")), "malformed"),
    "order": (spoil_header("Authorization", lambda value: value.replace("content-type;host", "host;content-type")), "malformed"),
    "a header more": (lambda request: request.headers.update({"X-Amz-Meta-A": "1"}), "unsigned"),
    "host unsigned": (spoil_header("Authorization", lambda value: value.replace("host;", "")), "unsigned"),
    "a header that is not there": (spoil_header("Authorization", lambda value: value.replace("host;", "host;x;")), "unsigned"),
    "a header less": (lambda request: request.headers.pop("Content-Type"), "unsigned"),
    "both ways": (spoil(target=lambda _: "/?X-Amz-Signature=0"), "malformed"),
}


@pytest.mark.parametrize("what", SPOILED)
def test_what_was_changed_after_signing(aws, what):
    request = raw.dynamodb(aws.url, "ListTables", b'{"Limit": 10}')
    assert request.send().status == 200
    change, kind = SPOILED[what]
    change(request)
    answer = request.send()
    assert answer.reason is not None and answer.reason.startswith(f"{kind}: "), answer
    assert 400 <= answer.status < 404
    assert len(aws.judge.refusals) == 1


WRONG = {
    "secret": ({"secret": "wrong"}, "signature", "InvalidSignatureException"),
    "access key": ({"access_key": "AKIDUNKNOWN"}, "key", "UnrecognizedClientException"),
    "region": ({"region": "eu-west-1"}, "scope", "InvalidSignatureException"),
    "a token that nobody gave": ({"token": "token"}, "token", "UnrecognizedClientException"),
}


@pytest.mark.parametrize("what", WRONG)
def test_signed_with_something_else(aws, what):
    options, kind, code = WRONG[what]
    answer = raw.dynamodb(aws.url, "ListTables", b"{}", **options).send()
    assert (answer.status, json.loads(answer.body)["__type"].partition("#")[2]) == (400, code)
    assert answer.reason.startswith(f"{kind}: ")


def test_signed_for_another_service(aws):
    request = raw.sign(aws.url, "s3", "POST", body=b"{}", headers={"X-Amz-Target": "DynamoDB_20120810.ListTables"})
    assert "scoped to correct service: 'dynamodb', not 's3'" in request.send().reason
    answer = raw.sign(aws.url, "sqs", target="/mail-bucket/k").send()
    assert b"<Code>AuthorizationHeaderMalformed</Code>" in answer.body


def test_an_address_for_one_service(aws):
    url = aws.judge.endpoint("dynamodb")
    assert url == aws.judge.endpoint("dynamodb") != aws.url
    assert aws.client("dynamodb", url=url).list_tables()["TableNames"] == []
    assert "scoped to correct service: 'dynamodb', not 'ssm'" in str(refused(aws.client("ssm", url=url).describe_parameters))
    wrong = raw.sign(url, "dynamodb", "POST", body=b"{}", headers={"X-Amz-Target": "AmazonSSM.DescribeParameters"}).send()
    assert "this is the address of dynamodb, and the request is one of ssm" in wrong.reason


def refused(call, **options):
    with pytest.raises(ClientError) as error:
        call(**options)
    return error.value.response


def test_the_canonical_request_is_told(aws, s3):
    answer = raw.dynamodb(aws.url, "ListTables", b"{}", secret="wrong").send()
    message = json.loads(answer.body)["message"]
    assert "The Canonical String for this request should have been\n'POST\n/\n\ncontent-type:application/x-amz-json-1.0\nhost:" in message
    assert "The String-to-Sign should have been\n'AWS4-HMAC-SHA256\n" in message
    error = refused(aws.client("s3", secret_key="wrong").get_object, Bucket="mail-bucket", Key="a b")["Error"]
    assert error["Code"] == "SignatureDoesNotMatch"
    assert error["CanonicalRequest"].startswith("GET\n/mail-bucket/a%20b\n\n")


@pytest.mark.parametrize(
    ("service", "call", "codes"),
    [
        ("s3", "list_buckets", (403, "SignatureDoesNotMatch")),
        ("dynamodb", "list_tables", (400, "InvalidSignatureException")),
        ("sesv2", "get_account", (403, "InvalidSignatureException")),
        ("sns", "list_topics", (403, "SignatureDoesNotMatch")),
    ],
)
def test_a_mismatch_in_the_words_of_the_service(aws, service, call, codes):
    error = refused(getattr(aws.client(service, secret_key="wrong"), call))
    assert (error["ResponseMetadata"]["HTTPStatusCode"], error["Error"]["Code"]) == codes
    assert error["ResponseMetadata"]["RequestId"]


def test_a_changed_body_in_s3(aws, s3):
    request = raw.sign(aws.url, "s3", "PUT", "/mail-bucket/k", b"1234")
    request.body = b"1235"
    answer = request.send()
    assert (answer.status, b"<Code>XAmzContentSHA256Mismatch</Code>" in answer.body) == (400, True)
    request = raw.sign(aws.url, "s3", "PUT", "/mail-bucket/k", b"1234")
    del request.headers["X-Amz-Content-SHA256"]
    request.headers["Authorization"] = request.headers["Authorization"].replace("x-amz-content-sha256;", "")
    assert request.send().reason.startswith("request: Missing required header")


@pytest.mark.parametrize(
    "target", ["/mail-bucket/a+b", "/mail-bucket/a*b", "/mail-bucket/%c3%a9", "/mail-bucket/%41", "/mail-bucket?prefix=a/b"]
)
def test_what_aws_would_encode_otherwise(aws, s3, target):
    answer = raw.sign(aws.url, "s3", target=target).send()
    assert (answer.status, answer.reason.partition(":")[0]) == (403, "encoding")
