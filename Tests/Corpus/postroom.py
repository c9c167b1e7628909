"""Runs `postroom parse --json` over files and reads what it prints."""

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

BATCH_SIZE = 120
TIMEOUT_SECONDS = 120


@dataclass
class Parsed:
    """What Postroom says of one file."""

    json: dict
    parts: dict[str, dict] = field(init=False)
    containers: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.parts = {part["path"]: part for part in self.json.get("parts", [])}
        self.containers = {path.rpartition(".")[0] for path in self.parts} - {""}

    @property
    def has_defects(self) -> bool:
        return bool(self.json.get("defects"))

    def is_leaf(self, path: str) -> bool:
        return path in self.parts and path not in self.containers

    def leaves_below(self, path: str) -> list[str]:
        """The leaves at `path` or below it."""
        return [p for p in self.parts if (p == path or p.startswith(path + ".")) and self.is_leaf(p)]


class Runner:
    """Runs one postroom binary. `failures` names the files it gave no usable answer for."""

    def __init__(self, binary: Path) -> None:
        self.binary = binary
        self.failures: dict[Path, str] = {}

    def parse(self, files: list[Path]) -> dict[Path, Parsed]:
        """The answers by file, for every file that got one."""
        answers: dict[Path, Parsed] = {}
        for start in range(0, len(files), BATCH_SIZE):
            batch = files[start : start + BATCH_SIZE]
            found, trouble = self._run(batch)
            if trouble:
                found = self._one_by_one(batch)
            answers.update(found)
        return answers

    def _one_by_one(self, files: list[Path]) -> dict[Path, Parsed]:
        """After trouble in a batch: find the files that cause it."""
        answers: dict[Path, Parsed] = {}
        for file in files:
            found, trouble = self._run([file])
            answers.update(found)
            if trouble:
                self.failures[file] = trouble
        return answers

    def _run(self, files: list[Path]) -> tuple[dict[Path, Parsed], str | None]:
        """One process over the files; with what went wrong, if anything did."""
        command = [str(self.binary), "parse", "--json", *map(str, files)]
        try:
            run = subprocess.run(command, capture_output=True, timeout=TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            return {}, f"no answer within {TIMEOUT_SECONDS} s"
        except OSError as error:
            return {}, f"cannot be run: {error}"
        answers, trouble = read_lines(run.stdout, files)
        if run.returncode != 0:
            last_words = run.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
            trouble = " ".join([f"exit {run.returncode}", *last_words])
        return answers, trouble


def read_lines(output: bytes, files: list[Path]) -> tuple[dict[Path, Parsed], str | None]:
    """The JSON lines of the output by file; with what is wrong with them, if anything is."""
    answers: dict[Path, Parsed] = {}
    trouble = None
    wanted = {str(file): file for file in files}
    for line in filter(None, output.split(b"\n")):
        try:
            answer = json.loads(line)
            file = wanted[answer["file"]]
            parsed = Parsed(answer)
        except (ValueError, KeyError, TypeError) as error:
            trouble = f"a line is not the JSON of one of the files ({error!r})"
            continue
        if not parsed.parts and not answer.get("defects"):
            trouble = "neither parts nor defects"
            continue
        answers[file] = parsed
    missing = [file for file in files if file not in answers]
    if missing and not trouble:
        trouble = f"no JSON line for {missing[0]}"
    return answers, trouble
