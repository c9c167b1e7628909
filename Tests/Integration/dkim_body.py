"""The body hash of DKIM (RFC 6376 section 3.4), computed from the RFC alone."""

import base64
import email
import hashlib
import re

from forwarding_check import split


def canonical(body, algorithm):
    """Sections 3.4.3 and 3.4.4. The line ends are those that a mail has on its way, whatever a file has."""
    body = re.sub(rb"(?<!\r)\n", b"\r\n", body)
    if algorithm == "relaxed":
        body = b"\r\n".join(re.sub(rb"[ \t]+", b" ", line).removesuffix(b" ") for line in body.split(b"\r\n"))
    lines = body.split(b"\r\n")
    while lines and not lines[-1]:
        lines.pop()
    # Of nothing, simple makes an empty line, and relaxed nothing.
    return b"".join(line + b"\r\n" for line in lines) or (b"\r\n" if algorithm == "simple" else b"")


def body_hash(body, algorithm, length=None, function="sha256"):
    """What `bh=` has to be. A length is that of `l=`: so many bytes of the canonical body are covered."""
    return base64.b64encode(hashlib.new(function, canonical(body, algorithm)[:length]).digest()).decode()


def signatures(mail):
    """The tags of each signature in a header that have to do with the body: its canonicalization, `l=`, the hash function, `bh=`."""
    found = []
    for value in email.message_from_bytes(mail).get_all("DKIM-Signature", []):
        pairs = (tag.partition("=") for tag in str(value).split(";"))
        tags = {name.strip(): re.sub(r"\s", "", text) for name, _, text in pairs}
        if "bh" not in tags:
            continue
        # Where c= has one name, the body is simple (section 3.5).
        algorithm = tags.get("c", "").partition("/")[2] or "simple"
        length = int(tags["l"]) if "l" in tags else None
        found.append((algorithm, length, tags.get("a", "").rpartition("-")[2], tags["bh"]))
    return found


def hashes(mail, of):
    """For each signature in the header of the mail `of`: whether its `bh=` is the hash of this mail's body."""
    body = split(mail)[1] or b""
    return [body_hash(body, algorithm, length, function) == expected for algorithm, length, function, expected in signatures(of)]
