"""Which scorecard a job's interviews are rated on."""

from dataclasses import dataclass
from typing import Any

from candidates.models import Job
from rubrics.models import ScorecardTemplate
from rubrics.models.querysets import JOB_PREFIX
from rubrics.queries import list_templates, template_for


def own_code(job: Job) -> str:
    """The code of the template that belongs to this job alone, whether there is one or not."""
    return f"{JOB_PREFIX}{job.pk}"


def template_of_job(job: Job) -> ScorecardTemplate | None:
    """The version that a new loop on this job takes: the one in use of the job's template, else of the first shared
    one; None before the guide is loaded. `job.template` itself may be an older version."""
    # Its code alone: a template also has what the guide shipped of it, tens of kilobytes.
    chosen = ScorecardTemplate.objects.filter(pk=job.template_id).values_list("code", flat=True)
    return template_for((chosen.first() if job.template_id else None) or "")


def own_versions(job: Job) -> list[ScorecardTemplate]:
    """The versions of the job's own template, the newest first, without their criteria. For who sees the job."""
    rows = ScorecardTemplate.objects.filter(code=own_code(job))
    return list(rows.select_related("edited_by").defer("shipped").order_by("-version"))


@dataclass(frozen=True)
class JobScorecards:
    """What a job is rated on (present), the versions of its own, and what may be chosen instead: the shared templates
    in use, and the last version of its own."""

    present: ScorecardTemplate | None
    versions: list[ScorecardTemplate]
    choices: list[ScorecardTemplate]


def scorecards_of_job(user: Any, job: Job) -> JobScorecards:
    versions = own_versions(job)
    return JobScorecards(template_of_job(job), versions, [*list_templates(user), *versions[:1]])
