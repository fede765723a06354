"""The log: everything that happened."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from recruiting.accounts.permissions import allowed, require
from recruiting.events.queries import events
from recruiting.home.forms.log import LogFilter
from recruiting.home.loglines import HEADINGS, file_rows, line_of, names_of
from recruiting.web.exports import csv_response, export_link, is_csv
from recruiting.web.lists import page_of
from recruiting.web.shortcuts import page_or_part


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Newest first. An auditor reads numbers in the place of names."""
    require(request.user, "events.read_log")
    named = allowed(request.user, "accounts.manage_people")
    form = LogFilter(request.GET or None)
    filters: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    found = events(**filters)
    if is_csv(request) and not form.errors:
        return csv_response("log", HEADINGS, file_rows(found, named=named))
    page = page_of(request, found.select_related("actor") if named else found)
    known = names_of(page, named=named)
    context = {
        "form": form,
        "page": page,
        "lines": [line_of(event, known, named=named) for event in page],
        "export": export_link(request),
        "filtered": any(filters.values()),
    }
    return render(request, page_or_part(request, "home/log.html"), context, status=form.http_status)
