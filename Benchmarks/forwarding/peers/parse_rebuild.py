"""Forwards by Python's `email`: the mail is parsed into a tree, fields are set and deleted, and the tree is written again.

`parse_rebuild.py POLICY OUT FILE…`, where the policy is compat32 or default.
"""

import email
import sys
from email import policy
from email.utils import formataddr, parseaddr

import batch

POLICIES = {"compat32": policy.compat32, "default": policy.default}


def forward(raw, policy):
    message = email.message_from_bytes(raw, policy=policy)
    author = parseaddr(str(message["From"] or ""))
    # An address that is not ASCII cannot be written.
    if author[1] and author[1].isascii() and "Reply-To" not in message:
        message["Reply-To"] = formataddr(author)
    for name in ("From", *batch.REMOVED):
        del message[name]
    message["From"] = formataddr((batch.author(*author), batch.ALIAS))
    return message.as_bytes()


if __name__ == "__main__":
    chosen = POLICIES[sys.argv.pop(1)]
    batch.run(lambda raw: forward(raw, chosen))
