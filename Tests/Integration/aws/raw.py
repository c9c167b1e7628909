"""Requests signed by botocore and sent by hand, so that a test can change them after they were signed."""

import http.client
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode, urlsplit

from botocore.auth import S3SigV4Auth, S3SigV4QueryAuth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials

from . import ACCESS_KEY, REGION, SECRET_KEY


@dataclass
class Signed:
    """What goes over the wire; everything may be changed before `send`."""

    method: str
    target: str
    headers: dict
    body: bytes = b""
    port: int = 0

    def send(self, connection=None):
        """Status, headers and body of the answer."""
        own = connection is None
        connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.putrequest(self.method, self.target, skip_host=True, skip_accept_encoding=True)
            for name, value in self.headers.items():
                connection.putheader(name, value)
            connection.endheaders(self.body or None)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            if own:
                connection.close()


@dataclass
class Answer:
    status: int
    headers: object
    body: bytes = field(repr=False)

    @property
    def reason(self):
        """Why the judge refused it; None where it did not."""
        return self.headers.get("x-judge-reason")


def sign(
    url,
    service,
    method="GET",
    target="/",
    body=b"",
    headers=None,
    region=REGION,
    access_key=ACCESS_KEY,
    secret=SECRET_KEY,
    token=None,
    host=None,
    payload=True,
):
    """A request for a target that is encoded already, signed in its header; in S3 also without its payload."""
    address = urlsplit(url)
    host = host or address.netloc
    request = AWSRequest(method=method, url=f"http://{host}{target}", data=body, headers={"Host": host, **(headers or {})})
    request.context["client_config"] = Config(s3={"payload_signing_enabled": payload})
    auth = S3SigV4Auth if service == "s3" else SigV4Auth
    auth(Credentials(access_key, secret, token), service, region).add_auth(request)
    found = dict(request.headers.items())
    if body:
        found["Content-Length"] = str(len(body))
    return Signed(method, target, found, body, address.port)


def presign(url, target, expires=60, region=REGION, access_key=ACCESS_KEY, secret=SECRET_KEY, token=None, host=None):
    """A GET from S3, signed in its query."""
    address = urlsplit(url)
    host = host or address.netloc
    request = AWSRequest(method="GET", url=f"http://{host}{target}")
    S3SigV4QueryAuth(Credentials(access_key, secret, token), "s3", region, expires=expires).add_auth(request)
    parts = urlsplit(request.url)
    return Signed("GET", f"{parts.path}?{parts.query}", {"Host": host}, b"", address.port)


def dynamodb(url, operation, body, **options):
    headers = {"X-Amz-Target": f"DynamoDB_20120810.{operation}", "Content-Type": "application/x-amz-json-1.0"}
    return sign(url, "dynamodb", "POST", body=body, headers=headers, **options)


def form(url, service, **parameters):
    """A call of a service with forms."""
    body = urlencode(parameters, quote_via=quote).encode()
    return sign(url, service, "POST", body=body, headers={"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"})
