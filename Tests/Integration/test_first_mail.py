"""Real mails of ten kinds come in by SMTP and are read back over REST."""

import hashlib

import pytest

from mails import MAILS


@pytest.mark.parametrize("mail", MAILS, ids=lambda mail: mail.name)
def test_a_mail_is_read_back_as_it_was_sent(postroom, mail):
    mailbox = postroom.create()
    address, token = mailbox["address"], mailbox["session_token"]
    postroom.send([address], mail.content, options=["BODY=8BITMIME"])

    [listed] = postroom.messages(address, token)
    assert listed["subject"] == mail.subject
    assert not listed["is_read"]
    message = postroom.message(address, listed["id"], token=token).json
    assert message["subject"] == mail.subject
    assert message["text"] == mail.text
    assert message["html"] == mail.html
    assert bool(message["defects"]) == mail.defects, message["defects"]
    assert [part["sha256"] for part in message["attachments"]] == [hashlib.sha256(data).hexdigest() for data in mail.attachments]
    for part, data in zip(message["attachments"], mail.attachments):
        answer = postroom.message(address, listed["id"], f"/parts/{part['path']}", token=token)
        assert answer.body == data
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment;")
    raw = postroom.message(address, listed["id"], "/raw", token=token).body
    assert raw.endswith(mail.content.removesuffix(b"\r\n") + b"\r\n")
    assert raw.startswith(b"Return-Path: <sender@example.com>\r\nReceived: from ")
    assert len(raw) == listed["size"]


def test_all_ten_stay_after_a_restart(start):
    first = start("--catch-all")
    for mail in MAILS:
        first.send(["keep@example.org"], mail.content, options=["BODY=8BITMIME"])
    before = first.messages("keep@example.org")
    assert first.stop() == 0
    again = start("--catch-all")
    assert again.messages("keep@example.org") == before
    assert [message["subject"] for message in reversed(before)] == [mail.subject for mail in MAILS]


def test_each_recipient_has_a_copy_of_its_own(postroom):
    addresses = [postroom.create()["address"] for _ in range(3)]
    postroom.send(addresses + [addresses[0].upper()], b"Subject: To all\r\n\r\nHello\r\n")
    ids = [message["id"] for address in addresses for message in postroom.messages(address)]
    assert len(set(ids)) == 3
    # The raw mail is one file; it stays as long as somebody has it.
    assert postroom.request("DELETE", f"/api/v1/mailboxes/{addresses[0]}").status == 204
    assert postroom.message(addresses[1], postroom.messages(addresses[1])[0]["id"]).json["text"] == "Hello\r\n"


def test_reading_marks_as_read_unless_asked_not_to(postroom):
    postroom.send(["a@example.org"], b"Subject: x\r\n\r\ny\r\n")
    [listed] = postroom.messages("a@example.org")
    assert postroom.message("a@example.org", listed["id"], "?mark_read=false").json["is_read"] is False
    assert postroom.messages("a@example.org")[0]["is_read"] is False
    postroom.message("a@example.org", listed["id"])
    assert postroom.messages("a@example.org")[0]["is_read"] is True


def test_a_raw_mail_is_gone_with_its_last_message(postroom, tmp_path):
    one, two = "one@example.org", "two@example.org"
    postroom.send([one, two], b"Subject: shared\r\n\r\nx\r\n")

    def files():
        return [path for path in (tmp_path / "data" / "raw").rglob("*") if path.is_file()]

    assert len(files()) == 1
    assert postroom.request("DELETE", f"/api/v1/mailboxes/{one}/messages/{postroom.messages(one)[0]['id']}").status == 204
    assert len(files()) == 1
    assert postroom.request("DELETE", f"/api/v1/mailboxes/{two}").status == 204
    assert files() == []
