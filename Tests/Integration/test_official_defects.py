"""Defects that were found in another runtime for Swift, awslabs/swift-aws-lambda-runtime at bd7d9ee: this one must not have them."""

import base64
import json

from runtime_answer import Answer
from runtime_api import TRACE
from runtime_process import JSON_LOGS


def test_an_error_description_with_newline_and_tab_made_the_body_invalid_json(function):
    message = "line one\nline two\tafter a tab"
    post = function.call({"do": "throw", "message": message})
    assert json.loads(post.body)["errorMessage"] == message


def test_an_answer_of_7_mb_crashed_the_process(function, api):
    assert function.failure({"do": "size", "bytes": 7_000_000})["errorType"] == "Function.ResponseSizeTooLarge"
    function.works()
    # And if it is Lambda that finds an answer too large.
    api.script("response", Answer(413, b'{"errorMessage":"too large","errorType":"RequestEntityTooLarge"}'))
    invocation = api.invoke({"do": "size", "bytes": 5_000_000})
    function.works()
    assert [post.endpoint for post in api.posts(invocation)] == ["response"]


def test_a_streaming_handler_that_returns_without_finishing_crashed_the_process(function):
    post = function.call({"do": "stream", "chunks": ["a"], "then": "forget"})
    assert post.trailer("Lambda-Runtime-Function-Error-Type") == "Function.NoResponse"
    function.works()


def test_an_error_in_the_middle_of_a_stream_had_the_trailer_requires_base64(function):
    post = function.call({"do": "stream", "chunks": ["a"], "then": "throw", "message": "it broke"})
    body = base64.b64decode(post.trailer("Lambda-Runtime-Function-Error-Body"), validate=True)
    assert json.loads(body)["errorMessage"] == "it broke"


def test_500_to_next_crashed_the_process_with_a_backtrace(start_function, api):
    function = start_function()
    api.next_answers(Answer(500))
    assert function.end() == 1
    assert len(function.said) == 1


def test_a_connection_that_next_closed_ended_the_process_with_exit_code_0_and_no_output(start_function, api):
    function = start_function(**JSON_LOGS)
    # Closed once: it is asked again.
    api.next_answers(Answer(200, cut="status-line", how="fin"))
    function.works()
    # Closed for good: the process fails, and says so.
    api.wait_idle()
    api.refuse()
    assert function.end() == 1
    assert len(function.logs_of("ERROR", "FATAL")) == 1


def test_client_context_identity_and_trace_were_never_passed_on(function):
    headers = {
        "Lambda-Runtime-Client-Context": '{"client":{"installation_id":"one"},"custom":{"k":"v"}}',
        "Lambda-Runtime-Cognito-Identity": '{"cognitoIdentityId":"two","cognitoIdentityPoolId":"three"}',
    }
    assert function.answer({"do": "context"}, headers=headers) == {"client": "one", "custom": {"k": "v"}, "cognito": "two"}
    assert function.answer({"do": "echo", "value": "x"})["env_trace"] == TRACE
