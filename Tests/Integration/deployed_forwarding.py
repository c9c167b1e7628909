"""What forwards mail, as it was deployed to the AWS double: each part knows the next one."""

import json

from aws import ACCOUNT, REGION

FUNCTION = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:postroom-"


def check_that_forwarding_is_wired(aws):
    """The function's events come from the rule, the queue and the topic; the API leads to held mail. Asked of what was made, by whatever means."""
    _check_queues(aws.direct("sqs"), aws.direct("lambda"), aws.direct("cloudwatch"))
    _check_events(aws)
    _check_api(aws.direct("apigatewayv2"))
    # Who may invoke them.
    assert _callers(aws.direct("lambda"), "alias-forward") == {
        ("ses.amazonaws.com", f"arn:aws:ses:{REGION}:{ACCOUNT}:receipt-rule-set/postroom:receipt-rule/main", ACCOUNT),
        ("sns.amazonaws.com", f"arn:aws:sns:{REGION}:{ACCOUNT}:postroom-forward-events", None),
    }
    [api] = aws.direct("apigatewayv2").get_apis()["Items"]
    assert _callers(aws.direct("lambda"), "held-mail") == {
        ("apigateway.amazonaws.com", f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{api['ApiId']}/*/*/held/*", None)}


def _check_queues(sqs, functions, cloudwatch):
    [mapping] = functions.list_event_source_mappings()["EventSourceMappings"]
    assert (mapping["EventSourceArn"].rpartition(":")[2], mapping["FunctionArn"]) == ("postroom-forward", FUNCTION + "alias-forward")
    assert (mapping["BatchSize"], mapping["FunctionResponseTypes"]) == (1, ["ReportBatchItemFailures"])
    url = sqs.get_queue_url(QueueName="postroom-forward")["QueueUrl"]
    queue = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    redrive = json.loads(queue["RedrivePolicy"])
    assert (redrive["deadLetterTargetArn"].rpartition(":")[2], int(redrive["maxReceiveCount"])) == ("postroom-forward-failed", 5)
    timeout = functions.get_function_configuration(FunctionName="postroom-alias-forward")["Timeout"]
    assert int(queue["VisibilityTimeout"]) >= 6 * timeout and queue["MessageRetentionPeriod"] == str(14 * 86_400)
    assert functions.get_function_concurrency(FunctionName="postroom-alias-forward")["ReservedConcurrentExecutions"] == 2
    config = functions.get_function_event_invoke_config(FunctionName="postroom-alias-forward")
    assert config["DestinationConfig"]["OnFailure"]["Destination"].rpartition(":")[2] == "postroom-forward-failed"
    [alarm] = cloudwatch.describe_alarms(AlarmNames=["postroom-forward-failed"])["MetricAlarms"]
    assert (alarm["Dimensions"], alarm["Threshold"]) == ([{"Name": "QueueName", "Value": "postroom-forward-failed"}], 0)


def _check_events(aws):
    ses = aws.direct("sesv2")
    settings = ses.get_configuration_set(ConfigurationSetName="postroom-forward")
    # Empty, which is not the same as missing: that would be the account's.
    assert settings["SuppressionOptions"] == {"SuppressedReasons": []} and "TrackingOptions" not in settings
    assert settings["SendingOptions"] == {"SendingEnabled": True} and settings["DeliveryOptions"]["TlsPolicy"] == "OPTIONAL"
    [events] = ses.get_configuration_set_event_destinations(ConfigurationSetName="postroom-forward")["EventDestinations"]
    assert events["Enabled"] and set(events["MatchingEventTypes"]) == {"SEND", "REJECT", "BOUNCE", "COMPLAINT", "DELIVERY", "DELIVERY_DELAY"}
    topic = events["SnsDestination"]["TopicArn"]
    [allowed] = json.loads(aws.direct("sns").get_topic_attributes(TopicArn=topic)["Attributes"]["Policy"])["Statement"]
    assert (allowed["Principal"], allowed["Action"], allowed["Resource"]) == ({"Service": "ses.amazonaws.com"}, "sns:Publish", topic)
    assert allowed["Condition"] == {"StringEquals": {
        "aws:SourceAccount": ACCOUNT, "aws:SourceArn": f"arn:aws:ses:{REGION}:{ACCOUNT}:configuration-set/postroom-forward"}}
    aws.direct("sns").publish(TopicArn=topic, Message="an event")
    assert aws.double.published()[-1] == {"function": "postroom-alias-forward", "message": "an event"}


def _check_api(gateway):
    [api] = gateway.get_apis()["Items"]
    name = {"ApiId": api["ApiId"]}
    [integration], [stage] = gateway.get_integrations(**name)["Items"], gateway.get_stages(**name)["Items"]
    assert (api["ProtocolType"], integration["IntegrationUri"], integration["PayloadFormatVersion"]) == ("HTTP", FUNCTION + "held-mail", "2.0")
    routes = {one["RouteKey"]: one["Target"] for one in gateway.get_routes(**name)["Items"]}
    assert routes == {f"{method} /held/{{token}}": f"integrations/{integration['IntegrationId']}" for method in ("GET", "HEAD")}
    limits = stage["DefaultRouteSettings"]
    assert (stage["StageName"], limits["ThrottlingBurstLimit"], limits["ThrottlingRateLimit"]) == ("$default", 20, 10)
    assert not stage.get("AccessLogSettings")


def _callers(functions, name):
    policy = json.loads(functions.get_policy(FunctionName=f"postroom-{name}")["Policy"])
    found = set()
    for statement in policy["Statement"]:
        condition = statement["Condition"]
        account = condition.get("StringEquals", {}).get("AWS:SourceAccount")
        found.add((statement["Principal"]["Service"], condition["ArnLike"]["AWS:SourceArn"], account))
    return found
