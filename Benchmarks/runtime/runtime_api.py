"""A Runtime API for one process, as thin as Python allows: it hands out one event again and again and takes the times.

Sockets and nothing above them: an HTTP server would cost more than what is measured. One `send` for a response, no delay, a thread for each
connection; the threads exist before the process starts, so that its first connection does not wait for one.
"""

import json
import socket
import threading
import time

CONNECTIONS = 6
ACCEPTED = b'HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{"status":"OK"}\n'
EXTENSION = b'{"functionName":"bench","functionVersion":"$LATEST","handler":"handler"}'
REGISTERED = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nLambda-Extension-Identifier: 00000000-0000-4000-8000-000000000000\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(EXTENSION), EXTENSION)
)


class RuntimeAPI:
    """Serves `count` invocations to the process that connects. `done` is set when it asks for one more, or when something went wrong."""

    def __init__(self, event, count, mark=None):
        self.event = event
        self.message = json.loads(event)["message"]
        self.count = count
        # The CPU clock is read before invocation number `mark`, counted from 0, and after the last: neither start nor warming up counts.
        self.mark = mark
        self.cpu = None
        self.attached = threading.Event()
        self.cpu_before = self.cpu_after = None
        self.first_next = None
        self.latencies = []
        self.problem = None
        self.done = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=16)
        self.address = "127.0.0.1:%d" % self.listener.getsockname()[1]
        self.sent = 0
        self.sent_at = 0
        self.threads = [threading.Thread(target=self._accept, daemon=True) for _ in range(CONNECTIONS)]
        for thread in self.threads:
            thread.start()

    def attach(self, cpu):
        """Says how to read the process's CPU clock, once it is there."""
        self.cpu = cpu
        self.attached.set()

    def close(self):
        """To be called when the process is gone: its end closes the connections."""
        # Closing alone would leave the threads in accept.
        self.listener.shutdown(socket.SHUT_RDWR)
        for thread in self.threads:
            thread.join(5)
        self.listener.close()

    def fail(self, problem):
        self.problem = self.problem or problem
        self.done.set()

    def _accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            try:
                with connection:
                    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    self._serve(connection)
            except OSError:
                pass  # The process was ended while it was being answered.
            except Exception as error:
                self.fail(f"the Runtime API did not understand a request: {error!r}")

    def _serve(self, connection):
        buffer = b""
        while True:
            while (end := buffer.find(b"\r\n\r\n")) < 0:
                received = connection.recv(16384)
                if not received:
                    return
                buffer += received
            now = time.perf_counter_ns()
            head, buffer = buffer[:end], buffer[end + 4 :]
            method, path, _ = head.split(b"\r\n", 1)[0].split(b" ")
            if method == b"GET" and path.endswith(b"/runtime/invocation/next"):
                if not self._next(connection, now):
                    connection.recv(1)  # Lambda would freeze the process here. It comes back when the process is gone.
                    return
            elif method == b"GET":
                connection.recv(1)  # The extension's `event/next`: no event ever comes.
                return
            else:
                length = content_length(head)
                while len(buffer) < length:
                    received = connection.recv(16384)
                    if not received:
                        return
                    buffer += received
                body, buffer = buffer[:length], buffer[length:]
                self._post(connection, path, body, now)

    def _next(self, connection, now):
        if self.first_next is None:
            self.first_next = now
        if self.sent == self.count:
            if self.mark is not None:
                self.cpu_after = self.cpu()
            self.done.set()
            return False
        if self.sent == self.mark:
            # The process may ask before its number is known here.
            self.attached.wait()
            self.cpu_before = self.cpu()
        self.sent += 1
        response = (
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nLambda-Runtime-Aws-Request-Id: 8476a536-e9f4-11e8-9739-%012x\r\n"
            b"Lambda-Runtime-Deadline-Ms: %d\r\nLambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-west-1:123456789012:function:bench\r\n"
            b"Lambda-Runtime-Trace-Id: Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0\r\nContent-Length: %d\r\n\r\n"
        ) % (self.sent, int(time.time() * 1000) + 30_000, len(self.event)) + self.event
        self.sent_at = time.perf_counter_ns()
        connection.sendall(response)
        return True

    def _post(self, connection, path, body, now):
        if path.endswith(b"/extension/register"):
            connection.sendall(REGISTERED)
            return
        if not path.endswith(b"/response"):
            self.fail(f"it reported a failure to {path.decode()}: {body[:500].decode(errors='replace')}")
        else:
            self.latencies.append(now - self.sent_at)
            # The first answer and the last: to decode each would keep the machine busy beside what is measured.
            if self.sent in (1, self.count) and json.loads(body).get("message") != self.message:
                self.fail(f"its answer lacks the message: {body[:500].decode(errors='replace')}")
        connection.sendall(ACCEPTED)


def content_length(head):
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise ValueError(f"no Content-Length in {head!r}")
