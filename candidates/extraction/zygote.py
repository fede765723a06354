"""A small warm process that forks a child per file, so that a file costs a fork and not a start of Python.

It imports all that reading needs, then only moves bytes: it never looks into a file or an answer. It ends with
its parent, whose death it sees as the end of its input.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import select
import signal
import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from candidates.extraction import confine, warmup, worker
from candidates.extraction.limits import MIB, ChildLimits
from candidates.extraction.wire import WireError, milliseconds_until, read_frame, write_frame

MAX_HEADER = 4 * MIB
"""A request about pages carries the text of all of them."""

MAX_REQUEST = 1 << 31
"""The parent refuses large files by its own limit; this only bounds a broken one."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a child ended ("end", "exit", "signal", "timeout", "flood", "unavailable"), and what it answered."""

    how: str
    pid: int = 0
    status: int = 0
    body: bytes = b""

    @property
    def header(self) -> bytes:
        """What the parent reads before the body."""
        return json.dumps({"how": self.how, "pid": self.pid, "status": self.status}).encode()


def main(configuration: str) -> None:
    """Warm up, say hello with the layers that a child reaches, and serve files until the parent is gone.

    `configuration` is JSON: `reader` as "module:function"; `limits`, the fields of ChildLimits; `layers`, the names of
    those that a child shall take.
    """
    requests, replies = _take_standard_pipes()
    settings = json.loads(configuration)
    limits = ChildLimits(**settings["limits"])
    layers = frozenset(settings["layers"])
    reader = _load(settings["reader"])
    _warm_up()
    write_frame(replies, json.dumps({"layers": _probe(limits, layers)}).encode())
    while True:
        try:
            request = json.loads(read_frame(requests, MAX_HEADER))
            data = read_frame(requests, MAX_REQUEST)
            outcome = _serve(reader, data, request, limits, layers, requests)
            del data
            write_frame(replies, outcome.header)
            write_frame(replies, outcome.body)
        except WireError:
            return


def _take_standard_pipes() -> tuple[int, int]:
    """Move the pipes away from descriptors 0 and 1, so that no library can read or write on them by chance."""
    requests, replies = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    os.close(null)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # an ignored one, inherited, would reap children unseen
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return requests, replies


def _load(name: str) -> worker.Reader:
    """The function that "module:function" names."""
    module, _, function = name.partition(":")
    reader: worker.Reader = getattr(importlib.import_module(module), function)
    return reader


def _warm_up() -> None:
    """Load what readers load late, and share it with all children."""
    warmup.warm_up()
    confine.prepare()
    gc.collect()
    gc.freeze()  # shared pages stay shared in the children
    gc.disable()


def _probe(limits: ChildLimits, layers: Collection[str]) -> list[str]:
    """The layers that a child really reaches, tried by one: a bit each in its exit status. None: it can't be shut in."""
    pid = os.fork()
    if pid == 0:
        reached: Collection[str] = ()
        try:
            reached = worker.lock_down(limits, layers)
        finally:
            os._exit(sum(1 << bit for bit, layer in enumerate(worker.LAYERS) if layer in reached))
    _, status = os.waitpid(pid, 0)
    bits = os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else 0
    return [layer for bit, layer in enumerate(worker.LAYERS) if bits >> bit & 1]


def _serve(
    reader: worker.Reader,
    data: bytes,
    request: dict[str, Any],
    limits: ChildLimits,
    layers: Collection[str],
    parent: int,
) -> Outcome:
    """Fork a child for one file and wait for its end. WireError: the parent is gone."""
    try:
        inlet, outlet = os.pipe()
        pid = os.fork()
    except OSError:
        return Outcome("unavailable")
    if pid == 0:
        worker.run(reader, data, request, outlet, limits, layers)
    os.close(outlet)
    how, body = "", b""
    try:
        how, body = _collect(inlet, parent, limits)
    finally:
        os.close(inlet)
        # A child that has ended keeps its own status; one that only closed its pipe ends here.
        os.kill(pid, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if how == "end" and not body.endswith(worker.END):
        how, body = ("signal", b"") if status < 0 else ("exit", b"")
    return Outcome(how, pid, abs(status), body)


def _collect(inlet: int, parent: int, limits: ChildLimits) -> tuple[str, bytes]:
    """What the child writes until its end: "end" and the bytes, or "timeout", or "flood". WireError: no parent."""
    deadline = time.monotonic() + limits.wall
    body = bytearray()
    poll = select.poll()
    poll.register(inlet, select.POLLIN)
    poll.register(parent, 0)  # reports only that the other end was closed
    while True:
        ready = dict(poll.poll(milliseconds_until(deadline)))
        if not ready:
            return "timeout", b""
        if parent in ready:
            raise WireError("the parent is gone")
        part = os.read(inlet, 1 << 16)
        if not part:
            return "end", bytes(body)
        body += part
        if len(body) > limits.answer:
            return "flood", b""
