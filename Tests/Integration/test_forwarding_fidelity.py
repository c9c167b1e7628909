"""AliasForward damages no mail: what the double of SES got from the packaged function, compared with what came by forwarding_check.py.

`POSTROOM_GENERATED_MAILS` says how many mails of random trees are forwarded: 150 if it is not set. `POSTROOM_CORPUS` names a folder of mails besides.
`make soak-forwarding` forwards 2,000.
"""

import os

import pytest

from forwarding import TARGET
from forwarding_fidelity import MIB, Fidelity
from forwarding_mails import SPECIAL, corpus, generated, of_size, smime, with_long_lines
from inbound import bootstrap
from postroom import ROOT

BUILT = ROOT / ".build" / "release"
COUNT = int(os.environ.get("POSTROOM_GENERATED_MAILS") or 150)
REASSEMBLED = {"long lines", "long lines in a part", "long lines in HTML, 8-bit", "long lines in base64"}
ATTACHED = {
    "signed", "refused extension", "refused extension by RFC 2231", "refused extension in an embedded mail", "no empty line",
    "long lines in an embedded mail", "long lines between parts", "no field", "long field without white space",
}
MOST = (64 if bootstrap("AliasForward").parent != BUILT else 80) * MIB
"""Of a function's memory, however large the mail is: a program that is not packaged has the libraries that it loads besides."""


@pytest.fixture
def fidelity(aws, tmp_path):
    fidelity = Fidelity(aws, tmp_path)
    fidelity.route(TARGET)
    yield fidelity
    assert aws.judge.refusals == []


@pytest.fixture
def function(fidelity, api):
    with fidelity.start(api) as process:
        yield process
        assert process.process.poll() is None


def special(folder):
    """By name; the last one is too large to be attached with its refused extension."""
    return {**SPECIAL, **smime(folder), "35 MB, refused extension": of_size(35 * MIB, "setup.exe")}


def test_special_mails_arrive_whole(fidelity, function, tmp_path):
    found = fidelity.forward(function, special(tmp_path).items())
    assert found.wrong == []
    assert (found.on(2), found.on(3), found.on(4)) == (REASSEMBLED, ATTACHED, {"35 MB, refused extension"})
    assert all(found.counts[rung] > 0 for rung in (1, 2, 3, 4))


def test_special_mails_arrive_whole_at_two_targets_with_a_reply_address(fidelity, function, tmp_path):
    fidelity.route({"targets": [TARGET, "second@x.org"], "reply_to": "alias"})
    found = fidelity.forward(function, [*SPECIAL.items(), *smime(tmp_path).items()])
    assert found.wrong == []
    assert (found.on(2), found.on(3)) == (REASSEMBLED, ATTACHED)


def test_generated_mails_arrive_whole(fidelity, function):
    found = fidelity.forward(function, generated(COUNT))
    assert found.wrong == []
    assert len(found.rungs) == COUNT


@pytest.mark.skipif("POSTROOM_CORPUS" not in os.environ, reason="POSTROOM_CORPUS names no folder")
def test_mails_of_others_arrive_whole(fidelity, function):
    found = fidelity.forward(function, corpus())
    assert found.wrong == []
    assert len(found.rungs) > 100


LARGE = {
    "20 KB": (of_size, (20 << 10,), 1),
    "1 MB": (of_size, (MIB,), 1),
    "29 MB": (of_size, (29 * MIB,), 1),
    "35 MB": (of_size, (35 * MIB,), 1),
    "29 MB, refused extension": (of_size, (29 * MIB, "setup.exe"), 3),
    "35 MB, refused extension": (of_size, (35 * MIB, "setup.exe"), 4),
    "40 MB": (of_size, (40 * MIB,), 4),
    "40 MB, long lines": (with_long_lines, (40 * MIB, "application/pdf"), 4),
    "20 MB, long lines": (with_long_lines, (20 * MIB, "application/pdf"), 2),
    "20 MB, long lines of text": (with_long_lines, (20 * MIB, "text/html"), 2),
    "20 MB, long lines, signed": (with_long_lines, (20 * MIB, "message/rfc822"), 3),
}


@pytest.mark.parametrize("name", LARGE)
def test_memory(fidelity, function, name):
    make, arguments, rung = LARGE[name]
    found = fidelity.forward(function, {name: make(*arguments)}.items())
    peak = function.peak()
    print(f"{name}: rung {rung}, VmHWM {peak / MIB:.1f} MiB")
    assert (found.wrong, found.rungs) == ([], {name: rung})
    assert peak <= MOST, f"{peak / MIB:.1f} MiB"
