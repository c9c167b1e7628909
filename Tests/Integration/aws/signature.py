"""Whether botocore would have signed a request as it was signed, in its header or in its query; and what AWS says where not.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
"""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from urllib.parse import quote, unquote

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.compat import HTTPHeaders
from botocore.credentials import Credentials

from .protocols import BUCKET_HOST

AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 +Credential=(?P<credential>[^, ]+), *SignedHeaders=(?P<signed>[^, ]+), *Signature=(?P<signature>[0-9a-f]{64})"
)
UNSIGNED = "UNSIGNED-PAYLOAD"
LONGEST_EXPIRY = 7 * 24 * 3600
# Services with one signing region. Some SDKs leave it for their own where they are given an address.
GLOBAL = {"iam": "us-east-1"}


class Refusal(Exception):
    """Why a request is refused: a key of `refusals.ANSWERS`, what AWS says, and what an error of S3 has besides."""

    def __init__(self, kind, message, **more):
        super().__init__(message)
        self.kind, self.message, self.more = kind, message, more


@dataclass
class Keys:
    """Credentials that the judge knows."""

    secret: str
    token: str | None = None
    expired: bool = False


@dataclass
class Rules:
    """What the judge goes by."""

    keys: dict
    """By access key."""
    region: str
    skew: dict = field(default_factory=lambda: {None: 300, "s3": 900})
    """The seconds that a request's date may be off, by service; None: all others."""
    ahead: float = 0
    """The seconds by which the clock of AWS is ahead of this machine's."""

    def now(self):
        return datetime.now(timezone.utc) + timedelta(seconds=self.ahead)


class _Same:
    """Canonical headers of exactly those that are said to be signed; botocore itself would leave some out."""

    def headers_to_sign(self, request):
        headers = HTTPHeaders()
        for name, value in request.headers.items():
            headers[name.lower()] = value
        return headers


class _Header(_Same, SigV4Auth):
    pass


class _S3Header(_Same, S3SigV4Auth):
    pass


class _S3Query(_S3Header):
    def payload(self, request):
        return UNSIGNED


def check(request, body, service, rules):
    """Raises `Refusal` unless the request was signed for this service with a key that is known."""
    path, _, query = request.path.partition("?")
    pairs = [pair.partition("=") for pair in query.split("&") if pair]
    parameters = {unquote(name): unquote(value) for name, _, value in pairs}
    authorization = request.header("Authorization")
    in_query = authorization is None and "X-Amz-Signature" in parameters
    if authorization is None and not in_query:
        raise Refusal("missing", "Missing Authentication Token")
    if authorization is not None and "X-Amz-Signature" in parameters:
        raise Refusal("malformed", "Only one auth mechanism allowed; found a signature in the header and in the query")
    parts = parameters if in_query else _parts(authorization)
    key, day, region, scoped, signed, timestamp = _scope(request, parts, in_query)
    keys = rules.keys.get(key)
    if keys is None:
        raise Refusal("key", "The security token included in the request is invalid.", AWSAccessKeyId=key)
    _check_token(request, parameters, keys, in_query)
    _check_scope(request, region, scoped, service, rules)
    if timestamp[:8] != day:
        message = f"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date: '{day}' != '{timestamp[:8]}'"
        raise Refusal("malformed", message)
    _check_time(parameters, timestamp, in_query, service, rules)
    _check_signed(request, signed)
    digest = hashlib.sha256(body).hexdigest()
    said = request.header("X-Amz-Content-Sha256")
    if service == "s3" and said is None and not in_query:
        raise Refusal("request", "Missing required header for this request: x-amz-content-sha256")
    if said is not None and said != digest and not (service == "s3" and said == UNSIGNED):
        raise Refusal(
            "body", "The provided 'x-amz-content-sha256' header does not match what was computed.", ClientComputed=said, S3Computed=digest
        )
    _check_encoding(path, pairs, service)

    kept = "&".join(name + equals + value for name, equals, value in pairs if name != "X-Amz-Signature")
    headers = HTTPHeaders()
    for name, value in request.headers:
        if name.lower() in signed:
            headers[name] = value
    url = f"http://{request.header('Host')}{path}" + (f"?{kept}" if kept else "")
    again = AWSRequest(method=request.method, url=url, data=body, headers=headers)
    again.context["timestamp"] = timestamp
    signer = _S3Query if in_query and service == "s3" else _S3Header if service == "s3" else _Header
    auth = signer(Credentials(key, keys.secret, keys.token), scoped, region)
    canonical = auth.canonical_request(again)
    to_sign = auth.string_to_sign(again, canonical)
    if auth.signature(to_sign, again) != parts["X-Amz-Signature"]:
        message = "The request signature we calculated does not match the signature you provided. Check your key and signing method."
        raise Refusal("signature", message, AWSAccessKeyId=key, StringToSign=to_sign, CanonicalRequest=canonical)


def _parts(authorization):
    match = AUTHORIZATION.fullmatch(authorization)
    if not match:
        raise Refusal("malformed", f"The authorization header is malformed: {authorization[:200]}")
    return {"X-Amz-Credential": match["credential"], "X-Amz-SignedHeaders": match["signed"], "X-Amz-Signature": match["signature"]}


def _scope(request, parts, in_query):
    scope = parts.get("X-Amz-Credential", "").rsplit("/", 4)
    signed = parts.get("X-Amz-SignedHeaders", "").split(";")
    timestamp = (parts.get("X-Amz-Date") if in_query else request.header("X-Amz-Date")) or ""
    if len(scope) != 5 or scope[4] != "aws4_request":
        raise Refusal("malformed", f"Credential must have 5 slash-delimited elements, and end with aws4_request: {'/'.join(scope)}")
    if in_query and parts.get("X-Amz-Algorithm") != "AWS4-HMAC-SHA256":
        raise Refusal("query", "X-Amz-Algorithm only supports AWS4-HMAC-SHA256")
    if not re.fullmatch(r"\d{8}T\d{6}Z", timestamp):
        raise Refusal("malformed", f"X-Amz-Date must be in the ISO8601 format yyyyMMdd'T'HHmmss'Z', not '{timestamp}'")
    if signed != sorted(set(signed)) or any(name != name.lower() for name in signed):
        raise Refusal("malformed", f"SignedHeaders must be lower-case, sorted and unique: {';'.join(signed)}")
    return *scope[:4], signed, timestamp


def _check_token(request, parameters, keys, in_query):
    token = parameters.get("X-Amz-Security-Token") if in_query else request.header("X-Amz-Security-Token")
    if token != keys.token:
        raise Refusal("token", "The security token included in the request is invalid.")
    if keys.expired:
        raise Refusal("expired-token", "The security token included in the request is expired")


def _check_scope(request, region, scoped, service, rules):
    if scoped != service:
        raise Refusal("scope", f"Credential should be scoped to correct service: '{service}', not '{scoped}'.")
    host = BUCKET_HOST.match(request.header("Host") or "")
    expected = host["region"] if host else rules.region
    if region not in (expected, GLOBAL.get(service, expected)):
        message = f"Credential should be scoped to a valid region, not '{region}'; expecting '{expected}'"
        raise Refusal("scope", message, Region=expected)


def _check_time(parameters, timestamp, in_query, service, rules):
    now = rules.now()
    try:
        at = datetime.strptime(timestamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=timezone.utc)
    except ValueError:
        raise Refusal("malformed", f"X-Amz-Date is no date: '{timestamp}'") from None
    allowed = rules.skew.get(service, rules.skew[None])
    if in_query:
        expires = parameters.get("X-Amz-Expires", "")
        if not expires.isdigit() or not 0 < int(expires) <= LONGEST_EXPIRY:
            raise Refusal("query", f"X-Amz-Expires must be between 1 and {LONGEST_EXPIRY} seconds, not '{expires}'")
        if now > at + timedelta(seconds=int(expires)):
            raise Refusal("late", "Request has expired", **{"X-Amz-Expires": expires, "ServerTime": f"{now:%Y-%m-%dT%H:%M:%SZ}"})
        if at > now + timedelta(seconds=allowed):
            raise Refusal("late", "Request is not valid yet", ServerTime=f"{now:%Y-%m-%dT%H:%M:%SZ}")
        return
    if abs((now - at).total_seconds()) <= allowed:
        return
    if service == "s3":
        message = "The difference between the request time and the current time is too large."
        times = {"RequestTime": timestamp, "ServerTime": f"{now:%Y-%m-%dT%H:%M:%SZ}", "MaxAllowedSkewMilliseconds": int(allowed * 1000)}
        raise Refusal("skew", message, **times)
    limit = now + timedelta(seconds=allowed if at > now else -allowed)
    what = "Signature not yet current: {} is still later than {}" if at > now else "Signature expired: {} is now earlier than {}"
    sign = "+" if at > now else "-"
    message = what.format(timestamp, f"{limit:%Y%m%dT%H%M%SZ}") + f" ({now:%Y%m%dT%H%M%SZ} {sign} {allowed // 60:g} min.)"
    raise Refusal("skew", message)


def _check_signed(request, signed):
    names = {name.lower() for name, _ in request.headers}
    missing = sorted(name for name in names if (name == "host" or name.startswith("x-amz-")) and name not in signed)
    if missing or "host" not in signed:
        raise Refusal("unsigned", "There were headers present in the request which were not signed", HeadersNotSigned=", ".join(missing))
    if absent := [name for name in signed if name not in names]:
        raise Refusal("unsigned", f"Signed headers are not in the request: {', '.join(absent)}")


def _check_encoding(path, pairs, service):
    """AWS decodes and encodes again what botocore takes as it is: so only what is encoded as AWS would do it can be compared."""
    if service == "s3" and path != quote(unquote(path, "latin-1"), safe="/-_.~", encoding="latin-1"):
        raise Refusal("encoding", f"The path is not percent-encoded as AWS does it: {path}")
    for name, _, value in pairs:
        for part in (name, value):
            if part != quote(unquote(part, "latin-1"), safe="-_.~", encoding="latin-1"):
                raise Refusal("encoding", f"The query is not percent-encoded as AWS does it: {name}={value}")
