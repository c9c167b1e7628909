"""What forwarding leaves behind when something fails: at every call that it makes, with every fault, one copy for each target, and the ledger right."""

import time

import pytest

from aws import faults
from forwarding import ALIAS, MAIL, TARGET, Forwarding, of_ses, outcomes
from inbound import event, from_queue

SECOND = "second@gmail.com"
# In the order of an invocation: the mail is kept and fetched, the aliases are read, the recipient is noted, the targets are looked up, and for
# each target: taken, sent, noted.
CALLS = [
    ("dynamodb", "UpdateItem", 1), ("s3", "GetObject", 1), ("ssm", "GetParameters", 1), ("dynamodb", "TransactWriteItems", 1),
    ("dynamodb", "BatchGetItem", 1), ("ses", "GetAccount", 1), ("dynamodb", "UpdateItem", 2), ("ses", "SendEmail", 1),
    ("dynamodb", "UpdateItem", 3), ("dynamodb", "UpdateItem", 4), ("ses", "SendEmail", 2), ("dynamodb", "UpdateItem", 5),
]
FAULTS = {
    "reset before reading": faults.reset_before_reading, "reset before sending": faults.reset_before_sending, "lost answer": faults.lost_answer,
    "500": lambda: faults.error(500), "throttled": faults.throttled,
}


@pytest.fixture
def forwarding(aws):
    forwarding = Forwarding(aws)
    forwarding.add_alias("hello", [TARGET, SECOND])
    yield forwarding
    assert aws.judge.refusals == []


def run(forwarding, api, service, operation, nth, fault, times=1, tells=False, **environment):
    """One mail to two targets, with a fault; a process of its own for what comes behind it. What SES says of its mails comes where it is told."""
    forwarding.put_mail("m1", MAIL)
    with forwarding.start(api, **environment) as function:
        api.wait_idle()
        forwarding.aws.judge.fault(fault, service, operation, nth=nth, times=times)
        waiting = [event("m1", ALIAS)]
        for _ in range(8):
            if not waiting:
                return
            post = function.call(waiting[0], seconds=20, wait=40)
            forwarding.aws.judge.heal()
            if post.endpoint == "response":
                waiting.pop(0)
            put_off = forwarding.put_off()
            if tells:
                for mail in forwarding.sent():
                    function.answer(of_ses("Send", mail))
            forwarding.end_leases()
            waiting += [forwarding.due(body) for body in put_off]
        raise AssertionError(f"it never ends:\n{function.output}")


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize(("service", "operation", "nth"), CALLS, ids=lambda value: str(value))
def test_a_call_that_fails_once(forwarding, api, service, operation, nth, name):
    run(forwarding, api, service, operation, nth, FAULTS[name](), tells=True)
    assert forwarding.states("m1") == [(TARGET, "sent"), (SECOND, "sent")]
    assert sorted(mail["destinations"] for mail in forwarding.sent()) == [[TARGET], [SECOND]]


@pytest.mark.parametrize("name", ["500", "throttled", "reset before sending"])
@pytest.mark.parametrize(("service", "operation", "nth"), CALLS[:8], ids=lambda value: str(value))
def test_a_call_that_fails_for_a_whole_invocation(forwarding, api, service, operation, nth, name):
    run(forwarding, api, service, operation, nth, FAULTS[name](), times=50, tells=True)
    assert forwarding.states("m1") == [(TARGET, "sent"), (SECOND, "sent")]
    assert sorted(mail["destinations"] for mail in forwarding.sent()) == [[TARGET], [SECOND]]


def test_a_mail_whose_answer_was_lost_is_not_sent_again_when_that_is_not_wanted(forwarding, api):
    forwarding.add_alias("hello", {"targets": [TARGET], "owner": "owner@x.org"})
    run(forwarding, api, "ses", "SendEmail", 1, faults.lost_answer(), POSTROOM_UNSURE="hold")
    assert [mail["destinations"] for mail in forwarding.sent()] == [[TARGET]]
    [entry] = forwarding.ledger("m1")
    assert (entry["state"], entry["reason"]) == ("failed", "unsure")
    assert [mail["destinations"] for mail in forwarding.sent(notices=True)] == [["owner@x.org"]]
    assert len(forwarding.given_up()) == 1


def test_a_mail_whose_answer_was_lost_is_sent_again_when_nothing_else_is_said(forwarding, api):
    """The gap that docs/forwarding.md tells of: without the events of SES it may arrive twice."""
    run(forwarding, api, "ses", "SendEmail", 1, faults.lost_answer())
    assert forwarding.states("m1") == [(TARGET, "sent"), (SECOND, "sent")]
    assert sorted(mail["destinations"] for mail in forwarding.sent()) == [[TARGET], [TARGET], [SECOND]]


def test_a_process_that_is_killed_while_it_sends(forwarding, api):
    forwarding.put_mail("m1", MAIL)
    with forwarding.start(api) as function:
        api.wait_idle()
        forwarding.aws.judge.fault(faults.delay(30), "ses", "SendEmail", nth=2)
        api.invoke(event("m1", ALIAS), seconds=60)
        # The first target has its copy, and the second is being sent to.
        deadline = 200
        while ("second@gmail.com", "sending") not in forwarding.states("m1") and (deadline := deadline - 1):
            time.sleep(0.05)
        function.kill()
    assert forwarding.states("m1") == [(TARGET, "sent"), (SECOND, "sending")]
    forwarding.aws.judge.heal()
    with forwarding.start(api) as function:
        # Its lease is not over: the mail waits until nobody can be at it.
        assert [entry[1:3] for entry in outcomes(function.answer(event("m1", ALIAS)))] == [(TARGET, "settledBefore"), (SECOND, "deferred")]
        [body] = forwarding.put_off()
        forwarding.end_leases()
        function.answer(forwarding.due(body))
    assert forwarding.states("m1") == [(TARGET, "sent"), (SECOND, "sent")]
    assert [mail["destinations"] for mail in forwarding.sent()][0] == [TARGET]


def test_a_refused_mail_climbs_the_ladder(forwarding, api):
    forwarding.add_alias("hello", TARGET)
    forwarding.put_mail("m1", MAIL)
    refused = faults.error(400, "MessageRejected", "Transaction failed: Duplicate header 'X'.")
    with forwarding.start(api) as function:
        api.wait_idle()
        forwarding.aws.judge.fault(refused, "ses", "SendEmail", times=2)
        assert outcomes(function.answer(event("m1", ALIAS))) == [(ALIAS, TARGET, "sent", 4)]
    [mail] = forwarding.sent()
    assert b"https://held.example/held/" in forwarding.raw(mail)


def test_nothing_is_sent_to_a_queue_that_is_not_there(forwarding, api):
    """What cannot be put off fails the invocation: Lambda tries again, and the on-failure destination has it then."""
    forwarding.add_alias("hello", "{broken")
    forwarding.put_mail("m1", MAIL)
    with forwarding.start(api, POSTROOM_QUEUE=forwarding.deferred + "-gone") as function:
        failure = function.failure(event("m1", ALIAS))
    assert "SQS SendMessage" in failure["errorMessage"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("POSTROOM_ALIAS_DOMAINS", None), ("POSTROOM_ALIAS_DOMAINS", "no/domain,"), ("POSTROOM_ALIASES", "file"), ("POSTROOM_CONCURRENCY", "0"),
        ("POSTROOM_UNSURE", "maybe"), ("POSTROOM_HELD_URL", "held.example"), ("POSTROOM_KEEP_DAYS", "x"), ("POSTROOM_TABLE", None),
    ])
def test_a_setting_that_is_wrong_keeps_it_from_starting(forwarding, api, name, value):
    with forwarding.start(api, **{name: value}) as function:
        assert function.end() == 1
        assert f"{name} is not set" in function.output if value is None else name in function.output and value.split(",")[0] in function.output


def test_queue_events_of_other_kinds_do_not_end_it(forwarding, api):
    forwarding.put_mail("m1", MAIL)
    with forwarding.start(api) as function:
        answer = function.call(from_queue({"type": "deferred", "version": 99}, {"hello": 1}))
        assert answer.endpoint == "error"
        assert outcomes(function.answer(event("m1", ALIAS)))[0][2] == "sent"
