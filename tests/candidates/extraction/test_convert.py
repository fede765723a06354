"""Word's old files: the converter that is installed, how it is shut in, and what is told where there is none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from candidates.extraction import Document, Sandbox, SandboxUnavailable, parse, sandbox_layers
from candidates.extraction.convert import convert
from candidates.extraction.limits import MIB, ChildLimits
from tests.candidates.extraction import samples

OLD = samples.compound_file("WordDocument")
Install = Callable[..., None]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every user may look into, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def install(monkeypatch, folder) -> Install:
    """Puts a shell script on the PATH as the converter, with nothing else there."""
    monkeypatch.setenv("PATH", str(folder))

    def write(script: str, name: str = "catdoc") -> None:
        path = folder / name
        path.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\nfor file; do :; done\n{script}\n")
        path.chmod(0o755)

    return write


def test_without_a_converter_both_ways_out_are_told(install):
    answers = [read(OLD) for read in (parse_it, extract_it)]
    assert {answer.code for answer in answers} == {"unsupported"}
    assert {all(word in answer.message for word in ("DOCX", "catdoc", "antiword")) for answer in answers} == {
        True
    }


def parse_it(data: bytes) -> object:
    return parse(data, name="cv.doc")


def extract_it(data: bytes) -> object:
    with Sandbox() as sandbox:
        return sandbox.extract(data, name="cv.doc")


@pytest.mark.parametrize("read", [parse_it, extract_it])
def test_what_the_converter_writes_is_the_text(install, read):
    install('echo "José: $1 $2 $3"; exec tail -c 24 "$file"')
    data = OLD + "\nthe end of the file, €".encode()
    assert read(data) == Document("José: -w -d utf-8\nthe end of the file, €", "doc")


@pytest.mark.parametrize("read", [parse_it, extract_it])
def test_rows_of_antiword_get_tabs(install, read):
    install('printf "[pic]Jane\\n|2019   |Engineer  |\\nA | B\\n"', "antiword")
    assert read(OLD).text == "Jane\n2019\tEngineer\nA | B"


def test_catdoc_goes_before_antiword(install):
    install("echo one", "antiword")
    install("echo two", "catdoc")
    assert parse_it(OLD).text == "two"


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("exit 3", "damaged"),
        ("exec cat /dev/null", "empty"),
        pytest.param("exec sleep 600", "limits", marks=[pytest.mark.slow, pytest.mark.once]),
        pytest.param("exec 1>&-; exec sleep 600", "limits", marks=[pytest.mark.slow, pytest.mark.once]),
        ("while :; do :; done", "limits"),
        ("exec yes", "limits"),
        ("kill -SEGV $$", "damaged"),
        ('printf "[File is encrypted. Encryption key = 1]\\n"', "encrypted"),
        ("printf '\\001\\002\\003\\004\\005\\006'", "wrong_type"),
    ],
)
def test_a_converter_that_fails_is_the_files_outcome(install, script, code):
    install(script)
    text = convert(OLD, limits=ChildLimits(memory=256 * MIB, cpu=1, wall=3.0))
    with Sandbox() as sandbox:
        answer = (
            text
            if not isinstance(text, bytes)
            else sandbox.ask(text, {"name": "x", "max_bytes": 99, "converted": True})
        )
    assert answer.code == code


@pytest.mark.parametrize(
    ("attempt", "layer"),
    [
        ("cat /etc/passwd", "landlock"),
        ("ls /", "landlock"),
        ("cat /proc/$PPID/environ", "landlock"),
        ("echo x > {folder}/escaped", "limits"),
        ("cat {secret}", "landlock"),
        ("python3 -c 'import socket; print(socket.socket().fileno())'", "seccomp"),
        ("kill -TERM $PPID && echo x", "seccomp"),
        ("echo x | cat", "seccomp"),
        ("echo $SECRET_KEY", "limits"),
    ],
)
def test_a_converter_taken_over_gets_nowhere(install, monkeypatch, folder, attempt, layer):
    inside = folder / "inside"
    inside.mkdir()
    inside.chmod(0o777)
    monkeypatch.setenv("SECRET_KEY", "x")
    with tempfile.NamedTemporaryFile() as secret:
        secret.write(b"x")
        secret.flush()
        os.fchmod(secret.fileno(), 0o644)
        install(attempt.format(folder=inside, secret=secret.name))
        written = convert(OLD)
    assert layer in sandbox_layers()
    assert not isinstance(written, bytes) or written.strip() == b""
    assert sum(path.stat().st_size for path in inside.iterdir()) == 0


def test_a_converter_that_cannot_start_is_no_fault_of_the_file(install, monkeypatch):
    install("echo x")
    monkeypatch.setattr("sys.executable", "/nonexistent/python")
    with Sandbox() as sandbox, pytest.raises(SandboxUnavailable):
        sandbox.extract(OLD, name="cv.doc")
