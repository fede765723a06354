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
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

_LINUX = sys.platform == "linux"
_libc: Any = ctypes.CDLL(None, use_errno=True) if _LINUX else None

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP = 1, 38, 22
_SECCOMP_MODE_FILTER = 2

_LANDLOCK_CREATE, _LANDLOCK_ADD_RULE, _LANDLOCK_RESTRICT = 444, 445, 446
"""Newer calls have one number on every processor."""

_LANDLOCK_VERSION = 1
_FILE_RIGHTS = {1: 0x1FFF, 2: 0x3FFF, 3: 0x7FFF, 4: 0x7FFF, 5: 0xFFFF}
"""All rights over files that each version of Landlock knows; from version 5 on they stay the same."""

_TCP_RIGHTS, _SCOPES = 0b11, 0b11
"""Bind and connect, from version 4 on; abstract sockets and signals, from version 6 on."""

_PATH_BENEATH = 1
_EXECUTE, _READ_FILE, _READ_FOLDER = 1 << 0, 1 << 2, 1 << 3

_PROT_EXEC = 0x4
_KILL, _REFUSE, _ALLOW = 0x80000000, 0x00050001, 0x7FFF0000
"""End the process; answer "not permitted" (EPERM); let through."""

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
"""Instructions of classic BPF: load a word, compare it, test its bits, give the verdict."""

_NUMBER, _PROCESSOR, _ARGUMENT = 0, 4, 16
"""Where the filter finds a call's number, the processor's name and the first argument, in bytes."""

_X32 = 0x40000000
"""Calls of x86_64 with this bit are another table, whose numbers mean other things."""


Instruction = tuple[int, int, int, int]
"""Of classic BPF: what to do, where to jump if it holds and if not, the value."""

_IS_ITSELF: Instruction = (_EQUAL, 0, 1, 0xFFFFFFFF)
"""Stands in a filter where it compares with the number of the process that takes it, until that is known."""


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
    reaching: tuple[int, ...]
    """What reaches beyond a process that only reads files: sockets, other processes, the kernel's workshop."""


_PROCESSORS = {
    "x86_64": Processor(
        audit=0xC000003E,
        # read write close munmap brk rt_sigaction rt_sigprocmask rt_sigreturn sched_yield mremap madvise getpid exit
        # gettimeofday sigaltstack gettid futex restart_syscall clock_gettime clock_nanosleep exit_group getrandom
        free=(0, 1, 3, 11, 12, 13, 14, 15, 24, 25, 28, 39, 60, 96, 131, 186, 202, 219, 228, 230, 231, 318),
        mapping=(9, 10),
        thread_kill=234,
        # socket connect socketpair bind clone fork vfork clone3 kill tkill ptrace process_vm_readv process_vm_writev
        # mount unshare setns bpf userfaultfd perf_event_open add_key request_key keyctl io_uring_setup
        reaching=(
            *(41, 42, 53, 49, 56, 57, 58, 435, 62, 200, 101, 310, 311),
            *(165, 272, 308, 321, 323, 298, 248, 249, 250, 425),
        ),
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
        # the same without fork and vfork, which arm64 hasn't
        reaching=(
            *(198, 203, 199, 200, 220, 435, 129, 130, 117, 270, 271),
            *(40, 97, 268, 280, 282, 241, 217, 218, 219, 425),
        ),
    ),
}


def die_with_parent(signal: int) -> None:
    """Have the kernel send this process `signal` when the thread that forked it ends. A change of user undoes it."""
    if _LINUX:
        _libc.prctl(_PR_SET_PDEATHSIG, signal, 0, 0, 0)


def forbid_files(readable: Sequence[str] = ()) -> bool:
    """Landlock: from now on no file or folder opens, no TCP, no signal to others. Whether the kernel has it.

    `readable`: folders and files that may be read and started all the same.
    """
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
        for path in readable:
            _let_read(ruleset, path)
        return bool(_libc.syscall(_LANDLOCK_RESTRICT, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _let_read(ruleset: int, path: str) -> None:
    """Allow reading and starting what is below a path. One that isn't there needs no rule."""
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    rights = _EXECUTE | _READ_FILE | (_READ_FOLDER if os.path.isdir(path) else 0)
    rule = struct.pack("=Qi", rights, descriptor)
    _libc.syscall(_LANDLOCK_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0)
    os.close(descriptor)


def prepare() -> None:
    """Write the filter that children of this process will take by `forbid_calls`, once for all of them."""
    processor = _PROCESSORS.get(platform.machine())
    if processor is not None:
        _written(_only_reading, processor)


def forbid_calls() -> bool:
    """seccomp: from now on only the calls that reading bytes needs. Whether the kernel and the processor have it."""
    return _take_filter(_only_reading)


def forbid_reaching() -> bool:
    """seccomp for a program that will be started: no socket, no other process. Whether the machine has it."""
    return _take_filter(_not_reaching)


def _take_filter(write: Callable[[Processor], list[Instruction]]) -> bool:
    """Have the kernel check every call by a filter."""
    processor = _PROCESSORS.get(platform.machine())
    if not _LINUX or processor is None or not _renounce_privileges():
        return False
    program = _written(write, processor).replace(_packed(_IS_ITSELF), _packed((_EQUAL, 0, 1, os.getpid())))
    buffer = ctypes.create_string_buffer(program)
    # struct sock_fprog: a count of instructions, padding, and where they are
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
    return bool(_libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, header, 0, 0) == 0)


@cache
def _written(write: Callable[[Processor], list[Instruction]], processor: Processor) -> bytes:
    """The filter as the kernel reads it; only the number of the process is missing."""
    return b"".join(map(_packed, write(processor)))


def _packed(instruction: Instruction) -> bytes:
    return struct.pack("=HBBI", *instruction)


def _renounce_privileges() -> bool:
    """Give up gaining rights by exec, which the kernel wants before either."""
    return bool(_libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)


def _only_known_tables(processor: Processor) -> list[Instruction]:
    """The beginning of a filter. A jump says how many instructions to skip if it holds, and if not."""
    return [
        (_LOAD, 0, 0, _PROCESSOR),
        (_EQUAL, 1, 0, processor.audit),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _X32),
        (_RETURN, 0, 0, _KILL),
    ]


def _only_reading(processor: Processor) -> list[Instruction]:
    """Let through what reading bytes needs, refuse the rest."""
    lines = _only_known_tables(processor)
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
    return [*lines, *_signal_to_itself(processor), (_RETURN, 0, 0, _REFUSE)]


def _not_reaching(processor: Processor) -> list[Instruction]:
    """Refuse what reaches beyond the process, let the rest through."""
    lines = _only_known_tables(processor)
    for number in processor.reaching:
        lines += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE)]
    itself = _signal_to_itself(processor)
    return [
        *lines,
        *itself,
        (_EQUAL, 0, 1, processor.thread_kill),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]


def _signal_to_itself(processor: Processor) -> list[Instruction]:
    """Let a process end itself by a signal. The call's number stays loaded for what follows."""
    return [
        (_EQUAL, 0, 4, processor.thread_kill),
        (_LOAD, 0, 0, _ARGUMENT),
        _IS_ITSELF,
        (_RETURN, 0, 0, _ALLOW),
        (_LOAD, 0, 0, _NUMBER),
    ]
