"""The API and the document that describes it: schemathesis asks everything that the document allows and much that it does not, of the local
server and of the function behind a gateway, and looks at every answer. `POSTROOM_OPENAPI_EXAMPLES=500` asks more."""

import json
import urllib.request

import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from inbox import DOMAIN, MAILS, Inbox, ask, mailboxes
from openapi_judge import EXAMPLES, judge
from postroom import ADMIN_TOKEN


@pytest.fixture
def local(start):
    """A server with mail, its address, and the mailboxes that may stay and those that need not."""
    postroom = start("--catch-all", "--domain", DOMAIN)
    url = f"http://127.0.0.1:{postroom.http_port}"

    def deliver(addresses):
        for mail in MAILS:
            postroom.send(addresses, mail)

    return url, *parted(mailboxes(url, ADMIN_TOKEN, 16, deliver))


def parted(found):
    """The first half may stay, the rest need not."""
    assert all(len(ids) == len(MAILS) for ids in found.values()), found
    pairs = list(found.items())
    return dict(pairs[: len(pairs) // 2]), dict(pairs[len(pairs) // 2 :])


def resolved(document, value):
    while "$ref" in value:
        *_, kind, name = value["$ref"].split("/")
        value = document["components"][kind][name]
    return value


def examples(document, value, place=""):
    """All media types, parameters, headers and schemas with examples: a place, the schema, and each example."""
    if isinstance(value, dict):
        schema = value.get("schema", value if "type" in value else None)
        if isinstance(schema, dict):
            if "example" in value:
                yield place, schema, value["example"]
            for name, example in value["examples"].items() if isinstance(value.get("examples"), dict) else ():
                yield f"{place}/{name}", schema, example["value"]
            for example in value["examples"] if isinstance(value.get("examples"), list) else ():
                yield place, schema, example
        for name, one in value.items():
            if name not in ("example", "examples", "properties") or name == "properties":
                yield from examples(document, one, f"{place}/{name}")
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from examples(document, one, f"{place}/{number}")


def test_the_document_is_openapi_and_its_examples_are_true(local):
    document = ask(local[0], "GET", "/openapi.json").json
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []
    count = 0
    for place, schema, example in examples(document, document):
        schema = {**schema, "components": document["components"]}
        validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
        assert [f"{place}: {error.message}" for error in validator.iter_errors(example)] == []
        count += 1
    assert count > 40
    parameters = (resolved(document, one) for item in document["paths"].values() for one in item.get("parameters", ()))
    assert all("description" in one for one in parameters)


def test_the_local_server_with_the_admin_token(local, tmp_path):
    url, kept, spent = local
    judge(tmp_path, url, kept=kept, spent=spent, domain=DOMAIN, token=ADMIN_TOKEN)


def test_the_local_server_with_no_token(local, tmp_path):
    url, kept, spent = local
    judge(tmp_path, url, kept=kept, spent=spent, domain=DOMAIN, phases="examples,fuzzing")


def test_the_local_server_with_the_token_of_a_mailbox(local, tmp_path):
    url, _, spent = local
    made = ask(url, "POST", "/api/v1/mailboxes").json
    judge(tmp_path, url, kept={made["address"]: []}, spent=spent, domain=DOMAIN, token=made["session_token"], phases="examples")


@pytest.fixture
def inbox(aws):
    inbox = Inbox(aws)
    inbox.add_account("jane")
    yield inbox
    assert aws.judge.refusals == []


def test_the_function_behind_a_gateway(inbox, tmp_path):
    key = inbox.add_key("jane")
    with inbox.gateway(instances=2) as gateway:
        kept, spent = parted(mailboxes(gateway.url, key, 16, inbox.deliver))
        judge(
            tmp_path, gateway.url, kept=kept, spent=spent, domain=DOMAIN, token=key, exclude=("openHeldMail", "revokeKey"),
            phases="examples,fuzzing", examples=EXAMPLES // 2)
        assert json.loads(ask(gateway.url, "GET", "/metrics").body)["code"] == "not_found"


def test_a_message_that_is_too_large_for_an_answer(inbox):
    """7 MB of text, as JSON more than a function may answer: it is behind a link, and the link gives what the answer would have been."""
    key = inbox.add_key("jane")
    text = b"The text, \"quoted\".\r\n" * 350_000
    with inbox.gateway() as gateway:
        [(address, [id])] = mailboxes(gateway.url, key, 1, lambda addresses: inbox.deliver(addresses, [b"Subject: x\r\n\r\n" + text])).items()
        path = f"/api/v1/mailboxes/{address}/messages/{id}"
        for rest, read in [("", lambda body: json.loads(body)["text"]), ("/text", bytes.decode), ("/parts/1", bytes.decode)]:
            answer = ask(gateway.url, "GET", path + rest, key)
            assert (answer.status, answer.body) == (302, b"")
            with urllib.request.urlopen(answer.headers["Location"], timeout=60) as found:
                assert found.headers["Content-Disposition"].startswith("attachment;")
                assert read(found.read()).splitlines() == text.decode().splitlines()
        assert ask(gateway.url, "GET", f"{path}/extract", key).json["truncated"] is True


def test_the_blind_scope_behind_a_gateway(inbox, tmp_path):
    key, blind = inbox.add_key("jane"), inbox.add_key("jane", ["codes"])
    with inbox.gateway() as gateway:
        kept, spent = parted(mailboxes(gateway.url, key, 8, inbox.deliver))
        judge(tmp_path, gateway.url, kept=kept, spent=spent, domain=DOMAIN, token=blind, phases="examples")
