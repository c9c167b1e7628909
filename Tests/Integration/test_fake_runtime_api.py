"""The fake Runtime API itself, by a client that reads every byte: what the other tests rely on."""

import contextlib
import json
import socket
import threading
import time

import pytest

from runtime_answer import Answer
from runtime_api import ARN, EXTENSION, HOST, TRACE
from runtime_request import Reader

NEXT = "/2018-06-01/runtime/invocation/next"


class Client:
    """Sends bytes, and reads answers without forgiving anything."""

    def __init__(self, api):
        self.socket = socket.create_connection((HOST, api.port), timeout=10)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.reader = Reader(self.socket)

    def send(self, method, path, body=b"", headers=()):
        lines = [f"{method} {path} HTTP/1.1", "Host: localhost", *headers]
        if method == "POST" and not any(header.startswith("Transfer-Encoding") for header in headers):
            lines.append(f"Content-Length: {len(body)}")
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode() + body)

    def receive(self):
        """Status, headers, body and trailers."""
        head = self.reader.head()
        if head is None:
            raise ConnectionError("no answer")
        line, *fields = head.split(b"\r\n")
        status = int(line.split()[1])
        headers = [(name.decode(), value.strip()) for name, _, value in (field.partition(b":") for field in fields)]
        find = {name.lower(): value for name, value in headers}
        trailers = []
        if status < 200 or status in (204, 304):
            body = b""
        elif find.get("transfer-encoding") == b"chunked":
            body = b""
            while size := int(self.reader.line().split(b";")[0], 16):
                body += self.reader.take(size)
                assert self.reader.take(2) == b"\r\n"
            while field := self.reader.line():
                trailers.append(field)
        elif "content-length" in find:
            body = self.reader.take(int(find["content-length"]))
        else:
            body = b""
            with contextlib.suppress(ConnectionError):
                while True:
                    body += self.reader.take(1)
        return status, headers, body, trailers

    def request(self, *arguments, **options):
        self.send(*arguments, **options)
        return self.receive()

    def next(self):
        return self.request("GET", NEXT)

    def post(self, id, kind, body=b"{}", headers=()):
        return self.request("POST", f"/2018-06-01/runtime/invocation/{id}/{kind}", body, headers)


@pytest.fixture
def client(api):
    client = Client(api)
    yield client
    client.socket.close()


ERROR = json.dumps({"errorType": "Function.Failure", "errorMessage": "x", "stackTrace": [], "cause": []}).encode()
ERROR_HEADERS = (
    "Lambda-Runtime-Function-Error-Type: Function.Failure",
    'Lambda-Runtime-Function-XRay-Error-Cause: {"working_directory":"/","exceptions":[{"type":"Function.Failure","message":"x","stack":[]}],"paths":[]}',
)


def test_an_invocation(api, client):
    before = time.time()
    invocation = api.invoke({"a": 1}, id="one", seconds=3)
    status, headers, body, _ = client.next()
    names = dict(headers)
    assert (status, json.loads(body)) == (200, {"a": 1})
    assert names["Lambda-Runtime-Aws-Request-Id"] == b"one"
    assert names["Lambda-Runtime-Invoked-Function-Arn"].decode() == ARN
    assert names["Lambda-Runtime-Trace-Id"].decode() == TRACE
    assert 2.9 < int(names["Lambda-Runtime-Deadline-Ms"]) / 1000 - before < 4
    assert client.post("one", "response", b'"yes"')[::2] == (202, b'{"status":"OK"}\n')
    assert api.outcome(invocation).json == "yes"
    assert [(request.endpoint, request.connection) for request in api.requests] == [("next", 1), ("response", 1)]


def test_next_waits_for_an_event(api, client):
    client.send("GET", NEXT)
    api.wait_idle()
    assert api.waiting == 1
    time.sleep(0.2)
    api.invoke(b"now")
    assert client.receive()[2] == b"now"


def test_an_event_is_not_given_to_a_client_that_has_gone(api, client):
    gone = Client(api)
    gone.send("GET", NEXT)
    api.wait_idle()
    gone.socket.close()
    api.invoke(b"for the other")
    assert client.next()[2] == b"for the other"


def test_an_error(api, client):
    invocation = api.invoke(b"{}")
    client.next()
    assert client.post(invocation.id, "error", ERROR, ERROR_HEADERS)[0] == 202
    post = api.outcome(invocation)
    assert post.endpoint == "error"
    assert post.header("lambda-runtime-function-error-type") == "Function.Failure"


def test_init_error_registration_and_events(api, client):
    assert client.request("POST", "/2018-06-01/runtime/init/error", ERROR, headers=ERROR_HEADERS)[0] == 202
    status, headers, _, _ = client.request("POST", "/2020-01-01/extension/register", b'{"events":[]}', headers=["Lambda-Extension-Name: x"])
    assert (status, dict(headers)["Lambda-Extension-Identifier"].decode()) == (200, EXTENSION)
    client.send("GET", "/2020-01-01/extension/event/next")
    client.socket.settimeout(0.2)
    with pytest.raises(TimeoutError):
        client.receive()
    assert [request.endpoint for request in api.requests] == ["init", "register", "events"]


def test_a_chunked_request_with_trailers(api, client):
    invocation = api.invoke(b"{}")
    client.next()
    client.send("POST", f"/2018-06-01/runtime/invocation/{invocation.id}/response", headers=["Transfer-Encoding: chunked", "Trailer: X-A"])
    for piece in (b"3\r\nabc\r\n", b"0A\r\n0123456789\r\n"):
        client.socket.sendall(piece)
        time.sleep(0.1)
    [post] = api.posts(invocation)
    assert (post.complete, [piece for _, piece in post.chunks]) == (False, [b"abc", b"0123456789"])
    assert post.chunks[1][0] - post.chunks[0][0] > 0.08
    client.socket.sendall(b"0\r\nX-A: b\r\n\r\n")
    assert client.receive()[0] == 202
    assert (post.complete, post.body, post.trailer("x-a")) == (True, b"abc0123456789", "b")


@pytest.mark.parametrize("status", [200, 204, 299, 304, 400, 413, 599])
def test_scripted_statuses(api, client, status):
    api.script("response", Answer(status, b"body"))
    for number, expected in enumerate([status, 202]):
        api.invoke(b"{}", id=str(number))
        client.next()
        answer = client.post(str(number), "response")
        assert answer[0] == expected
        assert expected == 202 or answer[2] == (b"" if status in (204, 304) else b"body")


def test_scripted_answers_to_next_come_between_the_events(api, client):
    api.invoke(b"first")
    api.next_answers(Answer(503, b"no"))
    api.invoke(b"second")
    assert [client.next()[2] for _ in range(3)] == [b"first", b"no", b"second"]


def test_an_answer_for_always(api, client):
    api.always("response", Answer(400))
    for number in range(3):
        api.invoke(b"{}", id=str(number))
        client.next()
        assert client.post(str(number), "response")[0] == 400


def test_interim_answers(api, client):
    api.invoke(b"x", answer=Answer(200, interim=(100, 103)))
    assert [client.next()[0], client.receive()[0], client.receive()[2]] == [100, 103, b"x"]


def test_small_pieces_and_chunks(api, client):
    api.invoke(b"0123456789", answer=Answer(200, pieces=1))
    assert client.next()[2] == b"0123456789"
    api.invoke(b"0123456789" * 10, answer=Answer(200, chunks=(3, 1, 10), trailers=[("X-A", "b")]))
    status, headers, body, trailers = client.next()
    assert (body, trailers) == (b"0123456789" * 10, [b"X-A: b"])
    assert "Content-Length" not in dict(headers)


def test_headers_of_any_kind(api, client):
    odd = [("X-Empty", ""), ("X-Bytes", b"\xff"), (None, b"X-Folded: a\r\n b"), ("X-Twice", "1"), ("X-Twice", "2")]
    api.invoke(b"x", id="y", headers={"lambda-runtime-aws-REQUEST-id": ["y", "y"], "Lambda-Runtime-Trace-Id": None}, answer=Answer(200, headers=odd))
    _, headers, _, _ = client.next()
    names = [name for name, _ in headers]
    assert names.count("lambda-runtime-aws-REQUEST-id") == 2 and "Lambda-Runtime-Aws-Request-Id" not in names
    assert "Lambda-Runtime-Trace-Id" not in names
    assert names.count("X-Twice") == 2 and ("X-Bytes", b"\xff") in headers and (" b", b"") in headers


def test_lengths_that_are_wrong(api, client):
    api.invoke(b"0123456789", answer=Answer(200, length=4))
    assert client.next()[2] == b"0123"
    other = Client(api)
    api.invoke(b"0123", answer=Answer(200, length=10, close=True, how="fin"))
    with pytest.raises(ConnectionError):
        other.next()


def test_raw_and_extra_bytes(api, client):
    api.next_answers(Answer(200, b"x", extra=b"HTTP/1.1 201 Forged\r\nContent-Length: 0\r\n\r\n"), Answer(raw=b"\x00\x01", close=True, how="fin"))
    assert [client.next()[0], client.receive()[0]] == [200, 201]
    client.send("GET", NEXT)
    assert client.reader.take(2) == b"\x00\x01"
    assert client.socket.recv(1) == b""


@pytest.mark.parametrize("version, length", [("HTTP/1.0", "right"), ("HTTP/1.0", None), ("HTTP/1.1", None)])
def test_answers_that_end_the_connection(api, client, version, length):
    api.invoke(b"x" * 10, answer=Answer(200, version=version, length=length))
    assert client.next()[2] == b"x" * 10
    assert client.socket.recv(1) == b""


CUTS = {"head": b"", "half-request": b"", "status-line": b"HTTP/1.1 200 OK\r\n", "half-headers": b"X-Head", "half-body": b"01234"}


@pytest.mark.parametrize("how", ["fin", "rst"])
@pytest.mark.parametrize("cut", CUTS)
def test_cuts(api, client, cut, how):
    api.script("response", Answer(200, b"0123456789", [("X-Header", "value")], cut=cut, how=how))
    invocation = api.invoke(b"{}")
    client.next()
    client.send("POST", f"/2018-06-01/runtime/invocation/{invocation.id}/response", b"a request")
    received = b""
    try:
        while more := client.socket.recv(1000):
            received += more
        ended = "fin"
    except ConnectionResetError:
        ended = "rst"
    assert ended == how
    assert received.endswith(CUTS[cut]) or cut == "half-headers"
    assert len(received) < len(b"HTTP/1.1 200 OK\r\nX-Header: value\r\nContent-Length: 10\r\n\r\n0123456789")
    [post] = api.posts(invocation)
    assert post.complete == (cut not in ("head", "half-request"))
    assert post.body == {"head": b"", "half-request": b"a re"}.get(cut, b"a request")


def test_ends_at_the_beginning_and_after_answers(api):
    api.accepts.extend(["rst", "fin"])
    for error in (ConnectionError, ConnectionError):
        with pytest.raises(error):
            Client(api).next()
    api.close_after_each = "fin"
    api.invoke(b"x")
    client = Client(api)
    assert client.next()[2] == b"x"
    assert client.socket.recv(1) == b""
    # The end came with the answer, not after it.
    api.refuse()
    with pytest.raises(ConnectionRefusedError):
        Client(api)
    api.close_after_each = None
    api.listen()
    api.invoke(b"y")
    assert Client(api).next()[2] == b"y"


def test_disconnecting(api, client):
    idle = Client(api)
    client.send("GET", NEXT)
    api.wait_idle()
    api.wait(lambda: api.connections == 2)
    assert api.disconnect(unused=True) == 1
    assert idle.socket.recv(1) == b""
    api.invoke(b"x")
    assert client.receive()[2] == b"x"
    assert api.disconnect() == 1
    assert client.socket.recv(1) == b""


def test_a_request_that_is_not_read_at_first(api, client):
    read = threading.Event()
    api.script("response", Answer(read_after=read, keep_body=False))
    invocation = api.invoke(b"{}")
    client.next()
    sender = threading.Thread(target=client.post, args=(invocation.id, "response", b"x" * 50_000_000), daemon=True)
    sender.start()
    [post] = api.wait(lambda: api.posts(invocation))
    sender.join(0.3)
    assert sender.is_alive() and post.length == 0
    read.set()
    sender.join(10)
    assert (api.outcome(invocation).length, post.body) == (50_000_000, b"")


def test_delays(api, client):
    before = time.monotonic()
    api.invoke(b"x", answer=Answer(200, delay=0.2))
    client.next()
    assert time.monotonic() - before > 0.19


def problems(api):
    """The problems found, which are taken away, so that this test does not fail for them."""
    time.sleep(0.05)
    found, api.problems[:] = list(api.problems), []
    return found


@pytest.mark.parametrize(
    "bytes, problem",
    [
        (b"GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n", "no such endpoint"),
        (f"POST {NEXT} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n".encode(), "no such endpoint"),
        (f"GET {NEXT} HTTP/1.1\r\n\r\n".encode(), "no Host"),
        (f"GET {NEXT} HTTP/1.0\r\nHost: x\r\n\r\n".encode(), "HTTP/1.1"),
        (f"GET {NEXT} HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n".encode(), "twice"),
        (f"GET {NEXT} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n".encode(), "has a body"),
        (b"POST /2020-01-01/extension/register HTTP/1.1\r\nHost: x\r\n\r\n", "Content-Length or"),
        (b"POST /2018-06-01/runtime/invocation/x/response HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "never was"),
        (f"GET {NEXT} HTTP/1.1\r\nHost: x\r\nBad Name: x\r\n\r\n".encode(), "no header"),
        (f"GET {NEXT} HTTP/1.1\r\nHost: x\r\nX: a\nb\r\n\r\n".encode(), "no header"),
        (b"nonsense\r\n\r\n", "no request"),
        (b"POST /2020-01-01/extension/register HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "no size"),
        (b"POST /2020-01-01/extension/register HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n", "Expect"),
    ],
)
def test_what_no_client_may_do_is_noted(api, client, bytes, problem):
    client.socket.sendall(bytes)
    assert any(problem in found for found in problems(api))


def test_a_second_answer_is_noted(api, client):
    invocation = api.invoke(b"{}")
    client.next()
    api.script("response", Answer(400))
    client.post(invocation.id, "response")
    client.post(invocation.id, "response")
    assert problems(api) == []
    client.post(invocation.id, "error", ERROR, ERROR_HEADERS)
    [problem] = problems(api)
    assert "second answer" in problem


def test_waiting_for_what_does_not_come_fails(api):
    with pytest.raises(AssertionError, match="no answer"):
        api.outcome(api.invoke(b"{}"), 0.1)


def test_an_exchange_is_fast(api, client):
    """The benchmarks use this server too: it must not be what they measure."""
    times = []
    for number in range(300):
        api.invoke(b"{}", id=str(number))
        before = time.perf_counter()
        client.next()
        client.post(str(number), "response")
        times.append(time.perf_counter() - before)
    assert sorted(times)[150] < 0.005
