"""What is signed or encrypted still verifies and opens after forwarding: by openssl, by gpg, and DKIM's body hash by a computation of its own.

A signature of DKIM covers header fields too, which forwarding changes, and is removed; that its hash of the body still fits shows that the
body is what the author's server signed.
"""

import base64
import email
import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

import dkim_body
from forwarding_check import fields, split
from postroom import run

HEADER = b"From: Jane Doe <jane@ex.org>\nTo: hello@example.com\nSubject: Contract\nMessage-ID: <1@ex.org>\n"
LONG = b"short\n" + b"x" * 999 + b"\nshort\n"
TEXTS = {
    "plain": b"Hello,\n-- \nJane\nFrom here\n.\n",
    "8-bit": b"gr\xc3\xbcn, gr\xfcn \xff\xfe\x80\n",
    "NUL": b"a\0b\n\0\n",
    "empty lines at the end": b"text\n\n\n\n",
    "no line end": b"text",
    "white space": b"a  b\t \n \n\tc \n",
    "nothing": b"",
    "the longest line": b"x" * 998 + b"\n",
}
ENDS = {"LF": b"\n", "CRLF": b"\r\n"}
by_text = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
by_end = pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
by_program = pytest.mark.parametrize("program", ["cms", "smime"])


def with_ends(data, end):
    """With these line ends alone; None changes nothing."""
    return data if end is None else data.replace(b"\r\n", b"\n").replace(b"\n", end)


@pytest.fixture
def forwarded(tmp_path):
    """Forwards a mail: the rung that it took, and what would be sent."""
    (tmp_path / "aliases.json").write_text(json.dumps({"hello@example.com": "jane@gmail.com"}))

    def forward(content):
        mail, out = tmp_path / "mail.eml", tmp_path / "out"
        mail.write_bytes(content)
        done = run("explain", mail, "--recipient", "hello@example.com", "--aliases", tmp_path / "aliases.json", "--emit", out)
        assert (done.returncode, done.stderr) == (0, b"")
        sent = (out / "mail.1.eml").read_bytes()
        assert b"X-Original-To: hello@example.com" in split(sent)[0]
        return int(re.search(rb"^  rung (\d):", done.stdout, re.M)[1]), sent

    return forward


def attached(mail):
    """The original out of a note, as Python reads it."""
    return next(part for part in email.message_from_bytes(mail).walk() if part.get_filename() == "original.eml").get_payload(decode=True)


def damaged(mail, at):
    """The mail with one byte changed, behind the first place of these bytes."""
    place = mail.index(at) + len(at)
    return mail[:place] + bytes([mail[place] ^ 1]) + mail[place + 1 :]


def two_parts(type, first, second, end):
    """A multipart mail of these bytes, with the boundary `b`."""
    fields = HEADER + b"MIME-Version: 1.0\nContent-Type: " + type + b"; boundary=b\n\n"
    return with_ends(fields + b"--b\n" + first + b"\n--b\n" + second + b"\n--b--\n", end)


def sections(mail):
    """The bytes of the two parts of a mail with the boundary `b`."""
    _, first, second, _ = re.split(rb"(?:\A|\r?\n)--b(?:--)?(?:\r?\n|\Z)", split(mail)[1])
    return first, second


# MARK: S/MIME


class OpenSSL:
    """Jane's key and certificate, and what openssl makes and reads with them."""

    def __init__(self, folder):
        self.folder = folder
        self.key, self.certificate = folder / "key.pem", folder / "certificate.pem"
        self._signer = ["-signer", self.certificate, "-inkey", self.key]
        usage = ["keyUsage=digitalSignature,keyEncipherment", "extendedKeyUsage=emailProtection"]
        extensions = [word for one in usage for word in ("-addext", one)]
        new = ["-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Jane", "-days", "30", *extensions]
        self._run(b"", "req", "-x509", *new, "-keyout", self.key, "-out", self.certificate)

    def _run(self, content, *arguments):
        return subprocess.run(["openssl", *arguments], input=content, capture_output=True, check=True).stdout

    def signed(self, program, content, end, *options):
        return with_ends(HEADER + self._run(content, program, "-sign", *self._signer, *options), end)

    def signed_as_it_is(self, content, end):
        """A mail by RFC 8551 section 3.5.3 around a part that openssl does not write."""
        signature = base64.encodebytes(self._run(with_ends(content, b"\r\n"), "cms", "-sign", *self._signer, "-binary", "-outform", "DER"))
        field = b"Content-Type: application/pkcs7-signature\nContent-Transfer-Encoding: base64\n\n"
        return two_parts(b'multipart/signed; micalg=sha-256; protocol="application/pkcs7-signature"', content, field + signature, end)

    def verify_as_it_is(self, mail):
        content, signature = sections(mail)
        (self.folder / "content").write_bytes(with_ends(content, b"\r\n"))
        what = ["-binary", "-inform", "DER", "-content", self.folder / "content", "-CAfile", self.certificate]
        self._run(base64.b64decode(split(signature)[1]), "cms", "-verify", *what)

    def encrypted(self, program, content, end):
        return with_ends(HEADER + self._run(content, program, "-encrypt", "-binary", "-aes256", self.certificate), end)

    def verified(self, program, mail):
        """What was signed; `CalledProcessError` where the signature is not right."""
        return self._run(mail, program, "-verify", "-CAfile", self.certificate)

    def decrypted(self, program, mail):
        return self._run(mail, program, "-decrypt", "-recip", self.certificate, "-inkey", self.key)


@pytest.fixture(scope="module")
def openssl(tmp_path_factory):
    return OpenSSL(tmp_path_factory.mktemp("openssl"))


def part(text):
    return b"Content-Type: text/plain\n\n" + text


@by_program
@pytest.mark.parametrize("end", [*ENDS.values(), None], ids=[*ENDS, "as openssl writes them"])
@pytest.mark.parametrize("text", [text for text in TEXTS.values() if b"\0" not in text], ids=[name for name in TEXTS if name != "NUL"])
def test_smime_signatures_verify(openssl, forwarded, program, end, text):
    mail = openssl.signed(program, part(text), end)
    assert b"multipart/signed" in mail
    rung, sent = forwarded(mail)
    content = openssl.verified(program, sent)
    assert rung == 1 and content == openssl.verified(program, mail)
    assert content.replace(b"\r\n", b"\n").startswith(part(text))


@by_end
@by_text
def test_smime_signatures_of_any_bytes_verify(openssl, forwarded, end, text):
    """Openssl drops NULs, and more, of the mails that it writes and reads: here it only sees the part, as it stands in the mail."""
    mail = openssl.signed_as_it_is(part(text), end)
    openssl.verify_as_it_is(mail)
    rung, sent = forwarded(mail)
    openssl.verify_as_it_is(sent)
    assert rung == 1
    with pytest.raises(subprocess.CalledProcessError):
        openssl.verify_as_it_is(damaged(sent, b"--b" + end + b"Content-Type: text/"))


@pytest.mark.parametrize("mend", [lambda mail: mail.rstrip(b"\r\n"), lambda mail: mail + b"\r\n\r\n\r\n"], ids=["no line end", "empty lines"])
@by_end
def test_smime_signatures_verify_whatever_the_mail_ends_with(openssl, forwarded, mend, end):
    mail = mend(openssl.signed("cms", part(b"text\n"), end))
    rung, sent = forwarded(mail)
    assert rung == 1 and openssl.verified("cms", sent) == openssl.verified("cms", mail)
    assert split(sent)[1] == split(mail)[1]


@by_program
@by_end
@by_text
def test_opaque_smime_signatures_verify(openssl, forwarded, program, end, text):
    mail = openssl.signed(program, part(text), end, "-nodetach", "-binary")
    assert b"pkcs7-mime" in mail
    rung, sent = forwarded(mail)
    assert rung == 1 and openssl.verified(program, sent) == part(text)


@by_program
@by_end
def test_smime_encryption_opens(openssl, forwarded, program, end):
    inner = openssl.signed(program, part(TEXTS["8-bit"] + LONG), b"\n", "-nodetach", "-binary")
    rung, sent = forwarded(openssl.encrypted(program, inner, end))
    opened = openssl.decrypted(program, sent)
    assert rung == 1 and opened == inner
    assert openssl.verified(program, opened) == part(TEXTS["8-bit"] + LONG)


def test_a_changed_byte_breaks_smime(openssl, forwarded):
    sent = forwarded(openssl.signed("cms", part(b"text\n"), b"\r\n"))[1]
    with pytest.raises(subprocess.CalledProcessError):
        openssl.verified("cms", damaged(sent, b"text/plain\r\n\r\nte"))


@pytest.mark.parametrize("size", [999, 5000])
@by_program
@by_end
def test_smime_with_a_long_line_is_attached_whole(openssl, forwarded, program, end, size):
    content = part(b"short\n" + b"x" * size + b"\nshort\n")
    mail = openssl.signed(program, content, end)
    rung, sent = forwarded(mail)
    assert rung == 3 and attached(sent) == mail
    assert openssl.verified(program, attached(sent)).replace(b"\r\n", b"\n").startswith(content)


# MARK: PGP/MIME


class GPG:
    """A folder of keys, with Jane's, and what gpg makes and reads with it."""

    def __init__(self, folder):
        self.folder = folder

    def make_key(self):
        self.run(b"", "--quick-generate-key", "Jane <jane@ex.org>", "rsa2048", "sign,encrypt", "never")

    def run(self, content, *arguments):
        home = ["--homedir", self.folder, "--batch", "--quiet", "--trust-model", "always", "--pinentry-mode", "loopback", "--passphrase", ""]
        return subprocess.run(["gpg", *home, *arguments], input=content, capture_output=True, check=True).stdout

    def close(self):
        """Ends the agent that gpg started for this folder."""
        subprocess.run(["gpgconf", "--homedir", self.folder, "--kill", "all"], check=True)

    def signed(self, content, end):
        """A mail by RFC 3156 section 5: the part is signed with CRLF, whatever the mail has."""
        signature = b"Content-Type: application/pgp-signature\n\n" + self.run(with_ends(content, b"\r\n"), "--armor", "--detach-sign")
        return two_parts(b'multipart/signed; micalg=pgp-sha512; protocol="application/pgp-signature"', content, signature, end)

    def encrypted(self, content, end):
        """A mail by RFC 3156 section 4."""
        data = b"Content-Type: application/octet-stream\n\n" + self.run(content, "--armor", "--encrypt", "--recipient", "jane@ex.org")
        version = b"Content-Type: application/pgp-encrypted\n\nVersion: 1\n"
        return two_parts(b'multipart/encrypted; protocol="application/pgp-encrypted"', version, data, end)

    def verify(self, mail):
        """Raises `CalledProcessError` where the signature is not right."""
        content, signature = sections(mail)
        (self.folder / "signature.asc").write_bytes(split(signature)[1])
        self.run(with_ends(content, b"\r\n"), "--verify", self.folder / "signature.asc", "-")

    def decrypted(self, mail):
        return self.run(split(sections(mail)[1])[1], "--decrypt")


@pytest.fixture(scope="module")
def gpg():
    if not shutil.which("gpg"):
        pytest.skip("there is no gpg")
    # Not pytest's folder: the path of the agent's socket may have 108 bytes.
    with tempfile.TemporaryDirectory(prefix="gpg-", ignore_cleanup_errors=True) as folder:
        keys = GPG(Path(folder))
        try:
            keys.make_key()
            yield keys
        finally:
            keys.close()


@by_end
@by_text
def test_pgp_signatures_verify(gpg, forwarded, end, text):
    mail = gpg.signed(part(text), end)
    gpg.verify(mail)
    rung, sent = forwarded(mail)
    gpg.verify(sent)
    assert rung == 1
    with pytest.raises(subprocess.CalledProcessError):
        gpg.verify(damaged(sent, b"--b" + end + b"Content-Type: text/"))


@by_end
def test_pgp_encryption_opens(gpg, forwarded, end):
    content = part(b"".join(TEXTS.values()) + LONG)
    rung, sent = forwarded(gpg.encrypted(content, end))
    assert rung == 1 and gpg.decrypted(sent) == content


@by_end
def test_pgp_with_a_long_line_is_attached_whole(gpg, forwarded, end):
    mail = gpg.signed(part(LONG), end)
    rung, sent = forwarded(mail)
    assert rung == 3 and attached(sent) == mail
    gpg.verify(attached(sent))


# MARK: DKIM


def dkim_signed(body, end):
    """A mail with signatures of its body, of each kind. What is behind `b=` covers the header, and nobody looks at it."""
    mail = with_ends(HEADER + b"Content-Transfer-Encoding: 8bit\n\n", end) + body
    for algorithm in ("relaxed", "simple"):
        size = len(dkim_body.canonical(body, algorithm))
        for length in sorted({None, 0, size // 2, size}, key=str):
            covered = f" l={length};" if length is not None else ""
            value = dkim_body.body_hash(body, algorithm, length)
            field = f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/{algorithm}; d=ex.org; s=x;{covered}\n\th=from:to; bh={value};\n\tb=aGVhZGVy\n"
            mail = with_ends(field.encode(), end) + mail
    return mail


def test_body_hashes_are_those_of_the_rfcs():
    assert dkim_body.canonical(b" C \r\nD \t E\r\n\r\n\r\n", "relaxed") == b" C\r\nD E\r\n"
    assert dkim_body.canonical(b" C \r\nD \t E\r\n\r\n\r\n", "simple") == b" C \r\nD \t E\r\n"
    # RFC 6376 sections 3.4.3 and 3.4.4, the empty body by SHA-256.
    assert dkim_body.body_hash(b"", "simple") == "frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY="
    assert dkim_body.body_hash(b"", "relaxed") == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    # RFC 8463 appendix A.
    body = b"Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n"
    assert dkim_body.body_hash(body, "relaxed") == "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8="


@by_end
@by_text
def test_body_hashes_of_dkim_stay(forwarded, text, end):
    mail = dkim_signed(with_ends(text, end), end)
    found = dkim_body.hashes(mail, of=mail)
    assert len(found) > 2 and all(found)
    rung, sent = forwarded(mail)
    assert rung == 1 and dkim_body.hashes(sent, of=mail) == found
    assert "dkim-signature" not in [name for name, _ in fields(split(sent)[0])]


def test_a_changed_byte_breaks_the_body_hash(forwarded):
    mail = dkim_signed(b"text\r\n", b"\r\n")
    sent = damaged(forwarded(mail)[1], b"\r\n\r\nt")
    # Of no byte (l=0) there is nothing to break.
    covered = [length != 0 for _, length, _, _ in dkim_body.signatures(mail)]
    assert dkim_body.hashes(sent, of=mail) == [not some for some in covered]


@pytest.mark.skipif("POSTROOM_CORPUS" not in os.environ, reason="POSTROOM_CORPUS names no folder")
def test_body_hashes_by_the_signers_of_others_stay(forwarded):
    """Mails of others that still have the body that was signed; some were changed to be tests of what does not verify."""
    checked = 0
    for path in sorted(Path(os.environ["POSTROOM_CORPUS"]).rglob("*")):
        if path.suffix not in (".eml", ".msg", ".raw") or b"bh=" not in (mail := path.read_bytes()):
            continue
        expected = dkim_body.hashes(mail, of=mail)
        if any(expected):
            rung, sent = forwarded(mail)
            sent = attached(sent) if rung == 3 else sent
            assert dkim_body.hashes(sent, of=mail) == expected, path
            checked += sum(expected)
    print("signatures whose body hash stays:", checked)
    assert checked > 10
