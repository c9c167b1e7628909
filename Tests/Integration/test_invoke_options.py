"""`postroom invoke --bootstrap`: what can be asked for, and how a bootstrap is found."""

import os
import subprocess

import pytest

import bootstraps
from invocation import EVENT
from postroom import PROGRAM, ROOT, run


def test_the_bootstrap_is_looked_for(tmp_path):
    program = tmp_path / "bin" / "postroom"
    program.parent.mkdir()
    os.link(PROGRAM, program) if PROGRAM.stat().st_dev == tmp_path.stat().st_dev else program.write_bytes(PROGRAM.read_bytes())
    program.chmod(0o755)

    def invoke():
        return subprocess.run([program, "invoke", "Echo", ROOT / EVENT, "--bootstrap"], capture_output=True, text=True, timeout=60, cwd=tmp_path)

    missing = invoke()
    assert missing.returncode == 2
    beside, packaged = tmp_path / "bin" / "EchoBootstrap", tmp_path / "dist" / "Echo" / "bootstrap"
    for words in [str(beside), str(packaged), "swift build -c release --product EchoBootstrap", "make package FUNCTION=Echo && unzip dist/Echo.zip -d dist/Echo"]:
        assert words in missing.stderr
    packaged.parent.mkdir(parents=True)
    for place in [packaged, beside]:
        bootstraps.write(place, bootstraps.ECHO)
        done = invoke()
        assert done.returncode == 0, done.stderr
        assert f"bootstrap: {place}\n" in done.stderr


@pytest.mark.parametrize(
    "arguments, complaint",
    [
        (["Echo", EVENT, "--repeat", "0", "--bootstrap-path", "B"], "--repeat 0: it takes a number from 1"),
        (["SESInbound", EVENT, "--repeat=-1"], "--repeat -1: it takes a number from 1"),
        (["Echo", EVENT, "--bootstrap-path", "/nowhere/b"], "--bootstrap-path /nowhere/b: there is no such file"),
        (["Echo", EVENT, "--bootstrap-path", "README.md"], "--bootstrap-path README.md: it is no file that may be executed"),
        (["Echo", EVENT, "--bootstrap-path", "Tests"], "--bootstrap-path Tests: it is no file that may be executed"),
        (["Echo", EVENT, "--bootstrap-path", "B", "--timeout", "0"], "--timeout 0.0: it takes seconds above 0 and up to 900"),
        (["Echo", EVENT, "--bootstrap-path", "B", "--memory", "64"], "--memory 64: it takes MB from 128 to 10240"),
        (["Echo", EVENT, "--bootstrap-path", "B", "--client-context", "{\n}"], "--client-context: it takes a JSON object in ASCII"),
        (["Echo", EVENT, "--bootstrap-path", "B", "--raw", "x"], "--raw is for a function in this process"),
        (["Echo", "README.md", "--bootstrap-path", "B"], "README.md: it is not JSON"),
        (["Echo", "none.json", "--bootstrap-path", "B"], "none.json: there is no such file"),
        (["SESInbound", EVENT, "--timeout", "3"], "--timeout needs --bootstrap"),
    ],
)
def test_what_cannot_be_done_is_explained(tmp_path, arguments, complaint):
    bootstrap = bootstraps.write(tmp_path / "b", "")
    done = run("invoke", *[str(bootstrap) if word == "B" else word for word in arguments])
    assert done.returncode == 2
    assert complaint in done.stderr.decode()
    assert done.stdout == b""


@pytest.mark.parametrize(
    "content, complaint",
    [
        (b"\x7fELF", "it is no program for this machine"),
        (b"#!/nowhere/python\n", "the interpreter that its first line names is missing"),
    ],
)
def test_a_file_that_cannot_be_started_is_named(tmp_path, content, complaint):
    bootstrap = tmp_path / "b"
    bootstrap.write_bytes(content)
    bootstrap.chmod(0o755)
    done = run("invoke", "Echo", EVENT, "--bootstrap-path", bootstrap)
    assert done.returncode == 2
    assert f"cannot start {bootstrap}: {complaint}" in done.stderr.decode()
