"""Mails that are made to take more than linear time, and what they take: section "Complexity" of the report."""

import packs
from contestants import OURS, WORK, Failed, Process

TEXT = b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"


def field(name, value):
    return f"{name}: ".encode() + value + b"\r\n" + TEXT + b"\r\nbody\r\n"


def encoded(encoding, body):
    return TEXT + f"Content-Transfer-Encoding: {encoding}\r\n\r\n".encode() + body


def multipart(body):
    return b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + body


def nested(levels):
    return b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n" + b"".join(
        b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (level, level + 1) for level in range(levels))


def closed(levels):
    return nested(levels) + b"".join(b"--b%d--\r\n" % level for level in range(levels, -1, -1))


PROBES = {
    "parts": lambda n: multipart(b"--b\r\n\r\n" * n + b"--b--\r\n"),
    "multiparts, one in the other": closed,
    "the same, none closed": nested,
    "the same, and as many lines `--b`": lambda n: nested(n) + b"--b\r\n" * n,
    "messages, one in the other": lambda n: b"Content-Type: message/rfc822\r\n\r\n" * n + b"Subject: x\r\n\r\nx\r\n",
    "lines `--`": lambda n: multipart(b"--b\r\n\r\n" + b"--\r\n" * n + b"--b--\r\n"),
    "header fields": lambda n: b"X-A: b\r\n" * n + b"\r\nbody\r\n",
    "the same Content-Type": lambda n: b"Content-Type: text/plain\r\n" * n + b"\r\nbody\r\n",
    "lines of one field": lambda n: field("Subject", b"word\r\n " * n + b"end"),
    "lines without a colon": lambda n: b"Subject: x\r\n" + b"none\r\n" * n + b"\r\nbody\r\n",
    "encoded-words": lambda n: field("Subject", b"\r\n ".join([b"=?utf-8?q?a?="] * n)),
    "encoded-words, each in another charset": lambda n: field("Subject", b"\r\n ".join(b"=?x%d?q?a?=" % (i % 5000) for i in range(n))),
    "`=?`": lambda n: field("Subject", b"=?" * n),
    "`=?a?q?`": lambda n: field("Subject", b"=?a?q?" * n),
    "`=?a?q?` in From": lambda n: field("From", b"=?a?q?" * n),
    "addresses": lambda n: field("To", b"a@b.example,\r\n " * n + b"c@d.example"),
    "`<`": lambda n: field("To", b"<" * n),
    '`"`': lambda n: field("To", b'"' * n),
    "`(`": lambda n: field("To", b"(" * n),
    "`a:`, groups": lambda n: field("To", b"a:" * n),
    "`,`": lambda n: field("To", b"," * n),
    "`(` in Date": lambda n: field("Date", b"(" * n),
    "digits in Date": lambda n: field("Date", b"1" * n),
    "`<` in Message-ID": lambda n: field("Message-ID", b"<" * n),
    "`;` in Content-Type": lambda n: b"Content-Type: text/plain" + b";" * n + b"\r\n\r\nbody\r\n",
    "`(` in Content-Type": lambda n: b"Content-Type: " + b"(" * n + b"text/plain\r\n\r\nbody\r\n",
    "parameters": lambda n: b"Content-Type: text/plain" + b"".join(b";\r\n p%d=v" % i for i in range(n)) + b"\r\n\r\nbody\r\n",
    "the same parameter": lambda n: b"Content-Type: text/plain" + b"; charset=utf-8" * n + b"\r\n\r\nbody\r\n",
    "continuations of RFC 2231": lambda n: b"Content-Type: text/plain" + b"".join(b";\r\n name*%d=x" % i for i in range(n)) + b"\r\n\r\nbody\r\n",
    "the same, last one first": lambda n: b"Content-Type: text/plain" + b"".join(b";\r\n name*%d=x" % i for i in reversed(range(n))) + b"\r\n\r\nbody\r\n",
    "base64: `*`": lambda n: encoded("base64", b"*" * n),
    "base64: `=`": lambda n: encoded("base64", b"QQ==" * n),
    "quoted-printable: `=`": lambda n: encoded("quoted-printable", b"=" * n),
    "quoted-printable: `= `": lambda n: encoded("quoted-printable", b"= " * n),
    "quoted-printable: white space": lambda n: encoded("quoted-printable", b" " * n + b"x"),
    "CR": lambda n: TEXT + b"\r\n" + b"\r" * n,
    "NUL": lambda n: TEXT + b"\r\n" + b"\0" * n,
    "LF in the header": lambda n: b"Subject: x\r\n" + b" \n" * n + b"\r\nbody\r\n",
}

SIZE = 100_000
"""Ten times what the peers were first measured with."""
LIMIT = 5
"""CPU seconds that a peer has."""
LINEAR = 6
"""Four times the input takes four times as long, up to six with what memory costs; if it is quadratic, 16 times."""
NOISE = 5
"""Milliseconds under which nothing is judged."""
TIMES = 3
LOOP = 10_000_000
"""CPU nanoseconds that a figure of ours is of at least."""


def bomb():
    """1,000,000 parts in 5 MB."""
    return b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n" * 1_000_000


class Probe:
    def __init__(self, contestants):
        self.rows = {row.key: row for row in contestants}
        self.pack = WORK / "packs" / "probe.pack"

    def time(self, mail, key, mode, limits=None, cpu_seconds=None, times=TIMES):
        """Milliseconds, the least of `times` runs: other work on the machine only adds. Failed says why there are none."""
        packs.write(self.pack, [mail])
        with Process(self.rows[key], cpu_seconds) as process:
            process.ask(f"load {self.pack}")
            if limits:
                process.ask(f"limits {limits}")
            return min(process.run(mode, LOOP if times > 1 else 0)[0] for _ in range(times)) / 1e6

    def growing(self, mails, mode, limits):
        """Our milliseconds for each; measured once more where they do not look linear, since that may be the machine."""
        times = [self.time(mail, OURS, mode, limits, cpu_seconds=60) for mail in mails]
        if times[-1] <= LINEAR * times[0]:
            return times
        return [min(time, self.time(mail, OURS, mode, limits, cpu_seconds=60)) for time, mail in zip(times, mails, strict=True)]

    def peer(self, mail, key):
        try:
            return f"{self.time(mail, key, 'full', cpu_seconds=LIMIT, times=1):,.0f}"
        except Failed as reason:
            text = str(reason)
            return "crash" if text.startswith("ended with") else text.split(":")[0]


def complexity(contestants, with_peers):
    """The table, and (met, sentence) for each probe that is not linear."""
    probe = Probe(contestants)
    peers = [row for row in contestants if row.key != OURS] if with_peers else []
    head = ["probe", "KB at n", "n", "2n", "4n", "4n/n", "no limits: n", "2n", "4n", "4n/n", *(row.name for row in peers)]
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    verdicts = []
    for name, make in PROBES.items():
        mails = [make(SIZE * factor) for factor in (1, 2, 4)]
        cells = [name, f"{len(mails[0]) / 1000:,.0f}"]
        for mode, limits in (("everything", "standard"), ("full", "none")):
            try:
                times = probe.growing(mails, mode, limits)
            except Failed as reason:
                verdicts.append((False, f"{name}, {limits} limits: {reason}"))
                cells += [str(reason), "", "", ""]
                continue
            growth = times[2] / times[0]
            cells += [*(f"{time:,.1f}" for time in times), f"{growth:.1f}"]
            if growth > LINEAR and times[2] > NOISE:
                verdicts.append((False, f"{name}, {limits} limits: four times the input takes {growth:.1f}× the time"))
        cells += [probe.peer(mails[0], row.key) for row in peers]
        lines.append("| " + " | ".join(cells) + " |")
    if not verdicts:
        verdicts.append((True, f"{len(PROBES)} probes are linear, with default limits and with none"))
    probe.pack.unlink()
    return "\n".join(lines), verdicts


def parts(contestants, with_peers):
    """The million parts: lines of text, and the verdicts."""
    probe, mail = Probe(contestants), bomb()
    lines, verdicts = ["| 1,000,000 parts in 5 MB | structure, ms | full, ms |", "|---|---:|---:|"], []
    for limits, name in (("standard", "default limits"), ("none", "no limits")):
        structure, full = (probe.time(mail, OURS, mode, limits) for mode in ("structure", "full"))
        lines.append(f"| Postroom, {name} | {structure:,.1f} | {full:,.1f} |")
        verdicts.append((structure < 100, f"1,000,000 parts in 5 MB, {name}: {structure:.1f} ms, under 100"))
    for row in contestants:
        if row.key != OURS and with_peers:
            lines.append(f"| {row.name} | | {probe.peer(mail, row.key)} |")
    probe.pack.unlink()
    return "\n".join(lines), verdicts
