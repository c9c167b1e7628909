"""The sweep of ended mailboxes on AWS."""

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from aws import faults, policies
from inbound import Inbound, bootstrap
from postroom import ROOT
from runtime_process import RuntimeProcess

SCHEDULE = json.loads((ROOT / "events" / "eventbridge-schedule.json").read_text())
DAY = 24 * 60 * 60_000


@pytest.fixture
def inbound(aws):
    inbound = Inbound(aws)
    yield inbound
    assert aws.judge.refusals == []


@pytest.fixture
def sweep(inbound, api):
    """Starts the function; its environments are ended with the test."""
    running = []

    def start(**environment):
        running.append(RuntimeProcess(api, [bootstrap("MailboxExpiry")], **{**inbound.environment, "AWS_LAMBDA_LOG_FORMAT": "JSON", **environment}))
        return running[-1]

    yield start
    for process in running:
        process.kill()


def add(inbound, name, minutes, messages=(), owner=None, received=None):
    """A mailbox that ended, or ends, so many minutes from now, with messages by their raw keys, as the store makes them."""
    now = int(time.time() * 1000)
    received = received if received is not None else now - DAY
    expires = now + minutes * 60_000
    address = f"{name}@postroom.test"
    shard = fnv(address) % 10
    more = {"exp_pk": {"S": f"EXP#{-(-expires // 60_000)}#{shard}"}, "exp_sk": {"S": address}}
    if owner:
        more["owner"] = {"S": owner}
        put(inbound, f"OWN#{owner}", f"MB#{address}", expires_at={"N": str(expires)})
        change(inbound, f"OWN#{owner}", "active", 1)
    inbound.add_mailbox(
        name, expires_at={"N": str(expires)}, seq={"N": str(len(messages))}, message_count={"N": str(len(messages))}, **more)
    for seq, key in enumerate(messages, 1):
        put(inbound, f"MB#{address}", f"MSG#{seq:012}", id={"S": f"{name}-{seq}"}, raw_key={"S": key}, received_at={"N": str(received)})
        change(inbound, f"RAW#{key}", "messages", 1)
        inbound.put_mail(key)
    return address


def fnv(text):
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = (value ^ byte) * 0x100000001B3 % (1 << 64)
    return value


def put(inbound, pk, sk, **attributes):
    inbound.dynamodb.put_item(TableName=inbound.table, Item={"pk": {"S": pk}, "sk": {"S": sk}, **attributes})


def change(inbound, pk, name, by):
    inbound.dynamodb.update_item(
        TableName=inbound.table, Key={"pk": {"S": pk}, "sk": {"S": "META"}}, UpdateExpression="ADD #n :by",
        ExpressionAttributeNames={"#n": name}, ExpressionAttributeValues={":by": {"N": str(by)}})


def begin_at(inbound, minutes):
    """As if the sweep before had come to so many minutes from now."""
    put(inbound, "SWEEP", "META", minute={"N": str(int(time.time() // 60) + minutes)})


def left(inbound):
    rows, objects = inbound.state()
    return [row for row in rows if row["pk"] != "SWEEP"], objects


def test_what_ended_mailboxes_leave_behind_is_removed_and_nothing_else(inbound, sweep):
    begin_at(inbound, -30)
    add(inbound, "ended", -5, ["r1", "r2", "shared"], owner="jane")
    add(inbound, "open", 5, ["r3", "shared"], owner="jane")
    report = sweep().answer(SCHEDULE, seconds=30)
    assert report == {"mailboxes": 1, "raw_mails": 2, "failures": 0, "complete": True}
    rows, objects = left(inbound)
    assert objects == ["r3", "shared"]
    assert [row["sk"] for row in rows if row["pk"] == "MB#ended@postroom.test"] == ["META"]
    assert [row["sk"] for row in rows if row["pk"] == "MB#open@postroom.test"] == ["META", "MSG#000000000001", "MSG#000000000002"]
    assert {row["pk"]: row["messages"] for row in rows if row["pk"].startswith("RAW#")} == {"RAW#r3": "1", "RAW#shared": "1"}
    assert [(row["sk"], row.get("active")) for row in rows if row["pk"] == "OWN#jane"] == [("MB#open@postroom.test", None), ("META", "1")]
    [ended] = [row for row in rows if row["pk"] == "MB#ended@postroom.test"]
    assert (ended["seq"], ended["message_count"], "exp_pk" in ended) == ("3", "0", False)


def test_a_raw_mail_stays_while_it_may_still_be_delivered_to_others(inbound, sweep):
    begin_at(inbound, -30)
    add(inbound, "ended", -5, ["fresh"], received=int(time.time() * 1000) - 60_000)
    assert sweep().answer(SCHEDULE, seconds=30)["raw_mails"] == 0
    rows, objects = left(inbound)
    assert objects == ["fresh"]
    [raw] = [row for row in rows if row["pk"] == "RAW#fresh"]
    due = int(raw["exp_pk"].split("#")[1]) - int(time.time() // 60)
    assert raw["messages"] == "0" and 400 < due <= 420


def test_sweeping_again_changes_nothing(inbound, sweep):
    begin_at(inbound, -30)
    add(inbound, "ended", -5, ["r1"])
    function = sweep()
    function.answer(SCHEDULE, seconds=30)
    before = left(inbound)
    assert function.answer(SCHEDULE, seconds=30) == {"mailboxes": 0, "raw_mails": 0, "failures": 0, "complete": True}
    assert left(inbound) == before


def test_two_sweeps_at_once_end_as_one(inbound, sweep):
    begin_at(inbound, -30)
    for number in range(40):
        add(inbound, f"box{number}", -1 - number % 9, [f"r{number}", "shared"], owner=f"owner{number % 3}")
    function = sweep(AWS_LAMBDA_MAX_CONCURRENCY="2")
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: function.call(SCHEDULE, seconds=60, wait=60), range(2)))
    # The index of the double is never late; what one of them left for the other is the next one's.
    assert sweep().answer(SCHEDULE, seconds=30)["complete"]
    rows, objects = left(inbound)
    assert objects == [] and [row for row in rows if row["pk"].startswith("RAW#")] == []
    assert {row["active"] for row in rows if row["pk"].startswith("OWN#")} == {"0"}
    assert [row for row in rows if row["sk"].startswith("MSG#")] == []


def test_a_sweep_that_runs_out_of_time_goes_on_with_the_next(inbound, sweep):
    begin_at(inbound, -60)
    for number in range(30):
        add(inbound, f"box{number}", -2 * number - 1, [f"r{number}"])
    inbound.aws.judge.fault(faults.delay(0.15), "dynamodb", "TransactWriteItems", times=None)
    function = sweep()
    reports = [function.answer(SCHEDULE, seconds=4, wait=30)]
    assert not reports[0]["complete"] and 0 < reports[0]["mailboxes"] < 30
    while not reports[-1]["complete"]:
        reports.append(function.answer(SCHEDULE, seconds=4, wait=30))
        assert len(reports) < 60
    assert sum(report["mailboxes"] for report in reports) == 30
    assert left(inbound)[1] == []


@pytest.mark.parametrize("fault", [faults.error(500), faults.error(403, "AccessDenied")], ids=["500", "denied"])
def test_an_object_that_cannot_be_deleted_is_tried_again(inbound, sweep, fault):
    begin_at(inbound, -30)
    add(inbound, "ended", -5, ["r1", "r2"])
    inbound.aws.judge.fault(fault, "s3", "DeleteObjects", times=None)
    function = sweep()
    error = function.failure(SCHEDULE, seconds=30)
    assert error["errorType"] == "Function.Incomplete" and "the next sweep tries again" in error["errorMessage"]
    assert left(inbound)[1] == ["r1", "r2"]
    inbound.aws.judge.heal()
    assert function.answer(SCHEDULE, seconds=30)["raw_mails"] == 2
    rows, objects = left(inbound)
    assert objects == [] and [row for row in rows if row["pk"].startswith("RAW#")] == []


def test_many_mailboxes_with_everything_that_can_happen_end_the_same(inbound, sweep, api):
    """`make soak-expiry` runs it with 10,000: short deadlines, two at once, S3 and DynamoDB failing, a process that is killed."""
    count = int(os.environ.get("POSTROOM_EXPIRY_MAILBOXES", "60"))
    begin_at(inbound, -30)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: add(inbound, f"box{number}", -1 - number % 20, [f"r{number}"], owner=f"owner{number % 7}"), range(count)))
    add(inbound, "open", 600, ["kept"])
    judge = inbound.aws.judge
    judge.fault(faults.throttled(), "dynamodb", None, nth=50, times=5)
    judge.fault(faults.error(500), "s3", "DeleteObjects", times=3)
    judge.fault(faults.lost_answer(), "dynamodb", "TransactWriteItems", nth=7, times=2)
    function = sweep(AWS_LAMBDA_MAX_CONCURRENCY="2")
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: function.call(SCHEDULE, seconds=6, wait=60), range(2)))
    killed = sweep()
    api.invoke(SCHEDULE, seconds=60)
    time.sleep(0.3)
    killed.kill()
    function.kill()
    function = sweep()
    for _ in range(max(20, count // 20)):
        post = function.call(SCHEDULE, seconds=60, wait=90)
        if post.endpoint == "response" and post.json["complete"] and not post.json["mailboxes"] + post.json["raw_mails"]:
            break
    rows, objects = left(inbound)
    assert objects == ["kept"]
    assert [row["pk"] for row in rows if row["pk"].startswith("RAW#")] == ["RAW#kept"]
    assert [row["pk"] for row in rows if row["sk"].startswith("MSG#")] == ["MB#open@postroom.test"]
    assert {row["active"] for row in rows if row["pk"].startswith("OWN#")} == {"0"}
    assert sum(row["sk"] == "META" and row["pk"].startswith("MB#") for row in rows) == count + 1


def test_a_mailbox_that_was_extended_is_left_alone(inbound, sweep):
    begin_at(inbound, -30)
    address = add(inbound, "box", -5, ["r1"])
    later = str(int(time.time() * 1000) + DAY)
    inbound.dynamodb.update_item(
        TableName=inbound.table, Key={"pk": {"S": f"MB#{address}"}, "sk": {"S": "META"}}, UpdateExpression="SET expires_at = :later",
        ExpressionAttributeValues={":later": {"N": later}})
    assert sweep().answer(SCHEDULE, seconds=30)["mailboxes"] == 0
    assert len(inbound.messages(address)) == 1


def test_it_may_do_what_it_does_and_no_more(inbound, sweep):
    """The permissions of docs/configuration.md."""
    aws = inbound.aws
    begin_at(inbound, -30)
    add(inbound, "ended", -5, ["r1", "shared"], owner="jane")
    add(inbound, "open", 5, ["shared"])
    change(inbound, "RAW#shared", "messages", 0)
    aws.judge.calls.clear()
    sweep().answer(SCHEDULE, seconds=30)
    table = f"arn:aws:dynamodb:{aws.region}:{aws.account}:table/{inbound.table}"
    actions = ["GetItem", "BatchGetItem", "Query", "UpdateItem", "DeleteItem"]
    policy = {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": "s3:DeleteObject", "Resource": f"arn:aws:s3:::{inbound.bucket}/*"},
            {"Effect": "Allow", "Action": [f"dynamodb:{action}" for action in actions], "Resource": table},
            {"Effect": "Allow", "Action": "dynamodb:Query", "Resource": f"{table}/index/expiry"},
        ],
    }
    assert policies.compare(policy, aws.judge.calls) == ([], [])
