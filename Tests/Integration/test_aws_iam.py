"""Which permissions the calls need that were made, and how they compare with a policy."""

import contextlib

import pytest
from aws import policies
from botocore.exceptions import ClientError

BUCKET = "arn:aws:s3:::mail-bucket"
TABLE = "arn:aws:dynamodb:eu-central-1:123456789012:table/mail"
OTHER = "arn:aws:dynamodb:eu-central-1:123456789012:table/other"
DOMAIN = "arn:aws:ses:eu-central-1:123456789012:identity/example.com"
SET = "arn:aws:ses:eu-central-1:123456789012:configuration-set/out"
PARAMETER = "arn:aws:ssm:eu-central-1:123456789012:parameter"
QUEUE = "arn:aws:sqs:eu-central-1:123456789012:mails"
URL = "https://sqs.eu-central-1.amazonaws.com/123456789012/mails"
TOPIC = "arn:aws:sns:eu-central-1:123456789012:events"
KEY = {"pk": {"S": "a"}}
RAW = b"From: Jane <a@Example.com>\r\nTo: b@example.org\r\n\r\nx\r\n"
HASH = {"ExpressionAttributeValues": {":a": {"S": "x"}}, "KeyConditionExpression": "pk = :a"}
TO = {"Destination": {"ToAddresses": ["b@example.org"]}}
SIMPLE = {"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}}
PARTS = [
    {"Put": {"TableName": "mail", "Item": KEY}},
    {"Put": {"TableName": "mail", "Item": {"pk": {"S": "b"}}}},
    {"Update": {"TableName": "mail", "Key": {"pk": {"S": "c"}}, "UpdateExpression": "SET a = b"}},
    {"Delete": {"TableName": "other", "Key": KEY}},
    {"ConditionCheck": {"TableName": "other", "Key": {"pk": {"S": "d"}}, "ConditionExpression": "attribute_exists(pk)"}},
]

# Service, call and what it is given; the permissions that it needs.
CALLS = [
    ("s3", "get_object", {"Bucket": "mail-bucket", "Key": "in/a b"}, [("s3:GetObject", f"{BUCKET}/in/a b")]),
    ("s3", "get_object", {"Bucket": "mail-bucket", "Key": "k", "VersionId": "v"}, [("s3:GetObjectVersion", f"{BUCKET}/k")]),
    ("s3", "head_object", {"Bucket": "mail-bucket", "Key": "k"}, [("s3:GetObject", f"{BUCKET}/k")]),
    ("s3", "put_object", {"Bucket": "mail-bucket", "Key": "k"}, [("s3:PutObject", f"{BUCKET}/k")]),
    ("s3", "delete_object", {"Bucket": "mail-bucket", "Key": "k"}, [("s3:DeleteObject", f"{BUCKET}/k")]),
    (
        "s3",
        "delete_objects",
        {"Bucket": "mail-bucket", "Delete": {"Objects": [{"Key": "a"}, {"Key": "<&>"}]}},
        [("s3:DeleteObject", f"{BUCKET}/a"), ("s3:DeleteObject", f"{BUCKET}/<&>")],
    ),
    ("s3", "list_objects_v2", {"Bucket": "mail-bucket", "Prefix": "in/"}, [("s3:ListBucket", BUCKET)]),
    ("s3", "head_bucket", {"Bucket": "mail-bucket"}, [("s3:ListBucket", BUCKET)]),
    ("s3", "list_buckets", {}, [("s3:ListAllMyBuckets", "*")]),
    (
        "s3",
        "copy_object",
        {"Bucket": "mail-bucket", "Key": "k", "CopySource": "from/a b"},
        [("s3:GetObject", "arn:aws:s3:::from/a b"), ("s3:PutObject", f"{BUCKET}/k")],
    ),
    ("s3", "create_multipart_upload", {"Bucket": "mail-bucket", "Key": "k"}, [("s3:PutObject", f"{BUCKET}/k")]),
    ("s3", "abort_multipart_upload", {"Bucket": "mail-bucket", "Key": "k", "UploadId": "u"}, [("s3:AbortMultipartUpload", f"{BUCKET}/k")]),
    ("dynamodb", "get_item", {"TableName": "mail", "Key": KEY}, [("dynamodb:GetItem", TABLE)]),
    ("dynamodb", "get_item", {"TableName": TABLE, "Key": KEY}, [("dynamodb:GetItem", TABLE)]),
    ("dynamodb", "query", {"TableName": "mail", **HASH}, [("dynamodb:Query", TABLE)]),
    ("dynamodb", "query", {"TableName": "mail", "IndexName": "expiry", **HASH}, [("dynamodb:Query", f"{TABLE}/index/expiry")]),
    (
        "dynamodb",
        "batch_get_item",
        {"RequestItems": {"mail": {"Keys": [KEY]}, "other": {"Keys": [KEY]}}},
        [("dynamodb:BatchGetItem", TABLE), ("dynamodb:BatchGetItem", OTHER)],
    ),
    (
        "dynamodb",
        "transact_write_items",
        {"TransactItems": PARTS},
        [
            ("dynamodb:PutItem", TABLE),
            ("dynamodb:UpdateItem", TABLE),
            ("dynamodb:DeleteItem", OTHER),
            ("dynamodb:ConditionCheckItem", OTHER),
        ],
    ),
    ("dynamodb", "transact_get_items", {"TransactItems": [{"Get": {"TableName": "mail", "Key": KEY}}]}, [("dynamodb:GetItem", TABLE)]),
    (
        "sesv2",
        "send_email",
        {"FromEmailAddress": "Jane <a@example.com>", "Content": {"Raw": {"Data": RAW}}, **TO},
        [("ses:SendEmail", DOMAIN), ("ses:SendRawEmail", DOMAIN)],
    ),
    ("sesv2", "send_email", {"Content": {"Raw": {"Data": RAW}}}, [("ses:SendEmail", DOMAIN), ("ses:SendRawEmail", DOMAIN)]),
    (
        "sesv2",
        "send_email",
        {"FromEmailAddress": "a@example.com", "Content": SIMPLE, "ConfigurationSetName": "out", **TO},
        [("ses:SendEmail", DOMAIN), ("ses:SendEmail", SET)],
    ),
    ("sesv2", "get_account", {}, [("ses:GetAccount", "*")]),
    ("sesv2", "get_suppressed_destination", {"EmailAddress": "a@b.example"}, [("ses:GetSuppressedDestination", "*")]),
    ("ses", "send_raw_email", {"RawMessage": {"Data": RAW}}, [("ses:SendRawEmail", DOMAIN)]),
    (
        "ses",
        "send_bounce",
        {"OriginalMessageId": "m", "BounceSender": "a@example.com", "BouncedRecipientInfoList": [{"Recipient": "b@example.org"}]},
        [("ses:SendBounce", DOMAIN)],
    ),
    ("ssm", "get_parameter", {"Name": "/postroom/a:3"}, [("ssm:GetParameter", f"{PARAMETER}/postroom/a")]),
    ("ssm", "get_parameters", {"Names": ["/a", "b"]}, [("ssm:GetParameters", f"{PARAMETER}/a"), ("ssm:GetParameters", f"{PARAMETER}/b")]),
    ("ssm", "get_parameters_by_path", {"Path": "/postroom/"}, [("ssm:GetParametersByPath", f"{PARAMETER}/postroom/")]),
    ("sns", "publish", {"TopicArn": TOPIC, "Message": "x"}, [("sns:Publish", TOPIC)]),
    ("sns", "publish_batch", {"TopicArn": TOPIC, "PublishBatchRequestEntries": [{"Id": "1", "Message": "x"}]}, [("sns:Publish", TOPIC)]),
    ("sqs", "send_message", {"QueueUrl": URL, "MessageBody": "x"}, [("sqs:SendMessage", QUEUE)]),
    ("sqs", "send_message_batch", {"QueueUrl": URL, "Entries": [{"Id": "1", "MessageBody": "x"}]}, [("sqs:SendMessage", QUEUE)]),
    ("sqs", "delete_message_batch", {"QueueUrl": URL, "Entries": [{"Id": "1", "ReceiptHandle": "x"}]}, [("sqs:DeleteMessage", QUEUE)]),
    (
        "sqs",
        "change_message_visibility_batch",
        {"QueueUrl": URL, "Entries": [{"Id": "1", "ReceiptHandle": "x", "VisibilityTimeout": 1}]},
        [("sqs:ChangeMessageVisibility", QUEUE)],
    ),
    ("sqs", "receive_message", {"QueueUrl": URL}, [("sqs:ReceiveMessage", QUEUE)]),
    ("sqs", "get_queue_url", {"QueueName": "mails"}, [("sqs:GetQueueUrl", QUEUE)]),
    (
        "logs",
        "filter_log_events",
        {"logGroupName": "/aws/lambda/mail"},
        [("logs:FilterLogEvents", "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/mail:log-stream:")],
    ),
    ("sts", "get_caller_identity", {}, []),
    ("lambda", "invoke", {"FunctionName": "mail"}, [("lambda:InvokeFunction", "arn:aws:lambda:eu-central-1:123456789012:function:mail")]),
    ("kms", "list_keys", {}, [("kms:ListKeys", "*")]),
]


@pytest.mark.parametrize(("service", "call", "options", "expected"), CALLS, ids=[f"{call[0]}-{call[1]}" for call in CALLS])
def test_what_a_call_needs(aws, service, call, options, expected):
    # Where the judge has an answer of its own, nothing of what is named needs to be there.
    aws.judge.fault(_nothing_there(), times=None)
    with contextlib.suppress(ClientError):
        getattr(aws.client(service), call)(**options)
    assert aws.judge.refusals == []
    assert [sorted(one.needs) for one in aws.judge.calls] == [sorted(expected)]


def _nothing_there():
    from aws import faults

    return faults.error(404, "ResourceNotFoundException")


def test_what_a_post_to_a_connection_needs(aws):
    aws.judge.api_id = "a1b2c3"
    api = aws.client("apigatewaymanagementapi", url=aws.url + "/prod")
    for call, more in ((api.post_to_connection, {"Data": b"x"}), (api.delete_connection, {})):
        with contextlib.suppress(ClientError):
            call(ConnectionId="L0SM=", **more)
    arn = "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3/prod/{}/@connections/L0SM="
    assert [call.needs for call in aws.judge.calls] == [
        [("execute-api:ManageConnections", arn.format(method))] for method in ("POST", "DELETE")
    ]


def test_a_body_without_its_shape_ends_nothing(aws):
    from aws import raw

    for body in (b'{"TransactItems": [1]}', b'{"RequestItems": 3}', b"[]", b"{"):
        assert raw.dynamodb(aws.url, "TransactWriteItems", body).send().status == 400


KEYS = "dynamodb:LeadingKeys"


@pytest.mark.parametrize(
    ("service", "call", "options", "expected"),
    [
        ("dynamodb", "get_item", {"TableName": "mail", "Key": KEY}, {KEYS: ["a"]}),
        ("dynamodb", "put_item", {"TableName": "mail", "Item": {"pk": {"S": "a"}, "x": {"S": "b"}}}, {KEYS: ["a"]}),
        ("dynamodb", "batch_get_item", {"RequestItems": {"mail": {"Keys": [KEY, {"pk": {"S": "b"}}]}}}, {KEYS: ["a", "b"]}),
        ("dynamodb", "transact_write_items", {"TransactItems": PARTS}, {KEYS: ["a", "b", "c", "a", "d"]}),
        ("dynamodb", "query", {"TableName": "mail", **HASH}, {KEYS: ["x"]}),
        (
            "dynamodb",
            "query",
            {
                "TableName": "mail", "KeyConditionExpression": "#s = :s AND #p = :a", "ExpressionAttributeNames": {"#p": "pk", "#s": "sk"},
                "ExpressionAttributeValues": {":a": {"S": "x"}, ":s": {"S": "y"}},
            },
            {KEYS: ["x"]},
        ),
        ("dynamodb", "scan", {"TableName": "mail"}, {}),
        ("sesv2", "send_email", {"FromEmailAddress": "Jane <a@example.com>", "Content": SIMPLE, **TO}, {"ses:FromAddress": ["a@example.com"]}),
        ("sesv2", "send_email", {"Content": {"Raw": {"Data": RAW}}}, {"ses:FromAddress": ["a@Example.com"]}),
        ("sesv2", "get_account", {}, {}),
        ("ses", "send_raw_email", {"RawMessage": {"Data": RAW}}, {"ses:FromAddress": ["a@Example.com"]}),
        ("s3", "list_buckets", {}, {}),
    ],
)
def test_what_a_condition_can_ask_of_a_call(aws, service, call, options, expected):
    aws.judge.fault(_nothing_there(), times=None)
    with contextlib.suppress(ClientError):
        getattr(aws.client(service), call)(**options)
    assert [one.context for one in aws.judge.calls] == [expected]


# MARK: policies


def statement(action, resource, effect="Allow", **more):
    return {"Effect": effect, "Action": action, "Resource": resource, **more}


def test_denied_calls_and_unused_grants(aws):
    client = aws.client("s3")
    for call in (client.get_object, client.put_object):
        with contextlib.suppress(ClientError):
            call(Bucket="mail-bucket", Key="in/1")
    with contextlib.suppress(ClientError):
        client.list_objects_v2(Bucket="mail-bucket")
    policy = {
        "Version": "2012-10-17",
        "Statement": [
            statement(["s3:GetObject", "s3:DeleteObject"], f"{BUCKET}/in/*"),
            statement("S3:put*", [f"{BUCKET}/in/?", f"{BUCKET}/out/*"]),
        ],
    }
    denied, unused = policies.compare(policy, aws.judge.calls)
    assert denied == [("s3:ListBucket", BUCKET)]
    assert unused == [("S3:put*", f"{BUCKET}/out/*"), ("s3:DeleteObject", f"{BUCKET}/in/*")]


CALL = ("s3:GetObject", "arn:aws:s3:::b/in/1")


@pytest.mark.parametrize(
    ("statements", "allowed"),
    [
        ([statement("s3:GetObject", "arn:aws:s3:::b/in/*")], True),
        ([statement("s3:getobject", "*")], True),
        ([statement("*", "arn:aws:s3:::b/in/?")], True),
        ([statement("s3:GetObject", "arn:aws:s3:::B/in/*")], False),
        ([statement("s3:GetObject", "arn:aws:s3:::b")], False),
        ([statement("s3:GetObjects", "*")], False),
        ([statement("s3:GetObject", "arn.aws:s3:::b/in/1")], False),
        ([statement("s3:*", "*"), statement("s3:Get*", "*/in/*", "Deny")], False),
        ([statement("s3:*", "*"), statement("s3:Put*", "*", "Deny")], True),
        ([], False),
    ],
)
def test_what_a_policy_allows(statements, allowed):
    denied, _ = policies.compare({"Statement": statements}, [CALL])
    assert denied == ([] if allowed else [CALL])


@pytest.mark.parametrize(
    "broken",
    [
        {"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"},
        {"Effect": "Allow", "Action": "s3:*", "NotResource": "*"},
        statement("s3:*", "*", "Maybe"),
        statement("s3:*", "*", Condition={"Bool": {"aws:SecureTransport": "true"}}),
    ],
)
def test_what_is_not_evaluated_is_an_error(broken):
    with pytest.raises(ValueError):
        policies.compare({"Statement": broken}, [CALL])


class Made:
    """A call that has this context."""

    needs = [CALL]

    def __init__(self, **context):
        self.context = context


@pytest.mark.parametrize(
    ("operator", "values", "context", "allowed"),
    [
        ("StringLike", ["FWD#*"], {"key": ["FWD#1"]}, True),
        ("StringLike", "FWD#*", {"key": ["fwd#1"]}, False),
        ("StringLike", ["FWD#*"], {}, False),
        ("ForAllValues:StringLike", ["FWD#*", "TGT#?"], {"key": ["FWD#1", "TGT#2"]}, True),
        ("ForAllValues:StringLike", ["FWD#*", "TGT#?"], {"key": ["FWD#1", "TGT#22"]}, False),
        # As AWS has it: a call without the key is not asked.
        ("ForAllValues:StringLike", ["FWD#*"], {}, True),
    ],
)
def test_conditions(operator, values, context, allowed):
    policy = {"Statement": statement("s3:*", "*", Condition={operator: {"key": values}})}
    assert policies.compare(policy, [Made(**context)])[0] == ([] if allowed else [CALL])


def test_conditions_can_be_taken_as_met():
    policy = {"Statement": statement("s3:*", "*", Condition={"Bool": {"aws:SecureTransport": "true"}})}
    assert policies.compare(policy, [CALL], ignore_conditions=True) == ([], [])
