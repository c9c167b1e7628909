"""Follows docs/new-function.md to the letter, in a copy of the sources."""

import json
import re
import shutil
import subprocess

from postroom import PROGRAM, ROOT

GUIDE = (ROOT / "docs" / "new-function.md").read_text()


def code(heading):
    """The first block of code in a section."""
    section = GUIDE.split(f"## {heading}", 1)[1].split("\n## ", 1)[0]
    return re.search(r"```swift\n(.*?)```", section, re.S)[1]


def test_a_function_made_by_the_guide_runs(tmp_path):
    for part in ("Package.swift", "Core", "Functions", "Local", "Tests", "Benchmarks"):
        source = ROOT / part
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / part)
    handler = tmp_path / "Functions" / "Greeting" / "GreetingHandler.swift"
    (handler.parent / "Bootstrap").mkdir(parents=True)
    handler.write_text(code("1. The handler"))
    (handler.parent / "Bootstrap" / "main.swift").write_text(code("2. The bootstrap"))
    package = (tmp_path / "Package.swift").read_text()
    line = code("3. The line in Package.swift")
    assert len(line.splitlines()) == 1
    changed = package.replace("let functions: [[Target]] = [\n", "let functions: [[Target]] = [\n" + line, 1)
    assert changed != package
    (tmp_path / "Package.swift").write_text(changed)
    build = ["swift", "build", "-c", "release", "--product", "GreetingBootstrap"]
    built = subprocess.run(build, cwd=tmp_path, capture_output=True, text=True, timeout=600)
    assert built.returncode == 0, built.stdout[-3000:] + built.stderr[-3000:]

    def invoke(event):
        (tmp_path / "event.json").write_text(json.dumps(event))
        bootstrap = tmp_path / ".build" / "release" / "GreetingBootstrap"
        command = [PROGRAM, "invoke", "Greeting", tmp_path / "event.json", "--bootstrap-path", bootstrap]
        return subprocess.run(command, capture_output=True, text=True, timeout=60)

    good = invoke({"name": "Ada"})
    assert (good.returncode, json.loads(good.stdout)) == (0, {"greeting": "Hello Ada"}), good
    assert '"Greetings":1' in good.stderr
    bad = invoke({})
    assert (bad.returncode, json.loads(bad.stdout)["errorType"]) == (1, "Function.NoName"), bad


def test_the_handler_of_the_guide_has_its_own_logic_within_ten_lines():
    lines = code("1. The handler").splitlines() + code("2. The bootstrap").splitlines() + code("3. The line in Package.swift").splitlines()
    before = code("1. The handler").split("guard let", 1)[0].strip().splitlines()
    ours = [line for line in before + lines[lines.index("import Greeting"):] if line.strip() and line.strip() != "}"]
    assert len(ours) < 10, ours
