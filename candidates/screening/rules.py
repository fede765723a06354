"""Flags as expressions over facts. Needs no text: stored facts are judged anew when only the flags change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from candidates.screening.facts import Fact
from rubrics.ruledoc.model import Combined, Expression, Flag, Named, RuleDocument, Showing, Together

Evidence = tuple[Fact, ...]
"""Facts of one sentence that show something together; mostly one."""

_TRIED = 8
"""Facts of one name that are tried in a sentence, to find others beside them."""


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
    """A document's facts by the names that an expression may use. What was asked for once is kept."""

    def __init__(self, facts: Iterable[Fact], rules: RuleDocument) -> None:
        self.facts = tuple(facts)
        self._rules = rules
        self._of_signal: dict[str, list[Fact]] = {}
        for fact in self.facts:
            self._of_signal.setdefault(fact.signal, []).append(fact)
        self._named: dict[str, list[Fact]] = {}
        self._found: dict[tuple[str, frozenset[str]], list[Fact]] = {}
        self._by_sentence: dict[tuple[str, frozenset[str]], dict[int, list[Fact]]] = {}

    def find(self, name: str, how: frozenset[str]) -> list[Fact]:
        """Facts of a group or signal, asserted in one of these ways; "listed" not for signals that count when done."""
        found = self._found.get((name, how))
        if found is None:
            found = self._found[name, how] = [
                fact
                for fact in self.named(name)
                if fact.assertion in how
                and not (fact.assertion == "listed" and self._counts_when_done(fact.signal))
            ]
        return found

    def by_sentence(self, name: str, how: frozenset[str]) -> dict[int, list[Fact]]:
        """What `find` finds, by the sentences."""
        found = self._by_sentence.get((name, how))
        if found is None:
            found = self._by_sentence[name, how] = {}
            for fact in self.find(name, how):
                found.setdefault(fact.sentence, []).append(fact)
        return found

    def named(self, name: str) -> list[Fact]:
        """All facts of a group or signal, however asserted, in the order of the text."""
        found = self._named.get(name)
        if found is None:
            # A fact of ours ("meta.…") has no signal in the document and goes by its own code.
            codes = self._of_signal.keys() & self._rules.named.get(name, {name})
            found = self._named[name] = sorted(chain.from_iterable(self._of_signal[code] for code in codes))
        return found

    def _counts_when_done(self, code: str) -> bool:
        signal = self._rules.signals.get(code)
        return signal is not None and signal.counts == "done"


def evaluate(rules: RuleDocument, index: Index, *, covered: bool) -> tuple[Outcome, ...]:
    """Every flag of the document, in its order. `covered`: the text is long enough and in a covered language."""
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
        enough = bool(facts) if expression.at_least == 1 else _different(facts) >= expression.at_least
        return enough, [(fact,) for fact in facts]
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
    by_name = [index.by_sentence(name, expression.how) for name in expression.names]
    if not all(by_name):
        return []
    sentences = sorted(set(by_name[0]).intersection(*by_name[1:]))
    found = []
    for sentence in sentences:
        chosen = _distinct([facts[sentence] for facts in by_name])
        if chosen:
            found.append(tuple(sorted(chosen)))
    return found


def _distinct(choices: list[list[Fact]], taken: Evidence = ()) -> Evidence | None:
    """One fact of each list, no two over the same words. Names are few: a short search."""
    if not choices:
        return taken
    for fact in islice(_apart(choices[0], taken), _TRIED):
        found = _distinct(choices[1:], (*taken, fact))
        if found is not None:
            return found
    return None


def _apart(facts: Iterable[Fact], taken: Evidence) -> Iterator[Fact]:
    """The facts that share no words with those taken."""
    for fact in facts:
        for other in taken:
            if fact.start < other.end and other.start < fact.end:
                break
        else:
            yield fact
