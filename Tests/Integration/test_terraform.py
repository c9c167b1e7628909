"""`terraform/`: applied to the AWS double, the same as `template.yaml`, enough for the functions, and gone without a trace."""

import json
import re

import pytest

from aws import ACCOUNT, REGION
from deploy_template import Template
from deploy_terraform import MODULE, Terraform, missing
from deployed_aliases import (
    DeployedAliases, check_that_a_held_mail_is_found, check_that_a_mail_for_a_mailbox_and_an_alias_stays_until_both_are_done,
    check_that_mail_is_forwarded)
from deployed_forwarding import check_that_forwarding_is_wired
from deployed_functions import check_that_a_mail_is_delivered_and_removed, need_functions
from deployed_mail_log import check_that_the_mail_log_is_wired, check_that_what_ses_says_is_written
from deployed_notifications import check_that_alarms_are_mailed, check_that_notifications_are_wired, check_that_users_get_mail
from deployment import ALIAS_DOMAINS, MAIL_LOG, NOTIFICATIONS, from_state, from_template
from deployment_forwarding import comparable
from inbound import DOMAIN

pytestmark = pytest.mark.skipif(missing() is not None, reason=str(missing()))
EVERYTHING = {
    "DeletionProtection": "false", "Domains": f"{DOMAIN},mail.example.com", "AliasDomains": ",".join(ALIAS_DOMAINS), **NOTIFICATIONS, **MAIL_LOG}


@pytest.fixture(scope="module")
def offline(tmp_path_factory, deployed):
    """The module beside the one that is applied, for what needs nothing applied."""
    terraform = Terraform(tmp_path_factory.mktemp("offline"), deployed.aws, domains=[DOMAIN])
    terraform.initialize()
    return terraform


def test_the_files_are_formatted(offline):
    status, output = offline.run("fmt", "-check", "-recursive", "-diff", str(MODULE))
    assert status == 0, output


def test_it_is_valid(offline):
    offline.must("validate")


def test_variables_that_make_no_sense_are_refused(offline):
    wrong = {
        "name": "Mail", "domains": [], "architecture": "arm", "raw_prefix": "raw", "raw_mail_days": 0, "tls_policy": "Maybe", "spam": "drop",
        "virus": "drop", "log_days": 2, "aliases": "file", "unsure": "perhaps", "forward_concurrency": -1,
        "welcome_mail": True, "templates_bucket": "Mine", "templates_prefix": "/", "unsubscribe": "http://x", "alarm_to": ["Ops <ops@example.net>"],
        "informational_to": ["ops"], "time_zone": "/etc/passwd", "fold_minutes": 0.5,
        "mail_log": "no", "mail_log_days": 2,
    }
    (offline.directory / "wrong.json").write_text(json.dumps(wrong))
    status, output = offline.run("plan", "-input=false", "-refresh=false", "-var-file=wrong.json")
    assert status == 1
    # Each says in its own words what it wants.
    said = " ".join(line.strip("│ ") for line in output.splitlines())
    wanted = [
        "name has 1 to 25", "domains or alias_domains needs at least one", "architecture is x86_64 or arm64", "raw_prefix is a path", "raw_mail_days is a whole",
        "tls_policy is Optional or Require", "spam is store or refuse", "virus is store or refuse", "log_days is one of",
        "aliases is ssm or dynamodb", "unsure is resend or hold", "forward_concurrency is a whole number",
        "welcome_mail needs notification_from", "templates_bucket is the name", "templates_prefix is a path", "unsubscribe begins with",
        "alarm_to has addresses", "alarm_to needs notification_from", "informational_to has addresses", "time_zone is a name",
        "fold_minutes is a whole number", "mail_log is full or hashed", "mail_log_days is one of",
    ]
    assert [one for one in wanted if one not in said] == []


def test_a_domain_is_a_name(offline):
    status, output = offline.run("plan", "-input=false", "-refresh=false", '-var=domains=["example.com", "@example.org"]')
    assert status == 1 and "domains has names such as mail.example.com" in output


def test_a_domain_is_of_mailboxes_or_of_aliases(offline):
    status, output = offline.run("plan", "-input=false", "-refresh=false", f'-var=alias_domains=["example.com", "{DOMAIN}"]')
    assert status == 1 and "alias_domains has a name that domains has too" in output


@pytest.mark.parametrize(("key", "refusal"), [("", "mail_log needs mail_log_key where it is hashed."), ("short", "mail_log_key has 16 to 256 characters")])
def test_hashing_needs_a_key(offline, key, refusal):
    status, output = offline.run("plan", "-input=false", "-refresh=false", "-var=mail_log=hashed", f"-var=mail_log_key={key}")
    assert status == 1 and refusal in " ".join(output.replace("│", "").split())


def test_the_key_is_not_shown(offline):
    output = offline.must(
        "plan", "-input=false", "-refresh=false", "-var=notification_from=a@b.example", "-var=welcome_mail=true", "-var=mail_log=hashed",
        "-var=mail_log_key=not-everybody-knows-this")
    shown = re.findall(r'"POSTROOM_MAIL_LOG_KEY" += (.*)', output)
    # Of those whose settings are known before; and nothing else is hidden because of it.
    assert set(shown) == {"(sensitive value)"} and output.count("(sensitive") == len(shown) and "not-everybody" not in output


def test_nothing_forwards_without_domains_of_aliases(offline):
    resources = offline.planned()
    assert len(resources) > 20 and [one for one in resources if re.search("forward|held|api|delivery|notice", one)] == []
    rule = resources["aws_ses_receipt_rule.main"]
    assert (rule["recipients"], len(rule["lambda_action"])) == ([DOMAIN], 1)


def test_without_domains_of_mailboxes_the_rule_has_aliases_alone(offline):
    rule = offline.planned("-var=domains=[]", '-var=alias_domains=["example.com"]')["aws_ses_receipt_rule.main"]
    assert (rule["recipients"], len(rule["lambda_action"])) == (["example.com"], 1)


def test_nothing_is_sent_without_a_sender(offline):
    assert [one for one in offline.planned() if re.search("welcome|users|alarm", one)] == []


@pytest.mark.parametrize(
    ("variable", "there", "away"),
    [("welcome_mail=true", "welcome|users", "alarms|alarm_"), ('alarm_to=["ops@example.net"]', "alarms|alarm_", "welcome|users")],
)
def test_each_function_that_sends_is_there_alone(offline, variable, there, away):
    resources = offline.planned("-var=notification_from=hello@notify.example.net", f"-var={variable}")
    assert [one for one in resources if re.search(away, one)] == []
    [function] = [one for address, one in resources.items() if re.search(there, address) and address.endswith("aws_lambda_function.this")]
    # Nothing forwards: what SES says comes from the notices alone.
    assert function["environment"][0]["variables"]["POSTROOM_CONFIGURATION_SET"] == "postroom-notices"
    subscriptions = [one for one in resources if one.startswith("aws_sns_topic_subscription.delivery")]
    assert subscriptions == ["aws_sns_topic_subscription.delivery_notice[0]"]


@pytest.mark.parametrize("sender", ["hello", "Example hello@example.net", "hello@Example.net", "*@example.net", "a@b.example,c@d.example"])
def test_a_sender_is_one_address(offline, sender):
    status, output = offline.run("plan", "-input=false", "-refresh=false", f"-var=notification_from={sender}")
    assert status == 1 and "notification_from is Name <name@example.com>" in output


def test_the_alarm_about_what_mails_alarms_goes_elsewhere(offline):
    own, other = (f"arn:aws:sns:{REGION}:{ACCOUNT}:{name}" for name in ("postroom-alarms", "others"))
    for topic, told in ((own, None), (other, [other])):
        resources = offline.planned(
            "-var=notification_from=hello@notify.example.net", "-var=welcome_mail=true", '-var=alarm_to=["ops@example.net"]',
            f"-var=alarm_topic={topic}")
        assert (resources["module.alarm_failed[0].aws_cloudwatch_metric_alarm.this"]["alarm_actions"] or None) == told
        assert resources["module.welcome_failed[0].aws_cloudwatch_metric_alarm.this"]["alarm_actions"] == [topic]


def test_without_packages_it_says_how_to_make_them(offline):
    status, output = offline.run("plan", "-input=false", "-refresh=false", "-var=packages=/nowhere")
    assert status == 1 and "There is no /nowhere/SESInbound.zip: run make package first." in " ".join(output.replace("│", "").split())


# MARK: applied


def test_it_makes_what_the_template_makes(deployed, monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    made, template = (comparable(system) for system in (from_state(deployed.state), from_template(Template(**EVERYTHING))))
    for part in template:
        assert made[part] == template[part], part
    assert made.keys() == template.keys()


def test_it_gives_out_what_the_template_gives_out(deployed, monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    deployed.state  # noqa: B018 (waits)
    outputs, template = deployed.terraform.outputs(), Template(**EVERYTHING).outputs()
    assert {name.replace("_", "") for name in outputs} == {name.lower() for name in template}
    for name in ("bucket", "table", "topic", "users_topic", "alarms_topic", "mail_log_group", "mail_log_policy"):
        assert outputs[name] == template[name.title().replace("_", "")]
    last = lambda url: url.rpartition("/")[2]  # noqa: E731
    assert last(outputs["queue"]) == last(template["Queue"]) and outputs["rule_set"] == template["RuleSet"]
    assert (last(outputs["forward_queue"]), last(outputs["forward_failed_queue"])) == ("postroom-forward", "postroom-forward-failed")
    for name in ("welcome", "alarm", "delivery"):
        assert last(outputs[f"{name}_failed_queue"]) == last(template[f"{name.title()}FailedQueue"])
    assert re.fullmatch(rf"https://\w+\.execute-api\.{REGION}\.amazonaws\.com", outputs["api_url"])


def test_ses_has_the_rule(deployed):
    deployed.state  # noqa: B018 (waits)
    active = deployed.aws.direct("ses").describe_active_receipt_rule_set()
    [rule] = active["Rules"]
    assert active["Metadata"]["Name"] == "postroom" and [next(iter(action)) for action in rule["Actions"]] == [
        "S3Action", "LambdaAction", "LambdaAction"]


def test_forwarding_is_wired(deployed):
    deployed.state  # noqa: B018 (waits)
    check_that_forwarding_is_wired(deployed.aws)


def test_notifications_are_wired(deployed):
    deployed.state  # noqa: B018 (waits)
    check_that_notifications_are_wired(deployed.aws)


def test_the_mail_log_is_wired(deployed):
    deployed.state  # noqa: B018 (waits)
    check_that_the_mail_log_is_wired(deployed.aws)


def test_everything_that_can_have_tags_has_them(deployed):
    tags = {address: values["tags_all"] for address, values in deployed.state.items() if "tags_all" in values}
    assert len(tags) >= 11 and {address: own for address, own in tags.items() if own != {"Application": "postroom"}} == {}


def test_nothing_is_left_to_change(deployed):
    deployed.state  # noqa: B018 (waits)
    status, output = deployed.terraform.run("plan", "-input=false", "-detailed-exitcode")
    assert status == 0, output


# MARK: with the functions


@pytest.fixture(scope="module")
def deployment(deployed):
    need_functions()
    return DeployedAliases(deployed.aws, from_state(deployed.state))


def test_a_mail_is_delivered_and_removed_with_nothing_but_what_was_made(deployment, api):
    check_that_a_mail_is_delivered_and_removed(deployment, api)


def test_mail_is_forwarded_with_nothing_but_what_was_made(deployment, api):
    check_that_mail_is_forwarded(deployment, api)


def test_a_held_mail_is_found_by_its_link(deployment, api):
    check_that_a_held_mail_is_found(deployment, api)


def test_users_get_mail_with_nothing_but_what_was_made(deployment, api):
    check_that_users_get_mail(deployment, api)


def test_alarms_are_mailed_with_nothing_but_what_was_made(deployment, api):
    check_that_alarms_are_mailed(deployment, api)


def test_what_ses_says_is_written_with_nothing_but_what_was_made(deployment, api):
    check_that_what_ses_says_is_written(deployment, api)


@pytest.mark.parametrize("is_alias_first", [True, False])
def test_a_mail_for_a_mailbox_and_an_alias_stays_until_both_are_done(deployment, api, is_alias_first):
    check_that_a_mail_for_a_mailbox_and_an_alias_stays_until_both_are_done(deployment, api, is_alias_first)


# MARK: the end


def test_it_is_gone_when_it_is_destroyed(deployed):
    deployed.state  # noqa: B018 (waits)
    # Mails that are there do not stop it: nothing is protected here.
    deployed.aws.direct("s3").put_object(Bucket=from_state(deployed.state)["bucket"]["name"], Key="raw/left", Body=b"x")
    deployed.terraform.must("destroy", "-auto-approve", "-input=false")
    listed = {
        "dynamodb": ("list_tables", "TableNames"), "iam": ("list_roles", "Roles"), "lambda": ("list_functions", "Functions"),
        "logs": ("describe_log_groups", "logGroups"), "s3": ("list_buckets", "Buckets"), "scheduler": ("list_schedules", "Schedules"),
        "ses": ("list_receipt_rule_sets", "RuleSets"), "sns": ("list_topics", "Topics"), "apigatewayv2": ("get_apis", "Items"),
        "sesv2": ("list_configuration_sets", "ConfigurationSets"), "cloudwatch": ("describe_alarms", "MetricAlarms"),
    }
    left = {service: getattr(deployed.aws.direct(service), call)()[key] for service, (call, key) in listed.items()}
    left["policies"] = deployed.aws.direct("iam").list_policies(Scope="Local")["Policies"]
    assert {service: what for service, what in left.items() if what} == {}
