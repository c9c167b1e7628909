"""Names of parameters that SSM refuses and moto takes.

https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
"""

import json
import re

from . import ACCOUNT
from .answers import Refused, target_error

LONGEST = 1011
"""Of the whole ARN of a parameter, in characters."""
MOST_LEVELS = 15
LARGEST_STANDARD = 4096
NAME = re.compile(r"[A-Za-z0-9_.\-/]+")
RULE = (
    "Only a mix of letters, numbers and the following 4 symbols .-_/ are allowed, and a name with a / has to begin with one and must not "
    "end with one"
)


def answer(request, region):
    """An error where a name is refused, None where moto may go on."""
    operation = request.headers["X-Amz-Target"].partition(".")[2]
    body = json.loads(request.get_data() or b"{}")
    try:
        if operation == "PutParameter":
            check_name(body["Name"], region)
            check_value(body)
        elif operation == "GetParametersByPath":
            check_path(body["Path"])
        elif operation in ("GetParameter", "GetParameters"):
            for name in [body["Name"]] if "Name" in body else body["Names"]:
                if not name.startswith("arn:"):
                    check_characters(name.partition(":")[0])
    except Refused as refused:
        return target_error(refused, "com.amazonaws.ssm")
    except (KeyError, TypeError):
        return None
    return None


def check_name(name, region):
    check_characters(name)
    arn = f"arn:aws:ssm:{region}:{ACCOUNT}:parameter/{name.lstrip('/')}"
    if len(arn) > LONGEST:
        raise Refused("ValidationException", f"Parameter name is too long: its ARN has {len(arn)} characters, {LONGEST} are allowed.")
    first = name.lstrip("/").partition("/")[0].lower()
    if not name.lower().startswith("/aws/") and first.startswith(("aws", "ssm")):
        raise Refused("ValidationException", 'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).')
    if len(name.strip("/").split("/")) > MOST_LEVELS:
        raise Refused("HierarchyLevelLimitExceededException", f"A parameter name can have a maximum of {MOST_LEVELS} levels.")


def check_characters(name):
    if not NAME.fullmatch(name) or "//" in name or name.endswith("/") or ("/" in name and not name.startswith("/")):
        raise Refused("ValidationException", f"Invalid parameter name '{name[:80]}'. {RULE}.")


def check_path(path):
    if not path.startswith("/") or not NAME.fullmatch(path) or "//" in path:
        raise Refused("ValidationException", f"The parameter doesn't meet the parameter name requirements: '{path[:80]}'. {RULE}.")
    if len(path.strip("/").split("/")) > MOST_LEVELS:
        raise Refused("ValidationException", f"A path can have a maximum of {MOST_LEVELS} levels.")


def check_value(body):
    if body.get("Tier", "Standard") == "Standard" and len(body["Value"].encode()) > LARGEST_STANDARD:
        text = f"Standard tier parameters support a maximum parameter value of {LARGEST_STANDARD} characters."
        raise Refused("ValidationException", f"{text} To create a larger parameter value, upgrade the parameter to use the advanced tier.")
