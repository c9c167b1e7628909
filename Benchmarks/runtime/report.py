"""The tables, the budgets, and the record of a run."""

import os
import platform
import re
import subprocess
from datetime import datetime, timezone
from statistics import median

from rows import ROOT

NO_FIGURE = "–"
COLUMNS = [
    "",
    "spawn → first `/next`, ms",
    "first invocation, ms",
    "warm p50, µs",
    "its best round, µs",
    "warm p99, µs",
    "CPU per invocation, µs",
    "peak RSS, MB",
    "zip, MB",
]


def percentile(values, part):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * part))]


class Figures:
    """What was measured of one row with one event: ns and MB, one value for each round."""

    def __init__(self):
        self.start, self.first = [], []
        self.p50, self.p99, self.cpu = [], [], []
        self.peak = []

    def cells(self):
        def middle(values, divisor, digits):
            return f"{median(values) / divisor:.{digits}f}" if values else NO_FIGURE

        spread = f" [{min(self.start) / 1e6:.2f} … {percentile(self.start, 0.9) / 1e6:.2f}]" if self.start else ""
        return [
            middle(self.start, 1e6, 2) + spread,
            middle(self.first, 1e6, 2),
            middle(self.p50, 1e3, 0),
            f"{min(self.p50) / 1e3:.0f}" if self.p50 else NO_FIGURE,
            middle(self.p99, 1e3, 0),
            middle(self.cpu, 1e3, 0),
            middle(self.peak, 1, 1),
        ]


def table(rows, figures):
    """One event's table as Markdown."""
    lines = ["| " + " | ".join(COLUMNS) + " |", "|---" + "|---:" * (len(COLUMNS) - 1) + "|"]
    for row in rows:
        if row.missing:
            cells = [f"not measured: {row.missing}".replace("|", "/").replace("\n", " ")] + [""] * (len(COLUMNS) - 2)
        else:
            size = NO_FIGURE if row.zip_size is None else f"{row.zip_size / 1e6:.2f}"
            cells = [*figures[row.key].cells(), size]
        lines.append("| " + " | ".join([row.name, *cells]) + " |")
    return "\n".join(lines)


def budgets(rows, figures):
    """(verdict, sentence) for each budget. `figures` is by event, then by row."""
    measured = {row.key: row for row in rows if not row.missing}

    def start(key):
        return median([value for of_event in figures.values() for value in of_event[key].start]) / 1e6

    def judge(peers, sentence, check):
        absent = [row for row in rows if row.key in ("echo", "empty", *peers) and row.missing]
        if not absent:
            return check()
        # A peer may be absent. What is in this repository may not.
        own = any(row.key in ("echo", "empty") for row in absent)
        return "fail" if own else "not judged", f"{sentence}. Not measured: {', '.join(row.name for row in absent)}"

    def verdict(good, sentence):
        return "pass" if good else "fail", sentence

    def against_empty():
        ratio = start("echo") / start("empty")
        return verdict(ratio <= 3, f"Echo starts in {start('echo'):.2f} ms, the empty binary in {start('empty'):.2f} ms: {ratio:.2f}×, at most 3×")

    def against_boto3():
        ratio = start("boto3") / start("echo")
        return verdict(
            ratio >= 60, f"Python with boto3 starts in {start('boto3'):.1f} ms, Echo in {start('echo'):.2f} ms: {ratio:.0f}×, at least 60×"
        )

    def warm(event, peers):
        # The best rounds: with the same program a round can take twice as long as the next, see README.md. Of two peers the faster counts.
        of_event = figures[event]
        mine = min(of_event["echo"].p50) / 1e3
        name, theirs = min(((measured[key].name, min(of_event[key].p50) / 1e3) for key in peers), key=lambda peer: peer[1])
        return verdict(mine < theirs, f"Echo's best warm p50, {event}: {mine:.1f} µs, under {theirs:.1f} µs of {name}")

    def size():
        bytes_ = measured["echo"].zip_size
        return verdict(bytes_ <= 8_000_000, f"Echo's zip has {bytes_ / 1e6:.2f} MB, at most 8")

    lines = [
        judge([], "Echo starts in at most 3× the time of the empty binary", against_empty),
        judge(["boto3"], "Echo starts at least 60× faster than Python with boto3", against_boto3),
    ]
    for event in figures:
        for peers, name in ((["boto3", "python"], "Python"), (["official"], "the official Swift runtime")):
            lines.append(judge(peers, f"Echo's warm p50, {event}, is under that of {name}", lambda: warm(event, peers)))
    lines.append(judge([], "Echo's zip has at most 8 MB", size))
    return lines


def machine():
    """What a figure is worth without: where and of what it was measured."""

    def run(*command):
        try:
            return subprocess.run(command, capture_output=True, text=True, cwd=ROOT).stdout.strip()
        except OSError:
            return ""

    model = re.search(r"^model name\s*: (.*)$", open("/proc/cpuinfo").read(), re.MULTILINE)
    changed = run("git", "status", "--porcelain", "--", ".", ":!docs/measurements")
    return [
        ("commit", run("git", "rev-parse", "--short=12", "HEAD") + (", with changes that are not committed" if changed else "")),
        ("machine", f"{model[1] if model else platform.machine()}, {os.cpu_count()} cores, Linux {platform.release()}"),
        ("Swift", next(iter(run("swift", "--version").splitlines()), "none")),
        ("date", datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M UTC")),
    ]
