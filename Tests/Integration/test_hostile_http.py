"""HTTP that no client should send: the server answers or closes, and goes on serving everybody else."""

import json
import re
import socket
import time

import pytest


class Wire:
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), 20)

    def ask(self, data):
        """What comes back until the server closes or says no more."""
        try:
            self.socket.sendall(data)
        except OSError:
            pass
        received = b""
        self.socket.settimeout(5)
        try:
            while chunk := self.socket.recv(65536):
                received += chunk
                head, separator, body = received.partition(b"\r\n\r\n")
                for line in head.split(b"\r\n") if separator else []:
                    if line.lower().startswith(b"content-length:") and len(body) >= int(line.split(b":")[1]):
                        return received
        except OSError:
            pass
        return received


def request(line="GET /health HTTP/1.1", *fields, body=b""):
    return "\r\n".join([line, "Host: localhost", *fields, "", ""]).encode() + body


@pytest.mark.parametrize(
    "data, status",
    [
        (request("GET /" + "a" * 1_500_000 + " HTTP/1.1"), 431),
        (request("GET /health HTTP/1.1", "X-Long: " + "a" * 1_000_000), 431),
        (request("GET /health HTTP/1.1", *[f"X-{n}: {'a' * 4000}" for n in range(60)]), 431),
        (request("GET /health HTTP/1.1", *[f"X-{n}: a" for n in range(1000)]), 431),
        (b"\x16\x03\x01garbage\r\n\r\n", 400),
        (b"GET /health\r\n\r\n", 400),
        (request("GET /health HTTP/1.1", "X: a\x00b"), 400),
        (request("GET /health HTTP/1.1", "Content-Length: -5"), 400),
        (request("GET /health HTTP/1.1", "Content-Length: 5", "Content-Length: 6"), 400),
        (request("GET /health HTTP/1.1", "Transfer-Encoding: chunked", body=b"ZZ\r\n"), 400),
        (request("GET /health HTTP/1.1", "Host: evil.example"), 400),
        (request("POST /api/v1/mailboxes HTTP/1.1", "Content-Length: 20000000", body=b"x" * 200_000), 413),
    ],
    ids=lambda value: value[:30] if isinstance(value, bytes) else value,
)
def test_bad_requests_are_answered_with_a_problem(postroom, data, status):
    answer = Wire(postroom.http_port).ask(data)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status} ".encode()), answer[:200]
    assert b"application/problem+json" in head
    assert set(json.loads(body)) == {"status", "title", "code", "detail", "hint"}
    assert postroom.request("GET", "/health").status == 200


def test_many_long_requests_do_not_stop_it(postroom):
    wires = [Wire(postroom.http_port) for _ in range(20)]
    for wire in wires:
        wire.socket.setblocking(False)
        try:
            wire.socket.send(b"GET /" + b"a" * 1_000_000)
        except OSError:
            pass
    assert postroom.request("GET", "/health").status == 200
    postroom.send(["a@example.org"], b"Subject: still here\r\n\r\nx\r\n")
    assert postroom.stop() == 0


def test_head_has_the_length_that_get_has(postroom):
    get = Wire(postroom.http_port).ask(request())
    head = Wire(postroom.http_port).ask(request("HEAD /health HTTP/1.1", "Connection: close"))
    assert b"content-length: 15\r\n" in head.lower()
    assert head.endswith(b"\r\n\r\n")
    assert get.endswith(b'{"status":"ok"}')


def test_an_answer_without_content_has_no_length(postroom):
    mailbox = postroom.create()
    answer = postroom.request("DELETE", f"/api/v1/mailboxes/{mailbox['address']}")
    assert answer.status == 204
    assert "Content-Length" not in answer.headers


@pytest.mark.parametrize("origin, status", [("http://evil.example", 403), ("null", 403), ("http://localhost:3000", 201)])
def test_pages_of_other_sites_make_no_mailboxes(postroom, origin, status):
    assert postroom.request("POST", "/api/v1/mailboxes", token=None, headers={"Origin": origin}).status == status


def test_pipelined_requests_are_answered_in_order(postroom):
    wire = Wire(postroom.http_port)
    wire.socket.sendall(request() + request("GET /nothing HTTP/1.1") + request("GET /health HTTP/1.1", "Connection: close"))
    received = b""
    while chunk := wire.socket.recv(65536):
        received += chunk
    assert re.findall(rb"HTTP/1\.1 (\d+) ", received) == [b"200", b"404", b"200"]


@pytest.mark.parametrize("kind", ["smtp", "http"])
def test_running_out_of_files_does_not_end_it(start, kind):
    """More connections than files may be open: some have to wait, nothing ends."""
    postroom = start("--catch-all", files=150)
    port = postroom.smtp_port if kind == "smtp" else postroom.http_port
    wires = []
    for _ in range(200):
        try:
            wires.append(socket.create_connection(("127.0.0.1", port), 1))
        except OSError:
            break
    time.sleep(0.5)
    assert postroom.process.poll() is None
    for wire in wires:
        wire.close()
    deadline = time.monotonic() + 20
    while True:
        try:
            assert postroom.request("GET", "/health").status == 200
            postroom.send(["a@example.org"], b"Subject: after\r\n\r\nx\r\n")
            break
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.2)
    assert [message["subject"] for message in postroom.messages("a@example.org")] == ["after"]
