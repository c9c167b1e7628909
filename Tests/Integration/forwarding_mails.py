"""Mails that are hard to forward, by name; mails of random trees; mails of others; and mails of any size. The aliases they go to are one."""

import base64
import os
import subprocess
from pathlib import Path

from generated_mails import Legacy, Modern
from odd_mails import Odd

TO = b"To: hello@example.com\r\n"
FROM = b"From: Jane Doe <jane@ex.org>\r\n"
LONG = b"x" * 1500
PARTS = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n%s\r\n--b--\r\n"
SPECIAL = {
    "bcc": FROM + b"To: list@lists.example\r\n\r\nbody\r\n",
    "no To": FROM + b"\r\nbody\r\n",
    "no From": TO + b"\r\nbody\r\n",
    "nothing": b"",
    "only a body": b"\r\nbody",
    "two Subjects": FROM + TO + b"Subject: a\r\nSubject: b\r\nMIME-Version: 1.0\r\nMIME-Version: 1.0\r\n\r\nbody\r\n",
    "8-bit header": b"From: J\xc3\xb6rg <j@ex.org>\r\nSubject: gr\xfcn\r\n" + TO + b"\r\ngr\xfcn\r\n",
    "8-bit body": FROM + TO + b"Content-Transfer-Encoding: 8bit\r\n\r\n\xff\xfe\x80\r\n",
    "long header": FROM + TO + b"References: " + b" ".join(b"<%d@x.example>" % n for n in range(200)) + b"\r\n\r\nbody\r\n",
    "long lines": FROM + TO + b"\r\n" + LONG + b"\r\n",
    "long lines in a part": FROM + TO + PARTS % (b"Content-Type: application/pdf\r\n\r\n" + LONG),
    "long lines in HTML, 8-bit": FROM + TO + PARTS % (b"Content-Type: text/html\r\n\r\n<p>gr\xc3\xbcn" + LONG),
    "60 recipients": FROM + b"To: " + b",\r\n ".join(b"p%d@x.org" % n for n in range(60)) + b"\r\n\r\nbody\r\n",
    "signed": FROM + TO + b"Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\n\r\n" + LONG + b"\r\n--b\r\nContent-Type: application/pgp-signature\r\n\r\ns\r\n--b--\r\n",
    "signed, short lines": FROM + TO + b"Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\n\r\ntext \r\n--b\r\nContent-Type: application/pgp-signature\r\n\r\ns\r\n--b--\r\n",
    "calendar": FROM + TO + PARTS % b"Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR",
    "report": b"Return-Path: <>\r\n" + FROM + TO + b"Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nStatus: 5.1.1\r\n--b--\r\n",
    "message in base64": FROM + TO + b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(b"Subject: in\r\n\r\nx\r\n"),
    "NUL": FROM + TO + b"\r\na\0b\r\n",
    "bare CR and LF": FROM.replace(b"\r\n", b"\n") + TO.replace(b"\r\n", b"\n") + b"\na\rb\nc\r\n",
    "refused extension": FROM + TO + PARTS % b"Content-Type: application/x; name=\"setup.exe\"\r\n\r\nMZ",
    "no field": FROM + b"no field here\r\n" + TO + b"\r\nbody\r\n",
    "orders to SES": FROM + TO + b"X-SES-CONFIGURATION-SET: theirs\r\nX-SES-RETURN-PATH-ARN: x\r\nFeedback-ID: f\r\nSender: s@x.org\r\n\r\nbody\r\n",
    "mbox": b"From jane@ex.org Sat Nov 21 08:30:00 2026\r\n" + FROM + TO + b"\r\nbody\r\n",
    "two addresses without a comma": FROM + TO + b"Reply-To: a@x.org b@x.org\r\n\r\nbody\r\n",
    "no empty line": FROM + TO + b"Content-Type: multipart/mixed; boundary=b\r\n--b\r\n\r\ntext\r\n--b--\r\n",
    "broken addresses": b"From: nobody\r\nReply-To: <>\r\nTo: hello@example.com, @x, y@, z\r\n\r\nbody\r\n",
    "Bcc field": FROM + TO + b"Bcc: Hidden <hidden@x.org>, hello@example.com\r\n\r\nbody\r\n",
    "alias in Cc": FROM + b"To: Team: a@x.org, b@x.org;, c@x.org\r\ncC : Us <HELLO@Example.com>,\r\n\tothers@x.org\r\n\r\nbody\r\n",
    "every field twice": (FROM + TO + b"Date: Sat, 21 Nov 2026 08:30:00 +0000\r\nMessage-ID: <1@ex.org>\r\nReply-To: r@ex.org\r\n") * 2
    + b"Received: from a by b; Sat, 21 Nov 2026 08:30:00 +0000\r\n" * 2 + b"\r\nbody\r\n",
    "60 recipients in To and Cc": FROM + b"To: " + b", ".join(b"p%d@x.org" % n for n in range(30)) + b"\r\nCc: "
    + b",\r\n ".join(b"c%d@x.org" % n for n in range(30)) + b"\r\n\r\nbody\r\n",
    "8-bit in other fields": FROM + TO + b"X-Note: gr\xfcn\r\nComments: gr\xc3\xbcn\r\n\r\nbody\r\n",
    "long field without white space": FROM + TO + b"X-Key: " + LONG + b"\r\nSubject: s\r\n\r\nbody\r\n",
    "lines of 998": FROM + TO + b"X-Key: " + b"y" * 991 + b"\r\n\r\n" + b"x" * 998 + b"\r\n" + b"x" * 998 + b"\n",
    "long lines in an embedded mail": FROM + TO + PARTS % (b"Content-Type: message/rfc822\r\n\r\nSubject: in\r\n\r\n" + LONG),
    "long lines between parts": FROM + TO + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + LONG + b"\r\n--b\r\n\r\ntext\r\n--b--\r\n",
    "long lines in base64": FROM + TO + PARTS % (b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"QUJD" * 400),
    "PGP/MIME": FROM + TO + b"Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b\r\n\r\n--b\r\n"
    b"Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n--b\r\nContent-Type: application/octet-stream; name=encrypted.asc\r\n\r\n"
    b"-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA7\r\n=abcd\r\n-----END PGP MESSAGE-----\r\n\r\n--b--\r\n",
    "invitation": FROM + TO + PARTS.replace(b"mixed", b"alternative") % b"\r\n--b\r\n".join(
        [b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGr\xc3\xbc\xc3\x9fe",
         b"Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
         b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nATTENDEE:mailto:hello@example.com\r\nSUMMARY:Gr\xc3\xbc\r\n n\r\nEND:VEVENT\r\nEND:VCALENDAR"]
    ),
    "bounce": b"Return-Path: <>\r\nFrom: MAILER-DAEMON (Mail Delivery System)\r\n" + TO + b"Auto-Submitted: auto-replied\r\n"
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nSorry.\r\n--b\r\n"
    b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; a@b\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b\r\n"
    b"Content-Type: message/rfc822\r\n\r\nSubject: Hi\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\ngr\xfcn\r\n--b--\r\n",
    "NUL in a field": FROM + TO + b"Subject: a\0b\r\n\r\nbody\0\r\n\0",
    "refused extension by RFC 2231": FROM + TO + PARTS
    % b"Content-Type: application/x\r\nContent-Disposition: attachment; filename*0*=utf-8''r%%C3%%A9sum%%C3%%A9.s; filename*1=cr\r\n\r\nMZ",
    "refused extension in an embedded mail": FROM + TO + PARTS
    % b"Content-Type: message/rfc822\r\n\r\nContent-Type: application/x; name=\"=?utf-8?Q?a=2Eexe?=\"\r\n\r\nMZ",
    "loop marks of others": b"X-Loop: hello@example.com\r\nX-Loop: list@x.org; abc\r\n" + FROM + TO + b"\r\nbody\r\n",
    "no line end": FROM + TO + b"\r\nbody",
    "only a header": (FROM + TO)[:-2],
    "an author of another script": "From: =?utf-8?B?0JjQstCw0L0g0JjQstCw0L3QvtCy?= <ivan@xn--e1afmkfd.example>\r\n".encode() + TO + b"\r\nbody\r\n",
    "an author of many": b"From: a@x.org, " + b", ".join(b'"J, D %d" <j%d@x.org>' % (n, n) for n in range(40)) + b"\r\nSender: a@x.org\r\n" + TO + b"\r\nbody\r\n",
}
"""What each is named by: every special case that is known to break forwarders."""


def smime(folder):
    """A signed and an encrypted mail that openssl writes."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"

    def openssl(content, *arguments):
        return subprocess.run(["openssl", *arguments], input=content, capture_output=True, check=True).stdout

    what = ["-subj", "/CN=Jane", "-days", "30", "-addext", "extendedKeyUsage=emailProtection"]
    openssl(b"", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *what, "-keyout", key, "-out", certificate)
    part = b"Content-Type: text/plain\r\n\r\n-- \r\nText \t \r\n\r\n"
    signer = ["-signer", certificate, "-inkey", key]
    return {
        "S/MIME, signed": FROM + TO + openssl(part, "smime", "-sign", *signer),
        "S/MIME, signed and opaque": FROM + TO + openssl(part, "smime", "-sign", "-nodetach", *signer),
        "S/MIME, encrypted": FROM + TO + openssl(part, "smime", "-encrypt", "-aes256", certificate),
    }


def generated(count):
    """So many mails of random trees, each with a name of its own; the same ones every time."""
    kinds = (Modern, Legacy, Odd)
    for number in range(count):
        kind = kinds[number % len(kinds)]
        yield f"{kind.__name__} {number // len(kinds)}", kind(number // len(kinds)).mail().content


def corpus():
    """The mails of others in the folder that `POSTROOM_CORPUS` names, by their paths in it."""
    folder = Path(os.environ["POSTROOM_CORPUS"])
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".eml", ".msg", ".raw"):
            yield str(path.relative_to(folder)), path.read_bytes()


def of_size(size, name="report.pdf"):
    """A mail of exactly so many bytes with an attachment in base64."""
    head = FROM + TO + b"Subject: A large mail\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nIt is attached.\r\n--b\r\n"
    head += b'Content-Type: application/octet-stream; name="%s"\r\nContent-Transfer-Encoding: base64\r\n\r\n' % name.encode()
    return filled(head, base64.b64encode(bytes(range(57))) + b"\r\n", size)


def with_long_lines(size, type):
    """A mail of exactly so many bytes with one part of lines that SES refuses."""
    head = FROM + TO + b"Subject: Long lines\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: %s\r\n\r\n" % type.encode()
    return filled(head, bytes(range(32, 127)) * 20 + b"\r\n", size)


def filled(head, line, size):
    end = b"\r\n--b--\r\n"
    count = size - len(head) - len(end)
    return head + (line * (count // len(line) + 1))[:count] + end
