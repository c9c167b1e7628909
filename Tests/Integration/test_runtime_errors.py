"""How failures of a function are told to Lambda: errors, crashes, answers that are too large or missing."""

import json
import time

import pytest

from runtime_answer import Answer
from runtime_checks import MAXIMUM_BODY, check_cause, check_error
from runtime_process import CRASHES, JSON_LOGS


def crash(function, invocation, kind):
    """Checks the report of a crash, and how the process ended."""
    post = function.api.outcome(invocation)
    assert (post.endpoint, check_error(post)["errorType"]) == ("error", "Function.Crash"), post
    code = function.end()
    assert -code in CRASHES[kind], code
    names = [signal.name for signal in CRASHES[kind] if signal == -code]
    assert names[0] in post.json["errorMessage"], post.json
    return post


MESSAGES = {
    "plain": "the mail is gone",
    "lines": "line one\nline two\r\nline three\ttab\b\f",
    "quotes": "\"quoted\" 'single' \\backslash\\ /slash/",
    "emoji": "🦊 Grüße aus Köln 👨‍👩‍👧‍👦",
    "NUL": "before\x00after",
    "controls": "".join(map(chr, range(32))) + "\x7f\x80\x9f",
    "separators": "\u2028 and \u2029",
    "noncharacters": "\ufeff\uffff\U0010ffff",
    "a header in it": "x\r\nLambda-Runtime-Function-Error-Type: Forged",
    "markup": "<script>&amp;</script>",
    "empty": "",
    "long": "abc " * 2500,
}


@pytest.mark.parametrize("name", MESSAGES)
def test_the_message_of_an_error_survives(function, name):
    post = function.call({"do": "throw", "message": MESSAGES[name]})
    error = check_error(post)
    assert post.endpoint == "error"
    assert error == {"errorType": "Function.ContractFailure", "errorMessage": MESSAGES[name], "stackTrace": [], "cause": []}
    assert post.header("Content-Type") in ("application/json", "application/vnd.aws.lambda.error+json")
    assert check_cause(post)[0]["type"] == "Function.ContractFailure"
    function.works()


def test_the_causes_of_an_error_are_told(function):
    post = function.call({"do": "throw-chain"})
    error = check_error(post)
    assert error["errorType"] == "Function.OuterFailure"
    assert [cause["errorType"] for cause in error["cause"]] == ["Function.MiddleFailure", "Function.InnerFailure"]
    assert error["errorMessage"] and all(cause["errorMessage"] for cause in error["cause"])
    assert check_cause(post)[0]["type"] == "Function.OuterFailure"


@pytest.mark.parametrize("character", ["x", "\n", '"', "🦊"])
def test_a_message_of_10_mb_is_cut(function, character):
    message = character * (10_000_000 // len(character.encode()))
    post = function.call({"do": "throw", "message": message})
    error = check_error(post)
    assert error["errorType"] == "Function.ContractFailure"
    assert error["errorMessage"][:1000] == message[:1000]
    assert len(error["errorMessage"]) < len(message)
    assert check_cause(post)
    function.works()


def test_many_failures_in_a_row(function):
    for number in range(100):
        assert function.failure({"do": "throw", "message": str(number)})["errorMessage"] == str(number)
    function.works()


def test_a_failure_is_logged(function, api):
    invocation = api.invoke({"do": "throw", "message": "the bucket is not there"})
    api.outcome(invocation)
    line = function.wait_for_log(lambda line: line["level"] == "ERROR")
    assert line["requestId"] == invocation.id
    text = json.dumps(line)
    assert "ContractFailure" in text and "the bucket is not there" in text


# MARK: no answer, or too large


def test_a_forgotten_answer(function):
    assert function.failure({"do": "forget"})["errorType"] == "Function.NoResponse"
    function.works()


@pytest.mark.parametrize("size", [2, 100_000, MAXIMUM_BODY - 1, MAXIMUM_BODY])
def test_an_answer_up_to_the_limit(function, size):
    post = function.call({"do": "size", "bytes": size})
    assert (post.endpoint, len(post.body)) == ("response", size)
    assert isinstance(post.json, str)
    function.works()


@pytest.mark.parametrize("size", [MAXIMUM_BODY + 1, 7_000_000, 20_000_000])
def test_an_answer_above_the_limit(function, api, size):
    invocation = api.invoke({"do": "size", "bytes": size})
    error = check_error(api.outcome(invocation))
    assert error["errorType"] == "Function.ResponseSizeTooLarge"
    digits = error["errorMessage"].replace(",", "").replace("_", "")
    assert str(size) in digits and str(MAXIMUM_BODY) in digits, error
    function.works()
    assert [post.endpoint for post in api.posts(invocation)] == ["error"]


# MARK: crashes


@pytest.mark.parametrize("kind", CRASHES)
def test_a_crash_is_reported_and_the_process_dies_of_its_signal(function, api, kind):
    function.works()
    invocation = api.invoke({"do": kind})
    crash(function, invocation, kind)
    assert len(api.posts(invocation)) == 1


@pytest.mark.parametrize("kind", CRASHES)
def test_a_crash_in_the_first_invocation(function, api, kind):
    crash(function, api.invoke({"do": kind}), kind)


@pytest.mark.parametrize("when", ["idle", "repeatedly"])
def test_a_crash_is_reported_when_idle_connections_were_ended(function, api, when):
    """The connection that is open for it may have been closed by the server meanwhile."""
    function.works()
    for _ in range(3 if when == "repeatedly" else 1):
        api.wait_idle()
        api.disconnect(unused=True)
        if when == "repeatedly":
            function.works()
    crash(function, api.invoke({"do": "trap"}), "trap")


def test_a_crash_is_reported_when_all_connections_end_after_each_answer(start_function, api):
    api.close_after_each = "fin"
    function = start_function(**JSON_LOGS)
    function.works()
    crash(function, api.invoke({"do": "trap"}), "trap")


def test_a_crash_after_failures_and_streams_names_its_own_invocation(function, api):
    function.failure({"do": "throw", "message": "x"})
    function.call({"do": "stream", "chunks": ["a"], "then": "finish"})
    function.failure({"do": "forget"})
    crash(function, api.invoke({"do": "trap"}), "trap")


def test_a_crash_after_the_answer_is_no_second_answer(function, api):
    invocation = api.invoke({"do": "background", "ms": 50, "then": "trap"})
    assert api.outcome(invocation).endpoint == "response"
    assert -function.end() in CRASHES["trap"]
    time.sleep(0.1)
    assert len(api.posts(invocation)) == 1
    [line] = function.logs_of("FATAL")
    assert line["requestId"] == invocation.id


def test_a_crash_with_a_silent_runtime_api_ends_too(function, api):
    """Nobody reads the answer to the report."""
    api.always("error", Answer(delay=5))
    api.invoke({"do": "segv"})
    assert -function.end(3) in CRASHES["segv"]


@pytest.mark.parametrize("code", [0, 3])
def test_a_function_that_exits(function, api, code):
    """Lambda takes it from there: `Runtime.ExitError`. An invocation is never left with an answer of its own making."""
    invocation = api.invoke({"do": "exit", "code": code})
    assert function.end() == code
    assert [post for post in api.posts(invocation) if post.endpoint == "response"] == []


def test_a_crash_between_invocations_posts_no_answer_to_the_last(function, api):
    """A signal from outside while the function waits: its last invocation was answered."""
    function.works()
    api.wait_idle()
    function.process.send_signal(11)
    assert function.end() == -11
    # A second answer to an accepted invocation is a problem, which ends this test.
