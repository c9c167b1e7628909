"""Writes BotocoreVectors.swift: requests made up with a seed, and how botocore signs them. Run with the Python of .venv after a change here."""

import hashlib
import random
from datetime import datetime, timezone
from pathlib import Path
from unittest import mock
from urllib.parse import quote

from botocore import auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

ACCESS_KEY, SECRET = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
TIME, REGION, HOST = "20150830T123600Z", "us-east-1", "example.amazonaws.com"
NOW = datetime(2015, 8, 30, 12, 36, tzinfo=timezone.utc)
TEXTS = ["a", "B", "0", "-", "_", ".", "~", " ", "+", "%", "%2F", "&", "=", "?", "#", "/", ":", "@", "*", "'", "(", ")", "!", ",", ";", "$",
         '"', "<", "\\", "ü", "é\u0301", "\u1234", "\U0001f4ee"]  # fmt: skip
rng = random.Random(20150830)


def text(count):
    return "".join(rng.choice(TEXTS) for _ in range(rng.randrange(count)))


def swift(value):
    escapes = {"\\": "\\\\", '"': '\\"'}
    return '"' + "".join(escapes.get(c, c if " " <= c <= "~" else f"\\u{{{ord(c):X}}}") for c in value) + '"'


def pairs(values):
    return "[" + ", ".join(f"({swift(name)}, {swift(value)})" for name, value in values) + "]"


def vector(service, presigned):
    segments = [quote(text(6), safe="-_.~") for _ in range(rng.randrange(4))]
    if service != "s3":
        # Those who normalise a path agree on dots and empty segments in the middle of one, and not on dots at its end.
        segments += [rng.choice(["", ".", "..", "y"]), rng.choice(["", "x"])]
    path = "/" + "/".join(segments)
    query = [(text(5) or "q", text(6)) for _ in range(rng.randrange(5))]
    fields = [] if presigned else [(f"X-Amz-Meta-{letter}", rng.choice(["v", " v ", "a   b", "a=b; c", "\"q  q\""])) for letter in rng.sample("CaBd", rng.randrange(4))]
    if not presigned and rng.random() < 0.5:
        fields.append(("User-Agent", "not signed"))
    token = rng.choice([None, "token/with+odd=signs=="])
    method = "GET" if presigned else rng.choice(["GET", "PUT", "POST", "DELETE", "HEAD"])
    body = b"" if method in ("GET", "HEAD", "DELETE") else text(20).encode()
    payload = hashlib.sha256(body).hexdigest()
    encoded = "&".join(sorted((f"{quote(n, safe='-_.~')}={quote(v, safe='-_.~')}" for n, v in query), key=lambda p: p.split("=")))
    url = f"https://{HOST}{path}" + (f"?{encoded}" if encoded else "")
    request = AWSRequest(method=method, url=url, data=body, headers={"Host": HOST, **dict(fields)})
    credentials = Credentials(ACCESS_KEY, SECRET, token)
    if presigned:
        signer = auth.S3SigV4QueryAuth(credentials, service, REGION, expires=600)
    else:
        signer = (auth.S3SigV4Auth if service == "s3" else auth.SigV4Auth)(credentials, service, REGION)
    with mock.patch.object(auth, "get_current_datetime", lambda *_, **__: NOW):
        signer.add_auth(request)
    expected = request.url.rsplit("X-Amz-Signature=", 1)[1] if presigned else request.headers["Authorization"]
    assert not presigned or request.url.count("X-Amz-Signature=") == 1
    return (
        f"        BotocoreVector(\n            method: {swift(method)}, path: {swift(path)}, query: {pairs(query)},\n"
        f"            fields: {pairs(fields)}, payload: {swift(payload)},\n"
        f"            service: {swift(service)}, token: {swift(token) if token else 'nil'}, isPresigned: {str(presigned).lower()},\n"
        f"            expected:\n                {swift(expected)}),\n"
    )


vectors = [vector(service, presigned) for service, presigned in [("s3", False)] * 14 + [("service", False)] * 14 + [("s3", True)] * 8]
Path(__file__).with_name("BotocoreVectors.swift").write_text(
    "// Made by make_vectors.py: requests, and how botocore signs them.\n\n"
    "/// A request, and the Authorization field that botocore gives it, or the signature of its address.\n"
    "struct BotocoreVector: Sendable {\n    var method: String\n    var path: String\n    var query: [(String, String)]\n"
    "    var fields: [(String, String)]\n    var payload: String\n    var service: String\n    var token: String?\n"
    "    var isPresigned: Bool\n    var expected: String\n\n    static let all: [BotocoreVector] = [\n" + "".join(vectors) + "    ]\n}\n"
)
