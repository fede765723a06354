"""Word's old .doc files, by a program of the operator's: catdoc or antiword, whichever is on the PATH.

A program can't live under a reader's lock, which forbids starting any. So a process of its own locks itself down as
far as a program allows, and becomes it: limits of memory, time and files; another user, where it may; by Landlock only
system folders to read and nothing to write; by seccomp no socket and no other process. Its text is then read by a
reading child like any text of strangers.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, NoReturn

from candidates.extraction import confine, worker
from candidates.extraction.document import Unreadable
from candidates.extraction.limits import MIB, ChildLimits
from candidates.extraction.wire import milliseconds_until
from candidates.extraction.worker import LAYERS

OLD_WORD = (
    "Word's old .doc format can't be read here. Save the file as DOCX or PDF and upload it again, or ask whoever runs "
    "this server to install catdoc or antiword."
)
LIMITS = ChildLimits(memory=256 * MIB)

_ROOT = Path(__file__).resolve().parents[2]
_BOOT = "import sys; sys.path.insert(0, sys.argv[1]); from candidates.extraction.convert import main; main(sys.argv[2])"
_SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/ld.so.preload", "/dev/null")
"""What a program needs to start and to find its tables: no data of anybody's."""

_STOPPED = (signal.SIGXCPU, signal.SIGKILL)


@dataclass(frozen=True, slots=True)
class Program:
    """A converter and the options by which it writes UTF-8, a paragraph a line."""

    name: str
    options: tuple[str, ...]


PROGRAMS = (Program("catdoc", ("-w", "-d", "utf-8")), Program("antiword", ("-w", "0", "-m", "UTF-8.txt")))
"""catdoc first: it keeps headers and text boxes."""


class ConverterUnavailable(Exception):
    """The converter could not be started, or not be shut in. A later try may succeed."""


def installed() -> list[str] | None:
    """The converter's path and options, or None where there is none."""
    for program in PROGRAMS:
        path = shutil.which(program.name)
        if path is not None:
            return [os.path.realpath(path), *program.options]
    return None


def convert(
    data: bytes, *, limits: ChildLimits = LIMITS, layers: Collection[str] = LAYERS
) -> bytes | Unreadable:
    """The text of an old Word file as the converter writes it. ConverterUnavailable: it could not be tried."""
    command = installed()
    if command is None:
        return Unreadable.because("unsupported", OLD_WORD)
    try:
        with _held(data) as file:
            how, text = _run(command, file.fileno(), limits, layers)
    except OSError as error:
        raise ConverterUnavailable("The converter for .doc files does not start.") from error
    if how == worker.EXIT_UNLOCKED:
        raise ConverterUnavailable("The converter for .doc files can't give up its rights.")
    if how is None or -how in _STOPPED:
        return Unreadable.because("limits")
    return text if how == 0 else Unreadable.because("damaged")


@contextlib.contextmanager
def _held(data: bytes) -> Iterator[IO[bytes]]:
    """An open file with these bytes that has no name: in memory on Linux, else in the folder for such files."""
    if sys.platform == "linux":
        file: IO[bytes] = os.fdopen(os.memfd_create("resume"), "w+b")
    else:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - closed below, as the other one
    with file:
        file.write(data)
        file.flush()
        yield file


def _run(
    command: list[str], descriptor: int, limits: ChildLimits, layers: Collection[str]
) -> tuple[int | None, bytes]:
    """The exit status, None where it was stopped, and what was written. OSError: no process could be started."""
    configuration = json.dumps(
        {"command": command, "file": descriptor, "limits": asdict(limits), "layers": list(layers)}
    )
    process = subprocess.Popen(  # noqa: S603 - our interpreter, our words
        [sys.executable, "-I", "-c", _BOOT, str(_ROOT), configuration],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "HOME": "/", "PATH": os.defpath},
        cwd="/",
        bufsize=0,
        pass_fds=(descriptor,),
        start_new_session=True,
    )
    with process:
        deadline = time.monotonic() + limits.wall
        try:
            text = _collect(process, limits.answer, deadline)
            if text is not None:
                process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            text = None
        finally:
            process.kill()
    return (None, b"") if text is None else (process.returncode, text)


def _collect(process: subprocess.Popen[bytes], most: int, deadline: float) -> bytes | None:
    """What the converter writes until it ends, or None where it writes too long or too much."""
    if process.stdout is None:
        return None
    written = bytearray()
    poll = select.poll()
    poll.register(process.stdout, select.POLLIN)
    while poll.poll(milliseconds_until(deadline)):
        part = os.read(process.stdout.fileno(), 1 << 16)
        if not part:
            return bytes(written)
        written += part
        if len(written) > most:
            break
    return None


def main(configuration: str) -> NoReturn:
    """In the new process: give up what a converter doesn't need, and become it."""
    try:
        settings = json.loads(configuration)
        command, layers = settings["command"], frozenset(settings["layers"])
        worker.lock_down(ChildLimits(**settings["limits"]), layers & {"user"})
        if "landlock" in layers:
            confine.forbid_files((*_SYSTEM, os.path.dirname(command[0])))
        if "seccomp" in layers:
            confine.forbid_reaching()
        os.execv(command[0], [*command, f"/dev/fd/{settings['file']}"])  # noqa: S606 - no shell
    finally:
        os._exit(worker.EXIT_UNLOCKED)
