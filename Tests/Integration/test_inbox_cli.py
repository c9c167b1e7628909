"""`postroom inbox`: what scripts get from it, its exit codes, and what it remembers."""

import json
import re
import socket
import stat
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from inbox_cli import CODE_MAIL, LINK_MAIL, PLAIN_MAIL, Shell


@pytest.fixture
def shell(postroom, tmp_path):
    return Shell(tmp_path / "home", postroom)


@pytest.fixture
def address(shell):
    return shell("inbox", "create", "--ttl", "30").line


def soon(send, seconds=0.5):
    """Sends while somebody waits."""
    timer = threading.Timer(seconds, send)
    timer.start()
    return timer


# MARK: the usual way


def test_create_wait_read_and_remove(shell, postroom, address):
    assert re.fullmatch(r"[a-z]+-[a-z]+-\d+@postroom\.test", address)
    soon(lambda: postroom.send([address], CODE_MAIL))
    assert shell("inbox", "wait", address, "--otp").line == "847291"
    listed = shell("inbox", "list", address).line.split("\t")
    assert listed[2:] == ["Shop <no-reply@shop.example>", "Your code"]
    shown = shell("inbox", "read", address).line
    assert "Subject:  Your code" in shown and "Code:     847291" in shown and "Your verification code is 847291." in shown
    assert shell("inbox", "read", address, listed[0]).line == shown
    assert shell("inbox", "rm", address).code == 0
    assert shell("inbox", "list", address).code == 2  # forgotten: nothing opens it
    assert postroom.request("GET", f"/api/v1/mailboxes/{address}").status == 404


def test_no_mail_is_missed_and_none_is_found_twice(shell, postroom, address):
    postroom.send([address], CODE_MAIL)
    postroom.send([address], CODE_MAIL.replace(b"847291", b"135790"))
    assert shell("inbox", "wait", address, "--otp").line == "847291"
    assert shell("inbox", "wait", address, "--otp").line == "135790"
    assert shell("inbox", "wait", address, "--otp", "--timeout", "0").code == 1
    assert shell("inbox", "wait", address, "--otp", "--after", "m0").line == "847291"


def test_a_link_alone(shell, postroom, address):
    postroom.send([address], PLAIN_MAIL)
    postroom.send([address], LINK_MAIL)
    assert shell("inbox", "wait", address, "--link").line == "https://shop.example/verify?token=abc123"


def test_wait_prints_an_id_that_read_takes(shell, postroom, address):
    postroom.send([address], PLAIN_MAIL)
    id = shell("inbox", "wait", address).line
    assert shell("inbox", "read", address, id, "--text").out.rstrip() == "Nothing to type in."
    raw = shell("inbox", "read", address, id, "--raw")
    assert raw.out.endswith("Subject: Plain\r\n\r\nNothing to type in.\r\n")
    assert json.loads(shell("inbox", "read", address, id, "--json").out)["subject"] == "Plain"
    assert shell("inbox", "read", address, id, "--html").code == 1


def test_json_has_everything(shell, postroom):
    made = json.loads(shell("inbox", "create", "--json", "--label", "ci", "--metadata", "run=17").out)
    assert made["label"] == "ci" and made["metadata"] == {"run": "17"} and len(made["session_token"]) == 64
    postroom.send([made["address"]], CODE_MAIL)
    found = json.loads(shell("inbox", "wait", made["address"], "--json").out)
    assert found["message"]["subject"] == "Your code" and found["otp"] == "847291" and found["cursor"] == "m1"
    assert json.loads(shell("inbox", "list", made["address"], "--json").out)["total"] == 1


# MARK: waiting


def test_what_does_not_come_is_exit_code_1(shell, postroom, address):
    postroom.send([address], PLAIN_MAIL)
    done = shell("inbox", "wait", address, "--otp", "--timeout", "1")
    assert (done.code, done.out) == (1, "")
    assert "no message like that came in 1 s; others did: 'Plain' does not meet require" in done.err
    # What was no code may be what the next one waits for.
    assert shell("inbox", "wait", address, "--subject", "plain", "--timeout", "0").code == 0


def test_criteria(shell, postroom, address):
    for mail in (PLAIN_MAIL, LINK_MAIL, CODE_MAIL):
        postroom.send([address], mail)
    def first(*options):
        return json.loads(shell("inbox", "wait", address, "--json", "--after", "m0", *options).line)["message"]["subject"]

    assert first() == "Plain"
    assert first("--from", "shop") == "Verify"
    assert first("--subject", "CODE") == "Your code"
    assert first("--query", "-subject:plain -subject:verify") == "Your code"
    assert first("--count", "3") == "Your code"


def test_nothing_may_come(shell, postroom, address):
    assert shell("inbox", "wait", address, "--absent", "--timeout", "1").code == 0
    soon(lambda: postroom.send([address], PLAIN_MAIL))
    done = shell("inbox", "wait", address, "--absent", "--timeout", "20")
    assert done.code == 1 and len(done.out.strip()) == 36


def test_many_wait_at_once(shell, postroom):
    def one(number):
        address = shell("inbox", "create").line
        postroom.send([address], CODE_MAIL.replace(b"847291", b"%06d" % (500000 + number)))
        return shell("inbox", "wait", address, "--otp").line

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(one, range(8))) == [f"{500000 + number:06}" for number in range(8)]
    assert len(json.loads(shell.state.read_text())["mailboxes"]) == 8


# MARK: changing


def test_extend(shell, address):
    before = json.loads(shell.state.read_text())["mailboxes"][0]["expires_at"]
    after = shell("inbox", "extend", address, 600).line
    assert after > before
    assert json.loads(shell.state.read_text())["mailboxes"][0]["expires_at"] == after


def test_messages_are_removed_one_by_one_or_all(shell, postroom, address):
    for _ in range(3):
        postroom.send([address], PLAIN_MAIL)
    ids = [line.split("\t")[0] for line in shell("inbox", "list", address).line.splitlines()]
    assert shell("inbox", "rm", address, ids[0]).code == 0
    assert len(shell("inbox", "list", address).line.splitlines()) == 2
    assert shell("inbox", "rm", address, ids[0]).code == 1
    assert shell("inbox", "rm", address, "--all").code == 0
    assert shell("inbox", "list", address).out == ""


def test_reading_marks_as_read_unless_told_otherwise(shell, postroom, address):
    postroom.send([address], PLAIN_MAIL)
    shell("inbox", "read", address, "--peek")
    assert shell("inbox", "list", address, "--query", "is:unread").line
    shell("inbox", "read", address)
    assert shell("inbox", "list", address, "--query", "is:unread").out == ""


# MARK: what opens a mailbox


def test_the_file_is_for_its_owner_alone(shell, address):
    assert stat.S_IMODE(shell.state.stat().st_mode) == 0o600
    assert stat.S_IMODE(shell.state.parent.stat().st_mode) == 0o700
    [entry] = json.loads(shell.state.read_text())["mailboxes"]
    assert entry["address"] == address and len(entry["token"]) == 64


def test_the_file_is_where_state_belongs(shell, tmp_path):
    shell("inbox", "create", XDG_STATE_HOME=str(tmp_path / "state"))
    assert (tmp_path / "state" / "postroom" / "mailboxes.json").exists()


def test_another_user_needs_the_token(shell, postroom, address, tmp_path):
    token = json.loads(shell.state.read_text())["mailboxes"][0]["token"]
    other = Shell(tmp_path / "other", postroom)
    done = other("inbox", "list", address)
    assert done.code == 2 and "Set POSTROOM_TOKEN" in done.err
    assert other("inbox", "list", address, POSTROOM_TOKEN=token).code == 0
    assert other("inbox", "list", address, POSTROOM_TOKEN="f" * 64).code == 1
    # Within 'postroom run' no address is needed, and the token is for that one alone.
    assert other("inbox", "list", POSTROOM_TOKEN=token, POSTROOM_ADDRESS=address).code == 0
    assert other("inbox", "list", "x@postroom.test", POSTROOM_TOKEN=token, POSTROOM_ADDRESS=address).code == 2


def test_without_a_home_the_token_is_said(shell):
    done = shell("inbox", "create", HOME=None)
    assert re.search(r"POSTROOM_TOKEN=[0-9a-f]{64} opens it", done.err)


def test_mailboxes_are_listed(shell, address):
    second = shell("inbox", "create").line
    listed = shell("inbox", "list", "--mailboxes").line.splitlines()
    assert sorted(line.split("\t")[0] for line in listed) == sorted([address, second])


def test_the_same_key_makes_the_same_mailbox(shell):
    key = "0123456789abcdef0123456789abcdef"
    assert shell("inbox", "create", "--idempotency-key", key).line == shell("inbox", "create", "--idempotency-key", key).line


# MARK: what goes wrong


@pytest.mark.parametrize("arguments", [
    ["create", "--metadata", "x"], ["create", "--local-part", "postmaster"], ["wait"], ["wait", "no-address"],
    ["wait", "a@b.test", "--otp", "--link"], ["wait", "a@b.test", "--after", "yesterday"], ["extend", "a@b.test", "soon"],
    ["list", "a@b.test", "--limit", "0"], ["rm", "a@b.test", "x", "--all"], ["nothing"],
])
def test_arguments_that_make_no_sense(shell, arguments):
    done = shell("inbox", *arguments)
    assert (done.code, done.out) == (64, ""), done
    assert done.err


def test_where_nobody_answers_the_server_is_named(shell):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        server = f"http://127.0.0.1:{unused.getsockname()[1]}"
        done = shell("inbox", "create", "--server", server)
    assert done.code == 2 and done.err.startswith(f"postroom inbox create: no Postroom answers at {server}: ")


def test_a_mailbox_that_has_ended_is_not_there(shell, postroom, address):
    postroom.request("DELETE", f"/api/v1/mailboxes/{address}")
    done = shell("inbox", "wait", address, "--timeout", "5")
    assert done.code == 1 and "There is no open mailbox" in done.err


def test_mail_does_nothing_to_a_terminal(shell, postroom, address):
    postroom.send([address], b"From: a@b.example\r\nSubject: =?utf-8?q?=1B]0;owned=07?=\r\n\r\nText \x1b[2J end.\r\n")
    for done in (shell("inbox", "list", address), shell("inbox", "read", address)):
        assert done.code == 0 and "\x1b" not in done.out and "\x07" not in done.out


def test_a_server_that_goes_away_ends_the_wait(shell, postroom, address):
    waiting = shell.start("inbox", "wait", address, "--otp", "--timeout", "30")
    time.sleep(0.5)
    postroom.stop()
    assert waiting.wait(30) == 2 and "no Postroom answers" in waiting.stderr.read()
