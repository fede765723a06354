"""Length-prefixed frames over pipes, with a deadline and a cap, for both sides of the sandbox."""

from __future__ import annotations

import os
import select
import struct
import time

_LENGTH = struct.Struct("!Q")
_CHUNK = 1 << 16


class WireError(Exception):
    """The other side is gone, is silent past the deadline, or announces more than it may send."""


def write_frame(descriptor: int, payload: bytes, deadline: float | None = None) -> None:
    """Send one frame over a pipe that doesn't block. WireError: not all of it could be sent.

    `deadline` is on the monotonic clock; None waits for ever.
    """
    view = memoryview(_LENGTH.pack(len(payload)) + payload)
    while view:
        _await(descriptor, select.POLLOUT, deadline)
        try:
            sent = os.write(descriptor, view[:_CHUNK])
        except BlockingIOError:
            continue
        except OSError as error:
            raise WireError("the other side is gone") from error
        view = view[sent:]


def read_frame(descriptor: int, cap: int, deadline: float | None = None) -> bytes:
    """Receive one frame of at most `cap` bytes. WireError: there is none, it is late, or it is longer."""
    (length,) = _LENGTH.unpack(_read_exactly(descriptor, _LENGTH.size, deadline))
    if length > cap:
        raise WireError("the frame is longer than agreed")
    return _read_exactly(descriptor, length, deadline)


def _read_exactly(descriptor: int, length: int, deadline: float | None) -> bytes:
    """As many bytes as asked for; memory grows with what arrives, not with what was announced."""
    received = bytearray()
    while len(received) < length:
        _await(descriptor, select.POLLIN, deadline)
        part = os.read(descriptor, min(_CHUNK, length - len(received)))
        if not part:
            raise WireError("the other side is gone")
        received += part
    return bytes(received)


def _await(descriptor: int, event: int, deadline: float | None) -> None:
    """Wait until the pipe is ready. A closed pipe counts as ready: the call that follows meets its end."""
    poll = select.poll()
    poll.register(descriptor, event)
    if not poll.poll(milliseconds_until(deadline)):
        raise WireError("the deadline has passed")


def milliseconds_until(deadline: float | None) -> int | None:
    """What `poll()` takes: whole milliseconds, rounded up, never negative."""
    return None if deadline is None else max(0, int((deadline - time.monotonic()) * 1000) + 1)
