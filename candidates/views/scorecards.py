"""What a job's interviews are rated on: everybody who sees the job reads it, its managers adapt it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.actions.scorecards import adapt_scorecard, choose_scorecard
from candidates.forms.scorecards import ChooseScorecardForm
from candidates.models import Job
from candidates.queries import scorecards as queries
from candidates.views.jobs import find_job
from recruiting.accounts.permissions import allowed, require
from recruiting.web.forms import call
from recruiting.web.shortcuts import toast
from rubrics.forms import CriterionForm, WeightsForm
from rubrics.models import Criterion, Level, ScorecardTemplate
from rubrics.queries import criterion_choices, rated_at, whole_template
from rubrics.views.scorecards import asked_level, criterion_or_404, with_entry

SAVED = "Saved for this job. Interviews that began keep the version they began with."


@require_safe
def job_scorecard(request: HttpRequest, pk: int) -> HttpResponse:
    """The scorecard that new interviews take, at the job's level unless ?level= says another; with ?version= an earlier
    one of the job's own."""
    job = find_job(request, pk)
    found = queries.scorecards_of_job(request.user, job)
    return _page(request, job, found, ChooseScorecardForm(scorecards=found))


@require_POST
def scorecard_choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a scorecard for every job, or the job's own again."""
    job = find_job(request, pk)
    found = queries.scorecards_of_job(request.user, job)
    form = ChooseScorecardForm(request.POST, scorecards=found)
    if form.is_valid() and call(
        form, choose_scorecard, job=job, by=request.user, template=form.cleaned_data["template"]
    ):
        toast(request, "New interviews are rated on this. Those that began keep theirs.")
        return redirect("candidates:job-scorecard", job.pk)
    return _page(request, job, found, form)


def _page(
    request: HttpRequest, job: Job, found: queries.JobScorecards, form: ChooseScorecardForm
) -> HttpResponse:
    present, versions = found.present, found.versions
    asked = request.GET.get("version", "")
    shown = next((row for row in versions if str(row.version) == asked), None if asked else present)
    if asked and shown is None:
        raise Http404
    template = whole_template(shown)
    levels = list(Level.objects.visible_to(request.user))
    level = asked_level(request, levels, job.level)
    may_change = allowed(request.user, "candidates.adapt_scorecard", job)
    context = {
        "job": job,
        "row": template,
        "own": template is not None and template.code == queries.own_code(job),
        "in_use": present is not None and present == shown,
        "versions": versions,
        "levels": levels,
        "level": level,
        "areas": rated_at(template, level) if template and level else [],
        "may_adapt": may_change,
        "may_change": may_change and present == shown,
        "form": form,
    }
    return render(request, "candidates/scorecard.html", context, status=form.http_status)


@require_http_methods(["GET", "HEAD", "POST"])
def scorecard_weights(request: HttpRequest, pk: int) -> HttpResponse:
    """Weights on this job, and which criteria are left out."""
    job, template = _adaptable_or_404(request, pk)
    form = WeightsForm(request.POST or None, template=template, seen=template.pk)
    if form.is_valid() and _adapt(form, request, job, form.criteria):
        toast(request, SAVED)
        return redirect("candidates:job-scorecard", job.pk)
    if form.conflict:
        form.renew(form.present, key="seen")
    return _form_page(request, "candidates/scorecard_weights.html", form, job)


@require_http_methods(["GET", "HEAD", "POST"])
def criterion_add(request: HttpRequest, pk: int) -> HttpResponse:
    job, template = _adaptable_or_404(request, pk)
    return _criterion_page(request, job, template, None)


@require_http_methods(["GET", "HEAD", "POST"])
def criterion_edit(request: HttpRequest, pk: int, criterion: str) -> HttpResponse:
    job, template = _adaptable_or_404(request, pk)
    return _criterion_page(request, job, template, criterion_or_404(template, criterion))


def _criterion_page(
    request: HttpRequest, job: Job, template: ScorecardTemplate, criterion: Criterion | None
) -> HttpResponse:
    form = CriterionForm(
        request.POST or None, criterion=criterion, seen=template.pk, choices=criterion_choices(request.user)
    )
    if form.is_valid() and _adapt(form, request, job, with_entry(template, form.entry)):
        toast(request, SAVED)
        return redirect("candidates:job-scorecard", job.pk)
    if form.conflict:
        form.renew(form.present, key="seen")
    return _form_page(request, "candidates/scorecard_criterion.html", form, job, criterion=criterion)


def _form_page(request: HttpRequest, template: str, form: Any, job: Job, **more: Any) -> HttpResponse:
    context = {"form": form, "job": job, "back": reverse("candidates:job-scorecard", args=[job.pk])}
    return render(request, template, context | more, status=form.http_status)


def _adapt(form: Any, request: HttpRequest, job: Job, criteria: list[dict[str, Any]]) -> bool:
    return call(
        form,
        adapt_scorecard,
        job=job,
        by=request.user,
        content={"criteria": criteria},
        seen=form.cleaned_data["seen"],
    )


def _adaptable_or_404(request: HttpRequest, pk: int) -> tuple[Job, ScorecardTemplate]:
    """The job and the scorecard that its new interviews take. Raises Denied for who may not adapt it."""
    job = find_job(request, pk)
    require(request.user, "candidates.adapt_scorecard", job)
    template = whole_template(queries.template_of_job(job))
    if template is None:
        raise Http404
    return job, template
