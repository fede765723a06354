"""What people said of flags, resume by resume, whichever revision they looked at."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count

from candidates.choices import Verdict
from candidates.models import FlagResult, FlagReview, ResumeFacts
from candidates.studio.documents import rules_of
from candidates.studio.precision import Precision
from rubrics.models import RuleSet
from rubrics.queries import rules_in_force


def judged_flags(resumes: Iterable[int] | None = None) -> dict[tuple[int, str], bool]:
    """(resume, flag) -> whether the flag should hold, by the newest review of any of the resume's screenings.

    Agreeing with a flag that holds says that it should, disagreeing with one that doesn't says so too.
    """
    rows = FlagReview.objects.order_by("pk")
    if resumes is not None:
        rows = rows.filter(result__screening__resume__in=list(resumes))
    said = rows.values_list("result__screening__resume", "result__flag", "result__holds", "verdict")
    return {
        (resume, flag): holds == (verdict == Verdict.CONFIRMED)
        for resume, flag, holds, verdict in said.iterator()
    }


def measure_precision(rule_set: RuleSet | None = None) -> list[Precision]:
    """Each flag of the rules in force, in their order: how often people agreed that it holds where it does now.

    Counted over the resumes' current screenings, each resume once. The caller asks for the right to read rules.
    """
    revision = rules_in_force(rule_set)
    if revision is None:
        return []
    kept = ResumeFacts.objects.filter(revision__rule_set=revision.rule_set, resume__deleted_at=None)
    results = FlagResult.objects.filter(holds=True, screening__in=kept.values("screening"))
    holding = dict(results.values_list("flag").annotate(number=Count("pk")))
    judged = judged_flags()
    said: dict[str, list[bool]] = {}
    for resume, flag in _holding(results, judged):
        said.setdefault(flag, []).append(judged[resume, flag])
    return [
        Precision(
            flag.code, holding.get(flag.code, 0), len(said.get(flag.code, ())), sum(said.get(flag.code, ()))
        )
        for flag in rules_of(revision).flags
    ]


def _holding(results: Any, judged: dict[tuple[int, str], bool]) -> list[tuple[int, str]]:
    """The judged pairs whose flag holds in the resume's current screening."""
    resumes = sorted({resume for resume, _ in judged})
    found: list[tuple[int, str]] = []
    for at in range(0, len(resumes), 5_000):
        rows = results.filter(screening__resume__in=resumes[at : at + 5_000])
        found += [pair for pair in rows.values_list("screening__resume", "flag") if pair in judged]
    return found
