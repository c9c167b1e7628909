"""`template.yaml` on the AWS double: each resource is made by the calls that CloudFormation makes for it, in the order of its references.

botocore refuses what a call does not take, and a value that has the wrong type: what CloudFormation converts is converted here.
"""

import io
import json
import re
import zipfile

from aws import REGION
from deploy_template import Template

# Where `sam deploy` uploads the zips.
UPLOADS = "uploads"


def apply(aws, **parameters):
    """Makes a stack with these parameters; its template."""
    template = Template(**parameters)
    _upload(aws, template)
    for name in template.order():
        kind = template.type_of(name)
        assert kind in MAKERS, f"{name}: nobody makes {kind} here"
        made = MAKERS[kind](aws, template.get(name))
        if kind.startswith("AWS::ApiGatewayV2::"):
            template.ids[name] = made
    return template


def _upload(aws, template):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("bootstrap", "#!/bin/sh\n")
    s3 = aws.direct("s3")
    s3.create_bucket(Bucket=UPLOADS, CreateBucketConfiguration={"LocationConstraint": REGION})
    for function in template.of_type("AWS::Lambda::Function").values():
        s3.put_object(Bucket=function["Code"]["S3Bucket"], Key=function["Code"]["S3Key"], Body=archive.getvalue())


def _flag(value):
    return value if isinstance(value, bool) else {"true": True, "false": False}[value]


def _labels(tags):
    """Tags as a list, as a map."""
    return {tag["Key"]: tag["Value"] for tag in tags}


def _renamed(values, **names):
    """Members under other names; what is not among them has its own."""
    return {names.get(key, key): value for key, value in values.items()}


def _without(values, *names):
    return {key: value for key, value in values.items() if key not in names}


# MARK: storage


def _bucket(aws, bucket):
    s3, name = aws.direct("s3"), bucket["BucketName"]
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=bucket["PublicAccessBlockConfiguration"])
    s3.put_bucket_ownership_controls(Bucket=name, OwnershipControls=bucket["OwnershipControls"])
    encryption = [
        _renamed(rule, ServerSideEncryptionByDefault="ApplyServerSideEncryptionByDefault")
        for rule in bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    ]
    s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": encryption})
    s3.put_bucket_lifecycle_configuration(
        Bucket=name, LifecycleConfiguration={"Rules": [_lifecycle(rule) for rule in bucket["LifecycleConfiguration"]["Rules"]]})
    s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": bucket["Tags"]})


def _lifecycle(rule):
    made = _renamed(_without(rule, "Prefix", "ExpirationInDays"), Id="ID") | {"Filter": {"Prefix": rule["Prefix"]}}
    if "ExpirationInDays" in rule:
        made["Expiration"] = {"Days": int(rule["ExpirationInDays"])}
    return made


def _bucket_policy(aws, policy):
    aws.direct("s3").put_bucket_policy(Bucket=policy["Bucket"], Policy=json.dumps(policy["PolicyDocument"]))


def _table(aws, table):
    dynamodb, name = aws.direct("dynamodb"), table["TableName"]
    settings = _without(table, "TimeToLiveSpecification", "PointInTimeRecoverySpecification")
    dynamodb.create_table(**settings | {"DeletionProtectionEnabled": _flag(table["DeletionProtectionEnabled"])})
    dynamodb.update_time_to_live(TableName=name, TimeToLiveSpecification=table["TimeToLiveSpecification"])
    dynamodb.update_continuous_backups(TableName=name, PointInTimeRecoverySpecification=table["PointInTimeRecoverySpecification"])


# MARK: messages


def _topic(aws, topic):
    aws.direct("sns").create_topic(Name=topic["TopicName"], Attributes=_without(topic, "TopicName", "Tags"), Tags=topic["Tags"])


def _topic_policy(aws, policy):
    for topic in policy["Topics"]:
        aws.direct("sns").set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=json.dumps(policy["PolicyDocument"]))


def _subscription(aws, subscription):
    aws.direct("sns").subscribe(**subscription)


def _queue(aws, queue):
    text = lambda value: json.dumps(value) if isinstance(value, dict) else str(value).lower()  # noqa: E731
    attributes = {key: text(value) for key, value in _without(queue, "QueueName", "Tags").items()}
    aws.direct("sqs").create_queue(QueueName=queue["QueueName"], Attributes=attributes, tags=_labels(queue["Tags"]))


def _queue_policy(aws, policy):
    for queue in policy["Queues"]:
        # The template makes URLs of its own.
        url = aws.direct("sqs").get_queue_url(QueueName=queue.rpartition("/")[2])["QueueUrl"]
        aws.direct("sqs").set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(policy["PolicyDocument"])})


def _rule_set(aws, rule_set):
    aws.direct("ses").create_receipt_rule_set(**rule_set)


def _rule(aws, rule):
    settings = rule["Rule"] | {"ScanEnabled": _flag(rule["Rule"]["ScanEnabled"])}
    aws.direct("ses").create_receipt_rule(RuleSetName=rule["RuleSetName"], Rule=settings)


def _configuration_set(aws, settings):
    aws.direct("sesv2").create_configuration_set(**_renamed(settings, Name="ConfigurationSetName"))


def _event_destination(aws, destination):
    settings = destination["EventDestination"]
    # CloudFormation speaks v1, deliveryDelay, and SES v2, DELIVERY_DELAY.
    types = [re.sub("([A-Z])", r"_\1", type).upper() for type in settings["MatchingEventTypes"]]
    made = _without(settings, "Name") | {"MatchingEventTypes": types, "SnsDestination": {"TopicArn": settings["SnsDestination"]["TopicARN"]}}
    aws.direct("sesv2").create_configuration_set_event_destination(
        ConfigurationSetName=destination["ConfigurationSetName"], EventDestinationName=settings["Name"], EventDestination=made)


def _alarm(aws, alarm):
    aws.direct("cloudwatch").put_metric_alarm(**alarm)


def _schedule(aws, schedule):
    aws.direct("scheduler").create_schedule(**schedule)


# MARK: functions


def _log_group(aws, group):
    logs = aws.direct("logs")
    logs.create_log_group(logGroupName=group["LogGroupName"], tags=_labels(group["Tags"]))
    logs.put_retention_policy(logGroupName=group["LogGroupName"], retentionInDays=int(group["RetentionInDays"]))


def _role(aws, role):
    iam, name = aws.direct("iam"), role["RoleName"]
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(role["AssumeRolePolicyDocument"]), Tags=role["Tags"])
    for policy in role["Policies"]:
        iam.put_role_policy(RoleName=name, PolicyName=policy["PolicyName"], PolicyDocument=json.dumps(policy["PolicyDocument"]))


def _managed_policy(aws, policy):
    aws.direct("iam").create_policy(
        PolicyName=policy["ManagedPolicyName"], Description=policy["Description"], PolicyDocument=json.dumps(policy["PolicyDocument"]))


def _function(aws, function):
    settings, reserved = _without(function, "ReservedConcurrentExecutions"), function.get("ReservedConcurrentExecutions")
    aws.direct("lambda").create_function(**settings | {"Tags": _labels(function["Tags"])})
    if reserved is not None:
        aws.direct("lambda").put_function_concurrency(FunctionName=function["FunctionName"], ReservedConcurrentExecutions=int(reserved))


def _permission(aws, permission):
    aws.direct("lambda").add_permission(StatementId=permission["Principal"].partition(".")[0], **permission)


def _event_source(aws, mapping):
    aws.direct("lambda").create_event_source_mapping(**mapping)


def _asynchronous(aws, config):
    aws.direct("lambda").put_function_event_invoke_config(**config)


# MARK: the API; each returns the name that AWS gives


def _api(aws, api):
    return aws.direct("apigatewayv2").create_api(**api)["ApiId"]


def _stage(aws, stage):
    return aws.direct("apigatewayv2").create_stage(**stage)["StageName"]


def _integration(aws, integration):
    return aws.direct("apigatewayv2").create_integration(**integration)["IntegrationId"]


def _route(aws, route):
    return aws.direct("apigatewayv2").create_route(**route)["RouteId"]


MAKERS = {
    "AWS::S3::Bucket": _bucket, "AWS::S3::BucketPolicy": _bucket_policy, "AWS::DynamoDB::Table": _table, "AWS::SNS::Topic": _topic,
    "AWS::SQS::Queue": _queue, "AWS::SQS::QueuePolicy": _queue_policy, "AWS::SES::ReceiptRuleSet": _rule_set,
    "AWS::SES::ReceiptRule": _rule, "AWS::Scheduler::Schedule": _schedule, "AWS::Logs::LogGroup": _log_group, "AWS::IAM::Role": _role,
    "AWS::IAM::ManagedPolicy": _managed_policy, "AWS::Lambda::Function": _function, "AWS::Lambda::Permission": _permission,
    "AWS::Lambda::EventInvokeConfig": _asynchronous, "AWS::Lambda::EventSourceMapping": _event_source,
    "AWS::SNS::TopicPolicy": _topic_policy, "AWS::SNS::Subscription": _subscription, "AWS::SES::ConfigurationSet": _configuration_set,
    "AWS::SES::ConfigurationSetEventDestination": _event_destination, "AWS::CloudWatch::Alarm": _alarm,
    "AWS::ApiGatewayV2::Api": _api, "AWS::ApiGatewayV2::Stage": _stage, "AWS::ApiGatewayV2::Integration": _integration,
    "AWS::ApiGatewayV2::Route": _route,
}
