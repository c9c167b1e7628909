"""The SMTP server as clients meet it: its answers, its limits, and the attacks that it withstands."""

import smtplib
import socket

import pytest


class Wire:
    """A client that sends exactly what it is told to."""

    def __init__(self, postroom):
        self.socket = socket.create_connection(("127.0.0.1", postroom.smtp_port), 30)
        self.file = self.socket.makefile("rb")
        assert self.reply().startswith("220 ")

    def reply(self):
        lines = []
        while line := self.file.readline():
            lines.append(line.decode().rstrip("\r\n"))
            if line[3:4] != b"-":
                break
        return "\n".join(lines)

    def send(self, data):
        self.socket.sendall(data)

    def ask(self, line):
        self.send(line.encode() + b"\r\n")
        return self.reply()

    def begin(self, recipient="box@postroom.test"):
        assert self.ask("EHLO client.example").startswith("250")
        assert self.ask("MAIL FROM:<a@example.com>").startswith("250 2.1.0")
        assert self.ask(f"RCPT TO:<{recipient}>").startswith("250 2.1.5")
        assert self.ask("DATA").startswith("354 ")


@pytest.fixture
def wire(postroom):
    return Wire(postroom)


def test_extensions(postroom):
    with postroom.smtp() as client:
        client.ehlo()
        assert set(client.esmtp_features) == {"pipelining", "size", "8bitmime", "smtputf8", "enhancedstatuscodes"}
        assert client.esmtp_features["size"] == str(40 * 1024 * 1024)


def test_pipelined_commands_are_answered_in_order(postroom, wire):
    wire.send(
        b"EHLO c.example\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.org>\r\nRCPT TO:<not an address>\r\nDATA\r\n"
    )
    codes = [wire.reply()[:3] for _ in range(5)]
    assert codes == ["250", "250", "250", "501", "354"]
    wire.send(b"Subject: piped\r\n\r\nx\r\n.\r\nNOOP\r\nQUIT\r\n")
    assert [wire.reply()[:3] for _ in range(3)] == ["250", "250", "221"]
    assert [message["subject"] for message in postroom.messages("b@example.org")] == ["piped"]


def test_content_in_single_bytes(postroom, wire):
    wire.begin()
    wire.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for byte in b"Subject: slow\r\n\r\n..dot\r\n.\r\n":
        wire.send(bytes([byte]))
    assert wire.reply().startswith("250 ")
    [message] = postroom.messages("box@postroom.test")
    assert postroom.message("box@postroom.test", message["id"]).json["text"] == ".dot\r\n"


@pytest.mark.parametrize(
    "end", [b"\n.\n", b"\n.\r\n", b"\r.\r", b"\r\n.\n", b"\r\n.\r", b"\r.\r\n"], ids=repr
)
def test_only_crlf_dot_crlf_ends_a_mail(postroom, wire, end):
    """SMTP smuggling: what another server takes for the end of a mail must not begin a second one here."""
    smuggled = b"MAIL FROM:<evil@example.com>\r\nRCPT TO:<victim@postroom.test>\r\nDATA\r\nSubject: smuggled\r\n\r\nx\r\n"
    wire.begin()
    wire.send(b"Subject: outer\r\n\r\nbody" + end + smuggled + b".\r\n")
    assert wire.reply().startswith("250 2.0.0")
    assert [message["subject"] for message in postroom.messages("box@postroom.test")] == ["outer"]
    assert postroom.request("GET", "/api/v1/mailboxes/victim@postroom.test").status == 404
    assert wire.ask("NOOP").startswith("250 2.0.0")


@pytest.mark.parametrize(
    "line, code",
    [
        (b"NOOP\n", "500 5.5.2"),
        (b"NO\x00OP\r\n", "500 5.5.2"),
        (b"MAIL FROM:<a@example.com>\rRCPT TO:<b@example.com>\r\n", "500 5.5.2"),
        (b"\xff\xfe\r\n", "500 5.5.2"),
        (b"NOOP " + b"x" * 5000 + b"\r\n", "500 5.5.2"),
        (b"WHAT\r\n", "500 5.5.1"),
        (b"\r\n", "500 5.5.1"),
        (b"STARTTLS\r\n", "502 5.5.1"),
        (b"AUTH PLAIN AAAA\r\n", "502 5.5.1"),
        (b"EHLO\r\n", "501 5.5.4"),
        (b"MAIL FROM:<a@example.com>\r\n", "503 5.5.1"),
        (b"RCPT TO:<a@example.com>\r\n", "503 5.5.1"),
        (b"DATA\r\n", "503 5.5.1"),
        (b"VRFY root\r\n", "252 "),
    ],
    ids=repr,
)
def test_bad_lines_are_answered_and_the_session_goes_on(wire, line, code):
    wire.send(line)
    assert wire.reply().startswith(code)
    assert wire.ask("NOOP").startswith("250")


@pytest.mark.parametrize(
    "command, code",
    [
        ("MAIL FROM:a@example.com", "501 5.1.7"),
        ("MAIL FROM:<a@example.com> SIZE=99999999999", "552 5.3.4"),
        ("MAIL FROM:<a@example.com> SIZE=99999999999999999999", "552 5.3.4"),
        ("MAIL FROM:<a@example.com> SIZE=x", "501 5.5.4"),
        ("MAıL FROM:<a@example.com>", "500 5.5.1"),
        ("MAIL FROM:<a@example.com> BODY=BINARYMIME", "555 5.5.4"),
        ("MAIL FROM:<ü@example.com>", "553 5.6.7"),
        ("MAIL FROM:<a b@example.com>", "501 5.1.3"),
        ("MAIL FROM:<>", "250 2.1.0"),
        ("MAIL FROM:<ü@example.com> SMTPUTF8", "250 2.1.0"),
        ("mail from: <a@example.com> size=100 body=8bitmime", "250 2.1.0"),
        ('MAIL FROM:<"a > b"@example.com>', "250 2.1.0"),
        ("MAIL FROM:<@relay.example,@other.example:a@example.com>", "250 2.1.0"),
    ],
)
def test_mail_command(wire, command, code):
    wire.ask("EHLO c.example")
    assert wire.ask(command).startswith(code)


@pytest.mark.parametrize("line", [b"POST / HTTP/1.1", b"GET / HTTP/1.1", b"get / HTTP/1.1", b"Host: 127.0.0.1:1025"])
def test_a_browser_is_sent_away_at_its_first_line(wire, line):
    """A web page can send a form to this port: its body must not be taken for commands."""
    wire.send(line + b"\r\n" + b"EHLO x\r\nMAIL FROM:<evil@example.com>\r\nRCPT TO:<victim@postroom.test>\r\nDATA\r\n\r\n.\r\n")
    assert wire.reply().startswith("421 4.7.0")
    assert wire.file.read() == b""


def test_commands_without_a_mail_are_limited(wire):
    wire.send(b"NOOP\r\n" * 2001)
    replies = [wire.reply()[:3] for _ in range(2001)]
    assert replies == ["250"] * 2000 + ["421"]


def test_a_client_that_only_makes_errors_is_sent_away(wire):
    replies = [wire.ask("NONSENSE") for _ in range(20)]
    assert replies[-1].startswith("421 4.7.0")
    assert wire.file.read() == b""


def test_a_mail_that_is_too_large_is_refused_and_the_session_goes_on(postroom, wire):
    wire.begin()
    # Commands inside of it stay content, also behind the limit.
    line = b"RCPT TO:<victim@postroom.test>\r\n" * 32768
    for _ in range(41):
        wire.send(line)
    wire.send(b".\r\n")
    assert wire.reply().startswith("552 5.3.4")
    assert wire.ask("NOOP").startswith("250")
    wire.begin()
    wire.send(b"Subject: small\r\n\r\n.\r\n")
    assert wire.reply().startswith("250")
    assert [message["subject"] for message in postroom.messages("box@postroom.test")] == ["small"]


def test_other_domains_get_550_without_catch_all(start):
    postroom = start("--domain", "one.test", "--domain", "Two.Test")
    with postroom.smtp() as client:
        client.ehlo()
        client.mail("a@example.com")
        assert client.rcpt("x@one.test")[0] == 250
        assert client.rcpt("x@TWO.test")[0] == 250
        code, text = client.rcpt("x@example.org")
        assert code == 550 and b"one.test, two.test" in text
    assert postroom.create()["address"].endswith("@one.test")


def test_unknown_mailboxes_are_discarded_visibly(start):
    postroom = start()
    postroom.send(["nobody@postroom.test"], b"Subject: x\r\n\r\ny\r\n")
    postroom.wait_for(r"discarded: mail for nobody@postroom.test \(unknown_mailbox\)")
    assert postroom.request("GET", "/api/v1/mailboxes/nobody@postroom.test").status == 404


def test_strict_tells_the_truth(start):
    postroom = start("--strict")
    mailbox = postroom.create()
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        postroom.send(["nobody@postroom.test"], b"Subject: x\r\n\r\ny\r\n")
    assert refused.value.recipients["nobody@postroom.test"][0] == 550
    # Every server takes mail for its postmaster (RFC 5321 section 4.5.1).
    postroom.send(["postmaster", mailbox["address"]], b"Subject: x\r\n\r\ny\r\n")
    postroom.request("DELETE", f"/api/v1/mailboxes/{mailbox['address']}/messages/{postroom.messages(mailbox['address'])[0]['id']}")
    refused = postroom.send(["nobody@postroom.test", mailbox["address"]], b"Subject: x\r\n\r\ny\r\n")
    assert list(refused) == ["nobody@postroom.test"]
    assert len(postroom.messages(mailbox["address"])) == 1
    postroom.request("DELETE", f"/api/v1/mailboxes/{mailbox['address']}")
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        postroom.send([mailbox["address"]], b"Subject: x\r\n\r\ny\r\n")


def test_a_full_mailbox_answers_452_in_strict_mode(start):
    postroom = start("--strict")
    mailbox = postroom.create()
    with postroom.smtp() as client:
        for number in range(1000):
            client.sendmail("a@example.com", [mailbox["address"]], f"Subject: {number}\r\n\r\nx\r\n")
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            client.sendmail("a@example.com", [mailbox["address"]], "Subject: too many\r\n\r\nx\r\n")
        assert refused.value.recipients[mailbox["address"]][0] == 452
    subjects = [message["subject"] for message in postroom.messages(mailbox["address"])]
    assert subjects == [str(number) for number in reversed(range(1000))]


def test_addresses_outside_ascii_need_smtputf8(postroom, wire):
    wire.ask("EHLO c.example")
    wire.ask("MAIL FROM:<a@example.com>")
    assert wire.ask("RCPT TO:<jürgen@bücher.example>").startswith("553 5.6.7")
    postroom.send(["jürgen@bücher.example"], "Subject: Grüße\r\n\r\nx\r\n".encode(), options=["SMTPUTF8"])
    assert [message["subject"] for message in postroom.messages("jürgen@bücher.example")] == ["Grüße"]


def test_the_client_name_cannot_forge_header_fields(postroom, wire):
    wire.ask("EHLO evil)(x\tfor")
    assert wire.ask("EHLO evil(comment)<x@y>;").startswith("250")
    wire.ask("MAIL FROM:<a@example.com>")
    wire.ask("RCPT TO:<b@example.org>")
    wire.ask("DATA")
    wire.send(b"Subject: x\r\n\r\ny\r\n.\r\n")
    assert wire.reply().startswith("250")
    [message] = postroom.messages("b@example.org")
    raw = postroom.message("b@example.org", message["id"], "/raw").body
    assert b"\r\nReceived: from evilcommentxy ([127.0.0.1])\r\n\tby postroom.test with ESMTP id " in raw


def test_clients_are_told_when_the_server_stops(postroom, wire):
    wire.ask("EHLO c.example")
    assert postroom.stop() == 0
    assert wire.reply().startswith("421 4.3.2")
