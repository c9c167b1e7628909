"""`postroom explain`: what it says, and that what it would send is the mail, by a check of its own (forwarding_check.py).

`POSTROOM_GENERATED_MAILS` says how many mails of random trees are forwarded: 300 if it is not set. `POSTROOM_CORPUS` names a folder of mails besides.
"""

import collections
import json
import os
import re

import pytest

from forwarding_check import differences
from forwarding_mails import FROM, SPECIAL, TO, corpus, generated, smime
from postroom import run

ALIAS, TARGET = "hello@example.com", "jane@gmail.com"
COUNT = int(os.environ.get("POSTROOM_GENERATED_MAILS") or 300)


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
    rungs, wrong = forward(explain, tmp_path, [*SPECIAL.items(), *smime(tmp_path).items()])
    assert wrong == []
    assert (rungs[2], rungs[3]) == (4, 9)


def test_generated_mails_arrive_whole(explain, tmp_path):
    _, wrong = forward(explain, tmp_path, list(generated(COUNT)))
    assert wrong == []


@pytest.mark.skipif("POSTROOM_CORPUS" not in os.environ, reason="POSTROOM_CORPUS names no folder")
def test_mails_of_others_arrive_whole(explain, tmp_path):
    mails = list(corpus())
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
