"""What SES refuses in a raw mail. Functions of bytes; each raises `Refused` with the code of SES v1, of which v2 has its own names."""

import email
import re
from email.utils import getaddresses, parseaddr

from .answers import Refused
from .ses_lists import ONCE_ONLY, REFUSED_EXTENSIONS

MOST_RECIPIENTS = 50
LONGEST_LINE = 998
"""Without its CRLF."""
SIZE_V1 = 10 * 1024 * 1024
SIZE_V2 = 40 * 1024 * 1024


def invalid(message):
    return Refused("InvalidParameterValue", message)


def header_fields(raw):
    """Name and unfolded value of each field before the empty line."""
    head = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0] if not re.match(rb"\r?\n", raw) else b""
    fields = []
    for line in re.split(rb"\r?\n", head):
        if line[:1] in (b" ", b"\t") and fields:
            fields[-1] = (fields[-1][0], fields[-1][1] + line)
            continue
        name, colon, value = line.partition(b":")
        if not colon:
            if not line:
                continue
            raise invalid(f"Missing ':' in header line {line[:60].decode('latin-1')!r}.")
        if not name.strip():
            raise invalid("Empty header names are illegal.")
        fields.append((name.strip().decode("latin-1"), value))
    return [(name, value.strip().decode("latin-1")) for name, value in fields]


def check_size(raw, limit):
    if len(raw) > limit:
        raise invalid(f"Message length is more than {limit} bytes long: '{len(raw)}'.")


def check_headers(fields):
    """Fields that may be there once; addresses that have no domain."""
    seen = set()
    for name, value in fields:
        lower = name.lower()
        if lower in ONCE_ONLY and lower in seen:
            raise invalid(f"Duplicate header '{name}'.")
        seen.add(lower)
        if lower in ("from", "sender", "to", "cc", "bcc", "reply-to"):
            for _, address in getaddresses([value]):
                check_address(address)


def check_address(address):
    """What SES says of an address that it cannot use. An empty one is what `<>` gives."""
    local, at, domain = address.rpartition("@")
    if not at or not domain:
        raise invalid("Missing final '@domain'")
    if not local:
        raise invalid("Missing local name")
    if not local.isascii():
        raise invalid("Local address contains non-ascii characters")
    if not domain.isascii() or re.search(r"[\s,;:<>()]", domain):
        raise invalid("Domain contains illegal character")
    if re.search(r"[\x00-\x20\x7f]", local):
        raise invalid("Local address contains control or whitespace")


def check_lines(raw):
    """Every line of the header and of the body."""
    longest = max(len(line.rstrip(b"\r")) for line in raw.split(b"\n"))
    if longest > LONGEST_LINE:
        raise invalid(f"Line length limit of {LONGEST_LINE} exceeded: {longest}.")


def check_attachments(raw):
    """File names with a refused extension, wherever a part names one."""
    # The quick look says no for nearly all mails; only the parser knows whether a name is that of a part.
    if not re.search(rb"\.(?:" + "|".join(REFUSED_EXTENSIONS).encode() + rb")\b|name\*|=\?", raw, re.I):
        return
    for part in email.message_from_bytes(raw).walk():
        name = part.get_filename() or ""
        name = str(email.header.make_header(email.header.decode_header(name))) if "=?" in name else name
        if name.rpartition(".")[2].strip().lower() in REFUSED_EXTENSIONS and "." in name:
            raise invalid(f"Illegal filename '{name}'.")


def addresses(fields, *names):
    """The bare addresses of these header fields."""
    values = [value for name, value in fields if name.lower() in names]
    return [address for _, address in getaddresses(values) if address]


def bare(mailbox):
    """The address of `Name <address>`; `Refused` where there is none."""
    address = parseaddr(mailbox)[1]
    check_address(address)
    return address


def check_recipients(destinations, fields):
    """Destinations, and those that the header names, are counted apart: too many of either are refused."""
    if not destinations:
        raise invalid("Missing required parameter: no recipient is given.")
    if max(len(destinations), len(addresses(fields, "to", "cc", "bcc"))) > MOST_RECIPIENTS:
        raise invalid(f"Recipient count exceeds {MOST_RECIPIENTS}.")
    for destination in destinations:
        bare(destination)
