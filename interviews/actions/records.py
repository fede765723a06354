"""Choosing what stands in the record of a decision."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from candidates.models import Application
from interviews.actions.telling import tell
from interviews.models import Loop, Rating, RecordChoice
from interviews.queries.debriefs import read_desk
from interviews.queries.records import MOST_CHOSEN, Record, read_record
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Invalid, raced
from recruiting.events import names
from rubrics.choices import CapabilityKind
from rubrics.models import Capability


@transaction.atomic
def choose_record(
    *,
    loop: Loop,
    by: Any,
    evidence: Collection[Rating] | None = None,
    grows_toward: Collection[Capability] | None = None,
    seen: int | None = None,
    now: datetime | None = None,
) -> RecordChoice:
    """Let the record of the loop's decision name these ratings, and these lines as what the person can grow toward; of
    the lines it shows those of the level that is decided. None: as it is now.

    seen: the number of the choice that was read, 0 for none. Raises Denied; Invalid for a rating of no card of the loop,
    one without a score, too many of them, or a line that is no growth; Conflict before the cards may be read, once an
    offer, a hire or a rejection stands, or if somebody else chose meanwhile.
    """
    require(by, "candidates.make_decision", loop.application)
    # Whoever decides at the same time waits for this choice, or this one for the decision.
    Application.objects.select_for_update().get(pk=loop.application_id)
    record = _open_record(loop, by)
    if seen is not None and seen != record.number:
        raise Conflict("changed", "Somebody else chose meanwhile what stands in the record.")
    ratings = [each.rating for each in record.evidence] if evidence is None else _clean(record, evidence)
    lines = record.lines if grows_toward is None else _clean_lines(grows_toward)
    choice = RecordChoice(loop=loop, number=record.number + 1, chosen_by=by, chosen_at=now or timezone.now())
    try:
        with transaction.atomic():
            choice.save()
    except IntegrityError as error:
        raise raced() from error
    choice.evidence.set(ratings)
    choice.grows_toward.set(lines)
    tell(names.RECORD_CHOSEN, choice, loop=loop, by=by)
    return choice


def _open_record(loop: Loop, by: Any) -> Record:
    """The loop's record as it is now, if what stands in it can be chosen."""
    desk = read_desk(by, loop)
    if not desk.is_readable:
        raise Conflict("not_yet", "The cards can't be read yet, so there is no evidence to choose from.")
    record = read_record(by, desk)
    if record.is_settled:
        raise Conflict(
            "settled",
            "The decision stands, so its record stays as it is. Take the decision back to change it.",
        )
    return record


def _clean(record: Record, evidence: Collection[Rating]) -> Collection[Rating]:
    if {rating.pk for rating in evidence} - {each.rating.pk for each in record.rated}:
        raise Invalid("evidence", "unknown", "Choose among the ratings of this loop's scorecards.")
    if len(evidence) > MOST_CHOSEN:
        raise Invalid("evidence", "too_many", f"Choose at most {MOST_CHOSEN}: the record stays on one page.")
    return evidence


def _clean_lines(lines: Collection[Capability]) -> Collection[Capability]:
    if any(line.kind != CapabilityKind.GROWS_TOWARD for line in lines):
        raise Invalid("grows_toward", "unknown", "Choose among what people of a level can grow toward.")
    return lines
