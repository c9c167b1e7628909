"""What API Gateway and Function URLs make of a request, and of what a function answers: payload format 2.0.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html

Not documented, and as others have seen it on AWS: which bodies are text (ministackorg/ministack#766), that an HTTP API hands on the path decoded
and cut at a decoded question mark (middleapi/standard-server#93), while a Function URL leaves it as it came.
"""

import base64
import json
import re
import time
from dataclasses import dataclass, field
from urllib.parse import unquote, unquote_to_bytes

ACCOUNT, API_ID, URL_ID = "123456789012", "a1b2c3d4e5", "abcdefghijklmnopqrstuvwxyz012345"
REGION = "eu-west-1"
TRACE = "Root=1-6a5b3c2d-0123456789abcdef01234567"
TEXT_TYPES = {"application/json", "application/xml", "application/javascript"}
# Between two hops: nobody hands them on.
HOP_BY_HOP = {"connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding", "upgrade"}


@dataclass
class Request:
    """A request as it came."""

    method: str
    target: str
    """Path and query, still encoded."""
    headers: list = field(default_factory=list)
    """Names and values, in order."""
    body: bytes = b""
    source: str = "192.0.2.17"

    @property
    def path(self):
        return self.target.partition("?")[0]

    @property
    def query(self):
        return self.target.partition("?")[2]

    def values(self, name):
        return [value for other, value in self.headers if other.lower() == name]


@dataclass
class Response:
    """An answer as the client gets it."""

    status: int
    headers: list
    body: bytes

    @classmethod
    def of_gateway(cls, status, message):
        """What the gateway says by itself."""
        return cls(status, [("Content-Type", "application/json")], json.dumps({"message": message}, separators=(",", ":")).encode())


class BadRequest(Exception):
    """What never gets to a function."""


# MARK: events


def is_text(content_type):
    """Whether a body of this type comes as it is; without a type it does not."""
    essence = (content_type or "").partition(";")[0].strip().lower()
    return essence.startswith("text/") or essence in TEXT_TYPES


def decoded_path(path):
    """The path as an HTTP API hands it on."""
    if re.search(r"%(?![0-9A-Fa-f]{2})", path):
        raise BadRequest(path)
    return unquote_to_bytes(path).decode("utf-8", "replace").partition("?")[0]


def query_parameters(query):
    found = {}
    for pair in filter(None, query.split("&")):
        name, _, value = pair.partition("=")
        found.setdefault(unquote(name.replace("+", " ")), []).append(unquote(value.replace("+", " ")))
    return {name: ",".join(values) for name, values in found.items()}


def path_parameters(route_key, path):
    """The variables of a route such as `GET /held/{token}` in a path without the stage; None where it is another one. `{proxy+}` takes the rest."""
    if route_key == "$default":
        return {}
    pattern = "".join(
        f"(?P<{part[1:-2]}>.+)" if part.endswith("+}") else f"(?P<{part[1:-1]}>[^/]+)" if part.startswith("{") else re.escape(part)
        for part in re.split(r"(\{[^}]*\})", route_key.partition(" ")[2])
    )
    match = re.fullmatch(pattern, path)
    return match.groupdict() if match else None


def event(request, *, route_key="$default", stage="$default", path, parameters=None, domain, account=ACCOUNT, api_id=API_ID, request_id, now=None):
    """The event of a request, whose path is what the service makes of it."""
    now = time.time() if now is None else now
    fields = {}
    for name, value in request.headers:
        name = name.lower()
        if name not in HOP_BY_HOP and name not in ("cookie", "host"):
            fields.setdefault(name, []).append(value)
    fields["host"] = [domain]
    fields["x-forwarded-for"] = [", ".join(fields.get("x-forwarded-for", []) + [request.source])]
    fields["x-forwarded-port"], fields["x-forwarded-proto"] = ["443"], ["https"]
    fields.setdefault("x-amzn-trace-id", [TRACE])
    if account == ACCOUNT:
        fields["content-length"] = [str(len(request.body))]
    cookies = [cookie.strip() for value in request.values("cookie") for cookie in value.split(";") if cookie.strip()]
    found = {"version": "2.0", "routeKey": route_key, "rawPath": path, "rawQueryString": request.query}
    if cookies:
        found["cookies"] = cookies
    found["headers"] = {name: ",".join(values) for name, values in sorted(fields.items())}
    if request.query:
        found["queryStringParameters"] = query_parameters(request.query)
    found["requestContext"] = {
        "accountId": account, "apiId": api_id, "domainName": domain, "domainPrefix": domain.partition(".")[0],
        "http": {
            "method": request.method, "path": path, "protocol": "HTTP/1.1", "sourceIp": request.source,
            "userAgent": next(iter(request.values("user-agent")), ""),
        },
        "requestId": request_id, "routeKey": route_key, "stage": stage,
        "time": time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(now)), "timeEpoch": int(now * 1000),
    }
    if parameters:
        found["pathParameters"] = parameters
    if request.body:
        text = is_text(next(iter(request.values("content-type")), None))
        try:
            found["body"] = request.body.decode() if text else base64.b64encode(request.body).decode()
        except UnicodeDecodeError:
            text, found["body"] = False, base64.b64encode(request.body).decode()
        found["isBase64Encoded"] = not text
    else:
        found["isBase64Encoded"] = False
    return found


# MARK: answers


def response(answer):
    """What a client gets of a function's answer, which is bytes of JSON. Fails where it is none that the service takes."""
    value = json.loads(answer)
    if not isinstance(value, dict) or "statusCode" not in value:
        # What has no status is the body.
        body = value if isinstance(value, str) else json.dumps(value)
        return Response(200, [("Content-Type", "application/json")], body.encode())
    unknown = value.keys() - {"statusCode", "headers", "cookies", "body", "isBase64Encoded"}
    if unknown:
        raise ValueError(f"an answer has {unknown}")
    status = int(value["statusCode"])
    if not 100 <= status <= 599:
        raise ValueError(f"an answer has the status {status}")
    headers = [(name, _one_line(name, text)) for name, text in (value.get("headers") or {}).items() if name.lower() not in HOP_BY_HOP]
    headers += [("Set-Cookie", _one_line("Set-Cookie", cookie)) for cookie in value.get("cookies") or []]
    text = "" if value.get("body") is None else value["body"]
    if not isinstance(text, str):
        raise ValueError("the body of an answer is no text")
    body = base64.b64decode(text, validate=True) if value.get("isBase64Encoded") else text.encode()
    if body and not any(name.lower() == "content-type" for name, _ in headers):
        headers.append(("Content-Type", "text/plain;charset=utf-8"))
    return Response(status, headers, body)


def _one_line(name, value):
    # Numbers and booleans are taken too, and lists are not.
    value = json.dumps(value) if isinstance(value, bool | int | float) else value
    if not isinstance(value, str) or re.search(r"[\r\n\0]", value):
        raise ValueError(f"an answer has a field {name} of {value!r}")
    return value
