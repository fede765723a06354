"""The question bank's pages: everybody who signs in reads them, admins change questions."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from recruiting.accounts.permissions import allowed, require
from recruiting.web.lists import page_of
from recruiting.web.shortcuts import toast
from rubrics import queries
from rubrics.actions import restore_question, retire_question
from rubrics.forms import BankForm
from rubrics.models import Question

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
