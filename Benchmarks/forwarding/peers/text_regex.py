"""Forwards a mail as text: its bytes are decoded as UTF-8, regexes change the lines of the header, and the text is encoded again.

`text_regex.py plain|mended OUT FILE…`. Plain has two habits of the forwarder that is copied most: a regex takes away one line, so the folded
rest of a field stays, and what stands behind the last line end is lost. Mended has neither: what it damages the design does.
"""

import re
import sys
from email.utils import parseaddr

import batch

HEADER = re.compile(r"(?:[^\r\n]+\r?\n)*(?=\r?\n)")


def split(text):
    """The header's lines, and the rest with the empty line; all is header where no line is empty."""
    found = HEADER.match(text)
    end = found.end() if found else len(text)
    return text[:end], text[end:]


def forward(raw, is_mended):
    header, body = split(raw.decode("utf-8", "replace"))
    if not is_mended:
        body = body[: body.rfind("\n") + 1]
    line_end = "\r\n" if "\r\n" in header else "\n"
    folded = r"(?:[ \t].*\n)*" if is_mended else ""
    found = re.search(rf"^From:[ \t]*(.*\n{folded})", header, re.M | re.I)
    written = found[1] if found else ""
    if written and not re.search(r"^Reply-To:", header, re.M | re.I):
        header += f"Reply-To: {written}"
    for name in batch.REMOVED:
        header = re.sub(rf"^{name}:.*\n{folded}", "", header, flags=re.M | re.I)
    name, address = parseaddr(" ".join(written.split()))
    shown = re.sub(r'["\\]', "", batch.author(name, address))
    sender = f'From: "{shown}" <{batch.ALIAS}>{line_end}'
    header = re.sub(rf"^From:.*\n{folded}", lambda _: sender, header, flags=re.M | re.I) if found else header + sender
    return (header + body).encode()


if __name__ == "__main__":
    is_mended = {"plain": False, "mended": True}[sys.argv.pop(1)]
    batch.run(lambda raw: forward(raw, is_mended))
