"""`postroom explain`: what it says, and that what it would send is the mail, by a check of its own (forwarding_check.py).

`POSTROOM_GENERATED_MAILS` says how many mails of random trees are forwarded: 300 if it is not set. `POSTROOM_CORPUS` names a folder of mails besides.
"""

import base64
import collections
import json
import os
import re
from pathlib import Path

import pytest

from forwarding_check import differences
from generated_mails import Legacy, Modern
from odd_mails import Odd
from postroom import run

ALIAS, TARGET = "hello@example.com", "jane@gmail.com"
COUNT = int(os.environ.get("POSTROOM_GENERATED_MAILS") or 300)
TO = b"To: hello@example.com\r\n"
FROM = b"From: Jane Doe <jane@ex.org>\r\n"
LONG = b"x" * 1500
PARTS = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n%s\r\n--b--\r\n"
SPECIAL = {
    "bcc": FROM + b"To: list@lists.example\r\n\r\nbody\r\n",
    "no To": FROM + b"\r\nbody\r\n",
    "no From": TO + b"\r\nbody\r\n",
    "nothing": b"",
    "only a body": b"\r\nbody",
    "two Subjects": FROM + TO + b"Subject: a\r\nSubject: b\r\nMIME-Version: 1.0\r\nMIME-Version: 1.0\r\n\r\nbody\r\n",
    "8-bit header": b"From: J\xc3\xb6rg <j@ex.org>\r\nSubject: gr\xfcn\r\n" + TO + b"\r\ngr\xfcn\r\n",
    "8-bit body": FROM + TO + b"Content-Transfer-Encoding: 8bit\r\n\r\n\xff\xfe\x80\r\n",
    "long header": FROM + TO + b"References: " + b" ".join(b"<%d@x.example>" % n for n in range(200)) + b"\r\n\r\nbody\r\n",
    "long lines": FROM + TO + b"\r\n" + LONG + b"\r\n",
    "long lines in a part": FROM + TO + PARTS % (b"Content-Type: application/pdf\r\n\r\n" + LONG),
    "long lines in HTML, 8-bit": FROM + TO + PARTS % (b"Content-Type: text/html\r\n\r\n<p>gr\xc3\xbcn" + LONG),
    "60 recipients": FROM + b"To: " + b",\r\n ".join(b"p%d@x.org" % n for n in range(60)) + b"\r\n\r\nbody\r\n",
    "signed": FROM + TO + b"Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\n\r\n" + LONG + b"\r\n--b\r\nContent-Type: application/pgp-signature\r\n\r\ns\r\n--b--\r\n",
    "signed, short lines": FROM + TO + b"Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\n\r\ntext \r\n--b\r\nContent-Type: application/pgp-signature\r\n\r\ns\r\n--b--\r\n",
    "calendar": FROM + TO + PARTS % b"Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR",
    "report": b"Return-Path: <>\r\n" + FROM + TO + b"Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nStatus: 5.1.1\r\n--b--\r\n",
    "message in base64": FROM + TO + b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(b"Subject: in\r\n\r\nx\r\n"),
    "NUL": FROM + TO + b"\r\na\0b\r\n",
    "bare CR and LF": FROM.replace(b"\r\n", b"\n") + TO.replace(b"\r\n", b"\n") + b"\na\rb\nc\r\n",
    "refused extension": FROM + TO + PARTS % b"Content-Type: application/x; name=\"setup.exe\"\r\n\r\nMZ",
    "no field": FROM + b"no field here\r\n" + TO + b"\r\nbody\r\n",
    "orders to SES": FROM + TO + b"X-SES-CONFIGURATION-SET: theirs\r\nX-SES-RETURN-PATH-ARN: x\r\nFeedback-ID: f\r\nSender: s@x.org\r\n\r\nbody\r\n",
    "mbox": b"From jane@ex.org Sat Nov 21 08:30:00 2026\r\n" + FROM + TO + b"\r\nbody\r\n",
    "two addresses without a comma": FROM + TO + b"Reply-To: a@x.org b@x.org\r\n\r\nbody\r\n",
    "no empty line": FROM + TO + b"Content-Type: multipart/mixed; boundary=b\r\n--b\r\n\r\ntext\r\n--b--\r\n",
    "broken addresses": b"From: nobody\r\nReply-To: <>\r\nTo: hello@example.com, @x, y@, z\r\n\r\nbody\r\n",
}


@pytest.fixture
def explain(tmp_path):
    aliases = tmp_path / "aliases.json"
    aliases.write_text(json.dumps({ALIAS: TARGET, "two@example.com": ["a@x.org", ALIAS], "off@example.com": {"targets": [TARGET], "enabled": False}}))

    def call(*arguments):
        done = run("explain", "--aliases", str(aliases), *map(str, arguments))
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    return call


def forward(explain, folder, mails):
    """The rung of each mail by name, and what is wrong with what would be sent."""
    paths = []
    for number, (name, content) in enumerate(mails):
        paths.append(folder / f"m{number}.eml")
        paths[-1].write_bytes(content)
    rungs, wrong = collections.Counter(), []
    for start in range(0, len(paths), 200):
        code, output, errors = explain("--recipient", ALIAS, "--emit", folder / "out", *paths[start : start + 200])
        assert (code, errors) == (0, "")
        found = [int(rung) for rung in re.findall(r"^  rung (\d):", output, re.M)]
        assert len(found) == len(paths[start : start + 200])
        for (name, content), path, rung in zip(mails[start:], paths[start:], found):
            rungs[rung] += 1
            wrong += [f"{name}: {one}" for one in differences(content, (folder / "out" / f"{path.stem}.1.eml").read_bytes(), rung, TARGET)]
    print("mails by rung:", dict(sorted(rungs.items())))
    return rungs, wrong


def test_special_mails_arrive_whole(explain, tmp_path):
    rungs, wrong = forward(explain, tmp_path, list(SPECIAL.items()))
    assert wrong == []
    assert (rungs[2], rungs[3]) == (3, 4)


def test_generated_mails_arrive_whole(explain, tmp_path):
    mails = [(f"{kind.__name__} {seed}", kind(seed).mail().content) for seed in range(COUNT // 3) for kind in (Modern, Legacy, Odd)]
    _, wrong = forward(explain, tmp_path, mails)
    assert wrong == []


@pytest.mark.skipif("POSTROOM_CORPUS" not in os.environ, reason="POSTROOM_CORPUS names no folder")
def test_mails_of_others_arrive_whole(explain, tmp_path):
    folder = Path(os.environ["POSTROOM_CORPUS"])
    mails = [(str(path.relative_to(folder)), path.read_bytes()) for path in sorted(folder.rglob("*")) if path.suffix in (".eml", ".msg", ".raw")]
    _, wrong = forward(explain, tmp_path, mails)
    assert len(mails) > 100 and wrong == []


def test_what_it_says(explain, tmp_path):
    mail = tmp_path / "mail.eml"
    mail.write_bytes(FROM + TO + b"Subject: Hi\r\nDKIM-Signature: v=1\r\nMessage-ID: <1@ex.org>\r\n\r\nbody\r\n")
    code, output, errors = explain("--recipient", "two@example.com", mail)
    assert (code, errors) == (0, "")
    first, second = re.split("^two@example.com", output, flags=re.M)[1:]
    assert first.startswith(" → a@x.org\n  rung 1: header fields change, the body stays byte for byte\n")
    assert second.startswith(f" → {ALIAS} → {TARGET}\n")
    assert "  - DKIM-Signature: v=1\n" in first and "  + X-Original-From: Jane Doe <jane@ex.org>\n" in first
    assert '  + From: "Jane Doe - jane at ex.org" <two@example.com>\n' in first or "  + From: Jane Doe - jane at ex.org <two@example.com>\n" in first
    assert "Subject" not in output


def test_nothing_is_sent_for(explain, tmp_path):
    mail = tmp_path / "mail.eml"
    mail.write_bytes(FROM + TO + b"\r\nbody\r\n")
    assert explain("--recipient", "off@example.com", mail) == (0, "off@example.com\n  the alias is disabled: nothing is sent\n", "")
    assert explain("--recipient", "x@example.com", mail)[1] == "x@example.com\n  there is no alias for it: nothing is sent\n"
    assert explain("--recipient", "x@other.org", mail)[1] == "x@other.org\n  its domain has no aliases: nothing is sent\n"


def test_wrong_arguments(explain, tmp_path):
    code, _, errors = explain("--recipient", "nobody", tmp_path / "x")
    assert code == 64 and "--recipient nobody is no address: it has no '@'" in errors
    code, _, errors = explain("--recipient", ALIAS, tmp_path / "x")
    assert code == 1 and "there is no such file" in errors
    (tmp_path / "aliases.json").write_text('{"a@b.c": "b"}')
    code, _, errors = explain("--recipient", ALIAS, tmp_path / "x")
    assert code == 65 and "aliases.json" in errors and "line 1" in errors.lower() or ":1:" in errors
