"""`@connections` of API Gateway: posts to WebSockets that the tests opened, 410 for all others.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
"""

import re
import time
from urllib.parse import unquote

from .answers import Refused, rest, rest_error
from .state import STATE

# With the stage, as the address of an API has it, or without, as behind a domain name of its own.
PATH = re.compile(r"(?:/(?P<stage>[A-Za-z0-9_$-]+))?/@connections/(?P<id>[^/]+)")
LARGEST = 128 * 1024


def answer(request, path):
    """The answer to a request for a connection; None where it is for something else."""
    match = PATH.fullmatch(path)
    if not match:
        return None
    connection = STATE.connections.get(unquote(match["id"]))
    try:
        if connection is None or connection["stage"] not in (None, match["stage"]):
            raise Refused("GoneException", "Gone", 410)
        return rest(*OPERATIONS[request.method](request, connection))
    except Refused as refused:
        return rest_error(refused)
    except KeyError:
        return rest_error(Refused("ForbiddenException", "Forbidden", 403))


def open_connection(id, stage):
    STATE.connections[id] = {"id": id, "stage": stage, "at": time.time(), "posts": []}


def _post(request, connection):
    data = request.get_data()
    if len(data) > LARGEST:
        raise Refused("PayloadTooLargeException", "Message too long", 413)
    connection["posts"].append(data)
    return (None,)


def _get(_, connection):
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(connection["at"]))
    return ({"connectedAt": at, "lastActiveAt": at, "identity": {"sourceIp": "192.0.2.1", "userAgent": "test"}},)


def _delete(_, connection):
    del STATE.connections[connection["id"]]
    return (None, 204)


OPERATIONS = {"POST": _post, "GET": _get, "DELETE": _delete}
