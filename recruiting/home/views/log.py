"""The log: everything that happened."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from recruiting.accounts.permissions import allowed, require
from recruiting.events.models import Event
from recruiting.events.queries import events
from recruiting.home.forms.log import LogFilter
from recruiting.web.lists import page_of
from recruiting.web.shortcuts import page_or_part


@dataclass(frozen=True)
class Line:
    """One event in words."""

    event: Event
    who: str
    what: str
    about: str
    how: list[str]


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Newest first. An auditor reads numbers in the place of names."""
    require(request.user, "events.read_log")
    named = allowed(request.user, "accounts.manage_people")
    form = LogFilter(request.GET or None)
    filters: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    found = events(**filters)
    page = page_of(request, found.select_related("actor") if named else found)
    context = {
        "form": form,
        "page": page,
        "lines": [line_of(event, named=named) for event in page],
        "filtered": any(filters.values()),
    }
    return render(request, page_or_part(request, "home/log.html"), context, status=form.http_status)


def line_of(event: Event, *, named: bool) -> Line:
    """The event in words; unless `named`, without the actor's name."""
    if event.actor_id is None:
        who = "the system"
    elif named and event.actor is not None:
        who = event.actor.name or f"person {event.actor_id}"
    else:
        who = f"person {event.actor_id}"
    return Line(
        event=event,
        who=who,
        what=event.verb.replace(".", " ").replace("_", " "),
        about=f"{noun_of(event.object_type)} {event.object_id}",
        how=[*event.fields, *(f"{name}: {words_of(value)}" for name, value in sorted(event.codes.items()))],
    )


def noun_of(object_type: str) -> str:
    """What people call rows of a model; the type itself if its app is gone."""
    try:
        return str(apps.get_model(object_type)._meta.verbose_name)
    except (LookupError, ValueError):
        return object_type


def words_of(value: Any) -> str:
    return ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)
