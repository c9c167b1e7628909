"""`postroom` as scripts call it: with a home of its own, and nothing of ours in its environment."""

import os
import subprocess
from dataclasses import dataclass

from postroom import PROGRAM, ROOT

CODE_MAIL = b"From: Shop <no-reply@shop.example>\r\nSubject: Your code\r\n\r\nYour verification code is 847291.\r\n"
LINK_MAIL = b"From: Shop <no-reply@shop.example>\r\nSubject: Verify\r\n\r\nVerify your email address: https://shop.example/verify?token=abc123\r\n"
PLAIN_MAIL = b"From: a@b.example\r\nSubject: Plain\r\n\r\nNothing to type in.\r\n"


@dataclass
class Done:
    code: int
    out: str
    err: str

    @property
    def line(self):
        """What a script gets by $(…)."""
        assert self.code == 0, self
        return self.out.rstrip("\n")


class Shell:
    def __init__(self, home, server=None, **environment):
        self.home = home
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "POSTROOM_", "XDG_"))}
        self.environment = {**kept, "HOME": str(home), **({"POSTROOM_URL": f"http://127.0.0.1:{server.http_port}"} if server else {}), **environment}

    @property
    def state(self):
        return self.home / ".local" / "state" / "postroom" / "mailboxes.json"

    def __call__(self, *arguments, timeout=60, **changes):
        environment = {name: value for name, value in {**self.environment, **changes}.items() if value is not None}
        done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, timeout=timeout, cwd=ROOT, env=environment)
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    def start(self, *arguments, **changes):
        """Starts the program in a process group of its own."""
        return subprocess.Popen(
            [PROGRAM, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env={**self.environment, **changes},
            start_new_session=True, text=True,
        )
