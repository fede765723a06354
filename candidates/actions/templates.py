"""What may be done with job templates, and copies of jobs."""

from datetime import datetime
from typing import Any

from django.db import transaction

from candidates.actions.jobs import create_job
from candidates.actions.scorecards import carry_scorecard
from candidates.models import Job, JobMember, JobTemplate
from candidates.queries.drafts import needs_of
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, check_row
from recruiting.events import names
from recruiting.events.log import record

_COPIED = (
    "role_profile",
    "level",
    "department",
    "office",
    "description",
    "headcount",
    "confidential",
    "role_answers",
)


@transaction.atomic
def keep_as_template(*, job: Job, by: Any, name: str, about: str = "") -> JobTemplate:
    """Keep what a job is made of as a template for new ones. Raises Denied; Invalid for a name that is empty or
    taken; Conflict for a confidential job, since every recruiter sees a template."""
    require(by, "candidates.create_job")
    require(by, "candidates.change_job", job)
    if job.confidential:
        raise Conflict("confidential", "This job is confidential, and a template is seen by every recruiter.")
    stages = job.stages.order_by("position", "pk").values("name", "kind", "day_limit")
    template = check_row(
        JobTemplate(
            name=name.strip(),
            about=about.strip(),
            title=job.title,
            role=job.role_profile.code if job.role_profile else "",
            level=job.level.code if job.level else "",
            description=job.description,
            needs=needs_of(job),
            stages=list(stages),
            made_by=by,
        )
    )
    template.save()
    record(names.JOB_TEMPLATE_KEPT, template, by=by, job=job.pk)
    return template


@transaction.atomic
def delete_template(*, template: JobTemplate, by: Any) -> None:
    """Take a kept template away; jobs that were made of it stay. Raises Denied, Conflict for a shipped one."""
    require(by, "candidates.delete_template", template)
    if template.is_shipped:
        raise Conflict("shipped", "This template comes with Greenflag and stays.")
    pk = template.pk
    if not JobTemplate.objects.filter(pk=pk).delete()[0]:
        raise Conflict("gone", "This template was deleted already.")
    template.pk = pk
    record(names.JOB_TEMPLATE_DELETED, template, by=by)


@transaction.atomic
def copy_job(*, job: Job, by: Any, title: str, now: datetime | None = None) -> Job:
    """Make a draft like another job: its description, needs, stages, scorecard and team, without its people and requisition id.

    Raises Denied, or Invalid for the title.
    """
    require(by, "candidates.change_job", job)
    stages = list(job.stages.order_by("position", "pk").values("name", "kind", "day_limit"))
    copied = {name: getattr(job, name) for name in _COPIED}
    copy = create_job(by=by, title=title, activities=needs_of(job), stages=stages, now=now, **copied)
    carry_scorecard(job=job, copy=copy, by=by)
    team = (
        job.members.filter(user__is_active=True)
        .exclude(user=by, role="recruiter")
        .exclude(user__role="auditor")
    )
    JobMember.objects.bulk_create(JobMember(job=copy, user_id=row.user_id, role=row.role) for row in team)
    for row in team:
        record(
            names.JOB_MEMBER_ADDED, copy, by=by, job=copy.pk, codes={"user": row.user_id, "role": row.role}
        )
    return copy
