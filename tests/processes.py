"""What the processes of this machine hold and use, by Linux's /proc."""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def pids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal()]


def pids_with(library: str) -> set[int]:
    """Processes that have the library in memory."""
    found = set()
    for pid in pids():
        with contextlib.suppress(OSError):
            if library in Path(f"/proc/{pid}/maps").read_text():
                found.add(pid)
    return found


def children(parent: int) -> set[int]:
    return {pid for pid, of in _parents().items() if of == parent}


def descendants(ancestor: int) -> set[int]:
    """The process and all that come from it."""
    parents, found = _parents(), {ancestor}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def cpu_seconds(some: Iterable[int]) -> float:
    """What the processes have used of the cores, with those of their children that have ended."""
    ticks = 0
    for pid in some:
        with contextlib.suppress(OSError):
            ticks += sum(map(int, _stat(pid)[11:15]))
    return ticks / _TICKS


def resident_mb(pid: int) -> float:
    """Memory of one process, with what it shares."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE / 1e6


def _parents() -> dict[int, int]:
    found = {}
    for pid in pids():
        with contextlib.suppress(OSError):
            found[pid] = int(_stat(pid)[1])
    return found


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the third on: the second may have spaces."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
