"""Mails that Python's `email` package writes from random trees, and what must be read in them.

A seed gives the same mail every time. Some mails are written by the package's policies of today, some by its older classes, and some by
`odd_mails` in forms that are valid and that no composer here would choose.
"""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from email import policy
from email.header import Header
from email.headerregistry import Address, Group
from email.message import MIMEPart
from email.mime.application import MIMEApplication
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr

import generated_text as texts


@dataclass
class Part:
    """What a part must be read as. A text ends with line ends of the writer's choice, so they are not compared."""

    path: str
    type: str
    text: str | None = None
    data: bytes | None = None
    filename: str | None = None


@dataclass
class Generated:
    content: bytes
    # Subject, From and so on of the whole mail, as `MIMEProbe parse` gives them.
    fields: dict = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    # Whether Python's own parser reads every form in it.
    is_for_python: bool = True
    # Whether white space of header fields stands: folding by the policies of today loses some between two encoded-words.
    keeps_space: bool = True


class Tree:
    """Random trees; a subclass says how a part is made."""

    MOST_DEPTH = 4

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.parts = []

    def entity(self, path="1"):
        """A leaf, a multipart or an embedded message, with its place noted."""
        depth = path.count(".")
        kind = self.random.choices(["text", "data", "multipart", "message"], [4, 2, 3 if depth < self.MOST_DEPTH else 0, depth > 0])[0]
        return getattr(self, kind)(path)

    def note(self, path, type, **known):
        self.parts.append(Part(path, type, **known))

    def children(self, path, subtype):
        self.note(path, f"multipart/{subtype}")
        count = self.random.choice([1, 1, 2, 2, 3, 4])
        return [self.entity(f"{path}.{index}") for index in range(1, count + 1)]

    def subtype(self):
        return self.random.choice(["mixed", "alternative", "related", "parallel", "x-own"])

    def mailboxes(self, count):
        return [texts.mailbox(self.random) for _ in range(count)]

    def fields(self):
        """Fields by name, and what must be read in them."""
        random = self.random
        zone = timezone(timedelta(minutes=15 * random.randint(-48, 56)))
        date = datetime(random.randint(1980, 2060), random.randint(1, 12), random.randint(1, 28), random.randint(0, 23), 7, 5, tzinfo=zone)
        return {
            "subject": texts.phrase(random),
            "from": self.mailboxes(1),
            "to": self.mailboxes(random.randint(1, 4)),
            "date": date,
            "message_id": f"{random.getrandbits(64):x}.{random.randint(1, 99)}@{texts.domain(random)}",
        }


class Modern(Tree):
    """By the classes of today and a policy."""

    POLICIES = [
        policy.SMTP,
        policy.default,
        policy.SMTPUTF8,
        policy.SMTP.clone(cte_type="7bit"),
        policy.SMTP.clone(max_line_length=200),
        policy.default.clone(cte_type="7bit", max_line_length=60),
    ]

    def mail(self):
        self.policy = self.random.choice(self.POLICIES)
        fields = self.fields()
        message = self.entity()
        message["MIME-Version"] = "1.0"
        for name, value in self.headers(fields):
            message[name] = value
        return Generated(message.as_bytes(policy=self.policy), fields, self.parts, keeps_space=False)

    def mailboxes(self, count):
        """Names that folding leaves whole: it cuts long ones inside of encoded-words, and makes one of a comma between two."""
        name = texts.ascii_name if count > 1 else self.random.choice([texts.ascii_name, texts.short_name])
        return [texts.mailbox(self.random, name) for _ in range(count)]

    def headers(self, fields):
        def address(pair):
            user, _, domain = pair[1].rpartition("@")
            return Address(pair[0], user, domain)

        to = [address(pair) for pair in fields["to"]]
        if len(to) > 2 and self.random.random() < 0.3:
            to = [Group("List of some", tuple(to[:2])), *to[2:]]
        return [
            ("Subject", fields["subject"]),
            ("From", address(fields["from"][0])),
            ("To", to),
            ("Date", fields["date"]),
            ("Message-ID", f"<{fields['message_id']}>"),
        ]

    def named(self):
        """Arguments of set_content: a disposition with a file name, or none."""
        if self.random.random() < 0.5:
            return {}
        return {"disposition": self.random.choice(["attachment", "inline"]), "filename": texts.filename(self.random)}

    def text(self, path):
        part, named = MIMEPart(policy=self.policy), self.named()
        charset, text = texts.text(self.random)
        subtype = self.random.choice(["plain", "html", "calendar"])
        if charset.startswith("utf-") and charset != "utf-8":
            # set_content would cut such text into lines byte by byte.
            part.set_content(text.encode(charset), "text", subtype, cte="base64", params={"charset": charset}, **named)
        else:
            cte = self.random.choice([None, "quoted-printable", "base64"])
            part.set_content(text, subtype, charset=charset, cte=cte, **named)
        self.note(path, f"text/{subtype}", text=text, filename=named.get("filename"))
        return part

    def data(self, path):
        part, named, data = MIMEPart(policy=self.policy), self.named(), texts.data(self.random)
        type = self.random.choice(["application/octet-stream", "image/png", "application/pdf"])
        part.set_content(data, *type.split("/"), cte="base64", **named)
        self.note(path, type, data=data, filename=named.get("filename"))
        return part

    def multipart(self, path):
        subtype = self.subtype()
        part = MIMEPart(policy=self.policy)
        part["Content-Type"] = f"multipart/{subtype}"
        if self.random.random() < 0.5:
            part.set_param("boundary", texts.boundary(self.random, path))
        else:
            # As the generator makes them, but the same every time.
            part.set_boundary(f"==============={path.replace('.', '-')}==")
        part.set_payload(self.children(path, subtype))
        if self.random.random() < 0.3:
            part.preamble, part.epilogue = "Before the first part.\n", "Behind the last part.\n"
        return part

    def message(self, path):
        self.note(path, "message/rfc822")
        inner = self.entity(f"{path}.1")
        inner["Subject"] = "An embedded mail"
        part = MIMEPart(policy=self.policy)
        part["Content-Type"] = "message/rfc822"
        part.set_payload([inner])
        return part


class Legacy(Tree):
    """By the classes that the package had first, under its policy compat32."""

    def mail(self):
        fields, message = self.fields(), self.entity()
        charset = self.random.choice(texts.LEGACY_HEADER_CHARSETS)
        if not texts.can_encode(fields["subject"], charset):
            charset = "utf-8"
        message["Subject"] = Header(fields["subject"], charset, header_name="Subject")
        message["From"] = formataddr(fields["from"][0])
        message["To"] = ", ".join(formataddr(pair) for pair in fields["to"])
        message["Date"] = format_datetime(fields["date"])
        message["Message-ID"] = f"<{fields['message_id']}>"
        line_end = self.random.choice(["\n", "\r\n"])
        content = message.as_bytes(policy=policy.compat32.clone(linesep=line_end, mangle_from_=False))
        return Generated(content, fields, self.parts)

    def name(self, part):
        if self.random.random() < 0.5:
            return None
        filename = texts.filename(self.random)
        value = filename if filename.isascii() else ("utf-8", self.random.choice(["", "en"]), filename)
        part.add_header("Content-Disposition", "attachment", filename=value)
        return filename

    def text(self, path):
        charset, text = texts.text(self.random, legacy=True)
        part = MIMEText(text, "plain", charset)
        self.note(path, "text/plain", text=text, filename=self.name(part))
        return part

    def data(self, path):
        data = texts.data(self.random)
        part = MIMEApplication(data)
        self.note(path, "application/octet-stream", data=data, filename=self.name(part))
        return part

    def multipart(self, path):
        subtype = self.subtype()
        return MIMEMultipart(subtype, boundary=texts.boundary(self.random, path), _subparts=self.children(path, subtype))

    def message(self, path):
        self.note(path, "message/rfc822")
        return MIMEMessage(self.entity(f"{path}.1"))
