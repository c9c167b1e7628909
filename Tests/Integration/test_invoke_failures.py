"""`postroom invoke --bootstrap`: how functions fail, and how they are stopped."""

import os
import re
import signal
import time

import pytest

import bootstraps
from invocation import EVENT, LIMIT, UUID, is_running, wait_until
from postroom import PROGRAM, Process


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
