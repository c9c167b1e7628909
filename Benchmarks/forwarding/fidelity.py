"""What forwarding did to mails: one check for all, by what the test of ours has (Tests/Integration/forwarding_check.py)."""

from collections import Counter

from contestants import OURS, TARGET, forward
from forwarding_check import differences, is_attached, is_read_by_python, leaves, lint, split

COLUMNS = {
    "body": "body bytes not identical",
    "beyond line ends": "not only in line ends",
    "attached": "the mail stands in it whole",
    "crashed": "crashed",
    "leaf": "a leaf decodes to other bytes",
    "damaged": "**damaged**: either",
    "refused": "SES would refuse it",
    "lost": "**damaged or refused**",
}
DAMAGED = {"crashed", "leaf"}
LOST = DAMAGED | {"refused"}


def on_its_way(data):
    """With the line ends that SMTP makes of all others, here LF, one of them at the end."""
    data = data.replace(b"\r\n", b"\n")
    return data if data.endswith(b"\n") else data + b"\n"


def seen(original, sent):
    """What can be seen in a mail and what was sent of it."""
    if sent is None:
        return {"crashed"}
    found = {"refused"} if lint(sent, TARGET) else set()
    before, after = split(original)[1], split(sent)[1]
    if before is not None and before != after:
        found.add("body")
        if after is None or on_its_way(before) != on_its_way(after):
            found.add("beyond line ends")
    if (before is None or "body" in found) and original and is_attached(original, sent):
        return found | {"attached"}
    if is_read_by_python(original) and leaves(on_its_way(original)) != leaves(on_its_way(sent)):
        found.add("leaf")
    return found


def measure(contestant, mails):
    """How many mails show what, and what is wrong with Postroom's, of which the rung is known and more can be asked."""
    forwarded = forward(contestant, [content for _, content in mails])
    counts, wrong = Counter(), []
    for number, ((name, content), sent) in enumerate(zip(mails, forwarded.mails)):
        found = seen(content, sent)
        counts.update(found)
        counts["damaged"] += bool(found & DAMAGED)
        counts["lost"] += bool(found & LOST)
        if contestant.key == OURS:
            rung = forwarded.rungs.get(number)
            counts[f"rung {rung}"] += 1
            reasons = sorted(found & LOST)
            reasons += ["it has no rung"] if sent is not None and rung is None else []
            reasons += differences(content, sent, rung, TARGET) if sent is not None else []
            wrong += [f"{name}: {reason}" for reason in reasons]
    return counts, wrong


def table(title, total, rows):
    """Rows are a contestant's name and its counts."""
    lines = [f"| {title}, {total:,} mails | " + " | ".join(COLUMNS.values()) + " |", "|---" + "|---:" * len(COLUMNS) + "|"]
    for name, counts in rows:
        cells = [f"{counts[key]:,} ({counts[key] / total:.1%})" if key in ("damaged", "lost") else f"{counts[key]:,}" for key in COLUMNS]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def section(rows, packs):
    """The tables, and what is wrong with ours."""
    texts, wrong = [], []
    for title, mails in packs.items():
        found = []
        for row in rows:
            counts, of_ours = measure(row, mails)
            found.append((row.name, counts))
            wrong += of_ours
            if row.key == OURS:
                taken = ", ".join(f"{counts[rung]:,} by {rung}" for rung in sorted(counts) if rung.startswith("rung"))
        refused = sum(lint(content, TARGET) is not None for _, content in mails)
        texts.append(f"{table(title, len(mails), found)}\n\nSES would refuse {refused:,} of them as they came. Postroom: {taken}.")
    return "\n\n".join(texts), wrong
