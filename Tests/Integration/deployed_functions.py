"""The functions on what was deployed to the AWS double, by whatever means."""

import json
import time

import pytest

from aws import policies
from deployment import FUNCTIONS
from inbound import Inbound, bootstrap, event
from postroom import ROOT
from runtime_process import RuntimeProcess


def need_functions():
    """Skips what needs the functions where they were not built."""
    for function in FUNCTIONS:
        if not bootstrap(function).exists():
            pytest.skip(f"{function} was not built: make test builds it")


def mapping(aws, function):
    """The event source mapping of a function, which may be known by its name or by its ARN."""
    [found] = [
        one for one in aws.direct("lambda").list_event_source_mappings()["EventSourceMappings"] if one["FunctionArn"].endswith(f":postroom-{function}")]
    return found


class Deployed(Inbound):
    """What was deployed to the double, as the tests of the functions see it; `system` is what `deployment.py` makes of it."""

    def __init__(self, aws, system):
        self.aws, self.system = aws, system
        self.dynamodb, self.s3, self.sqs = (self.aws.direct(service) for service in ("dynamodb", "s3", "sqs"))
        variables = self.system["functions"]["SESInbound"]["environment"]
        self.table, self.bucket, self.topic = (variables[f"POSTROOM_{name}"] for name in ("TABLE", "BUCKET", "TOPIC"))
        self.queue = self.sqs.create_queue(QueueName="events")["QueueUrl"]
        arn = self.sqs.get_queue_attributes(QueueUrl=self.queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        self.aws.direct("sns").subscribe(TopicArn=self.topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"})

    def start(self, api, function, **more):
        variables = {**self.system["functions"][function]["environment"], **more}
        return RuntimeProcess(api, [bootstrap(function)], **self.aws.environment, **variables, AWS_LAMBDA_LOG_FORMAT="JSON")

    def compare(self, function):
        """What was called that the function's role does not allow, and what it allows that was not called."""
        statements = [json.loads(one) for one in self.system["functions"][function]["statements"]]
        denied, unused = policies.compare({"Statement": statements}, self.aws.judge.calls)
        # Who may write the mail log has done so.
        assert [one for one in unused if f":log-group:{self.system['mail log']['name']}:" in one[1]] == []
        return denied, unused

    def end(self, address, minutes=10):
        """A mailbox that is there ended so many minutes ago, and the sweep has not come to that yet."""
        minute = int(time.time() // 60) - minutes
        self.dynamodb.update_item(
            TableName=self.table, Key={"pk": {"S": f"MB#{address}"}, "sk": {"S": "META"}},
            UpdateExpression="SET expires_at = :at, exp_pk = :pk, exp_sk = :sk",
            ExpressionAttributeValues={":at": {"N": str(minute * 60_000)}, ":pk": {"S": f"EXP#{minute}#0"}, ":sk": {"S": address}},
        )
        self.dynamodb.put_item(TableName=self.table, Item={"pk": {"S": "SWEEP"}, "sk": {"S": "META"}, "minute": {"N": str(minute - 1)}})


def check_that_a_mail_is_delivered_and_removed(deployment, api):
    """With nothing but what was deployed: its settings, and what its roles allow."""
    judge, variables = deployment.aws.judge, deployment.system["functions"]["SESInbound"]["environment"]
    address, key = deployment.add_mailbox("box"), variables["POSTROOM_RAW_PREFIX"] + "m1"
    deployment.put_mail(key)
    mail = event("m1", address)
    mail["Records"][0]["ses"]["mail"]["timestamp"] = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(time.time() - 86_400))
    judge.reset()
    # With plans that are read again each time, as they are after a minute.
    with deployment.start(api, "SESInbound", POSTROOM_PLAN_SECONDS="0") as process:
        [answered] = process.answer(mail)["mails"]
    assert [(one["recipient"], one["outcome"]) for one in answered["recipients"]] == [(address, "stored")]
    [message] = deployment.messages(address)
    assert message["raw_key"] == key
    [published] = deployment.events()
    assert (published["type"], published["mailbox"]) == ("new_message", address)
    assert judge.refusals == []
    denied, unused = deployment.compare("SESInbound")
    # What is not used here Lambda uses, in the function's name.
    assert denied == [] and {action.partition(":")[0] for action, _ in unused if action != "s3:ListBucket"} == {"logs", "sqs"}

    deployment.end(address)
    judge.reset()
    with deployment.start(api, "MailboxExpiry") as process:
        report = process.answer(json.loads((ROOT / "events" / "eventbridge-schedule.json").read_text()))
    assert (report["mailboxes"], report["raw_mails"]) == (1, 1)
    assert deployment.messages(address) == [] and deployment.rows("RAW#") == [] and deployment.state()[1] == []
    assert judge.refusals == []
    denied, unused = deployment.compare("MailboxExpiry")
    assert denied == [] and {action.partition(":")[0] for action, _ in unused} == {"logs"}, unused
