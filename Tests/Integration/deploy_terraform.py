"""Terraform on a copy of `terraform/`, against the AWS double; and what it made, as the tests compare it."""

import functools
import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

from deployment import FUNCTIONS
from postroom import ROOT

MODULE = ROOT / "terraform"
PROVIDER = "registry.terraform.io/hashicorp/aws/5.100.0"
# What AWS would be asked before anything is made; three tries, since moto closes a connection now and then, and 25 would take minutes.
OVERRIDE = """
provider "aws" {
  s3_use_path_style           = true
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  max_retries                 = 3
}
"""


@functools.cache
def missing():
    """Why Terraform cannot be run here; None where it can."""
    if not shutil.which("terraform"):
        return "NOTHING OF terraform/ WAS TESTED: there is no terraform on the PATH"
    if not plugins():
        return f"NOTHING OF terraform/ WAS TESTED: no directory has {PROVIDER}; name one that has in POSTROOM_TERRAFORM_PLUGINS"
    return None


@functools.cache
def plugins():
    """The directory with the provider: nothing is downloaded."""
    home = Path.home()
    usual = ["/opt/tf-plugins", "/usr/local/share/terraform/plugins", "/usr/share/terraform/plugins", home / ".terraform.d" / "plugins"]
    named = os.environ.get("POSTROOM_TERRAFORM_PLUGINS")
    return next((Path(one) for one in ([named] if named else usual) if (Path(one) / PROVIDER).is_dir()), None)


class Terraform:
    """The module in a directory of its own, with zips that stand in for the functions."""

    def __init__(self, directory, aws, **variables):
        self.directory = directory / "terraform"
        # Without what somebody who deployed from here has left.
        shutil.copytree(MODULE, self.directory, ignore=shutil.ignore_patterns(".terraform*", "*.tfstate*", "*.tfvars*", "backend.tf"))
        (self.directory / "double_override.tf").write_text(OVERRIDE)
        packages = directory / "packages"
        packages.mkdir()
        for name in FUNCTIONS:
            with zipfile.ZipFile(packages / f"{name}.zip", "w") as archive:
                archive.writestr("bootstrap", "#!/bin/sh\n")
        (self.directory / "terraform.tfvars.json").write_text(json.dumps({"packages": str(packages), **variables}))
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(directory), "CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1",
            # Past the judge: what Terraform calls is not ours.
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{aws.double.port}", "AWS_REGION": aws.region,
            "AWS_ACCESS_KEY_ID": aws.access_key, "AWS_SECRET_ACCESS_KEY": aws.secret_key,
        }

    def start(self, command, *arguments):
        """A process of Terraform, with all it says on its standard output."""
        return subprocess.Popen(
            ["terraform", f"-chdir={self.directory}", command, *([] if command == "fmt" else ["-no-color"]), *arguments], env=self.environment,
            text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )

    def run(self, command, *arguments):
        """Its exit status and what it said."""
        with self.start(command, *arguments) as process:
            try:
                output = process.communicate(timeout=240)[0]
                return process.returncode, output
            finally:
                process.kill()

    def must(self, command, *arguments):
        status, output = self.run(command, *arguments)
        assert status == 0, output
        return output

    def initialize(self):
        self.must("init", "-input=false", f"-plugin-dir={plugins()}")

    def state(self):
        """Resources that were made, by address: their values."""
        return _resources(json.loads(self.must("show", "-json"))["values"]["root_module"])

    def planned(self, *arguments):
        """Resources that it would make, by address: their values, as far as they are known before."""
        self.must("plan", "-input=false", "-refresh=false", "-out=planned", *arguments)
        return _resources(json.loads(self.must("show", "-json", "planned"))["planned_values"]["root_module"])

    def outputs(self):
        return {name: output["value"] for name, output in json.loads(self.must("output", "-json")).items()}


def _resources(module):
    found = {resource["address"]: resource.get("values", {}) for resource in module.get("resources", []) if resource["mode"] == "managed"}
    for child in module.get("child_modules", []):
        found |= _resources(child)
    return found


class Deployment:
    """Terraform's apply, begun when this is made and waited for where it is asked for: a minute of it are the provider's own pauses.

    What goes wrong is said where it is waited for, since tests that have nothing to do with it run meanwhile.
    """

    def __init__(self, directory, aws, **variables):
        self.aws = aws
        self.terraform = Terraform(directory, aws, **variables)
        self._apply = self._failure = None
        try:
            self.terraform.initialize()
            self._apply = self.terraform.start("apply", "-auto-approve", "-input=false")
        except AssertionError as failure:
            self._failure = str(failure)

    @functools.cached_property
    def state(self):
        """Waits until all is made."""
        if self._apply and self._failure is None:
            output = self._apply.communicate(timeout=240)[0]
            self._failure = output if self._apply.returncode else ""
        assert not self._failure, self._failure
        return self.terraform.state()

    def close(self):
        if self._apply:
            self._apply.kill()
            self._apply.communicate()
