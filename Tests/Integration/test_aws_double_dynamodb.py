"""DynamoDB in the AWS double: limits, tokens, and transactions that are one."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from botocore.exceptions import ClientError

ITEM = {"pk": {"S": "a"}, "sk": {"S": "b"}}


@pytest.fixture
def table(aws):
    dynamodb = aws.direct("dynamodb")
    dynamodb.create_table(
        TableName="mail",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )
    return aws.client("dynamodb", max_pool_connections=50)


def add(key="a", by="1"):
    return {
        "Update": {"TableName": "mail", "Key": item(key), "UpdateExpression": "ADD n :by", "ExpressionAttributeValues": {":by": {"N": by}}}
    }


def item(key, **more):
    return {"pk": {"S": key}, "sk": {"S": "b"}, **more}


def number(dynamodb, key="a"):
    return dynamodb.get_item(TableName="mail", Key=item(key)).get("Item", {}).get("n", {}).get("N")


def failure(call, **options):
    with pytest.raises(ClientError) as error:
        call(**options)
    return error.value.response


def test_a_batch_writes_25_items_at_most(aws, table):
    def write(count):
        return {"RequestItems": {"mail": [{"PutRequest": {"Item": item(str(at))}} for at in range(count)]}}

    assert failure(table.batch_write_item, **write(26))["Error"]["Code"] == "ValidationException"
    assert table.scan(TableName="mail")["Count"] == 0
    assert table.batch_write_item(**write(25))["UnprocessedItems"] == {}
    assert table.scan(TableName="mail")["Count"] == 25


def test_the_same_token_has_one_effect(aws, table):
    for _ in range(3):
        table.transact_write_items(TransactItems=[add()], ClientRequestToken="once")
    assert number(table) == "1"
    table.transact_write_items(TransactItems=[add()], ClientRequestToken="another")
    table.transact_write_items(TransactItems=[add()])
    assert number(table) == "3"


def test_the_same_token_for_another_request_is_refused(aws, table):
    table.transact_write_items(TransactItems=[add()], ClientRequestToken="once")
    error = failure(table.transact_write_items, TransactItems=[add(by="2")], ClientRequestToken="once")
    assert error["Error"]["Code"] == "IdempotentParameterMismatchException"
    assert number(table) == "1"


def test_a_token_is_forgotten_after_ten_minutes(aws, table):
    table.transact_write_items(TransactItems=[add()], ClientRequestToken="once")
    aws.double.set_clock(599)
    table.transact_write_items(TransactItems=[add()], ClientRequestToken="once")
    assert number(table) == "1"
    aws.double.set_clock(601)
    table.transact_write_items(TransactItems=[add(by="5")], ClientRequestToken="once")
    assert number(table) == "6"


def test_a_cancelled_transaction_leaves_its_token_unused(aws, table):
    check = {"ConditionCheck": {"TableName": "mail", "Key": item("x"), "ConditionExpression": "attribute_exists(pk)"}}
    transaction = {"TransactItems": [add(), check], "ClientRequestToken": "once"}
    for _ in range(2):
        error = failure(table.transact_write_items, **transaction)
        assert error["Error"]["Code"] == "TransactionCanceledException"
        assert [reason["Code"] for reason in error["CancellationReasons"]] == ["None", "ConditionalCheckFailed"]
    table.put_item(TableName="mail", Item=item("x"))
    table.transact_write_items(**transaction)
    assert number(table) == "1"


def test_a_cancelled_transaction_changes_nothing(aws, table):
    table.put_item(TableName="mail", Item=item("a", n={"N": "7"}, list={"L": [{"S": "one"}]}))
    table.put_item(TableName="mail", Item=item("gone"))
    before = table.scan(TableName="mail")["Items"]
    append = {
        "TableName": "mail",
        "Key": item("a"),
        "UpdateExpression": "SET #l = list_append(#l, :more) ADD n :one",
        "ExpressionAttributeNames": {"#l": "list"},
        "ExpressionAttributeValues": {":more": {"L": [{"S": "two"}]}, ":one": {"N": "1"}},
    }
    parts = [
        {"Update": append},
        {"Put": {"TableName": "mail", "Item": item("new")}},
        {"Delete": {"TableName": "mail", "Key": item("gone")}},
        {"ConditionCheck": {"TableName": "mail", "Key": item("none"), "ConditionExpression": "attribute_exists(pk)"}},
    ]
    assert failure(table.transact_write_items, TransactItems=parts)["Error"]["Code"] == "TransactionCanceledException"
    assert table.scan(TableName="mail")["Items"] == before
    table.transact_write_items(TransactItems=parts[:3])
    found = {one["pk"]["S"]: one for one in table.scan(TableName="mail")["Items"]}
    assert set(found) == {"a", "new"}
    assert (found["a"]["n"], len(found["a"]["list"]["L"])) == ({"N": "8"}, 2)


def test_of_50_parallel_transactions_only_as_many_as_the_quota_succeed(aws, table):
    table.put_item(TableName="mail", Item=item("box", n={"N": "0"}))

    def deliver(at):
        update = add("box")["Update"] | {"ConditionExpression": "n < :quota"}
        update["ExpressionAttributeValues"] = {":by": {"N": "1"}, ":quota": {"N": "20"}}
        put = {"TableName": "mail", "Item": item(f"m{at}"), "ConditionExpression": "attribute_not_exists(pk)"}
        try:
            table.transact_write_items(TransactItems=[{"Update": update}, {"Put": put}])
            return True
        except ClientError as error:
            assert error.response["Error"]["Code"] == "TransactionCanceledException"
            return False

    with ThreadPoolExecutor(50) as pool:
        assert sum(pool.map(deliver, range(50))) == 20
    assert number(table, "box") == "20"
    assert table.scan(TableName="mail")["Count"] == 21


def test_a_transaction_with_two_parts_for_one_item_changes_nothing(aws, table):
    table.put_item(TableName="mail", Item=item("a", n={"N": "1"}))
    assert failure(table.transact_write_items, TransactItems=[add(), add()])["Error"]["Code"] == "ValidationException"
    assert number(table) == "1"


def test_a_transaction_over_two_tables_is_one(aws, table):
    keys = {
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
    }
    table.create_table(TableName="other", BillingMode="PAY_PER_REQUEST", **keys)
    table.put_item(TableName="other", Item={"id": {"S": "a"}, "n": {"N": "1"}})
    change = {
        "TableName": "other",
        "Key": {"id": {"S": "a"}},
        "UpdateExpression": "SET n = :n",
        "ExpressionAttributeValues": {":n": {"N": "2"}},
    }
    check = {"ConditionCheck": {"TableName": "mail", "Key": item("none"), "ConditionExpression": "attribute_exists(pk)"}}
    other = lambda: table.get_item(TableName="other", Key={"id": {"S": "a"}})["Item"]["n"]["N"]  # noqa: E731
    assert failure(table.transact_write_items, TransactItems=[{"Update": change}, check])["Error"]["Code"] == "TransactionCanceledException"
    assert other() == "1"
    table.transact_write_items(TransactItems=[{"Update": change}, add()])
    assert (other(), number(table)) == ("2", "1")
