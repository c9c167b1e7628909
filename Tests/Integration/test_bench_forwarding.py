"""The benchmark of forwarding works: its tables have every row, its check sees damage, and damage by Postroom ends it with 1."""

import email
import os
import re
import subprocess
import sys
from email.utils import parseaddr

import pytest

from postroom import PROGRAM, ROOT

FOLDER = ROOT / "Benchmarks" / "forwarding"
sys.path.append(str(FOLDER))

import contestants  # noqa: E402
import fidelity  # noqa: E402
import inputs  # noqa: E402

FIGURE = re.compile(r"-?[\d,]+(\.\d+)?( … -?\d+\.\d+| \(\d+\.\d%\))?")
NAMES = ["Postroom", "parse and rebuild, Python ", "the same, policy default", "text and regexes", "the same, with better regexes"]


def bench(*arguments):
    environment = {name: value for name, value in os.environ.items() if name != "POSTROOM_CORPUS"}
    command = [sys.executable, FOLDER / "bench.py", "--quick", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment, cwd=ROOT)


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    record = tmp_path_factory.mktemp("bench") / "forwarding.md"
    done = bench("--mails", "12", "--record", record)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout, record.read_text()


def test_every_row_has_figures(result):
    output, _ = result
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in output.splitlines() if line.startswith("| ")]
    assert [row[0] for row in rows[::6]] == ["generated, 12 mails", "20 KB", "1 MB"]
    for table in (rows[:6], rows[6:12], rows[12:]):
        for name, (title, *cells) in zip(NAMES, table[1:], strict=True):
            assert title.startswith(name) and all(FIGURE.fullmatch(cell) for cell in cells), (title, cells)
    assert "Mails of others are not compared: POSTROOM_CORPUS names no folder." in output
    assert output.endswith("\n- pass: Postroom damages and loses none\n")


def test_the_record_says_where_it_is_from(result):
    output, record = result
    assert record.endswith("\n\n" + output)
    for row in (
        r"command \| `make bench-forwarding MAILS=12 QUICK=1 RECORD=1`",
        r"commit \| [0-9a-f]{12}(, with changes that are not committed)?",
        r"mails \| generated SHA-256 [0-9a-f]{16}",
        r"load \| \d+\.\d at the start, \d+\.\d at the end(\. Other work .*)?",
    ):
        assert re.search(rf"^\| {row} \|$", record, re.MULTILINE), row


@pytest.mark.parametrize("damage, finding", [("mail + b'more\\n'", "the body is another one"), ("None", "crashed")])
def test_damage_by_postroom_ends_it_with_1(tmp_path, damage, finding):
    program = tmp_path / "postroom"
    program.write_text(f"""#!{sys.executable}
import pathlib, subprocess, sys
code = subprocess.run([{str(PROGRAM)!r}, *sys.argv[1:]]).returncode
for path in pathlib.Path(sys.argv[sys.argv.index("--emit") + 1]).iterdir():
    mail = path.read_bytes()
    mail = {damage}
    path.write_bytes(mail) if mail else path.unlink()
sys.exit(code)
""")
    program.chmod(0o755)
    done = bench("--mails", "3", "--only", "damage", "--program", program)
    assert (done.returncode, done.stderr) == (1, "")
    assert "- fail: Postroom" in done.stdout and f": {finding}" in done.stdout


HEADER = b"From: jane@ex.org\r\nTo: hello@example.com\r\n"
ENCODED = HEADER + b"Content-Transfer-Encoding: base64\r\n\r\n"


@pytest.mark.parametrize(
    "original, sent, found",
    [
        (HEADER + b"\r\ntext\r\n", HEADER + b"X: y\r\n\r\ntext\r\n", set()),
        (HEADER + b"\r\ntext\r\n", HEADER + b"\n\ntext\n".replace(b"\n\n", b"\r\n"), {"body"}),
        (HEADER + b"\r\ntext", HEADER + b"\r\ntext\r\n", {"body"}),
        (HEADER + b"\r\ntext\r\n", HEADER + b"\r\ntexts\r\n", {"body", "beyond line ends", "leaf"}),
        (HEADER + b"\r\ntext\r\n", HEADER + b"\r\n", {"body", "beyond line ends", "leaf"}),
        # The same bytes in another encoding, and a line end inside of them.
        (ENCODED + b"YQ0KYg==\r\n", ENCODED + b"YQ0K\r\nYg==\r\n", {"body", "beyond line ends"}),
        (ENCODED + b"YQ0KYg==\r\n", ENCODED + b"YQpi\r\n", {"body", "beyond line ends", "leaf"}),
        (ENCODED + b"YQ0KYg==\r\n", HEADER + b"\r\nYQ0KYg==\r\n", {"leaf"}),
        (HEADER + b"\r\ntext\r\n", HEADER + b"To: a@b.c\r\n\r\ntext\r\n", {"refused"}),
        (
            HEADER + b"\r\ntext\r\n",
            HEADER + b"Content-Type: message/rfc822\r\n\r\n" + HEADER + b"\r\ntext\r\n",
            {"body", "beyond line ends", "attached"},
        ),
        (HEADER + b"\r\ntext\r\n", None, {"crashed"}),
    ],
)
def test_the_check_sees(original, sent, found):
    assert fidelity.seen(original, sent) == found


def test_all_forward_a_plain_mail_whole(tmp_path):
    """The peers do what they are for: what they damage they do not damage by being badly written."""
    aliases = tmp_path / "aliases.json"
    aliases.write_text(f'{{"{contestants.ALIAS}": "{contestants.TARGET}"}}')
    mails = [inputs.sized(5000), "From: Jörg <j@ex.org>\nTo: hello@example.com\n\ngrün\n".encode()]
    for row in contestants.contestants(PROGRAM, aliases):
        forwarded = contestants.forward(row, mails)
        assert [fidelity.seen(mail, sent) - {"body", "beyond line ends"} for mail, sent in zip(mails, forwarded.mails)] == [set(), set()], row.name
        senders = [parseaddr(str(email.message_from_bytes(sent)["From"]))[1] for sent in forwarded.mails]
        assert senders == [contestants.ALIAS] * 2, row.name
        assert b"DKIM" not in forwarded.mails[0] and forwarded.mails[0].count(b"Reply-To") == 1
