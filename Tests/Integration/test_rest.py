"""The API over real HTTP; its rules are tested in MailboxAPITests."""

import http.client
from datetime import datetime

import pytest


def test_create_answers_address_expiry_and_token(postroom):
    answer = postroom.request("POST", "/api/v1/mailboxes?ttl_minutes=5", token=None)
    assert answer.status == 201
    assert answer.headers["Location"] == f"/api/v1/mailboxes/{answer.json['address']}"
    assert answer.headers["Cache-Control"] == "no-store"
    created, expires = (datetime.fromisoformat(answer.json[key]) for key in ("created_at", "expires_at"))
    assert (expires - created).total_seconds() == 300
    assert len(answer.json["session_token"]) == 64


def test_a_token_opens_its_own_mailbox_only(postroom):
    one, two = postroom.create(), postroom.create()
    path = f"/api/v1/mailboxes/{one['address']}"
    assert postroom.request("GET", path, token=None).status == 401
    assert postroom.request("GET", path, token=one["session_token"]).status == 200
    foreign = postroom.request("GET", path, token=two["session_token"])
    missing = postroom.request("GET", "/api/v1/mailboxes/nobody@postroom.test", token=two["session_token"])
    assert foreign.status == missing.status == 404
    assert foreign.body == missing.body
    assert foreign.headers["Content-Type"] == "application/problem+json"


def test_delete(postroom):
    mailbox = postroom.create()
    address, token = mailbox["address"], mailbox["session_token"]
    for number in range(3):
        postroom.send([address], f"Subject: {number}\r\n\r\nx\r\n".encode())
    newest = postroom.messages(address, token)[0]
    path = f"/api/v1/mailboxes/{address}/messages/{newest['id']}"
    assert postroom.request("DELETE", path, token).status == 204
    assert postroom.request("GET", path, token).status == 404
    assert [message["subject"] for message in postroom.messages(address, token)] == ["1", "0"]
    assert postroom.request("DELETE", f"/api/v1/mailboxes/{address}", token).status == 204
    assert postroom.request("GET", f"/api/v1/mailboxes/{address}", token).status == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8025", "127.0.0.1.evil.example", "localhost.evil.example", "", "[::2]"])
def test_a_name_that_only_points_here_is_refused(postroom, host):
    """DNS rebinding: a web page's own name, resolved to 127.0.0.1."""
    answer = postroom.request("GET", "/health", headers={"Host": host})
    assert answer.status == 421
    assert answer.json["code"] == "wrong_host"


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:8025", "box.internal", "box.internal:99"])
def test_allowed_names_are_answered(start, host):
    postroom = start("--allowed-host", "Box.Internal")
    assert postroom.request("GET", "/health", headers={"Host": host}).json == {"status": "ok"}


def test_errors_say_what_to_do(postroom):
    for method, path, status in [("PUT", "/health", 405), ("GET", "/nothing", 404), ("POST", "/api/v1/mailboxes?ttl_minutes=x", 422)]:
        answer = postroom.request(method, path)
        assert answer.status == status
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert set(answer.json) == {"status", "title", "code", "detail", "hint"} | ({"errors"} if status == 422 else set())
    assert postroom.request("PUT", "/health").headers["Allow"] == "GET, HEAD"


def test_one_connection_serves_many_requests(postroom):
    connection = http.client.HTTPConnection("127.0.0.1", postroom.http_port, timeout=30)
    for _ in range(50):
        connection.request("GET", "/health")
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, b'{"status":"ok"}')
