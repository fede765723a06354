"""What a job's interviews are rated on: a scorecard template for every job, or one of the job's own."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone

from candidates.models import Job
from candidates.queries.scorecards import own_code, template_of_job
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Invalid
from recruiting.events import names
from recruiting.events.log import record
from rubrics.actions.criteria import new_template, put_content
from rubrics.models import ScorecardTemplate
from rubrics.queries import whole_template

_CHANGED = (
    "Somebody else changed this job's scorecard meanwhile. Look at what stands there now, then save again."
)


@transaction.atomic
def adapt_scorecard(
    *, job: Job, by: Any, content: Mapping[str, Any], seen: int | None = None
) -> ScorecardTemplate:
    """Change what a job's new loops are rated on: the next version of the job's own template, which the first change
    makes of the one it used. Loops that began keep theirs. Returns the version, or the same where nothing differs.

    content: some of name, note and criteria, as ScorecardTemplate.content() gives them. seen: key of the version that
    a form was made from. Raises Denied; Invalid with the field, for criteria naming criterion, level and score;
    Conflict if somebody was faster or the guide is not loaded.
    """
    require(by, "candidates.adapt_scorecard", job)
    present = whole_template(template_of_job(job))
    if present is None:
        raise Conflict("no_template", "No scorecard is in use. Load the guide first.")
    if seen is not None and seen != present.pk:
        raise Conflict("changed", _CHANGED)
    whole = {**present.content(), **content}
    if present.code == own_code(job):
        changed = put_content(present, whole, by)
    elif whole == present.content():
        return present
    else:
        changed = _own(job, whole, by)
        _point_at(job, changed)
    if changed.pk != present.pk:
        _record(job, by, changed)
    return changed


@transaction.atomic
def choose_scorecard(*, job: Job, by: Any, template: ScorecardTemplate | None) -> ScorecardTemplate | None:
    """Let a job's new loops take a template for every job, the job's own again, or with None the first of those for
    every job. The job's own stays for the loops that began with it, and can be chosen again.

    Raises Denied; Invalid for a template that is retired or another job's; Conflict if somebody was faster.
    """
    require(by, "candidates.adapt_scorecard", job)
    own = _last_of(job)
    shared = ScorecardTemplate.objects.current().shared()
    if template not in (None, own) and not shared.filter(pk=template.pk).exists():
        raise Invalid("template", "unknown", "Choose a scorecard that is in use.")
    if own is not None:
        retired_at = None if template == own else own.retired_at or timezone.now()
        ScorecardTemplate.objects.filter(pk=own.pk).update(retired_at=retired_at)
    _point_at(job, template)
    _record(job, by, template)
    return template


def carry_scorecard(*, job: Job, copy: Job, by: Any) -> None:
    """Let a copy of a job be rated on the same: the same template, or an own one that begins like the job's."""
    if job.template is None:
        return
    template = job.template
    if template.code == own_code(job):
        own = whole_template(template_of_job(job))
        if own is None or own.code != template.code:
            return
        template = _own(copy, own.content(), by)
    _point_at(copy, template)


def _own(job: Job, content: Mapping[str, Any], by: Any) -> ScorecardTemplate:
    """The next version of the job's own template, where none is in use."""
    last = ScorecardTemplate.objects.filter(code=own_code(job)).aggregate(last=Max("version"))["last"] or 0
    template = ScorecardTemplate(code=own_code(job), version=last + 1, edited_at=timezone.now(), edited_by=by)
    try:
        with transaction.atomic():
            return new_template(template, content)
    except IntegrityError as error:
        raise Conflict("changed", _CHANGED) from error


def _last_of(job: Job) -> ScorecardTemplate | None:
    return ScorecardTemplate.objects.filter(code=own_code(job)).order_by("-version").first()


def _point_at(job: Job, template: ScorecardTemplate | None) -> None:
    """One conditional UPDATE: of two people who choose at once the second is told."""
    values = {"template": template, "version": F("version") + 1, "updated_at": timezone.now()}
    if not Job.objects.filter(pk=job.pk, template=job.template_id).update(**values):
        raise Conflict("changed", _CHANGED)
    job.template = template
    job.version += 1


def _record(job: Job, by: Any, template: ScorecardTemplate | None) -> None:
    codes = {"template": template.code, "version": template.version} if template else {}
    record(names.JOB_CHANGED, job, by=by, job=job.pk, fields=["template"], codes=codes)
