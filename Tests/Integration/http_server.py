"""A server that is scripted by the test: plain sockets on a port of this machine, a thread for each connection."""

import socket
import ssl
import threading
import time
from dataclasses import dataclass

from runtime_answer import end
from runtime_request import Reader


@dataclass
class Request:
    """A request as it came."""

    head: bytes
    """All up to the empty line."""
    connection: int
    body: bytes = b""
    is_complete: bool = False

    @property
    def method(self):
        return self.head.split(b" ", 1)[0].decode()

    @property
    def target(self):
        """What stands between the method and the version."""
        return self.head.split(b"\r\n", 1)[0].split(b" ", 1)[1].rpartition(b" ")[0].decode()

    @property
    def lines(self):
        return self.head.decode().split("\r\n")

    def values(self, name):
        fields = [line.partition(":") for line in self.lines[1:]]
        return [value.strip() for other, _, value in fields if other.lower() == name.lower()]

    def value(self, name):
        values = self.values(name)
        assert len(values) < 2, self
        return values[0] if values else None


class Connection:
    """A connection that was taken."""

    def __init__(self, server, sock, number):
        self.server, self.socket, self.number = server, sock, number
        self._reader = Reader(sock)
        self._end = None

    def head(self):
        """The next request without its body; None where the client ended the connection in between."""
        head = self._reader.head()
        if head is None:
            return None
        request = Request(head, self.number)
        with self.server.changed:
            self.server.requests.append(request)
            self.server.changed.notify_all()
        return request

    def request(self):
        """The next request with its body."""
        request = self.head()
        if request is None:
            return None
        if request.value("Transfer-Encoding") == "chunked":
            while size := int(self._reader.line(), 16):
                request.body += self._reader.take(size)
                assert self._reader.take(2) == b"\r\n"
            request.trailers = list(iter(self._reader.line, b""))
        else:
            request.body = self._reader.take(int(request.value("Content-Length") or 0))
        request.is_complete = True
        return request

    def take(self, count):
        """Exactly so many of the next bytes."""
        return self._reader.take(count)

    def send(self, data):
        self.socket.sendall(data)

    def respond(self, status=200, body=b"ok", headers=()):
        fields = "".join(f"{name}: {value}\r\n" for name, value in headers)
        self.send(f"HTTP/1.1 {status} Status\r\nContent-Length: {len(body)}\r\n{fields}\r\n".encode() + body)

    def end(self, how="fin"):
        """Ends it in order, or by a reset."""
        self._end = how
        end(self.socket, how)

    def wait_for_end(self, seconds=10):
        """Waits until the client ends it; fails when it sends something else."""
        self.socket.settimeout(seconds)
        try:
            assert self.socket.recv(1) == b"", "the client said more"
        except ConnectionError:
            pass
        self._note("ended")

    def drain(self, seconds=10):
        """Reads to the end of the connection; returns how many bytes came."""
        self.socket.settimeout(seconds)
        count = 0
        try:
            while data := self.socket.recv(1 << 20):
                count += len(data)
        except ConnectionError:
            pass
        self._note("ended")
        return count

    def _note(self, what):
        with self.server.changed:
            self.server.notes.append((what, self.number))
            self.server.changed.notify_all()


def answer_all(connection):
    """The script of a server that works."""
    while connection.request():
        connection.respond()


class Server:
    """Takes connections until it is closed, and runs the script for each."""

    def __init__(self, script=answer_all, tls=None):
        self.script, self.tls = script, tls
        self.changed = threading.Condition()
        self.requests, self.notes, self.problems = [], [], []
        self.connections = 0
        """How many were taken."""
        self.handshakes = 0
        """How many of them came to an agreement on TLS."""
        self._open = set()
        self._listener = socket.socket()
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(128)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def url(self, path="/", host="127.0.0.1"):
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{path}"

    def wait(self, condition, seconds=10):
        """What a condition returns, as soon as that is true."""
        deadline = time.monotonic() + seconds
        with self.changed:
            while not (found := condition()):
                assert time.monotonic() < deadline, f"not in time; requests: {self.requests}, notes: {self.notes}, problems: {self.problems}"
                self.changed.wait(0.05)
            return found

    def wait_for_end(self, number=1, seconds=10):
        """Waits until the script of a connection has seen its end."""
        return self.wait(lambda: ("ended", number) in self.notes, seconds)

    def wait_for_requests(self, count, seconds=10):
        return self.wait(lambda: len(self.requests) >= count, seconds)

    def of(self, target):
        return [request for request in self.requests if request.target == target]

    def _accept(self):
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self.changed:
                self.connections += 1
                self._open.add(sock)
                self.changed.notify_all()
            threading.Thread(target=self._serve, args=(sock, self.connections), daemon=True).start()

    def _serve(self, sock, number):
        raw = sock
        try:
            if self.tls:
                sock.settimeout(10)
                sock = self.tls.wrap_socket(sock, server_side=True)
                sock.settimeout(None)
            self.handshakes += 1
            self.script(Connection(self, sock, number))
        except (ssl.SSLError, OSError):
            pass  # the client, or the test, ended the connection
        except Exception as error:  # noqa: BLE001
            self.problems.append(f"connection {number}: {error!r}")
        finally:
            sock.close()
            with self.changed:
                self._open.discard(raw)
                self.changed.notify_all()

    def close(self):
        try:
            self._listener.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._listener.close()
        for sock in list(self._open):
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        assert not self.problems, "\n".join(self.problems)
