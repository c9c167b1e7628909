"""What can go wrong with a call, and the rules by which the judge makes it go wrong."""

from dataclasses import dataclass, field
from typing import Callable

from runtime_answer import Answer

from .protocols import error as error_answer

# By service: status and code of a refusal because of too many calls.
THROTTLING = {
    "s3": (503, "SlowDown", "Please reduce your request rate."),
    "dynamodb": (400, "ProvisionedThroughputExceededException", "The provisioned throughput of the table was exceeded."),
    "sesv2": (429, "TooManyRequestsException", "Maximum sending rate exceeded."),
    "ses": (400, "Throttling", "Maximum sending rate exceeded."),
    "apigatewaymanagementapi": (429, "LimitExceededException", "Limit exceeded"),
}
BY_PROTOCOL = {
    "json": (400, "ThrottlingException", "Rate exceeded"),
    "rest-json": (429, "ThrottlingException", "Rate exceeded"),
    "query": (400, "Throttling", "Rate exceeded"),
    "rest-xml": (503, "SlowDown", "Please reduce your request rate."),
}
# Codes of a plain status: of S3 and of the query protocol, and of JSON.
CODES = {
    500: ("InternalError", "InternalServerError"),
    503: ("ServiceUnavailable", "ServiceUnavailableException"),
    429: ("TooManyRequests", "TooManyRequestsException"),
}
GARBAGE = b"\x00\xff<html>no answer of AWS {\xfe"


@dataclass(frozen=True)
class Fault:
    """What happens to one call. Made by the functions below."""

    name: str
    delay: float = 0
    """Seconds before the request goes on."""
    reset: str | None = None
    """`"unread"`: after the head; `"unsent"`: after the whole request, which goes nowhere; `"unanswered"`: after the service answered."""
    answer: Callable | None = None
    """Makes the answer to an operation, in place of the service."""
    change: Callable | None = None
    """Makes another answer of the service's."""
    pieces: int = 0
    """Sends so many bytes at a time…"""
    pause: float = 0
    """…and waits so many seconds after each."""


def delay(seconds):
    """The service takes its time."""
    return Fault("delay", delay=seconds)


def hang():
    """No answer, and no end, before the client gives up or the judge is reset."""
    return Fault("hang", delay=float("inf"))


def reset_before_reading():
    """The connection is reset when the head of the request is there; its body is not read. Nothing happened at the service."""
    return Fault("reset before reading", reset="unread")


def reset_before_sending():
    """The connection is reset when all of the request was read. Nothing happened at the service."""
    return Fault("reset before sending", reset="unsent")


def lost_answer():
    """The service did it; the connection is reset instead of the answer."""
    return Fault("lost answer", reset="unanswered")


def error(status, code=None, message="made to fail by a test", **more):
    """An error as the service would word it, from a status alone or with a code; more members, such as CancellationReasons, are added."""

    def answer(operation):
        chosen = code or CODES[status][operation.protocol in ("json", "rest-json")]
        return error_answer(operation, status, chosen, message, more)

    return Fault(f"error {status} {code or ''}".strip(), answer=answer)


def throttled():
    """Too many calls, with the status and the code of the service."""

    def answer(operation):
        status, code, message = THROTTLING.get(operation.model, BY_PROTOCOL[operation.protocol])
        return error_answer(operation, status, code, message)

    return Fault("throttled", answer=answer)


def transaction_cancelled(*codes):
    """DynamoDB cancels a transaction, with a code for each of its items, such as TransactionConflict or None."""
    reasons = [{"Code": code or "None"} | ({"Message": f"{code}"} if code else {}) for code in codes]
    listed = ", ".join(reason["Code"] for reason in reasons)
    message = f"Transaction cancelled, please refer cancellation reasons for specific reasons [{listed}]"
    return error(400, "TransactionCanceledException", message, CancellationReasons=reasons)


def truncated():
    """Half of the answer's body, and the connection ends in order."""
    return Fault("truncated", change=lambda answer: answer.with_(cut="half-body", how="fin"))


def garbage():
    """The status of the answer, and a body that is nothing."""
    return Fault("garbage", change=lambda answer: answer.with_(body=GARBAGE, length="right"))


def drip(pieces, pause):
    """The answer comes in pieces of so many bytes, with a pause of so many seconds after each."""
    return Fault("drip", pieces=pieces, pause=pause)


def answered(body, status=200, content_type="application/x-amz-json-1.0"):
    """An answer of the test's own, such as one with UnprocessedItems. The service is not asked."""
    return Fault("answered", answer=lambda _: Answer(status, body, [("Content-Type", content_type)]))


def changed(change):
    """The service's answer after a function of the test's: `runtime_answer.Answer` has chunks, cuts, lengths and headers to change."""
    return Fault("changed", change=change)


@dataclass
class Rule:
    """Which calls a fault happens to."""

    fault: Fault
    service: str | None
    operation: str | None
    nth: int
    times: int | None
    when: Callable | None
    seen: int = 0
    """Calls that were of this service and operation."""
    hits: int = field(default=0)
    """Calls that the fault happened to."""

    def names(self, operation):
        return self.service in (None, operation.service, operation.model) and self.operation in (None, operation.name)

    def applies(self, operation):
        """Counts a call that is named, and says whether the fault happens to it."""
        if not self.names(operation) or (self.when and not self.when(operation)):
            return False
        self.seen += 1
        if self.seen < self.nth or (self.times is not None and self.seen >= self.nth + self.times):
            return False
        self.hits += 1
        return True
