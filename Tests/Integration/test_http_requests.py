"""What the HTTP client sends: every byte as the request says, or nothing."""

import pytest

from http_probe import pattern

TRACE = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"


@pytest.mark.parametrize("via", ["send", "block"])
def test_a_request_has_no_fields_of_curl(serve, probe, via):
    server = serve()
    probe.get(server.url("/path?query"), how=via).ok()
    assert server.requests[0].lines == ["GET /path?query HTTP/1.1", f"Host: 127.0.0.1:{server.port}"]


def test_fields_are_sent_as_they_are(serve, probe):
    server = serve()
    fields = [["X-One", "1"], ["x-one", "2"], ["X-Utf8", "Grüße"], ["X-Empty", ""], ["X-Blank", " "], ["X-Inner", 'a  b\t"c";,:d'], ["Accept", "a/b"]]
    probe.get(server.url(), fields=fields).ok()
    request = server.requests[0]
    assert request.values("X-One") == ["1", "2"]
    assert (request.value("X-Utf8"), request.value("X-Inner"), request.value("Accept")) == ("Grüße", 'a  b\t"c";,:d', "a/b")
    assert (request.value("X-Empty"), request.value("X-Blank")) == ("", "")
    assert [line.split(":")[0] for line in request.lines[2:]] == [name for name, _ in fields]


@pytest.mark.parametrize("via", ["send", "block"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "GET"])
@pytest.mark.parametrize("count", [0, 1, 200_000])
def test_a_body_from_memory(serve, probe, method, count, via):
    server = serve()
    probe.send(method, server.url(), body={"bytes": count}, how=via).ok()
    request = server.requests[0]
    assert (request.method, request.body, request.value("Content-Length")) == (method, pattern(count), str(count))
    assert request.value("Expect") is None and request.value("Content-Type") is None and request.value("Transfer-Encoding") is None


@pytest.mark.parametrize("via", ["send", "block"])
@pytest.mark.parametrize(("method", "length"), [("GET", None), ("DELETE", None), ("HEAD", None), ("POST", "0"), ("PUT", "0"), ("PATCH", "0")])
def test_no_body(serve, probe, method, length, via):
    server = serve(lambda connection: connection.request() and connection.respond(body=b""))
    probe.send(method, server.url(), how=via).ok()
    assert (server.requests[0].method, server.requests[0].value("Content-Length")) == (method, length)
    assert server.requests[0].value("Transfer-Encoding") is None


@pytest.mark.parametrize("via", ["send", "block"])
@pytest.mark.parametrize("count", [0, 1, 65_536, 300_001])
def test_a_body_from_a_reader(serve, probe, count, via):
    server = serve()
    probe.send("PUT", server.url(), body={"reader": count}, how=via).ok()
    request = server.requests[0]
    assert (request.method, request.body, request.value("Content-Length")) == ("PUT", pattern(count), str(count))
    assert request.value("Expect") is None and request.value("Transfer-Encoding") is None


PATHS = ["/a/../b", "/a/./b", "//x", "/x//", "/%2F%2e%2E/%00", "/a%20b", "/a+b", "/~'()*!$&,;=:@", "/?a=b&c=%26", "/a?b?c", "/%zz", '/{"|}^`[\\]', "/."]


@pytest.mark.parametrize("via", ["send", "block"])
@pytest.mark.parametrize("path", PATHS)
def test_a_path_is_sent_as_it_is(serve, probe, path, via):
    server = serve()
    probe.get(server.url(path), how=via).ok()
    assert server.requests[0].target == path


# MARK: refused before a byte is written


def refused(probe, server, via="send", **options):
    options = {"method": "POST", "url": server.url(), **options}
    failure = probe.send(options.pop("method"), options.pop("url"), how=via, **options).failed("invalidRequest")
    assert failure.wroteRequest is False
    assert server.connections == 0
    return failure.description


@pytest.mark.parametrize("via", ["send", "open", "block"])
@pytest.mark.parametrize("name", ["X\r\nY", "X\nY", "X\rY", "X\0Y", "X Y", "X:", "X: 1\r\nY", "", " X", "X\t", "X\x7f", "Ü"])
def test_a_field_name_that_would_be_something_else(serve, probe, name, via):
    description = refused(probe, serve(), via, fields=[["Fine", "1"], [name, "secret"]])
    assert "header field" in description and "secret" not in description


@pytest.mark.parametrize("via", ["send", "open", "block"])
@pytest.mark.parametrize("value", ["a\r\nB: c", "a\nb", "a\rb", "a\0b", "\n", "a\r\n", "\x1b[0m", "\x7f"])
def test_a_field_value_that_would_be_something_else(serve, probe, value, via):
    description = refused(probe, serve(), via, fields=[["X-Name", value]])
    assert "'X-Name'" in description


@pytest.mark.parametrize("via", ["send", "open", "block"])
@pytest.mark.parametrize("path", ["/a b", "/a HTTP/1.1\r\nX: y\r\n\r\n", "/a\nb", "/a\rb", "/a\0b", "/ü", "/a\tb", "/\x7f"])
def test_a_path_that_would_be_something_else(serve, probe, path, via):
    server = serve()
    description = refused(probe, server, via, url=server.url(path))
    assert "percent-encoded" in description and f"127.0.0.1:{server.port}" in description


@pytest.mark.parametrize("via", ["send", "open", "block"])
def test_plain_http_needs_leave(serve, probe, via):
    description = refused(probe, serve(), via, allowsPlainHTTP=False)
    assert "plain http to 127.0.0.1" in description and "refused" in description


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "file:///etc/passwd", "127.0.0.1", "HTTP://127.0.0.1/", "", "//127.0.0.1/"])
def test_other_schemes_are_refused(serve, probe, url):
    assert "neither https:// nor http://" in refused(probe, serve(), url=url)


@pytest.mark.parametrize("url", ["http://", "http:///path", "http://127.0.0.1:99999/", "http://[::1/", "http://a:b:c/"])
def test_a_url_that_makes_no_sense(serve, probe, url):
    refused(probe, serve(), url=url)


@pytest.mark.parametrize("trailer", ["a\r\nInjected: b", "a\nb", "a\0b"])
def test_a_trailer_that_would_be_something_else(serve, probe, trailer):
    def script(connection):
        connection.request()
        connection.respond()

    server = serve(script)
    result = probe.send("POST", server.url(), body={"stream": 10}, fields=[["Trailer", "X-End"]], trailers=[["X-End", trailer]])
    failure = result.failed("requestBodyFailed")
    assert "'X-End'" in failure.description and failure.wroteRequest
    # The server can tell that the request is not whole.
    server.wait(lambda: server.connections == 1 and not server._open)
    assert not any(request.is_complete for request in server.requests)


def test_trailers_are_sent_behind_a_stream(serve, probe):
    server = serve()
    trailers = [["X-End", "Grüße"], ["X-Other", "2"]]
    probe.send("POST", server.url(), body={"stream": 10}, fields=[["Trailer", "X-End, X-Other"]], trailers=trailers).ok()
    assert server.requests[0].body == pattern(10)
    assert server.requests[0].trailers == ["X-End: Grüße".encode(), b"X-Other: 2"]


# MARK: the trace


@pytest.mark.parametrize("via", ["send", "open", "block"])
@pytest.mark.parametrize(("sends", "expected"), [(True, TRACE), (False, None)])
def test_the_trace_of_the_task_is_told_where_the_request_says_so(serve, probe, sends, expected, via):
    server = serve()
    probe.get(server.url(), how=via, trace=TRACE, sendsTrace=sends).ok()
    assert server.requests[0].value("X-Amzn-Trace-Id") == expected


def test_each_task_has_its_own_trace(serve, probe):
    server = serve()
    requests = [probe.begin("GET", server.url(f"/{number}"), trace=f"Root={number}", sendsTrace=True) for number in range(20)]
    for request in requests:
        request.ok()
    assert {request.target: request.value("X-Amzn-Trace-Id") for request in server.requests} == {f"/{number}": f"Root={number}" for number in range(20)}


def test_a_trace_of_the_request_comes_first(serve, probe):
    server = serve()
    probe.get(server.url(), trace=TRACE, sendsTrace=True, fields=[["x-amzn-trace-id", "Root=own"]]).ok()
    assert server.requests[0].value("X-Amzn-Trace-Id") == "Root=own"


@pytest.mark.parametrize("trace", ["Root=1\r\nX: y", "a b", "ü", "a\0"])
def test_a_trace_that_would_be_something_else_is_left_out(serve, probe, trace):
    server = serve()
    probe.get(server.url(), trace=trace, sendsTrace=True).ok()
    assert len(server.requests[0].lines) == 2
