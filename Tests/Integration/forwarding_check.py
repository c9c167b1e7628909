"""Compares a mail with what was forwarded of it, by other means than Postroom's: raw bytes, Python's `email`, and the rules of the SES double."""

import collections
import email
import re
from email import errors

from aws import ses_rules
from aws.answers import Refused
from aws.ses_lists import ONCE_ONLY

EDITED = {
    "from", "to", "cc", "bcc", "reply-to", "references", "sender", "dkim-signature", "domainkey-signature", "return-path", "feedback-id",
    "delivered-to", "x-original-from", "x-original-to", "x-original-message-id", "x-original-recipients",
}
"""Fields that forwarding changes, adds or removes."""
ADDED = {"x-loop"}
"""Fields that forwarding only adds: those that were there stay."""
LONGEST = 998


def split(raw):
    """The header with its line ends, and the body behind the first empty line; None where no line is empty."""
    found = re.match(rb"\r?\n", raw) or re.search(rb"\r?\n(\r?\n)", raw)
    if not found:
        return raw, None
    start = found.start(1) if found.re.groups else 0
    return raw[:start], raw[found.end():]


def fields(header):
    """Each field as its lines, with its name in lower case; None where a line is no field."""
    found = []
    # A file of type mbox begins with a line that is no field.
    header = re.sub(rb"\A>?From [^\n]*\n", b"", header)
    for line in re.findall(rb"[^\n]*\n|[^\n]+\Z", header):
        if line[:1] in (b" ", b"\t") and found:
            found[-1][1] += line
            continue
        name, colon, _ = line.partition(b":")
        if not colon or not name.strip() or re.search(rb"[\x00-\x1f\x7f]", name):
            return None
        found.append([name.strip().decode("latin-1").lower(), line])
    return found


def kept(header):
    """The fields that have to be there unchanged, in order."""
    seen, found = set(), []
    for name, lines in fields(header) or []:
        is_repeated = name in ONCE_ONLY and name in seen
        seen.add(name)
        if not (name in EDITED or name.startswith("x-ses-") or is_repeated or is_mended(lines)):
            found.append(normal(lines))
    return found


def is_mended(lines):
    """Whether SES takes a field only in other words, or in other lines."""
    return any(byte >= 0x80 for byte in lines) or max(map(len, lines.splitlines())) > LONGEST - 5


def added(before, after):
    """Names of fields that are there now and were not before, without those that forwarding adds or mends."""
    old = fields(before) or []
    left = collections.Counter(normal(lines) for _, lines in old)
    new = set()
    for name, lines in fields(after) or []:
        left[normal(lines)] -= 1
        if left[normal(lines)] < 0:
            new.add(name)
    return new - EDITED - ADDED - {name for name, lines in old if is_mended(lines)}


def normal(lines):
    """Of other line ends than the header's own nothing is kept."""
    return lines.replace(b"\r\n", b"\n").rstrip(b"\r\n")


def leaves(raw):
    """Type and decoded bytes of each leaf, as Python reads them."""
    return [(part.get_content_type(), part.get_payload(decode=True)) for part in email.message_from_bytes(raw).walk() if not part.is_multipart()]


def is_attached(original, forwarded):
    """Whether the mail stands in the body of the other one byte for byte, as it is or encoded."""
    return original in (split(forwarded)[1] or b"") or original in [data for kind, data in leaves(forwarded) if kind == "application/octet-stream"]


def is_read_by_python(raw):
    """Python ends a header at a line that it does not take for a field, and reads the rest as the body."""
    return not any(isinstance(defect, errors.MissingHeaderBodySeparatorDefect) for defect in email.message_from_bytes(raw).defects)


def lint(raw, target):
    """What SES would refuse; None where it takes the mail."""
    try:
        found = ses_rules.header_fields(raw)
        ses_rules.check_size(raw, ses_rules.SIZE_V2)
        ses_rules.check_headers(found)
        ses_rules.check_lines(raw)
        ses_rules.check_attachments(raw)
        ses_rules.check_recipients([target], found)
    except Refused as refused:
        return str(refused.args)
    return None


def differences(original, forwarded, rung, target):
    """What is not as it has to be."""
    wrong = []
    if refused := lint(forwarded, target):
        wrong.append(f"SES refuses it: {refused}")
    before, after = split(original), split(forwarded)
    if rung == 3:
        if not is_attached(original, forwarded):
            wrong.append("the original is not attached byte for byte")
        return wrong
    if rung == 4:
        if not re.search(r"https://\S+/held/[\w-]{30,}\s", leaves(forwarded)[0][1].decode()):
            wrong.append("the note has no link")
        return wrong
    if rung == 1 and before[1] != after[1] and before[1] is not None:
        wrong.append("the body is another one")
    # Of lines that are no fields nothing is said.
    if fields(before[0]) is not None:
        lines, position = kept(after[0]), 0
        mended = {"content-transfer-encoding"} if rung == 2 else set()
        wanted = [line for line in kept(before[0]) if line.partition(b":")[0].strip().lower().decode("latin-1") not in mended]
        if names := added(before[0], after[0]) - mended:
            wrong.append(f"fields are new: {sorted(names)}")
        for line in wanted:
            if line not in lines[position:]:
                wrong.append(f"a field is gone, changed or elsewhere: {line[:80]!r}")
                break
            position = lines.index(line, position) + 1
    if before[1] is not None and is_read_by_python(original) and leaves(original) != leaves(forwarded):
        wrong.append("a leaf decodes to something else")
    return wrong
