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


def bring_forward(inbound):
    """As if the time had come for what was put off."""
    for row in inbound.rows(""):
        if "exp_failures" in row and "exp_pk" in row:
            inbound.dynamodb.update_item(
                TableName=inbound.table, Key={name: {"S": row[name]} for name in ("pk", "sk")}, UpdateExpression="SET exp_pk = :pk",
                ExpressionAttributeValues={":pk": {"S": f"EXP#{int(time.time() // 60) - 1}#0"}})
    begin_at(inbound, -5)


def due(row):
    """In how many minutes the sweep looks at a row."""
    return int(row["exp_pk"].split("#")[1]) - int(time.time() // 60)


def swept(inbound):
    """How many minutes ago the minute was to which the sweep came."""
    [row] = inbound.rows("SWEEP")
    return int(time.time() // 60) - int(row["minute"])


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
    add(inbound, "ended", -5, ["pending", "late"])
    for key, minutes in (("pending", 100), ("late", -1)):
        until = {":until": {"N": str(int(time.time() * 1000) + minutes * 60_000)}}
        inbound.dynamodb.update_item(
            TableName=inbound.table, Key={"pk": {"S": f"RAW#{key}"}, "sk": {"S": "META"}}, UpdateExpression="SET pending_until = :until",
            ExpressionAttributeValues=until)
    assert sweep().answer(SCHEDULE, seconds=30) == {"mailboxes": 1, "raw_mails": 1, "failures": 0, "complete": True}
    rows, objects = left(inbound)
    assert objects == ["pending"]
    [raw] = [row for row in rows if row["pk"].startswith("RAW#")]
    assert (raw["pk"], raw["messages"], "deleting" in raw) == ("RAW#pending", "0", False) and 98 < due(raw) <= 101


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
    code = "AccessDenied" if "AccessDenied" in fault.name else "InternalError"
    assert error["errorType"] == "Function.Incomplete" and "a later sweep tries again" in error["errorMessage"]
    assert "RAW#r" in error["errorMessage"] and f"S3 DeleteObjects: {code}" in error["errorMessage"]
    failed = [line["metadata"] for line in function.logs if line["message"] == "not removed"]
    assert sorted(line["row"] for line in failed) == ["RAW#r1", "RAW#r2"] and all(code in line["reason"] for line in failed)
    rows, objects = left(inbound)
    assert objects == ["r1", "r2"]
    # Nobody begins to need what may be half gone.
    assert all("deleting" in row and 0 < due(row) <= 6 for row in rows if row["pk"].startswith("RAW#"))
    inbound.aws.judge.heal()
    bring_forward(inbound)
    assert function.answer(SCHEDULE, seconds=30)["raw_mails"] == 2
    rows, objects = left(inbound)
    assert objects == [] and [row for row in rows if row["pk"].startswith("RAW#")] == []


def test_one_key_that_s3_refuses_keeps_nobody_else_back(inbound, sweep):
    begin_at(inbound, -30)
    add(inbound, "ended", -5, ["good", "refused"])
    body = (
        b"<DeleteResult><Error><Key>refused</Key><Code>AccessDenied</Code><Message>Access Denied</Message></Error></DeleteResult>"
    )
    inbound.aws.judge.fault(faults.answered(body, content_type="application/xml"), "s3", "DeleteObjects", times=None)
    function = sweep()
    assert "RAW#refused: S3 DeleteObjects: AccessDenied: Access Denied" in function.failure(SCHEDULE, seconds=30)["errorMessage"]
    assert {row["pk"] for row in left(inbound)[0] if row["pk"].startswith("RAW#")} == {"RAW#refused"}
    assert swept(inbound) <= 1


def test_a_row_that_cannot_be_read_keeps_nobody_else_back(inbound, sweep):
    begin_at(inbound, -30)
    minute = int(time.time() // 60) - 20
    put(inbound, "MB#bad@postroom.test", "META", exp_pk={"S": f"EXP#{minute}#3"}, exp_sk={"S": "bad@postroom.test"}, plan={"N": "1"})
    add(inbound, "ended", -5, ["r1"])
    function = sweep()
    delays = []
    for _ in range(7):
        error = function.failure(SCHEDULE, seconds=30)
        assert "MB#bad@postroom.test: the mailbox row 'MB#bad@postroom.test' / 'META' of the table lacks an attribute" in error["errorMessage"]
        # It came to the present, and what ended after that row is gone.
        assert swept(inbound) <= 1 and left(inbound)[1] == []
        [bad] = [row for row in inbound.rows("MB#bad")]
        delays.append(due(bad))
        assert function.answer(SCHEDULE, seconds=30)["failures"] == 0
        bring_forward(inbound)
    assert bad["exp_failures"] == "7"
    # Later and later, but each day.
    assert [round(delay / 5) for delay in delays] == [1, 12, 24, 48, 96, 192, 288]


def test_a_row_that_cannot_even_be_moved_is_where_the_next_sweep_begins(inbound, sweep):
    begin_at(inbound, -30)
    minute = int(time.time() // 60) - 20
    put(inbound, "MB#bad@postroom.test", "META", exp_pk={"S": f"EXP#{minute}#3"}, exp_sk={"S": "bad@postroom.test"})
    add(inbound, "ended", -5, ["r1"])
    denied = faults.error(400, "AccessDeniedException")
    inbound.aws.judge.fault(denied, "dynamodb", "UpdateItem", times=None, when=lambda operation: "exp_failures" in str(operation.params))
    function = sweep()
    function.failure(SCHEDULE, seconds=30)
    assert 20 <= swept(inbound) <= 22 and left(inbound)[1] == []
    inbound.aws.judge.heal()
    function.failure(SCHEDULE, seconds=30)
    assert swept(inbound) <= 1


def test_the_time_is_watched_between_raw_mails_too(inbound, sweep):
    begin_at(inbound, -10)
    minute = int(time.time() // 60) - 5
    for number in range(230):
        key = f"r{number}"
        inbound.put_mail(key)
        put(inbound, f"RAW#{key}", "META", messages={"N": "0"}, exp_pk={"S": f"EXP#{minute}#{number % 10}"}, exp_sk={"S": key})
    inbound.aws.judge.fault(faults.delay(0.12), "dynamodb", "UpdateItem", times=None)
    inbound.aws.judge.fault(faults.delay(0.12), "dynamodb", "DeleteItem", times=None)
    function = sweep()
    report = function.answer(SCHEDULE, seconds=6, wait=30)
    assert not report["complete"] and report["raw_mails"] < 230
    inbound.aws.judge.heal()
    assert function.answer(SCHEDULE, seconds=50, wait=60)["raw_mails"] == 230 - report["raw_mails"]
    assert left(inbound) == ([], [])


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
            if not any("exp_failures" in row for row in inbound.rows("")):
                break
            bring_forward(inbound)
            begin_at(inbound, -30)
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
    function = sweep()
    assert function.answer(SCHEDULE, seconds=30)["mailboxes"] == 0
    assert len(inbound.messages(address)) == 1
    # Its place in the index is that of its new end, so that it is swept then.
    [row] = [row for row in inbound.rows(f"MB#{address}") if row["sk"] == "META"]
    assert row["exp_pk"] == f"EXP#{-(-int(later) // 60_000) + 1}#{fnv(address) % 10}"


def test_a_mailbox_that_its_owner_extends_is_swept_at_its_new_end(inbound, sweep, client):
    """Also where the index still has its former place."""
    begin_at(inbound, -30)
    address = add(inbound, "box", -5, ["r1"], owner="jane")
    # It has not ended yet when it is extended.
    key = {"pk": {"S": f"MB#{address}"}, "sk": {"S": "META"}}
    inbound.dynamodb.update_item(
        TableName=inbound.table, Key=key, UpdateExpression="SET expires_at = :later",
        ExpressionAttributeValues={":later": {"N": str(int(time.time() * 1000) + 5_000)}})
    changed = client.call("mailboxes.change", table=inbound.table, address=address, minutes=30, label="x")
    assert changed["label"] == "x"
    function = sweep()
    assert function.answer(SCHEDULE, seconds=30)["mailboxes"] == 0
    [mailbox] = [row for row in inbound.rows(f"MB#{address}") if row["sk"] == "META"]
    [slot] = [row for row in inbound.rows("OWN#jane") if row["sk"] != "META"]
    assert slot["expires_at"] == mailbox["expires_at"] == changed["expires_at"]
    assert due(mailbox) in (31, 32) and len(inbound.messages(address)) == 1


def test_a_mailbox_that_is_taken_over_meanwhile_keeps_its_slot(inbound, sweep):
    begin_at(inbound, -30)
    address = add(inbound, "box", -5, ["r1"], owner="jane")

    def take_over(answer):
        later = {"N": str(int(time.time() * 1000) + DAY)}
        values = {":later": later, ":created": {"N": str(int(time.time() * 1000) + 1)}}
        inbound.dynamodb.update_item(
            TableName=inbound.table, Key={"pk": {"S": f"MB#{address}"}, "sk": {"S": "META"}},
            UpdateExpression="SET expires_at = :later, created_at = :created, first_seq = seq, message_count = :none",
            ExpressionAttributeValues={**values, ":none": {"N": "0"}})
        put(inbound, "OWN#jane", f"MB#{address}", expires_at=later)
        return answer

    # After the sweep has read the mailbox, and before it reads the slot.
    inbound.aws.judge.fault(faults.changed(take_over), "dynamodb", "Query", when=lambda operation: "IndexName" not in str(operation.params))
    assert sweep().answer(SCHEDULE, seconds=30)["mailboxes"] == 0
    assert [(row["sk"], row.get("active")) for row in inbound.rows("OWN#jane")] == [(f"MB#{address}", None), ("META", "1")]


def test_slots_are_given_back_where_sweeps_and_owners_meet(inbound, sweep):
    """DynamoDB cancels transactions that meet on the owner's count; its double never does by itself."""
    begin_at(inbound, -30)
    for number in range(8):
        add(inbound, f"box{number}", -5, [], owner="jane")
    conflict = faults.transaction_cancelled(None, None, "TransactionConflict")
    rule = inbound.aws.judge.fault(conflict, "dynamodb", "TransactWriteItems", times=20)
    assert sweep().answer(SCHEDULE, seconds=30) == {"mailboxes": 8, "raw_mails": 0, "failures": 0, "complete": True}
    assert rule.hits == 20
    assert [(row["sk"], row["active"]) for row in inbound.rows("OWN#jane")] == [("META", "0")]


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
