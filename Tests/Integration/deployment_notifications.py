"""What sends mail of Postroom's own, of a deployment, in the words of `deployment.py`."""

import json

from deployment_parts import state_failed, state_subscription, template_failed, template_subscription
from deployment_policies import canonical

# By function: what its parts are called in the template, and in Terraform.
PARTS = {
    "WelcomeEmail": ("WelcomeFailed", "UsersTopic", "welcome_failed", "users"),
    "AlarmEmail": ("AlarmFailed", "AlarmsTopic", "alarm_failed", "alarms"),
}


def template_notifications(template, function):
    failed, topic, _, _ = PARTS[function]
    made = template.get(topic)
    policy = template.get(f"{topic}Policy")["PolicyDocument"] if template.has(f"{topic}Policy") else None
    return {
        **template_failed(template, failed),
        "topic": {"name": made["TopicName"], "key": made.get("KmsMasterKeyId"), "policy": canonical(policy) if policy else None},
        "subscription": template_subscription(template.get(f"{function}Subscription")),
    }


def state_notifications(state, function):
    _, _, failed, topic = PARTS[function]
    made, policy = state[f"aws_sns_topic.{topic}[0]"], state.get(f"aws_sns_topic_policy.{topic}[0]")
    return {
        **state_failed(state, failed),
        "topic": {
            "name": made["name"], "key": made["kms_master_key_id"] or None, "policy": canonical(json.loads(policy["policy"])) if policy else None},
        "subscription": state_subscription(state[f"aws_sns_topic_subscription.{topic}[0]"]),
    }
