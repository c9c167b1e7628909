"""Forwards many mails through the packaged function, and compares what SES got with the mails, and with what `postroom explain` makes of them."""

import collections
import json

from forwarding import ALIAS, HELD, SECRET, Forwarding, outcomes
from forwarding_check import differences
from inbound import event
from postroom import run

RECEIVED_AT = "2026-11-21T08:30:00Z"
"""As the events have it."""
MIB = 1 << 20


class Found:
    """What became of mails: the rung of each by its name, and what is wrong."""

    def __init__(self):
        self.rungs, self.wrong = {}, []

    @property
    def counts(self):
        return dict(sorted(collections.Counter(self.rungs.values()).items()))

    def on(self, rung):
        return {name for name, own in self.rungs.items() if own == rung}


class Fidelity(Forwarding):
    """A deployment whose alias has the targets of `value`, and the same aliases in files for `explain`."""

    def __init__(self, aws, folder):
        super().__init__(aws)
        self.folder = folder
        # What is measured is not how long a mail waits.
        aws.double.set_send_rate(10_000)
        aws.double.set_daily_quota(1_000_000)

    def route(self, value):
        self.add_alias("hello", value)
        (self.folder / "aliases.json").write_text(json.dumps({ALIAS: value}))
        (self.folder / "secret").write_text(SECRET.hex() + "\n")

    def forward(self, function, mails):
        """Forwards mails by name, all of them to all targets, in one invocation each."""
        found, done = Found(), {}
        for number, (name, content) in enumerate(mails):
            id = f"m{number}"
            self.put_mail(id, content)
            post = function.call(event(id, ALIAS), wait=60)
            assert post.endpoint == "response", f"{name}: {post}\n{function.output}"
            settled = outcomes(post.json)
            if not settled or any(one[2] != "sent" for one in settled):
                found.wrong.append(f"{name}: {settled}")
                continue
            done[id] = (name, content, {target: rung for _, target, _, rung in settled})
            # Bodies of requests, in which every mail is again.
            self.aws.judge.calls.clear()
        self._compare(found, done)
        print("mails by rung:", found.counts)
        return found

    def _compare(self, found, done):
        sent = collections.defaultdict(list)
        for mail in self.sent():
            sent[mail["tags"]["postroom-mail"]].append(mail)
        rows = collections.defaultdict(list)
        for row in self.ledger():
            rows[row["pk"].removeprefix("FWD#")].append((row["target"], row["state"]))
        expected = self._explained([(id, content) for id, (_, content, _) in done.items()])
        assert sent.keys() == done.keys(), "SES got mails that nobody sent"
        for id, (name, content, rungs) in done.items():
            found.rungs[name] = max(rungs.values())
            if sorted(rows[id]) != sorted((target, "sent") for target in rungs):
                found.wrong.append(f"{name}: the ledger has {rows[id]}")
            if sorted(mail["destinations"] for mail in sent[id]) != sorted([target] for target in rungs):
                found.wrong.append(f"{name}: SES got it for {[mail['destinations'] for mail in sent[id]]}")
                continue
            for mail in sent[id]:
                [target] = mail["destinations"]
                raw = self.raw(mail)
                found.wrong += [f"{name}: {one}" for one in differences(content, raw, rungs[target], target)]
                if raw != (self.folder / "out" / f"{id}.{list(rungs).index(target) + 1}.eml").read_bytes():
                    found.wrong.append(f"{name}: explain makes another mail for {target}")

    def _explained(self, mails, at_once=200):
        """Has `explain` write what it would send, to `out/<id>.<n>.eml`. A file has the name of the key, which links to it are made of."""
        paths = []
        for id, content in mails:
            paths.append(self.folder / f"{id}.eml")
            paths[-1].write_bytes(content)
        common = ["--recipient", ALIAS, "--aliases", self.folder / "aliases.json", "--emit", self.folder / "out"]
        deployment = ["--secret", self.folder / "secret", "--held-url", HELD, "--received-at", RECEIVED_AT]
        for start in range(0, len(paths), at_once):
            done = run("explain", *common, *deployment, *paths[start : start + at_once])
            assert (done.returncode, done.stderr) == (0, b"")
