"""Raw mails on AWS: none goes while somebody may still need it, and all go when nobody does."""

import json
import time

import pytest

from aws import faults
from inbound import DOMAIN, Inbound, bootstrap, event, from_queue, on_failure
from postroom import ROOT
from runtime_api import FakeRuntimeAPI
from runtime_process import RuntimeProcess

SCHEDULE = json.loads((ROOT / "events" / "eventbridge-schedule.json").read_text())
DAYS = 24 * 60


class Deployment(Inbound):
    def now(self):
        return int(time.time() // 60)

    def raw(self, key="m1"):
        """The row of a raw mail; None when there is none."""
        return next((row for row in self.rows(f"RAW#{key}") if row["pk"] == f"RAW#{key}"), None)

    def due(self, key="m1"):
        """In how many minutes the sweep looks at a raw mail."""
        return int(self.raw(key)["exp_pk"].split("#")[1]) - self.now()

    def update(self, row, expression, **values):
        names = {f"#{part}": part for part in ("state",) if f"#{part}" in expression}
        self.dynamodb.update_item(
            TableName=self.table, Key={"pk": {"S": row}, "sk": {"S": "META"}}, UpdateExpression=expression,
            **({"ExpressionAttributeNames": names} if names else {}),
            **({"ExpressionAttributeValues": {f":{name}": value for name, value in values.items()}} if values else {}))

    def make_due(self, key="m1"):
        """As if its minute had come."""
        assert self.raw(key) and "exp_pk" in self.raw(key), f"{key} is not in the index"
        self.update(f"RAW#{key}", "SET exp_pk = :pk", pk={"S": f"EXP#{self.now() - 3}#0"})
        self.begin()

    def end(self, address):
        """A mailbox ended some minutes ago."""
        minute = self.now() - 5
        self.update(
            f"MB#{address}", "SET expires_at = :at, exp_pk = :pk, exp_sk = :sk", at={"N": str(minute * 60_000)},
            pk={"S": f"EXP#{minute}#0"}, sk={"S": address})
        self.begin()

    def begin(self):
        self.dynamodb.put_item(TableName=self.table, Item={"pk": {"S": "SWEEP"}, "sk": {"S": "META"}, "minute": {"N": str(self.now() - 10)}})

    def objects(self):
        return self.state()[1]


@pytest.fixture
def deployment(aws):
    deployment = Deployment(aws)
    yield deployment
    assert aws.judge.refusals == []


@pytest.fixture
def inbound(deployment, api):
    with deployment.start(api) as process:
        yield process


@pytest.fixture
def sweep(deployment):
    variables = {**deployment.environment, "AWS_LAMBDA_LOG_FORMAT": "JSON"}
    with FakeRuntimeAPI() as api, RuntimeProcess(api, [bootstrap("MailboxExpiry")], **variables) as process:
        yield lambda: process.answer(SCHEDULE, seconds=30, wait=40)


def outcomes(answer):
    return [entry["outcome"] for mail in answer["mails"] for entry in mail["recipients"]]


def mail(*recipients):
    """A mail that came just now."""
    made = event("m1", *recipients)
    made["Records"][0]["ses"]["mail"]["timestamp"] = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())
    return made


def only_first_is_stored(deployment, inbound):
    """A mail to two, of which the second fails and goes to the queue of failed mails."""
    first, second = deployment.add_mailbox("first"), deployment.add_mailbox("second")
    deployment.put_mail("m1")
    deployment.aws.judge.fault(faults.error(400, "AccessDeniedException"), "dynamodb", "TransactWriteItems", nth=2, times=None)
    inbound.failure(mail(first, second))
    deployment.aws.judge.heal()
    assert [len(deployment.messages(one)) for one in (first, second)] == [1, 0]
    assert 15 * DAYS - 5 < int(deployment.raw()["pending_until"]) // 60_000 - deployment.now() <= 15 * DAYS
    return first, second


def test_a_mail_that_failed_for_one_can_be_redriven_when_the_mailbox_of_the_other_has_ended(deployment, inbound, sweep):
    first, second = only_first_is_stored(deployment, inbound)
    deployment.end(first)
    assert sweep() == {"mailboxes": 1, "raw_mails": 0, "failures": 0, "complete": True}
    assert deployment.objects() == ["m1"] and deployment.raw()["messages"] == "0"
    assert 15 * DAYS - 5 < deployment.due() <= 15 * DAYS + 1

    # The next morning.
    inbound.answer(from_queue(on_failure(mail(first, second))))
    assert len(deployment.messages(second)) == 1
    raw = deployment.raw()
    assert raw["messages"] == "1" and "pending_until" not in raw
    deployment.end(second)
    assert sweep()["raw_mails"] == 1
    assert deployment.objects() == [] and deployment.raw() is None


def test_a_mail_that_failed_for_one_can_be_redriven_when_the_other_has_deleted_it(deployment, inbound, sweep, client):
    first, second = only_first_is_stored(deployment, inbound)
    [message] = deployment.messages(first)
    assert client.call("mailboxes.deleteMessage", table=deployment.table, address=first, message=message["id"]) == []
    assert deployment.objects() == ["m1"] and deployment.raw()["messages"] == "0" and 0 <= deployment.due() <= 3
    deployment.make_due()
    assert sweep()["raw_mails"] == 0
    assert deployment.objects() == ["m1"] and deployment.due() > 14 * DAYS
    assert outcomes(inbound.answer(mail(first, second))) == ["duplicate", "stored"]
    # Nobody needs it any more but the second, and then nobody.
    [message] = deployment.messages(second)
    client.call("mailboxes.deleteMessage", table=deployment.table, address=second, message=message["id"])
    deployment.make_due()
    assert sweep()["raw_mails"] == 1
    assert deployment.objects() == [] and deployment.raw() is None


def test_what_the_last_recipient_refuses_goes_soon(deployment, inbound, sweep, client):
    """The sweep has put it off for the second, which then does not take it."""
    first, second = only_first_is_stored(deployment, inbound)
    [message] = deployment.messages(first)
    client.call("mailboxes.deleteMessage", table=deployment.table, address=first, message=message["id"])
    deployment.make_due()
    sweep()
    assert deployment.due() > 14 * DAYS
    deployment.update(f"MB#{second}", "SET #state = :state", state={"S": "deleted"})
    assert outcomes(inbound.answer(mail(first, second))) == ["duplicate", "refused"]
    assert deployment.due() <= 3
    deployment.make_due()
    assert sweep()["raw_mails"] == 1 and deployment.objects() == []


def test_a_mail_to_two_that_both_have_costs_one_call_more(deployment, inbound, api):
    addresses = [deployment.add_mailbox(name) for name in ("first", "second")]
    deployment.put_mail("m1")
    api.wait_idle()
    deployment.aws.judge.calls.clear()
    assert outcomes(inbound.answer(mail(*addresses))) == ["stored", "stored"]
    assert deployment.aws.judge.counts() == {
        "dynamodb.GetItem": 2, "s3.GetObject": 1, "dynamodb.TransactWriteItems": 2, "sns.Publish": 2, "dynamodb.UpdateItem": 1,
    }
    assert {name: value for name, value in deployment.raw().items() if name not in ("pk", "sk")} == {"messages": "2"}


@pytest.mark.parametrize("delete", ["mailboxes.delete", "mailboxes.deleteMessage"])
def test_what_is_deleted_is_marked_in_the_same_step_and_gone_soon(deployment, inbound, sweep, client, delete):
    address = deployment.add_mailbox("box")
    deployment.put_mail("m1")
    inbound.answer(mail(address))
    [message] = deployment.messages(address)
    deployment.aws.judge.calls.clear()
    client.call(delete, table=deployment.table, address=address, message=message["id"])
    # The object is the sweep's, whatever ends in between.
    assert "s3.DeleteObject" not in deployment.aws.judge.counts() and deployment.objects() == ["m1"]
    assert deployment.raw()["messages"] == "0" and 0 <= deployment.due() <= 3
    deployment.make_due()
    assert sweep()["raw_mails"] == 1
    assert deployment.objects() == [] and deployment.raw() is None


def test_a_message_that_comes_while_the_sweep_decides_keeps_its_raw_mail(deployment, inbound, sweep, client):
    address = deployment.add_mailbox("box")
    deployment.put_mail("m1")
    inbound.answer(mail(address))
    [message] = deployment.messages(address)
    client.call("mailboxes.deleteMessage", table=deployment.table, address=address, message=message["id"])
    deployment.make_due()

    def come(answer):
        deployment.update("RAW#m1", "ADD messages :one", one={"N": "1"})
        return answer

    deployment.aws.judge.fault(faults.changed(come), "dynamodb", "BatchGetItem")
    assert sweep() == {"mailboxes": 0, "raw_mails": 0, "failures": 0, "complete": True}
    assert deployment.objects() == ["m1"] and "deleting" not in deployment.raw()


def test_no_message_is_committed_whose_raw_mail_is_being_deleted(deployment, inbound):
    address = deployment.add_mailbox("box")
    deployment.put_mail("m1")
    deployment.dynamodb.put_item(
        TableName=deployment.table,
        Item={"pk": {"S": "RAW#m1"}, "sk": {"S": "META"}, "messages": {"N": "0"}, "deleting": {"N": "1"}})
    error = inbound.failure(mail(address))
    assert "RawMailBeingDeleted" in json.dumps(error)
    assert deployment.messages(address) == [] and deployment.raw()["messages"] == "0"


def test_a_delivery_that_read_the_mail_before_the_sweep_does_not_commit_it_afterwards(deployment, inbound, sweep):
    """Between its reading and its commit the mailbox of the mail's only message ends, and the sweep deletes the object."""
    first, second = deployment.add_mailbox("first"), deployment.add_mailbox("second")
    deployment.put_mail("m1")
    inbound.answer(mail(first))
    deployment.end(first)

    def sweep_first(answer):
        assert sweep()["raw_mails"] == 1
        return answer

    deployment.aws.judge.fault(faults.changed(sweep_first), "s3", "GetObject")
    error = inbound.failure(mail(second))
    assert "RawMailBeingDeleted" in json.dumps(error)
    assert deployment.messages(second) == [] and deployment.objects() == [] and deployment.raw() is None
    [kept] = deployment.rows("RAW#", deleted=True)
    assert kept["messages"] == "0" and 50 * 60 < int(kept["ttl"]) - time.time() <= 60 * 60 and "exp_pk" not in kept
    # The retry finds no mail.
    assert "there is no raw mail 'm1'" in inbound.failure(mail(second))["errorMessage"]


def test_what_nobody_takes_goes_soon(deployment, inbound, sweep):
    expired = deployment.add_mailbox("expired", minutes=-1)
    deployment.put_mail("m1")
    assert outcomes(inbound.answer(mail(expired, f"nobody@{DOMAIN}"))) == ["refused", "refused"]
    assert deployment.raw()["messages"] == "0" and 0 <= deployment.due() <= 3
    deployment.make_due()
    assert sweep()["raw_mails"] == 1
    assert deployment.objects() == [] and deployment.raw() is None


def test_what_others_may_take_stays(deployment, inbound):
    deployment.put_mail("m1")
    assert outcomes(inbound.answer(mail(f"nobody@{DOMAIN}", "jane@alias.test"))) == ["refused", "notMine"]
    assert deployment.raw() is None


def test_a_refused_mail_that_others_have_by_then_stays(deployment, inbound, sweep):
    """A first attempt stored it, and the mailbox is full for the second."""
    address = deployment.add_mailbox("box")
    deployment.put_mail("m1")
    inbound.answer(mail(address))
    inbound.answer(mail(f"nobody@{DOMAIN}"))
    deployment.make_due()
    assert sweep()["raw_mails"] == 0
    assert deployment.objects() == ["m1"]
    assert {name: value for name, value in deployment.raw().items() if name not in ("pk", "sk")} == {"messages": "1"}
