"""Mails that Python's `email` writes from random trees are read as what they were made from, leaf by leaf.

The tree, types, names, texts, bytes and address fields must be those that the mail was made from, and the decoded bytes of every leaf those
that Python's own parser finds; reading in pieces must change nothing. `POSTROOM_GENERATED_MAILS` says how many mails: 1,000 if it is not
set, and 10,000 in `make soak-mime`, which takes less than a minute.
"""

import base64
import email
import json
import os
from datetime import datetime

import mime_probe
import pytest
from generated_mails import Legacy, Modern
from odd_mails import Odd

COUNT = int(os.environ.get("POSTROOM_GENERATED_MAILS") or 1000)
CHUNK = 500
WRITERS = [Modern, Legacy, Odd]


def parse(contents):
    return [json.loads(line) for line in mime_probe.run("parse", input=b"".join(map(mime_probe.framed, contents))).splitlines()]


def python_leaves(message, path="1"):
    """The decoded bytes by path, as Python's own parser has them."""
    if not message.is_multipart():
        return {path: message.get_payload(decode=True) or b""}
    leaves = {}
    for index, child in enumerate(message.get_payload(), 1):
        leaves |= python_leaves(child, f"{path}.{index}")
    return leaves


def lines(text):
    return text.replace("\r\n", "\n").rstrip("\n")


def spaced(text, keeps_space):
    """Runs of white space are one space; none, where the writer loses some."""
    return (" " if keeps_space else "").join(text.split())


def comparable(value, keeps_space):
    if isinstance(value, str):
        return spaced(value, keeps_space)
    if isinstance(value, list):
        return [(spaced(display, keeps_space), address) for display, address in value]
    return value


def read_field(name, root):
    if name == "subject":
        return next(value for key, value in root["fields"] if key.lower() == name)
    return datetime.fromisoformat(root[name]) if name == "date" else root[name]


def differences(mail, ours):
    """What is read in another way than it was written."""
    parts = {part["path"]: part for part in ours["parts"]}
    shape = [(part.path, part.type) for part in mail.parts]
    if shape != [(path, part["type"]) for path, part in parts.items()]:
        return [f"{shape} read as {[(path, part['type']) for path, part in parts.items()]}"]
    found = []
    for name, value in mail.fields.items():
        expected, actual = (comparable(field, mail.keeps_space) for field in (value, read_field(name, parts["1"])))
        if expected != actual:
            found.append(f"{name}: {expected!a} read as {actual!a}")
    for part in mail.parts:
        read = parts[part.path]
        if part.text is not None and lines(part.text) != lines(read["text"]):
            found.append(f"text of {part.path} {read['parameters']}: {part.text[:300]!a} read as {read['text'][:300]!a}")
        if part.data is not None and part.data != base64.b64decode(read["body"]):
            found.append(f"bytes of {part.path}: {part.data[:40]!r} read as {read['body'][:60]}")
        if part.filename != read["filename"]:
            found.append(f"filename of {part.path}: {part.filename!a} read as {read['filename']!a}")
    if mail.is_for_python:
        for path, data in python_leaves(email.message_from_bytes(mail.content)).items():
            body = parts[path].get("body")
            if body is None or base64.b64decode(body) != data:
                found.append(f"{path}: Python has {data[:60]!r}, ours {base64.b64decode(body or '')[:60]!r}")
    return found


@pytest.mark.parametrize("start", range(0, COUNT, CHUNK))
def test_generated_mails_are_read_as_they_were_written(start):
    seeds = range(start, min(start + CHUNK, COUNT))
    mails = [WRITERS[seed % len(WRITERS)](seed).mail() for seed in seeds]
    answers = parse([mail.content for mail in mails])
    assert len(answers) == len(mails)
    wrong = {seed: found for seed, mail, ours in zip(seeds, mails, answers, strict=True) if (found := differences(mail, ours))}
    assert wrong == {}
    pieces = mime_probe.run("stream", "3", "61", input=b"".join(mime_probe.framed(mail.content) for mail in mails))
    assert pieces == b"\n" * len(mails)
