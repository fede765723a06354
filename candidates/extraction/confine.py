"""What the Linux kernel takes from a process that asks for less: Landlock and seccomp, by their system calls.

Both are of use to any process, without root: no file opens, no socket connects, no program starts, no other process
gets a signal. Where the kernel or the processor lacks one, its function says so and changes nothing.

Sources: landlock(7) and linux/landlock.h up to ABI 6; seccomp(2), linux/seccomp.h, linux/filter.h; call numbers from
the kernel's tables for x86_64 and for the generic table that arm64 uses.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from dataclasses import dataclass
from typing import Any

_LINUX = sys.platform == "linux"
_libc: Any = ctypes.CDLL(None, use_errno=True) if _LINUX else None

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP = 1, 38, 22
_SECCOMP_MODE_FILTER = 2

_LANDLOCK_CREATE, _LANDLOCK_RESTRICT = 444, 446
"""Newer calls have one number on every processor."""

_LANDLOCK_VERSION = 1
_FILE_RIGHTS = {1: 0x1FFF, 2: 0x3FFF, 3: 0x7FFF, 4: 0x7FFF, 5: 0xFFFF}
"""All rights over files that each version of Landlock knows; from version 5 on they stay the same."""

_TCP_RIGHTS, _SCOPES = 0b11, 0b11
"""Bind and connect, from version 4 on; abstract sockets and signals, from version 6 on."""

_PROT_EXEC = 0x4
_KILL, _REFUSE, _ALLOW = 0x80000000, 0x00050001, 0x7FFF0000
"""End the process; answer "not permitted" (EPERM); let through."""

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
"""Instructions of classic BPF: load a word, compare it, test its bits, give the verdict."""

_NUMBER, _PROCESSOR, _ARGUMENT = 0, 4, 16
"""Where the filter finds a call's number, the processor's name and the first argument, in bytes."""

_X32 = 0x40000000
"""Calls of x86_64 with this bit are another table, whose numbers mean other things."""


@dataclass(frozen=True, slots=True)
class Processor:
    """The numbers of the calls that reading bytes needs, on one kind of processor."""

    audit: int
    free: tuple[int, ...]
    """Memory, locks, clocks, signals to oneself, reading and writing what is open, ending."""
    mapping: tuple[int, ...]
    """mmap and mprotect: allowed for data, not for code."""
    thread_kill: int
    """tgkill, which abort() uses: allowed towards the process itself."""


_PROCESSORS = {
    "x86_64": Processor(
        audit=0xC000003E,
        # read write close munmap brk rt_sigaction rt_sigprocmask rt_sigreturn sched_yield mremap madvise getpid exit
        # gettimeofday sigaltstack gettid futex restart_syscall clock_gettime clock_nanosleep exit_group getrandom
        free=(0, 1, 3, 11, 12, 13, 14, 15, 24, 25, 28, 39, 60, 96, 131, 186, 202, 219, 228, 230, 231, 318),
        mapping=(9, 10),
        thread_kill=234,
    ),
    "aarch64": Processor(
        audit=0xC00000B7,
        # the same, in the same order
        free=(
            *(63, 64, 57, 215, 214, 134, 135, 139, 124, 216, 233),
            *(172, 93, 169, 132, 178, 98, 128, 113, 115, 94, 278),
        ),
        mapping=(222, 226),
        thread_kill=131,
    ),
}


def die_with_parent(signal: int) -> None:
    """Have the kernel send this process `signal` when the thread that forked it ends. A change of user undoes it."""
    if _LINUX:
        _libc.prctl(_PR_SET_PDEATHSIG, signal, 0, 0, 0)


def forbid_files() -> bool:
    """Landlock: from now on no file or folder opens, no TCP, no signal to others. Whether the kernel has it."""
    if not _LINUX:
        return False
    version = _libc.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), _LANDLOCK_VERSION)
    if version < 1 or not _renounce_privileges():
        return False
    handled = [_FILE_RIGHTS[min(version, 5)]]
    if version >= 4:
        handled.append(_TCP_RIGHTS)
    if version >= 6:
        handled.append(_SCOPES)
    attributes = struct.pack(f"={len(handled)}Q", *handled)
    ruleset = _libc.syscall(_LANDLOCK_CREATE, attributes, ctypes.c_size_t(len(attributes)), 0)
    if ruleset < 0:
        return False
    try:
        return bool(_libc.syscall(_LANDLOCK_RESTRICT, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def forbid_calls() -> bool:
    """seccomp: from now on only the calls that reading bytes needs. Whether the kernel and the processor have it."""
    processor = _PROCESSORS.get(platform.machine())
    if not _LINUX or processor is None or not _renounce_privileges():
        return False
    program = _filter(processor, os.getpid())
    buffer = ctypes.create_string_buffer(program)
    # struct sock_fprog: a count of instructions, padding, and where they are
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
    return bool(_libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, header, 0, 0) == 0)


def _renounce_privileges() -> bool:
    """Give up gaining rights by exec, which the kernel wants before either."""
    return bool(_libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)


def _filter(processor: Processor, pid: int) -> bytes:
    """The filter as classic BPF. A jump says how many instructions to skip if it holds, and if not."""
    lines = [
        (_LOAD, 0, 0, _PROCESSOR),
        (_EQUAL, 1, 0, processor.audit),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _X32),
        (_RETURN, 0, 0, _KILL),
    ]
    for number in processor.free:
        lines += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ALLOW)]
    for number in processor.mapping:
        lines += [
            (_EQUAL, 0, 4, number),
            (_LOAD, 0, 0, _ARGUMENT + 2 * 8),
            (_ANY_BIT, 0, 1, _PROT_EXEC),
            (_RETURN, 0, 0, _REFUSE),
            (_RETURN, 0, 0, _ALLOW),
        ]
    lines += [
        (_EQUAL, 0, 3, processor.thread_kill),
        (_LOAD, 0, 0, _ARGUMENT),
        (_EQUAL, 0, 1, pid),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    return b"".join(struct.pack("=HBBI", code, yes, no, value) for code, yes, no, value in lines)
