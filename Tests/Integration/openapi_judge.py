"""schemathesis against a server: requests that /openapi.json allows and such that it does not, and a look at every answer."""

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
EXAMPLES = int(os.environ.get("POSTROOM_OPENAPI_EXAMPLES", "4"))
"""Generated requests for each operation, besides those for the limits of each field."""
SEED = os.environ.get("POSTROOM_OPENAPI_SEED", "1")

CONFIG = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", "401", "403", "404", "408", "409", "410", "429"]

[checks.negative_data_rejection]
expected-statuses = ["400", "401", "403", "404", "405", "409", "410", "415", "422", "429"]

[output.truncation]
enabled = false
"""


def judge(folder, url, *, kept, spent, domain, token=None, exclude=("openHeldMail",), phases="examples,coverage,fuzzing,stateful", examples=EXAMPLES):
    """Runs all checks; fails with what schemathesis says."""
    known, config = folder / "known.json", folder / "schemathesis.toml"
    known.write_text(json.dumps({"kept": kept, "spent": spent, "domain": domain}))
    config.write_text(CONFIG)
    command = [
        sys.executable, "-m", "schemathesis.cli", "--config-file", config, "run", f"{url}/openapi.json", "--url", url, "--checks", "all",
        "--phases", phases, "--max-examples", str(examples), "--seed", SEED, "--no-color", "--generation-database", "none", "--warnings", "off",
        "--request-timeout", "30", "--continue-on-failure", "--suppress-health-check", "all",
    ]
    for name in exclude:
        command += ["--exclude-operation-id", name]
    if token:
        command += ["-H", f"Authorization: Bearer {token}"]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=3600,
        env={**os.environ, "SCHEMATHESIS_HOOKS": "openapi_hooks", "POSTROOM_JUDGE": str(known), "PYTHONPATH": str(HERE)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
