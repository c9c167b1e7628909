"""The double of API Gateway is as AWS documents it: its events are those that are recorded, and a function's answers become what clients get."""

import base64
import http.client
import json
import threading

import pytest

import bootstraps
from gateway import FunctionURL, HTTPAPI
from gateway_events import Request, is_text, path_parameters, response
from postroom import ROOT
from runtime_api import FakeRuntimeAPI
from runtime_process import RuntimeProcess

TIME = 1795249800.0

# Answers what the event's header asks for, or the event itself.
SCRIPTED = """
while True:
    id, headers, event = next_event()
    wanted = event["headers"].get("x-answer")
    if wanted == "crash":
        os._exit(3)
    if wanted == "error":
        report(id, "Odd", "it failed")
    elif wanted == "sleep":
        time.sleep(2)
        respond(id, "{}")
    elif wanted == "large":
        respond(id, json.dumps({"statusCode": 200, "body": "x" * 6_291_600}))
    else:
        respond(id, wanted or json.dumps(event))
"""


def recorded(name):
    return json.loads((ROOT / "events" / f"{name}.json").read_text())


@pytest.fixture
def function(tmp_path):
    with FakeRuntimeAPI() as api, RuntimeProcess(api, [bootstraps.write(tmp_path / "bootstrap", SCRIPTED)]) as process:
        yield process


@pytest.fixture
def gateway(function):
    with HTTPAPI({"$default": function}) as gateway:
        yield gateway


def ask(gateway, method="GET", target="/", headers=(), body=None):
    """Status, header fields in order, and body."""
    connection = http.client.HTTPConnection(gateway.url.removeprefix("http://"), timeout=60)
    connection.putrequest(method, target, skip_accept_encoding=True)
    for name, value in headers:
        connection.putheader(name, value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, answer.getheaders(), content


def answered(gateway, value, method="GET"):
    """What a client gets where a function answers this."""
    status, headers, body = ask(gateway, method, headers=[("X-Answer", value if isinstance(value, str) else json.dumps(value))])
    return status, {name: found for name, found in headers if name != "Content-Length"}, body


# MARK: events


def test_the_event_of_a_request_with_a_body():
    request = Request(
        "POST", "/api/v1/mailboxes/a%20b%40example.com/messages/batch?tag=one&tag=two%20words&empty=",
        [
            ("Host", "example.net"), ("User-Agent", "curl/8.11.0"), ("Accept", "application/json"), ("ACCEPT", "text/plain"),
            ("Authorization", "Bearer TOKEN"), ("Cookie", "session=abc; theme=dark"), ("Content-Type", "application/json; charset=utf-8"),
            ("Connection", "keep-alive"),
        ],
        '{"action":"read","ids":["x"],"note":"ü"}'.encode(),
    )
    with HTTPAPI({}) as gateway:
        assert gateway.event(request, request_id="JKJaXmPLvHcESHA=", now=TIME) == recorded("http-api-post")


def test_the_event_of_bytes_through_a_stage_and_a_route():
    request = Request(
        "POST", "/beta/live/a/b", [("Content-Type", "application/octet-stream"), ("X-Forwarded-For", "198.51.100.7")], b"\xff\0\0\x80")
    with HTTPAPI({}, stage="beta") as gateway:
        made = gateway.event(request, "POST /live/{proxy+}", {"proxy": "a/b"}, request_id="JKJaXmPLvHcESHA=", now=TIME)
        assert made == recorded("http-api-binary")


def test_the_event_of_a_function_url():
    request = Request("GET", "/api/v1/mailboxes/a%20b%40example.com?limit=1", [("User-Agent", "curl/8.11.0"), ("Accept", "*/*")])
    with FunctionURL(None) as gateway:
        assert gateway.event(request, request_id="5d3c0a52-4b1f-4a7e-9c5b-2f3e6a7b8c9d", now=TIME) == recorded("function-url-get")


def test_the_event_of_a_link_to_a_kept_mail():
    request = Request(
        "GET", "/held/TOKEN",
        [("Accept", "text/html,application/xhtml+xml"), ("Accept-Encoding", "gzip, deflate, br"), ("User-Agent", "Mozilla/5.0")])
    with HTTPAPI({}) as gateway:
        made = gateway.event(request, "GET /held/{token}", {"token": "TOKEN"}, request_id="JKJaXmPLvHcESHA=", now=TIME)
        assert made == recorded("http-api-held-mail")


def test_what_comes_through_is_what_was_sent(gateway):
    body = bytes(range(256))
    status, _, answer = ask(gateway, "PUT", "/a%2Fb/%C3%BC?x=%31&x=2+3&&y", [("A", "1"), ("a", "2"), ("Cookie", "a=b"), ("Cookie", "c")], body)
    event = json.loads(answer)
    assert (status, event["rawPath"], event["rawQueryString"]) == (200, "/a/b/ü", "x=%31&x=2+3&&y")
    assert event["queryStringParameters"] == {"x": "1,2 3", "y": ""} and event["cookies"] == ["a=b", "c"]
    assert event["headers"]["a"] == "1,2" and "cookie" not in event["headers"] and event["headers"]["content-length"] == "256"
    assert event["isBase64Encoded"] and base64.b64decode(event["body"]) == body


@pytest.mark.parametrize(
    "content_type, text",
    [
        ("text/plain", True), ("Text/CSV; charset=latin-1", True), ("application/json", True), ("application/xml;x=1", True),
        ("application/javascript", True), ("application/x-www-form-urlencoded", False), ("application/problem+json", False),
        ("message/rfc822", False), ("multipart/form-data; boundary=b", False), ("", False), (None, False),
    ],
)
def test_which_bodies_are_text(content_type, text):
    assert is_text(content_type) == text


def test_a_decoded_question_mark_ends_the_path(gateway):
    event = json.loads(ask(gateway, target="/a%3Fb%23c/d?x")[2])
    assert (event["rawPath"], event["rawQueryString"]) == ("/a", "x")


def test_a_path_that_is_not_well_encoded_gets_to_nobody(gateway):
    status, _, body = ask(gateway, target="/a%zz")
    assert (status, body) == (400, b'{"message":"Bad Request"}') and gateway.events == []


def test_routes(function):
    routes = ["GET /held/{token}", "ANY /held/{token}", "ANY /live/{proxy+}", "GET /live/here", "$default"]
    with HTTPAPI({route: function for route in routes}) as gateway:
        for method, path, route, parameters in [
            ("GET", "/held/x", "GET /held/{token}", {"token": "x"}), ("POST", "/held/x", "ANY /held/{token}", {"token": "x"}),
            ("GET", "/held/x/y", "$default", None), ("GET", "/live/a/b", "ANY /live/{proxy+}", {"proxy": "a/b"}),
            ("GET", "/live/here", "GET /live/here", None), ("GET", "/", "$default", None),
        ]:
            event = json.loads(ask(gateway, method, path)[2])
            assert (event["routeKey"], event.get("pathParameters")) == (route, parameters)


def test_where_no_route_is(function):
    with HTTPAPI({"GET /held/{token}": function}) as gateway:
        assert ask(gateway, target="/other")[::2] == ask(gateway, "POST", "/held/x")[::2] == (404, b'{"message":"Not Found"}')


def test_a_stage_with_a_name(function):
    with HTTPAPI({"GET /a": function}, stage="beta") as gateway:
        event = json.loads(ask(gateway, target="/beta/a")[2])
        assert (event["rawPath"], event["requestContext"]["stage"]) == ("/beta/a", "beta")
        assert ask(gateway, target="/a")[0] == ask(gateway, target="/betaa")[0] == 404


@pytest.mark.parametrize("route, path", [("GET /a.b", "/axb"), ("GET /a/{b}", "/a/"), ("GET /a/{b+}", "/a/")])
def test_paths_that_are_no_route(route, path):
    assert path_parameters(route, path) is None


# MARK: answers


def test_answers_become_responses(gateway):
    assert answered(gateway, {"statusCode": 201, "headers": {"X-A": "1, 2", "X-N": 5}, "body": "ü"}) == (
        201, {"X-A": "1, 2", "X-N": "5", "Content-Type": "text/plain;charset=utf-8"}, "ü".encode())
    encoded = {"statusCode": "200", "headers": {"content-type": "a/b"}, "body": base64.b64encode(b"\xff\0").decode(), "isBase64Encoded": True}
    assert answered(gateway, encoded) == (200, {"content-type": "a/b"}, b"\xff\0")
    assert answered(gateway, {"statusCode": 204}) == (204, {}, b"")


def test_cookies_become_fields_of_their_own(gateway):
    _, headers, _ = ask(gateway, headers=[("X-Answer", json.dumps({"statusCode": 200, "cookies": ["a=1; Secure", "b=2"]}))])
    assert [value for name, value in headers if name == "Set-Cookie"] == ["a=1; Secure", "b=2"]


@pytest.mark.parametrize("answer, body", [('"text"', b"text"), ('{"a": 1}', b'{"a": 1}'), ("[1]", b"[1]"), ("null", b"null")])
def test_what_has_no_status_is_the_body(gateway, answer, body):
    assert answered(gateway, answer) == (200, {"Content-Type": "application/json"}, body)


def test_head_has_no_body(gateway):
    assert answered(gateway, {"statusCode": 200, "headers": {"Content-Length": "7", "Content-Type": "a/b"}, "body": ""}, "HEAD") == (
        200, {"Content-Type": "a/b"}, b"")


@pytest.mark.parametrize(
    "answer",
    [
        '{"statusCode": 99}', '{"statusCode": "x"}', '{"statusCode": 200, "body": {}}', '{"statusCode": 200, "headers": {"a": "b\\r\\nc: d"}}',
        '{"statusCode": 200, "headers": {"a": ["b"]}}', '{"statusCode": 200, "body": "!", "isBase64Encoded": true}',
        '{"statusCode": 200, "multiValueHeaders": {}}',
    ],
)
def test_answers_that_are_none(answer):
    with pytest.raises(ValueError):
        response(answer.encode())


def test_a_function_that_fails(gateway):
    assert answered(gateway, "error") == (500, {"Content-Type": "application/json"}, b'{"message":"Internal Server Error"}')
    assert answered(gateway, '{"statusCode": 1}')[0] == 500 and gateway.problems
    assert answered(gateway, "large")[0] == 500


def test_a_function_that_crashes(function):
    with HTTPAPI({"$default": function}) as gateway, FunctionURL(function) as url:
        assert answered(gateway, "crash")[0] == 500
        assert answered(url, "{}")[0] == 502


def test_a_function_that_takes_too_long(function):
    with HTTPAPI({"$default": function}, seconds=0.2) as gateway:
        assert answered(gateway, "sleep") == (503, {"Content-Type": "application/json"}, b'{"message":"Service Unavailable"}')


def test_requests_that_are_too_large(gateway):
    for size in ((10 << 20) + 1, 7 << 20):
        status, _, body = ask(gateway, "POST", headers=[("Content-Type", "text/plain")], body=bytes(size))
        assert (status, body) == (413, b'{"message":"Request Entity Too Large"}')
    assert gateway.events == []


def test_a_function_url(function):
    with FunctionURL(function) as url:
        event = json.loads(ask(url, target="/a%20b%3Fc")[2])
        assert (event["rawPath"], event["requestContext"]["accountId"]) == ("/a%20b%3Fc", "anonymous")
        assert answered(url, "error")[::2] == (502, b"Internal Server Error")


def test_many_at_once(gateway):
    found = []

    def run(number):
        found.append(json.loads(ask(gateway, target=f"/{number}")[2])["rawPath"])

    threads = [threading.Thread(target=run, args=(number,)) for number in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == sorted(f"/{number}" for number in range(32))
