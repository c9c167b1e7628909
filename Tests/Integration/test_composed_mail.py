"""Composed mail: Python's `email`, with both of its policies, and GMime read every one back equal; edits can be taken back.

GMime is skipped where libgmime-3.0 is not installed. With `POSTROOM_CORPUS` every mail below that folder is edited and composed again too.
"""

import base64
import email
import email.policy
import json
import os
import random
from email.header import decode_header, make_header
from email.utils import getaddresses, parsedate_to_datetime, unquote
from functools import cache
from pathlib import Path

import gmime_reader
import mails
import mime_probe
import pytest

COUNT = 1500

WORDS = [
    *("word", "Grüße", "日本語", "Привет", "مرحبا", "😀", "👨‍👩‍👧‍👦", "é", "a=b", '"quoted"', "back\\slash", "(c)", "a,b;c", "<x>", "?", "_", "ends."),
    *("x@y", "long" * 40, "'", "%41", "*", "=?utf-8?Q?x?="),
]
LINES = [
    *("", "--", "--=_", "--=_0123456789ABCDEFGHJKMNPQ", "--=_0123456789ABCDEFGHJKMNPQ--", ".", "..", "From here", "From: x", "=", "=3D"),
    *("a ", "a\t", "plain text", "Grüße", "日本語テキスト", "x" * 2000, "ü y" * 300, "end=", " lead", "Content-Type: text/html"),
]
TYPES = ["application/octet-stream", "text/csv", "image/png", "application/pdf"]


def phrase(rng):
    return " ".join(rng.choices(WORDS, k=rng.randint(1, 7)))


def text(rng):
    return "".join(rng.choice(LINES) + rng.choice(["\r\n", "\n", "\r\n", "\r"]) for _ in range(rng.randint(0, 8))) + rng.choice(["", "end"])


def address(rng):
    local = rng.choice(["a", "jane.doe", "x+y"])
    return {"name": rng.choice(["", phrase(rng)]), "address": f"{local}@{rng.choice(['example.com', 'xn--bcher-kva.test'])}"}


def data(rng):
    return rng.choice([b"", text(rng).encode(), rng.randbytes(rng.randint(0, 400))])


def file(rng, identifier):
    return {
        "name": rng.choice([None, phrase(rng)]),
        "type": rng.choice(TYPES),
        "data": base64.b64encode(data(rng)).decode(),
        "contentID": identifier,
    }


def composition(seed):
    rng = random.Random(seed)
    html = rng.choice([None, text(rng)])
    return {
        "from": [address(rng)],
        "to": [address(rng) for _ in range(rng.randint(0, 4))],
        "subject": phrase(rng),
        "seconds": rng.randint(0, 1 << 32),
        "offset": rng.randint(-700, 700),
        "messageID": f"{seed}.{rng.random()}@example.com",
        "references": [f"{seed}-{index}@example.com" for index in range(rng.randint(0, 4))],
        "text": rng.choice([None, text(rng), text(rng)]),
        "html": html,
        "calendar": rng.choice([None, None, None, "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\n" + text(rng)]),
        "inline": [file(rng, f"{index}@example.com") for index in range(rng.randint(0, 2))] if html is not None else [],
        "attachments": [file(rng, None) for _ in range(rng.randint(0, 3))],
        "seed": seed % 3,
    }


@cache
def composed():
    compositions = [composition(seed) for seed in range(COUNT)]
    output = mime_probe.run("compose", input=b"".join(mime_probe.framed(json.dumps(item).encode()) for item in compositions))
    return list(zip(compositions, mime_probe.frames(output), strict=True))


def canonical(value):
    return value.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n").encode()


def expected_leaves(item):
    """Type, name, identifier and decoded bytes of each leaf, in order."""

    def files(items):
        return [(f["type"], f["name"], f["contentID"], base64.b64decode(f["data"])) for f in items]

    texts = [("text/plain", item["text"]), ("text/html", item["html"]), ("text/calendar", item["calendar"])]
    leaves = []
    for kind, value in texts:
        if value is not None:
            leaves.append((kind, None, None, canonical(value)))
        if kind == "text/html":
            leaves += files(item["inline"])
    leaves += files(item["attachments"])
    return leaves or [("text/plain", None, None, b"")]


def expected_addresses(item, field):
    return [(entry["name"], entry["address"]) for entry in item[field]]


def decoded(name):
    """A parameter; `collapse_rfc2231_value` would take `<` and `>` off."""
    return name[2].encode("latin-1").decode(name[0]) if isinstance(name, tuple) else name


def python_leaves(message):
    for part in message.walk():
        if part.is_multipart():
            continue
        name = part.get_param("filename", header="content-disposition", unquote=True)
        identifier = part["content-id"]
        yield (
            part.get_content_type(),
            decoded(name),
            None if identifier is None else str(identifier).strip("<>"),
            part.get_payload(decode=True),
        )


def test_python_compat32_reads_every_mail_back():
    for item, mail in composed():
        message = email.message_from_bytes(mail)
        assert list(python_leaves(message)) == expected_leaves(item), mail
        assert not [defect for part in message.walk() for defect in part.defects]
        assert str(make_header(decode_header(unfolded(message["subject"])))) == item["subject"]
        assert [
            (str(make_header(decode_header(name))), value) for name, value in getaddresses([unfolded(message["to"] or "")]) if value
        ] == expected_addresses(item, "to")
        assert message["message-id"] == f"<{item['messageID']}>"
        assert (message["references"] or "").split() == [f"<{value}>" for value in item["references"]]
        assert parsedate_to_datetime(message["date"]).timestamp() == item["seconds"]


def unfolded(value):
    return value.replace("\r\n", "").replace("\n", "")


def unspaced(name):
    return name.replace(" ", "")


def test_python_default_policy_reads_every_mail_back():
    for item, mail in composed()[::5]:
        message = email.message_from_bytes(mail, policy=email.policy.default)
        assert str(message["subject"]) == item["subject"], mail
        for field in ("from", "to"):
            found = message[field].addresses if message[field] else ()
            # This policy keeps the space between encoded-words of one name (python/cpython#128110), against RFC 2047 section 6.2.
            assert [(unspaced(entry.display_name), entry.addr_spec) for entry in found] == [
                (unspaced(name), value) for name, value in expected_addresses(item, field)
            ], mail
        assert message["date"].datetime.timestamp() == item["seconds"]
        for part, leaf in zip((p for p in message.walk() if not p.is_multipart()), expected_leaves(item), strict=True):
            # `get_filename` takes quotes and angle brackets off once more.
            assert (part.get_content_type(), part.get_filename()) == (leaf[0], leaf[1] and unquote(leaf[1])), mail
            assert part.get_payload(decode=True) == leaf[3]


@pytest.mark.skipif(gmime_reader.GMIME is None, reason="libgmime-3.0 is not installed")
def test_gmime_reads_every_mail_back():
    for item, mail in composed():
        found = gmime_reader.read(mail)
        assert found["leaves"] == expected_leaves(item), mail
        assert found["subject"] == item["subject"], mail
        assert found["from"] == expected_addresses(item, "from")
        assert found["to"] == expected_addresses(item, "to")
        assert found["message_id"] == item["messageID"]


def test_lines_and_headers_are_within_the_limits():
    for _, mail in composed():
        head, _, _ = mail.partition(b"\r\n\r\n")
        assert b"\0" not in mail and mail.isascii()
        for line in mail.split(b"\r\n"):
            assert len(line) <= 998 and b"\r" not in line and b"\n" not in line
        for line in head.split(b"\r\n"):
            # Only a word that cannot be folded makes a long line.
            assert len(line) <= 78 or len(line.split()) <= 2, line


def edited(items):
    return list(mime_probe.frames(mime_probe.run("edit", input=b"".join(map(mime_probe.framed, items)))))


def test_edits_of_mails_can_be_taken_back():
    items = [mail.content for mail in mails.MAILS] + [mail for _, mail in composed()[::10]]
    assert edited(items) == [b""] * len(items)


@pytest.mark.skipif("POSTROOM_CORPUS" not in os.environ, reason="POSTROOM_CORPUS names no folder")
def test_edits_of_every_mail_of_the_corpus_can_be_taken_back():
    paths = sorted(path for path in Path(os.environ["POSTROOM_CORPUS"]).rglob("*") if path.suffix in {".eml", ".msg", ".raw", ".fuzzy1"})
    assert paths
    answers = edited([path.read_bytes() for path in paths])
    assert {str(path): answer.decode() for path, answer in zip(paths, answers, strict=True) if answer} == {}
