"""What holds of an application or a resume: asked by the action before it acts, and by the page before it offers."""

from candidates.choices import ApplicationStatus
from candidates.models import Application, FlagReview, Resume


def is_untouched(application: Application) -> bool:
    """Whether a person only put somebody on the job, and nothing was done since: it may be taken back."""
    if application.status != ApplicationStatus.ACTIVE or application.version > 1:
        return False
    if application.resume is not None and application.resume.job_id == application.job_id:
        return False
    reviews = FlagReview.objects.filter(
        result__screening=application.screening_id, at__gte=application.applied_at
    )
    return not (
        application.notes.filter(deleted_at=None).exists()
        or application.decisions.exists()
        or application.participants.exists()
        or (application.screening_id and reviews.exists())
    )


def why_it_stays(resume: Resume) -> tuple[str, str] | None:
    """(code, sentence) for a resume that can't be deleted, None for one that can."""
    present = list(resume.applications.present().values_list("status", "job_id"))
    if any(status != ApplicationStatus.ACTIVE for status, _ in present):
        return (
            "decided",
            "An application with this resume has ended, so it stays. Reopen the application first.",
        )
    if any(job != resume.job_id for _, job in present):
        return (
            "in_use",
            "The person was put on another job with this resume, so it stays.",
        )
    return None
