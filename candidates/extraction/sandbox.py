"""The parent's side of the sandbox: starts the zygote, hands files over, trusts nothing that comes back.

Nothing here parses a file. A child that dies is the file's outcome; a sandbox that can't start is an error of
this machine, and no reason to parse here.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path
from typing import Any

from candidates.extraction.convert import convert
from candidates.extraction.document import REASONS, Document, Unreadable
from candidates.extraction.limits import MAX_BYTES, ChildLimits
from candidates.extraction.programs import ProgramUnavailable
from candidates.extraction.sniff import is_old_word
from candidates.extraction.wire import WireError, read_frame, write_frame
from candidates.extraction.worker import EXIT_MEMORY, EXIT_UNLOCKED, LAYERS, level_of

READER = "candidates.extraction.reading:parse"

START_SECONDS = 60.0
"""A machine under load may take this long to start Python; it usually takes a fifth of a second."""

GRACE_SECONDS = 5.0
"""Time beyond the child's wall clock after which the zygote itself counts as dead."""

MAX_HEADER = 4096
MAX_MESSAGE = 500

_ROOT = Path(__file__).resolve().parents[2]
_BOOT = "import sys; sys.path.insert(0, sys.argv[1]); from candidates.extraction.zygote import main; main(sys.argv[2])"
_LIMIT_SIGNALS = (signal.SIGXCPU, signal.SIGKILL, signal.SIGABRT, signal.SIGILL, signal.SIGTRAP)
"""Ends by the kernel's limits and by PDFium, which aborts where memory runs out."""


class SandboxUnavailable(Exception):
    """No child can be started, or it can't give up its rights. Nothing was parsed; a later try may succeed."""


class Sandbox:
    """Reads files in children of one warm process, one at a time, from any thread.

    `reader` names the function that the child runs, "module:function"; `limits` is what the child may use; `layers`
    are those of `worker.LAYERS` that it shall take where the machine has them: fewer than all only to test the rest.
    A sandbox that a fork inherits starts a process of its own when it is first used there.
    """

    def __init__(
        self,
        *,
        reader: str = READER,
        limits: ChildLimits | None = None,
        layers: Collection[str] = LAYERS,
    ) -> None:
        self._reader = reader
        self._limits = limits or ChildLimits()
        self._layers = tuple(layers)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._reached: tuple[str, ...] = ()
        self.last_pid: int | None = None
        """The process that read the last file, for tests and logs."""
        _living.add(self)

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def zygote_pid(self) -> int | None:
        """The warm process, where it runs."""
        return self._process.pid if self._process else None

    def layers(self) -> tuple[str, ...]:
        """The layers of `worker.LAYERS` that a child reaches on this machine. SandboxUnavailable: no child starts."""
        with self._lock:
            self._started()
            return self._reached

    def level(self) -> int:
        """How far they shut it in, as of `worker.level_of`. SandboxUnavailable: no child starts."""
        return level_of(self.layers())

    def extract(
        self, data: bytes, *, name: str, max_bytes: int = MAX_BYTES, scans: bool = False
    ) -> Document | Unreadable:
        """Read one file in a child, as `reading.parse` does. SandboxUnavailable: it could not be tried.

        Nothing else is raised.
        """
        if len(data) > max_bytes:
            return Unreadable.too_large(max_bytes)
        request = {"name": name[:255], "max_bytes": max_bytes, "scans": scans}
        if is_old_word(data):
            converted = self._convert(data)
            if isinstance(converted, Unreadable):
                return converted
            data, request = converted, {**request, "max_bytes": len(converted), "converted": True}
        answer = self.ask(data, request)
        if isinstance(answer, Unreadable):
            return answer
        try:
            return Document.from_json(answer["document"])
        except (ValueError, KeyError):
            return Unreadable.because("damaged")

    def ask(self, data: bytes, request: dict[str, Any]) -> dict[str, Any] | Unreadable:
        """What the reader answers about a file's bytes, called with the request's fields by name.

        A Document comes as {"document": its JSON}, another answer as it is: JSON from a process that a file may have
        taken over, so nothing in it is true before it is checked. SandboxUnavailable: it could not be tried.
        """
        with self._lock:
            header, body = self._exchange(
                json.dumps(request, ensure_ascii=False).encode(errors="replace"), data
            )
        self.last_pid = header["pid"]
        return _outcome(header, body)

    def _convert(self, data: bytes) -> bytes | Unreadable:
        """The text of an old Word file. SandboxUnavailable: it could not be tried."""
        try:
            return convert(data, layers=self._layers)
        except ProgramUnavailable as error:
            raise SandboxUnavailable("The process that converts files does not start.") from error

    def close(self) -> None:
        """End the warm process. The sandbox may be used again and starts a new one."""
        with self._lock:
            self._stop()

    def _exchange(self, request: bytes, data: bytes) -> tuple[dict[str, Any], bytes]:
        """Send a file, receive the child's end. A dead zygote is replaced once: it only moves bytes."""
        for last in (False, True):
            process = self._started()
            try:
                return self._converse(process, request, data)
            except (WireError, ValueError, KeyError, TypeError) as error:
                self._stop()
                if last:
                    raise SandboxUnavailable("The process that reads files ends at once.") from error
            except (
                BaseException
            ):  # a time limit of the task queue may strike here: half a conversation is no use
                self._stop()
                raise
        raise AssertionError("unreachable")

    def _converse(
        self, process: subprocess.Popen[bytes], request: bytes, data: bytes
    ) -> tuple[dict[str, Any], bytes]:
        """One question and one answer. WireError, ValueError, KeyError, TypeError: it went wrong."""
        outlet, inlet = _pipes(process)
        deadline = time.monotonic() + self._limits.wall + GRACE_SECONDS
        write_frame(outlet, request, deadline)
        write_frame(outlet, data, deadline)
        header = json.loads(read_frame(inlet, MAX_HEADER, deadline))
        body = read_frame(inlet, self._limits.answer + 1, deadline)
        return {"how": str(header["how"]), "pid": int(header["pid"]), "status": int(header["status"])}, body

    def _started(self) -> subprocess.Popen[bytes]:
        """The running zygote, started if need be. SandboxUnavailable: it does not start."""
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._stop()
        try:
            self._process = self._start()
            _, inlet = _pipes(self._process)
            hello = json.loads(read_frame(inlet, MAX_HEADER, time.monotonic() + START_SECONDS))
            self._reached = tuple(layer for layer in LAYERS if layer in hello["layers"])
        except (OSError, WireError, ValueError, KeyError, TypeError) as error:
            self._stop()
            raise SandboxUnavailable("The process that reads files does not start.") from error
        except BaseException:
            self._stop()
            raise
        if level_of(self._reached) < 1:
            self._stop()
            raise SandboxUnavailable("The process that reads files can't give up its rights.")
        return self._process

    def _start(self) -> subprocess.Popen[bytes]:
        """Start Python without this process's environment, descriptors, session, folder or import path."""
        configuration = json.dumps(
            {"reader": self._reader, "limits": asdict(self._limits), "layers": self._layers}
        )
        process = subprocess.Popen(  # noqa: S603 - our interpreter, our words
            [sys.executable, "-I", "-c", _BOOT, str(_ROOT), configuration],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            cwd="/",
            bufsize=0,
            start_new_session=True,
        )
        for descriptor in _pipes(process):
            os.set_blocking(descriptor, False)
        return process

    def _stop(self) -> None:
        """End the zygote and whatever child it has, and forget it."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        _close_pipes(process)
        process.wait()

    def _leave_to_parent(self) -> None:
        """In a forked process: the zygote belongs to the parent. Close its pipes here, so that it sees an end."""
        self._lock = threading.Lock()  # a thread that no longer exists may have held it
        process, self._process = self._process, None
        if process is not None:
            _close_pipes(process)
            process.returncode = 0  # not our child: nothing to wait for, nothing to warn about


_living: weakref.WeakSet[Sandbox] = weakref.WeakSet()


def _leave_all_to_parent() -> None:
    """After a fork, in the child."""
    for sandbox in list(_living):
        sandbox._leave_to_parent()


os.register_at_fork(after_in_child=_leave_all_to_parent)


def _environment() -> dict[str, str]:
    """No secrets: what Python itself needs to start, and UTF-8."""
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH") if name in os.environ}
    return {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", **kept}


def _pipes(process: subprocess.Popen[bytes]) -> tuple[int, int]:
    """Descriptors to write to and to read from."""
    if process.stdin is None or process.stdout is None:
        raise SandboxUnavailable("The process that reads files has no pipes.")
    return process.stdin.fileno(), process.stdout.fileno()


def _close_pipes(process: subprocess.Popen[bytes]) -> None:
    """Close both ends held here."""
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()


def _outcome(header: dict[str, Any], body: bytes) -> dict[str, Any] | Unreadable:
    """What a child's end means for its file."""
    how, status = header["how"], header["status"]
    if how == "end":
        return _answer(body)
    if how == "unavailable" or (how == "exit" and status == EXIT_UNLOCKED):
        raise SandboxUnavailable("No process for reading the file could be started.")
    stopped = how in ("timeout", "flood") or (how == "exit" and status == EXIT_MEMORY)
    stopped = stopped or (how == "signal" and status in _LIMIT_SIGNALS)
    return Unreadable.because("limits" if stopped else "damaged")


def _answer(body: bytes) -> dict[str, Any] | Unreadable:
    """The child's answer, believed only as far as it has the right form."""
    try:
        content = json.loads(body)
        if "document" in content:
            return {"document": content["document"]}
        if "answer" in content:
            return dict(content["answer"])
        code, message = content["unreadable"]["code"], content["unreadable"]["message"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return Unreadable.because("damaged")
    if code not in REASONS or not isinstance(message, str):
        return Unreadable.because("damaged")
    return Unreadable(code, message[:MAX_MESSAGE])
