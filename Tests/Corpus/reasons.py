"""The reasons for deviations: which are written down, and whether they are in order.

`reasons/<peer>.json` maps a deviation's key to its reason; the README tells the form.
"""

import json
import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from deviations import Deviation

# The rows of our canonical readings: a table row begins with one or more slugs.
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "mime-readings.md"
READINGS = {
    slug
    for line in DOCUMENT.read_text("utf-8").splitlines()
    if line.startswith("| `")
    for slug in re.findall(r"`([a-z0-9-]+)`", line.split("|")[1])
}

RFC_SECTION = re.compile(r"RFC \d{3,5} [1-9A-Z]\d*(\.\d+)*(\(\d+\))?")
SHORTEST_SENTENCE = 30
WILDCARDS = set("*?[")


@dataclass
class Reason:
    pattern: str
    source: Path
    reason: str
    why: str
    used: int = 0

    @property
    def fault(self) -> str | None:
        """What is wrong with the way the reason is written."""
        fields = self.pattern.split(":")
        if len(fields) != 4:
            return "the key isn't peer:file:path:kind"
        if WILDCARDS & set(fields[1]):
            return "a key must name one file, without wildcards"
        if self.reason not in READINGS and not RFC_SECTION.fullmatch(self.reason):
            return f"{self.reason!r} is neither a row of our readings nor an RFC section"
        if len(self.why) < SHORTEST_SENTENCE:
            return "no sentence says what the peer does and what we do"
        return None


class Reasons:
    """All reasons of a folder."""

    def __init__(self, folder: Path) -> None:
        self.all = [
            Reason(pattern, file, entry.get("reason", ""), entry.get("why", ""))
            for file in sorted(folder.glob("*.json"))
            for pattern, entry in json.loads(file.read_text("utf-8")).items()
        ]

    def of(self, deviation: Deviation) -> Reason | None:
        """The first reason in order that covers the deviation; every one that does counts as used."""
        found = [r for r in self.all if not r.fault and fnmatchcase(deviation.key, r.pattern)]
        for reason in found:
            reason.used += 1
        return found[0] if found else None

    def faults(self, peers: set[str]) -> list[str]:
        """Reasons that are badly written, or match nothing though their peer was compared."""
        lines = []
        for reason in self.all:
            if reason.fault:
                lines.append(f"{reason.source.name}: {reason.pattern}: {reason.fault}")
            elif not reason.used and any(fnmatchcase(p, reason.pattern.split(":")[0]) for p in peers):
                lines.append(f"{reason.source.name}: {reason.pattern}: stale, it matches no deviation")
        return lines
