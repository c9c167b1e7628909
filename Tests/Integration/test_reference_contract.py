"""The contract of create, list, get and delete, held by a client that knows nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest

CLIENT = Path(__file__).with_name("reference_client.py")


@pytest.mark.parametrize("options", [[], ["--catch-all"], ["--strict"]])
def test_a_client_of_four_calls_works_unchanged(start, options):
    postroom = start(*options)
    command = [sys.executable, CLIENT, f"http://127.0.0.1:{postroom.http_port}", "127.0.0.1", str(postroom.smtp_port)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.stdout == "done\n", done.stderr


def test_a_health_check_needs_no_token(postroom):
    answer = postroom.request("GET", "/health", token=None)
    assert (answer.status, answer.json) == (200, {"status": "ok"})
