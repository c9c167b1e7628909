"""What schemathesis is told of the API while `openapi_judge.py` runs it: which mailboxes there are, and what JSON Schema cannot say.

It is loaded by schemathesis, in a process of its own. `POSTROOM_JUDGE` names a JSON file: `kept` and `spent` are mailboxes with the ids of their
messages, of which the second may be ended and emptied; `domain` is the server's.
"""

import json
import os
import zlib
from pathlib import Path

import schemathesis
from hypothesis import strategies

KNOWN = json.loads(Path(os.environ["POSTROOM_JUDGE"]).read_text())
KEPT, SPENT = KNOWN["kept"], KNOWN["spent"]
MESSAGES = {**KEPT, **SPENT}
PATHS = ["1", "1.1", "1.2", "1.3"]
ENDS = {"deleteMailbox", "purgeMessages", "deleteMessage", "batchMessages"}
SEARCHES = [
    "", "code", "from:shop", '-subject:"your order" is:unread', "has:attachment larger:10", "after:2h before:2026-11-22 smaller:2M",
    "body:code -filename:pdf", "!to:nobody has:otp", "message-id:x addressed:y", "http://example.com/a:b",
]

schemathesis.openapi.format("email", strategies.sampled_from([*KEPT, *KEPT, *SPENT, f"nobody@{KNOWN['domain']}"]))
schemathesis.openapi.format("hostname", strategies.just(KNOWN["domain"]))
schemathesis.openapi.format("mail-search", strategies.sampled_from(SEARCHES))
schemathesis.openapi.format("uuid", strategies.uuids().map(str))


def pick(values, seed):
    """One of the values, always the same for a seed."""
    values = sorted(values)
    return values[zlib.crc32(repr(seed).encode()) % len(values)]


def operation(case):
    return case.operation.definition.raw.get("operationId")


def is_positive(case):
    return case.meta is None or case.meta.generation.mode.is_positive


@schemathesis.hook
def before_call(context, case, kwargs):
    """Most ids are those of messages of the mailbox, and no request waits for long: chance alone would find neither."""
    name = operation(case)
    if name in ("waitForMail", "purgeMessages") and case.query is None:
        case.query = {}
    path, query = case.path_parameters or {}, case.query if isinstance(case.query, dict) else None
    if name in ENDS and path.get("address") in KEPT:
        path["address"] = pick(SPENT, path)
    ids = MESSAGES.get(path.get("address"))
    if ids and is_positive(case) and zlib.crc32(repr(path).encode()) % 4:
        if "id" in path:
            path["id"] = pick(ids, path)
        if "path" in path:
            path["path"] = pick(PATHS, path)
        if name == "batchMessages" and isinstance(case.body, dict) and case.body.get("ids"):
            case.body["ids"] = ids[:2] + case.body["ids"][2:]
    if query is not None:
        if name == "waitForMail" and str(query.get("timeout", 1)).isdigit():
            query["timeout"] = 0
        if name == "purgeMessages" and is_positive(case) and not query.get("q", "").strip() and not query.get("unread"):
            query["all"] = "true"
    headers = case.headers or {}
    if is_positive(case) and headers.get("Idempotency-Key"):
        # A key is for one wish, and an anonymous one has 32 characters.
        wish = f"{zlib.crc32(repr((case.query, case.body)).encode()):08x}"
        headers["Idempotency-Key"] = headers["Idempotency-Key"][:247].ljust(24, "-") + wish


FLAGS = {"all", "unread", "mark_read", "absent", "safe"}


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Whether a failure is one: what the schema cannot say is said here."""
    kind = type(failure).__name__
    query = case.query if isinstance(case.query, dict) else {}
    if kind == "AcceptedNegativeData":
        # Truth has more spellings in a query than JSON has, and a query may have fields that are none of ours.
        if any(name in FLAGS and str(query[name]) in ("0", "1") for name in query):
            return False
        # The body wins over the query.
        if operation(case) == "createMailbox" and isinstance(case.body, dict) and all(case.body.get(name) is not None for name in query):
            return False
    # Whose token it is not learns nothing: the answer is that for a mailbox that does not exist.
    return not (kind == "IgnoredAuth" and "got `404 Not Found`" in failure.message)
