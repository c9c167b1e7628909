"""What a function can know of its invocation, and several invocations at the same time."""

import json
import time

import pytest

from runtime_answer import Answer
from runtime_checks import check_error
from runtime_process import CRASHES, JSON_LOGS

CLIENT = {
    "client": {"installation_id": "install-1", "app_title": "Post", "app_version_code": "1", "app_package_name": "test.post"},
    "custom": {"shop": "Köln 🦊", "n": "1"},
    "env": {"locale": "de_DE"},
}
IDENTITY = {"cognitoIdentityId": "eu-central-1:identity", "cognitoIdentityPoolId": "eu-central-1:pool"}
TRACES = [f"Root=1-5759e988-{number:024x};Parent=53995c3f42cd8ad8;Sampled=1" for number in range(64)]


def context(client=None, cognito=None):
    def text(value):
        return value if value is None or isinstance(value, str | bytes) else json.dumps(value, ensure_ascii=False)

    return {"Lambda-Runtime-Client-Context": text(client), "Lambda-Runtime-Cognito-Identity": text(cognito)}


def echo(function, **options):
    return function.answer({"do": "echo", "value": "x"}, **options)


def test_the_tenant(function):
    assert echo(function, headers={"Lambda-Runtime-Aws-Tenant-Id": "blue"})["tenant"] == "blue"
    assert echo(function).get("tenant") is None


def test_the_trace_is_that_of_each_invocation(function):
    for trace in TRACES[:3]:
        answer = echo(function, headers={"Lambda-Runtime-Trace-Id": trace})
        assert (answer["trace"], answer["env_trace"]) == (trace, trace)
    answer = echo(function, headers={"Lambda-Runtime-Trace-Id": None})
    assert not answer.get("trace") and not answer.get("env_trace"), "that of the invocation before"


def test_the_remaining_time(function):
    for seconds in (1, 30, 900):
        remaining = echo(function, seconds=seconds)["remaining_ms"]
        assert seconds * 1000 - 500 < remaining <= seconds * 1000


def test_client_context_and_identity(function):
    answer = function.answer({"do": "context"}, headers=context(CLIENT, IDENTITY))
    assert answer == {"client": "install-1", "custom": CLIENT["custom"], "cognito": IDENTITY["cognitoIdentityId"]}


@pytest.mark.parametrize("client, cognito", [(None, None), ({}, None), ({"custom": {}}, None), ({"client": {}, "env": {}}, None), ({"more": 1}, None)])
def test_what_is_missing_of_a_context_is_null(function, client, cognito):
    answer = function.answer({"do": "context"}, headers=context(client, cognito))
    assert (answer.get("client"), answer.get("custom") or {}, answer.get("cognito")) == (None, {}, None)


BAD = ["{", "nonsense", "[]", '"text"', b"\xff\xfe", '{"client": 1}', "{" * 5000]


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
def test_a_bad_client_context_fails_who_asks_for_it(function, bad):
    assert function.failure({"do": "context"}, headers=context(bad, IDENTITY))["errorType"] == "Function.InvalidClientContext"
    assert echo(function, headers=context(bad, IDENTITY))["value"] == "x"
    function.works()


@pytest.mark.parametrize("bad", ["{", "nonsense", "[]", b"\xff\xfe", '{"cognitoIdentityId": 1}'], ids=range(5))
def test_a_bad_identity_fails_who_asks_for_it(function, bad):
    assert function.failure({"do": "context"}, headers=context(CLIENT, bad))["errorType"] == "Function.InvalidCognitoIdentity"
    assert echo(function, headers=context(CLIENT, bad))["value"] == "x"
    function.works()


def test_a_large_client_context(function):
    """AWS bounds it to 3,583 bytes; there is no need to be stricter."""
    custom = {str(number): "x" * 100 for number in range(300)}
    assert function.answer({"do": "context"}, headers=context({"custom": custom})).get("custom") == custom


# MARK: several at the same time

PARALLEL = {"AWS_LAMBDA_MAX_CONCURRENCY": "4", **JSON_LOGS}


@pytest.fixture
def parallel(start_function):
    return start_function(**PARALLEL)


def test_four_invocations_at_the_same_time(parallel, api):
    api.wait_idle(4)
    assert len({request.connection for request in api.of("next")}) == 4
    invocations = [api.invoke({"do": "sleep", "ms": 300}) for _ in range(4)]
    posts = [api.outcome(invocation) for invocation in invocations]
    assert max(invocation.taken_at for invocation in invocations) < min(post.at for post in posts)
    api.wait_idle(4)
    time.sleep(0.05)
    assert api.waiting == 4


def test_threads_that_are_blocked_do_not_stop_the_others(parallel, api):
    """As many as there are processors here, so that the shared pool has none left."""
    blocked = [api.invoke({"do": "spin", "ms": 600}) for _ in range(2)]
    api.wait(lambda: all(invocation.taken_at for invocation in blocked))
    assert api.wait(lambda: len(api.of("next")) >= 4)
    for invocation in blocked:
        assert api.outcome(invocation).endpoint == "response"
    parallel.works()


def test_each_of_several_has_its_own_trace(parallel, api):
    headers = [{"Lambda-Runtime-Trace-Id": trace, "Lambda-Runtime-Aws-Tenant-Id": trace[-8:]} for trace in TRACES]
    invocations = [api.invoke({"do": "echo", "value": trace}, headers=each) for trace, each in zip(TRACES, headers)]
    for trace, invocation in zip(TRACES, invocations):
        answer = api.outcome(invocation).json
        assert (answer["value"], answer["trace"], answer["tenant"]) == (trace, trace, trace[-8:])
        assert answer["request_id"] == invocation.id
        # One variable cannot have the values of several invocations.
        assert not answer.get("env_trace")


def test_each_of_several_logs_its_own_request(parallel, api):
    invocations = [api.invoke({"do": "log", "level": "info", "message": f"m{number}", "metadata": {}}) for number in range(40)]
    for invocation in invocations:
        api.outcome(invocation)
    parallel.works()
    for number, invocation in enumerate(invocations):
        [line] = [line for line in parallel.logs if line["message"] == f"m{number}"]
        assert line["requestId"] == invocation.id


def test_one_crash_reports_all_that_were_in_flight(parallel, api):
    parallel.works()
    api.wait_idle(4)
    others = [api.invoke({"do": "sleep", "ms": 20_000}) for _ in range(3)]
    api.wait(lambda: all(invocation.taken_at for invocation in others))
    time.sleep(0.05)
    crashed = api.invoke({"do": "trap"})
    for invocation in [crashed, *others]:
        post = api.outcome(invocation)
        assert (post.endpoint, check_error(post)["errorType"]) == ("error", "Function.Crash")
    assert -parallel.end() in CRASHES["trap"]


def test_a_crash_after_an_answer_reports_the_others(parallel, api):
    others = [api.invoke({"do": "sleep", "ms": 20_000}) for _ in range(3)]
    api.wait(lambda: all(invocation.taken_at for invocation in others))
    time.sleep(0.05)
    answered = api.invoke({"do": "background", "ms": 50, "then": "trap"})
    for invocation in others:
        assert check_error(api.outcome(invocation))["errorType"] == "Function.Crash"
    assert -parallel.end() in CRASHES["trap"]
    assert [post.endpoint for post in api.posts(answered)] == ["response"]
    [line] = parallel.logs_of("FATAL")
    assert line["requestId"] == answered.id


def test_a_crash_does_not_wait_for_one_answer_after_the_other(start_function, api):
    api.always("error", Answer(delay=5))
    function = start_function(**{**PARALLEL, "AWS_LAMBDA_MAX_CONCURRENCY": "8"})
    others = [api.invoke({"do": "sleep", "ms": 20_000}) for _ in range(7)]
    api.wait(lambda: all(invocation.taken_at for invocation in others))
    crashed = api.invoke({"do": "trap"})
    post = api.wait(lambda: api.posts(crashed))[0]
    assert -function.end() in CRASHES["trap"]
    assert function.ended_at - post.at < 1


def test_a_stuck_function_takes_the_others_with_it_and_all_are_told(parallel, api):
    others = [api.invoke({"do": "sleep", "ms": 20_000}), api.invoke({"do": "hang"})]
    stream = api.invoke({"do": "stream", "chunks": ["a"], "count": 2000, "pause_ms": 10, "then": "finish"})
    api.wait(lambda: all(invocation.taken_at for invocation in others) and [post for post in api.posts(stream) if post.chunks])
    stuck = api.invoke({"do": "spin", "ms": 20_000}, seconds=0.4)
    assert check_error(api.outcome(stuck))["errorType"] == "Function.DeadlineExceeded"
    for invocation in others:
        error = check_error(api.outcome(invocation))
        assert error["errorType"] == "Runtime.Terminated" and "another invocation" in error["errorMessage"]
    assert api.outcome(stream).trailer("Lambda-Runtime-Function-Error-Type") == "Runtime.Terminated"
    assert parallel.end(3) == 1
    assert all(len(api.posts(invocation)) == 1 for invocation in [stuck, stream, *others])


def test_one_failure_does_not_touch_the_others(parallel, api):
    slow = [api.invoke({"do": "sleep", "ms": 300}) for _ in range(2)]
    for number in range(20):
        assert parallel.failure({"do": "throw", "message": str(number)})["errorMessage"] == str(number)
    for invocation in slow:
        assert api.outcome(invocation).endpoint == "response"


def test_a_deadline_of_one_is_not_that_of_the_others(parallel, api):
    hung = [api.invoke({"do": "hang"}, seconds=0.3) for _ in range(2)]
    slow = api.invoke({"do": "sleep", "ms": 500})
    for invocation in hung:
        assert api.outcome(invocation).json["errorType"] == "Function.DeadlineExceeded"
    assert api.outcome(slow).endpoint == "response"
    api.wait_idle(4)


def test_sigterm_with_several_in_flight(parallel, api):
    soon = api.invoke({"do": "sleep", "ms": 100})
    never = [api.invoke({"do": "hang"}) for _ in range(2)]
    api.wait(lambda: all(invocation.taken_at for invocation in [soon, *never]))
    assert parallel.stop() == 0
    assert api.outcome(soon).endpoint == "response"
    for invocation in never:
        assert api.outcome(invocation).json["errorType"] == "Runtime.Terminated"


@pytest.mark.parametrize("value", ["1", "", "0", "-1", "abc", None])
def test_one_at_a_time_otherwise(start_function, api, value):
    function = start_function(AWS_LAMBDA_MAX_CONCURRENCY=value, **JSON_LOGS)
    api.wait_idle()
    time.sleep(0.05)
    assert api.waiting == 1
    assert echo(function)["env_trace"]
