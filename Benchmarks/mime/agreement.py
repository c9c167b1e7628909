"""Whether contestants read the same: the digests of their full passes, pair by pair."""

from collections import Counter
from itertools import combinations


class Mail:
    def __init__(self, words):
        self.parts, self.fields, self.subject, self.sender, self.to = words
        self.leaves = Counter()


def read(path):
    mails = []
    for line in path.read_text().splitlines():
        kind, *words = line.split(" ")
        if kind == "M":
            mails.append(Mail(words))
        else:
            mails[-1].leaves[" ".join(words)] += 1
    return mails


def pair(first, second):
    """Counts of what agrees and of what there is: leaves (type, length and checksum of what they decode to), and of whole mails."""
    agreed, total = Counter(), Counter()
    for mine, theirs in zip(first, second, strict=True):
        agreed["leaves"] += (mine.leaves & theirs.leaves).total()
        total["leaves"] += max(mine.leaves.total(), theirs.leaves.total())
        for what in ("parts", "fields", "subject", "sender", "to"):
            agreed[what] += getattr(mine, what) == getattr(theirs, what)
            total[what] += 1
    return agreed, total


FIELDS = {"parts": "number of parts", "fields": "number of fields", "subject": "Subject", "sender": "From", "to": "To"}


def table(names, digests):
    """`digests` has the mails of each contestant, by pack and key. Leaves by pack, the rest over all mails."""
    columns = [f"leaves, {pack}" for pack in digests] + list(FIELDS.values())
    lines = ["| pair | " + " | ".join(columns) + " |", "|---|" + "---:|" * len(columns)]
    for first, second in combinations(names, 2):
        leaves, agreed, total = [], Counter(), Counter()
        for by_key in digests.values():
            good, of = pair(by_key[first], by_key[second])
            leaves.append(f"{good['leaves']:,}/{of['leaves']:,}")
            agreed += good
            total += of
        cells = leaves + [f"{agreed[what]:,}/{total[what]:,}" for what in FIELDS]
        lines.append(f"| {names[first]} – {names[second]} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
