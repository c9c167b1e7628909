"""What moto lacks for Terraform to put up, find unchanged and take down all that Postroom deploys. `install` patches moto."""

import functools
import json
from urllib.parse import unquote

from moto.awslambda.models import LambdaBackend, LambdaFunction
from moto.core.responses import ActionResult, EmptyResult
from moto.iam import access_control
from moto.iam.aws_managed_policies import aws_managed_policies_data
from moto.iam.models import AWSManagedPolicy, IAMBackend
from moto.ses.models import ConfigurationSet
from moto.ses.responses import EmailResponse
from moto.sesv2 import urls as sesv2_urls
from moto.sesv2.responses import SESV2Response
from moto.sqs.models import Queue

from .state import STATE


def install():
    for function in (
        create_receipt_filter,
        list_receipt_filters,
        delete_receipt_filter,
        delete_receipt_rule,
        set_identity_headers_in_notifications_enabled,
        get_identity_notification_attributes,
    ):
        setattr(EmailResponse, function.__name__, function)
    _configuration_sets()
    _queues()
    _bucket_policies()
    _functions()
    _managed_policies()


# MARK: SES v1, receipt filters and rules, headers in notifications


def _region(response):
    return STATE.region(response.region)


def create_receipt_filter(self):
    receipt_filter = self._get_param("Filter")
    _region(self).receipt_filters[receipt_filter["Name"]] = receipt_filter
    return EmptyResult()


def list_receipt_filters(self):
    return ActionResult({"Filters": list(_region(self).receipt_filters.values())})


def delete_receipt_filter(self):
    _region(self).receipt_filters.pop(self._get_param("FilterName"), None)
    return EmptyResult()


def delete_receipt_rule(self):
    rule_set = self.backend.receipt_rule_set.get(self._get_param("RuleSetName"))
    if rule_set:
        rule_set.rules = [rule for rule in rule_set.rules if rule["Name"] != self._get_param("RuleName")]
    return EmptyResult()


def set_identity_headers_in_notifications_enabled(self):
    key = (self._get_param("Identity"), self._get_param("NotificationType"))
    _region(self).headers_in_notifications[key] = self._get_bool_param("Enabled", False)
    return EmptyResult()


def get_identity_notification_attributes(self):
    answer = self.backend.get_identity_notification_attributes(self._get_param("Identities"))
    for identity, attributes in answer.items():
        topics = self.backend.sns_topics.get(identity, {})
        for kind in ("Bounce", "Complaint", "Delivery"):
            attributes[f"HeadersIn{kind}NotificationsEnabled"] = _region(self).headers_in_notifications.get((identity, kind), False)
            if topic := topics.get(kind.lower()) or topics.get(kind):
                attributes[f"{kind}Topic"] = topic
    return ActionResult({"NotificationAttributes": answer})


# MARK: SES v2, configuration sets


def _configuration_sets():
    original = ConfigurationSet.to_dict_v2

    def to_dict_v2(self):
        answer = original(self)
        for key in ("TrackingOptions", "VdmOptions", "DeliveryOptions", "SuppressionOptions"):
            if not answer[key]:
                del answer[key]
        # moto keeps the whole structure where v2 made the set, and a mere {} where v1 did.
        sending = self.enabled if isinstance(self.enabled, dict) and self.enabled else {"SendingEnabled": self.enabled in (True, {})}
        answer["SendingOptions"] = sending
        return answer

    ConfigurationSet.to_dict_v2 = to_dict_v2

    def path(response):
        return [unquote(part) for part in response.uri.partition("?")[0].partition("/v2/email/")[2].split("/")]

    def the_set(response):
        return response.sesv2_backend.get_configuration_set(configuration_set_name=path(response)[1])

    def destinations(response):
        return the_set(response).__dict__.setdefault("event_destinations_v2", {})

    def create(self):
        body = json.loads(self.body)
        destinations(self)[body["EventDestinationName"]] = dict(body["EventDestination"], Name=body["EventDestinationName"])
        return "{}"

    def update(self):
        name = path(self)[3]
        destinations(self)[name] = dict(json.loads(self.body)["EventDestination"], Name=name)
        return "{}"

    def get(self):
        return json.dumps({"EventDestinations": list(destinations(self).values())})

    def delete(self):
        destinations(self).pop(path(self)[3], None)
        return "{}"

    def put(attribute):
        def options(self):
            setattr(the_set(self), attribute, json.loads(self.body))
            return "{}"

        return options

    SESV2Response.create_configuration_set_event_destination = create
    SESV2Response.update_configuration_set_event_destination = update
    SESV2Response.get_configuration_set_event_destinations = get
    SESV2Response.delete_configuration_set_event_destination = delete
    SESV2Response.put_configuration_set_sending_options = put("enabled")
    for name in ("reputation", "delivery", "suppression", "tracking", "vdm"):
        setattr(SESV2Response, f"put_configuration_set_{name}_options", put(f"{name}_options"))
    base = "{0}/v2/email/configuration-sets/(?P<ConfigurationSetName>[^/]+)/"
    options = "sending|delivery-options|reputation-options|suppression-options|tracking-options|vdm-options"
    for rest in ("event-destinations$", "event-destinations/(?P<EventDestinationName>[^/]+)$", f"(?P<Options>{options})$"):
        sesv2_urls.url_paths[base + rest] = SESV2Response.dispatch


# MARK: SQS, S3, Lambda, IAM


def _queues():
    """RedriveAllowPolicy is kept, and policies come back without the spaces that Terraform would take for a change."""
    Queue.BASE_ATTRIBUTES = [*Queue.BASE_ATTRIBUTES, "RedriveAllowPolicy"]
    Queue.redrive_allow_policy = None
    original = Queue.attributes.fget

    def attributes(self):
        answer = original(self)
        if not answer.get("RedriveAllowPolicy"):
            answer.pop("RedriveAllowPolicy", None)
        if answer.get("RedrivePolicy"):
            answer["RedrivePolicy"] = json.dumps(self.redrive_policy, separators=(",", ":"))
        return answer

    Queue.attributes = property(attributes)


def _bucket_policies():
    """moto does not read Bool: a statement that denies plain HTTP would deny everything. On loopback, HTTP counts as secure."""
    original = access_control.IAMPolicyStatement.is_action_permitted

    def is_action_permitted(self, action, *arguments, **options):
        condition = (self._statement.get("Condition") or {}).get("Bool", {})
        if str(condition.get("aws:SecureTransport", "")).lower() == "false":
            return access_control.PermissionResult.NEUTRAL
        return original(self, action, *arguments, **options)

    access_control.IAMPolicyStatement.is_action_permitted = is_action_permitted


def _functions():
    """The parts of a function's configuration that moto forgets; and nobody runs one."""
    kept = ("DeadLetterConfig", "LoggingConfig")
    create, read, update = LambdaFunction.__init__, LambdaFunction.get_configuration, LambdaFunction.update_configuration

    def __init__(self, account_id, spec, region, version=1):
        create(self, account_id, spec, region, version)
        self.kept = {key: spec[key] for key in kept if spec.get(key)}

    def get_configuration(self, on_create=False):
        return read(self, on_create) | getattr(self, "kept", {})

    def update_configuration(self, config_updates):
        self.kept.update({key: config_updates[key] for key in kept if config_updates.get(key)})
        return update(self, config_updates)

    def send_sns_message(self, function_name, message, subject=None, qualifier=None):
        STATE.published.append({"function": function_name, "message": message})

    # A test is Lambda here: moto would look for Docker, and take from a queue what a function is to get.
    Queue.lambda_event_source_mappings = property(lambda queue: {}, lambda queue, value: None)
    LambdaBackend.send_sns_message = send_sns_message
    LambdaFunction.__init__ = __init__
    LambdaFunction.get_configuration = get_configuration
    LambdaFunction.update_configuration = update_configuration


def _managed_policies():
    """The policies of AWS that a role of a function may have. All of them would take moto a second, in every reset."""
    prefixes = ("AWSLambda", "AWSXRay", "AWSXray", "AmazonAPIGateway", "CloudWatchLambda")

    @functools.cache
    def data():
        return {name: policy for name, policy in json.loads(aws_managed_policies_data).items() if name.startswith(prefixes)}

    def policies(self):
        return [AWSManagedPolicy.from_data(name, self.account_id, self.region_name, policy) for name, policy in data().items()]

    IAMBackend._init_aws_policies = policies
