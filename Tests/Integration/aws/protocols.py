"""Which service and operation a request is for, read from the request alone, by botocore's models; and how each protocol words an error."""

import functools
import json
import re
import uuid
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import botocore.session
from runtime_answer import Answer

# What X-Amz-Target begins with, and botocore's name of the service.
TARGETS = {
    "DynamoDB_20120810": "dynamodb",
    "DynamoDBStreams_20120810": "dynamodbstreams",
    "AmazonSSM": "ssm",
    "AmazonSQS": "sqs",
    "Logs_20140328": "logs",
    "AWSEvents": "events",
    "TrentService": "kms",
    "secretsmanager": "secretsmanager",
}
# The Version of a form.
VERSIONS = {"2010-12-01": "ses", "2010-03-31": "sns", "2011-06-15": "sts", "2010-05-08": "iam"}
# Paths of REST services other than S3.
PATHS = (
    (r"/v2/email/", "sesv2"),
    (r"(?:/[^/]+)?/@connections/", "apigatewaymanagementapi"),
    (r"/20\d\d-\d\d-\d\d/", "lambda"),
    (r"/schedule(?:s|-groups)(?:/|$)", "scheduler"),
)
BUCKET_HOST = re.compile(r"(?P<bucket>[a-z0-9][a-z0-9.-]*)\.s3[.-](?P<region>[a-z]{2}-[a-z]+-\d)\.")


@functools.cache
def model(name):
    return botocore.session.get_session().get_service_model(name)


@dataclass
class Operation:
    service: str
    """As it is signed for: `ses` for both versions."""
    name: str | None
    """None where no operation of the service is asked for in this way."""
    model: str
    """botocore's name of the service."""
    protocol: str
    """`json`, `rest-json`, `rest-xml` or `query`."""
    params: dict = field(default_factory=dict)
    """What the body, the path and the query say, as far as the protocol's names tell it."""
    target: str | None = None
    """The target in path style, where the bucket is in the host."""


def identify(request, body=None):
    """The operation of a request. Without a body, the name is None where only the body has it."""
    path, _, query = request.path.partition("?")
    if target := request.header("X-Amz-Target"):
        prefix, _, name = target.rpartition(".")
        service = TARGETS.get(prefix, prefix)
        return Operation(_signed(service), name, service, "json", _json(body))
    content_type = request.header("Content-Type") or ""
    for pattern, service in PATHS:
        if re.match(pattern, path):
            # The address of an API has its stage before the paths of the model.
            inner = re.sub(r"^/[^/]+(?=/@connections/)", "", path)
            name, labels = _route(service, request, inner, query)
            payload = {} if service == "apigatewaymanagementapi" else _json(body)
            stage = {"stage": path[1 : -len(inner)]} if inner != path else {}
            return Operation(_signed(service), name, service, "rest-json", payload | labels | stage)
    if content_type.startswith("application/x-www-form-urlencoded") or (path == "/" and re.search(r"(?:^|&)Action=", query)):
        form = dict(parse_qsl((body or b"").decode("utf-8", "replace") or query, keep_blank_values=True))
        service = VERSIONS.get(form.get("Version"), "sts")
        return Operation(_signed(service), form.get("Action"), service, "query", form)
    host = BUCKET_HOST.match(request.header("Host") or "")
    inner = f"/{host['bucket']}{path}" if host else path
    name, labels = _route("s3", request, inner, query)
    if name == "DeleteObjects" and body:
        labels["Keys"] = _keys(body)
    if source := request.header("x-amz-copy-source"):
        labels["CopySource"] = unquote(source).lstrip("/")
    return Operation("s3", name, "s3", "rest-xml", labels, inner + (f"?{query}" if query else "") if host else None)


def _signed(service):
    return model(service).signing_name if service in (*TARGETS.values(), *VERSIONS.values(), *(name for _, name in PATHS)) else service


def _json(body):
    try:
        value = json.loads(body or b"{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _keys(body):
    try:
        return [element.text or "" for element in ElementTree.fromstring(body).iter() if element.tag.rpartition("}")[2] == "Key"]
    except ElementTree.ParseError:
        return []


@functools.cache
def _routes(service):
    """Method, pattern, what the query and the headers must have, and the name of each operation; the most particular first."""
    routes = []
    for name in model(service).operation_names:
        operation = model(service).operation_model(name)
        if operation.deprecated:
            continue
        path, _, literals = operation.http["requestUri"].partition("?")
        pattern = "".join(_pattern(part) for part in re.split(r"(\{[^}]+\})", path.rstrip("/")))
        query = {key: value or None for key, _, value in (pair.partition("=") for pair in literals.split("&") if pair)}
        headers = set()
        shape = operation.input_shape
        for member in shape.required_members if shape else ():
            where = shape.members[member].serialization
            if where.get("location") == "querystring":
                query[where["name"]] = None
            elif where.get("location") == "header":
                headers.add(where["name"].lower())
        routes.append((operation.http["method"], re.compile(pattern + "/?"), query, headers, name))
    return sorted(routes, key=lambda route: -len(route[2]) - len(route[3]))


def _pattern(part):
    if not part.startswith("{"):
        return re.escape(part)
    name = part.strip("{}+")
    return f"(?P<{name}>.+)" if part.endswith("+}") else f"(?P<{name}>[^/]+)"


def _route(service, request, path, query):
    given = dict(parse_qsl(query, keep_blank_values=True))
    headers = {name.lower() for name, _ in request.headers}
    for method, pattern, needed, needed_headers, name in _routes(service):
        match = pattern.fullmatch(path) if method == request.method else None
        right = match and all(key in given and value in (None, given[key]) for key, value in needed.items())
        if right and needed_headers <= headers:
            return name, {key: unquote(value) for key, value in match.groupdict().items()} | {"query": given}
    return None, {"query": given}


# MARK: errors

XML_HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'


def error(operation, status, code, message, more=None):
    """An answer with an error, as the operation's protocol has it. More members are added as they are."""
    id, more = str(uuid.uuid4()), more or {}
    headers = [("x-amzn-RequestId", id)]
    if operation.protocol == "json":
        body = json.dumps({"__type": f"com.amazonaws.{operation.service}#{code}", "message": message, **more}).encode()
        return Answer(status, body, [*headers, ("Content-Type", "application/x-amz-json-1.0")])
    if operation.protocol == "rest-json":
        body = json.dumps({"message": message, **more}).encode()
        return Answer(status, body, [*headers, ("Content-Type", "application/json"), ("x-amzn-ErrorType", code)])
    elements = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in {"Code": code, "Message": message, **more}.items())
    if operation.protocol == "query":
        kind = "Sender" if status < 500 else "Receiver"
        namespace = model(operation.model).metadata.get("xmlNamespace", "")
        text = f'<ErrorResponse xmlns="{namespace}"><Error><Type>{kind}</Type>{elements}</Error><RequestId>{id}</RequestId></ErrorResponse>'
        return Answer(status, (XML_HEADER + text).encode(), [*headers, ("Content-Type", "text/xml")])
    text = f"<Error>{elements}<RequestId>{id}</RequestId><HostId>host</HostId></Error>"
    headers = [("x-amz-request-id", id), ("x-amz-id-2", "host"), ("Content-Type", "application/xml")]
    return Answer(status, (XML_HEADER + text).encode(), headers)
