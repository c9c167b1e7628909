"""Reads mails with Python's own `email` package (compat32 policy).

- Bytes go in by `message_from_bytes`. `message_from_binary_file` would open the file as text
  and turn every CRLF and bare CR into LF before parsing, and no body of a CRLF mail could be
  compared by its bytes.
- Python shows message/delivery-status as a list of header blocks, and reads any other
  message/* (partial, external-body…) as an embedded message. For those types it offers no
  body. So the types other than message/rfc822 and message/global get another name while
  Python parses, and it keeps their bodies as those of any leaf.
- Only places and bodies are compared: Python's content types are fallbacks in odd cases.
"""

import email
import email.message

from mails import Mail
from tree import Node, Reading

PEER = "python"
EMBEDDED_TYPES = {"message/rfc822", "message/global"}


class LeafMessage(email.message.Message):
    """A message that keeps the body of message/* types which aren't a mail as it is."""

    def get_content_type(self) -> str:
        name = super().get_content_type()
        if name.startswith("message/") and name not in EMBEDDED_TYPES:
            return "x-" + name
        return name


def read(mail: Mail) -> Reading:
    """What Python makes of the mail."""
    message = email.message_from_bytes(mail.data, LeafMessage)
    return Reading(PEER, mail.name, _node(message, "1"), mail.path)


def _node(message: email.message.Message, path: str) -> Node:
    node = Node(path)
    if message.is_multipart():
        for child in message.get_payload():
            node.children.append(_node(child, node.child_path()))
    if not node.children:
        node.body = message.get_payload(decode=True) or b""
    return node
