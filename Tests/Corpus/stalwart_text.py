"""Turns the decoded text of Stalwart's expected output back into the bytes it came from.

Bodies are compared as bytes before they are as text, so the text must become bytes again:

1. A body without a transfer encoding is cut out of the mail by Stalwart's own offsets.
2. Else the text is encoded in the part's charset, if that loses nothing.
3. Else (U+FFFD in the text, a charset Python doesn't know) the raw body is cut out and its
   transfer encoding undone.

Bytes that were cut out count only if they decode to the expected text.
"""

import binascii
import codecs
import quopri
import re

def encode_text(text: str, charset: str | None, raw: bytes, encoding: str | None) -> bytes | None:
    """The bytes of the body that decodes to `text`, or None if they can't be known."""
    name = (_python_name(charset) or charset) if charset else "utf-8"
    word = (encoding or "").strip().lower()
    if word not in ("quoted-printable", "base64") and _decodes_to(text, name, raw):
        return raw
    encoded = _encoded(text, name)
    if encoded is not None:
        return encoded
    candidates = [*_undo_encoding(raw, word), raw]
    return next((body for body in candidates if _decodes_to(text, name, body)), None)


def _encoded(text: str, name: str) -> bytes | None:
    """The text in the charset, if it can be told from its text alone."""
    if "\ufffd" in text:
        return None
    for candidate in (name, "cp1252") if name == "ascii" else (name,):
        try:
            return text.encode(candidate)
        except (UnicodeError, LookupError):
            continue
    return None


def _decodes_to(text: str, name: str, body: bytes) -> bool:
    for candidate in (name, "utf-8", "cp1252"):
        # Stalwart drops an odd byte at the end of UTF-16, where others put U+FFFD.
        for errors in ("replace", "ignore"):
            try:
                if body.decode(candidate, errors) == text:
                    return True
            except LookupError:
                continue
    return False


def _undo_encoding(raw: bytes, word: str) -> list[bytes]:
    """What the raw body may decode to: parsers differ after padding and at an unfinished end."""
    if word == "quoted-printable":
        return [quopri.decodestring(raw)]
    if word != "base64":
        return []
    segments = [re.sub(rb"[^A-Za-z0-9+/]", b"", segment) for segment in raw.split(b"=")]
    last = segments[-1]
    finished = segments[:-1] + [last[: len(last) // 4 * 4]]
    return [b"".join(map(_decode_digits, digits)) for digits in (segments, finished, segments[:1])]


def _decode_digits(digits: bytes) -> bytes:
    """Base64 without padding; one digit alone at the end is no byte."""
    digits = digits[:-1] if len(digits) % 4 == 1 else digits
    return binascii.a2b_base64(digits + b"=" * (-len(digits) % 4))


def _python_name(charset: str) -> str | None:
    try:
        return codecs.lookup(charset.strip()).name
    except LookupError:
        return None
