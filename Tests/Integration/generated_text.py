"""Random words, names, texts and bytes for generated mails."""

import codecs

ASCII_WORDS = "The quick brown fox, jumps (over) the lazy; dog: 100 % of <it> = \"all\" a@b ?? =? _ re: x\\y".split()
# By charset, letters that Python and the Encoding Standard read in the same way.
SINGLE_BYTE = [
    *(f"iso-8859-{number}" for number in (1, 2, 3, 4, 5, 7, 9, 10, 13, 14, 15, 16)),
    *(f"windows-{number}" for number in range(1250, 1258)),
    *("koi8-r", "koi8-u", "cp866", "cp437", "cp850", "cp852", "mac-cyrillic"),
]
JAPANESE, KOREAN, SIMPLIFIED, TRADITIONAL = "日本語カナ漢字、表能十", "한국어글자편지", "汉字简体中文邮件", "漢字繁體中文郵件許功蓋"
MULTI_BYTE = {
    "shift_jis": JAPANESE,
    "euc-jp": JAPANESE,
    "iso-2022-jp": JAPANESE,
    "euc-kr": KOREAN,
    "ks_c_5601-1987": KOREAN,
    "iso-2022-kr": KOREAN,
    "gb2312": SIMPLIFIED,
    "gbk": SIMPLIFIED,
    "gb18030": SIMPLIFIED + "🎉",
    "hz-gb-2312": SIMPLIFIED,
    "big5": TRADITIONAL,
}
UNICODE = ["utf-8", "utf-8", "utf-16", "utf-16le", "utf-16be", "utf-32", "utf-7"]
WIDE = "äöüßéèçñøåæœłżščřžαβγλдифщюя" + JAPANESE + KOREAN + SIMPLIFIED + "€—…🎉👩‍💻e\u0301"
# What charsets of headers and texts the older classes know an encoding for.
LEGACY_HEADER_CHARSETS = (
    "utf-8 iso-8859-1 iso-8859-2 iso-8859-15 iso-2022-jp euc-kr gb2312 big5 koi8-r windows-1251".split()
)


def _single_byte_letters(charset):
    return "".join(
        letter
        for letter in (bytes([byte]).decode(charset, "ignore") for byte in range(0xA0, 0x100))
        if letter.isalpha()
    )


LETTERS = {charset: _single_byte_letters(charset) for charset in SINGLE_BYTE} | MULTI_BYTE | dict.fromkeys(UNICODE, WIDE)
LEGACY = ["us-ascii", *LEGACY_HEADER_CHARSETS]
LETTERS["us-ascii"] = "abcxyz"


def can_encode(text, charset):
    # Python has kana and Cyrillic in other places of Big5 than the Encoding Standard.
    if charset == "big5" and any("\xff" < letter < "\u4e00" for letter in text):
        return False
    try:
        return text.encode(charset).decode(charset) == text
    except UnicodeError:
        return False


def word(random, letters):
    if random.random() < 0.6:
        return random.choice(ASCII_WORDS)
    return "".join(random.choices(letters, k=random.choice([1, 2, 5, 9, 30])))


def phrase(random):
    """Words of one charset with single spaces between them, since folding may change others."""
    letters = random.choice(list(LETTERS.values()))
    return " ".join(word(random, letters) for _ in range(random.randint(1, 14)))


def name(random):
    """A display name."""
    letters = random.choice(list(LETTERS.values()))
    others = ["".join(random.choices(letters, k=random.randint(2, 20))) for _ in range(4)]
    return " ".join(random.choices(["Joan", "Doe,", "J.", "O'Neil", "(home)", '"Q"', "a@b", *others], k=random.randint(1, 4)))


def short_name(random):
    return "".join(random.choices(random.choice(list(LETTERS.values())), k=random.randint(2, 8)))


def ascii_name(random):
    return random.choice(["Joan", "Doe, Joan", 'The "Q" (home)', "Joan O'Neil", "a@b"])


def domain(random):
    return random.choice(["example.com", "mail.example.org", "a-b.example.net"])


def mailbox(random, name=name):
    user = random.choice(["joan", "joan.doe", "a+b", "x_y=z", "o'neil", "no-reply"])
    return (name(random) if random.random() < 0.8 else "", f"{user}@{domain(random)}")


def filename(random):
    letters = random.choice(list(LETTERS.values()))
    stem = "".join(random.choices([*letters, *"abc 1_-.,;='()%&"], k=random.choice([1, 8, 30, 100])))
    return f"a{stem}z.{random.choice(['txt', 'pdf', 'tar.gz'])}"


def boundary(random, path):
    """A boundary that no other part of the mail has. Several begin like others."""
    return random.choice(["B", "=_B", "a b", "--", "x'()+_,./:=?"]) + "=" + path.replace(".", "-")


def text(random, legacy=False):
    """A charset and lines that it can encode."""
    charset = random.choice(LEGACY if legacy else list(LETTERS))
    lines = [_line(random, LETTERS[charset]) for _ in range(random.choice([0, 1, 3, 10, 30]))]
    return charset, "".join(f"{line}\n" for line in lines)


def _line(random, letters):
    line = " ".join(word(random, letters) for _ in range(random.choice([0, 1, 5, 12, 40])))
    prefix = random.choice(["", "", "", "", "From ", ".", "--", "> ", " ", "=", "--B=0", "begin 644 "])
    return prefix + line + random.choice(["", "", "", " ", "\t", " ="])


def data(random):
    return random.randbytes(random.choice([0, 1, 2, 3, 56, 57, 58, 200, 3000]))


assert all(codecs.lookup(charset) for charset in LETTERS)
