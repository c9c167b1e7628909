"""`postroom invoke --bootstrap`: events, answers and the protocol between them."""

import json
import os
import re
from pathlib import Path

import pytest

import bootstraps
from invocation import EVENT, LIMIT, UUID, Invoked
from postroom import ROOT


# MARK: What a function gets and answers


def test_the_answer_is_printed_and_the_times(invoke):
    done = invoke(bootstraps.ECHO)
    assert done.code == 0, done.errors
    assert done.json == json.loads((ROOT / EVENT).read_text())
    assert re.search(r"^bootstrap: /.*/bootstrap$", done.errors, re.M)
    assert re.search(r"^init [\d.]+ ms, duration [\d.]+ ms, memory \d+ of 128 MB$", done.errors, re.M)
    assert len(done.pids) == 1


def test_the_request_has_the_header_fields_of_lambda(invoke):
    done = invoke(
        """
        id, headers, event = next_event()
        respond(id, json.dumps({**headers, "now": time.time() * 1000}))
        next_event()
        """,
        "--timeout", "30", "--client-context", '{"custom":{"a":"b"}}',
    )
    headers = done.json
    assert re.fullmatch(UUID, headers["Lambda-Runtime-Aws-Request-Id"])
    assert 0 < int(headers["Lambda-Runtime-Deadline-Ms"]) - headers["now"] <= 30_000
    assert headers["Lambda-Runtime-Invoked-Function-Arn"] == "arn:aws:lambda:eu-central-1:123456789012:function:Echo"
    assert re.fullmatch(r"Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0", headers["Lambda-Runtime-Trace-Id"])
    assert json.loads(headers["Lambda-Runtime-Client-Context"]) == {"custom": {"a": "b"}}
    assert headers["Content-Type"] == "application/json"


def test_the_environment_is_that_of_lambda(invoke, tmp_path):
    body = """
        id, headers, event = next_event()
        respond(id, json.dumps({"variables": dict(os.environ), "folder": os.getcwd(), "input": sys.stdin.read(), "files": os.listdir("/proc/self/fd")}))
        next_event()
        """
    done = invoke(body, "--memory", "256", environment={"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_DEFAULT_REGION": "eu-west-1", "TZ": "Asia/Tokyo"}).json
    variables = done["variables"]
    expected = {
        "AWS_LAMBDA_FUNCTION_NAME": "Echo", "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "256",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand", "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/Echo", "AWS_REGION": "eu-west-1",
        "AWS_DEFAULT_REGION": "eu-west-1", "TZ": ":UTC", "LANG": "en_US.UTF-8", "_HANDLER": "bootstrap",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:1", "LAMBDA_TASK_ROOT": variables["LAMBDA_TASK_ROOT"],
    }  # fmt: skip
    assert {name: variables.get(name) for name in expected} == expected
    assert Path(variables["LAMBDA_TASK_ROOT"]) == Path(done["folder"]) == tmp_path
    assert done["input"] == ""
    # Standard input, output and error, the connection, and the one that lists them.
    assert len(done["files"]) == 5


def test_what_it_prints_goes_to_standard_error(invoke):
    done = invoke('print("to output", flush=True); print("to error", file=sys.stderr, flush=True)' + bootstraps.ECHO)
    assert done.json == {"message": "Hello"}
    assert "to output\nto error\n" in done.errors


@pytest.mark.parametrize(
    "answer, printed",
    [
        (b'{"b":1.0,"a":[12345678901234567890123,{}]}', b'{\n  "b": 1.0,\n  "a": [\n    12345678901234567890123,\n    {}\n  ]\n}\n'),
        (b"plain \xff bytes", b"plain \xff bytes"),
        (b"", b""),
    ],
)
def test_an_answer_that_is_no_json_is_printed_as_it_is(invoke, answer, printed):
    done = invoke(f"id, headers, event = next_event()\nrespond(id, {answer!r})\nnext_event()")
    assert (done.code, done.output) == (0, printed)


def test_an_event_and_an_answer_may_have_six_megabytes(invoke, tmp_path):
    event = tmp_path / "large.json"
    event.write_text(json.dumps("x" * 6_000_000))
    done = invoke("id, headers, event = next_event()\nassert len(event) == 6000000\nrespond(id, 'y' * %d)\nnext_event()" % LIMIT, event=event)
    assert done.code == 0, done.errors
    assert done.output == b"y" * LIMIT


def test_an_event_over_the_limit_is_refused(invoke, tmp_path):
    event = tmp_path / "large.json"
    event.write_text(json.dumps("x" * 6_291_455))
    done = invoke(bootstraps.ECHO, event=event)
    assert (done.code, done.pids) == (2, [])
    assert f"{event}: it has 6291457 bytes, and Lambda takes events of at most 6291456\n" in done.errors


# MARK: Streaming


STREAM = """
id, headers, event = next_event()
API.putrequest("POST", f"/2018-06-01/runtime/invocation/{id}/response")
for field in [("Lambda-Runtime-Function-Response-Mode", "streaming"), ("Transfer-Encoding", "chunked"), ("Trailer", "Lambda-Runtime-Function-Error-Type"), ("Trailer", "Lambda-Runtime-Function-Error-Body")]:
    API.putheader(*field)
API.endheaders()
for piece in [b"one ", b"two ", b"three" * %d]:
    API.send(b"%%x\\r\\n%%s\\r\\n" %% (len(piece), piece))
"""


def test_a_streamed_answer_may_be_larger(invoke):
    done = invoke(STREAM % 2_000_000 + 'API.send(b"0\\r\\n\\r\\n")\nassert API.getresponse().read()\nAPI.close()\nnext_event()')
    assert done.code == 0, done.errors
    assert done.output == b"one two " + b"three" * 2_000_000


def test_an_error_in_the_middle_of_a_streamed_answer(invoke):
    trailers = """
error = base64.b64encode(json.dumps({"errorType": "Function.Late", "errorMessage": "no more"}).encode())
API.send(b"0\\r\\nLambda-Runtime-Function-Error-Type: Function.Late\\r\\nLambda-Runtime-Function-Error-Body: %s\\r\\n\\r\\n" % error)
assert API.getresponse().read()
next_event()
"""
    done = invoke(STREAM % 1 + trailers)
    assert done.code == 1
    assert done.output == b"one two three"
    assert "Echo failed: Function.Late: no more\n" in done.errors


def test_a_streamed_answer_that_breaks_off(invoke):
    done = invoke(STREAM % 1 + "API.close()\nnext_event()")
    assert done.code == 1
    assert done.output == b"one two three"
    assert "Echo failed: Runtime.TruncatedResponse: " in done.errors


def test_a_process_that_dies_in_the_middle_of_a_streamed_answer(invoke):
    done = invoke(STREAM % 1 + "os._exit(9)")
    assert done.code == 1
    assert "Runtime exited with error: exit status 9" in done.errors


# MARK: The protocol


def test_answers_that_do_not_fit_are_refused_and_change_nothing(invoke):
    body = """
        path = "/2018-06-01/runtime/invocation"
        seen = [respond("00000000-0000-0000-0000-000000000000", "0")]
        id, headers, event = next_event()
        seen += [
            respond("00000000-0000-0000-0000-000000000000", "0"),
            report("00000000-0000-0000-0000-000000000000", "Function.X", "0"),
            call("POST", "/2018-06-01/runtime/init/error", "{}"),
            call("GET", path + "/next"),
            call("GET", "/nothing"),
            call("POST", f"{path}/{id}/other", "0"),
        ]
        done = respond(id, json.dumps([[status, json.loads(body)["errorType"]] for status, headers, body in seen]))
        assert done[0] == 202 and json.loads(done[2]) == {"status": "OK"}
        assert respond(id, "again")[0] == 403
        next_event()
        """
    done = invoke(body)
    assert done.code == 0, done.errors
    state, id = [403, "InvalidStateTransition"], [400, "InvalidRequestID"]
    assert done.json == [state, id, id, state, state, [404, "NotFound"], [404, "NotFound"]]


def test_an_unknown_response_mode_is_refused(invoke):
    body = """
        id, headers, event = next_event()
        assert respond(id, "0", {"Lambda-Runtime-Function-Response-Mode": "flowing"})[0] == 400
        next_event()
        """
    assert invoke(body).json["errorType"] == "Runtime.InvalidResponseModeHeader"


def test_a_client_may_close_its_connections(invoke):
    body = """
        while True:
            status, headers, event = call("GET", "/2018-06-01/runtime/invocation/next", headers={"Connection": "close"})
            assert headers["Connection"] == "close"
            id, event = headers["Lambda-Runtime-Aws-Request-Id"], json.loads(event)
            assert respond(id, json.dumps(event), {"Connection": "close"})[1]["Connection"] == "close"
        """
    done = invoke(body, "--repeat", "20")
    assert done.code == 0, done.errors
    assert done.json == {"message": "Hello"}
    assert done.counts == ("20", "0")


def test_a_client_may_wait_for_100_continue(invoke):
    body = """
        id, headers, event = next_event()
        connection = send(f"POST /2018-06-01/runtime/invocation/{id}/response HTTP/1.1\\r\\nHost: x\\r\\nExpect: 100-continue\\r\\nContent-Length: 4\\r\\n\\r\\n".encode())
        assert connection.recv(1000).startswith(b"HTTP/1.1 100 ")
        connection.sendall(b"true")
        assert connection.recv(1000).startswith(b"HTTP/1.1 202 ")
        next_event()
        """
    assert invoke(body).json is True


def test_an_event_that_nobody_read_is_not_answered(invoke):
    body = """
        lost = send(b"GET /2018-06-01/runtime/invocation/next HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n")
        assert lost.recv(10000).startswith(b"HTTP/1.1 200 ")
        lost.close()
        assert call("GET", "/2018-06-01/runtime/invocation/next")[0] == 403
        time.sleep(1000)
        """
    assert invoke(body, "--timeout", "0.5").json["errorType"] == "Sandbox.Timedout"


def test_an_extension_can_be_registered(invoke):
    body = """
        status, headers, body = call("POST", "/2020-01-01/extension/register", '{"events":[]}', {"Lambda-Extension-Name": "inner"})
        assert call("POST", "/2020-01-01/extension/register", '{"events":[]}')[0] == 403
        waiting = send(b"GET /2020-01-01/extension/event/next HTTP/1.1\\r\\nHost: x\\r\\nLambda-Extension-Identifier: x\\r\\n\\r\\n")
        waiting.settimeout(0.2)
        id, _, event = next_event()
        try:
            said = waiting.recv(1000).decode()
        except TimeoutError:
            said = None
        respond(id, json.dumps([status, headers["Lambda-Extension-Identifier"], json.loads(body), said]))
        next_event()
        """
    status, identifier, body, said = invoke(body).json
    assert (status, said) == (200, None)
    assert re.fullmatch(UUID, identifier)
    assert body == {"functionName": "Echo", "functionVersion": "$LATEST", "handler": "bootstrap"}
