"""`postroom run`: a command with a mailbox of its own, whatever becomes of the command."""

import json
import os
import pty
import signal
import socket
import subprocess
import sys
import time

import pytest

from inbox_cli import Shell
from postroom import PROGRAM

SHOW = "import json, os; print(json.dumps({k: v for k, v in os.environ.items() if k.startswith('POSTROOM_')}))"
ASK = """
from urllib.request import Request, urlopen
e = os.environ
print(urlopen(Request(f"{e['POSTROOM_URL']}/api/v1/mailboxes/{e['POSTROOM_ADDRESS']}", headers={"Authorization": "Bearer " + e["POSTROOM_TOKEN"]})).status)
"""
SLOW_TO_STOP = """
import os, signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: (time.sleep(0.5), print("clean", flush=True), sys.exit(3)))
print(os.environ["POSTROOM_ADDRESS"], flush=True)
while True: signal.pause()
"""
COUNTS_INTERRUPTS = """
import signal, time
count = []
signal.signal(signal.SIGINT, lambda *_: count.append(1))
print("ready", flush=True)
while not count: time.sleep(0.05)
time.sleep(0.5)
print("interrupts", len(count), flush=True)
"""
START = """
import os, resource, signal
mask = os.umask(0)
files = sorted(f for f in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{f}"))
print(oct(mask), resource.getrlimit(resource.RLIMIT_NOFILE)[0], files, signal.getsignal(signal.SIGTERM), signal.pthread_sigmask(signal.SIG_BLOCK, []))
# Besides the two that glibc keeps for itself.
print(int(open("/proc/self/status").read().split("SigIgn:")[1].split()[0], 16) & 0x7FFFFFFF)
"""


@pytest.fixture
def shell(postroom, tmp_path):
    return Shell(tmp_path / "home", postroom)


@pytest.fixture
def alone(tmp_path):
    """Without a server."""
    return Shell(tmp_path / "home")


def is_there(postroom, address):
    return postroom.request("GET", f"/api/v1/mailboxes/{address}").status == 200


def remembered(shell):
    return json.loads(shell.state.read_text())["mailboxes"] if shell.state.exists() else []


def test_the_command_has_a_mailbox_which_is_gone_then(shell, postroom):
    done = shell("run", "--", sys.executable, "-c", SHOW + ASK)
    variables, status = done.line.splitlines()
    variables = json.loads(variables)
    assert status == "200"
    assert variables["POSTROOM_URL"] == f"http://127.0.0.1:{postroom.http_port}" and variables["POSTROOM_CURSOR"] == "m0"
    assert "POSTROOM_SMTP_PORT" not in variables
    assert not is_there(postroom, variables["POSTROOM_ADDRESS"])
    assert remembered(shell) == []


@pytest.mark.parametrize("code", [0, 1, 7, 255])
def test_the_exit_code_is_the_commands(shell, code):
    assert shell("run", "--", "sh", "-c", f"exit {code}").code == code


def test_how_a_shell_names_other_ends(shell, tmp_path):
    assert shell("run", "--", "sh", "-c", "kill -9 $$").code == 137
    assert shell("run", "--", "no-such-command-anywhere").code == 127
    plain = tmp_path / "plain"
    plain.write_text("")
    done = shell("run", "--", plain)
    assert done.code == 126 and f"cannot start '{plain}'" in done.err
    assert remembered(shell) == []


def test_options_of_the_command_are_its_own(shell):
    assert shell("run", "--", "echo", "--start", "--help", "--", "-x").line == "--start --help -- -x"


def test_its_input_and_output_are_the_commands(shell):
    process = shell.start("run", "--", "sh", "-c", "echo err >&2; cat")
    assert process.communicate(timeout=30) == ("", "err\n")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1])
def test_signals_are_passed_on_and_the_mailbox_goes(shell, postroom, number):
    process = shell.start("run", "--", "sh", "-c", "echo $POSTROOM_ADDRESS; exec sleep 60")
    address = process.stdout.readline().strip()
    assert is_there(postroom, address)
    time.sleep(0.2)  # until it is sleep
    process.send_signal(number)
    assert process.wait(20) == 128 + number
    assert not is_there(postroom, address)


def test_a_command_may_take_its_time_after_a_signal(shell, postroom):
    process = shell.start("run", "--", sys.executable, "-c", SLOW_TO_STOP)
    address = process.stdout.readline().strip()
    process.send_signal(signal.SIGTERM)
    process.send_signal(signal.SIGTERM)
    assert process.stdout.readline() == "clean\n"
    assert process.wait(20) == 3
    assert not is_there(postroom, address)


def test_ctrl_c_comes_to_the_command_once(shell, postroom):
    """The terminal sends it to the whole group: postroom does not send it again."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(str(PROGRAM), ["postroom", "run", "--", sys.executable, "-c", COUNTS_INTERRUPTS], shell.environment)
    output = b""
    sent = False
    while True:
        try:
            chunk = os.read(terminal, 1024)
        except OSError:
            break
        if not chunk:
            break
        output += chunk
        if b"ready" in output and not sent:
            os.write(terminal, b"\x03")
            sent = True
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert b"interrupts 1" in output


def test_a_command_that_removes_the_mailbox_is_no_problem(shell):
    done = shell("run", "--", PROGRAM, "inbox", "rm")
    assert (done.code, done.err) == (0, "")


def test_inbox_within_needs_no_address(shell, postroom, tmp_path):
    script = f"""
        import os, smtplib, subprocess
        mail = b"From: a@b.example\\r\\nSubject: Code\\r\\n\\r\\nYour verification code is 847291.\\r\\n"
        smtplib.SMTP("127.0.0.1", {postroom.smtp_port}).sendmail("a@b.example", [os.environ["POSTROOM_ADDRESS"]], mail)
        print(subprocess.run([{str(PROGRAM)!r}, "inbox", "wait", "--otp"], capture_output=True, text=True).stdout.strip())
    """
    file = tmp_path / "script.py"
    file.write_text("\n".join(line.strip() for line in script.splitlines()))
    assert shell("run", "--", sys.executable, file).line == "847291"


def test_a_signal_ends_the_wait_for_a_server_that_says_nothing(alone):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        process = alone.start("run", "--server", f"http://127.0.0.1:{silent.getsockname()[1]}", "--", "true")
        silent.accept()
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 143


# MARK: --start


def test_a_postroom_is_started_for_the_command(alone, tmp_path):
    script = tmp_path / "script.py"
    script.write_text(f"""
import os, smtplib, subprocess, sys
e = os.environ
with smtplib.SMTP(e["POSTROOM_SMTP_HOST"], int(e["POSTROOM_SMTP_PORT"])) as smtp:
    smtp.sendmail("a@b.example", [e["POSTROOM_ADDRESS"]], b"Subject: Code\\r\\n\\r\\nYour verification code is 847291.\\r\\n")
print(subprocess.run([{str(PROGRAM)!r}, "inbox", "wait", "--otp"], capture_output=True, text=True).stdout.strip())
print(e["POSTROOM_URL"], len(e["POSTROOM_ADMIN_TOKEN"]))
""")
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    done = alone("run", "--start", "--", sys.executable, script, TMPDIR=str(temporary))
    code, server = done.line.splitlines()
    assert code == "847291"
    assert server.startswith("http://127.0.0.1:") and server.endswith(" 48")
    # Nothing is left of it.
    assert list(temporary.iterdir()) == [] and remembered(alone) == []


def test_the_command_starts_as_it_would_without_postroom(alone):
    """Neither the server's files nor its limits nor its mask of new files are the command's."""
    plain = ["prlimit", "--nofile=1000:4000", "sh", "-c", 'umask 002; exec "$@"', "sh"]
    python = [sys.executable, "-c", START]
    expected = subprocess.run([*plain, *python], capture_output=True, text=True, stdin=subprocess.DEVNULL, env=alone.environment)
    actual = subprocess.run(
        [*plain, str(PROGRAM), "run", "--start", "--", *python], capture_output=True, text=True, stdin=subprocess.DEVNULL, env=alone.environment)
    assert actual.stdout == expected.stdout and expected.stdout, actual


def test_a_server_that_is_named_is_taken(shell, postroom):
    done = shell("run", "--start", "--", "sh", "-c", "echo $POSTROOM_URL $POSTROOM_SMTP_PORT")
    assert done.line == f"http://127.0.0.1:{postroom.http_port}"


def test_a_started_postroom_ends_with_a_command_that_is_stopped(alone):
    process = alone.start("run", "--start", "--", "sh", "-c", "echo $POSTROOM_URL; exec sleep 60")
    assert process.stdout.readline().startswith("http://")
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 143


# MARK: what goes wrong


def test_without_a_server_it_is_said_how_to_get_one(alone):
    done = alone("run", "--server", "http://127.0.0.1:1", "--", "true")
    assert done.code == 125 and "no Postroom answers at http://127.0.0.1:1" in done.err


@pytest.mark.parametrize("arguments", [[], ["true"], ["--"], ["--ttl", "0", "--", "true"]])
def test_arguments_that_make_no_sense(shell, arguments):
    assert shell("run", *arguments).code == 64


def test_a_mailbox_that_cannot_be_removed_changes_no_exit_code(start, tmp_path):
    postroom = start(data=tmp_path / "data")
    done = Shell(tmp_path / "home", postroom)("run", "--", "sh", "-c", f"kill {postroom.process.pid}; sleep 1; exit 5")
    assert done.code == 5 and "is not removed, and ends by itself" in done.err
