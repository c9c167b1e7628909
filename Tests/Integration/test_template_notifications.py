"""`template.yaml`, what sends mail of Postroom's own: there with a sender only, and as narrow as it can be."""

import json

import pytest

from aws import ACCOUNT, REGION
from deploy_template import Template
from deployment import ALIAS_DOMAINS, MAIL_LOG, NOTIFICATIONS, NOTIFYING, from_template
from policy_calls import SES, Call, check, row, sent

SENDER = {"NotificationFrom": "hello@notify.example.net"}
ALARMS = f"arn:aws:sns:{REGION}:{ACCOUNT}:postroom-alarms"


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


def everything(**parameters):
    return made(AliasDomains=",".join(ALIAS_DOMAINS), **NOTIFICATIONS | parameters)


@pytest.mark.parametrize(
    ("parameters", "functions"),
    [
        ({}, set()),
        (SENDER, set()),
        (SENDER | {"WelcomeMail": "true"}, {"WelcomeEmail"}),
        (SENDER | {"AlarmTo": "ops@example.net"}, {"AlarmEmail"}),
        (NOTIFICATIONS, {"WelcomeEmail", "AlarmEmail"}),
        # An empty address is as good as none.
        (SENDER | {"AlarmTo": ","}, set()),
    ],
)
def test_what_is_there_is_what_was_asked_for(parameters, functions):
    template = Template(Domains="postroom.test", **parameters)
    system = from_template(template)
    assert template.refusals() == [] and system["functions"].keys() & NOTIFYING == functions == system["notifications"].keys()
    of = {"WelcomeEmail": ("Welcome", "Users"), "AlarmEmail": ("Alarm",)}
    for function in NOTIFYING - functions:
        left = [name for name in (*template.order(), *template.outputs()) if name.startswith(of[function])]
        assert left == []


@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [({"WelcomeMail": "true"}, "WelcomeMail needs NotificationFrom."), ({"AlarmTo": "ops@example.net"}, "AlarmTo needs NotificationFrom.")],
)
def test_nobody_waits_for_mail_without_a_sender(parameters, refusal):
    assert Template(Domains="postroom.test", **parameters).refusals() == [refusal]


def test_settings_come_from_the_parameters():
    functions = everything(Unsure="hold", **MAIL_LOG)["functions"]
    logged = {"POSTROOM_MAIL_LOG_GROUP": "/postroom/mail", "POSTROOM_MAIL_LOG": "hashed", "POSTROOM_MAIL_LOG_KEY": MAIL_LOG["MailLogKey"]}
    assert functions["WelcomeEmail"]["environment"] == {
        "POSTROOM_TABLE": "postroom", "POSTROOM_FROM": "Example <hello@notify.example.net>",
        "POSTROOM_TEMPLATES": "s3://example-templates/templates/", "POSTROOM_UNSUBSCRIBE": "https://example.net/unsubscribe?{email}",
        "POSTROOM_CONFIGURATION_SET": "postroom-notices", "POSTROOM_UNSURE": "hold", **logged,
    }
    assert functions["AlarmEmail"]["environment"] == {
        "POSTROOM_TABLE": "postroom", "POSTROOM_FROM": "Example <hello@notify.example.net>", "POSTROOM_TO": "ops@example.net,night@example.net",
        "POSTROOM_INFORMATIONAL_TO": "info@example.net", "POSTROOM_ROUTES": "severity:low=digest,postroom-billing=informational",
        "POSTROOM_TIME_ZONE": "Europe/Berlin", "POSTROOM_FOLD_MINUTES": "7", "POSTROOM_CONFIGURATION_SET": "postroom-notices",
        "POSTROOM_UNSURE": "hold", **logged,
    }


def test_what_is_not_set_is_empty():
    functions = made(**SENDER, WelcomeMail="true", AlarmTo="ops@example.net")["functions"]
    for function, names in (("WelcomeEmail", ["TEMPLATES", "UNSUBSCRIBE", "MAIL_LOG_KEY"]), ("AlarmEmail", ["INFORMATIONAL_TO", "ROUTES"])):
        assert {functions[function]["environment"][f"POSTROOM_{name}"] for name in names} == {""}


def test_what_failed_ends_in_a_queue_that_an_alarm_watches():
    system = everything()
    for function, notifications in system["notifications"].items():
        failed, made = notifications["failed"], system["functions"][function]
        assert made["asynchronous"] == (6 * 3600, 2, f"arn:aws:sqs:{REGION}:{ACCOUNT}:{failed['name']}")
        assert failed["visibility"] >= 6 * made["timeout"] and failed["retention"] == 14 * 86_400 and made["reserved"] == -1
        assert (notifications["alarm"]["of"], notifications["alarm"]["when"]) == ({"QueueName": failed["name"]}, ("GreaterThanThreshold", 0))
        assert notifications["alarm"]["tells"] == ([], [])


def test_the_alarm_about_what_mails_alarms_goes_elsewhere():
    tells = lambda topic: {name: one["alarm"]["tells"] for name, one in everything(AlarmTopic=topic)["notifications"].items()}  # noqa: E731
    assert tells("arn:t") == {"WelcomeEmail": (["arn:t"], ["arn:t"]), "AlarmEmail": (["arn:t"], ["arn:t"])}
    assert tells(ALARMS) == {"WelcomeEmail": ([ALARMS], [ALARMS]), "AlarmEmail": ([], [])}


def test_who_may_publish():
    topics = {name: one["topic"] for name, one in everything()["notifications"].items()}
    # Whose policies let them.
    assert (topics["WelcomeEmail"]["policy"], topics["WelcomeEmail"]["key"]) == (None, "alias/aws/sns")
    [allowed] = map(json.loads, topics["AlarmEmail"]["policy"])
    assert allowed["Principal"]["Service"] == ["budgets.amazonaws.com", "cloudwatch.amazonaws.com", "events.amazonaws.com"]
    assert (allowed["Action"], allowed["Resource"], topics["AlarmEmail"]["key"]) == ("sns:Publish", ALARMS, None)
    assert allowed["Condition"] == {"StringEquals": {"aws:SourceAccount": ACCOUNT}}


# MARK: what the roles allow


IDENTITY, SET = "identity/notify.example.net", "configuration-set/postroom-notices"
BUCKET = "arn:aws:s3:::example-templates"
ANY = [
    row("PutItem", "NOTE#WelcomeEmail-1"), row("UpdateItem", "NOTE#AlarmEmail-1"),
    sent("SendRawEmail", "hello@notify.example.net", IDENTITY), sent("SendRawEmail", "hello@notify.example.net", SET),
    Call("ses:GetAccount", "*"), Call("ses:GetSuppressedDestination", "*"),
]
NONE = [
    row("PutItem", "MB#box@postroom.test"), row("UpdateItem", "FWD#m1"), row("GetItem", "NOTE#1"), row("DeleteItem", "NOTE#1"),
    sent("SendRawEmail", "other@notify.example.net", IDENTITY), sent("SendRawEmail", "hello@example.com", IDENTITY),
    Call("ses:SendEmail", SES + IDENTITY),
    sent("SendRawEmail", "hello@notify.example.net", "configuration-set/postroom-forward"), Call("ses:PutSuppressedDestination", "*"),
]
ALLOWED = {
    "WelcomeEmail": [
        *ANY, Call("s3:GetObject", f"{BUCKET}/templates/user_registered.txt.mustache"),
        Call("s3:ListBucket", BUCKET, s3_prefix=["templates/user_registered.txt.mustache"]),
    ],
    "AlarmEmail": [*ANY, row("PutItem", "ALARM#0123"), row("PutItem", "DIGEST#open")],
}
DENIED = {
    "WelcomeEmail": [
        *NONE, row("PutItem", "ALARM#0123"), row("PutItem", "DIGEST#open"), Call("s3:GetObject", f"{BUCKET}/other"),
        Call("s3:ListBucket", BUCKET, s3_prefix=["other"]), Call("s3:ListBucket", BUCKET), Call("s3:GetObject", "arn:aws:s3:::postroom-mail/raw/m1"),
    ],
    "AlarmEmail": [*NONE, row("UpdateItem", "ALARM#0123"), row("UpdateItem", "DIGEST#open"), Call("s3:GetObject", f"{BUCKET}/templates/a")],
}


@pytest.mark.parametrize("function", sorted(NOTIFYING))
def test_a_role_allows_what_is_its_own_and_nothing_else(function):
    check(everything()["functions"][function]["statements"], ALLOWED[function], DENIED[function])


def test_without_templates_there_is_less():
    grants = made(**SENDER, WelcomeMail="true")["functions"]["WelcomeEmail"]["grants"]
    assert [pair for pair in grants if pair[0].startswith("s3:")] == []
