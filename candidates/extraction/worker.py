"""The forked child of one file: gives up its rights, reads the bytes it was born with, answers, ends."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from candidates.extraction.document import Document, Unreadable
from candidates.extraction.limits import ChildLimits

Reader = Callable[..., Document | Unreadable]

NOBODY = 65534
"""The user and group that own nothing, by convention of every Linux."""

END = b"\n"
"""The last byte of a whole answer."""

EXIT_UNLOCKED = 70
"""Exit status: the rights could not be given up, so nothing was read."""

EXIT_MEMORY = 71
"""Exit status: memory ran out outside the reader."""

_PR_SET_PDEATHSIG = 1
_prctl: Any = ctypes.CDLL(None).prctl if sys.platform == "linux" else None


def run(reader: Reader, data: bytes, request: dict[str, Any], answer: int, limits: ChildLimits) -> NoReturn:
    """Lock this process down, read `data`, write the answer as JSON to the descriptor `answer`, and end."""
    status = EXIT_UNLOCKED
    try:
        close_all_but(answer)
        lock_down(limits)
        status = 1
        result = reader(data, name=str(request["name"]), max_bytes=int(request["max_bytes"]))
        _write(answer, _encode(result))
        status = 0
    except MemoryError:
        status = EXIT_MEMORY
    finally:
        os._exit(status)  # no clean-up of the zygote's: no exit handlers, no flushing of its buffers


def close_all_but(answer: int) -> None:
    """Close every descriptor but the standard three, which lead nowhere, and the answer's."""
    highest = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    os.closerange(3, answer)
    os.closerange(answer + 1, highest)


def lock_down(limits: ChildLimits) -> int:
    """Give up for good what reading bytes doesn't need; the level reached: 1 limits, 2 also another user.

    OSError, ValueError: the kernel refuses.
    """
    os.chdir("/")
    cap(resource.RLIMIT_CORE, 0)
    cap(resource.RLIMIT_FSIZE, 0)
    cap(resource.RLIMIT_NOFILE, limits.files)
    cap(resource.RLIMIT_CPU, limits.cpu)
    if sys.platform != "darwin":  # macOS refuses to set it
        cap(resource.RLIMIT_AS, limits.memory)
    level = 2 if drop_user() else 1
    if os.geteuid() != 0:
        cap(resource.RLIMIT_NPROC, 0)  # counts for all but root
    if _prctl is not None:  # after the change of user, which clears it
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    return level


def cap(kind: int, value: int) -> None:
    """Set a soft and hard limit, or keep the hard limit that is lower already."""
    hard = resource.getrlimit(kind)[1]
    lower = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (lower, lower))


def drop_user() -> bool:
    """Become nobody, if this process may. Whether it did; root in a container may lack the right."""
    if os.geteuid() != 0:
        return False
    with contextlib.suppress(PermissionError):
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    return os.geteuid() == NOBODY


def _encode(result: Document | Unreadable) -> bytes:
    """The answer as JSON."""
    if isinstance(result, Unreadable):
        content: dict[str, Any] = {"unreadable": {"code": result.code, "message": result.message}}
    else:
        content = {"document": result.to_json()}
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "replace") + END


def _write(descriptor: int, content: bytes) -> None:
    """Write all of it."""
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]
