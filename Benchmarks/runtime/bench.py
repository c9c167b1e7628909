#!/usr/bin/env python3
"""Compares Echo, as it is packaged, with an empty binary and with other runtimes: README.md says how. `make bench-runtime` runs it."""

import argparse
import gc
import os
import shlex
import sys
from pathlib import Path
from statistics import median

import process
import report
import rows as compared

EVENTS = {"small event": "small.json", "SES event": "ses.json"}


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cold", type=int, default=25, metavar="N", help="rounds of starts (25)")
    parser.add_argument("--warm", type=int, default=5, metavar="N", help="rounds of many invocations (5)")
    parser.add_argument("--invocations", type=int, default=5000, metavar="N", help="invocations that a warm round measures (5000)")
    parser.add_argument("--warm-up", type=int, default=500, metavar="N", help="invocations before them (500)")
    parser.add_argument("--quick", action="store_true", help="a smoke test: few rounds, only the peers that are there, no budget fails")
    parser.add_argument("--record", type=Path, metavar="FILE", help="also write the result to FILE")
    parser.add_argument("--show-output", action="store_true", help="let the functions write to this terminal; for looking into a failure")
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.cold, chosen.warm, chosen.invocations, chosen.warm_up = 2, 1, 100, 20
    if min(chosen.cold, chosen.warm, chosen.invocations) < 1 or chosen.warm_up < 0:
        parser.error("there is nothing to measure in 0 rounds or 0 invocations")
    return chosen


def start_once(row, event, figures):
    if row.exits:
        figures.start.append(process.run_to_exit(row.command))
    else:
        run = process.serve(row.command, row.environment, event, 1)
        figures.start.append(run.start)
        figures.first.append(run.latencies[0])


def serve_many(row, event, figures, chosen):
    if row.exits:
        return
    with process.one_processor():
        run = process.serve(row.command, row.environment, event, chosen.warm_up + chosen.invocations, mark=chosen.warm_up)
    latencies = run.latencies[chosen.warm_up :]
    figures.p50.append(median(latencies))
    figures.p99.append(report.percentile(latencies, 0.99))
    figures.cpu.append(run.cpu / len(latencies))
    figures.peak.append(run.peak)


def rounds(count, rows, events, figures, measure):
    """Each round runs every row with every event once. It begins with another row than the one before: who runs after a heavy one finds the
    caches cold, and that should not always be the same."""
    for number in range(count):
        turn = number % len(rows)
        for event, content in events.items():
            for row in rows[turn:] + rows[:turn]:
                if row.missing:
                    continue
                try:
                    measure(row, content, figures[event][row.key])
                except (process.Failed, OSError) as error:
                    row.missing = str(error)


def main():
    chosen = options()
    process.Process.show_output = chosen.show_output
    events = {name: (compared.HERE / "events" / file).read_bytes() for name, file in EVENTS.items()}
    rows = compared.rows(chosen.quick)
    figures = {event: {row.key: report.Figures() for row in rows} for event in events}
    for row in rows:
        if row.exits and not row.missing:
            if (peak := process.peak_at_exit(row.command)) is not None:
                for event in events:
                    figures[event][row.key].peak.append(peak)

    # A pause of the collector would be a pause of the Runtime API.
    gc.collect()
    gc.disable()
    load = os.getloadavg()
    # Once without counting: the files are in memory then, and Python has compiled the handlers.
    rounds(1, rows, events, {event: {row.key: report.Figures() for row in rows} for event in events}, start_once)
    print(f"Starting each {chosen.cold} times with each event", file=sys.stderr)
    rounds(chosen.cold, rows, events, figures, start_once)
    print(f"Invoking each {chosen.warm} × {chosen.invocations} times with each event", file=sys.stderr)
    rounds(chosen.warm, rows, events, figures, lambda *run: serve_many(*run, chosen))

    lines = [
        f"Medians of {chosen.cold} starts and of {chosen.warm} × {chosen.invocations} warm invocations after {chosen.warm_up}, interleaved;"
        " in brackets the fastest start and the 90th percentile.",
        f"Load average {load[0]:.2f} at the start, {os.getloadavg()[0]:.2f} at the end.",
    ]
    for event, content in events.items():
        lines += ["", f"With the {event}, {len(content)} bytes:", "", report.table(rows, figures[event])]
    verdicts = report.budgets(rows, figures)
    lines += ["", "Budgets:", ""] + [f"- {verdict}: {sentence}" for verdict, sentence in verdicts]
    result = "\n".join(lines) + "\n"
    print(result, end="")
    if chosen.record:
        checkout = "OFFICIAL_RUNTIME=DIR " if os.environ.get("OFFICIAL_RUNTIME") else ""
        command = f"{checkout}python3 " + shlex.join([os.path.relpath(__file__, compared.ROOT), *sys.argv[1:]])
        facts = [("command", f"`make package && {command}`"), *report.machine()]
        heading = "# Runtimes compared\n\nWhat each row is, and how it is measured: [Benchmarks/runtime](../../Benchmarks/runtime/README.md).\n\n"
        chosen.record.parent.mkdir(parents=True, exist_ok=True)
        chosen.record.write_text(heading + "| | |\n|---|---|\n" + "".join(f"| {name} | {fact} |\n" for name, fact in facts) + "\n" + result)
    if not chosen.quick and any(verdict == "fail" for verdict, _ in verdicts):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
