"""What rules that are not in force say of one text, beside those that are."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from candidates.extraction import Document
from candidates.models import Resume
from candidates.queries.identity import hidden_from
from candidates.studio.queries.revisions import Tried, try_rules

MOST_CHARACTERS = 100_000
"""Of a pasted text; a resume of ten pages has a third of it."""

Evidence = list[dict[str, Any]]


@dataclass(frozen=True)
class Judged:
    """A flag before and after. how: gains, loses, holds, other (holds by other words), not."""

    code: str
    polarity: str
    before: Evidence
    after: Evidence
    how: str


@dataclass(frozen=True)
class Trial:
    """One text by both rules. flags: those that differ first, then those that hold."""

    before: Tried
    after: Tried
    flags: tuple[Judged, ...]

    @property
    def changed(self) -> list[Judged]:
        return [flag for flag in self.flags if flag.how in ("gains", "loses", "other")]


ORDER = ("gains", "loses", "other", "holds", "not")


def compare_on(document: Document, *, old: str, new: str, as_of: date) -> Trial:
    """Screen a text by two texts of rules, the first of which is in force. Nothing is stored. Raises RulesInvalid."""
    before = try_rules(old, document, as_of=as_of)
    after = try_rules(new, document, as_of=as_of)
    former = {flag["code"]: flag for flag in before.report["flags"]}
    judged = [_judged(former.get(flag["code"]), flag) for flag in after.report["flags"]]
    present = {flag.code for flag in judged}
    judged += [_judged(flag, None) for code, flag in former.items() if code not in present]
    judged.sort(key=lambda flag: ORDER.index(flag.how))
    return Trial(before, after, tuple(judged))


def _judged(before: dict[str, Any] | None, after: dict[str, Any] | None) -> Judged:
    known = after or before or {}
    held, holds = bool(before and before["holds"]), bool(after and after["holds"])
    old = before["evidence"] if before and held else []
    new = after["evidence"] if after and holds else []
    if held == holds:
        how = "not" if not holds else "holds" if _quotes(old) == _quotes(new) else "other"
    else:
        how = "gains" if holds else "loses"
    return Judged(known["code"], known["polarity"], old, new, how)


def _quotes(evidence: Evidence) -> list[tuple[int, int]]:
    return [(quote["start"], quote["end"]) for quote in evidence]


def find_resumes(user: Any, search: str = "") -> QuerySet[Resume]:
    """Resumes with a stored text of people whom the user sees and may know, newest first; search: part of the name."""
    rows = Resume.objects.visible_to(user).filter(document__isnull=False, candidate__isnull=False)
    rows = rows.exclude(candidate__in=hidden_from(user))
    if search.strip():
        rows = rows.filter(candidate__name__icontains=search.strip())
    found: QuerySet[Resume] = rows.select_related("candidate").order_by("-pk")
    return found
