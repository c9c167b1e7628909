"""An HTTP API of API Gateway, or a Function URL, on a port of this machine, in front of functions that run as they are deployed."""

import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from gateway_events import API_ID, REGION, URL_ID, BadRequest, Request, Response, decoded_path, event, path_parameters, response

HTTP_API_DOMAIN = f"{API_ID}.execute-api.{REGION}.amazonaws.com"
FUNCTION_URL_DOMAIN = f"{URL_ID}.lambda-url.{REGION}.on.aws"
# https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
HTTP_API_BODY, HTTP_API_SECONDS = 10 << 20, 30
# https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: both ways, with what is around the body.
LAMBDA_REQUEST, LAMBDA_ANSWER = 6 << 20, 6_291_556


class Gateway:
    """Serves until it is closed; each connection has a thread, as each instance of a function has one request at a time."""

    def __init__(self):
        self.events = []
        """All events, as the functions got them."""
        self.problems = []
        """What a function must never answer, and did."""
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # One segment for the head and one for the body would wait for each other's acknowledgement.
            disable_nagle_algorithm = True

            def __getattr__(self, name):
                if name.startswith("do_"):
                    return self._serve
                raise AttributeError(name)

            def _serve(self):
                length = int(self.headers.get("Content-Length") or 0)
                request = Request(self.command, self.path, list(self.headers.items()), self.rfile.read(length), self.client_address[0])
                answer = gateway.answer(request)
                self.send_response_only(answer.status)
                for name, value in answer.headers:
                    if name.lower() != "content-length" or self.command == "HEAD":
                        self.send_header(name, value)
                # RFC 9110 sections 6.4.1 and 8.6.
                if answer.status not in (204, 304) and self.command != "HEAD":
                    self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                if answer.status not in (204, 304) and self.command != "HEAD":
                    self.wfile.write(answer.body)

            def log_message(self, *_):
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, *_):
                pass  # the client ended the connection

        self._server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _call(self, function, made, seconds):
        """The bytes that a function answers; None where it fails. Raises TimeoutError where it takes longer."""
        self.events.append(made)
        if function.process.poll() is not None:
            return None
        api = function.api
        invocation = api.invoke(made, seconds=seconds)
        try:
            post = api.outcome(invocation, seconds)
        except AssertionError:
            if function.process.poll() is None:
                raise TimeoutError from None
            return None
        if post.endpoint != "response":
            return None
        api.forget(invocation)
        return post.body if len(post.body) <= LAMBDA_ANSWER else None

    def _response(self, answer):
        """None where the answer is none that AWS takes."""
        if answer is None:
            return None
        try:
            return response(answer)
        except ValueError as error:
            self.problems.append(str(error))
            return None


class HTTPAPI(Gateway):
    """An HTTP API with routes such as `GET /held/{token}` to functions; `$default` takes the rest."""

    def __init__(self, routes, *, stage="$default", seconds=HTTP_API_SECONDS):
        self.routes, self.stage, self.seconds = routes, stage, seconds
        super().__init__()

    def event(self, request, route_key="$default", parameters=None, **more):
        """The event of a request."""
        path = decoded_path(request.path)
        return event(
            request, route_key=route_key, stage=self.stage, path=path, parameters=parameters, domain=HTTP_API_DOMAIN,
            **{"request_id": uuid.uuid4().hex[:15] + "=", **more},
        )

    def answer(self, request):
        if len(request.body) > HTTP_API_BODY:
            return Response.of_gateway(413, "Request Entity Too Large")
        try:
            path = decoded_path(request.path)
        except BadRequest:
            return Response.of_gateway(400, "Bad Request")
        if self.stage != "$default":
            if path != f"/{self.stage}" and not path.startswith(f"/{self.stage}/"):
                return Response.of_gateway(404, "Not Found")
            path = path.removeprefix(f"/{self.stage}") or "/"
        found = self._route(request.method, path)
        if found is None:
            return Response.of_gateway(404, "Not Found")
        route_key, parameters = found
        made = self.event(request, route_key, parameters)
        if len(str(made.get("body", ""))) > LAMBDA_REQUEST:
            return Response.of_gateway(413, "Request Entity Too Large")
        try:
            answer = self._response(self._call(self.routes[route_key], made, self.seconds))
        except TimeoutError:
            return Response.of_gateway(503, "Service Unavailable")
        return answer or Response.of_gateway(500, "Internal Server Error")

    def _route(self, method, path):
        """The route of a request, and its variables: the one whose path says most; `$default` where none does."""
        found = []
        for route_key in self.routes:
            wanted = route_key.partition(" ")[0]
            parameters = path_parameters(route_key, path)
            if parameters is not None and wanted in (method, "ANY", "$default"):
                found.append((wanted != "$default", "+}" not in route_key, wanted != "ANY", route_key, parameters))
        return max(found, key=lambda one: one[:3])[3:] if found else None


class FunctionURL(Gateway):
    """The URL of a function."""

    def __init__(self, function, *, seconds=60):
        self.function, self.seconds = function, seconds
        super().__init__()

    def event(self, request, **more):
        """The event of a request."""
        return event(
            request, path=request.path, domain=FUNCTION_URL_DOMAIN, account="anonymous", api_id=URL_ID,
            **{"request_id": str(uuid.uuid4()), **more},
        )

    def answer(self, request):
        made = self.event(request)
        if len(str(made.get("body", ""))) > LAMBDA_REQUEST:
            return Response.of_gateway(413, "Request Entity Too Large")
        try:
            answer = self._response(self._call(self.function, made, self.seconds))
        except TimeoutError:
            answer = None
        return answer or Response(502, [("Content-Type", "application/json")], b"Internal Server Error")
