"""The Guide's pages: everybody who signs in reads them, admins edit rows."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from recruiting.accounts.permissions import allowed, require
from recruiting.web.forms import call
from recruiting.web.shortcuts import toast
from rubrics import queries
from rubrics.actions import edit_guide_row, restore_guide_row
from rubrics.choices import Section
from rubrics.forms import GuideRowForm
from rubrics.models import Question, SourcedRow


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """The overview, or with ?q= what a search finds."""
    require(request.user, "rubrics.read_guide")
    text = request.GET.get("q", "").strip()
    if text:
        search = queries.search_guide(text, user=request.user)
        return render(request, "rubrics/guide_search.html", _shell(request) | {"search": search, "q": text})
    context = _shell(request) | {"overview": queries.guide_overview(request.user)}
    if context["may_edit"]:
        context["edited"] = queries.edited_rows(request.user)
    return render(request, "rubrics/guide.html", context)


@require_safe
def guide_activities(request: HttpRequest) -> HttpResponse:
    return _page(request, Section.ACTIVITIES, areas=queries.work_areas(request.user))


@require_safe
def guide_roles(request: HttpRequest) -> HttpResponse:
    return _page(request, Section.ROLES, comparison=queries.role_comparison(request.user))


@require_safe
def guide_levels(request: HttpRequest) -> HttpResponse:
    return _page(request, Section.LEVELS, levels=queries.levels(request.user))


@require_safe
def guide_focus_areas(request: HttpRequest) -> HttpResponse:
    areas = queries.area_counts(request.user, queries.focus_areas(request.user))
    return _page(request, Section.FOCUS_AREAS, areas=areas)


@require_safe
def guide_mistakes(request: HttpRequest) -> HttpResponse:
    return _page(request, Section.MISTAKES, mistakes=queries.mistakes(request.user))


@require_safe
def guide_sourcing(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        Section.SOURCING,
        sources=queries.sources(request.user),
        backgrounds=queries.backgrounds(request.user),
    )


@require_safe
def guide_flags(request: HttpRequest) -> HttpResponse:
    return _page(request, Section.FLAGS, flags=queries.flags(request.user), rules=queries.rules_in_force())


@require_safe
def guide_glossary(request: HttpRequest) -> HttpResponse:
    return _page(request, Section.GLOSSARY, terms=queries.terms(request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def guide_row_edit(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """The form for one row's texts; a question has one of its own. Saving leads back to the row on its page."""
    row = _row_or_404(request, kind, code)
    require(request.user, "rubrics.edit_guide", row)
    if isinstance(row, Question):
        return redirect("rubrics:question-edit", row.code)
    form = GuideRowForm(request.POST or None, row=row)
    if form.is_valid() and call(
        form, edit_guide_row, row=row, by=request.user, texts=form.texts, seen=form.cleaned_data["seen"]
    ):
        toast(request, "Saved. Upgrades of the guide leave your words alone.")
        return redirect(form.result)
    if form.conflict:
        fresh = _row_or_404(request, kind, code)
        present = {name: getattr(fresh, name) for name in fresh.texts}
        form.renew(present | {"seen": fresh.edit_mark}, key="seen")
    context = _shell(request) | {"form": form, "row": row, "section": Section(row.page)}
    return render(request, "rubrics/guide_row_edit.html", context, status=form.http_status)


@require_POST
def guide_row_restore(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    row = restore_guide_row(row=_row_or_404(request, kind, code), by=request.user)
    toast(request, "The guide's words stand here again.")
    return redirect(row)


def _page(request: HttpRequest, section: Section, **content: Any) -> HttpResponse:
    """One section's page, with what the guide says about the whole section."""
    require(request.user, "rubrics.read_guide")
    principles = queries.principles(request.user, section)
    context = _shell(request) | {"section": section, "principles": principles} | content
    return render(request, f"rubrics/guide_{section.name.lower()}.html", context)


def _shell(request: HttpRequest) -> dict[str, Any]:
    """What every Guide page shows: its sections, and whether rows carry an edit link."""
    return {
        "sections": [(section, reverse(f"rubrics:guide-{section}")) for section in Section],
        "may_edit": allowed(request.user, "rubrics.edit_guide"),
    }


def _row_or_404(request: HttpRequest, kind: str, code: str) -> SourcedRow:
    row = queries.find_row(request.user, kind, code)
    if row is None:
        raise Http404
    return row
