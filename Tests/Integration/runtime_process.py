"""A Lambda function's bootstrap as a process, with the environment that Lambda gives it and nothing else."""

import contextlib
import json
import os
import select
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from postroom import ROOT, Process
from runtime_api import FakeRuntimeAPI

BOOTSTRAP = Path(os.environ.get("POSTROOM_CONTRACT_BOOTSTRAP") or ROOT / ".build" / "release" / "RuntimeContractBootstrap")
"""Handlers of all kinds, driven by the event: what it does is asked of it by the tests."""


def lambda_environment(address):
    """https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime"""
    return {
        "PATH": os.environ["PATH"],
        "TZ": ":UTC",
        "LANG": "en_US.UTF-8",
        "AWS_LAMBDA_RUNTIME_API": address,
        "AWS_LAMBDA_FUNCTION_NAME": "contract",
        "AWS_LAMBDA_FUNCTION_VERSION": "7",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/contract",
        "AWS_LAMBDA_LOG_STREAM_NAME": "2026/01/01/[7]0123456789abcdef",
        "AWS_REGION": "eu-central-1",
        "AWS_DEFAULT_REGION": "eu-central-1",
        "AWS_EXECUTION_ENV": "AWS_Lambda_provided.al2023",
        "_HANDLER": "bootstrap",
        "LAMBDA_TASK_ROOT": "/var/task",
        "LAMBDA_RUNTIME_DIR": "/var/runtime",
    }


class RuntimeProcess(Process):
    """A running bootstrap."""

    def __init__(self, api, command=None, **environment):
        assert command or BOOTSTRAP.exists(), f"{BOOTSTRAP} is missing: swift build -c release --product {BOOTSTRAP.name}"
        command = command or [BOOTSTRAP]
        self.api = api
        environment = {**lambda_environment(api.address), **environment}
        super().__init__(command, stderr=subprocess.PIPE, env={name: value for name, value in environment.items() if value is not None})
        api.processes.append(self)

    # MARK: its answers

    def call(self, event=None, wait=10, **options):
        """Gives it an event; returns the POST that answers."""
        return self.api.outcome(self.api.invoke(event, **options), wait)

    def answer(self, event=None, **options):
        """Gives it an event; returns the JSON of its answer."""
        post = self.call(event, **options)
        assert post.endpoint == "response", f"{post}\n{self.output}"
        return post.json

    def failure(self, event=None, **options):
        """Gives it an event; returns the JSON of its error."""
        post = self.call(event, **options)
        assert post.endpoint == "error", f"{post}\n{self.output}"
        return post.json

    def works(self):
        """That it answers an event, in this same process."""
        assert self.answer({"do": "echo", "value": "still here"})["value"] == "still here"
        assert self.process.poll() is None

    # MARK: its end

    def end(self, seconds=10):
        """Its exit code, waited for; negative: the signal."""
        # Not `wait`, which looks every 50 ms only: some ends are timed.
        if self.process.poll() is None:
            descriptor = os.pidfd_open(self.process.pid)
            ended, _, _ = select.select([descriptor], [], [], seconds)
            os.close(descriptor)
            assert ended, f"still there after {seconds} s; it said:\n{self.output}"
        code = self.process.wait()
        self.ended_at = time.monotonic()
        self._read_to_the_end()
        return code

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()
        self._read_to_the_end()

    # MARK: what it says

    @property
    def said(self):
        """The lines of its stderr, without that of the flush hook."""
        return [line for line in self.errors if "contract flushed" not in line]

    @property
    def logs(self):
        """The lines of its stderr as JSON; they must be that."""
        found = []
        for line in self.said:
            try:
                found.append(json.loads(line))
            except ValueError:
                raise AssertionError(f"this log line is no JSON: {line!r}") from None
        return found

    def logs_of(self, *levels):
        return [line for line in self.logs if line["level"] in levels]

    def wait_for_log(self, condition, seconds=10):
        """The first JSON log line that meets a condition."""
        return eventually(lambda: next((line for line in self.logs if condition(line)), None), seconds, lambda: self.output)

    @property
    def metrics(self):
        """The lines of its stdout as JSON; they must be that."""
        return [json.loads(line) for line in self.lines]

    def wait_for_metrics(self, count, seconds=10):
        return eventually(lambda: len(self.lines) >= count and self.metrics, seconds, lambda: self.output)

    def resident(self, kind="VmRSS"):
        """Its memory in bytes."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(kind))

    def peak(self):
        """The most memory that it ever had, in bytes."""
        return self.resident("VmHWM")

    def descriptors(self):
        """The number of its open files."""
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))


JSON_LOGS = {"AWS_LAMBDA_LOG_FORMAT": "JSON"}


@contextlib.contextmanager
def contract(arrange=lambda api: None, **environment):
    """A Runtime API and a process of its own, for tests that need many. The process starts when the API is arranged."""
    with FakeRuntimeAPI() as api:
        arrange(api)
        with RuntimeProcess(api, **environment) as process:
            yield api, process
    check(api)


def check(api):
    """What holds for everything that any function sends."""
    from runtime_checks import check_error

    assert not api.problems, "\n".join(api.problems)
    for request in api.of("error", "init"):
        if request.complete:
            check_error(request)


def each(values, test, workers=4):
    """Runs a test for each value, some at the same time, and reports all that failed."""

    def attempt(value):
        try:
            test(value)
        except Exception as error:  # noqa: BLE001
            return f"{value}: {error}"

    with ThreadPoolExecutor(workers) as pool:
        failed = [error for error in pool.map(attempt, values) if error]
    assert not failed, f"{len(failed)} failed, the first ones:\n" + "\n".join(failed[:5])


def eventually(condition, seconds=10, otherwise=lambda: ""):
    """What a condition returns, as soon as that is true."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, f"not in {seconds} s: {otherwise()}"
        time.sleep(0.005)
    return found


CRASHES = {
    # What the instruction of a trap raises differs: ud2 on x86, brk on ARM.
    "trap": (signal.SIGILL, signal.SIGTRAP),
    "trap-elsewhere": (signal.SIGILL, signal.SIGTRAP),
    "segv": (signal.SIGSEGV,),
    "abort": (signal.SIGABRT,),
    "stack-overflow": (signal.SIGSEGV, signal.SIGBUS),
}
