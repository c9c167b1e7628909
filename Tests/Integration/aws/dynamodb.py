"""DynamoDB in the double: limits and tokens that moto does not know, and one request at a time, so that a transaction is one.

https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
"""

import copy
import inspect
import json
import threading

from moto.core.model_instances import model_data
from werkzeug.wrappers import Response

from .answers import Refused, target_error
from .state import STATE

NAMESPACE = "com.amazonaws.dynamodb.v20120810"
MOST_WRITES = 25
LONGEST_TOKEN = 36
TOKEN_SECONDS = 600
LARGEST_TRANSACTION = 4 * 1024 * 1024

_one_at_a_time = threading.Lock()
_changing = threading.local()
_asked = threading.local()


def answer(request, region, moto):
    """Checks what moto does not, and lets moto do the rest."""
    operation = request.headers["X-Amz-Target"].partition(".")[2]
    try:
        body = json.loads(request.get_data())
    except ValueError:
        return target_error(Refused("SerializationException", "the body is no JSON"), "com.amazon.coral.service")
    with _one_at_a_time:
        try:
            if operation == "BatchWriteItem":
                check_batch(body)
            elif operation == "TransactWriteItems":
                return transact(request, body, STATE.region(region), moto)
        except Refused as refused:
            namespace = "com.amazon.coral.validate" if refused.code == "ValidationException" else NAMESPACE
            return target_error(refused, namespace)
        return moto(request)


def check_batch(body):
    if sum(len(writes) for writes in body.get("RequestItems", {}).values()) > MOST_WRITES:
        constraint = f"[Member must have length less than or equal to {MOST_WRITES}, Member must have length greater than or equal to 1]"
        where = "Value at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: "
        raise Refused("ValidationException", f"1 validation error detected: {where}{constraint}")


def transact(request, body, state, moto):
    """The same token with the same request is answered again without a second effect; with another request it is refused."""
    if len(request.get_data()) > LARGEST_TRANSACTION:
        raise Refused("ValidationException", "Collection size cannot exceed 4MB")
    token = body.pop("ClientRequestToken", None)
    if token is not None and not 1 <= len(token) <= LONGEST_TOKEN:
        limit = f"Member must have length less than or equal to {LONGEST_TOKEN}"
        message = f"1 validation error detected: Value at 'clientRequestToken' failed to satisfy constraint: {limit}"
        raise Refused("ValidationException", message)
    now = STATE.now()
    at, known, answered = state.tokens.get(token, (0, None, b""))
    if token is not None and known is not None and now - at < TOKEN_SECONDS:
        if known != body:
            raise Refused("IdempotentParameterMismatchException", "The request does not match the first one with this token.")
        return Response(answered, content_type="application/x-amz-json-1.0")
    writes = [next(iter(item.values()), {}) for item in body.get("TransactItems", [])]
    attributes = [value for write in writes for value in (write.get("Item") or write.get("Key") or {}).values()]
    _changing.values = {value["S"] for value in attributes if "S" in value}
    try:
        response = moto(request)
    finally:
        _changing.values = None
        forget_models()
    if token is not None and response.status_code == 200:
        state.tokens[token] = (now, body, response.get_data())
    return response


def install():
    """What makes moto's table bear thousands of rows."""
    from moto.dynamodb.models.table import Table

    copy_what_changes(Table)
    query_one_partition(Table)


def forget_models():
    """moto keeps each model that it has ever made, for its dashboard: of tables that were copied for rolling back, and of all of their items."""
    for model in model_data["dynamodb"].values():
        model.instances_tracked.clear()


def query_one_partition(Table):
    """moto sorts the whole table for each query; the rows of the partition that is asked for are enough."""
    query, all_items = Table.query, Table.all_items
    signature = inspect.signature(query)

    def query_partition(table, *arguments, **named):
        asked = signature.bind(table, *arguments, **named).arguments
        _asked.keys = dict(asked["hash_key_conditions"]) if asked.get("index_name") else {table.hash_key_attr: asked["hash_key"]}
        try:
            return query(table, *arguments, **named)
        finally:
            _asked.keys = None

    def items_asked_for(table):
        keys = getattr(_asked, "keys", None)
        if keys is None or table.range_key_attr is None:
            return all_items(table)
        if list(keys) == [table.hash_key_attr]:
            partitions = [table.items.get(keys[table.hash_key_attr], {})]
        else:
            partitions = table.items.values()
        values = {name: key.value for name, key in keys.items()}
        asked = [item for rows in partitions for item in rows.values() if all(
            name in item.attrs and item.attrs[name].value == value for name, value in values.items())]
        return sorted(asked, key=lambda item: (item.hash_key, item.range_key))

    Table.query, Table.all_items = query_partition, items_asked_for


def copy_what_changes(Table):
    """moto copies whole tables to be able to roll a transaction back; what it may change is enough."""
    from moto.dynamodb.models.dynamo_type import DynamoType

    original = getattr(Table, "__deepcopy__", None)

    def deepcopy(table, memo):
        values = getattr(_changing, "values", None)
        twin = copy.copy(table)
        if values is not None and table.hash_key_type == "S":
            keys = [key for key in (DynamoType({"S": value}) for value in values) if key in table.items]
        else:
            keys = list(table.items)
        twin.items = copy.copy(table.items)
        for key in keys:
            twin.items[key] = copy.deepcopy(table.items[key], memo)
        if table.stream_shard is not None:
            twin.stream_shard = copy.copy(table.stream_shard)
            twin.stream_shard.table = twin
            twin.stream_shard.items = list(table.stream_shard.items)
        return twin

    assert original is None, "moto has its own way of copying a table now"
    Table.__deepcopy__ = deepcopy
