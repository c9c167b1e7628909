"""Core/AWS and what carries messages: SNS, SQS, and the connections of a WebSocket."""

import json
import time

import pytest
from aws import faults
from aws_probe import eventually


@pytest.fixture
def queue(aws):
    return aws.direct("sqs").create_queue(QueueName="mail")["QueueUrl"]


@pytest.fixture
def topic(aws, queue):
    """A topic, whose messages come to the queue with what SNS says of them."""
    sns = aws.direct("sns")
    arn = sns.create_topic(Name="events")["TopicArn"]
    sns.subscribe(TopicArn=arn, Protocol="sqs", Endpoint=f"arn:aws:sqs:{aws.region}:{aws.account}:mail")
    return arn


def received(aws, queue, **options):
    """The bodies that boto3 receives, which are gone then."""
    sqs, found = aws.direct("sqs"), []
    while messages := sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, **options).get("Messages"):
        for message in messages:
            found.append(message["Body"])
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
    return found


def published(aws, queue):
    found = [json.loads(body) for body in received(aws, queue)]
    return {
        one["Message"]: (
            one["MessageId"], one.get("Subject"), {name: value["Value"] for name, value in one.get("MessageAttributes", {}).items()}
        )
        for one in found
    }  # fmt: skip


TEXT = "{\"a\": \"ü & = + % \U0001f4ee\"}\n\t~"


def test_a_message_with_attributes(aws, client, topic, queue):
    attributes = {"mailbox": "a b+c@example.org", "type": "message & more"}
    message = {"text": TEXT, "subject": "A subject", "attributes": [[name, value] for name, value in attributes.items()]}
    id = client.call("sns.publish", topic=topic, message=message)
    assert published(aws, queue) == {TEXT: (id, "A subject", attributes)}


def test_a_message_alone(aws, client, topic, queue):
    id = client.call("sns.publish", topic=topic, message={"text": "x"})
    assert published(aws, queue) == {"x": (id, None, {})}


def test_a_batch_of_messages(aws, client, topic, queue):
    messages = [{"id": f"m-{at}", "text": f"{TEXT}{at}", "attributes": [["n", str(at)]]} for at in range(10)]
    assert client.call("sns.publishBatch", topic=topic, messages=messages) == []
    assert {text: found[2] for text, found in published(aws, queue).items()} == {f"{TEXT}{at}": {"n": str(at)} for at in range(10)}
    assert aws.judge.counts() == {"sns.PublishBatch": 1}


def test_a_batch_of_which_some_are_refused(aws, client, topic):
    answer = b"""<PublishBatchResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishBatchResult>
      <Successful><member><Id>a</Id><MessageId>1</MessageId></member></Successful>
      <Failed><member><Id>b</Id><Code>InternalError</Code><SenderFault>false</SenderFault></member></Failed>
      </PublishBatchResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PublishBatchResponse>"""
    aws.judge.fault(faults.answered(answer, content_type="text/xml"), "sns", "PublishBatch")
    messages = [{"id": "a", "text": "1"}, {"id": "b", "text": "2"}]
    assert client.call("sns.publishBatch", topic=topic, messages=messages) == [["b", "InternalError"]]


def test_a_topic_that_is_not_there(client, topic):
    failure = client.fail("sns.publish", topic=f"{topic}-not", message={"text": "x"})
    assert (failure.code, failure.status, failure.outcome, failure.attempts) == ("NotFound", 404, "refused", 1)
    assert failure.message and failure.request_id


# MARK: queues


def test_a_message_goes_through_a_queue(aws, client, queue):
    id = client.call("sqs.send", queue=queue, text=TEXT)
    (found,) = client.call("sqs.receive", queue=queue)
    assert (found["id"], found["body"], found["attributes"]["ApproximateReceiveCount"]) == (id, TEXT, "1")
    client.call("sqs.delete", queue=queue, receipt=found["receipt"])
    assert count(aws, queue) == (0, 0)


def count(aws, queue):
    """How many messages wait, and how many are hidden."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = aws.direct("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]
    return tuple(int(found[name]) for name in names)


def test_a_message_of_boto3(aws, client, queue):
    aws.direct("sqs").send_message(QueueUrl=queue, MessageBody=TEXT)
    assert [message["body"] for message in client.call("sqs.receive", queue=queue)] == [TEXT]
    assert client.call("sqs.receive", queue=queue) == []


def test_a_message_is_hidden_and_given_back(aws, client, queue):
    client.call("sqs.send", queue=queue, text="x")
    (first,) = client.call("sqs.receive", queue=queue, visibility=600)
    assert count(aws, queue) == (0, 1)
    client.call("sqs.hide", queue=queue, receipt=first["receipt"], seconds=0)
    (second,) = client.call("sqs.receive", queue=queue)
    assert (second["id"], second["attributes"]["ApproximateReceiveCount"]) == (first["id"], "2")


def test_a_message_that_comes_later(aws, client, queue):
    client.call("sqs.send", queue=queue, text="x", delay=600)
    assert client.call("sqs.receive", queue=queue) == []


def test_batches(aws, client, queue):
    messages = [[f"m{at}", f"{TEXT}{at}"] for at in range(10)]
    assert client.call("sqs.sendBatch", queue=queue, messages=messages) == []
    found = client.call("sqs.receive", queue=queue, limit=10)
    assert sorted(one["body"] for one in found) == sorted(text for _, text in messages)
    receipts = [[str(at), one["receipt"]] for at, one in enumerate(found)]
    assert client.call("sqs.deleteBatch", queue=queue, receipts=receipts) == []
    assert count(aws, queue) == (0, 0)


def test_a_batch_of_which_some_fail(aws, client, queue):
    answer = {"Successful": [{"Id": "a", "MessageId": "1", "MD5OfMessageBody": ""}], "Failed": [{"Id": "b", "Code": "InternalError", "SenderFault": False}]}
    aws.judge.fault(faults.answered(json.dumps(answer).encode()), "sqs", "SendMessageBatch")
    assert client.call("sqs.sendBatch", queue=queue, messages=[["a", "1"], ["b", "2"]]) == [["b", "InternalError"]]


def test_a_long_poll_ends_with_the_first_message(aws, client, queue):
    waiting = client.start("sqs.receive", queue=queue, wait=10)
    eventually(lambda: aws.judge.of("sqs", "ReceiveMessage"))
    aws.direct("sqs").send_message(QueueUrl=queue, MessageBody="x")
    begin = time.monotonic()
    assert [message["body"] for message in waiting.result()] == ["x"]
    assert time.monotonic() - begin < 5


def test_a_long_poll_that_is_cancelled(aws, client, queue):
    waiting = client.start("sqs.receive", queue=queue, wait=20)
    eventually(lambda: aws.judge.of("sqs", "ReceiveMessage"))
    waiting.cancel()
    assert waiting.failure(5).type == "CancellationError"


def test_a_queue_that_is_not_there(client, queue):
    failure = client.fail("sqs.send", queue=f"{queue}-not", text="x")
    assert (failure.status, failure.outcome, failure.attempts) == (400, "refused", 1)
    assert failure.code in ("QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue")


# MARK: connections of a WebSocket


URL = "https://abc123.execute-api.eu-central-1.amazonaws.com/prod"


def test_a_post_to_a_connection(aws, client):
    aws.double.open_connection("L0SM9c=d/e+f", stage="prod")
    data = "{\"ü\": 1}".encode()
    assert client.call("api.post", url=URL, connection="L0SM9c=d/e+f", base64=data) is True
    assert aws.double.posts("L0SM9c=d/e+f") == [data]
    assert client.call("api.delete", url=URL, connection="L0SM9c=d/e+f") is True
    assert client.call("api.post", url=URL, connection="L0SM9c=d/e+f", base64=data) is False


def test_a_connection_that_is_gone(aws, client):
    assert client.call("api.post", url=URL, connection="gone=", base64=b"x") is False
    assert client.call("api.delete", url=URL, connection="gone=") is False
    assert [call.status for call in aws.judge.calls] == [410, 410]


def test_a_post_that_is_too_large(aws, client):
    aws.double.open_connection("c", stage="prod")
    failure = client.fail("api.post", url=URL, connection="c", base64=b"x" * (129 << 10))
    assert (failure.code, failure.status, failure.attempts) == ("PayloadTooLargeException", 413, 1)


def test_a_url_that_is_none(aws, client):
    failure = client.fail("api.post", url="wss://host/prod", connection="c", base64=b"x")
    assert failure.description == "'wss://host/prod' is no URL of a WebSocket API: write https://host/stage"


def test_plain_http_is_for_endpoints_that_were_configured(start_client):
    client = start_client(AWS_ENDPOINT_URL=None)
    failure = client.fail("api.post", url="http://127.0.0.1:1/prod", connection="c", base64=b"x")
    assert "plain http to 127.0.0.1:1 is refused" in failure.description
    assert (failure.outcome, failure.attempts) == ("notSent", 1)
