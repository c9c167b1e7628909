"""The mails: those of others, those of random trees, and one of each size."""

import os
import random
from base64 import encodebytes
from pathlib import Path

from generated_mails import Legacy, Modern
from odd_mails import Odd

WRITERS = (Modern, Legacy, Odd)
KINDS = (".eml", ".msg", ".raw")
SIZES = {"20 KB": 20_000, "1 MB": 1_000_000, "25 MB": 25_000_000}


def corpus():
    """Names and mails of the folder that POSTROOM_CORPUS names; none where it names none."""
    given = os.environ.get("POSTROOM_CORPUS")
    if not given:
        return []
    folder = Path(given)
    return [(str(path.relative_to(folder)), path.read_bytes()) for path in sorted(folder.rglob("*")) if path.suffix in KINDS]


def generated(count):
    """The mails of the seeds from 0, of each writer in turn."""
    made = []
    for number in range(count):
        seed, writer = number // len(WRITERS), WRITERS[number % len(WRITERS)]
        made.append((f"{writer.__name__} {seed}", writer(seed).mail().content))
    return made


def sized(size):
    """Text, HTML, and an attachment in base64 for the rest, with CRLF: as mail is that nobody damages."""
    text = "Dear Jane,\r\nthe contract is attached. Please look at it before Friday.\r\n"
    html = f"<html><body>\r\n<p>{text}</p>\r\n" + "<p>All the best</p>\r\n" * 100 + "</body></html>\r\n"
    head = (
        "Received: from mx.shop.example by inbound.example; Sat, 21 Nov 2026 09:30:02 +0100\r\n"
        "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=shop.example; s=x;\r\n\th=from:to:subject; bh=AAAA;\r\n\tb=BBBB\r\n"
        "From: =?utf-8?q?J=C3=BCrgen?= <juergen@shop.example>\r\nTo: hello@example.com\r\nSubject: The contract\r\n"
        "Date: Sat, 21 Nov 2026 09:30:00 +0100\r\nMessage-ID: <1@shop.example>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="b1"\r\n\r\n'
        '--b1\r\nContent-Type: multipart/alternative; boundary="b2"\r\n\r\n'
        f"--b2\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
        f"--b2\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n--b2--\r\n"
        '--b1\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="a.pdf"\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\n"
    ).encode()
    rest = max(0, size - len(head) - 10)
    return head + encodebytes(random.Random(1).randbytes(rest * 57 // 78)).replace(b"\n", b"\r\n") + b"--b1--\r\n"
