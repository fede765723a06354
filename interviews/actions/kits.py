"""What each panel member asks: kits changed by hand. Dealing them is in deals.py."""

from typing import Any

from django.db import transaction

from interviews.actions.loops import STEP, claim_plan
from interviews.actions.telling import tell
from interviews.choices import Why
from interviews.models import Answer, KitQuestion, Loop, Panelist, Scorecard
from interviews.queries.gaps import open_points, point_for
from interviews.queries.kits import place_of
from recruiting.errors import Conflict, Invalid, check_row
from recruiting.events import names
from rubrics.models import Question


@transaction.atomic
def add_question(
    *,
    panelist: Panelist,
    by: Any,
    question: Question,
    minutes: int | None = None,
    place: int | None = None,
    about: str = "",
) -> KitQuestion:
    """Put a question of the bank into a kit, at its end or as its `place`th (from 0), with what it finds out about this
    candidate as its reason.

    minutes: the bank's unless said. about: which of the things it finds out about is the reason, if that is open; else
    the weightiest. Raises Denied; Conflict if the loop is over or the person's card is in; Invalid for
    a retired question, or one that somebody in the loop asks already.
    """
    loop = claim_kit(panelist, by)
    _check_new(loop, question)
    row = KitQuestion(panelist=panelist, question=question, minutes=minutes or question.minutes)
    point = point_for(open_points(by, loop), [probe.about for probe in question.probes.all()], about)
    if point is not None:
        row.why, row.about, row.reason = Why(point.why), point.about, point.reason
    _place(check_row(row), place)
    tell(names.KIT_QUESTION_ADDED, loop, loop=loop, by=by, **_codes(panelist, row))
    return row


@transaction.atomic
def swap_question(*, kit_question: KitQuestion, by: Any, question: Question, about: str = "") -> KitQuestion:
    """Ask another question in its place. Raises what add_question and remove_question raise."""
    panelist = kit_question.panelist
    _claim_question(kit_question, by)
    place = place_of(kit_question)
    remove_question(kit_question=kit_question, by=by)
    return add_question(panelist=panelist, by=by, question=question, place=place, about=about)


@transaction.atomic
def remove_question(*, kit_question: KitQuestion, by: Any) -> None:
    """Take a question out of a kit. Raises Denied; Conflict if the loop is over, the card is in, the card has an answer
    to it, or somebody took it out meanwhile."""
    panelist = kit_question.panelist
    loop = _claim_question(kit_question, by)
    _check_unanswered(kit_question)
    codes = _codes(panelist, kit_question)
    kit_question.delete()
    tell(names.KIT_QUESTION_REMOVED, loop, loop=loop, by=by, **codes)


@transaction.atomic
def change_question(
    *,
    kit_question: KitQuestion,
    by: Any,
    panelist: Panelist | None = None,
    minutes: int | None = None,
    place: int | None = None,
) -> KitQuestion:
    """Give a question another place (from 0) in its kit, to another person of the loop, or another time.

    Raises Denied; Conflict if the loop is over, a card of the two is in, it goes to somebody else though its card has
    an answer to it, or somebody took it out meanwhile; Invalid on minutes, or for a person of another loop.
    """
    before = kit_question.panelist
    loop = _claim_question(kit_question, by)
    to = panelist or before
    if to.pk != before.pk:
        if to.interview.loop_id != loop.pk:
            raise Invalid("panelist", "other_loop", "Choose somebody of this loop.")
        _check_card(to)
        _check_unanswered(kit_question)
    kit_question.panelist, kit_question.minutes = to, minutes or kit_question.minutes
    check_row(kit_question)
    row = _place(kit_question, place if place is not None or to.pk != before.pk else place_of(kit_question))
    tell(names.KIT_QUESTION_CHANGED, loop, loop=loop, by=by, **_codes(to, row))
    return row


def claim_kit(panelist: Panelist, by: Any) -> Loop:
    """Ask the right to change a kit. Raises what claim_plan raises, and Conflict if the person's card is in."""
    loop: Loop = panelist.interview.loop
    claim_plan(loop, by)
    _check_card(panelist)
    return loop


def _claim_question(row: KitQuestion, by: Any) -> Loop:
    """Ask the right to change a question of a kit. Raises what claim_kit raises, and Conflict if it stands in that kit no
    more: saving the row would put it back."""
    loop = claim_kit(row.panelist, by)
    if not KitQuestion.objects.filter(pk=row.pk, panelist=row.panelist_id).exists():
        raise Conflict("gone", "Somebody moved this question or took it out meanwhile. Load the page again.")
    return loop


def _check_card(panelist: Panelist) -> None:
    # Read anew: it may have come in since the panel member was read.
    if Scorecard.objects.submitted().filter(panelist=panelist).exists():
        raise Conflict("card_in", "This person's scorecard is in: their kit stays as they asked it.")


def _check_unanswered(kit_question: KitQuestion) -> None:
    # Whether there is one is asked, not what it says: that is the author's alone.
    if Answer.objects.filter(kit_question=kit_question).exists():
        raise Conflict("answered", "An answer to this question is noted already, so it stays.")


def _check_new(loop: Loop, question: Question) -> None:
    if question.retired_at is not None:
        raise Invalid("question", "retired", "This question is retired: it is asked no more.")
    asked = KitQuestion.objects.filter(panelist__interview__loop=loop, question__code=question.code)
    if asked.exists():
        raise Invalid("question", "asked_already", "Somebody asks this in the loop already.")


def _place(row: KitQuestion, place: int | None) -> KitQuestion:
    """Save it as its kit's `place`th (from 0), or as its last; the others keep their order."""
    rows: list[KitQuestion] = [
        each for each in KitQuestion.objects.filter(panelist=row.panelist) if each != row
    ]
    rows.insert(len(rows) if place is None else max(0, place), row)
    for number, each in enumerate(rows, start=1):
        each.position = number * STEP
    row.save()
    KitQuestion.objects.bulk_update([each for each in rows if each != row], ["position"])
    return row


def _codes(panelist: Panelist, row: KitQuestion) -> dict[str, Any]:
    return {"user": panelist.user_id, "question": row.question_id}
