"""Flags over the stored facts of many resumes at once, by numpy: the same answers as `screening.rules`, faster.

Two steps. Which signals stand in a resume at all, and how asserted, decides most flags (`Seen`). Where a flag
asks for things together or for several different ones, the facts of the resumes still open decide (`Facts`).
What even these leave open, such as words that overlap, is judged by `screening.rules` itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from candidates.screening.packing import ALONE, HEAD, MAGIC, SEEN_HEAD, SPREAD, unpack_facts
from candidates.screening.rules import Index, judge
from candidates.studio.splicing import RECORD
from rubrics.ruledoc.model import ASSERTIONS, Combined, Expression, Flag, Named, RuleDocument, Together

Truths = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
Rows = Sequence[int]
Fetch = Callable[[Rows], Sequence[bytes]]
"""Gives the packed facts of rows, by their numbers."""

_FAR = 1 << 32
"""More than any offset: keeps the rows apart where offsets of all stand in one array."""


@dataclass(frozen=True, slots=True)
class Answer:
    """For each row whether something surely holds, and whether it may hold."""

    surely: Truths
    maybe: Truths


class _Table(Protocol):
    size: int

    def named(self, expression: Named) -> Answer: ...
    def together(self, expression: Together) -> Answer: ...


def answer(expression: Expression, table: _Table) -> Answer:
    """What a table knows of an expression."""
    if isinstance(expression, Named):
        return table.named(expression)
    if isinstance(expression, Together):
        return table.together(expression)
    return _combined(expression, table)


def _combined(expression: Combined, table: _Table) -> Answer:
    parts = [answer(part, table) for part in expression.parts]
    if expression.mode == "all":
        surely = maybe = np.ones(table.size, bool)
        for part in parts:
            surely, maybe = surely & part.surely, maybe & part.maybe
        return Answer(surely, maybe)
    surely = maybe = np.zeros(table.size, bool)
    for part in parts:
        surely, maybe = surely | part.surely, maybe | part.maybe
    return Answer(~maybe, ~surely) if expression.mode == "none" else Answer(surely, maybe)


class Names:
    """What the packed signals are called in a rule document, for looking them up in tables."""

    def __init__(self, codes: Sequence[str], rules: RuleDocument) -> None:
        """codes: those that packed facts count; one that the document lacks has only its own name."""
        self.codes = codes
        self.rules = rules
        self._of: dict[str, list[int]] = {}
        for number, code in enumerate(codes):
            for name in rules.signals[code].names if code in rules.signals else (code,):
                self._of.setdefault(name, []).append(number)

    def pairs(self, name: str, how: Iterable[str]) -> Truths:
        """Which pairs of signal and assertion count for a name."""
        found = np.zeros((len(self.codes), ALONE), bool)
        numbers = self._of.get(name, [])
        for assertion in how:
            found[numbers, ASSERTIONS.index(assertion)] = True
        if "listed" in how:
            done_only = [n for n in numbers if self._counts(n) == "done"]
            found[done_only, ASSERTIONS.index("listed")] = False
        return np.concatenate((found, found), axis=1).ravel()

    def _counts(self, number: int) -> str:
        signal = self.rules.signals.get(self.codes[number])
        return signal.counts if signal else "listed"


class Seen:
    """Which pairs of signal and assertion stand in each of many resumes: `packing.pack_seen`, joined."""

    def __init__(self, blobs: Sequence[bytes], names: Names) -> None:
        self.size = len(blobs)
        self.names = names
        width = blobs[0][1] if blobs else 2
        joined = np.frombuffer(b"".join(blobs), f"<u{width}")
        sizes = np.fromiter(map(len, blobs), np.int64, self.size) // width
        starts = np.cumsum(sizes) - sizes
        heads = SEEN_HEAD // width
        # A pair of width 2 holds the head's bytes 2 and 3, one of width 4 all of them.
        flags = joined[starts + heads - 1]
        self.covered: Truths = (flags if width == 2 else flags >> 16) & 0xFF != 0
        keep = np.ones(len(joined), bool)
        for offset in range(heads):
            keep[starts + offset] = False
        self._pairs = joined[keep]
        self._row = np.repeat(np.arange(self.size, dtype=np.int32), sizes - heads)

    def named(self, expression: Named) -> Answer:
        """Sure, but where several different signals must stand and not enough of them overlap no other fact."""
        at = np.flatnonzero(self.names.pairs(expression.name, expression.how)[self._pairs])
        found = np.zeros(self.size, bool)
        if expression.at_least <= 1:
            found[self._row[at]] = True
            return Answer(found, found)
        rows, pairs = self._row[at], self._pairs[at]
        maybe = _different(rows, pairs // SPREAD, self.size) >= expression.at_least
        # One that overlaps nothing is counted whichever others are.
        alone = pairs % SPREAD >= ALONE
        surely = _different(rows[alone], pairs[alone] // SPREAD, self.size) >= expression.at_least
        return Answer(surely, maybe)

    def together(self, expression: Together) -> Answer:
        """Only whether all of it stands somewhere."""
        found = np.ones(self.size, bool)
        for name in expression.names:
            found &= self.named(Named(name, expression.how)).maybe
        return Answer(np.zeros(self.size, bool), found)


def _different(rows: npt.NDArray[Any], signals: npt.NDArray[Any], size: int) -> Numbers:
    """How many different signals each row has; the signals of a row stand in ascending order."""
    fresh = np.ones(len(rows), bool)
    fresh[1:] = (rows[1:] != rows[:-1]) | (signals[1:] != signals[:-1])
    counts: Numbers = np.bincount(rows[fresh], minlength=size)
    return counts


class Facts:
    """The facts of some resumes that expressions may ask for, with their places: `packing.pack_facts` in layout "n",
    joined."""

    def __init__(self, blobs: Sequence[bytes], names: Names, expressions: Iterable[Expression]) -> None:
        self.size = len(blobs)
        self.names = names
        records = np.frombuffer(b"".join(blobs), RECORD)
        sizes = np.fromiter(map(len, blobs), np.int64, self.size) // HEAD
        heads = np.cumsum(sizes) - sizes
        pairs = records["signal"].astype(np.int32) * SPREAD + records["assertion"]
        pairs[heads] = 0
        wanted = self._wanted(expressions)[pairs]
        wanted[heads] = False
        at = np.flatnonzero(wanted)
        self._pairs = pairs[at]
        self._signal = self._pairs // SPREAD
        self._row = np.searchsorted(heads, at, side="right") - 1
        # A head has no steps, so each row's sums begin with what they are at its head.
        first = heads[self._row]
        self._start = _summed(records["step"], at, first) + self._row * _FAR
        self._end = self._start + records["length"][at]
        self._sentence = _summed(records["sentence"], at, first) + self._row * _FAR

    def _wanted(self, expressions: Iterable[Expression]) -> Truths:
        found = np.zeros(len(self.names.codes) * SPREAD, bool)
        waiting = list(expressions)
        while waiting:
            expression = waiting.pop()
            if isinstance(expression, Combined):
                waiting += expression.parts
                continue
            names = (expression.name,) if isinstance(expression, Named) else expression.names
            for name in names:
                found |= self.names.pairs(name, expression.how)
        return found

    def named(self, expression: Named) -> Answer:
        """Sure, but where several different signals must stand and some of them overlap."""
        at = self._at(expression.name, expression.how)
        found = np.zeros(self.size, bool)
        if expression.at_least <= 1:
            found[self._row[at]] = True
            return Answer(found, found)
        rows = self._row[at]
        order = np.lexsort((self._signal[at], rows))
        enough = _different(rows[order], self._signal[at][order], self.size) >= expression.at_least
        overlapping = np.zeros(self.size, bool)
        if len(at):
            reach = np.maximum.accumulate(self._end[at])
            overlapping[rows[1:][self._start[at][1:] < reach[:-1]]] = True
        return Answer(enough & ~overlapping, enough)

    def together(self, expression: Together) -> Answer:
        """Sure, but where the first facts of each name in a sentence overlap."""
        firsts = []
        for name in expression.names:
            at = self._at(name, expression.how)
            sentences, index = np.unique(self._sentence[at], return_index=True)
            firsts.append((sentences, at[index]))
        shared = firsts[0][0]
        for sentences, _ in firsts[1:]:
            shared = np.intersect1d(shared, sentences, assume_unique=True)
        chosen = [at[np.searchsorted(sentences, shared)] for sentences, at in firsts]
        apart = np.ones(len(shared), bool)
        for number, one in enumerate(chosen):
            for other in chosen[:number]:
                apart &= (self._end[one] <= self._start[other]) | (self._end[other] <= self._start[one])
        surely, maybe = np.zeros(self.size, bool), np.zeros(self.size, bool)
        rows = self._row[chosen[0]]
        maybe[rows] = True
        surely[rows[apart]] = True
        return Answer(surely, maybe)

    def _at(self, name: str, how: Iterable[str]) -> Numbers:
        return np.flatnonzero(self.names.pairs(name, how)[self._pairs])


def _summed(steps: npt.NDArray[Any], at: Numbers, first: Numbers) -> Numbers:
    """Steps added up to some records, each from the first one of its row on."""
    total = np.cumsum(steps, dtype=np.int64)
    summed: Numbers = total[at] - total[first]
    return summed


def judge_flags(
    flags: Iterable[Flag], seen: Seen, fetch: Fetch, *, only: Truths | None = None
) -> dict[str, Truths]:
    """Whether each of the flags holds in each row that `only` leaves; False elsewhere."""
    wanted = np.ones(seen.size, bool) if only is None else only
    held: dict[str, Truths] = {}
    waiting: dict[str, tuple[Flag, Truths]] = {}
    for flag in flags:
        known = answer(flag.holds, seen)
        judged = wanted & (seen.covered if flag.absence else True)
        held[flag.code] = known.surely & judged
        if (still_open := known.maybe & ~known.surely & judged).any():
            waiting[flag.code] = (flag, still_open)
    if waiting:
        rows = np.flatnonzero(np.any([still_open for _, still_open in waiting.values()], axis=0))
        for first in range(0, len(rows), _AT_ONCE):
            part = rows[first : first + _AT_ONCE]
            _judge_by_facts(held, waiting, part, fetch(part.tolist()), seen)
    return held


_AT_ONCE = 4_000
"""Resumes whose facts are held in memory together."""


def _judge_by_facts(
    held: dict[str, Truths],
    waiting: dict[str, tuple[Flag, Truths]],
    rows: Numbers,
    blobs: Sequence[bytes],
    seen: Seen,
) -> None:
    narrow = np.fromiter((bytes(blob[:4]) == MAGIC + b"n" for blob in blobs), bool, len(blobs))
    expressions = [flag.holds for flag, _ in waiting.values()]
    facts = Facts([blob for blob, fits in zip(blobs, narrow, strict=True) if fits], seen.names, expressions)
    indexes: dict[int, Index] = {}
    for code, (flag, still_open) in waiting.items():
        surely, maybe = np.zeros(len(rows), bool), np.ones(len(rows), bool)
        known = answer(flag.holds, facts)
        surely[narrow], maybe[narrow] = known.surely, known.maybe
        ours = still_open[rows]
        held[code][rows[surely & ours]] = True
        for place in np.flatnonzero(maybe & ~surely & ours).tolist():
            if place not in indexes:
                found = unpack_facts(bytes(blobs[place]), codes=seen.names.codes)
                indexes[place] = Index(found, seen.names.rules)
            row = rows[place]
            held[code][row] = judge(flag, indexes[place], covered=bool(seen.covered[row])).holds
