"""What a row constraint can't say on both databases: looked for here, listed by `manage.py check_integrity`."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import lru_cache

from django.db.models import Count, F, Q
from django.db.models.functions import Now

from candidates.choices import DecisionKind, ScreeningState
from candidates.models import Application, Candidate, Screening
from candidates.screening.assess import ACTIVITIES
from rubrics.models import RuleRevision
from rubrics.ruledoc import RuleError, load

LONG_EXPIRED = timedelta(minutes=2)
"""The sweep rings each ten seconds: a lease over for this long means that no worker or no beat runs."""


def stuck_screenings() -> Iterator[int]:
    """Running ones whose lease ended long ago: no worker took them over."""
    rows = Screening.objects.filter(state=ScreeningState.RUNNING, lease_until__lt=Now() - LONG_EXPIRED)
    yield from rows.values_list("pk", flat=True)


def screenings_without_results() -> Iterator[int]:
    """Screened ones that lack a result for one of their revision's flags, or for one of the twenty activities."""
    done = Screening.objects.filter(state=ScreeningState.DONE)
    counted = done.annotate(
        flag_count=Count("flags", distinct=True), activity_count=Count("activities", distinct=True)
    )
    for revision in RuleRevision.objects.filter(pk__in=done.values("revision")):
        whole = Q(flag_count=_flag_count(revision.document), activity_count=len(ACTIVITIES))
        yield from counted.filter(revision=revision).exclude(whole).values_list("pk", flat=True)


def screenings_with_results_too_many() -> Iterator[int]:
    """Those that are not screened, yet have results."""
    rows = Screening.objects.exclude(state=ScreeningState.DONE)
    rows = rows.filter(Q(flags__isnull=False) | Q(activities__isnull=False))
    yield from rows.distinct().values_list("pk", flat=True)


def applications_in_foreign_stages() -> Iterator[int]:
    """Those in a stage of another job."""
    rows = Application.objects.exclude(stage__job=F("job"))
    yield from rows.values_list("pk", flat=True)


def applications_with_foreign_decisions() -> Iterator[int]:
    """Those hired by a decision on another application, or by one that is no hire."""
    rows = Application.objects.filter(hire_decision__isnull=False)
    own = Q(hire_decision__application=F("pk"), hire_decision__kind=DecisionKind.HIRE)
    yield from rows.exclude(own).values_list("pk", flat=True)


def applications_with_foreign_screenings() -> Iterator[int]:
    """Those that show a screening of another person's resume."""
    rows = Application.objects.filter(screening__isnull=False)
    yield from rows.exclude(screening__resume__candidate=F("candidate")).values_list("pk", flat=True)


def people_whom_search_does_not_know() -> Iterator[int]:
    """Those without a text to search: `manage.py search_index --missing` mends it."""
    rows = Candidate.objects.present().filter(search_texts=None)
    yield from rows.values_list("pk", flat=True)


def people_merged_with_rows_left() -> Iterator[int]:
    """Merged ones that still have an application, a file or a note: a merge moves all of them."""
    rows = Candidate.objects.exclude(merged_into=None)
    left = Q(applications__isnull=False) | Q(resumes__isnull=False) | Q(notes__isnull=False)
    yield from rows.filter(left | Q(merged__isnull=False)).distinct().values_list("pk", flat=True)


def revisions_changed_after_publishing() -> Iterator[int]:
    """Published ones whose document no longer has the hash it was published with, or can't be read."""
    for revision in RuleRevision.objects.published():
        if _hash(revision.document) != revision.content_hash:
            yield revision.pk


CHECKS: dict[str, Callable[[], Iterator[int]]] = {
    "screenings that no worker takes over": stuck_screenings,
    "screenings without all results": screenings_without_results,
    "unfinished screenings with results": screenings_with_results_too_many,
    "applications in another job's stage": applications_in_foreign_stages,
    "applications without a hire decision of their own": applications_with_foreign_decisions,
    "applications with another person's screening": applications_with_foreign_screenings,
    "people whom search does not know": people_whom_search_does_not_know,
    "merged people with rows of their own": people_merged_with_rows_left,
    "rule revisions changed after publishing": revisions_changed_after_publishing,
}


@lru_cache(maxsize=32)
def _flag_count(document: str) -> int:
    try:
        return len(load(document).flags)
    except RuleError:
        return 0  # revisions_changed_after_publishing names it


def _hash(document: str) -> str:
    try:
        return load(document).content_hash
    except RuleError:
        return ""
