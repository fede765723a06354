"""Making one person of two records. Nothing is lost: what came meanwhile follows, and the old address leads on."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Min
from django.utils import timezone

from candidates.actions.applications import update_application
from candidates.actions.endings import tell_ended
from candidates.actions.holding import hold_pair, require_known
from candidates.actions.searching import index_people
from candidates.choices import ApplicationStatus, ContactKind
from candidates.models import (
    Application,
    Attachment,
    Candidate,
    Contact,
    ExternalId,
    Note,
    Referral,
    Resume,
)
from candidates.queries.duplicates import FIELDS, find_doubled
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Invalid
from recruiting.events import names
from recruiting.events.log import record

TAKEN = (*FIELDS, ContactKind.EMAIL.value, ContactKind.PHONE.value)
OTHER_GOES_ON = "Two records of one person were merged: the other application goes on."


@transaction.atomic
def merge_candidates(
    *,
    kept: Candidate,
    merged: Candidate,
    by: Any,
    take: Collection[str] = (),
    goes_on: Collection[int] = (),
    versions: tuple[int, int] | None = None,
    now: datetime | None = None,
) -> Candidate:
    """Move all that hangs on `merged` to `kept`, who takes the old address over.

    take: of TAKEN the fields whose value comes from `merged`; empty ones are filled from there anyhow. goes_on: of each
    job on which both are active the id of the application that goes on (the one that has come further, if not said);
    the other is closed as withdrawn. versions: of the two as they were read. Raises Denied; Invalid for one and the
    same person or a choice that there is not; Conflict if one of them was merged or changed meanwhile.
    """
    for person in (kept, merged):
        require(by, "candidates.merge_candidate", person)
        require_known(by, person.pk)
    if kept.pk == merged.pk:
        raise Invalid("merged", "same", "Choose two different people.")
    if unknown := set(take) - set(TAKEN):
        raise Invalid("take", "unknown", f"There is no value {min(unknown)!r} to take.")
    kept, merged = hold_pair(kept, merged)
    if versions is not None and (kept.version, merged.version) != tuple(versions):
        raise Conflict("changed", "Somebody else changed one of the two meanwhile.")
    moment = now or timezone.now()
    _close_doubled(kept, merged, by, set(goes_on), moment)
    _move(kept, merged)
    _move_contacts(kept, merged, take)
    _join_fields(kept, merged, take)
    Candidate.objects.filter(merged_into=merged).update(merged_into=kept)
    Candidate.objects.filter(pk=merged.pk).update(
        merged_into=kept, version=F("version") + 1, updated_at=moment
    )
    index_people([kept.pk, merged.pk])
    codes = {"candidate": merged.pk, "taken": sorted(take)}
    record(names.CANDIDATE_MERGED, kept, by=by, codes=codes)
    return Candidate.objects.get(pk=kept.pk)


def _close_doubled(kept: Candidate, merged: Candidate, by: Any, goes_on: set[int], moment: datetime) -> None:
    """One active application a job. On jobs that `by` doesn't see the one that has come further goes on."""
    doubled = find_doubled(kept, merged, Application.objects.present())
    if goes_on - {row.pk for pair in doubled for row in pair.both}:
        raise Invalid(
            "goes_on", "unknown", "Choose one of the applications for a job on which both are active."
        )
    for pair in doubled:
        stays = next((row for row in pair.both if row.pk in goes_on), pair.further)
        ends = next(row for row in pair.both if row.pk != stays.pk)
        update_application(
            ends, status=ApplicationStatus.WITHDRAWN, reason_note=OTHER_GOES_ON, closed_at=moment
        )
        record(names.APPLICATION_WITHDRAWN, ends, by=by, job=ends.job_id, codes={"application": stays.pk})
        tell_ended(ends, by=by, now=moment)


def _move(kept: Candidate, merged: Candidate) -> None:
    moment = timezone.now()
    Application.objects.filter(candidate=merged).update(candidate=kept, updated_at=moment)
    for model in (Resume, Note, Attachment, Referral):
        model.objects.filter(candidate=merged).update(candidate=kept)
    ids = ExternalId.objects.filter(object_type=Candidate._meta.label_lower, object_id=merged.pk)
    ids.update(object_id=kept.pk)
    kept.tags.add(*merged.tags.all())


def _move_contacts(kept: Candidate, merged: Candidate, take: Collection[str]) -> None:
    """The kept person's own come first; of a kind that is taken the merged one's first does."""
    firsts = {kind: merged.contacts.current().filter(kind=kind).first() for kind in ContactKind}
    has = set(kept.contacts.values_list("kind", "value_key"))
    last = kept.contacts.aggregate(last=Max("position"))["last"] or 0
    for number, contact in enumerate(merged.contacts.order_by("position", "pk"), start=1):
        if (contact.kind, contact.value_key) in has:
            contact.delete()
        else:
            Contact.objects.filter(pk=contact.pk).update(candidate=kept, position=last + number)
    for kind, first in firsts.items():
        if first is not None and kind.value in take:
            before = kept.contacts.filter(kind=kind).aggregate(first=Min("position"))["first"] or 0
            same = kept.contacts.filter(kind=kind, value_key=first.value_key)
            same.update(position=before - 1, corrected=False)


def _join_fields(kept: Candidate, merged: Candidate, take: Collection[str]) -> None:
    values: dict[str, Any] = {
        field: getattr(merged, field)
        for field in FIELDS
        if getattr(merged, field) and (field in take or not getattr(kept, field))
    }
    for field in ("read_name", "read_headline"):
        values[field] = getattr(kept, field) or getattr(merged, field)
    values["links"] = list(dict.fromkeys([*kept.links, *merged.links]))
    days = [day for day in (kept.retain_until, merged.retain_until) if day]
    values["retain_until"] = max(days) if days else None
    rows = Candidate.objects.filter(pk=kept.pk)
    rows.update(version=F("version") + 1, updated_at=timezone.now(), **values)
