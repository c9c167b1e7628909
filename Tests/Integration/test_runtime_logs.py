"""The log on stderr: one line for each entry, as text or as JSON, and nothing private in it.

https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
"""

import json
import re
import shutil
import subprocess

import pytest

from runtime_answer import Answer
from runtime_api import TRACE
from runtime_checks import check_log
from runtime_process import BOOTSTRAP, JSON_LOGS

SECRET = "s3cr3t-marker-9f8e7d"
LEVELS = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR"]


def log(message, level="info", metadata=None, **more):
    return {"do": "log", "level": level, "message": message, "metadata": {**(metadata or {}), **more}}


def written(function, *events):
    """Its log lines with messages that begin with "m:", after these events."""
    for event in events:
        function.call(event)
    function.works()
    return [line for line in function.errors if "m:" in line]


# MARK: JSON


def test_a_line_of_json(function, api):
    invocation = api.invoke(log("m: stored", mailbox="42", nested="x"), headers={"Lambda-Runtime-Aws-Tenant-Id": "blue"})
    api.outcome(invocation)
    line = function.wait_for_log(lambda line: line["message"] == "m: stored")
    check_log(line)
    assert line["level"] == "INFO"
    assert line["requestId"] == invocation.id
    assert line["traceId"] == TRACE or line["traceId"] == TRACE.split(";")[0].removeprefix("Root=")
    assert line["tenantId"] == "blue"
    assert line["coldStart"] is True
    assert line["metadata"] == {"mailbox": "42", "nested": "x"}
    function.call(log("m: again"))
    again = function.wait_for_log(lambda line: line["message"] == "m: again")
    assert again["coldStart"] is False
    assert "tenantId" not in again
    assert again["requestId"] != invocation.id
    for line in function.logs:
        check_log(line)


@pytest.mark.parametrize("format", ["JSON", "json", "Json"])
def test_the_name_of_the_format_is_read_in_any_case(start_function, format):
    function = start_function(AWS_LAMBDA_LOG_FORMAT=format)
    [line] = written(function, log("m: x"))
    assert json.loads(line)["message"] == "m: x"


@pytest.mark.parametrize("format", ["Text", "", "XML", None])
def test_text_is_the_default(start_function, format):
    function = start_function(AWS_LAMBDA_LOG_FORMAT=format)
    [line] = written(function, log("m: x", mailbox="42"))
    assert not line.startswith("{")
    assert "INFO" in line.upper() and "m: x" in line and "42" in line


def test_a_line_of_text_names_its_invocation(start_function, api):
    function = start_function()
    invocation = api.invoke(log("m: x"))
    api.outcome(invocation)
    function.wait_for(f"m: x.*{invocation.id}|{invocation.id}.*m: x")


@pytest.mark.parametrize("message", ["m: one\ntwo\r\nthree", "m: \x00\x01\x1b[31mred\x1b[0m", "m: \u2028\u2029\x85", 'm: "quoted" \\ 🦊', "m: " + "x" * 4000])
@pytest.mark.parametrize("format", ["JSON", "Text"])
def test_a_message_stays_in_one_line(start_function, message, format):
    function = start_function(AWS_LAMBDA_LOG_FORMAT=format)
    [line] = written(function, log(message, key=message.removeprefix("m: ")))
    if format == "JSON":
        entry = json.loads(line)
        assert entry["message"] == message
        assert entry["metadata"]["key"] == message.removeprefix("m: ")
    else:
        assert not re.search(r"[\x00-\x08\x0a-\x1f]", line)
        assert "two" not in message or "two" in line


def test_metadata_cannot_take_the_place_of_other_members(function):
    function.call(log("m: x", metadata=dict.fromkeys(["level", "requestId", "message", "timestamp", "metadata", "coldStart"], "forged")))
    line = function.wait_for_log(lambda line: line["message"] == "m: x")
    check_log(line)
    assert line["metadata"]["requestId"] == "forged"
    assert "forged" not in (line["level"], line["requestId"], line["timestamp"])


@pytest.mark.parametrize("format", ["JSON", "Text"])
def test_a_huge_message_is_one_line_that_cloudwatch_takes(start_function, format):
    """256 KiB at most for an event, in every region."""
    function = start_function(AWS_LAMBDA_LOG_FORMAT=format)
    [line] = written(function, log("m: " + "🦊\n" * 500_000, key="x" * 500_000))
    assert "🦊" in line and len(line.encode()) <= 256 * 1024
    assert format == "Text" or check_log(json.loads(line)) is None


# MARK: levels


@pytest.mark.parametrize("lowest", [*LEVELS, "FATAL", "debug", None, "", "nonsense"])
def test_the_level_of_the_environment(start_function, lowest):
    function = start_function(AWS_LAMBDA_LOG_LEVEL=lowest, **JSON_LOGS)
    found = [json.loads(line)["level"] for line in written(function, *(log("m: x", level.lower().replace("warn", "warning")) for level in LEVELS))]
    names = [*LEVELS, "FATAL"]
    known = (lowest or "").upper()
    assert found == LEVELS[names.index(known if known in names else "INFO") :]


def test_critical_is_fatal(function):
    [line] = written(function, log("m: x", "critical"))
    assert json.loads(line)["level"] == "FATAL"


# MARK: one write each


@pytest.mark.parametrize("format", ["JSON", "Text"])
def test_a_line_is_one_write(start_function, tmp_path, format):
    """So that lines of several threads, and of the process and its extension, cannot mix."""
    trace = tmp_path / "trace"
    command = ["strace", "-f", "-qq", "-s", "200000", "-e", "trace=write,writev,sendto", "-o", str(trace)]
    if not shutil.which("strace") or subprocess.run([*command, "true"], capture_output=True).returncode != 0:
        pytest.skip("strace is not there, or may not be used")
    function = start_function([*command, BOOTSTRAP], AWS_LAMBDA_LOG_FORMAT=format, AWS_LAMBDA_LOG_LEVEL="TRACE")
    for event in (log("m: x", key="y\nz"), log("m: " + "x" * 10_000), {"do": "throw", "message": "a\nb"}, {"do": "count", "name": "A", "value": 1}):
        function.call(event)
    function.works()
    function.wait_for_metrics(5)
    function.kill()
    for number, lines in ((1, function.lines), (2, function.errors)):
        calls = re.findall(rf"^\d+ +writev?\({number}, (.*)\) += (\d+)", trace.read_text(), re.M)
        assert calls and len(calls) == len(lines)
        for arguments, _ in calls:
            assert len(re.findall(r'(?<!\\)(?:\\\\)*\\n', arguments)) == 1, arguments[:500]
            assert re.search(r'\\n"(\.\.\.)?(, iov_len.*)?, \d+$', arguments), arguments[-200:]


# MARK: what is private


ADDRESSES = "m: from jane.doe@example.com to <J+tag@mail.example.co.uk>, x@y.de"


@pytest.mark.parametrize("format", ["JSON", "Text"])
def test_addresses_are_shortened(start_function, format):
    function = start_function(AWS_LAMBDA_LOG_FORMAT=format, AWS_LAMBDA_LOG_LEVEL="TRACE")
    [line] = written(function, log(ADDRESSES, recipient="jane.doe@example.com"))
    function.call({"do": "throw", "message": "no mailbox jane.doe@example.com"})
    function.works()
    assert "j…@example.com" in line
    assert "J…@mail.example.co.uk" in line
    assert "x…@y.de" in line or "…@y.de" in line
    assert line.count("j…@example.com") == 2
    assert "jane" not in function.output and "+tag" not in function.output


@pytest.mark.parametrize("format", ["JSON", "Text"])
def test_addresses_are_logged_on_demand(start_function, format):
    function = start_function(AWS_LAMBDA_LOG_FORMAT=format, POSTROOM_LOG_CONTENT="1")
    [line] = written(function, log("m: jane.doe@example.com", recipient="john.doe@example.com"))
    assert "jane.doe@example.com" in line and "john.doe@example.com" in line


TOKEN = "abcDEF123.456-secret_~+/=="


@pytest.mark.parametrize("content", ["1", None])
@pytest.mark.parametrize("format", ["JSON", "Text"])
def test_tokens_are_never_logged(start_function, content, format):
    function = start_function(POSTROOM_LOG_CONTENT=content, AWS_LAMBDA_LOG_FORMAT=format, AWS_LAMBDA_LOG_LEVEL="TRACE")
    hidden = {name: SECRET for name in ("token", "authorization", "secret", "password", "Token", "AUTHORIZATION")}
    lines = written(
        function,
        log(f"m: Authorization: Bearer {TOKEN} was sent"),
        log(f"m: bearer {TOKEN}", header=f"Bearer {TOKEN}", kept="visible"),
        log("m: x", **hidden, kept="visible"),
        {"do": "throw", "message": f"m: Bearer {TOKEN} is refused"},
    )
    # With its content, a whole event may be logged too, whose members have no names that are known.
    lines = [line for line in lines if '"do"' not in line.replace("\\", "")]
    assert "secret_" not in function.output and TOKEN[:12] not in function.output
    assert SECRET not in "\n".join(lines)
    assert sum("visible" in line for line in lines) >= 2


@pytest.mark.parametrize("level", ["TRACE", "INFO"])
@pytest.mark.parametrize("format", ["JSON", "Text"])
def test_events_and_answers_are_not_logged(start_function, api, level, format):
    function = start_function(AWS_LAMBDA_LOG_LEVEL=level, AWS_LAMBDA_LOG_FORMAT=format)
    function.answer({"do": "echo", "value": SECRET})
    function.failure({"do": "echo", "value": {"wrong": SECRET}})
    function.failure(f'{{"do": "echo", "value": "{SECRET}'.encode())
    function.failure(SECRET.encode())
    function.call({"do": "stream", "chunks": [SECRET], "then": "finish"})
    api.script("response", Answer(400, SECRET.encode()))
    function.call({"do": "echo", "value": SECRET})
    function.failure({"do": "checkpoint", "name": "x", "value": SECRET}, seconds=0.2)
    api.next_answers(Answer(503, SECRET.encode()))
    function.works()
    function.call({"do": "trap", "value": SECRET})
    function.end()
    assert SECRET not in function.output


def test_the_error_of_an_event_that_cannot_be_read_does_not_quote_it(function):
    """The error goes to whoever invoked the function, and from there into dead-letter queues and traces."""
    error = function.failure({"do": "echo", "value": {"wrong": SECRET}})
    assert error["errorType"] == "Function.InvalidEvent"
    assert error["errorMessage"]
    assert SECRET not in json.dumps(error)


def test_nothing_is_said_when_nothing_happens(start_function):
    """Lambda's log costs by the line: INFO has what the function says, and failures."""
    function = start_function()
    for _ in range(3):
        function.works()
    assert function.said == []
