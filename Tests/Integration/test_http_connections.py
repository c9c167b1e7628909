"""The HTTP client's connections: kept, shared, limited, given up."""

import signal
import threading
import time

import pytest


@pytest.mark.parametrize("how", ["send", "block"])
def test_many_requests_take_one_connection(serve, probe, how):
    server = serve()
    for number in range(200):
        assert probe.get(server.url(f"/{number}"), how=how).ok().body == b"ok"
    assert [request.target for request in server.requests] == [f"/{number}" for number in range(200)]
    assert server.connections == 1


@pytest.mark.parametrize("how", ["send", "block"])
def test_a_connection_is_kept_after_every_kind_of_answer(serve, probe, how):
    answers = [
        b"HTTP/1.1 404 No\r\nContent-Length: 2\r\n\r\nno",
        b"HTTP/1.1 204 None\r\n\r\n",
        b"HTTP/1.1 304 Same\r\nContent-Length: 10\r\n\r\n",
        b"HTTP/1.1 500 Bad\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nbad\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    ]

    def script(connection):
        for answer in answers:
            connection.request()
            connection.send(answer)
        connection.wait_for_end()

    server = serve(script)
    assert [probe.get(server.url(), how=how).ok().status for _ in answers] == [404, 204, 304, 500, 200]
    assert server.connections == 1


def test_an_answer_that_says_close_ends_the_connection(serve, probe):
    def script(connection):
        connection.request()
        connection.respond(headers=[("Connection", "close")])
        connection.wait_for_end()

    server = serve(script)
    for _ in range(3):
        assert probe.get(server.url()).ok().body == b"ok"
    server.wait_for_end(3)
    assert server.connections == 3


def test_parallel_requests_overlap_and_their_connections_are_kept(serve, probe):
    barrier = threading.Barrier(20)

    def script(connection):
        while connection.request():
            # Nobody is answered before all have asked.
            barrier.wait(10)
            connection.respond()

    server = serve(script)
    for _ in range(3):
        requests = [probe.begin("GET", server.url()) for _ in range(20)]
        assert [request.ok().body for request in requests] == [b"ok"] * 20
    assert server.connections == 20, "each new connection to AWS costs a TLS handshake"


def test_beyond_the_limit_requests_wait_and_none_is_lost(serve, own_probe):
    gate = threading.Event()
    server = serve(lambda connection: answer_at(gate, connection))
    own_probe.do("configure", connectionsPerHost=3)
    requests = [own_probe.begin("POST", server.url(f"/{number}"), body={"text": str(number)}) for number in range(30)]
    server.wait_for_requests(3)
    time.sleep(0.1)
    assert (len(server.requests), server.connections) == (3, 3)
    gate.set()
    for request in requests:
        request.ok()
    assert sorted(int(request.target[1:]) for request in server.requests) == list(range(30))
    assert all(request.target == "/" + request.body.decode() for request in server.requests)
    assert server.connections == 3


def test_the_limit_is_by_host(serve, own_probe):
    gate = threading.Event()
    busy, free = serve(lambda connection: answer_at(gate, connection)), serve()
    own_probe.do("configure", connectionsPerHost=1)
    requests = [own_probe.begin("GET", busy.url()) for _ in range(2)]
    busy.wait_for_requests(1)
    assert own_probe.get(free.url()).ok().body == b"ok"
    gate.set()
    assert [request.ok().body for request in requests] == [b"ok"] * 2


def test_the_place_of_a_cancelled_request_is_free(serve, own_probe):
    gate = threading.Event()
    server = serve(lambda connection: answer_at(gate, connection))
    own_probe.do("configure", connectionsPerHost=1)
    first = own_probe.begin("GET", server.url("/0"))
    server.wait_for_requests(1)
    waiting, last = (own_probe.begin("GET", server.url(f"/{number}")) for number in (1, 2))
    waiting.cancel()
    waiting.failed("cancelled")
    first.cancel()
    first.failed("cancelled")
    gate.set()
    assert last.ok().body == b"ok"
    assert [request.target for request in server.requests] == ["/0", "/2"]


def answer_at(gate, connection):
    while connection.request():
        gate.wait(10)
        connection.respond()


# MARK: a process that was frozen


def test_after_a_freeze_the_next_request_takes_a_new_connection(serve, own_probe):
    server = serve()
    own_probe.do("configure", keptFor=0.5)
    for _ in range(2):
        own_probe.get(server.url()).ok()
    assert server.connections == 1
    own_probe.process.send_signal(signal.SIGSTOP)
    time.sleep(0.7)
    own_probe.process.send_signal(signal.SIGCONT)
    # A POST too: it could not be sent again, had it gone out on a dead connection.
    own_probe.send("POST", server.url(), body={"text": "x"}).ok()
    assert [request.connection for request in server.requests] == [1, 1, 2]


def test_after_a_short_freeze_the_connection_is_used_again(serve, own_probe):
    server = serve()
    own_probe.do("configure", keptFor=60)
    own_probe.get(server.url()).ok()
    own_probe.process.send_signal(signal.SIGSTOP)
    time.sleep(0.3)
    own_probe.process.send_signal(signal.SIGCONT)
    own_probe.get(server.url()).ok()
    assert server.connections == 1


def test_a_transport_that_is_dropped_ends_its_connections(serve, own_probe):
    def script(connection):
        connection.request()
        connection.respond()
        connection.wait_for_end()

    server = serve(script)
    own_probe.get(server.url()).ok()
    own_probe.do("configure")
    server.wait_for_end()
