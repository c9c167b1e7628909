"""Core/AWS and what must not be done twice: mail, bounces and messages are sent again only where they surely were not sent."""

import socket

import pytest
from aws import faults
from aws_probe import eventually


@pytest.fixture
def world(aws):
    """A domain that may send, a queue, and a topic with a queue of its own; `sent()` counts what arrived."""
    aws.direct("sesv2").create_email_identity(EmailIdentity="example.com")
    sqs, sns = aws.direct("sqs"), aws.direct("sns")
    queues = [sqs.create_queue(QueueName=name)["QueueUrl"] for name in ("mail", "subscribed")]
    topic = sns.create_topic(Name="events")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=f"arn:aws:sqs:{aws.region}:{aws.account}:subscribed")
    aws.inputs = {"queue": queues[0], "topic": topic}

    def sent():
        name = "ApproximateNumberOfMessages"
        counts = [int(sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=[name])["Attributes"][name]) for queue in queues]
        return len(aws.double.mails()) + sum(counts)

    aws.sent = sent
    return aws


MAIL = b"From: alias@example.com\r\nTo: x@example.net\r\nSubject: s\r\n\r\nthe secret of the mail\r\n"

# What calls each operation, and with what; the queue and the topic are added.
CALLS = {
    ("ses", "SendEmail"): ("ses.raw", {"base64": MAIL, "from": "alias@example.com", "to": ["a@example.org"]}),
    ("ses", "SendBounce"): ("ses.bounce", {"original": "id", "sender": "a@example.com", "recipients": [["b@example.com", "DoesNotExist"]]}),
    ("sns", "Publish"): ("sns.publish", {"message": {"text": "the secret of the mail"}}),
    ("sns", "PublishBatch"): ("sns.publishBatch", {"messages": [{"id": "a", "text": "the secret of the mail"}]}),
    ("sqs", "SendMessage"): ("sqs.send", {"text": "the secret of the mail"}),
    ("sqs", "SendMessageBatch"): ("sqs.sendBatch", {"messages": [["a", "the secret of the mail"]]}),
}
SIMPLE = ("ses.simple", {"subject": "s", "text": "the secret of the mail", "from": "alias@example.com", "to": ["a@example.org"]})


def start_all(client, world):
    """All at once; the simple mail comes when the raw one is done, since both are SendEmail."""
    return {call: client.start(name, **input, **_more(name, world)) for call, (name, input) in CALLS.items()}


def _more(name, world):
    return {"queue": world.inputs["queue"]} if name.startswith("sqs") else {"topic": world.inputs["topic"]} if name.startswith("sns") else {}


# Whether it was done; the code.
UNSURE = {
    "reset before reading": (faults.reset_before_reading, False, "NoAnswer"),
    "reset before sending": (faults.reset_before_sending, False, "NoAnswer"),
    "lost answer": (faults.lost_answer, True, "NoAnswer"),
    "truncated": (faults.truncated, True, "NoAnswer"),
    "garbage": (faults.garbage, True, "UnreadableAnswer"),
    "500": (lambda: faults.error(500), False, None),
    "503": (lambda: faults.error(503), False, None),
    "hang": (faults.hang, False, "NoAnswer"),
}


@pytest.mark.parametrize("name", UNSURE)
def test_what_is_unsure_is_not_sent_again(world, client, name):
    fault, is_done, code = UNSURE[name]
    if name == "hang":
        client.call("patience", seconds=1)
    for call in CALLS:
        world.judge.fault(fault(), *call)
    failures = {call: command.failure() for call, command in start_all(client, world).items()}
    assert {call: failure.outcome for call, failure in failures.items()} == dict.fromkeys(CALLS, "unknown")
    assert {call: failure.attempts for call, failure in failures.items()} == dict.fromkeys(CALLS, 1)
    if code:
        assert {failure.code for failure in failures.values()} == {code}
    for failure in failures.values():
        assert "it is not known whether it was done" in failure.description
        assert "secret" not in failure.description
    assert {len(world.judge.of(*call)) for call in CALLS} == {1}
    assert world.sent() == (len(CALLS) if is_done else 0)


@pytest.mark.parametrize("name", ["lost answer", "garbage", "500"])
def test_a_simple_mail_that_is_unsure(world, client, name):
    fault, is_done, _ = UNSURE[name]
    world.judge.fault(fault(), "ses", "SendEmail")
    failure = client.fail(SIMPLE[0], **SIMPLE[1])
    assert (failure.outcome, failure.attempts, world.sent()) == ("unknown", 1, int(is_done))


REFUSED = {"throttled": (faults.throttled, 2), "429": (lambda: faults.error(429), 1)}


@pytest.mark.parametrize("name", REFUSED)
def test_what_was_refused_for_now_is_sent_again(world, client, name):
    fault, times = REFUSED[name]
    for call in CALLS:
        world.judge.fault(fault(), *call, times=times)
    for command in start_all(client, world).values():
        command.result()
    assert {len(world.judge.of(*call)) for call in CALLS} == {times + 1}
    assert world.sent() == len(CALLS)


def test_what_is_refused_for_long(world, client):
    for call in CALLS:
        world.judge.fault(faults.throttled(), *call, times=None)
    for command in start_all(client, world).values():
        failure = command.failure()
        assert (failure.outcome, failure.attempts, failure.retryable) == ("refused", 3, True)
    assert world.sent() == 0


def test_what_was_refused_for_good_is_not_sent_again(world, client):
    for call in CALLS:
        world.judge.fault(faults.error(400, "AccessDeniedException"), *call)
    for command in start_all(client, world).values():
        failure = command.failure()
        assert (failure.code, failure.outcome, failure.attempts, failure.retryable) == ("AccessDeniedException", "refused", 1, False)


def test_where_nobody_is_there_nothing_was_sent(world, start_client):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        client = start_client(AWS_ENDPOINT_URL=f"http://127.0.0.1:{free.getsockname()[1]}")
        for command in start_all(client, world).values():
            failure = command.failure()
            assert (failure.code, failure.outcome, failure.attempts) == ("NotSent", "notSent", 3)


def test_a_connection_that_ends_before_it_is_safe(world, serve, start_client):
    """TLS does not come about: no byte of the mail was written, so that it may be tried again."""
    server = serve(lambda connection: connection.end())
    client = start_client(AWS_ENDPOINT_URL=server.url("").replace("http://", "https://"))
    failure = client.fail(CALLS["ses", "SendEmail"][0], **CALLS["ses", "SendEmail"][1])
    assert (failure.code, failure.outcome, failure.attempts) == ("NotSent", "notSent", 3)


def test_a_large_mail_that_is_cut_off(tmp_path, world, client):
    path = tmp_path / "mail"
    path.write_bytes(MAIL + b"text of the mail\r\n" * 500_000)
    world.judge.fault(faults.reset_before_reading(), "ses", "SendEmail")
    failure = client.fail("ses.raw", file=path, **{"from": "alias@example.com"}, to=["a@example.org"])
    assert (failure.outcome, failure.attempts, world.sent()) == ("unknown", 1, 0)


def test_a_large_mail_that_is_throttled_is_sent_from_its_start(tmp_path, world, client):
    path = tmp_path / "mail"
    path.write_bytes(MAIL + b"text of the mail\r\n" * 500_000)
    world.judge.fault(faults.throttled(), "ses", "SendEmail")
    id = client.call("ses.raw", file=path, **{"from": "alias@example.com"}, to=["a@example.org"])
    assert world.double.raw(id) == path.read_bytes()
    assert world.sent() == 1


def test_a_kept_connection_that_has_ended_between_two_mails(world, client):
    name, input = CALLS["ses", "SendEmail"]
    for count in range(1, 4):
        client.call(name, **input)
        assert world.judge.disconnect()
        assert world.sent() == count


def test_a_mail_that_is_cancelled_is_not_sent_again(world, client):
    world.judge.fault(faults.delay(0.2), "ses", "SendEmail")
    name, input = CALLS["ses", "SendEmail"]
    command = client.start(name, **input)
    eventually(lambda: world.judge.of("ses", "SendEmail"))
    command.cancel()
    assert command.failure(5).type == "CancellationError"
    assert len(world.judge.of("ses", "SendEmail")) == 1
