"""The time before the first event: what fails in it is told to Lambda at once."""

import contextlib
import time
from dataclasses import dataclass

import pytest

from runtime_answer import Answer
from runtime_api import FakeRuntimeAPI
from runtime_checks import check_error
from runtime_process import BOOTSTRAP, CRASHES, JSON_LOGS, RuntimeProcess, check, each


@dataclass
class Slow:
    """A process that takes its time, beside the other tests of this file."""

    api: FakeRuntimeAPI
    process: RuntimeProcess
    started: float


@contextlib.contextmanager
def slow(answer=None, **environment):
    with FakeRuntimeAPI() as api:
        if answer:
            api.script("init", answer)
        with RuntimeProcess(api, **environment, **JSON_LOGS) as process:
            yield Slow(api, process, time.monotonic())


@pytest.fixture(scope="module", autouse=True)
def slow_warm_up():
    with slow(CONTRACT_WARMUP="slow") as running:
        yield running


@pytest.fixture(scope="module", autouse=True)
def init_error_without_answer():
    with slow(Answer(delay=60), CONTRACT_INIT="throw") as running:
        yield running


def test_a_handler_that_cannot_be_made(start_function, api):
    before = time.monotonic()
    function = start_function(CONTRACT_INIT="throw", **JSON_LOGS)
    assert function.end() == 1
    assert time.monotonic() - before < 2
    [post] = api.of("init")
    error = check_error(post)
    assert error["errorType"].startswith("Function.") and error["errorMessage"]
    assert post.path == "/2018-06-01/runtime/init/error"
    assert api.of("next") == []
    [line] = function.logs_of("ERROR", "FATAL")
    assert error["errorType"].removeprefix("Function.") in str(line)


def test_a_crash_while_the_handler_is_made(start_function, api):
    function = start_function(CONTRACT_INIT="trap", **JSON_LOGS)
    code = function.end()
    assert -code in CRASHES["trap"]
    [post] = api.of("init")
    assert check_error(post)["errorType"] in ("Runtime.InitCrash", "Function.Crash")
    assert "SIG" in post.json["errorMessage"]
    assert api.of("next") == []


def test_an_exit_while_the_handler_is_made(start_function, api):
    function = start_function(CONTRACT_INIT="exit", **JSON_LOGS)
    function.end()
    assert api.of("next", "response", "error") == []


@pytest.mark.parametrize("how", ["rst", "fin"])
@pytest.mark.parametrize("cut", ["head", "half-request", "status-line", "half-headers"])
def test_a_lost_init_error_ends_the_process_too(start_function, api, cut, how):
    api.script("init", Answer(202, cut=cut, how=how))
    function = start_function(CONTRACT_INIT="throw", **JSON_LOGS)
    assert function.end() == 1
    assert len(api.of("init")) == 1


def test_too_few_threads_for_all_loops_are_an_error_of_init(start_function, api):
    """And no loop takes an event that would be lost."""
    limited = ["bash", "-c", f"ulimit -v 4000000; exec {BOOTSTRAP}"]
    function = start_function(limited, AWS_LAMBDA_MAX_CONCURRENCY="1000", **JSON_LOGS)
    api.invoke({"do": "echo", "value": "x"})
    assert function.end() == 1
    [post] = api.of("init")
    error = check_error(post)
    assert error["errorType"] == "Runtime.OutOfThreads" and "1000" in error["errorMessage"]
    assert api.of("next") == []
    [line] = function.logs_of("ERROR", "FATAL")
    assert "Runtime.OutOfThreads" in line["message"]


def test_a_warm_up(start_function):
    function = start_function(CONTRACT_WARMUP="ok", **JSON_LOGS)
    function.works()
    assert function.logs_of("WARN", "ERROR", "FATAL") == []


def test_a_failed_warm_up_is_one_warning(start_function, api):
    function = start_function(CONTRACT_WARMUP="throw", **JSON_LOGS)
    function.works()
    assert [line["level"] for line in function.logs_of("WARN", "ERROR", "FATAL")] == ["WARN"]
    assert api.of("init") == []


def test_without_the_address_of_a_runtime_api_it_says_so():
    """As when somebody starts it by hand."""

    def started(address):
        with FakeRuntimeAPI() as api, RuntimeProcess(api, AWS_LAMBDA_RUNTIME_API=address, POSTROOM_SIGTERM="off") as function:
            assert function.end(8) > 0
            assert len(function.said) >= 1
            assert address is not None or "AWS_LAMBDA_RUNTIME_API" in function.said[-1]

    each([None, "", "nonsense", "127.0.0.1:99999", "127.0.0.1"], started, workers=5)


def test_a_bare_environment_is_enough(start_function, api):
    """Only the address is needed: `postroom`'s own tools and other emulators may give no more."""
    names = [
        "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_LOG_GROUP_NAME",
        "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_EXECUTION_ENV", "AWS_LAMBDA_INITIALIZATION_TYPE", "_HANDLER",
        "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR", "TZ", "LANG",
    ]  # fmt: skip
    start_function(**dict.fromkeys(names)).works()


def test_a_proxy_in_the_environment_is_not_asked(start_function):
    """The Runtime API is on this machine."""
    proxy = "http://127.0.0.1:1"
    function = start_function(http_proxy=proxy, HTTP_PROXY=proxy, all_proxy=proxy, ALL_PROXY=proxy, **JSON_LOGS)
    function.works()
    assert function.logs_of("WARN", "ERROR", "FATAL") == []


# MARK: what the fixtures started


def test_a_slow_warm_up_has_five_seconds(slow_warm_up):
    api, function = slow_warm_up.api, slow_warm_up.process
    api.wait(lambda: api.of("next"))
    assert 4 < api.of("next")[0].at - slow_warm_up.started < 5.5
    function.works()
    assert [line["level"] for line in function.logs_of("WARN", "ERROR", "FATAL")] == ["WARN"]
    check(api)


def test_an_init_error_that_is_not_answered_ends_the_process_too(init_error_without_answer):
    """Lambda gives the whole init ten seconds."""
    left = init_error_without_answer.started + 8 - time.monotonic()
    assert init_error_without_answer.process.end(max(left, 0.01)) == 1
