"""How the HTTP client reads responses: the usual, the unusual, the broken."""

import time

import pytest

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
LIMIT = 256 << 10


def raw(*pieces, pause=0.0, seen=1):
    """A server that answers the first request with exactly these bytes, and ends the connection."""

    def script(connection):
        assert connection.request()
        for piece in pieces:
            connection.send(piece)
            if pause:
                time.sleep(pause)
        connection.end()

    return script


WHOLE = {
    "length": (OK + b"Content-Length: 5\r\n\r\nhello", 200, b"hello"),
    "empty": (OK + b"Content-Length: 0\r\n\r\n", 200, b""),
    "chunked": (CHUNKED + b'5\r\nhello\r\n6;x="\xff";y\r\n world\r\n0\r\n\r\n', 200, b"hello world"),
    "chunked, trailers": (CHUNKED + b"A\r\n0123456789\r\n000\r\nChecksum: 1\r\n\r\n", 200, b"0123456789"),
    "chunked wins": (OK + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", 200, b"hello"),
    "until the end": (OK + b"\r\nhello", 200, b"hello"),
    "HTTP/1.0": (b"HTTP/1.0 200 OK\r\n\r\nhello", 200, b"hello"),
    "no reason": (b"HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nhello", 200, b"hello"),
    "bare line feeds": (b"HTTP/1.1 200 OK\nContent-Length: 5\n\nhello", 200, b"hello"),
    "204": (b"HTTP/1.1 204 None\r\n\r\n", 204, b""),
    "204 with a length": (b"HTTP/1.1 204 None\r\nContent-Length: 5\r\n\r\n", 204, b""),
    "304": (b"HTTP/1.1 304 Same\r\nContent-Length: 5\r\n\r\n", 304, b""),
    "interim": (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\n\r\n" + OK + b"Content-Length: 5\r\n\r\nhello", 200, b"hello"),
    "unknown status": (b"HTTP/1.1 599 Odd\r\nContent-Length: 5\r\n\r\nhello", 599, b"hello"),
    "NUL in the body": (OK + b"Content-Length: 3\r\n\r\n\0\r\n", 200, b"\0\r\n"),
}


@pytest.mark.parametrize("via", ["send", "block"])
@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_response(serve, probe, name, via):
    answer, status, body = WHOLE[name]
    result = probe.get(serve(raw(answer)).url(), how=via).ok()
    assert (result.status, result.body) == (status, body)
    assert result.values("Link") == [] and result.values("Checksum") == []


@pytest.mark.parametrize("name", ["length", "chunked, trailers", "until the end", "interim", "bare line feeds"])
def test_a_response_byte_by_byte(serve, probe, name):
    answer, status, body = WHOLE[name]
    result = probe.get(serve(raw(*(bytes([byte]) for byte in answer), pause=0.0005)).url()).ok()
    assert (result.status, result.body) == (status, body)


def test_a_head_request_has_no_body(serve, probe):
    def script(connection):
        while connection.request():
            connection.send(OK + b"Content-Length: 500\r\nETag: x\r\n\r\n")

    server = serve(script)
    for _ in range(2):
        result = probe.send("HEAD", server.url()).ok()
        assert (result.body, result.values("Content-Length"), result.values("ETag")) == (b"", ["500"], ["x"])
    assert server.connections == 1


@pytest.mark.parametrize("via", ["send", "block"])
def test_fields_are_kept_as_they_come(serve, probe, via):
    head = OK + "Set-Cookie: a=1\r\nX-Amz-Meta-Name:  Grüße \t\r\nset-cookie: b=2\r\nEmpty:\r\nFolded: one\r\n  two\r\n".encode()
    result = probe.get(serve(raw(head + b"Content-Length: 0\r\n\r\n")).url(), how=via).ok()
    assert result.values("SET-COOKIE") == ["a=1", "b=2"]
    assert result.values("X-Amz-Meta-Name") == ["Grüße"]
    assert result.values("Empty") == [""]
    assert result.values("Folded") == ["one two"]
    assert [name for name, _ in result.fields] == ["Set-Cookie", "X-Amz-Meta-Name", "set-cookie", "Empty", "Folded", "Content-Length"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_not_followed(serve, probe, status):
    def script(connection):
        while connection.request():
            connection.respond(status, headers=[("Location", "/elsewhere")])

    server = serve(script)
    result = probe.get(server.url()).ok()
    assert (result.status, result.values("Location")) == (status, ["/elsewhere"])
    assert len(server.requests) == 1


def test_a_compressed_body_stays_as_it_is(serve, probe):
    server = serve(raw(OK + b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd"))
    assert probe.get(server.url()).ok().body == b"abcd"
    assert server.requests[0].value("Accept-Encoding") is None


# MARK: broken ones

TRUNCATED = {
    "length": OK + b"Content-Length: 5\r\n\r\nhell",
    "length, no byte": OK + b"Content-Length: 5\r\n\r\n",
    "chunk": CHUNKED + b"5\r\nhel",
    "between chunks": CHUNKED + b"5\r\nhello\r\n",
    "last chunk": CHUNKED + b"5\r\nhello\r\n0\r\n",
    "chunk size": CHUNKED + b"5",
}


@pytest.mark.parametrize("via", ["send", "block"])
@pytest.mark.parametrize("name", TRUNCATED)
def test_a_truncated_body_is_an_error(serve, probe, name, via):
    failure = probe.get(serve(raw(TRUNCATED[name])).url("/secret"), how=via).failed("connectionLost")
    assert (failure.wroteRequest, failure.status) == (True, 200)
    assert "secret" not in failure.description


@pytest.mark.parametrize("name", TRUNCATED)
def test_a_truncated_stream_is_an_error_behind_what_came(serve, probe, name):
    response = probe.begin("GET", serve(raw(TRUNCATED[name])).url(), how="open")
    assert response.ok().status == 200
    response.read().failed("connectionLost")


MALFORMED = {
    "no HTTP": b"220 mail.example.com ESMTP\r\n\r\n",
    "no version": b"HTTP/x 200 OK\r\n\r\n",
    "no status": b"HTTP/1.1 OK\r\n\r\n",
    "status of one digit": b"HTTP/1.1 2 OK\r\nContent-Length: 0\r\n\r\n",
    "TLS alert": b"\x15\x03\x01\x00\x02\x02\x28",
    "length is no number": OK + b"Content-Length: five\r\n\r\nhello",
    "negative length": OK + b"Content-Length: -5\r\n\r\nhello",
    "only an interim response": b"HTTP/1.1 100 Continue\r\n\r\n",
    "half a head": OK + b"Content-Le",
    "HTTP/0.9": b"hello\n",
    "bad chunk size": CHUNKED + b"xyz\r\nhello\r\n0\r\n\r\n",
    "chunk longer than its size": CHUNKED + b"2\r\nhello\r\n0\r\n\r\n",
}


@pytest.mark.parametrize("via", ["send", "block"])
@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_no_response_is_an_error(serve, probe, name, via):
    server = serve(raw(MALFORMED[name]))
    result = probe.send("POST", server.url("/secret"), how=via)
    assert result.failure and result.failure.wroteRequest, result
    assert result.failure.code in ("malformedResponse", "connectionLost"), result
    assert f"127.0.0.1:{server.port}" in result.failure.description and "secret" not in result.failure.description
    assert len(server.requests) == 1


@pytest.mark.parametrize("via", ["send", "block"])
@pytest.mark.parametrize("kind", ["one line", "many lines", "interim responses", "trailers"])
def test_a_head_that_never_ends_is_an_error(serve, probe, kind, via):
    endless = {
        "one line": (OK + b"A: ", b"x" * 1000),
        "many lines": (OK, b"A: 1234567890\r\n" * 50),
        "interim responses": (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 50),
        "trailers": (CHUNKED + b"0\r\n", b"A: 1234567890\r\n" * 50),
    }

    def script(connection):
        connection.request()
        start, piece = endless[kind]
        connection.send(start)
        for _ in range(100_000):
            connection.send(piece)
        raise AssertionError("the client took all of it")

    server = serve(script)
    failure = probe.get(server.url(), how=via).failed("malformedResponse")
    assert "header" in failure.description, failure
    assert f"127.0.0.1:{server.port}" in failure.description


def test_a_large_head_is_taken(serve, probe):
    fields = [(f"Field-{number}", "x" * 1000) for number in range(200)]
    result = probe.get(serve(lambda connection: connection.request() and connection.respond(headers=fields)).url()).ok()
    assert result.fields[1:] == [list(field) for field in fields]


def test_bytes_behind_a_response_are_not_the_next_response(serve, probe):
    def script(connection):
        if connection.number == 1:
            connection.request()
            connection.send(OK + b"Content-Length: 2\r\n\r\nok" + OK + b"Content-Length: 4\r\n\r\nevil")
            return connection.wait_for_end()
        while connection.request():
            connection.respond(body=b"good")

    server = serve(script)
    assert probe.get(server.url()).ok().body == b"ok"
    assert probe.get(server.url()).ok().body == b"good"
