"""The example of docs/swift-client.md is a program that runs."""

import os
import subprocess

from inbox_cli import CODE_MAIL
from postroom import ROOT

EXAMPLE = ROOT / "Tests" / "SwiftClientExample" / "main.swift"
PROGRAM = ROOT / ".build" / "release" / "SwiftClientExample"


def test_the_example_is_the_one_that_is_documented():
    guide = (ROOT / "docs" / "swift-client.md").read_text()
    assert f"```swift\n{EXAMPLE.read_text()}```" in guide


def test_the_example_runs(postroom):
    process = subprocess.Popen(
        ["stdbuf", "-oL", PROGRAM], stdout=subprocess.PIPE, text=True, env={**os.environ, "POSTROOM_URL": f"http://127.0.0.1:{postroom.http_port}"},
        bufsize=1,
    )
    address = process.stdout.readline().strip()
    postroom.send([address], CODE_MAIL)
    rest, _ = process.communicate(timeout=60)
    assert rest == "The code is 847291, from no-reply@shop.example\n"
    assert process.returncode == 0
    assert postroom.request("GET", f"/api/v1/mailboxes/{address}").status == 404
