"""A request as it came to the fake Runtime API."""

import json
import re
import time
from dataclasses import dataclass, field

NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


class Reader:
    """Reads a connection by lines and by lengths."""

    def __init__(self, connection):
        self._connection = connection
        self._buffer = bytearray()

    def _more(self):
        received = self._connection.recv(1 << 18)
        self._buffer += received
        return bool(received)

    def head(self):
        """All up to the empty line; None where the connection ended before a first byte."""
        while (at := self._buffer.find(b"\r\n\r\n")) < 0:
            if not self._more():
                if self._buffer:
                    raise ConnectionError("the connection ended in a head")
                return None
        return self.take(at + 4)[:-4]

    def line(self):
        while (at := self._buffer.find(b"\r\n")) < 0:
            if not self._more():
                raise ConnectionError("the connection ended in a line")
        return self.take(at + 2)[:-2]

    def take(self, count):
        """Exactly so many bytes."""
        while len(self._buffer) < count:
            if not self._more():
                raise ConnectionError("the connection ended in a body")
        taken = bytes(self._buffer[:count])
        del self._buffer[:count]
        return taken


@dataclass
class Request:
    method: str
    path: str
    version: str
    headers: list
    """Pairs of names and values, in their order."""
    connection: int
    endpoint: str | None = None
    id: str | None = None
    """The request id in the path."""
    chunks: list = field(default_factory=list)
    """Times of `time.monotonic()` and bytes: the chunks of a chunked body, or all of another one."""
    length: int = 0
    trailers: list = field(default_factory=list)
    at: float = field(default_factory=time.monotonic)
    """When its head was read."""
    done_at: float | None = None
    complete: bool = False

    @classmethod
    def from_head(cls, head, connection):
        first, *lines = head.split(b"\r\n")
        match = re.fullmatch(rb"([A-Z]+) (/[\x21-\x7e]*) (HTTP/1\.[01])", first)
        if not match:
            raise ValueError(f"this is no request: {first[:200]!r}")
        return cls(*(part.decode() for part in match.groups()), _fields(lines), connection)

    def __str__(self):
        state = "" if self.complete else ", incomplete"
        return f"{self.method} {self.path} on connection {self.connection}, {self.length} bytes{state}: {self.body[:300]!r}"

    def header(self, name, among=None):
        """The value of a header that is there once; None where it is not."""
        values = [value for other, value in (self.headers if among is None else among) if other.lower() == name.lower()]
        assert len(values) < 2, f"{name} is there {len(values)} times: {self}"
        return values[0] if values else None

    def trailer(self, name):
        return self.header(name, self.trailers)

    @property
    def body(self):
        return b"".join(piece for _, piece in self.chunks)

    @property
    def json(self):
        return json.loads(self.body)

    def problems(self):
        """What no server would put up with, and what the Runtime API says must not be."""
        names = [name.lower() for name, _ in self.headers]
        if self.version != "HTTP/1.1":
            yield f"HTTP/1.1 is what the Runtime API speaks: {self}"
        for name in ("host", "content-length", "transfer-encoding"):
            if names.count(name) > 1:
                yield f"{name} is there twice: {self}"
        if "host" not in names:
            yield f"there is no Host: {self}"
        if "expect" in names:
            yield f"there is an Expect: {self}"
        if self.method == "GET" and ("content-length" in names or "transfer-encoding" in names):
            yield f"a GET has a body: {self}"
        if self.method == "POST" and ("content-length" in names) == ("transfer-encoding" in names):
            yield f"a POST needs either Content-Length or Transfer-Encoding: {self}"

    def read_body(self, reader, changed, half=False, keep=True):
        """Reads the body, or only a part of it. Whoever waits is told of every chunk."""

        def add(piece):
            with changed:
                self.length += len(piece)
                self.chunks.append((time.monotonic(), piece if keep else b""))
                changed.notify_all()

        if (self.header("Transfer-Encoding") or "").lower() == "chunked":
            while size := self._chunk_size(reader.line()):
                add(reader.take(size))
                if reader.take(2) != b"\r\n":
                    raise ValueError(f"a chunk is longer than it says: {self}")
                if half:
                    return
            lines = []
            while line := reader.line():
                lines.append(line)
            self.trailers = _fields(lines)
        elif length := int(self.header("Content-Length") or 0):
            add(reader.take(length // 2 if half else length))
        with changed:
            self.done_at = time.monotonic()
            self.complete = not half
            changed.notify_all()

    def _chunk_size(self, line):
        if not re.fullmatch(rb"[0-9A-Fa-f]{1,8}", line):
            raise ValueError(f"this is no size of a chunk: {line[:100]!r} in {self}")
        return int(line, 16)


def _fields(lines):
    fields = []
    for line in lines:
        name, colon, value = line.partition(b":")
        value = value.strip(b" \t")
        if not colon or not NAME.fullmatch(name) or re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", value):
            raise ValueError(f"this is no header: {line[:200]!r}")
        fields.append((name.decode(), value.decode("utf-8", "replace")))
    return fields
