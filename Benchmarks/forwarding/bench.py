#!/usr/bin/env python3
"""What forwarding does to mails and what it costs, by Postroom and by two peer designs. `make bench-forwarding` runs it; README.md says how."""

import argparse
import hashlib
import json
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[1:1] = [str(ROOT / "Tests" / "Integration"), str(ROOT / "Benchmarks" / "runtime")]

import cost  # noqa: E402
import fidelity  # noqa: E402
import inputs  # noqa: E402
import report  # noqa: E402  of Benchmarks/runtime: the machine, and where a record is from
from contestants import ALIAS, TARGET, built, contestants  # noqa: E402

CORPUS = "POSTROOM_CORPUS"
BUSY = 0.5
"""The load from which other work ran beside it."""


def packs(count):
    """The mails by the title of their table."""
    found = {CORPUS: inputs.corpus(), "generated": inputs.generated(count)}
    return {title: mails for title, mails in found.items() if mails}


def checksum(mails):
    digest = hashlib.sha256()
    for _, content in mails:
        digest.update(len(content).to_bytes(8, "little") + content)
    return digest.hexdigest()[:16]


def record(chosen, text, chosen_packs, load):
    corpus = f"{CORPUS}={os.environ[CORPUS]} " if CORPUS in chosen_packs else ""
    end = os.getloadavg()[0]
    busy = ". Other work ran beside it: CPU figures are too high, and no more than a hint" if load > BUSY else ""
    command = f"make bench-forwarding MAILS={chosen.mails}{' QUICK=1' if chosen.quick else ''} RECORD=1"
    elsewhere = []
    if chosen.program:
        quick = " --quick" if chosen.quick else ""
        command = f".venv/bin/python Benchmarks/forwarding/bench.py --mails {chosen.mails}{quick} --program {chosen.program} --record {chosen.record}"
        checksum_of_program = hashlib.sha256(Path(chosen.program).read_bytes()).hexdigest()[:16]
        elsewhere = [("program", f"built elsewhere, so maybe of another commit; SHA-256 {checksum_of_program}")]
    facts = [
        ("command", f"`{corpus}{command}`"),
        *report.machine(),
        *elsewhere,
        ("mails", ", ".join(f"{title} SHA-256 {checksum(mails)}" for title, mails in chosen_packs.items())),
        ("load", f"{load:.1f} at the start, {end:.1f} at the end{busy}"),
    ]
    table = "| | |\n|---|---|\n" + "".join(f"| {name} | {fact} |\n" for name, fact in facts)
    heading = "# What forwarding does to a mail, beside other designs\n\nHow it is measured: "
    heading += "[Benchmarks/forwarding](../../Benchmarks/forwarding/README.md).\n\n"
    chosen.record.write_text(f"{heading}{table}\n{text}\n")


def verdict(wrong):
    if not wrong:
        return "- pass: Postroom damages and loses none"
    return "\n".join([f"- fail: Postroom, {len(wrong):,} findings", *(f"  - {one}" for one in wrong[:20])])


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--mails", type=int, default=2000, help="how many mails of random trees; 2,000 if it is not given")
    arguments.add_argument("--quick", action="store_true", help="one round of the costs instead of 5, without 25 MB: its figures mean nothing")
    arguments.add_argument("--only", choices=("damage", "cost"), help="this section only")
    arguments.add_argument("--record", type=Path, help="writes the figures into this file")
    arguments.add_argument("--program", help="a postroom that was built elsewhere")
    chosen = arguments.parse_args()
    program = built(chosen.program)
    load = os.getloadavg()[0]
    chosen_packs = packs(chosen.mails) if chosen.only != "cost" else {}
    sections, wrong = [], []
    with tempfile.TemporaryDirectory(prefix="bench-forwarding-") as folder:
        aliases = Path(folder) / "aliases.json"
        aliases.write_text(json.dumps({ALIAS: TARGET}))
        rows = contestants(program, aliases)
        if chosen_packs:
            tables, wrong = fidelity.section(rows, chosen_packs)
            absent = "" if CORPUS in chosen_packs else f"Mails of others are not compared: {CORPUS} names no folder.\n\n"
            sections.append(f"## Damage\n\n{absent}{tables}")
        if chosen.only != "damage":
            rounds = 1 if chosen.quick else 5
            sections.append(f"## Cost\n\nMedian of {rounds} rounds.\n\n{cost.section(rows, rounds, chosen.quick)}")
    if chosen_packs:
        sections.append("## Verdict\n\n" + verdict(wrong))
    text = "\n\n".join(sections)
    print(text)
    if chosen.record:
        record(chosen, text, chosen_packs, load)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
