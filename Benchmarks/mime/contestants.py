"""Who is compared: a process for each, that answers commands on its standard input. Postroom/PeerLoop.swift says which."""

import os
import select
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORK = ROOT / ".build" / "bench-mime"
VENV_PYTHON = WORK / "venv" / "bin" / "python"

OURS = "postroom"


@dataclass
class Contestant:
    key: str
    name: str
    command: list = field(default_factory=list)
    missing: str = ""
    """Why it is not measured."""


def contestants():
    return [Contestant(OURS, "Postroom", [executable(), "peer"]), gmime(), fast_mail_parser(), *email_policies()]


@cache
def executable():
    """Ours; MIME_BENCHMARK names one that was built elsewhere."""
    given = os.environ.get("MIME_BENCHMARK")
    if given:
        return Path(given)
    print("Building MIMEBenchmark", file=sys.stderr)
    built = subprocess.run(["swift", "build", "-c", "release", "--product", "MIMEBenchmark", "--quiet"], cwd=ROOT, capture_output=True, text=True)
    if built.returncode != 0:
        sys.exit(f"bench-mime: MIMEBenchmark does not build\n{built.stdout}{built.stderr}")
    return ROOT / ".build" / "release" / "MIMEBenchmark"


def gmime():
    row = Contestant("gmime", "GMime")
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "gmime-3.0"], capture_output=True, text=True) if shutil.which("pkg-config") else None
    if flags is None or flags.returncode != 0:
        row.missing = "there is no libgmime-3.0-dev"
        return row
    version = subprocess.run(["pkg-config", "--modversion", "gmime-3.0"], capture_output=True, text=True).stdout.strip()
    row.name = f"GMime {version}"
    row.command = [WORK / "gmime"]
    WORK.mkdir(parents=True, exist_ok=True)
    built = subprocess.run(
        ["gcc", "-std=gnu11", "-O2", "-Wall", "-Wextra", HERE / "peers" / "gmime.c", "-o", WORK / "gmime", *flags.stdout.split()],
        capture_output=True, text=True)
    if built.returncode != 0:
        row.missing = f"it does not build: {built.stderr[:200]}"
    return row


def fast_mail_parser():
    row = Contestant("fast-mail-parser", "fast-mail-parser", [VENV_PYTHON, HERE / "peers" / "python_peer.py", "fast-mail-parser"])
    asked = subprocess.run(
        [VENV_PYTHON, "-c", "from importlib.metadata import version; import fast_mail_parser; print(version('fast-mail-parser'))"],
        capture_output=True, text=True) if VENV_PYTHON.exists() else None
    if asked is None or asked.returncode != 0:
        row.missing = "it is not in .build/bench-mime/venv"
    else:
        row.name = f"fast-mail-parser {asked.stdout.strip()}"
    return row


def email_policies():
    python = VENV_PYTHON if VENV_PYTHON.exists() else Path(sys.executable)
    version = subprocess.run([python, "-c", "import platform; print(platform.python_version())"], capture_output=True, text=True).stdout.strip()
    for policy in ("compat32", "default"):
        yield Contestant(policy, f"Python {version} email, {policy}", [python, HERE / "peers" / "python_peer.py", policy])


class Failed(Exception):
    """What a contestant said, or how it ended."""


class Process:
    """A contestant that runs. With `cpu_seconds` it is ended when it has used so much."""

    def __init__(self, contestant, cpu_seconds=None):
        self.cpu_seconds = cpu_seconds
        self.process = subprocess.Popen(contestant.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()

    def ask(self, command):
        """The words of an answer behind `ok`."""
        try:
            self.process.stdin.write(command.encode() + b"\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass
        self.wait()
        words = self.process.stdout.readline().decode(errors="replace").split()
        if words[:1] != ["ok"]:
            raise Failed(" ".join(words) or f"ended with status {self.process.wait()}")
        return words[1:]

    def wait(self):
        """Until there is an answer. RLIMIT_CPU would do it too, but with it the process's own clock only moves with the kernel's ticks."""
        while self.cpu_seconds and not select.select([self.process.stdout], [], [], 0.05)[0]:
            if time.clock_gettime((~self.process.pid << 3) | 2) > self.cpu_seconds:
                self.process.kill()
                self.process.wait()
                raise Failed(f"> {self.cpu_seconds} s")

    def run(self, mode, nanoseconds=0):
        """CPU nanoseconds of one pass over the pack that is loaded, and what the pass added up."""
        spent, loops, consumed = map(int, self.ask(f"run {mode} {nanoseconds}"))
        return spent / loops, consumed
