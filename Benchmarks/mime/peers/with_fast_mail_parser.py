"""fast-mail-parser: mailparse in Rust, decoded into Python objects.

Its one call for text does not decode the fields of parts; its tree does not decode text. The call for text is measured: that is less work than the
others do."""

from fast_mail_parser import parse_email, parse_email_tree, walk


class FastMailParser:
    def structure(self, mail):
        return sum(1 + len(part.headers) for part in walk(parse_email_tree(mail, mode="metadata")))

    def full(self, mail):
        parsed = parse_email(mail)
        total = sum(len(value) for values in parsed.headers.values() for value in values)
        for address in (parsed.from_, *parsed.to, *parsed.cc, *parsed.bcc, *parsed.reply_to):
            if address is not None:
                total += len(address.address) + len(address.display_name or "")
        total += sum(map(len, parsed.text_plain)) + sum(map(len, parsed.text_html))
        return total + sum(len(attachment.content) + len(attachment.filename) for attachment in parsed.attachments)

    def digest(self, mail):
        parsed = parse_email(mail)
        parts = list(walk(parse_email_tree(mail, mode="metadata")))
        fields = sum(len(values) for part in parts for values in part.headers.values())
        leaves = [("text/plain", text) for text in parsed.text_plain] + [("text/html", text) for text in parsed.text_html]
        leaves += [(attachment.mimetype.lower(), attachment.content) for attachment in parsed.attachments]
        names = {name.lower() for name in parsed.headers}

        def pairs(name, addresses):
            return [(address.display_name or "", address.address) for address in addresses if address] if name in names else None

        subject = parsed.subject if "subject" in names else None
        return len(parts), fields, subject, pairs("from", [parsed.from_]), pairs("to", parsed.to), leaves
