"""What is compared: each row's command, and how it is made. A peer that is not there is a row too, with the reason."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORK = ROOT / ".build" / "bench"
VENV = ROOT / ".build" / "bench-venv"

# scripts/package's flags, for a single file.
SWIFTC = ["swiftc", "-O", "-static-stdlib", "-gnone", "-use-ld=lld"]
LINKER = ["-Xlinker", "--gc-sections", "-Xlinker", "--no-export-dynamic", "-Xlinker", "-s"]


@dataclass
class Row:
    key: str
    name: str
    command: list = field(default_factory=list)
    environment: dict = field(default_factory=dict)
    zip_size: int | None = None
    """Bytes; None where nothing is deployed as a zip of this kind."""
    exits: bool = False
    """It does not serve: spawn to exit is its figure."""
    missing: str = ""
    """Why it is not measured."""


class Missing(Exception):
    """Why a row cannot be measured."""


def rows(quick):
    """All rows. A quick run makes nothing that takes long or needs a network: it takes the peers that are there."""
    return [
        made("empty", "Empty Swift binary (spawn → exit)", lambda row: empty(row, [])),
        made("smaller", "Empty Swift binary, libstdc++ static too", lambda row: empty(row, static_libstdcxx())),
        made("echo", "Echo of Postroom", echo),
        made("official", "swift-aws-lambda-runtime", lambda row: official(row, quick)),
        made("boto3", "Python with awslambdaric and boto3", lambda row: python(row, quick, "with_boto3")),
        made("python", "Python with awslambdaric", lambda row: python(row, quick, "plain")),
        made("node", "Node without an SDK", node),
    ]


def made(key, name, make):
    row = Row(key, name)
    try:
        make(row)
    except Missing as reason:
        row.missing = str(reason)
    return row


def empty(row, flags):
    row.exits = True
    if not shutil.which("swiftc"):
        raise Missing("there is no swiftc on the PATH")
    executable = WORK / row.key / "bootstrap"
    executable.parent.mkdir(parents=True, exist_ok=True)
    build([*SWIFTC, *LINKER, *flags, "-module-name", "Empty", HERE / "Empty" / "main.swift", "-o", executable])
    row.command = [executable]
    row.zip_size = zipped(executable)


def static_libstdcxx():
    """A directory with the archive alone: the linker takes a shared library where it finds one."""
    libraries = WORK / "libraries"
    libraries.mkdir(parents=True, exist_ok=True)
    archive = libraries / "libstdc++.a"
    archive.unlink(missing_ok=True)
    archive.symlink_to(output("gcc", "-print-file-name=libstdc++.a"))
    return ["-L", libraries]


def echo(row):
    package = ROOT / "dist" / "Echo.zip"
    if not package.is_file():
        raise Missing("there is no dist/Echo.zip: make package")
    folder = WORK / "echo"
    folder.mkdir(parents=True, exist_ok=True)
    # A new file: an executable that runs cannot be written to.
    (folder / "bootstrap").unlink(missing_ok=True)
    with zipfile.ZipFile(package) as archive:
        archive.extract("bootstrap", folder)
    (folder / "bootstrap").chmod(0o755)
    row.command = [folder / "bootstrap"]
    row.zip_size = package.stat().st_size


def official(row, quick):
    checkout = os.environ.get("OFFICIAL_RUNTIME")
    if not checkout:
        raise Missing("OFFICIAL_RUNTIME names no checkout")
    checkout = Path(checkout).resolve()
    if not (checkout / "Package.swift").is_file():
        raise Missing(f"OFFICIAL_RUNTIME: there is no Package.swift in {checkout}")
    folder = WORK / "official"
    executable = folder / ".build" / "release" / "bootstrap"
    if quick:
        if not executable.is_file():
            raise Missing("a quick run does not build it")
    else:
        shutil.copytree(HERE / "Official", folder, dirs_exist_ok=True)
        # SwiftPM names a package after its directory, and a checkout may have any.
        link = folder / "swift-aws-lambda-runtime"
        link.unlink(missing_ok=True)
        link.symlink_to(checkout)
        print("Building the function with swift-aws-lambda-runtime", file=sys.stderr)
        build(["swift", "build", "-c", "release", "--static-swift-stdlib", "--product", "bootstrap", "-Xswiftc", "-use-ld=lld", *LINKER], folder)
    version = subprocess.run(["git", "-C", checkout, "describe", "--tags", "--always"], capture_output=True, text=True).stdout.strip()
    row.name += f" {version}" if version else ""
    row.command = [executable]
    row.zip_size = zipped(executable)


def python(row, quick, module):
    wanted = HERE / "requirements.txt"
    installed = VENV / "requirements.txt"
    if not (installed.is_file() and installed.read_bytes() == wanted.read_bytes()):
        if quick:
            raise Missing("a quick run does not make .build/bench-venv")
        make_venv(wanted, installed)
    interpreter = VENV / "bin" / "python"
    versions = dict(re.findall(r"^(\S+)==(\S+)$", wanted.read_text(), re.MULTILINE))
    python_version = output(interpreter, "-c", "import platform; print(platform.python_version())")
    row.name = f"Python {python_version} with awslambdaric {versions['awslambdaric']}" + (
        f" and boto3 {versions['boto3']}" if module == "with_boto3" else ""
    )
    row.command = [interpreter, "-m", "awslambdaric", f"{module}.handler"]
    row.environment = {"PYTHONPATH": str(HERE / "python"), "_HANDLER": f"{module}.handler"}


def make_venv(wanted, installed):
    print("Making a Python environment in .build/bench-venv", file=sys.stderr)
    shutil.rmtree(VENV, ignore_errors=True)
    pip = [VENV / "bin" / "pip", "--quiet", "--disable-pip-version-check"]
    build([sys.executable, "-m", "venv", VENV])
    build([*pip, "install", "--requirement", wanted])
    # Python reads setuptools' .pth file at each start; Lambda's image has none.
    build([*pip, "uninstall", "--yes", "setuptools"])
    shutil.copyfile(wanted, installed)


def node(row):
    # The real file: what is on the PATH may be a launcher of a version manager.
    found = shutil.which("node")
    if not found:
        raise Missing("there is no node on the PATH")
    executable = Path(output(found, "-p", "process.execPath"))
    row.name = f"Node {output(executable, '--version').lstrip('v')} without an SDK"
    row.command = [executable, HERE / "node.mjs"]


def zipped(executable):
    """The size of an executable's zip, made as `make package` makes one."""
    package = executable.with_suffix(".zip")
    build([ROOT / "scripts" / "package-zip", executable, package])
    return package.stat().st_size


def build(command, folder=ROOT):
    try:
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, cwd=folder)
    except OSError as error:
        raise Missing(f"{command[0]} does not start: {error}") from None
    if done.returncode != 0:
        print(done.stdout + done.stderr, file=sys.stderr)
        raise Missing(f"{Path(command[0]).name} {' '.join(map(str, command[1:3]))} … failed, see above")


def output(*command):
    try:
        return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError) as error:
        raise Missing(f"{command[0]} failed: {error}") from None
