"""The inbox on AWS: MailboxAPI behind a gateway, with an account, its key, and mail that SESInbound has stored."""

import contextlib
import hashlib
import json
import secrets
import time
import urllib.error
import urllib.request

from gateway import HTTPAPI
from inbound import DOMAIN, Inbound, bootstrap, event
from postroom import Answer
from runtime_api import FakeRuntimeAPI
from runtime_process import RuntimeProcess, check

MAILS = [
    b"From: Pear <no-reply@accounts.pear.example>\r\nTo: box@postroom.test\r\nSubject: 482913 is your Pear verification code\r\n\r\n"
    b"To verify your address enter this code: 482913\r\n",
    b"From: Shop <shop@shop.example>\r\nSubject: Your order\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    b"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    b"<p><a href=\"https://shop.example/verify?token=abc\">Verify your address</a> <img src=\"https://shop.example/x.png\"></p>\r\n"
    b"--b\r\nContent-Type: application/pdf; name=invoice.pdf\r\nContent-Disposition: attachment; filename=invoice.pdf\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n--b--\r\n",
]
SCOPES = ["codes", "keys", "mailboxes", "messages"]


class Inbox(Inbound):
    """A deployment in the double."""

    @property
    def environment(self):
        return {**super().environment, "POSTROOM_ANONYMOUS": "allow"}

    def start_api(self, api, **environment):
        return RuntimeProcess(api, [bootstrap("MailboxAPI")], **{**self.environment, "AWS_LAMBDA_LOG_FORMAT": "JSON", **environment})

    @contextlib.contextmanager
    def gateway(self, instances=1, **environment):
        """An HTTP API in front of the function; each instance answers one request at a time."""
        with FakeRuntimeAPI() as api, contextlib.ExitStack() as stack:
            processes = [stack.enter_context(self.start_api(api, **environment)) for _ in range(instances)]
            with HTTPAPI({"$default": processes[0]}) as gateway:
                yield gateway
            assert gateway.problems == []
        check(api)

    def add_account(self, name, plan="local"):
        row = {"pk": f"OWN#{name}", "sk": "ACCOUNT", "name": name, "plan": plan}
        numbers = {"created_at": 0, "since": 0, "keys": 0}
        self.dynamodb.put_item(
            TableName=self.table, Item={**{k: {"S": v} for k, v in row.items()}, **{k: {"N": str(v)} for k, v in numbers.items()}})

    def add_key(self, owner, scopes=SCOPES):
        """A key of an account, as docs/data-model.md has it; returns the secret."""
        secret = "pr_" + secrets.token_hex(32)
        hash = hashlib.sha256(secret.encode())
        row = {
            "pk": {"S": f"KEY#{hash.hexdigest()}"}, "sk": {"S": "META"}, "hash": {"B": hash.digest()}, "owner": {"S": owner}, "name": {"S": "test"},
            "prefix": {"S": secret[:12]}, "scopes": {"L": [{"S": scope} for scope in scopes]}, "created_at": {"N": str(int(time.time() * 1000))},
        }
        listed = {"pk": {"S": f"OWN#{owner}"}, "sk": {"S": f"KEY#key_{hash.hexdigest()[:16]}"}, "hash": {"B": hash.digest()}}
        for item in (row, listed):
            self.dynamodb.put_item(TableName=self.table, Item=item)
        return secret

    def deliver(self, addresses, mails=MAILS):
        """Mails to all of these addresses, by SESInbound."""
        with FakeRuntimeAPI() as api, self.start(api) as function:
            for number, mail in enumerate(mails):
                key = f"m{number}-{secrets.token_hex(4)}"
                self.put_mail(key, mail)
                answered = function.answer(event(key, *addresses))
                assert {one["outcome"] for one in answered["mails"][0]["recipients"]} == {"stored"}, answered


def ask(url, method, path, token=None, body=None, headers=None):
    """An answer of the API; redirects are not followed."""
    fields = {**({"Authorization": f"Bearer {token}"} if token else {}), **(headers or {})}
    if body is not None:
        body, fields = json.dumps(body).encode(), {"Content-Type": "application/json", **fields}
    opener = urllib.request.build_opener(_Stay)
    try:
        with opener.open(urllib.request.Request(url + path, body, fields, method=method), timeout=60) as answer:
            return Answer(answer.status, dict(answer.headers), answer.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, dict(error.headers), error.read())


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def mailboxes(url, token, count, deliver):
    """Makes mailboxes and has mail delivered to them; returns the ids of the messages by address."""
    made = [ask(url, "POST", "/api/v1/mailboxes", token) for _ in range(count)]
    assert {answer.status for answer in made} == {201}, made
    addresses = [answer.json["address"] for answer in made]
    deliver(addresses)
    lists = {address: ask(url, "GET", f"/api/v1/mailboxes/{address}/messages", token) for address in addresses}
    return {address: [message["id"] for message in answer.json["messages"]] for address, answer in lists.items()}


__all__ = ["DOMAIN", "Inbox", "MAILS", "ask", "mailboxes"]
