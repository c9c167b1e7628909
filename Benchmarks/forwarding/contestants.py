"""Who is compared: a program that reads mails from files and writes what it would send, `<stem>.1.eml` for each."""

import os
import platform
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PROGRAM = ROOT / ".build" / "release" / "postroom"
OURS = "postroom"
ALIAS, TARGET = "hello@example.com", "jane@gmail.com"
BATCH = 200
SECONDS = 300
"""What a batch may take before it counts as crashed."""


@dataclass
class Contestant:
    key: str
    name: str
    command: list
    """What comes before the folder and the files."""


def contestants(program, aliases):
    # Without `site` Python starts in half the time: what is measured is forwarding.
    python, peers = [sys.executable, "-S"], HERE / "peers"
    version = platform.python_version()
    return [
        Contestant(OURS, "Postroom", [program, "explain", "--recipient", ALIAS, "--aliases", aliases, "--emit"]),
        Contestant("compat32", f"parse and rebuild, Python {version} email, compat32", [*python, peers / "parse_rebuild.py", "compat32"]),
        Contestant("default", "the same, policy default", [*python, peers / "parse_rebuild.py", "default"]),
        Contestant("plain", "text and regexes", [*python, peers / "text_regex.py", "plain"]),
        Contestant("mended", "the same, with better regexes", [*python, peers / "text_regex.py", "mended"]),
    ]


@dataclass
class Forwarded:
    """What became of mails: the bytes by number, None where there are none, and the rungs that Postroom named."""

    mails: list
    rungs: dict = field(default_factory=dict)


def run(contestant, out, paths):
    """The lines of its output; what it says of a mail that it cannot forward stands in the files that are not there."""
    try:
        done = subprocess.run([*contestant.command, out, *paths], capture_output=True, timeout=SECONDS, cwd=ROOT)
    except subprocess.TimeoutExpired:
        return []
    return done.stdout.decode(errors="replace").splitlines()


def rungs(lines, paths):
    """The rung by path. Where there are several mails, a line `== path` is before each."""
    found, current = {}, str(paths[0])
    for line in lines:
        if line.startswith("== "):
            current = line[3:]
        elif match := re.match(r"  rung (\d):", line):
            found[current] = int(match[1])
    return found


def forward(contestant, mails):
    """Forwards all mails in batches. One that is missing then gets a process of its own: the end of a process ends the rest of its batch."""
    result = Forwarded([])
    for start in range(0, len(mails), BATCH):
        with tempfile.TemporaryDirectory(prefix="bench-forwarding-") as folder:
            folder = Path(folder)
            out = folder / "out"
            paths = [folder / f"m{number:06}.eml" for number in range(start, min(start + BATCH, len(mails)))]
            for path, content in zip(paths, mails[start:]):
                path.write_bytes(content)
            named = rungs(run(contestant, out, paths), paths)
            for number, path in enumerate(paths, start):
                sent = out / f"{path.stem}.1.eml"
                if not sent.exists():
                    named |= rungs(run(contestant, out, [path]), [path])
                result.mails.append(sent.read_bytes() if sent.exists() else None)
                if str(path) in named:
                    result.rungs[number] = named[str(path)]
    return result


def built(given):
    """Postroom's program, or the one that was named."""
    program = Path(given).resolve() if given else PROGRAM
    if not os.access(program, os.X_OK):
        sys.exit(f"bench-forwarding: {program} is not there. Build it with make build.")
    return program
