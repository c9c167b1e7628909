"""`postroom dev --clock`: what happens in an hour happens now."""

import json
import urllib.error
import urllib.request
from datetime import datetime, timedelta, timezone

import pytest

from inbox_cli import Shell
from postroom import ADMIN_TOKEN

MAIL = b"Subject: x\r\n\r\nx\r\n"


@pytest.fixture
def clocked(start):
    return start("--clock")


def move(postroom, token=ADMIN_TOKEN, **body):
    request = urllib.request.Request(
        f"http://127.0.0.1:{postroom.http_port}/api/v1/clock", method="POST", data=json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return datetime.fromisoformat(json.load(answer)["now"])
    except urllib.error.HTTPError as error:
        return error.code


def test_a_mailbox_ends_in_no_time(clocked):
    mailbox = clocked.create()  # for an hour
    address, token = mailbox["address"], mailbox["session_token"]
    clocked.send([address], MAIL)
    move(clocked, advance_minutes=59)
    assert len(clocked.messages(address, token)) == 1
    move(clocked, advance_minutes=1)
    assert clocked.request("GET", f"/api/v1/mailboxes/{address}", token).status == 404
    # It takes no mail any more, and says so only where it is asked to.
    clocked.send([address], MAIL)
    clocked.wait_for(r"(?i)discarded")


def test_mail_comes_at_the_clocks_time(clocked):
    mailbox = clocked.create()
    now = move(clocked, now="2031-05-06T07:08:09Z")
    assert now - datetime(2031, 5, 6, 7, 8, 9, tzinfo=timezone.utc) < timedelta(seconds=5)
    later = clocked.create()
    assert later["created_at"].startswith("2031-05-06T07:0")
    clocked.send([later["address"]], MAIL)
    [message] = clocked.messages(later["address"])
    assert message["received_at"].startswith("2031-05-06T07:0")
    raw = clocked.message(later["address"], message["id"], "/raw").body.decode()
    assert "6 May 2031" in raw
    assert clocked.request("GET", f"/api/v1/mailboxes/{mailbox['address']}", mailbox["session_token"]).status == 404


def test_it_goes_on_and_back(clocked):
    before = move(clocked, advance_minutes=600)
    shown = datetime.fromisoformat(clocked.request("GET", "/api/v1/clock").json["now"])
    assert timedelta() <= shown - before < timedelta(minutes=5)
    back = move(clocked, advance_minutes=-600)
    assert abs(back - datetime.now(timezone.utc)) < timedelta(minutes=5)


def test_keys_expire_by_it(clocked, tmp_path):
    key = Shell(tmp_path / "home")("admin", "key", "create", "local", "--expires-in-days", "2", "--data", tmp_path / "data").line
    assert clocked.request("GET", "/api/v1/usage", token=key).status == 200
    move(clocked, advance_minutes=2 * 1440)
    assert clocked.request("GET", "/api/v1/usage", token=key).status == 401


def test_waits_go_by_real_time(clocked, tmp_path):
    shell = Shell(tmp_path / "home", clocked)
    address = shell("inbox", "create", "--ttl", "1440").line
    waiting = shell.start("inbox", "wait", address, "--timeout", "30")
    move(clocked, advance_minutes=60)
    assert waiting.poll() is None
    clocked.send([address], MAIL)
    assert waiting.wait(20) == 0


def test_only_the_operator_moves_it(clocked):
    mailbox = clocked.create()
    assert move(clocked, token=mailbox["session_token"], advance_minutes=1) == 403
    assert clocked.request("GET", "/api/v1/clock", token=None).status == 401
    assert move(clocked) == 422


def test_it_is_not_there_unasked(postroom):
    assert postroom.request("GET", "/api/v1/clock").status == 404
    assert move(postroom, advance_minutes=1) == 404
