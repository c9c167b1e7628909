"""The benchmark of runtimes works: its tables have every row, with figures or with the reason why there are none. No figure is judged."""

import os
import re
import shutil
import subprocess
import sys
import zipfile

import pytest

from postroom import ROOT

BENCH = ROOT / "Benchmarks" / "runtime" / "bench.py"
FIGURE = re.compile(r"\d+(\.\d+)?( \[\d+\.\d+ … \d+\.\d+\])?|–")


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    record = tmp_path_factory.mktemp("bench") / "measurements" / "runtime.md"
    environment = {name: value for name, value in os.environ.items() if name != "OFFICIAL_RUNTIME"}
    done = subprocess.run(
        [sys.executable, BENCH, "--quick", "--record", record], capture_output=True, text=True, timeout=60, env=environment, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, record.read_text()


def table_rows(text):
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| ")]


def test_every_row_has_figures_or_a_reason(result):
    output, _ = result
    rows = table_rows(output)
    assert len(rows) == 2 * 8
    for table in (rows[:8], rows[8:]):
        assert table[0][1] == "spawn → first `/next`, ms"
        names = ["Empty Swift binary (", "Empty Swift binary, libstdc++ static", "Echo", "swift-aws-lambda-runtime", "Python", "Python", "Node"]
        for name, (title, *cells) in zip(names, table[1:]):
            assert title.startswith(name)
            assert re.match(r"not measured: \S", cells[0]) or all(FIGURE.fullmatch(cell) for cell in cells), (title, cells)
        assert table[4][1] == "not measured: OFFICIAL_RUNTIME names no checkout"


def test_what_is_there_is_measured(result):
    output, _ = result
    there = {"Empty Swift binary (": True, "Echo": zipfile.is_zipfile(ROOT / "dist" / "Echo.zip"), "Node": bool(shutil.which("node"))}
    for name, expected in there.items():
        rows = [row for row in table_rows(output) if row[0].startswith(name)]
        assert len(rows) == 2
        assert all(row[1].startswith("not measured") != expected for row in rows), rows


def test_every_budget_is_judged_or_not_by_name(result):
    output, _ = result
    lines = output[output.index("\nBudgets:\n") :].splitlines()[3:]
    assert len(lines) == 7
    assert all(re.match(r"- (pass|fail|not judged): Echo|- (pass|fail): Python", line) for line in lines), lines


def test_the_record_says_where_it_is_from(result):
    output, record = result
    assert record.endswith("\n\n" + output)
    assert re.search(r"^\| command \| `make package && python3 Benchmarks/runtime/bench\.py --quick --record .*` \|$", record, re.MULTILINE)
    assert re.search(r"^\| commit \| [0-9a-f]{12}(, with changes that are not committed)? \|$", record, re.MULTILINE)
    assert re.search(r"^\| machine \| .+, \d+ cores, Linux .+ \|$", record, re.MULTILINE)
    assert re.search(r"^\| Swift \| .*Swift version .+ \|$", record, re.MULTILINE)
    assert re.search(r"^\| date \| \d{4}-\d\d-\d\d \d\d:\d\d UTC \|$", record, re.MULTILINE)
