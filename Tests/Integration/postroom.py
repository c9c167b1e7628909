"""The built program as a process, and its API as a client sees it."""

import json
import os
import re
import select
import signal
import smtplib
import subprocess
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build" / "release" / "postroom"
ADMIN_TOKEN = "admin-token-of-the-tests"


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


class Lines:
    """The lines that came through a pipe: all that were written when they are asked for."""

    def __init__(self, pipe):
        self._pipe = pipe
        os.set_blocking(pipe.fileno(), False)
        self._lock = threading.Lock()
        self._lines = []
        self._rest = b""
        self._ended = False
        # Somebody has to read while nobody asks: a full pipe would hold the process up.
        self._reader = threading.Thread(target=self._keep_reading, daemon=True)
        self._reader.start()

    def now(self):
        with self._lock:
            self._drain()
            return [line.decode(errors="replace") for line in self._lines]

    def to_the_end(self, seconds=5):
        self._reader.join(seconds)

    def _keep_reading(self):
        while not self._ended:
            select.select([self._pipe], [], [])
            with self._lock:
                self._drain()

    def _drain(self):
        while not self._ended:
            try:
                chunk = os.read(self._pipe.fileno(), 1 << 16)
            except BlockingIOError:
                return
            self._ended = not chunk
            *lines, self._rest = (self._rest + chunk).split(b"\n")
            self._lines += lines
            if self._ended and self._rest:
                self._lines.append(self._rest)


class Process:
    """A process whose lines are collected while it runs."""

    def __init__(self, command, stderr=subprocess.STDOUT, **options):
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, cwd=ROOT, start_new_session=True, **options)
        self._output = Lines(self.process.stdout)
        self._errors = Lines(self.process.stderr) if self.process.stderr else None

    @property
    def lines(self):
        """The lines of its stdout."""
        return self._output.now()

    @property
    def errors(self):
        """The lines of its stderr, where that is a pipe of its own."""
        return self._errors.now() if self._errors else []

    def _read_to_the_end(self):
        for lines in (self._output, self._errors):
            if lines:
                lines.to_the_end()

    @property
    def output(self):
        return "\n".join(self.lines + self.errors)

    def wait_for(self, pattern, seconds=30):
        """The match of a pattern in the output, waited for."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            ended = self.process.poll() is not None
            if ended:
                self._read_to_the_end()
            if match := re.search(pattern, self.output):
                return match
            assert not ended, f"ended with {self.process.returncode}:\n{self.output}"
            time.sleep(0.01)
        raise AssertionError(f"no {pattern!r} in {seconds} s:\n{self.output}")

    def stop(self, how=signal.SIGTERM):
        """Sends a signal to the program; returns its exit code."""
        self.process.send_signal(how)
        code = self.process.wait(20)
        self._read_to_the_end()
        return code

    def kill(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)


class Postroom(Process):
    """A running `postroom dev`."""

    def __init__(self, data, *arguments, command=None, environment=None, files=None):
        command = command or [PROGRAM, "dev", "--smtp-port", "0", "--http-port", "0", "--data", str(data), *arguments]
        if files:
            # The hard limit too, which the program would otherwise raise the soft one to.
            command = ["prlimit", f"--nofile={files}:{files}", *command]
        super().__init__(command, env={**os.environ, "POSTROOM_ADMIN_TOKEN": ADMIN_TOKEN, **(environment or {})})
        self.smtp_port = int(self.wait_for(r"SMTP +\S+:(\d+)", 600)[1])
        self.http_port = int(self.wait_for(r"HTTP +http://\S+:(\d+)")[1])

    def smtp(self):
        return smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=30)

    def send(self, recipients, content, sender="sender@example.com", options=()):
        """Sends a mail, exactly these bytes, by Python's smtplib."""
        with self.smtp() as client:
            return client.sendmail(sender, recipients, content, mail_options=options)

    def request(self, method, path, token=ADMIN_TOKEN, headers=None):
        headers = dict(headers or {})
        if token:
            headers["Authorization"] = f"Bearer {token}"
        request = urllib.request.Request(f"http://127.0.0.1:{self.http_port}{path}", method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, dict(error.headers), error.read())

    def create(self):
        """A new anonymous mailbox, as the API answers it."""
        answer = self.request("POST", "/api/v1/mailboxes", token=None)
        assert answer.status == 201, answer
        return answer.json

    def messages(self, address, token=ADMIN_TOKEN):
        """All messages of a mailbox, newest first."""
        found, before = [], ""
        while True:
            answer = self.request("GET", f"/api/v1/mailboxes/{quote(address)}/messages?limit=200{before}", token)
            assert answer.status == 200, answer
            found += answer.json["messages"]
            if answer.json["next"] is None:
                return found
            before = f"&before={answer.json['next']}"

    def message(self, address, id, suffix="", token=ADMIN_TOKEN):
        answer = self.request("GET", f"/api/v1/mailboxes/{quote(address)}/messages/{id}{suffix}", token)
        assert answer.status == 200, answer
        return answer


def run(*arguments, input=None, env=None):
    """Runs the program to its end."""
    return subprocess.run([PROGRAM, *arguments], input=input, capture_output=True, timeout=60, cwd=ROOT, env=env)
