"""The sandbox: the file is read elsewhere, and whatever happens there is an answer here."""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from candidates.extraction import (
    Document,
    Sandbox,
    SandboxUnavailable,
    Unreadable,
    extract,
    parse,
    sandbox_layers,
    sandbox_level,
)
from candidates.extraction.formats import html_charsets, rtf_words
from candidates.extraction.limits import ChildLimits
from candidates.extraction.worker import LAYERS, level_of
from tests.candidates.extraction import samples, test_charsets

READERS = "tests.candidates.extraction.hostile_readers"
QUICK = ChildLimits(cpu=1, wall=2.0)
ROOT = Path(__file__).resolve().parents[3]
STOPPED_BY = {
    "limits": ("write a file", "allocate", "open many"),
    "user": ("fork", "kill the parent", "become root", "raise a limit", "read the parent"),
    "landlock": (
        "read a file",
        "list a folder",
        "connect",
        "kill the parent",
        "read the parent",
        "start a program",
    ),
    "seccomp": (
        *(
            "fork",
            "kill the parent",
            "become root",
            "raise a limit",
            "read the parent",
            "read a file",
            "list a folder",
        ),
        *("look for a file", "connect", "open a socket", "start a program", "make code"),
    ),
}
"""What a taken-over reader tries, by the layer that must stop it when no other but the limits is there."""


@pytest.fixture(scope="module")
def sandbox_for():
    """Sandboxes by the name of their reader, kept for the module, as each costs a start of Python."""
    with contextlib.ExitStack() as stack:
        started: dict[str, Sandbox] = {}

        def get(reader: str) -> Sandbox:
            if reader not in started:
                layers = ("user",) if reader == "shout" else LAYERS  # the others forbid it to look around
                started[reader] = stack.enter_context(
                    Sandbox(reader=f"{READERS}:{reader}", limits=QUICK, layers=layers)
                )
            return started[reader]

        yield get


def wait_until_gone(pid: int) -> None:
    """Wait, at most as long as a slow machine needs, for a process that is ending."""
    for _ in range(500):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return
        if state == "Z":
            return
        time.sleep(0.02)
    raise AssertionError(f"{pid} still runs")


def may_become_another_user() -> bool:
    """Whether the kernel lets this process change user and group, which root in a container may not."""
    if not Path("/proc/self/status").exists():
        return os.geteuid() == 0
    status = Path("/proc/self/status").read_text()
    capabilities = int(status.partition("CapEff:")[2].split()[0], 16)
    setgid, setuid = 1 << 6, 1 << 7
    return capabilities & setgid != 0 and capabilities & setuid != 0


def kernel_layers() -> list[str]:
    """The layers that the kernel says it has when it is asked, without taking them."""
    names = []
    if Path("/proc/sys/kernel/seccomp/actions_avail").exists() and platform.machine() in (
        "x86_64",
        "aarch64",
    ):
        names.append("seccomp")
    create_ruleset, ask_for_version = 444, 1
    if sys.platform == "linux" and ctypes.CDLL(None).syscall(create_ruleset, None, 0, ask_for_version) >= 1:
        names.append("landlock")
    return names


def test_the_process_that_parses_is_neither_this_one_nor_the_zygote(sandbox_for):
    sandbox = sandbox_for("shout")
    document = sandbox.extract(b"jane", name="cv.txt")
    text, pid, *_ = document.text.split()
    assert text == "JANE"
    assert int(pid) == sandbox.last_pid
    assert sandbox.last_pid not in (os.getpid(), os.getppid(), sandbox.zygote_pid)
    assert sandbox.zygote_pid != os.getpid()


def test_every_file_has_a_process_of_its_own(sandbox_for):
    sandbox = sandbox_for("shout")
    pids = set()
    for _ in range(3):
        sandbox.extract(b"x", name="x")
        pids.add(sandbox.last_pid)
    assert len(pids) == 3


def test_the_child_owns_nothing(sandbox_for):
    _, _, user, _, folder, descriptors = sandbox_for("shout").extract(b"x", name="x").text.split(maxsplit=5)
    assert folder == "/"
    assert int(user) == (65534 if may_become_another_user() else os.geteuid())
    assert len(descriptors.split(",")) <= 5  # the standard three, the answer, and the folder that lists them


def test_the_child_knows_no_secret(monkeypatch, sandbox_for):
    monkeypatch.setenv("DATABASE_URL", "postgres://u:secret@db/x")
    monkeypatch.setenv("SECRET_KEY", "secret")
    names = sandbox_for("environment").extract(b"x", name="x").text.split()
    assert set(names) <= {"LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"}


@pytest.mark.parametrize(
    ("reader", "code"),
    [
        ("loop", "limits"),
        ("sleep", "limits"),
        ("hog", "limits"),
        ("flood", "limits"),
        ("crash", "damaged"),
        ("end", "damaged"),
        ("fail", "damaged"),
        ("close_pipe_and_stay", "limits"),
    ],
)
def test_a_child_that_fails_is_the_files_outcome(sandbox_for, reader, code):
    sandbox = sandbox_for(reader)
    zygote = sandbox.level() and sandbox.zygote_pid
    answer = sandbox.extract(b"x", name="x")
    assert (answer.code, sandbox.zygote_pid) == (code, zygote)
    wait_until_gone(sandbox.last_pid)


def test_noise_on_standard_output_does_not_reach_the_answer(sandbox_for):
    assert sandbox_for("chatter").extract(b"x", name="x") == Document("quiet", "text")


@pytest.mark.parametrize("lie", ["surrogate", "nul", "kind", "pages", "hidden", "code"])
def test_what_an_honest_child_would_not_say_is_damaged(sandbox_for, lie):
    answer = sandbox_for("forge").extract(lie.encode(), name="x")
    assert answer in (Unreadable.because("damaged"), Document("a?", "text"))


def test_a_message_has_an_end(sandbox_for):
    assert len(sandbox_for("forge").extract(b"message", name="x").message) == 500


def tries_to_escape(sandbox: Sandbox, tries: Iterable[str]) -> str:
    """What the reader that was taken over says of its tries; a program that it became says nothing."""
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as server:
        Path(folder).chmod(0o777)
        target = Path(folder, "escaped")
        asked = "\n".join([str(target), str(server.getsockname()[1]), *tries]).encode()
        answer = sandbox.extract(asked, name="x")
        assert not target.exists() or target.stat().st_size == 0
        return answer.text if isinstance(answer, Document) else answer.code


@pytest.mark.parametrize("layers", [(), ("user",), ("landlock",), ("seccomp",), LAYERS])
def test_a_reader_taken_over_gets_nowhere(layers):
    with Sandbox(reader=f"{READERS}:escape", layers=layers) as sandbox:
        reached = sandbox.layers()
        assert tries_to_escape(sandbox, {act for layer in reached for act in STOPPED_BY[layer]}) == "worked: "


def test_what_layers_stop_is_possible_without_them():
    with Sandbox(reader=f"{READERS}:escape", layers=()) as sandbox:
        tries = ("read a file", "list a folder", "look for a file", "connect", "open a socket", "make code")
        assert tries_to_escape(sandbox, tries) == "worked: " + ", ".join(tries)


def test_this_machine_has_the_layers_that_its_kernel_and_user_allow():
    expected = {"limits", *(["user"] if may_become_another_user() else []), *kernel_layers()}
    assert set(sandbox_layers()) == expected
    assert sandbox_level() == level_of(expected)


@pytest.mark.parametrize(
    ("layers", "level"),
    [
        ((), 0),
        (("limits",), 1),
        (("limits", "seccomp"), 1),
        (("limits", "user"), 2),
        (("limits", "landlock"), 2),
        (("limits", "user", "landlock"), 2),
        (("limits", "landlock", "seccomp"), 3),
        (("limits", "user", "seccomp"), 3),
        (LAYERS, 4),
    ],
)
def test_levels(layers, level):
    assert level_of(layers) == level


def test_text_is_the_same_with_and_without_the_sandbox():
    files = [
        samples.one_line_pdf(),
        samples.pdf(samples.rows([[f"left {n}", f"right {n}"] for n in range(12)])),
        samples.docx(
            samples.paragraph("José", run="<w:vanish/>") + samples.table([samples.paragraph("a")] * 2)
        ),
        *("José – Ωmega".encode(encoding) for encoding in ("utf-8", "utf-16", "utf-32", "utf-16-be")),
        "José – daily".encode("cp1252"),
        b"",
        b"\x89PNG\r\n",
        samples.encrypted_pdf("secret"),
        samples.picture_pdf(),
        samples.docx(
            "",
            {"word/document.xml": "<?xml version='1.0' encoding='iso-8859-1'?><a>\xe9</a>".encode("latin-1")},
        ),
    ]
    files += [make() for make in samples.EVERY_KIND.values()]
    assert [extract(data, name="cv.pdf") for data in files] == [parse(data, name="cv.pdf") for data in files]


def test_every_encoding_that_a_reader_knows_is_there_in_the_sandbox():
    page = '<html><meta charset="{}"><p>Jane \xe9\xea\xeb</p>'
    files = [page.format(name).encode("latin-1") for name in html_charsets.CODECS]
    files += [
        samples.rtf(r"{\f9 Jane \'e9\'ea\'eb}", rf"{{\fonttbl{{\f9\fcharset{number};}}}}")
        for number in rtf_words.CODECS
    ]
    files += [rb"{\rtf1\ansi\ansicpg%d Jane \'e9\'ea\'eb}" % number for number in rtf_words.PAGES]
    files += [
        saying.encode(encoding) for encoding, sayings in test_charsets.SAYINGS.items() for saying in sayings
    ]
    answers = [extract(data, name="cv") for data in files]
    assert [answer for answer in answers if not isinstance(answer, Document)] == []
    assert answers == [parse(data, name="cv") for data in files]


def test_more_stacked_filters_than_programs_write_are_refused_unread():
    assert parse(samples.flate_bomb(3, megabytes=1), name="cv.pdf").code == "limits"


def test_a_bomb_of_two_kilobytes_ends_its_child_and_nothing_else():
    bomb = samples.flate_bomb(2, megabytes=600)
    assert len(bomb) < 4_000
    with Sandbox() as sandbox:
        sandbox.level()
        zygote = sandbox.zygote_pid
        assert sandbox.extract(bomb, name="cv.pdf").code == "limits"
        assert isinstance(sandbox.extract(b"Jane Doe", name="cv.txt"), Document)
        assert sandbox.zygote_pid == zygote


def test_cut_off_pdfs_end_well():
    whole = samples.pdf(*[samples.column([f"line {n} of the resume of Jane Doe" for n in range(30)])] * 2)
    for length in range(0, len(whole), len(whole) // 12):
        answer = extract(whole[:length], name="cv.pdf")
        assert isinstance(answer, Document) or answer.code in ("empty", "damaged", "wrong_type")


def test_too_large_a_file_is_refused_before_it_is_sent():
    sandbox = Sandbox()
    assert sandbox.extract(b"x" * 11, name="x", max_bytes=10).code == "too_large"
    assert sandbox.zygote_pid is None


def test_a_file_of_the_largest_size_passes_through():
    text = b"Jane Doe\n" + b" " * (20 * 1024 * 1024 - 9)
    assert extract(text, name="cv.txt").code == "limits"


def test_a_dead_zygote_is_replaced_once_and_the_file_is_read(sandbox_for):
    sandbox = sandbox_for("shout")
    sandbox.extract(b"x", name="x")
    first = sandbox.zygote_pid
    os.kill(first, signal.SIGKILL)
    assert sandbox.extract(b"x", name="x").text.startswith("X")
    assert sandbox.zygote_pid != first


def test_a_zygote_that_cannot_start_is_an_error():
    with Sandbox(reader="no.such.module:read") as sandbox, pytest.raises(SandboxUnavailable):
        sandbox.extract(b"Jane Doe", name="cv.txt")


def test_a_python_that_is_not_there_is_an_error(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    with Sandbox() as sandbox, pytest.raises(SandboxUnavailable):
        sandbox.extract(b"Jane Doe", name="cv.txt")


def test_threads_take_turns(sandbox_for):
    sandbox = sandbox_for("shout")
    answers: dict[int, str] = {}

    def read(number: int) -> None:
        answers[number] = sandbox.extract(f"file{number}".encode(), name="x").text.split()[0]

    threads = [threading.Thread(target=read, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: f"FILE{number}" for number in range(8)}


def test_a_forked_process_starts_a_zygote_of_its_own(sandbox_for):
    sandbox = sandbox_for("shout")
    sandbox.extract(b"x", name="x")
    ours = sandbox.zygote_pid
    inlet, outlet = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            text = sandbox.extract(b"forked", name="x").text.split()[0]
            os.write(outlet, f"{text} {sandbox.zygote_pid}".encode())
            sandbox.close()
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
    text, theirs = os.read(inlet, 100).decode().split()
    os.close(inlet)
    os.close(outlet)
    assert text == "FORKED"
    assert int(theirs) != ours
    assert sandbox.extract(b"x", name="x").text.startswith("X")
    assert sandbox.zygote_pid == ours


def test_an_interrupted_conversation_is_not_taken_up_again(sandbox_for):
    """A task queue's time limit strikes as an exception from a signal, anywhere."""
    sandbox = sandbox_for("sleep")

    def strike(*_: object) -> None:
        raise TimeoutError

    previous = signal.signal(signal.SIGALRM, strike)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        sandbox.level()
        with pytest.raises(TimeoutError):
            sandbox.extract(b"x", name="x")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
    assert sandbox.zygote_pid is None
    assert sandbox.level() >= 1


def test_nothing_outlives_a_killed_parent():
    script = (
        "import sys, threading, time; sys.path.insert(0, sys.argv[1])\n"
        "from candidates.extraction import Sandbox\n"
        f"sandbox = Sandbox(reader='{READERS}:sleep')\n"
        "sandbox.level()\n"
        "threading.Thread(target=sandbox.extract, args=(b'x',), kwargs={'name': 'x'}, daemon=True).start()\n"
        "print(sandbox.zygote_pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script, str(ROOT)], stdout=subprocess.PIPE)
    with parent:
        zygote = int(parent.stdout.readline())
        children = Path(f"/proc/{zygote}/task/{zygote}/children")
        for _ in range(250):
            if child := children.read_text().split():
                break
            time.sleep(0.02)
        parent.kill()
    wait_until_gone(zygote)
    wait_until_gone(int(child[0]))


def test_the_package_needs_no_django():
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import candidates.extraction\n"
        "candidates.extraction.extract(b'Jane', name='x')\n"
        "names = ('django', 'celery', 'recruiting', 'rest_framework', 'pypdfium2_raw')\n"
        "print([name for name in names if name in sys.modules])\n"
        "import candidates.extraction.reading\n"
        "print([name for name in names[:4] if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", script, str(ROOT)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[:2] == ["[]", "[]"]
