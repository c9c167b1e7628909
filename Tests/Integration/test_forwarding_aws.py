"""AliasForward on AWS: recorded events, and what arrives of them at SES, in the table and in the queues."""

import email
import json
import os

import pytest

from forwarding import ALIAS, MAIL, SECRET, TARGET, Forwarding, bounced, of_ses, outcomes
from inbound import event, from_queue, on_failure
from postroom import ROOT, run


@pytest.fixture
def forwarding(aws):
    forwarding = Forwarding(aws)
    forwarding.add_alias("hello", TARGET)
    yield forwarding
    assert aws.judge.refusals == []


@pytest.fixture
def function(forwarding, api):
    with forwarding.start(api) as process:
        # What init does is not counted as an invocation's.
        api.wait_idle()
        forwarding.aws.judge.calls.clear()
        yield process


def test_a_mail_is_forwarded(forwarding, function):
    forwarding.put_mail("m1", MAIL)
    answer = function.answer(event("m1", ALIAS, "box@elsewhere.test"))
    assert outcomes(answer) == [("box@elsewhere.test", None, "notMine", None), (ALIAS, TARGET, "sent", 1)]
    [mail] = forwarding.sent()
    assert (mail["source"], mail["destinations"], mail["configuration_set"]) == (ALIAS, [TARGET], "postroom-forward")
    raw = forwarding.raw(mail)
    assert raw.endswith(b"\r\n\r\nThe text.\r\n")
    parsed = email.message_from_bytes(raw)
    assert (parsed["From"], parsed["To"], parsed["Reply-To"]) == ('"Jane - jane at ex.org" <hello@example.com>', TARGET, "Jane <jane@ex.org>")
    [entry] = forwarding.ledger("m1")
    assert (entry["state"], entry["ses_id"], entry["rung"], entry["target"]) == ("sent", mail["id"], "1", TARGET)
    assert mail["tags"] == {"postroom-mail": "m1", "postroom-entry": entry["sk"].removeprefix("E#")}
    # Found, kept, noted, looked whether the target is one, taken, sent, noted.
    assert forwarding.aws.judge.counts() == {
        "s3.GetObject": 1, "ssm.GetParameters": 1, "dynamodb.UpdateItem": 3, "dynamodb.TransactWriteItems": 1, "dynamodb.BatchGetItem": 1,
        "ses.GetAccount": 1, "ses.SendEmail": 1}


def test_the_same_event_again_sends_nothing(forwarding, function):
    forwarding.put_mail("m1", MAIL)
    function.answer(event("m1", ALIAS))
    assert outcomes(function.answer(event("m1", ALIAS.upper()))) == [(ALIAS.upper(), TARGET, "settledBefore", None)]
    assert len(forwarding.sent()) == 1


def test_aliases_are_known_for_a_minute(forwarding, function):
    for id in ("m1", "m2"):
        forwarding.put_mail(id, MAIL)
        function.answer(event(id, ALIAS))
    assert forwarding.aws.judge.counts()["ssm.GetParameters"] == 1


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "events").glob("ses-inbound*.json")))
def test_every_recorded_event_is_taken(forwarding, function, name):
    forwarding.add_alias("_default", [TARGET, "second@gmail.com"])
    recorded = json.loads((ROOT / "events" / f"{name}.json").read_text())
    id = recorded["Records"][0]["ses"]["mail"]["messageId"]
    action = recorded["Records"][0]["ses"]["receipt"].get("action", {})
    forwarding.put_mail(action.get("objectKey") or id, MAIL)
    recorded["Records"][0]["ses"]["receipt"]["recipients"] = [ALIAS]
    answer = function.answer(recorded)
    assert all(entry["outcome"] in ("sent", "quarantined") for mail in answer["mails"] for entry in mail["targets"]), answer


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "events").iterdir() if path.stem.startswith(("sns-ses-", "sqs-forward-"))))
def test_every_recorded_event_of_sent_mail_and_of_the_queue_is_taken(forwarding, function, name):
    """They are about a mail that was forwarded, or put off."""
    id, entry = "o3vrnil0e2ic28trm7dfhrc2v0clambda4nbp0g1", "00112233445566778899aabbccddeeff"
    forwarding.put_mail(f"raw/{id}", MAIL)
    if name.startswith("sns"):
        row = {"pk": f"FWD#{id}", "sk": f"E#{entry}", "recipient": ALIAS, "target": "jane@target.example", "state": "sending", "raw_key": f"raw/{id}",
               "exp_pk": "FWD#2026-11-21", "exp_sk": f"{id}#{entry}", "change": "c"}
        numbers = {"attempts": "1", "received_at": "1795249800000", "lease_until": "1795249900000"}
        forwarding.dynamodb.put_item(
            TableName=forwarding.table, Item={**{k: {"S": v} for k, v in row.items()}, **{k: {"N": v} for k, v in numbers.items()}})
    function.answer(json.loads((ROOT / "events" / f"{name}.json").read_text()))
    [found] = forwarding.ledger(id)
    states = {"sns-ses-send": "sent", "sns-ses-delivery": "sent", "sqs-forward-deferred": "sent", "sns-ses-reject": "failed"}
    assert found["state"] == states.get(name, "failed" if "bounce" in name else "sending"), found


def test_aliases_in_the_table(forwarding, api):
    row = {"pk": {"S": "ALIAS#example.com"}, "sk": {"S": "sales"}, "value": {"S": json.dumps(["a@x.org", "b@x.org"])}}
    forwarding.dynamodb.put_item(TableName=forwarding.table, Item=row)
    forwarding.put_mail("m1", MAIL)
    with forwarding.start(api, POSTROOM_ALIASES="dynamodb") as function:
        answer = function.answer(event("m1", "sales+tag@example.com"))
    assert [entry[1:] for entry in outcomes(answer)] == [("a@x.org", "sent", 1), ("b@x.org", "sent", 1)]


def test_an_alias_that_cannot_be_read_is_put_off_and_names_the_parameter(forwarding, function):
    forwarding.add_alias("hello", "{broken")
    forwarding.put_mail("m1", MAIL)
    [entry] = function.answer(event("m1", ALIAS))["mails"][0]["targets"]
    assert entry["outcome"] == "deferred" and "/postroom/aliases/example.com/hello" in entry["reason"], entry
    [body] = forwarding.put_off()
    assert (body["type"], body["attempt"]) == ("deferred", 1)


def test_what_is_put_off_comes_again_in_time_and_not_before(forwarding, function):
    forwarding.add_alias("hello", "{broken")
    forwarding.put_mail("m1", MAIL)
    function.answer(event("m1", ALIAS))
    [body] = forwarding.put_off()
    # Too early: it goes back as it is.
    assert function.answer(from_queue(body)) == {"batchItemFailures": []}
    assert forwarding.put_off() == [body]
    forwarding.add_alias("hello", TARGET)
    assert function.answer(forwarding.due(body)) == {"batchItemFailures": []}
    assert forwarding.states("m1") == [(TARGET, "sent")]


def test_a_failed_invocation_is_given_back(forwarding, function):
    forwarding.put_mail("m1", MAIL)
    function.answer(from_queue(on_failure(event("m1", ALIAS))))
    assert forwarding.states("m1") == [(TARGET, "sent")]


def test_what_was_given_up_lies_aside_and_can_be_given_back(forwarding, api):
    forwarding.add_alias("hello", {"targets": [TARGET], "owner": "owner@x.org"})
    forwarding.put_mail("m1", MAIL)
    forwarding.ses.delete_email_identity(EmailIdentity="example.com")
    with forwarding.start(api) as function:
        function.answer(event("m1", ALIAS))
        [body] = forwarding.put_off()
        function.answer(forwarding.due(body, attempt=99))
        assert forwarding.states("m1") == [(TARGET, "failed")]
        [body] = forwarding.given_up()
        forwarding.ses.create_email_identity(EmailIdentity="example.com")
        function.answer(from_queue(body))
        assert forwarding.states("m1") == [(TARGET, "sent")]


def test_events_of_ses_settle_what_nobody_knew(forwarding, function):
    forwarding.put_mail("m1", MAIL)
    function.answer(event("m1", ALIAS))
    [entry], [mail] = forwarding.ledger("m1"), forwarding.sent()
    key = {"pk": {"S": entry["pk"]}, "sk": {"S": entry["sk"]}}
    forwarding.dynamodb.update_item(
        TableName=forwarding.table, Key=key, UpdateExpression="SET #s = :sending REMOVE ses_id", ExpressionAttributeNames={"#s": "state"},
        ExpressionAttributeValues={":sending": {"S": "sending"}})
    for kind in ("Send", "Delivery", "DeliveryDelay", "Complaint", "Open"):
        function.answer(of_ses(kind, mail))
    [entry] = forwarding.ledger("m1")
    assert (entry["state"], entry["ses_id"]) == ("sent", mail["id"])


def test_a_suppressed_target_is_a_failure_that_the_owner_knows_of(forwarding, function):
    forwarding.add_alias("hello", {"targets": [TARGET], "owner": "owner@x.org"})
    forwarding.put_mail("m1", MAIL)
    function.answer(event("m1", ALIAS))
    [mail] = forwarding.sent()
    for _ in range(2):
        function.answer(bounced(mail, subtype="OnAccountSuppressionList"))
    [entry] = forwarding.ledger("m1")
    assert entry["state"] == "failed" and entry["reason"].startswith("suppressed")
    [notice] = forwarding.sent(notices=True)
    assert notice["destinations"] == ["owner@x.org"]
    text = email.message_from_bytes(forwarding.raw(notice)).get_payload(decode=True).decode()
    assert TARGET in text and "Subject: Hello" in text


def test_a_target_that_bounces_is_left_alone_and_its_failover_gets_the_mail(forwarding, function):
    forwarding.add_alias("hello", {"targets": [TARGET], "failover": "spare@x.org", "owner": "owner@x.org"})
    for number in range(5):
        forwarding.put_mail(f"m{number}", MAIL)
        function.answer(event(f"m{number}", ALIAS))
        mail = forwarding.sent()[-1]
        if mail["destinations"] == [TARGET]:
            function.answer(bounced(mail))
    assert [mail["destinations"] for mail in forwarding.sent()] == [[TARGET]] * 3 + [["spare@x.org"]] * 2
    [row] = forwarding.rows("TGT#")
    assert row["bounces"] == "3" and "disabled_at" in row


def test_reply_from_the_alias(forwarding, function):
    forwarding.add_alias("hello", {"targets": [TARGET], "reply_to": "alias"})
    forwarding.put_mail("m1", MAIL)
    function.answer(event("m1", ALIAS))
    answer_to = email.message_from_bytes(forwarding.raw(forwarding.sent()[0]))["Reply-To"]
    assert answer_to.startswith("re=") and answer_to.endswith("@example.com")
    reply = f"From: Jane's Owner <{TARGET}>\r\nTo: {answer_to}\r\nSubject: Re: Hello\r\nX-Mailer: {TARGET}\r\n\r\nYes.\r\n".encode()
    forwarding.put_mail("m2", reply)
    answered = event("m2", answer_to)
    answered["Records"][0]["ses"]["mail"]["source"] = TARGET
    assert outcomes(function.answer(answered)) == [(answer_to, "jane@ex.org", "sent", 1)]
    mail = forwarding.sent()[-1]
    raw = forwarding.raw(mail)
    assert (mail["source"], mail["destinations"]) == (ALIAS, ["jane@ex.org"])
    assert TARGET.encode() not in raw and b"Owner" not in raw and raw.endswith(b"\r\n\r\nYes.\r\n")


def test_a_quota_that_is_used_up_defers_for_an_hour(forwarding, function):
    forwarding.aws.double.set_daily_quota(0)
    forwarding.put_mail("m1", MAIL)
    [entry] = function.answer(event("m1", ALIAS))["mails"][0]["targets"]
    assert entry["outcome"] == "deferred", entry
    [body] = forwarding.put_off()
    forwarding.aws.double.set_daily_quota(50_000)
    function.answer(forwarding.due(body))
    # What the account may send is known for five minutes: it may be put off once more.
    assert len(forwarding.put_off()) <= 1


def test_the_log_has_no_address_and_no_content(forwarding, function):
    forwarding.put_mail("m1", MAIL)
    function.answer(event("m1", ALIAS, "nobody@example.com"))
    for secret in (ALIAS, TARGET, "jane", "The text", "Hello"):
        assert secret.lower() not in function.output.lower(), secret


def program(forwarding, *arguments):
    done = run(*arguments, env={**os.environ, **forwarding.environment})
    return done.returncode, done.stdout.decode().strip(), done.stderr.decode().strip()


def test_the_owner_writes_a_new_mail_as_the_alias(forwarding, function, tmp_path):
    code, answer_to, _ = program(forwarding, "aliases", "write-to", ALIAS, "bob@shop.example")
    assert code == 0 and answer_to.startswith("re=")
    (tmp_path / "secret").write_text(SECRET.hex())
    assert program(forwarding, "aliases", "write-to", ALIAS, "bob@shop.example", "--secret", tmp_path / "secret") == (0, answer_to, "")
    # What does not fit into an address is remembered.
    long = "the.purchasing.department.of.the.eastern.branch@shop.example"
    assert "--table" in program(forwarding, "aliases", "write-to", ALIAS, long, "--secret", tmp_path / "secret")[2]
    _, token, _ = program(forwarding, "aliases", "write-to", ALIAS, long)
    for number, (address, correspondent) in enumerate([(answer_to, "bob@shop.example"), (token, long)]):
        forwarding.put_mail(f"n{number}", f"From: {TARGET}\r\nTo: {address}\r\nSubject: New\r\n\r\nHello.\r\n".encode())
        new = event(f"n{number}", address)
        new["Records"][0]["ses"]["mail"]["source"] = TARGET
        assert outcomes(function.answer(new)) == [(address, correspondent, "sent", 1)]
        raw = forwarding.raw(forwarding.sent()[-1])
        assert TARGET.encode() not in raw and f"To: {correspondent}\r\n".encode() in raw


def test_a_target_is_brought_back(forwarding, function):
    assert program(forwarding, "aliases", "enable-target", TARGET) == (0, f"{TARGET} was not left alone: mail goes there", "")
    for number in range(3):
        forwarding.put_mail(f"m{number}", MAIL)
        function.answer(event(f"m{number}", ALIAS))
        function.answer(bounced(forwarding.sent()[-1]))
    forwarding.put_mail("m4", MAIL)
    assert outcomes(function.answer(event("m4", ALIAS)))[0][2] == "failed"
    assert program(forwarding, "aliases", "enable-target", TARGET) == (0, f"mail goes to {TARGET} again", "")
    forwarding.put_mail("m5", MAIL)
    assert outcomes(function.answer(event("m5", ALIAS)))[0][2] == "sent"
