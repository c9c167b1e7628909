"""What forwards mail, as it was deployed to the AWS double: each part knows the next one."""

import json

from aws import ACCOUNT, REGION
from deployed_functions import mapping

FUNCTION = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:postroom-"


def check_that_forwarding_is_wired(aws):
    """The function's events come from the rule, the queue and the topic; the API leads to held mail. Asked of what was made, by whatever means."""
    check_that_a_queue_is_wired(aws, "forward", "alias-forward", batch=1)
    functions = aws.direct("lambda")
    assert functions.get_function_concurrency(FunctionName="postroom-alias-forward")["ReservedConcurrentExecutions"] == 2
    config = functions.get_function_event_invoke_config(FunctionName="postroom-alias-forward")
    assert config["DestinationConfig"]["OnFailure"]["Destination"].rpartition(":")[2] == "postroom-forward-failed"
    # Empty, which is not the same as missing: that would be the account's.
    topic = check_that_a_set_is_wired(aws, "forward", "forward-events", suppressed=[])
    aws.direct("sns").publish(TopicArn=topic, Message="an event")
    assert aws.double.published()[-1] == {"function": "postroom-alias-forward", "message": "an event"}
    _check_api(aws.direct("apigatewayv2"))
    # Who may invoke them.
    assert _callers(aws.direct("lambda"), "alias-forward") == {
        ("ses.amazonaws.com", f"arn:aws:ses:{REGION}:{ACCOUNT}:receipt-rule-set/postroom:receipt-rule/main", ACCOUNT),
        ("sns.amazonaws.com", f"arn:aws:sns:{REGION}:{ACCOUNT}:postroom-forward-events", None),
    }
    [api] = aws.direct("apigatewayv2").get_apis()["Items"]
    assert _callers(aws.direct("lambda"), "held-mail") == {
        ("apigateway.amazonaws.com", f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{api['ApiId']}/*/*/held/*", None)}


def check_that_a_queue_is_wired(aws, queue, function, batch):
    """A queue that Lambda takes messages from for a function; those that fail five times lie in another one, which an alarm watches."""
    sqs, functions, failed = aws.direct("sqs"), aws.direct("lambda"), f"postroom-{queue}-failed"
    mapped = mapping(aws, function)
    assert (mapped["EventSourceArn"].rpartition(":")[2], mapped["FunctionArn"]) == (f"postroom-{queue}", FUNCTION + function)
    assert (mapped["BatchSize"], mapped["FunctionResponseTypes"]) == (batch, ["ReportBatchItemFailures"])
    url = sqs.get_queue_url(QueueName=f"postroom-{queue}")["QueueUrl"]
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    redrive = json.loads(attributes["RedrivePolicy"])
    assert (redrive["deadLetterTargetArn"].rpartition(":")[2], int(redrive["maxReceiveCount"])) == (failed, 5)
    timeout = functions.get_function_configuration(FunctionName=f"postroom-{function}")["Timeout"]
    assert int(attributes["VisibilityTimeout"]) >= 6 * timeout and attributes["MessageRetentionPeriod"] == str(14 * 86_400)
    [alarm] = aws.direct("cloudwatch").describe_alarms(AlarmNames=[failed])["MetricAlarms"]
    assert (alarm["Dimensions"], alarm["Threshold"]) == ([{"Name": "QueueName", "Value": failed}], 0)
    return url


def check_that_a_set_is_wired(aws, name, topic_name, suppressed):
    """A configuration set of which SES, and nobody else, publishes the events; the ARN of their topic."""
    ses, name = aws.direct("sesv2"), f"postroom-{name}"
    settings = ses.get_configuration_set(ConfigurationSetName=name)
    assert settings["SuppressionOptions"] == {"SuppressedReasons": suppressed} and "TrackingOptions" not in settings
    assert settings["SendingOptions"] == {"SendingEnabled": True} and settings["DeliveryOptions"]["TlsPolicy"] == "OPTIONAL"
    [events] = ses.get_configuration_set_event_destinations(ConfigurationSetName=name)["EventDestinations"]
    assert events["Enabled"] and set(events["MatchingEventTypes"]) == {"SEND", "REJECT", "BOUNCE", "COMPLAINT", "DELIVERY", "DELIVERY_DELAY"}
    topic = events["SnsDestination"]["TopicArn"]
    assert topic == f"arn:aws:sns:{REGION}:{ACCOUNT}:postroom-{topic_name}"
    [allowed] = json.loads(aws.direct("sns").get_topic_attributes(TopicArn=topic)["Attributes"]["Policy"])["Statement"]
    assert (allowed["Principal"], allowed["Action"], allowed["Resource"]) == ({"Service": "ses.amazonaws.com"}, "sns:Publish", topic)
    assert allowed["Condition"] == {"StringEquals": {
        "aws:SourceAccount": ACCOUNT, "aws:SourceArn": f"arn:aws:ses:{REGION}:{ACCOUNT}:configuration-set/{name}"}}
    return topic


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
