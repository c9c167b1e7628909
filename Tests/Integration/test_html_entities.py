"""The table of HTML's named characters is what its script makes of Python's."""

import subprocess

from postroom import ROOT


def test_the_table_is_up_to_date():
    done = subprocess.run([ROOT / "scripts" / "html-entities", "--check"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
