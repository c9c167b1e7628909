"""What a deployment is, in words of its own, so that the template and what Terraform made can be compared with each other and with the
documentation."""

import json
import re

from deployment_forwarding import state_forwarding, template_forwarding
from deployment_mail_log import state_mail_log, template_mail_log
from deployment_notifications import state_notifications, template_notifications
from deployment_policies import canonical, grants
from postroom import ROOT

FUNCTIONS = {
    "SESInbound": "ses-inbound", "MailboxExpiry": "mailbox-expiry", "AliasForward": "alias-forward", "HeldMail": "held-mail",
    "WelcomeEmail": "welcome-email", "AlarmEmail": "alarm-email", "DeliveryEvents": "delivery-events",
}
# There with a domain of aliases only.
FORWARDING = {"AliasForward", "HeldMail"}
# Of the deployments that forward.
ALIAS_DOMAINS = ["example.com", "mail.example.org"]
# There with a sender only.
NOTIFYING = {"WelcomeEmail", "AlarmEmail"}
# Of the deployments that send mail of Postroom's own: parameters of the template, and the same as variables of Terraform.
NOTIFICATIONS = {
    "NotificationFrom": "Example <hello@notify.example.net>", "WelcomeMail": "true", "TemplatesBucket": "example-templates",
    "Unsubscribe": "https://example.net/unsubscribe?{email}", "AlarmTo": "ops@example.net,night@example.net", "InformationalTo": "info@example.net",
    "AlarmRoutes": "severity:low=digest,postroom-billing=informational", "TimeZone": "Europe/Berlin", "FoldMinutes": "7",
}
NOTIFICATION_VARIABLES = {
    "notification_from": "Example <hello@notify.example.net>", "welcome_mail": True, "templates_bucket": "example-templates",
    "unsubscribe": "https://example.net/unsubscribe?{email}", "alarm_to": ["ops@example.net", "night@example.net"],
    "informational_to": ["info@example.net"], "alarm_routes": "severity:low=digest,postroom-billing=informational", "time_zone": "Europe/Berlin",
    "fold_minutes": 7,
}
# And of those that keep a mail log in which nobody reads addresses.
MAIL_LOG = {"MailLog": "hashed", "MailLogKey": "not-everybody-knows-this", "MailLogDays": "90"}
MAIL_LOG_VARIABLES = {"mail_log": "hashed", "mail_log_key": "not-everybody-knows-this", "mail_log_days": 90}
LOGS = {"logs:CreateLogStream", "logs:PutLogEvents"}


# MARK: what is documented


def documented(function):
    """A function's variables and actions, as docs/configuration.md has them."""
    section = _section(function)
    variables = {name for row in re.findall(r"^\| (`POSTROOM[^|]*)\|", section, re.M) for name in re.findall(r"`(\w+)`", row)}
    actions, service = set(), None
    for name in re.findall(r"`((?:[a-z0-9]+:)?[A-Z][A-Za-z]+)`", re.search(r"\bIt needs (.*?)(?:\n\n|\Z)", section, re.S)[1]):
        # `s3:GetObject`, and `PutItem` behind `dynamodb:GetItem`.
        service, action = name.split(":") if ":" in name else (service, name)
        actions.add(f"{service}:{action}")
    if function in documented_mail_log():
        variables |= set(re.findall(r"^\| `(POSTROOM\w+)`", _section("The mail log"), re.M))
    return variables, actions


def documented_mail_log():
    """The functions that write the mail log, as docs/configuration.md has them."""
    return re.findall(r"`(\w+)`", re.search(r"\n(.*?) write it:", _section("The mail log"), re.S)[1])


def _section(title):
    text = (ROOT / "docs" / "configuration.md").read_text()
    return re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", text, re.M | re.S)[1]


# MARK: the template


def _role(name, policy, trust):
    return {"role": name, "grants": grants(policy), "statements": canonical(policy), "trust": canonical(trust)}


def from_template(template):
    policies = {role["RoleName"]: role for role in template.of_type("AWS::IAM::Role").values()}
    bucket, table, queue = template.only("AWS::S3::Bucket"), template.only("AWS::DynamoDB::Table"), template.get("FailedQueue")
    topic, rule = template.get("EventsTopic"), template.only("AWS::SES::ReceiptRule")
    schedule, [index] = template.only("AWS::Scheduler::Schedule"), table["GlobalSecondaryIndexes"]
    return {
        "functions": {name: _template_function(template, name, policies) for name in FUNCTIONS if template.has(name)},
        "bucket": {
            "name": bucket["BucketName"],
            "public access": {key: bucket["PublicAccessBlockConfiguration"][key] for key in (
                "BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")},
            "ownership": bucket["OwnershipControls"]["Rules"][0]["ObjectOwnership"],
            "encryption": bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"][0]["ServerSideEncryptionByDefault"]["SSEAlgorithm"],
            "lifecycle": [
                (one["Prefix"], int(one.get("ExpirationInDays", 0)), one.get("AbortIncompleteMultipartUpload", {}).get("DaysAfterInitiation", 0))
                for one in bucket["LifecycleConfiguration"]["Rules"] if one["Status"] == "Enabled"
            ],
            "policy": canonical(template.only("AWS::S3::BucketPolicy")["PolicyDocument"]),
        },
        "table": {
            "name": table["TableName"],
            "billing": table["BillingMode"],
            "attributes": {one["AttributeName"]: one["AttributeType"] for one in table["AttributeDefinitions"]},
            "keys": [(one["AttributeName"], one["KeyType"]) for one in table["KeySchema"]],
            "index": (index["IndexName"], [one["AttributeName"] for one in index["KeySchema"]], index["Projection"]["ProjectionType"]),
            "ttl": table["TimeToLiveSpecification"]["AttributeName"] if table["TimeToLiveSpecification"]["Enabled"] else None,
            "recovery": table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"],
            "protected": table["DeletionProtectionEnabled"] == "true",
        },
        "topic": {"name": topic["TopicName"], "key": topic["KmsMasterKeyId"]},
        "queue": {
            "name": queue["QueueName"], "encrypted": queue["SqsManagedSseEnabled"],
            "retention": queue["MessageRetentionPeriod"], "visibility": queue["VisibilityTimeout"],
        },
        "rule": {
            "set": template.only("AWS::SES::ReceiptRuleSet")["RuleSetName"], "in": rule["RuleSetName"], "name": rule["Rule"]["Name"],
            "enabled": rule["Rule"]["Enabled"], "recipients": sorted(rule["Rule"]["Recipients"]),
            "scan": rule["Rule"]["ScanEnabled"] == "true", "tls": rule["Rule"]["TlsPolicy"],
            "actions": [_template_action(action) for action in rule["Rule"]["Actions"]],
        },
        "permissions": sorted(
            (one["FunctionName"], one["Action"], one["Principal"], one.get("SourceAccount", ""), one["SourceArn"])
            for one in template.of_type("AWS::Lambda::Permission").values()
        ),
        "schedule": {
            "name": schedule["Name"], "when": schedule["ScheduleExpression"], "window": schedule["FlexibleTimeWindow"]["Mode"],
            "target": schedule["Target"]["Arn"], "dead letters": schedule["Target"].get("DeadLetterConfig"),
            "retries": schedule["Target"]["RetryPolicy"]["MaximumRetryAttempts"],
            "age": schedule["Target"]["RetryPolicy"]["MaximumEventAgeInSeconds"],
            **_template_role(policies, schedule["Target"]["RoleArn"]),
        },
        "logs": {one["LogGroupName"]: int(one["RetentionInDays"]) for one in template.of_type("AWS::Logs::LogGroup").values()},
        "forwarding": template_forwarding(template) if template.has("AliasForward") else None,
        "notifications": {name: template_notifications(template, name) for name in sorted(NOTIFYING) if template.has(name)},
        "mail log": template_mail_log(template),
    }


def _template_function(template, name, policies):
    function, asynchronous = template.get(name), template.get(f"{name}EventInvokeConfig")
    return {
        "name": function["FunctionName"], "package": function["Code"]["S3Key"].rpartition("/")[2],
        "runtime": function["Runtime"], "handler": function["Handler"], "architectures": function["Architectures"],
        "memory": function["MemorySize"], "timeout": function["Timeout"], "environment": function["Environment"]["Variables"],
        "reserved": int(function.get("ReservedConcurrentExecutions", -1)),
        "logs": (function["LoggingConfig"]["LogFormat"], function["LoggingConfig"]["LogGroup"]),
        "asynchronous": (
            asynchronous["MaximumEventAgeInSeconds"], asynchronous["MaximumRetryAttempts"],
            asynchronous["DestinationConfig"].get("OnFailure", {}).get("Destination"),
        ),
        **_template_role(policies, function["Role"]),
    }


def _template_role(policies, arn):
    role = policies[arn.rpartition("/")[2]]
    [policy] = role["Policies"]
    return _role(role["RoleName"], policy["PolicyDocument"], role["AssumeRolePolicyDocument"])


def _template_action(action):
    [(kind, values)] = action.items()
    if kind == "S3Action":
        return ("S3", values["BucketName"], values["ObjectKeyPrefix"])
    return (kind.removesuffix("Action"), values["FunctionArn"], values["InvocationType"])


# MARK: Terraform's state


def from_state(state):
    bucket, table, queue = state["aws_s3_bucket.mail"], state["aws_dynamodb_table.main"], state["aws_sqs_queue.failed"]
    topic, rule, schedule = state["aws_sns_topic.events"], state["aws_ses_receipt_rule.main"], state["aws_scheduler_schedule.expiry"]
    [index], [target], access = table["global_secondary_index"], schedule["target"], state["aws_s3_bucket_public_access_block.mail"]
    actions = [(one["position"], ("S3", one["bucket_name"], one["object_key_prefix"])) for one in rule["s3_action"]]
    actions += [(one["position"], ("Lambda", one["function_arn"], one["invocation_type"])) for one in rule["lambda_action"]]
    return {
        "functions": {
            name: _state_function(state, module) for name, part in FUNCTIONS.items() if (module := _module(state, part.replace("-", "_")))
        },
        "bucket": {
            "name": bucket["bucket"],
            "public access": {
                "BlockPublicAcls": access["block_public_acls"], "BlockPublicPolicy": access["block_public_policy"],
                "IgnorePublicAcls": access["ignore_public_acls"], "RestrictPublicBuckets": access["restrict_public_buckets"],
            },
            "ownership": state["aws_s3_bucket_ownership_controls.mail"]["rule"][0]["object_ownership"],
            "encryption": state["aws_s3_bucket_server_side_encryption_configuration.mail"]["rule"][0][
                "apply_server_side_encryption_by_default"][0]["sse_algorithm"],
            "lifecycle": [
                (
                    one["filter"][0]["prefix"], sum(part["days"] for part in one["expiration"]),
                    sum(part["days_after_initiation"] for part in one["abort_incomplete_multipart_upload"]),
                )
                for one in state["aws_s3_bucket_lifecycle_configuration.mail"]["rule"] if one["status"] == "Enabled"
            ],
            "policy": canonical(json.loads(state["aws_s3_bucket_policy.mail"]["policy"])),
        },
        "table": {
            "name": table["name"],
            "billing": table["billing_mode"],
            "attributes": {one["name"]: one["type"] for one in table["attribute"]},
            "keys": [(table["hash_key"], "HASH"), (table["range_key"], "RANGE")],
            "index": (index["name"], [index["hash_key"], index["range_key"]], index["projection_type"]),
            "ttl": table["ttl"][0]["attribute_name"] if table["ttl"][0]["enabled"] else None,
            "recovery": table["point_in_time_recovery"][0]["enabled"],
            "protected": table["deletion_protection_enabled"],
        },
        "topic": {"name": topic["name"], "key": topic["kms_master_key_id"]},
        "queue": {
            "name": queue["name"], "encrypted": queue["sqs_managed_sse_enabled"],
            "retention": queue["message_retention_seconds"], "visibility": queue["visibility_timeout_seconds"],
        },
        "rule": {
            "set": state["aws_ses_receipt_rule_set.main"]["rule_set_name"], "in": rule["rule_set_name"], "name": rule["name"],
            "enabled": rule["enabled"], "recipients": sorted(rule["recipients"]), "scan": rule["scan_enabled"], "tls": rule["tls_policy"],
            "actions": [action for _, action in sorted(actions)],
        },
        "permissions": sorted(
            (one["function_name"], one["action"], one["principal"], one["source_account"] or "", one["source_arn"])
            for address, one in state.items() if address.startswith("aws_lambda_permission.")
        ),
        "schedule": {
            "name": schedule["name"], "when": schedule["schedule_expression"], "window": schedule["flexible_time_window"][0]["mode"],
            "target": target["arn"], "dead letters": target["dead_letter_config"] or None,
            "retries": target["retry_policy"][0]["maximum_retry_attempts"], "age": target["retry_policy"][0]["maximum_event_age_in_seconds"],
            **_state_role(state["aws_iam_role.schedule"], state["aws_iam_role_policy.schedule"], target["role_arn"]),
        },
        "logs": {one["name"]: one["retention_in_days"] for address, one in state.items() if "aws_cloudwatch_log_group." in address},
        "forwarding": state_forwarding(state) if _module(state, "alias_forward") else None,
        "notifications": {
            name: state_notifications(state, name) for name in sorted(NOTIFYING) if _module(state, FUNCTIONS[name].replace("-", "_"))
        },
        "mail log": state_mail_log(state),
    }


def _module(state, name):
    """Its address, with `[0]` where there may be none; None where there is none."""
    modules = {f"module.{name}", f"module.{name}[0]"}
    return next((one for one in modules if f"{one}.aws_lambda_function.this" in state), None)


def _state_function(state, module):
    get = lambda type: state[f"{module}.{type}.this"]  # noqa: E731
    function, asynchronous = get("aws_lambda_function"), get("aws_lambda_function_event_invoke_config")
    failed = [one["destination"] for config in asynchronous["destination_config"] for one in config["on_failure"]]
    return {
        "name": function["function_name"], "package": function["filename"].rpartition("/")[2],
        "runtime": function["runtime"], "handler": function["handler"], "architectures": function["architectures"],
        "memory": function["memory_size"], "timeout": function["timeout"], "environment": function["environment"][0]["variables"],
        "reserved": function["reserved_concurrent_executions"],
        "logs": (function["logging_config"][0]["log_format"], function["logging_config"][0]["log_group"]),
        "asynchronous": (
            asynchronous["maximum_event_age_in_seconds"], asynchronous["maximum_retry_attempts"], failed[0] if failed else None,
        ),
        **_state_role(get("aws_iam_role"), get("aws_iam_role_policy"), function["role"]),
    }


def _state_role(role, policy, arn):
    assert role["arn"] == arn and policy["role"] == role["name"]
    return _role(role["name"], json.loads(policy["policy"]), json.loads(role["assume_role_policy"]))
