"""Compares the calls that were made with the policy of a role: what it would deny, and what it grants that nobody used."""

import re


def compare(policy, calls, ignore_conditions=False):
    """Denied pairs of action and resource, and unused grants as such pairs, both sorted.

    `calls` are those of the judge, or pairs. Elements that are not evaluated are an error rather than a silent yes.
    """
    statements = [_Statement(one, ignore_conditions) for one in _list(policy["Statement"])]
    wanted = []
    for call in calls:
        wanted += [call] if isinstance(call, tuple) else call.needs
    denied, used = set(), set()
    for action, resource in wanted:
        grants = {grant for statement in statements if statement.allows for grant in statement.matching(action, resource)}
        forbidden = any(statement.matching(action, resource) for statement in statements if not statement.allows)
        if forbidden or not grants:
            denied.add((action, resource))
        else:
            used |= grants
    granted = {grant for statement in statements if statement.allows for grant in statement.grants}
    return sorted(denied), sorted(granted - used)


class _Statement:
    def __init__(self, statement, ignore_conditions):
        for element in ("NotAction", "NotResource", "NotPrincipal"):
            if element in statement:
                raise ValueError(f"{element} is not evaluated: {statement}")
        if statement.get("Condition") and not ignore_conditions:
            raise ValueError(f"conditions are not evaluated: {statement}")
        if statement["Effect"] not in ("Allow", "Deny"):
            raise ValueError(f"an effect is Allow or Deny: {statement}")
        self.allows = statement["Effect"] == "Allow"
        self.grants = [(action, resource) for action in _list(statement["Action"]) for resource in _list(statement["Resource"])]

    def matching(self, action, resource):
        # Actions are compared without regard to case, resources with it.
        return {grant for grant in self.grants if _matches(grant[0].lower(), action.lower()) and _matches(grant[1], resource)}


def _matches(pattern, text):
    return re.fullmatch(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "."), text, re.DOTALL) is not None


def _list(value):
    return value if isinstance(value, list) else [value]
