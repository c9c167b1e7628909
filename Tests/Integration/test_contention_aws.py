"""Transactions on AWS that meet others, or are refused for other reasons. The double runs one request at a time: nothing meets there by itself."""

import json

import pytest

from aws import faults
from inbound import Inbound, event

CONFLICT = "TransactionConflict"


@pytest.fixture
def inbound(aws):
    inbound = Inbound(aws)
    yield inbound
    assert aws.judge.refusals == []


@pytest.fixture
def call(inbound, client):
    return lambda operation, **input: client.call(f"mailboxes.{operation}", table=inbound.table, **input)


def active(inbound, owner="jane"):
    return [row["active"] for row in inbound.rows(f"OWN#{owner}") if row["sk"] == "META"]


def slots(inbound, owner="jane"):
    return [row["sk"] for row in inbound.rows(f"OWN#{owner}") if row["sk"] != "META"]


def conflicts(inbound, *codes, times=3):
    return inbound.aws.judge.fault(faults.transaction_cancelled(*codes), "dynamodb", "TransactWriteItems", times=times)


def test_a_mailbox_is_made_although_others_of_its_owner_are(inbound, call):
    rule = conflicts(inbound, None, None, CONFLICT)
    assert call("create", address="a@postroom.test", owner="jane", mailboxes=1) == {"released": []}
    assert rule.hits == 3 and active(inbound) == ["1"] and slots(inbound) == ["MB#a@postroom.test"]
    assert call("create", address="b@postroom.test", owner="jane", mailboxes=1) == "limitReached"


def test_slots_that_have_ended_are_given_back_although_the_sweep_is_at_them(inbound, call):
    call("create", address="a@postroom.test", owner="jane", mailboxes=1, minutes=-1)
    # The first transaction finds no room; then comes the one that makes some.
    rule = inbound.aws.judge.fault(
        faults.transaction_cancelled(None, CONFLICT), "dynamodb", "TransactWriteItems", times=3,
        when=lambda operation: "token_hash" not in str(operation.params))
    assert call("create", address="b@postroom.test", owner="jane", mailboxes=1) == {"released": []}
    assert rule.hits == 3 and active(inbound) == ["1"] and slots(inbound) == ["MB#b@postroom.test"]


def test_a_mailbox_is_deleted_although_others_of_its_owner_are(inbound, call):
    for name in ("a", "b"):
        call("create", address=f"{name}@postroom.test", owner="jane")
    rule = conflicts(inbound, None, None, CONFLICT)
    assert call("delete", address="a@postroom.test") == []
    assert rule.hits == 3 and active(inbound) == ["1"] and slots(inbound) == ["MB#b@postroom.test"]


def test_a_mailbox_is_extended_although_mail_comes_in(inbound, call):
    call("create", address="a@postroom.test", owner="jane", minutes=5)
    rule = conflicts(inbound, CONFLICT, None)
    changed = call("change", address="a@postroom.test", minutes=30)
    [mailbox] = inbound.rows("MB#a@postroom.test")
    [slot] = [row for row in inbound.rows("OWN#jane") if row["sk"] != "META"]
    assert rule.hits == 3 and mailbox["expires_at"] == slot["expires_at"] == changed["expires_at"]


def test_an_extension_whose_answer_is_lost_is_told(inbound, call):
    """Also one that ends the mailbox: what is tried again finds it ended by its own first effect, but for the transaction's token."""
    call("create", address="a@postroom.test", owner="jane", minutes=5)
    for minutes in (30, 0):
        inbound.aws.judge.fault(faults.lost_answer(), "dynamodb", "TransactWriteItems")
        assert call("change", address="a@postroom.test", minutes=minutes)["address"] == "a@postroom.test"
    assert call("change", address="a@postroom.test", minutes=30) is None


@pytest.fixture
def function(inbound, api):
    with inbound.start(api) as process:
        api.wait_idle()
        yield process


def test_a_message_is_deleted_although_mail_comes_in(inbound, call, function):
    address = inbound.add_mailbox("box")
    inbound.put_mail("m1")
    function.answer(event("m1", address))
    [message] = inbound.messages(address)
    rule = conflicts(inbound, None, None, CONFLICT)
    assert call("deleteMessage", address=address, message=message["id"]) == []
    assert rule.hits == 3 and inbound.messages(address) == []
    [mailbox] = inbound.rows(f"MB#{address}")
    [raw] = inbound.rows("RAW#")
    assert (mailbox["message_count"], raw["messages"]) == ("0", "0")


# MARK: other reasons


def transactions(inbound):
    return len(inbound.aws.judge.of("dynamodb", "TransactWriteItems"))


@pytest.mark.parametrize(("code", "attempts"), [("ThrottlingError", 3), ("ProvisionedThroughputExceeded", 3), ("ValidationError", 1)])
def test_a_transaction_that_is_refused_is_not_taken_for_one_that_met_others(inbound, function, code, attempts):
    address = inbound.add_mailbox("box")
    inbound.put_mail("m1")
    rule = conflicts(inbound, code, None, CONFLICT, None, times=None)
    error = function.failure(event("m1", address), seconds=30)
    assert f"DynamoDB TransactWriteItems: {code}" in json.dumps(error)
    assert rule.hits == transactions(inbound) == attempts
    inbound.aws.judge.heal()
    function.answer(event("m1", address))
    assert len(inbound.messages(address)) == 1


def test_a_table_that_is_too_busy_for_a_moment_delays_a_mail(inbound, function):
    address = inbound.add_mailbox("box")
    inbound.put_mail("m1")
    conflicts(inbound, "ThrottlingError", None, None, None, times=1)
    function.answer(event("m1", address), seconds=30)
    assert transactions(inbound) == 2 and len(inbound.messages(address)) == 1


def test_there_is_no_pause_behind_the_deadline(inbound, client):
    inbound.add_mailbox("box")
    conflicts(inbound, "ThrottlingError", None, times=None)
    failure = client.start("mailboxes.delete", deadline=0.2, table=inbound.table, address="box@postroom.test").failure(5)
    assert (failure.code, failure.retryable) == ("ThrottlingError", True) or failure.code in ("NotSent", "NoAnswer")
