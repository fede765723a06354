"""The scorecard templates' pages: everybody who signs in reads them, admins change them."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from recruiting.accounts.permissions import allowed, require
from recruiting.web.forms import call
from recruiting.web.lists import page_of
from recruiting.web.shortcuts import toast
from rubrics import queries
from rubrics.actions import change_template, copy_template, restore_template, retire_template
from rubrics.choices import QuestionState
from rubrics.forms import CopyForm, CriterionForm, WeightsForm
from rubrics.models import Criterion, Level, ScorecardTemplate

PER_PAGE = 25
SAVED = "Saved as the next version. Interviews that began keep theirs."


@require_safe
def scorecard_list(request: HttpRequest) -> HttpResponse:
    """The templates in use, or with ?show=retired the others."""
    require(request.user, "rubrics.read_guide")
    retired = request.GET.get("show") == QuestionState.RETIRED
    rows = queries.list_templates(request.user, QuestionState.RETIRED if retired else QuestionState.IN_USE)
    context = {"page": page_of(request, rows, PER_PAGE), "retired": retired}
    return render(request, "rubrics/scorecards.html", context)


@require_safe
def scorecard_detail(request: HttpRequest, code: str) -> HttpResponse:
    """A template at one level; without ?version= the version in use, or the last one."""
    require(request.user, "rubrics.read_guide")
    versions = _versions_or_404(request, code)
    asked = request.GET.get("version", "")
    row = next((row for row in versions if not asked or str(row.version) == asked), None)
    template = queries.whole_template(row)
    if template is None:
        raise Http404
    levels = list(Level.objects.visible_to(request.user))
    level = asked_level(request, levels)
    may_edit = allowed(request.user, "rubrics.edit_guide", template)
    context = {
        "row": template,
        "versions": versions,
        "newest": versions[0],
        "may_edit": may_edit,
        "may_change": may_edit and template.pk == versions[0].pk and template.retired_at is None,
        "levels": levels,
        "level": level,
        "areas": queries.rated_at(template, level) if level else [],
    }
    return render(request, "rubrics/scorecard.html", context)


def asked_level(request: HttpRequest, levels: Sequence[Level], usual: Level | None = None) -> Level | None:
    """The level that ?level= names; else the usual one, else the first. None before the guide is loaded."""
    asked = request.GET.get("level", "")
    return next((level for level in levels if level.code == asked), None) or usual or next(iter(levels), None)


@require_http_methods(["GET", "HEAD", "POST"])
def scorecard_copy(request: HttpRequest, code: str) -> HttpResponse:
    """A template of one's own that begins as this one."""
    template = _newest_or_404(request, code)
    require(request.user, "rubrics.edit_guide", template)
    form = CopyForm(request.POST or None)
    if form.is_valid() and call(
        form, copy_template, template=template, by=request.user, name=form.cleaned_data["name"]
    ):
        toast(request, "Copied. What you change here changes nothing in the other one.")
        return redirect(form.result)
    context = {"form": form, "row": template}
    return render(request, "rubrics/scorecard_copy.html", context, status=form.http_status)


@require_http_methods(["GET", "HEAD", "POST"])
def scorecard_weights(request: HttpRequest, code: str) -> HttpResponse:
    """Weights, and which criteria are left out."""
    template = _newest_or_404(request, code)
    require(request.user, "rubrics.edit_guide", template)
    form = WeightsForm(request.POST or None, template=template, seen=template.version)
    if form.is_valid() and _change(form, request, template, form.criteria):
        toast(request, SAVED)
        return redirect(form.result)
    if form.conflict:
        form.renew(form.present, key="seen")
    context = {"form": form, "row": template, "back": template.get_absolute_url()}
    return render(request, "rubrics/scorecard_weights.html", context, status=form.http_status)


@require_http_methods(["GET", "HEAD", "POST"])
def criterion_add(request: HttpRequest, code: str) -> HttpResponse:
    template = _newest_or_404(request, code)
    return _criterion_page(request, template, None)


@require_http_methods(["GET", "HEAD", "POST"])
def criterion_edit(request: HttpRequest, code: str, criterion: str) -> HttpResponse:
    template = _newest_or_404(request, code)
    return _criterion_page(request, template, criterion_or_404(template, criterion))


def criterion_or_404(template: ScorecardTemplate, code: str) -> Criterion:
    for row in template.criteria.all():
        if row.code == code:
            return row
    raise Http404


def _criterion_page(
    request: HttpRequest, template: ScorecardTemplate, criterion: Criterion | None
) -> HttpResponse:
    require(request.user, "rubrics.edit_guide", template)
    form = CriterionForm(
        request.POST or None,
        criterion=criterion,
        seen=template.version,
        choices=queries.criterion_choices(request.user),
    )
    if form.is_valid() and _change(form, request, template, with_entry(template, form.entry)):
        toast(request, SAVED)
        return redirect(form.result)
    if form.conflict:
        form.renew(form.present, key="seen")
    context = {"form": form, "row": template, "criterion": criterion, "back": template.get_absolute_url()}
    return render(request, "rubrics/scorecard_criterion.html", context, status=form.http_status)


def with_entry(template: ScorecardTemplate, entry: dict[str, Any]) -> list[dict[str, Any]]:
    """The template's criteria with this one in its place, or behind them if it is new."""
    present = template.content()["criteria"]
    if not entry["code"]:
        return [*present, entry]
    return [entry if other["code"] == entry["code"] else other for other in present]


def _change(
    form: Any, request: HttpRequest, template: ScorecardTemplate, criteria: list[dict[str, Any]]
) -> bool:
    return call(
        form,
        change_template,
        template=template,
        by=request.user,
        content={"criteria": criteria},
        seen=form.cleaned_data["seen"],
    )


@require_POST
def scorecard_take(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """Make an older version's content the next version."""
    newest = _newest_or_404(request, code)
    older = next((row for row in _versions_or_404(request, code) if row.version == version), None)
    whole = queries.whole_template(older)
    if whole is None:
        raise Http404
    changed = change_template(template=newest, by=request.user, content=whole.content())
    toast(request, f"Version {version} is used again, as version {changed.version}.")
    return redirect(changed)


@require_POST
def scorecard_retire(request: HttpRequest, code: str) -> HttpResponse:
    template = retire_template(template=_newest_or_404(request, code), by=request.user)
    toast(request, "Retired. New interviews don't take it; it can be used again.")
    return redirect(template)


@require_POST
def scorecard_restore(request: HttpRequest, code: str) -> HttpResponse:
    template = restore_template(template=_newest_or_404(request, code), by=request.user)
    toast(request, "The scorecard is in use again.")
    return redirect(template)


def _versions_or_404(request: HttpRequest, code: str) -> list[ScorecardTemplate]:
    versions = queries.template_versions(request.user, code)
    if not versions:
        raise Http404
    return versions


def _newest_or_404(request: HttpRequest, code: str) -> ScorecardTemplate:
    """The newest version with its criteria."""
    template = queries.whole_template(_versions_or_404(request, code)[0])
    if template is None:
        raise Http404
    return template
