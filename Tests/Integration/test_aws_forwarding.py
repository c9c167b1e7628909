"""Forwarding on S3, SES and SQS: mail goes out as it came in little memory, each failure is named, and the tags are those of the ledger."""

import json
import os
import socket

import pytest
from aws import faults
from aws_probe import eventually

MIB = 1 << 20
BUCKET = "mail"
FROM, TO = "alias@example.com", "jane@example.org"
MAIL = b"From: Jane <jane@example.com>\r\nFrom-Field: x\r\nTo: alias@example.com\r\nSubject: s\r\n\r\nThe body\xff\x00.\r\n"
SENT = b"From: alias@example.com\r\nTo: x@example.net\r\nSubject: s\r\n\r\nThe body\xff.\r\n"
KEY = {"mail": "m1_-Z", "entry": "0123456789abcdef0123456789abcdef"}


@pytest.fixture
def world(aws):
    """A domain that may send, a bucket, and a configuration set."""
    ses = aws.direct("sesv2")
    ses.create_email_identity(EmailIdentity="example.com")
    ses.create_configuration_set(ConfigurationSetName="forward")
    aws.direct("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": aws.region})
    aws.put = lambda content, **more: aws.direct("s3").put_object(Bucket=BUCKET, Key="k", Body=content, **more)
    aws.put(SENT)
    return aws


def send(call, to=TO, sender=FROM, **input):
    return call("forwarding.send", bucket=BUCKET, key="k", to=to, **{"from": sender}, **input)


def open_files(client):
    folder = f"/proc/{client.process.pid}/fd"
    return [target for target in (os.readlink(f"{folder}/{name}") for name in os.listdir(folder)) if "postroom-" in target]


# MARK: what is sent


def test_a_mail_goes_with_the_tags_of_its_entry(world, client):
    sent = send(client.call, configurationSet="forward", **KEY)
    (mail,) = world.double.mails()
    assert (mail["id"], mail["source"], mail["destinations"], mail["configuration_set"]) == (sent["id"], FROM, [TO], "forward")
    assert mail["tags"] == {"postroom-mail": KEY["mail"], "postroom-entry": KEY["entry"]}
    assert world.double.raw(mail["id"]) == SENT
    assert open_files(client) == []


def test_a_notice_has_no_tags(world, client):
    id = client.call("forwarding.notice", base64=SENT, to=TO, **{"from": FROM})
    (mail,) = world.double.mails()
    assert (mail["id"], mail["tags"], mail["configuration_set"]) == (id, {}, None)
    assert world.double.raw(id) == SENT


def test_what_ses_does_not_take_for_a_tag_is_left_out(world, client):
    send(client.call, mail="m.1", entry="e_1-")
    assert world.double.mails()[0]["tags"] == {"postroom-entry": "e_1-"}


def test_the_envelope_has_domains_as_dns_has_them(world, client):
    world.direct("sesv2").create_email_identity(EmailIdentity="xn--mnchen-3ya.example")
    send(client.call, to="Jane+x@Bücher.example", sender="alias@München.example")
    (mail,) = world.double.mails()
    assert (mail["source"], mail["destinations"]) == ("alias@xn--mnchen-3ya.example", ["Jane+x@xn--bcher-kva.example"])


@pytest.mark.parametrize("body", [b"a line of text in a large mail, so that it is no random byte string that SES would refuse\r\n"])
def test_a_mail_of_29_mb_goes_through_the_ladder_in_little_memory(world, client, body):
    head = b"From: Jane <jane@example.net>\r\nTo: alias@example.com\r\nSubject: s\r\nMIME-Version: 1.0\r\n\r\n"
    content = head + body * (29 * MIB // len(body))
    world.put(content)
    sent = send(client.call, ladder=True, **KEY)
    raw = world.double.raw(sent["id"])
    assert sent["rung"] == "header"
    assert raw.partition(b"\r\n\r\n")[2] == content.partition(b"\r\n\r\n")[2]
    assert b"jane@example.org" in raw.partition(b"\r\n\r\n")[0]
    assert client.peak() < 64 * MIB, f"{client.peak() / MIB:.1f} MiB"
    assert open_files(client) == []


def test_an_empty_object_is_an_empty_mail(world, client):
    world.put(b"")
    assert client.call("forwarding.open", bucket=BUCKET, key="k") == 0


def test_a_mail_that_is_not_there(world, client):
    failure = client.fail("forwarding.open", bucket=BUCKET, key="other")
    assert failure.type == "RawMailMissing" and "'other'" in failure.description


def test_a_mail_that_only_a_key_of_kms_opens(world, client):
    world.put(b"secret", Metadata={"x-amz-key-v2": "k", "x-amz-iv": "i"})
    failure = client.fail("forwarding.open", bucket=BUCKET, key="k")
    assert failure.type == "EncryptedByClient" and "'k'" in failure.description
    assert open_files(client) == []


# MARK: what SES refuses

REFUSED = {
    "rate": (429, "TooManyRequestsException", "Maximum sending rate exceeded.", "throttled"),
    "429": (429, None, "x", "throttled"),
    "day": (429, "TooManyRequestsException", "Daily message quota exceeded.", "quota"),
    "limit": (400, "LimitExceededException", "x", "quota"),
    "suspended": (400, "AccountSuspendedException", "x", "quota"),
    "paused": (400, "SendingPausedException", "x", "quota"),
    "paused, in the old words": (400, "MessageRejected", "Sending paused for this account. For more information, see", "quota"),
    "content": (400, "MessageRejected", "Message contains a virus", "refused"),
    "request": (400, "BadRequestException", "Duplicate header 'Subject'.", "refused"),
    "MAIL FROM": (400, "MailFromDomainNotVerifiedException", "x", "misconfigured"),
    "not verified": (400, "MessageRejected", "Email address is not verified. The following identities failed", "misconfigured"),
    "permission": (403, "AccessDeniedException", "User is not authorized to perform: ses:SendEmail", "misconfigured"),
    "set": (404, "NotFoundException", "Configuration set <x> does not exist.", "misconfigured"),
    "credentials": (403, "UnrecognizedClientException", "The security token included in the request is invalid.", "unavailable"),
    "new": (400, "NobodyKnowsException", "x", "unavailable"),
    "500": (500, None, "x", "unknown"),
    "503": (503, None, "x", "unknown"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_refusal_means(world, client, name):
    status, code, message, kind = REFUSED[name]
    world.judge.fault(faults.error(status, code, message), "ses", "SendEmail", times=None)
    failure = send(client.fail, **KEY)
    assert (failure.type, failure.code) == ("SendFailure", kind)
    assert message in failure.description
    assert world.double.mails() == []
    assert len(world.judge.of("ses", "SendEmail")) == (3 if status == 429 or name == "limit" else 1)


def set_daily_quota(world):
    world.double.set_daily_quota(0)


def pause(world):
    world.direct("sesv2").put_account_sending_attributes(SendingEnabled=False)


def forget_set(world):
    world.direct("sesv2").delete_configuration_set(ConfigurationSetName="forward")


def forget_domain(world):
    world.direct("sesv2").delete_email_identity(EmailIdentity="example.com")


def repeat_subject(world):
    world.put(b"Subject: t\r\n" + SENT)


@pytest.mark.parametrize(
    ("arrange", "kind"),
    [
        (set_daily_quota, "quota"), (pause, "quota"), (forget_set, "misconfigured"), (forget_domain, "misconfigured"), (repeat_subject, "refused")
    ],
)  # fmt: skip
def test_what_an_account_refuses(world, client, arrange, kind):
    arrange(world)
    assert send(client.fail, configurationSet="forward").code == kind
    assert world.double.mails() == []


# MARK: what is unsure

UNSURE = {
    "lost answer": (faults.lost_answer, 1),
    "garbage": (faults.garbage, 1),
    "reset before sending": (faults.reset_before_sending, 0),
    "reset before reading": (faults.reset_before_reading, 0),
}


@pytest.mark.parametrize("name", UNSURE)
def test_what_is_unsure_is_unknown_and_not_sent_again(world, client, name):
    fault, count = UNSURE[name]
    world.judge.fault(fault(), "ses", "SendEmail")
    assert send(client.fail, **KEY).code == "unknown"
    assert (len(world.judge.of("ses", "SendEmail")), len(world.double.mails())) == (1, count)


def test_a_mail_that_is_cancelled_on_its_way_is_unknown(world, client):
    world.judge.fault(faults.hang(), "ses", "SendEmail")
    command = send(client.start)
    eventually(lambda: world.judge.of("ses", "SendEmail"))
    command.cancel()
    assert command.failure(5).code == "unknown"


def test_where_nobody_is_there_it_is_unavailable(world, start_client):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        client = start_client(AWS_ENDPOINT_URL_SESV2=f"http://127.0.0.1:{free.getsockname()[1]}")
        assert send(client.fail).code == "unavailable"


# MARK: bounces


@pytest.mark.parametrize(("kind", "type"), [("unknown", "DoesNotExist"), ("content", "ContentRejected")])
def test_a_bounce_comes_from_the_domain_of_the_recipient(world, client, kind, type):
    client.call("forwarding.bounce", original="m1", recipient="Nobody@example.com", kind=kind)
    (mail,) = world.double.mails()
    assert (mail["kind"], mail["destinations"]) == ("bounce", ["Nobody@example.com"])
    assert (mail["content"]["OriginalMessageId"], mail["content"]["BounceSender"]) == ("m1", "mailer-daemon@example.com")
    assert [one["BounceType"] for one in mail["content"]["BouncedRecipientInfoList"]] == [type]


BOUNCES = {
    "throttled": (faults.throttled, "throttled"),
    "day": (lambda: faults.error(400, "Throttling", "Daily message quota exceeded."), "quota"),
    "late": (lambda: faults.error(400, "MessageRejected", "The original message is too old"), "refused"),
    "permission": (lambda: faults.error(403, "AccessDenied", "x"), "misconfigured"),
    "lost answer": (faults.lost_answer, "unknown"),
}


@pytest.mark.parametrize("name", BOUNCES)
def test_a_bounce_that_fails(world, client, name):
    fault, kind = BOUNCES[name]
    world.judge.fault(fault(), "ses", "SendBounce", times=None)
    assert client.fail("forwarding.bounce", original="m1", recipient="a@example.com", kind="unknown").code == kind


def test_a_bounce_for_a_domain_that_is_not_verified(world, client):
    assert client.fail("forwarding.bounce", original="m1", recipient="a@example.net", kind="unknown").code == "misconfigured"


# MARK: the queues


@pytest.fixture
def queues(aws):
    sqs = aws.direct("sqs")
    urls = {name: sqs.create_queue(QueueName=name)["QueueUrl"] for name in ("deferred", "failed")}

    def bodies(name):
        messages = sqs.receive_message(QueueUrl=urls[name], MaxNumberOfMessages=10).get("Messages", [])
        return [json.loads(message["Body"]) for message in messages]

    aws.bodies = bodies
    return {"queue": urls["deferred"], "failed": urls["failed"]}


BODY = {
    "type": "deferred", "version": 1, "not_before": 5000, "attempt": 3,
    "mail": {
        "ses_message_id": "m1", "raw_key": "inbound/m1", "recipients": ["jane@example.com"], "received_at": 1, "verdicts": {"spam": "PASS"},
    },
}  # fmt: skip


def test_a_mail_that_is_put_off(aws, client, queues):
    client.call("forwarding.put", now=5000, notBefore=5000, attempt=3, **queues)
    assert aws.bodies("deferred") == [BODY] and aws.bodies("failed") == []
    (call,) = aws.judge.of("sqs", "SendMessage")
    assert json.loads(call.body)["DelaySeconds"] == 0


@pytest.mark.parametrize(("left", "delay"), [(1, 1), (60_000, 60), (900_000, 900), (86_400_000, 900)])
def test_a_mail_is_put_off_as_long_as_a_queue_can(aws, client, queues, left, delay):
    client.call("forwarding.put", now=5000, notBefore=5000 + left, **queues)
    (call,) = aws.judge.of("sqs", "SendMessage")
    assert json.loads(call.body)["DelaySeconds"] == delay
    assert aws.bodies("deferred") == []


def test_a_mail_whose_putting_off_is_unsure_is_put_off_again(aws, client, queues):
    aws.judge.fault(faults.lost_answer(), "sqs", "SendMessage")
    client.call("forwarding.put", now=5000, notBefore=5000, attempt=3, **queues)
    assert aws.bodies("deferred") == [BODY, BODY]


def test_a_mail_that_is_given_up(aws, client, queues):
    client.call("forwarding.giveUp", notBefore=5000, attempt=3, sender="\uffff\U0001f4ee@example.com", **queues)
    (body,) = aws.bodies("failed")
    assert body == {**BODY, "mail": {**BODY["mail"], "envelope_sender": "\uffff\U0001f4ee@example.com"}}
    assert aws.bodies("deferred") == []
    failure = client.fail("forwarding.giveUp", notBefore=5000, queue=queues["queue"])
    assert failure.type == "NoQueueForFailedMail"


def test_a_queue_that_is_not_there(aws, client, queues):
    failure = client.fail("forwarding.put", now=0, notBefore=0, queue=queues["queue"] + "x")
    assert (failure.type, failure.retryable) == ("AWSError", False)


# MARK: the pace


def test_mail_goes_at_four_fifths_of_the_accounts_rate(world, client):
    """14 a second: 11 may go at once."""
    answers = client.call("forwarding.turns", count=14, patience=0)
    assert answers[0] == "go" and answers[-1] == 0
    assert world.judge.counts() == {"ses.GetAccount": 1}


def test_a_day_that_is_used_up(world, client):
    world.double.set_daily_quota(1)
    assert client.call("forwarding.turns", count=2, patience=5) == ["go", 900]
    send(client.call)
    assert client.call("forwarding.turns", count=1, patience=5) == [900]


def test_an_account_that_does_not_answer_stops_no_mail(world, client):
    world.judge.fault(faults.error(403, "AccessDeniedException"), "ses", "GetAccount", times=None)
    assert client.call("forwarding.turns", count=1, patience=0) == ["go"]
    assert client.call("forwarding.turns", count=2, patience=0, concurrency=100) == ["go", 124]
