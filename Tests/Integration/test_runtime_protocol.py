"""The runtime and an unusual, slow or broken Runtime API. The sweep of statuses is in test_runtime_status.py."""

import re
import time

import pytest

from runtime_answer import CUTS, Answer
from runtime_api import ARN, TRACE
from runtime_checks import check_error
from runtime_process import JSON_LOGS, contract, each

ECHO = {"do": "echo", "value": "Grüße 🦊"}
EVENT_LIMIT = 64 << 20


def echoes(function, **options):
    answer = function.answer(ECHO, **options)
    assert answer["value"] == ECHO["value"]
    return answer


# MARK: how an invocation is read and answered


def test_an_invocation_from_beginning_to_end(function, api):
    invocation = api.invoke(ECHO)
    post = api.outcome(invocation)
    assert post.path == f"/2018-06-01/runtime/invocation/{invocation.id}/response"
    assert post.header("Host") == api.address
    assert post.header("Content-Type") == "application/json"
    answer = post.json
    assert (answer["value"], answer["request_id"], answer["arn"], answer["cold"]) == (ECHO["value"], invocation.id, ARN, True)
    assert (answer["trace"], answer["env_trace"], answer.get("tenant")) == (TRACE, TRACE, None)
    assert 50_000 < answer["remaining_ms"] <= 60_000
    api.wait_idle()
    assert len(api.of("next")) == 2
    assert echoes(function)["cold"] is False


def test_500_invocations_in_one_process_need_no_more_threads_nor_files(function, api):
    first = files = None
    for number in range(500):
        kind = number % 4
        if number == 60:
            first, files = echoes(function)["thread_count"], function.descriptors()
        if kind == 0:
            function.failure({"do": "throw", "message": "x"})
        elif kind == 1:
            function.call({"do": "stream", "chunks": ["a", "b"], "then": "finish"})
        else:
            echoes(function)
    assert echoes(function)["thread_count"] <= first + 2
    assert function.descriptors() <= files + 2


def test_requests_share_a_connection(start_function, api):
    function = start_function(POSTROOM_SIGTERM="off")
    for _ in range(20):
        echoes(function)
    api.wait_idle()
    used = {request.connection for request in api.requests}
    assert len(used) <= 2, "a connection for each request costs a round trip"


# MARK: unusual answers


@pytest.mark.parametrize("pieces", [1, 2, 7])
def test_answers_in_tiny_pieces(function, api, pieces):
    api.script("response", *[Answer(pieces=pieces)] * 2)
    for _ in range(2):
        echoes(function, answer=Answer(200, pieces=pieces))
    function.works()


@pytest.mark.parametrize("chunks", [(1,), (3, 1, 7), (4096,), (1, 2, 3, 5, 8, 13)])
@pytest.mark.parametrize("pieces", [0, 1])
def test_chunked_answers(function, api, chunks, pieces):
    api.script("response", Answer(chunks=chunks, pieces=pieces))
    trailers = [("X-Checksum", "abc"), ("Lambda-Runtime-Aws-Request-Id", "another-id")]
    echoes(function, answer=Answer(200, chunks=chunks, trailers=trailers, pieces=pieces))
    function.works()


LONG = "long-" * 12_000  # 60,000 bytes
UNUSUAL_HEADERS = {
    "empty": [("X-Empty", "")],
    "long": [("X-Long", LONG)],
    "many": [(f"X-Number-{number}", "x" * 50) for number in range(200)],
    "no UTF-8": [("X-Bytes", b"\xff\xfe\x80caf\xe9")],
    "obs-fold": [(None, b"X-Folded: one\r\n two\r\n\tthree")],
    "spaces around the value": [(None, b"X-Spaces:  \t one \t ")],
    "no space before the value": [(None, b"X-Tight:one")],
    "colons in the value": [("X-Colons", "a:b: c: d")],
    "the same twice": [("X-Twice", "one"), ("X-Twice", "two"), ("Date", "x"), ("Date", "y")],
    "names of other meanings": [("Lambda-Runtime-Unknown", "x"), ("Lambda-Runtime", "y"), ("Content-Type", "text/plain; charset=utf-16")],
    "a cookie": [("Set-Cookie", "a=b; Domain=127.0.0.1")],
    "keep-alive": [("Connection", "Keep-Alive"), ("Keep-Alive", "timeout=1, max=1")],
}


@pytest.mark.parametrize("name", UNUSUAL_HEADERS)
def test_unusual_headers(function, api, name):
    api.script("response", *[Answer(headers=UNUSUAL_HEADERS[name])] * 2)
    for _ in range(2):
        assert echoes(function, answer=Answer(200, headers=UNUSUAL_HEADERS[name]))["trace"] == TRACE
    function.works()
    assert not any(request.header("Cookie") for request in api.requests)


@pytest.mark.parametrize("change", [str.lower, str.upper, str.swapcase])
def test_names_of_headers_in_any_case(function, api, change):
    names = {"Lambda-Runtime-Invoked-Function-Arn": "arn:changed", "Lambda-Runtime-Trace-Id": "Root=changed"}
    invocation = api.invoke(ECHO, id="in-any-case", headers={**{change(name): value for name, value in names.items()}, change("Lambda-Runtime-Aws-Request-Id"): "in-any-case"})
    answer = api.outcome(invocation).json
    assert (answer["request_id"], answer["arn"], answer["trace"]) == ("in-any-case", "arn:changed", "Root=changed")


def test_the_same_header_twice(function, api):
    twice = {"Lambda-Runtime-Aws-Request-Id": ["twice"] * 2, "Lambda-Runtime-Trace-Id": [TRACE] * 2, "Lambda-Runtime-Deadline-Ms": ["9999999999999"] * 2}
    answer = api.outcome(api.invoke(ECHO, id="twice", headers=twice)).json
    assert (answer["request_id"], answer["value"]) == ("twice", ECHO["value"])
    function.works()


@pytest.mark.parametrize(
    "headers",
    [
        *({"Lambda-Runtime-Deadline-Ms": value} for value in ("", "abc", "-5", "0x10", "1e99", "9" * 30, "١٢٣", b"\xff", None, " ")),
        *({"Lambda-Runtime-Trace-Id": value} for value in ("", "nonsense", b"\xff\xfe", "Root=" + "x" * 20_000, "=;=;=", None)),
        *({"Lambda-Runtime-Invoked-Function-Arn": value} for value in ("", "arn", b"\xff\xfe", "arn:" * 5000, "::::::::", None)),
        {"Content-Type": None},
        {"Content-Type": "text/html"},
    ],
    ids=lambda headers: re.sub(r"[^A-Za-z-]+", "", ascii(headers))[:60],
)
def test_malformed_headers_do_not_stop_an_invocation(function, api, headers):
    """The function gets what can be read, and runs."""
    answer = echoes(function, headers=headers)
    if "Lambda-Runtime-Deadline-Ms" in headers:
        assert answer.get("remaining_ms") is None or answer["remaining_ms"] > 0
    function.works()


def test_an_answer_of_http_1_0(function, api):
    api.script("response", Answer(version="HTTP/1.0"), Answer(version="HTTP/1.0", length=None))
    for length in ("right", None):
        echoes(function, answer=Answer(200, version="HTTP/1.0", length=length))
    function.works()


def test_a_body_that_ends_with_the_connection(function, api):
    api.script("response", *[Answer(length=None)] * 3)
    for _ in range(3):
        echoes(function, answer=Answer(200, length=None))
    function.works()


def test_connections_that_end_after_each_answer(start_function, api):
    """Without `Connection: close`: a stale connection is noticed before a request is lost on it."""
    api.close_after_each = "fin"
    function = start_function(**JSON_LOGS)
    for _ in range(20):
        echoes(function)
    assert function.logs_of("WARN", "ERROR", "FATAL") == []


def test_bytes_after_an_answer_are_not_the_next_answer(function, api):
    """They would be, for whoever only counts; this one would end the process."""
    forged = b"HTTP/1.1 500 Forged\r\nContent-Length: 0\r\n\r\n"
    for _ in range(3):
        echoes(function, answer=Answer(200, extra=forged))
    api.script("response", Answer(extra=forged))
    echoes(function)
    function.works()


def test_a_content_length_below_the_body(function, api):
    """The event is what the length says."""
    event = b'{"do":"echo","value":"x"}'
    post = function.call(event + b" and more", answer=Answer(200, length=len(event)))
    assert post.endpoint == "response" and post.json["value"] == "x"
    assert function.failure(event, answer=Answer(200, length=10))["errorType"] == "Function.InvalidEvent"
    function.works()


def test_a_content_length_above_the_body(function, api):
    """What came is no event."""
    api.next_answers(Answer(200, b'{"do":"echo"}', [("Lambda-Runtime-Aws-Request-Id", "x")], length=1000, close=True, how="fin"))
    function.works()


@pytest.mark.parametrize(
    "raw",
    [
        b"\x00" * 100,
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 abc Nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nx",
        b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n",
        b"",
    ],
)
def test_garbage_on_next_is_a_failed_try(function, api, raw):
    api.next_answers(Answer(raw=raw, close=True, how="fin"))
    function.works()


def test_a_head_without_end_is_a_failed_try(function, api):
    api.next_answers(Answer(raw=b"HTTP/1.1 200 OK\r\n" + b"X-Filler: abcdefghijklmnopqrstuvwxyz\r\n" * 100_000, close=True, how="fin"))
    function.works()
    assert function.resident() < 200 << 20


# MARK: connections that end


@pytest.mark.parametrize("how", ["rst", "fin"])
@pytest.mark.parametrize("cut", [cut for cut in CUTS if cut != "half-request"])
def test_next_is_asked_again_when_the_connection_ends(function, api, cut, how):
    function.works()
    answer = Answer(200, b'{"do":"echo","value":"never"}', [("Lambda-Runtime-Deadline-Ms", "9999999999999")], cut=cut, how=how)
    api.next_answers(answer)
    function.works()
    assert function.logs_of("ERROR", "FATAL") == []


@pytest.mark.parametrize("how", ["rst", "fin"])
def test_next_is_asked_again_when_connections_end_at_once(start_function, api, how):
    api.accepts.extend([how] * 2)
    function = start_function(**JSON_LOGS, POSTROOM_SIGTERM="off")
    function.works()


def test_next_is_asked_again_when_connections_are_refused(start_function, api):
    function = start_function(**JSON_LOGS)
    api.wait_idle()
    api.refuse()
    time.sleep(0.25)
    api.listen()
    function.works()


def test_refused_connections_end_the_process_after_five_tries():
    def refused(before):
        with contract(**JSON_LOGS) as (api, process):
            if before:
                process.works()
                api.wait_idle()
            api.refuse()
            assert process.end() == 1
            # A connection that was just made is lost first.
            *lost, line = process.logs_of("ERROR", "FATAL")
            assert len(lost) <= (0 if before else 1)
            assert process.logs[-1] == line

    each([True, False], refused)


ANSWERS = [("response", ECHO), ("error", {"do": "throw", "message": "x" * 1000}), ("response", {"do": "size", "bytes": 3_000_000})]


@pytest.mark.parametrize("how", ["rst", "fin"])
@pytest.mark.parametrize("cut", [cut for cut in CUTS if cut != "half-body"])
@pytest.mark.parametrize("endpoint, event", ANSWERS, ids=["response", "error", "large response"])
def test_an_answer_is_never_posted_twice(function, api, endpoint, event, cut, how):
    """Lambda may have got it: whether it did is not known."""
    function.works()
    api.script(endpoint, Answer(cut=cut, how=how))
    invocation = api.invoke(event)
    function.works()
    posts = api.posts(invocation)
    assert [post.endpoint for post in posts] == [endpoint], posts
    lines = [line for line in function.logs_of("ERROR") if line.get("requestId") == invocation.id]
    assert len(lines) >= 1, function.output


@pytest.mark.parametrize("how", ["rst", "fin"])
def test_an_accepted_answer_whose_body_is_cut_does_no_harm(function, api, how):
    api.script("response", Answer(202, b"x" * 100, cut="half-body", how=how))
    invocation = api.invoke(ECHO)
    function.works()
    assert len(api.posts(invocation)) == 1


def test_connections_that_are_reset_after_each_answer(start_function, api):
    function = start_function(**JSON_LOGS)
    api.wait_idle()
    for _ in range(5):
        api.script("response", Answer(close=True, how="rst"))
        echoes(function)
    function.works()


def test_connections_that_end_while_the_function_works(function, api):
    """As after a freeze: the answer goes out on a fresh one."""
    for _ in range(3):
        invocation = api.invoke({"do": "sleep", "ms": 150})
        api.wait(lambda: invocation.taken_at)
        time.sleep(0.05)
        api.disconnect()
        assert api.outcome(invocation).endpoint == "response"
    function.works()


def test_slow_answers(function, api):
    api.script("response", Answer(delay=0.3))
    echoes(function, answer=Answer(200, delay=0.3))
    function.works()


def test_a_long_wait_for_an_event_is_no_failure(function, api):
    """Lambda freezes the process for hours; a second stands for them."""
    api.wait_idle()
    time.sleep(1)
    assert len(api.of("next")) == 1
    function.works()


# MARK: events that are none


@pytest.mark.parametrize(
    "event, where",
    [
        (b"", "empty"),
        (b" \n", None),
        (b'{"do":"echo","value":"\xff\xfe"}', None),
        (b'{"do":"echo","value":"x"', None),
        (b"not JSON", None),
        (b"null", None),
        (b"[1, 2]", None),
        (b'{"do":1}', "do"),
        (b'{"value":"x"}', "do"),
        (b"[" * 100_000, None),
    ],
    ids=["empty", "space", "no UTF-8", "cut", "no JSON", "null", "array", "wrong type", "missing", "deep"],
)
def test_an_event_that_is_none_fails_the_invocation_only(function, api, event, where):
    error = function.failure(event)
    assert error["errorType"] == "Function.InvalidEvent"
    assert where is None or where in error["errorMessage"], error
    assert error["errorMessage"]
    function.works()


@pytest.mark.parametrize("framing", [{}, {"chunks": (1 << 20,)}], ids=["Content-Length", "chunked"])
def test_an_event_above_64_mib_is_refused(function, api, framing):
    invocation = api.invoke(b'"' + b"x" * (EVENT_LIMIT - 1) + b'"', answer=Answer(200, **framing))
    post = api.outcome(invocation)
    assert check_error(post)["errorType"] == "Runtime.EventSizeTooLarge"
    assert str(EVENT_LIMIT) in re.sub(r"[,._ ]", "", post.json["errorMessage"]), post.json
    function.works()
    assert len(api.posts(invocation)) == 1


def test_an_event_of_64_mib_is_taken(function, api):
    event = b'{"do":"echo","value":"x"}'
    assert function.answer(event + b" " * (EVENT_LIMIT - len(event)))["value"] == "x"
    function.works()


@pytest.mark.parametrize("id", [None, ""])
def test_an_invocation_without_a_request_id_cannot_be_answered(function, api, id):
    api.invoke(ECHO, headers={"Lambda-Runtime-Aws-Request-Id": id})
    function.works()
    assert len(api.of("response", "error")) == 1
    [line] = function.logs_of("ERROR")
    assert "request id" in line["message"].lower().replace("-", " "), line


def test_five_invocations_without_a_request_id_end_the_process(function, api):
    for _ in range(5):
        api.invoke(ECHO, headers={"Lambda-Runtime-Aws-Request-Id": None})
    assert function.end() == 1
    assert api.of("response", "error") == []
