"""A screening's result, and its form in files and answers (contracts/greenflag.md)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from candidates.extraction.document import LOW_CONFIDENCE, Document
from candidates.screening.assess import Activity, NotCounted, OpenPoint
from candidates.screening.facts import Fact, Standing
from candidates.screening.proper_names import Names
from candidates.screening.quotes import widen
from candidates.screening.rules import Evidence, Outcome, Shown
from candidates.screening.sections import Sentence, parts
from candidates.screening.timeline import Doubt, Position, Timeline

MOST_EVIDENCE = 5
MOST_NOT_COUNTED = 40
_STRENGTH = {"done": 0, "listed": 1}


def without_findings(*, as_of: date, rules_hash: str, status: str, code: str, message: str) -> dict[str, Any]:
    """The same keys as Report.to_dict() for a file that gave no report: `code` and `message` say why."""
    return {
        "as_of": as_of.isoformat(),
        "rules": rules_hash,
        "status": status,
        "error": {"code": code, "message": message},
        "lines": 0,
        "notice": None,
        "hidden_text": False,
        "ocr": None,
        "flags": [],
        "activities": {},
        "years": None,
        "years_reason": None,
        "claimed_years": None,
        "level": None,
        "levels": [],
        "positions": [],
        "background": None,
        "capabilities": {},
        "roles": {},
        "open_points": [],
        "not_counted": [],
    }


@dataclass(frozen=True, slots=True)
class Report:
    """All that screening a document says. The same document, rules and date give an equal report."""

    document: Document
    as_of: date
    rules_hash: str
    sentences: tuple[Sentence, ...]
    standings: tuple[Standing, ...]
    plain: bool
    names: Names
    facts: tuple[Fact, ...]
    outcomes: tuple[Outcome, ...]
    activities: tuple[Activity, ...]
    capabilities: tuple[Shown, ...]
    aspects: tuple[Shown, ...]
    timeline: Timeline
    level: str | None
    levels: tuple[str, ...]
    background: str | None
    open_points: tuple[OpenPoint, ...]
    not_counted: tuple[NotCounted, ...]
    notice: str | None
    line_starts: tuple[int, ...]
    _clauses: dict[tuple[int, int], tuple[int, int]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Those that were looked for: the same words stand for a flag, an activity, a capability and a role."""
    _parts: dict[int, tuple[tuple[int, int], ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """The single sentences in those of `sentences` that something was quoted from, by their number."""

    def to_dict(self) -> dict[str, Any]:
        """The report as plain values, keys as the contract names them from "as_of" on."""
        months = self.timeline.months
        return {
            "as_of": self.as_of.isoformat(),
            "rules": self.rules_hash,
            "status": "done",
            "error": None,
            "lines": self.lines,
            "notice": self.notice,
            "hidden_text": bool(self.document.hidden),
            "ocr": self._ocr(),
            "flags": [self._flag(outcome) for outcome in self.outcomes],
            "activities": {item.code: self._activity(item) for item in self.activities},
            "years": None if months is None else round(months / 12 + 1e-9, 1),
            "years_reason": self.timeline.reason,
            "claimed_years": self.timeline.claimed_years,
            "level": self.level,
            "levels": list(self.levels),
            "positions": [self._position(position) for position in self.timeline.positions],
            "background": self.background,
            "capabilities": {item.code: self._shown(item) for item in self.capabilities},
            "roles": self._roles(),
            "open_points": [{"about": item.about, "reason": item.reason} for item in self.open_points],
            "not_counted": self._all_not_counted(),
        }

    @property
    def lines(self) -> int:
        """How many lines the text has."""
        return len(self.line_starts)

    def _flag(self, outcome: Outcome) -> dict[str, Any]:
        flag = outcome.flag
        return {
            "code": flag.code,
            "polarity": flag.polarity,
            "holds": outcome.holds,
            "evidence": self._quotes(outcome.evidence),
            "looked_for": list(flag.looked_for) if flag.absence else None,
        }

    def _activity(self, activity: Activity) -> dict[str, Any]:
        return {"state": activity.state, "evidence": self._quotes((fact,) for fact in activity.facts)}

    def _shown(self, item: Shown) -> dict[str, Any]:
        return {"shown": bool(item.evidence), "evidence": self._quotes(item.evidence)}

    def _roles(self) -> dict[str, Any]:
        """Each role of the guide with its aspects that a text can show."""
        roles: dict[str, dict[str, Any]] = {}
        for item in self.aspects:
            role, _, aspect = item.code.partition(".")
            roles.setdefault(role, {})[aspect] = self._shown(item)
        return roles

    def _position(self, position: Position) -> dict[str, Any]:
        start, end = position.span
        return {
            "title": position.title,
            "employer": position.employer,
            "start": position.start,
            "end": position.end,
            "months": position.months,
            "weight": position.weight,
            "relevant": position.relevant,
            "evidence": [self._quote(start, end, "experience")],
        }

    def _all_not_counted(self) -> list[dict[str, Any]]:
        """Dates first; each once, since several words of one clause may say the same of one flag."""
        found = [self._date_not_counted(doubt) for doubt in self.timeline.doubts][:MOST_NOT_COUNTED]
        for item in self.not_counted:
            if len(found) == MOST_NOT_COUNTED:
                break
            shown = self._not_counted(item)
            if shown not in found:
                found.append(shown)
        return found

    def _date_not_counted(self, doubt: Doubt) -> dict[str, Any]:
        quote = self._quote(doubt.start, doubt.end, "experience")
        return {
            "code": "years",
            "reason": doubt.reason,
            **{key: quote[key] for key in ("quote", "start", "end", "line")},
        }

    def _not_counted(self, item: NotCounted) -> dict[str, Any]:
        start, end = self._clause((item.fact.start, item.fact.end), item.fact.sentence)
        quote = self._quote(start, end, item.fact.section)
        return {
            "code": item.code,
            "reason": item.reason,
            **{key: quote[key] for key in ("quote", "start", "end", "line")},
        }

    def _quotes(self, evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
        spans: list[tuple[int, int]] = []
        found = []
        for facts in sorted(evidence, key=_rank):
            span = _span(facts)
            if _touches(span, spans):
                continue  # and so would the clause around it
            start, end = self._clause(span, facts[0].sentence)
            if not _touches((start, end), spans):
                spans.append((start, end))
                signals = sorted({fact.signal for fact in facts})
                found.append(self._quote(start, end, facts[0].section, signals))
                if len(found) == MOST_EVIDENCE:
                    break
        return found

    def _ocr(self) -> dict[str, Any] | None:
        """Which pages OCR has read, how sure it is of them, and which nobody could read; None for a file of text."""
        scans, unread = self.document.scans, self.document.unread
        if not scans and not unread:
            return None
        return {
            "pages": [scan.page for scan in scans],
            "confidence": min((scan.confidence for scan in scans), default=None),
            "doubtful": [scan.page for scan in scans if scan.confidence < LOW_CONFIDENCE],
            "unread": list(unread),
        }

    def _clause(self, span: tuple[int, int], number: int) -> tuple[int, int]:
        """What is quoted of the `number`th sentence around the words of a span."""
        clause = self._clauses.get(span)
        if clause is None:
            clause = self._clauses[span] = self._clause_around(*span, number)
        return clause

    def _clause_around(self, start: int, end: int, number: int) -> tuple[int, int]:
        pieces = self._parts.get(number)
        if pieces is None:
            pieces = self._parts[number] = tuple(parts(self.document.text, self.sentences[number]))
        first, last = self.document.visible_around(start, end)
        for begin, stop in pieces:
            if begin <= start:
                first = max(first, begin)
            if stop >= end:
                last = min(last, stop)
        return widen(self.document.text, start, end, min(first, start), max(last, end))

    def _quote(self, start: int, end: int, section: str, signals: Sequence[str] = ()) -> dict[str, Any]:
        return {
            "quote": self.document.text[start:end],
            "start": start,
            "end": end,
            "line": self._line(start),
            "section": section,
            "page": self.document.page_of(start),
            "signals": list(signals),
        }

    def _line(self, offset: int) -> int:
        """The 1-based line that holds an offset."""
        return max(1, bisect_right(self.line_starts, offset))


def _rank(facts: Evidence) -> tuple[int, int, int]:
    """The strongest evidence first, then what shows more things at once, then what stands first."""
    if len(facts) == 1:
        return _STRENGTH.get(facts[0].assertion, 2), -1, facts[0].start
    return max(_STRENGTH.get(fact.assertion, 2) for fact in facts), -len(facts), facts[0].start


def _span(facts: Evidence) -> tuple[int, int]:
    """From the first to the last of the words that show something."""
    if len(facts) == 1:
        return facts[0].start, facts[0].end
    return min([fact.start for fact in facts]), max([fact.end for fact in facts])


def _touches(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a span shares characters with any of the others."""
    start, end = span
    for low, high in spans:  # noqa: SIM110 - asked for each piece of evidence: a generator takes twice as long
        if start < high and low < end:
            return True
    return False
