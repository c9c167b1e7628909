"""HeldMail behind its route: links in notes and notices lead to the mail as it came, and nobody makes one who does not have the secret."""

import base64
import email
import hashlib
import hmac
import json
import re
import time
import urllib.error
import urllib.request
from urllib.parse import parse_qs, urlsplit

import pytest

from forwarding import ALIAS, HELD, MAIL, SECRET, TARGET, Forwarding, outcomes
from forwarding_mails import of_size
from gateway import HTTPAPI
from inbound import event
from postroom import ROOT
from runtime_api import FakeRuntimeAPI
from runtime_process import check

DAY = 24 * 60 * 60
HIDDEN = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


@pytest.fixture
def forwarding(aws):
    yield Forwarding(aws)
    assert aws.judge.refusals == []


@pytest.fixture
def held(forwarding, aws):
    """What the function answers to a token. It has a Runtime API of its own, besides the forwarding function's."""
    with FakeRuntimeAPI() as own, forwarding.start(own, "HeldMail") as function:

        def ask(token, method="GET", in_path=False):
            request = json.loads((ROOT / "events" / "http-api-held-mail.json").read_text().replace("TOKEN", token))
            request["requestContext"]["http"]["method"] = method
            if in_path:
                del request["pathParameters"]
            return function.answer(request)

        ask.function = function
        yield ask
    check(own)


def token_of(raw_key, minutes, secret=SECRET, version=1):
    """A token as docs/forwarding.md has links, made without Postroom."""
    text = bytes([version]) + minutes.to_bytes(4, "big") + raw_key.encode()
    code = hmac.digest(secret, f"held\0{version}|{minutes}|{raw_key}".encode(), hashlib.sha256)[:16]
    return base64.urlsafe_b64encode(text + code).rstrip(b"=").decode()


def in_days(days):
    return int(time.time() + days * DAY) // 60


def link(raw):
    """The token of the one link in a note or a notice."""
    text = next(part for part in email.message_from_bytes(raw).walk() if part.get_content_type() == "text/plain").get_payload(decode=True)
    [token] = re.findall(re.escape(HELD) + r"/held/([\w-]+)\r?\n", text.decode())
    return token


def fetch(url):
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.headers, answer.read()


def leads_to(answer, content):
    """It is a redirect to a URL that works for five minutes, and gives the mail as a file."""
    assert answer["statusCode"] == 302, answer
    assert HIDDEN.items() <= answer["headers"].items()
    url = answer["headers"]["Location"]
    assert parse_qs(urlsplit(url).query)["X-Amz-Expires"] == ["300"]
    headers, body = fetch(url)
    assert body == content
    assert (headers["Content-Disposition"], headers["Content-Type"]) == ('attachment; filename="original.eml"', "message/rfc822")


def test_the_link_of_a_note_leads_to_the_mail(forwarding, held, api):
    forwarding.add_alias("hello", TARGET)
    content = of_size(35 << 20, "setup.exe")
    forwarding.put_mail("m1", content)
    with forwarding.start(api) as function:
        assert outcomes(function.answer(event("m1", ALIAS), wait=60)) == [(ALIAS, TARGET, "sent", 4)]
    [note] = forwarding.sent()
    assert note["destinations"] == [TARGET]
    leads_to(held(link(forwarding.raw(note))), content)


def test_the_link_of_a_notice_leads_to_the_mail(forwarding, held, api):
    forwarding.add_alias("hello", {"targets": [TARGET], "owner": "owner@x.org"})
    forwarding.put_mail("m1", MAIL)
    infected = event("m1", ALIAS)
    infected["Records"][0]["ses"]["receipt"]["virusVerdict"]["status"] = "FAIL"
    with forwarding.start(api) as function:
        assert outcomes(function.answer(infected)) == [(ALIAS, None, "quarantined", None)]
    assert forwarding.sent() == []
    [notice] = forwarding.sent(notices=True)
    assert notice["destinations"] == ["owner@x.org"]
    leads_to(held(link(forwarding.raw(notice))), MAIL)


@pytest.mark.parametrize("key", ["m1", "inbound/2026/m 1+ü&x=%2F", "a" * 900])
def test_a_link_works_for_any_key(forwarding, held, key):
    forwarding.put_mail(key, MAIL)
    token = token_of(key, in_days(1))
    leads_to(held(token), MAIL)
    leads_to(held(token, in_path=True), MAIL)


def test_a_link_through_the_gateway(forwarding, held):
    """As it is deployed: two routes to the function, and nothing else behind the address."""
    forwarding.put_mail("m1", MAIL)
    with HTTPAPI({"GET /held/{token}": held.function, "HEAD /held/{token}": held.function}) as gateway:
        token = token_of("m1", in_days(1))
        headers, body = fetch(f"{gateway.url}/held/{token}")
        assert body == MAIL and headers["Content-Type"] == "message/rfc822"
        for path, status in [(f"/held/{token}x", 404), (f"/held/{token_of('m1', 0)}", 410), (f"/held/{token}/x", 404), ("/", 404)]:
            with pytest.raises(urllib.error.HTTPError) as refusal:
                fetch(gateway.url + path)
            assert refusal.value.code == status and b"m1" not in refusal.value.read()
        assert gateway.problems == []


def test_head_says_the_same_without_a_body(forwarding, held):
    forwarding.put_mail("m1", MAIL)
    answer = held(token_of("m1", in_days(1)), "HEAD")
    assert (answer["statusCode"], answer.get("body") or "") == (302, "") and "Location" in answer["headers"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_other_methods(held, method):
    answer = held(token_of("m1", in_days(1)), method)
    assert (answer["statusCode"], answer["headers"]["Allow"]) == (405, "GET, HEAD") and "Location" not in answer["headers"]


def refused(answer, status):
    assert answer["statusCode"] == status and "Location" not in answer["headers"] and HIDDEN.items() <= answer["headers"].items()
    assert "m1" not in answer["body"]


def test_a_link_ends(held):
    refused(held(token_of("m1", in_days(0) - 1)), 410)
    refused(held(token_of("m1", 0)), 410)
    assert held(token_of("m1", in_days(0) + 2))["statusCode"] == 302


def test_forged_links(held):
    """Any bit of a token that is another one, another secret, and a token whose code is that of another key, time or purpose."""
    good = token_of("m1", in_days(1))
    raw = base64.urlsafe_b64decode(good + "=" * (-len(good) % 4))
    for place in range(len(raw)):
        changed = bytearray(raw)
        changed[place] ^= 1
        refused(held(base64.urlsafe_b64encode(changed).rstrip(b"=").decode()), 404)
    refused(held(token_of("m1", in_days(1), secret=bytes(32))), 404)
    refused(held(token_of("m1", in_days(1), version=2)), 404)
    longer = raw[:-16] + b"2" + raw[-16:]
    refused(held(base64.urlsafe_b64encode(longer).rstrip(b"=").decode()), 404)
    assert held(good)["statusCode"] == 302


@pytest.mark.parametrize("token", ["", "x", "TOKEN", "..", "%00", "A" * 8000, "ü", "=====", "AQ", base64.b64encode(bytes(40)).decode()])
def test_malformed_links(held, token):
    refused(held(token), 404)


def test_the_log_says_nothing_of_the_mail(held):
    token = token_of("m1-of-jane", in_days(1))
    held(token)
    held(token_of("m1-of-jane", 0))
    held(token + "x")
    for secret in (token[:20], "m1-of-jane", "X-Amz"):
        assert secret not in held.function.output


def test_before_the_first_mail_there_is_no_secret_and_none_is_made(forwarding):
    forwarding.dynamodb.delete_item(TableName=forwarding.table, Key={"pk": {"S": "SECRET#forwarding"}, "sk": {"S": "META"}})
    with FakeRuntimeAPI() as own, forwarding.start(own, "HeldMail") as function:
        function.end()
        assert "AliasForward makes it" in function.output
    assert forwarding.rows("SECRET#") == []
