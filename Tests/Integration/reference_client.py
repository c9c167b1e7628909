"""A client that knows four calls only: create a mailbox, list its messages, get one, delete the mailbox.

    python3 Tests/Integration/reference_client.py URL SMTP_HOST SMTP_PORT

It is a program of its own and knows nothing of these tests: clients that were written for that small contract go on working.
"""

import json
import smtplib
import sys
import time
import urllib.error
import urllib.parse
import urllib.request


class Client:
    def __init__(self, url):
        self.url = url
        self.token = None

    def call(self, method, path, **query):
        target = f"{self.url}/api/v1/{path}" + (f"?{urllib.parse.urlencode(query)}" if query else "")
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        with urllib.request.urlopen(urllib.request.Request(target, method=method, headers=headers), timeout=30) as answer:
            body = answer.read()
            return answer.status, json.loads(body) if body else None


def main(url, host, port):
    client = Client(url)
    status, mailbox = client.call("POST", "mailboxes", ttl_minutes=30)
    assert status == 201, status
    address = mailbox["address"]
    local, _, domain = address.partition("@")
    assert local.count("-") == 2 and local.rpartition("-")[2].isdigit() and domain, address
    assert mailbox["expires_at"] and mailbox["session_token"], mailbox
    client.token = mailbox["session_token"]

    status, listed = client.call("GET", f"mailboxes/{address}/messages")
    assert status == 200 and listed["messages"] == [], listed

    with smtplib.SMTP(host, int(port), timeout=30) as smtp:
        smtp.sendmail("shop@shop.example", [address], b"From: Shop <shop@shop.example>\r\nSubject: Your code\r\n\r\nThe code is 847291.\r\n")
    for _ in range(100):
        _, listed = client.call("GET", f"mailboxes/{address}/messages")
        if listed["messages"]:
            break
        time.sleep(0.1)
    [message] = listed["messages"]
    assert message["subject"] == "Your code" and message["is_read"] is False, message

    _, whole = client.call("GET", f"mailboxes/{address}/messages/{message['id']}")
    assert "847291" in whole["text"] and whole["from"][0]["address"] == "shop@shop.example", whole
    _, listed = client.call("GET", f"mailboxes/{address}/messages")
    assert listed["messages"][0]["is_read"] is True, listed

    status, _ = client.call("DELETE", f"mailboxes/{address}/messages/{message['id']}")
    assert status == 204, status
    status, _ = client.call("DELETE", f"mailboxes/{address}")
    assert status == 204, status
    try:
        client.call("GET", f"mailboxes/{address}/messages")
        raise AssertionError("the mailbox is still there")
    except urllib.error.HTTPError as error:
        assert error.code == 404, error.code
    print("done")


if __name__ == "__main__":
    main(*sys.argv[1:])
