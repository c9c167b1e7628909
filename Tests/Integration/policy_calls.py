"""Calls that nobody made, for asking a role what it would allow."""

import json

from aws import ACCOUNT, REGION, policies

TABLE = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/postroom"
SES = f"arn:aws:ses:{REGION}:{ACCOUNT}:"
LOGS = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:"


class Call:
    """As the judge keeps one; keys of conditions are written with `_` for `:`."""

    def __init__(self, action, resource, **context):
        self.needs = [(action, resource)]
        self.context = {name.replace("_", ":"): values for name, values in context.items()}


def row(action, *partitions, index=None):
    return Call(f"dynamodb:{action}", f"{TABLE}/index/{index}" if index else TABLE, dynamodb_LeadingKeys=list(partitions))


def sent(action, address, resource):
    return Call(f"ses:{action}", SES + resource, ses_FromAddress=[address])


def logged(action, group, stream="a"):
    """A call of CloudWatch Logs, with the stream that most of them name."""
    return Call(f"logs:{action}", f"{LOGS}{group}:log-stream:{stream}")


def check(statements, allowed, denied):
    """That a role, or a policy, with these statements allows all of the first calls, and none of the others."""
    policy = {"Statement": [json.loads(one) for one in statements]}
    assert policies.compare(policy, allowed)[0] == []
    for call in denied:
        assert policies.compare(policy, [call])[0] == call.needs, (call.needs, call.context)
