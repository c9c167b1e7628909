"""Core/AWS and time: deadlines, clocks that are wrong, and credentials that have ended."""

import json
import sys
import time
import urllib.request

import pytest
from aws import faults

BUCKET = "mail-bucket"
KEY = {"pk": {"S": "a"}}
HOUR = 3600


@pytest.fixture
def world(aws):
    """A table, a bucket with an object, a domain that may send, and a queue."""
    keys = {
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
    }
    aws.direct("dynamodb").create_table(TableName="mail", BillingMode="PAY_PER_REQUEST", **keys)
    s3 = aws.direct("s3")
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": aws.region})
    s3.put_object(Bucket=BUCKET, Key="k", Body=b"mail")
    aws.direct("sesv2").create_email_identity(EmailIdentity="example.com")
    aws.queue = aws.direct("sqs").create_queue(QueueName="mail")["QueueUrl"]
    return aws


def get(client, **options):
    return client.start("dynamodb.get", table="mail", key=KEY, **options)


MAIL = {"base64": b"From: a@example.com\r\n\r\nx\r\n", "from": "a@example.com", "to": ["b@example.org"]}


# MARK: deadlines


def seconds(work):
    begin = time.monotonic()
    work()
    return time.monotonic() - begin


def test_a_call_ends_with_its_deadline(world, client):
    client.call("dynamodb.get", table="mail", key=KEY)
    world.judge.fault(faults.hang(), times=None)
    for name, input in {
        "dynamodb.get": {"table": "mail", "key": KEY},
        "s3.open": {"bucket": BUCKET, "key": "k"},
        "ses.raw": MAIL,
        "sqs.receive": {"queue": world.queue, "wait": 20},
    }.items():
        calls = len(world.judge.calls)
        failures = []
        assert 0.3 <= seconds(lambda: failures.append(client.fail(name, deadline=0.3, **input))) < 2  # noqa: B023
        assert (failures[0].code, failures[0].attempts, failures[0].outcome) == ("NoAnswer", 1, "unknown")
        assert len(world.judge.calls) == calls + 1


def test_no_pause_goes_beyond_the_deadline(world, client):
    """Throttled calls wait up to one second, then up to two: they fail instead where the deadline is sooner."""
    world.judge.fault(faults.throttled(), "dynamodb", times=None)
    begin = time.monotonic()
    commands = [get(client, deadline=0.25) for _ in range(20)]
    failures = [command.failure() for command in commands]
    # The pauses are random: of twenty some would end only after this.
    assert time.monotonic() - begin < 0.8
    # The last attempt may be cut off by the deadline.
    assert {failure.code for failure in failures} <= {"ProvisionedThroughputExceededException", "NoAnswer", "NotSent"}
    # And hardly any of twenty is short twice.
    assert sum(failure.attempts for failure in failures) < 60
    assert all(call.at <= world.judge.calls[0].at + 1 for call in world.judge.calls)


@pytest.mark.parametrize("name", ["dynamodb.get", "ses.raw", "s3.presign"])
def test_a_deadline_that_is_over(world, client, name):
    """Nothing is sent; making an address needs no time."""
    input = {"dynamodb.get": {"table": "mail", "key": KEY}, "ses.raw": MAIL, "s3.presign": {"bucket": BUCKET, "key": "k"}}[name]
    if name == "s3.presign":
        assert client.call("warmUp") is None
        assert client.call(name, deadline=-1, **input).startswith("http")
    else:
        client.call("warmUp")
        failure = client.fail(name, deadline=-1, **input)
        assert (failure.code, failure.outcome, failure.attempts, failure.retryable) == ("NotSent", "notSent", 0, True)
    assert world.judge.calls == []


def test_credentials_that_do_not_come_before_the_deadline(tmp_path, world, start_client):
    process = tmp_path / "slow"
    process.write_text("#!/bin/sh\nexec sleep 30\n")
    process.chmod(0o755)
    client = start_client(**files(tmp_path, f"[default]\ncredential_process = {process}\n"))
    failures = []
    assert seconds(lambda: failures.append(get(client, deadline=0.3).failure())) < 2
    assert failures[0].type == "AWSCredentialsError" and "before the deadline" in failures[0].description
    waiting = get(client)
    waiting.cancel()
    assert waiting.failure(5).type == "CancellationError"
    assert world.judge.calls == []


# MARK: clocks


@pytest.mark.parametrize("ahead", [HOUR, -HOUR])
def test_a_clock_that_is_an_hour_off(tmp_path, world, start_client, ahead):
    """Each service says it in other words; a HEAD says nothing but 403."""
    path = tmp_path / "mail"
    path.write_bytes(MAIL["base64"])
    calls = {
        "dynamodb.get": {"table": "mail", "key": KEY},
        "s3.get": {"bucket": BUCKET, "key": "k"},
        "s3.head": {"bucket": BUCKET, "key": "k"},
        "s3.put": {"bucket": BUCKET, "key": "n", "file": path},
        "ses.raw": {"file": path, "from": "a@example.com", "to": ["b@example.org"]},
        "ses.account": {},
        "sts.identity": {},
        "sqs.send": {"queue": world.queue, "text": "x"},
    }
    for name, input in calls.items():
        world.judge.rules.ahead = ahead
        world.judge.calls.clear()
        client = start_client()
        client.call(name, **input)
        assert [bool(call.refused) for call in world.judge.calls] == [True, False], name
        # What was learned holds for the next ones.
        client.call(name, **input)
        assert len(world.judge.calls) == 3, name
    assert len(world.double.mails()) == 2
    with urllib.request.urlopen(client.call("s3.presign", bucket=BUCKET, key="k", seconds=60)) as answer:
        assert answer.read() == b"mail"


def test_a_wrong_clock_under_many_calls_at_once(world, start_client):
    world.judge.rules.ahead = HOUR
    client = start_client()
    for command in [get(client) for _ in range(20)]:
        command.result()
    refused = sum(bool(call.refused) for call in world.judge.calls)
    assert 1 <= refused <= 20 and len(world.judge.calls) == 20 + refused


def test_a_clock_that_jumps_back(world, start_client):
    """The clock was corrected, and then the machine's own was: it is learned again."""
    client = start_client()
    for ahead in (HOUR, 0, -HOUR):
        world.judge.rules.ahead = ahead
        get(client).result()
    assert [bool(call.refused) for call in world.judge.calls] == [True, False] * 3


def test_a_wrong_key_is_no_wrong_clock(world, start_client):
    client = start_client(AWS_SECRET_ACCESS_KEY="wrong")
    for name, input in {"dynamodb.get": {"table": "mail", "key": KEY}, "s3.head": {"bucket": BUCKET, "key": "k"}, "ses.account": {}}.items():
        assert client.fail(name, **input).attempts == 1
    assert len(world.judge.calls) == 3


def test_a_wrong_signature_does_not_put_the_token_into_the_error(world, start_client):
    """Services quote the request that they expected, with all of its headers."""
    token = "the-session-token"
    world.judge.accept_keys("ASIAX", "right", token)
    client = start_client(AWS_ACCESS_KEY_ID="ASIAX", AWS_SECRET_ACCESS_KEY="wrong-secret", AWS_SESSION_TOKEN=token)
    for name, input in {
        "dynamodb.get": {"table": "mail", "key": KEY}, "sts.identity": {}, "s3.get": {"bucket": BUCKET, "key": "k"}, "ses.raw": MAIL
    }.items():  # fmt: skip
        failure = client.fail(name, **input)
        assert "signature we calculated does not match" in failure.description
        for secret in (token, "wrong-secret", "Canonical"):
            assert secret not in failure.description


# MARK: credentials that have ended


def files(folder, config="", credentials="", profile=None):
    """The environment of somebody with shared files, and no keys in it."""
    (folder / "config").write_text(config)
    (folder / "credentials").write_text(credentials)
    return {
        "AWS_ACCESS_KEY_ID": None,
        "AWS_SECRET_ACCESS_KEY": None,
        "AWS_CONFIG_FILE": str(folder / "config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(folder / "credentials"),
        "AWS_PROFILE": profile,
    }


@pytest.fixture
def process(tmp_path, world):
    """A credential_process that counts, and gives other keys each time: AKIA1, AKIA2 …"""
    script, count = tmp_path / "process", tmp_path / "count"
    count.write_text("")
    script.write_text(
        f"#!{sys.executable}\nimport json\n"
        f"open({str(count)!r}, 'a').write('.')\nn = len(open({str(count)!r}).read())\n"
        "print(json.dumps({'Version': 1, 'AccessKeyId': f'AKIA{n}', 'SecretAccessKey': f'secret-{n}', 'SessionToken': f'token/{n}'}))\n"
    )
    script.chmod(0o755)
    for n in range(1, 5):
        world.judge.accept_keys(f"AKIA{n}", f"secret-{n}", f"token/{n}")
    return files(tmp_path, f"[default]\ncredential_process = {script}\n"), lambda: len(count.read_text())


@pytest.mark.parametrize("name", ["dynamodb.get", "s3.get", "ses.raw", "sts.identity"])
def test_expired_keys_are_replaced_and_the_call_made_again(world, start_client, process, name):
    environment, count = process
    input = {"dynamodb.get": {"table": "mail", "key": KEY}, "s3.get": {"bucket": BUCKET, "key": "k"}, "ses.raw": MAIL, "sts.identity": {}}
    client = start_client(**environment)
    client.call(name, **input[name])
    world.judge.expire_keys("AKIA1")
    client.call(name, **input[name])
    assert [call.status for call in world.judge.calls][0::2] == [200, 200]
    assert ["expired" in (call.refused or "") for call in world.judge.calls] == [False, True, False]
    assert count() == 2


def test_expired_keys_under_many_calls_at_once(world, start_client, process):
    environment, count = process
    client = start_client(**environment)
    get(client).result()
    world.judge.expire_keys("AKIA1")
    for command in [get(client) for _ in range(20)]:
        command.result()
    assert count() == 2


def test_keys_that_stay_expired(world, client_of_expired_keys):
    for name, input in {"dynamodb.get": {"table": "mail", "key": KEY}, "s3.get": {"bucket": BUCKET, "key": "k"}}.items():
        failure = client_of_expired_keys.fail(name, **input)
        assert failure.code in ("ExpiredToken", "ExpiredTokenException")
        assert (failure.attempts, failure.outcome) == (2, "refused")


@pytest.fixture
def client_of_expired_keys(world, start_client):
    world.judge.expire_keys()
    return start_client()


def test_many_first_calls_ask_for_credentials_once(world, start_client, process):
    environment, count = process
    client = start_client(**environment)
    for command in [get(client) for _ in range(20)]:
        command.result()
    assert count() == 1
    assert world.judge.refusals == []
    assert json.loads(world.judge.calls[0].body)["TableName"] == "mail"
