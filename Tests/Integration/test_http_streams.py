"""Bodies that are larger than the memory they may take, in both directions."""

import contextlib
import threading
import time
import zlib

import pytest

from http_probe import pattern

MB = 1 << 20
OK = b"HTTP/1.1 200 OK\r\n"
BLOCK = bytes(64 << 10)
PART = MB // 4
"""A multiple of nothing in particular."""


class Flood:
    """A script that sends a body of so many bytes, or without end, and counts what it got rid of."""

    def __init__(self, count=None, head=None):
        self.count = count
        self.head = head or OK + (b"Content-Length: %d\r\n\r\n" % count if count else b"\r\n")
        self.sent = 0

    def __call__(self, connection):
        connection.request()
        connection.send(self.head)
        try:
            while self.count is None or self.sent < self.count:
                size = len(BLOCK) if self.count is None else min(len(BLOCK), self.count - self.sent)
                connection.send(BLOCK[:size])
                self.sent += size
        except OSError:
            connection._note("ended")
        else:
            connection.wait_for_end()

    def wait_until_it_stands_still(self):
        before = -1
        deadline = time.monotonic() + 10
        while self.sent == 0 or self.sent != before:
            assert time.monotonic() < deadline, "the client takes everything"
            before = self.sent
            time.sleep(0.25)


# MARK: responses


@pytest.mark.parametrize("via", ["send", "block"])
@pytest.mark.parametrize("head", [None, OK + b"Content-Length: 1000000000000\r\n\r\n"])
def test_a_response_above_the_limit_is_an_error_and_takes_no_memory(serve, own_probe, head, via):
    server = serve(Flood(head=head))
    own_probe.get(server.url(), how=via, responseLimit=10).failed("responseTooLarge")
    before = own_probe.forget_peak()
    failure = own_probe.get(server.url("/secret"), how=via, responseLimit=3_000_000).failed("responseTooLarge")
    assert "3000000 bytes" in failure.description and f"127.0.0.1:{server.port}" in failure.description
    assert "secret" not in failure.description
    assert (failure.wroteRequest, failure.status) == (True, 200)
    assert own_probe.peak() - before < 16 * MB
    server.wait_for_end(2)


@pytest.mark.parametrize("via", ["send", "block"])
@pytest.mark.parametrize(("limit", "fits"), [(100_000, True), (99_999, False)])
def test_the_limit_is_exact(serve, probe, limit, fits, via):
    result = probe.get(serve(Flood(100_000)).url(), how=via, responseLimit=limit)
    assert result.length == 100_000 if fits else result.failed("responseTooLarge")


def test_the_limit_holds_for_a_stream(serve, probe):
    response = probe.begin("GET", serve(Flood()).url(), how="open", responseLimit=MB)
    response.ok()
    assert f"{MB} bytes" in response.read(discards=True).failed("responseTooLarge").description


def test_a_slow_reader_slows_the_server_down(serve, own_probe):
    flood = Flood(96 * MB)
    own_probe.get(serve().url()).ok()
    before = own_probe.forget_peak()
    response = own_probe.begin("GET", serve(flood).url(), how="open", responseLimit=1 << 40)
    assert response.ok().status == 200
    flood.wait_until_it_stands_still()
    assert flood.sent < 48 * MB
    assert response.read(MB, discards=True).ok().length >= MB
    flood.wait_until_it_stands_still()
    assert flood.sent < 60 * MB
    rest = response.read(discards=True).ok()
    assert rest.isEnd
    assert MB + rest.length >= 90 * MB and flood.sent == 96 * MB
    assert own_probe.peak() - before < 16 * MB


def test_a_stream_has_every_byte_once(serve, probe):
    body = pattern(20 * MB)

    def script(connection):
        connection.request()
        connection.send(OK + b"Transfer-Encoding: chunked\r\n\r\n")
        for at in range(0, len(body), 333_333):
            piece = body[at : at + 333_333]
            connection.send(b"%x\r\n" % len(piece) + piece + b"\r\n")
        connection.send(b"0\r\n\r\n")

    response = probe.begin("GET", serve(script).url(), how="open", responseLimit=1 << 40)
    response.ok()
    read = b""
    while not (part := response.read(PART).ok()).isEnd:
        read += part.body
    assert read + part.body == body


def test_a_stream_is_read_while_it_comes(serve, probe):
    more = threading.Event()

    def script(connection):
        connection.request()
        connection.send(OK + b"Content-Length: 8\r\n\r\nsome")
        more.wait(10)
        connection.send(b"more")
        connection.wait_for_end()

    server = serve(script)
    response = probe.begin("GET", server.url(), how="open")
    response.ok()
    assert response.read(1).ok().body == b"some"
    reading = response.read(1)
    more.set()
    assert reading.ok().body == b"more"
    assert response.read().ok().isEnd


def test_a_slow_stream_holds_nothing_else_up(serve, probe):
    response = probe.begin("GET", serve(Flood()).url(), how="open", responseLimit=1 << 40)
    response.ok()
    server = serve()
    for _ in range(20):
        probe.get(server.url()).ok()
    assert server.connections == 1


# MARK: requests


class Sink:
    """A script that takes a large body, after a while, and answers with its length and checksum."""

    def __init__(self, pause=0.3):
        self.pause = pause

    def __call__(self, connection):
        request = connection.head()
        time.sleep(self.pause)
        count = checksum = 0
        if request.value("Transfer-Encoding") == "chunked":
            while size := int(connection._reader.line(), 16):
                checksum = zlib.crc32(connection.take(size), checksum)
                count += size
                connection.take(2)
            connection._reader.line()
        else:
            while count < int(request.value("Content-Length")):
                piece = connection.take(min(MB, int(request.value("Content-Length")) - count))
                checksum = zlib.crc32(piece, checksum)
                count += len(piece)
        connection.respond(body=b"%d %d" % (count, checksum))


@pytest.mark.parametrize("kind", ["reader", "stream"])
def test_an_upload_of_100_mb_takes_no_memory(serve, own_probe, kind):
    size = 100 * MB
    server = serve(Sink())
    own_probe.send("PUT", server.url(), body={kind: MB}).ok()
    before = own_probe.forget_peak()
    result = own_probe.send("PUT", server.url(), body={kind: size}).ok()
    assert result.body == b"%d %d" % (size, zlib.crc32(pattern(size)))
    assert result.written == (size if kind == "stream" else None)
    assert own_probe.peak() - before < 16 * MB


def test_an_upload_through_the_connection_that_blocks(serve, own_probe):
    size = 20 * MB
    own_probe.get(serve().url(), how="block").ok()
    before = own_probe.forget_peak()
    result = own_probe.send("PUT", serve(Sink()).url(), body={"reader": size}, how="block").ok()
    assert result.body == b"%d %d" % (size, zlib.crc32(pattern(size)))
    assert own_probe.peak() - before < 16 * MB


def test_writing_waits_for_the_server(serve, probe):
    gate = threading.Event()

    def script(connection):
        connection.head()
        gate.wait(10)
        connection.drain()

    server = serve(script)
    request = probe.begin("PUT", server.url(), body={"isManual": True})
    writes = [request.write(PART)]
    while writes[-1].result().failure is None and len(writes) < 200:
        writes.append(request.write(PART))
        time.sleep(0.02)
        if not writes[-1].is_done and not eventually_done(writes[-1], 0.5):
            break
    assert len(writes) < 200, "50 MB were taken though the server reads nothing"
    gate.set()
    writes[-1].ok()
    request.cancel()
    request.failed("cancelled")


def eventually_done(command, seconds):
    deadline = time.monotonic() + seconds
    while not command.is_done and time.monotonic() < deadline:
        time.sleep(0.01)
    return command.is_done


def test_each_write_is_sent_at_once(serve, probe):
    came = []

    def script(connection):
        connection.head()
        for _ in range(3):
            size = int(connection._reader.line(), 16)
            with connection.server.changed:
                came.append(connection.take(size))
                connection.server.changed.notify_all()
            connection.take(2)
        assert connection._reader.line() == b"0"
        connection._reader.line()
        connection.respond()

    server = serve(script)
    request = probe.begin("POST", server.url(), body={"isManual": True})
    for number in range(1, 4):
        request.write(number).ok()
        server.wait(lambda: len(came) == number)  # noqa: B023
    request.finish()
    assert request.ok().body == b"ok"
    assert came == [pattern(1), pattern(2), pattern(3)]


@pytest.mark.parametrize("count", [0, 1, 16_384, 65_536, 300_001])
def test_a_streamed_body_is_chunked(serve, probe, count):
    server = serve()
    result = probe.send("POST", server.url(), body={"stream": count}).ok()
    request = server.requests[0]
    assert (request.body, request.value("Transfer-Encoding"), request.value("Content-Length")) == (pattern(count), "chunked", None)
    assert (result.written, request.value("Expect"), server.connections) == (count, None, 1)


@pytest.mark.parametrize("via", ["send", "block"])
@pytest.mark.parametrize("fails_at", [0, 1, 200_000])
def test_a_reader_that_fails_ends_the_request(serve, probe, fails_at, via):
    def script(connection):
        if connection.number == 1:
            connection.head()
            return connection.drain()
        connection.request()
        connection.respond()

    server = serve(script)
    failure = probe.send("PUT", server.url("/first"), body={"reader": 300_000, "failsAt": fails_at}, how=via).failed("requestBodyFailed")
    assert f"asked to fail at {fails_at}" in failure.description and failure.underlying == f"asked to fail at {fails_at}"
    # The server can tell that the request is not whole, and is not asked again.
    server.wait_for_end()
    assert probe.get(server.url("/second"), how=via).ok().body == b"ok"
    assert [request.target for request in server.requests] == ["/first", "/second"]


def test_a_stream_whose_request_is_cancelled_is_not_ended(serve, probe):
    taken = []

    def script(connection):
        connection.head()
        with contextlib.suppress(OSError):
            while True:
                taken.append(connection.take(1))

    server = serve(script)
    request = probe.begin("POST", server.url(), body={"isManual": True})
    request.write(1000).ok()
    server.wait(lambda: len(taken) > 1000)
    request.cancel()
    request.failed("cancelled")
    server.wait(lambda: not server._open)
    assert b"".join(taken) == b"3e8\r\n" + pattern(1000) + b"\r\n", "no last chunk"
    request.write(10).failed("other")


def test_a_writer_is_told_that_the_server_went(serve, probe):
    def script(connection):
        connection.head()
        connection.take(10_000)
        connection.end("rst")

    result = probe.send("POST", serve(script).url(), body={"stream": 50 * MB})
    assert result.failed("connectionLost").wroteRequest
    assert result.writing.code == "connectionLost" and result.written < 50 * MB


@pytest.mark.parametrize("body", [{"bytes": 20 * MB}, {"reader": 20 * MB}, {"stream": 20 * MB}])
def test_an_answer_before_the_end_of_the_request(serve, probe, body):
    def script(connection):
        connection.head()
        connection.respond(413, b"too much", headers=[("Connection", "close")])
        connection.drain()

    result = probe.send("PUT", serve(script).url(), body=body).ok()
    assert (result.status, result.body) == (413, b"too much")
    if "stream" in body:
        assert result.writing.code == "connectionLost" and "before the request ended" in result.writing.description


def test_the_writer_of_a_refused_request_does_not_wait(serve, probe):
    result = probe.send("PUT", serve().url("/a b"), body={"stream": MB})
    result.failed("invalidRequest")
    assert result.writing.code == "invalidRequest"
