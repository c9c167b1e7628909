"""`template.yaml` on the AWS double: each resource is accepted, and the functions work with nothing else."""

import pytest

from apply_template import UPLOADS, apply
from aws import ACCOUNT, REGION
from deployed_aliases import (
    DeployedAliases, check_that_a_held_mail_is_found, check_that_a_mail_for_a_mailbox_and_an_alias_stays_until_both_are_done,
    check_that_mail_is_forwarded)
from deployed_forwarding import check_that_forwarding_is_wired
from deployed_functions import check_that_a_mail_is_delivered_and_removed, need_functions
from deployed_mail_log import check_that_the_mail_log_is_wired, check_that_what_ses_says_is_written
from deployed_notifications import check_that_alarms_are_mailed, check_that_notifications_are_wired, check_that_users_get_mail
from deployment import ALIAS_DOMAINS, FUNCTIONS, LOGS, NOTIFICATIONS, from_template
from inbound import DOMAIN


@pytest.fixture
def stack(aws, monkeypatch):
    # The transformation asks boto3 for one.
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    return apply(aws, Domains=f"{DOMAIN},mail.example.com", AliasDomains=",".join(ALIAS_DOMAINS), DeletionProtection="false", **NOTIFICATIONS)


def test_everything_is_made_under_its_name(stack, aws):
    system, ask = from_template(stack), aws.direct
    assert {one["Name"] for one in ask("s3").list_buckets()["Buckets"]} == {UPLOADS, system["bucket"]["name"]}
    [rule] = ask("s3").get_bucket_lifecycle_configuration(Bucket=system["bucket"]["name"])["Rules"][:1]
    assert (rule["Filter"], rule["Expiration"]) == ({"Prefix": "raw/"}, {"Days": 400})
    table = ask("dynamodb").describe_table(TableName=system["table"]["name"])["Table"]
    assert (table["DeletionProtectionEnabled"], [one["IndexName"] for one in table["GlobalSecondaryIndexes"]]) == (False, ["expiry"])
    assert ask("dynamodb").describe_time_to_live(TableName="postroom")["TimeToLiveDescription"]["AttributeName"] == "ttl"
    assert {one["TopicArn"].removeprefix(f"arn:aws:sns:{REGION}:{ACCOUNT}:") for one in ask("sns").list_topics()["Topics"]} == {
        "postroom-events", "postroom-forward-events", "postroom-notice-events", "postroom-users", "postroom-alarms"}
    url = ask("sqs").get_queue_url(QueueName="postroom-failed")["QueueUrl"]
    queue = ask("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    assert (queue["MessageRetentionPeriod"], queue["VisibilityTimeout"], queue["SqsManagedSseEnabled"]) == ("1209600", "360", "true")
    groups = {one["logGroupName"]: one["retentionInDays"] for one in ask("logs").describe_log_groups()["logGroups"]}
    assert groups == {f"/aws/lambda/postroom-{part}": 30 for part in FUNCTIONS.values()} | {"/postroom/mail": 30}
    [schedule] = ask("scheduler").list_schedules()["Schedules"]
    assert schedule["Target"]["Arn"] == ask("lambda").get_function(FunctionName="postroom-mailbox-expiry")["Configuration"]["FunctionArn"]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_has_its_role_and_its_settings(stack, aws, function):
    made = aws.direct("lambda").get_function_configuration(FunctionName=f"postroom-{FUNCTIONS[function]}")
    wanted = from_template(stack)["functions"][function]
    assert (made["Runtime"], made["Handler"], made["Timeout"], made["MemorySize"]) == (
        "provided.al2023", "bootstrap", wanted["timeout"], wanted["memory"])
    assert made["Environment"]["Variables"] == wanted["environment"]
    policy = aws.direct("iam").get_role_policy(RoleName=made["Role"].rpartition("/")[2], PolicyName="function")["PolicyDocument"]
    assert LOGS < {action for statement in policy["Statement"] for action in statement["Action"]}


def test_the_rule_can_be_made_the_active_one(stack, aws):
    ses = aws.direct("ses")
    ses.set_active_receipt_rule_set(RuleSetName=stack.outputs()["RuleSet"])
    [rule] = ses.describe_active_receipt_rule_set()["Rules"]
    assert [next(iter(action)) for action in rule["Actions"]] == ["S3Action", "LambdaAction", "LambdaAction"]
    assert rule["Recipients"] == [DOMAIN, "mail.example.com", *ALIAS_DOMAINS]


def test_forwarding_is_wired(stack, aws):
    check_that_forwarding_is_wired(aws)


def test_notifications_are_wired(stack, aws):
    check_that_notifications_are_wired(aws)


def test_the_mail_log_is_wired(stack, aws):
    check_that_the_mail_log_is_wired(aws)


# MARK: with the functions


@pytest.fixture
def deployment(stack, aws):
    need_functions()
    return DeployedAliases(aws, from_template(stack))


def test_a_mail_is_delivered_and_removed_with_nothing_but_what_was_made(deployment, api):
    check_that_a_mail_is_delivered_and_removed(deployment, api)


def test_mail_is_forwarded_with_nothing_but_what_was_made(deployment, api):
    check_that_mail_is_forwarded(deployment, api)


def test_a_held_mail_is_found_by_its_link(deployment, api):
    check_that_a_held_mail_is_found(deployment, api)


def test_users_get_mail_with_nothing_but_what_was_made(deployment, api):
    check_that_users_get_mail(deployment, api)


def test_alarms_are_mailed_with_nothing_but_what_was_made(deployment, api):
    check_that_alarms_are_mailed(deployment, api)


def test_what_ses_says_is_written_with_nothing_but_what_was_made(deployment, api):
    check_that_what_ses_says_is_written(deployment, api)


@pytest.mark.parametrize("is_alias_first", [True, False])
def test_a_mail_for_a_mailbox_and_an_alias_stays_until_both_are_done(deployment, api, is_alias_first):
    check_that_a_mail_for_a_mailbox_and_an_alias_stays_until_both_are_done(deployment, api, is_alias_first)
