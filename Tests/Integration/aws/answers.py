"""What the extensions of the double answer: JSON, and errors as a service with a JSON protocol words them."""

import json
import uuid

from werkzeug.wrappers import Response


class Refused(Exception):
    """An error of a service: its code, what it says, and the status."""

    def __init__(self, code, message, status=400, **more):
        super().__init__(f"{code}: {message}")
        self.code, self.message, self.status, self.more = code, message, status, more


def rest(value=None, status=200):
    """An answer of a REST service."""
    headers = {"x-amzn-RequestId": str(uuid.uuid4())}
    return Response(json.dumps(value if value is not None else {}), status, headers, content_type="application/json")


def rest_error(refused):
    response = rest({"message": refused.message, **refused.more}, refused.status)
    response.headers["x-amzn-ErrorType"] = refused.code
    return response


def target_error(refused, namespace):
    """An error of a service whose operations are named by X-Amz-Target."""
    body = {"__type": f"{namespace}#{refused.code}", "message": refused.message, **refused.more}
    headers = {"x-amzn-RequestId": str(uuid.uuid4())}
    return Response(json.dumps(body), refused.status, headers, content_type="application/x-amz-json-1.0")
