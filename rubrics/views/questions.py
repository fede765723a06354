"""The question bank's pages: everybody who signs in reads them, admins change questions."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from recruiting.accounts.permissions import allowed, require
from recruiting.web.lists import page_of
from rubrics import queries
from rubrics.forms import BankForm

PER_PAGE = 25


@require_safe
def question_list(request: HttpRequest) -> HttpResponse:
    """The bank, narrowed by what the address says."""
    require(request.user, "rubrics.read_guide")
    form = BankForm(request.GET, offers=queries.offers(request.user))
    narrows = form.narrows
    context = {
        "form": form,
        "page": page_of(request, queries.search_bank(request.user, **narrows), PER_PAGE),
        "narrowed": any(narrows.values()),
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
        "may_edit": allowed(request.user, "rubrics.edit_guide", row) and row.retired_at is None,
    }
    return render(request, "rubrics/question.html", context)
