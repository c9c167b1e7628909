"""Answers that are sent while they are made, and errors in the middle of them.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html#runtimes-custom-response-streaming
"""

import base64
import json
import threading
import time

import pytest

from runtime_answer import Answer
from runtime_checks import check_error, check_error_json, names_status
from runtime_process import CRASHES, eventually

PRELUDE = {"statusCode": 201, "headers": {"Content-Type": "text/plain", "X-Of": "the test"}, "cookies": ["a=b"]}
INTEGRATION = "application/vnd.awslambda.http-integration-response"


def stream(chunks=("a", "b"), then="finish", **more):
    return {"do": "stream", "chunks": list(chunks), "then": then, **more}


def check_head(post):
    assert post.endpoint == "response", post
    assert post.header("Transfer-Encoding").lower() == "chunked"
    assert post.header("Lambda-Runtime-Function-Response-Mode") == "streaming"
    trailers = [name.strip() for name in post.header("Trailer").split(",")]
    assert trailers == ["Lambda-Runtime-Function-Error-Type", "Lambda-Runtime-Function-Error-Body"]


def check_failed(post):
    """The error in the trailers."""
    check_head(post)
    assert post.complete
    error = check_error_json(base64.b64decode(post.trailer("Lambda-Runtime-Function-Error-Body"), validate=True))
    assert post.trailer("Lambda-Runtime-Function-Error-Type") == error["errorType"]
    assert len(post.trailers) == 2
    return error


def test_a_stream(function, api):
    post = function.call(stream(["Grüße ", "aus ", "Köln 🦊"], content_type="text/plain; charset=utf-8"))
    check_head(post)
    assert post.body.decode() == "Grüße aus Köln 🦊"
    assert post.header("Content-Type") == "text/plain; charset=utf-8"
    assert [value for _, value in post.trailers if value] == []
    function.works()
    # Lambda asks for it: the connection of a stream serves nothing else.
    assert [request for request in api.requests if request.connection == post.connection and request.at > post.at] == []


def test_a_stream_always_has_a_content_type(function):
    assert function.call(stream()).header("Content-Type")


def test_a_stream_with_a_prelude(function):
    post = function.call(stream(["the body", "\x00" * 8, "more"], prelude=PRELUDE))
    check_head(post)
    assert post.header("Content-Type") == INTEGRATION
    prelude, body = post.body.split(b"\x00" * 8, 1)
    assert json.loads(prelude) == PRELUDE
    assert body == b"the body" + b"\x00" * 8 + b"more"


@pytest.mark.parametrize("prelude", [None, PRELUDE], ids=["plain", "prelude"])
def test_a_stream_of_nothing(function, prelude):
    post = function.call(stream([], **({"prelude": prelude} if prelude else {})))
    check_head(post)
    assert post.body.endswith(b"\x00" * 8) if prelude else post.body == b""
    function.works()


def test_empty_chunks_do_not_end_a_stream(function):
    post = function.call(stream(["a", "", "b", "", ""], count=2))
    check_head(post)
    assert post.body == b"abab"


def test_large_and_small_chunks(function):
    chunks = ["x" * size for size in (1, 15, 16, 17, 4095, 65536, 1_000_000)]
    post = function.call(stream(chunks, count=2))
    assert post.body.decode() == "".join(chunks) * 2


def test_a_stream_may_be_larger_than_an_answer(function, api):
    api.script("response", Answer(keep_body=False))
    post = function.call(stream(["x" * 100_000], count=100))
    assert post.length == 10_000_000
    function.works()


def test_chunks_arrive_while_the_function_still_works(function):
    post = function.call(stream(["a", "b", "c"], pause_ms=150))
    times = [at for at, _ in post.chunks]
    assert post.body == b"abc"
    assert all(later - earlier > 0.1 for earlier, later in zip(times, times[1:])), times
    assert len(times) == 3
    # The first does not wait for the second.
    assert times[0] - post.at < 0.5


def test_the_prelude_does_not_wait_for_the_body(function, api):
    invocation = api.invoke(stream(["late"], prelude=PRELUDE, pause_ms=300))
    first = api.wait(lambda: next((post.chunks[0] for post in api.posts(invocation) if post.chunks), None))
    assert json.loads(first[1].split(b"\x00" * 8)[0]) == PRELUDE
    assert api.outcome(invocation).body.endswith(b"late")


# MARK: errors


@pytest.mark.parametrize("message", ["it broke", 'line one\n"two"\t🦊\x00\u2028', "x" * 2_000], ids=["plain", "special", "long"])
def test_an_error_in_the_middle_is_in_the_trailers(function, api, message):
    invocation = api.invoke(stream(["a", "b"], then="throw", message=message))
    post = api.outcome(invocation)
    error = check_failed(post)
    assert post.body == b"ab"
    assert error["errorType"] == "Function.ContractFailure"
    assert error["errorMessage"] == message
    function.works()
    assert len(api.posts(invocation)) == 1


def test_a_huge_message_in_the_trailers_is_cut(function):
    error = check_failed(function.call(stream(then="throw", message="🦊" * 1_000_000)))
    assert error["errorMessage"].startswith("🦊" * 100)
    # Servers in Go, which Lambda's Runtime API is, take no more than 4 KB of trailers.
    assert len(base64.b64encode(json.dumps(error, ensure_ascii=False, separators=(",", ":")).encode())) < 3800
    function.works()


def test_an_error_in_the_middle_after_a_prelude(function):
    post = function.call(stream(["a"], then="throw", message="x", prelude=PRELUDE))
    assert check_failed(post)["errorMessage"] == "x"
    assert post.body.split(b"\x00" * 8, 1)[1] == b"a"


def test_an_error_before_the_first_chunk_is_an_ordinary_one(function, api):
    invocation = api.invoke(stream([], then="throw", message="nothing was sent"))
    post = api.outcome(invocation)
    assert post.endpoint == "error"
    assert check_error(post)["errorMessage"] == "nothing was sent"
    function.works()
    assert len(api.posts(invocation)) == 1


def test_a_stream_that_is_not_finished(function):
    post = function.call(stream(["a", "b"], then="forget"))
    assert check_failed(post)["errorType"] == "Function.NoResponse"
    assert post.body == b"ab"
    function.works()


def test_a_stream_that_is_not_begun(function):
    post = function.call(stream([], then="forget"))
    error = check_error(post) if post.endpoint == "error" else check_failed(post)
    assert error["errorType"] == "Function.NoResponse"
    function.works()


def test_a_crash_in_the_middle_is_never_a_complete_answer(function, api):
    invocation = api.invoke(stream(["a", "b"], pause_ms=50, then="trap"))
    assert -function.end() in CRASHES["trap"]
    time.sleep(0.1)
    # That it breaks off tells the reader; an error besides it would be a second answer.
    [post] = api.posts(invocation)
    assert post.endpoint == "response" and post.body == b"ab" and not post.complete
    [line] = function.logs_of("FATAL")
    assert line["requestId"] == invocation.id


def test_a_crash_before_the_first_piece_is_reported(function, api):
    post = api.outcome(api.invoke(stream([], then="trap")))
    assert (post.endpoint, check_error(post)["errorType"]) == ("error", "Function.Crash")
    assert -function.end() in CRASHES["trap"]


def test_a_stream_that_is_too_slow(function, api):
    invocation = api.invoke(stream(["a"], count=1000, pause_ms=50), seconds=0.5)
    post = api.outcome(invocation)
    assert check_failed(post)["errorType"] == "Function.DeadlineExceeded"
    assert post.done_at - invocation.taken_at < 0.5
    assert post.body.startswith(b"aaa")
    function.works()


# MARK: servers that do not take it


def test_a_server_that_does_not_read_holds_the_function_back(function, api):
    function.works()
    before, read = function.resident(), threading.Event()
    api.script("response", Answer(read_after=read, keep_body=False))
    invocation = api.invoke(stream(["x" * 65_536], count=1000))
    api.wait(lambda: api.posts(invocation))
    growth = 0
    for _ in range(20):
        time.sleep(0.05)
        growth = max(growth, function.resident() - before)
    read.set()
    assert api.outcome(invocation, 20).length == 65_536_000
    assert growth < 24 << 20, f"{growth >> 20} MiB for a stream that nobody read"
    function.works()


@pytest.mark.parametrize("how", ["rst", "fin"])
@pytest.mark.parametrize("cut", ["head", "half-request"])
def test_a_connection_that_ends_in_the_middle(function, api, cut, how):
    api.script("response", Answer(cut=cut, how=how))
    invocation = api.invoke(stream(["x" * 1000], count=200, pause_ms=2))
    function.works()
    assert [post.endpoint for post in api.posts(invocation)] == ["response"]
    assert [line for line in function.logs_of("ERROR") if line.get("requestId") == invocation.id]


def test_a_connection_that_ends_in_the_middle_ends_a_function_without_end(function, api):
    """It is not left to write into nothing until its deadline."""
    api.script("response", Answer(cut="half-request"))
    api.invoke(stream(["x" * 1000], count=10_000, pause_ms=5))
    before = time.monotonic()
    function.works()
    assert time.monotonic() - before < 5


@pytest.mark.parametrize("early", [True, False], ids=["early", "in the end"])
@pytest.mark.parametrize("status", [400, 403, 413, 503])
def test_a_refused_stream_is_told_with_its_status(function, api, status, early):
    api.script("response", Answer(status, early=early))
    invocation = api.invoke(stream(["x" * 1000], count=500, pause_ms=1) if early else stream())
    function.works()
    assert len(api.posts(invocation)) == 1
    [line] = eventually(lambda: [line for line in function.logs_of("ERROR") if line.get("requestId") == invocation.id])
    assert line["metadata"]["errorType"] == "Runtime.ResponseRefused"
    assert names_status(line, status), line
    # What the handler saw of it.
    assert ("HTTPError" in str(line["metadata"].get("cause"))) == early
    assert function.wait_for_metrics(2)[0]["errorType"] == "Runtime.ResponseRefused"


def test_500_to_a_stream_ends_the_process(function, api):
    api.script("response", Answer(500))
    api.invoke(stream())
    assert function.end() == 1
