"""Running `postroom invoke --bootstrap` with bootstraps that a test writes. The fixture `invoke` gives a runner."""

import json
import os
import re
import subprocess
import time
from pathlib import Path

import bootstraps
from postroom import PROGRAM, ROOT

EVENT = "events/echo.json"
LIMIT = 6_291_556
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


def is_running(pid):
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


class Invoked:
    """An invocation that has ended, and the processes that it started."""

    def __init__(self, done, folder):
        self.code = done.returncode
        self.output = done.stdout
        self.errors = done.stderr.decode()
        self.pids = [int(line) for line in (folder / "pids").read_text().split()] if (folder / "pids").exists() else []

    @property
    def json(self):
        return json.loads(self.output)

    @property
    def counts(self):
        """The line of --repeat."""
        return re.search(r"^(\d+) invocations?, (\d+) failed", self.errors, re.M).groups()


def bootstrap_runner(folder):
    """A function that runs `postroom invoke Echo` with a bootstrap of the body that it gets; no process is left."""

    def run_bootstrap(body, *arguments, event=EVENT, environment=None):
        body = 'import os; print(os.getpid(), file=open("pids", "a"))\n' + bootstraps.textwrap.dedent(body)
        bootstrap = bootstraps.write(folder / "bootstrap", body)
        done = subprocess.run(
            [PROGRAM, "invoke", "Echo", event, "--bootstrap-path", bootstrap, *arguments],
            capture_output=True, timeout=100, cwd=ROOT, env={**os.environ, **(environment or {})},
        )
        invoked = Invoked(done, folder)
        assert not [pid for pid in invoked.pids if is_running(pid)]
        return invoked

    return run_bootstrap
