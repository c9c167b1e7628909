"""`postroom admin`: how the first key comes to be, on a laptop beside a running server and on AWS."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from inbox_cli import Shell

TABLE = "postroom"


@pytest.fixture
def local(postroom, tmp_path):
    """Beside a server that runs."""
    return Shell(tmp_path / "home", POSTROOM_DATA=str(tmp_path / "data"))


@pytest.fixture
def deployed_admin(aws, tmp_path):
    keys = [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}]
    aws.direct("dynamodb").create_table(
        TableName=TABLE, BillingMode="PAY_PER_REQUEST", KeySchema=keys,
        AttributeDefinitions=[{"AttributeName": key["AttributeName"], "AttributeType": "S"} for key in keys],
    )
    yield Shell(tmp_path / "home", **aws.environment, POSTROOM_TABLE=TABLE)
    assert aws.judge.refusals == []


@pytest.fixture(params=["local", "deployed_admin"])
def admin(request):
    shell = request.getfixturevalue(request.param)
    return lambda *arguments, **changes: shell("admin", *arguments, **changes)


# MARK: the same on both


def test_an_owner_is_added_once(admin):
    assert admin("owner", "add", "alice").line == "alice: no subscription: plan free"
    again = admin("owner", "add", "alice")
    assert again.code == 1 and "there is an owner 'alice' already" in again.err
    assert "alice\tno subscription: plan free" in admin("owner", "list").line.splitlines()


def test_a_key_is_shown_once_listed_and_revoked(admin):
    admin("owner", "add", "alice")
    secret = admin("key", "create", "alice", "--name", "ci", "--scopes", "codes,mailboxes", "--expires-in-days", "30")
    assert re.fullmatch(r"pr_[0-9a-f]{64}", secret.line)
    id, prefix, scopes, state, name = admin("key", "list", "alice").line.split("\t")
    assert prefix == secret.line[:12] + "…" and scopes == "codes,mailboxes" and state == "never used" and name == "ci"
    assert id in secret.err and secret.line not in admin("key", "list", "alice").out
    assert admin("key", "revoke", "alice", id).line == f"{id} is revoked"
    assert admin("key", "list", "alice").line.split("\t")[3].startswith("revoked 2")
    assert admin("key", "revoke", "alice", "key_0000000000000000").code == 1


def test_plans_and_subscriptions(admin):
    assert [line.split("\t")[0] for line in admin("plan", "list").line.splitlines()] == ["anonymous", "free", "local"]
    made = admin("plan", "set", "team", "--mailboxes", "500", "--messages", "-1", "--max-ttl", "30")
    assert made.line == "team\tmailboxes 500, messages any number, ttl 30 of 30 minutes, requests a minute 600"
    assert admin("plan", "set", "team", "--requests", "-1").line.endswith("ttl 30 of 30 minutes, requests a minute any number")
    admin("owner", "add", "alice", "--plan", "team", "--until", "2099-12-31")
    assert admin("subscription", "show", "alice").line == "alice: plan team until 2099-12-31T00:00:00.000Z"
    shown = admin("owner", "show", "alice").line
    assert "may have    mailboxes 500" in shown and "has         0 open mailboxes, 0 keys" in shown
    past = admin("subscription", "set", "alice", "--plan", "team", "--until", "2020-01-01T12:00:00Z").line
    assert past == "alice: plan team until 2020-01-01T12:00:00.000Z, which is not in force: plan free"
    assert "may have    mailboxes 20" in admin("owner", "show", "alice").line
    assert admin("subscription", "clear", "alice").line == "alice: no subscription: plan free"


@pytest.mark.parametrize("arguments", [
    ["key", "create", "nobody"], ["key", "list", "nobody"], ["owner", "show", "nobody"], ["subscription", "set", "nobody", "--plan", "free"],
    ["subscription", "clear", "nobody"], ["owner", "add", "bob", "--plan", "gold"],
])
def test_what_is_not_there(admin, arguments):
    done = admin(*arguments)
    assert (done.code, done.out) == (1, ""), done
    assert "there is no" in done.err and "postroom admin" in done.err


# MARK: on a laptop


def request(postroom, key):
    answer = postroom.request("GET", "/api/v1/usage", token=key)
    return answer.status


def test_a_running_server_takes_the_key_at_once(local, postroom):
    local("admin", "owner", "add", "alice")
    key = local("admin", "key", "create", "alice").line
    server = f"http://127.0.0.1:{postroom.http_port}"
    address = local("inbox", "create", POSTROOM_URL=server, POSTROOM_API_KEY=key).line
    assert postroom.request("GET", "/api/v1/mailboxes", token=key).json["mailboxes"][0]["address"] == address
    assert "has         1 open mailbox, 1 key" in local("admin", "owner", "show", "alice").line
    id = local("admin", "key", "list", "alice").line.split("\t")[0]
    local("admin", "key", "revoke", "alice", id)
    assert request(postroom, key) == 401


def test_limits_of_a_plan_count_at_once(local, postroom):
    local("admin", "plan", "set", "tiny", "--mailboxes", "1")
    local("admin", "owner", "add", "alice", "--plan", "tiny")
    key = local("admin", "key", "create", "alice").line
    assert postroom.request("POST", "/api/v1/mailboxes", token=key).status == 201
    assert postroom.request("POST", "/api/v1/mailboxes", token=key).status == 429
    local("admin", "plan", "set", "tiny", "--mailboxes", "2")
    assert postroom.request("POST", "/api/v1/mailboxes", token=key).status == 201


def test_server_and_command_write_at_the_same_time(local, postroom):
    mailbox = postroom.create()["address"]
    with ThreadPoolExecutor(2) as pool:
        sent = pool.submit(lambda: [postroom.send([mailbox], b"Subject: x\r\n\r\nx\r\n") for _ in range(50)])
        made = pool.submit(lambda: [local("admin", "owner", "add", f"owner-{number}").code for number in range(10)])
        assert made.result() == [0] * 10
        sent.result()
    assert len(postroom.messages(mailbox)) == 50


def test_the_first_key_may_come_before_the_first_start(start, tmp_path):
    shell = Shell(tmp_path / "home")
    key = shell("admin", "key", "create", "local", "--data", tmp_path / "new").line
    postroom = start(data=tmp_path / "new")
    assert request(postroom, key) == 200


def test_a_directory_that_nobody_named_is_not_made(tmp_path):
    shell = Shell(tmp_path / "home", POSTROOM_DATA=str(tmp_path / "nothing"))
    done = shell("admin", "owner", "list")
    assert done.code == 2 and "there is no Postroom data" in done.err
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("arguments", [
    ["owner", "add", "Alice"], ["owner", "add", "alice", "--until", "2099-01-01"], ["key", "create", "local", "--scopes", "all"],
    ["key", "create", "local", "--expires-in-days", "0"], ["plan", "set", "p", "--max-ttl", "0"], ["plan", "set", "p", "--mailboxes", "-2"],
    ["plan", "set", "p", "--default-ttl", "5", "--max-ttl", "4"], ["subscription", "set", "local", "--plan", "free", "--until", "soon"],
    ["owner", "list", "--table", "a", "--data", "b"],
])
def test_arguments_that_make_no_sense(local, arguments):
    done = local("admin", *arguments)
    assert (done.code, done.out) == (64, ""), done


# MARK: on AWS


def test_a_key_is_in_the_table_as_a_hash(deployed_admin, aws):
    deployed_admin("admin", "owner", "add", "alice")
    secret = deployed_admin("admin", "key", "create", "alice").line
    rows = str(aws.direct("dynamodb").scan(TableName=TABLE)["Items"])
    assert secret not in rows and secret[12:] not in rows and secret[:12] in rows


def test_a_table_that_is_not_there(aws, tmp_path):
    done = Shell(tmp_path / "home", **aws.environment)("admin", "owner", "list", "--table", "nothing")
    assert done.code == 2 and done.err.startswith("postroom admin owner list: ")
