"""WelcomeEmail and AlarmEmail as they are deployed: against a Runtime API and the AWS double."""

import copy
import email
import email.policy
import json

from inbound import Inbound, bootstrap
from postroom import ROOT
from runtime_process import RuntimeProcess

SENDER = "hello@example.com"
OPS = ["ops@example.org", "boss@example.org"]


def recorded(name):
    return json.loads((ROOT / "events" / f"{name}.json").read_text())


def published(message, id="11111111-2222-5333-8444-555555555555", topic="postroom-alarms", subject=None, **attributes):
    """The event with which SNS invokes the function when somebody publishes a text, or an object as JSON."""
    event = copy.deepcopy(recorded("sns-user-registered"))
    event["Records"][0]["Sns"].update(
        MessageId=id, Message=message if isinstance(message, str) else json.dumps(message), Subject=subject,
        TopicArn=f"arn:aws:sns:eu-central-1:123456789012:{topic}",
        MessageAttributes={name: {"Type": "String", "Value": value} for name, value in attributes.items()})
    return event


def registered(address="jane@example.net", id="11111111-2222-5333-8444-555555555555", **fields):
    return published({"event": "user_registered", "email": address, **fields}, id)


class Notifications(Inbound):
    """A deployment in the double."""

    def __init__(self, aws):
        super().__init__(aws)
        self.ses = aws.direct("sesv2")
        self.ses.create_email_identity(EmailIdentity="example.com")
        self.ses.create_configuration_set(ConfigurationSetName="postroom")

    @property
    def environment(self):
        return {
            **self.aws.environment, "POSTROOM_TABLE": self.table, "POSTROOM_FROM": f"Exämple <{SENDER}>", "POSTROOM_TO": ",".join(OPS),
            "POSTROOM_CONFIGURATION_SET": "postroom",
        }

    def start(self, api, name, **environment):
        return RuntimeProcess(api, [bootstrap(name)], **{**self.environment, "AWS_LAMBDA_LOG_FORMAT": "JSON", **environment})

    def sent(self):
        """What SES took, in order, as Python reads it: recipients and mail."""
        found = []
        for one in self.aws.double.mails():
            raw = self.aws.double.raw(one["id"])
            mail = email.message_from_bytes(raw, policy=email.policy.default)
            mail.raw = raw
            found.append((one["destinations"], mail))
        return found

    def entries(self):
        """What the ledger says, by recipient."""
        return {row["recipient"]: row for row in self.rows("NOTE#")}

    def end_leases(self):
        """As if all who were sending had ended long ago."""
        for row in self.rows("NOTE#"):
            if "lease_until" in row:
                self.dynamodb.update_item(
                    TableName=self.table, Key={"pk": {"S": row["pk"]}, "sk": {"S": row["sk"]}}, UpdateExpression="SET lease_until = :past",
                    ExpressionAttributeValues={":past": {"N": "1"}})
