"""The functions that send mail of Postroom's own, on what was deployed to the AWS double, by whatever means."""

import json
import time
import uuid
from contextlib import contextmanager
from email import message_from_bytes, policy

from aws import ACCOUNT, REGION
from inbound import from_queue, on_failure
from postroom import ROOT

DOMAIN = "notify.example.net"
OPERATORS, INFORMED = ["ops@example.net", "night@example.net"], ["info@example.net"]
# What no call of a function needs: Lambda uses these in its name.
NOT_CALLED = {
    "logs:CreateLogStream", "logs:PutLogEvents", "sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"}
TOPICS = {"welcome-email": "users", "alarm-email": "alarms"}


def check_that_notifications_are_wired(aws):
    """Each topic leads to its function, what that gives up to a queue, and that queue to an alarm. Asked of what was made, by whatever means."""
    functions, sqs, cloudwatch, sns = (aws.direct(service) for service in ("lambda", "sqs", "cloudwatch", "sns"))
    for name, topic in TOPICS.items():
        arn = f"arn:aws:sns:{REGION}:{ACCOUNT}:postroom-{topic}"
        [allowed] = json.loads(functions.get_policy(FunctionName=f"postroom-{name}")["Policy"])["Statement"]
        assert (allowed["Principal"], allowed["Condition"]) == ({"Service": "sns.amazonaws.com"}, {"ArnLike": {"AWS:SourceArn": arn}})
        sns.publish(TopicArn=arn, Message="something")
        assert aws.double.published()[-1] == {"function": f"postroom-{name}", "message": "something"}
        config = functions.get_function_event_invoke_config(FunctionName=f"postroom-{name}")
        assert config["DestinationConfig"]["OnFailure"]["Destination"].rpartition(":")[2] == f"postroom-{name}-failed"
        url = sqs.get_queue_url(QueueName=f"postroom-{name}-failed")["QueueUrl"]
        queue = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        timeout = functions.get_function_configuration(FunctionName=f"postroom-{name}")["Timeout"]
        assert int(queue["VisibilityTimeout"]) >= 6 * timeout and queue["MessageRetentionPeriod"] == str(14 * 86_400)
        [alarm] = cloudwatch.describe_alarms(AlarmNames=[f"postroom-{name}-failed"])["MetricAlarms"]
        assert alarm["Dimensions"] == [{"Name": "QueueName", "Value": f"postroom-{name}-failed"}]
    attributes = sns.get_topic_attributes(TopicArn=f"arn:aws:sns:{REGION}:{ACCOUNT}:postroom-alarms")["Attributes"]
    [allowed] = json.loads(attributes["Policy"])["Statement"]
    assert (allowed["Action"], allowed["Condition"]) == ("sns:Publish", {"StringEquals": {"aws:SourceAccount": ACCOUNT}})
    assert {one.partition(".")[0] for one in allowed["Principal"]["Service"]} == {"budgets", "cloudwatch", "events"}
    # With AWS's own key CloudWatch could not publish.
    assert not attributes.get("KmsMasterKeyId")


class Published:
    """A topic of a deployment and the function that subscribes to it."""

    def __init__(self, deployment, function):
        self.deployment = deployment
        self.topic, _, endpoint, _ = deployment.system["notifications"][function]["subscription"]
        self.name = endpoint.rpartition(":")[2]

    def event(self, message, subject=None, **attributes):
        """Publishes a message; what SNS invokes the function with. The double says who got it, and not all that SNS says with it."""
        text = message if isinstance(message, str) else json.dumps(message)
        typed = {name: {"DataType": "String", "StringValue": value} for name, value in attributes.items()}
        sns = self.deployment.aws.direct("sns")
        sns.publish(TopicArn=self.topic, Message=text, MessageAttributes=typed, **({"Subject": subject} if subject else {}))
        assert self.deployment.aws.double.published()[-1] == {"function": self.name, "message": text}
        event = json.loads((ROOT / "events" / "sns-alarm-metric.json").read_text())
        event["Records"][0]["Sns"] |= {
            "MessageId": str(uuid.uuid4()), "TopicArn": self.topic, "Subject": subject, "Message": text,
            "Timestamp": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()),
            "MessageAttributes": {name: {"Type": "String", "Value": value} for name, value in attributes.items()},
        }
        return event

    def mails(self, event):
        """What SES took because of an event, in order."""
        id = event["Records"][0]["Sns"]["MessageId"]
        return [mail for mail in self.deployment.aws.double.mails() if mail["tags"].get("postroom-notice", "").endswith(id)]

    def parsed(self, mail):
        return message_from_bytes(self.deployment.aws.double.raw(mail["id"]), policy=policy.default)


def verify(deployment):
    ses = deployment.aws.direct("sesv2")
    if DOMAIN not in {one["IdentityName"] for one in ses.list_email_identities()["EmailIdentities"]}:
        ses.create_email_identity(EmailIdentity=DOMAIN)


def check_role(deployment, function, partitions, unused=frozenset(), not_called=NOT_CALLED):
    """The role allows what was called, and no more; of the table those partitions alone."""
    assert deployment.aws.judge.refusals == []
    denied, left = deployment.compare(function)
    assert denied == [] and {action for action, _ in left} == not_called | unused, (denied, left)
    used = {key for call in deployment.aws.judge.calls for key in call.context.get("dynamodb:LeadingKeys", [])}
    assert {key if key.startswith("DIGEST#") else key.partition("#")[0] + "#*" for key in used} == partitions
    granted = set()
    for statement in map(json.loads, deployment.system["functions"][function]["statements"]):
        granted |= set(statement.get("Condition", {}).get("ForAllValues:StringLike", {}).get("dynamodb:LeadingKeys", []))
    assert granted == partitions


# MARK: WelcomeEmail


def check_that_users_get_mail(deployment, api):
    """With nothing but what was deployed, and templates in a bucket: its settings, and what its role allows; and that is all used."""
    verify(deployment)
    own = {"subject": "Paid", "txt": "Thank you, {{display_name}}.\n", "html": "<p>Thank you, {{display_name}}.</p>\n"}
    deployment.aws.judge.reset()
    users = Published(deployment, "WelcomeEmail")
    with templates(deployment, invoice_paid=own), deployment.start(api, "WelcomeEmail") as function:
        _welcome(users, function)
        _send_own_template(users, function)
        _send_nothing(users, function)
        _take_back(users, function)
    # With the last one S3 says of a file that is not there that it is not.
    check_role(deployment, "WelcomeEmail", {"NOTE#*"}, {"s3:ListBucket"})


@contextmanager
def templates(deployment, **own):
    """The bucket of templates, which is nobody's but the test's, with these in it."""
    s3, bucket = deployment.s3, {"Bucket": "example-templates"}
    keys = {f"templates/{name}.{kind}.mustache": text for name, kinds in own.items() for kind, text in kinds.items()}
    s3.create_bucket(**bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
    for key, text in keys.items():
        s3.put_object(**bucket, Key=key, Body=text.encode())
    yield
    for key in keys:
        s3.delete_object(**bucket, Key=key)
    s3.delete_bucket(**bucket)


def _welcome(users, function):
    event = users.event({"event": "user_registered", "email": "jane@ex.org", "display_name": "Jane"})
    assert [one["outcome"] for one in function.answer(event)["notifications"]] == ["sent"]
    [mail] = users.mails(event)
    assert (mail["source"], mail["destinations"], mail["configuration_set"]) == (f"hello@{DOMAIN}", ["jane@ex.org"], "postroom-notices")
    parsed = users.parsed(mail)
    assert (parsed["From"], parsed["Subject"]) == (f"Example <hello@{DOMAIN}>", "Welcome, Jane")
    assert parsed["List-Unsubscribe"] == "<https://example.net/unsubscribe?jane%40ex.org>"
    assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text, html = parsed.get_body(("plain",)), parsed.get_body(("html",))
    assert text.get_content().startswith("Hello Jane,") and "jane@ex.org" in html.get_content()
    # SNS gives an event twice now and then.
    assert [one["outcome"] for one in function.answer(event)["notifications"]] == ["settledBefore"]
    assert len(users.mails(event)) == 1


def _send_own_template(users, function):
    event = users.event({"event": "invoice_paid", "email": "jane@ex.org", "display_name": "Jane & Co"})
    function.answer(event)
    [mail] = users.mails(event)
    parsed = users.parsed(mail)
    assert (parsed["Subject"], parsed.get_body(("plain",)).get_content().strip()) == ("Paid", "Thank you, Jane & Co.")
    assert parsed.get_body(("html",)).get_content().strip() == "<p>Thank you, Jane &amp; Co.</p>"


def _send_nothing(users, function):
    event = users.event({"event": "user_deleted", "email": "jane@ex.org"})
    assert [one["outcome"] for one in function.answer(event)["notifications"]] == ["ignored"]
    ses = users.deployment.aws.direct("sesv2")
    ses.put_suppressed_destination(EmailAddress="gone@ex.org", Reason="BOUNCE")
    suppressed = users.event({"event": "user_registered", "email": "gone@ex.org"})
    assert [one["outcome"] for one in function.answer(suppressed)["notifications"]] == ["suppressed"]
    assert users.mails(event) == users.mails(suppressed) == []


def _take_back(users, function):
    """What failed thrice lies in a queue, and is given back from there."""
    event = users.event({"event": "user_registered", "email": "late@ex.org"})
    assert function.answer(from_queue(on_failure(event))) == {"batchItemFailures": []}
    assert [mail["destinations"] for mail in users.mails(event)] == [["late@ex.org"]]


# MARK: AlarmEmail


def check_that_alarms_are_mailed(deployment, api):
    """With nothing but what was deployed: its settings, and what its role allows; and that is all used."""
    verify(deployment)
    deployment.aws.judge.reset()
    alarms = Published(deployment, "AlarmEmail")
    recorded = json.loads((ROOT / "events" / "sns-alarm-metric.json").read_text())["Records"][0]["Sns"]
    with deployment.start(api, "AlarmEmail") as function:
        _mail_alarm(alarms, function, recorded)
        _take_routes(alarms, function, recorded)
    check_role(deployment, "AlarmEmail", {"NOTE#*", "ALARM#*", "DIGEST#open"})


def _outcomes(answer):
    return [one["outcome"] for one in answer["notifications"]]


def _mail_alarm(alarms, function, recorded):
    event = alarms.event(recorded["Message"], recorded["Subject"])
    assert _outcomes(function.answer(event)) == ["mailed"]
    mails = alarms.mails(event)
    assert [(mail["source"], mail["destinations"], mail["configuration_set"]) for mail in mails] == [
        (f"hello@{DOMAIN}", [one], "postroom-notices") for one in OPERATORS]
    parsed = alarms.parsed(mails[0])
    assert (parsed["From"], parsed["Importance"], parsed["List-Unsubscribe"]) == (f"Example <hello@{DOMAIN}>", "high", None)
    assert "ErrorCount" in parsed["Subject"]
    # In the zone of the settings: 03:15 UTC.
    assert "04:15" in parsed.get_body(("plain",)).get_content() and "04:15" in parsed.get_body(("html",)).get_content()
    # The same state again, in another message.
    assert _outcomes(function.answer(alarms.event(recorded["Message"], recorded["Subject"]))) == ["folded"]


def _take_routes(alarms, function, recorded):
    other = recorded["Message"].replace("ErrorCount-prod", "Queue-prod")
    informational = alarms.event(other, "Queue", route="informational")
    assert _outcomes(function.answer(informational)) == ["mailed"]
    assert [mail["destinations"] for mail in alarms.mails(informational)] == [INFORMED]
    low = alarms.event("The backup took long.", "Backup", severity="low")
    # Twice, and kept once.
    assert [_outcomes(function.answer(low)) for _ in range(2)] == [["kept"], ["kept"]] and alarms.mails(low) == []
    [row] = alarms.deployment.rows("DIGEST#")
    assert (row["pk"], row["sk"], row["summary"]) == ("DIGEST#open", f"I#{low['Records'][0]['Sns']['MessageId']}", "Backup: The backup took long.")
    given_back = alarms.event("Look at this.", "Disk")
    assert function.answer(from_queue(on_failure(given_back))) == {"batchItemFailures": []}
    assert [mail["destinations"] for mail in alarms.mails(given_back)] == [[one] for one in OPERATORS]
