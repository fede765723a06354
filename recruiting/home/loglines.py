"""Events in words, for the page of the log and its file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from candidates.models import RejectionReason, Stage, Tag
from recruiting.accounts.models import User
from recruiting.events.models import Event
from recruiting.web.exports import CHUNK
from rubrics.models import RuleSet

# Codes that are ids: what they are called, and where their name stands if there is one to show.
CODES: dict[str, tuple[str, type[Model] | None]] = {
    "application": ("application", None),
    "candidate": ("candidate", None),
    "from": ("from stage", Stage),
    "reason": ("reason", RejectionReason),
    "rule_set": ("rule set", RuleSet),
    "stage": ("stage", Stage),
    "tag": ("tag", Tag),
    "to": ("to stage", Stage),
    "user": ("person", User),
}
HEADINGS = ("Id", "At", "Who", "What", "About", "Job", "How")
Names = dict[tuple[type[Model], int], str]


@dataclass(frozen=True)
class Line:
    """One event in words."""

    event: Event
    who: str
    what: str
    about: str
    how: list[str]


def file_rows(found: QuerySet[Event], *, named: bool) -> Iterator[Sequence[Any]]:
    """The log's lines as rows of a file, under HEADINGS."""
    walk = found.select_related("actor").iterator(chunk_size=CHUNK)
    while part := list(islice(walk, CHUNK)):
        known = names_of(part, named=named)
        for event in part:
            line = line_of(event, known, named=named)
            yield event.pk, event.at, line.who, line.what, line.about, event.job_id, "; ".join(line.how)


def names_of(events: Iterable[Event], *, named: bool) -> Names:
    """What the ids among the events' codes are called, a query for each kind of thing that occurs."""
    wanted: dict[type[Model], set[int]] = {}
    for name, value in (code for event in events for code in event.codes.items()):
        _, model = CODES.get(name, ("", None))
        if model and isinstance(value, int) and (named or model is not User):
            wanted.setdefault(model, set()).add(value)
    return {
        (model, pk): name
        for model, keys in wanted.items()
        for pk, name in model._default_manager.filter(pk__in=keys).values_list("pk", "name")
    }


def line_of(event: Event, known: Names, *, named: bool) -> Line:
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
        how=[*event.fields, *(how_of(name, value, known) for name, value in sorted(event.codes.items()))],
    )


def how_of(name: str, value: Any, known: Names) -> str:
    """One code in words: "to stage: Debrief", or "candidate 12" for an id that has no name to show."""
    noun, model = CODES.get(name, (name.replace("_", " "), None))
    if name not in CODES or not isinstance(value, int):
        return f"{noun}: {words_of(value)}"
    called = known.get((model, value)) if model else None
    return f"{noun}: {called}" if called else f"{noun} {value}"


def noun_of(object_type: str) -> str:
    """What people call rows of a model; the type itself if its app is gone."""
    try:
        return str(apps.get_model(object_type)._meta.verbose_name)
    except (LookupError, ValueError):
        return object_type


def words_of(value: Any) -> str:
    return ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)
