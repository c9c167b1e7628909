"""Fixtures: real processes of the built program, in directories of their own, on free ports."""

import signal

import pytest

# A shell that starts the tests in the background has these ignored, and whatever the tests start would ignore them too.
for ignored in (signal.SIGINT, signal.SIGQUIT):
    if signal.getsignal(ignored) == signal.SIG_IGN:
        signal.signal(ignored, signal.default_int_handler if ignored == signal.SIGINT else signal.SIG_DFL)

pytest.register_assert_rewrite(
    "aws_probe", "deployed_forwarding", "deployed_functions", "deployed_mail_log", "deployed_notifications", "http_probe", "http_server",
    "invocation", "policy_calls", "runtime_checks", "runtime_process",
)

from http_probe import Probe  # noqa: E402
from http_server import Server, answer_all  # noqa: E402
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


@pytest.fixture
def serve():
    """Starts servers with a script for their connections; what went wrong in a script fails the test."""
    servers = []

    def start_server(script=answer_all, tls=None):
        servers.append(Server(script, tls))
        return servers[-1]

    yield start_server
    for server in servers:
        server.close()


def probes():
    """Starts processes that drive the HTTP client, with these environment variables alone, and ends them."""
    running = []

    def start_process(**environment):
        running.append(Probe(**environment))
        return running[-1]

    yield start_process
    for process in running:
        process.kill()


start_probe = pytest.fixture(probes)
start_shared_probe = pytest.fixture(probes, scope="module")


@pytest.fixture(scope="module")
def shared_probes():
    return []


@pytest.fixture
def probe(start_shared_probe, shared_probes):
    """A process that drives the HTTP client; the tests of a file share it as long as it lives."""
    if not shared_probes or shared_probes[-1].process.poll() is not None:
        shared_probes.append(start_shared_probe())
    return shared_probes[-1]


@pytest.fixture
def own_probe(start_probe):
    """One of this test alone, which may set it up, stop it, and look at its memory."""
    return start_probe()


@pytest.fixture(scope="session")
def aws_for_all():
    """The AWS double and its judge, started once."""
    # Here, since boto3 takes a while to import and most runs of a single test need none.
    from aws.clients import AWS

    aws = AWS()
    yield aws
    aws.close()


@pytest.fixture(scope="session")
def deployed(tmp_path_factory):
    """What Terraform makes in a double of its own, so that no other test forgets it."""
    from aws.clients import AWS
    from deploy_terraform import Deployment
    from deployment import ALIAS_DOMAINS, MAIL_LOG_VARIABLES, NOTIFICATION_VARIABLES
    from inbound import DOMAIN

    aws = AWS()
    deployment = Deployment(
        tmp_path_factory.mktemp("deployed"), aws, domains=[DOMAIN, "mail.example.com"], alias_domains=ALIAS_DOMAINS, activate_rule_set=True,
        deletion_protection=False, **NOTIFICATION_VARIABLES, **MAIL_LOG_VARIABLES,
    )
    yield deployment
    deployment.close()
    aws.close()


@pytest.fixture(scope="session", autouse=True)
def deploy_meanwhile(request):
    """Terraform's apply is mostly waiting: where tests want it, it begins with the first test."""
    from deploy_terraform import missing

    if not missing() and any("deployed" in item.fixturenames for item in request.session.items):
        request.getfixturevalue("deployed")


def pytest_terminal_summary(terminalreporter):
    from deploy_terraform import missing

    if any("test_terraform" in report.nodeid for report in terminalreporter.stats.get("skipped", [])):
        terminalreporter.write_line(missing(), red=True, bold=True)


@pytest.fixture
def aws(aws_for_all):
    """AWS with nothing in it. What a client of ours sent must have been signed rightly: ask `aws.judge.refusals`."""
    aws_for_all.reset()
    return aws_for_all


@pytest.fixture
def start_client(aws):
    """Starts the client of Core/AWS as a process, with the environment of the double and what is given besides; None leaves one out."""
    from aws_probe import Client

    running = []

    def start(**environment):
        environment = {name: value for name, value in {**aws.environment, **environment}.items() if value is not None}
        running.append(Client(environment))
        return running[-1]

    yield start
    for client in running:
        client.close()


@pytest.fixture
def client(aws, start_client):
    """The client of Core/AWS as a process. What the judge refuses of it fails the test: each signature and each shape has to be right."""
    yield start_client()
    assert aws.judge.refusals == []
