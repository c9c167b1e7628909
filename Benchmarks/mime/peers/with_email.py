"""Python's own email package, with its old policy (compat32) and with its default one."""

import email
import email.policy
from email.header import decode_header
from email.utils import getaddresses, parsedate_to_datetime

ADDRESS_FIELDS = ("from", "sender", "reply-to", "to", "cc", "bcc")


def decoded(value):
    """A field value of compat32 as text."""
    text = ""
    for piece, charset in decode_header(value):
        if isinstance(piece, bytes):
            try:
                piece = piece.decode(charset or "ascii", "replace")
            except LookupError:
                piece = piece.decode("iso-8859-1")
        text += piece
    return text


def body(part):
    """Of a leaf: text as str, anything else as bytes."""
    content = part.get_payload(decode=True) or b""
    if part.get_content_maintype() != "text":
        return content
    try:
        return content.decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        return content.decode("iso-8859-1")


class Email:
    def __init__(self, policy):
        self.is_old = policy == "compat32"
        self.policy = email.policy.compat32 if self.is_old else email.policy.default

    def structure(self, mail):
        return sum(1 + len(part) for part in email.message_from_bytes(mail, policy=self.policy).walk())

    def full(self, mail):
        total = 0
        message = email.message_from_bytes(mail, policy=self.policy)
        for part in message.walk():
            for name, value in part.items():
                total += len(name) + len(decoded(value) if self.is_old else str(value))
            total += len(part.get_filename() or "")
            if not part.is_multipart():
                total += len(body(part))
        for name in ADDRESS_FIELDS:
            total += sum(len(name) + len(address) for name, address in self.addresses(message, name) or ())
        date = message["date"]
        if date is not None:
            total += (parsedate_to_datetime(date) if self.is_old else date.datetime) is not None
        return total + len(message["message-id"] or "")

    def addresses(self, message, name):
        field = message[name]
        if field is None:
            return None
        if self.is_old:
            return [(decoded(name), address) for name, address in getaddresses([str(field)])]
        return [(address.display_name, address.addr_spec) for address in field.addresses]

    def digest(self, mail):
        message = email.message_from_bytes(mail, policy=self.policy)
        parts = list(message.walk())
        subject = message["subject"]
        if subject is not None:
            subject = decoded(subject) if self.is_old else str(subject)
        leaves = [(part.get_content_type(), body(part)) for part in parts if not part.is_multipart()]
        return len(parts), sum(map(len, parts)), subject, self.addresses(message, "from"), self.addresses(message, "to"), leaves
