"""The program that drives the HTTP client of `Core/HTTP` by commands, as a process."""

import base64
import itertools
import json
import os
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from postroom import ROOT

PROBE = Path(os.environ.get("POSTROOM_HTTP_PROBE") or ROOT / ".build" / "release" / "HTTPProbe")


def pattern(count, start=0):
    """The bytes that the probe's requests carry."""
    block = bytes(range(251))
    return (block * (count // 251 + 2))[start % 251 :][:count]


@dataclass
class Failure:
    code: str
    description: str
    wroteRequest: bool | None = None
    status: int | None = None
    underlying: str | None = None


@dataclass
class Result:
    """What came of a command."""

    id: int
    status: int | None = None
    fields: list = field(default_factory=list)
    body: bytes | None = None
    length: int | None = None
    isEnd: bool | None = None
    failure: Failure | None = None
    written: int | None = None
    writing: Failure | None = None

    def __post_init__(self):
        self.body = base64.b64decode(self.body) if self.body is not None else None
        self.failure = Failure(**self.failure) if self.failure else None
        self.writing = Failure(**self.writing) if self.writing else None

    def values(self, name):
        return [value for other, value in self.fields if other.lower() == name.lower()]

    def ok(self):
        assert self.failure is None, self.failure
        return self

    def failed(self, code):
        """The failure, which must be of this kind."""
        assert self.failure and self.failure.code == code, self
        return self.failure


class Command:
    """A command that was given."""

    def __init__(self, probe, id):
        self.probe, self.id = probe, id

    @property
    def is_done(self):
        return self.id in self.probe.results

    def result(self, seconds=20):
        return self.probe.result(self.id, seconds)

    def ok(self):
        return self.result().ok()

    def failed(self, code):
        return self.result().failed(code)

    def cancel(self):
        self.probe.do("cancel", of=self.id)

    # MARK: of a response that is streamed, and of a request that is

    def read(self, count=None, **options):
        return self.probe.start("read", of=self.id, count=count, **options)

    def drop(self):
        self.probe.do("drop", of=self.id)

    def write(self, count):
        return self.probe.start("write", of=self.id, count=count)

    def finish(self, trailers=None):
        self.probe.do("finish", of=self.id, trailers=trailers)


class Probe:
    """A running probe, with these environment variables and no others."""

    def __init__(self, **environment):
        assert Path(PROBE).exists(), f"{PROBE} is missing: swift build -c release --product {PROBE.name}"
        self.results = {}
        self._changed = threading.Condition()
        self._ids = itertools.count(1)
        environment = {"PATH": os.environ["PATH"], **environment}
        pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        self.process = subprocess.Popen([PROBE], env=environment, text=True, errors="replace", start_new_session=True, **pipes)
        self._complaints = []
        for target in (self._take_results, self._take_complaints):
            threading.Thread(target=target, daemon=True).start()

    def _take_results(self):
        for line in self.process.stdout:
            result = Result(**json.loads(line))
            with self._changed:
                self.results[result.id] = result
                self._changed.notify_all()

    def _take_complaints(self):
        self._complaints.extend(self.process.stderr)

    @property
    def output(self):
        """What it said of itself."""
        return "".join(self._complaints)

    def kill(self):
        self.process.kill()
        self.process.wait(20)

    def start(self, action, **options):
        """Gives a command; what is None is left out."""
        id = next(self._ids)
        command = {"id": id, "action": action, **{name: value for name, value in options.items() if value is not None}}
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        return Command(self, id)

    def result(self, id, seconds=20):
        deadline = time.monotonic() + seconds
        with self._changed:
            while id not in self.results:
                assert self.process.poll() is None, f"ended with {self.process.returncode}:\n{self.output}"
                assert time.monotonic() < deadline, f"no answer to command {id} in {seconds} s:\n{self.output}"
                self._changed.wait(0.1)
            return self.results[id]

    def do(self, action, **options):
        return self.start(action, **options).ok()

    def begin(self, method, url, *, how="send", discards=None, trailers=None, **request):
        """Starts a request; what stands in `request` is named as in Tests/HTTPProbe/ProbeCommand.swift."""
        request = {name: value for name, value in request.items() if value is not None}
        return self.start(how, discards=discards, trailers=trailers, request={"method": method, "url": url, **request})

    def send(self, method, url, **options):
        """Sends a request, and waits for what comes of it."""
        return self.begin(method, url, **options).result()

    def get(self, url, **options):
        return self.send("GET", url, **options)

    # MARK: its memory

    def peak(self):
        """The most memory that it had, in bytes."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))

    def forget_peak(self):
        """Sets the peak to what it has now, and returns that."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")
        return self.peak()
