"""Every status from 200 to 599, on every endpoint of the Runtime API."""

import pytest

from runtime_answer import Answer
from runtime_checks import check_error, names_status
from runtime_process import JSON_LOGS, contract, each

RETRIED = [408, 429, *range(501, 600)]
FATAL = [status for status in range(201, 600) if status not in RETRIED]
SAMPLE = sorted({200, 201, 202, 204, 301, 302, 304, 307, 308, 400, 401, 403, 404, 407, 408, 413, 417, 429, 500, 502, 503, 504, *range(205, 600, 17)})
"""For the endpoints whose sweep needs a process for every status."""


def answer(status, api):
    """An answer with a status, as a server would send it."""
    headers = []
    if 300 <= status < 400:
        headers.append(("Location", f"http://{api.address}/elsewhere"))
    if status in (401, 407):
        headers.append(("WWW-Authenticate" if status == 401 else "Proxy-Authenticate", 'Basic realm="x"'))
    if status in (429, 503):
        headers.append(("Retry-After", "100"))
    return Answer(status, b'{"errorMessage":"scripted","errorType":"InternalServerError"}', headers)


def test_next_is_asked_again_after_408_429_and_all_5xx_but_500():
    def retried(statuses):
        with contract(**JSON_LOGS) as (api, process):
            for status in statuses:
                api.next_answers(answer(status, api))
                process.works()

    each([RETRIED[part::10] for part in range(10)], retried, workers=10)


def test_any_other_status_of_next_ends_the_process_with_one_line():
    def fatal(status):
        # As text, which is the default.
        with contract() as (api, process):
            api.next_answers(answer(status, api))
            assert process.end() == 1
            assert len(process.said) == 1, process.output
            assert names_status(process.said[0], status), process.output
            assert len(api.of("next")) == 1

    each(FATAL, fatal)


def test_next_is_tried_five_times_with_pauses_that_double_from_100_ms():
    def exhausted(case):
        failure, named = case
        with contract(**JSON_LOGS) as (api, process):
            api.next_answers(*[failure] * 5)
            # One that would work is not asked for.
            api.invoke({"do": "echo", "value": "too late"})
            assert process.end() == 1
            tries = [request.at for request in api.of("next")]
            assert len(tries) == 5, process.output
            for pause, nominal in zip((later - earlier for earlier, later in zip(tries, tries[1:])), (0.1, 0.2, 0.4, 0.8)):
                # The jitter may take half of it, or add as much.
                assert nominal * 0.45 < pause < nominal * 1.6 + 0.2, tries
            [line] = process.logs_of("ERROR", "FATAL")
            assert named is None or names_status(line, named), line
            assert process.logs[-1] == line

    cases = [(Answer(503), 503), (Answer(429), 429), (Answer(raw=b"\x16\x03\x01\x02\x00 this is no HTTP\r\n\r\n", close=True, how="fin"), None)]
    cases += [(Answer(200, cut=cut, how=how), None) for cut in ("status-line", "half-headers") for how in ("rst", "fin")]
    each(cases, exhausted, workers=8)


def test_a_good_answer_of_next_resets_the_count(function, api):
    for _ in range(3):
        api.next_answers(Answer(502), Answer(502))
        function.works()


@pytest.mark.parametrize("interim", [(100,), (103,), (100, 102, 103)])
def test_interim_answers_are_skipped(function, api, interim):
    api.script("response", Answer(interim=interim), Answer(interim=interim))
    for _ in range(2):
        assert function.answer({"do": "echo", "value": "x"}, answer=Answer(200, interim=interim))["value"] == "x"
    function.works()
    assert function.logs_of("WARN", "ERROR", "FATAL") == []


@pytest.mark.parametrize("endpoint, event", [("response", {"do": "echo", "value": "x"}), ("error", {"do": "throw", "message": "x"})])
def test_a_refused_answer_is_logged_and_the_process_goes_on(function, api, endpoint, event):
    statuses = [status for status in range(200, 600) if status not in (202, 500)]
    invocations = []
    for status in statuses:
        api.script(endpoint, answer(status, api))
        invocations.append(api.invoke(event))
        api.outcome(invocations[-1])
    function.works()
    for status, invocation in zip(statuses, invocations):
        posts = api.posts(invocation)
        assert [post.endpoint for post in posts].count(endpoint) == 1, f"{status}: {posts}"
        # 413 is the size, and an error is not wanted any more: Lambda answers 403 to it.
        assert status != 413 or len(posts) == 1
        lines = [line for line in function.logs_of("ERROR", "FATAL") if line.get("requestId") == invocation.id and names_status(line, status)]
        assert len(lines) == 1, f"{status}: {lines}"
        assert lines[0]["level"] == "ERROR"


@pytest.mark.parametrize("endpoint, event", [("response", {"do": "echo", "value": "x"}), ("error", {"do": "throw", "message": "x"})])
def test_202_is_acceptance(function, api, endpoint, event):
    assert function.call(event).endpoint == endpoint
    function.works()
    assert not [line for line in function.logs_of("ERROR", "FATAL") if names_status(line, 202)]


@pytest.mark.parametrize("endpoint, event", [("response", {"do": "echo", "value": "x"}), ("error", {"do": "throw", "message": "x"})])
def test_500_to_an_answer_ends_the_process_with_one_line(start_function, api, endpoint, event):
    """The Runtime API's container error: "Runtime should exit promptly"."""
    function = start_function(**JSON_LOGS)
    api.script(endpoint, Answer(500))
    function.call(event)
    assert function.end() == 1
    [line] = [line for line in function.logs_of("ERROR", "FATAL") if names_status(line, 500)]
    assert function.logs[-1] == line
    assert len(api.of("response", "error")) == 1


def test_no_redirect_is_followed():
    with contract(**JSON_LOGS) as (api, process):
        for status in (301, 302, 303, 307, 308):
            api.script("response", answer(status, api))
            process.call({"do": "echo", "value": "x"})
        process.works()
        # Any request of another path is a problem, which ends this test.


def test_any_answer_to_the_init_error_ends_the_process():
    def ended(status):
        with contract(lambda api: api.script("init", answer(status, api)), CONTRACT_INIT="throw") as (api, process):
            assert process.end() == 1
            [post] = api.of("init")
            check_error(post)
            assert api.of("next") == []

    each(SAMPLE, ended)


def test_a_failed_registration_is_one_warning():
    def registered(status):
        with contract(lambda api: api.script("register", answer(status, api)), **JSON_LOGS) as (api, process):
            process.works()
            warnings = process.logs_of("WARN", "ERROR", "FATAL")
            assert [line["level"] for line in warnings] == ["WARN"], process.output
            assert names_status(warnings[0], status), warnings
            assert len(api.of("register")) == 1 and api.of("events") == []

    each([status for status in SAMPLE if status != 200], registered)


@pytest.mark.parametrize(
    "answer",
    [Answer(200), Answer(raw=b"nonsense\r\n\r\n", close=True), *(Answer(200, cut=cut, how=how) for cut in ("head", "half-request", "status-line") for how in ("rst", "fin"))],
)
def test_a_registration_without_a_good_answer_is_one_warning(start_function, api, answer):
    """200 without an identifier, no HTTP, connections that end."""
    api.script("register", answer)
    function = start_function(**JSON_LOGS)
    function.works()
    assert [line["level"] for line in function.logs_of("WARN", "ERROR", "FATAL")] == ["WARN"], function.output


@pytest.mark.parametrize("answer", [Answer(500), Answer(403), Answer(200, cut="head"), Answer(200, b'{"eventType":"INVOKE"}')])
def test_what_the_extension_is_told_does_not_end_the_process(start_function, api, answer):
    api.script("events", answer)
    function = start_function(**JSON_LOGS)
    api.wait(lambda: api.of("events"))
    for _ in range(5):
        function.works()
