"""Reads mails with GMime, through the program `gmime.c`, which is compiled where libgmime-3.0-dev is installed.

- A multipart in which GMime finds no parts has no body there: it is read as a leaf without bytes.
- GMime reads message/global and message/rfc822 as messages, and every other message/* as a leaf, as Postroom does.
"""

import base64
import shutil
import struct
import subprocess
from pathlib import Path

from mails import Mail
from tree import Node, Reading

PEER = "gmime"
SOURCE = Path(__file__).with_name("gmime.c")
TIMEOUT_SECONDS = 120


def build(folder: Path) -> Path | None:
    """The program; None where GMime is not installed."""
    if not shutil.which("pkg-config"):
        return None
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "gmime-3.0"], capture_output=True, text=True)
    if flags.returncode != 0:
        return None
    program = folder / "gmime"
    command = ["gcc", "-std=gnu11", "-O1", "-Wall", "-Wextra", str(SOURCE), "-o", str(program), *flags.stdout.split()]
    subprocess.run(command, check=True)
    return program


def read(program: Path, mails: list[Mail]) -> list[Reading]:
    """What GMime makes of the mails."""
    frames = b"".join(struct.pack("<I", len(mail.data)) + mail.data for mail in mails)
    # GMime writes what it thinks of some mails to its standard error.
    run = subprocess.run([program], input=frames, capture_output=True, check=True, timeout=TIMEOUT_SECONDS)
    roots = _roots(run.stdout.decode("utf-8", "replace"))
    return [Reading(PEER, mail.name, root, mail.path) for mail, root in zip(mails, roots, strict=True)]


def _roots(output: str) -> list[Node]:
    """The root of each mail; a leaf without bytes where GMime has nothing."""
    roots: list[Node] = []
    nodes: dict[str, Node] = {}
    for line in output.split("\n")[:-1]:
        if not line:
            roots.append(nodes.get("1") or Node("1", body=b""))
            nodes = {}
            continue
        path, content_type, kind, body = line.split("\t")
        node = nodes[path] = Node(path, content_type.lower())
        if kind != "container":
            node.body = base64.b64decode(body)
        if path != "1":
            nodes[path.rpartition(".")[0]].children.append(node)
    return roots
