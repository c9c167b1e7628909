"""The part tree as a peer reads it: what every peer's reader returns."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Node:
    """One part of a mail, numbered as Postroom numbers them: "1", "1.1", "1.2", "1.2.1"…"""

    path: str
    # None where the peer's type isn't compared.
    content_type: str | None = None
    children: list["Node"] = field(default_factory=list)
    # The decoded body of a leaf. None where the peer tells nothing of the bytes; `unknown`
    # then says why, and the leaf is counted by that word instead of as equal.
    body: bytes | None = None
    unknown: str | None = None
    # The decoded text of a leaf, where the peer tells it.
    text: str | None = None

    def child_path(self) -> str:
        """The path of the child that is added next."""
        return f"{self.path}.{len(self.children) + 1}"

    def leaves(self) -> Iterator["Node"]:
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()


@dataclass
class Reading:
    """What one peer makes of one mail."""

    peer: str
    mail: str
    root: Node
    # The file Postroom is given: the mail's own, or a copy with other line ends.
    file: Path
    # Header fields by name (subject, from, to, date); None where the peer's aren't compared.
    fields: dict[str, object] | None = None
