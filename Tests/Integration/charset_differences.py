"""Where our decoders read a code otherwise than Python or glibc, and what decides it: every difference has its row, every row occurs."""

from dataclasses import dataclass
from typing import Callable

PYTHON, GLIBC = "python", "glibc"
BOTH = (PYTHON, GLIBC)


@dataclass(frozen=True)
class Charset:
    label: str
    python: str
    glibc: str
    """Its name for iconv; an oracle has to have a code for a code, so one that composes characters is none."""


SINGLE_BYTE = [
    Charset("ibm866", "cp866", "IBM866"),
    *(Charset(f"iso-8859-{n}", f"iso8859-{n}", f"ISO-8859-{n}") for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
    Charset("koi8-r", "koi8-r", "KOI8-R"),
    Charset("koi8-u", "koi8-u", "KOI8-U"),
    Charset("macintosh", "mac-roman", "MACINTOSH"),
    Charset("x-mac-cyrillic", "mac-cyrillic", "MAC-CYRILLIC"),
    Charset("windows-874", "cp874", "CP874"),
    *(Charset(f"windows-{n}", f"cp{n}", f"CP{n}") for n in range(1250, 1259)),
    *(Charset(f"ibm{n}", f"cp{n}", f"CP{n}") for n in (437, 850, 852, 858)),
]

MULTI_BYTE = [
    Charset("big5", "big5hkscs", "BIG5-HKSCS"),
    Charset("euc-kr", "cp949", "CP949"),
    Charset("gb18030", "gb18030", "GB18030"),
    Charset("shift_jis", "cp932", "CP932"),
    Charset("euc-jp", "euc_jp", "EUC-JP"),
]


@dataclass(frozen=True)
class Row:
    label: str
    oracles: tuple
    covers: Callable
    """Whether it is about this code, our character and theirs (None where there is none)."""
    reason: str

    def __str__(self):
        return f"{self.label}: {self.reason}"


def codes(*values):
    known = {bytes.fromhex(value) for value in values}
    return lambda code, ours, theirs: code in known


def rows(first, last, *, ours_alone=False):
    """Codes whose first byte lies in this range."""
    return lambda code, ours, theirs: first <= code[0] <= last and (theirs is None or not ours_alone)


def control(code, ours, theirs):
    return len(code) == 1 and 0x80 <= code[0] < 0xA0 and ours == chr(code[0]) and theirs is None


HKSCS_COMPATIBILITY = "index Big5 keeps the codes that HKSCS unified with others"
HKSCS_2008 = "index Big5 is HKSCS-2008; Python has that of 2004"
LEGACY_ROWS = (*range(0x8E, 0xA1), 0xC6, *range(0xFA, 0xFF))

DIFFERENCES = [
    *(
        Row(f"windows-{n}", BOTH, control, "index: a byte below A0 that the code page leaves free is the control character of its number")
        for n in (874, 1250, 1251, 1252, 1253, 1254, 1255, 1257, 1258)
    ),
    Row("windows-1255", BOTH, codes("ca"), "index windows-1255: CA is U+05BA"),
    Row("koi8-u", BOTH, codes("ae", "be"), "index KOI8-U: AE and BE are the short U of Belarusian, as in KOI8-RU"),
    Row("macintosh", (GLIBC,), codes("c6", "f0"), "index macintosh: Apple's increment sign, and its logo in private use"),
    Row("x-mac-cyrillic", (GLIBC,), codes("ff"), "index x-mac-cyrillic: FF is the euro sign since Mac OS 8.5"),
    Row("big5", (PYTHON,), lambda code, ours, theirs: code[0] == 0x87 and code[1] >= 0x7A and theirs is None, HKSCS_2008),
    Row("big5", BOTH, lambda code, ours, theirs: code[0] in LEGACY_ROWS and theirs is None, HKSCS_COMPATIBILITY),
    Row(
        "big5",
        BOTH,
        codes("a145", "a14e", "a1c2", "a1e3", "a1f2", "a1f3", "a241", "a242", "a244", "a246", "a247"),
        "index Big5: signs as Windows-950 has them",
    ),
    Row(
        "big5",
        (GLIBC,),
        codes("a15a", "a1c3", "a1c5", "a1fe", "a240", "a2cc", "a2ce"),
        "index Big5: codes that glibc leaves out, as Windows-950 has them",
    ),
    Row(
        "big5",
        BOTH,
        rows(0xA3, 0xA3, ours_alone=True),
        "index Big5: ETEN's pictures of the control characters, and the euro sign of Windows-950",
    ),
    Row("big5", (GLIBC,), codes("80"), "Big5 decoder: 80 is no lead, and no character"),
    Row("gb18030", BOTH, codes("80"), "gb18030 decoder: 80 is the euro sign, as Windows-936 has it"),
    Row("gb18030", BOTH, codes("a3a0"), "index gb18030: A3A0 is an ideographic space, as it was used"),
    Row("gb18030", (PYTHON,), codes("a8bc"), "index gb18030: A8BC is U+1E3F since the edition of 2005"),
    Row(
        "gb18030",
        (PYTHON,),
        lambda code, ours, theirs: len(code) == 2 and code[0] in (0xA6, 0xFE) and "\ue000" <= theirs <= "\uf8ff",
        "index gb18030 is the edition of 2022: Unicode has these characters now, Python's has private use",
    ),
    Row(
        "gb18030",
        (GLIBC,),
        codes("fe51", "fe52", "fe53", "fe6c", "fe76", "fe91"),
        "index gb18030: private use as in all editions; glibc gives characters of other codes",
    ),
    Row(
        "gb18030",
        (GLIBC,),
        lambda code, ours, theirs: theirs is None and ours is not None and ("\u9fb4" <= ours <= "\u9fbb" or "\ufe10" <= ours <= "\ufe19"),
        "index gb18030 ranges: the four bytes of what has two bytes since 2022 are still read",
    ),
    Row("gb18030", (PYTHON,), codes("8135f437"), "index gb18030 ranges: pointer 7457 is U+E7C7, since U+1E3F has two bytes"),
    Row("shift_jis", (PYTHON,), codes("a0", "fd", "fe", "ff"), "Shift_JIS decoder: A0 and FD to FF are errors, Python has private use"),
    Row("shift_jis", (GLIBC,), codes("80"), "Shift_JIS decoder: 80 is U+0080"),
    Row("euc-jp", BOTH, rows(0xAD, 0xAD, ours_alone=True), "index jis0208: NEC's row 13"),
    Row("euc-jp", BOTH, rows(0xF9, 0xFC, ours_alone=True), "index jis0208: IBM's extensions in NEC's rows 89 to 92"),
    Row("euc-jp", BOTH, codes("a1c1", "a1c2", "a1dd", "a1f1", "a1f2", "a2cc"), "index jis0208: signs as Windows-31J has them"),
    Row(
        "euc-jp",
        (GLIBC,),
        lambda code, ours, theirs: len(code) == 1 and ours is None and theirs == chr(code[0]),
        "EUC-JP decoder: 80 to A0 but 8E and 8F are errors",
    ),
    Row("euc-jp", (PYTHON,), codes("8fa2b7"), "index jis0212: the fullwidth tilde"),
]
