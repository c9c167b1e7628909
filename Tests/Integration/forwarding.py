"""AliasForward as it is deployed: against a Runtime API and the AWS double, with aliases, a configuration set and queues."""

import json
import time

from inbound import Inbound, bootstrap, event, from_queue
from runtime_process import RuntimeProcess

ALIASES = "example.com"
ALIAS, TARGET = f"hello@{ALIASES}", "jane@gmail.com"
MAIL = b"From: Jane <jane@ex.org>\r\nTo: hello@example.com\r\nSubject: Hello\r\nDate: Sat, 21 Nov 2026 08:30:00 +0000\r\n\r\nThe text.\r\n"
SECRET = bytes(range(32))
HELD = "https://held.example"


class Forwarding(Inbound):
    """A deployment in the double."""

    def __init__(self, aws):
        super().__init__(aws)
        self.ssm, self.ses = aws.direct("ssm"), aws.direct("sesv2")
        self.ses.create_email_identity(EmailIdentity=ALIASES)
        self.ses.create_configuration_set(ConfigurationSetName="postroom-forward")
        self.deferred = self.sqs.create_queue(QueueName="postroom-forward")["QueueUrl"]
        self.failed = self.sqs.create_queue(QueueName="postroom-forward-failed")["QueueUrl"]
        self.dynamodb.put_item(TableName=self.table, Item={"pk": {"S": "SECRET#forwarding"}, "sk": {"S": "META"}, "key": {"B": SECRET}})

    @property
    def environment(self):
        return {
            **self.aws.environment, "POSTROOM_TABLE": self.table, "POSTROOM_BUCKET": self.bucket, "POSTROOM_ALIAS_DOMAINS": ALIASES,
            "POSTROOM_CONFIGURATION_SET": "postroom-forward", "POSTROOM_QUEUE": self.deferred, "POSTROOM_FAILED_QUEUE": self.failed,
            "POSTROOM_HELD_URL": HELD, "POSTROOM_CONCURRENCY": "1",
        }

    def start(self, api, name="AliasForward", **environment):
        return RuntimeProcess(api, [bootstrap(name)], **{**self.environment, "AWS_LAMBDA_LOG_FORMAT": "JSON", **environment})

    # MARK: what is there

    def add_alias(self, name, value):
        """`hello`, or `_default` for the catch-all; an address, a list or an object."""
        text = value if isinstance(value, str) else json.dumps(value)
        self.ssm.put_parameter(Name=f"/postroom/aliases/{ALIASES}/{name}", Value=text, Type="String", Overwrite=True)

    def ledger(self, id=None):
        """The entries of a mail, or of all, as plain values: what has a state."""
        return [row for row in self.rows("FWD#" + (id or "")) if row["sk"].startswith("E#")]

    def states(self, id=None):
        return sorted((row.get("target"), row["state"]) for row in self.ledger(id))

    # MARK: what was sent

    def sent(self, notices=False):
        """Raw mails that SES took, in order: those for targets, or those for owners."""
        mails = [mail for mail in self.aws.double.mails() if mail["kind"] == "raw"]
        return [mail for mail in mails if ("postroom-entry" in mail["tags"]) != notices]

    def raw(self, mail):
        return self.aws.double.raw(mail["id"])

    def put_off(self):
        """What was put into the queue so far, as JSON; asking forgets it."""
        calls = [json.loads(call.body) for call in self.aws.judge.of("sqs", "SendMessage") if call.status == 200]
        self.aws.judge.calls.clear()
        return [json.loads(call["MessageBody"]) for call in calls if call["QueueUrl"] == self.deferred]

    def given_up(self):
        found = []
        while received := self.sqs.receive_message(QueueUrl=self.failed, MaxNumberOfMessages=10).get("Messages"):
            for message in received:
                self.sqs.delete_message(QueueUrl=self.failed, ReceiptHandle=message["ReceiptHandle"])
                found.append(json.loads(message["Body"]))
        return found

    # MARK: events

    def due(self, body, **changes):
        """The event of the queue with a mail that was put off, as if its time had come."""
        return from_queue({**body, "not_before": int(time.time() * 1000) - 1, **changes})

    def end_leases(self):
        """As if all who were sending had ended long ago."""
        for row in self.ledger():
            if "lease_until" in row:
                self.dynamodb.update_item(
                    TableName=self.table, Key={"pk": {"S": row["pk"]}, "sk": {"S": row["sk"]}}, UpdateExpression="SET lease_until = :past",
                    ExpressionAttributeValues={":past": {"N": "1"}})

    def to_the_end(self, function, first, rounds=8):
        """Lambda and the queue: an event that fails comes again, and what was put off comes when it is time. The last answer."""
        answer = None
        waiting = [first]
        for _ in range(rounds):
            if not waiting:
                return answer
            now, self.next = waiting.pop(0), None
            post = function.call(now, seconds=20, wait=40)
            if post.endpoint != "response":
                waiting.insert(0, now)
                self.end_leases()
                continue
            answer = post.json
            for body in self.put_off():
                self.end_leases()
                waiting.append(self.due(body))
        raise AssertionError(f"it never ends: {function.output}")


def of_ses(kind, mail, **details):
    """The event with which SNS invokes the function when SES says something of a mail that it took."""
    tags = {"ses:configuration-set": ["postroom-forward"], **{name: [value] for name, value in mail["tags"].items()}}
    message = {
        "eventType": kind, "mail": {"timestamp": "2026-11-21T08:30:00.000Z", "source": mail["source"], "messageId": mail["id"],
                                    "destination": mail["destinations"], "tags": tags}, **details}
    notification = {"Type": "Notification", "MessageId": "n", "TopicArn": "arn:aws:sns:eu-central-1:123456789012:postroom-forward-events",
                    "Message": json.dumps(message)}
    return {"Records": [{"EventSource": "aws:sns", "EventVersion": "1.0", "Sns": notification}]}


def bounced(mail, type="Permanent", subtype="General"):
    recipients = [{"emailAddress": one, "action": "failed", "status": "5.1.1", "diagnosticCode": "smtp; 550 5.1.1 user unknown"} for one in mail["destinations"]]
    return of_ses("Bounce", mail, bounce={"bounceType": type, "bounceSubType": subtype, "bouncedRecipients": recipients})


def outcomes(answer):
    return [(entry["recipient"], entry.get("target"), entry["outcome"], entry.get("rung")) for mail in answer["mails"] for entry in mail["targets"]]
