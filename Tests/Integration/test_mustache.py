"""Random templates are rendered as swift-mustache renders them; what it does otherwise than the specification is in `generated_templates`.

`POSTROOM_GENERATED_TEMPLATES` says how many: 10,000 if it is not set.
"""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from generated_templates import generated
from postroom import ROOT

COUNT = int(os.environ.get("POSTROOM_GENERATED_TEMPLATES") or 10_000)
CHUNK = 2500
PROBE = Path(os.environ.get("POSTROOM_MUSTACHE_PROBE") or ROOT / ".build" / "release" / "MustacheProbe")
ORACLE = ROOT / ".build" / "mustache-oracle"


@pytest.fixture(scope="module")
def oracle():
    """The program that renders with swift-mustache. It is no part of the package, so it is built here, in half a minute the first time."""
    package = ["--package-path", str(ROOT / "Tests" / "MustacheOracle"), "--scratch-path", str(ORACLE)]
    built = subprocess.run(["swift", "build", "-c", "release", *package], capture_output=True, text=True, timeout=600, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return ORACLE / "release" / "MustacheOracle"


def rendered(program, cases):
    """The answer of a program to each case."""
    return rendered_lines(program, map(json.dumps, cases))


def rendered_lines(program, lines):
    assert program.exists(), f"{program} is missing: swift build -c release --product MustacheProbe"
    text = "".join(line + "\n" for line in lines)
    output = subprocess.run([program], input=text, stdout=subprocess.PIPE, text=True, check=True, timeout=120).stdout
    return [json.loads(line) for line in output.splitlines()]


@pytest.mark.parametrize("start", range(0, COUNT, CHUNK))
def test_templates_are_rendered_as_swift_mustache_renders_them(oracle, start):
    seeds = range(start, min(start + CHUNK, COUNT))
    cases = [generated(seed) for seed in seeds]
    answers = zip(seeds, cases, rendered(PROBE, cases), rendered(oracle, cases), strict=True)
    different = [(seed, case, ours, theirs) for seed, case, ours, theirs in answers if "text" not in ours or ours != theirs]
    assert different == []


def test_the_example_of_the_documentation():
    page = (ROOT / "docs" / "templates.md").read_text()
    template, partial, value, expected = re.findall(r"^```\w+\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)[:4]
    # Not through Python's own numbers: 12.50 would be 12.5.
    line = f'{{"template": {json.dumps(template)}, "partials": {{"greeting": {json.dumps(partial)}}}, "value": {value}}}'.replace("\n", " ")
    assert rendered_lines(PROBE, [line]) == [{"text": expected}]
