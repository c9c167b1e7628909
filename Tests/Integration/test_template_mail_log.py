"""`template.yaml`, the mail log: always there, written by those who have something to say, read by whom you choose."""

import json
import re

import pytest

from aws import ACCOUNT, REGION
from deploy_template import Template, parsed
from deployment import ALIAS_DOMAINS, FUNCTIONS, LOGS, MAIL_LOG, NOTIFICATIONS, documented_mail_log, from_template
from policy_calls import Call, check, logged, row

SENDER = {"NotificationFrom": "hello@notify.example.net"}
ALIASES = {"AliasDomains": ",".join(ALIAS_DOMAINS)}
TOPICS = {kind: f"arn:aws:sns:{REGION}:{ACCOUNT}:postroom-{name}-events" for kind, name in (("forwarding", "forward"), ("notices", "notice"))}
QUEUE = f"arn:aws:sqs:{REGION}:{ACCOUNT}:postroom-delivery-events"


@pytest.fixture(scope="module", autouse=True)
def region():
    # The transformation asks boto3 for one.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_DEFAULT_REGION", REGION)
        yield


def made(**parameters):
    """The system with these parameters, which nothing refuses."""
    template = Template(Domains="postroom.test", **parameters)
    assert template.refusals() == []
    return from_template(template)


@pytest.fixture(scope="module")
def everything(region):
    return made(**ALIASES, **NOTIFICATIONS, **MAIL_LOG)


def test_it_is_there_whatever_else_is():
    log = made()["mail log"]
    assert (log["name"], log["days"], log["notices"], log["events"]) == ("/postroom/mail", 30, None, None)
    assert made(LogDays="7", Name="other")["mail log"]["name"] == "/other/mail"
    # Its own time, whatever that of the diagnostics is.
    system = made(LogDays="7", MailLogDays="90")
    assert system["logs"] == {"/aws/lambda/postroom-ses-inbound": 7, "/aws/lambda/postroom-mailbox-expiry": 7, "/postroom/mail": 90}


def test_it_ends_as_mail_does():
    resources = parsed()["Resources"]
    policies = {name: (resources[name]["DeletionPolicy"], resources[name]["UpdateReplacePolicy"]) for name in ("MailLogGroup", "Table", "MailBucket")}
    assert set(policies.values()) == {("Delete", "Retain")}


def test_who_writes_it_is_told_how(everything):
    told = {
        name: {variable: value for variable, value in one["environment"].items() if variable.startswith("POSTROOM_MAIL_LOG")}
        for name, one in everything["functions"].items()}
    settings = {"POSTROOM_MAIL_LOG_GROUP": "/postroom/mail", "POSTROOM_MAIL_LOG": "hashed", "POSTROOM_MAIL_LOG_KEY": MAIL_LOG["MailLogKey"]}
    assert told == {name: settings if name in documented_mail_log() else {} for name in FUNCTIONS}
    assert {"SESInbound", "AliasForward", "WelcomeEmail", "AlarmEmail", "DeliveryEvents"} <= set(documented_mail_log())
    plain = made()["functions"]["SESInbound"]["environment"]
    assert (plain["POSTROOM_MAIL_LOG"], plain["POSTROOM_MAIL_LOG_KEY"]) == ("full", "")


@pytest.mark.parametrize(
    ("parameters", "refusals"),
    [({"MailLog": "hashed"}, ["MailLog needs MailLogKey where it is hashed."]), (MAIL_LOG, []), ({"MailLogKey": "k" * 16}, [])],
)
def test_hashing_needs_a_key(parameters, refusals):
    assert Template(Domains="postroom.test", **parameters).refusals() == refusals
    assert parsed()["Parameters"]["MailLogKey"]["NoEcho"] is True


# MARK: what SES says


@pytest.mark.parametrize(
    ("parameters", "sources"),
    [
        ({}, None),
        (SENDER, None),
        (ALIASES, {"forwarding"}),
        (SENDER | {"WelcomeMail": "true"}, {"notices"}),
        (SENDER | {"AlarmTo": "ops@example.net"}, {"notices"}),
        (ALIASES | NOTIFICATIONS, {"forwarding", "notices"}),
    ],
)
def test_events_come_from_what_sends(parameters, sources):
    system = made(**parameters)
    log = system["mail log"]
    assert ("DeliveryEvents" in system["functions"]) == bool(log["events"]) == bool(sources)
    assert bool(log["notices"]) == ("notices" in (sources or ()))
    if sources:
        # With the envelope of SNS.
        assert log["events"]["subscriptions"] == {one: (TOPICS[one], "sqs", QUEUE, False) for one in sources}
        [policy] = map(json.loads, log["events"]["policy"][1])
        assert sorted(policy["Condition"]["StringEquals"]["aws:SourceArn"]) == sorted(TOPICS[one] for one in sources)
    else:
        assert [name for name in Template(Domains="postroom.test", **parameters).order() if re.search("Delivery|Notice", name)] == []


def test_events_that_fail_end_in_a_queue_that_an_alarm_watches(everything):
    events, function = everything["mail log"]["events"], everything["functions"]["DeliveryEvents"]
    failed, waiting = events["failed"], events["waiting"]
    assert waiting["redrive"] == {"deadLetterTargetArn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:{failed['name']}", "maxReceiveCount": 5}
    assert min(waiting["visibility"], failed["visibility"]) >= 6 * function["timeout"]
    assert {failed["retention"], waiting["retention"]} == {14 * 86_400}
    assert events["mapping"] == (QUEUE, "postroom-delivery-events", 10, ["ReportBatchItemFailures"], 2)
    assert (events["alarm"]["of"], events["alarm"]["when"], events["alarm"]["tells"]) == (
        {"QueueName": failed["name"]}, ("GreaterThanThreshold", 0), ([], []))
    # The queue repeats, and nobody else.
    assert (function["asynchronous"], function["environment"]["POSTROOM_VISITS"]) == ((60, 0, None), "ignore")
    # AlarmEmail may well get this one: its own mails cannot make it.
    own = f"arn:aws:sns:{REGION}:{ACCOUNT}:postroom-alarms"
    assert made(**ALIASES, **NOTIFICATIONS, AlarmTopic=own)["mail log"]["events"]["alarm"]["tells"] == ([own], [own])


def test_notices_have_a_configuration_set_of_their_own(everything):
    notices, forwarding = everything["mail log"]["notices"], everything["forwarding"]
    assert (notices["set"]["name"], notices["set"]["suppression"]) == ("postroom-notices", ["BOUNCE", "COMPLAINT"])
    assert (forwarding["set"]["name"], forwarding["set"]["suppression"]) == ("postroom-forward", [])
    assert notices["events"]["types"] == forwarding["events"]["types"] and notices["events"]["to"] == TOPICS["notices"]
    [allowed] = map(json.loads, notices["topic"]["policy"])
    assert (allowed["Principal"], allowed["Action"], allowed["Resource"]) == ({"Service": "ses.amazonaws.com"}, "sns:Publish", TOPICS["notices"])
    assert allowed["Condition"] == {"StringEquals": {
        "aws:SourceAccount": ACCOUNT, "aws:SourceArn": f"arn:aws:ses:{REGION}:{ACCOUNT}:configuration-set/postroom-notices"}}
    sets = {"AliasForward": "postroom-forward", "WelcomeEmail": "postroom-notices", "AlarmEmail": "postroom-notices"}
    assert {name: everything["functions"][name]["environment"]["POSTROOM_CONFIGURATION_SET"] for name in sets} == sets


# MARK: what roles and people may do


def queued(action, name="delivery-events"):
    return Call(f"sqs:{action}", f"arn:aws:sqs:{REGION}:{ACCOUNT}:postroom-{name}")


def test_the_role_allows_what_is_its_own_and_nothing_else(everything):
    allowed = [
        row("UpdateItem", "NOTE#WelcomeEmail-1"), Call("ses:PutSuppressedDestination", "*"), queued("ReceiveMessage"), queued("DeleteMessage"),
        queued("GetQueueAttributes"), logged("PutLogEvents", "/postroom/mail"), logged("PutLogEvents", "/aws/lambda/postroom-delivery-events"),
    ]
    denied = [
        row("PutItem", "NOTE#WelcomeEmail-1"), row("UpdateItem", "FWD#m1"), row("UpdateItem", "MB#box@postroom.test"), row("GetItem", "NOTE#1"),
        Call("ses:GetSuppressedDestination", "*"), Call("ses:DeleteSuppressedDestination", "*"), queued("SendMessage"),
        queued("ReceiveMessage", "delivery-events-failed"), queued("ReceiveMessage", "forward"), logged("FilterLogEvents", "/postroom/mail", ""),
        logged("PutLogEvents", "/postroom/mail2"),
    ]
    check(everything["functions"]["DeliveryEvents"]["statements"], allowed, denied)


@pytest.mark.parametrize("function", sorted(FUNCTIONS))
def test_who_writes_it_may_do_no_more_with_it(everything, function):
    writes = [logged(action.partition(":")[2], "/postroom/mail") for action in LOGS]
    others = [logged(action, "/postroom/mail") for action in ("FilterLogEvents", "GetLogEvents", "DeleteLogStream", "CreateLogGroup")]
    others += [logged("DeleteLogGroup", "/postroom/mail", ""), logged("PutLogEvents", "/other/mail")]
    is_writer = function in documented_mail_log()
    check(everything["functions"][function]["statements"], writes if is_writer else [], others if is_writer else others + writes)


def test_who_may_read_it_may_not_write_it(everything):
    name, statements = everything["mail log"]["readers"]
    # Policies are the account's, as roles are.
    assert name.endswith(REGION)
    denied = [
        logged("PutLogEvents", "/postroom/mail"), logged("DeleteLogGroup", "/postroom/mail", ""),
        logged("FilterLogEvents", "/aws/lambda/postroom-ses-inbound", ""), logged("FilterLogEvents", "/postroom/mail2", "")]
    check(statements, [logged("FilterLogEvents", "/postroom/mail", "")], denied)
    # Nobody of those who write it has it: a role has its own policy alone.
    assert all("logs:FilterLogEvents" not in {action for action, _ in one["grants"]} for one in everything["functions"].values())
