"""Today: what waits for this person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from recruiting.web import registry
from recruiting.web.shortcuts import page_or_part


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """One list of what waits, by kind; apps register the kinds."""
    groups = [(item, item.rows(request.user)) for item in registry.home_items.for_user(request.user)]
    waiting = [(item, rows) for item, rows in groups if rows]
    return render(request, page_or_part(request, "home/today.html"), {"groups": waiting})
