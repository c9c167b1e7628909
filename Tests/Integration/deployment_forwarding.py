"""What forwards mail of a deployment, in the words of `deployment.py`."""

import json
import re

from deployment_parts import (
    state_failed, state_mapping, state_queue, state_set, state_subscription, template_failed, template_mapping, template_queue, template_set,
    template_subscription)


def comparable(system):
    """Without what AWS names itself: the addresses of queues, and the id of the API."""
    api = system["forwarding"]["api"]["id"]
    text = json.dumps(system, default=sorted).replace(api, "API")
    return json.loads(re.sub(r'"https?://[^"]+/([a-z0-9-]+)"', r'"\1"', text))


def template_forwarding(template):
    get = template.get
    integration, stage = get("HeldMailIntegration"), get("HttpApiStage")
    throttling = stage["DefaultRouteSettings"]
    return {
        **template_failed(template, "ForwardFailed"), "waiting": template_queue(get("ForwardQueue")),
        **template_set(template, "Forward"), "subscription": template_subscription(get("ForwardEventsSubscription")),
        "mapping": template_mapping(get("ForwardQueueMapping")),
        "api": {
            "id": template.ids.get("HttpApi", "httpapi"), "name": get("HttpApi")["Name"], "protocol": get("HttpApi")["ProtocolType"],
            "stage": (stage["StageName"], stage["AutoDeploy"], stage.get("AccessLogSettings")),
            "throttling": (throttling["ThrottlingBurstLimit"], throttling["ThrottlingRateLimit"]),
            "integration": (integration["IntegrationType"], integration["IntegrationUri"], integration["PayloadFormatVersion"]),
            "routes": sorted(one["RouteKey"] for one in template.of_type("AWS::ApiGatewayV2::Route").values()),
        },
    }


def state_forwarding(state):
    get = lambda address: state[f"aws_{address}[0]"]  # noqa: E731
    api, stage, integration = get("apigatewayv2_api.main"), get("apigatewayv2_stage.main"), get("apigatewayv2_integration.held_mail")
    [throttling] = stage["default_route_settings"]
    routes = [one for address, one in state.items() if address.startswith("aws_apigatewayv2_route.")]
    assert {one["target"] for one in routes} == {f"integrations/{integration['id']}"}
    return {
        **state_failed(state, "forward_failed"), "waiting": state_queue(get("sqs_queue.forward")),
        **state_set(state, "forward_set"), "subscription": state_subscription(get("sns_topic_subscription.forward_events")),
        "mapping": state_mapping(get("lambda_event_source_mapping.forward")),
        "api": {
            "id": api["id"], "name": api["name"], "protocol": api["protocol_type"],
            "stage": (stage["name"], stage["auto_deploy"], stage["access_log_settings"] or None),
            "throttling": (throttling["throttling_burst_limit"], throttling["throttling_rate_limit"]),
            "integration": (integration["integration_type"], integration["integration_uri"], integration["payload_format_version"]),
            "routes": sorted(one["route_key"] for one in routes),
        },
    }
