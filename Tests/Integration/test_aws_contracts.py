"""The contracts of Mail's protocols (Tests/MailContract), kept by the adapters on AWS, against the double."""

import os
import re
import subprocess

from postroom import ROOT


def test_the_adapters_on_aws_keep_the_contracts(aws):
    done = subprocess.run(
        ["swift", "test", "--configuration", "release", "--skip-build", "--disable-xctest", "--quiet", "--filter", "AWSContractTests"],
        cwd=ROOT, env={**os.environ, **aws.environment, "POSTROOM_TEST_AWS": "1"}, capture_output=True, text=True, timeout=600,
    )
    output = done.stdout + done.stderr
    assert done.returncode == 0, output[-20000:]
    assert re.search(r"Test run with 13 tests .* passed", output), output[-2000:]
    assert aws.judge.refusals == []
