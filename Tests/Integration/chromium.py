"""Debian's Chromium without a window, driven over a pipe: pages are answered from here, and whatever else it asks for is refused and kept."""

import base64
import html
import itertools
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

PROGRAM = os.environ.get("POSTROOM_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
# Nobody has this name: no request for it leaves the machine.
PAGE = "http://page.invalid/"


def missing():
    return None if PROGRAM else "there is no Chromium: apt-get install chromium, or name one by POSTROOM_CHROMIUM"


class Chromium:
    """One browser with one page. Scripts that a page runs and what it asks for are collected."""

    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix="postroom-chromium-")
        to_browser, self._write = os.pipe()
        self._read, from_browser = os.pipe()
        self.process = subprocess.Popen(
            [
                "bash", "-c", f'exec 3<&{to_browser} 4>&{from_browser}; exec "$@"', "chromium", PROGRAM, "--headless=new", "--no-sandbox",
                "--remote-debugging-pipe", f"--user-data-dir={self.profile}", "--no-first-run", "--disable-gpu", "--disable-extensions",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-proxy-server",
                "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-dev-shm-usage", "--autoplay-policy=no-user-gesture-required", "about:blank",
            ],
            pass_fds=[to_browser, from_browser], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(to_browser)
        os.close(from_browser)
        self._buffer = b""
        self._ids = itertools.count(1)
        self._answers = {}
        self._session = None
        self.pages = {}
        self.events = []
        try:
            target = self.call("Target.createTarget", url="about:blank")["targetId"]
            self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
            for domain in ["Page", "Runtime", "Debugger", "Network"]:
                self.call(f"{domain}.enable")
            self.call("Fetch.enable", patterns=[{"urlPattern": "*"}])
        except BaseException:
            self.close()
            raise

    def close(self):
        # Chromium starts processes of its own: all of them are of the session that began with it.
        try:
            os.killpg(self.process.pid, 9)
        except ProcessLookupError:
            pass
        self.process.wait()
        os.close(self._write)
        os.close(self._read)
        shutil.rmtree(self.profile, ignore_errors=True)

    # The protocol: objects of JSON, each with a NUL behind it

    def _send(self, method, **parameters):
        number = next(self._ids)
        message = {"id": number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._write, data) :]
        return number

    def call(self, method, **parameters):
        """Calls a method, and answers what it does."""
        number = self._send(method, **parameters)
        self._pump(lambda: number in self._answers)
        answer = self._answers.pop(number)
        assert "error" not in answer, (method, answer["error"])
        return answer["result"]

    def _pump(self, is_done, seconds=60):
        """Takes what comes until something is so."""
        end = time.monotonic() + seconds
        while not is_done():
            ready, _, _ = select.select([self._read], [], [], max(0, end - time.monotonic()))
            assert ready, f"the browser says nothing for {seconds} s"
            data = os.read(self._read, 1 << 20)
            assert data, "the browser is gone"
            *messages, self._buffer = (self._buffer + data).split(b"\0")
            for message in map(json.loads, messages):
                self._take(message)

    def _take(self, message):
        if "id" in message:
            self._answers[message["id"]] = message
        elif message["method"] == "Fetch.requestPaused":
            self._answer(message["params"])
        else:
            self.events.append((message["method"], message["params"]))

    def _answer(self, request):
        url = request["request"]["url"]
        page = self.pages.get(url.split("#")[0])
        # Nothing waits for the answers to these.
        if page is None:
            self.events.append(("refused", url))
            self._send("Fetch.failRequest", requestId=request["requestId"], errorReason="BlockedByClient")
        else:
            self._send(
                "Fetch.fulfillRequest", requestId=request["requestId"], responseCode=200, body=base64.b64encode(page).decode(),
                responseHeaders=[{"name": "Content-Type", "value": "text/html; charset=utf-8"}],
            )

    # Pages

    def open(self, page, frames=()):
        """Shows a document, and others in frames at its end, and waits until all are loaded."""
        page += "".join(f'<iframe srcdoc="{html.escape(frame)}"></iframe>' for frame in frames)
        self.pages = {PAGE: page.encode(), PAGE + "favicon.ico": b""}
        self.events.clear()
        self.call("Page.navigate", url=PAGE)
        self._pump(lambda: any(name == "Page.loadEventFired" for name, _ in self.events))

    def run(self, script):
        """What a script of ours gives."""
        answer = self.call("Runtime.evaluate", expression=script + "\n//# sourceURL=ours", returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def _is_own(self, url):
        return url.startswith("data:") or url.split("#")[0] in self.pages

    def alarms(self):
        """What the page did: each script that was compiled, each address that it asked for, each way that it took."""
        found = []
        for name, event in self.events:
            if name == "Debugger.scriptParsed" and "ours" not in (event["url"], event.get("sourceURL")):
                found.append(f"script {event['url']!r}")
            elif name == "refused":
                found.append(f"asked for {event}")
            elif name == "Network.requestWillBeSent" and not self._is_own(event["request"]["url"]):
                found.append(f"asked for {event['request']['url']}")
            elif name in ("Page.javascriptDialogOpening", "Page.frameRequestedNavigation", "Page.windowOpen", "Runtime.exceptionThrown"):
                if event.get("url", "").split("#")[0] not in ("about:srcdoc", *self.pages):
                    found.append(f"{name} {event.get('url', '')}")
        return found
