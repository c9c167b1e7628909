"""What forwarding costs: CPU and memory of a process for one mail, and CPU of a mail among others."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

import inputs
from contestants import ROOT

QUICK = ("20 KB", "1 MB")
MANY = {"20 KB": 400, "1 MB": 40, "25 MB": 4}
ASK = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024]))
"""
"""In a process of its own: the kernel counts what a process had before `exec` to its peak, and that of this one is large."""


class Failed(Exception):
    """How a contestant ended."""


def usage(command):
    """CPU seconds and peak RSS in bytes of a process."""
    asked = subprocess.run([sys.executable, "-I", "-S", "-c", ASK, *command], capture_output=True, check=True, cwd=ROOT)
    code, cpu, peak = json.loads(asked.stdout)
    if code != 0:
        raise Failed(f"it ended with {code}")
    return cpu, peak


def measure(rows, folder, label, rounds, many):
    """By contestant: CPU of a process for one mail, CPU of each further mail, and the peak, for each round. All take turns.

    Of a contestant that fails, the reason instead.
    """
    mail = folder / "mail.eml"
    mail.write_bytes(inputs.sized(inputs.SIZES[label]))
    figures, failures = {row.key: [] for row in rows}, {}
    for number in range(rounds):
        for row in rows[number % len(rows) :] + rows[: number % len(rows)]:
            command = [*row.command, folder / "out"]
            try:
                single, peak = usage([*command, mail])
                batch, _ = usage([*command, *[mail] * many])
            except Failed as reason:
                failures[row.key] = str(reason)
                continue
            # The start of the process is in both.
            figures[row.key].append((single, (batch - single) / (many - 1), peak))
    return figures | failures


def table(label, rows, figures):
    lines = [
        f"| {label} | CPU of a process for one mail, ms | CPU of each further mail, ms | min … max | its peak RSS, MB |",
        "|---" + "|---:" * 4 + "|",
    ]
    for row in rows:
        if isinstance(figures[row.key], str):
            lines.append(f"| {row.name} | not measured: {figures[row.key]} | | | |")
            continue
        single, further, peak = zip(*figures[row.key])
        spread = f"{min(further) * 1e3:.2f} … {max(further) * 1e3:.2f}"
        cells = [f"{median(single) * 1e3:.1f}", f"{median(further) * 1e3:.2f}", spread, f"{median(peak) / 1e6:.1f}"]
        lines.append(f"| {row.name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def section(rows, rounds, is_quick):
    texts = []
    with tempfile.TemporaryDirectory(prefix="bench-forwarding-") as folder:
        for label in QUICK if is_quick else inputs.SIZES:
            figures = measure(rows, Path(folder), label, rounds, 2 if is_quick else MANY[label])
            texts.append(table(label, rows, figures))
    floor = usage(["true"])[1]
    return "\n\n".join(texts) + f"\n\nA peak under {floor / 1e6:.1f} MB would not be seen: it is that of `true`, measured so."
