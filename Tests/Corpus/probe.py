"""Runs `MIMEProbe parse` over files and reads what it prints."""

import base64
import json
import struct
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

TIMEOUT_SECONDS = 120


@dataclass
class Parsed:
    """What Postroom says of one mail."""

    json: dict
    parts: dict[str, dict] = field(init=False)
    containers: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.parts = {part["path"]: part for part in self.json["parts"]}
        self.containers = {path.rpartition(".")[0] for path in self.parts} - {""}

    @property
    def has_defects(self) -> bool:
        return bool(self.json["defects"])

    @property
    def root(self) -> dict:
        return self.parts["1"]

    def body(self, path: str) -> bytes:
        """The decoded bytes of a leaf."""
        return base64.b64decode(self.parts[path]["body"])

    def field(self, name: str) -> str | None:
        """The decoded value of the first field of this name."""
        return next((value for key, value in self.root["fields"] if key.lower() == name), None)

    def is_leaf(self, path: str) -> bool:
        return path in self.parts and path not in self.containers

    def leaves_below(self, path: str) -> list[str]:
        """The leaves at `path` or below it."""
        return [p for p in self.parts if (p == path or p.startswith(path + ".")) and self.is_leaf(p)]


class Runner:
    """Runs one probe. `failures` names the files it gave no usable answer for."""

    def __init__(self, binary: Path) -> None:
        self.binary = binary
        self.failures: dict[Path, str] = {}

    def parse(self, files: list[Path]) -> dict[Path, Parsed]:
        """The answers by file, for every file that got one."""
        lines, trouble = self._run(["parse"], files)
        if trouble:
            if len(files) == 1:
                self.failures[files[0]] = trouble
                return {}
            # Find the files that cause it.
            middle = len(files) // 2
            return self.parse(files[:middle]) | self.parse(files[middle:])
        return {file: Parsed(json.loads(line)) for file, line in zip(files, lines, strict=True)}

    def stream(self, files: list[Path], sizes: list[int]) -> None:
        """Reads every file in pieces as well; one that is read in another way then is a failure."""
        lines, trouble = self._run(["stream", *map(str, sizes)], files)
        if trouble:
            self.failures |= dict.fromkeys(files[:1], f"in pieces: {trouble}")
            return
        for file, line in zip(files, lines, strict=True):
            if line:
                self.failures[file] = f"in pieces: {line.decode('utf-8', 'replace')}"

    def _run(self, arguments: list[str], files: list[Path]) -> tuple[list[bytes], str | None]:
        """One process over the files: a line for each, and what went wrong, if anything did."""
        mails = [file.read_bytes() for file in files]
        frames = b"".join(struct.pack("<I", len(mail)) + mail for mail in mails)
        try:
            run = subprocess.run([self.binary, *arguments], input=frames, capture_output=True, timeout=TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            return [], f"no answer within {TIMEOUT_SECONDS} s"
        except OSError as error:
            return [], f"cannot be run: {error}"
        lines = run.stdout.split(b"\n")[:-1]
        if run.returncode != 0:
            last_words = run.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
            return [], " ".join([f"exit {run.returncode}", *last_words])
        if len(lines) != len(files):
            return [], f"{len(lines)} lines for {len(files)} mails"
        return lines, None
