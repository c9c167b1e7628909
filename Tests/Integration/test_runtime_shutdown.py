"""SIGTERM: Lambda sends it to a function that has registered an extension, and kills after 500 ms at the latest.

https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-shutdown
"""

import signal
import time

import pytest

from runtime_answer import Answer
from runtime_api import EXTENSION
from runtime_checks import check_error
from runtime_process import JSON_LOGS, contract, each

KILLED = 0.5
"""Lambda kills then, at the latest. The runtime promises to be done in 300 ms, which a busy machine may stretch."""


def flushed(function):
    return any("contract flushed" in line for line in function.errors)


def terminate(function):
    """Sends SIGTERM; the process must end in time, and flush. Returns what it took."""
    before = time.monotonic()
    function.process.send_signal(signal.SIGTERM)
    assert function.end() == 0, function.output
    assert function.ended_at - before < KILLED
    assert flushed(function), function.output
    return function.ended_at - before


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
    terminate(function)
    assert function.logs_of("ERROR", "FATAL") == []


def test_sigterm_before_the_first_event(function, api):
    api.wait_idle()
    terminate(function)


def test_an_invocation_that_ends_soon_is_answered(function, api):
    invocation = api.invoke({"do": "sleep", "ms": 100})
    api.wait(lambda: invocation.taken_at)
    time.sleep(0.03)
    asked = len(api.of("next"))
    terminate(function)
    assert api.outcome(invocation).endpoint == "response"
    assert len(api.of("next")) == asked


@pytest.mark.parametrize("event", [{"do": "sleep", "ms": 20_000}, {"do": "hang"}, {"do": "spin", "ms": 20_000}], ids=["sleep", "hang", "spin"])
def test_an_invocation_that_does_not_end_is_reported(function, api, event):
    invocation = api.invoke(event)
    api.wait(lambda: invocation.taken_at)
    time.sleep(0.05)
    before = time.monotonic()
    terminate(function)
    post = api.outcome(invocation)
    assert check_error(post)["errorType"] == "Runtime.Terminated"
    # It had time to end by itself.
    assert 0.15 < post.at - before < KILLED
    assert len(api.posts(invocation)) == 1


@pytest.mark.parametrize("delay", [0.15, 5])
def test_many_in_flight_are_all_reported_in_time(start_function, api, delay):
    """Also where Lambda takes its time for the answer to each report, and the flush has work to do."""
    api.always("error", Answer(delay=delay))
    function = start_function(AWS_LAMBDA_MAX_CONCURRENCY="8", CONTRACT_FLUSH_MS="30", **JSON_LOGS)
    invocations = [api.invoke({"do": kind, "ms": 20_000}) for kind in ("hang", "sleep", "spin", "checkpoint") * 2]
    api.wait(lambda: all(invocation.taken_at for invocation in invocations))
    time.sleep(0.05)
    terminate(function)
    for invocation in invocations:
        assert check_error(api.outcome(invocation))["errorType"] == "Runtime.Terminated"
        assert len(api.posts(invocation)) == 1
    lines = function.logs_of("ERROR")
    assert sorted(line["requestId"] for line in lines) == sorted(invocation.id for invocation in invocations)
    assert {line["metadata"]["errorType"] for line in lines} == {"Runtime.Terminated"}


def test_all_is_over_after_300_ms():
    """Whatever is in the way. The best of three, for the sake of a busy machine."""

    def ended():
        with contract(lambda api: api.always("error", Answer(delay=5)), CONTRACT_FLUSH_MS="50", **JSON_LOGS) as (api, process):
            invocation = api.invoke({"do": "spin", "ms": 20_000})
            api.wait(lambda: invocation.taken_at)
            time.sleep(0.05)
            return terminate(process)

    assert min(ended() for _ in range(3)) < 0.32


def test_a_flush_without_end_is_not_waited_for(start_function, api):
    function = start_function(CONTRACT_FLUSH_MS="20000", **JSON_LOGS)
    api.wait_idle()
    before = time.monotonic()
    function.process.send_signal(signal.SIGTERM)
    assert function.end() == 0
    assert 0.25 < function.ended_at - before < KILLED
    assert [line["level"] for line in function.logs] == ["WARN"]


def test_an_event_that_comes_after_sigterm_is_answered_or_refused():
    def came(milliseconds):
        # The process lives for 300 ms more.
        with contract(CONTRACT_FLUSH_MS="20000", **JSON_LOGS) as (api, process):
            process.works()
            api.wait_idle()
            process.process.send_signal(signal.SIGTERM)
            time.sleep(milliseconds / 1000)
            invocation = api.invoke({"do": "echo", "value": "x"})
            post = api.outcome(invocation)
            assert process.end() == 0
            assert len(api.posts(invocation)) == 1
            if milliseconds >= 60:
                assert check_error(post)["errorType"] == "Runtime.Terminated"

    each([0, 5, 10, 15, 20, 25, 60, 100], came)


def test_a_checkpoint_of_any_length_is_reported(function, api):
    invocation = api.invoke({"do": "checkpoint", "name": "🦊\n" * 100_000})
    api.wait(lambda: invocation.taken_at)
    # It has to be read and noted.
    time.sleep(0.5)
    terminate(function)
    assert "🦊\n" * 100 in check_error(api.outcome(invocation))["errorMessage"]


def test_two_signals_are_as_good_as_one(function, api):
    invocation = api.invoke({"do": "hang"})
    api.wait(lambda: invocation.taken_at)
    function.process.send_signal(signal.SIGTERM)
    time.sleep(0.05)
    terminate(function)
    assert api.outcome(invocation).json["errorType"] == "Runtime.Terminated"
    assert len(api.posts(invocation)) == 1


def test_sigterm_in_the_middle_of_a_stream(function, api):
    invocation = api.invoke({"do": "stream", "chunks": ["a"], "count": 2000, "pause_ms": 10, "then": "finish"})
    api.wait(lambda: [post for post in api.posts(invocation) if post.chunks])
    terminate(function)
    post = api.outcome(invocation)
    assert post.trailer("Lambda-Runtime-Function-Error-Type") == "Runtime.Terminated"


def test_sigterm_during_background_work(function, api):
    assert function.answer({"do": "background", "ms": 20_000}) == {"ok": True}
    time.sleep(0.05)
    terminate(function)


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
    terminate(function)


def test_sigterm_while_next_is_tried_again(function, api):
    function.works()
    api.wait_idle()
    api.refuse()
    time.sleep(0.2)
    terminate(function)
