"""Reads the expected output of Stalwart's mail-parser.

Beside each mail lie two files: `<stem>.json` for the mail with LF line ends and
`<stem>.crlf.json` for the same mail with CRLF. The offsets in them show that both are made
from converted copies (eight mails have CRLF in them, yet the LF offsets count no CR), so both
readings are compared over such copies, as the peers `stalwart-lf` and `stalwart-crlf`.

What the files hold, as the data shows:

- `parts` is a flat list: a multipart body lists the numbers of its children, a message body
  is a whole message with a list of its own.
- Attachments (Binary, InlineBinary) are lists of bytes: compared byte for byte.
- Text and Html bodies are decoded text: see `stalwart_text` for how they become bytes.
- `is_encoding_problem` marks bodies that end before their delimiter, or can't be decoded; the
  latter are given as they stand in the mail.
- `text_body`, `html_body` and `attachments` number the parts to show. They are not compared: what a reader
  shows is not the standard's matter, and docs/mime-readings.md tells where Postroom chooses otherwise.
"""

import json
from pathlib import Path

from mails import Mail
from stalwart_fields import header, media_type, parameter, read_fields
from stalwart_text import encode_text
from tree import Node, Reading

LF_PEER = "stalwart-lf"
CRLF_PEER = "stalwart-crlf"
CHARSET_NOT_YET = "charset not yet"


def read(mail: Mail, copies: Path) -> list[Reading]:
    """What Stalwart makes of the mail: an LF and a CRLF reading, or none.

    The converted mails are written to the folder `copies`.
    """
    if mail.folder != "stalwart":
        return []
    lf = mail.data.replace(b"\r\n", b"\n")
    versions = [(LF_PEER, ".json", lf), (CRLF_PEER, ".crlf.json", lf.replace(b"\n", b"\r\n"))]
    readings = []
    for peer, suffix, data in versions:
        if not mail.beside(suffix).exists():
            continue
        message = json.loads(mail.beside(suffix).read_text("utf-8"))
        root = _Message(message, data).node(0, "1", "text/plain")
        file = _copy(data, copies / peer / mail.name)
        readings.append(Reading(peer, mail.name, root, file, read_fields(message["parts"][0])))
    return readings


def _copy(data: bytes, file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


class _Message:
    """A message of the expected output, and the bytes its offsets count in."""

    def __init__(self, message: dict, data: bytes) -> None:
        self.parts = message["parts"]
        self.data = data

    def node(self, number: int, path: str, default_type: str) -> Node:
        part = self.parts[number]
        node = Node(path, media_type(part) or default_type)
        ((kind, body),) = part["body"].items()
        if kind == "Multipart":
            default = "message/rfc822" if node.content_type == "multipart/digest" else "text/plain"
            for child in body:
                node.children.append(self.node(child, node.child_path(), default))
        elif kind == "Message":
            inner = _Message(body, self.data)
            node.children.append(inner.node(0, node.child_path(), "text/plain"))
        elif kind in ("Text", "Html"):
            self.text(node, number, part, body)
        else:
            node.body = bytes(body)
        return node

    def text(self, node: Node, number: int, part: dict, text: str) -> None:
        charset = parameter(part, "content_type", "charset")
        raw = self.data[part["offset_body"] : part["offset_end"]]
        encoding = header(part, "content_transfer_encoding")
        node.body = encode_text(text, charset, raw, encoding if isinstance(encoding, str) else None)
        if node.body is None:
            node.unknown = CHARSET_NOT_YET
        node.text = text
