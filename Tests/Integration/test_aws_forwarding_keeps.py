"""Raw mails that are yet to be forwarded: none goes before its time, whatever deliveries do beside, and none stays for ever."""

import pytest
from aws import faults
from test_raw_mails_aws import Deployment

DAYS = 24 * 60
HELD = 30 * DAYS


@pytest.fixture
def deployment(aws, client):
    deployment = Deployment(aws)
    deployment.put_mail("m1")
    where = {"table": deployment.table, "bucket": deployment.bucket}
    deployment.until = lambda minutes: (deployment.now() + minutes) * 60_000
    deployment.keep = lambda minutes, call=client.call: call("forwarding.keep", key="m1", until=deployment.until(minutes), **where)
    deployment.sweep = lambda: client.call("forwarding.sweep", **where)["raw_mails"]
    # What a delivery writes, as `Core/AWS/Mailboxes/DynamoDBMailboxStore+RawMail.swift` has it.
    deployment.commit = lambda: deployment.update(
        "RAW#m1", "SET pending_until = :until ADD messages :one", until={"N": str(deployment.until(15 * DAYS))}, one={"N": "1"})
    deployment.give_up = lambda: deployment.update(
        "RAW#m1", "SET exp_pk = :pk, exp_sk = :sk ADD messages :one", pk={"S": f"EXP#{deployment.now() + 2}#0"}, sk={"S": "m1"}, one={"N": "-1"})
    deployment.settle = lambda: deployment.update("RAW#m1", "REMOVE pending_until")
    return deployment


def kept(deployment):
    return int(deployment.raw()["forwarding_until"]) // 60_000 - deployment.now()


def test_a_mail_that_no_delivery_has_stays_until_then_and_no_longer(deployment):
    deployment.keep(HELD)
    assert deployment.raw()["messages"] == "0" and kept(deployment) in (HELD - 1, HELD)
    assert HELD - 1 <= deployment.due() <= HELD + 1
    deployment.make_due()
    assert deployment.sweep() == 0 and deployment.objects() == ["m1"]
    assert HELD - 1 <= deployment.due() <= HELD + 1
    deployment.update("RAW#m1", "SET forwarding_until = :past", past={"N": "1"})
    deployment.make_due()
    assert deployment.sweep() == 1 and deployment.objects() == [] and deployment.raw() is None


@pytest.mark.parametrize("is_first", [True, False])
def test_neither_a_commit_nor_its_end_makes_the_time_shorter(deployment, is_first):
    if is_first:
        deployment.keep(HELD)
    deployment.commit()
    if not is_first:
        deployment.keep(HELD)
    deployment.settle()
    deployment.give_up()
    deployment.make_due()
    assert deployment.sweep() == 0 and deployment.objects() == ["m1"]
    assert HELD - 1 <= deployment.due() <= HELD + 1 and kept(deployment) in (HELD - 1, HELD)


def test_a_delivery_that_is_pending_longer_keeps_the_mail_too(deployment):
    deployment.commit()
    deployment.keep(DAYS)
    deployment.give_up()
    deployment.update("RAW#m1", "SET forwarding_until = :past", past={"N": "1"})
    deployment.make_due()
    assert deployment.sweep() == 0 and deployment.objects() == ["m1"]
    assert 15 * DAYS - 1 <= deployment.due() <= 15 * DAYS + 1


def test_a_mail_that_a_mailbox_has_is_the_mailboxes_when_forwarding_is_done(deployment):
    deployment.commit()
    deployment.keep(0)
    deployment.make_due()
    assert deployment.sweep() == 0 and deployment.objects() == ["m1"]
    assert "exp_pk" not in deployment.raw()
    deployment.settle()
    deployment.give_up()
    deployment.make_due()
    assert deployment.sweep() == 1 and deployment.objects() == []


def test_the_later_of_two_times_stays(deployment):
    deployment.keep(HELD)
    deployment.keep(DAYS)
    assert kept(deployment) in (HELD - 1, HELD) and HELD - 1 <= deployment.due() <= HELD + 1
    deployment.keep(HELD + DAYS)
    assert kept(deployment) in (HELD + DAYS - 1, HELD + DAYS) and deployment.due() > HELD


def test_a_time_that_is_over_has_the_sweep_look_soon(deployment):
    deployment.keep(-10)
    assert 0 <= deployment.due() <= 3
    deployment.make_due()
    assert deployment.sweep() == 1


def test_a_lost_answer_is_no_failure(deployment):
    deployment.aws.judge.fault(faults.lost_answer(), "dynamodb", "UpdateItem")
    deployment.keep(HELD)
    assert deployment.aws.judge.counts() == {"dynamodb.UpdateItem": 2, "dynamodb.GetItem": 1}


def test_it_is_one_write(deployment):
    deployment.keep(HELD)
    assert deployment.aws.judge.counts() == {"dynamodb.UpdateItem": 1}


def test_a_mail_that_is_being_deleted_cannot_be_kept(deployment, client):
    deployment.update("RAW#m1", "SET deleting = :now, messages = :none", now={"N": "1"}, none={"N": "0"})
    failure = deployment.keep(HELD, client.fail)
    assert (failure.code, failure.retryable) == ("RawMailBeingDeleted", True) and "'m1'" in failure.description
    assert "forwarding_until" not in deployment.raw()


def test_a_mail_that_is_kept_while_the_sweep_decides_stays(deployment):
    """Between the sweep's reading of the row and its claim: the claim fails, and the row has a place in the index."""
    deployment.keep(0)
    deployment.make_due()

    def keep(answer):
        deployment.keep(HELD)
        return answer

    deployment.aws.judge.fault(faults.changed(keep), "dynamodb", "BatchGetItem")
    assert deployment.sweep() == 0
    assert deployment.objects() == ["m1"] and "deleting" not in deployment.raw()
    assert HELD - 1 <= deployment.due() <= HELD + 1


def test_a_mail_that_is_kept_after_the_sweep_has_claimed_it_is_not(deployment, client):
    deployment.keep(0)
    deployment.make_due()
    failures = []

    def keep(answer):
        failures.append(deployment.keep(HELD, client.fail).code)
        return answer

    deployment.aws.judge.fault(faults.changed(keep), "s3", "DeleteObjects")
    assert deployment.sweep() == 1
    assert failures == ["RawMailBeingDeleted"] and deployment.objects() == [] and deployment.raw() is None
