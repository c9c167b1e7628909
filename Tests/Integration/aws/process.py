"""The double as a test sees it: a process, and what it keeps."""

import http.client
import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, urlencode

from . import REGION


class Double:
    """Starts the double; it ends with this process, whatever happens to that."""

    def __init__(self):
        self._process = subprocess.Popen(
            [sys.executable, "-m", "aws.double"], cwd=Path(__file__).parent.parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        line = self._process.stdout.readline()
        if not line.strip().isdigit():
            raise RuntimeError(f"the AWS double did not start: exit status {self._process.wait()}")
        self.port = int(line)

    def close(self):
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()

    def reset(self):
        """Forgets everything in every service."""
        self._call("POST", "/moto-api/reset")

    # MARK: what SES sent

    def mails(self):
        """All that SES accepted, in order: id, kind, source, destinations, suppressed, configuration_set, tags, content, size."""
        return json.loads(self._call("GET", "/_double/mails"))

    def raw(self, id):
        """The bytes of a raw mail, as they were sent."""
        return self._call("GET", f"/_double/mails/{quote(id, safe='')}")

    def set_daily_quota(self, messages, region=REGION):
        self._call("PUT", "/_double/quota?" + urlencode({"daily": messages, "region": region}))

    def set_send_rate(self, messages, region=REGION):
        """How many mails a second the account says that it may send; nothing is refused because of it."""
        self._call("PUT", "/_double/quota?" + urlencode({"rate": messages, "region": region}))

    def published(self):
        """What SNS gave to functions, in order: function, message. Nobody runs them."""
        return json.loads(self._call("GET", "/_double/published"))

    # MARK: WebSocket connections of API Gateway

    def open_connection(self, id, stage=None):
        """From now on `@connections` knows this id; at one stage only where that is given."""
        self._call("PUT", f"/_double/connections/{quote(id, safe='')}" + (f"?stage={quote(stage)}" if stage else ""))

    def close_connection(self, id):
        """The client went away: a post answers 410."""
        self._call("DELETE", f"/_double/connections/{quote(id, safe='')}")

    def posts(self, id):
        """What was posted to a connection, as bytes."""
        return [post.encode("latin-1") for post in json.loads(self._call("GET", f"/_double/connections/{quote(id, safe='')}"))]

    # MARK: time

    def set_clock(self, ahead):
        """Seconds by which the double's clock is ahead: DynamoDB forgets request tokens after ten minutes."""
        self._call("PUT", f"/_double/clock?ahead={ahead}")

    def _call(self, method, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path)
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{method} {path}: {answer.status} {body[:500]!r}")
            return body
        finally:
            connection.close()
