"""The gates of packaged bootstraps, on small binaries that have one fault each, and what surrounds them: the zip, the glibc shim."""

import os
import re
import shutil
import struct
import subprocess
import zipfile

import pytest

from postroom import ROOT

GATES = ROOT / "scripts" / "package-gates"
ZIP = ROOT / "scripts" / "package-zip"
SHIM = ROOT / "Core" / "CGlibcCompat"

pytestmark = pytest.mark.skipif(not (shutil.which("gcc") and shutil.which("readelf")), reason="needs gcc and binutils: scripts/setup package")

HELLO = "int main(void) { return 0; }"
HYPOT = "#include <math.h>\nint main(int n, char **v) { return (int)hypot(n, n) + (int)hypotf(n, n); }"
ARC4RANDOM = "#include <stdint.h>\nuint32_t arc4random(void);\nint main(void) { arc4random(); return 0; }"


@pytest.fixture
def build(tmp_path):
    """Compiles C, stripped as a bootstrap is."""

    def build_c(source, *flags, name="bootstrap", strip=True, language="c"):
        executable = tmp_path / name
        command = ["gcc", "-o", executable, "-x", language, "-", "-x", "none", "-O1", "-fno-builtin", *(["-s"] if strip else []), *flags]
        done = subprocess.run(command, input=source, capture_output=True, text=True, timeout=60, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        return executable

    return build_c


def gates(*files, options=()):
    done = subprocess.run([GATES, *options, *files], capture_output=True, text=True, timeout=60)
    assert done.stdout == ""
    complaints = done.stderr.splitlines()
    assert done.returncode == (1 if complaints else 0)
    # Every line says where, and what to do.
    assert all(re.match(r"package-gates: .*/\S+ .+\. [A-Z].+\.$", line) for line in complaints), complaints
    return complaints


def needs_glibc(version):
    """Skips where the machine's own glibc is older than a symbol that the test needs."""
    mine = tuple(map(int, os.confstr("CS_GNU_LIBC_VERSION").split()[1].split(".")))
    if mine < version:
        pytest.skip(f"glibc is older than {version}")


def zipped(executable, name="Good.zip"):
    target = executable.parent / name
    subprocess.run([ZIP, executable, target], check=True, timeout=60)
    return target


# MARK: what passes


def test_a_good_bootstrap_passes(build):
    executable = build(HELLO)
    assert gates(executable, zipped(executable)) == []


def test_dynamic_libraries_of_the_image_pass(build):
    executable = build(HYPOT.replace("hypot", "sqrt").replace("(n, n)", "(n)"), "-Wl,--no-as-needed", "-lm", "-lgcc_s", "-lpthread", "-ldl", "-lrt")
    assert gates(executable) == []


# MARK: symbols newer than the image's


def test_newer_glibc_symbols_are_named(build):
    needs_glibc((2, 36))
    [complaint] = gates(build(ARC4RANDOM))
    assert "needs arc4random@GLIBC_2.36, newer than GLIBC_2.34" in complaint
    assert "Core/CGlibcCompat/GlibcCompat.c" in complaint


def test_each_newer_symbol_is_named(build):
    needs_glibc((2, 35))
    complaints = gates(build(HYPOT, "-lm"))
    assert [re.search(r"needs (\S+),", line)[1] for line in complaints] == ["hypot@GLIBC_2.35", "hypotf@GLIBC_2.35"]


def test_in_a_zip_it_is_the_bootstrap_that_is_named(build):
    needs_glibc((2, 36))
    [complaint] = gates(zipped(build(ARC4RANDOM)))
    assert "Good.zip `bootstrap` needs arc4random@GLIBC_2.36" in complaint


def test_packed_relocations_are_refused(build):
    """DT_RELR: no symbol asks for it, and glibc 2.34 does not start it all the same."""
    executable = build("int x; int *p = &x; int main(void) { return *p; }", "-Wl,-z,pack-relative-relocs", "-fPIE", "-pie")
    if b"GLIBC_ABI_DT_RELR" not in executable.read_bytes():
        pytest.skip("this linker does not pack relocations")
    [complaint] = gates(executable)
    assert "needs a version@GLIBC_ABI_DT_RELR, newer than GLIBC_2.34" in complaint


def test_libstdcxx_is_refused(build):
    source = '#include <string>\nint main(int n, char **v) { return std::string(v[0]).append("x").size(); }'
    library, symbols = gates(build(source, "-lstdc++", language="c++"))
    assert "needs the shared library libstdc++.so.6" in library
    assert re.search(r"needs \d+ symbols of libstdc\+\+, such as \S+@GLIBCXX_3\.4\.\d+\. .*link libstdc\+\+\.a", symbols)


# MARK: shared libraries


def test_a_shared_libcurl_is_refused(build, tmp_path):
    """Whatever flavour is installed: one that is made here."""
    library = build("int curl_version(void) { return 0; }", "-shared", "-fPIC", "-Wl,-soname,libcurl.so.4", name="libcurl.so")
    executable = build("int curl_version(void); int main(void) { return curl_version(); }", f"-L{library.parent}", "-lcurl")
    [complaint] = gates(executable)
    assert "needs the shared library libcurl.so.4, which provided.al2023 does not have" in complaint
    assert "Link it statically" in complaint


def test_a_run_path_is_refused(build):
    [complaint] = gates(build(HELLO, "-Wl,-rpath,/opt/swift/usr/lib:$ORIGIN"))
    assert "looks for libraries in '/opt/swift/usr/lib'" in complaint


def test_another_loader_is_refused(build):
    [complaint] = gates(build(HELLO, "-Wl,--dynamic-linker=/lib/ld-musl-x86_64.so.1"))
    assert "is started by /lib/ld-musl-x86_64.so.1" in complaint


def test_another_architecture_is_refused(build):
    executable = build(HELLO)
    content = bytearray(executable.read_bytes())
    struct.pack_into("<H", content, 18, 243)  # e_machine: RISC-V
    executable.write_bytes(content)
    [complaint] = gates(executable)
    assert "is for RISC-V. Lambda runs x86-64 and AArch64" in complaint


# MARK: what should not be in it


def test_symbols_for_a_debugger_are_refused(build):
    [symbols] = gates(build(HELLO, strip=False))
    assert "(.symtab)" in symbols and "-Xlinker -s" in symbols
    [debug] = gates(build(HELLO, "-g", strip=False))
    assert ".debug_info" in debug


@pytest.mark.parametrize("mark", ["icudt76l", "ucal_open_foundation_unicode", "$s26FoundationInternationalization"])
def test_icu_is_refused(build, mark):
    executable = build(f'#include <stdio.h>\nint main(void) {{ puts("x{mark}x"); return 0; }}')
    [complaint] = gates(executable)
    assert "has ICU in it" in complaint and "FoundationEssentials" in complaint


def test_the_directory_of_the_build_is_refused(build, tmp_path):
    executable = build(f'#include <stdio.h>\nint main(void) {{ puts("{tmp_path}/main.swift"); return 0; }}')
    assert gates(executable) == []
    [complaint] = gates(executable, options=["--built-in", str(tmp_path)])
    assert f"names the directory it was built in, {tmp_path}" in complaint


# MARK: the zip


def test_an_over_large_zip_is_refused(build):
    executable = build(HELLO)
    with open(executable, "ab") as file:
        file.write(os.urandom(8_000_000))
    [complaint] = gates(zipped(executable))
    assert re.search(r"has 8,0\d\d,\d\d\d bytes, more than the 8,000,000", complaint)
    assert "make size" in complaint


def test_a_zip_made_by_hand_is_refused(build, tmp_path):
    executable = build(HELLO)
    target = tmp_path / "hand.zip"
    with zipfile.ZipFile(target, "w") as archive:
        archive.write(executable, "bin/bootstrap")
    assert "has ['bin/bootstrap'], not one file `bootstrap`" in gates(target)[0]
    entry = zipfile.ZipInfo("bootstrap", date_time=(2026, 1, 1, 0, 0, 0))
    entry.create_system = 3
    entry.external_attr = 0o100644 << 16
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(entry, executable.read_bytes())
    mode, time = gates(target)
    assert "with the mode 100644, not 100755" in mode
    assert "has a time in it" in time


def test_the_same_executable_makes_the_same_zip(build, tmp_path):
    executable = build(HELLO)
    first = zipped(executable, "first.zip")
    os.utime(executable, (1, 1))
    executable.chmod(0o600)
    assert zipped(executable, "second.zip").read_bytes() == first.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert archive.namelist() == ["bootstrap"]
        assert archive.read("bootstrap") == executable.read_bytes()


def test_what_is_no_bootstrap_is_said(tmp_path):
    text = tmp_path / "text"
    text.write_text("#!/bin/sh\n")
    assert "is no ELF executable" in gates(text)[0]
    assert "is not there. Build it with make package" in gates(tmp_path / "missing.zip")[0]


# MARK: the shim that makes it pass


@pytest.mark.parametrize("compiler", ["gcc", "clang"])
def test_the_shim_binds_old_versions(tmp_path, compiler):
    """The same program as above passes with Core/CGlibcCompat, and computes the same."""
    if not shutil.which(compiler):
        pytest.skip(f"no {compiler}")
    source = tmp_path / "main.c"
    source.write_text(
        "#include <math.h>\n#include <stdint.h>\nuint32_t arc4random(void);\n"
        "int main(void) { volatile double x = 3, y = 4; return hypot(x, y) == 5 && hypotf((float)x, (float)y) == 5"
        " && (arc4random() | arc4random() | arc4random()) != 0 ? 0 : 1; }\n"
    )
    executable = tmp_path / "bootstrap"
    shim = [SHIM / "GlibcCompat.c", "-I", SHIM / "include"]
    warnings = ["-Wall", "-Wextra", "-Werror"]
    subprocess.run([compiler, *warnings, "-O1", "-fno-builtin", "-s", "-o", executable, source, *shim, "-lm"], check=True, timeout=60)
    assert gates(executable) == []
    assert subprocess.run([executable], timeout=10).returncode == 0


def test_the_shim_stays_inside_the_executable(tmp_path):
    """No shared library gets to see it."""
    target = tmp_path / "shim.o"
    subprocess.run(["gcc", "-c", "-o", target, SHIM / "GlibcCompat.c", "-I", SHIM / "include"], check=True, timeout=60)
    symbols = subprocess.run(["readelf", "--wide", "--symbols", target], capture_output=True, text=True, check=True).stdout
    defined = [line.split() for line in symbols.splitlines() if re.search(r" FUNC +GLOBAL ", line) and " UND " not in line]
    assert {fields[7] for fields in defined} == {"hypot", "hypotf", "arc4random"}
    assert {fields[5] for fields in defined} == {"HIDDEN"}
