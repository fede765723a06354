"""Finding people over all jobs: by words, by filters, or by both."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from candidates.actions.exports import record_export
from candidates.choices import Listed
from candidates.finding.asking import Term
from candidates.forms.search import SearchForm
from candidates.queries import exports
from candidates.queries import search as queries
from candidates.queries.saved_views import list_views
from candidates.queries.search_rows import read_rows
from recruiting.web.exports import csv_response, export_link, is_csv
from recruiting.web.lists import link, page_of
from recruiting.web.shortcuts import page_or_part

PEOPLE_A_PAGE = 25


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """The people who have the words of `q` and are as the filters say; without either, what may be asked."""
    said = [(name, value) for name, values in request.GET.lists() for value in values]
    if any(not value for _, value in said):  # a form's empty fields: the address is one that people share
        return redirect(f"{request.path}?{urlencode([pair for pair in said if pair[1]])}")
    form = SearchForm(request.GET, user=request.user)
    if is_csv(request):
        return _file(request, form)
    context: dict[str, Any] = {
        "saved": list_views(request.user, Listed.SEARCH, request.GET),
        "save_view": f"{reverse('candidates:search-view-create')}{link(request.GET, page=None)}",
        "form": form,
        "asked": form.asked,
        "filters": form.filters(),
        "problems": form.understands,
        "cap": queries.CAP,
    }
    if not form.is_empty:
        context |= _found(request, form)
    return render(request, page_or_part(request, "candidates/search.html"), context)


def _file(request: HttpRequest, form: SearchForm) -> HttpResponse:
    """Whom the search finds, as a file; nobody, if nothing is asked."""
    reach, keys = queries.reach_of(request.user), []
    if not form.is_empty:
        keys = queries.find_people(reach, form.asked, form.wanted(), quiet_since=form.quiet_since()).keys
    record_export(by=request.user, what="search", rows=len(keys))
    return csv_response("search", exports.FOUND, exports.found_rows(reach, keys))


def _found(request: HttpRequest, form: SearchForm) -> dict[str, Any]:
    reach = queries.reach_of(request.user)
    wanted, quiet_since = form.wanted(), form.quiet_since()
    found = queries.find_people(reach, form.asked, wanted, quiet_since=quiet_since)
    page = page_of(request, found.keys, PEOPLE_A_PAGE)
    context = {
        "found": found,
        "page": page,
        "export": export_link(request),
        "rows": read_rows(reach, page.rows, form.asked.wanted, similar=found.similar),
        "without_filters": link(request.GET.__class__(""), q=form.asked.text),
    }
    if not found.keys:
        why = queries.why_nobody(reach, form.asked, wanted, quiet_since=quiet_since)
        context["why"] = why
        context["words"] = [
            (
                alone,
                _instead(request, form, alone.term, None),
                [(word, count, _instead(request, form, alone.term, word)) for word, count in alone.spellings],
            )
            for alone in why.words
        ]
    return context


def _instead(request: HttpRequest, form: SearchForm, term: Term, word: str | None) -> str:
    """The address of the same search with another word in the term's place, or with none."""
    kept = [
        word if other == term else (f"-{other.typed}" if other.negated else other.typed)
        for other in form.asked.terms
    ]
    query = form.data.copy()
    query["q"] = " ".join(part for part in kept if part)
    return link(query, page=None)
