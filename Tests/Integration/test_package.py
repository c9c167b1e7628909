"""Packaging, without building: which functions there are, where libcurl's source may come from, and what fills a bootstrap."""

import http.server
import importlib.util
import os
import platform
import shutil
import subprocess
import threading
from functools import partial
from importlib.machinery import SourceFileLoader

import pytest

from postroom import ROOT

SCRIPTS = ROOT / "scripts"


def test_an_unknown_function_is_answered_with_those_that_there_are():
    done = subprocess.run(["make", "--no-print-directory", "package", "FUNCTION=Nonsense"], capture_output=True, text=True, timeout=60, cwd=ROOT)
    assert done.returncode == 2
    assert "package: there is no function 'Nonsense' to package. There are: " in done.stderr
    assert "Echo" in done.stderr


@pytest.mark.skipif(not shutil.which("dpkg-source"), reason="needs dpkg-dev: scripts/setup package")
def test_an_archive_that_debian_did_not_sign_is_refused(tmp_path):
    name = platform.freedesktop_os_release()["VERSION_CODENAME"]
    for suite in [f"debian/dists/{name}", f"debian/dists/{name}-updates", f"debian-security/dists/{name}-security"]:
        folder = tmp_path / "mirror" / suite
        folder.mkdir(parents=True)
        (folder / "InRelease").write_text(f"Origin: Debian\nSuite: {name}\nCodename: {name}\nDate: Sat, 11 Jul 2026 10:16:37 UTC\n")
        shutil.copy(folder / "InRelease", folder / "Release")
    quiet = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *arguments: None})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(quiet, directory=tmp_path / "mirror")) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        mirror = f"http://127.0.0.1:{server.server_port}"
        environment = {**os.environ, "POSTROOM_CACHE": str(tmp_path / "cache"), "POSTROOM_DEBIAN_MIRROR": mirror, "no_proxy": "127.0.0.1"}
        done = subprocess.run([SCRIPTS / "package-curl"], capture_output=True, text=True, timeout=120, env=environment)
        server.shutdown()
    assert done.returncode == 1
    assert done.stdout == ""
    assert "is not signed" in done.stderr or "isn't signed" in done.stderr or "NODATA" in done.stderr
    assert f"package-curl: the Debian archive at {mirror} cannot be read, see above, and no libcurl was built before." in done.stderr
    assert not list((tmp_path / "cache").glob("curl-*")) and not list((tmp_path / "cache").glob("build.*"))


def test_the_size_table_is_of_the_linkers_map(tmp_path, capsys):
    loader = SourceFileLoader("package_size", str(SCRIPTS / "package-size"))
    size = importlib.util.module_from_spec(importlib.util.spec_from_loader("package_size", loader))
    loader.exec_module(size)
    size.SCRATCH = tmp_path
    (tmp_path / "Sample.map").write_text(
        "             VMA              LMA     Size Align Out     In      Symbol\n"
        "            1000             1000      100    16 .text\n"
        "            1000             1000       80    16         /x/libraries/libcrypto.a(sha256.o):(.text)\n"
        "            1000             1000       80     1                 SHA256\n"
        "            1080             1080       40    16         /x/release/Echo.build/EchoHandler.swift.o:(.text.$s4Echo)\n"
        "            10c0             10c0       20    16         <internal>:(.text)\n"
        "               0                0      200     1 .comment\n"
        "               0                0      200     1         /x/libraries/libcrypto.a(sha256.o):(.comment)\n"
    )
    size.table("Sample")
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == ["Sample:", "256", "bytes", "in", "memory"]
    assert lines[1:3] == [["128", "50.0%", "crypto"], ["64", "25.0%", "Echo", "(target)"]]
    assert [line[0] for line in lines[3:]] == ["32", "32"]
