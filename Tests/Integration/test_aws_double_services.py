"""The other services of the AWS double: parameters, WebSocket connections, S3, SQS, and what Terraform reads back."""

import io
import json
import zipfile

import pytest
from botocore.exceptions import ClientError


def code(call, **options):
    with pytest.raises(ClientError) as error:
        call(**options)
    return error.value.response["Error"]["Code"]


# MARK: SSM


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("/a" * 16, "HierarchyLevelLimitExceededException"),
        ("/" + "x" * 1011, "ValidationException"),
        ("/postroom/a b", "ValidationException"),
        ("/postroom/ü", "ValidationException"),
        ("/postroom/a@b.example", "ValidationException"),
        ("/postroom//a", "ValidationException"),
        ("/postroom/", "ValidationException"),
        ("postroom/a", "ValidationException"),
        ("aws-mine", "ValidationException"),
        ("/SSM/mine", "ValidationException"),
        ("/aws/mine", "AccessDeniedException"),
    ],
)
def test_names_that_ssm_refuses(aws, name, expected):
    assert code(aws.client("ssm").put_parameter, Name=name, Value="x", Type="String") == expected


@pytest.mark.parametrize("name", ["/a" * 15, "plain", "/post.room/a-b_c/D9", "/" + "x" * 900])
def test_names_that_ssm_takes(aws, name):
    ssm = aws.client("ssm")
    ssm.put_parameter(Name=name, Value="x", Type="String")
    assert ssm.get_parameter(Name=name)["Parameter"]["Value"] == "x"
    assert ssm.get_parameters(Names=[name, "none"])["InvalidParameters"] == ["none"]
    assert ssm.get_parameter(Name=f"{name}:1")["Parameter"]["Version"] == 1


def test_reading_a_name_that_cannot_be(aws):
    ssm = aws.client("ssm")
    assert code(ssm.get_parameter, Name="/a b") == "ValidationException"
    assert code(ssm.get_parameters, Names=["/a", "/a b"]) == "ValidationException"
    assert code(ssm.get_parameters_by_path, Path="a") == "ValidationException"
    assert code(ssm.get_parameter, Name="/none") == "ParameterNotFound"


def test_a_value_of_4_kb_at_most(aws):
    ssm = aws.client("ssm")
    assert code(ssm.put_parameter, Name="/v", Value="x" * 4097, Type="String") == "ValidationException"
    ssm.put_parameter(Name="/v", Value="x" * 4096, Type="String")
    ssm.put_parameter(Name="/w", Value="x" * 4097, Type="String", Tier="Advanced")
    assert [len(one["Value"]) for one in ssm.get_parameters_by_path(Path="/")["Parameters"]] == [4096, 4097]


# MARK: WebSocket connections


@pytest.mark.parametrize("stage", ["", "/prod"])
def test_posts_to_a_connection(aws, stage):
    api = aws.client("apigatewaymanagementapi", url=aws.url + stage)
    aws.double.open_connection("L0SM9cOFvHcCIhw=", stage.strip("/") or None)
    api.post_to_connection(ConnectionId="L0SM9cOFvHcCIhw=", Data=b"\x00\xff one")
    api.post_to_connection(ConnectionId="L0SM9cOFvHcCIhw=", Data=b"two")
    assert aws.double.posts("L0SM9cOFvHcCIhw=") == [b"\x00\xff one", b"two"]
    assert api.get_connection(ConnectionId="L0SM9cOFvHcCIhw=")["Identity"]["SourceIp"] == "192.0.2.1"
    assert aws.judge.refusals == []


def test_connections_that_are_gone_answer_410(aws):
    api = aws.client("apigatewaymanagementapi", url=aws.url + "/prod")
    for id in ("closed", "deleted", "other-stage"):
        aws.double.open_connection(id, "dev" if id == "other-stage" else "prod")
    aws.double.close_connection("closed")
    api.delete_connection(ConnectionId="deleted")
    for id in ("unknown", "closed", "deleted", "other-stage"):
        for call, more in ((api.post_to_connection, {"Data": b"x"}), (api.get_connection, {}), (api.delete_connection, {})):
            with pytest.raises(api.exceptions.GoneException) as error:
                call(ConnectionId=id, **more)
            assert error.value.response["ResponseMetadata"]["HTTPStatusCode"] == 410


def test_a_post_has_128_kb_at_most(aws):
    api = aws.client("apigatewaymanagementapi", url=aws.url + "/prod")
    aws.double.open_connection("c")
    assert code(api.post_to_connection, ConnectionId="c", Data=b"x" * (128 * 1024 + 1)) == "PayloadTooLargeException"
    api.post_to_connection(ConnectionId="c", Data=b"x" * 128 * 1024)
    assert [len(post) for post in aws.double.posts("c")] == [128 * 1024]


# MARK: S3


@pytest.fixture
def s3(aws):
    aws.direct("s3").create_bucket(Bucket="mail-bucket", CreateBucketConfiguration={"LocationConstraint": aws.region})
    return aws.client("s3")


def test_the_metadata_of_an_encrypted_mail_is_kept(s3):
    metadata = {
        "x-amz-key-v2": "AQIDAHh+/Zm9v==",
        "x-amz-iv": "q1w2e3r4t5y6u7i8",
        "x-amz-cek-alg": "AES/GCM/NoPadding",
        "x-amz-wrap-alg": "kms",
        "x-amz-matdesc": json.dumps({"kms_cmk_id": "alias/mail"}),
        "x-amz-unencrypted-content-length": "7",
    }
    s3.put_object(Bucket="mail-bucket", Key="m", Body=b"\x80cipher", Metadata=metadata)
    assert s3.head_object(Bucket="mail-bucket", Key="m")["Metadata"] == metadata
    found = s3.get_object(Bucket="mail-bucket", Key="m")
    assert (found["Metadata"], found["Body"].read()) == (metadata, b"\x80cipher")


def test_a_policy_that_denies_plain_http_leaves_loopback_alone(aws, s3):
    deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::mail-bucket/*"}
    insecure = deny | {"Condition": {"Bool": {"aws:SecureTransport": "false"}}}
    s3.put_bucket_policy(Bucket="mail-bucket", Policy=json.dumps({"Version": "2012-10-17", "Statement": [insecure]}))
    s3.put_object(Bucket="mail-bucket", Key="m", Body=b"x")
    s3.put_bucket_policy(Bucket="mail-bucket", Policy=json.dumps({"Version": "2012-10-17", "Statement": [deny]}))
    assert code(s3.put_object, Bucket="mail-bucket", Key="m", Body=b"x") == "AccessDenied"


# MARK: what Terraform reads back


def test_queues_keep_their_redrive_policies(aws):
    sqs = aws.client("sqs")
    queue = sqs.create_queue(QueueName="dead")["QueueUrl"]
    allow = json.dumps({"redrivePermission": "allowAll"})
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"RedriveAllowPolicy": allow})
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    redrive = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 3}, separators=(",", ":"))
    mails = sqs.create_queue(QueueName="mails", Attributes={"RedrivePolicy": redrive})["QueueUrl"]
    attributes = lambda url: sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]  # noqa: E731
    assert attributes(queue)["RedriveAllowPolicy"] == allow
    assert attributes(mails)["RedrivePolicy"] == redrive
    assert "RedriveAllowPolicy" not in attributes(mails)


def test_receipt_filters_and_rules(aws):
    ses = aws.client("ses")
    block = {"Name": "block", "IpFilter": {"Policy": "Block", "Cidr": "192.0.2.0/24"}}
    ses.create_receipt_filter(Filter=block)
    assert ses.list_receipt_filters()["Filters"] == [block]
    ses.delete_receipt_filter(FilterName="block")
    assert ses.list_receipt_filters()["Filters"] == []
    ses.create_receipt_rule_set(RuleSetName="mail")
    ses.create_receipt_rule(RuleSetName="mail", Rule={"Name": "all", "Enabled": True, "Actions": []})
    assert len(ses.describe_receipt_rule_set(RuleSetName="mail")["Rules"]) == 1
    ses.delete_receipt_rule(RuleSetName="mail", RuleName="all")
    assert ses.describe_receipt_rule_set(RuleSetName="mail")["Rules"] == []


def test_headers_in_notifications(aws):
    ses, topic = aws.client("ses"), "arn:aws:sns:eu-central-1:123456789012:bounces"
    ses.verify_domain_identity(Domain="example.com")
    ses.set_identity_notification_topic(Identity="example.com", NotificationType="Bounce", SnsTopic=topic)
    ses.set_identity_headers_in_notifications_enabled(Identity="example.com", NotificationType="Bounce", Enabled=True)
    found = ses.get_identity_notification_attributes(Identities=["example.com"])["NotificationAttributes"]["example.com"]
    assert (found["BounceTopic"], found["HeadersInBounceNotificationsEnabled"]) == (topic, True)
    assert found["HeadersInComplaintNotificationsEnabled"] is False


def test_functions_keep_their_dead_letter_queue_and_a_managed_policy_is_there(aws):
    iam = aws.client("iam", region="us-east-1")
    role = iam.create_role(RoleName="mail", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    policy = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
    iam.attach_role_policy(RoleName="mail", PolicyArn=policy)
    assert [one["PolicyArn"] for one in iam.list_attached_role_policies(RoleName="mail")["AttachedPolicies"]] == [policy]
    code_zip = io.BytesIO()
    with zipfile.ZipFile(code_zip, "w") as archive:
        archive.writestr("bootstrap", "")
    dead, logs = {"TargetArn": "arn:aws:sqs:eu-central-1:123456789012:dead"}, {"LogFormat": "JSON", "LogGroup": "/aws/lambda/mail"}
    functions = aws.client("lambda")
    functions.create_function(
        FunctionName="mail", Runtime="provided.al2023", Role=role, Handler="x", Code={"ZipFile": code_zip.getvalue()}, DeadLetterConfig=dead
    )
    functions.update_function_configuration(FunctionName="mail", LoggingConfig=logs)
    found = functions.get_function_configuration(FunctionName="mail")
    assert (found["DeadLetterConfig"], found["LoggingConfig"]) == (dead, logs)
    assert aws.judge.refusals == []


def test_the_double_ends_with_what_started_it():
    from aws.process import Double

    double = Double()
    double.close()
    assert double._process.returncode == 0
