"""SES inbound on AWS: recorded events, and what they leave in table, bucket and topic."""

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from inbound import DOMAIN, MAIL, Inbound, event, from_queue, on_failure
from postroom import ROOT, run


@pytest.fixture
def inbound(aws):
    inbound = Inbound(aws)
    yield inbound
    assert aws.judge.refusals == []


@pytest.fixture
def function(inbound, api):
    with inbound.start(api) as process:
        # What init does is not counted as an invocation's.
        api.wait_idle()
        inbound.aws.judge.calls.clear()
        yield process


def outcomes(answer):
    return [(entry["recipient"].lower(), entry["outcome"], entry.get("reason")) for mail in answer["mails"] for entry in mail["recipients"]]


def test_a_mail_is_stored_and_published_with_four_calls(inbound, function):
    address = inbound.add_mailbox("box")
    inbound.put_mail("m1")
    answer = function.answer(event("m1", address))
    assert outcomes(answer) == [(address, "stored", None)]
    assert inbound.aws.judge.counts() == {"dynamodb.GetItem": 1, "s3.GetObject": 1, "dynamodb.TransactWriteItems": 1, "sns.Publish": 1}
    [message] = inbound.messages(address)
    summary = json.loads(message["summary"])
    assert (message["seq"], message["size"], message["raw_key"], summary["subject"]) == ("1", str(len(MAIL)), "m1", "Hello")
    assert len(json.dumps(message)) < 2048
    [published] = inbound.events()
    assert published["type"] == "new_message" and published["mailbox"] == address and published["message_id"] == message["id"]
    [row] = [row for row in inbound.rows(f"MB#{address}") if row["sk"] == "META"]
    assert (row["seq"], row["message_count"]) == ("1", "1")


def test_a_plan_that_was_read_long_ago_costs_no_call_more(inbound, api):
    """It is read again together with the mailbox; what an operator changes then holds."""
    inbound.add_plan("small", 2)
    address = inbound.add_mailbox("box", plan="small")
    for id in ("m1", "m2", "m3"):
        inbound.put_mail(id)
    with inbound.start(api, POSTROOM_PLAN_SECONDS="1") as function:
        assert outcomes(function.answer(event("m1", address))) == [(address, "stored", None)]
        time.sleep(1.1)
        inbound.add_plan("small", 1)
        inbound.aws.judge.calls.clear()
        assert outcomes(function.answer(event("m2", address))) == [(address, "refused", "over_quota")]
        time.sleep(1.1)
        inbound.add_plan("small", 2)
        inbound.aws.judge.calls.clear()
        assert outcomes(function.answer(event("m3", address))) == [(address, "stored", None)]
    calls = {"dynamodb.BatchGetItem": 1, "s3.GetObject": 1, "dynamodb.TransactWriteItems": 1, "sns.Publish": 1}
    assert inbound.aws.judge.counts() == calls
    [read] = inbound.aws.judge.of("dynamodb", "BatchGetItem")
    asked = json.loads(read.body)["RequestItems"][inbound.table]
    assert asked["ConsistentRead"] and [key["pk"]["S"] for key in asked["Keys"]] == [
        f"MB#{address}", "PLAN#anonymous", "PLAN#free", "PLAN#local", "PLAN#small"]


def test_a_plan_that_was_removed_is_known_no_longer_than_others(inbound, api):
    inbound.add_plan("small", 0)
    address = inbound.add_mailbox("box", plan="small")
    inbound.put_mail("m1")
    with inbound.start(api, POSTROOM_PLAN_SECONDS="0") as function:
        assert outcomes(function.answer(event("m1", address))) == [(address, "refused", "over_quota")]
        inbound.dynamodb.delete_item(TableName=inbound.table, Key={"pk": {"S": "PLAN#small"}, "sk": {"S": "META"}})
        assert outcomes(function.answer(event("m1", address))) == [(address, "stored", None)]


def test_a_mail_for_an_owner_costs_one_read_more_once_in_a_while(inbound, api):
    """What the owner is on, and the plan of it, are read together, and then known for a minute."""
    inbound.add_plan("team", 2)
    inbound.add_account("jane", "team")
    first, second = (inbound.add_mailbox(name, plan="team", owner={"S": "jane"}) for name in ("one", "two"))
    for id in ("m1", "m2", "m3", "m4"):
        inbound.put_mail(id)
    once = {"dynamodb.GetItem": 1, "s3.GetObject": 1, "dynamodb.TransactWriteItems": 1, "sns.Publish": 1}
    with inbound.start(api) as function:
        api.wait_idle()
        for id, address, reads in (("m1", first, {"dynamodb.BatchGetItem": 1}), ("m2", first, {}), ("m3", second, {})):
            inbound.aws.judge.calls.clear()
            assert outcomes(function.answer(event(id, address))) == [(address, "stored", None)]
            assert inbound.aws.judge.counts() == {**once, **reads}
        assert outcomes(function.answer(event("m4", first))) == [(first, "refused", "over_quota")]


def test_what_an_owner_is_on_is_read_again_with_the_mailbox(inbound, api):
    inbound.add_plan("small", 0)
    inbound.add_account("jane", "small")
    address = inbound.add_mailbox("box", plan="small", owner={"S": "jane"})
    inbound.put_mail("m1")
    with inbound.start(api, POSTROOM_PLAN_SECONDS="0") as function:
        assert outcomes(function.answer(event("m1", address))) == [(address, "refused", "over_quota")]
        inbound.add_account("jane", "local")
        inbound.aws.judge.calls.clear()
        assert outcomes(function.answer(event("m1", address))) == [(address, "stored", None)]
    [read] = inbound.aws.judge.of("dynamodb", "BatchGetItem")
    keys = json.loads(read.body)["RequestItems"][inbound.table]["Keys"]
    assert keys[-1] == {"pk": {"S": "OWN#jane"}, "sk": {"S": "ACCOUNT"}} and "dynamodb.GetItem" not in inbound.aws.judge.counts()


def test_several_recipients_share_one_raw_mail(inbound, function):
    tiger, otter = inbound.add_mailbox("happy-tiger-42"), inbound.add_mailbox("quiet-otter-17")
    several = json.loads((ROOT / "events" / "ses-inbound-several-recipients.json").read_text())
    id = several["Records"][0]["ses"]["mail"]["messageId"]
    inbound.put_mail(id)
    answer = function.answer(several)
    assert outcomes(answer) == [(tiger, "stored", None), (otter, "stored", None), ("jane@alias.test", "notMine", None)]
    assert inbound.aws.judge.counts()["s3.GetObject"] == 1
    assert {row["pk"]: row["messages"] for row in inbound.rows("RAW#")} == {f"RAW#{id}": "2"}
    assert len(inbound.events()) == 2


def test_who_gets_no_mail_is_told_why(inbound, function):
    inbound.add_plan("tiny", 1)
    full = inbound.add_mailbox("full", plan="tiny", message_count={"N": "1"}, seq={"N": "1"})
    expired, deleted = inbound.add_mailbox("expired", minutes=-1), inbound.add_mailbox("deleted", state={"S": "deleted"})
    inbound.put_mail("m1")
    answer = function.answer(event("m1", full, expired, deleted, f"nobody@{DOMAIN}", "x@elsewhere.test", "no address"))
    assert [(outcome, reason) for _, outcome, reason in outcomes(answer)] == [
        ("refused", "over_quota"), ("refused", "expired"), ("refused", "expired"), ("refused", "unknown_mailbox"), ("notMine", None),
        ("refused", "invalid_address"),
    ]
    assert inbound.events() == [] and inbound.messages(full) == []


def test_an_event_that_comes_twice_is_delivered_once_and_published_again(inbound, function):
    address = inbound.add_mailbox("box")
    inbound.put_mail("m1")
    assert outcomes(function.answer(event("m1", address))) == [(address, "stored", None)]
    before = inbound.state()
    assert outcomes(function.answer(event("m1", address))) == [(address, "duplicate", None)]
    assert inbound.state() == before
    first, second = inbound.events()
    assert first == second


def test_one_event_in_five_functions_at_once_is_stored_once(inbound, api):
    address = inbound.add_mailbox("box")
    inbound.put_mail("m1")
    with inbound.start(api, AWS_LAMBDA_MAX_CONCURRENCY="5") as process:
        with ThreadPoolExecutor(5) as pool:
            answers = list(pool.map(lambda _: process.answer(event("m1", address)), range(5)))
    assert sorted(outcomes(answer)[0][1] for answer in answers) == ["duplicate"] * 4 + ["stored"]
    assert len(inbound.messages(address)) == 1


def test_a_mail_that_is_not_there_yet_is_tried_again(inbound, function):
    address = inbound.add_mailbox("box")
    error = function.failure(event("m1", address))
    assert "there is no raw mail 'm1'" in json.dumps(error)
    inbound.put_mail("m1")
    assert outcomes(function.answer(event("m1", address))) == [(address, "stored", None)]


def test_a_mail_that_a_key_of_kms_encrypts_is_named(inbound, function):
    address = inbound.add_mailbox("box")
    inbound.put_mail("m1", b"\x00secret", Metadata={"x-amz-key-v2": "a2V5", "x-amz-iv": "aXY=", "x-amz-cek-alg": "AES/GCM/NoPadding"})
    error = function.failure(event("m1", address))
    assert 'turn \\"Message encryption\\" off' in json.dumps(error)
    assert inbound.messages(address) == []


def test_a_mail_that_may_not_be_read_is_named(inbound, function):
    from aws import faults

    address = inbound.add_mailbox("box")
    inbound.aws.judge.fault(faults.error(403, "AccessDenied", "Access Denied"), "s3", "GetObject")
    error = function.failure(event("m1", address))
    assert "S3 GetObject: AccessDenied" in json.dumps(error)


LARGE = {
    "an attachment": (b"Content-Type: application/octet-stream\r\nContent-Disposition: attachment", b"x" * 76),
    "text in Latin-1": (b"Content-Type: text/plain; charset=iso-8859-1", b"\xfc" * 76),
    "text without a charset": (b"X-Nothing: said", b"\xfc" * 76),
    "quoted-printable": (b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable", b"=C3=BC" * 12),
    "a message in base64": (b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64", b"QWFh" * 19),
    "one line": (b"Content-Type: text/plain", None),
}


@pytest.mark.parametrize("kind", LARGE)
def test_a_mail_of_40_mb_fits_a_function_of_128_mb(inbound, function, kind):
    address = inbound.add_mailbox("box")
    fields, line = LARGE[kind]
    body = b"x" * (40 << 20) if line is None else (line + b"\r\n") * ((40 << 20) // (len(line) + 2))
    inbound.put_mail("large", b"From: a@example.com\r\nSubject: Large\r\n" + fields + b"\r\n\r\n" + body)

    def memory(name):
        return next(int(row.split()[1]) / 1024 for row in open(f"/proc/{function.process.pid}/status") if row.startswith(name))

    idle = memory("VmRSS")
    answer = function.answer(event("large", address), wait=60)
    assert outcomes(answer) == [(address, "stored", None)]
    # A packaged bootstrap has 16 MB when it is idle, one that loads libraries 25; `make bench-aws` judges the sum.
    assert memory("VmHWM") - idle <= 46


def test_what_comes_by_a_queue_is_delivered_and_answered_by_record(inbound, function):
    address = inbound.add_mailbox("box")
    inbound.put_mail("m1")
    answer = function.answer(from_queue(event("m1", address), event("missing", address)))
    assert answer == {"batchItemFailures": [{"itemIdentifier": "1"}]}
    assert len(inbound.messages(address)) == 1


WRAPS = {
    "record": on_failure,
    "record in a queue": lambda payload: from_queue(on_failure(payload)),
    # What was given back and failed again.
    "record of a record": lambda payload: on_failure(on_failure(payload)),
    "records in a queue": lambda payload: from_queue(on_failure(on_failure(on_failure(payload)))),
    "record of a queue": lambda payload: on_failure(from_queue(on_failure(payload))),
}


@pytest.mark.parametrize("wrap", WRAPS.values(), ids=WRAPS)
def test_the_record_of_a_failure_is_just_another_event(inbound, function, wrap):
    address = inbound.add_mailbox("box")
    inbound.put_mail("m1")
    function.answer(wrap(event("m1", address)))
    assert len(inbound.messages(address)) == 1


def test_the_record_of_a_queue_fails_as_a_whole(inbound, function):
    """No queue is told which of its messages failed."""
    address = inbound.add_mailbox("box")
    inbound.put_mail("m1")
    function.failure(on_failure(from_queue(event("missing", address), event("m1", address))))
    assert len(inbound.messages(address)) == 1


def test_the_setup_notification_is_skipped(inbound, function):
    setup = json.loads((ROOT / "events" / "ses-inbound-setup-notification.json").read_text())
    assert function.answer(setup) == {"mails": []}
    assert inbound.aws.judge.counts() == {}


def test_neither_mail_nor_whole_addresses_are_logged(inbound, function):
    address = inbound.add_mailbox("box")
    inbound.put_mail("m1")
    function.answer(event("m1", address))
    assert "4711" not in function.output and address not in function.output
    assert "stored" in function.output


@pytest.mark.parametrize("value", ["-1", "soon", "86401", "1.5"])
def test_a_time_that_makes_no_sense_is_named_in_init(inbound, api, value):
    with inbound.start(api, POSTROOM_PLAN_SECONDS=value) as process:
        assert process.end() == 1
        assert f"POSTROOM_PLAN_SECONDS is '{value}': it has to be a whole number of seconds" in process.output


@pytest.mark.parametrize("name", ["POSTROOM_TABLE", "POSTROOM_BUCKET", "POSTROOM_TOPIC", "POSTROOM_DOMAINS", "AWS_REGION"])
def test_a_setting_that_is_missing_is_named_in_init(inbound, api, name):
    with inbound.start(api, **{name: None, "AWS_DEFAULT_REGION": None}) as process:
        assert process.end() == 1
        assert f"{name} is not set" in process.output
    [report] = api.of("init")
    assert f"{name} is not set" in report.body.decode()


def test_postroom_invoke_runs_it_against_any_aws(inbound):
    address = inbound.add_mailbox("happy-tiger-42")
    recorded = ROOT / "events" / "ses-inbound.json"
    inbound.put_mail(json.loads(recorded.read_text())["Records"][0]["ses"]["mail"]["messageId"])
    done = run("invoke", "SESInbound", recorded, "--bootstrap", env={**os.environ, **inbound.environment})
    assert done.returncode == 0, done.stderr
    assert outcomes(json.loads(done.stdout)) == [(address, "stored", None)]


def test_a_setting_that_makes_no_sense_is_named_in_init(inbound, api):
    with inbound.start(api, POSTROOM_SPAM="bin") as process:
        assert process.end() == 1
        assert "POSTROOM_SPAM is 'bin': it has to be one of store, refuse" in process.output
