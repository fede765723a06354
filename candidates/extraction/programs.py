"""Programs of the operator's that read what no reader here does: Word's old files, pictures of text.

A program can't live under a reader's lock, which forbids starting any. So a process of its own locks itself down as
far as a program allows, and becomes it: limits of memory, time and files; another user, where it may; by Landlock only
system folders to read and nothing to write; by seccomp no socket and no other process. What it writes comes from a
process that a file may have taken over: it is read like any bytes of strangers.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, NoReturn

from candidates.extraction import confine, worker
from candidates.extraction.document import Unreadable
from candidates.extraction.limits import ChildLimits
from candidates.extraction.wire import milliseconds_until
from candidates.extraction.worker import LAYERS

FILE = "{file}"
"""Where in a command the name of the file stands that the program reads."""

_ROOT = Path(__file__).resolve().parents[2]
_BOOT = "import sys; sys.path.insert(0, sys.argv[1]); from candidates.extraction.programs import main; main(sys.argv[2])"
_SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/ld.so.preload", "/dev/null")
"""What a program needs to start and to find its tables: no data of anybody's."""

_STOPPED = (signal.SIGXCPU, signal.SIGKILL)


class ProgramUnavailable(Exception):
    """The program could not be started, or not be shut in. A later try may succeed."""


def run(
    command: Sequence[str],
    data: bytes,
    *,
    limits: ChildLimits,
    layers: Collection[str] = LAYERS,
    environment: Mapping[str, str] | None = None,
    readable: Collection[str] = (),
) -> bytes | Unreadable:
    """What the program writes to standard output about a file with these bytes. ProgramUnavailable: it wasn't tried.

    `command`: its path and words, `FILE` for the file's name. `environment`: what it shall have besides the language.
    `readable`: folders of its tables that are no system folders.
    """
    try:
        with _held(data) as file:
            configuration = {
                "command": [word.replace(FILE, f"/dev/fd/{file.fileno()}") for word in command],
                "readable": [os.path.dirname(command[0]), *readable],
                "limits": asdict(limits),
                "layers": list(layers),
            }
            how, written = _run(configuration, file.fileno(), limits, environment or {})
    except OSError as error:
        raise ProgramUnavailable("The program does not start.") from error
    if how == worker.EXIT_UNLOCKED:
        raise ProgramUnavailable("The program can't give up its rights.")
    if how is None or -how in _STOPPED:
        return Unreadable.because("limits")
    return written if how == 0 else Unreadable.because("damaged")


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
    configuration: dict[str, Any], descriptor: int, limits: ChildLimits, environment: Mapping[str, str]
) -> tuple[int | None, bytes]:
    """The exit status, None where it was stopped, and what was written. OSError: no process could be started."""
    process = subprocess.Popen(  # noqa: S603 - our interpreter, our words
        [sys.executable, "-I", "-c", _BOOT, str(_ROOT), json.dumps(configuration)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "HOME": "/", "PATH": os.defpath, **environment},
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
    """What the program writes until it ends, or None where it writes too long or too much."""
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
    """In the new process: give up what such a program doesn't need, and become it."""
    try:
        settings = json.loads(configuration)
        command, layers = settings["command"], frozenset(settings["layers"])
        worker.lock_down(ChildLimits(**settings["limits"]), layers & {"user"})
        if "landlock" in layers:
            confine.forbid_files((*_SYSTEM, *settings["readable"]))
        if "seccomp" in layers:
            confine.forbid_reaching()
        os.execv(command[0], command)  # noqa: S606 - no shell
    finally:
        os._exit(worker.EXIT_UNLOCKED)
