"""The WSGI application of the double: our extensions first, moto for everything else, and `/_double/` for the tests themselves."""

import io
import json
from urllib.parse import unquote

from werkzeug.wrappers import Request, Response

from . import connections, dynamodb, ses_v2, ssm
from .state import STATE, region_of

OVERRIDES = {
    f"response-{name}"
    for name in ("cache-control", "content-disposition", "content-encoding", "content-language", "content-type", "expires")
}


class Extensions:
    def __init__(self, moto):
        self._moto = moto

    def __call__(self, environ, start_response):
        # moto's routes end at a line break, which a key of S3 may have: it is kept as a character that nobody uses.
        for name in ("PATH_INFO", "RAW_URI", "REQUEST_URI"):
            if name in environ:
                environ[name] = environ[name].replace("\n", "\xee\x80\x8a").replace("%0A", "%EE%80%8A")
        request = Request(environ)
        # moto reads the body too; werkzeug would let only one of us.
        request.get_data()
        return self._answer(request)(environ, start_response)

    def _answer(self, request):
        path = request.environ.get("RAW_URI", request.path).partition("?")[0]
        region = region_of(request.headers)
        target = request.headers.get("X-Amz-Target", "")
        answer = None
        if path.startswith("/_double/"):
            return control(request, path.removeprefix("/_double/"))
        if path == "/moto-api/reset":
            STATE.forget()
        elif target.startswith("DynamoDB_"):
            return dynamodb.answer(request, region, self._ask_moto)
        elif target.startswith("AmazonSSM."):
            answer = ssm.answer(request, region)
        elif "@connections/" in path:
            answer = connections.answer(request, path)
        elif path.startswith("/v2/email/"):
            answer = ses_v2.answer(request, path, region)
        answer = answer or self._ask_moto(request)
        if request.method == "GET" and answer.status_code in (200, 206):
            # S3 answers with the headers that a presigned address asks for; moto does where it believes the signature.
            for name in OVERRIDES & request.args.keys():
                answer.headers[name.removeprefix("response-")] = request.args[name]
        return answer

    def _ask_moto(self, request):
        environ = dict(request.environ)
        environ["wsgi.input"] = io.BytesIO(request.get_data())
        environ.pop("werkzeug.request", None)
        response = Response.from_app(self._moto, environ, buffered=True)
        if response.status_code == 403 and not response.get_data() and request.method != "HEAD":
            # moto's S3 says no more than the status where a bucket's policy denies a call.
            response.set_data(b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>")
            response.content_type = "application/xml"
        return response


def control(request, path):
    """What tests ask of the double beyond AWS."""
    kind, _, name = path.partition("/")
    name = unquote(name)
    if request.method == "GET" and kind == "mails" and not name:
        return as_json([mail.summary() for mail in STATE.mails])
    if request.method == "GET" and kind == "mails":
        found = [mail for mail in STATE.mails if mail.id == name]
        return Response(found[0].raw, content_type="message/rfc822") if found else Response(status=404)
    if request.method == "GET" and kind == "published":
        return as_json(STATE.published)
    if kind == "connections":
        if request.method == "PUT":
            connections.open_connection(name, request.args.get("stage"))
        elif request.method == "DELETE":
            STATE.connections.pop(name, None)
        elif name not in STATE.connections:
            return Response(status=404)
        else:
            # latin-1, so that any byte is one character of JSON.
            return as_json([post.decode("latin-1") for post in STATE.connections[name]["posts"]])
        return as_json({})
    if request.method == "PUT" and kind == "clock":
        STATE.ahead = float(request.args["ahead"])
        return as_json({})
    if request.method == "PUT" and kind == "quota":
        state = STATE.region(request.args["region"])
        state.daily_quota = float(request.args.get("daily", state.daily_quota))
        state.send_rate = float(request.args.get("rate", state.send_rate))
        return as_json({})
    return Response(status=404)


def as_json(value):
    return Response(json.dumps(value), content_type="application/json")
