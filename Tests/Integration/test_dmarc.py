"""`postroom dmarc`: reports in whatever they come in, what it says of them, and what it refuses."""

import base64
import collections
import gzip
import json
import random
import re
import resource
import struct
import subprocess
import zipfile
import zlib

import pytest

from dmarc_reports import NEW, mail, packed, record, report, zipped
from postroom import PROGRAM, ROOT, run


@pytest.fixture
def dmarc(tmp_path):
    """Runs the command on files of these contents, by name."""

    def call(*arguments, input=None, **contents):
        for name, content in contents.items():
            (tmp_path / name).write_bytes(content)
        done = run("dmarc", *arguments, *(str(tmp_path / name) for name in contents), input=input)
        return done.returncode, done.stdout.decode(), done.stderr.decode().replace(f"{tmp_path}/", "")

    return call


@pytest.fixture
def summary(dmarc):
    """The JSON of reports that are all read."""

    def call(**contents):
        code, output, errors = dmarc("--json", **contents)
        assert (code, errors) == (0, ""), errors
        return json.loads(output)

    return call


MIXED = report(
    record(count=90),
    record("203.0.113.9", 7, "reject", "fail", "fail", signatures=[("spam.example", "x", "pass")], spf_domain="spam.example"),
    record("203.0.113.9", 3, dkim="fail", reason="mailing_list"),
    record("198.51.100.4", 2, "none", "fail", "fail", signatures=[], reason="forwarded"),
    record(count=10),
)


def test_what_it_says(dmarc):
    code, output, errors = dmarc(a=MIXED)
    assert (code, errors) == (0, "")
    assert "receiver.example about example.com\n  policy    p=reject sp=quarantine adkim=r aspf=s pct=100\n" in output
    assert "  period    2025-11-24T00:00:00Z to 2025-11-24T23:59:59Z\n  messages  112 messages, 103 pass (91.9 %), 9 fail\n" in output
    assert "\n1 report about 1 domain: 112 messages, 103 pass (91.9 %), 9 fail\n" in output
    failing, passing = output.split("Sources with mail that fails:\n")[1].split("Sources whose mail all passes:\n")
    assert re.findall(r"^\d+\.\S+", failing, re.M) == ["203.0.113.9", "198.51.100.4"]
    assert "\n203.0.113.9  10 messages, 3 pass (30.0 %), 7 fail\n  7  FAIL  DKIM fail  SPF fail  disposition reject  From example.com\n" in failing
    assert "     DKIM of spam.example (selector x): pass\n     SPF of spam.example: fail\n" in failing
    assert "  3  pass  DKIM fail  SPF pass  disposition none  From example.com\n" in failing and "     because: mailing_list\n" in failing
    assert passing.startswith("\n192.0.2.1  100 messages, 100 pass (100.0 %), 0 fail\n  100  pass  DKIM pass  SPF pass")


def test_a_report_after_rfc_9990(summary):
    result = summary(a=NEW)
    (one,) = result["reports"]
    assert (one["organization"], one["report_id"], one["email"]) == ("new.example", "<2@new.example>", "reports@new.example")
    assert one["policy"] == {"p": "quarantine", "sp": "none", "np": "reject", "fo": "1", "adkim": "r", "aspf": "r", "t": "y"}
    assert one["errors"] == ["two records at _dmarc.example.com"]
    (source,) = result["sources"]
    assert source["source_ip"] == "2001:db8::25" and source["totals"] == {"messages": 7, "pass": 7, "fail": 0, "pass_percent": 100}
    (found,) = source["results"]
    assert (found["header_from"], found["disposition"], found["reasons"]) == ("news.example.com", "pass", ["policy_test_mode"])
    assert (found["result"], found["dkim_aligned"], found["spf_aligned"]) == ("pass", "pass", "fail")
    assert [(one["domain"], one["selector"]) for one in found["dkim"]] == [("example.com", "k1"), ("esp.example", "k2")]
    assert found["spf"] == [{"domain": "bounce.esp.example", "result": "pass"}]


def test_a_namespace_with_a_prefix(summary):
    text = re.sub(r"<(/?)(?=[a-z])", r"<\1d:", report(record(count=5)).decode())
    text = text.replace("<d:feedback>", '<d:feedback xmlns:d="urn:ietf:params:xml:ns:dmarc-2.0">')
    text = text.replace("<d:count>", "<count>3</count><d:count>")
    assert summary(a=text.encode())["totals"]["messages"] == 5


CONTAINERS = {
    "xml": lambda content: content,
    "gzip": packed,
    "gzip of two members": lambda content: packed(content[:100]) + packed(content[100:]),
    "gzip with something behind it": lambda content: packed(content) + b"\r\n",
    "zip, deflated": lambda content: zipped(("a.xml", content)),
    "zip, stored": lambda content: zipped(("a.xml", content), method=zipfile.ZIP_STORED),
    "zip of macOS": lambda content: zipped(("d/", b""), ("d/a.xml", content), ("__MACOSX/d/._a.xml", b"\0\5\x16\7")),
    "mail with gzip": lambda content: mail(packed(content)),
    "mail with zip": lambda content: mail(zipped(("a.xml", content)), "application/zip", "a.zip"),
    "mail with XML": lambda content: mail(content, "text/xml", "a.xml"),
    "mail with a wrong type": lambda content: mail(packed(content), "text/plain", "report.txt"),
    "mail that is the report": lambda content: b"Content-Type: application/gzip\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(packed(content)),
    "mbox": lambda content: b"From x@y.z Sat Jan  1 00:00:00 2025\n" + mail(packed(content)),
    "UTF-8 with a mark": lambda content: b"\xef\xbb\xbf" + content,
    "UTF-16": lambda content: content.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    "Latin 1": lambda content: content.replace(b"UTF-8", b"ISO-8859-1").decode().encode("latin-1"),
}


@pytest.mark.parametrize("name", CONTAINERS)
def test_containers(summary, name):
    result = summary(a=CONTAINERS[name](report(record(count=5), organization="Empfänger GmbH")))
    assert [one["organization"] for one in result["reports"]] == ["Empfänger GmbH"]
    assert result["totals"]["messages"] == 5


def test_a_zip_and_a_mail_with_several_reports(summary, dmarc):
    several = zipped(*((f"{number}.xml", report(record(count=number), id=str(number))) for number in range(1, 5)))
    assert summary(a=several)["totals"]["messages"] == 10
    result = summary(a=mail(several, "application/zip", "a.zip"))
    assert result["reports"][0]["place"] == "attachment 'a.zip', entry '1.xml'"
    code, output, _ = dmarc("-", input=several)
    assert code == 0 and "  file      standard input, entry '4.xml'\n" in output


def test_sums_are_those_of_python(summary):
    chosen = random.Random(5)
    expected, files = collections.Counter(), {}
    for number in range(12):
        records = []
        for _ in range(chosen.randint(1, 40)):
            source, count = f"192.0.2.{chosen.randint(1, 30)}", chosen.randint(0, 500)
            disposition, dkim, spf = (chosen.choice(["none", "quarantine", "reject"]), *chosen.choices(["pass", "fail"], k=2))
            domain = chosen.choice(["example.com", "a.example.com"])
            expected[source, disposition, dkim, spf, domain] += count
            records.append(record(source, count, disposition, dkim, spf, domain))
        files[f"r{number}"] = chosen.choice([packed, mail, lambda content: zipped(("a.xml", content))])(report(*records, id=str(number)))
    result = summary(**files)
    found = {
        (source["source_ip"], one["disposition"], one["dkim_aligned"], one["spf_aligned"], one["header_from"]): one["messages"]
        for source in result["sources"] for one in source["results"]
    }
    assert found == dict(expected)
    passing = sum(count for (_, _, dkim, spf, _), count in expected.items() if "pass" in (dkim, spf))
    assert (result["totals"]["messages"], result["totals"]["pass"]) == (sum(expected.values()), passing)
    failing = [source["totals"]["fail"] > 0 for source in result["sources"]]
    assert failing == sorted(failing, reverse=True)
    for source in result["sources"]:
        assert source["totals"]["messages"] == sum(one["messages"] for one in source["results"])


def test_the_same_report_counts_once(dmarc):
    first = report(record(count=5))
    other = report(record(count=2), domain="example.org")
    code, output, errors = dmarc(a=first, b=mail(packed(first)), c=other)
    assert (code, errors) == (0, "")
    assert "b, attachment 'receiver.example!example.com!1!2.xml.gz': the report r-1 of receiver.example about example.com was already read from" in output
    assert "2 reports about 2 domains: 7 messages" in output
    result = json.loads(dmarc("--json", a=first, b=first)[1])
    assert len(result["reports"]) == 1 and len(result["duplicates"]) == 1 and result["totals"]["messages"] == 5


GOOD = report()
TRUNCATED = packed(GOOD)[:-20]
BROKEN = {
    "empty": (b"", "it is empty"),
    "white space": (b" \n", "it is empty"),
    "text": (b"hello world\n", "it is neither XML, gzip or zip nor a mail"),
    "JSON": (b'{"organization-name": "x"}', "SMTP TLS reports"),
    "other XML": (b"<?xml version='1.0'?>\n<html></html>", "line 2: its root element is <html>, not <feedback>"),
    "cut XML": (GOOD[:-20], "it was cut on its way"),
    "wrong nesting": (GOOD.replace(b"</row>", b"</wor>"), "line 7: the XML is malformed: </wor> stands where </row> should"),
    "two roots": (GOOD + b"<feedback/>", "a second root element"),
    "text behind": (GOOD + b"x", "text outside of the root element"),
    "a bare &": (report(record()).replace(b"r-1", b"r & 1"), "line 5: the XML is malformed: a '&'"),
    "a control character": (report(record()).replace(b"r-1", b"r\x1b1"), "line 5: the XML is malformed: XML has no character U+001B"),
    "a control character by number": (report(record()).replace(b"r-1", b"r&#27;1"), "XML has no character U+001B"),
    "deep": (b"<feedback>" + b"<a>" * 100_000, "more than 64 elements in each other"),
    "unknown charset": (GOOD.replace(b"UTF-8", b"klingon"), "line 1: its charset is 'klingon'"),
    "no number": (report(record(count="many")), "line 7: <count> is 'many', not a number from 0 to 1000000000"),
    "negative": (report(record(count=-1)), "<count> is '-1'"),
    "huge": (report(record(count=10**30)), "<count> is '1000"),
    "a fraction": (report(begin="1.5"), "line 5: <begin> is '1.5'"),
    "a time too late": (report(end=10**15), "<end> is '1000000000000000'"),
    "pct": (report(policy="<p>none</p><pct>101</pct>"), "line 6: <pct> is '101', not a number from 0 to 100"),
    "no address": (report(record("mail.example.com")), "line 7: <source_ip> is 'mail.example.com', which is no IP address"),
    "no count": (GOOD.replace(b"<count>1</count>", b""), "line 7: a <record> without <count>"),
    "no source": (GOOD.replace(b"<source_ip>192.0.2.1</source_ip>", b""), "line 7: a <record> without <source_ip>"),
    "no id": (report(id=""), "it has no <report_id>"),
    "no range": (GOOD.replace(b"begin>", b"beginning>"), "it has no <date_range>"),
    "no policy": (report(policy=""), "it has no <p> in <policy_published>"),
    "a long value": (report(organization="x" * 5000), "<org_name> has more than 4096 bytes"),
    "cut gzip": (TRUNCATED, "it was cut on its way; fetch it again"),
    "damaged gzip": (packed(GOOD)[:60] + b"\0\0\0\0\0\0" + packed(GOOD)[66:], "the compressed data is damaged"),
    "wrong checksum": (packed(GOOD)[:-8] + b"\0\0\0\0" + packed(GOOD)[-4:], "the compressed data is damaged"),
    "gzip of text": (packed(b"hello"), "what is in it is no XML"),
    "gzip of gzip": (packed(packed(GOOD)), "compressed once more"),
    "empty gzip": (packed(b""), "what is in it is empty"),
    "cut zip": (zipped(("a.xml", GOOD))[:-30], "the zip is damaged or was cut"),
    "empty zip": (zipped(), "the zip has no files"),
    "zip of text": (zipped(("a.txt", b"hello")), "entry 'a.txt': what is in it is no XML"),
    "zip by bzip2": (zipped(("a.xml", GOOD), method=zipfile.ZIP_BZIP2), "entry 'a.xml': it is compressed by method 12"),
    "zip of 101": (zipped(*((f"{number}.xml", GOOD) for number in range(101))), "the zip has more than 100 entries"),
    "a mail without": (mail(b"hello", "text/plain", "a.txt"), "a mail without a report"),
    "a mail with a cut one": (mail(TRUNCATED), "attachment 'receiver.example!example.com!1!2.xml.gz': the compressed data ends too early"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read(dmarc, name):
    content, expected = BROKEN[name]
    code, output, errors = dmarc(bad=content, good=report(record(count=5), id="good"))
    assert code == 1
    assert errors.startswith("postroom dmarc: bad: ") and expected in errors and errors.count("\n") == 1
    assert "1 report about 1 domain: 5 messages" in output
    problem = json.loads(dmarc("--json", bad=content)[1])
    assert problem["reports"] == [] and problem["problems"][0]["file"].endswith("/bad")


def encrypted():
    content = bytearray(zipped(("a.xml", GOOD)))
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        content[content.index(mark) + place] |= 1
    return bytes(content)


def test_an_encrypted_zip(dmarc):
    code, _, errors = dmarc(a=encrypted())
    assert code == 1 and "a: entry 'a.xml': it is encrypted; unpack the zip with its password" in errors


def test_files_that_are_none(dmarc, tmp_path):
    code, output, errors = dmarc(str(tmp_path / "none"), str(tmp_path))
    assert (code, output) == (1, "")
    assert "none: there is no such file\n" in errors and "it is a directory\n" in errors


def test_document_types_are_refused(dmarc, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret of this machine")
    laughs = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))
    for head in (f'<!DOCTYPE feedback [<!ENTITY id SYSTEM "file://{secret}">]>', f'<!DOCTYPE feedback [<!ENTITY l0 "ha">{laughs}]>', "<!DOCTYPE feedback>"):
        code, output, errors = dmarc(a=report(id="I", head=head).replace(b">I<", b">&id;<"))
        assert (code, output) == (1, "") and "a: line 2: it has a document type (<!DOCTYPE" in errors
    code, output, errors = dmarc(a=report(id="I").replace(b">I<", b">&id;<"))
    assert code == 1 and "line 5: the entity &id; is not one of XML's five" in errors


def limited(path, *more):
    """The run in 1 GB of memory."""
    memory = 1 << 30
    process = subprocess.Popen(
        [PROGRAM, "dmarc", str(path), *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (memory, memory)),
    )
    output, errors = process.communicate(timeout=120)
    return process.returncode, output.decode(), errors.decode()


def deflated(size, byte=b" "):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    pieces = [packer.compress(byte * (1 << 20)) for _ in range(size >> 20)]
    return b"".join(pieces) + packer.flush()


def overlapping(count, size):
    """A zip whose entries are all the same bytes: 100 times what they unpack to."""
    content = deflated(size)
    checksum = zlib.crc32(b" " * size)
    local = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0, checksum, len(content), size, 1, 0) + b"a" + content
    directory = struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 0, checksum, len(content), size, 1, 0, 0, 0, 0, 0, 0) + b"a"
    return local + directory * count + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(directory) * count, len(local), 0)


BOMBS = {
    "gzip": lambda: gzip.compress(b"<feedback>" + b" " * (1 << 27)),
    "gzip of members": lambda: packed(b"<feedback>") + gzip.compress(b" " * (1 << 24)) * 8,
    "zip": lambda: zipped(("a.xml", b"<feedback>" + b" " * (1 << 27))),
    "zip of entries": lambda: zipped(*((f"{number}.xml", b"<feedback>" + b" " * (10 << 20)) for number in range(10))),
    "zip of one that is many": lambda: overlapping(100, 16 << 20),
    "mail": lambda: mail(gzip.compress(b"<feedback>" + b" " * (1 << 27))),
    "XML": lambda: b"<feedback>" + b" " * (65 << 20),
}


def test_a_record_that_does_not_end(tmp_path):
    for start, piece in ((b"<auth_results>", b"<dkim><domain>a</domain></dkim>"), (b"<row><policy_evaluated><reason>", b"<type>%d</type>")):
        pieces = (piece % number if b"%" in piece else piece for number in range(500_000))
        (tmp_path / "bomb").write_bytes(b"<feedback><record>" + start + b"".join(pieces))
        code, _, errors = limited(tmp_path / "bomb")
        assert code == 1 and "it was cut on its way" in errors


def test_lists_have_a_limit(dmarc, summary):
    signatures = [(f"d{number}.example", "s", "pass") for number in range(150)]
    ((found,),) = (one["results"] for one in summary(a=report(record(signatures=signatures)))["sources"])
    assert [one["domain"] for one in found["dkim"]] == [domain for domain, _, _ in signatures[:100]]
    many = b"Content-Type: multipart/mixed; boundary=x\n\n" + b"".join(b"--x\n\n" + report(id=str(number)) for number in range(150)) + b"--x--\n"
    code, output, errors = dmarc(a=many)
    assert code == 1 and "a: the mail has more than 100 attachments; save those that are reports" in errors and "\n100 reports about" in output


@pytest.mark.parametrize("name", BOMBS)
def test_bombs(tmp_path, name):
    (tmp_path / "bomb").write_bytes(BOMBS[name]())
    (tmp_path / "good").write_bytes(GOOD)
    code, output, errors = limited(tmp_path / "bomb", tmp_path / "good")
    assert code == 1 and "the file has more than 64 MB of XML: no report is that large" in errors
    assert errors.count("64 MB") == 1 and "1 report about 1 domain" in output


def test_a_file_without_end():
    code, _, errors = limited("/dev/zero")
    assert code == 1 and "/dev/zero: it is larger than 96 MB" in errors


def test_a_large_report_is_read(tmp_path):
    addresses = (f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}" for number in range(30_000))
    (tmp_path / "large").write_bytes(report(*(record(address, 2) for address in addresses)))
    code, output, _ = limited(tmp_path / "large", "--json")
    assert code == 0 and json.loads(output)["totals"]["messages"] == 60_000 and len(json.loads(output)["sources"]) == 30_000


HIDDEN = "\u009b31m\u202egnp.exe\u2066\u200f\x7f\u0085\u2028\ufeff\U000e0041\ue000"


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_nothing_hidden_reaches_the_terminal(dmarc, tmp_path, options):
    content = report(
        record("203.0.113.9", 1, HIDDEN, "fail", "fail", HIDDEN + "1", [(HIDDEN + "2", HIDDEN + "3", HIDDEN + "4")], HIDDEN + "5", HIDDEN + "6"),
        organization=HIDDEN + "7", id=HIDDEN + "8", domain=HIDDEN + "9", policy=f"<p>{HIDDEN}10</p>", begin=0,
    ).replace(b"dmarc@receiver", HIDDEN.encode()).replace(b"<date_range>", f"<error>{HIDDEN}</error><date_range>".encode())
    name = HIDDEN + ".xml"
    archive = zipped((name, content), ("\x1b[31m.txt", b"no XML"), ("again.xml", content))
    code, output, errors = dmarc(*options, **{"a\x1b[31m" + HIDDEN: archive})
    assert code == 1
    for text in (output, errors):
        assert text and not [character for character in text if character != "\n" and (ord(character) < 32 or character in HIDDEN[0] + HIDDEN[4] + HIDDEN[12:])]
    if options:
        (one,) = json.loads(output)["reports"]
        assert one["organization"] == HIDDEN + "7" and one["policy"] == {"p": HIDDEN + "10"}


def test_changed_bytes_never_end_it_by_a_signal(tmp_path):
    chosen = random.Random(7)
    seeds = [MIXED, NEW, packed(MIXED), zipped(("a.xml", MIXED), ("b.xml", NEW)), mail(zipped(("a.xml", NEW)), "application/zip", "a.zip")]
    parts = [b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"/>", b"\xff\xff\xff\xff", b"\0", b"PK\1\2", b"PK\5\6", b"\x1f\x8b", b"&#x", b":"]
    paths = []
    for number in range(600):
        content = bytearray(chosen.choice(seeds))
        for _ in range(chosen.randint(1, 4)):
            place = chosen.randrange(len(content) + 1)
            content[place : place + chosen.randint(0, 5)] = chosen.choice(parts) if chosen.random() < 0.5 else chosen.randbytes(2)
        if chosen.random() < 0.2:
            del content[chosen.randrange(len(content)) :]
        paths.append(tmp_path / str(number))
        paths[-1].write_bytes(content)
    done = run("dmarc", "--json", *map(str, paths))
    assert done.returncode == 1 and json.loads(done.stdout)["problems"]
