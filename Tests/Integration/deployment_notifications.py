"""What sends mail of Postroom's own, of a deployment, in the words of `deployment.py`."""

import json

from deployment_forwarding import state_alarm, state_queue, template_alarm, template_queue
from deployment_policies import canonical

# By function: what its parts are called in the template, and in Terraform.
PARTS = {
    "WelcomeEmail": ("WelcomeFailed", "UsersTopic", "welcome_failed", "users"),
    "AlarmEmail": ("AlarmFailed", "AlarmsTopic", "alarm_failed", "alarms"),
}


def template_notifications(template, function):
    failed, topic, _, _ = PARTS[function]
    made, subscription = template.get(topic), template.get(f"{function}Subscription")
    policy = template.get(f"{topic}Policy")["PolicyDocument"] if template.has(f"{topic}Policy") else None
    return {
        "failed": template_queue(template.get(f"{failed}Queue")), "alarm": template_alarm(template.get(f"{failed}Alarm")),
        "topic": {
            "name": made["TopicName"], "key": made.get("KmsMasterKeyId"), "policy": canonical(policy) if policy else None,
            "subscription": (subscription["TopicArn"], subscription["Protocol"], subscription["Endpoint"]),
        },
    }


def state_notifications(state, function):
    _, _, failed, topic = PARTS[function]
    made, subscription = state[f"aws_sns_topic.{topic}[0]"], state[f"aws_sns_topic_subscription.{topic}[0]"]
    policy = state.get(f"aws_sns_topic_policy.{topic}[0]")
    return {
        "failed": state_queue(state[f"aws_sqs_queue.{failed}[0]"]), "alarm": state_alarm(state[f"aws_cloudwatch_metric_alarm.{failed}[0]"]),
        "topic": {
            "name": made["name"], "key": made["kms_master_key_id"] or None, "policy": canonical(json.loads(policy["policy"])) if policy else None,
            "subscription": (subscription["topic_arn"], subscription["protocol"], subscription["endpoint"]),
        },
    }
