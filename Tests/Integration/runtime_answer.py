"""What the fake Runtime API answers, byte by byte: the well-formed, the unusual and the broken."""

import socket
import struct
import time
from dataclasses import dataclass, field, replace
from http.client import responses

# Where an answer can be cut: "head" after the request's head, "half-request" in the middle of the request's body, "status-line" after the
# answer's status line, "half-headers" and "half-body" in the middle of those.
CUTS = ("head", "half-request", "status-line", "half-headers", "half-body")


@dataclass
class Answer:
    """An answer to one request. The defaults are what Lambda answers to a POST."""

    status: int = 202
    body: bytes = b'{"status":"OK"}\n'
    headers: list = field(default_factory=list)
    """Pairs of names and values, str or bytes; a pair whose name is None is a raw line."""

    version: str = "HTTP/1.1"
    interim: tuple = ()
    """Statuses of interim answers that are sent before."""
    length: object = "right"
    """`"right"`, a number that is sent as Content-Length whatever is true, or None: no Content-Length, the body ends with the connection."""
    chunks: tuple = ()
    """Sizes of the chunks, used again and again; none: no chunked encoding."""
    trailers: list = field(default_factory=list)
    raw: bytes | None = None
    """Sent instead of everything else."""
    extra: bytes = b""
    """Sent right after the answer."""
    pieces: int = 0
    """The bytes of each write; 0: one write."""
    delay: float = 0
    cut: str | None = None
    how: str = "rst"
    """How a cut, or `close`, ends the connection: `"rst"` or `"fin"`."""
    close: bool = False
    """Ends the connection after the answer, without saying so before."""
    early: bool = False
    """Whether it comes before the request's body, of which nothing is kept; the connection ends with it."""
    read_after: object = None
    """A threading.Event: the request's body is not read before it is set."""
    keep_body: bool = True
    """Whether the request's body is kept; its length is in any case."""

    def with_(self, **changes):
        return replace(self, **changes)

    def parts(self):
        """The status line, the headers with the empty line, and the body, as bytes."""
        if self.raw is not None:
            return b"", b"", self.raw
        reason = responses.get(self.status, "Unassigned")
        line = f"{self.version} {self.status} {reason}\r\n".encode()
        body = b"" if self.status in (204, 304) or self.status < 200 else self.body
        lines = [_bytes(value) if name is None else _bytes(name) + b": " + _bytes(value) for name, value in self.headers]
        if self.chunks:
            lines.append(b"Transfer-Encoding: chunked")
            body = self._chunked(body)
        elif isinstance(self.length, int):
            lines.append(b"Content-Length: %d" % self.length)
        elif self.length and self.status not in (204, 304):
            lines.append(b"Content-Length: %d" % len(body))
        return line, b"".join(one + b"\r\n" for one in lines) + b"\r\n", body

    def _chunked(self, body):
        out, at, number = [], 0, 0
        while at < len(body):
            piece = body[at : at + self.chunks[number % len(self.chunks)]]
            # Every third with an extension, in both cases of hexadecimal digits.
            extension = b';name="a;b"' if number % 3 == 2 else b""
            out.append((b"%x" if number % 2 else b"%X") % len(piece) + extension + b"\r\n" + piece + b"\r\n")
            at, number = at + len(piece), number + 1
        trailers = b"".join(_bytes(name) + b": " + _bytes(value) + b"\r\n" for name, value in self.trailers)
        return b"".join(out) + b"0\r\n" + trailers + b"\r\n"

    def send(self, connection):
        """Sends the answer; false when the connection has ended with it."""
        if self.delay:
            time.sleep(self.delay)
        if self.cut in ("head", "half-request"):
            return end(connection, self.how)
        line, headers, body = self.parts()
        if self.cut:
            sent = {"status-line": line, "half-headers": line + headers[: len(headers) // 2], "half-body": line + headers + body[: len(body) // 2]}
            connection.sendall(sent[self.cut])
            # Long enough for the client to read it: a reset may discard what it has not.
            time.sleep(0.01)
            return end(connection, self.how)
        whole = b"".join([*(f"HTTP/1.1 {status} Interim\r\n\r\n".encode() for status in self.interim), line, headers, body, self.extra])
        ends = self.close or (self.length is None and not self.chunks and self.raw is None) or self.version == "HTTP/1.0"
        if self.pieces:
            for at in range(0, len(whole), self.pieces):
                connection.sendall(whole[at : at + self.pieces])
                time.sleep(0.0001)
        elif ends and self.how == "fin" or ends and not self.close:
            # The end goes with the last byte, so that no request can cross it on the wire.
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 1)
            connection.sendall(whole)
            connection.shutdown(socket.SHUT_WR)
        else:
            connection.sendall(whole)
        if ends:
            return end(connection, self.how if self.close else "fin")
        return True


def end(connection, how):
    """Ends a connection by a reset, or in order."""
    if how == "rst":
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
    else:
        try:
            connection.shutdown(socket.SHUT_WR)
            connection.settimeout(1)
            # What still comes would make the kernel send a reset.
            while connection.recv(1 << 16):
                pass
        except OSError:
            pass
        connection.close()
    return False


def _bytes(text):
    return text if isinstance(text, bytes) else text.encode()
