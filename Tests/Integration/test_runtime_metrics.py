"""Metrics on stdout, in CloudWatch's embedded metric format: one line for each invocation."""

import pytest

from runtime_checks import check_emf
from runtime_process import JSON_LOGS


def test_one_line_for_each_invocation(function):
    for _ in range(5):
        function.works()
    lines = function.wait_for_metrics(5)
    first, *others = lines
    assert {"Duration", "ColdStart", "InitDuration"} <= check_emf(first)
    assert first["ColdStart"] == 1
    assert 0 < first["InitDuration"] < 5000
    for line in others:
        names = check_emf(line)
        assert "Duration" in names and not {"ColdStart", "InitDuration", "WarmUpDuration"} & names
    assert len(function.lines) == 5


def test_the_duration_is_that_of_the_function(function):
    function.works()
    function.answer({"do": "sleep", "ms": 200})
    duration = function.wait_for_metrics(2)[1]["Duration"]
    assert 195 < duration < 1000


def test_the_duration_of_a_warm_up(start_function):
    function = start_function(CONTRACT_WARMUP="ok", **JSON_LOGS)
    function.works()
    function.works()
    first, second = function.wait_for_metrics(2)
    assert "WarmUpDuration" in check_emf(first)
    assert "WarmUpDuration" not in check_emf(second)


def test_warm_ups_that_are_alike_have_metrics_of_their_own(start_function):
    function = start_function(CONTRACT_WARMUP="alike", **JSON_LOGS)
    function.call({"do": "count", "name": "WarmUpDuration.same", "value": 3})
    [line] = function.wait_for_metrics(1)
    names = {name.removeprefix("WarmUpDuration.") for name in check_emf(line) if name.startswith("WarmUpDuration.")}
    assert len(names) == 6
    assert {"same", "same.2", "decoding.Array<Int>", "decoding.Array<Int>.2", "decoding.String"} < names
    assert line["WarmUpDuration.same"] != 3


@pytest.mark.parametrize(
    "event, type",
    [
        ({"do": "throw", "message": "x"}, "Function.ContractFailure"),
        ({"do": "throw-chain"}, "Function.OuterFailure"),
        ({"do": "forget"}, "Function.NoResponse"),
        ({"do": "size", "bytes": 7_000_000}, "Function.ResponseSizeTooLarge"),
        ({"do": "stream", "chunks": ["a"], "then": "throw", "message": "x"}, "Function.ContractFailure"),
        (b"no event", "Function.InvalidEvent"),
        ({"do": "hang"}, "Function.DeadlineExceeded"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_failures_are_counted_with_their_type(function, event, type):
    function.works()
    function.call(event, seconds=0.3 if event == {"do": "hang"} else 60)
    function.works()
    good, bad, again = function.wait_for_metrics(3)
    assert {"Errors", "Duration"} <= check_emf(bad)
    assert (bad["Errors"], bad["errorType"]) == (1, type)
    for line in (good, again):
        check_emf(line)
        assert line.get("Errors", 0) == 0 and "errorType" not in line


def test_counters_of_the_function(function):
    function.call({"do": "count", "name": "MailsStored", "value": 3})
    function.works()
    function.call({"do": "count", "name": "MailsStored", "value": 4})
    first, none, second = function.wait_for_metrics(3)
    assert "MailsStored" in check_emf(first) and first["MailsStored"] == 3
    assert "MailsStored" not in check_emf(none)
    assert "MailsStored" in check_emf(second) and second["MailsStored"] == 4


@pytest.mark.parametrize("name", ['"quoted"', "Größe 🦊", "a\nb", "_aws", "Duration", "", "x" * 2000])
def test_any_name_of_a_counter_leaves_the_line_valid(function, name):
    """One that CloudWatch would refuse may be missing, but takes nothing else with it."""
    function.call({"do": "count", "name": name, "value": 3})
    function.works()
    for line in function.wait_for_metrics(2):
        assert "Duration" in check_emf(line)
    assert len(function.lines) == 2


def test_the_request_is_named(function, api):
    invocation = api.invoke({"do": "echo", "value": "x"})
    api.outcome(invocation)
    [line] = function.wait_for_metrics(1)
    assert line["requestId"] == invocation.id
    # An id for each invocation would be a metric for each invocation.
    assert all("requestId" not in dimensions for directive in line["_aws"]["CloudWatchMetrics"] for dimensions in directive["Dimensions"])


def test_metrics_can_be_switched_off(start_function):
    function = start_function(POSTROOM_METRICS="off", **JSON_LOGS)
    function.works()
    function.failure({"do": "throw", "message": "x"})
    function.call({"do": "count", "name": "MailsStored", "value": 3})
    function.works()
    assert function.stop() == 0
    assert function.lines == []
