"""Functions as they are deployed: SESInbound and MailboxExpiry against a Runtime API and the AWS double, with table, bucket and topic."""

import copy
import json
import os
import tempfile
import time
import zipfile
from functools import cache
from pathlib import Path

from postroom import ROOT
from runtime_process import RuntimeProcess

DOMAIN = "postroom.test"
MAIL = b"From: Jane <jane@example.com>\r\nTo: box@postroom.test\r\nSubject: Hello\r\n\r\nThe code is 4711.\r\n"


@cache
def bootstrap(name="SESInbound"):
    """What is deployed; where `make package` was not run since the last build, the program of that build, which loads libraries."""
    built, package = ROOT / ".build" / "release" / f"{name}Bootstrap", ROOT / "dist" / f"{name}.zip"
    if not package.exists() or built.exists() and built.stat().st_mtime > package.stat().st_mtime:
        return built
    folder = Path(tempfile.mkdtemp())
    with zipfile.ZipFile(package) as archive:
        archive.extract("bootstrap", folder)
    os.chmod(folder / "bootstrap", 0o755)
    return folder / "bootstrap"


class Inbound:
    """A deployment in the double. What it makes it makes past the judge, which counts the function's calls alone."""

    table, bucket = "postroom", "postroom-mail"

    def __init__(self, aws):
        self.aws = aws
        self.dynamodb = aws.direct("dynamodb")
        self.s3 = aws.direct("s3")
        self.sqs = aws.direct("sqs")
        sns = aws.direct("sns")
        names = ["pk", "sk", "exp_pk", "exp_sk"]
        keys = lambda hash, range: [{"AttributeName": hash, "KeyType": "HASH"}, {"AttributeName": range, "KeyType": "RANGE"}]  # noqa: E731
        self.dynamodb.create_table(
            TableName=self.table, BillingMode="PAY_PER_REQUEST", KeySchema=keys("pk", "sk"),
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in names],
            GlobalSecondaryIndexes=[{"IndexName": "expiry", "KeySchema": keys("exp_pk", "exp_sk"), "Projection": {"ProjectionType": "ALL"}}],
        )
        self.s3.create_bucket(Bucket=self.bucket, CreateBucketConfiguration={"LocationConstraint": aws.region})
        self.topic = sns.create_topic(Name="postroom-events")["TopicArn"]
        self.queue = self.sqs.create_queue(QueueName="events")["QueueUrl"]
        arn = self.sqs.get_queue_attributes(QueueUrl=self.queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        sns.subscribe(TopicArn=self.topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"})

    @property
    def environment(self):
        return {
            **self.aws.environment, "POSTROOM_TABLE": self.table, "POSTROOM_BUCKET": self.bucket, "POSTROOM_TOPIC": self.topic,
            "POSTROOM_DOMAINS": DOMAIN,
        }

    def start(self, api, **environment):
        return RuntimeProcess(api, [bootstrap()], **{**self.environment, "AWS_LAMBDA_LOG_FORMAT": "JSON", **environment})

    # MARK: what is there

    def add_mailbox(self, name, minutes=60, plan="anonymous", **attributes):
        """A mailbox, as the API makes one (docs/data-model.md)."""
        address = f"{name}@{DOMAIN}"
        now = int(time.time() * 1000)
        row = {
            "pk": {"S": f"MB#{address}"}, "sk": {"S": "META"}, "address": {"S": address}, "plan": {"S": plan}, "state": {"S": "active"},
            "created_at": {"N": str(now)}, "expires_at": {"N": str(now + minutes * 60_000)}, "token_hash": {"B": bytes(32)}, "seq": {"N": "0"},
            "first_seq": {"N": "0"}, "message_count": {"N": "0"},
        }
        self.dynamodb.put_item(TableName=self.table, Item={**row, **attributes})
        return address

    def add_plan(self, name, messages):
        row = {"pk": f"PLAN#{name}", "sk": "META", "name": name}
        numbers = {"max_mailboxes": -1, "max_messages": messages, "default_ttl": 60, "max_ttl": 60}
        self.dynamodb.put_item(
            TableName=self.table, Item={**{k: {"S": v} for k, v in row.items()}, **{k: {"N": str(v)} for k, v in numbers.items()}}
        )

    def add_account(self, name, plan):
        row = {"pk": {"S": f"OWN#{name}"}, "sk": {"S": "ACCOUNT"}, "name": {"S": name}, "created_at": {"N": "0"}}
        self.dynamodb.put_item(TableName=self.table, Item={**row, "plan": {"S": plan}, "since": {"N": "0"}})

    def put_mail(self, id, content=MAIL, **options):
        self.s3.put_object(Bucket=self.bucket, Key=id, Body=content, **options)

    def rows(self, prefix, deleted=False):
        """Rows of the table by the beginning of their partition key, as plain values; without those of raw mails that are deleted."""
        found = []
        for page in self.dynamodb.get_paginator("scan").paginate(TableName=self.table, ConsistentRead=True):
            found += [{k: next(iter(v.values())) for k, v in item.items()} for item in page["Items"]]
        is_deleted = lambda row: row["pk"].startswith("RAW#") and "ttl" in row  # noqa: E731
        wanted = (row for row in found if row["pk"].startswith(prefix) and is_deleted(row) == deleted)
        return sorted(wanted, key=lambda row: (row["pk"], row["sk"]))

    def messages(self, address):
        return [row for row in self.rows(f"MB#{address}") if row["sk"].startswith("MSG#")]

    def events(self):
        """What was published, in no order; asking takes it away."""
        found = []
        while received := self.sqs.receive_message(QueueUrl=self.queue, MaxNumberOfMessages=10).get("Messages"):
            for message in received:
                self.sqs.delete_message(QueueUrl=self.queue, ReceiptHandle=message["ReceiptHandle"])
                found.append(json.loads(message["Body"]))
        return found

    def state(self):
        """All that a delivery leaves behind, to be compared: times and tokens left out."""
        rows = [{k: v for k, v in row.items() if k not in ("created_at", "expires_at", "ttl", "received_at")} for row in self.rows("")]
        objects = sorted(entry["Key"] for entry in self.s3.list_objects_v2(Bucket=self.bucket).get("Contents", []))
        return rows, objects


def event(id, *recipients, template="ses-inbound"):
    """A recorded event with another id and other recipients."""
    event = json.loads((ROOT / "events" / f"{template}.json").read_text())
    [record] = event["Records"]
    record["ses"]["mail"]["messageId"] = id
    record["ses"]["receipt"]["recipients"] = list(recipients)
    return event


def from_queue(*bodies):
    """The event of a queue with these bodies."""
    record = {"eventSource": "aws:sqs", "eventSourceARN": "arn:aws:sqs:eu-west-1:123456789012:redrive", "receiptHandle": "r", "attributes": {}}
    return {"Records": [{**record, "messageId": str(number), "body": json.dumps(body)} for number, body in enumerate(bodies)]}


def on_failure(payload):
    """The record that Lambda sends to an on-failure destination."""
    return {
        "version": "1.0", "timestamp": "2026-11-21T08:30:00.000Z",
        "requestContext": {"requestId": "r", "functionArn": "f", "condition": "RetriesExhausted", "approximateInvokeCount": 3},
        "requestPayload": copy.deepcopy(payload), "responseContext": {"statusCode": 200, "functionError": "Unhandled"}, "responsePayload": {},
    }
