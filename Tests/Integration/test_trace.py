"""`postroom trace` on a laptop: the mail log of `postroom dev`."""

import json

from postroom import run

MAIL = b"From: Jane <jane@example.com>\r\nTo: box@postroom.test\r\nMessage-ID: <a.1@example.com>\r\nSubject: Hello\r\n\r\nHello.\r\n"


def trace(data, *arguments):
    done = run("trace", *arguments, "--data", data)
    return done.returncode, done.stdout.decode().splitlines(), done.stderr.decode()


def test_the_life_of_a_mail(postroom, tmp_path):
    postroom.send(["box@postroom.test", "other@postroom.test"], MAIL, sender="jane@example.com")
    data = tmp_path / "data"
    # While the server runs.
    code, lines, _ = trace(data, "Box@postroom.test")
    assert code == 0
    id = lines[0].split()[2].rstrip(":")
    assert [line.split("SESInbound     ")[1] for line in lines if "to=<box" in line] == [
        f"{id}: to=<box@postroom.test>, from=<jane@example.com>, message-id=<a.1@example.com>, status=received",
        f"{id}: to=<box@postroom.test>, status=stored"]
    for query in ("jane@example.com", id, "a.1@example.com", "<a.1@example.com>"):
        assert trace(data, query)[1] == lines and len(lines) == 4, query
    assert (data / "mail.log").stat().st_mode & 0o777 == 0o600
    # One object a line, which begins with the line that people grep.
    entries = [json.loads(line) for line in (data / "mail.log").read_text().splitlines()]
    assert all(entry["line"].startswith(f"{id}: to=<") for entry in entries)


def test_nothing_is_found(postroom, tmp_path):
    postroom.send(["box@postroom.test"], MAIL)
    code, lines, error = trace(tmp_path / "data", "nobody@postroom.test")
    assert (code, lines) == (1, []) and "has nothing of 'nobody@postroom.test'" in error
    assert trace(tmp_path / "nothing", "a@b.test")[0] == 2
    assert trace(tmp_path / "data", "a@b.test", "--since", "0d")[0] == 64


def test_a_line_that_was_cut_is_passed_over(postroom, tmp_path):
    postroom.send(["box@postroom.test"], MAIL)
    with open(tmp_path / "data" / "mail.log", "r+b") as file:
        whole = file.read()
        file.write(whole[:50] + b"\n\xff\xfe\n")
    assert len(trace(tmp_path / "data", "box@postroom.test")[1]) == 2
