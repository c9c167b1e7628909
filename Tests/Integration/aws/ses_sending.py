"""How the double takes mail: the same path for SES v1 and v2, which differ in limits and in the names of errors."""

import time
import uuid

from . import ses_rules
from .answers import Refused
from .state import STATE, Mail, ses_backend


def send_raw(region, raw, source, destinations, configuration_set, tags, size):
    """Refuses a raw mail as SES does, or keeps it. Without destinations its header names the recipients."""
    ses_rules.check_size(raw, size)
    fields = ses_rules.header_fields(raw)
    ses_rules.check_headers(fields)
    ses_rules.check_lines(raw)
    ses_rules.check_attachments(raw)
    from_addresses = ses_rules.addresses(fields, "from")
    if not from_addresses:
        raise ses_rules.invalid("Missing required header 'From'.")
    # `<>` is a source that is given: only a bounce has none.
    envelope = ses_rules.bare(source) if source is not None else from_addresses[0]
    check_verified(region, envelope, *from_addresses, *ses_rules.addresses(fields, "sender", "return-path"))
    destinations = list(destinations or ses_rules.addresses(fields, "to", "cc", "bcc"))
    ses_rules.check_recipients(destinations, fields)
    named = configuration_set or next((value for name, value in fields if name.lower() == "x-ses-configuration-set"), None)
    return accept(region, "raw", envelope, destinations, named, tags, raw=raw)


def send_simple(region, content, source, destinations, configuration_set, tags):
    """A mail that SES itself would put together."""
    if source is None:
        raise ses_rules.invalid("Missing required parameter: From.")
    envelope = ses_rules.bare(source)
    check_verified(region, envelope)
    ses_rules.check_recipients(destinations, [])
    return accept(region, "simple", envelope, list(destinations), configuration_set, tags, content=content)


def send_bounce(region, sender, recipients, content):
    """The answer to a mail that came in, with no sender in its envelope."""
    check_verified(region, ses_rules.bare(sender))
    if not recipients:
        raise ses_rules.invalid("Missing required parameter: no bounced recipient is given.")
    for recipient in recipients:
        ses_rules.bare(recipient)
    return accept(region, "bounce", "", list(recipients), None, {}, content=content)


def check_verified(region, *addresses):
    """A verified address, a verified domain, or one below it."""
    identities = {name if "@" in name else name.lower() for name in ses_backend(region).email_identities}
    for address in addresses:
        local, _, domain = address.rpartition("@")
        domain = domain.lower()
        labels = domain.split(".")
        candidates = {f"{local}@{domain}", address, *(".".join(labels[at:]) for at in range(len(labels)))}
        if not candidates & identities:
            checked = f"The following identities failed the check in region {region.upper()}: {address}"
            raise Refused("MessageRejected", f"Email address is not verified. {checked}")


def accept(region, kind, source, destinations, configuration_set, tags, raw=b"", content=None):
    state = STATE.region(region)
    backend = ses_backend(region)
    if configuration_set is not None and configuration_set not in backend.config_sets:
        raise Refused("ConfigurationSetDoesNotExist", f"Configuration set <{configuration_set}> does not exist.")
    if not state.sending:
        raise Refused("AccountSendingPausedException", "Sending is disabled for this account.")
    if state.sent + len(destinations) > state.daily_quota:
        raise Refused("Throttling", "Daily message quota exceeded.")
    state.sent += len(destinations)
    suppressed = [one for one in destinations if is_suppressed(state, ses_rules.bare(one))]
    id = f"0107{uuid.uuid4().hex[:12]}-{uuid.uuid4()}-000000"
    mail = Mail(id, region, kind, source, destinations, suppressed, raw, configuration_set, tags, content or {})
    STATE.mails.append(mail)
    if source:
        backend.__process_sns_feedback__(source, destinations)
    return mail


def is_suppressed(state, address):
    entry = state.suppressed.get(address.lower())
    return entry is not None and entry["reason"] in state.suppression_reasons


def suppress(state, address, reason):
    state.suppressed[address.lower()] = {"address": address, "reason": reason, "at": time.time()}
