"""Holds a peer's reading of a mail against Postroom's, leaf by leaf.

The leaves that count are those of the peer, and those of Postroom where the peer has no part
at all. A leaf deviates in its place in the tree (structure), its content type (type), its
decoded bytes (bytes) or its decoded text (text).
"""

from deviations import Deviation, Tally
from probe import Parsed
from tree import Node, Reading


def compare_leaves(reading: Reading, ours: Parsed, tally: Tally) -> None:
    """Adds every leaf of the reading, and every deviation, to the tally."""
    _Comparison(reading, ours, tally).node(reading.root)


class _Comparison:
    def __init__(self, reading: Reading, ours: Parsed, tally: Tally) -> None:
        self.reading = reading
        self.ours = ours
        self.tally = tally

    def deviates(self, path: str, kind: str, detail: str) -> None:
        deviation = Deviation(self.reading.peer, self.reading.mail, path, kind, detail, self.ours.has_defects)
        self.tally.deviations.append(deviation)

    def node(self, node: Node) -> None:
        part = self.ours.parts.get(node.path)
        if part is None:
            self.lost(node, "a part we don't have")
        elif not node.children:
            self.leaf(node, part)
        elif self.ours.is_leaf(node.path):
            self.lost(node, f"below {node.path}, which is a leaf to us")
        else:
            self.container(node, part)

    def lost(self, node: Node, why: str) -> None:
        """The peer's leaves in a place where we have none."""
        for leaf in node.leaves():
            self.tally.compared += 1
            self.deviates(leaf.path, "structure", f"peer has {leaf.content_type or 'a leaf'}: {why}")

    def container(self, node: Node, part: dict) -> None:
        self.content_type(node, part)
        for child in node.children:
            self.node(child)
        known = {child.path for child in node.children}
        for path in self.ours.parts:
            if path.rpartition(".")[0] == node.path and path not in known:
                self.extra(path)

    def extra(self, path: str) -> None:
        """Leaves of ours below a part the peer doesn't have."""
        for leaf in self.ours.leaves_below(path):
            self.tally.compared += 1
            self.deviates(leaf, "structure", f"{self.ours.parts[leaf]['type']}: the peer has no part here")

    def leaf(self, node: Node, part: dict) -> None:
        self.tally.compared += 1
        self.content_type(node, part)
        if not self.ours.is_leaf(node.path):
            self.deviates(node.path, "structure", "a leaf to the peer, a container to us")
            return
        if node.unknown:
            self.tally.skip(node.unknown)
        elif node.body is not None and node.body != self.ours.body(node.path):
            self.deviates(node.path, "bytes", f"peer {_short(node.body)}, ours {_short(self.ours.body(node.path))}")
            return
        if node.text is not None and "text" in part and node.text != part["text"]:
            self.deviates(node.path, "text", f"peer {_short(node.text)}, ours {_short(part['text'])}")

    def content_type(self, node: Node, part: dict) -> None:
        if node.content_type is not None and node.content_type != part["type"]:
            self.deviates(node.path, "type", f"peer {node.content_type}, ours {part['type']}")


def _short(value: bytes | str) -> str:
    """The size and the end of what differs, where most differences are."""
    return f"{len(value)}: …{value[-40:]!r}"
