"""The trust roots in the source are those of Debian's ca-certificates."""

import importlib.util
import subprocess
from importlib.machinery import SourceFileLoader

import pytest

from postroom import ROOT

SCRIPT = ROOT / "scripts" / "trust-roots"


@pytest.fixture
def trust_roots():
    """The script as a module."""
    loader = SourceFileLoader("trust_roots", str(SCRIPT))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("trust_roots", loader))
    loader.exec_module(module)
    if not module.SOURCE.is_dir():
        pytest.skip("ca-certificates is not installed")
    return module


def test_the_file_is_what_the_script_writes(trust_roots):
    done = subprocess.run([SCRIPT, "--check"], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_root_with_another_fingerprint_is_refused(trust_roots, monkeypatch):
    monkeypatch.setitem(trust_roots.ROOTS, "Amazon_Root_CA_3", "00" * 32)
    with pytest.raises(SystemExit, match=r"Amazon_Root_CA_3\.crt has the SHA-256 18ce6c.*, not 0000.*amazontrust\.com"):
        trust_roots.swift()


def test_a_root_that_is_gone_is_named(trust_roots, monkeypatch, tmp_path):
    monkeypatch.setattr(trust_roots, "SOURCE", tmp_path)
    with pytest.raises(SystemExit, match=r"Amazon_Root_CA_1\.crt\. Install Debian's ca-certificates"):
        trust_roots.swift()


def test_an_older_file_is_noticed(trust_roots, monkeypatch, tmp_path):
    monkeypatch.setattr(trust_roots, "FILE", tmp_path / "AmazonRoots.swift")
    monkeypatch.setattr("sys.argv", ["trust-roots", "--check"])
    (tmp_path / "AmazonRoots.swift").write_text("enum AmazonRoots {}\n")
    with pytest.raises(SystemExit, match="Run scripts/trust-roots"):
        trust_roots.main()
