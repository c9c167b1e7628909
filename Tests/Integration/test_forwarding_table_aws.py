"""What forwarding keeps in DynamoDB and Parameter Store, when answers are lost, others are at work, and people write by hand."""

import datetime
import json

import pytest
from aws import faults
from inbound import Inbound

MAIL = {"mail": "m1", "recipient": "a@x.example"}
ENTRY = {**MAIL, "target": "b@y.example"}
NOW = 1_795_249_800
DAY = 24 * 60 * 60


@pytest.fixture
def table(aws):
    return Inbound(aws)


@pytest.fixture
def call(table, client):
    return lambda operation, **input: client.call(operation, table=table.table, **input)


def rows(table, prefix):
    return {row["sk"]: row for row in table.rows(prefix)}


def lose(table, operation, **more):
    return table.aws.judge.fault(faults.lost_answer(), "dynamodb", operation, **more)


def entry(target="b@y.example", state="pending", attempts=0, ses=None, reason=None):
    return {"target": target, "state": state, "attempts": attempts, "ses": ses, "reason": reason}


# MARK: the ledger


def test_rows_are_as_the_data_model_says(table, call):
    call("ledger.open", **MAIL, targets=["b@y.example"])
    call("ledger.claim", **ENTRY, until=5, at=1)
    call("ledger.settle", **ENTRY, attempt=1, state="sent", reason="note", ses="s1", at=2)
    marker, row = sorted(rows(table, "FWD#m1").values(), key=lambda row: row["sk"], reverse=True)
    assert marker["sk"].startswith("R#") and row["sk"].startswith("E#")
    assert (marker["recipient"], int(marker["ttl"]), "exp_pk" in marker) == ("a@x.example", NOW + 90 * DAY, False)
    row.pop("change")
    assert row == {
        "pk": "FWD#m1", "sk": row["sk"], "recipient": "a@x.example", "target": "b@y.example", "state": "sent", "reason": "note",
        "attempts": "1", "ses_id": "s1", "received_at": f"{NOW}000", "raw_key": "m1", "ttl": str(NOW + 120 + 90 * DAY),
        "exp_pk": "FWD#2026-11-21", "exp_sk": f"m1#{row['sk'][2:]}",
    }
    assert datetime.datetime.fromtimestamp(NOW, datetime.UTC).date().isoformat() == "2026-11-21"


def test_opening_is_one_transaction_and_opening_again_one_more_and_a_query(table, call):
    call("ledger.open", **MAIL, targets=["b@y.example", "c@y.example"])
    assert table.aws.judge.counts() == {"dynamodb.TransactWriteItems": 1}
    call("ledger.open", **MAIL, targets=["d@y.example"])
    assert table.aws.judge.counts() == {"dynamodb.TransactWriteItems": 2, "dynamodb.Query": 1}


@pytest.mark.parametrize("targets", [1, 150])
def test_an_opening_whose_answer_is_lost_has_opened(table, call, targets):
    targets = [f"b{number}@y.example" for number in range(targets)]
    rule = lose(table, "TransactWriteItems")
    opened = call("ledger.open", **MAIL, targets=targets)
    assert rule.hits == 1
    assert sorted(found["target"] for found in opened) == sorted(targets)
    assert len(table.rows("FWD#m1")) == len(targets) + 1


def test_an_opening_that_is_not_known_to_have_succeeded_is_found_by_the_next(table, call, client):
    rule = lose(table, "TransactWriteItems", times=None)
    assert client.fail("ledger.open", table=table.table, **MAIL, targets=["b@y.example"]).outcome == "unknown"
    assert rule.hits == 3
    table.aws.judge.heal()
    assert call("ledger.open", **MAIL, targets=["c@y.example"]) == [entry()]


@pytest.mark.parametrize("at", [1, 2])
def test_an_opening_of_many_that_came_to_no_end_is_brought_to_one(table, call, client, at):
    """The recipient is not open before its marker is there."""
    table.aws.judge.fault(faults.error(400, "ValidationException"), "dynamodb", "TransactWriteItems", nth=at, times=None)
    targets = [f"b{number}@y.example" for number in range(150)]
    client.fail("ledger.open", table=table.table, **MAIL, targets=targets)
    assert not [sort for sort in rows(table, "FWD#m1") if sort.startswith("R#")]
    table.aws.judge.heal()
    opened = call("ledger.open", **MAIL, targets=targets)
    assert len(opened) == 150 and len(table.rows("FWD#m1")) == 151


def test_what_an_opening_of_many_left_is_opened_with_fewer(table, call, client):
    table.aws.judge.fault(faults.error(400, "ValidationException"), "dynamodb", "TransactWriteItems", nth=2, times=None)
    client.fail("ledger.open", table=table.table, **MAIL, targets=[f"b{number}@y.example" for number in range(150)])
    table.aws.judge.heal()
    left = len(table.rows("FWD#m1"))
    opened = call("ledger.open", **MAIL, targets=["b0@y.example", "c@y.example"])
    assert left > 90 and len(opened) == left + 1


def test_an_opening_that_meets_others_is_made_again(table, call):
    rule = table.aws.judge.fault(faults.transaction_cancelled("TransactionConflict", None), "dynamodb", "TransactWriteItems", times=3)
    assert call("ledger.open", **MAIL, targets=["b@y.example"]) == [entry()]
    assert rule.hits == 3


def test_a_marker_without_entries_is_an_error_and_not_nothing_to_do(table, call, client):
    call("ledger.open", **MAIL, targets=["b@y.example"])
    for sort in rows(table, "FWD#m1"):
        if sort.startswith("E#"):
            table.dynamodb.delete_item(TableName=table.table, Key={"pk": {"S": "FWD#m1"}, "sk": {"S": sort}})
    assert "FWD#m1" in client.fail("ledger.open", table=table.table, **MAIL, targets=["b@y.example"]).description


def test_a_claim_whose_answer_is_lost_is_ours(table, call):
    call("ledger.open", **MAIL, targets=["b@y.example"])
    rule = lose(table, "UpdateItem", times=2)
    assert call("ledger.claim", **ENTRY, until=5) == entry(state="sending", attempts=1)
    assert rule.hits == 2
    # Of the same lease, and not ours.
    assert call("ledger.claim", **ENTRY, until=5) is None
    assert call("ledger.settle", **ENTRY, attempt=1, state="sent") is True


def test_a_claim_of_which_nothing_is_known_lasts_until_its_lease_ends(table, call, client):
    call("ledger.open", **MAIL, targets=["b@y.example"])
    lose(table, "UpdateItem", times=None)
    assert client.fail("ledger.claim", table=table.table, **ENTRY, until=5).outcome == "unknown"
    table.aws.judge.heal()
    assert call("ledger.claim", **ENTRY, until=9, at=4) is None
    assert call("ledger.claim", **ENTRY, until=9, at=5) == entry(state="sending", attempts=2)


def test_a_settlement_whose_answer_is_lost_is_ours(table, call):
    call("ledger.open", **MAIL, targets=["b@y.example"])
    call("ledger.claim", **ENTRY, until=5)
    lose(table, "UpdateItem")
    assert call("ledger.settle", **ENTRY, attempt=1, state="sent", ses="s1") is True
    assert call("ledger.settle", **ENTRY, attempt=1, state="sent", ses="s1") is False
    lose(table, "UpdateItem")
    failed = entry(state="failed", attempts=1, ses="s1", reason="bounced")
    assert call("ledger.settleFrom", **ENTRY, **{"from": ["sent"]}, state="failed", reason="bounced") == failed
    assert call("ledger.settleFrom", **ENTRY, **{"from": ["sent"]}, state="failed", reason="bounced") is None
    assert call("ledger.entries", mail="m1") == [failed]


def test_an_entry_that_cannot_be_read_is_named(table, call, client):
    call("ledger.open", **MAIL, targets=["b@y.example"])
    sort = next(sort for sort in rows(table, "FWD#m1") if sort.startswith("E#"))
    key = {"pk": {"S": "FWD#m1"}, "sk": {"S": sort}}
    table.dynamodb.update_item(
        TableName=table.table, Key=key, UpdateExpression="SET #s = :s", ExpressionAttributeNames={"#s": "state"},
        ExpressionAttributeValues={":s": {"S": "lost"}})
    failure = client.fail("ledger.entries", table=table.table, mail="m1")
    assert "FWD#m1" in failure.description and sort in failure.description


# MARK: targets


def test_a_bounce_whose_answer_is_lost_counts_once_and_tells_that_it_has_disabled(table, call):
    for mail, expected in [("s1", [1, False, False]), ("s2", [2, True, True])]:
        lose(table, "PutItem")
        assert call("targets.bounced", target="b@y.example", mail=mail, limit=2) == expected
    [row] = table.rows("TGT#b@y.example")
    assert (row["bounces"], row["disabled_by"], [found["S"] for found in row["mails"]]) == ("2", "s2", ["s1", "s2"])


def test_no_more_than_twenty_mails_are_remembered(table, call):
    for number in range(25):
        call("targets.bounced", target="b@y.example", mail=f"s{number}", limit=100)
    [row] = table.rows("TGT#b@y.example")
    assert row["bounces"] == "25" and len(row["mails"]) == 20


# MARK: aliases


def put(table, domain, local, **attributes):
    row = {"pk": {"S": f"ALIAS#{domain}"}, "sk": {"S": local}, **attributes}
    table.dynamodb.put_item(TableName=table.table, Item=row)


def test_aliases_are_read_as_people_write_them(table, call):
    put(table, "x.example", "hello", value={"S": "\"Jane@y.example\""})
    put(table, "x.example", "@", value={"S": "{ \"targets\": [\"jane@y.example\"], \"spam\": \"quarantine\" }"})
    found = call("aliases.table", keys=["hello@x.example", "other@x.example", "@x.example"])
    assert found == {"hello@x.example": "\"Jane@y.example\"", "@x.example": "{ \"targets\": [\"jane@y.example\"], \"spam\": \"quarantine\" }"}
    [batch] = table.aws.judge.of("dynamodb", "BatchGetItem")
    assert json.loads(batch.body)["RequestItems"][table.table]["ConsistentRead"] is True


@pytest.mark.parametrize("value", [{"S": "jane"}, {"S": ""}, {"S": "[]"}, {"N": "7"}, None])
def test_an_alias_that_cannot_be_read_is_an_error_that_names_its_row(table, client, value):
    put(table, "x.example", "hello", **({"value": value} if value else {}))
    failure = client.fail("aliases.table", table=table.table, keys=["hello@x.example"])
    assert (failure.type, "'ALIAS#x.example' / 'hello'" in failure.description) == ("UnreadableAlias", True)


def test_a_table_that_cannot_be_asked_is_an_error(table, client):
    table.aws.judge.fault(faults.error(400, "AccessDeniedException"), "dynamodb", "BatchGetItem")
    assert client.fail("aliases.table", table=table.table, keys=["hello@x.example"]).code == "AccessDeniedException"


def test_parameters_are_asked_for_in_one_call_in_order(aws, client):
    ssm = aws.direct("ssm")
    ssm.put_parameter(Name="/postroom/aliases/x.example/a_2bb", Value="[\"b@y.example\",\"c@y.example\"]", Type="SecureString")
    ssm.put_parameter(Name="/postroom/aliases/x.example/_default", Value="\"d@y.example\"", Type="String")
    keys = ["a+b@x.example", "a@x.example", "@x.example"]
    found = client.call("aliases.parameters", keys=[*keys, "A+b@x.example"])
    assert found == {"a+b@x.example": "[\"b@y.example\", \"c@y.example\"]", "@x.example": "\"d@y.example\""}
    [asked] = aws.judge.of("ssm", "GetParameters")
    names = ["a_2bb", "a", "_default"]
    assert json.loads(asked.body)["Names"] == [f"/postroom/aliases/x.example/{name}" for name in names]


def test_a_parameter_may_be_addresses_as_people_write_them(aws, client):
    aws.direct("ssm").put_parameter(Name="/postroom/aliases/x.example/a", Value="jane@y.example,joe@y.example", Type="StringList")
    assert client.call("aliases.parameters", keys=["a@x.example"]) == {"a@x.example": "[\"jane@y.example\", \"joe@y.example\"]"}


def test_a_parameter_that_cannot_be_read_is_an_error_that_names_it(aws, client):
    aws.direct("ssm").put_parameter(Name="/postroom/aliases/x.example/a", Value="jane@y.example,joe", Type="StringList")
    failure = client.fail("aliases.parameters", keys=["a@x.example", "@x.example"])
    assert (failure.type, "'/postroom/aliases/x.example/a'" in failure.description) == ("UnreadableAlias", True)


def test_parameters_that_are_throttled_are_an_error(aws, client):
    aws.judge.fault(faults.throttled(), "ssm", "GetParameters", times=None)
    failure = client.fail("aliases.parameters", keys=["a@x.example"])
    assert (failure.code, failure.retryable) == ("ThrottlingException", True)


# MARK: the secret


def test_a_secret_whose_answer_is_lost_is_the_one_that_counts(table, call):
    lose(table, "PutItem")
    first = call("forwardingKey")
    assert call("forwardingKey") == first
    [row] = table.rows("SECRET#forwarding")
    assert len(bytes(row["key"])) == 32


def test_a_secret_that_is_too_short_is_an_error_that_does_not_tell_it(table, client):
    row = {"pk": {"S": "SECRET#forwarding"}, "sk": {"S": "META"}, "key": {"B": b"short"}}
    table.dynamodb.put_item(TableName=table.table, Item=row)
    failure = client.fail("forwardingKey", table=table.table)
    assert "SECRET#forwarding" in failure.description and "short" not in failure.description
