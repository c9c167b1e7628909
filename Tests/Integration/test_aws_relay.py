"""A mail that goes from S3 to SES: it passes through a file without a name, whatever its size and whatever breaks."""

import os

import pytest
from aws import faults

MIB = 1 << 20
BUCKET = "mail"
HEAD = b"From: alias@example.com\r\nTo: x@example.net\r\nSubject: s\r\n\r\n"
LINE = b"a line of text in a large mail, so that it is no random byte string that SES would refuse\r\n"


def mail(size):
    return HEAD + LINE * ((size - len(HEAD)) // len(LINE))


@pytest.fixture
def world(aws):
    aws.direct("sesv2").create_email_identity(EmailIdentity="example.com")
    aws.direct("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": aws.region})
    aws.put = lambda content: aws.direct("s3").put_object(Bucket=BUCKET, Key="k", Body=content)
    return aws


def relay(call, **input):
    return call("relay", bucket=BUCKET, key="k", **{"from": "alias@example.com"}, to=["a@example.org"], **input)


def open_files(client):
    folder = f"/proc/{client.process.pid}/fd"
    return [target for target in (os.readlink(f"{folder}/{name}") for name in os.listdir(folder)) if "postroom-" in target]


def test_40_mb_pass_in_little_memory(world, client):
    world.put(mail(MIB))
    relay(client.call)
    content = mail(40 * MIB)
    world.put(content)
    before = client.forget_peak()
    id = relay(client.call)
    assert world.double.raw(id) == content
    assert client.peak() - before < 8 * MIB
    assert open_files(client) == []


def test_a_mail_that_s3_breaks_off_is_read_again(world, client):
    world.put(mail(3 * MIB))
    world.judge.fault(faults.truncated(), "s3", "GetObject")
    assert world.double.raw(relay(client.call)) == mail(3 * MIB)
    assert world.judge.counts() == {"s3.GetObject": 2, "ses.SendEmail": 1}


def stalls(world, times):
    """The head and half of the body come, and then nothing."""
    world.judge.fault(faults.drip(MIB, 30), "s3", "GetObject", times=times)


def test_a_mail_whose_reading_stands_still_is_read_again(world, client):
    world.put(mail(3 * MIB))
    client.call("patience", seconds=1)
    stalls(world, 1)
    assert world.double.raw(relay(client.call)) == mail(3 * MIB)
    assert world.judge.counts() == {"s3.GetObject": 2, "ses.SendEmail": 1}


def test_a_mail_whose_reading_stands_still_until_the_deadline_is_not_read_again(world, client):
    world.put(mail(3 * MIB))
    stalls(world, None)
    failure = client.start("relay", deadline=1, bucket=BUCKET, key="k", **{"from": "alias@example.com"}, to=["a@example.org"]).failure()
    assert failure.code == "timedOut"
    assert world.judge.counts() == {"s3.GetObject": 1}


def test_a_mail_that_s3_always_breaks_off_is_not_sent(world, client):
    world.put(mail(3 * MIB))
    world.judge.fault(faults.truncated(), "s3", "GetObject", times=9)
    failure = relay(client.fail)
    assert (failure.type, failure.code) == ("HTTPError", "connectionLost")
    assert world.judge.counts() == {"s3.GetObject": 3}
    assert open_files(client) == []


def test_a_mail_above_the_limit_is_not_sent(world, client):
    world.put(mail(3 * MIB))
    failure = relay(client.fail, limit=2 * MIB)
    assert (failure.type, failure.code) == ("HTTPError", "responseTooLarge")
    assert world.double.mails() == []


def test_a_folder_without_room_is_named(world, client):
    world.put(mail(MIB))
    failure = relay(client.fail, folder="/nowhere")
    assert "no file can be made in '/nowhere': No such file or directory" in failure.description
    assert world.double.mails() == []
