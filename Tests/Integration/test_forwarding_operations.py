"""`postroom status` and `postroom redrive`, as whoever runs a deployment uses them: against the AWS double, after AliasForward has worked."""

import json
import os
import re
import time
from collections import Counter

import pytest

from forwarding import ALIAS, MAIL, TARGET, Forwarding, bounced
from inbound import event, from_queue, on_failure
from postroom import run

STATES = ("sent", "quarantined", "refused", "failed", "pending", "sending")


@pytest.fixture
def forwarding(aws):
    forwarding = Operated(aws)
    forwarding.add_alias("hello", TARGET)
    yield forwarding
    assert aws.judge.refusals == []


@pytest.fixture
def function(forwarding, api):
    with forwarding.start(api) as process:
        api.wait_idle()
        yield process


class Operated(Forwarding):
    def postroom(self, *arguments, **changes):
        """Runs the program; None leaves a variable out."""
        others = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "POSTROOM_"))}
        environment = {name: value for name, value in {**others, **self.environment, **changes}.items() if value is not None}
        return run(*arguments, env=environment)

    def status(self, *arguments, code=0, **changes):
        done = self.postroom("status", *arguments, **changes)
        assert done.returncode == code, done
        return done.stdout.decode()

    def sum(self, *arguments, code=0):
        return json.loads(self.status("--json", *arguments, code=code))

    def redrive(self, *arguments, code=0, **changes):
        done = self.postroom("redrive", *arguments, **changes)
        assert done.returncode == code, done
        return (done.stdout if code == 0 else done.stderr).decode()

    def mail(self, id, *recipients, hours=0, **verdicts):
        """SES has received a mail so many hours ago."""
        self.put_mail(id, MAIL)
        received = event(id, *recipients)
        ses = received["Records"][0]["ses"]
        ses["mail"]["timestamp"] = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(time.time() - hours * 3600))
        for name, status in verdicts.items():
            ses["receipt"][f"{name}Verdict"] = {"status": status}
        return received

    def waiting(self, queue):
        """What can be received from a queue now; asking takes it away."""
        bodies = []
        while received := self.sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages"):
            for message in received:
                self.sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
                bodies.append(json.loads(message["Body"]))
        return bodies


def numbers(text):
    """The sum that is printed, by name."""
    return {name: int(number) for name, number in re.findall(r"^  [ =+] ([a-z ]+?) +(\d+)", text, re.M)}


def work(forwarding, function):
    """Mails of which something became in every way: those of ours by how many entries of each state they are to have."""
    forwarding.add_alias("two", [TARGET, "second@x.org"])
    forwarding.add_alias("broken", "{broken")
    forwarding.add_alias("circle", "circle@example.com")
    forwarding.add_alias("picky", {"targets": ["third@x.org", "fourth@x.org"], "blocked": ["jane@ex.org"]})
    forwarding.add_alias("off", {"targets": [TARGET], "enabled": False})
    mails = [
        forwarding.mail("m1", ALIAS),
        forwarding.mail("m2", "two@example.com", "box@postroom.test"),
        forwarding.mail("m3", ALIAS, virus="FAIL"),
        forwarding.mail("m4", "nobody@example.com", spf="PASS"),
        forwarding.mail("m5", "picky@example.com", "off@example.com"),
        forwarding.mail("m6", "two@example.com"),
        forwarding.mail("m7", "circle@example.com"),
        forwarding.mail("m8", "broken@example.com", ALIAS),
        forwarding.mail("m9", "box@postroom.test"),
    ]
    for mail in mails:
        function.answer(mail)
    # One that was sent comes back.
    [back] = [mail for mail in forwarding.sent() if mail["tags"]["postroom-mail"] == "m6" and mail["destinations"] == [TARGET]]
    function.answer(bounced(back))
    return {
        "m1": {"sent": 1}, "m2": {"sent": 2}, "m3": {"quarantined": 1}, "m4": {"refused": 1}, "m5": {"refused": 3}, "m6": {"sent": 1, "failed": 1},
        "m7": {"failed": 1}, "m8": {"pending": 1, "sent": 1}}


def counted(forwarding, id=None):
    """What the rows of the ledger say."""
    return dict(Counter(row["state"] for row in forwarding.ledger(id)))


def check_sum(forwarding, found):
    """What the program says is what is in the ledger and at SES, and nothing is missing."""
    rows = forwarding.ledger()
    assert {state: number for state, number in found["counts"].items() if number} == counted(forwarding) and set(found["counts"]) == set(STATES)
    assert found["received"] == sum(found["counts"].values()) == len(rows) and found["mails"] == len({row["pk"] for row in rows})
    # SES took whatever was ever sent, each once: what it names is what the ledger has.
    taken = [mail["id"] for mail in forwarding.sent()]
    assert sorted(taken) == sorted(row["ses_id"] for row in rows if "ses_id" in row)
    assert found["counts"]["sent"] == sum(row["state"] == "sent" for row in rows if row.get("ses_id") in taken)


def test_nothing_is_missing_in_the_sum(forwarding, function):
    wanted = work(forwarding, function)
    assert {id: counted(forwarding, id) for id in wanted} == wanted
    found = forwarding.sum(code=1)
    check_sum(forwarding, found)
    assert found["counts"] == {"sent": 5, "quarantined": 1, "refused": 4, "failed": 2, "pending": 1, "sending": 0}
    assert (found["received"], found["mails"], found["days"], "entries" in found) == (13, 8, 7, False)
    text = forwarding.status(code=1)
    assert numbers(text) == {"received": 13, "sent": 5, "quarantined": 1, "refused": 4, "failed": 2, "on the way": 1}
    assert text.startswith("The last 7 days in UTC") and "postroom redrive gives back what was given up" in text
    # And after the mail that was put off has come again, nothing is on the way.
    forwarding.add_alias("broken", TARGET)
    bodies = [body for body in forwarding.put_off() if body["type"] == "deferred"]
    for body in bodies:
        function.answer(forwarding.due(body))
    check_sum(forwarding, forwarding.sum(code=1))
    assert numbers(forwarding.status(code=1))["on the way"] == 0


def test_entries_name_what_somebody_may_want_to_look_at(forwarding, function):
    work(forwarding, function)
    entries = forwarding.sum("--entries", code=1)["entries"]
    rows = [row for row in forwarding.ledger() if row["state"] not in ("sent", "refused")]
    assert len(entries) == len(rows) == 4
    assert {(one["ses_message_id"], one["recipient"], one.get("target"), one["state"], one.get("reason")) for one in entries} == {
        (row["pk"].removeprefix("FWD#"), row["recipient"], row.get("target"), row["state"], row.get("reason")) for row in rows}
    assert [one["received_at"] for one in entries] == sorted(one["received_at"] for one in entries)
    lines = forwarding.status("--entries", code=1).partition("\n\n")[2].splitlines()
    assert len(lines) == 4
    [line] = [line for line in lines if " m6 " in line]
    assert f"two@example.com → {TARGET} failed: bounced: Permanent" in line
    [line] = [line for line in lines if " m7 " in line]
    assert "circle@example.com failed: alias_chain: " in line


def test_the_exit_code_says_whether_there_is_something_to_do(forwarding, function):
    assert numbers(forwarding.status())["received"] == 0
    function.answer(forwarding.mail("m1", ALIAS))
    function.answer(forwarding.mail("m2", ALIAS, virus="FAIL"))
    forwarding.status()
    # On the way: only when that takes long.
    forwarding.add_alias("broken", "{broken")
    function.answer(forwarding.mail("m3", "broken@example.com"))
    assert numbers(forwarding.status())["on the way"] == 1
    function.answer(forwarding.mail("m4", "broken@example.com", hours=2))
    assert numbers(forwarding.status(code=1))["on the way"] == 2


def test_days_are_days_in_utc(forwarding, function):
    function.answer(forwarding.mail("m1", ALIAS))
    function.answer(forwarding.mail("m2", ALIAS, hours=24))
    function.answer(forwarding.mail("m3", ALIAS, hours=9 * 24))
    assert [forwarding.sum("--days", days)["mails"] for days in ("1", "2", "7", "10", "90")] == [1, 2, 2, 3, 3]


def test_a_day_with_more_entries_than_a_page(forwarding, function):
    function.answer(forwarding.mail("m1", ALIAS))
    [key] = [{"pk": {"S": row["pk"]}, "sk": {"S": row["sk"]}} for row in forwarding.ledger("m1")]
    row = forwarding.dynamodb.get_item(TableName=forwarding.table, Key=key)["Item"]
    entry = row["sk"]["S"].removeprefix("E#")
    copies = [{**row, "pk": {"S": f"FWD#c{number}"}, "exp_sk": {"S": f"c{number}#{entry}"}} for number in range(1100)]
    for at in range(0, len(copies), 25):
        forwarding.dynamodb.batch_write_item(RequestItems={forwarding.table: [{"PutRequest": {"Item": one}} for one in copies[at:at + 25]]})
    found = forwarding.sum("--days", "2")
    assert (found["counts"]["sent"], found["mails"]) == (1101, 1101)


@pytest.mark.parametrize("days", ["0", "91", "week"])
def test_days_that_the_ledger_does_not_have(forwarding, days):
    done = forwarding.postroom("status", "--days", days)
    assert done.returncode == 64 and b"--days" in done.stderr


def test_a_table_that_is_not_there(forwarding):
    done = forwarding.postroom("status", "--table", "another")
    assert done.returncode == 2 and done.stdout == b"" and done.stderr.startswith(b"postroom status: ")
    assert b"ResourceNotFoundException" in done.stderr


# MARK: redrive


def fail(forwarding, function, id, name):
    """A mail for an alias that nobody could read for four days."""
    forwarding.add_alias(name, "{broken")
    function.answer(forwarding.mail(id, f"{name}@example.com"))
    [body] = forwarding.put_off()
    function.answer(forwarding.due(body, attempt=99))
    assert counted(forwarding, id) == {"failed": 1}


def give_back(forwarding, function):
    """What Lambda does: each message of the function's queue."""
    for body in forwarding.waiting(forwarding.deferred):
        assert function.answer(from_queue(body)) == {"batchItemFailures": []}


def test_what_was_given_up_is_forwarded_when_it_is_given_back(forwarding, function):
    fail(forwarding, function, "m1", "broken")
    # What Lambda puts there by itself: of a mail, and of an event of SES.
    function.answer(forwarding.mail("m2", ALIAS))
    [mail] = forwarding.sent()
    never = forwarding.mail("m3", ALIAS)
    for payload in (never, bounced(mail)):
        forwarding.sqs.send_message(QueueUrl=forwarding.failed, MessageBody=json.dumps(on_failure(payload)))
    forwarding.status(code=1)
    forwarding.add_alias("broken", TARGET)
    assert forwarding.redrive() == "3 given back\n"
    assert forwarding.waiting(forwarding.failed) == []
    give_back(forwarding, function)
    assert [counted(forwarding, id) for id in ("m1", "m2", "m3")] == [{"sent": 1}, {"failed": 1}, {"sent": 1}]
    assert sorted(mail["tags"]["postroom-mail"] for mail in forwarding.sent()) == ["m1", "m2", "m3"]
    check_sum(forwarding, forwarding.sum(code=1))
    assert forwarding.redrive() == "there is nothing to give back\n"


def test_what_was_sent_is_not_sent_again(forwarding, function):
    mail = forwarding.mail("m1", ALIAS)
    function.answer(mail)
    forwarding.sqs.send_message(QueueUrl=forwarding.failed, MessageBody=json.dumps(on_failure(mail)))
    assert forwarding.redrive() == "1 given back\n"
    give_back(forwarding, function)
    assert len(forwarding.sent()) == 1 and counted(forwarding) == {"sent": 1}


def test_all_that_has_failed_of_a_mail_that_is_given_back_is_tried_again(forwarding, function):
    """Also what came back, of which no message lies aside."""
    forwarding.add_alias("two", [TARGET, "second@x.org"])
    mail = forwarding.mail("m1", "two@example.com")
    function.answer(mail)
    function.answer(bounced(forwarding.sent()[0]))
    assert forwarding.redrive() == "there is nothing to give back\n" and forwarding.sum(code=1)["counts"]["failed"] == 1
    forwarding.sqs.send_message(QueueUrl=forwarding.failed, MessageBody=json.dumps(on_failure(mail)))
    forwarding.redrive()
    give_back(forwarding, function)
    assert [mail["destinations"] for mail in forwarding.sent()] == [[TARGET], ["second@x.org"], [TARGET]]
    assert counted(forwarding) == {"sent": 2}


def test_what_still_fails_lies_aside_again(forwarding, function):
    forwarding.add_alias("circle", "circle@example.com")
    function.answer(forwarding.mail("m1", "circle@example.com"))
    for _ in range(2):
        assert forwarding.redrive() == "1 given back\n"
        give_back(forwarding, function)
        assert counted(forwarding) == {"failed": 1}
    assert [body["mail"]["ses_message_id"] for body in forwarding.given_up()] == ["m1"]


def test_so_many_and_no_more(forwarding):
    for number in range(25):
        forwarding.sqs.send_message(QueueUrl=forwarding.failed, MessageBody=json.dumps({"number": number}))
    assert forwarding.redrive("--limit", "12") == "12 given back\n"
    assert forwarding.redrive() == "13 given back\n"
    assert sorted(body["number"] for body in forwarding.waiting(forwarding.deferred)) == list(range(25))


@pytest.mark.parametrize("queue", ["POSTROOM_QUEUE", "POSTROOM_FAILED_QUEUE"])
def test_a_queue_that_is_not_there_is_named_and_nothing_is_lost(forwarding, queue):
    forwarding.sqs.send_message(QueueUrl=forwarding.failed, MessageBody="{}")
    said = forwarding.redrive(code=1, **{queue: forwarding.deferred.replace("postroom-forward", "gone")})
    assert said.startswith("postroom redrive: ") and "queue" in said.lower() and "does not exist" in said, said
    attributes = forwarding.sqs.get_queue_attributes(QueueUrl=forwarding.failed, AttributeNames=["All"])["Attributes"]
    assert int(attributes["ApproximateNumberOfMessages"]) + int(attributes["ApproximateNumberOfMessagesNotVisible"]) == 1


@pytest.mark.parametrize("queue, option", [("POSTROOM_QUEUE", "--to"), ("POSTROOM_FAILED_QUEUE", "--from")])
def test_a_queue_that_nobody_has_named(forwarding, queue, option):
    said = forwarding.redrive(code=64, **{queue: None})
    assert f"give {option} URL or set {queue}" in said
    # The option is as good as the variable.
    named = {"--to": forwarding.deferred, "--from": forwarding.failed}[option]
    assert forwarding.redrive(option, named, **{queue: None}) == "there is nothing to give back\n"


def test_arguments_of_redrive_that_make_no_sense(forwarding):
    assert "are the same queue" in forwarding.redrive("--to", forwarding.failed, code=64)
    assert "--limit is 0" in forwarding.redrive("--limit", "0", code=64)
