"""Compares the calls that were made with the policy of a role: what it would deny, and what it grants that nobody used."""

import re


def compare(policy, calls, ignore_conditions=False):
    """Denied pairs of action and resource, and unused grants as such pairs, both sorted.

    `calls` are those of the judge, or pairs, which have no context. Elements that are not evaluated are an error rather than a silent yes.
    """
    statements = [_Statement(one, ignore_conditions) for one in _list(policy["Statement"])]
    wanted = []
    for call in calls:
        wanted += [(*call, {})] if isinstance(call, tuple) else [(*need, call.context) for need in call.needs]
    denied, used = set(), set()
    for action, resource, context in wanted:
        grants = {grant for statement in statements if statement.allows for grant in statement.matching(action, resource, context)}
        forbidden = any(statement.matching(action, resource, context) for statement in statements if not statement.allows)
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
        self._conditions = {} if ignore_conditions else statement.get("Condition") or {}
        if self._conditions.keys() - OPERATORS.keys():
            raise ValueError(f"these conditions are not evaluated: {statement}")
        if statement["Effect"] not in ("Allow", "Deny"):
            raise ValueError(f"an effect is Allow or Deny: {statement}")
        self.allows = statement["Effect"] == "Allow"
        self.grants = [(action, resource) for action in _list(statement["Action"]) for resource in _list(statement["Resource"])]

    def matching(self, action, resource, context):
        conditions = [(OPERATORS[operator], key, _list(values)) for operator, keys in self._conditions.items() for key, values in keys.items()]
        if not all(holds(context.get(key, []), values) for holds, key, values in conditions):
            return set()
        # Actions are compared without regard to case, resources with it.
        return {grant for grant in self.grants if _matches(grant[0].lower(), action.lower()) and _matches(grant[1], resource)}


def _matches(pattern, text):
    return re.fullmatch(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "."), text, re.DOTALL) is not None


def _any(given, patterns):
    return any(_matches(pattern, one) for one in given for pattern in patterns)


def _all(given, patterns):
    """Also where the call has nothing of the kind."""
    return all(_any([one], patterns) for one in given)


# By name: whether it is true of the values that a call has, and those of the policy.
OPERATORS = {"StringLike": _any, "ForAllValues:StringLike": _all}


def _list(value):
    return value if isinstance(value, list) else [value]
