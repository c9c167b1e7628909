"""The HTTP client and proxies: the usual environment variables."""

import socket
import threading

import pytest

from certificates import Authority
from runtime_process import each

SECRET = "s3cr3t"


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def server(serve, authority):
    """A server with TLS."""
    return serve(tls=authority.server("IP:127.0.0.1,DNS:localhost,DNS:a.b.localhost"))


@pytest.fixture
def start(start_probe, authority):
    """Starts a probe that trusts that server."""
    return lambda **environment: start_probe(AWS_CA_BUNDLE=str(authority.root), **environment)


def proxy(connection):
    """A proxy that makes every tunnel, and answers what is not for a tunnel itself."""
    while request := connection.head():
        if request.method != "CONNECT":
            connection.respond(body=b"proxy")
            continue
        host, _, port = request.target.rpartition(":")
        with socket.create_connection((host, int(port))) as upstream:
            connection.send(b"HTTP/1.1 200 Established\r\nX-Proxy: 1\r\n\r\n")
            back = threading.Thread(target=copy, args=(upstream, connection.socket), daemon=True)
            back.start()
            copy(connection.socket, upstream)
            back.join(10)
        return


def copy(source, sink):
    try:
        while data := source.recv(1 << 16):
            sink.sendall(data)
    except OSError:
        pass
    try:
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def refusing(status, answer=b""):
    def script(connection):
        connection.head()
        connection.respond(status, answer, [("Proxy-Authenticate", 'Basic realm="x"')] if status == 407 else [])
        connection.drain()

    return script


def url(proxy, user="", host="127.0.0.1"):
    return f"http://{user}{host}:{proxy.port}"


# MARK: which proxy


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])
def test_https_goes_through_a_tunnel(serve, start, server, variable):
    through = serve(proxy)
    probe = start(**{variable: url(through)})
    for number in range(5):
        result = probe.send("POST", server.url(f"/{number}?secret"), body={"text": "x"}, fields=[["X-Own", "1"]]).ok()
        assert result.body == b"ok" and result.values("X-Proxy") == []
    assert [request.target for request in server.requests] == [f"/{number}?secret" for number in range(5)]
    assert len(through.requests) == 1, "the tunnel is kept"
    head = through.requests[0].head.decode()
    assert head.startswith(f"CONNECT 127.0.0.1:{server.port} HTTP/1.1\r\n")
    assert "secret" not in head and not any(line.startswith("Proxy-") for line in server.requests[0].lines)


@pytest.mark.parametrize(
    ("variable", "used"),
    # HTTP_PROXY could be a header of a request where a program runs under CGI.
    [("http_proxy", True), ("HTTP_PROXY", False), ("ALL_PROXY", True), ("HTTPS_PROXY", False)],
)
def test_plain_http_asks_the_proxy_itself(serve, start, variable, used):
    through, server = serve(proxy), serve()
    result = start(**{variable: url(through)}).get(server.url("/path")).ok()
    assert result.body == (b"proxy" if used else b"ok")
    assert [request.target for request in through.requests] == ([server.url("/path")] if used else [])


@pytest.mark.parametrize("variable", ["http_proxy", "HTTP_PROXY"])
def test_the_proxy_for_http_is_not_for_https(serve, start, server, variable):
    through = serve(proxy)
    start(**{variable: url(through)}).get(server.url()).ok()
    assert through.connections == 0


# Host, value of NO_PROXY, whether the proxy is used.
EXCEPTIONS = [
    ("127.0.0.1", "127.0.0.1", False),
    ("127.0.0.1", "example.com, 127.0.0.1", False),
    ("127.0.0.1", "127.0.0.0/8", False),
    ("127.0.0.1", "*", False),
    ("127.0.0.1", "0.0.1", True),
    ("127.0.0.1", "10.0.0.0/8,127.0.0.2", True),
    ("localhost", "localhost", False),
    ("localhost", "LOCALHOST", False),
    ("localhost", "ocalhost", True),
    ("a.b.localhost", "b.localhost", False),
    ("a.b.localhost", ".b.localhost", False),
    ("a.b.localhost", "a.b.localhost", False),
    ("a.b.localhost", "c.localhost,b.local", True),
]


@pytest.mark.parametrize("name", ["NO_PROXY", "no_proxy"])
def test_no_proxy(serve, start, server, name):
    def attempt(exception):
        host, value, used = exception
        through = serve(refusing(403))
        result = start(**{"HTTPS_PROXY": url(through), name: value}).get(server.url(host=host))
        if used:
            result.failed("cannotConnect")
        else:
            assert result.ok().body == b"ok"
        assert through.connections == used

    each(EXCEPTIONS, attempt)


@pytest.mark.parametrize("via", ["send", "block"])
def test_a_request_can_do_without_a_proxy(serve, start, via):
    through, server = serve(proxy), serve()
    probe = start(http_proxy=url(through), ALL_PROXY=url(through))
    assert probe.get(server.url(), how=via, usesProxy=False).ok().body == b"ok"
    assert through.connections == 0


# MARK: what goes wrong


@pytest.mark.parametrize("via", ["send", "open", "block"])
@pytest.mark.parametrize("status", [403, 407, 502])
def test_a_proxy_that_refuses(serve, start, server, status, via):
    through = serve(refusing(status, b"<html>no</html>"))
    probe = start(HTTPS_PROXY=url(through, f"user:{SECRET}@"))
    failure = probe.send("POST", server.url("/secret"), how=via).failed("cannotConnect")
    assert not failure.wroteRequest and failure.status is None
    assert str(status) in failure.description and "proxy" in failure.description.lower()
    assert f"127.0.0.1:{server.port}" in failure.description
    assert SECRET not in failure.description and "secret" not in failure.description
    assert server.connections == 0


@pytest.mark.parametrize("how", ["fin", "rst"])
def test_a_proxy_that_ends_the_connection(serve, start, server, how):
    def script(connection):
        connection.head()
        connection.end(how)

    failure = start(HTTPS_PROXY=url(serve(script))).send("POST", server.url()).failed("cannotConnect")
    assert not failure.wroteRequest and server.connections == 0


def test_no_proxy_listens(start, server):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        probe = start(HTTPS_PROXY=f"http://user:{SECRET}@127.0.0.1:{port}")
        failure = probe.send("POST", server.url()).failed("cannotConnect")
    assert not failure.wroteRequest and SECRET not in failure.description
    assert str(port) in failure.description


def test_a_proxy_that_makes_no_sense(start, server):
    def attempt(proxy):
        result = start(HTTPS_PROXY=proxy).send("POST", server.url())
        assert result.failure and not result.failure.wroteRequest, result
        assert SECRET not in result.failure.description and "user:" not in result.failure.description, result

    places = ["proxy.invalid:1", "127.0.0.1:port", "[::1", "127.0.0.1:99999", ""]
    each([f"{scheme}user:{SECRET}@{place}" for scheme in ("http://", "", "gopher://") for place in places], attempt)
    assert server.requests == []


def test_the_credentials_go_to_the_proxy_alone(serve, start, server):
    through = serve(proxy)
    start(HTTPS_PROXY=url(through, f"user:{SECRET}@")).get(server.url()).ok()
    assert through.requests[0].value("Proxy-Authorization") == "Basic dXNlcjpzM2NyM3Q="
    assert server.requests[0].value("Proxy-Authorization") is None


def test_a_server_behind_a_proxy_must_prove_who_it_is(serve, start_probe, server):
    failure = start_probe(HTTPS_PROXY=url(serve(proxy))).send("POST", server.url()).failed("untrusted")
    assert not failure.wroteRequest and server.requests == []


def test_a_request_that_was_lost_behind_a_proxy(serve, start, authority):
    def script(connection):
        connection.request()

    server = serve(script, authority.server())
    failure = start(HTTPS_PROXY=url(serve(proxy))).send("POST", server.url()).failed("connectionLost")
    assert failure.wroteRequest and len(server.requests) == 1
