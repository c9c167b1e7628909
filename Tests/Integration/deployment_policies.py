"""Policies of roles and resources, in a form in which two are the same when they allow the same."""

import json


def grants(policy):
    """Pairs of an action and a resource; there is nothing but Allow."""
    found = set()
    for statement in policy["Statement"]:
        assert statement["Effect"] == "Allow" and set(statement) <= {"Effect", "Action", "Resource", "Sid", "Condition"}, statement
        found |= {(action, resource) for action in _list(statement["Action"]) for resource in _list(statement["Resource"])}
    return found


def _list(value):
    return value if isinstance(value, list) else [value]


def canonical(policy):
    """A policy with its lists in order."""
    return sorted(
        json.dumps({key: sorted(value) if isinstance(value, list) else value for key, value in statement.items()}, sort_keys=True)
        for statement in policy["Statement"]
    )
