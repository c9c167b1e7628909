"""SIGTERM: Lambda sends it to a function that has registered an extension, and kills after 500 ms at the latest.

https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-shutdown
"""

import signal
import time

import pytest

from runtime_answer import Answer
from runtime_api import EXTENSION
from runtime_checks import check_error
from runtime_process import JSON_LOGS


def flushed(function):
    return any("contract flushed" in line for line in function.errors)


def terminate(function, seconds):
    """Sends SIGTERM; the process must end well within these seconds, and flush."""
    before = time.monotonic()
    function.process.send_signal(signal.SIGTERM)
    assert function.end() == 0, function.output
    assert time.monotonic() - before < seconds
    assert flushed(function), function.output


def test_the_extension_is_registered_before_the_first_event(function, api):
    function.works()
    [registration] = api.of("register")
    assert api.requests.index(registration) < api.requests.index(api.of("next")[0])
    assert registration.done_at <= api.of("next")[0].at
    assert registration.header("Lambda-Extension-Name")
    assert registration.json == {"events": []}
    api.wait(lambda: api.of("events"))
    [events] = api.of("events")
    assert events.header("Lambda-Extension-Identifier") == EXTENSION


def test_sigterm_while_it_waits(function, api):
    function.works()
    api.wait_idle()
    terminate(function, 1)
    assert function.logs_of("ERROR", "FATAL") == []


def test_sigterm_before_the_first_event(function, api):
    api.wait_idle()
    terminate(function, 1)


def test_an_invocation_that_ends_soon_is_answered(function, api):
    invocation = api.invoke({"do": "sleep", "ms": 150})
    api.wait(lambda: invocation.taken_at)
    time.sleep(0.03)
    asked = len(api.of("next"))
    terminate(function, 1)
    assert api.outcome(invocation).endpoint == "response"
    assert len(api.of("next")) == asked


@pytest.mark.parametrize("event", [{"do": "sleep", "ms": 20_000}, {"do": "hang"}, {"do": "spin", "ms": 20_000}], ids=["sleep", "hang", "spin"])
def test_an_invocation_that_does_not_end_is_reported(function, api, event):
    invocation = api.invoke(event)
    api.wait(lambda: invocation.taken_at)
    time.sleep(0.05)
    before = time.monotonic()
    terminate(function, 1)
    post = api.outcome(invocation)
    assert check_error(post)["errorType"] == "Runtime.Terminated"
    assert 0.2 < post.at - before < 0.5
    assert len(api.posts(invocation)) == 1


def test_two_signals_are_as_good_as_one(function, api):
    invocation = api.invoke({"do": "hang"})
    api.wait(lambda: invocation.taken_at)
    function.process.send_signal(signal.SIGTERM)
    time.sleep(0.05)
    terminate(function, 1)
    assert api.outcome(invocation).json["errorType"] == "Runtime.Terminated"
    assert len(api.posts(invocation)) == 1


def test_sigterm_in_the_middle_of_a_stream(function, api):
    invocation = api.invoke({"do": "stream", "chunks": ["a"], "count": 2000, "pause_ms": 10, "then": "finish"})
    api.wait(lambda: [post for post in api.posts(invocation) if post.chunks])
    terminate(function, 1)
    post = api.outcome(invocation)
    assert post.trailer("Lambda-Runtime-Function-Error-Type") == "Runtime.Terminated"


def test_sigterm_during_background_work(function, api):
    assert function.answer({"do": "background", "ms": 20_000}) == {"ok": True}
    time.sleep(0.05)
    terminate(function, 1)


def test_without_the_extension_nothing_is_registered(start_function, api):
    function = start_function(POSTROOM_SIGTERM="off", **JSON_LOGS)
    function.works()
    assert api.of("register", "events") == []


def test_sigterm_works_after_a_failed_registration(start_function, api):
    """Whoever sends it."""
    api.script("register", Answer(500))
    function = start_function(**JSON_LOGS)
    function.works()
    api.wait_idle()
    terminate(function, 1)


def test_sigterm_while_next_is_tried_again(function, api):
    function.works()
    api.wait_idle()
    api.refuse()
    time.sleep(0.2)
    terminate(function, 1)
