"""SES v2 in the double: SendEmail, the account, and the suppression list. Everything else of it is moto's.

https://docs.aws.amazon.com/ses/latest/APIReference-V2/
"""

import base64
import binascii
import re
from urllib.parse import unquote

from .answers import Refused, rest, rest_error
from .ses_rules import SIZE_V2
from .ses_sending import send_raw, send_simple, suppress
from .state import STATE

# The codes of v1, which the rules speak, in v2.
CODES = {
    "InvalidParameterValue": ("BadRequestException", 400),
    "ConfigurationSetDoesNotExist": ("NotFoundException", 404),
    "AccountSendingPausedException": ("SendingPausedException", 400),
    "Throttling": ("TooManyRequestsException", 429),
}
REASONS = ("BOUNCE", "COMPLAINT")
PAGE = 1000


def answer(request, path, region):
    """The answer to a request of SES v2; None where it is one of moto's."""
    try:
        for method, pattern, operation in OPERATIONS:
            match = re.fullmatch(pattern, path)
            if match and request.method == method:
                found = operation(request, region, *map(unquote, match.groups()))
                return rest(found)
    except Refused as refused:
        code, status = CODES.get(refused.code, (refused.code, refused.status))
        return rest_error(Refused(code, refused.message, status))
    return None


def send_email(request, region):
    body = body_of(request)
    content = body.get("Content") or {}
    tags = {tag["Name"]: tag["Value"] for tag in body.get("EmailTags", [])}
    destination = body.get("Destination") or {}
    destinations = [one for key in ("ToAddresses", "CcAddresses", "BccAddresses") for one in destination.get(key, [])]
    common = (body.get("FromEmailAddress"), destinations, body.get("ConfigurationSetName"), tags)
    if "Raw" in content:
        try:
            raw = base64.b64decode(content["Raw"]["Data"], validate=True)
        except binascii.Error as error:
            raise Refused("SerializationException", f"the data is no base64: {error}") from None
        mail = send_raw(region, raw, *common, SIZE_V2)
    elif "Simple" in content:
        mail = send_simple(region, content["Simple"], *common)
    else:
        raise Refused("BadRequestException", "The double sends raw and simple mails only.")
    return {"MessageId": mail.id}


def get_account(_, region):
    state = STATE.region(region)
    return {
        "DedicatedIpAutoWarmupEnabled": False,
        "EnforcementStatus": "HEALTHY",
        "ProductionAccessEnabled": True,
        "SendingEnabled": state.sending,
        "SendQuota": {"Max24HourSend": state.daily_quota, "MaxSendRate": state.send_rate, "SentLast24Hours": float(state.sent)},
        "SuppressionAttributes": {"SuppressedReasons": state.suppression_reasons},
    }


def put_account_sending(request, region):
    STATE.region(region).sending = body_of(request).get("SendingEnabled", False)


def put_account_suppression(request, region):
    STATE.region(region).suppression_reasons = body_of(request).get("SuppressedReasons", [])


def put_suppressed(request, region):
    body = body_of(request)
    if body.get("Reason") not in REASONS:
        raise Refused("BadRequestException", f"Reason is one of {', '.join(REASONS)}.")
    suppress(STATE.region(region), body["EmailAddress"], body["Reason"])


def get_suppressed(_, region, address):
    return {"SuppressedDestination": summary(entry_of(region, address)) | {"Attributes": {}}}


def delete_suppressed(_, region, address):
    del STATE.region(region).suppressed[entry_of(region, address)["address"].lower()]


def list_suppressed(request, region):
    """By time, in pages; the token is the number of those before."""
    query = request.args
    reasons = query.getlist("Reason") or REASONS
    after, before = float(query.get("StartDate", 0) or 0), float(query.get("EndDate", "inf") or "inf")
    found = [one for one in STATE.region(region).suppressed.values() if one["reason"] in reasons and after <= one["at"] <= before]
    start, size = int(query.get("NextToken", 0)), int(query.get("PageSize", PAGE))
    answer = {"SuppressedDestinationSummaries": [summary(one) for one in found[start : start + size]]}
    if start + size < len(found):
        answer["NextToken"] = str(start + size)
    return answer


def entry_of(region, address):
    entry = STATE.region(region).suppressed.get(address.lower())
    if entry is None:
        raise Refused("NotFoundException", f"Email address {address} does not exist on your suppression list.", 404)
    return entry


def summary(entry):
    return {"EmailAddress": entry["address"], "Reason": entry["reason"], "LastUpdateTime": entry["at"]}


def body_of(request):
    body = request.get_json(force=True, silent=True)
    if not isinstance(body, dict):
        raise Refused("SerializationException", "the body is no JSON object")
    return body


OPERATIONS = (
    ("POST", "/v2/email/outbound-emails", send_email),
    ("GET", "/v2/email/account", get_account),
    ("PUT", "/v2/email/account/sending", put_account_sending),
    ("PUT", "/v2/email/account/suppression", put_account_suppression),
    ("PUT", "/v2/email/suppression/addresses", put_suppressed),
    ("GET", "/v2/email/suppression/addresses", list_suppressed),
    ("GET", "/v2/email/suppression/addresses/([^/]+)", get_suppressed),
    ("DELETE", "/v2/email/suppression/addresses/([^/]+)", delete_suppressed),
)
