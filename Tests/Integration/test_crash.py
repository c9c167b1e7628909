"""A mail that was answered with 250 is on disk: killing the program at any time loses none, and stores none twice."""

import collections
import hashlib
import smtplib
import threading
import time

import pytest


@pytest.mark.parametrize("after", [20, 90, 160])
def test_kill_9_in_a_stream_of_200_mails(start, after):
    first = start("--catch-all")
    acknowledged = []

    def send(worker):
        try:
            with first.smtp() as client:
                for number in range(worker, 200, 4):
                    subject = f"mail {number}"
                    client.sendmail("a@example.com", ["stream@example.org"], f"Subject: {subject}\r\n\r\n{'body ' * 500}\r\n")
                    acknowledged.append(subject)
                    if len(acknowledged) == after:
                        first.process.kill()
        except (smtplib.SMTPException, OSError):
            return

    workers = [threading.Thread(target=send, args=(worker,)) for worker in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert after <= len(acknowledged) < 200

    again = start("--catch-all")
    stored = collections.Counter(message["subject"] for message in again.messages("stream@example.org"))
    assert not set(acknowledged) - set(stored), "answered with 250, but lost"
    assert max(stored.values()) == 1
    # At most the four mails that were under way when the program died are there besides.
    assert len(set(stored) - set(acknowledged)) <= 4
    for message in again.messages("stream@example.org"):
        assert again.message("stream@example.org", message["id"]).json["subject"] == message["subject"]


def test_what_a_crash_left_half_written_is_removed(start, tmp_path):
    first = start("--catch-all")
    client = first.smtp()
    client.ehlo()
    client.docmd("MAIL FROM:<a@example.com>")
    client.docmd("RCPT TO:<b@example.org>")
    assert client.docmd("DATA")[0] == 354
    client.sock.sendall(b"Subject: never finished\r\n\r\n" + b"x" * 100_000)
    incoming = tmp_path / "data" / "raw" / "incoming"
    deadline = time.monotonic() + 10
    while not any(incoming.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.01)
    first.kill()
    assert any(incoming.iterdir())
    # A complete raw mail that no mailbox refers to: the crash came before the commit.
    key = "0" * 40
    orphan = tmp_path / "data" / "raw" / hashlib.sha256(key.encode()).hexdigest()[:2] / key
    orphan.write_bytes(b"Subject: never answered\r\n\r\n")

    again = start("--catch-all")
    assert not any(incoming.iterdir())
    assert not orphan.exists()
    assert again.request("GET", "/health").json == {"status": "ok"}
