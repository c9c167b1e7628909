"""A Runtime API of Lambda on a port of this machine, on plain sockets: it sends exactly the bytes that a test asks for, and keeps all it got.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html, https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html
"""

import collections
import json
import os
import re
import socket
import threading
import time
import uuid
from dataclasses import dataclass, field

from runtime_answer import Answer, end
from runtime_request import Reader, Request

RUNTIME = "/2018-06-01/runtime"
ENDPOINTS = {
    "next": ("GET", re.escape(f"{RUNTIME}/invocation/next")),
    "response": ("POST", re.escape(f"{RUNTIME}/invocation/") + "(?P<id>[^/?#]+)/response"),
    "error": ("POST", re.escape(f"{RUNTIME}/invocation/") + "(?P<id>[^/?#]+)/error"),
    "init": ("POST", re.escape(f"{RUNTIME}/init/error")),
    "register": ("POST", "/2020-01-01/extension/register"),
    "events": ("GET", "/2020-01-01/extension/event/next"),
}
ARN = "arn:aws:lambda:eu-central-1:123456789012:function:contract:7"
TRACE = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"
EXTENSION = "7e3a5c2b-0000-4000-8000-000000000001"
DEFAULTS = {
    "register": Answer(200, b'{"functionName":"contract"}', [("Lambda-Extension-Identifier", EXTENSION), ("Content-Type", "application/json")])
}

HOST = f"127.{64 + os.getpid() // 62500 % 64}.{os.getpid() // 250 % 250}.{1 + os.getpid() % 250}"
"""A loopback address of this test run: a port that was freed here may be another run's next one, which a process that is still there would call."""


@dataclass
class Invocation:
    """An event that waits for the function, or that it got."""

    event: bytes
    id: str
    seconds: float
    headers: dict
    """Instead of the usual ones: a value, several in a list, or None for no such header."""
    answer: Answer
    taken_at: float | None = None
    deadline: float | None = None
    """In seconds of `time.time()`, from the moment at which the function took it."""

    def take(self):
        self.taken_at = time.monotonic()
        self.deadline = time.time() + self.seconds
        headers = {
            "Content-Type": "application/json",
            "Lambda-Runtime-Aws-Request-Id": self.id,
            "Lambda-Runtime-Deadline-Ms": str(int(self.deadline * 1000)),
            "Lambda-Runtime-Invoked-Function-Arn": ARN,
            "Lambda-Runtime-Trace-Id": TRACE,
        }
        # The names of the usual ones may be given in any case.
        for name in list(headers):
            if any(other.lower() == name.lower() for other in self.headers):
                del headers[name]
        headers.update(self.headers)
        pairs = []
        for name, value in headers.items():
            pairs += [(name, one) for one in (value if isinstance(value, list) else [value]) if one is not None]
        return self.answer.with_(body=self.event, headers=pairs + self.answer.headers)


class FakeRuntimeAPI:
    """Serves until it is closed; every connection has a thread."""

    def __init__(self):
        self.requests = []
        self.problems = []
        """What a client must never do, and did."""
        self.processes = []
        """Those that talk to this API: nothing is awaited any more when all have ended."""
        self.accepts = collections.deque()
        """`"rst"` or `"fin"` for each of the next connections: they are ended as soon as they are there."""
        self.close_after_each = None
        """`"fin"` or `"rst"`: ends the connection after every answer, without saying so before."""
        self._changed = threading.Condition()
        self._queue = collections.deque()
        self._scripts = {endpoint: collections.deque() for endpoint in ENDPOINTS}
        self._always = dict(DEFAULTS)
        self._connections = {}
        self._count = 0
        self._invocations = {}
        self._accepted = set()
        self._waiting = 0
        self._closed = False
        self.port = 0
        self.listen()

    # MARK: what a test arranges

    @property
    def address(self):
        return f"{HOST}:{self.port}"

    def invoke(self, event=None, *, id=None, seconds=60, headers=None, answer=None):
        """Queues an event: JSON of anything but bytes, which are sent as they are."""
        event = event if isinstance(event, bytes) else json.dumps(event).encode()
        invocation = Invocation(event, id or str(uuid.uuid4()), seconds, headers or {}, answer or Answer(200))
        with self._changed:
            self._invocations[invocation.id] = invocation
            self._queue.append(invocation)
            self._changed.notify_all()
        return invocation

    def next_answers(self, *answers):
        """Queues answers to `/next`, between the events."""
        with self._changed:
            self._queue.extend(answers)
            self._changed.notify_all()

    def script(self, endpoint, *answers):
        """The answers to the next requests of an endpoint other than `/next`."""
        self._scripts[endpoint].extend(answers)

    def always(self, endpoint, answer):
        """The answer to all requests of an endpoint that have none scripted."""
        self._always[endpoint] = answer

    def listen(self):
        """Takes connections, on the same port as before."""
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listener.bind((HOST, self.port))
        self._listener.listen(128)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def refuse(self):
        """Takes no connection any more, and ends those that are there."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.disconnect()

    def disconnect(self, unused=False):
        """Ends all connections, or only those on which no request came; returns how many."""
        with self._changed:
            ended = [number for number in self._connections if not (unused and any(request.connection == number for request in self.requests))]
            connections = [self._connections.pop(number) for number in ended]
        for connection in connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        return len(ended)

    def close(self):
        self._closed = True
        try:
            self.refuse()
        except OSError:
            self.disconnect()
        with self._changed:
            self._changed.notify_all()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    # MARK: what a test reads

    def of(self, *endpoints):
        """All requests of these endpoints, in the order in which their heads came."""
        return [request for request in list(self.requests) if request.endpoint in endpoints]

    def posts(self, invocation):
        """All requests about an invocation."""
        return [request for request in self.of("response", "error") if request.id == invocation.id]

    def wait(self, condition, what="", seconds=10):
        """What a condition returns, as soon as that is true. Fails sooner where no process is left."""
        deadline = time.monotonic() + seconds
        with self._changed:
            while not (found := condition()):
                if self.processes and all(process.process.poll() is not None for process in self.processes):
                    # What the last process sent may still be on its way through the threads here.
                    deadline = min(deadline, time.monotonic() + 0.3)
                    self.processes = []
                assert time.monotonic() < deadline, f"no {what or condition} in time; requests:\n" + "\n".join(map(str, self.requests))
                self._changed.wait(0.02)
            return found

    def outcome(self, invocation, seconds=10):
        """The first complete POST about an invocation."""
        complete = lambda: next((post for post in self.posts(invocation) if post.complete), None)  # noqa: E731
        return self.wait(complete, f"answer to {invocation.id} {invocation.event[:200]}", seconds)

    def forget(self, invocation):
        """Drops the requests about an invocation that was answered, and those that asked for events: where there are thousands, looking through
        them takes its time."""
        with self._changed:
            self.requests[:] = [request for request in self.requests if request.id != invocation.id and request.endpoint != "next"]

    def wait_idle(self, count=1, seconds=10):
        """Waits until the function waits for an event, on so many connections."""
        self.wait(lambda: self._waiting >= count and not self._queue, f"{count} pending /next", seconds)

    @property
    def connections(self):
        """The number of all connections that were taken."""
        return self._count

    @property
    def waiting(self):
        """How many requests of `/next` wait for an event."""
        return self._waiting

    # MARK: serving

    def _accept(self, listener):
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self.accepts:
                threading.Thread(target=end, args=(connection, self.accepts.popleft()), daemon=True).start()
                continue
            with self._changed:
                self._count += 1
                number = self._count
                self._connections[number] = connection
                if self._closed:
                    connection.close()
            threading.Thread(target=self._serve, args=(connection, number), daemon=True).start()

    def _serve(self, connection, number):
        reader = Reader(connection)
        try:
            while self._one(connection, reader, number):
                pass
        except (ValueError, AssertionError) as error:
            self._problem(f"connection {number}: {error}")
        except OSError:
            pass  # the client, or the test, ended the connection
        finally:
            with self._changed:
                self._connections.pop(number, None)
                self._changed.notify_all()
            connection.close()

    def _one(self, connection, reader, number):
        """Takes a request and answers it; false when the connection has ended."""
        head = reader.head()
        if head is None:
            return False
        request = Request.from_head(head, number)
        for endpoint, (method, path) in ENDPOINTS.items():
            if (match := re.fullmatch(path, request.path)) and request.method == method:
                request.endpoint, request.id = endpoint, match.groupdict().get("id")
        for problem in request.problems():
            self._problem(problem)
        if request.endpoint is None:
            self._problem(f"there is no such endpoint: {request}")
        elif request.id is not None and request.id not in self._invocations:
            self._problem(f"an answer to an invocation that never was: {request}")
        with self._changed:
            self.requests.append(request)
            self._changed.notify_all()
        answer = self._answer(request)
        if request.header("Expect"):
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        if answer and answer.cut == "head":
            return end(connection, answer.how)
        if answer and answer.early:
            answer.send(connection)
            return end(connection, "fin")
        if answer and answer.read_after:
            answer.read_after.wait(60)
        half = answer is not None and answer.cut == "half-request"
        request.read_body(reader, self._changed, half=half, keep=answer is None or answer.keep_body)
        # Only now: an answer that a crash ended may be read here after the report of that crash.
        if request.id is not None and request.id in self._accepted and request.complete:
            self._problem(f"a second answer to an invocation whose first was accepted: {request}")
        if request.endpoint == "next":
            answer = self._take(connection)
            if answer is None:
                return False
        elif answer is None:
            connection.recv(1)  # until the client ends it
            return False
        if self.close_after_each:
            answer = answer.with_(close=True, how=self.close_after_each)
        if answer.status == 202 and not answer.cut and answer.raw is None:
            self._accepted.add(request.id)
        return answer.send(connection)

    def _answer(self, request):
        """The answer that is known before the body is: all but that of `/next`, and of the events that never come."""
        if request.endpoint is None:
            return Answer(404)
        if request.endpoint == "next":
            return None
        with self._changed:
            script = self._scripts[request.endpoint]
            if script:
                return script.popleft()
        if request.endpoint == "events" and "events" not in self._always:
            return None
        return self._always.get(request.endpoint, Answer())

    def _take(self, connection):
        """The next event or scripted answer; nothing when the client has gone."""
        with self._changed:
            self._waiting += 1
            self._changed.notify_all()
            try:
                while not self._closed and not _gone(connection):
                    if self._queue:
                        item = self._queue.popleft()
                        return item.take() if isinstance(item, Invocation) else item
                    self._changed.wait(0.1)
            finally:
                self._waiting -= 1

    def _problem(self, text):
        with self._changed:
            self.problems.append(text)


def _gone(connection):
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True
