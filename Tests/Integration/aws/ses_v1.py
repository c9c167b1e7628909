"""SES v1 in the double: sending raw mail and bounces by our rules. `install` puts them into moto, which reads and writes the protocol."""

from moto.core.responses import ActionResult
from moto.ses.exceptions import SesError
from moto.ses.responses import EmailResponse

from .answers import Refused
from .ses_rules import SIZE_V1
from .ses_sending import send_bounce, send_raw, send_simple


def install():
    EmailResponse.send_raw_email = _send_raw_email
    EmailResponse.send_email = _send_email
    EmailResponse.send_bounce = _send_bounce


def _error(refused):
    """An exception of moto with this code; moto takes the code from the class."""
    return type("Refused", (SesError,), {"code": refused.code})(refused.message)


def _common(response, destinations):
    tags = {tag["Name"]: tag["Value"] for tag in response._get_param("Tags", [])}
    return response._get_param("Source"), destinations, response._get_param("ConfigurationSetName"), tags


def _send_raw_email(self):
    raw = self._get_param("RawMessage.Data")
    try:
        mail = send_raw(self.region, raw, *_common(self, self._get_param("Destinations", [])), SIZE_V1)
    except Refused as refused:
        raise _error(refused) from None
    return ActionResult({"MessageId": mail.id})


def _send_email(self):
    destination = self._get_param("Destination", {})
    destinations = [one for key in ("ToAddresses", "CcAddresses", "BccAddresses") for one in destination.get(key, [])]
    try:
        mail = send_simple(self.region, self._get_param("Message"), *_common(self, destinations))
    except Refused as refused:
        raise _error(refused) from None
    return ActionResult({"MessageId": mail.id})


def _send_bounce(self):
    recipients = self._get_param("BouncedRecipientInfoList", [])
    content = {
        "OriginalMessageId": self._get_param("OriginalMessageId"),
        "BounceSender": self._get_param("BounceSender"),
        "Explanation": self._get_param("Explanation"),
        "BouncedRecipientInfoList": recipients,
    }
    try:
        mail = send_bounce(self.region, content["BounceSender"], [one["Recipient"] for one in recipients], content)
    except Refused as refused:
        raise _error(refused) from None
    return ActionResult({"MessageId": mail.id})
