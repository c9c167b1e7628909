"""The HTTP client's timeouts, and what cancelling does."""

import contextlib
import socket
import threading
import time

import pytest

OK = b"HTTP/1.1 200 OK\r\n"
SOON = 5
"""Seconds: less than any default timeout, and far more than it takes."""


def silent(connection):
    """Reads a request and never answers."""
    connection.request()
    connection.wait_for_end()


@contextlib.contextmanager
def unreachable():
    """The port of a listener that takes no connection: its queue is full, so that the system leaves a SYN without an answer."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


@contextlib.contextmanager
def soon():
    start = time.monotonic()
    yield
    assert time.monotonic() - start < SOON


@pytest.mark.parametrize("via", ["send", "open", "block"])
def test_nobody_takes_the_connection(probe, via):
    with unreachable() as port, soon():
        failure = probe.send("POST", f"http://127.0.0.1:{port}/", how=via, connect=0.2).failed("timedOut")
    assert not failure.wroteRequest and f"127.0.0.1:{port}" in failure.description


def test_tls_is_part_of_connecting(serve, probe):
    server = serve(lambda connection: connection.drain())
    with soon():
        failure = probe.send("POST", server.url().replace("http:", "https:"), connect=0.2).failed("timedOut")
    assert not failure.wroteRequest
    server.wait_for_end()


@pytest.mark.parametrize("via", ["send", "open", "block"])
def test_no_answer_within_the_total(serve, probe, via):
    server = serve(silent)
    with soon():
        failure = probe.send("POST", server.url("/secret"), how=via, total=0.3).failed("timedOut")
    assert failure.wroteRequest and "secret" not in failure.description
    server.wait_for_end()


def test_the_total_counts_though_bytes_come(serve, probe):
    def script(connection):
        connection.request()
        connection.send(OK + b"\r\n")
        for _ in range(1000):
            connection.send(b"x")
            time.sleep(0.01)

    with soon():
        failure = probe.get(serve(script).url(), total=0.3).failed("timedOut")
    assert failure.status == 200


def test_the_total_counts_while_a_connection_is_waited_for(serve, own_probe):
    server = serve(silent)
    own_probe.do("configure", connectionsPerHost=1)
    own_probe.begin("GET", server.url("/first"))
    server.wait_for_requests(1)
    with soon():
        failure = own_probe.send("POST", server.url("/second"), total=0.3).failed("timedOut")
    assert not failure.wroteRequest and f"127.0.0.1:{server.port}" in failure.description
    assert [request.target for request in server.requests] == ["/first"]


def test_the_total_counts_while_the_reader_of_a_stream_sleeps(serve, probe):
    def script(connection):
        connection.request()
        connection.send(OK + b"\r\n")
        with contextlib.suppress(OSError):
            while True:
                connection.send(bytes(1 << 16))

    response = probe.begin("GET", serve(script).url(), how="open", total=0.5, responseLimit=1 << 40)
    response.ok()
    time.sleep(0.8)
    with soon():
        response.read(discards=True).failed("timedOut")


def test_silence_and_what_is_only_slow(serve, start_probe):
    def silence(connection):
        connection.request()
        connection.send(OK + b"Content-Length: 100\r\n\r\nsome")
        connection.wait_for_end()

    def slowness(connection):
        connection.request()
        connection.send(OK + b"Content-Length: 11\r\n\r\n")
        for _ in range(11):
            time.sleep(0.5)
            connection.send(b"x")

    def flood(connection):
        connection.request()
        connection.send(OK + b"Content-Length: 50000000\r\n\r\n")
        connection.send(bytes(50_000_000))

    silent, slow = serve(silence), serve(slowness)
    # At the same time, because each takes some seconds.
    requests = [start_probe().begin("GET", silent.url(), how=via, idle=1) for via in ("send", "block")]
    # Nobody reads it: the silence is not the server's.
    unread = start_probe().begin("GET", serve(flood).url(), how="open", idle=1, responseLimit=1 << 40)
    unread.ok()
    whole = [start_probe().begin("GET", slow.url(), how=via, idle=3) for via in ("send", "block")]
    for request in requests:
        failure = request.failed("timedOut")
        assert (failure.wroteRequest, failure.status) == (True, 200)
    silent.wait_for_end(1)
    silent.wait_for_end(2)
    for request in whole:
        assert request.ok().body == b"x" * 11
    assert unread.read(discards=True).ok().length == 50_000_000


@pytest.mark.parametrize("timeout", ["connect", "idle", "total"])
def test_a_timeout_longer_than_any_clock_is_none(serve, probe, timeout):
    server = serve(lambda connection: connection.request() and time.sleep(0.1) is None and connection.respond())
    for seconds in (1e10, 1e16, 9e18):
        assert probe.get(server.url(), **{timeout: seconds}).ok().body == b"ok"


# MARK: cancelling


@pytest.mark.parametrize("via", ["send", "open"])
def test_cancelling_ends_a_request_without_an_answer(serve, probe, via):
    server = serve(silent)
    request = probe.begin("POST", server.url(), how=via, body={"text": "x"})
    server.wait_for_requests(1)
    with soon():
        request.cancel()
        request.failed("cancelled")
        server.wait_for_end()
    # The connection cannot be used again: the answer to the cancelled request might come on it.
    server.script = lambda connection: connection.request() and connection.respond()
    assert probe.get(server.url()).ok().body == b"ok"
    assert server.connections == 2


def test_cancelling_while_it_connects(probe):
    with unreachable() as port, soon():
        request = probe.begin("GET", f"http://127.0.0.1:{port}/", connect=60)
        time.sleep(0.05)
        request.cancel()
        request.failed("cancelled")


def test_cancelling_in_the_middle_of_a_body(serve, probe):
    def script(connection):
        connection.request()
        connection.send(OK + b"Content-Length: 100\r\n\r\nsome")
        connection.wait_for_end()

    server = serve(script)
    request = probe.begin("GET", server.url())
    server.wait_for_requests(1)
    with soon():
        request.cancel()
        request.failed("cancelled")
        server.wait_for_end()


@pytest.mark.parametrize("pause", [0, 0.1])
def test_cancelling_while_a_stream_is_read(serve, probe, pause):
    """Before the reader waits for bytes, and while it does."""
    def script(connection):
        connection.request()
        connection.send(OK + b"Content-Length: 100\r\n\r\nsome")
        connection.wait_for_end()

    server = serve(script)
    response = probe.begin("GET", server.url(), how="open")
    response.ok()
    assert response.read(4).ok().body == b"some"
    reading = response.read()
    time.sleep(pause)
    with soon():
        reading.cancel()
        reading.failed("cancelled")
        server.wait_for_end()


def test_forgetting_a_stream_ends_the_transfer(serve, probe):
    def script(connection):
        connection.request()
        connection.send(OK + b"Content-Length: 100\r\n\r\nsome")
        connection.wait_for_end()

    server = serve(script)
    response = probe.begin("GET", server.url(), how="open")
    response.ok()
    with soon():
        response.drop()
        server.wait_for_end()


def test_cancelling_one_leaves_the_others(serve, probe):
    gate = threading.Event()

    def script(connection):
        connection.request()
        gate.wait(10)
        connection.respond()

    server = serve(script)
    requests = [probe.begin("GET", server.url(f"/{number}")) for number in range(10)]
    server.wait_for_requests(10)
    for request in requests[::2]:
        request.cancel()
        request.failed("cancelled")
    gate.set()
    assert [request.ok().body for request in requests[1::2]] == [b"ok"] * 5
