"""What the HTTP client sends again on another connection, and what never."""

import socket

import pytest

from http_probe import pattern

SIZE = 300_000
WHERE = ["head", "half", "whole"]
BODIES = [{"bytes": SIZE}, {"reader": SIZE}, {"stream": SIZE}]
WAYS = ["fin", "rst"]


def failing(where, how, kept=True):
    """A server whose first connection ends at `/second` without an answer; kept: after it answered a first request. All others work."""

    def script(connection):
        if connection.number == 1:
            if kept:
                assert connection.request()
                connection.respond()
            request = connection.head()
            length = int(request.value("Content-Length") or (SIZE if request.value("Transfer-Encoding") else 0))
            if where != "head":
                connection.take(length // 2 if where == "half" else length)
            return connection.end(how)
        while connection.request():
            connection.respond()

    return script


@pytest.mark.parametrize("via", ["send", "block"])
@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_connection_that_ended_while_it_was_kept_is_replaced(serve, probe, method, how, via):
    def script(connection):
        while connection.request():
            connection.respond()
            if connection.number < 4:
                # Nothing is left to read, so that its close is an end in order.
                return connection.end("rst") if how == "rst" else None

    server = serve(script)
    for number in range(4):
        # Ended for sure before the next request.
        server.wait(lambda: not server._open)
        assert probe.send(method, server.url(f"/{number}"), how=via).ok().body == b"ok"
    assert [request.target for request in server.requests] == ["/0", "/1", "/2", "/3"]
    assert server.connections == 4


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE", "PUT"])
def test_an_idempotent_request_is_sent_again_once(serve, probe, method, how):
    server = serve(failing("whole", how))
    probe.get(server.url("/first")).ok()
    assert probe.send(method, server.url("/second")).ok().status == 200
    assert [(request.target, request.connection) for request in server.requests] == [("/first", 1), ("/second", 1), ("/second", 2)]


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("body", BODIES[:2])
def test_an_idempotent_body_is_sent_again_from_its_beginning(serve, probe, body, how, where):
    server = serve(failing(where, how))
    probe.get(server.url("/first")).ok()
    result = probe.send("PUT", server.url("/second"), body=body)
    *_, last = server.of("/second")
    if result.failure:
        # A reset that meets the body on its way is no sign that the server took nothing: this is not sent again either.
        assert (where, result.failure.code, result.failure.wroteRequest) == ("head" if how == "fin" else where, "connectionLost", True), result
        assert len(server.of("/second")) == 1
    else:
        assert (result.body, last.connection, last.is_complete) == (b"ok", 2, True)
        assert last.body == pattern(SIZE)
        assert len(server.of("/second")) == 2


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("how", WAYS)
def test_a_streamed_body_is_sent_whole_or_not_again(serve, probe, how, where):
    server = serve(failing(where, how))
    probe.get(server.url("/first")).ok()
    result = probe.send("PUT", server.url("/second"), body={"stream": SIZE})
    if result.failure:
        failure = result.failed("connectionLost")
        assert failure.wroteRequest
    else:
        assert server.requests[-1].body == pattern(SIZE)


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("body", BODIES)
def test_a_request_that_is_not_idempotent_is_never_sent_again(serve, probe, body, how, where):
    server = serve(failing(where, how))
    probe.get(server.url("/first")).ok()
    failure = probe.send("POST", server.url("/second"), body=body).failed("connectionLost")
    assert failure.wroteRequest
    assert f"127.0.0.1:{server.port}" in failure.description
    # What follows is not held up by it.
    assert probe.get(server.url("/third")).ok().body == b"ok"
    assert [request.target for request in server.requests] == ["/first", "/second", "/third"]


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize(("method", "idempotent", "count"), [("POST", True, 2), ("GET", False, 1), ("PATCH", None, 1)])
def test_the_request_says_whether_it_is_idempotent(serve, probe, method, idempotent, count, how):
    server = serve(failing("whole", how))
    probe.get(server.url("/first")).ok()
    result = probe.send(method, server.url("/second"), isIdempotent=idempotent)
    assert (result.status == 200) == (count == 2), result
    assert len(server.of("/second")) == count


@pytest.mark.parametrize("via", ["send", "block"])
@pytest.mark.parametrize("how", WAYS)
def test_a_new_connection_that_ends_is_not_replaced(serve, probe, how, via):
    server = serve(failing("whole", how, kept=False))
    assert probe.get(server.url("/second"), how=via).failed("connectionLost").wroteRequest
    assert len(server.requests) == 1


def test_a_server_that_always_ends_connections_is_not_asked_for_ever(serve, probe):
    def script(connection):
        if connection.number == 1:
            connection.request()
            connection.respond()
        connection.request()
        connection.end()

    server = serve(script)
    probe.get(server.url("/first")).ok()
    assert probe.get(server.url("/second")).failed("connectionLost").wroteRequest
    assert len(server.of("/second")) == 2


@pytest.mark.parametrize("via", ["send", "block"])
def test_nobody_listens(probe, via):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        failure = probe.send("POST", f"http://127.0.0.1:{port}/secret?token=x", how=via).failed("cannotConnect")
    assert not failure.wroteRequest
    assert f"127.0.0.1:{port}" in failure.description
    assert "secret" not in failure.description and "token" not in failure.description


def test_a_name_that_does_not_resolve(probe):
    failure = probe.send("POST", "http://postroom.invalid/").failed("cannotConnect")
    assert not failure.wroteRequest
    assert "postroom.invalid" in failure.description
