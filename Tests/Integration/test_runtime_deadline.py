"""A function that is not ready in time is cancelled, told to Lambda before the deadline, and the process lives where it can."""

import time

import pytest

from runtime_process import JSON_LOGS, contract, each


def in_time(function, event, seconds):
    """Gives it an event with so many seconds; returns its error, which came before the deadline, and the margin."""
    invocation = function.api.invoke(event, seconds=seconds)
    post = function.api.outcome(invocation)
    margin = seconds - (post.at - invocation.taken_at)
    assert margin > 0, f"{-margin * 1000:.0f} ms after the deadline"
    assert post.endpoint == "error", post
    return post.json, margin


@pytest.mark.parametrize("event", [{"do": "sleep", "ms": 20_000}, {"do": "hang"}], ids=["cancellable", "not cancellable"])
def test_a_function_without_end_is_told_before_the_deadline(function, event):
    for _ in range(2):
        error, margin = in_time(function, event, 1.5)
        assert error["errorType"] == "Function.DeadlineExceeded"
        function.works()


def test_the_margin_is_a_tenth_of_the_time_from_50_to_300_ms():
    def measured(case):
        seconds, margin = case
        with contract(**JSON_LOGS) as (_, process):
            error, measured = in_time(process, {"do": "sleep", "ms": 20_000}, seconds)
            assert error["errorType"] == "Function.DeadlineExceeded"
            # A cancellable function ends with the cancellation; the machine may be late, but not early.
            assert measured <= margin + 0.02
            process.works()

    each([(0.3, 0.05), (1, 0.1), (1.6, 0.16), (3.4, 0.3)], measured)


def test_the_last_checkpoint_is_named(function):
    error, _ = in_time(function, {"do": "checkpoint", "name": "reading the mail"}, 1.5)
    assert error["errorType"] == "Function.DeadlineExceeded"
    assert "reading the mail" in error["errorMessage"]
    assert "reading the mail" not in in_time(function, {"do": "hang"}, 1.5)[0]["errorMessage"]


def test_an_answer_after_the_cancellation_but_in_time_is_sent(function, api):
    # Cancelled at 1800 ms.
    invocation = api.invoke({"do": "late", "ms": 1850}, seconds=2)
    post = api.outcome(invocation)
    assert post.endpoint == "response", post
    assert post.at - invocation.taken_at > 1.8
    function.works()


def test_an_answer_after_the_error_is_not_sent(function, api):
    invocation = api.invoke({"do": "late", "ms": 700}, seconds=0.4)
    assert api.outcome(invocation).json["errorType"] == "Function.DeadlineExceeded"
    function.works()
    time.sleep(0.6)
    function.works()
    assert len(api.posts(invocation)) == 1


def test_a_function_that_blocks_its_thread_is_told_and_the_process_ends(function, api):
    error, _ = in_time(function, {"do": "spin", "ms": 20_000}, 1.5)
    assert error["errorType"] == "Function.DeadlineExceeded"
    assert function.end(3) == 1
    assert len(api.of("error")) == 1


def test_blocked_threads_of_all_kinds_of_length():
    """Also where the thread comes free between the deadline and the end of the process, nothing is answered twice."""

    def blocked(milliseconds):
        with contract(**JSON_LOGS) as (api, process):
            invocation = api.invoke({"do": "spin", "ms": milliseconds}, seconds=0.4)
            api.outcome(invocation)
            if milliseconds <= 300:
                process.works()
            elif process.process.poll() is None:
                time.sleep(0.3)
            assert len(api.posts(invocation)) == 1

    each([100, 250, 360, 400, 440, 600], blocked, workers=3)


def test_time_that_is_not_used_is_not_waited_for(function):
    before = time.monotonic()
    function.answer({"do": "sleep", "ms": 10}, seconds=30)
    assert time.monotonic() - before < 2


@pytest.mark.parametrize("seconds", [-10, 0, 0.02])
def test_a_deadline_that_is_over_or_as_good_as_over(function, seconds):
    """It is told; and the process works on, or ends as for one that blocks."""
    assert function.failure({"do": "sleep", "ms": 20_000}, seconds=seconds)["errorType"] == "Function.DeadlineExceeded"
    following = function.api.invoke({"do": "echo", "value": "x"})
    function.api.wait(lambda: function.api.posts(following) or function.process.poll() is not None)
    assert function.api.posts(following) or function.end() == 1


def test_a_cancelled_invocation_leaves_no_cancellation_behind(function):
    in_time(function, {"do": "sleep", "ms": 20_000}, 1.5)
    assert function.answer({"do": "sleep", "ms": 100}) is not None


def test_hung_functions_do_not_pile_up_threads(function):
    first = function.answer({"do": "echo", "value": "x"})["thread_count"]
    for _ in range(5):
        in_time(function, {"do": "hang"}, 0.8)
    assert function.answer({"do": "echo", "value": "x"})["thread_count"] <= first + 2


# MARK: background work


def test_background_work_is_done_after_the_answer_and_before_the_next_event(function, api):
    invocation = api.invoke({"do": "background", "ms": 300})
    post = api.outcome(invocation)
    assert post.json == {"ok": True}
    assert post.at - invocation.taken_at < 0.25
    function.wait_for_log(lambda line: "background done" in line["message"])
    api.wait_idle()
    assert api.of("next")[-1].at - post.at > 0.2
    function.works()


def test_background_work_is_bounded_by_the_deadline(function, api):
    invocation = api.invoke({"do": "background", "ms": 20_000}, seconds=0.4)
    assert api.outcome(invocation).json == {"ok": True}
    following = api.invoke({"do": "echo", "value": "x"})
    assert api.outcome(following, 5).endpoint == "response"
    assert not [line for line in function.logs if "background done" in line["message"]]
    assert len(api.posts(invocation)) == 1
