"""What forwards mail of a deployment, in the words of `deployment.py`."""

import json
import re

from deployment_policies import canonical

QUEUES = {"waiting": ("ForwardQueue", "forward"), "failed": ("ForwardFailedQueue", "forward_failed")}


def comparable(system):
    """Without what AWS names itself: the addresses of queues, and the id of the API."""
    api = system["forwarding"]["api"]["id"]
    text = json.dumps(system, default=sorted).replace(api, "API")
    return json.loads(re.sub(r'"https?://[^"]+/([a-z0-9-]+)"', r'"\1"', text))


# MARK: the template


def template_forwarding(template):
    get = template.get
    topic, policy, alarm = get("ForwardEventsTopic"), get("ForwardEventsTopicPolicy"), get("ForwardFailedAlarm")
    settings, mapping, subscription = get("ForwardConfigurationSet"), get("ForwardQueueMapping"), get("ForwardEventsSubscription")
    destination, integration, stage = get("ForwardEventDestination"), get("HeldMailIntegration"), get("HttpApiStage")
    throttling = stage["DefaultRouteSettings"]
    return {
        "queues": {kind: template_queue(get(name)) for kind, (name, _) in QUEUES.items()},
        "alarm": template_alarm(alarm),
        "topic": {
            "name": topic["TopicName"], "key": topic.get("KmsMasterKeyId"), "policy": canonical(policy["PolicyDocument"]),
            "subscription": (subscription["TopicArn"], subscription["Protocol"], subscription["Endpoint"]),
        },
        "set": {
            "name": settings["Name"], "sends": settings["SendingOptions"]["SendingEnabled"], "tls": settings["DeliveryOptions"]["TlsPolicy"],
            "suppression": settings["SuppressionOptions"]["SuppressedReasons"], "tracking": "TrackingOptions" in settings,
        },
        "events": {
            "of": destination["ConfigurationSetName"], "name": destination["EventDestination"]["Name"],
            "enabled": destination["EventDestination"]["Enabled"], "to": destination["EventDestination"]["SnsDestination"]["TopicARN"],
            # CloudFormation speaks v1, deliveryDelay, and Terraform v2, DELIVERY_DELAY.
            "types": sorted(type.lower() for type in destination["EventDestination"]["MatchingEventTypes"]),
        },
        "mapping": (
            mapping["EventSourceArn"], mapping["FunctionName"], mapping["BatchSize"], mapping["FunctionResponseTypes"],
            mapping["ScalingConfig"]["MaximumConcurrency"],
        ),
        "api": {
            "id": template.ids.get("HttpApi", "httpapi"), "name": get("HttpApi")["Name"], "protocol": get("HttpApi")["ProtocolType"],
            "stage": (stage["StageName"], stage["AutoDeploy"], stage.get("AccessLogSettings")),
            "throttling": (throttling["ThrottlingBurstLimit"], throttling["ThrottlingRateLimit"]),
            "integration": (integration["IntegrationType"], integration["IntegrationUri"], integration["PayloadFormatVersion"]),
            "routes": sorted(one["RouteKey"] for one in template.of_type("AWS::ApiGatewayV2::Route").values()),
        },
    }


def template_alarm(alarm):
    return {
        "name": alarm["AlarmName"], "metric": (alarm["Namespace"], alarm["MetricName"], alarm["Statistic"]),
        "of": {one["Name"]: one["Value"] for one in alarm["Dimensions"]}, "when": (alarm["ComparisonOperator"], alarm["Threshold"]),
        "periods": (alarm["Period"], alarm["EvaluationPeriods"], alarm["TreatMissingData"]), "text": alarm["AlarmDescription"],
        "tells": (alarm.get("AlarmActions", []), alarm.get("OKActions", [])),
    }


def template_queue(queue):
    return {
        "name": queue["QueueName"], "encrypted": queue["SqsManagedSseEnabled"], "retention": queue["MessageRetentionPeriod"],
        "visibility": queue["VisibilityTimeout"], "redrive": queue.get("RedrivePolicy"),
    }


# MARK: Terraform's state


def state_forwarding(state):
    get = lambda address: state[f"aws_{address}[0]"]  # noqa: E731
    alarm, settings = get("cloudwatch_metric_alarm.forward_failed"), get("sesv2_configuration_set.forward")
    topic, policy, subscription = (get(f"sns_topic{kind}.forward_events") for kind in ("", "_policy", "_subscription"))
    events, mapping = get("sesv2_configuration_set_event_destination.forward"), get("lambda_event_source_mapping.forward")
    api, stage, integration = get("apigatewayv2_api.main"), get("apigatewayv2_stage.main"), get("apigatewayv2_integration.held_mail")
    [destination], [throttling] = events["event_destination"], stage["default_route_settings"]
    routes = [one for address, one in state.items() if address.startswith("aws_apigatewayv2_route.")]
    assert {one["target"] for one in routes} == {f"integrations/{integration['id']}"}
    return {
        "queues": {kind: state_queue(get(f"sqs_queue.{name}")) for kind, (_, name) in QUEUES.items()},
        "alarm": state_alarm(alarm),
        "topic": {
            "name": topic["name"], "key": topic["kms_master_key_id"] or None, "policy": canonical(json.loads(policy["policy"])),
            "subscription": (subscription["topic_arn"], subscription["protocol"], subscription["endpoint"]),
        },
        "set": {
            "name": settings["configuration_set_name"], "sends": settings["sending_options"][0]["sending_enabled"],
            "tls": settings["delivery_options"][0]["tls_policy"],
            "suppression": settings["suppression_options"][0]["suppressed_reasons"], "tracking": bool(settings["tracking_options"]),
        },
        "events": {
            "of": events["configuration_set_name"], "name": events["event_destination_name"], "enabled": destination["enabled"],
            "to": destination["sns_destination"][0]["topic_arn"],
            "types": sorted(type.replace("_", "").lower() for type in destination["matching_event_types"]),
        },
        "mapping": (
            mapping["event_source_arn"], mapping["function_name"].rpartition(":")[2], mapping["batch_size"],
            mapping["function_response_types"], mapping["scaling_config"][0]["maximum_concurrency"],
        ),
        "api": {
            "id": api["id"], "name": api["name"], "protocol": api["protocol_type"],
            "stage": (stage["name"], stage["auto_deploy"], stage["access_log_settings"] or None),
            "throttling": (throttling["throttling_burst_limit"], throttling["throttling_rate_limit"]),
            "integration": (integration["integration_type"], integration["integration_uri"], integration["payload_format_version"]),
            "routes": sorted(one["route_key"] for one in routes),
        },
    }


def state_alarm(alarm):
    return {
        "name": alarm["alarm_name"], "metric": (alarm["namespace"], alarm["metric_name"], alarm["statistic"]), "of": alarm["dimensions"],
        "when": (alarm["comparison_operator"], alarm["threshold"]),
        "periods": (alarm["period"], alarm["evaluation_periods"], alarm["treat_missing_data"]), "text": alarm["alarm_description"],
        "tells": (alarm["alarm_actions"] or [], alarm["ok_actions"] or []),
    }


def state_queue(queue):
    return {
        "name": queue["name"], "encrypted": queue["sqs_managed_sse_enabled"], "retention": queue["message_retention_seconds"],
        "visibility": queue["visibility_timeout_seconds"], "redrive": json.loads(queue["redrive_policy"] or "null"),
    }
