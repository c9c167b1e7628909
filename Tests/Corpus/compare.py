#!/usr/bin/env python3
"""Runs Postroom over the mail corpus and holds its readings against those of four peers.

    python3 Tests/Corpus/compare.py --probe PATH --corpus DIR [--peer NAME] [--verbose]

Every mail must get an answer, and every leaf that a peer reads in another way must have a
reason in `reasons/`. The README beside this file tells the rules.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import gmime
import mime4j
import python_email
import stalwart
from deviations import Tally
from mails import Mail, find_mails
from matching import compare_leaves
from probe import Parsed, Runner
from reasons import Reasons
from stalwart_fields import compare_fields
from tree import Reading

# In mails without a defect, deviations may be at most this share of what is compared with a peer.
MOST_PERCENT = 2.0
# Odd ones, and some around the sizes of lines and blocks.
STREAM_SIZES = [1, 2, 3, 7, 61, 77, 997, 4096]
REASONS_FOLDER = Path(__file__).parent / "reasons"


def main() -> int:
    options = read_options()
    mails = find_mails(options.corpus)
    if not mails:
        print(f"no mails in {options.corpus}", file=sys.stderr)
        return 1
    runner = Runner(options.probe)
    with tempfile.TemporaryDirectory() as folder:
        readings = [r for mail in mails for r in readings_of(mail, options.peer, Path(folder))]
        readings += gmime_readings(mails, options.peer, Path(folder))
        files = list(dict.fromkeys([m.path for m in mails] + [r.file for r in readings]))
        answers = runner.parse(files)
        runner.stream([file for file in files if file in answers], STREAM_SIZES)
    failed_mails = report_failures(runner, mails, readings)
    tallies = compare(readings, answers)
    if mime4j.PEER in tallies:
        note_options(mails, tallies[mime4j.PEER])
    failed_checks = judge(tallies, failed_mails, options.verbose)
    failed = len(failed_mails) + failed_checks
    print(f"corpus: {len(mails) - len(failed_mails)} passed, {failed} failed")
    return 1 if failed else 0


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--probe", type=Path, required=True, help="the MIMEProbe binary")
    parser.add_argument("--corpus", type=Path, required=True, help="the folder of the mail corpus")
    parser.add_argument("--peer", choices=["python", "gmime", "mime4j", "stalwart", "all"], default="all")
    parser.add_argument("--verbose", action="store_true", help="print deviations that have a reason too")
    return parser.parse_args()


def readings_of(mail: Mail, peer: str, copies: Path) -> list[Reading]:
    """What the chosen peers make of a mail."""
    readings: list[Reading | None] = []
    if peer in ("mime4j", "all") and not mime4j.is_read_with_option(mail):
        readings.append(mime4j.read(mail))
    if peer in ("stalwart", "all"):
        readings += stalwart.read(mail, copies)
    if peer in ("python", "all"):
        readings.append(python_email.read(mail))
    return [reading for reading in readings if reading]


def gmime_readings(mails: list[Mail], peer: str, folder: Path) -> list[Reading]:
    """What GMime makes of the mails, where it is asked for and installed."""
    if peer not in ("gmime", "all"):
        return []
    program = gmime.build(folder)
    if program is None:
        print("gmime: not compared, there is no libgmime-3.0-dev")
        return []
    return gmime.read(program, mails)


def report_failures(runner: Runner, mails: list[Mail], readings: list[Reading]) -> set[str]:
    """Prints the files without a usable answer. Returns the mails they are."""
    names = {reading.file: (reading.mail, f" as {reading.peer} reads it") for reading in readings}
    names |= {mail.path: (mail.name, "") for mail in mails}
    for file, trouble in runner.failures.items():
        print(f"FAIL {''.join(names[file])}: {trouble}")
    return {names[file][0] for file in runner.failures}


def compare(readings: list[Reading], answers: dict[Path, Parsed]) -> dict[str, Tally]:
    """The tallies by name, of leaves and of header fields. A mail without an answer is left out."""
    tallies: dict[str, Tally] = {}
    for reading in readings:
        leaves = tallies.setdefault(reading.peer, Tally(reading.peer))
        ours = answers.get(reading.file)
        if ours is None:
            continue
        count(leaves, ours, lambda tally: compare_leaves(reading, ours, tally))
        if reading.fields is not None:
            fields = tallies.setdefault(f"{reading.peer} headers", Tally(reading.peer, "header fields"))
            count(fields, ours, lambda tally: compare_fields(reading, ours, tally))
    return tallies


def count(tally: Tally, ours: Parsed, comparison: Callable[[Tally], None]) -> None:
    """Runs a comparison, and counts what it compares apart where Postroom notes no defect."""
    before = tally.compared
    comparison(tally)
    if not ours.has_defects:
        tally.compared_clean += tally.compared - before


def note_options(mails: list[Mail], tally: Tally) -> None:
    """Notes mime4j's leaves that aren't compared because an option made them."""
    for mail in filter(mime4j.is_read_with_option, mails):
        for _ in mime4j.read(mail).root.leaves():
            tally.skip(mime4j.OPTION_NOTE)


def judge(tallies: dict[str, Tally], failed_mails: set[str], verbose: bool) -> int:
    """Prints what was found and adds the mails that fail. Returns how many other checks fail."""
    reasons = Reasons(REASONS_FOLDER)
    checks: list[str] = []
    lines: list[str] = []
    for name, tally in tallies.items():
        without_reason = 0
        for deviation in tally.deviations:
            reason = reasons.of(deviation)
            if reason is None:
                without_reason += 1
                failed_mails.add(deviation.mail)
                print(f"FAIL {deviation.key}: {deviation.detail}")
            elif verbose:
                print(f"{deviation.key}: {deviation.detail} [{reason.reason}: {reason.why}]")
        lines.append(tally.line(without_reason))
        if tally.percent > MOST_PERCENT:
            checks.append(f"{name}: {tally.percent:.1f} % deviations in mails without a defect are more than {MOST_PERCENT:.0f} %")
    checks += reasons.faults({tally.peer for tally in tallies.values()})
    for check in checks:
        print(f"FAIL {check}")
    print("\n".join(lines))
    return len(checks)


if __name__ == "__main__":
    sys.exit(main())
