"""Core/AWS and SES: mail byte for byte, large mail in little memory, the account, the suppression list, and bounces."""

import random

import pytest

MIB = 1 << 20
FROM = "alias@example.com"


@pytest.fixture
def ses(aws):
    """SES as boto3 sees it, with a domain that may send."""
    ses = aws.direct("sesv2")
    ses.create_email_identity(EmailIdentity="example.com")
    return ses


def mail(body=b"text\r\n"):
    return b"From: Alias <alias@example.com>\r\nTo: somebody@example.net\r\nSubject: =?utf-8?q?t=C3=A4st?=\r\n\r\n" + body


def raw(client, message, to=("a@example.org",), **options):
    return client.call("ses.raw", base64=message, **{"from": FROM}, to=list(to), **options)


EIGHT_BIT = bytes(byte for byte in range(256) if byte not in b"\r\n")


@pytest.mark.parametrize("more", range(3))
def test_any_bytes_arrive_as_they_are(aws, client, ses, more):
    """8-bit mail of no charset, of every length modulo 3."""
    message = mail(EIGHT_BIT * 3 + b"x" * more + b"\r\n")
    id = raw(client, message)
    (sent,) = aws.double.mails()
    assert (sent["id"], sent["kind"], sent["source"], sent["destinations"]) == (id, "raw", FROM, ["a@example.org"])
    assert aws.double.raw(id) == message


def test_recipients_are_those_of_the_envelope_alone(aws, client, ses):
    to = [f"r{at}@example.org" for at in range(50)]
    raw(client, mail(), to=to)
    assert aws.double.mails()[0]["destinations"] == to


def test_more_than_50_recipients(aws, client, ses):
    failure = client.fail("ses.raw", base64=mail(), **{"from": FROM}, to=[f"r{at}@example.org" for at in range(51)])
    assert (failure.status, failure.attempts, failure.outcome) == (400, 1, "refused")
    assert aws.double.mails() == []


def test_a_mail_with_configuration_set_and_tags(aws, client, ses):
    ses.create_configuration_set(ConfigurationSetName="postroom")
    raw(client, mail(), configurationSet="postroom", tags=[["alias", "a-b_c"], ["kind", "forward"]])
    (sent,) = aws.double.mails()
    assert (sent["configuration_set"], sent["tags"]) == ("postroom", {"alias": "a-b_c", "kind": "forward"})


def test_a_mail_of_30_megabytes_in_little_memory(tmp_path, aws, client, ses):
    """From a file, encoded on the way out: what the process needs does not grow with the mail."""
    line = random.Random(1).randbytes(900).replace(b"\r", b"-").replace(b"\n", b"-") + b"\r\n"
    message = mail(line * (29 * MIB // len(line)))
    small, large = tmp_path / "small", tmp_path / "large"
    small.write_bytes(mail(line * 1000))
    large.write_bytes(message)
    assert len(message) * 4 / 3 > 38 * MIB
    client.call("ses.raw", file=small, **{"from": FROM}, to=["a@example.org"])
    before = client.forget_peak()
    id = client.call("ses.raw", file=large, **{"from": FROM}, to=["a@example.org"])
    assert client.peak() - before < 4 * MIB
    assert aws.double.raw(id) == message


def test_a_sender_that_is_not_verified(aws, client, ses):
    failure = client.fail("ses.raw", base64=mail(), **{"from": "a@elsewhere.org"}, to=["a@example.org"])
    assert (failure.code, failure.status, failure.outcome) == ("MessageRejected", 400, "refused")
    assert failure.message.startswith("Email address is not verified.")


def test_a_file_that_is_not_there(tmp_path, aws, client, ses):
    failure = client.fail("ses.raw", file=tmp_path / "nothing", **{"from": FROM}, to=["a@example.org"])
    assert "cannot be read: No such file" in failure.description
    assert aws.judge.calls == []


def test_a_simple_mail(aws, client, ses):
    text, html, subject = 'Grüße \U0001f4ee "q" \\ \n', "<p>&amp; ü</p>", "Betreff ü"
    id = client.call("ses.simple", subject=subject, text=text, html=html, **{"from": FROM}, to=["a@example.org", "b@example.org"])
    (sent,) = aws.double.mails()
    assert (sent["id"], sent["kind"], sent["destinations"]) == (id, "simple", ["a@example.org", "b@example.org"])
    charset = {"Charset": "UTF-8"}
    body = {"Text": {"Data": text, **charset}, "Html": {"Data": html, **charset}}
    assert sent["content"] == {"Subject": {"Data": subject, **charset}, "Body": body}
    client.call("ses.simple", subject="s", text="only", **{"from": FROM}, to=["a@example.org"])
    assert list(aws.double.mails()[1]["content"]["Body"]) == ["Text"]


# MARK: the account


def test_the_account(aws, client, ses):
    aws.double.set_daily_quota(1000)
    raw(client, mail(), to=["a@example.org", "b@example.org"])
    found = client.call("ses.account")
    theirs = ses.get_account()
    assert (found["isInProduction"], found["isSendingEnabled"], found["enforcement"]) == (True, True, "HEALTHY")
    quota = theirs["SendQuota"]
    assert (found["perDay"], found["perSecond"], found["sent"]) == (1000, quota["MaxSendRate"], 2)
    ses.put_account_sending_attributes(SendingEnabled=False)
    assert not client.call("ses.account")["isSendingEnabled"]
    failure = client.fail("ses.raw", base64=mail(), **{"from": FROM}, to=["a@example.org"])
    assert (failure.code, failure.outcome) == ("SendingPausedException", "refused")


# MARK: the suppression list


def test_the_suppression_list(client, ses):
    addresses = [f"r{at}+tag/é\"@example.org" for at in range(5)]
    for at, address in enumerate(addresses):
        client.call("ses.suppress", address=address, reason="BOUNCE" if at % 2 else "COMPLAINT")
    listed = ses.list_suppressed_destinations()["SuppressedDestinationSummaries"]
    assert [(one["EmailAddress"], one["Reason"]) for one in listed][:2] == [(addresses[0], "COMPLAINT"), (addresses[1], "BOUNCE")]
    found, after = [], None
    while True:
        page = client.call("ses.suppressed", limit=2, after=after)
        assert len(page["entries"]) <= 2
        found += page["entries"]
        if not (after := page["next"]):
            break
    assert found == [[address, "BOUNCE" if at % 2 else "COMPLAINT"] for at, address in enumerate(addresses)]
    assert client.call("ses.suppression", address=addresses[1]) == "BOUNCE"
    assert client.call("ses.suppression", address="other@example.org") is None
    assert client.call("ses.unsuppress", address=addresses[1]) is True
    assert client.call("ses.unsuppress", address=addresses[1]) is False
    assert client.call("ses.suppression", address=addresses[1]) is None


# MARK: bounces


def test_a_bounce(aws, client, ses):
    recipients = [["a@example.com", "DoesNotExist"], ["b+c@example.com", "ExceededQuota"], ["d@example.com", "TemporaryFailure"]]
    explanation = "a & b = c\nü"
    id = client.call("ses.bounce", original="<id@x>", sender="mailer-daemon@example.com", recipients=recipients, explanation=explanation)
    (sent,) = aws.double.mails()
    assert (sent["id"], sent["kind"], sent["source"], sent["destinations"]) == (id, "bounce", "", [one for one, _ in recipients])
    content = sent["content"]
    assert (content["OriginalMessageId"], content["BounceSender"], content["Explanation"]) == (
        "<id@x>", "mailer-daemon@example.com", explanation
    )  # fmt: skip
    assert [one["BounceType"] for one in content["BouncedRecipientInfoList"]] == [kind for _, kind in recipients]


def test_a_bounce_that_is_refused(aws, client, ses):
    failure = client.fail("ses.bounce", original="id", sender="x@elsewhere.org", recipients=[["a@example.com", "Undefined"]])
    assert (failure.code, failure.outcome, failure.attempts) == ("MessageRejected", "refused", 1)
    assert aws.double.mails() == []
