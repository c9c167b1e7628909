"""Parts that a deployment has more than once, in the words of `deployment.py`: queues, alarms, configuration sets with their events."""

import json

from deployment_policies import canonical


# MARK: the template


def template_queue(queue):
    return {
        "name": queue["QueueName"], "encrypted": queue["SqsManagedSseEnabled"], "retention": queue["MessageRetentionPeriod"],
        "visibility": queue["VisibilityTimeout"], "redrive": queue.get("RedrivePolicy"),
    }


def template_alarm(alarm):
    return {
        "name": alarm["AlarmName"], "metric": (alarm["Namespace"], alarm["MetricName"], alarm["Statistic"]),
        "of": {one["Name"]: one["Value"] for one in alarm["Dimensions"]}, "when": (alarm["ComparisonOperator"], alarm["Threshold"]),
        "periods": (alarm["Period"], alarm["EvaluationPeriods"], alarm["TreatMissingData"]), "text": alarm["AlarmDescription"],
        "tells": (alarm.get("AlarmActions", []), alarm.get("OKActions", [])),
    }


def template_failed(template, name):
    """A queue of what failed, and the alarm that watches it."""
    return {"failed": template_queue(template.get(f"{name}Queue")), "alarm": template_alarm(template.get(f"{name}Alarm"))}


def template_set(template, name):
    """A configuration set, and the topic to which SES publishes its events."""
    topic, policy = template.get(f"{name}EventsTopic"), template.get(f"{name}EventsTopicPolicy")
    settings, destination = template.get(f"{name}ConfigurationSet"), template.get(f"{name}EventDestination")
    return {
        "topic": {"name": topic["TopicName"], "key": topic.get("KmsMasterKeyId"), "policy": canonical(policy["PolicyDocument"])},
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
    }


def template_subscription(subscription):
    return (subscription["TopicArn"], subscription["Protocol"], subscription["Endpoint"], subscription.get("RawMessageDelivery", False))


def template_mapping(mapping):
    return (
        mapping["EventSourceArn"], mapping["FunctionName"], mapping["BatchSize"], mapping["FunctionResponseTypes"],
        mapping["ScalingConfig"]["MaximumConcurrency"],
    )


# MARK: Terraform's state


def state_queue(queue):
    return {
        "name": queue["name"], "encrypted": queue["sqs_managed_sse_enabled"], "retention": queue["message_retention_seconds"],
        "visibility": queue["visibility_timeout_seconds"], "redrive": json.loads(queue["redrive_policy"] or "null"),
    }


def state_alarm(alarm):
    return {
        "name": alarm["alarm_name"], "metric": (alarm["namespace"], alarm["metric_name"], alarm["statistic"]), "of": alarm["dimensions"],
        "when": (alarm["comparison_operator"], alarm["threshold"]),
        "periods": (alarm["period"], alarm["evaluation_periods"], alarm["treat_missing_data"]), "text": alarm["alarm_description"],
        "tells": (alarm["alarm_actions"] or [], alarm["ok_actions"] or []),
    }


def state_failed(state, name):
    module = f"module.{name}[0]"
    return {
        "failed": state_queue(state[f"{module}.aws_sqs_queue.this"]), "alarm": state_alarm(state[f"{module}.aws_cloudwatch_metric_alarm.this"])}


def state_set(state, name):
    get = lambda address: state[f"module.{name}[0].aws_{address}"]  # noqa: E731
    topic, policy, settings = get("sns_topic.events"), get("sns_topic_policy.events"), get("sesv2_configuration_set.this")
    events = get("sesv2_configuration_set_event_destination.events")
    [destination] = events["event_destination"]
    return {
        "topic": {"name": topic["name"], "key": topic["kms_master_key_id"] or None, "policy": canonical(json.loads(policy["policy"]))},
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
    }


def state_subscription(subscription):
    return (subscription["topic_arn"], subscription["protocol"], subscription["endpoint"], subscription["raw_message_delivery"])


def state_mapping(mapping):
    return (
        mapping["event_source_arn"], mapping["function_name"].rpartition(":")[2], mapping["batch_size"],
        mapping["function_response_types"], mapping["scaling_config"][0]["maximum_concurrency"],
    )
