"""Certificates of a test, made by the openssl command."""

import ssl
import subprocess

CONFIGURATION = """
[req]
distinguished_name = dn
[dn]
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[server]
basicConstraints = critical,CA:FALSE
extendedKeyUsage = serverAuth
subjectAltName = {names}
"""
HERE = "IP:127.0.0.1,DNS:localhost"


class Authority:
    """A root certificate and its key, in a folder of its own."""

    def __init__(self, folder, subject="/O=Postroom/CN=Root of a test"):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.root = folder / "root.pem"
        self._key = folder / "root.key"
        self._count = 0
        self._configuration = folder / "openssl.cnf"
        self._configuration.write_text(CONFIGURATION.format(names=HERE))
        self._openssl("req", "-x509", *self._new(self._key, subject), "-out", self.root, "-days", "30", "-extensions", "root")

    def server(self, names=HERE, days=30, minimum=None, maximum=None):
        """The TLS of a server with a certificate for these names; it sends the root too. Days: until it expires, which may have been before."""
        self._count += 1
        certificate, key, request = (self.folder / f"server-{self._count}.{kind}" for kind in ("pem", "key", "csr"))
        self._configuration.write_text(CONFIGURATION.format(names=names))
        self._openssl("req", *self._new(key, "/CN=server of a test"), "-out", request)
        signer = ["-CA", self.root, "-CAkey", self._key, "-extfile", self._configuration, "-extensions", "server"]
        self._openssl("x509", "-req", "-in", request, "-out", certificate, "-days", str(days), *signer)
        certificate.write_text(certificate.read_text() + self.root.read_text())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        if maximum and maximum < ssl.TLSVersion.TLSv1_2:
            context.set_ciphers("ALL:@SECLEVEL=0")
        if minimum:
            context.minimum_version = minimum
        if maximum:
            context.maximum_version = maximum
        return context

    @property
    def hash(self):
        """By which OpenSSL looks the root up in a directory."""
        return self._openssl("x509", "-noout", "-subject_hash", "-in", self.root).strip()

    def _new(self, key, subject):
        kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
        return ["-config", self._configuration, "-nodes", *kind, "-keyout", key, "-subj", subject]

    def _openssl(self, *arguments):
        done = subprocess.run(["openssl", *arguments], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout
