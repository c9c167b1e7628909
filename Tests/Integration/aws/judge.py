"""What clients under test talk to: it judges each request, lets the double do it, keeps a record, and breaks what a test wants broken."""

import http.client
import socket
import threading
import time
from dataclasses import dataclass, field
from email.utils import formatdate

from runtime_answer import Answer, end
from runtime_request import Reader, Request

from . import ACCESS_KEY, REGION, SECRET_KEY, iam, refusals, shapes, signature
from .faults import Rule
from .protocols import identify
from .signature import Keys, Refusal, Rules

# Headers that belong to a connection, or that the judge writes itself.
OWN_HEADERS = {"connection", "transfer-encoding", "content-length", "server", "date", "keep-alive"}
KEPT_BODY = 1 << 16


@dataclass
class Call:
    """One call that a client made, whatever became of it."""

    service: str
    operation: str | None
    method: str
    path: str
    """With its query."""
    connection: int
    """The number of the connection on which it came."""
    headers: list
    bytes_in: int = 0
    """Of the request's body."""
    bytes_out: int = 0
    """Of the answer's body."""
    status: int | None = None
    """None where no answer was sent."""
    refused: str | None = None
    """Why the judge refused it."""
    fault: str | None = None
    needs: list = None
    """The IAM actions and resources that it needs, as pairs."""
    context: dict = field(default_factory=dict)
    """What conditions can ask of it, by key."""
    body: bytes = b""
    """Of the request, where it is short."""
    at: float = 0

    @property
    def resources(self):
        return [resource for _, resource in self.needs]


class Judge:
    """Serves on loopback until it is closed; a thread for each connection."""

    def __init__(self, upstream):
        self._upstream = upstream
        self._lock = threading.Lock()
        self._listeners = {}
        self._connections = {}
        self._count = 0
        self._closed = False
        self._generation = threading.Event()
        self.reset()
        self.url = self.endpoint(None)

    def reset(self):
        """The usual keys and clock, no faults and no record. Connections stay, so that clients may keep theirs."""
        self._generation.set()
        with self._lock:
            self._generation = threading.Event()
            self.rules = Rules({ACCESS_KEY: Keys(SECRET_KEY)}, REGION)
            self.api_id = "api"
            """Of the WebSocket API, in the ARNs that IAM knows."""
            self.calls = []
            self._faults = []

    # MARK: what a test arranges

    def endpoint(self, service):
        """An address that takes calls of one service only, by the name it is signed for; None: of any."""
        with self._lock:
            if service not in self._listeners:
                listener = socket.create_server(("127.0.0.1", 0), backlog=128)
                self._listeners[service] = listener
                threading.Thread(target=self._accept, args=(listener, service), daemon=True).start()
            return f"http://127.0.0.1:{self._listeners[service].getsockname()[1]}"

    def accept_keys(self, access_key, secret, token=None):
        """Keys besides the usual ones."""
        self.rules.keys[access_key] = Keys(secret, token)

    def expire_keys(self, access_key=ACCESS_KEY):
        """From now on these keys are answered as expired."""
        self.rules.keys[access_key].expired = True

    def fault(self, fault, service=None, operation=None, nth=1, times=1, when=None):
        """Makes the nth call of this service and operation from now on go wrong, `times` in all; None: every one from the nth."""
        rule = Rule(fault, service, operation, nth, times, when)
        with self._lock:
            self._faults.append(rule)
        return rule

    def heal(self):
        """Nothing goes wrong any more."""
        with self._lock:
            self._faults = []

    def disconnect(self):
        """Ends all connections; returns how many."""
        with self._lock:
            connections = list(self._connections.values())
        for connection in connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        return len(connections)

    def close(self):
        self._closed = True
        self._generation.set()
        for listener in self._listeners.values():
            try:
                listener.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            listener.close()
        self.disconnect()

    # MARK: what a test reads

    def of(self, service=None, operation=None):
        """The calls of a service, or of one operation, in order."""
        return [call for call in list(self.calls) if service in (None, call.service) and operation in (None, call.operation)]

    def counts(self):
        """How many calls there were, by `service.operation`."""
        counts = {}
        for call in list(self.calls):
            name = f"{call.service}.{call.operation}"
            counts[name] = counts.get(name, 0) + 1
        return counts

    @property
    def refusals(self):
        """The reasons of all calls that were refused; a client that signs rightly has none."""
        return [f"{call.service}.{call.operation} {call.method} {call.path}: {call.refused}" for call in list(self.calls) if call.refused]

    # MARK: serving

    def _accept(self, listener, service):
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:
                self._count += 1
                number = self._count
                self._connections[number] = connection
                if self._closed:
                    connection.close()
            threading.Thread(target=self._serve, args=(connection, number, service), daemon=True).start()

    def _serve(self, connection, number, service):
        reader = Reader(connection)
        try:
            while self._one(connection, reader, number, service):
                pass
        except (ValueError, AssertionError) as error:
            with self._lock:
                self.calls.append(Call("?", None, "?", "?", number, [], refused=f"this is no request: {error}", needs=[], at=time.time()))
        except OSError:
            pass  # the client, or a test, ended the connection
        finally:
            with self._lock:
                self._connections.pop(number, None)
            connection.close()

    def _one(self, connection, reader, number, service):
        """Takes a request and answers it; false when the connection has ended."""
        head = reader.head()
        if head is None:
            return False
        request = Request.from_head(head, number)
        operation = identify(request)
        call = Call(operation.service, operation.name, request.method, request.path, number, request.headers, needs=[], at=time.time())
        with self._lock:
            self.calls.append(call)
            generation = self._generation
            early = [rule for rule in self._faults if rule.fault.reset == "unread" and operation.name]
            broken = next((rule.fault for rule in early if rule.applies(operation)), None)
        if broken:
            call.fault = broken.name
            return end(connection, "rst")
        if request.header("Expect"):
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        request.read_body(reader, threading.Condition())
        body = request.body
        by_head, operation = operation, identify(request, body)
        call.service, call.operation = operation.service, operation.name
        call.bytes_in, call.body = len(body), body if len(body) <= KEPT_BODY else b""
        call.needs = iam.needs(operation, request.method, self.rules.region, self.api_id)
        call.context = iam.context(operation)
        try:
            self._judge(request, body, operation, service)
        except Refusal as refusal:
            call.refused = f"{refusal.kind}: {refusal.message} {refusal.more or ''}"
            return self._send(connection, request, call, refusals.answer(refusal, operation))
        with self._lock:
            # Those that wait for the head only were asked already, unless the body had the name.
            rules = [rule for rule in self._faults if rule.fault.reset != "unread" or not by_head.name]
            fault = next((rule.fault for rule in rules if rule.applies(operation)), None)
        if fault:
            call.fault = fault.name
            if fault.delay and not self._wait(connection, fault.delay, generation):
                return False
            if fault.reset in ("unread", "unsent"):
                return end(connection, "rst")
        answer = fault.answer(operation) if fault and fault.answer else self._ask(request, body, operation)
        if fault and fault.reset == "unanswered":
            return end(connection, "rst")
        if fault and fault.change:
            answer = fault.change(answer)
        return self._send(connection, request, call, answer, fault)

    def _judge(self, request, body, operation, service):
        if request.header("Transfer-Encoding") is not None:
            raise Refusal("transfer", "A header you provided implies functionality that is not implemented", Header="Transfer-Encoding")
        # The token of a web identity is the proof of who asks.
        is_open = (operation.service, operation.name) == ("sts", "AssumeRoleWithWebIdentity")
        if not is_open or request.header("Authorization"):
            # An address for one service says what the request has to be signed for.
            signature.check(request, body, service or operation.service, self.rules)
        if service not in (None, operation.service):
            raise Refusal("operation", f"this is the address of {service}, and the request is one of {operation.service}")
        shapes.check(operation, body)

    def _ask(self, request, body, operation):
        """The answer of the double."""
        upstream = http.client.HTTPConnection("127.0.0.1", self._upstream, timeout=120)
        try:
            upstream.putrequest(request.method, operation.target or request.path, skip_host=True, skip_accept_encoding=True)
            for name, value in request.headers:
                if name.lower() == "host" and operation.target:
                    value = f"127.0.0.1:{self._upstream}"
                if name.lower() not in ("connection", "expect"):
                    upstream.putheader(name, value.encode())
            upstream.endheaders(body)
            response = upstream.getresponse()
            content = response.read()
            headers = [(name, value) for name, value in response.getheaders() if name.lower() not in OWN_HEADERS]
            length = response.getheader("Content-Length")
        finally:
            upstream.close()
        if request.method == "HEAD":
            return Answer(response.status, b"", headers, length=int(length or 0))
        return Answer(response.status, content, headers)

    def _wait(self, connection, seconds, generation):
        """Waits; false where the client left, or a test ended it with a reset."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if generation.wait(min(left, 0.02)) or _gone(connection):
                return False
        return True

    def _send(self, connection, request, call, answer, fault=None):
        answer = answer.with_(headers=[("Date", formatdate(self.rules.now().timestamp(), usegmt=True)), *answer.headers])
        call.status, call.bytes_out = answer.status, len(answer.body)
        if request.method == "HEAD" and answer.length == "right":
            answer = answer.with_(length=len(answer.body), body=b"")
        if fault and fault.pieces:
            _drip(connection, b"".join(answer.parts()), fault)
            return True
        closes = (request.header("Connection") or "").lower() == "close"
        return answer.with_(close=closes, how=answer.how if answer.cut else "fin").send(connection)


def _drip(connection, whole, fault):
    for at in range(0, len(whole), fault.pieces):
        connection.sendall(whole[at : at + fault.pieces])
        time.sleep(fault.pause)


def _gone(connection):
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True
