"""`template.yaml`: correct as CloudFormation knows it, and what the documentation says."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from aws import ACCOUNT, REGION
from deploy_template import TEMPLATE, Template, parsed
from deployment import ALIAS_DOMAINS, FUNCTIONS, LOGS, NOTIFICATIONS, NOTIFYING, documented, documented_mail_log, from_template


NO_RESOURCE = {(f"ses:{action}", "*") for action in ("GetAccount", "GetSuppressedDestination", "PutSuppressedDestination")}


@pytest.fixture(scope="module", autouse=True)
def region():
    # The transformation asks boto3 for one.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_DEFAULT_REGION", REGION)
        yield


@pytest.fixture(scope="module")
def system(region):
    return from_template(Template(Domains="postroom.test, mail.example.com", AliasDomains=", ".join(ALIAS_DOMAINS), **NOTIFICATIONS))


def test_cloudformation_knows_all_of_it():
    linted = subprocess.run(
        [Path(sys.executable).parent / "cfn-lint", "--include-checks", "I", "--include-experimental", "--non-zero-exit-code", "informational",
         "--regions", "eu-west-1", "us-east-1", "--template", TEMPLATE],
        capture_output=True, text=True, timeout=120,
    )
    assert linted.returncode == 0, linted.stdout + linted.stderr


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_has_the_settings_that_are_documented(system, function):
    variables, _ = documented(function)
    assert len(variables) > 1 and set(system["functions"][function]["environment"]) == variables


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_may_do_what_is_documented_and_write_logs(system, function):
    _, actions = documented(function)
    granted = system["functions"][function]["grants"]
    assert len(actions) > 1 and {action for action, _ in granted} == actions | LOGS
    # Nothing on everything, but what has no resource: each is named.
    bucket, table = f"arn:aws:s3:::postroom-mail-{ACCOUNT}-{REGION}", f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/postroom"
    queues = {"AliasForward": ["forward", "forward-failed"], "SESInbound": ["failed"], "DeliveryEvents": ["delivery-events"]}.get(
        function, [f"{FUNCTIONS[function]}-failed"])
    templates = "arn:aws:s3:::example-templates"
    resources = {
        "s3": {templates, f"{templates}/templates/*"} if function in NOTIFYING else {bucket, f"{bucket}/raw/*"},
        "dynamodb": {table, f"{table}/index/expiry"}, "sns": {f"arn:aws:sns:{REGION}:{ACCOUNT}:postroom-events"},
        "sqs": {f"arn:aws:sqs:{REGION}:{ACCOUNT}:postroom-{queue}" for queue in queues},
        "ssm": {f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter/postroom/aliases/*"},
        "ses": {f"arn:aws:ses:{REGION}:{ACCOUNT}:{one}" for one in (
            "identity/*", "configuration-set/postroom-notices" if function in NOTIFYING else "configuration-set/postroom-forward")},
        "logs": {f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/aws/lambda/postroom-{FUNCTIONS[function]}:*"},
    }
    mail_log = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/postroom/mail:*"
    if function in documented_mail_log():
        resources["logs"].add(mail_log)
    assert {resource for action, resource in granted if action in LOGS} == resources["logs"]
    assert [pair for pair in granted - NO_RESOURCE if pair[1] not in resources[pair[0].partition(":")[0]]] == []
    on_index = [action for action, resource in granted if resource.endswith("/index/expiry")]
    assert on_index == (["dynamodb:Query"] if function == "MailboxExpiry" else [])


def test_a_mail_is_stored_before_the_functions_are_invoked(system):
    functions = [f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:postroom-{name}" for name in ("ses-inbound", "alias-forward")]
    assert system["rule"]["actions"] == [
        ("S3", f"postroom-mail-{ACCOUNT}-{REGION}", "raw/"), *(("Lambda", function, "Event") for function in functions)]
    assert system["rule"]["recipients"] == sorted(["mail.example.com", "postroom.test", *ALIAS_DOMAINS])
    assert (system["rule"]["scan"], system["rule"]["tls"]) == (True, "Optional")
    assert system["functions"]["SESInbound"]["environment"]["POSTROOM_DOMAINS"] == "postroom.test,mail.example.com"
    assert system["functions"]["SESInbound"]["asynchronous"] == (6 * 3600, 2, f"arn:aws:sqs:{REGION}:{ACCOUNT}:postroom-failed")


def test_only_our_rule_may_put_mails_and_invoke(system):
    rule = f"arn:aws:ses:{REGION}:{ACCOUNT}:receipt-rule-set/{system['rule']['set']}:receipt-rule/{system['rule']['name']}"
    assert [one for one in system["permissions"] if one[2] == "ses.amazonaws.com"] == [
        (function, "lambda:InvokeFunction", "ses.amazonaws.com", ACCOUNT, rule) for function in ("postroom-alias-forward", "postroom-ses-inbound")]
    deny, allow = sorted((json.loads(one) for one in system["bucket"]["policy"]), key=lambda one: one["Effect"], reverse=True)
    assert (deny["Effect"], deny["Principal"], deny["Condition"]) == ("Deny", "*", {"Bool": {"aws:SecureTransport": "false"}})
    assert (allow["Action"], allow["Principal"]) == ("s3:PutObject", {"Service": "ses.amazonaws.com"})
    assert allow["Condition"] == {"StringEquals": {"aws:SourceAccount": ACCOUNT, "aws:SourceArn": rule}}
    assert set(system["bucket"]["public access"].values()) == {True} and system["bucket"]["encryption"] == "AES256"


def test_the_table_is_the_documented_one(system):
    table = system["table"]
    assert (table["billing"], table["keys"], table["ttl"]) == ("PAY_PER_REQUEST", [("pk", "HASH"), ("sk", "RANGE")], "ttl")
    assert table["index"] == ("expiry", ["exp_pk", "exp_sk"], "ALL") and table["recovery"] and table["protected"]


def test_the_sweep_comes_each_minute_and_ends_before_the_next(system):
    schedule, function = system["schedule"], system["functions"]["MailboxExpiry"]
    assert (schedule["when"], schedule["window"], schedule["retries"], schedule["dead letters"]) == ("rate(1 minute)", "OFF", 0, None)
    assert schedule["grants"] == {("lambda:InvokeFunction", schedule["target"])} and schedule["target"].endswith(":" + function["name"])
    assert function["timeout"] < 60 and function["asynchronous"] == (60, 0, None)


def test_everything_is_named_after_the_parameter_and_fits():
    # The longest name, and a long region: 63 characters for a bucket, 64 for a function, a role and a schedule.
    name, longest = "n" * 25, len("ap-southeast-1") - len(REGION)
    system = from_template(Template(Domains="postroom.test", AliasDomains="example.com", Name=name, **NOTIFICATIONS))
    names = [system[kind]["name"] for kind in ("table", "topic", "queue", "schedule")] + [system["rule"]["set"]]
    forwarding = system["forwarding"]
    names += [forwarding[kind]["name"] for kind in ("waiting", "failed", "alarm", "topic", "set", "api")]
    names += [one[part]["name"] for one in system["notifications"].values() for part in ("topic", "failed", "alarm")]
    mail_log = system["mail log"]
    names += [mail_log["readers"][0], mail_log["name"].removeprefix("/")]
    names += [mail_log["notices"][kind]["name"] for kind in ("topic", "set")]
    names += [mail_log["events"][kind]["name"] for kind in ("waiting", "failed", "alarm")]
    # SES's limit for a configuration set, and SQS's for a queue.
    assert max(len(one["set"]["name"]) for one in (forwarding, mail_log["notices"])) <= 64 and max(map(len, names)) <= 80
    functions = system["functions"].values()
    assert all(one.startswith(name) for one in [*names, system["bucket"]["name"], *(one["name"] for one in functions)])
    assert len(system["bucket"]["name"]) + longest <= 63
    assert max(len(one["role"]) + longest for one in [*functions, system["schedule"]]) <= 64 and max(len(one["name"]) for one in functions) <= 64


@pytest.mark.parametrize(
    ("parameter", "good", "bad"),
    [
        (
            "Domains", ["example.com", "a-b.c.example", "xn--bcher-kva.example"],
            ["example", "@example.com", "Example.com", ".example.com", "a.com."],
        ),
        ("AliasDomains", ["example.com"], ["example", "a@example.com", "Example.com", "*.example.com", "a.com."]),
        ("Name", ["postroom", "a", "mail-2"], ["", "2mail", "Mail", "mail-", "n" * 26]),
        ("RawPrefix", ["raw/", "in/raw/"], ["", "raw", "/raw/", "/", "a//"]),
        (
            "NotificationFrom", ["", "hello@example.com", "Example <hello@example.com>", "Größe & Co. <a.b+c@mail.example.com>"],
            [
                "hello", "Example hello@example.com", "hello@Example.com", "*@example.com", "<hello@example.com>", "A <a@b.example", "a@b.example>",
                "a@b.example,c@d.example", "A <*@b.example>",
            ],
        ),
        ("TemplatesBucket", ["", "my-templates"], ["s3://my-templates", "a/b", "My"]),
        ("TemplatesPrefix", ["templates/", "a/b/"], ["", "templates", "/"]),
        ("Unsubscribe", ["", "https://example.com/u?e={email}", "mailto:a@example.com"], ["http://example.com", "https://a b", "https://a>b"]),
        ("AlarmTo", ["", "ops@example.com"], ["ops", "Ops <ops@example.com>", "a@b c"]),
        ("InformationalTo", ["", "ops@example.com"], ["ops", "<ops@example.com>"]),
        ("MailLogKey", ["", "k" * 16, "~" * 256], ["k" * 15, "k" * 257, "a key with many spaces"]),
        ("TimeZone", ["UTC", "Europe/Berlin", "Etc/GMT+1"], ["", "/etc/passwd", "../x", "Europe/"]),
    ],
)
def test_parameters_that_make_no_sense_are_refused(parameter, good, bad):
    given = parsed()["Parameters"][parameter]
    assert given["ConstraintDescription"].startswith(parameter)
    assert [one for one in good if not re.search(given["AllowedPattern"], one)] == []
    assert [one for one in bad if re.search(given["AllowedPattern"], one)] == []


def test_outputs(system):
    assert Template(Domains="postroom.test").outputs() == {
        "Bucket": system["bucket"]["name"], "Table": "postroom", "Topic": f"arn:aws:sns:{REGION}:{ACCOUNT}:postroom-events",
        "Queue": f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/postroom-failed", "RuleSet": "postroom",
        "MailLogGroup": "/postroom/mail", "MailLogPolicy": f"arn:aws:iam::{ACCOUNT}:policy/postroom-read-mail-log-{REGION}",
    }
