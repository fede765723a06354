"""Flags as expressions over facts. Needs no text: stored facts are judged anew when only the flags change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from candidates.screening.facts import Fact
from rubrics.ruledoc.model import Combined, Expression, Flag, Named, RuleDocument, Showing, Signal, Together

Evidence = tuple[Fact, ...]
"""Facts of one sentence that show something together; mostly one."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a flag holds, and by what."""

    flag: Flag
    holds: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of the guide, by its code, and what of the text shows it: nothing, or evidence."""

    code: str
    evidence: tuple[Evidence, ...]


class Index:
    """A document's facts by the names that an expression may use."""

    def __init__(self, facts: Iterable[Fact], signals: Mapping[str, Signal]) -> None:
        self._by_name: dict[str, list[Fact]] = {}
        self._done_only = {code for code, signal in signals.items() if signal.counts == "done"}
        for fact in facts:
            signal = signals.get(fact.signal)
            for name in signal.names if signal is not None else (fact.signal,):
                self._by_name.setdefault(name, []).append(fact)

    def find(self, name: str, how: frozenset[str]) -> list[Fact]:
        """Facts of a group or signal, asserted in one of these ways; "listed" not for signals that count when done."""
        return [
            fact
            for fact in self._by_name.get(name, ())
            if fact.assertion in how and not (fact.assertion == "listed" and fact.signal in self._done_only)
        ]

    def named(self, name: str) -> list[Fact]:
        """All facts of a group or signal, however asserted."""
        return self._by_name.get(name, [])


def evaluate(rules: RuleDocument, facts: Iterable[Fact], *, covered: bool) -> tuple[Outcome, ...]:
    """Every flag of the document, in its order. `covered`: the text is long enough and in a covered language."""
    index = Index(facts, rules.signals)
    return tuple(judge(flag, index, covered=covered) for flag in rules.flags)


def judge(flag: Flag, index: Index, *, covered: bool) -> Outcome:
    """One flag over a document's facts."""
    holds, evidence = _judge(flag.holds, index)
    if flag.absence and not covered:
        holds = False
    return Outcome(flag, holds, tuple(dict.fromkeys(evidence)) if holds else ())


def show(showings: Iterable[Showing], index: Index) -> tuple[Shown, ...]:
    """Which rows of the guide a document's facts show, and by what."""
    found = []
    for showing in showings:
        holds, evidence = _judge(showing.holds, index)
        found.append(Shown(showing.code, tuple(dict.fromkeys(evidence)) if holds else ()))
    return tuple(found)


def _judge(expression: Expression, index: Index) -> tuple[bool, list[Evidence]]:
    if isinstance(expression, Named):
        facts = index.find(expression.name, expression.how)
        return _different(facts) >= expression.at_least, [(fact,) for fact in facts]
    if isinstance(expression, Together):
        evidence = _together(expression, index)
        return bool(evidence), evidence
    return _combined(expression, index)


def _different(facts: Iterable[Fact]) -> int:
    """How many signals stand there by words of their own: "SOC 2 audit" is one thing, not two."""
    signals: set[str] = set()
    end = 0
    for fact in sorted(facts):
        if fact.start >= end and fact.signal not in signals:
            signals.add(fact.signal)
            end = fact.end
    return len(signals)


def _combined(expression: Combined, index: Index) -> tuple[bool, list[Evidence]]:
    judged = [_judge(part, index) for part in expression.parts]
    if expression.mode == "none":
        return not any(holds for holds, _ in judged), []
    evidence = [item for holds, items in judged if holds for item in items]
    if expression.mode == "any":
        return any(holds for holds, _ in judged), evidence
    return all(holds for holds, _ in judged), evidence


def _together(expression: Together, index: Index) -> list[Evidence]:
    """The sentences that hold every name by different words; in each the first facts that do."""
    by_name = [_by_sentence(index.find(name, expression.how)) for name in expression.names]
    sentences = sorted(set.intersection(*(set(found) for found in by_name)))
    found = []
    for sentence in sentences:
        chosen = _distinct([facts[sentence] for facts in by_name])
        if chosen:
            found.append(tuple(sorted(chosen)))
    return found


def _by_sentence(facts: list[Fact]) -> dict[int, list[Fact]]:
    return {number: list(group) for number, group in groupby(facts, key=lambda fact: fact.sentence)}


def _distinct(choices: list[list[Fact]]) -> list[Fact] | None:
    """One fact of each list, no two over the same words. Names are few: a short search."""
    if not choices:
        return []
    for fact in choices[0][:8]:
        rest = [
            [other for other in facts if other.end <= fact.start or fact.end <= other.start]
            for facts in choices[1:]
        ]
        if all(rest):
            tail = _distinct(rest)
            if tail is not None:
                return [fact, *tail]
    return None
