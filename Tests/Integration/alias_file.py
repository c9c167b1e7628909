"""A file of aliases, and `postroom aliases` for it."""

import json

from postroom import run


class Aliases:
    """A file of aliases, and the command for it."""

    def __init__(self, path):
        self.path = path

    def __call__(self, command, *arguments, input=None):
        done = run("aliases", command, *arguments, "--aliases", str(self.path), input=input.encode() if input else None)
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    def write(self, text):
        self.path.write_text(text if isinstance(text, str) else json.dumps(text))

    @property
    def json(self):
        return json.loads(self.path.read_text())


class Done:
    def __init__(self, code, output, errors):
        self.code, self.output, self.errors = code, output, errors

    def lines(self):
        assert (self.code, self.errors) == (0, ""), self.errors
        return self.output.splitlines()
