"""What the palette finds of jobs and people, and what may be begun."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from candidates.finding.asking import parse
from candidates.finding.snippets import Snippet
from candidates.models import Candidate, Job
from candidates.queries.search import first_people, reach_of
from candidates.queries.search_rows import Row, read_rows
from recruiting.accounts.permissions import allowed
from recruiting.events.models import Event
from recruiting.web.palette import has_all, mark, places
from recruiting.web.registry import PaletteHit
from rubrics import queries as guide

MOST = 6
LEAST_LETTERS = 3
LAST_EVENTS = 40
"""Of one's own, among which the people stand that one had to do with."""

ACTIONS = (
    ("Add a person", "candidates:candidate-create", "person-plus", "candidates.create_candidate"),
    ("Open a new job", "candidates:job-create", "plus", "candidates.create_job"),
    ("Upload resumes", "candidates:people", "upload", "candidates.create_candidate"),
)


def people(user: Any, text: str) -> list[PaletteHit]:
    """People by their name, and by words of their texts; for nothing those whom one had to do with last."""
    reach = reach_of(user)
    asked = parse(text)
    keys = first_people(reach, asked, MOST) if asked.wanted else _recent(user)
    return [_person(row) for row in read_rows(reach, keys, asked.wanted)]


def _person(row: Row) -> PaletteHit:
    active = [each for each in row.applications if each.is_active]
    return PaletteHit(
        pieces=[(row.candidate.shown_name, False)],
        url=reverse("candidates:application", args=[active[0].pk])
        if active
        else reverse("candidates:candidate", args=[row.candidate.pk]),
        icon="user",
        where=active[0].stage.name if active else "",
        detail=_quote(row.hits[0].where, row.hits[0].snippet)
        if row.hits
        else [(row.candidate.headline, False)],
    )


def _quote(where: str, snippet: Snippet) -> list[tuple[str, bool]]:
    before, after = "…" if snippet.is_cut_before else "", "…" if snippet.is_cut_after else ""
    return [(f"{where}: {before}", False), *snippet.pieces, (after, False)]


def _recent(user: Any) -> list[int]:
    kinds = ("candidates.candidate", "candidates.application")
    events = Event.objects.filter(actor=user, object_type__in=kinds).order_by("-pk")
    last = list(events.values_list("object_type", "object_id")[:LAST_EVENTS])
    found: dict[int, None] = {}
    on_jobs = [pk for kind, pk in last if kind == "candidates.application"]
    whose = dict(reach_of(user).applications.filter(pk__in=on_jobs).values_list("pk", "candidate"))
    for kind, pk in last:
        if key := pk if kind == "candidates.candidate" else whose.get(pk):
            found[key] = None
    seen = set(Candidate.objects.visible_to(user).filter(pk__in=found).values_list("pk", flat=True))
    return [key for key in found if key in seen][:MOST]


def jobs(user: Any, text: str) -> list[PaletteHit]:
    """Jobs by words of their title, or by requisition id; open ones first."""
    rows = Job.objects.visible_to(user)
    for word in text.split():
        rows = rows.filter(Q(title__icontains=word) | Q(requisition_id__icontains=word))
    if not text:
        rows = rows.open()
    shown = sorted(rows.order_by("-pk")[: 4 * MOST], key=lambda job: job.status != "open")[:MOST]
    return [
        PaletteHit(
            mark(job.title, text),
            reverse("candidates:job", args=[job.pk]),
            "board",
            job.get_status_display(),
        )
        for job in shown
    ]


def actions(user: Any, text: str) -> list[PaletteHit]:
    """What may be begun from anywhere, and lists of the people who show an activity or have a flag."""
    return [*_begun(user, text), *_shown(user, text)]


def _shown(user: Any, text: str) -> list[PaletteHit]:
    if len(text) < LEAST_LETTERS:
        return []
    lists = (
        ("activity", "People who show", guide.activities(user)),
        ("flag", "People with the flag", guide.flags(user)),
    )
    found = [
        PaletteHit(
            [(f"{words}: ", False), *mark(name, text)],
            f"{reverse('candidates:search')}?{urlencode({field: code})}",
            "filter",
            "Filter",
        )
        for field, words, rows in lists
        for code, name in rows.values_list("code", "name")
        if has_all(name, text)
    ]
    return found[:MOST]


def _begun(user: Any, text: str) -> list[PaletteHit]:
    links = [(words, name, icon) for words, name, icon, right in ACTIONS if allowed(user, right)]
    return places(links, text, "Action")
