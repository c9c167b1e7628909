"""The documentation of the MIME library: DocC takes it without a warning, and every link leads somewhere."""

import subprocess

from postroom import ROOT


def test_docc_has_nothing_to_say(tmp_path):
    made = subprocess.run([ROOT / "scripts" / "documentation", tmp_path / "documentation"], capture_output=True, text=True, timeout=300)
    assert made.returncode == 0, made.stdout + made.stderr
    assert (tmp_path / "documentation" / "data" / "documentation" / "mime.json").exists()
    assert not [line for line in made.stderr.splitlines() if "warning" in line]
