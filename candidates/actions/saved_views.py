"""What may be done with saved views of a list."""

from typing import Any

from django.db import transaction
from django.http import QueryDict

from candidates.choices import Listed
from candidates.models import SavedView
from candidates.queries.search import names_somebody
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Invalid, check_row
from recruiting.events import names
from recruiting.events.log import record

MOST = 50
"""Views that one person keeps of one list."""

_NOT_KEPT = ("page", "more", "stage", "as")
"""Of an address: how far one had read, and what only one job has."""


@transaction.atomic
def save_view(*, by: Any, page: str, name: str, query: str, shared: bool = False) -> SavedView:
    """Keep a list's filters under a name; shared: everybody who sees the list may choose it, each seeing what they may.

    page: a Listed; query: its address's query. Raises Denied; Invalid without a name or a filter, for a name one has
    already, for one view too many, or for a shared one that names somebody.
    """
    require(by, "candidates.save_view")
    kept = QueryDict(query.removeprefix("?"), mutable=True)
    for word in _NOT_KEPT:
        kept.pop(word, None)
    if not any(kept.values()):
        raise Invalid(None, "empty", "Filter or sort the list first: a view keeps that.")
    if SavedView.objects.filter(owner=by, page=page).count() >= MOST:
        raise Invalid(None, "too_many", f"You keep {MOST} views of this list already. Delete one first.")
    view = check_row(SavedView(owner=by, page=page, name=name.strip(), query=kept.urlencode(), shared=shared))
    _check_shared(view, by)
    view.save()
    record(names.VIEW_SAVED, view, by=by, codes={"shared": shared})
    return view


@transaction.atomic
def change_view(
    *, view: SavedView, by: Any, name: str | None = None, shared: bool | None = None
) -> SavedView:
    """Give one's own view another name, share it or keep it for oneself. None leaves a value as it is.

    Raises Denied; Invalid as save_view does, Conflict if it is gone.
    """
    require(by, "candidates.change_view", view)
    before = (view.name, view.shared)
    view.name = view.name if name is None else name.strip()
    view.shared = view.shared if shared is None else shared
    if (view.name, view.shared) == before:
        return view
    check_row(view)
    _check_shared(view, by)
    if not SavedView.objects.filter(pk=view.pk).update(name=view.name, shared=view.shared):
        raise Conflict("gone", "This view was deleted already.")
    record(names.VIEW_CHANGED, view, by=by, codes={"shared": view.shared})
    return view


@transaction.atomic
def delete_view(*, view: SavedView, by: Any) -> None:
    """Take away one's own view. Raises Denied, Conflict if it is gone."""
    require(by, "candidates.change_view", view)
    pk = view.pk
    if not SavedView.objects.filter(pk=pk).delete()[0]:
        raise Conflict("gone", "This view was deleted already.")
    view.pk = pk
    record(names.VIEW_DELETED, view, by=by)


def _check_shared(view: SavedView, by: Any) -> None:
    """Whoever is named in a view is known to its owner, and not to everybody who sees the view. On a job all words are
    somebody's name or address; a search's mostly are what somebody can do."""
    words = " ".join(QueryDict(view.query).getlist("q"))
    if view.shared and words and (view.page == Listed.JOB or names_somebody(by, words)):
        raise Invalid("shared", "names_somebody", "A view with a search for a person is for yourself only.")
