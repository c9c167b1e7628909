"""The commands of the program: what they print, and their exit codes."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from mails import MAILS
from postroom import ADMIN_TOKEN, PROGRAM, ROOT, Process, run

EVENT = "events/ses-inbound.json"


@pytest.fixture
def mail_file(tmp_path):
    path = tmp_path / "mail.eml"
    path.write_bytes(MAILS[1].content)
    return str(path)


# MARK: dev


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_signals_stop_it_cleanly(postroom, how):
    client = postroom.smtp()
    client.ehlo()
    assert postroom.stop(how) == 0
    client.close()
    assert postroom.lines[-1] == "Stopped."


@pytest.mark.parametrize("pause", [0, 0.005, 0.01, 0.02, 0.05])
def test_a_signal_at_the_start_stops_it_cleanly_too(tmp_path, pause):
    """From the first moment that the program can know of."""
    process = Process([PROGRAM, "dev", "--smtp-port", "0", "--http-port", "0", "--data", str(tmp_path / "data")])
    status = Path(f"/proc/{process.process.pid}/status")
    deadline = time.monotonic() + 10
    try:
        # SigCgt has SIGTERM once it is caught.
        while not any(int(line.split()[1], 16) >> 14 & 1 for line in status.read_text().splitlines() if line.startswith("SigCgt")):
            assert time.monotonic() < deadline
        time.sleep(pause)
        assert process.stop() == 0
    finally:
        process.kill()


def test_the_lines_it_prints_can_be_pasted(postroom):
    """Make a mailbox, send it a mail, read it: the three lines, in a shell."""
    lines = [line.strip() for line in postroom.lines[postroom.lines.index("") + 2 :]][:3]
    shell = subprocess.run(
        ["sh", "-eu"], input="\n".join(lines), capture_output=True, text=True, timeout=60, env={**os.environ, "POSTROOM_ADMIN_TOKEN": ADMIN_TOKEN}
    )
    assert shell.returncode == 0, shell.stderr
    address, listing = shell.stdout.split("\n", 1)
    assert re.fullmatch(r"[a-z]+-[a-z]+-\d\d@postroom\.test", address)
    [message] = json.loads(listing)["messages"]
    assert (message["subject"], message["snippet"]) == ("Hello", "The first mail.")


def test_make_run_starts_it(start, tmp_path):
    postroom = start(
        command=["make", "--no-print-directory", "run"],
        environment={"POSTROOM_SMTP_PORT": "0", "POSTROOM_HTTP_PORT": "0", "POSTROOM_DATA": str(tmp_path / "made")},
    )
    postroom.send(["anybody@anywhere.example"], b"Subject: made\r\n\r\nx\r\n")
    assert [message["subject"] for message in postroom.messages("anybody@anywhere.example")] == ["made"]
    os.killpg(postroom.process.pid, signal.SIGINT)
    postroom.wait_for(r"Stopped\.")


def test_options_can_be_environment_variables(start):
    postroom = start(environment={"POSTROOM_DOMAIN": "env.test,other.test", "POSTROOM_STRICT": "1"})
    assert postroom.create()["address"].endswith("@env.test")
    with postroom.smtp() as client:
        client.ehlo()
        client.mail("a@example.com")
        assert client.rcpt("nobody@other.test")[0] == 550


def test_flags_win_over_variables_and_empty_variables_are_none(start):
    environment = {"POSTROOM_STRICT": "1", "POSTROOM_DOMAIN": "", "POSTROOM_ALLOWED_HOSTS": "one.test"}
    postroom = start("--catch-all", "--allowed-host", "two.test", environment=environment)
    postroom.send(["anybody@example.org"], b"Subject: x\r\n\r\ny\r\n")
    assert len(postroom.messages("anybody@example.org")) == 1
    assert postroom.create()["address"].endswith("@postroom.test")
    assert postroom.request("GET", "/health", headers={"Host": "two.test"}).status == 200
    assert postroom.request("GET", "/health", headers={"Host": "one.test"}).status == 421


@pytest.mark.parametrize("host", ["127.0.0.2", "::1", "0.0.0.0"])
def test_other_addresses_can_be_listened_on(start, host):
    postroom = start("--host", host)
    url = postroom.wait_for(r"HTTP +(http://\S+)")[1]
    with urllib.request.urlopen(url + "/health", timeout=10) as answer:
        assert answer.status == 200


def test_a_port_in_use_is_named(postroom, tmp_path):
    for option, port in [("--smtp-port", postroom.smtp_port), ("--http-port", postroom.http_port)]:
        arguments = {"--smtp-port": "0", "--http-port": "0", "--data": str(tmp_path / "other"), option: str(port)}
        done = run("dev", *[word for pair in arguments.items() for word in pair])
        assert done.returncode == 1
        variable = "POSTROOM_" + option[2:].replace("-", "_").upper()
        assert f"port {port} is in use. Choose another one with {option} or {variable}; 0 picks a free one." in done.stderr.decode()


def test_a_data_directory_serves_one_process(postroom, tmp_path):
    done = run("dev", "--smtp-port", "0", "--http-port", "0", "--data", str(tmp_path / "data"))
    assert done.returncode == 1
    assert "is in use by another postroom" in done.stderr.decode()


@pytest.mark.parametrize(
    "arguments, environment, complaint",
    [
        (["--catch-all", "--strict"], {}, "exclude each other"),
        (["--domain", "not a domain"], {}, "'not a domain' is not a domain"),
        ([], {"POSTROOM_SMTP_PORT": "smtp"}, "POSTROOM_SMTP_PORT is 'smtp': it takes a port from 0 to 65535"),
        ([], {"POSTROOM_CATCH_ALL": "maybe"}, "POSTROOM_CATCH_ALL is 'maybe': it takes 1 or 0"),
        ([], {"POSTROOM_ADMIN_TOKEN": "short"}, "at least 16 characters"),
        (["--log-level", "loud"], {}, "'loud' is not a log level"),
        (["--data", "/dev/null/x"], {}, "Choose another one with --data."),
        (["--host", "localhost"], {}, "--host takes a numeric one, such as 127.0.0.1 or ::1"),
        (["--host", "192.0.2.1"], {}, "cannot listen on"),
        (["--allowed-host", "http://name:80/"], {}, "give the name alone"),
        (["--allowed-host", "name:80"], {}, "give the name alone"),
        ([], {"POSTROOM_ADMIN_TOKEN": "correct horse battery staple"}, "may have letters, digits and"),
    ],
)
def test_bad_options_are_explained(tmp_path, arguments, environment, complaint):
    command = [PROGRAM, "dev", "--data", str(tmp_path / "d"), *arguments]
    if "POSTROOM_SMTP_PORT" not in environment:
        command += ["--smtp-port", "0", "--http-port", "0"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env={**os.environ, **environment})
    assert done.returncode == 1
    assert complaint in done.stderr
    assert done.stdout == ""


def test_secrets_and_content_are_not_logged(start):
    postroom = start("--catch-all", "--log-level", "trace")
    mailbox = postroom.create()
    postroom.send([mailbox["address"]], b"Subject: very secret subject\r\n\r\nvery secret body\r\n")
    [message] = postroom.messages(mailbox["address"], mailbox["session_token"])
    postroom.message(mailbox["address"], message["id"], token=mailbox["session_token"])
    postroom.stop()
    assert "very secret" not in postroom.output
    assert mailbox["session_token"] not in postroom.output
    assert ADMIN_TOKEN not in postroom.output


# MARK: parse


def test_parse_shows_the_tree(mail_file):
    done = run("parse", mail_file)
    assert done.returncode == 0
    output = done.stdout.decode()
    assert "Subject: A picture\n" in output
    tree = [line.split()[:2] for line in output.splitlines() if re.match(r"\s*1[.\d]*  ", line)]
    assert tree == [
        ["1", "multipart/alternative"],
        ["1.1", "text/plain"],
        ["1.2", "multipart/related"],
        ["1.2.1", "text/html"],
        ["1.2.2", "image/png"],
    ]
    assert output.endswith("no defects\n")


def test_parse_json_prints_a_line_for_each_file(tmp_path):
    files = []
    for number, mail in enumerate(MAILS):
        files.append(tmp_path / f"{number}.eml")
        files[-1].write_bytes(mail.content)
    done = run("parse", "--json", *files)
    assert done.returncode == 0
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    assert [report["file"] for report in reports] == [str(file) for file in files]
    assert [report["subject"] for report in reports] == [mail.subject for mail in MAILS]
    keys = {
        "file", "headers", "subject", "from", "to", "cc", "reply_to", "date", "message_id", "text", "html", "parts", "attachments", "defects",
    }
    assert all(set(report) == keys for report in reports)
    part = {
        "path", "content_type", "charset", "encoding", "disposition", "filename", "content_id", "offset", "length", "decoded_size", "sha256",
        "within",
    }
    assert all(set(entry) == part for report in reports for entry in report["parts"])


def test_parse_reads_standard_input():
    done = run("parse", "--json", "-", input=b"Subject: piped\r\n\r\nx")
    assert json.loads(done.stdout)["subject"] == "piped"


def test_parse_reads_pipes(tmp_path):
    done = subprocess.run(
        ["bash", "-c", f"{PROGRAM} parse --json <(printf 'Subject: pipe\\r\\n\\r\\nx')"], capture_output=True, timeout=60
    )
    assert json.loads(done.stdout)["subject"] == "pipe"


@pytest.mark.parametrize("arguments", [["parse"], ["parse", "--json"]])
def test_parse_fails_when_its_output_is_lost(mail_file, arguments):
    with open("/dev/full", "wb") as full:
        done = subprocess.run([PROGRAM, *arguments, mail_file], stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == 1
    assert b"cannot write the result" in done.stderr


def test_parse_names_files_that_it_cannot_read(mail_file, tmp_path):
    done = run("parse", "--json", str(tmp_path / "missing.eml"), str(tmp_path), mail_file)
    assert done.returncode == 1
    errors = done.stderr.decode().splitlines()
    assert errors == [
        f"postroom parse: {tmp_path}/missing.eml: there is no such file",
        f"postroom parse: {tmp_path}: it is a directory",
    ]
    assert len(done.stdout.splitlines()) == 1


def test_parse_does_not_let_a_mail_control_the_terminal():
    mail = b"Subject: =?utf-8?q?=1B[31mred=07=E2=80=AEdesrever?=\r\nX-Y: \x1b]0;title\x07\r\nContent-Type: text/\x1b[2J\r\n\r\n\x1b[2J"
    output = run("parse", "-", input=mail).stdout
    assert not set(output) & (set(range(32)) - {10})
    assert "\u202e".encode() not in output


def test_parse_takes_any_bytes():
    assert run("parse", "--json", "-", input=b"").returncode == 0
    assert run("parse", "--json", "-", input=bytes(range(256)) * 100).returncode == 0


# MARK: invoke


def test_invoke_prints_result_logs_and_duration(mail_file):
    done = run("invoke", "SESInbound", EVENT, "--raw", mail_file)
    assert done.returncode == 0, done.stderr
    [mail] = json.loads(done.stdout)["mails"]
    assert [recipient["outcome"] for recipient in mail["recipients"]] == ["stored"]
    errors = done.stderr.decode()
    assert re.search(r"^duration: [\d.]+ ms$", errors, re.M)
    assert "stored" in errors
    assert "happy-tiger-42@postroom.test" not in errors


def test_invoke_delivers_into_a_data_directory(start, mail_file, tmp_path):
    postroom = start("--catch-all")
    event = json.loads((ROOT / EVENT).read_text())
    postroom.send(["happy-tiger-42@postroom.test"], b"Subject: first\r\n\r\nx\r\n")
    assert postroom.stop() == 0
    arguments = ["invoke", "SESInbound", EVENT, "--raw", mail_file, "--data", str(tmp_path / "data")]
    outcomes = [json.loads(run(*arguments).stdout)["mails"][0]["recipients"][0]["outcome"] for _ in range(2)]
    assert outcomes == ["stored", "duplicate"]
    again = start("--catch-all")
    assert event["Records"][0]["ses"]["receipt"]["recipients"] == ["happy-tiger-42@postroom.test"]
    assert [message["subject"] for message in again.messages("happy-tiger-42@postroom.test")] == ["A picture", "first"]


def test_the_exit_code_of_invoke_is_the_outcome(start, mail_file, tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_text('{"Records":[{"ses":{"mail":{},"receipt":{"recipients":[]}}}]}')
    assert run("invoke", "SESInbound", EVENT, "--raw", mail_file, "--data", str(tmp_path / "typo")).returncode == 2
    assert not (tmp_path / "typo").exists()
    start().stop()
    refused = run("invoke", "SESInbound", EVENT, "--raw", mail_file, "--data", str(tmp_path / "data"))
    assert refused.returncode == 3
    assert json.loads(refused.stdout)["mails"][0]["recipients"][0]["reason"] == "unknown_mailbox"
    broken = run("invoke", "SESInbound", str(bad), "--raw", mail_file)
    assert broken.returncode == 2
    assert "'Records[0].ses.mail.messageId' is missing" in broken.stderr.decode()
    assert run("invoke", "SESInbound", EVENT).returncode == 2
    assert run("invoke", "SESInbound", EVENT, "--raw", str(tmp_path / "none.eml")).returncode == 2
    elsewhere = run("invoke", "SESInbound", EVENT, "--raw", mail_file, "--domain", "example.org")
    assert elsewhere.returncode == 0
    assert json.loads(elsewhere.stdout)["mails"][0]["recipients"][0]["outcome"] == "notMine"


def test_invoke_fails_as_lambda_would_when_the_raw_mail_is_missing(start, tmp_path):
    postroom = start("--catch-all")
    postroom.send(["happy-tiger-42@postroom.test"], b"Subject: first\r\n\r\nx\r\n")
    postroom.stop()
    done = run("invoke", "SESInbound", EVENT, "--data", str(tmp_path / "data"))
    assert done.returncode == 1
    assert "there is no raw mail" in done.stderr.decode()


def test_invoke_names_the_functions_it_knows(mail_file):
    done = run("invoke", "Nonsense", EVENT, "--raw", mail_file)
    assert done.returncode == 2
    assert "SESInbound" in done.stderr.decode()


# MARK: reparse


def test_reparse_reads_all_mail_again(start, tmp_path):
    postroom = start("--catch-all")
    for mail in MAILS:
        postroom.send(["keep@example.org"], mail.content, options=["BODY=8BITMIME"])
    before = postroom.messages("keep@example.org")
    busy = run("reparse", "--data", str(tmp_path / "data"))
    assert busy.returncode == 1 and b"in use" in busy.stderr
    postroom.stop()
    database = tmp_path / "data" / "postroom.sqlite"


    with sqlite3.connect(database) as connection:
        # As an older parser might have left it.
        connection.execute("UPDATE message SET summary = json_set(summary, '$.subject', 'old', '$.version', 0) WHERE seq <= 3")
    connection.close()
    done = run("reparse", "--data", str(tmp_path / "data"))
    assert done.stdout.decode() == "10 messages read again, 3 changed, 0 without raw mail\n"
    assert start("--catch-all").messages("keep@example.org") == before


def test_reparse_needs_data(tmp_path):
    done = run("reparse", "--data", str(tmp_path / "nothing"))
    assert done.returncode == 1
    assert "there is no Postroom data" in done.stderr.decode()
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("arguments", [[], ["dev"], ["dmarc"], ["parse"], ["invoke"], ["reparse"]])
def test_help(arguments):
    done = run(*arguments, "--help")
    assert done.returncode == 0
    assert b"USAGE: postroom" in done.stdout
