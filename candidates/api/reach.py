"""The rows that a request's key reaches: those its owner sees now, cut down to the key's jobs if it names any."""

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.shortcuts import get_object_or_404

from candidates.models import (
    Application,
    Attachment,
    Candidate,
    Decision,
    Department,
    FlagReview,
    Job,
    JobMember,
    JobTemplate,
    Mention,
    Note,
    Office,
    PeopleImport,
    PipelineChange,
    Referral,
    RejectionReason,
    Rescreening,
    Resume,
    RuleImpact,
    SavedView,
    Screening,
    Source,
    Stage,
    Tag,
)
from candidates.queries.search import Reach, reach_of
from candidates.queries.uploads import KIND as UPLOAD
from recruiting.accounts.models import User
from recruiting.rest.problems import Refused
from recruiting.work.models import Bulk, BulkItem
from rubrics.models import RuleRevision, RuleSet, SourceChannel

Row = TypeVar("Row", bound=Model)


def jobs(request: Any) -> QuerySet[Job]:
    rows = Job.objects.visible_to(request.user)
    return rows.filter(pk__in=request.auth.jobs) if request.auth.jobs else rows


def stages(request: Any) -> QuerySet[Stage]:
    return Stage.objects.filter(job__in=jobs(request).values("pk"))


def applications(request: Any) -> QuerySet[Application]:
    rows = Application.objects.visible_to(request.user)
    return rows.filter(job__in=request.auth.jobs) if request.auth.jobs else rows


def candidates(request: Any) -> QuerySet[Candidate]:
    rows = Candidate.objects.visible_to(request.user)
    if not request.auth.jobs:
        return rows
    return rows.filter(pk__in=applications(request).values("candidate"))


def search(request: Any) -> Reach:
    """What a search by the key may find: of a key that is cut down to jobs, the texts of these."""
    found = reach_of(request.user)
    if not request.auth.jobs:
        return found
    on_jobs = applications(request)
    resumes = found.resumes.filter(Q(job__in=request.auth.jobs) | Q(pk__in=on_jobs.values("resume")))
    noted = notes(request)
    mine = Q(resume=None, note=None) | Q(resume__in=resumes.values("pk")) | Q(note__in=noted.values("pk"))
    return Reach(candidates(request), found.texts.filter(mine), resumes, noted, on_jobs, request.user)


def notes(request: Any) -> QuerySet[Note]:
    rows = Note.objects.visible_to(request.user)
    return rows.filter(application__job__in=request.auth.jobs) if request.auth.jobs else rows


def decisions(request: Any) -> QuerySet[Decision]:
    rows = Decision.objects.visible_to(request.user)
    return rows.filter(application__job__in=request.auth.jobs) if request.auth.jobs else rows


def screenings(request: Any) -> QuerySet[Screening]:
    rows = Screening.objects.visible_to(request.user)
    return rows.filter(resume__job__in=request.auth.jobs) if request.auth.jobs else rows


def resumes(request: Any) -> QuerySet[Resume]:
    """Of a key that is cut down to jobs those that came for them, or that applications for them stand on."""
    rows = Resume.objects.visible_to(request.user)
    if not request.auth.jobs:
        return rows
    return rows.filter(
        Q(job__in=request.auth.jobs) | Q(pk__in=applications(request).exclude(resume=None).values("resume"))
    )


def uploads(request: Any) -> QuerySet[Bulk]:
    """The key's owner's own, all for an admin."""
    rows = Bulk.objects.visible_to(request.user).filter(kind=UPLOAD)
    return rows.filter(job_id__in=request.auth.jobs) if request.auth.jobs else rows


def uploaded_files(request: Any) -> QuerySet[BulkItem]:
    return BulkItem.objects.filter(bulk__in=uploads(request).values("pk"))


def imports(request: Any) -> QuerySet[PeopleImport]:
    """The key's owner's own; none for a key that is cut down to jobs."""
    rows = PeopleImport.objects.visible_to(request.user).exclude(bulk=None)
    return rows.none() if request.auth.jobs else rows


def changes(request: Any) -> QuerySet[PipelineChange]:
    """The key's owner's own changes to many applications, all for an admin."""
    mine = Bulk.objects.visible_to(request.user)
    rows = PipelineChange.objects.filter(bulk__in=mine.values("pk"))
    return rows.filter(bulk__job_id__in=request.auth.jobs) if request.auth.jobs else rows


def job_templates(request: Any) -> QuerySet[JobTemplate]:
    return JobTemplate.objects.visible_to(request.user)


def members(request: Any) -> QuerySet[JobMember]:
    return JobMember.objects.filter(job__in=jobs(request).values("pk"))


def colleagues(request: Any) -> QuerySet[User]:
    """Whom something may be given to: people who can sign in, as far as the key's owner sees them."""
    return User.objects.visible_to(request.user).active()


def sources(request: Any) -> QuerySet[Source]:
    return Source.objects.visible_to(request.user)


def channels(request: Any) -> QuerySet[SourceChannel]:
    return SourceChannel.objects.visible_to(request.user)


def referrals(request: Any) -> QuerySet[Referral]:
    return Referral.objects.filter(candidate__in=candidates(request).values("pk"))


def departments(request: Any) -> QuerySet[Department]:
    return Department.objects.visible_to(request.user)


def offices(request: Any) -> QuerySet[Office]:
    return Office.objects.visible_to(request.user)


def rejection_reasons(request: Any) -> QuerySet[RejectionReason]:
    """Of both sides, the retired ones too."""
    return RejectionReason.objects.visible_to(request.user)


def reasons_of_ours(request: Any) -> QuerySet[RejectionReason]:
    """Those that an application may be rejected for now."""
    return rejection_reasons(request).filter(side="us", retired_at=None)


def reasons_of_theirs(request: Any) -> QuerySet[RejectionReason]:
    """Those that a person who withdraws may give now."""
    return rejection_reasons(request).filter(side="them", retired_at=None)


def reviews(request: Any) -> QuerySet[FlagReview]:
    """What was said of the flags of applications' current screenings."""
    rows = applications(request).values("screening")
    return FlagReview.objects.filter(result__screening__in=rows)


def mentions(request: Any) -> QuerySet[Mention]:
    """The key's owner's own."""
    rows = Mention.objects.visible_to(request.user)
    return rows.filter(note__in=notes(request).values("pk")) if request.auth.jobs else rows


def saved_views(request: Any) -> QuerySet[SavedView]:
    """None for a key that is cut down to jobs: a view is of the people of any job."""
    rows = SavedView.objects.visible_to(request.user)
    return rows.none() if request.auth.jobs else rows


def tags(request: Any) -> QuerySet[Tag]:
    return Tag.objects.visible_to(request.user)


def attachments(request: Any) -> QuerySet[Attachment]:
    return Attachment.objects.visible_to(request.user).filter(candidate__in=candidates(request).values("pk"))


def deleted_attachments(request: Any) -> QuerySet[Attachment]:
    rows = Attachment.objects.deleted_and_visible_to(request.user)
    return rows.filter(candidate__in=candidates(request).values("pk"))


def rule_sets(request: Any) -> QuerySet[RuleSet]:
    return RuleSet.objects.visible_to(request.user)


def revisions(request: Any) -> QuerySet[RuleRevision]:
    """Published ones for everybody, drafts for those who work with them."""
    return RuleRevision.objects.visible_to(request.user)


def impacts(request: Any) -> QuerySet[RuleImpact]:
    """None for a key that is cut down to jobs: an impact is about all resumes."""
    rows = RuleImpact.objects.visible_to(request.user)
    return rows.none() if request.auth.jobs else rows


def rescreenings(request: Any) -> QuerySet[Rescreening]:
    """The key's owner's own, all for an admin; none for a key that is cut down to jobs."""
    rows = Rescreening.objects.filter(bulk__in=Bulk.objects.visible_to(request.user).values("pk"))
    return rows.none() if request.auth.jobs else rows


def one(rows: QuerySet[Row], pk: int) -> Row:
    """The row with this id. Raises Http404 for one that the key doesn't reach."""
    return get_object_or_404(rows, pk=pk)


def refuse_outside_jobs(request: Any) -> None:
    """Raise Refused (403) if the key is cut down to jobs: what is about to be made belongs to none of them."""
    if request.auth.jobs:
        raise Refused(
            403, "jobs", "This key works on certain jobs only, and this would belong to none of them."
        )
