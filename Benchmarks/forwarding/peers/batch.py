"""What both peers share: the alias, the fields that go, and a loop that writes `<stem>.1.eml` for each mail, as `postroom explain --emit` does."""

import sys
from pathlib import Path

ALIAS = "hello@example.com"
REMOVED = ("DKIM-Signature", "Message-ID", "Return-Path", "Sender")


def author(name, address):
    """The name that From gets beside the alias."""
    shown = address.replace("@", " at ")
    return f"{name} - {shown}" if name else shown


def run(forward):
    """`peer.py OUT FILE…`. A mail that a peer cannot take is named, and is not written."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for path in map(Path, sys.argv[2:]):
        try:
            (out / f"{path.stem}.1.eml").write_bytes(forward(path.read_bytes()))
        except Exception as error:
            print(f"{path}: {type(error).__name__}: {error}", file=sys.stderr)
