#!/usr/bin/env python3
"""What a delivered mail costs: calls to AWS, bytes, CPU and memory, of SESInbound and of the same job in Python. `make bench-aws` runs it."""

import argparse
import os
import random
import sys
import time
from base64 import encodebytes
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "Tests" / "Integration"), str(ROOT / "Benchmarks" / "runtime")]

import report  # noqa: E402  of Benchmarks/runtime: the machine, and where a record is from
import rows  # noqa: E402
from aws.clients import AWS  # noqa: E402
from inbound import Inbound, bootstrap, event  # noqa: E402
from runtime_api import FakeRuntimeAPI  # noqa: E402
from runtime_process import RuntimeProcess  # noqa: E402

SIZES = {"20 KB": 20_000, "1 MB": 1_000_000, "40 MB": 40_000_000}
BUDGET_CALLS, BUDGET_MEMORY = 4, 64


def mail(size):
    """Text, HTML, and an attachment for the rest."""
    text = "Dear customer,\r\nyour code is 123456. It is good for ten minutes.\r\n"
    html = f"<html><body><p>{text}</p>{'<p>All the best</p>' * 100}</body></html>"
    head = (
        "From: =?utf-8?q?J=C3=BCrgen?= <juergen@shop.example>\r\nTo: box@postroom.test\r\nSubject: Your code\r\n"
        "Date: Sat, 21 Nov 2026 09:30:00 +0100\r\nMessage-ID: <1@shop.example>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="b1"\r\n\r\n'
        '--b1\r\nContent-Type: multipart/alternative; boundary="b2"\r\n\r\n'
        f"--b2\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
        f"--b2\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n--b2--\r\n"
        '--b1\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="a.pdf"\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\n"
    ).encode()
    rest = max(0, size - len(head) - 10)
    attachment = encodebytes(random.Random(1).randbytes(rest * 57 // 78)).replace(b"\n", b"\r\n")
    return head + attachment + b"--b1--\r\n"


def python_command():
    row = rows.made("boto3", "Python", lambda row: rows.python(row, False, "with_boto3"))
    if row.missing:
        sys.exit(f"bench-aws: {row.missing}")
    return [rows.VENV / "bin" / "python", "-m", "awslambdaric", "inbound.handler"], row.name


def ticks(pid):
    """CPU of a process, of all its threads, in seconds."""
    return time.clock_gettime((~pid << 3) | 2)


def peak(pid):
    return next(int(line.split()[1]) / 1024 for line in open(f"/proc/{pid}/status") if line.startswith("VmHWM"))


def measure(aws, command, environment, size, count):
    """A new process and a new deployment: median CPU of a mail in ms, calls, bytes sent and received, peak MB."""
    aws.reset()
    inbound = Inbound(aws)
    address = inbound.add_mailbox("box")
    content = mail(size)
    for number in range(count + 1):
        inbound.put_mail(f"m{number}", content)
    with FakeRuntimeAPI() as api, RuntimeProcess(api, command, **{**inbound.environment, **environment}) as process:
        # The first mail makes the connections.
        process.call(event("m0", address), seconds=120, wait=120)
        aws.judge.calls.clear()
        cpu = []
        for number in range(1, count + 1):
            before = ticks(process.process.pid)
            post = process.call(event(f"m{number}", address), seconds=120, wait=120)
            assert post.endpoint == "response", post
            api.wait_idle()
            cpu.append(ticks(process.process.pid) - before)
        calls = list(aws.judge.calls)
        assert len(inbound.messages(address)) == count + 1
        sent, received = sum(call.bytes_in for call in calls), sum(call.bytes_out for call in calls)
        return median(cpu) * 1000, len(calls) / count, sent / count, received / count - len(content), peak(process.process.pid)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--record", type=Path, help="writes the figures into this file")
    arguments.add_argument("--quick", action="store_true", help="one mail of each size: its figures mean nothing")
    chosen = arguments.parse_args()
    command, name = python_command()
    aws = AWS()
    own = {"HOME": "/nonexistent"}
    peer = {"HOME": "/nonexistent", "PYTHONPATH": str(ROOT / "Benchmarks" / "aws" / "python"), "_HANDLER": "inbound.handler"}
    lines = [
        "| | mail | CPU per mail, ms | calls per mail | bytes sent | bytes received, without the mail | peak RSS, MB |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    passed = True
    verdicts = []
    try:
        for label, size in SIZES.items():
            count = 1 if chosen.quick else {20_000: 40, 1_000_000: 20, 40_000_000: 3}[size]
            figures = {}
            for who, line, environment in (("SESInbound", [bootstrap()], own), (name, command, peer)):
                cpu, calls, sent, received, memory = measure(aws, line, environment, size, count)
                figures[who] = cpu
                lines.append(f"| {who} | {label} | {cpu:.1f} | {calls:.0f} | {sent:,.0f} | {received:,.0f} | {memory:.1f} |")
                if who == "SESInbound":
                    good = calls <= BUDGET_CALLS and (size < 40_000_000 or memory <= BUDGET_MEMORY)
                    passed &= good
                    verdicts.append(f"- {'pass' if good else 'fail'}: {label}: {calls:.0f} calls, at most {BUDGET_CALLS}; {memory:.1f} MB"
                                    + (f", at most {BUDGET_MEMORY}" if size >= 40_000_000 else ""))
            verdicts.append(f"- {label}: Python takes {figures[name] / figures['SESInbound']:.1f}× the CPU")
    finally:
        aws.close()
    text = "\n".join(lines) + "\n\nBudgets:\n\n" + "\n".join(verdicts)
    print(text)
    if chosen.record:
        facts = [("command", "`make package && .venv/bin/python Benchmarks/aws/bench.py --record docs/measurements/aws.md`"), *report.machine()]
        heading = "# What a delivered mail costs\n\nHow it is measured: [Benchmarks/aws](../../Benchmarks/aws/README.md).\n\n"
        table = "| | |\n|---|---|\n" + "".join(f"| {name} | {fact} |\n" for name, fact in facts)
        chosen.record.write_text(f"{heading}{table}\n{text}\n")
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
