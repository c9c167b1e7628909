"""The mail log of a deployment, and what brings the events of SES there, in the words of `deployment.py`."""

import json

from deployment_parts import (
    state_failed, state_mapping, state_queue, state_set, state_subscription, template_failed, template_mapping, template_queue, template_set,
    template_subscription)
from deployment_policies import canonical

# Subscriptions of the queue, as the template and Terraform call them.
SUBSCRIPTIONS = {"forwarding": ("DeliveryForwardSubscription", "delivery_forward"), "notices": ("DeliveryNoticeSubscription", "delivery_notice")}


# MARK: the template


def template_mail_log(template):
    group, readers = template.get("MailLogGroup"), template.get("MailLogPolicy")
    return {
        "name": group["LogGroupName"], "days": int(group["RetentionInDays"]),
        "readers": (readers["ManagedPolicyName"], canonical(readers["PolicyDocument"])),
        "notices": template_set(template, "Notice") if template.has("NoticeConfigurationSet") else None,
        "events": _template_events(template) if template.has("DeliveryEvents") else None,
    }


def _template_events(template):
    policy = template.get("DeliveryQueuePolicy")
    return {
        **template_failed(template, "DeliveryFailed"), "waiting": template_queue(template.get("DeliveryQueue")),
        "policy": ([one.rpartition("/")[2] for one in policy["Queues"]], canonical(policy["PolicyDocument"])),
        "subscriptions": {
            kind: template_subscription(template.get(name)) for kind, (name, _) in SUBSCRIPTIONS.items() if template.has(name)},
        "mapping": template_mapping(template.get("DeliveryQueueMapping")),
    }


# MARK: Terraform's state


def state_mail_log(state):
    group, readers = state["aws_cloudwatch_log_group.mail"], state["aws_iam_policy.mail_log"]
    return {
        "name": group["name"], "days": group["retention_in_days"], "readers": (readers["name"], canonical(json.loads(readers["policy"]))),
        "notices": state_set(state, "notice_set") if "module.notice_set[0].aws_sesv2_configuration_set.this" in state else None,
        "events": _state_events(state) if "aws_sqs_queue.delivery[0]" in state else None,
    }


def _state_events(state):
    policy = state["aws_sqs_queue_policy.delivery[0]"]
    found = {kind: state.get(f"aws_sns_topic_subscription.{name}[0]") for kind, (_, name) in SUBSCRIPTIONS.items()}
    return {
        **state_failed(state, "delivery_failed"), "waiting": state_queue(state["aws_sqs_queue.delivery[0]"]),
        "policy": ([policy["queue_url"].rpartition("/")[2]], canonical(json.loads(policy["policy"]))),
        "subscriptions": {kind: state_subscription(one) for kind, one in found.items() if one},
        "mapping": state_mapping(state["aws_lambda_event_source_mapping.delivery[0]"]),
    }
