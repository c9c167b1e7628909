"""Charsets: every code against Python's codecs and glibc's iconv, and against the Encoding Standard itself.

`POSTROOM_ENCODING` names a folder with the index files and `encodings.json` of https://github.com/whatwg/encoding; without it the
Standard's part is skipped. `POSTROOM_MIME_PROBE` names another program than that of the release build.
"""

import itertools
import json
import os
import random
import subprocess
from functools import cache
from pathlib import Path

import charset_oracles
import mime_probe
import pytest
from charset_differences import DIFFERENCES, GLIBC, MULTI_BYTE, PYTHON, SINGLE_BYTE
from charset_standard import ERROR, Standard
from postroom import ROOT

INVALID = "invalidCharsetBytes"
# No byte order mark can stand behind it.
GUARD = b"."

BYTES = [bytes([byte]) for byte in range(256)]
PAIRS = [bytes([lead, trail]) for lead in range(0x80, 0x100) for trail in range(256)]
JIS = range(0x21, 0x7F)


def ours(label, codes):
    """Our text of each of the codes; None where it has an error."""
    texts = mime_probe.decode([(label, GUARD + code) for code in codes])
    return [None if INVALID in defects else text[1:] for text, defects in texts]


def gb18030_four(pointer):
    return bytes([pointer // 12600 + 0x81, pointer // 1260 % 10 + 0x30, pointer // 10 % 126 + 0x81, pointer % 10 + 0x30])


def four_byte_codes():
    """All of the plane that is in ranges, both ends of the gap and of Unicode, and others as a sample."""
    pointers = (*range(39500), *range(188900, 189100), *range(189100, 1237000, 997), *range(1237000, 126 * 12600, 101))
    return [gb18030_four(pointer) for pointer in pointers]


@cache
def codes_of(label):
    extra = {"gb18030": four_byte_codes, "euc-jp": lambda: [b"\x8f" + pair for pair in PAIRS if pair[0] >= 0xA1 and pair[1] >= 0xA1]}
    return BYTES + (PAIRS if label in {c.label for c in MULTI_BYTE} else []) + extra.get(label, list)()


@cache
def differences(charset):
    """Code, our text, their text, and whose that is."""
    codes = codes_of(charset.label)
    texts = ours(charset.label, codes)
    oracles = {PYTHON: charset_oracles.python(charset.python), GLIBC: charset_oracles.glibc(charset.glibc)}
    result = []
    for name, decode in oracles.items():
        assert decode, f"glibc has no {charset.glibc}: is a package with its converters missing?"
        theirs = [decode(code) for code in codes]
        # A pair whose first byte is a character says nothing that its bytes do not say.
        alone = {code for code, a, b in zip(codes, texts, theirs, strict=True) if len(code) == 1 and (a or b)}
        result += [
            (code, a, b, name)
            for code, a, b in zip(codes, texts, theirs, strict=True)
            if a != b and (len(code) == 1 or code[:1] not in alone)
        ]
    return result


@pytest.mark.parametrize("charset", SINGLE_BYTE + MULTI_BYTE, ids=lambda charset: charset.label)
def test_every_code_is_what_python_and_glibc_read_or_has_its_reason(charset):
    known = [row for row in DIFFERENCES if row.label == charset.label]
    unlisted = [
        f"{code.hex()}: {a!a}, but {name} {b!a}"
        for code, a, b, name in differences(charset)
        if not any(name in row.oracles and row.covers(code, a, b) for row in known)
    ]
    assert unlisted == []


@pytest.mark.parametrize(("row", "oracle"), [(row, oracle) for row in DIFFERENCES for oracle in row.oracles], ids=str)
def test_every_reason_is_still_needed(row, oracle):
    charset = next(charset for charset in SINGLE_BYTE + MULTI_BYTE if charset.label == row.label)
    assert any(name == oracle and row.covers(code, a, b) for code, a, b, name in differences(charset))


# MARK: The tables in other clothes


@pytest.mark.parametrize(
    ("label", "before", "behind", "same", "prefix"),
    [
        ("iso-2022-jp", b"\x1b$B", b"\x1b(B", "euc-jp", b""),
        ("iso-2022-jp", b"\x1b$(D", b"\x1b(B", "euc-jp", b"\x8f"),
        ("iso-2022-kr", b"\x1b$)C\x0e", b"\x0f", "euc-kr", b""),
        ("hz-gb-2312", b"~{", b"~}", "gb18030", b""),
    ],
)
def test_seven_bit_forms_are_the_same_tables(label, before, behind, same, prefix):
    # HZ has its escapes where the last row would be.
    pairs = [bytes(pair) for pair in itertools.product(JIS if label != "hz-gb-2312" else range(0x21, 0x7E), JIS)]
    high = ours(same, [prefix + bytes(byte | 0x80 for byte in pair) for pair in pairs])
    assert ours(label, [before + pair + behind for pair in pairs]) == high
    assert sum(text is not None for text in high) > 6000


@pytest.mark.parametrize(("label", "codec"), [("iso-2022-jp", "iso2022_jp_ext"), ("iso-2022-kr", "iso2022_kr"), ("hz-gb-2312", "hz")])
def test_seven_bit_text_of_python_is_read(label, codec):
    letters = {"iso-2022-jp": "日本語、カナと漢字", "iso-2022-kr": "한국어 글자", "hz-gb-2312": "汉字~和ASCII"}[label]
    text = f"Text: {letters} end\r\n{letters}\r\n~~\r\n"
    assert mime_probe.decode([(label, text.encode(codec))]) == [(text, set())]


SCALARS = "".join(chr(scalar) for scalar in (*range(0xD800), *range(0xE000, 0x20000), *range(0x20000, 0x110000, 251)))


@pytest.mark.parametrize("label", ["utf-8", "utf-16le", "utf-16be", "utf-32", "utf-32le", "utf-7"])
def test_unicode_is_read_back(label):
    codec = "utf-32be" if label == "utf-32" else label
    assert mime_probe.decode([(label, GUARD.decode().encode(codec) + SCALARS.encode(codec))]) == [("." + SCALARS, set())]


def test_utf7_of_glibc_is_read_back():
    text = SCALARS[:0x3000]
    encoded = subprocess.run(["iconv", "-f", "UTF-8", "-t", "UTF-7"], input=text.encode(), stdout=subprocess.PIPE, check=True).stdout
    assert mime_probe.decode([("unicode-1-1-utf-7", encoded)]) == [(text, set())]


def test_invalid_utf8_is_read_as_python_does():
    chance = random.Random(2)
    texts = [bytes(chance.choices(b"a\x80\xbf\xc2\xc1\xe0\xa0\xed\xe2\x9f\xf0\x90\xf4\x8f\xf5\xff", k=12)) for _ in range(5000)]
    read = [text for text, _ in mime_probe.decode([("utf-8", GUARD + text) for text in texts])]
    assert read == [(GUARD + text).decode(errors="replace") for text in texts]


def test_a_whole_text_can_be_asked_for():
    assert mime_probe.run("charset", "koi8-r", input="Привет".encode("koi8-r")).decode() == "Привет"


def test_the_tables_are_what_the_script_writes():
    subprocess.run([ROOT / "scripts" / "make-charset-tables", "--check"], check=True)


# MARK: The Encoding Standard

FOLDER = os.environ.get("POSTROOM_ENCODING")
needs_standard = pytest.mark.skipif(not FOLDER, reason="POSTROOM_ENCODING names no folder with the index files")


@pytest.fixture(scope="module")
def standard():
    return Standard(FOLDER)


def decoder(standard, label):
    decoders = {
        "big5": standard.big5,
        "euc-kr": standard.euc_kr,
        "gb18030": standard.gb18030,
        "shift_jis": standard.shift_jis,
        "euc-jp": standard.euc_jp,
        "iso-2022-jp": standard.iso_2022_jp,
        "utf-16le": lambda data: standard.utf_16(data, False),
        "utf-16be": lambda data: standard.utf_16(data, True),
    }
    return decoders.get(label) or (lambda data: standard.single_byte(label, data))


STANDARD_SINGLE_BYTE = [charset.label for charset in SINGLE_BYTE if not charset.label.startswith("ibm") or charset.label == "ibm866"]


def assert_standard(standard, label, texts):
    expected = [decoder(standard, label)(text) for text in texts]
    for text, read, right in zip(texts, mime_probe.decode([(label, GUARD + text) for text in texts]), expected, strict=True):
        assert read[0][1:] == right, text.hex()
        # GB18030 has a code for U+FFFD.
        assert (INVALID in read[1]) == (ERROR in right) or b"\x84\x31\xa4\x37" in text, text.hex()


@needs_standard
@pytest.mark.parametrize("label", STANDARD_SINGLE_BYTE + [charset.label for charset in MULTI_BYTE])
def test_every_code_is_the_standards(standard, label):
    """With a letter behind it, which an error may take or leave."""
    assert_standard(standard, label, [code + b"a" for code in codes_of(label)])


@needs_standard
@pytest.mark.parametrize(
    ("label", "alphabet"),
    [
        ("big5", b"aZ\x80\x81\x87\x88\x62\xa1\x40\x7e\xfe\xff\x66\xa5\n"),
        ("euc-kr", b"aZ\x80\x81\xa1\xb0\xc8\xfe\xff\x41\x5b\x7f\n"),
        ("gb18030", b"a0\x81\x305\xf4\x3790\x80\x84\x319\xe3\xfe\xff\xa1\x40\x7f\n"),
        ("shift_jis", b"a@\x80\x81\x9f\xa0\xa1\xdf\xe0\xf0\xfc\xfd\x7f\x40\n"),
        ("euc-jp", b"a\x80\x8e\x8f\xa0\xa1\xdf\xe0\xb0\xfe\xff\xa2\xaf\n"),
        ("iso-2022-jp", b"aF|\\~\x1b\x1b\x1b$$((BBJI@\x0e\x0f\x80\n"),
        ("utf-16le", b"a\x00\xd8\xdc\xd9\xdf\xff\x20"),
        ("utf-16be", b"a\x00\xd8\xdc\xd9\xdf\xff\x20"),
    ],
)
def test_errors_take_the_bytes_that_the_standard_says(standard, label, alphabet):
    chance = random.Random(label)
    texts = [bytes(chance.choices(alphabet, k=length)) for length in range(1, 13) for _ in range(800)]
    if label.startswith("utf-16"):
        guard = ".".encode(label)
        read = [text[1:] for text, _ in mime_probe.decode([(label, guard + text) for text in texts])]
        assert read == [decoder(standard, label)(text) for text in texts]
    else:
        # JIS X 0212 is ours.
        assert_standard(standard, label, [text for text in texts if b"\x1b$(D" not in text])


# What our label is read as, where that is not what the Standard says.
INTENDED_LABELS = {
    "hz-gb-2312": "RFC 1843: read",
    "csiso2022kr": "RFC 1557: read",
    "iso-2022-kr": "RFC 1557: read",
    "iso-2022-cn": "no table, and an unknown charset",
    "iso-2022-cn-ext": "no table, and an unknown charset",
}


# Texts that tell the encodings apart.
SAMPLES = [
    GUARD + text
    for text in (
        bytes(range(0xC0, 0x100)) + b" ",
        b"\x80\xa4\xa1\xb0\xa1\x41\x40 ",
        b"a\x00b\x00",
        b"\x00a\x00b",
        b"\x1b$BF|K\\\x1b(J~\x1b(B ",
    )
]


@needs_standard
def test_every_label_of_the_standard(standard):
    groups = json.loads((Path(FOLDER) / "encodings.json").read_text(encoding="utf-8"))
    encodings = {encoding["name"].lower(): encoding["labels"] for group in groups for encoding in group["encodings"]}
    assert sum(map(len, encodings.values())) == 228
    asked = []
    for name, labels in encodings.items():
        intended = [label for label in labels if label in INTENDED_LABELS]
        assert not intended or name == "replacement"
        expected = [expected_text(standard, name, text) for text in SAMPLES]
        for label in set(labels) - set(intended):
            for spelling in (label, label.upper(), f" \t{label}\n"):
                asked += [(spelling, text, right) for text, right in zip(SAMPLES, expected, strict=True)]
    read = mime_probe.decode([(label, text) for label, text, _ in asked])
    for (label, _, right), (text, _) in zip(asked, read, strict=True):
        assert text == right, label


def expected_text(standard, name, text):
    match name:
        case "utf-8":
            return text.decode(errors="replace")
        case "replacement":
            return ERROR
        case "x-user-defined":
            return "".join(chr(byte if byte < 0x80 else 0xF700 + byte) for byte in text)
        case "gbk":
            return standard.gb18030(text)
        case "iso-8859-8-i":
            return standard.single_byte("iso-8859-8", text)
    return decoder(standard, name)(text)
