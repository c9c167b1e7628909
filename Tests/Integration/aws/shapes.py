"""Whether the body of a request has the shape that botocore's model of the operation gives it.

AWS ignores members that it does not know and takes some wrong types; a client of ours has no reason to send either.
"""

import base64
import binascii
import json
import re

from botocore.validate import ParamValidator, ValidationErrors

from .protocols import model
from .signature import Refusal


def check(operation, body):
    """Raises `Refusal` where the operation is unknown to its service or the body has another shape."""
    if operation.name is None or operation.name not in model(operation.model).operation_names:
        raise Refusal("operation", f"{operation.service} has no operation '{operation.name}' that is called like this")
    shape = model(operation.model).operation_model(operation.name).input_shape
    if shape is None or operation.protocol == "rest-xml" or operation.model == "apigatewaymanagementapi":
        return
    if operation.protocol == "query":
        for name in operation.params:
            if name not in ("Action", "Version") and not _known(shape, name.split(".")):
                raise Refusal("shape", f"{operation.name} has no parameter '{name}'")
        return
    in_body = {name: member for name, member in shape.members.items() if not member.serialization.get("location")}
    members = {member.serialization.get("name", name): member for name, member in in_body.items()}
    try:
        value = json.loads(body) if body else {}
    except ValueError as error:
        raise Refusal("shape", f"the body is no JSON: {error}") from None
    if not isinstance(value, dict):
        raise Refusal("shape", "the body is no JSON object")
    if unknown := sorted(value.keys() - members.keys()):
        raise Refusal("shape", f"{operation.name} has no member {', '.join(unknown)}")
    if missing := [name for name in shape.required_members if name in members and name not in value]:
        raise Refusal("shape", f"{operation.name} needs {', '.join(missing)}")
    for name, member in value.items():
        errors = ValidationErrors()
        # Not `validate`, which would leave out the name.
        ParamValidator()._validate(member, members[name], errors, name)
        if errors.has_errors():
            raise Refusal("shape", f"{operation.name}: {errors.generate_report()}")
        _check_blobs(member, members[name], f"{operation.name}.{name}")


def _check_blobs(value, shape, where):
    """Binary data is base64 in JSON."""
    if shape.type_name == "blob":
        try:
            base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError, TypeError) as error:
            raise Refusal("shape", f"{where} is no base64: {error}") from None
    elif shape.type_name == "structure":
        for name, member in value.items():
            if name in shape.members:
                _check_blobs(member, shape.members[name], f"{where}.{name}")
    elif shape.type_name == "list":
        for member in value:
            _check_blobs(member, shape.member, where)
    elif shape.type_name == "map":
        for name, member in value.items():
            _check_blobs(member, shape.value, f"{where}.{name}")


def _known(shape, parts):
    """Whether a name of the query protocol, such as `Destinations.member.1`, leads to a value."""
    if not parts:
        # An empty list is its bare name.
        return shape.type_name not in ("structure", "map")
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            if member.serialization.get("name", name) == parts[0]:
                return _known(member, parts[1:])
        return False
    number = lambda text: re.fullmatch(r"[1-9]\d*", text) is not None  # noqa: E731
    if shape.type_name == "list":
        if shape.serialization.get("flattened"):
            return number(parts[0]) and _known(shape.member, parts[1:])
        named = parts[0] == shape.member.serialization.get("name", "member")
        return named and len(parts) > 1 and number(parts[1]) and _known(shape.member, parts[2:])
    if shape.type_name == "map":
        rest = parts if shape.serialization.get("flattened") else parts[1:]
        if len(rest) < 2 or not number(rest[0]) or (rest is not parts and parts[0] != "entry"):
            return False
        key, value = shape.key.serialization.get("name", "key"), shape.value.serialization.get("name", "value")
        return rest[1] == key and len(rest) == 2 or rest[1] == value and _known(shape.value, rest[2:])
    return False
