"""The program that drives the client of `Core/AWS` by commands, as a process."""

import base64
import itertools
import json
import os
import signal
import subprocess
import threading
import time
from pathlib import Path

from postroom import ROOT

PROBE = Path(os.environ.get("POSTROOM_AWS_PROBE") or ROOT / ".build" / "release" / "AWSProbe")


class Failure(Exception):
    """What the client threw."""

    def __init__(self, operation, described):
        super().__init__(f"{operation}: {described['description']}")
        self.operation = operation
        self.type = described["type"]
        self.description = described["description"]
        self.code = described.get("code")
        self.message = described.get("message")
        self.status = described.get("status")
        self.request_id = described.get("requestID")
        self.retryable = described.get("isRetryable")
        self.outcome = described.get("outcome")
        self.attempts = described.get("attempts")
        self.reasons = described.get("reasons")


class Command:
    """A command that was given, and goes on while the next ones are."""

    def __init__(self, probe, id, operation):
        self.probe, self.id, self.operation = probe, id, operation

    def result(self, seconds=30):
        """What the operation returned; raises `Failure` when it threw."""
        answer = self.probe.wait(self.id, seconds)
        if "failure" in answer:
            raise Failure(self.operation, answer["failure"])
        return answer.get("result")

    def failure(self, seconds=30):
        """What the operation threw, which it must have."""
        try:
            result = self.result(seconds)
        except Failure as failure:
            return failure
        raise AssertionError(f"{self.operation} did not fail: {result}")

    def cancel(self):
        self.probe.call("cancel", of=self.id)


class Client:
    """A running AWSProbe, with these environment variables and no others."""

    def __init__(self, environment):
        assert PROBE.exists(), f"{PROBE} is missing: swift build -c release --product {PROBE.name}"
        self._answers = {}
        self._changed = threading.Condition()
        self._ids = itertools.count(1)
        environment = {"PATH": os.environ["PATH"], **environment}
        pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        self.process = subprocess.Popen([PROBE], env=environment, text=True, errors="replace", start_new_session=True, **pipes)
        self._complaints = []
        self._threads = [threading.Thread(target=target, daemon=True) for target in (self._take_answers, self._take_complaints)]
        for thread in self._threads:
            thread.start()

    def _take_answers(self):
        for line in self.process.stdout:
            answer = json.loads(line)
            with self._changed:
                self._answers[answer["id"]] = answer
                self._changed.notify_all()

    def _take_complaints(self):
        self._complaints.extend(self.process.stderr)

    @property
    def output(self):
        """What it wrote on standard error."""
        return "".join(self._complaints)

    def close(self):
        # With whatever a credential_process started.
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)
        for thread in self._threads:
            thread.join(20)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                pipe.close()
            except BrokenPipeError:
                pass

    def start(self, operation, deadline=None, **input):
        """Gives a command; `deadline` is in seconds from now."""
        id = next(self._ids)
        command = {"id": id, "operation": operation, "input": {name: _plain(value) for name, value in input.items() if value is not None}}
        if deadline is not None:
            command["deadline"] = deadline
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        return Command(self, id, operation)

    def call(self, operation, **input):
        """What the operation returned; raises `Failure`."""
        return self.start(operation, **input).result()

    def fail(self, operation, **input):
        """What the operation threw."""
        return self.start(operation, **input).failure()

    def wait(self, id, seconds):
        deadline = time.monotonic() + seconds
        with self._changed:
            while id not in self._answers:
                assert self.process.poll() is None, f"ended with {self.process.returncode}:\n{self.output}"
                assert time.monotonic() < deadline, f"no answer to command {id} in {seconds} s:\n{self.output}"
                self._changed.wait(0.1)
            return self._answers[id]

    # MARK: its memory

    def peak(self):
        """The most memory that it had since its peak was forgotten, in bytes."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))

    def forget_peak(self):
        """Sets the peak to what it has now, and returns that."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")
        return self.peak()


def eventually(condition, seconds=10):
    """Waits until something is so."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.005)


def _plain(value):
    """Bytes as base64, paths as text."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return str(value) if isinstance(value, Path) else value
