"""The program that reads mail with `Core/MIME`, as a process: it gets bytes and answers with bytes."""

import os
import struct
import subprocess
from pathlib import Path

from postroom import ROOT

PROBE = Path(os.environ.get("POSTROOM_MIME_PROBE") or ROOT / ".build" / "release" / "MIMEProbe")


def run(*arguments, input):
    assert PROBE.exists(), f"{PROBE} is missing: swift build -c release --product MIMEProbe"
    return subprocess.run([PROBE, *arguments], input=input, stdout=subprocess.PIPE, check=True, timeout=120).stdout


def framed(data):
    return struct.pack("<I", len(data)) + data


def frames(data):
    position = 0
    while position < len(data):
        (length,) = struct.unpack_from("<I", data, position)
        yield data[position + 4 : position + 4 + length]
        position += 4 + length


def decode(items):
    """The text and the defects of each label and bytes."""
    answers = frames(run("charset", input=b"".join(framed(label.encode()) + framed(data) for label, data in items)))
    return [(text.decode(), set(codes.decode().split(",")) - {""}) for text, codes in zip(answers, answers, strict=True)]
