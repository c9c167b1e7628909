"""The examples of signatures that AWS publishes, so that the judge is judged by something else than botocore.

https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, sigv4-query-string-auth.html there,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

from datetime import datetime, timezone

import pytest
from aws import signature
from aws.signature import Keys, Refusal, Rules
from runtime_request import Request

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
EXAMPLE = {
    "AKIDEXAMPLE": Keys("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
    "AKIAIOSFODNN7EXAMPLE": Keys("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
}
PUBLISHED = [
    (
        "iam",
        "20150830T123600Z",
        "/?Action=ListUsers&Version=2010-05-08",
        [
            ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
            ("Host", "iam.amazonaws.com"),
            ("X-Amz-Date", "20150830T123600Z"),
            (
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, "
                "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
            ),
        ],
    ),
    (
        "s3",
        "20130524T000000Z",
        "/test.txt",
        [
            ("Host", "examplebucket.s3.amazonaws.com"),
            ("Range", "bytes=0-9"),
            ("x-amz-content-sha256", EMPTY),
            ("x-amz-date", "20130524T000000Z"),
            (
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
            ),
        ],
    ),
    (
        "s3",
        "20130524T000000Z",
        "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
        "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
        "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
        [("Host", "examplebucket.s3.amazonaws.com")],
    ),
]


@pytest.mark.parametrize(("service", "at", "target", "headers"), PUBLISHED)
def test_the_signatures_that_aws_publishes(service, at, target, headers):
    then = datetime.strptime(at, "%Y%m%dT%H%M%SZ").replace(tzinfo=timezone.utc)
    rules = Rules(EXAMPLE, "us-east-1", ahead=(then - datetime.now(timezone.utc)).total_seconds() + 1)
    signature.check(Request("GET", target, "HTTP/1.1", headers, 1), b"", service, rules)
    with pytest.raises(Refusal) as refusal:
        signature.check(
            Request("GET", target.replace("test", "text").replace("Users", "users"), "HTTP/1.1", headers, 1), b"", service, rules
        )
    assert refusal.value.kind == "signature"
