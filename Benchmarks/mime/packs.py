#!/usr/bin/env python3
"""The mails that `make bench-mime` measures with: made from a seed, the same bytes every time.

A pack is one file: for each mail its length as eight bytes, least significant first, and its bytes."""

import hashlib
import random
import sys
from base64 import b64encode, encodebytes
from binascii import b2a_qp
from pathlib import Path

WORDS = {
    "en": "we wrote this letter because spring came early and your garden may want new seeds before the market opens again on Friday morning".split(),
    "de": "wir grüßen herzlich alle Leserinnen und Leser über Straßen Bücher Märkte schöne Gärten und größere Häuser für die nächste Woche".split(),
    "fr": "voilà déjà l’été où nos élèves préfèrent la forêt près du château et goûtent à côté des pâtisseries très légères".split(),
    "es": "mañana el niño compró jabón en la peluquería según nuestra tía más pequeña también tomó café con azúcar".split(),
    "pl": "źródło żółtej wody płynie wśród łąk gdzie gęś i żaba piją świeżą rosę o świcie każdego dnia".split(),
    "ru": "сегодня утром новый каталог пришёл в город и каждый читатель получил письмо со скидкой на книги и чай".split(),
    "el": "σήμερα το πρωί η αγορά άνοιξε νωρίς και όλοι βρήκαν φρέσκα λαχανικά ψωμί και ωραία λουλούδια".split(),
    "ja": "本日の お知らせ 新しい 商品 が 届きました 春の 特集 を ご覧ください 送料 無料 会員 限定 割引 クーポン です".split(),
    "zh": "今天 我们 推出 新的 产品 欢迎 大家 来到 商店 享受 春季 优惠 会员 可以 免费 配送 请 查看 目录".split(),
    "ar": "اليوم وصلت الكتب الجديدة إلى المكتبة ويمكن للأعضاء الحصول على خصم خاص حتى نهاية الأسبوع القادم".split(),
}
ASCII = "en"
LATIN = ("de", "fr", "es")


def sentence(rng, language, words=12):
    chosen = [rng.choice(WORDS[language]) for _ in range(rng.randint(words // 2, words * 3 // 2))]
    return " ".join(chosen).capitalize() + rng.choice([".", ".", "!", "?", ", 20% – 30 €." if language not in (ASCII, *LATIN) else "."])


def encoded_word(rng, text):
    """Encoded-words of whole characters, at most 75 long, folded."""
    base64 = rng.random() < 0.6
    words, current = [], b""
    for character in text:
        piece = character.encode()
        grown = current + piece
        size = (len(grown) + 2) // 3 * 4 if base64 else sum(1 if chr(b).isalnum() and b < 128 or b == 32 else 3 for b in grown)
        if current and size > 75 - 12:
            words.append(current)
            grown = piece
        current = grown
    words.append(current)
    if base64:
        return "\r\n ".join(f"=?UTF-8?B?{b64encode(word).decode()}?=" for word in words)
    return "\r\n ".join(
        "=?utf-8?Q?" + "".join("_" if b == 32 else chr(b) if b < 128 and chr(b).isalnum() else f"={b:02X}" for b in word) + "?="
        for word in words
    )


def header_text(rng, text):
    return text if text.isascii() else encoded_word(rng, text)


def quoted_printable(data):
    """CRLF text as quoted-printable with CRLF line ends."""
    return b2a_qp(data.replace(b"\r\n", b"\n"), istext=True).replace(b"\n", b"\r\n")


def base64_lines(data):
    return encodebytes(data).replace(b"\n", b"\r\n")


def token(rng, length):
    return "".join(rng.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(length))


def date(rng):
    weekday, day = rng.choice([("Mon", 2), ("Tue", 3), ("Wed", 4), ("Thu", 5), ("Fri", 6), ("Sat", 7), ("Sun", 8)])
    return f"{weekday}, {day} Nov 2026 {rng.randint(0, 23):02}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02} {rng.choice(['+0000', '+0100', '-0800'])}"


def received(rng):
    by, source = f"mx{rng.randint(1, 9)}.{token(rng, 8)}.example", f"out-{rng.randint(1, 99)}.{token(rng, 10)}.example"
    return (
        f"Received: from {source} ({source} [192.0.2.{rng.randint(1, 254)}])\r\n\tby {by} with ESMTPS id {token(rng, 14)}\r\n"
        f"\tfor <reader@inbox.example>\r\n\t(version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);\r\n\t{date(rng)}\r\n"
    )


def dkim(rng, domain):
    def folded(length, first):
        text = b64encode(rng.randbytes(length)).decode()
        lines = [text[:first]] + [text[start : start + 70] for start in range(first, len(text), 70)]
        return "\r\n\t ".join(lines)

    return (
        f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s={token(rng, 8)};\r\n\tt=1795000000; i=@{domain};\r\n"
        f"\tbh={folded(32, 60)};\r\n\th=From:To:Subject:Date:Message-ID:List-Unsubscribe:MIME-Version:Content-Type;\r\n\tb={folded(256, 60)}\r\n"
    )


def newsletter(rng):
    """7 to 33 KB; half of them in a language of mostly ASCII letters and a third in one with none."""
    language = rng.choices(list(WORDS), [5, 2, 2, 2, 1, 1, 1, 1, 1, 1])[0]
    domain = f"{token(rng, 9)}.example"
    subject, sender = sentence(rng, language, 7), " ".join(rng.sample(WORDS[language], 2)).title()
    reader = " ".join(rng.sample(WORDS[rng.choice(list(WORDS))], 2)).title()
    name = header_text(rng, sender)
    head = f"Return-Path: <bounce-{token(rng, 20)}@{domain}>\r\nDelivered-To: reader@inbox.example\r\n"
    head += "".join(received(rng) for _ in range(5)) + dkim(rng, domain) + dkim(rng, "sender.example")
    head += f"From: {name} <news@{domain}>\r\nTo: {header_text(rng, reader)} <reader@inbox.example>\r\nReply-To: {name} <reply-{token(rng, 12)}@{domain}>\r\n"
    head += f"Subject: {header_text(rng, subject)}\r\nDate: {date(rng)}\r\nMessage-ID: <{token(rng, 24)}@{domain}>\r\n"
    head += f"List-Id: <{token(rng, 8)}.{domain}>\r\nList-Unsubscribe: <https://{domain}/u/{token(rng, 60)}>,\r\n <mailto:u-{token(rng, 20)}@{domain}>\r\n"
    head += f"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nFeedback-ID: {token(rng, 6)}:{token(rng, 6)}:sender\r\nX-Mailer: Newsletter 4.{rng.randint(0, 9)}\r\n"
    boundary = f"----=_Part_{rng.randint(1000, 999999)}_{token(rng, 12)}"
    head += f'MIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n\tboundary="{boundary}"\r\n\r\n'
    encoding, encode = ("quoted-printable", quoted_printable) if rng.random() < 0.8 else ("base64", base64_lines)
    size = rng.randint(3_500, 26_000)
    text, html = [], [f"<!DOCTYPE html>\r\n<html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{subject}</title></head>\r\n<body style=\"margin:0;padding:0\">\r\n"]
    length = 0
    while length < size:
        paragraph = " ".join(sentence(rng, language) for _ in range(rng.randint(1, 4)))
        link = f"https://{domain}/c/{token(rng, rng.randint(20, 90))}?utm_source=news&utm_id={rng.randint(1, 999)}"
        if rng.random() < 0.4:
            text += [paragraph + "\r\n\r\n" if rng.random() < 0.7 else f"{paragraph}\r\n{link}\r\n\r\n"]
            length += len(encode(text[-1].encode()))
        html.append(
            f'<table width="600" cellpadding="0" cellspacing="0" style="border-collapse:collapse;font-family:Arial,sans-serif">\r\n<tr>'
            f'<td style="padding:{rng.randint(4, 32)}px;color:#{rng.randint(0, 0xFFFFFF):06x}"><a href="{link}">{paragraph}</a></td></tr></table>\r\n'
        )
        length += len(encode(html[-1].encode()))
    html.append("</body></html>\r\n")
    mail = head.encode()
    for subtype, content in (("plain", "".join(text) or subject + "\r\n"), ("html", "".join(html))):
        mail += f"--{boundary}\r\nContent-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode()
        mail += encode(content.encode()) + b"\r\n"
    return mail + f"--{boundary}--\r\n".encode()


def plain_head(rng, language):
    name = " ".join(rng.sample(WORDS[language], 2)).title()
    subject = sentence(rng, language, 6)
    return (
        "".join(received(rng) for _ in range(rng.randint(0, 2)))
        + f"From: {header_text(rng, name)} <{token(rng, 7)}@{token(rng, 7)}.example>\r\n"
        + f"To: {', '.join(f'{token(rng, 6)}@inbox.example' for _ in range(rng.randint(1, 3)))}\r\n"
        + f"Subject: {header_text(rng, subject)}\r\nDate: {date(rng)}\r\nMessage-ID: <{token(rng, 16)}@{token(rng, 7)}.example>\r\n"
    )


def small(rng):
    kind = rng.choice(["7bit", "7bit", "quoted-printable", "latin", "latin-quoted", "attachment", "no mime"])
    language = ASCII if kind in ("7bit", "no mime") else rng.choice(LATIN) if kind.startswith("latin") else rng.choice(list(WORDS))
    text = ""
    size = rng.randint(60, 2500) // (2 if kind in ("quoted-printable", "attachment") else 1)
    while len(text.encode()) < size:
        text += " ".join(sentence(rng, language) for _ in range(rng.randint(1, 3))) + "\r\n" * rng.randint(1, 2)
    head = plain_head(rng, language)
    if kind == "no mime":
        return (head + "\r\n" + text).encode()
    head += "MIME-Version: 1.0\r\n"
    if kind == "7bit":
        return (head + "Content-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit\r\n\r\n" + text).encode()
    if kind == "quoted-printable":
        return (head + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n").encode() + quoted_printable(text.encode())
    if kind.startswith("latin"):
        # ISO-8859-1 has neither the typographic apostrophe nor the euro sign.
        content = text.replace("’", "'").encode("iso-8859-1", "replace")
        encoding = "8bit" if kind == "latin" else "quoted-printable"
        head += f"Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
        return head.encode() + (content if kind == "latin" else quoted_printable(content))
    boundary = token(rng, 24)
    name = rng.choice(["invoice.pdf", "photo.png", "Gruß.pdf"])
    parameter = f'filename="{name}"' if name.isascii() else "filename*=utf-8''Gru%C3%9F.pdf"
    return (
        (head + f'Content-Type: multipart/mixed; boundary="{boundary}"\r\n\r\n--{boundary}\r\n').encode()
        + b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        + quoted_printable(text.encode())
        + f"\r\n--{boundary}\r\nContent-Type: application/{'pdf' if name.endswith('pdf') else 'octet-stream'}\r\nContent-Disposition: attachment; {parameter}\r\n".encode()
        + b"Content-Transfer-Encoding: base64\r\n\r\n"
        + base64_lines(rng.randbytes(rng.randint(200, 900)))
        + f"\r\n--{boundary}--\r\n".encode()
    )


def large(rng, megabytes):
    """Text, HTML and as many attachments of up to 12 MB as it takes; at most `megabytes` * 10**6 bytes."""
    language = rng.choice(list(WORDS))
    boundary, inner = token(rng, 28), token(rng, 28)
    text = "\r\n".join(sentence(rng, language) for _ in range(40)) + "\r\n"
    mail = [(plain_head(rng, language) + f'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="{boundary}"\r\n\r\n--{boundary}\r\n').encode()]
    mail.append(f'Content-Type: multipart/alternative; boundary="{inner}"\r\n\r\n'.encode())
    for subtype, content in (("plain", text), ("html", f"<html><body><p>{text}</p></body></html>\r\n")):
        mail.append(f"--{inner}\r\nContent-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n".encode())
        mail.append(quoted_printable(content.encode()) + b"\r\n")
    mail.append(f"--{inner}--\r\n".encode())
    left = megabytes * 10**6 - sum(map(len, mail)) - 100
    number = 0
    while left > 1000:
        number += 1
        head = f'\r\n--{boundary}\r\nContent-Type: application/pdf; name="{number}.pdf"\r\nContent-Disposition: attachment; filename="{number}.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n'.encode()
        take = min(left, 12_000_000) - len(head)
        mail += [head, base64_lines(rng.randbytes(take // 78 * 57))]
        left -= take + len(head)
    return b"".join(mail) + f"\r\n--{boundary}--\r\n".encode()


def mails(name):
    rng = random.Random(f"bench-mime {name.removesuffix('_lf')}")
    if name == "news":
        return [newsletter(rng) for _ in range(300)]
    if name == "small":
        return [small(rng) for _ in range(1000)]
    made = [large(rng, megabytes) for megabytes in (10, 20, 40)]
    return [mail.replace(b"\r\n", b"\n") for mail in made] if name == "large_lf" else made


NAMES = ("news", "small", "large", "large_lf")


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        for mail in content:
            file.write(len(mail).to_bytes(8, "little") + mail)
    part.rename(path)
    return path


def made(folder):
    """The pack files, made unless this very script has made them before."""
    stamp = folder / "stamp"
    version = hashlib.sha256(Path(__file__).read_bytes()).hexdigest() + f" {sys.version_info[:2]}"
    paths = {name: folder / f"{name}.pack" for name in NAMES}
    if not stamp.exists() or stamp.read_text() != version or not all(path.exists() for path in paths.values()):
        for name, path in paths.items():
            write(path, mails(name))
        stamp.write_text(version)
    return paths


def read(path):
    data, content, position = path.read_bytes(), [], 0
    while position < len(data):
        length = int.from_bytes(data[position : position + 8], "little")
        content.append(data[position + 8 : position + 8 + length])
        position += 8 + length
    return content


def checksum(folder):
    """One for all packs: the same mails were measured where it is the same."""
    return hashlib.sha256(b"".join((folder / f"{name}.pack").read_bytes() for name in NAMES)).hexdigest()[:16]


def corpus(folder, path):
    """A pack of every regular file below a folder, in the order of their names."""
    return write(path, [file.read_bytes() for file in sorted(Path(folder).rglob("*")) if file.is_file()])


if __name__ == "__main__":
    for name, path in made(Path(sys.argv[1])).items():
        print(name, path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest()[:16])
