"""Fixtures: real processes of the built program, in directories of their own, on free ports."""

import pytest

pytest.register_assert_rewrite("aws_probe", "invocation", "runtime_checks", "runtime_process")

from invocation import bootstrap_runner  # noqa: E402
from postroom import Postroom  # noqa: E402
from runtime_api import FakeRuntimeAPI  # noqa: E402
from runtime_process import JSON_LOGS, RuntimeProcess, check  # noqa: E402


@pytest.fixture
def start(tmp_path):
    """Starts `postroom dev`; every process it started is gone when the test ends."""
    running = []

    def start_postroom(*arguments, data=None, **options):
        postroom = Postroom(data or tmp_path / "data", *arguments, **options)
        running.append(postroom)
        return postroom

    yield start_postroom
    for postroom in running:
        postroom.kill()


@pytest.fixture
def postroom(start):
    """A Postroom as `make run` starts it: it takes mail for any address."""
    return start("--catch-all")


@pytest.fixture
def invoke(tmp_path):
    """Runs `postroom invoke Echo` with a bootstrap of the body that it gets."""
    return bootstrap_runner(tmp_path)


@pytest.fixture
def api():
    """A Runtime API; what came to it is checked when the test ends."""
    with FakeRuntimeAPI() as api:
        yield api
    check(api)


@pytest.fixture
def start_function(api):
    """Starts the contract function, with these environment variables besides those of Lambda; a command may wrap it."""
    running = []

    def start_process(command=None, **environment):
        running.append(RuntimeProcess(api, command, **environment))
        return running[-1]

    yield start_process
    for process in running:
        process.kill()


@pytest.fixture
def function(start_function):
    """The contract function, logging JSON."""
    return start_function(**JSON_LOGS)


@pytest.fixture(scope="session")
def aws_for_all():
    """The AWS double and its judge, started once."""
    # Here, since boto3 takes a while to import and most runs of a single test need none.
    from aws.clients import AWS

    aws = AWS()
    yield aws
    aws.close()


@pytest.fixture
def aws(aws_for_all):
    """AWS with nothing in it. What a client of ours sent must have been signed rightly: ask `aws.judge.refusals`."""
    aws_for_all.reset()
    return aws_for_all


@pytest.fixture
def start_probe(aws):
    """Starts the client of Core/AWS as a process, with the environment of the double and what is given besides; None leaves one out."""
    from aws_probe import Probe

    running = []

    def start(**environment):
        environment = {name: value for name, value in {**aws.environment, **environment}.items() if value is not None}
        running.append(Probe(environment))
        return running[-1]

    yield start
    for probe in running:
        probe.close()


@pytest.fixture
def probe(aws, start_probe):
    """The client of Core/AWS as a process. What the judge refuses of it fails the test: each signature and each shape has to be right."""
    yield start_probe()
    assert aws.judge.refusals == []
