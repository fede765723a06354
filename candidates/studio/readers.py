"""Reading stored texts again by changed rules: in this process, or by a team of processes for many.

Who asks speaks to the database, and reading does not: `Team.read` takes batches of stored Documents, says which of
them the change touches, is given what was found in those before, and gives what is found now.

A process of the team is this module as a program. It takes and gives values of Python's own types by marshal
over its standard streams: a Plan, then for each batch its Documents, then what is known of those touched.
"""

from __future__ import annotations

import json
import marshal
import os
import selectors
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from struct import Struct
from types import TracebackType
from typing import IO, Any, NamedTuple, Self

from candidates.extraction.document import Document
from candidates.screening import compile_rules, screen
from candidates.screening.outline import (
    Outline,
    merge,
    outline_of,
    pack_outline,
    read_sentences,
    unpack_outline,
)
from candidates.screening.packing import pack_facts, pack_seen, signal_codes, unpack_facts
from candidates.studio.changes import Change, sentences_at
from candidates.studio.splicing import Splicer
from rubrics.ruledoc import load

_ROOT = Path(__file__).parent.parent.parent
_LENGTH = Struct("<Q")
ALWAYS = -1
"""In place of a vocabulary: what was found before does not count, the whole text is read again."""


class Stored(NamedTuple):
    """A stored Document as JSON text, and the vocabulary (a key of Plan.changes, or ALWAYS) that read it."""

    key: int
    vocabulary: int
    content: str


class Known(NamedTuple):
    """What the vocabulary found: packed facts with the key of the codes they count, the outline, the date."""

    codes: int
    facts: bytes
    outline: bytes
    as_of: str


class Found(NamedTuple):
    """What the plan's rules find. months and level only where the whole text was read."""

    key: int
    seen: bytes
    facts: bytes
    outline: bytes
    whole: bool
    months: float | None
    level: str


@dataclass(frozen=True)
class Plan:
    """The new rules; how each vocabulary differs from theirs; the codes that packed facts count, by key."""

    source: str
    changes: Mapping[int, Change]
    codes: Mapping[int, Sequence[str]]


class Reader:
    """Reads one batch after the other: first `touched`, then `read` with what is known of those."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._rules = load(plan.source)
        self._matcher = compile_rules(self._rules)
        self._codes = signal_codes(self._rules)
        self._splicers = {key: Splicer(codes, self._codes) for key, codes in plan.codes.items()}
        self._waiting: list[tuple[Stored, Document]] = []

    def touched(self, batch: Iterable[Stored]) -> list[int]:
        """Keys of the Documents that the rules may read differently."""
        self._waiting = []
        for stored in batch:
            change = None if stored.vocabulary == ALWAYS else self._plan.changes[stored.vocabulary]
            if change is not None and change.spares(stored.content):
                continue
            content = json.loads(stored.content)
            # Checking a Document costs more than looking through its text, where nothing is hidden.
            document = Document.from_json(content) if content["hidden"] else None
            text = document.visible() if document else content["text"]
            if change is None or change.touches(text):
                self._waiting.append((stored, document or Document.from_json(content)))
        return [stored.key for stored, _ in self._waiting]

    def read(self, known: Sequence[Known]) -> list[Found]:
        """What the rules find in the touched Documents, given what is known of each, in their order."""
        return [
            self._read(stored, document, before)
            for (stored, document), before in zip(self._waiting, known, strict=True)
        ]

    def _read(self, stored: Stored, document: Document, known: Known) -> Found:
        if stored.vocabulary == ALWAYS:
            return self._whole(stored, document, known)
        change, outline = self._plan.changes[stored.vocabulary], unpack_outline(known.outline)
        spans = ((sentence.start, sentence.end) for sentence in outline.sentences)
        numbers = sentences_at(spans, change.places(document.visible()))
        first = numbers and outline.sentences[numbers[0]].start <= outline.first_line
        if first or any(change.touches(title) for title in outline.titles):
            return self._whole(stored, document, known)
        seen, facts = self._in_part(document, known, outline, numbers)
        return Found(stored.key, seen, facts, known.outline, whole=False, months=None, level="")

    def _in_part(
        self, document: Document, known: Known, outline: Outline, numbers: list[int]
    ) -> tuple[bytes, bytes]:
        """What is seen and the facts, with these sentences read again. Whether silence proves anything depends on the
        text alone: whoever asks knows it from before."""
        found = read_sentences(document, outline, numbers, self._matcher)
        spliced = self._splicers[known.codes].splice(known.facts, numbers, found, b"G\0\0\0")
        if spliced is not None:
            return spliced
        before = unpack_facts(known.facts, codes=self._plan.codes[known.codes])
        facts = merge(before, found, numbers)
        return pack_seen(facts, codes=self._codes, covered=False), pack_facts(facts, codes=self._codes)

    def _whole(self, stored: Stored, document: Document, known: Known) -> Found:
        report = screen(document, rules=self._rules, as_of=date.fromisoformat(known.as_of))
        return Found(
            stored.key,
            pack_seen(report.facts, codes=self._codes, covered=report.notice is None),
            pack_facts(report.facts, codes=self._codes),
            pack_outline(outline_of(report)),
            whole=True,
            months=report.timeline.months,
            level=report.level or "",
        )


class Team:
    """Readers in processes of their own, ended with the block. processes=0: one reader in this process."""

    def __init__(self, plan: Plan, *, processes: int) -> None:
        self._plan = plan
        self._reader = None if processes else Reader(plan)
        self._processes = [_started(plan) for _ in range(processes)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._processes:
            process.kill()
            process.communicate()

    def read(
        self, batches: Iterable[Sequence[Stored]], known: Callable[[list[int]], Sequence[Known]]
    ) -> Iterator[tuple[int, list[Found]]]:
        """For each batch, in the order in which they end: how many Documents it had, and what is found in those
        that the change touches. known: gives what is known of the Documents of these keys, in their order.

        Raises RuntimeError if a process of the team dies.
        """
        if self._reader is not None:
            for batch in batches:
                yield len(batch), self._reader.read(known(self._reader.touched(batch)))
            return
        yield from self._by_processes(iter(batches), known)

    def _by_processes(
        self, batches: Iterator[Sequence[Stored]], known: Callable[[list[int]], Sequence[Known]]
    ) -> Iterator[tuple[int, list[Found]]]:
        with selectors.DefaultSelector() as waiting:
            sizes: dict[Any, tuple[int, bool]] = {}
            for process in self._processes:
                if (batch := next(batches, None)) is not None:
                    _tell(process, list(map(tuple, batch)))
                    sizes[process] = (len(batch), False)
                    waiting.register(_pipes(process)[1], selectors.EVENT_READ, process)
            while sizes:
                for key, _ in waiting.select():
                    process = key.data
                    said = _hear(process)
                    size, told = sizes.pop(process)
                    if not told:
                        _tell(process, list(map(tuple, known(said))))
                        sizes[process] = (size, True)
                        continue
                    if (batch := next(batches, None)) is not None:
                        _tell(process, list(map(tuple, batch)))
                        sizes[process] = (len(batch), False)
                    yield size, [Found(*found) for found in said]


def _started(plan: Plan) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-m", "candidates.studio.readers"],
        cwd=_ROOT,
        env={name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    changes = {key: (change.words, change.whole) for key, change in plan.changes.items()}
    codes = {key: tuple(names) for key, names in plan.codes.items()}
    _tell(process, (plan.source, changes, codes))
    return process


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    """Its standard input and output. RuntimeError: it has none."""
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("a reader of the team has no pipes")
    return process.stdin, process.stdout


def _tell(process: subprocess.Popen[bytes], value: Any) -> None:
    inlet, _ = _pipes(process)
    try:
        _write(inlet, value)
    except BrokenPipeError as error:
        raise RuntimeError("a reader of the team died") from error


def _hear(process: subprocess.Popen[bytes]) -> Any:
    try:
        return _read(_pipes(process)[1])
    except EOFError as error:
        raise RuntimeError("a reader of the team died") from error


def _write(stream: IO[bytes], value: Any) -> None:
    """A value behind its length: marshal.load would ask a stream for each part of it."""
    packed = marshal.dumps(value)
    stream.write(_LENGTH.pack(len(packed)))
    stream.write(packed)
    stream.flush()


def _read(stream: IO[bytes]) -> Any:
    """What `_write` wrote. Raises EOFError where the stream ends."""
    length = stream.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        raise EOFError
    packed = stream.read(_LENGTH.unpack(length)[0])
    return marshal.loads(packed)  # noqa: S302 - our own child's or parent's words


def _serve() -> None:
    """A process of the team: answers until its standard input ends."""
    inlet, outlet = sys.stdin.buffer, sys.stdout.buffer
    try:
        source, changes, codes = _read(inlet)
        reader = Reader(Plan(source, {key: Change(*change) for key, change in changes.items()}, codes))
        while True:
            _write(outlet, reader.touched(Stored(*stored) for stored in _read(inlet)))
            found = reader.read([Known(*row) for row in _read(inlet)])
            _write(outlet, [tuple(item) for item in found])
    except (EOFError, BrokenPipeError):
        return  # whoever asked has what they wanted, or is gone


if __name__ == "__main__":
    _serve()
