"""Ten mails of different kinds, as bytes with CRLF, with what is in them."""

import hashlib
import random
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP


@dataclass
class Mail:
    name: str
    content: bytes
    subject: str
    text: str | None = None
    html: str | None = None
    # Decoded bytes of the attachments, in order.
    attachments: list[bytes] = field(default_factory=list)
    defects: bool = False


def noise(size, seed):
    return random.Random(seed).randbytes(size)


def composed(subject, text=None):
    message = EmailMessage(policy=SMTP)
    message["From"] = "Jane Doe <jane@example.com>"
    message["To"] = "box@postroom.test"
    message["Subject"] = subject
    message["Date"] = "Sat, 21 Nov 2026 09:30:00 +0100"
    message["Message-ID"] = f"<{hashlib.sha256(subject.encode()).hexdigest()[:16]}@example.com>"
    if text is not None:
        message.set_content(text)
    return message


def plain():
    message = composed("Plain text", "Hello,\n\n.a line that begins with a dot\n..two dots\n.\n-- \nJane\n")
    return Mail("text", message.as_bytes(), "Plain text", "Hello,\r\n\r\n.a line that begins with a dot\r\n..two dots\r\n.\r\n-- \r\nJane\r\n")


def html_with_inline_image():
    image = noise(5000, 1)
    message = composed("A picture", "See the picture.\n")
    message.add_alternative('<p>See <img src="cid:pic@example.com"></p>\n', subtype="html")
    message.get_payload()[1].add_related(image, "image", "png", cid="<pic@example.com>", filename="pic.png")
    return Mail(
        "HTML with an inline image", message.as_bytes(), "A picture", "See the picture.\r\n",
        '<p>See <img src="cid:pic@example.com"></p>\r\n', [image],
    )


def latin1():
    header = "From: =?iso-8859-1?q?J=F6rg?= <joerg@example.com>\r\nSubject: Latin 1\r\nMIME-Version: 1.0\r\n"
    header += "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    text = "Grüße aus Köln, 5 £\r\n"
    return Mail("8-bit Latin-1", header.encode() + text.encode("latin-1"), "Latin 1", text)


def utf8_subject():
    subject = "Ünïcödé – 日本語の件名がとても長いので複数のエンコード語に分かれます 🎉"
    return Mail("UTF-8 subject", composed(subject, "Body\n").as_bytes(), subject, "Body\r\n")


def calendar():
    event = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1@example.com\r\nSUMMARY:Lunch\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    message = composed("Lunch", "You are invited.\n")
    message.add_alternative(event.encode(), "text", "calendar", params={"method": "REQUEST"}, cte="base64")
    return Mail("calendar", message.as_bytes(), "Lunch", "You are invited.\r\n", None, [event.encode()])


def large():
    data = noise(20 * 1024 * 1024, 2)
    message = composed("20 MB", "The file.\n")
    message.add_attachment(data, "application", "octet-stream", filename="big file (1).bin")
    return Mail("20 MB attachment", message.as_bytes(), "20 MB", "The file.\r\n", None, [data])


def nested():
    inner = composed("Inner", "The inner text.\n")
    inner.add_attachment(noise(300, 3), "application", "pdf", filename="inner.pdf")
    outer = composed("Outer", "See the attached mail.\n")
    outer.add_attachment(inner)
    embedded = outer.as_bytes().split(b"Content-Type: message/rfc822", 1)[1].split(b"\r\n\r\n", 1)[1]
    boundary = outer.get_boundary().encode()
    return Mail("nested rfc822", outer.as_bytes(), "Outer", "See the attached mail.\r\n", None, [embedded.split(b"\r\n--" + boundary)[0]])


def malformed():
    content = (
        b"From: \"broken <broken@example.com\r\nSubject : Malformed\r\nno colon here\r\nContent-Type: multipart/mixed; boundary=b\r\n"
        b"Content-Type: text/plain\r\n\r\n--b\r\nContent-Type: text/plain; charset=nonsense\r\nContent-Transfer-Encoding: base64\r\n\r\nSGVs*bG8g!!\r\n"
        b"--b\r\nContent-Type: application/x\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=ZZ=41=\xff\x00\r\n"
    )
    return Mail("malformed", content, "Malformed", "Hello ", None, [b"=ZZA=\xff\x00\r\n"], defects=True)


def html_only():
    message = composed("Only HTML")
    message.set_content("<p>Ünly HTML with a long line: " + "x" * 990 + "</p>\n", subtype="html", cte="quoted-printable")
    return Mail("HTML only", message.as_bytes(), "Only HTML", None, "<p>Ünly HTML with a long line: " + "x" * 990 + "</p>\r\n")


def named_attachments():
    message = composed("Names", "Three files.\n")
    files = [noise(1000, 4), b"", noise(77, 5)]
    for data, name in zip(files, ["naïve café.pdf", "empty.txt", 'quote".bin']):
        message.add_attachment(data, "application", "octet-stream", filename=name)
    return Mail("attachments with odd names", message.as_bytes(), "Names", "Three files.\r\n", None, files)


MAILS = [
    plain(), html_with_inline_image(), latin1(), utf8_subject(), calendar(), large(), nested(), malformed(), html_only(), named_attachments(),
]
