"""The tests that a rule document carries: each signal's sentences, and texts with the flags that must hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from candidates.extraction.document import Document
from candidates.screening import Fact, screen
from candidates.screening.assess import ACTIVITIES
from candidates.screening.rules import Index
from rubrics.ruledoc import RuleDocument, Signal, Snippet
from rubrics.ruledoc.model import COUNTED

USUAL_DAY = date(2026, 1, 1)
"""A test without a date is screened at this one, so that it gives the same today and in a year."""

_EVIDENCE = {"security", "automation", "devops", "certification"}
_SHOWING = COUNTED | {"certificate", "learnt", "product", "heading"}
"""How words that only lend company may stand: they are looked at however the text speaks of them."""


@dataclass(frozen=True, slots=True, order=True)
class Failure:
    """A test that came out wrong. kind: holds_in, not_in, activity, flags or not_flags; code: the signal, flag or
    activity; text: what was read."""

    line: int
    kind: str
    code: str
    text: str
    message: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.kind}, {self.code}: {self.message}"


@dataclass(frozen=True, slots=True)
class Run:
    """How many sentences of signals and texts were read, and what came out wrong."""

    sentences: int
    texts: int
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> bool:
        return not self.failures


def run(rules: RuleDocument) -> Run:
    """Run all tests of the document."""
    failures = [failure for signal in rules.signals.values() for failure in check_signal(rules, signal)]
    failures += [failure for snippet in rules.tests for failure in check_snippet(rules, snippet)]
    sentences = sum(len(signal.holds_in) + len(signal.not_in) for signal in rules.signals.values())
    return Run(sentences, len(rules.tests), tuple(sorted(failures)))


def check_signal(rules: RuleDocument, signal: Signal) -> list[Failure]:
    """What is wrong with a signal: sentences in which it must hold and doesn't or must not and does, and
    activities that the guide lacks."""
    found = []
    for text in signal.holds_in:
        facts = facts_of(rules, text)
        if not Index(facts, rules).find(signal.code, ways(signal)):
            message = f"must hold in “{text}”, but {_instead(facts, signal)}"
            found.append(Failure(signal.line, "holds_in", signal.code, text, message))
    for text in signal.not_in:
        held = Index(facts_of(rules, text), rules).find(signal.code, COUNTED)
        if held:
            message = f"must not hold in “{text}”, but does: {held[0].assertion}"
            found.append(Failure(signal.line, "not_in", signal.code, text, message))
    for activity in signal.activities:
        if activity not in ACTIVITIES:
            message = f"{activity!r} is none of the guide's twenty activities"
            found.append(Failure(signal.line, "activity", signal.code, activity, message))
    return found


def check_snippet(rules: RuleDocument, snippet: Snippet) -> list[Failure]:
    """Flags that must hold in a test's text and don't, or must not and do."""
    report = screen(Document(snippet.text, "text"), rules=rules, as_of=snippet.as_of or USUAL_DAY)
    holding = {outcome.flag.code for outcome in report.outcomes if outcome.holds}
    begins = " ".join(snippet.text.split())[:60]
    found = []
    for kind, codes, wrong in (
        ("flags", snippet.flags, "must hold"),
        ("not_flags", snippet.not_flags, "must not hold"),
    ):
        for code in codes:
            if (code in holding) == (kind == "not_flags"):
                why = f" ({report.notice})" if kind == "flags" and report.notice else ""
                message = f"{wrong} in the text that begins “{begins}”{why}"
                found.append(Failure(snippet.line, kind, code, snippet.text, message))
    return found


def facts_of(rules: RuleDocument, sentence: str) -> tuple[Fact, ...]:
    """The facts of a sentence as it would stand in a resume's summary."""
    text = f"Summary\n{sentence}\n\nEducation\nSecondary school\n"
    return screen(Document(text, "text"), rules=rules, as_of=USUAL_DAY).facts


def ways(signal: Signal) -> frozenset[str]:
    """How a signal must be asserted in its holds_in: evidence must count; words of company and certificates that
    are no evidence need not."""
    evidence = _EVIDENCE & signal.groups
    return COUNTED if evidence and "support" not in signal.groups else _SHOWING


def _instead(facts: tuple[Fact, ...], signal: Signal) -> str:
    found = sorted({fact.assertion for fact in facts if fact.signal == signal.code})
    return f"is read as {', '.join(found)}" if found else "is not found there"
