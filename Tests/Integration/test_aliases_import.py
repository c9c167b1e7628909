"""`postroom aliases import`: what it takes over, and what it says."""

import json

import pytest

from alias_file import Aliases


@pytest.fixture
def aliases(tmp_path):
    return Aliases(tmp_path / "aliases.json")


FORWARDER = {
    "fromEmail": "",
    "allowPlusSign": True,
    "forwardMapping": {
        "info@example.com": ["john@out.example", "jen@out.example"],
        "@example.com": ["all@out.example"],
        "abuse": ["jim@out.example"],
        "@": ["rest@out.example"],
    },
}


def test_import_of_the_forwarders_configuration(aliases, tmp_path):
    source = tmp_path / "config.json"
    source.write_text(json.dumps(FORWARDER, indent=2))
    done = aliases("import", "ses-forwarder", str(source), "--domain", "example.net")
    assert done.code == 0
    assert done.output == "4 added, 0 replaced, 0 left as they were, 2 warnings\n"
    assert aliases.json == {
        "info@example.com": ["john@out.example", "jen@out.example"],
        "@example.com": "all@out.example",
        "abuse@example.net": "jim@out.example",
        "@example.net": "rest@out.example",
    }
    start = f"postroom aliases import: {source}: "
    assert done.errors.splitlines() == [
        start + "line 12: abuse: this name of any domain becomes this name of example.net. Add it for other domains by hand.",
        start + "line 15: @: everything else of any domain becomes everything else of example.net. Add it for other domains by hand.",
    ]


def test_import_keeps_what_is_there_unless_told_otherwise(aliases):
    aliases.write({"a@x.org": {"targets": ["old@y.org"], "spam": "bounce"}, "b@x.org": "b@y.org"})
    text = json.dumps({"A@x.org": ["new@y.org"], "b@x.org": ["b@y.org"], "c@x.org": ["c@y.org"]})
    done = aliases("import", "ssm", "-", input=text)
    assert (done.code, done.output) == (0, "1 added, 0 replaced, 1 left as they were, 0 warnings\n")
    assert done.errors == "postroom aliases import: left as it is, since it is there: A@x.org → new@y.org. --replace replaces it.\n"
    assert aliases.json["a@x.org"] == {"targets": ["old@y.org"], "spam": "bounce"}
    done = aliases("import", "ssm", "-", "--replace", input=text)
    assert (done.code, done.output) == (0, "0 added, 1 replaced, 0 left as they were, 0 warnings\n")
    assert aliases.json == {"a@x.org": "new@y.org", "b@x.org": "b@y.org", "c@x.org": "c@y.org"}


def test_import_of_what_aws_prints(aliases):
    parameters = [
        {"Name": "/postroom/aliases/example.com/hello", "Type": "String", "Value": '["a@y.org", "b@y.org"]', "Version": 3},
        {"Name": "/postroom/aliases/example.com/_default", "Type": "String", "Value": '{"targets": ["c@y.org"], "enabled": false}'},
        {"Name": "/postroom/aliases/example.com/a_2bb", "Type": "String", "Value": "nonsense"},
    ]
    done = aliases("import", "ssm", "-", input=json.dumps({"Parameters": parameters}, indent=4))
    assert (done.code, done.output) == (0, "2 added, 0 replaced, 0 left as they were, 2 warnings\n")
    assert aliases.json == {"hello@example.com": ["a@y.org", "b@y.org"], "@example.com": {"targets": ["c@y.org"], "enabled": False}}
    assert "a+b@example.com: the target 'nonsense' is no address" in done.errors


def test_import_writes_nothing_when_the_result_has_problems(aliases):
    done = aliases("import", "ssm", "-", input=json.dumps({"a@x.org": ["b@x.org"], "b@x.org": ["a@x.org"]}))
    assert (done.code, done.output) == (65, "")
    assert "a@x.org → b@x.org → a@x.org" in done.errors
    assert not aliases.path.exists()


def test_import_says_what_is_wrong_with_the_source(aliases, tmp_path):
    done = aliases("import", "ses-forwarder", "-", input="var defaultConfig = {")
    assert done.code == 65
    assert "-: line 1, column 1: " in done.errors and "The object is taken as JSON" in done.errors
    done = aliases("import", "ssm", str(tmp_path / "none.json"))
    assert done.code == 1
    assert "none.json: there is no such file" in done.errors
    assert not aliases.path.exists()
