"""Sending mail in the AWS double: what SES takes, what it keeps, and what it refuses."""

import pytest
from botocore.exceptions import ClientError

MAIL = b"From: Postroom <a@example.com>\r\nTo: seen@example.org\r\nSubject: x\r\n\r\nhello\r\n"


@pytest.fixture
def ses(aws):
    """SES v2 with a verified domain."""
    aws.direct("sesv2").create_email_identity(EmailIdentity="example.com")
    return aws.client("sesv2")


def send(ses, raw=MAIL, to=("b@example.org",), **more):
    return ses.send_email(FromEmailAddress="a@example.com", Destination={"ToAddresses": list(to)}, Content={"Raw": {"Data": raw}}, **more)


def send_v1(aws, raw=MAIL, to=("b@example.org",), **more):
    return aws.client("ses").send_raw_email(Source="a@example.com", Destinations=list(to), RawMessage={"Data": raw}, **more)


def refusal(call, *arguments, **options):
    with pytest.raises(ClientError) as error:
        call(*arguments, **options)
    answer = error.value.response
    return answer["ResponseMetadata"]["HTTPStatusCode"], answer["Error"]["Code"], answer["Error"]["Message"]


def with_header(line):
    return line + b"\r\n" + MAIL


# MARK: what it keeps


def test_every_byte_of_a_raw_mail_is_kept(aws, ses):
    every = bytes(byte for byte in range(256) if byte not in b"\r\n")
    raw = MAIL + every * 3 + b"\r\n\r\n.\r\nno line end"
    first, second = send(ses, raw)["MessageId"], send_v1(aws, raw)["MessageId"]
    assert aws.double.raw(first) == raw
    assert aws.double.raw(second) == raw
    assert [mail["id"] for mail in aws.double.mails()] == [first, second]
    assert [mail["size"] for mail in aws.double.mails()] == [len(raw)] * 2


def test_destinations_are_those_of_the_call(aws, ses):
    raw = with_header(b"Cc: also@example.org\r\nBcc: hidden@example.org")
    ses.send_email(
        FromEmailAddress="a@example.com",
        Destination={"ToAddresses": ["b@example.org"], "CcAddresses": ["c@example.org"], "BccAddresses": ["d@example.org"]},
        Content={"Raw": {"Data": raw}},
        EmailTags=[{"Name": "mail", "Value": "1"}],
    )
    send_v1(aws, raw, ["e@example.org"])
    assert [mail["destinations"] for mail in aws.double.mails()] == [["b@example.org", "c@example.org", "d@example.org"], ["e@example.org"]]
    assert aws.double.mails()[0]["tags"] == {"mail": "1"}
    assert {mail["source"] for mail in aws.double.mails()} == {"a@example.com"}


def test_without_destinations_the_header_names_them(aws, ses):
    ses.send_email(Content={"Raw": {"Data": with_header(b"Cc: Name <also@example.org>")}})
    (mail,) = aws.double.mails()
    assert mail["source"] == "a@example.com"
    assert sorted(mail["destinations"]) == ["also@example.org", "seen@example.org"]


def test_a_simple_mail_is_kept_as_it_was_asked_for(aws, ses):
    content = {"Subject": {"Data": "ü", "Charset": "UTF-8"}, "Body": {"Text": {"Data": "text"}, "Html": {"Data": "<p>"}}}
    ses.send_email(FromEmailAddress="a@example.com", Destination={"ToAddresses": ["b@example.org"]}, Content={"Simple": content})
    (mail,) = aws.double.mails()
    assert (mail["kind"], mail["content"]) == ("simple", content)


def test_reset_forgets_mails_and_identities(aws, ses):
    send(ses)
    aws.reset()
    assert aws.double.mails() == []
    assert refusal(send, ses)[1] == "MessageRejected"


# MARK: who may send


@pytest.mark.parametrize(
    ("line", "address"),
    [
        (b"From: x@other.example", "x@other.example"),
        (b"From: a@example.com, x@other.example", "x@other.example"),
        (b"Sender: x@other.example\r\nFrom: a@example.com", "x@other.example"),
        (b"Return-Path: <x@other.example>\r\nFrom: a@example.com", "x@other.example"),
    ],
)
def test_senders_of_the_header_must_be_verified(aws, ses, line, address):
    raw = MAIL.replace(b"From: Postroom <a@example.com>", line)
    status, code, message = refusal(send, ses, raw)
    assert (status, code) == (400, "MessageRejected")
    assert message.endswith(f"failed the check in region EU-CENTRAL-1: {address}")
    assert refusal(send_v1, aws, raw)[1] == "MessageRejected"
    assert aws.double.mails() == []


def test_the_sender_of_the_envelope_must_be_verified(aws, ses):
    call = {"Destination": {"ToAddresses": ["b@example.org"]}, "Content": {"Raw": {"Data": MAIL}}}
    assert refusal(ses.send_email, FromEmailAddress="x@other.example", **call)[1] == "MessageRejected"
    ses.send_email(FromEmailAddress="Someone <else@sub.EXAMPLE.com>", **call)
    assert aws.double.mails()[0]["source"] == "else@sub.EXAMPLE.com"


def test_a_verified_address_is_no_verified_domain(aws):
    aws.direct("ses").verify_email_identity(EmailAddress="a@example.com")
    send(aws.client("sesv2"))
    raw = MAIL.replace(b"a@example.com", b"b@example.com")
    assert refusal(send, aws.client("sesv2"), raw)[1] == "MessageRejected"


def test_only_a_bounce_has_an_empty_source(aws, ses):
    call = {"Destination": {"ToAddresses": ["b@example.org"]}, "Content": {"Raw": {"Data": MAIL}}}
    assert refusal(ses.send_email, FromEmailAddress="<>", **call) == (400, "BadRequestException", "Missing final '@domain'")
    v1 = aws.client("ses").send_raw_email
    assert refusal(v1, Source="<>", Destinations=["b@example.org"], RawMessage={"Data": MAIL})[1] == "InvalidParameterValue"
    empty = MAIL.replace(b"Postroom <a@example.com>", b"<>")
    assert refusal(send, ses, empty)[1] == "BadRequestException"


# MARK: what is refused


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (with_header(b"Delivered-To: a@x.example\r\nDelivered-To: b@x.example"), "Duplicate header 'Delivered-To'."),
        (with_header(b"DKIM-Signature: a=1;\r\n b=2\r\ndkim-signature: c"), "Duplicate header 'dkim-signature'."),
        (with_header(b"MIME-Version: 1.0\r\nMIME-Version: 1.0"), "Duplicate header 'MIME-Version'."),
        (with_header(b": no name"), "Empty header names are illegal."),
        (with_header(b"Reply-To: nobody"), "Missing final '@domain'"),
        (with_header(b"Cc: @example.org"), "Missing local name"),
        (with_header(b"Subject2: " + b"x" * 989), "Line length limit of 998 exceeded: 999."),
        (MAIL + b"y" * 999 + b"\r\n", "Line length limit of 998 exceeded: 999."),
        (b"To: b@example.org\r\n\r\n", "Missing required header 'From'."),
    ],
)
def test_what_a_mail_may_not_be(aws, ses, raw, message):
    assert refusal(send, ses, raw) == (400, "BadRequestException", message)
    assert refusal(send_v1, aws, raw) == (400, "InvalidParameterValue", message)
    assert aws.double.mails() == []


@pytest.mark.parametrize(
    "raw",
    [
        with_header(b"Received: a\r\nReceived: b\r\nX-A: 1\r\nX-A: 2\r\nARC-Seal: a\r\nARC-Seal: b"),
        MAIL + b"y" * 998 + b"\r\n",
        with_header(b"Subject2: " + b"x" * 988 + b"\r\n folded " + b"x" * 900),
        MAIL + b"Delivered-To: in the body\r\nDelivered-To: in the body\r\n",
    ],
)
def test_what_a_mail_may_be(aws, ses, raw):
    assert aws.double.raw(send(ses, raw)["MessageId"]) == raw


@pytest.mark.parametrize(
    "name", [b'filename="setup.EXE"', b"filename=a.lnk", b"filename*=utf-8''%C3%BC.js", b'filename="=?utf-8?B?YS5iYXQ=?="']
)
def test_refused_extensions(aws, ses, name):
    raw = with_header(b"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; " + name)
    status, code, message = refusal(send, ses, raw)
    assert (status, code) == (400, "BadRequestException")
    assert message.startswith("Illegal filename '")


def test_a_name_in_the_text_is_no_attachment(aws, ses):
    send(ses, MAIL + b'run setup.exe; Content-Disposition: attachment; filename="a.exe"\r\n')
    send(ses, with_header(b'Content-Disposition: attachment; filename="exe"'))
    send(ses, with_header(b'Content-Disposition: attachment; filename="a.exe.txt"'))
    assert len(aws.double.mails()) == 3


def test_v1_takes_10_mb(aws, ses):
    # Lines, since one long one would be refused for its length.
    raw = MAIL + (b"z" * 62 + b"\r\n") * ((10 * 1024 * 1024 - len(MAIL)) // 64 + 1)
    assert refusal(send_v1, aws, raw)[2] == f"Message length is more than 10485760 bytes long: '{len(raw)}'."
    assert send_v1(aws, raw[:10485760])["MessageId"]
    assert len(aws.double.raw(send(ses, raw)["MessageId"])) == len(raw)


def test_more_than_40_mb_is_refused(aws, ses):
    assert refusal(send, ses, MAIL + b"\r\n" * 20 * 1024 * 1024)[2].startswith("Message length is more than 41943040 bytes long")


def test_more_than_50_recipients(aws, ses):
    many = [f"b{number}@example.org" for number in range(51)]
    assert refusal(send, ses, to=many) == (400, "BadRequestException", "Recipient count exceeds 50.")
    in_header = with_header(b"Cc: " + ",\r\n ".join(many).encode())
    assert refusal(send, ses, in_header)[2] == "Recipient count exceeds 50."
    assert send(ses, to=many[:50])["MessageId"]


def test_a_configuration_set_must_exist(aws, ses):
    assert refusal(send, ses, ConfigurationSetName="none")[:2] == (404, "NotFoundException")
    assert refusal(send_v1, aws, ConfigurationSetName="none")[:2] == (400, "ConfigurationSetDoesNotExist")
    assert refusal(send, ses, with_header(b"X-SES-CONFIGURATION-SET: none"))[1] == "NotFoundException"
    ses.create_configuration_set(ConfigurationSetName="known")
    send(ses, ConfigurationSetName="known")
    assert aws.double.mails()[-1]["configuration_set"] == "known"


def test_paused_sending_and_the_daily_quota(aws, ses):
    ses.put_account_sending_attributes(SendingEnabled=False)
    assert refusal(send, ses)[1] == "SendingPausedException"
    assert refusal(send_v1, aws)[1] == "AccountSendingPausedException"
    ses.put_account_sending_attributes(SendingEnabled=True)
    aws.double.set_daily_quota(1)
    send(ses)
    assert refusal(send, ses) == (429, "TooManyRequestsException", "Daily message quota exceeded.")
    assert refusal(send_v1, aws)[1] == "Throttling"
