"""Core/AWS and DynamoDB: what it writes boto3 reads, and what boto3 writes it reads."""

import json
import string
from decimal import Decimal

import pytest
from aws import faults
from boto3.dynamodb.types import TypeDeserializer

LIMIT = 400 * 1024


@pytest.fixture
def table(aws):
    """The table `mail` with a sort key and an index, as boto3 sees it."""
    dynamodb = aws.direct("dynamodb")
    dynamodb.create_table(
        TableName="mail",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk", "ends")],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "by-end",
                "KeySchema": [{"AttributeName": "ends", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
    )
    return dynamodb


def key(pk, sk="META"):
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def put(item, **condition):
    return {"kind": "put", "item": item, "condition": condition or None}


def write(client, write, **options):
    return client.call("dynamodb.write", table="mail", write=write, **options)


def stored(table, pk, sk="META"):
    return table.get_item(TableName="mail", Key=key(pk, sk)).get("Item")


# MARK: values

VALUES = {
    "text": {"S": "täxt \U0001f4ee \"quoted\" </x> \\ \n\t\x01"},
    "empty text": {"S": ""},
    "integer": {"N": "-42"},
    "38 digits": {"N": "12345678901234567890123456789012345678"},
    "38 digits behind the point": {"N": "0.12345678901234567890123456789012345678"},
    "large": {"N": "9.9999999999999999999999999999999999999E+125"},
    "small": {"N": "1E-130"},
    "zero": {"N": "0"},
    "binary": {"B": "AP/+gAoN"},
    "empty binary": {"B": ""},
    "yes": {"BOOL": True},
    "no": {"BOOL": False},
    "null": {"NULL": True},
    "list": {"L": [{"S": "a"}, {"N": "1"}, {"L": []}, {"M": {}}, {"NULL": True}]},
    "map": {"M": {"a": {"S": ""}, "b": {"M": {"c": {"B": "AA=="}}}, "ü \" /": {"N": "1"}}},
    "texts": {"SS": ["a", "b"]},
    "numbers": {"NS": ["1", "2.5"]},
    "binaries": {"BS": ["AQ==", "Ag=="]},
}


@pytest.mark.parametrize("name", VALUES)
def test_a_value_is_the_same_for_boto3(aws, client, table, name):
    item = {**key("a"), "value": VALUES[name]}
    assert write(client, put(item)) is None
    read = TypeDeserializer().deserialize
    assert read(stored(table, "a")["value"]) == read(_bytes(VALUES[name]))
    assert _same(client.call("dynamodb.get", table="mail", key=key("a"))["value"], VALUES[name])


def _bytes(value):
    """DynamoDB's JSON as boto3 has it: binary is bytes."""
    import base64

    (kind, content) = next(iter(value.items()))
    if kind == "B":
        return {"B": base64.b64decode(content)}
    if kind == "BS":
        return {"BS": [base64.b64decode(one) for one in content]}
    if kind == "L":
        return {"L": [_bytes(one) for one in content]}
    if kind == "M":
        return {"M": {name: _bytes(one) for name, one in content.items()}}
    return value


def _same(one, other):
    """Numbers as numbers: a service may write them otherwise than they were written."""
    (kind, content), (other_kind, other_content) = next(iter(one.items())), next(iter(other.items()))
    if kind == "N":
        return other_kind == "N" and Decimal(content) == Decimal(other_content)
    if kind in ("SS", "BS", "NS"):
        return kind == other_kind and sorted(content) == sorted(other_content)
    return one == other


def test_what_boto3_wrote_is_read(client, table):
    """boto3 writes bytes as base64 itself."""
    item = {name: _bytes(value) for name, value in VALUES.items()}
    table.put_item(TableName="mail", Item={**key("a"), **item})
    found = client.call("dynamodb.get", table="mail", key=key("a"))
    assert [name for name, value in VALUES.items() if not _same(found[name], value)] == []


def test_an_item_that_is_not_there(client, table):
    assert client.call("dynamodb.get", table="mail", key=key("nobody")) is None
    assert client.call("dynamodb.get", table="mail", key=key("nobody"), consistent=False) is None


def test_a_table_that_is_not_there(client):
    failure = client.fail("dynamodb.get", table="other", key=key("a"))
    assert (failure.type, failure.code, failure.status, failure.attempts) == ("AWSError", "ResourceNotFoundException", 400, 1)
    assert (failure.outcome, failure.retryable) == ("refused", False)
    assert failure.description.startswith("DynamoDB GetItem: ResourceNotFoundException: ")


# MARK: writes


def test_writes_return_what_was_and_what_is(client, table):
    first, second = {**key("a"), "n": {"N": "1"}}, {**key("a"), "n": {"N": "5"}}
    assert write(client, put(first)) is None
    assert write(client, put(second)) == first
    update = {"kind": "update", "key": key("a"), "expression": "ADD #n :one", "condition": {"names": {"#n": "n"}, "values": {":one": {"N": "1"}}}}
    assert write(client, update) == {**key("a"), "n": {"N": "6"}}
    assert write(client, {"kind": "delete", "key": key("a")}) == {**key("a"), "n": {"N": "6"}}
    assert write(client, {"kind": "delete", "key": key("a")}) is None
    assert stored(table, "a") is None


def test_a_condition_that_does_not_hold(client, table):
    write(client, put(key("a")))
    failure = client.fail("dynamodb.write", table="mail", write=put(key("a"), expression="attribute_not_exists(pk)"))
    assert (failure.code, failure.attempts, failure.outcome) == ("ConditionalCheckFailedException", 1, "refused")


def test_a_check_is_no_write(aws, client, table):
    check = {"kind": "check", "key": key("a"), "condition": {"expression": "attribute_exists(pk)"}}
    failure = client.fail("dynamodb.write", table="mail", write=check)
    assert failure.type == "Refusal" and aws.judge.calls == []


def item_of(size, name="a"):
    """An item that counts as so many bytes: names and values of text."""
    item = {**key(name), "filler": {"S": ""}}
    rest = size - sum(len(one) + len(value["S"]) for one, value in item.items())
    return {**item, "filler": {"S": "x" * rest}}


def test_an_item_of_400_kilobytes(aws, client, table):
    """The double draws its line a little lower than DynamoDB does."""
    write(client, put(item_of(404_000)))
    assert len(stored(table, "a")["filler"]["S"]) > 403_000
    assert len(client.call("dynamodb.get", table="mail", key=key("a"))["filler"]["S"]) > 403_000
    failure = client.fail("dynamodb.write", table="mail", write=put(item_of(LIMIT)))
    assert (failure.code, len(aws.judge.of("dynamodb", "PutItem"))) == ("ValidationException", 2)


@pytest.mark.parametrize("operation", ["write", "transact"])
def test_an_item_over_400_kilobytes_is_not_sent(aws, client, table, operation):
    large = put(item_of(LIMIT + 1))
    if operation == "write":
        failure = client.fail("dynamodb.write", table="mail", write=large)
    else:
        failure = client.fail("dynamodb.transact", table="mail", writes=[put(key("b")), large], token="t")
    assert failure.description == "an item has 409601 bytes; DynamoDB takes 409600"
    assert aws.judge.calls == []


# MARK: transactions


def test_a_transaction_of_100(aws, client, table):
    client.call("dynamodb.transact", table="mail", writes=[put(key(f"m{at}")) for at in range(100)], token="t-100")
    assert table.scan(TableName="mail")["Count"] == 100
    assert aws.judge.counts() == {"dynamodb.TransactWriteItems": 1}


def test_a_transaction_of_101_is_not_sent(aws, client, table):
    failure = client.fail("dynamodb.transact", table="mail", writes=[put(key(f"m{at}")) for at in range(101)], token="t")
    assert failure.description == "a transaction has 101 parts; DynamoDB takes 100"
    assert aws.judge.calls == []


def test_all_kinds_of_writes_in_a_transaction(client, table):
    for name in ("updated", "deleted", "checked"):
        table.put_item(TableName="mail", Item={**key(name), "n": {"N": "1"}})
    one = {":one": {"N": "1"}}
    writes = [
        put(key("added"), expression="attribute_not_exists(pk)"),
        {"kind": "update", "key": key("updated"), "expression": "ADD n :one", "condition": {"expression": "n = :one", "values": one}},
        {"kind": "delete", "key": key("deleted")},
        {"kind": "check", "key": key("checked"), "condition": {"expression": "n = :one", "values": one}},
    ]
    client.call("dynamodb.transact", table="mail", writes=writes, token="t")
    assert stored(table, "added") and not stored(table, "deleted")
    assert stored(table, "updated")["n"] == {"N": "2"}


def test_why_a_transaction_was_cancelled(client, table):
    there = {**key("there"), "n": {"N": "7"}, "data": {"B": b"\x00\xff"}}
    table.put_item(TableName="mail", Item=there)
    absent = {"expression": "attribute_not_exists(pk)"}
    writes = [put(key("new")), put(key("there"), **absent), {"kind": "check", "key": key("nobody"), "condition": {"expression": "attribute_exists(pk)"}}]
    failure = client.fail("dynamodb.transact", table="mail", writes=writes, token="t")
    assert (failure.code, failure.attempts, failure.outcome) == ("TransactionCanceledException", 1, "refused")
    assert [reason["code"] for reason in failure.reasons] == ["None", "ConditionalCheckFailed", "ConditionalCheckFailed"]
    assert failure.reasons[1]["item"] == {**key("there"), "n": {"N": "7"}, "data": {"B": "AP8="}}
    assert [reason.get("item") for reason in failure.reasons[::2]] == [None, None]
    assert stored(table, "new") is None


def test_a_conflict_of_transactions_is_told(aws, client, table):
    aws.judge.fault(faults.transaction_cancelled("TransactionConflict", None), "dynamodb", "TransactWriteItems")
    failure = client.fail("dynamodb.transact", table="mail", writes=[put(key("a")), put(key("b"))], token="t")
    assert [reason["code"] for reason in failure.reasons] == ["TransactionConflict", "None"]


def test_a_transaction_again_with_its_token(aws, client, table):
    add = {"kind": "update", "key": key("a"), "expression": "ADD n :one", "condition": {"values": {":one": {"N": "1"}}}}
    for _ in range(2):
        client.call("dynamodb.transact", table="mail", writes=[add], token="the-same")
    assert stored(table, "a")["n"] == {"N": "1"}


def test_a_transaction_whose_answer_is_lost_is_done_once(aws, client, table):
    aws.judge.fault(faults.lost_answer(), "dynamodb", "TransactWriteItems")
    add = {"kind": "update", "key": key("a"), "expression": "ADD n :one", "condition": {"values": {":one": {"N": "1"}}}}
    client.call("dynamodb.transact", table="mail", writes=[add], token="t")
    assert aws.judge.counts() == {"dynamodb.TransactWriteItems": 2}
    assert stored(table, "a")["n"] == {"N": "1"}


def test_garbage_is_no_done_transaction(aws, client, table):
    """A 200 of something that is not DynamoDB must not pass for a stored mail."""
    aws.judge.fault(faults.answered(b"<html>Please log in</html>", content_type="text/html"), "dynamodb", "TransactWriteItems")
    client.call("dynamodb.transact", table="mail", writes=[put(key("a"))], token="t")
    assert aws.judge.counts() == {"dynamodb.TransactWriteItems": 2}
    assert stored(table, "a")


# MARK: many keys


def fill(table, count, **more):
    for at in range(0, count, 25):
        requests = [{"PutRequest": {"Item": {**key(f"m{one}"), **more}}} for one in range(at, min(at + 25, count))]
        table.batch_write_item(RequestItems={"mail": requests})


def test_more_than_100_keys(aws, client, table):
    fill(table, 230)
    found = client.call("dynamodb.batchGet", table="mail", keys=[key(f"m{at}") for at in range(250)])
    assert sorted(item["pk"]["S"] for item in found) == sorted(f"m{at}" for at in range(230))
    assert aws.judge.counts() == {"dynamodb.BatchGetItem": 3}
    assert client.call("dynamodb.batchGet", table="mail", keys=[]) == []


def leave(count):
    """Answers as if the service had left the last keys of a batch unprocessed."""

    def change(answer):
        body = json.loads(answer.body)
        items = body["Responses"]["mail"]
        kept, left = items[:-count], items[-count:]
        keys = [{"pk": item["pk"], "sk": item["sk"]} for item in left]
        body = {"Responses": {"mail": kept}, "UnprocessedKeys": {"mail": {"Keys": keys, "ConsistentRead": True}} if keys else {}}
        return answer.with_(body=json.dumps(body).encode())

    return faults.changed(change)


def test_unprocessed_keys_are_asked_for_again(aws, client, table):
    fill(table, 120)
    aws.judge.fault(leave(30), "dynamodb", "BatchGetItem", times=2)
    found = client.call("dynamodb.batchGet", table="mail", keys=[key(f"m{at}") for at in range(120)])
    assert len(found) == 120 and len({item["pk"]["S"] for item in found}) == 120
    assert aws.judge.counts() == {"dynamodb.BatchGetItem": 3}


def test_keys_that_are_never_processed(aws, client, table):
    fill(table, 3)
    nothing = json.dumps({"Responses": {"mail": []}, "UnprocessedKeys": {"mail": {"Keys": [key("m0")]}}})
    aws.judge.fault(faults.answered(nothing.encode()), "dynamodb", "BatchGetItem", times=None)
    failure = client.fail("dynamodb.batchGet", table="mail", keys=[key("m0")], deadline=1)
    assert (failure.code, failure.retryable) == ("UnprocessedKeys", True)


def test_large_items_come_in_many_answers(aws, client, table):
    """A batch that is answered one item at a time goes on as long as it moves."""
    fill(table, 12)

    def one(answer):
        return leave(max(1, len(json.loads(answer.body)["Responses"]["mail"]) - 1)).change(answer)

    aws.judge.fault(faults.changed(one), "dynamodb", "BatchGetItem", times=11)
    found = client.call("dynamodb.batchGet", table="mail", keys=[key(f"m{at}") for at in range(12)])
    assert len(found) == 12


# MARK: queries


def test_a_query_in_pages(client, table):
    for letter in string.ascii_lowercase[:10]:
        table.put_item(TableName="mail", Item={**key("a", f"MSG#{letter}"), "n": {"N": str(ord(letter))}})
    query = {"key": "pk = :pk AND begins_with(sk, :prefix)", "values": {":pk": {"S": "a"}, ":prefix": {"S": "MSG#"}}, "limit": 4}
    found, after, pages = [], None, 0
    while True:
        page = client.call("dynamodb.query", table="mail", query={**query, "after": after})
        found += [item["sk"]["S"][-1] for item in page["items"]]
        pages += 1
        if not (after := page["next"]):
            break
    assert "".join(found) == "abcdefghij" and pages == 3
    backwards = client.call("dynamodb.query", table="mail", query={**query, "descending": True})
    assert [item["sk"]["S"][-1] for item in backwards["items"]] == list("jihg")


def test_a_query_of_an_index_with_filter_and_projection(client, table):
    for at in range(4):
        table.put_item(TableName="mail", Item={**key(f"m{at}"), "ends": {"S": "E"}, "n": {"N": str(at)}})
    query = {
        "key": "#e = :e",
        "filter": "n > :one",
        "projection": "pk, n",
        "names": {"#e": "ends"},
        "values": {":e": {"S": "E"}, ":one": {"N": "1"}},
        "index": "by-end",
    }
    page = client.call("dynamodb.query", table="mail", query=query)
    assert sorted((item["pk"]["S"], item["n"]["N"]) for item in page["items"]) == [("m2", "2"), ("m3", "3")]
    assert all(set(item) == {"pk", "n"} for item in page["items"]) and page["next"] is None


def test_a_query_that_finds_nothing(client, table):
    page = client.call("dynamodb.query", table="mail", query={"key": "pk = :pk", "values": {":pk": {"S": "nobody"}}})
    assert page == {"items": [], "next": None}


# MARK: throttling


def test_throttled_writes_are_repeated(aws, client, table):
    aws.judge.fault(faults.throttled(), "dynamodb", "PutItem")
    write(client, put(key("a")))
    assert stored(table, "a") and aws.judge.counts() == {"dynamodb.PutItem": 2}


def test_a_write_that_must_not_be_repeated(aws, client, table):
    add = {"kind": "update", "key": key("a"), "expression": "ADD n :one", "condition": {"values": {":one": {"N": "1"}}}}
    aws.judge.fault(faults.lost_answer(), "dynamodb", "UpdateItem")
    failure = client.fail("dynamodb.write", table="mail", write=add, repeats=False)
    assert (failure.outcome, failure.attempts, failure.code) == ("unknown", 1, "NoAnswer")
    assert stored(table, "a")["n"] == {"N": "1"}
