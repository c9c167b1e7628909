"""Mails in forms that the standards allow and that composers do not choose: comments, folding at every place, RFC 2231 sections in any
order, encoded-words of all kinds, odd line lengths and line ends.
"""

import base64
import binascii
from email.utils import format_datetime

import generated_text as texts
from generated_mails import Generated, Tree

COMMENTS = ["(a)", "(a (b) c)", "(a \\) b)", "(=?utf-8?Q?x?=)", "()"]
ZONES = {0: ["GMT", "UT", "+0000", "Z"], -300: ["EST", "-0500"], -240: ["EDT", "-0400"], -480: ["PST", "-0800"]}
TOKEN = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&+-.^_`{|}~")


class Odd(Tree):
    """Python's own parser reads few of these forms: it knows a transfer encoding by its name alone, for one."""

    def mail(self):
        fields = self.fields()
        lines = [*self.headers(fields), *self.entity()]
        # Without a delimiter behind it, a line end would belong to the body.
        if isinstance(lines[-2], tuple):
            lines.pop()
        choice = self.random.choice(["\n", "\r\n", "both"])
        ends = {"both": ["\n", "\r\n"]}.get(choice, [choice])
        content = b"".join(self.joined(lines, ends))
        return Generated(content, fields, self.parts, is_for_python=False)

    def joined(self, lines, ends):
        """Lines are bytes and get a random end; a tuple holds bytes that already have all of theirs."""
        for line in lines:
            yield line[0] if isinstance(line, tuple) else line + self.random.choice(ends).encode()

    # MARK: Fields

    def cfws(self):
        """White space, folded or not, and sometimes a comment."""
        comment = self.random.choice(COMMENTS)
        return self.random.choice([" ", " ", " ", "\t", "\n ", " \n\t", f" {comment} ", f"\n {comment}\n "])

    def fws(self):
        return self.random.choice([" ", " ", "\n ", "\n\t"])

    def field(self, name, value):
        """Lines of a field; LF in the value is where it is folded."""
        name = self.random.choice([name, name.lower(), name.upper()])
        return [line.encode() for line in f"{name}:{self.random.choice([' ', '', '  ', self.fws()])}{value}".split("\n")]

    def headers(self, fields):
        date = fields["date"]
        fields["date"] = date = date.replace(second=0)
        return [
            *self.field("Subject", self.words(fields["subject"])),
            *self.field("From", self.mailbox(*fields["from"][0])),
            *self.field("To", self.address_list(fields["to"])),
            *self.field("Date", self.date(date)),
            *self.field("Message-ID", f"{self.cfws()}<{fields['message_id']}>{self.cfws()}".rstrip()),
        ]

    def date(self, date):
        _, day, month, year, time, zone = format_datetime(date).split()
        minutes = int(date.utcoffset().total_seconds() // 60)
        zone = self.random.choice(ZONES.get(minutes, [zone]))
        year = year[2:] if self.random.random() < 0.3 and date.year < 2050 else year
        time = time[:5] if self.random.random() < 0.5 else time
        weekday = f"{date:%a}," if self.random.random() < 0.5 else ""
        return self.cfws().join(filter(None, [weekday, str(int(day)), month, year, time, zone])) + self.random.choice(["", " (zone)"])

    def address_list(self, pairs):
        items = [self.mailbox(*pair) for pair in pairs]
        if self.random.random() < 0.3:
            return f"Group {self.random.choice(COMMENTS)}:{self.fws()}{','.join(items)};"
        return self.random.choice([", ", ",", ",\n\t", ", ,"]).join(items)

    def mailbox(self, name, address):
        if not name:
            # No comment: it would be the name.
            return self.random.choice([address, f"<{address}>", f"{self.fws()}<{address}>"])
        shown = self.quoted(name) if name.isascii() and self.random.random() < 0.7 else self.words(name, always=True)
        route = "@a.example,@b.example:" if self.random.random() < 0.2 else ""
        return f"{shown}{self.cfws()}<{route}{address}>"

    # MARK: Encoded-words

    def words(self, text, always=False):
        """A text in encoded-words, each of whole characters; ASCII may stay as it is."""
        if text.isascii() and "=?" not in text and not always:
            return text.replace(" ", self.fws())
        charset = self.charset(text, "iso-8859-1", "iso-8859-15", "gb18030", "euc-jp", "utf-8", "utf-8")
        pieces, start = [], 0
        while start < len(text):
            end = start + self.random.randint(1, 9)
            pieces.append(self.encoded_word(text[start:end], charset))
            start = end
        return self.fws().join(pieces)

    def charset(self, text, *charsets):
        return self.random.choice([charset for charset in charsets if texts.can_encode(text, charset)])

    def encoded_word(self, text, charset):
        data = text.encode(charset)
        label = self.random.choice([charset, charset.upper(), f"{charset}*en"])
        if self.random.random() < 0.5:
            return f"=?{label}?{self.random.choice('Bb')}?{base64.b64encode(data).decode()}?="
        letters = "".join(chr(byte) if chr(byte).isalnum() and byte < 128 else "_" if byte == 32 else f"={byte:02X}" for byte in data)
        return f"=?{label}?{self.random.choice('Qq')}?{letters}?="

    # MARK: Parameters

    def quoted(self, text):
        escaped = "".join(f"\\{c}" if c in '"\\' or (c.isalnum() and self.random.random() < 0.05) else c for c in text)
        return f'"{escaped}"'

    def value(self, text):
        return text if text and set(text) <= TOKEN and self.random.random() < 0.7 else self.quoted(text)

    def parameter(self, name, text):
        """A parameter in one piece, or as sections in any order (RFC 2231)."""
        name = self.random.choice([name, name.upper()])
        if text.isascii() and self.random.random() < 0.5:
            return [f"{name}={self.value(text)}"]
        charset = self.charset(text, "iso-8859-1", "gb18030", "utf-8")
        prefix = f"{charset}'{self.random.choice(['', 'en'])}'"
        if self.random.random() < 0.3:
            return [f"{name}*={prefix}{self.percent(text.encode(charset))}"]
        sections, data, start = [], text.encode(charset), 0
        while start < len(data) or not sections:
            end = start + self.random.randint(1, 20)
            piece, number = data[start:end], len(sections)
            # Section 0 has the charset, so it is always the extended form.
            if number and piece.isascii() and self.random.random() < 0.5:
                sections.append(f"{name}*{number}={self.value(piece.decode())}")
            else:
                sections.append(f"{name}*{number}*={prefix if number == 0 else ''}{self.percent(piece)}")
            start = end
        self.random.shuffle(sections)
        return sections

    def percent(self, data):
        return "".join(chr(byte) if chr(byte) in TOKEN and self.random.random() < 0.8 else f"%{byte:02X}" for byte in data)

    def content_type(self, type, **parameters):
        type = self.random.choice([type, type.upper(), type.title()])
        pieces = [p for name, text in parameters.items() if text is not None for p in self.parameter(name, text)]
        self.random.shuffle(pieces)
        return self.field("Content-Type", "".join([type, *(f"{self.optional_cfws()};{self.cfws()}{piece}" for piece in pieces)]))

    def optional_cfws(self):
        return self.random.choice(["", "", self.cfws()])

    # MARK: Entities

    def leaf(self, path, type, data, charset=None, text=None):
        filename = texts.filename(self.random) if self.random.random() < 0.5 else None
        self.note(path, type, data=data, text=text, filename=filename)
        encoding, body = self.encoded(data)
        comment = self.random.choice(COMMENTS)
        label = self.random.choice([encoding, encoding.upper(), f"{comment} {encoding}", f"{encoding} {comment}"])
        fields = [self.content_type(type, charset=charset), self.field("Content-Transfer-Encoding", label)]
        if filename is not None:
            pieces = self.parameter("filename", filename)
            value = f"attachment{self.optional_cfws()}" + "".join(f";{self.cfws()}{piece}" for piece in pieces)
            fields.append(self.field("Content-Disposition", value))
        self.random.shuffle(fields)
        return [*(line for lines in fields for line in lines), b"", (body,), b""]

    def encoded(self, data):
        if self.random.random() < 0.5:
            return "base64", self.wrapped(base64.b64encode(data), self.random.choice([1, 3, 60, 76, 998]))
        # Every byte may be written as hexadecimal digits, and a line may end anywhere.
        text = binascii.b2a_qp(data, istext=False, quotetabs=self.random.random() < 0.5)
        return "quoted-printable", text.replace(b"=\n", self.random.choice([b"=\r\n", b"=\n"]))

    def wrapped(self, data, size):
        end = self.random.choice([b"\n", b"\r\n"])
        return end.join(data[start : start + size] for start in range(0, len(data), size))

    def text(self, path):
        charset, text = texts.text(self.random)
        return self.leaf(path, self.random.choice(["text/plain", "text/html"]), text.encode(charset), charset, text)

    def data(self, path):
        return self.leaf(path, self.random.choice(["application/octet-stream", "image/gif"]), texts.data(self.random))

    def multipart(self, path):
        subtype = self.subtype()
        boundary = texts.boundary(self.random, path)
        lines = [*self.content_type(f"multipart/{subtype}", boundary=boundary), b""]
        if self.random.random() < 0.3:
            lines += [b"Before the first part.", b"--" + boundary[:-1].encode() + b"@", b""]
        for part in self.children(path, subtype):
            lines += [b"--" + boundary.encode() + self.random.choice([b"", b"", b" ", b"\t "]), *part]
        return [*lines, b"--" + boundary.encode() + b"--", b"Behind the last part.", b""]

    def message(self, path):
        self.note(path, "message/rfc822")
        return [*self.content_type("message/rfc822"), b"", *self.field("Subject", "An embedded mail"), *self.entity(f"{path}.1")]
