"""What holds of an application or a resume: asked by the action before it acts, and by the page before it offers."""

from functools import cache

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q

from candidates.choices import ApplicationStatus
from candidates.models import Application, Decision, FlagReview, Note, Participant, Resume, StageVisit
from recruiting.events import names
from recruiting.events.models import Event


def is_untouched(application: Application) -> bool:
    """Whether a person only put somebody on the job, and nothing was done since: it may be taken back."""
    if application.status != ApplicationStatus.ACTIVE or application.version > 1:
        return False
    if application.resume is not None and application.resume.job_id == application.job_id:
        return False
    return not is_worked_on(application)


def is_worked_on(application: Application) -> bool:
    """Whether somebody moved, reviewed or wrote about an application: that must not go by mistake."""
    return Application.objects.filter(_worked_on(), pk=application.pk).exists()


@cache  # it says the same of every row: five subqueries, put together once
def _worked_on() -> Q:
    here = OuterRef("pk")
    reviews = FlagReview.objects.filter(
        result__screening=OuterRef("screening"), at__gte=OuterRef("applied_at")
    )
    return (
        Q(Exists(Note.objects.present().filter(application=here)))
        | Exists(Decision.objects.filter(application=here))
        | Exists(Participant.objects.filter(application=here))
        | Exists(StageVisit.objects.filter(application=here).exclude(left_at=None))
        | Exists(reviews)
    )


def why_it_stays(resume: Resume) -> tuple[str, str] | None:
    """(code, sentence) for a resume that can't be deleted, None for one that can."""
    rows = resume.applications.present().annotate(worked_on=ExpressionWrapper(_worked_on(), BooleanField()))
    present = list(rows.values_list("status", "job_id", "worked_on", "pk"))
    if any(status != ApplicationStatus.ACTIVE for status, *_ in present):
        return (
            "decided",
            "An application with this resume has ended, so it can’t be deleted. Reopen the application first.",
        )
    if any(worked_on for *_, worked_on, _ in present):
        return (
            "worked_on",
            "Somebody moved, reviewed or wrote about this application, so its resume can’t be deleted. To end the "
            "application, reject it or record a withdrawal.",
        )
    if _was_chosen(resume, [pk for *_, pk in present]):
        return (
            "chosen",
            "This resume was chosen for an application that began with another. Choose that one first, then delete this.",
        )
    if any(job != resume.job_id for _, job, *_ in present):
        return (
            "in_use",
            "The person was put on another job with this resume, so it can’t be deleted.",
        )
    return None


def _was_chosen(resume: Resume, applications: list[int]) -> bool:
    """Whether one of these applications, which stand on the resume, began with another or none."""
    chosen = Event.objects.filter(verb=names.APPLICATION_RESUME_CHOSEN, object_type="candidates.application")
    began: dict[int, int | None] = {}
    for pk, codes in (
        chosen.filter(object_id__in=applications).order_by("pk").values_list("object_id", "codes")
    ):
        began.setdefault(pk, codes["former"])
    return any(first != resume.pk for first in began.values())
