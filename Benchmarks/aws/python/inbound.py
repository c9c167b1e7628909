"""The job of SESInbound in Python, as one would write it with boto3 and `email`."""

import json
import os
import time
import uuid
from email import message_from_bytes
from email.policy import default

import boto3
from boto3.dynamodb.types import TypeSerializer

TABLE, BUCKET, TOPIC = (os.environ[name] for name in ("POSTROOM_TABLE", "POSTROOM_BUCKET", "POSTROOM_TOPIC"))
DOMAINS = set(os.environ["POSTROOM_DOMAINS"].split(","))
NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")

s3, dynamodb, sns = boto3.client("s3"), boto3.client("dynamodb"), boto3.client("sns")
serialize = TypeSerializer().serialize


def row(**values):
    return {name: serialize(value) for name, value in values.items() if value is not None}


def summary(content):
    message = message_from_bytes(content, policy=default)
    body = message.get_body(("plain", "html"))
    text = body.get_content() if body else ""
    return {
        "subject": str(message["subject"] or "")[:300],
        "from": [str(address) for address in (message["from"].addresses if message["from"] else ())][:2],
        "to": [str(address) for address in (message["to"].addresses if message["to"] else ())][:2],
        "date": str(message["date"] or ""),
        "snippet": " ".join(text[:2000].split())[:240],
        "attachments": sum(1 for _ in message.iter_attachments()) if message.is_multipart() else 0,
    }


def deliver(address, key, content, parsed, now):
    mailbox_key = row(pk=f"MB#{address}", sk="META")
    mailbox = dynamodb.get_item(TableName=TABLE, Key=mailbox_key, ConsistentRead=True).get("Item")
    if not mailbox or mailbox["state"]["S"] != "active" or int(mailbox["expires_at"]["N"]) <= now:
        return "refused"
    seq = int(mailbox["seq"]["N"]) + 1
    id = str(uuid.uuid5(NAMESPACE, f"{key}|{address}"))
    new = {"TableName": TABLE, "ConditionExpression": "attribute_not_exists(pk)"}
    try:
        dynamodb.transact_write_items(
            TransactItems=[
                {
                    "Update": {
                        "TableName": TABLE, "Key": mailbox_key, "UpdateExpression": "SET seq = :next, message_count = message_count + :one",
                        "ConditionExpression": "#state = :active AND expires_at > :now AND seq = :seq",
                        "ExpressionAttributeNames": {"#state": "state"},
                        "ExpressionAttributeValues": {
                            ":next": {"N": str(seq)}, ":one": {"N": "1"}, ":active": {"S": "active"}, ":now": {"N": str(now)},
                            ":seq": {"N": str(seq - 1)},
                        },
                    }
                },
                {
                    "Put": {
                        **new, "Item": row(pk=f"MB#{address}", sk=f"MSG#{seq:012}", id=id, mailbox=address, seq=seq, raw_key=key,
                                           size=len(content), received_at=now, summary=json.dumps(parsed), is_read=False),
                    }
                },
                {"Put": {**new, "Item": row(pk=f"ID#{id}", sk="META", mailbox=address, seq=seq)}},
                {
                    "Update": {
                        "TableName": TABLE, "Key": row(pk=f"RAW#{key}", sk="META"), "UpdateExpression": "ADD messages :one",
                        "ExpressionAttributeValues": {":one": {"N": "1"}},
                    }
                },
            ]
        )
    except dynamodb.exceptions.TransactionCanceledException:
        return "duplicate"
    sns.publish(
        TopicArn=TOPIC, Message=json.dumps({"type": "new_message", "mailbox": address, "message_id": id, "seq": seq}),
        MessageAttributes={"type": {"DataType": "String", "StringValue": "new_message"}},
    )
    return "stored"


def handler(event, context):
    outcomes = []
    now = int(time.time() * 1000)
    for record in event["Records"]:
        key = record["ses"]["mail"]["messageId"]
        content = parsed = None
        for recipient in record["ses"]["receipt"]["recipients"]:
            address = recipient.lower()
            if address.rpartition("@")[2] not in DOMAINS:
                continue
            if content is None:
                content = s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()
                parsed = summary(content)
            outcomes.append(deliver(address, key, content, parsed, now))
    return outcomes
