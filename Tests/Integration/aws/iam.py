"""Which IAM actions on which resources a call needs, as the Service Authorization Reference lists them.

https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

import base64
import re
from email.utils import parseaddr

from . import ACCOUNT

# S3's actions have other names than its operations, and others again where a version is named.
S3_OBJECT = {
    "GetObject": "GetObject",
    "HeadObject": "GetObject",
    "PutObject": "PutObject",
    "DeleteObject": "DeleteObject",
    "CreateMultipartUpload": "PutObject",
    "UploadPart": "PutObject",
    "CompleteMultipartUpload": "PutObject",
    "AbortMultipartUpload": "AbortMultipartUpload",
    "ListParts": "ListMultipartUploadParts",
}
S3_BUCKET = {
    "ListObjects": "ListBucket",
    "ListObjectsV2": "ListBucket",
    "HeadBucket": "ListBucket",
    "ListMultipartUploads": "ListBucketMultipartUploads",
}
WRITES = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}
SQS = {"SendMessageBatch": "SendMessage", "DeleteMessageBatch": "DeleteMessage", "ChangeMessageVisibilityBatch": "ChangeMessageVisibility"}
# How the partition keys of all tables and indexes end.
PARTITION = "pk"
# These need no permission at all.
FREE = {("sts", "GetCallerIdentity"), ("sts", "GetSessionToken")}


def needs(operation, method, region, api_id="api"):
    """Pairs of an action and a resource; none for a call that needs nothing or that no service knows."""
    if operation.name is None or (operation.service, operation.name) in FREE:
        return []
    arn = lambda rest: f"arn:aws:{operation.service}:{region}:{ACCOUNT}:{rest}"  # noqa: E731
    find = {
        "s3": _s3,
        "dynamodb": _dynamodb,
        "sesv2": _ses_v2,
        "ses": _ses_v1,
        "ssm": _ssm,
        "sqs": _sqs,
        "sns": _sns,
        "logs": _logs,
        "lambda": _lambda,
    }.get(operation.model)
    if operation.model == "apigatewaymanagementapi":
        path = f"{api_id}/{operation.params.get('stage') or '$default'}/{method}/@connections/{operation.params['connectionId']}"
        return [("execute-api:ManageConnections", arn(path))]
    if find is None:
        return [(f"{operation.service}:{operation.name}", "*")]
    try:
        return _unique(find(operation.name, operation.params, arn))
    except (KeyError, TypeError, AttributeError):
        # What has no right shape is refused by others; here it must not end the connection.
        return [(f"{operation.service}:{operation.name}", "*")]


def context(operation):
    """What conditions of policies can ask of a call: the values of each key, where it has the key."""
    find = {"dynamodb": _leading_keys, "sesv2": _from_address, "ses": _from_address}.get(operation.model)
    try:
        return find(operation.params) if find else {}
    except (KeyError, TypeError, AttributeError):
        return {}


def _leading_keys(params):
    """The partition keys of the rows that a call names, as `dynamodb:LeadingKeys` has them; the tables' are all named alike."""
    keys = [params[name] for name in ("Key", "Item") if name in params]
    keys += [key for table in params.get("RequestItems", {}).values() if isinstance(table, dict) for key in table.get("Keys", [])]
    keys += [part.get("Key") or part["Item"] for item in params.get("TransactItems", []) for part in item.values()]
    values = [next(iter(key[PARTITION].values())) for key in keys]
    if "KeyConditionExpression" in params:
        names, given = params.get("ExpressionAttributeNames", {}), params["ExpressionAttributeValues"]
        equal = re.findall(r"([#\w]+)\s*=\s*(:\w+)", params["KeyConditionExpression"])
        values += [next(iter(given[value].values())) for name, value in equal if names.get(name, name).endswith(PARTITION)]
    return {"dynamodb:LeadingKeys": values} if values else {}


def _from_address(params):
    sender = params.get("FromEmailAddress") or params.get("BounceSender") or params.get("Source")
    data = params.get("RawMessage.Data") or params.get("Content", {}).get("Raw", {}).get("Data")
    return {"ses:FromAddress": [parseaddr(sender or _header_from(data))[1]]} if sender or data else {}


def _unique(pairs):
    return list(dict.fromkeys(pairs))


def _s3(name, params, _):
    bucket = f"arn:aws:s3:::{params['Bucket']}" if "Bucket" in params else "*"
    if name == "DeleteObjects":
        return [("s3:DeleteObject", f"{bucket}/{key}") for key in params.get("Keys", [])]
    if name in ("CopyObject", "UploadPartCopy"):
        return [("s3:GetObject", f"arn:aws:s3:::{params['CopySource']}"), ("s3:PutObject", f"{bucket}/{params['Key']}")]
    if name in S3_OBJECT:
        action = S3_OBJECT[name]
        if "versionId" in params["query"] and action in ("GetObject", "DeleteObject"):
            action += "Version"
        return [(f"s3:{action}", f"{bucket}/{params['Key']}")]
    if name == "ListBuckets":
        return [("s3:ListAllMyBuckets", "*")]
    return [(f"s3:{S3_BUCKET.get(name, name)}", f"{bucket}/{params['Key']}" if "Key" in params else bucket)]


def _dynamodb(name, params, arn):
    def table(given):
        return given if given.startswith("arn:") else arn(f"table/{given}")

    if name in ("TransactWriteItems", "TransactGetItems"):
        parts = [(WRITES.get(kind, "GetItem"), part) for item in params["TransactItems"] for kind, part in item.items()]
        return [(f"dynamodb:{action}", table(part["TableName"])) for action, part in parts]
    if name in ("BatchGetItem", "BatchWriteItem"):
        return [(f"dynamodb:{name}", table(given)) for given in params["RequestItems"]]
    if name in ("Query", "Scan") and params.get("IndexName"):
        return [(f"dynamodb:{name}", f"{table(params['TableName'])}/index/{params['IndexName']}")]
    return [(f"dynamodb:{name}", table(params["TableName"]) if "TableName" in params else "*")]


def _identity(arn, mailbox):
    """Of a domain: a policy for one address would name that instead."""
    return arn(f"identity/{parseaddr(mailbox)[1].rpartition('@')[2].lower()}")


def _header_from(data):
    """The From of a raw mail in base64, where the call itself names no sender."""
    head = base64.b64decode(data).partition(b"\r\n\r\n")[0].decode("latin-1")
    return re.search(r"(?im)^from:(.*(?:\r?\n[ \t].*)*)", head)[1]


def _ses_v2(name, params, arn):
    if name != "SendEmail":
        return [(f"ses:{name}", "*")]
    raw = params["Content"].get("Raw")
    resources = [_identity(arn, params.get("FromEmailAddress") or _header_from(raw["Data"]))]
    if params.get("ConfigurationSetName"):
        resources.append(arn(f"configuration-set/{params['ConfigurationSetName']}"))
    actions = ["ses:SendEmail", "ses:SendRawEmail"] if raw else ["ses:SendEmail"]
    return [(action, resource) for action in actions for resource in resources]


def _ses_v1(name, params, arn):
    if name not in ("SendRawEmail", "SendEmail", "SendBounce"):
        return [(f"ses:{name}", "*")]
    sender = params.get("BounceSender") or params.get("Source") or _header_from(params["RawMessage.Data"])
    resources = [_identity(arn, sender)]
    if params.get("ConfigurationSetName"):
        resources.append(arn(f"configuration-set/{params['ConfigurationSetName']}"))
    return [(f"ses:{name}", resource) for resource in resources]


def _ssm(name, params, arn):
    names = params.get("Names") or [params.get("Name") or params.get("Path")]
    if names == [None]:
        return [(f"ssm:{name}", "*")]
    parameter = lambda given: given if given.startswith("arn:") else arn(f"parameter/{given.partition(':')[0].lstrip('/')}")  # noqa: E731
    return [(f"ssm:{name}", parameter(given)) for given in names]


def _sqs(name, params, arn):
    queue = params.get("QueueName") or params.get("QueueUrl", "").rpartition("/")[2]
    return [(f"sqs:{SQS.get(name, name)}", arn(queue) if queue else "*")]


def _sns(name, params, _):
    topic = params.get("TopicArn") or params.get("TargetArn") or "*"
    return [("sns:Publish" if name == "PublishBatch" else f"sns:{name}", topic)]


def _logs(name, params, arn):
    group = params.get("logGroupName") or params.get("logGroupIdentifier", "").rpartition("log-group:")[2]
    # With the stream, empty: this is what IAM compares, and why policies end in `:*`.
    return [(f"logs:{name}", arn(f"log-group:{group}:log-stream:{params.get('logStreamName', '')}") if group else "*")]


def _lambda(name, params, arn):
    function = params.get("FunctionName")
    actual = "InvokeFunction" if name in ("Invoke", "InvokeAsync", "InvokeWithResponseStream") else name
    return [(f"lambda:{actual}", function if not function or function.startswith("arn:") else arn(f"function:{function}"))]
