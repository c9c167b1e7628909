"""The mail log, and what brings the events of SES there, on what was deployed to the AWS double, by whatever means."""

import hashlib
import hmac
import json
import os
import time

from aws import ACCOUNT, REGION, faults, policies
from deployed_forwarding import check_that_a_queue_is_wired, check_that_a_set_is_wired
from deployed_functions import mapping
from deployed_notifications import Published, check_role, templates, verify
from deployment import FUNCTIONS, documented_mail_log
from forwarding import ALIAS, TARGET, outcomes
from postroom import run

QUEUE = f"arn:aws:sqs:{REGION}:{ACCOUNT}:postroom-delivery-events"
# What no call of the function needs: its diagnostics Lambda writes in its name, and takes messages from the queue.
NOT_CALLED = {"logs:CreateLogStream", "logs:PutLogEvents", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"}


def check_that_the_mail_log_is_wired(aws):
    """What SES says of either configuration set leads to one queue, that to the function, and what it gives up to another queue with an alarm."""
    url = check_that_a_queue_is_wired(aws, "delivery-events", "delivery-events", batch=10)
    sqs, sns = aws.direct("sqs"), aws.direct("sns")
    topics = [f"arn:aws:sns:{REGION}:{ACCOUNT}:postroom-{name}-events" for name in ("forward", "notice")]
    assert check_that_a_set_is_wired(aws, "notices", "notice-events", suppressed=["BOUNCE", "COMPLAINT"]) == topics[1]
    [allowed] = json.loads(sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"])["Attributes"]["Policy"])["Statement"]
    assert (allowed["Principal"], allowed["Action"], allowed["Resource"]) == ({"Service": "sns.amazonaws.com"}, "sqs:SendMessage", QUEUE)
    assert allowed["Condition"] == {"StringEquals": {"aws:SourceArn": topics}}
    # What other tests have published.
    sqs.purge_queue(QueueUrl=url)
    for topic in topics:
        sns.publish(TopicArn=topic, Message="something")
        [message] = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
        body = json.loads(message["Body"])
        assert (body["TopicArn"], body["Message"]) == (topic, "something") and body["Timestamp"]
        sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    assert set(documented_mail_log()) <= FUNCTIONS.keys()


class Events:
    """What SES says in a deployment, and the mail log that follows from it."""

    def __init__(self, deployment):
        self.deployment, self.aws = deployment, deployment.aws
        self.log = deployment.system["mail log"]
        self.settings = deployment.system["functions"]["DeliveryEvents"]["environment"]
        mapped = mapping(self.aws, "delivery-events")
        self.arn, self.size = mapped["EventSourceArn"], mapped["BatchSize"]
        self.url = deployment.sqs.get_queue_url(QueueName=self.arn.rpartition(":")[2])["QueueUrl"]
        # What other tests have published.
        deployment.sqs.purge_queue(QueueUrl=self.url)

    def says(self, kind, mail, **details):
        """SES publishes something of a mail to where the events of its configuration set go, if they do."""
        destinations = self.aws.direct("sesv2").get_configuration_set_event_destinations(ConfigurationSetName=mail["configuration_set"])
        [destination] = destinations["EventDestinations"]
        assert kind.upper() in destination["MatchingEventTypes"]
        now = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())
        message = {
            "eventType": kind, **{name: {"timestamp": now, **value} for name, value in details.items()},
            "mail": {"timestamp": now, "source": mail["source"], "messageId": mail["id"], "destination": mail["destinations"],
                     "tags": {name: [value] for name, value in mail["tags"].items()}},
        }
        self.aws.direct("sns").publish(TopicArn=destination["SnsDestination"]["TopicArn"], Message=json.dumps(message))

    def batch(self):
        """What Lambda invokes the function with: the messages that wait in its queue."""
        sqs, records = self.deployment.sqs, []
        while received := sqs.receive_message(QueueUrl=self.url, MaxNumberOfMessages=self.size).get("Messages"):
            for message in received:
                sqs.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
                records.append({"eventSource": "aws:sqs", "eventSourceARN": self.arn, "receiptHandle": message["ReceiptHandle"], "attributes": {},
                                "messageId": message["MessageId"], "body": message["Body"]})
        assert 0 < len(records) <= self.size
        return {"Records": records}

    def shown(self, address):
        """An address as the log has it."""
        if self.settings["POSTROOM_MAIL_LOG"] == "full":
            return address
        code = hmac.new(self.settings["POSTROOM_MAIL_LOG_KEY"].encode(), address.encode(), hashlib.sha256).hexdigest()
        return f"~{code[:16]}@{address.partition('@')[2]}"

    def lines(self, function, mail):
        """What a function wrote of a mail, as pairs of recipient and status."""
        found = self.aws.direct("logs").filter_log_events(logGroupName=self.log["name"])["events"]
        entries = [json.loads(line["message"]) for line in found]
        return [(one["to"], one["status"]) for one in entries if one["function"] == function and mail["id"] in (one.get("ses_id"), one.get("next"))]


def check_that_what_ses_says_is_written(deployment, api):
    """With nothing but what was deployed: its settings, and what its role allows; and that is all used."""
    verify(deployment)
    events = Events(deployment)
    welcomed, gone = _welcome(deployment, events, api, "jane@user.example", "gone@user.example")
    forwarded = _forward(deployment, events, api)
    deployment.aws.judge.reset()
    with deployment.start(api, "DeliveryEvents") as function:
        api.wait_idle()
        for mail in (welcomed, gone, forwarded):
            events.says("Send", mail, send={})
        events.says("Delivery", welcomed, delivery={"recipients": welcomed["destinations"], "smtpResponse": "250 ok"})
        events.says("Delivery", forwarded, delivery={"recipients": forwarded["destinations"], "smtpResponse": "250 ok"})
        _bounce(events, gone)
        assert function.answer(events.batch()) == {"batchItemFailures": []}
        _check_lines(events, (welcomed, "delivered"), (gone, "bounced"), (forwarded, "delivered"))
        found = deployment.aws.direct("sesv2").get_suppressed_destination(EmailAddress="gone@user.example")["SuppressedDestination"]
        assert found["Reason"] == "BOUNCE"
        _send_again(deployment, events, function, forwarded)
    check_role(deployment, "DeliveryEvents", {"NOTE#*"}, not_called=NOT_CALLED)
    _trace(deployment, events, "gone@user.example", gone)


def _welcome(deployment, events, api, *addresses):
    """Mails of Postroom's own, each of them to one address."""
    users, mails = Published(deployment, "WelcomeEmail"), []
    with templates(deployment), deployment.start(api, "WelcomeEmail") as function:
        for address in addresses:
            event = users.event({"event": "user_registered", "email": address})
            assert [one["outcome"] for one in function.answer(event)["notifications"]] == ["sent"]
            [mail] = users.mails(event)
            assert events.lines("WelcomeEmail", mail) == [(events.shown(address), "sent")]
            mails.append(mail)
    return mails


def _forward(deployment, events, api):
    deployment.add_alias("hello", TARGET)
    with deployment.start(api, "AliasForward") as function:
        assert outcomes(function.answer(deployment.mail("d1", ALIAS))) == [(ALIAS, TARGET, "sent", 1)]
    [mail] = deployment.sent_of("d1")
    assert events.lines("AliasForward", mail) == [(events.shown(TARGET), "forwarded")]
    return mail


def _bounce(events, mail):
    recipients = [{"emailAddress": one, "status": "5.1.1", "diagnosticCode": "smtp; 550 5.1.1 user unknown"} for one in mail["destinations"]]
    events.says("Bounce", mail, bounce={"bounceType": "Permanent", "bounceSubType": "General", "bouncedRecipients": recipients})


def _check_lines(events, *mails):
    for mail, end in mails:
        [address] = mail["destinations"]
        assert sorted(events.lines("DeliveryEvents", mail)) == sorted((events.shown(address), status) for status in ("sent", end))


def _send_again(deployment, events, function, mail):
    """What could not be written stays in the queue, alone."""
    for _ in range(2):
        events.says("Delivery", mail, delivery={"recipients": mail["destinations"], "smtpResponse": "250 ok"})
    batch = events.batch()
    for _ in range(3):
        deployment.aws.judge.fault(faults.error(500), "logs", "PutLogEvents")
    [failed] = function.answer(batch, seconds=20, wait=40)["batchItemFailures"]
    assert failed["itemIdentifier"] in {one["messageId"] for one in batch["Records"]}


def _trace(deployment, events, address, mail):
    """Who has the policy for readers finds what became of a mail, and the policy allows no more than that."""
    name, statements = events.log["readers"]
    found = deployment.aws.direct("iam").list_policies(Scope="Local")["Policies"]
    assert [one["PolicyName"] for one in found] == [name]
    judge, settings = deployment.aws.judge, {name: value for name, value in events.settings.items() if name.startswith("POSTROOM_MAIL_LOG")}
    others = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "POSTROOM_"))}
    judge.reset()
    done = run("trace", address, "--json", env={**others, **deployment.aws.environment, **settings})
    assert done.returncode == 0, done
    entries = [json.loads(line) for line in done.stdout.splitlines()]
    assert {(one["ses_id"], one["status"]) for one in entries} == {(mail["id"], "sent"), (mail["id"], "bounced")}
    assert policies.compare({"Statement": [json.loads(one) for one in statements]}, judge.calls) == ([], [])
