#!/usr/bin/env python3
"""How fast Core/MIME reads mail, beside other parsers. `make bench-mime` runs it; README.md says how."""

import argparse
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "runtime"))

import agreement  # noqa: E402
import ours  # noqa: E402
import packs  # noqa: E402
import probes  # noqa: E402
import report  # noqa: E402  of Benchmarks/runtime: the machine, and where a record is from
from contestants import OURS, ROOT, WORK, Failed, Process, contestants  # noqa: E402

SECTIONS = ("throughput", "kernels", "parts", "memory", "complexity")
MODES = ("structure", "full")
LOOP = 50_000_000
"""CPU nanoseconds that a figure is of at least; a pack that takes less is read again and again."""


def measure(present, path, rounds):
    """CPU nanoseconds of each round by (key, mode), and the digests by key. All contestants take turns."""
    times, digests, sums = {}, {}, {}
    with ExitStack() as stack:
        processes = {row.key: stack.enter_context(Process(row)) for row in present}
        for key, process in processes.items():
            process.ask(f"load {path}")
            digest = WORK / f"{key}.digest"
            process.ask(f"digest {digest}")
            digests[key] = agreement.read(digest)
        for number in range(rounds + 1):
            for mode in MODES:
                # Each round begins with another one; the first does not count.
                for row in present[number % len(present) :] + present[: number % len(present)]:
                    spent, consumed = processes[row.key].run(mode, LOOP if number else 0)
                    if sums.setdefault((row.key, mode), consumed) != consumed:
                        raise Failed(f"{row.name}: the same work had two results")
                    if number:
                        times.setdefault((row.key, mode), []).append(spent)
    return times, digests


def speed(size, nanoseconds):
    return size / nanoseconds * 1000


def throughput(names, sizes, measured):
    """One table a pack: the median, the slowest and the fastest round, and how many times the peer's time ours goes into."""
    tables = []
    for pack, times in measured.items():
        lines = [f"| {pack} | " + " | ".join(f"{mode}, MB/s | min … max | Postroom is faster by" for mode in MODES) + " |"]
        lines.append("|---|" + "---:|" * 3 * len(MODES))
        for key, name in names.items():
            cells = []
            for mode in MODES:
                figures = times[key, mode]
                ratio = "" if key == OURS else f"{median(figures) / median(times[OURS, mode]):.2f}×"
                spread = f"{speed(sizes[pack], max(figures)):,.0f} … {speed(sizes[pack], min(figures)):,.0f}"
                cells += [f"{speed(sizes[pack], median(figures)):,.0f}", spread, ratio]
            lines.append(f"| {name} | " + " | ".join(cells) + " |")
        tables.append("\n".join(lines))
    return "\n\n".join(tables)


def budgets(names, measured):
    """(met, sentence) of each budget of throughput."""
    verdicts = []

    def judge(pack, mode, peers, factor, who):
        times = measured.get(pack, {})
        peers = [key for key in peers if (key, mode) in times]
        if not peers:
            verdicts.append((None, f"{mode}, {pack}: at least {factor}× {who}; not measured"))
            return
        best = min(peers, key=lambda key: median(times[key, mode]))
        ratio = median(times[best, mode]) / median(times[OURS, mode])
        verdicts.append((ratio >= factor, f"{mode}, {pack}: {ratio:.2f}× {names[best]}, at least {factor}× {who}"))

    others = [key for key in names if key != OURS]
    for pack, mode, peers, factor, who in [
        ("news", "full", others, 3, "the best"),
        ("large", "full", others, 3, "the best"),
        ("large_lf", "full", others, 3, "the best"),
        ("large", "structure", ["gmime"], 4, "GMime"),
        ("large_lf", "structure", ["gmime"], 4, "GMime"),
    ]:
        judge(pack, mode, peers, factor, who)
    return verdicts


def chosen_packs(only):
    paths = packs.made(WORK / "packs")
    corpus = os.environ.get("MAIL_CORPUS")
    if corpus:
        paths["corpus"] = packs.corpus(corpus, WORK / "packs" / "corpus.pack")
    return {name: path for name, path in paths.items() if not only or name in only}


def compared(rows, chosen):
    """The sections on throughput and agreement, and the verdicts."""
    present = [row for row in rows if not row.missing]
    names = {row.key: row.name for row in present}
    measured, digests, sizes = {}, {}, {}
    for pack, path in chosen_packs(chosen.packs).items():
        print(f"{pack} …", file=sys.stderr)
        measured[pack], digests[pack] = measure(present, path, chosen.rounds)
        sizes[pack] = path.stat().st_size - 8 * len(digests[pack][OURS])
    absent = "".join(f"\n\nNot measured: {row.name}, {row.missing}." for row in rows if row.missing)
    of = ", ".join(f"{pack} {len(digests[pack][OURS]):,} mails of {sizes[pack] / 1e6:.1f} MB" for pack in sizes)
    throughputs = f"## Throughput\n\nMB/s of CPU time, median of {chosen.rounds} rounds. Packs: {of}.{absent}\n\n"
    return [throughputs + throughput(names, sizes, measured), "## Agreement\n\n" + agreement.table(names, digests)], budgets(names, measured)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--record", type=Path, help="writes the figures into this file")
    arguments.add_argument("--quick", action="store_true", help="3 rounds instead of 9, and no complexity probes")
    arguments.add_argument("--strict", action="store_true", help="a missed budget ends the run with 1")
    arguments.add_argument("--packs", nargs="*", help="throughput of these packs only")
    arguments.add_argument("--only", nargs="*", choices=SECTIONS, help="these sections only")
    chosen = arguments.parse_args()
    chosen.rounds = 3 if chosen.quick else 9
    wanted = chosen.only or [section for section in SECTIONS if not (chosen.quick and section == "complexity")]
    load = os.getloadavg()[0]
    rows = contestants()
    present = [row for row in rows if not row.missing]
    sections, verdicts = [], []
    if "throughput" in wanted:
        sections, verdicts = compared(rows, chosen)
    if "kernels" in wanted:
        sections.append(ours.kernels(chosen.rounds))
    if "parts" in wanted:
        text, judged = probes.parts(present, not chosen.quick)
        sections.append("## Many parts\n\n" + text)
        verdicts += judged
    if "memory" in wanted:
        text, judged = ours.memory()
        sections.append(text)
        verdicts += judged
    if "complexity" in wanted:
        print("complexity …", file=sys.stderr)
        text, judged = probes.complexity(present, not chosen.quick)
        sections.append("## Complexity\n\nMilliseconds of CPU time for n, 2n and 4n.\n\n" + text)
        verdicts += judged
    words = {True: "met", False: "missed", None: "not judged"}
    sections.append("## Budgets\n\n" + "\n".join(f"- {words[met]}: {sentence}" for met, sentence in verdicts))
    text = "\n\n".join(sections)
    print(text)
    if chosen.record:
        record(chosen.record, text, load)
    sys.exit(1 if chosen.strict and any(met is False for met, _ in verdicts) else 0)


def record(path, text, load):
    facts = [
        ("command", "`make bench-mime RECORD=1`"),
        *report.machine(),
        ("packs", f"SHA-256 {packs.checksum(WORK / 'packs')}"),
        ("load", f"{load:.1f} at the start, {os.getloadavg()[0]:.1f} at the end"),
    ]
    table = "| | |\n|---|---|\n" + "".join(f"| {name} | {fact} |\n" for name, fact in facts)
    path.write_text(f"# Mail parsers compared\n\nHow it is measured: [Benchmarks/mime](../../Benchmarks/mime/README.md).\n\n{table}\n{text}\n")


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
