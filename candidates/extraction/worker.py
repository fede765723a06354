"""The forked child of one file: gives up its rights, reads the bytes it was born with, answers, ends."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Collection
from typing import Any, NoReturn

from candidates.extraction import confine
from candidates.extraction.document import Document, Unreadable
from candidates.extraction.limits import ChildLimits

Answer = Document | Unreadable | dict[str, Any]
Reader = Callable[..., Answer]
"""Called with a file's bytes and the fields of the request by name."""

NOBODY = 65534
"""The user and group that own nothing, by convention of every Linux."""

END = b"\n"
"""The last byte of a whole answer."""

EXIT_UNLOCKED = 70
"""Exit status: the rights could not be given up, so nothing was read."""

EXIT_MEMORY = 71
"""Exit status: memory ran out outside the reader."""

LAYERS = ("limits", "user", "landlock", "seccomp")
"""What can shut a child in: the kernel's limits, another user, and the two of `confine`. Without the first none reads."""


def level_of(layers: Collection[str]) -> int:
    """The sandbox's level (design.md section 4): 1 limits, 2 also another user or Landlock, 3 also seccomp, 4 all."""
    if "limits" not in layers:
        return 0
    if not {"user", "landlock"} & set(layers):
        return 1
    if "seccomp" not in layers:
        return 2
    return 4 if set(LAYERS) <= set(layers) else 3


def run(
    reader: Reader,
    data: bytes,
    request: dict[str, Any],
    answer: int,
    limits: ChildLimits,
    layers: Collection[str],
) -> NoReturn:
    """Lock this process down, read `data`, write the answer as JSON to the descriptor `answer`, and end."""
    status = EXIT_UNLOCKED
    try:
        close_all_but(answer)
        lock_down(limits, layers)
        status = 1
        _write(answer, _encode(reader(data, **request)))
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


def lock_down(limits: ChildLimits, layers: Collection[str] = LAYERS) -> tuple[str, ...]:
    """Give up for good what reading bytes doesn't need; the layers reached, of those asked for.

    Each layer that this machine has is taken, in the only order that works: a change of user undoes the wish to die
    with the parent, and seccomp forbids the calls of all others. OSError, ValueError: the kernel refuses the limits.
    """
    os.chdir("/")
    cap(resource.RLIMIT_CORE, 0)
    cap(resource.RLIMIT_FSIZE, 0)
    cap(resource.RLIMIT_NOFILE, limits.files)
    cap(resource.RLIMIT_CPU, limits.cpu)
    if sys.platform != "darwin":  # macOS refuses to set it
        cap(resource.RLIMIT_AS, limits.memory)
    reached = ["limits"]
    if "user" in layers and drop_user():
        reached.append("user")
    if os.geteuid() != 0:
        cap(resource.RLIMIT_NPROC, 0)  # counts for all but root
    confine.die_with_parent(signal.SIGKILL)
    if "landlock" in layers and confine.forbid_files():
        reached.append("landlock")
    if "seccomp" in layers and confine.forbid_calls():
        reached.append("seccomp")
    return tuple(reached)


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


def _encode(result: Answer) -> bytes:
    """The answer as JSON."""
    content: dict[str, Any] = {"answer": result}
    if isinstance(result, Unreadable):
        content = {"unreadable": {"code": result.code, "message": result.message}}
    elif isinstance(result, Document):
        content = {"document": result.to_json()}
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "replace") + END


def _write(descriptor: int, content: bytes) -> None:
    """Write all of it."""
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]
