"""`postroom aliases`: what it prints, what it writes, and its exit codes."""

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest

from alias_file import Aliases
from postroom import PROGRAM, run


@pytest.fixture
def aliases(tmp_path):
    return Aliases(tmp_path / "aliases.json")


# MARK: changing


def test_a_file_is_made_and_changed(aliases):
    assert aliases("add", "hello@example.com", "jane@gmail.com").lines() == ["hello@example.com → jane@gmail.com"]
    assert aliases("add", "@Example.com", "a@x.org", "b@y.org", "A@x.org").lines() == ["@Example.com → a@x.org, b@y.org"]
    assert aliases("add", "HELLO@example.com", "john@gmail.com", "Jane@Gmail.com").lines() == ["HELLO@example.com → jane@gmail.com, john@gmail.com"]
    assert aliases.path.read_text() == (
        '{\n  "hello@example.com": ["jane@gmail.com", "john@gmail.com"],\n  "@Example.com": ["a@x.org", "b@y.org"]\n}\n'
    )
    assert aliases("disable", "@example.com").lines() == ["@example.com → a@x.org, b@y.org  (disabled)"]
    assert aliases.json["@Example.com"] == {"targets": ["a@x.org", "b@y.org"], "enabled": False}
    assert aliases("list").lines() == ["hello@example.com → jane@gmail.com, john@gmail.com", "@Example.com → a@x.org, b@y.org  (disabled)"]
    assert aliases("enable", "@EXAMPLE.com").lines() == ["@EXAMPLE.com → a@x.org, b@y.org"]
    assert aliases("remove", "Hello@example.com").lines() == ["Hello@example.com is removed"]
    assert aliases.json == {"@Example.com": ["a@x.org", "b@y.org"]}
    assert aliases("remove", "@example.com").code == 0
    assert aliases.path.read_text() == "{}\n"
    assert aliases("list").lines() == []


def test_settings_and_the_way_names_are_written_stay(aliases):
    settings = {"targets": ["a@x.org"], "blocked": ["@bad.example"], "from": "name", "spam": "quarantine"}
    aliases.write({"Büro@München.example": settings})
    assert aliases("add", "büro@xn--mnchen-3ya.example", "b@x.org").code == 0
    assert aliases.json == {"Büro@München.example": {**settings, "targets": ["a@x.org", "b@x.org"]}}


def test_the_default_file_is_in_the_working_directory(tmp_path):
    done = subprocess.run([PROGRAM, "aliases", "add", "a@x.org", "b@y.org"], cwd=tmp_path, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["aliases.json"]
    done = subprocess.run([PROGRAM, "aliases", "list", "--json"], cwd=tmp_path, capture_output=True, timeout=60)
    assert json.loads(done.stdout) == {"a@x.org": "b@y.org"}


def test_nothing_is_written_when_nothing_changes(aliases):
    # As a person wrote it: not as the program would.
    aliases.write('{ "a@x.org":\n   [ "b@y.org" ] }')
    before = aliases.path.stat()
    assert aliases("list").code == aliases("check").code == 0
    assert aliases.path.stat() == before
    assert aliases("enable", "a@x.org").code == 0
    assert aliases.path.read_text() == '{\n  "a@x.org": "b@y.org"\n}\n'
    before = aliases.path.stat()
    assert aliases("enable", "a@x.org").code == aliases("add", "a@x.org", "b@y.org").code == 0
    assert aliases.path.stat() == before


def test_a_link_stays_one_and_the_mode_stays(aliases, tmp_path):
    real = tmp_path / "elsewhere" / "real.json"
    real.parent.mkdir()
    real.write_text("{}")
    real.chmod(0o640)
    aliases.path.symlink_to(real)
    assert aliases("add", "a@x.org", "b@y.org").code == 0
    assert aliases.path.is_symlink()
    assert json.loads(real.read_text()) == {"a@x.org": "b@y.org"}
    assert real.stat().st_mode & 0o7777 == 0o640
    assert [path.name for path in real.parent.iterdir()] == ["real.json"]


def test_what_a_crash_left_is_no_obstacle(aliases, tmp_path):
    (tmp_path / ".aliases.json.new").write_text("half of")
    assert aliases("add", "a@x.org", "b@y.org").code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["aliases.json"]


def test_changes_at_the_same_time_are_all_there_and_readers_see_whole_files(aliases):
    aliases.write("{}")

    def change(number):
        return aliases("check").code or aliases("add", f"a{number}@x.org", "b@y.org").code or aliases("check").code

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(change, range(40))) == {0}
    assert set(aliases.json) == {f"a{number}@x.org" for number in range(40)}


# MARK: what goes wrong


@pytest.mark.parametrize(
    "arguments, complaint",
    [
        (["add", "hello", "b@y.org"], "'hello' is no address: it has no '@'. Write name@domain, or @domain for the catch-all of a domain."),
        (["add", "*@x.org", "b@y.org"], "'*@x.org' is no address: the catch-all of a domain is written '@x.org'."),
        (["add", "a@x.org", "b@y.org", "@y.org"], "the target '@y.org' is no address: there is nothing before the '@'."),
        (["remove", "a b@x.org"], "'a b@x.org' is no address"),
        (["disable", "@"], "'@' is no address"),
        (["enable", "\x1b[31m"], r"'\u{1b}[31m' is no address"),
        (["import", "yaml", "-"], "'yaml' is no format. There are 'ses-forwarder' and 'ssm'."),
        (["import", "ssm", "-", "--domain", "a b"], "'@a b' is no address"),
        (["add", "a@x.org"], "target"),
    ],
)
def test_arguments_that_make_no_sense_are_explained(aliases, arguments, complaint):
    done = aliases(*arguments)
    assert (done.code, done.output) == (64, "")
    assert complaint in done.errors
    assert "\x1b" not in done.errors
    assert not aliases.path.exists()


@pytest.mark.parametrize("command", ["remove", "disable", "enable"])
def test_an_alias_that_is_not_there_is_said(aliases, command):
    aliases.write({"@x.org": "b@y.org"})
    done = aliases(command, "a@x.org")
    assert (done.code, done.output) == (1, "")
    assert done.errors == f"postroom aliases {command}: {aliases.path}: there is no alias 'a@x.org'. 'postroom aliases list' prints all.\n"


@pytest.mark.parametrize("arguments", [["list"], ["check"], ["remove", "a@x"], ["disable", "a@x"], ["enable", "a@x"]])
def test_a_file_that_is_not_there_is_said(aliases, arguments):
    done = aliases(*arguments)
    assert (done.code, done.output) == (1, "")
    assert f"{aliases.path}: there is no such file. Name another file" in done.errors
    assert not aliases.path.exists()


@pytest.mark.parametrize(
    "path, complaint",
    [
        ("/dev/null/aliases.json", "cannot open /dev/null"),
        ("none/aliases.json", "cannot open none: No such file or directory."),
        ("", "the file of aliases has no name. Name one with --aliases."),
        ("-", "standard input cannot be changed"),
    ],
)
def test_a_file_that_cannot_be_written_is_said(path, complaint, tmp_path):
    done = subprocess.run(
        [PROGRAM, "aliases", "add", "a@x.org", "b@y.org", "--aliases", path], cwd=tmp_path, capture_output=True, timeout=60, input=b"{}"
    )
    assert done.returncode == 1
    assert complaint in done.stderr.decode()


def test_a_directory_in_place_of_the_file_is_said(aliases):
    aliases.path.mkdir()
    done = aliases("add", "a@x.org", "b@y.org")
    assert done.code == 1
    assert f"{aliases.path}: it is a directory" in done.errors


BAD = """{
  "a@x.org": "jane",
  "b@x.org": { "targets": ["t@y.org"], "spamm": "mark" },
  "c@x.org": "d@x.org",
  "d@x.org": ["c@x.org",
    "t@y.org"],
  "A@x.org": "t@y.org"
}
"""


@pytest.mark.parametrize(
    "arguments", [["check"], ["list"], ["add", "n@x.org", "t@y.org"], ["remove", "b@x.org"], ["disable", "b@x.org"], ["enable", "b@x.org"]]
)
def test_every_problem_of_a_file_is_said_with_its_line_and_nothing_is_changed(aliases, arguments):
    aliases.write(BAD)
    done = aliases(*arguments)
    assert (done.code, done.output) == (65, "")
    start = f"postroom aliases {arguments[0]}: {aliases.path}: "
    assert done.errors.splitlines() == [
        start + "line 2: a@x.org: the target 'jane' is no address: it has no '@'. Write it as name@domain.",
        start + "line 3: b@x.org: there is no setting \"spamm\". Did you mean \"spam\"?",
        start + "line 4: c@x.org: the aliases lead back to where they began: c@x.org → d@x.org → c@x.org. Take a target out of one of them.",
        start + "line 7: A@x.org: the alias stands twice, first in line 2. Take one out.",
    ]
    assert aliases.path.read_text() == BAD


def test_what_is_not_json_is_said_with_its_place(aliases):
    aliases.write('{\n  "a@x.org": "b@y.org",\n}\n')
    done = aliases("check")
    assert done.code == 65
    assert done.errors == f"postroom aliases check: {aliases.path}: line 2, column 23: there is a ',' before the '}}'. Take it out.\n"


def test_a_change_that_would_make_a_problem_is_refused(aliases):
    aliases.write({"a@x.org": "b@x.org", "b@x.org": "t@y.org"})
    before = aliases.path.read_bytes()
    for arguments, complaint in [
        (["add", "b@x.org", "a@x.org"], "a@x.org: the aliases lead back to where they began: a@x.org → b@x.org → a@x.org."),
        (["add", "c@x.org", "nobody@x.org"], "c@x.org: there is no alias for the target 'nobody@x.org'"),
        (["remove", "b@x.org"], "a@x.org: there is no alias for the target 'b@x.org'"),
    ]:
        done = aliases(*arguments)
        assert (done.code, done.output) == (65, "")
        assert complaint in done.errors
        assert aliases.path.read_bytes() == before
    assert aliases("disable", "b@x.org").code == 0


def test_check_counts(aliases):
    aliases.write({"a@x.org": "t@y.org"})
    assert aliases("check").lines() == [f"{aliases.path}: 1 alias of 1 domain, no problems"]
    aliases.write({"a@x.org": "t@y.org", "@x.org": "t@y.org", "@z.org": "t@y.org"})
    assert aliases("check").lines() == [f"{aliases.path}: 3 aliases of 2 domains, no problems"]


def test_check_and_list_read_standard_input():
    assert run("aliases", "check", "--aliases", "-", input=b'{"a@x": "b@y"}').stdout == b"-: 1 alias of 1 domain, no problems\n"
    assert run("aliases", "list", "--aliases", "-", input=b'{"a@x": "b@y"}').stdout.decode() == "a@x → b@y\n"


def test_list_fails_when_its_output_is_lost(aliases):
    aliases.write({"a@x.org": "t@y.org"})
    with open("/dev/full", "wb") as full:
        done = subprocess.run([PROGRAM, "aliases", "list", "--aliases", aliases.path], stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == 1
    assert b"cannot write the result" in done.stderr


@pytest.mark.parametrize("arguments", [[], ["list"], ["add"], ["remove"], ["disable"], ["enable"], ["check"], ["import"]])
def test_help(arguments):
    done = run("aliases", *arguments, "--help")
    assert done.returncode == 0
    assert b"USAGE: postroom aliases" in done.stdout
