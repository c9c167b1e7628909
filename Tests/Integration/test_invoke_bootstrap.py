"""`postroom invoke --bootstrap`: a bootstrap as a process, under Lambda's rules."""

import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

import bootstraps
from postroom import PROGRAM, ROOT, Process, run

EVENT = "events/echo.json"
LIMIT = 6_291_556
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


def is_running(pid):
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


class Invoked:
    """An invocation that has ended, and the processes that it started."""

    def __init__(self, done, folder):
        self.code = done.returncode
        self.output = done.stdout
        self.errors = done.stderr.decode()
        self.pids = [int(line) for line in (folder / "pids").read_text().split()] if (folder / "pids").exists() else []

    @property
    def json(self):
        return json.loads(self.output)

    @property
    def counts(self):
        """The line of --repeat."""
        return re.search(r"^(\d+) invocations?, (\d+) failed", self.errors, re.M).groups()


@pytest.fixture
def invoke(tmp_path):
    """Runs `postroom invoke Echo` with a bootstrap of this body; no process is left."""
    pids = set()

    def run_bootstrap(body, *arguments, event=EVENT, environment=None):
        body = 'import os; print(os.getpid(), file=open("pids", "a"))\n' + bootstraps.textwrap.dedent(body)
        bootstrap = bootstraps.write(tmp_path / "bootstrap", body)
        done = subprocess.run(
            [PROGRAM, "invoke", "Echo", event, "--bootstrap-path", bootstrap, *arguments],
            capture_output=True, timeout=100, cwd=ROOT, env={**os.environ, **(environment or {})},
        )
        invoked = Invoked(done, tmp_path)
        assert not [pid for pid in invoked.pids if is_running(pid)]
        return invoked

    return run_bootstrap


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


# MARK: Failures


def test_an_error_of_the_function(invoke):
    done = invoke("id, headers, event = next_event()\nassert report(id, 'Function.Boom', 'it \\x1b[2J broke')[0] == 202\nnext_event()")
    assert done.code == 1
    assert done.json == {"errorType": "Function.Boom", "errorMessage": "it \x1b[2J broke"}
    assert "Echo failed: Function.Boom: it \\u{1b}[2J broke\n" in done.errors


def test_an_error_that_is_no_json_takes_its_type_from_the_header(invoke):
    body = """
        id, headers, event = next_event()
        call("POST", f"/2018-06-01/runtime/invocation/{id}/error", "went wrong", {"Lambda-Runtime-Function-Error-Type": "Function.Odd"})
        next_event()
        """
    done = invoke(body)
    assert done.code == 1
    assert "Echo failed: Function.Odd: went wrong\n" in done.errors


def test_an_answer_over_the_limit_gets_413(invoke):
    body = """
        id, headers, event = next_event()
        status, headers, body = respond(id, "y" * %d)
        again = report(id, "Function.Late", "after the answer")
        print("told", status, json.loads(body)["errorType"], again[0], json.loads(again[2])["errorType"], flush=True)
        next_event()
        """
    done = invoke(body % (LIMIT + 1))
    assert done.code == 1
    assert done.json["errorType"] == "Function.ResponseSizeTooLarge"
    assert "(6291557 bytes)" in done.json["errorMessage"] and "(6291556 bytes)" in done.json["errorMessage"]
    assert "told 413 RequestEntityTooLarge 403 InvalidStateTransition\n" in done.errors


def test_a_function_that_takes_too_long_is_ended(invoke):
    done = invoke("signal.signal(signal.SIGTERM, signal.SIG_IGN)\nnext_event()\ntime.sleep(1000)", "--timeout", "0.5")
    assert done.code == 1
    assert done.json["errorType"] == "Sandbox.Timedout"
    assert re.fullmatch(f"RequestId: {UUID} Error: Task timed out after 0.50 seconds", done.json["errorMessage"])


def test_work_after_the_answer_counts_too(invoke):
    done = invoke("id, headers, event = next_event()\nrespond(id, 'true')\ntime.sleep(1000)", "--timeout", "0.5")
    assert done.code == 1
    assert done.json["errorType"] == "Sandbox.Timedout"


def test_work_after_the_answer_is_waited_for(invoke):
    done = invoke("id, headers, event = next_event()\nrespond(id, 'true')\ntime.sleep(0.3)\nprint('flushed', flush=True)\nnext_event()")
    assert (done.code, done.json) == (0, True)
    assert "flushed\n" in done.errors


def test_a_start_that_takes_too_long_is_ended(invoke):
    done = invoke("time.sleep(1000)")
    assert done.code == 1
    assert done.json["errorType"] == "Sandbox.Timedout"
    assert "Init timed out after 10.00 seconds" in done.json["errorMessage"]


@pytest.mark.parametrize("when", ["next_event()\n", ""])
def test_a_function_that_takes_too_much_memory_is_ended(invoke, when):
    done = invoke(when + "data = bytearray(os.urandom(1)) * 200_000_000\ntime.sleep(1000)", "--timeout", "60")
    assert done.code == 1
    assert done.json["errorType"] == "Runtime.OutOfMemory"
    used = int(re.search(r"it used (\d+) of 128 MB", done.json["errorMessage"])[1])
    assert used > 128
    assert re.search(rf"memory \d+ of 128 MB$", done.errors, re.M)


def test_memory_given_back_before_the_answer_counts(invoke):
    body = "id, headers, event = next_event()\ndata = bytearray(os.urandom(1)) * 200_000_000\ndel data\nrespond(id, 'true')\nnext_event()"
    assert invoke(body).json["errorType"] == "Runtime.OutOfMemory"
    assert invoke(body, "--memory", "512").json is True


@pytest.mark.parametrize(
    "end, words",
    [
        ("os._exit(7)", "Runtime exited with error: exit status 7"),
        ("os._exit(0)", "Runtime exited without providing a reason"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "Runtime exited with error: signal: killed"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "Runtime exited with error: signal: segmentation fault"),
    ],
)
@pytest.mark.parametrize("when", ["", "next_event()\n"])
def test_a_function_that_dies(invoke, when, end, words):
    done = invoke(when + end)
    assert done.code == 1
    assert done.json["errorType"] == "Runtime.ExitError"
    assert re.fullmatch(f"RequestId: {UUID} Error: {words}", done.json["errorMessage"])


def test_what_it_says_before_it_dies_counts(invoke):
    """As a handler of SIGSEGV would: one write, and no time to read the answer."""
    body = """
        id, headers, event = next_event()
        error = json.dumps({"errorType": "Function.Crash", "errorMessage": "index out of range"})
        send(f"POST /2018-06-01/runtime/invocation/{id}/error HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: {len(error)}\\r\\n\\r\\n{error}".encode())
        os._exit(1)
        """
    assert invoke(body).json == {"errorType": "Function.Crash", "errorMessage": "index out of range"}


def test_an_error_of_the_start(invoke):
    body = """
        status, headers, body = call("POST", "/2018-06-01/runtime/init/error", json.dumps({"errorType": "Runtime.NoTable", "errorMessage": "TABLE is not set"}))
        print("told", status, flush=True)
        sys.exit(1)
        """
    done = invoke(body)
    assert done.code == 1
    assert done.json == {"errorType": "Runtime.NoTable", "errorMessage": "TABLE is not set"}
    assert "Echo failed: Runtime.NoTable: TABLE is not set\n" in done.errors


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


# MARK: Repeating


def test_warm_invocations_share_a_process(invoke):
    done = invoke(bootstraps.ECHO, "--repeat", "200")
    assert done.code == 0, done.errors
    assert done.json == {"message": "Hello"}
    assert len(done.pids) == 1
    assert re.search(r"^200 invocations, 0 failed: p50 [\d.]+ ms, p99 [\d.]+ ms, max [\d.]+ ms, mean [\d.]+ ms$", done.errors, re.M)


def test_an_error_leaves_the_process(invoke):
    body = """
        count = 0
        while True:
            id, headers, event = next_event()
            count += 1
            report(id, "Function.Third", "x") if count % 3 == 0 else respond(id, str(count))
        """
    done = invoke(body, "--repeat", "10")
    assert (done.code, done.json, done.counts, len(done.pids)) == (1, 10, ("10", "3"), 1)
    assert "Echo failed: Function.Third: x\n" in done.errors


def test_a_process_that_died_is_started_again(invoke):
    body = """
        for _ in range(3):
            id, headers, event = next_event()
            respond(id, "true")
        next_event()
        os._exit(1)
        """
    done = invoke(body, "--repeat", "9")
    assert (done.code, done.json, done.counts, len(done.pids)) == (1, True, ("9", "2"), 3)


def test_a_process_that_ends_between_events_loses_none(invoke):
    done = invoke("id, headers, event = next_event()\nrespond(id, str(os.getpid()))", "--repeat", "4")
    assert (done.code, done.counts, len(done.pids)) == (0, ("4", "0"), 4)
    assert "the bootstrap ended after its answer" in done.errors


def test_three_deaths_in_a_row_are_enough(invoke):
    done = invoke("next_event()\nos._exit(1)", "--repeat", "50")
    assert (done.code, done.counts, len(done.pids)) == (1, ("3", "3"), 3)
    assert "gave up: 3 bootstraps in a row ended without an answer" in done.errors


def test_a_handler_in_this_process_can_be_repeated(tmp_path):
    mail = tmp_path / "mail.eml"
    mail.write_bytes(b"Subject: x\r\n\r\ny\r\n")
    done = run("invoke", "SESInbound", "events/ses-inbound.json", "--raw", mail, "--repeat", "20", "--log-level", "error")
    assert done.returncode == 0, done.stderr
    assert [recipient["outcome"] for recipient in json.loads(done.stdout)["mails"][0]["recipients"]] == ["duplicate"]
    assert re.search(rb"^duration: [\d.]+ ms\n20 invocations, 0 failed: p50 [\d.]+ ms, p99 ", done.stderr, re.M)


ECHO_BOOTSTRAP = PROGRAM.with_name("EchoBootstrap")


@pytest.mark.skipif(not ECHO_BOOTSTRAP.exists(), reason="swift build -c release --product EchoBootstrap makes it")
def test_a_bootstrap_of_this_package_can_be_invoked():
    done = run("invoke", "Echo", EVENT, "--bootstrap", "--repeat", "50")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["message"] == "Hello"
    assert re.search(rb"^50 invocations, 0 failed: p50 ", done.stderr, re.M)


# MARK: Being stopped


STUBBORN = """
signal.signal(signal.SIGTERM, signal.SIG_IGN)
helper = subprocess.Popen(["sleep", "1000"])
print("pids", os.getpid(), helper.pid, flush=True)
next_event()
time.sleep(1000)
"""


@pytest.fixture
def stubborn(tmp_path):
    """A running `postroom invoke` whose bootstrap ignores SIGTERM, and the processes below it."""
    bootstrap = bootstraps.write(tmp_path / "bootstrap", STUBBORN)
    process = Process([PROGRAM, "invoke", "Echo", EVENT, "--bootstrap-path", bootstrap, "--timeout", "900"])
    pids = []
    try:
        pids = [int(pid) for pid in process.wait_for(r"pids (\d+) (\d+)").groups()]
        yield process, pids
    finally:
        process.kill()
        for pid in pids:
            if is_running(pid):
                os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_the_bootstrap_and_what_it_started(stubborn, how):
    process, pids = stubborn
    assert os.getpgid(pids[0]) == pids[0]
    assert process.stop(how) == 128 + how
    assert not [pid for pid in pids if is_running(pid)]


def test_a_second_signal_changes_nothing(stubborn):
    process, pids = stubborn
    process.process.send_signal(signal.SIGINT)
    assert process.stop(signal.SIGINT) == 130
    assert not [pid for pid in pids if is_running(pid)]


def test_the_bootstrap_dies_with_a_program_that_is_killed(stubborn):
    process, pids = stubborn
    process.stop(signal.SIGKILL)
    wait_until(lambda: not is_running(pids[0]))


def test_a_bootstrap_may_end_in_peace(invoke):
    body = """
        def end(*_):
            print("ended in peace", flush=True)
            sys.exit(0)
        signal.signal(signal.SIGTERM, end)
        """
    done = invoke(bootstraps.textwrap.dedent(body) + bootstraps.ECHO)
    assert done.code == 0
    assert "ended in peace\n" in done.errors


# MARK: Options


def test_the_bootstrap_is_looked_for(tmp_path):
    program = tmp_path / "bin" / "postroom"
    program.parent.mkdir()
    os.link(PROGRAM, program) if PROGRAM.stat().st_dev == tmp_path.stat().st_dev else program.write_bytes(PROGRAM.read_bytes())
    program.chmod(0o755)

    def invoke():
        return subprocess.run([program, "invoke", "Echo", ROOT / EVENT, "--bootstrap"], capture_output=True, text=True, timeout=60, cwd=tmp_path)

    missing = invoke()
    assert missing.returncode == 2
    beside, packaged = tmp_path / "bin" / "EchoBootstrap", tmp_path / "dist" / "Echo" / "bootstrap"
    for words in [str(beside), str(packaged), "swift build -c release --product EchoBootstrap", "make package FUNCTION=Echo && unzip dist/Echo.zip -d dist/Echo"]:
        assert words in missing.stderr
    packaged.parent.mkdir(parents=True)
    for place in [packaged, beside]:
        bootstraps.write(place, bootstraps.ECHO)
        done = invoke()
        assert done.returncode == 0, done.stderr
        assert f"bootstrap: {place}\n" in done.stderr


@pytest.mark.parametrize(
    "arguments, complaint",
    [
        (["Echo", EVENT, "--repeat", "0", "--bootstrap-path", "B"], "--repeat 0: it takes a number from 1"),
        (["SESInbound", EVENT, "--repeat=-1"], "--repeat -1: it takes a number from 1"),
        (["Echo", EVENT, "--bootstrap-path", "/nowhere/b"], "--bootstrap-path /nowhere/b: there is no such file"),
        (["Echo", EVENT, "--bootstrap-path", "README.md"], "--bootstrap-path README.md: it is no file that may be executed"),
        (["Echo", EVENT, "--bootstrap-path", "Tests"], "--bootstrap-path Tests: it is no file that may be executed"),
        (["Echo", EVENT, "--bootstrap-path", "B", "--timeout", "0"], "--timeout 0.0: it takes seconds above 0 and up to 900"),
        (["Echo", EVENT, "--bootstrap-path", "B", "--memory", "64"], "--memory 64: it takes MB from 128 to 10240"),
        (["Echo", EVENT, "--bootstrap-path", "B", "--client-context", "{\n}"], "--client-context: it takes a JSON object in ASCII"),
        (["Echo", EVENT, "--bootstrap-path", "B", "--raw", "x"], "--raw is for a function in this process"),
        (["Echo", "README.md", "--bootstrap-path", "B"], "README.md: it is not JSON"),
        (["Echo", "none.json", "--bootstrap-path", "B"], "none.json: there is no such file"),
        (["SESInbound", EVENT, "--timeout", "3"], "--timeout needs --bootstrap"),
        (["SESInbound", "events/ses-inbound.json", "--bootstrap"], "SESInbound has no bootstrap yet"),
    ],
)
def test_what_cannot_be_done_is_explained(tmp_path, arguments, complaint):
    bootstrap = bootstraps.write(tmp_path / "b", "")
    done = run("invoke", *[str(bootstrap) if word == "B" else word for word in arguments])
    assert done.returncode == 2
    assert complaint in done.stderr.decode()
    assert done.stdout == b""


@pytest.mark.parametrize(
    "content, complaint",
    [
        (b"\x7fELF", "it is no program for this machine"),
        (b"#!/nowhere/python\n", "the interpreter that its first line names is missing"),
    ],
)
def test_a_file_that_cannot_be_started_is_named(tmp_path, content, complaint):
    bootstrap = tmp_path / "b"
    bootstrap.write_bytes(content)
    bootstrap.chmod(0o755)
    done = run("invoke", "Echo", EVENT, "--bootstrap-path", bootstrap)
    assert done.returncode == 2
    assert f"cannot start {bootstrap}: {complaint}" in done.stderr.decode()
