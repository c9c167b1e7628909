"""What is measured of Postroom alone: the loops under the parser, and memory."""

import subprocess
import sys

import packs
from contestants import WORK, Failed, executable

LIMITS = {
    "line ends": "memchr for each line end",
    "delimiter lines, none there": "memchr, byte not there",
    "base64": "memcpy",
    "quoted-printable": "memcpy",
    "UTF-8 check": "memcpy",
    "header split": "memcpy",
}
"""Each loop, and what it cannot be faster than."""

MEMORY_BUDGET = 24
"""MB beyond the mapping, of a mail of 40 MB."""


def asked(*arguments):
    run = subprocess.run([executable(), *arguments], capture_output=True, text=True)
    if run.returncode != 0:
        raise Failed(f"MIMEBenchmark {arguments[0]}: {run.stdout.strip()} (status {run.returncode})")
    return run.stdout.splitlines()


def kernels(rounds):
    print("kernels …", file=sys.stderr)
    news = packs.made(WORK / "packs")["news"]
    figures = {}
    for line in asked("kernels", news, str(rounds)):
        name, *speeds = line.split("\t")
        figures[name] = [float(speed) for speed in speeds]
    lines = ["| loop | GB/s | min … max | beside | GB/s | part of it |", "|---|---:|---:|---|---:|---:|"]
    for name, limit in LIMITS.items():
        middle, least, most = figures[name]
        lines.append(f"| {name} | {middle:.2f} | {least:.2f} … {most:.2f} | {limit} | {figures[limit][0]:.1f} | {middle / figures[limit][0]:.0%} |")
    return f"## Loops\n\nGB of input for a second of CPU time, median of {rounds} rounds.\n\n" + "\n".join(lines)


def memory():
    print("memory …", file=sys.stderr)
    mail = WORK / "packs" / "large.eml"
    mail.write_bytes(packs.read(packs.made(WORK / "packs")["large"])[-1])
    size, before, peak = map(int, asked("memory", mail)[0].split()[1:4])
    beyond = (peak - before) * 1024 / 1e6
    sentence = f"structure pass over a mapped mail of {size / 1e6:.0f} MB: peak {beyond:.1f} MB beyond the mapping, under {MEMORY_BUDGET}"
    table = f"| mail, MB | resident before, mapping included, MB | peak, MB |\n|---:|---:|---:|\n| {size / 1e6:.1f} | {before * 1024 / 1e6:.1f} | {peak * 1024 / 1e6:.1f} |"
    return f"## Memory\n\n{table}", [(beyond < MEMORY_BUDGET, sentence)]
