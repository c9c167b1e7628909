"""The mail log of a deployment: what functions write and SES says, and `postroom trace`, against the AWS double."""

import json
import os
import time
from datetime import datetime, timedelta, timezone

import pytest

from aws import faults
from forwarding import ALIAS, MAIL, TARGET, Forwarding
from inbound import DOMAIN, event
from postroom import ROOT, run

GROUP = "/postroom/mail"
KEY = "a key of at least sixteen bytes"
REGISTERED = {"event": "user_registered", "email": "new@user.example", "display_name": "Jane"}


class Logged(Forwarding):
    """A deployment whose functions have a mail log; what SES says goes through a topic and a queue."""

    def __init__(self, aws):
        super().__init__(aws)
        self.add_alias("hello", TARGET)
        self.logs = aws.direct("logs")
        self.logs.create_log_group(logGroupName=GROUP)
        self.sns = aws.direct("sns")
        self.ses_topic = self.sns.create_topic(Name="postroom-ses-events")["TopicArn"]
        self.ses_queue = self.sqs.create_queue(QueueName="postroom-ses-events")["QueueUrl"]
        arn = self.sqs.get_queue_attributes(QueueUrl=self.ses_queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        self.sns.subscribe(TopicArn=self.ses_topic, Protocol="sqs", Endpoint=arn)

    @property
    def environment(self):
        return {
            **super().environment, "POSTROOM_MAIL_LOG_GROUP": GROUP, "POSTROOM_FROM": f"Example <welcome@{ALIAS.partition('@')[2]}>",
            "POSTROOM_DOMAINS": DOMAIN, "POSTROOM_TOPIC": self.topic, "POSTROOM_CONFIGURATION_SET": "postroom-forward",
        }

    def entries(self):
        return [json.loads(line["message"]) for line in self.logs.filter_log_events(logGroupName=GROUP)["events"]]

    def trace(self, *arguments, code=0, **changes):
        others = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "POSTROOM_"))}
        done = run("trace", *arguments, env={**others, **self.aws.environment, "POSTROOM_MAIL_LOG_GROUP": GROUP, **changes})
        assert done.returncode == code, done
        return (done.stdout if code == 0 else done.stderr).decode().splitlines()

    def states(self, *arguments, **changes):
        """What `trace` shows, as pairs of id and status."""
        return [(entry.get("ses_id"), entry["status"]) for entry in map(json.loads, self.trace(*arguments, "--json", **changes))]

    def says(self, kind, mail, seconds=1, **details):
        """SES publishes something of a mail that it took."""
        now = datetime.now(timezone.utc) + timedelta(seconds=seconds)
        stamp = f"{now:%Y-%m-%dT%H:%M:%S}.000Z"
        detail = {name: {"timestamp": stamp, **value} for name, value in details.items()}
        message = {
            "eventType": kind,
            "mail": {"timestamp": f"{datetime.now(timezone.utc):%Y-%m-%dT%H:%M:%S}.000Z", "source": mail["source"], "messageId": mail["id"],
                     "destination": mail["destinations"], "tags": {name: [value] for name, value in mail["tags"].items()}}, **detail}
        self.sns.publish(TopicArn=self.ses_topic, Subject="Amazon SES Email Event Notification", Message=json.dumps(message))

    def delivered(self, mail, **options):
        self.says("Delivery", mail, delivery={"processingTimeMillis": 3558, "recipients": mail["destinations"], "smtpResponse": "250 ok",
                                              "remoteMtaIp": "192.0.2.7"}, **options)

    def bounced(self, mail, **options):
        recipients = [{"emailAddress": one, "status": "5.1.1", "diagnosticCode": f"smtp; 550 5.1.1 <{one}> user unknown"} for one in mail["destinations"]]
        self.says("Bounce", mail, bounce={"bounceType": "Permanent", "bounceSubType": "General", "bouncedRecipients": recipients}, **options)

    def batch(self):
        """The event of what waits in the queue; it stays there no longer."""
        records = []
        while received := self.sqs.receive_message(QueueUrl=self.ses_queue, MaxNumberOfMessages=10).get("Messages"):
            for message in received:
                self.sqs.delete_message(QueueUrl=self.ses_queue, ReceiptHandle=message["ReceiptHandle"])
                records.append({"eventSource": "aws:sqs", "eventSourceARN": "arn:aws:sqs:eu-west-1:123456789012:postroom-ses-events",
                                "receiptHandle": "r", "attributes": {}, "messageId": message["MessageId"], "body": message["Body"]})
        return {"Records": records}

    def welcome(self):
        notification = {"Type": "Notification", "MessageId": "n-1", "TopicArn": "arn:aws:sns:eu-west-1:123456789012:users",
                        "Message": json.dumps(REGISTERED), "Timestamp": "2026-11-21T08:30:00.000Z"}
        return {"Records": [{"EventSource": "aws:sns", "EventVersion": "1.0", "Sns": notification}]}

    def own(self):
        """Raw mails of Postroom's own that SES took."""
        return [mail for mail in self.aws.double.mails() if "postroom-notice" in mail["tags"]]

    def run(self, api, name, *events, **environment):
        """Answers of a function to events."""
        with self.start(api, name, **environment) as process:
            return [process.answer(one, seconds=20, wait=40) for one in events]


@pytest.fixture
def logged(aws):
    logged = Logged(aws)
    yield logged
    assert aws.judge.refusals == []


def test_a_welcome_mail_that_is_delivered(logged, api):
    logged.run(api, "WelcomeEmail", logged.welcome())
    [mail] = logged.own()
    logged.delivered(mail)
    assert logged.run(api, "DeliveryEvents", logged.batch()) == [{"batchItemFailures": []}]
    sent, delivered = logged.trace("new@user.example")
    assert sent.split()[1:3] == ["WelcomeEmail", f"{mail['id']}:"] and sent.endswith("to=<new@user.example>, status=sent")
    assert delivered.endswith(
        f"DeliveryEvents {mail['id']}: to=<new@user.example>, relay=[192.0.2.7], dsn=2.0.0, delay=3558ms, status=delivered (250 ok)")
    assert logged.trace(mail["id"]) == logged.trace(f"<{mail['id']}@eu-west-1.amazonses.com>") == [sent, delivered]
    assert logged.aws.direct("sesv2").list_suppressed_destinations()["SuppressedDestinationSummaries"] == []


def test_a_welcome_mail_that_bounces_is_the_last_one(logged, api):
    logged.run(api, "WelcomeEmail", logged.welcome())
    [mail] = logged.own()
    logged.bounced(mail)
    batch = logged.batch()
    logged.run(api, "DeliveryEvents", batch, batch)
    assert logged.states("new@user.example") == [(mail["id"], "sent"), (mail["id"], "bounced")]
    [found] = logged.aws.direct("sesv2").list_suppressed_destinations()["SuppressedDestinationSummaries"]
    assert (found["EmailAddress"], found["Reason"]) == ("new@user.example", "BOUNCE")
    again = logged.welcome()
    again["Records"][0]["Sns"]["MessageId"] = "n-2"
    [answer] = logged.run(api, "WelcomeEmail", again)
    assert answer["notifications"][0]["outcome"] == "suppressed" and len(logged.own()) == 1
    assert (None, "suppressed") in logged.states("new@user.example")


def test_the_ledger_learns_of_a_mail_whose_answer_was_lost(logged, api):
    logged.aws.judge.fault(faults.lost_answer(), "ses", "SendEmail")
    with logged.start(api, "WelcomeEmail") as process:
        process.failure(logged.welcome(), seconds=20, wait=40)
    [mail] = logged.own()
    logged.says("Send", mail, send={})
    logged.run(api, "DeliveryEvents", logged.batch())
    [row] = [row for row in logged.rows("NOTE#")]
    assert (row["state"], row["ses_id"]) == ("sent", mail["id"])
    assert logged.states("new@user.example") == [(mail["id"], "sent")]


def test_a_forwarded_mail_that_bounces(logged, api):
    logged.put_mail("m1", MAIL)
    incoming = event("m1", ALIAS, "box@elsewhere.test")
    incoming["Records"][0]["ses"]["mail"].update(source="jane@ex.org", timestamp=f"{datetime.now(timezone.utc) - timedelta(seconds=5):%Y-%m-%dT%H:%M:%S}.000Z")
    message_id = incoming["Records"][0]["ses"]["mail"]["commonHeaders"]["messageId"]
    logged.run(api, "AliasForward", incoming, incoming)
    [mail] = logged.sent()
    life = [("m1", "received"), ("m1", "forwarded"), (mail["id"], "sent"), (mail["id"], "bounced")]
    logged.bounced(mail, seconds=4)
    late = logged.batch()
    logged.says("Send", mail, send={})
    # The bounce comes first, and everything comes twice.
    logged.run(api, "DeliveryEvents", late, logged.batch(), late)
    for query in (ALIAS, TARGET, "m1", mail["id"], message_id, "jane@ex.org"):
        assert logged.states(query) == life, query
    assert f"next={mail['id']}, status=forwarded" in logged.trace("m1")[1]
    # Mail that is not our own is only logged.
    assert logged.aws.direct("sesv2").list_suppressed_destinations()["SuppressedDestinationSummaries"] == []


def test_a_mail_for_a_mailbox(logged, api):
    address = logged.add_mailbox("box")
    logged.put_mail("m2")
    logged.aws.judge.calls.clear()
    with logged.start(api, "SESInbound") as process:
        api.wait_idle()
        logged.aws.judge.calls.clear()
        process.answer(event("m2", address, f"nobody@{DOMAIN}"))
        assert logged.aws.judge.counts()["logs.PutLogEvents"] == 1
        logged.aws.judge.calls.clear()
        logged.put_mail("m3")
        process.answer(event("m3", address))
        # One more than without it.
        assert logged.aws.judge.counts() == {
            "dynamodb.GetItem": 1, "s3.GetObject": 1, "dynamodb.TransactWriteItems": 1, "sns.Publish": 1, "logs.PutLogEvents": 1}
    entries = logged.entries()
    assert [(one["ses_id"], one["to"], one["status"]) for one in entries if one["status"] != "received"] == [
        ("m2", address, "stored"), ("m2", f"nobody@{DOMAIN}", "refused"), ("m3", address, "stored")]


def test_a_mail_is_stored_although_its_lines_cannot_be_written(logged, api):
    address = logged.add_mailbox("box")
    logged.put_mail("m2")
    logged.logs.delete_log_group(logGroupName=GROUP)
    with logged.start(api, "SESInbound") as process:
        answer = process.answer(event("m2", address))
        assert answer["mails"][0]["recipients"][0]["outcome"] == "stored"
        line = process.wait_for_log(lambda line: line["message"] == "the mail log could not be written")
        assert "ResourceNotFoundException" in json.dumps(line)
    assert len(logged.messages(address)) == 1


def test_what_cannot_be_logged_is_sent_again(logged, api):
    logged.run(api, "WelcomeEmail", logged.welcome())
    [mail] = logged.own()
    logged.says("Send", mail, send={})
    logged.delivered(mail)
    batch = logged.batch()
    with logged.start(api, "DeliveryEvents") as process:
        api.wait_idle()
        for _ in range(3):
            logged.aws.judge.fault(faults.error(500), "logs", "PutLogEvents")
        answer = process.answer(batch, seconds=20, wait=40)
        [failed] = answer["batchItemFailures"]
        rest = {"Records": [one for one in batch["Records"] if one["messageId"] == failed["itemIdentifier"]]}
        assert len(rest["Records"]) == 1 and process.answer(rest) == {"batchItemFailures": []}
    assert sorted(status for _, status in logged.states(mail["id"])) == ["delivered", "sent", "sent"]


def test_a_log_without_addresses(logged, api):
    hashed = {"POSTROOM_MAIL_LOG": "hashed", "POSTROOM_MAIL_LOG_KEY": KEY}
    logged.run(api, "WelcomeEmail", logged.welcome(), **hashed)
    [mail] = logged.own()
    logged.bounced(mail)
    logged.run(api, "DeliveryEvents", logged.batch(), **hashed)
    assert "new@user" not in json.dumps(logged.entries()) and all(entry["to"].endswith("@user.example") for entry in logged.entries())
    assert logged.states("New@User.example", **hashed) == [(mail["id"], "sent"), (mail["id"], "bounced")]
    assert "has nothing of" in logged.trace("new@user.example", code=1)[0]
    assert "POSTROOM_MAIL_LOG_KEY" in logged.trace("a@b.test", code=2, POSTROOM_MAIL_LOG="hashed")[0]


def test_trace_that_finds_nothing_or_no_log(logged):
    assert logged.trace("nobody@nowhere.example", code=1) == ["postroom trace: the mail log of the last 7d has nothing of 'nobody@nowhere.example'"]
    assert "ResourceNotFoundException" in logged.trace("a@b.test", "--log-group", "/nothing", code=2)[0]
    assert "--since" in "\n".join(logged.trace("a@b.test", "--since", "soon", code=64))
    assert "no mail log" in logged.trace("a@b.test", "--data", "/nothing", code=2)[0]


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "events").iterdir() if path.stem.startswith(("sns-ses-", "sqs-ses-"))))
def test_every_recorded_event_is_taken(logged, api, name):
    recorded = json.loads((ROOT / "events" / f"{name}.json").read_text())
    [answer] = logged.run(api, "DeliveryEvents", recorded)
    assert answer == ({} if name.startswith("sns") else {"batchItemFailures": []})
    ignored = ("topic-test", "open", "click", "subscription")
    assert bool(logged.entries()) == (not name.endswith(ignored))


def test_an_address_with_many_mails(logged):
    """More ids than a filter pattern has room for, and more lines than a page."""
    now = int(time.time() * 1000)
    stamp = f"{datetime.now(timezone.utc):%Y-%m-%dT%H:%M:%S}.000Z"
    logged.logs.create_log_stream(logGroupName=GROUP, logStreamName="s")
    lines = [{"time": stamp, "status": status, "function": "f", "ses_id": f"0102019a-1111-2222-3333-{number:012}-000000", "to": to}
             for number in range(60) for status, to in (("received", "many@x.test"), ("stored", f"other{number}@x.test"))]
    logged.logs.put_log_events(
        logGroupName=GROUP, logStreamName="s", logEvents=[{"timestamp": now, "message": json.dumps(line)} for line in lines])
    assert len(logged.states("many@x.test")) == 120
