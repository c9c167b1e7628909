"""`template.yaml`, what forwards: there with domains of aliases only, and as narrow as it can be."""

import pytest

from aws import ACCOUNT, REGION
from deploy_template import Template
from deployment import ALIAS_DOMAINS, FORWARDING, from_template
from policy_calls import SES, Call, check, row, sent


@pytest.fixture(scope="module", autouse=True)
def region():
    # The transformation asks boto3 for one.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_DEFAULT_REGION", REGION)
        yield


def both(**parameters):
    return Template(Domains="postroom.test", AliasDomains=",".join(ALIAS_DOMAINS), **parameters)


def test_nothing_forwards_without_domains_of_aliases():
    template = Template(Domains="postroom.test")
    system = from_template(template)
    assert template.refusals() == [] and system["forwarding"] is None and system["functions"].keys().isdisjoint(FORWARDING)
    kinds = {template.type_of(name).partition("::")[2] for name in template.order()}
    assert kinds.isdisjoint({"ApiGatewayV2::Api", "CloudWatch::Alarm", "SES::ConfigurationSet", "SNS::Subscription"})
    assert [name for name in template.order() if any(word in name for word in ("Forward", "Held", "Api"))] == []
    assert (system["rule"]["recipients"], len(system["rule"]["actions"])) == (["postroom.test"], 2)


def test_without_domains_of_mailboxes_the_rule_has_aliases_alone():
    template = Template(AliasDomains=",".join(ALIAS_DOMAINS))
    rule = from_template(template)["rule"]
    function = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:postroom-alias-forward"
    assert template.refusals() == [] and rule["recipients"] == sorted(ALIAS_DOMAINS)
    assert [action[0] for action in rule["actions"]] == ["S3", "Lambda"] and rule["actions"][1][1] == function


@pytest.mark.parametrize(
    ("domains", "aliases", "refusal"),
    [
        ("", "", "Domains or AliasDomains has at least one name."),
        # Empty names alone are as good as none.
        (",", "a.example", None),
        ("a.example,,b.example", "", "Domains has nothing"),
        ("a.example", "b.example,", "AliasDomains has nothing"),
        ("a.example", "a.example", "A domain is in Domains or in AliasDomains, not in both."),
        ("a.example,b.example", "b.example", "A domain is in Domains or in AliasDomains, not in both."),
        ("b.example", "a.example,b.example", "A domain is in Domains or in AliasDomains, not in both."),
        ("a.example,b.example", "c.example,d.example", None),
    ],
)
def test_domains_that_make_no_sense_are_refused(domains, aliases, refusal):
    refusals = Template(Domains=domains, AliasDomains=aliases).refusals()
    assert bool(refusals) == bool(refusal) and all(one.startswith(refusal) for one in refusals)


def test_no_rule_is_made_without_a_domain():
    """It would take the mail of every domain."""
    assert not Template().has("MainRule")


def test_what_failed_ends_in_one_queue_that_an_alarm_watches():
    system = from_template(both())
    forwarding, function = system["forwarding"], system["functions"]["AliasForward"]
    failed, waiting = forwarding["failed"], forwarding["waiting"]
    arn = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{failed['name']}"
    assert function["asynchronous"] == (6 * 3600, 2, arn) and waiting["redrive"] == {"deadLetterTargetArn": arn, "maxReceiveCount": 5}
    assert waiting["visibility"] >= 6 * function["timeout"] and {failed["retention"], waiting["retention"]} == {14 * 86_400}
    assert (forwarding["alarm"]["of"], forwarding["alarm"]["when"]) == ({"QueueName": failed["name"]}, ("GreaterThanThreshold", 0))
    assert forwarding["alarm"]["tells"] == ([], [])
    assert from_template(both(AlarmTopic="arn:t"))["forwarding"]["alarm"]["tells"] == (["arn:t"], ["arn:t"])


@pytest.mark.parametrize(("given", "reserved", "told"), [("2", 2, "2"), ("5", 5, "5"), ("0", -1, "10")])
def test_concurrency_is_reserved_and_the_function_is_told(given, reserved, told):
    system = from_template(both(ForwardConcurrency=given))
    function = system["functions"]["AliasForward"]
    assert (function["reserved"], function["environment"]["POSTROOM_CONCURRENCY"]) == (reserved, told)
    # Lambda takes no fewer from a queue.
    assert system["forwarding"]["mapping"][-1] == 2


def test_settings_come_from_the_parameters():
    environment = from_template(both(Aliases="dynamodb", Unsure="hold"))["functions"]["AliasForward"]["environment"]
    assert (environment["POSTROOM_ALIASES"], environment["POSTROOM_UNSURE"]) == ("dynamodb", "hold")
    assert environment["POSTROOM_ALIAS_DOMAINS"] == "example.com,mail.example.org"
    assert environment["POSTROOM_HELD_URL"].startswith("https://") and not environment["POSTROOM_HELD_URL"].endswith("/")


# MARK: what the roles allow


IDENTITY = "identity/example.com"
ALLOWED = {
    "AliasForward": [
        row("PutItem", "FWD#m1"), row("UpdateItem", "RAW#raw/m1"), row("BatchGetItem", "TGT#a@b.example", "TGT#c@d.example"),
        row("BatchGetItem", "ALIAS#example.com"), row("PutItem", "SECRET#forwarding"), row("GetItem", "REPLY#abc"), row("Query", "FWD#m1"),
        row("DeleteItem", "FWD#m1"), row("ConditionCheckItem", "FWD#m1"),
        sent("SendEmail", "hello@example.com", IDENTITY), sent("SendRawEmail", "x@mail.example.org", IDENTITY),
        sent("SendRawEmail", "hello@example.com", "configuration-set/postroom-forward"), sent("SendBounce", "mailer-daemon@example.com", IDENTITY),
        Call("ssm:GetParameters", f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter/postroom/aliases/example.com/hello"),
        Call("ses:GetAccount", "*"),
    ],
    "HeldMail": [row("GetItem", "SECRET#forwarding")],
}
DENIED = {
    "AliasForward": [
        row("GetItem", "MB#box@postroom.test"), row("BatchGetItem", "FWD#m1", "MB#box@postroom.test"), row("PutItem", "PLAN#free"),
        row("PutItem", "SECRET#other"), row("DeleteItem", "RAW#raw/m1"), sent("SendEmail", "hello@example.net", IDENTITY),
        sent("SendEmail", "hello@sub.example.com", IDENTITY), sent("SendBounce", "mailer-daemon@postroom.test", IDENTITY),
        sent("SendEmail", "hello@example.com", "configuration-set/postroom-notices"), Call("ses:SendEmail", SES + IDENTITY),
        Call("ssm:GetParameters", f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter/other"),
    ],
    "HeldMail": [row("GetItem", "FWD#m1"), row("PutItem", "SECRET#forwarding"), row("Query", "SECRET#forwarding")],
}


@pytest.mark.parametrize("function", sorted(FORWARDING))
def test_a_role_allows_what_is_its_own_and_nothing_else(function):
    check(from_template(both())["functions"][function]["statements"], ALLOWED[function], DENIED[function])
