"""Bootstraps for the tests: small programs that speak Lambda's Runtime API, and nothing of Postroom's own."""

import sys
import textwrap

# What every bootstrap starts with. One connection is kept for all requests, as real ones do.
RUNTIME = '''
import base64, http.client, json, os, signal, socket, subprocess, sys, time

HOST, PORT = os.environ["AWS_LAMBDA_RUNTIME_API"].split(":")
API = http.client.HTTPConnection(HOST, int(PORT))

def call(method, path, body=None, headers={}):
    """Status, header fields and body of the answer."""
    API.request(method, path, body, headers)
    answer = API.getresponse()
    return answer.status, answer.headers, answer.read()

def next_event():
    status, headers, body = call("GET", "/2018-06-01/runtime/invocation/next")
    assert status == 200, (status, body)
    return headers["Lambda-Runtime-Aws-Request-Id"], headers, json.loads(body)

def respond(id, answer, headers={}):
    return call("POST", f"/2018-06-01/runtime/invocation/{id}/response", answer, headers)

def report(id, type, message, headers={}):
    body = json.dumps({"errorType": type, "errorMessage": message})
    return call("POST", f"/2018-06-01/runtime/invocation/{id}/error", body, headers)

def send(data):
    """Sends bytes on a connection of its own."""
    connection = socket.create_connection((HOST, int(PORT)))
    connection.sendall(data)
    return connection
'''

ECHO = """
while True:
    id, headers, event = next_event()
    respond(id, json.dumps(event))
"""


def write(path, body):
    """Writes an executable bootstrap; `body` follows the definitions of RUNTIME."""
    path.write_text(f"#!{sys.executable}\n{RUNTIME}\n{textwrap.dedent(body)}")
    path.chmod(0o755)
    return path
