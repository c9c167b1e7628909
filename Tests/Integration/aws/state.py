"""What the extensions of the double remember; `POST /moto-api/reset` forgets it together with all that moto has."""

import re
import time
from dataclasses import dataclass, field

from . import ACCOUNT, REGION


@dataclass
class Mail:
    """A mail that SES accepted."""

    id: str
    region: str
    kind: str
    """`raw`, `simple` or `bounce`."""
    source: str
    """The address of the envelope; empty for a bounce."""
    destinations: list
    suppressed: list
    """Those of the destinations to which SES sends nothing, without saying so."""
    raw: bytes = b""
    configuration_set: str | None = None
    tags: dict = field(default_factory=dict)
    content: dict = field(default_factory=dict)
    """What a simple mail or a bounce was asked to say."""

    def summary(self):
        """Everything but the bytes, for JSON."""
        return {key: value for key, value in vars(self).items() if key != "raw"} | {"size": len(self.raw)}


@dataclass
class Region:
    suppressed: dict = field(default_factory=dict)
    """By address: reason and time."""
    sending: bool = True
    suppression_reasons: list = field(default_factory=lambda: ["BOUNCE", "COMPLAINT"])
    daily_quota: float = 50_000
    send_rate: float = 14
    sent: int = 0
    tokens: dict = field(default_factory=dict)
    """By DynamoDB's client request token: when, the request, and its answer."""
    receipt_filters: dict = field(default_factory=dict)
    headers_in_notifications: dict = field(default_factory=dict)


class State:
    def __init__(self):
        self.forget()

    def forget(self):
        self.mails = []
        self.published = []
        """What SNS gave to functions: the function, and the message."""
        self.connections = {}
        """Of WebSockets, by id: what was posted to each."""
        self.ahead = 0.0
        """The seconds by which the clock of the double is ahead."""
        self._regions = {}

    def region(self, name=REGION):
        return self._regions.setdefault(name, Region())

    def now(self):
        return time.time() + self.ahead


STATE = State()


def region_of(headers):
    """The region for which a request was signed."""
    match = re.search(r"Credential=[^/]*/\d{8}/([a-z0-9-]+)/", headers.get("Authorization", ""))
    return match[1] if match else REGION


def ses_backend(region):
    """Where moto keeps identities and configuration sets."""
    from moto.ses.models import ses_backends

    return ses_backends[ACCOUNT][region]
