"""`postroom invoke --bootstrap`: many events for one bootstrap."""

import json
import os
import re

import pytest

import bootstraps
from invocation import EVENT
from postroom import PROGRAM, run


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
