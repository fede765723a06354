"""What may be done with saved views of a list."""

from typing import Any

from django.db import transaction
from django.http import QueryDict

from candidates.models import SavedView
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Invalid, check_row
from recruiting.events import names
from recruiting.events.log import record

MOST = 50
"""Views that one person keeps of one list."""

_NOT_KEPT = ("page", "more", "stage")
"""Of an address: how far one had read, and what only one job has."""


@transaction.atomic
def save_view(*, by: Any, page: str, name: str, query: str, shared: bool = False) -> SavedView:
    """Keep a list's filters under a name; shared: everybody who sees the list may choose it, each seeing what they may.

    page: the list's URL name; query: its address's query. Raises Denied; Invalid without a name or a filter, for a
    name one has already, for one view too many, or for a shared one that names somebody.
    """
    require(by, "candidates.save_view")
    kept = QueryDict(query.removeprefix("?"), mutable=True)
    if shared and kept.get("q"):  # a person's name or address, whom not everybody who sees the view may see
        raise Invalid("shared", "names_somebody", "A view with a search for a person is for yourself only.")
    for word in _NOT_KEPT:
        kept.pop(word, None)
    if not any(kept.values()):
        raise Invalid(None, "empty", "Filter or sort the list first: a view keeps that.")
    if SavedView.objects.filter(owner=by, page=page).count() >= MOST:
        raise Invalid(None, "too_many", f"You keep {MOST} views of this list already. Delete one first.")
    view = check_row(SavedView(owner=by, page=page, name=name.strip(), query=kept.urlencode(), shared=shared))
    view.save()
    record(names.VIEW_SAVED, view, by=by, codes={"shared": shared})
    return view


@transaction.atomic
def delete_view(*, view: SavedView, by: Any) -> None:
    """Take away one's own view. Raises Denied, Conflict if it is gone."""
    require(by, "candidates.delete_view", view)
    pk = view.pk
    if not SavedView.objects.filter(pk=pk).delete()[0]:
        raise Conflict("gone", "This view was deleted already.")
    view.pk = pk
    record(names.VIEW_DELETED, view, by=by)
