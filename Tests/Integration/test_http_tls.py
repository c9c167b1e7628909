"""Whom the HTTP client trusts."""

import socket
import ssl
import warnings

import pytest

from certificates import Authority
from http_probe import pattern

V1, V2, V3 = ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3
OK = b"HTTP/1.1 200 OK\r\n"
AMAZON = [
    *(f"/C=US/O=Amazon/CN=Amazon Root CA {number}" for number in range(1, 5)),
    "/C=US/ST=Arizona/L=Scottsdale/O=Starfield Technologies, Inc./CN=Starfield Services Root Certificate Authority - G2",
    "/C=US/O=Starfield Technologies, Inc./OU=Starfield Class 2 Certification Authority",
]


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def tls(authority):
    return authority.server()


@pytest.fixture(scope="module")
def trusting(start_shared_probe, authority):
    """A probe that trusts the authority of the tests alone."""
    return start_shared_probe(AWS_CA_BUNDLE=str(authority.root))


def refused(probe, server, via="send", url=None):
    """That a request, which must not be sent twice, is not sent at all."""
    failure = probe.send("POST", url or server.url("/secret"), how=via, body={"text": "x"}).failed("untrusted")
    assert not failure.wroteRequest
    assert "127.0.0.1" in failure.description or "localhost" in failure.description
    assert "secret" not in failure.description
    assert server.requests == []
    return failure.description


@pytest.mark.parametrize("via", ["send", "block"])
@pytest.mark.parametrize("version", [V2, V3])
def test_the_bundle_is_trusted(serve, trusting, authority, version, via):
    server = serve(tls=authority.server(minimum=version, maximum=version))
    for host in ("127.0.0.1", "localhost"):
        for _ in range(3):
            assert trusting.get(server.url(host=host), how=via).ok().body == b"ok"
    assert server.connections == 2


@pytest.mark.parametrize("via", ["send", "open", "block"])
def test_an_unknown_root_is_not(serve, probe, tls, via):
    assert "certificate" in refused(probe, serve(tls=tls), via)


def test_the_bundle_is_instead_of_amazons_roots_and_of_others(serve, trusting, tmp_path):
    assert "certificate" in refused(trusting, serve(tls=Authority(tmp_path).server()))


@pytest.mark.parametrize("subject", AMAZON, ids=[subject.split("=")[-1] for subject in AMAZON])
def test_a_root_with_the_name_of_one_of_amazons_and_another_key_is_not_trusted(serve, start_probe, tmp_path, subject):
    forger = Authority(tmp_path, subject)
    server = serve(tls=forger.server())
    # The chain is sound but for its root.
    assert start_probe(AWS_CA_BUNDLE=str(forger.root)).get(server.url()).ok().body == b"ok"
    server.requests.clear()
    probe = start_probe()
    # The second time the true root is already in the store.
    for _ in range(2):
        assert "certificate" in refused(probe, server)


@pytest.mark.parametrize("via", ["send", "block"])
@pytest.mark.parametrize("names", ["DNS:example.com", "IP:127.0.0.2,DNS:127.0.0.1", "DNS:*.0.0.1"])
def test_a_certificate_for_another_name(serve, trusting, authority, names, via):
    assert "name" in refused(trusting, serve(tls=authority.server(names)), via)


def test_a_certificate_for_another_name_than_that_of_the_url(serve, trusting, authority):
    server = serve(tls=authority.server("IP:127.0.0.1"))
    assert "name" in refused(trusting, server, url=server.url(host="localhost"))
    assert trusting.get(server.url()).ok().body == b"ok"


@pytest.mark.parametrize("via", ["send", "block"])
def test_a_certificate_that_has_expired(serve, trusting, authority, via):
    assert "expired" in refused(trusting, serve(tls=authority.server(days=-1)), via)


@pytest.mark.parametrize("via", ["send", "block"])
def test_a_server_that_knows_tls_1_1_at_most(serve, trusting, authority, via):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        server = serve(tls=authority.server(minimum=V1, maximum=V1))
        # It is there for who takes that.
        client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        client.minimum_version = client.maximum_version = V1
    client.load_verify_locations(authority.root)
    client.set_ciphers("ALL:@SECLEVEL=0")
    with client.wrap_socket(socket.create_connection(("127.0.0.1", server.port)), server_hostname="127.0.0.1") as connection:
        assert connection.version() == "TLSv1.1"
    server.wait(lambda: server.handshakes == 1)
    refused(trusting, server, via)
    assert server.handshakes == 1


@pytest.mark.parametrize("via", ["send", "block"])
def test_a_server_without_tls(serve, trusting, via):
    def script(connection):
        connection.send(b"220 mail.example.com ESMTP\r\n")
        connection.drain()

    server = serve(script)
    refused(trusting, server, via, url=server.url().replace("http:", "https:"))


# MARK: what is set on the machine


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_CERT_DIR"])
def test_other_variables_do_not_widen_trust(serve, start_probe, authority, tls, tmp_path, variable):
    value = authority.root
    if variable == "SSL_CERT_DIR":
        (tmp_path / f"{authority.hash}.0").write_text(authority.root.read_text())
        value = tmp_path
    refused(start_probe(**{variable: str(value)}), serve(tls=tls))


PROVIDERS = "providers = providers\n[providers]\nnull = null\n[null]\nactivate = 1\n"
"""Without any provider but the one that can do nothing, there would be no TLS."""


@pytest.mark.parametrize("providers", ["", PROVIDERS])
def test_a_configuration_of_openssl_is_not_read(serve, start_probe, authority, tls, tmp_path, providers):
    configuration = tmp_path / "openssl.cnf"
    defaults = f"[ssl]\nsystem_default = defaults\n[defaults]\nVerifyCAFile = {authority.root}\nMinProtocol = TLSv1\n"
    configuration.write_text(f"openssl_conf = start\n[start]\nssl_conf = ssl\n{providers}{defaults}")
    server = serve(tls=tls)
    refused(start_probe(OPENSSL_CONF=str(configuration)), server)
    trusting = start_probe(OPENSSL_CONF=str(configuration), AWS_CA_BUNDLE=str(authority.root))
    assert trusting.get(server.url()).ok().body == b"ok"


@pytest.mark.parametrize("via", ["send", "block"])
@pytest.mark.parametrize("kind", ["missing", "empty", "garbage", "cut", "directory"])
def test_a_bundle_that_cannot_be_read_is_named(serve, start_probe, authority, tls, tmp_path, kind, via):
    bundle = tmp_path / "bundle.pem"
    contents = {"empty": "", "garbage": "no certificates\n" * 100, "cut": authority.root.read_text()[:300]}
    if kind == "directory":
        bundle.mkdir()
    elif kind != "missing":
        bundle.write_text(contents[kind])
    server = serve(tls=tls)
    probe = start_probe(AWS_CA_BUNDLE=str(bundle))
    for _ in range(2):
        description = probe.send("POST", server.url(), how=via).failed("untrusted")
        assert f"AWS_CA_BUNDLE names '{bundle}'" in description.description and not description.wroteRequest
    assert server.connections == 0
    # Plain http needs no roots.
    assert probe.get(serve().url(), how=via).ok().body == b"ok"
    assert f"'{bundle}'" in probe.start("warmUp").failed("untrusted").description


# MARK: the same over TLS


def test_large_bodies_over_tls(serve, trusting, tls):
    def script(connection):
        while request := connection.request():
            connection.respond(body=request.body)

    server = serve(script, tls)
    for kind in ("bytes", "reader", "stream"):
        assert trusting.send("PUT", server.url(), body={kind: 3_000_001}).ok().body == pattern(3_000_001)
    assert server.connections == 1


def test_a_body_that_ends_with_the_connection(serve, trusting, tls):
    def script(connection):
        connection.request()
        connection.send(OK + b"\r\nhello")
        connection.socket.unwrap()

    assert trusting.get(serve(script, tls).url()).ok().body == b"hello"


def test_a_post_is_not_sent_twice_over_tls(serve, trusting, tls):
    def script(connection):
        if connection.number == 1:
            connection.request()
            connection.respond()
            connection.request()
            return
        while connection.request():
            connection.respond()

    server = serve(script, tls)
    trusting.get(server.url("/first")).ok()
    assert trusting.send("POST", server.url("/second")).failed("connectionLost").wroteRequest
    assert trusting.get(server.url("/third")).ok().body == b"ok"
    assert [request.target for request in server.requests] == ["/first", "/second", "/third"]
