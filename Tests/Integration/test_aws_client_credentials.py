"""Core/AWS and where credentials come from, as a process: the environment, shared files, a command, a container, a web identity."""

import json
import time
import xml.etree.ElementTree as ElementTree

import pytest
from aws import faults
from test_aws_client_time import files


@pytest.fixture
def keys(aws):
    """Temporary keys that the judge knows."""
    aws.judge.accept_keys("ASIATEMP", "a/secret+key", "a/token+with=signs")
    return {"AccessKeyId": "ASIATEMP", "SecretAccessKey": "a/secret+key"}


def identity(client):
    return client.call("sts.identity")


def used(aws):
    """The access keys that calls were signed with."""
    return {dict(call.headers)["Authorization"].split("Credential=")[1].split("/")[0] for call in aws.judge.calls if call.operation == "GetCallerIdentity"}


def test_the_environment(aws, keys, start_client):
    client = start_client(AWS_ACCESS_KEY_ID="ASIATEMP", AWS_SECRET_ACCESS_KEY="a/secret+key", AWS_SESSION_TOKEN="a/token+with=signs")
    identity(client)
    assert used(aws) == {"ASIATEMP"} and aws.judge.refusals == []


@pytest.mark.parametrize("missing", ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
def test_half_of_a_key(aws, start_client, missing):
    failure = start_client(**{missing: None}).fail("sts.identity")
    assert failure.description == f"{missing} is not set, although the other half of the access key is: set both or none"
    assert aws.judge.calls == []


SECTION = "aws_access_key_id = ASIATEMP\r\naws_secret_access_key=a/secret+key\naws_session_token = a/token+with=signs # until noon\n"


@pytest.mark.parametrize("place", ["credentials", "config"])
def test_a_profile_of_the_shared_files(tmp_path, aws, keys, start_client, place):
    name = "work" if place == "credentials" else "profile work"
    other = "[default]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = other\n"
    client = start_client(**files(tmp_path, profile="work", **{place: f"{other}[{name}]\n{SECTION}"}))
    identity(client)
    assert used(aws) == {"ASIATEMP"} and aws.judge.refusals == []


def test_files_in_the_home(tmp_path, aws, keys, start_client):
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws" / "credentials").write_text(f"[default]\n{SECTION}")
    (tmp_path / ".aws" / "config").write_text(f"[default]\nregion = {aws.region}\n")
    identity(start_client(AWS_ACCESS_KEY_ID=None, AWS_SECRET_ACCESS_KEY=None, AWS_REGION=None, HOME=str(tmp_path)))
    assert used(aws) == {"ASIATEMP"} and aws.judge.refusals == []


def test_a_profile_that_is_not_there(tmp_path, aws, start_client):
    failure = start_client(**files(tmp_path, profile="wrk")).fail("sts.identity")
    assert "there is no profile 'wrk', which AWS_PROFILE names" in failure.description


def test_no_credentials_at_all(tmp_path, aws, start_client):
    """The message says what to do."""
    failure = start_client(AWS_ACCESS_KEY_ID=None, AWS_SECRET_ACCESS_KEY=None, HOME=str(tmp_path)).fail("sts.identity")
    assert failure.type == "AWSCredentialsError"
    for word in ("there are no AWS credentials", "aws configure", "AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"):
        assert word in failure.description
    assert aws.judge.calls == []


# MARK: a command


def process(tmp_path, script, profile="work"):
    path = tmp_path / "command with space"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return files(tmp_path, f"[profile {profile}]\ncredential_process = '{path}' argument\n", profile=profile)


def test_a_command(tmp_path, aws, keys, start_client):
    document = json.dumps({"Version": 1, **keys, "SessionToken": "a/token+with=signs", "Expiration": "2099-01-01T00:00:00Z"})
    client = start_client(**process(tmp_path, f"test \"$1\" = argument && echo '{document}'"))
    identity(client)
    assert used(aws) == {"ASIATEMP"} and aws.judge.refusals == []


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("echo a-secret; exit 3", "the credential_process of the profile 'work' failed with exit code 3: run its command to see why"),
        ("echo a-secret; kill -9 $$", "the credential_process of the profile 'work' failed with exit code 137"),
        ("echo a-secret", "the credential_process of the profile 'work' gave no JSON with AccessKeyId and SecretAccessKey"),
        ("exit 0", "gave no JSON with AccessKeyId and SecretAccessKey"),
        ("head -c 100000 /dev/zero", "did not end within 60 seconds, or wrote too much"),
        ('echo \'{"AccessKeyId": "a", "SecretAccessKey": "a-secret", "Expiration": "soon"}\'', "gave an Expiration that is no time of RFC 3339"),
    ],
)
def test_a_command_that_fails(tmp_path, aws, start_client, script, message):
    failure = start_client(**process(tmp_path, script)).fail("sts.identity")
    assert failure.type == "AWSCredentialsError" and message in failure.description
    assert "a-secret" not in failure.description and aws.judge.calls == []


# MARK: a container


@pytest.fixture
def endpoint(serve, keys):
    """The endpoint of a container, which answers as `endpoint.answers` says, the last one again and again."""

    def script(connection):
        while connection.request():
            status, document = server.answers.pop(0) if len(server.answers) > 1 else server.answers[0]
            connection.respond(status, json.dumps(document).encode())

    server = serve(script)
    server.answers = [(200, {**keys, "Token": "a/token+with=signs", "Expiration": "2099-01-01T00:00:00Z", "RoleArn": "arn:x"})]
    return server


def container(endpoint, **more):
    url = endpoint.url("/v2/credentials")
    return {"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None, "AWS_CONTAINER_CREDENTIALS_FULL_URI": url, **more}


def test_a_container(tmp_path, aws, endpoint, start_client):
    """The token is read anew from its file."""
    token = tmp_path / "token"
    token.write_text("first\n")
    soon = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 100))
    endpoint.answers.insert(0, (200, {**endpoint.answers[0][1], "Expiration": soon}))
    client = start_client(**container(endpoint, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=str(token)))
    identity(client)
    token.write_text("second")
    identity(client)
    identity(client)
    assert [(request.target, request.value("Authorization")) for request in endpoint.requests] == [
        ("/v2/credentials", "first"), ("/v2/credentials", "second")
    ]  # fmt: skip
    assert used(aws) == {"ASIATEMP"} and aws.judge.refusals == []


def test_credentials_serve_while_no_new_ones_come(aws, endpoint, start_client):
    soon = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 100))
    endpoint.answers = [(200, {**endpoint.answers[0][1], "Expiration": soon}), (500, {})]
    client = start_client(**container(endpoint, AWS_CONTAINER_AUTHORIZATION_TOKEN="Basic x"))
    for _ in range(3):
        identity(client)
    # It was asked a second time, and not again with each call.
    assert [request.value("Authorization") for request in endpoint.requests] == ["Basic x"] * 2
    assert aws.judge.refusals == []


@pytest.mark.parametrize(
    ("status", "document", "message"),
    [
        (403, {"message": "a-secret"}, "the container's credentials endpoint answered with status 403"),
        (200, {"message": "a-secret"}, "the container's credentials endpoint gave no JSON with AccessKeyId and SecretAccessKey"),
    ],
)
def test_a_container_that_has_none(endpoint, start_client, status, document, message):
    endpoint.answers = [(status, document)]
    failure = start_client(**container(endpoint)).fail("sts.identity")
    assert (failure.type, failure.description) == ("AWSCredentialsError", message)


# MARK: a web identity


def test_a_web_identity(tmp_path, aws, start_client):
    """The double makes keys, which the judge has to learn."""
    token = tmp_path / "token"
    token.write_text("a.web.identity-token")
    found = []

    def learn(answer):
        names = ("AccessKeyId", "SecretAccessKey", "SessionToken")
        texts = [next(one.text for one in ElementTree.fromstring(answer.body).iter() if one.tag.endswith(f"}}{name}")) for name in names]
        aws.judge.accept_keys(*texts)
        found.append(texts[0])
        return answer

    aws.judge.fault(faults.changed(learn), "sts", "AssumeRoleWithWebIdentity")
    role = f"arn:aws:iam::{aws.account}:role/postroom"
    environment = {"AWS_WEB_IDENTITY_TOKEN_FILE": str(token), "AWS_ROLE_ARN": role, "AWS_ROLE_SESSION_NAME": "session"}
    client = start_client(AWS_ACCESS_KEY_ID=None, AWS_SECRET_ACCESS_KEY=None, **environment)
    identity(client)
    identity(client)
    assert aws.judge.counts() == {"sts.AssumeRoleWithWebIdentity": 1, "sts.GetCallerIdentity": 2}
    assert used(aws) == set(found) and aws.judge.refusals == []
    assert "Authorization" not in dict(aws.judge.calls[0].headers)


def test_a_web_identity_that_is_refused(tmp_path, aws, start_client):
    token = tmp_path / "token"
    token.write_text("a.web.identity-token")
    environment = {"AWS_WEB_IDENTITY_TOKEN_FILE": str(token), "AWS_ROLE_ARN": "arn:aws:iam::1:role/x"}
    aws.judge.fault(faults.error(403, "AccessDenied", "Not authorized"), "sts", "AssumeRoleWithWebIdentity", times=None)
    failure = start_client(AWS_ACCESS_KEY_ID=None, AWS_SECRET_ACCESS_KEY=None, **environment).fail("sts.identity")
    assert failure.type == "AWSCredentialsError"
    assert "the role arn:aws:iam::1:role/x cannot be assumed" in failure.description and "AccessDenied" in failure.description
    assert "identity-token" not in failure.description


# MARK: configuration


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"AWS_REGION": None, "HOME": "/nowhere"}, "AWS_REGION is not set: set it to the region that Postroom is deployed in"),
        ({"AWS_REGION": "Frankfurt!"}, "AWS_REGION is 'Frankfurt!', which is no region"),
        ({"AWS_ENDPOINT_URL": "localhost:4566"}, "AWS_ENDPOINT_URL is 'localhost:4566', which is no URL"),
        ({"AWS_ENDPOINT_URL_SQS": "http://user:a-secret@host"}, "AWS_ENDPOINT_URL_SQS has an at sign"),
    ],
)
def test_a_configuration_that_is_wrong(start_client, environment, message):
    failure = start_client(**environment).fail("sts.identity")
    assert failure.type == "InvalidAWSConfiguration" and message in failure.description and "a-secret" not in failure.description


def test_an_endpoint_for_one_service(aws, start_client):
    """The judge's address for one service refuses all others."""
    client = start_client(AWS_ENDPOINT_URL="http://127.0.0.1:1", AWS_ENDPOINT_URL_STS=aws.judge.endpoint("sts"))
    identity(client)
    assert client.fail("ses.account").code == "NotSent"
    assert aws.judge.counts() == {"sts.GetCallerIdentity": 1} and aws.judge.refusals == []


def test_the_other_variable_for_the_region(aws, start_client):
    identity(start_client(AWS_REGION=None, AWS_DEFAULT_REGION=aws.region))
    assert aws.judge.refusals == []
