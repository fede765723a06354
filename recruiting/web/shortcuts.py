"""Small things most views use."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

UNDO = "undo:"
Row = TypeVar("Row", bound=Model)


def find_or_404(rows: QuerySet[Row], **key: Any) -> Row:
    """The row, of rows or of a key that give one at most. Raises Http404 if there is none.

    For what is joined of many tables: get() sets a LIMIT, and with one PostgreSQL plans such a join twice as long.
    """
    for row in rows.filter(**key):
        return row
    raise Http404(f"No {rows.model._meta.verbose_name} has this key.")


def addresses_of(url_name: str) -> Callable[[int], str]:
    """What gives the addresses of many rows by their keys: the route, with one number in it, is looked up once."""
    number = 10**17
    before, after = reverse(url_name, args=[number]).split(str(number))
    return lambda pk: f"{before}{pk}{after}"


def is_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page. A boosted or restored page is a whole one."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-Boosted") != "true"
        and headers.get("HX-History-Restore-Request") != "true"
    )


def page_or_part(request: HttpRequest, template: str) -> str:
    """The page's template, or for htmx its part: "candidates/x.html" becomes "candidates/_x.html".

    The page includes the part, so both show the same. `Vary: HX-Request` comes from the middleware.
    """
    if not is_part(request):
        return template
    folder, _, name = template.rpartition("/")
    return f"{folder}/_{name}" if folder else f"_{name}"


def safe_next(request: HttpRequest) -> str | None:
    """The path in `next` of the form or the query, if it leads to this site; None otherwise."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    # redirect() would take a word without a slash for a view's name, and fail on one that nobody has.
    return target if allowed and target.startswith("/") else None


def back_or(request: HttpRequest, default: object) -> HttpResponseRedirect:
    """Redirect to `next` if it is on this site, else to default (whatever redirect() takes)."""
    return redirect(safe_next(request) or default)  # type: ignore[arg-type,return-value]


def toast(request: HttpRequest, text: str, *, undo: str = "") -> None:
    """Say on the next page (or part with {% toasts %}) what was done; undo: address a POST to which takes it back."""
    messages.success(request, text, extra_tags=f"{UNDO}{undo}" if undo else "")
