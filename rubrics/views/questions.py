"""The question bank's pages: everybody who signs in reads them, admins change questions."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from recruiting.accounts.permissions import allowed, require
from recruiting.web.forms import call
from recruiting.web.lists import page_of
from recruiting.web.shortcuts import toast
from rubrics import queries
from rubrics.actions import change_question, create_question, restore_question, retire_question
from rubrics.forms import BankForm, QuestionForm
from rubrics.forms.questions import standing
from rubrics.models import FocusArea, Level, Question

PER_PAGE = 25


@require_safe
def question_list(request: HttpRequest) -> HttpResponse:
    """The bank, narrowed by what the address says."""
    require(request.user, "rubrics.read_guide")
    form = BankForm(request.GET, offers=queries.offers(request.user))
    context = {
        "form": form,
        "page": page_of(request, queries.search_bank(request.user, **form.narrows), PER_PAGE),
        "narrowed": any(form.cleaned_data.values()),
        "asked": request.GET.urlencode(),
        "may_edit": allowed(request.user, "rubrics.edit_guide"),
    }
    return render(request, "rubrics/questions.html", context)


@require_safe
def question_detail(request: HttpRequest, code: str) -> HttpResponse:
    """A question with its answers; without ?version= the version in use, or the last one."""
    require(request.user, "rubrics.read_guide")
    versions = queries.question_versions(request.user, code)
    asked = request.GET.get("version", "")
    row = next((row for row in versions if not asked or str(row.version) == asked), None)
    if row is None:
        raise Http404
    context = {
        "row": row,
        "versions": versions,
        "newest": versions[0],
        "may_edit": allowed(request.user, "rubrics.edit_guide", row) and row == versions[0],
    }
    return render(request, "rubrics/question.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def question_add(request: HttpRequest) -> HttpResponse:
    """Write a question of one's own."""
    require(request.user, "rubrics.edit_guide")
    form = QuestionForm(request.POST or None, question=None, offers=queries.offers(request.user))
    if form.is_valid() and call(form, create_question, by=request.user, **_as_rows(form.content)):
        toast(request, "The question is in the bank.")
        return redirect(form.result)
    return render(request, "rubrics/question_form.html", {"form": form}, status=form.http_status)


@require_http_methods(["GET", "HEAD", "POST"])
def question_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a question by writing its next version."""
    question = _newest_or_404(request, code)
    require(request.user, "rubrics.edit_guide", question)
    if question.retired_at and request.method != "POST":
        return redirect(question)
    form = QuestionForm(request.POST or None, question=question, offers=queries.offers(request.user))
    if form.is_valid() and call(
        form,
        change_question,
        question=question,
        by=request.user,
        content=form.content,
        seen=form.cleaned_data["seen"],
    ):
        toast(request, "Saved. Kits that ask an earlier version keep it.")
        return redirect(form.result)
    fresh = _newest_or_404(request, code) if form.conflict else question
    if form.conflict and not fresh.retired_at:
        form.renew(standing(fresh), key="seen")
    context = {"form": form, "row": question}
    return render(request, "rubrics/question_form.html", context, status=form.http_status)


def _as_rows(content: dict[str, Any]) -> dict[str, Any]:
    """A form's content with focus area and levels as rows."""
    area = FocusArea.objects.get(code=content["focus_area"])
    return content | {"focus_area": area, "levels": list(Level.objects.filter(code__in=content["levels"]))}


@require_POST
def question_retire(request: HttpRequest, code: str) -> HttpResponse:
    question = retire_question(question=_newest_or_404(request, code), by=request.user)
    toast(request, "Retired. It is asked no more, and can be used again.")
    return redirect(question)


@require_POST
def question_restore(request: HttpRequest, code: str) -> HttpResponse:
    question = restore_question(question=_newest_or_404(request, code), by=request.user)
    toast(request, "The question is in use again.")
    return redirect(question)


def _newest_or_404(request: HttpRequest, code: str) -> Question:
    versions = queries.question_versions(request.user, code)
    if not versions:
        raise Http404
    return versions[0]
