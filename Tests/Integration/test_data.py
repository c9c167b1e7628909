"""The data directory: what Postroom did not write stays, whatever happens."""

import os
import shutil
import smtplib
import sqlite3

import pytest

from postroom import run

DEV = ["dev", "--smtp-port", "0", "--http-port", "0", "--data"]


def test_a_directory_of_somebody_else_is_left_alone(tmp_path):
    photos = tmp_path / "photos"
    (photos / "raw" / "2024").mkdir(parents=True)
    (photos / "raw" / "2024" / "IMG.cr2").write_bytes(b"photo")
    (photos / "raw" / "incoming").mkdir()
    (photos / "raw" / "incoming" / "new").write_bytes(b"photo")
    done = run(*DEV, str(photos))
    assert done.returncode == 1
    assert "has a folder 'raw' but no postroom.sqlite" in done.stderr.decode()
    assert (photos / "raw" / "2024" / "IMG.cr2").read_bytes() == b"photo"
    assert (photos / "raw" / "incoming" / "new").read_bytes() == b"photo"


def test_losing_the_database_loses_no_raw_mail(start, tmp_path):
    first = start("--catch-all")
    first.send(["a@example.org"], b"Subject: precious\r\n\r\nx\r\n")
    first.stop()
    data = tmp_path / "data"
    for file in data.glob("postroom.sqlite*"):
        file.unlink()
    before = sorted(path for path in data.rglob("*") if path.is_file())
    assert run(*DEV, str(data)).returncode == 1
    assert sorted(path for path in data.rglob("*") if path.is_file()) == before


def test_an_interrupted_first_start_can_be_repeated(start, tmp_path):
    """The database is made first: what an interruption leaves is a database without raw mails, and that is no reason to refuse."""
    start("--catch-all").stop()
    shutil.rmtree(tmp_path / "data" / "raw")
    postroom = start("--catch-all")
    postroom.send(["a@example.org"], b"Subject: x\r\n\r\ny\r\n")
    assert len(postroom.messages("a@example.org")) == 1


def test_foreign_files_among_the_raw_mails_stay(start, tmp_path):
    start("--catch-all").stop()
    foreign = [tmp_path / "data" / "raw" / name for name in [".DS_Store", "00/.DS_Store", "00/notes", "incoming/notes"]]
    for path in foreign:
        path.write_bytes(b"mine")
    (tmp_path / "data" / "raw" / "2024").mkdir()
    start("--catch-all").stop()
    assert all(path.read_bytes() == b"mine" for path in foreign)


def test_a_damaged_database_is_named(start, tmp_path):
    start("--catch-all").stop()
    (tmp_path / "data" / "postroom.sqlite").write_bytes(b"not a database" * 1000)
    for file in (tmp_path / "data").glob("postroom.sqlite-*"):
        file.unlink()
    done = run(*DEV, str(tmp_path / "data"))
    assert done.returncode == 1
    assert "postroom.sqlite is damaged" in done.stderr.decode()


def test_nobody_else_can_read_it(start, tmp_path):
    (tmp_path / "data").mkdir(mode=0o755)
    postroom = start("--catch-all")
    postroom.send(["a@example.org"], b"Subject: x\r\n\r\ny\r\n")
    files = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert files
    assert [oct(path.stat().st_mode & 0o077) for path in files] == ["0o0"] * len(files)


def test_a_full_disk_is_told_and_loses_nothing(start, tmp_path):
    postroom = start("--catch-all")
    postroom.send(["a@example.org"], b"Subject: before\r\n\r\nx\r\n")
    incoming = tmp_path / "data" / "raw" / "incoming"
    shutil.move(incoming, tmp_path / "away")
    with postroom.smtp() as client:
        client.ehlo()
        client.mail("a@example.com")
        client.rcpt("a@example.org")
        assert client.docmd("DATA")[0] == 451
    shutil.move(tmp_path / "away", incoming)
    postroom.send(["a@example.org"], b"Subject: after\r\n\r\nx\r\n")
    assert [message["subject"] for message in postroom.messages("a@example.org")] == ["after", "before"]


def test_a_commit_that_fails_for_one_recipient_stores_nothing_twice(start, tmp_path):
    postroom = start("--catch-all")
    with sqlite3.connect(tmp_path / "data" / "postroom.sqlite") as connection:
        connection.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON message WHEN NEW.mailbox = 'bad@example.org' "
            "BEGIN SELECT RAISE(ABORT, 'refused by the test'); END"
        )
    connection.close()
    with pytest.raises(smtplib.SMTPDataError) as refused:
        postroom.send(["good@example.org", "bad@example.org"], b"Subject: both\r\n\r\nx\r\n")
    assert refused.value.smtp_code == 451
    # Several attempts were made, and the good copy was stored once.
    assert len(postroom.messages("good@example.org")) == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="needs another user")
def test_no_rights_are_explained(tmp_path):
    done = run(*DEV, "/proc/self/nowhere")
    assert done.returncode == 1
    assert "Choose another one with --data." in done.stderr.decode()
