"""Writing a scorecard: saved in parts while it is a draft, frozen by submitting, then only added to.

A card may be written for as long as its author sits on the panel, also when the application has ended meanwhile or
the loop is over: it says what an interview found, and nothing that was found is lost.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Model
from django.utils import timezone

from interviews.actions.telling import tell
from interviews.models import Amendment, Answer, Panelist, Rating, Reading, Scorecard
from interviews.queries.scorecards import Todo, criteria_of, unfinished
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Invalid, check_row
from recruiting.events import names
from rubrics.choices import Score

MOST_CHARACTERS = 10_000
MOST_FOR_A_REASON = 500
TEXTS = ("reason", "takeaways", "private_note")


class Unfinished(Invalid):
    """A card that can't be submitted yet. todo: all that it lacks; field and message are of the first."""

    def __init__(self, todo: list[Todo]) -> None:
        super().__init__(todo[0].field, "unfinished", todo[0].message)
        self.todo = todo


@transaction.atomic
def save_draft(
    *,
    panelist: Panelist,
    by: Any,
    revision: int,
    answers: Mapping[int, str] | None = None,
    ratings: Mapping[int, Mapping[str, Any]] | None = None,
    now: datetime | None = None,
    **changed: Any,
) -> Scorecard:
    """Save parts of the author's draft; what is not named stays. The first save begins the card.

    revision: the one that was read, 0 before the first save. answers: notes by the kit question's key. ratings: by the
    criterion's key, of score (1 to 4, or None), not_assessed (why) and note those that change; a score and a reason
    for having none replace each other. changed: recommendation, reason, takeaways, private_note. Texts are kept to the
    letter. Raises Denied, Invalid with a field such as reason, answers.31.note or ratings.7.score; Conflict if the card was saved elsewhere since,
    and then nothing is saved, or was submitted.
    """
    require(by, "interviews.write_scorecard", panelist)
    own = _own_fields(changed)
    moment = now or timezone.now()
    card = _begun(panelist, by, moment)
    drafts = Scorecard.objects.drafts().filter(pk=card.pk, revision=revision)
    if not drafts.update(revision=F("revision") + 1, saved_at=moment, **own):
        raise _moved_on(card)
    _write_answers(card, answers or {})
    _write_ratings(card, ratings or {})
    return Scorecard.objects.get(pk=card.pk)


def _own_fields(changed: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := changed.keys() - {"recommendation", *TEXTS}:
        raise TypeError(f"a scorecard has no {min(unknown)!r}")
    own: dict[str, Any] = {name: _text(name, changed[name]) for name in TEXTS if name in changed}
    if "recommendation" in changed:
        own["recommendation"] = _score("recommendation", changed["recommendation"])
    return own


def _text(name: str, text: str, most: int = MOST_CHARACTERS) -> str:
    # A field that is full may have cut a character in two: no database takes the half.
    said = text.encode("utf-8", "ignore").decode().replace("\x00", "").replace("\r\n", "\n")
    if len(said) > most:
        raise Invalid(name, "max_length", f"At most {most:,} characters.")
    return said


def _score(name: str, score: int | None) -> int | None:
    if score is not None and score not in Score.values:
        raise Invalid(name, "unknown", "Choose one of the four words.")
    return score


def _begun(panelist: Panelist, by: Any, moment: datetime) -> Scorecard:
    """The author's card; two devices that begin it at once begin one."""
    card = _card_of(panelist)
    if card is not None:
        return card
    try:
        with transaction.atomic():
            card = Scorecard.objects.create(panelist=panelist, started_at=moment, saved_at=moment)
    except IntegrityError:
        return Scorecard.objects.get(panelist=panelist)
    _tell(names.SCORECARD_STARTED, card, by)
    return card


def _card_of(panelist: Panelist) -> Scorecard | None:
    card: Scorecard | None = Scorecard.objects.filter(panelist=panelist).first()
    if card is not None:
        card.panelist = panelist
    return card


def _moved_on(card: Scorecard) -> Conflict:
    if Scorecard.objects.submitted().filter(pk=card.pk).exists():
        return Conflict(
            "already_submitted", "This card is submitted. What comes to mind later is added to it."
        )
    return Conflict("changed", "This card was saved on another device since. Nothing of it was replaced.")


def _write_answers(card: Scorecard, answers: Mapping[int, str]) -> None:
    if not answers:
        return
    kit = set(card.panelist.kit.values_list("pk", flat=True))
    texts = {pk: _text(f"answers.{pk}.note", text) for pk, text in answers.items()}
    if strange := texts.keys() - kit:
        raise Invalid(
            f"answers.{min(strange)}.question", "unknown", "This question is not in your kit any more."
        )
    card.answers.filter(kit_question__in=[pk for pk, text in texts.items() if not text]).delete()
    rows = [Answer(scorecard=card, kit_question_id=pk, note=text) for pk, text in texts.items() if text]
    _put(rows, ["scorecard", "kit_question"], ["note"])


def _write_ratings(card: Scorecard, ratings: Mapping[int, Mapping[str, Any]]) -> None:
    if not ratings:
        return
    known = set(criteria_of(card.panelist).values_list("pk", flat=True))
    if strange := ratings.keys() - known:
        raise Invalid(f"ratings.{min(strange)}.criterion", "unknown", "This criterion is not on your card.")
    had = {row.criterion_id: row for row in card.ratings.filter(criterion__in=ratings)}
    rows = [
        _rated(had.get(pk) or Rating(scorecard=card, criterion_id=pk), parts) for pk, parts in ratings.items()
    ]
    said = [row for row in rows if row.score is not None or row.not_assessed or row.note]
    empty = [row.criterion_id for row in rows if row not in said]
    card.ratings.filter(criterion__in=empty).delete()
    _put(said, ["scorecard", "criterion"], ["score", "not_assessed", "note"])


def _rated(row: Rating, parts: Mapping[str, Any]) -> Rating:
    """The rating with its new parts."""
    pk = row.criterion_id
    if "note" in parts:
        row.note = _text(f"ratings.{pk}.note", parts["note"])
    why = _text(f"ratings.{pk}.not_assessed", parts.get("not_assessed") or "", MOST_FOR_A_REASON)
    score = _score(f"ratings.{pk}.score", parts.get("score"))
    if score is not None and why:
        raise Invalid(f"ratings.{pk}.score", "both", "A criterion is rated or not assessed, never both.")
    if "score" in parts or why:
        row.score = score
    if "not_assessed" in parts or score is not None:
        row.not_assessed = why
    return row


def _put(rows: list[Any], unique: list[str], fields: list[str]) -> None:
    """Write rows, in place of those that stand there."""
    if rows:
        model: type[Model] = type(rows[0])
        for row in rows:
            row.pk = None
        model._default_manager.bulk_create(
            rows, update_conflicts=True, unique_fields=unique, update_fields=fields
        )


@transaction.atomic
def submit_scorecard(*, panelist: Panelist, by: Any, now: datetime | None = None) -> Scorecard:
    """Freeze the author's card: from now on others may read it as design.md section 6 says.

    Raises Denied; Unfinished with all that it lacks; Conflict if it is submitted already or was saved elsewhere at
    this moment.
    """
    require(by, "interviews.write_scorecard", panelist)
    card = _card_of(panelist)
    if card is not None and card.is_submitted:
        raise _moved_on(card)
    todo = unfinished(panelist, card)
    if card is None or todo:
        raise Unfinished(todo)
    read = Scorecard.objects.drafts().filter(pk=card.pk, revision=card.revision)
    if not read.update(submitted_at=now or timezone.now()):
        raise _moved_on(card)
    _tell(names.SCORECARD_SUBMITTED, card, by)
    return Scorecard.objects.get(pk=card.pk)


@transaction.atomic
def amend_scorecard(*, card: Scorecard, by: Any, text: str, now: datetime | None = None) -> Amendment:
    """Add to one's submitted card, with the date; what was submitted stays. Raises Denied, Invalid without words, or
    Conflict for a draft."""
    require(by, "interviews.write_scorecard", card.panelist)
    if not card.is_submitted:
        raise Conflict("not_submitted", "This card is a draft: write it there.")
    said = _text("text", text).strip()
    if not said:
        raise Invalid("text", "required", "Write what is to be added.")
    amendment = check_row(Amendment(scorecard=card, at=now or timezone.now(), text=said))
    amendment.save()
    _tell(names.SCORECARD_AMENDED, card, by)
    return amendment


@transaction.atomic
def read_cards(*, cards: Iterable[Scorecard], by: Any, now: datetime | None = None) -> None:
    """Write down who read others' cards, once a reader; their authors see it. cards: such as `by` may read, with their
    panelists. One query where nothing is new."""
    others = {card.pk: card for card in cards if card.panelist.user_id != by.pk}
    known = Reading.objects.filter(scorecard__in=others, reader=by).values_list("scorecard", flat=True)
    for pk in sorted(others.keys() - set(known)):
        _, is_first = Reading.objects.get_or_create(
            scorecard=others[pk], reader=by, defaults={"at": now or timezone.now()}
        )
        if is_first:
            _tell(names.SCORECARD_READ, others[pk], by)


def _tell(verb: str, card: Scorecard, by: Any) -> None:
    tell(verb, card, loop=card.panelist.interview.loop, by=by, panelist=card.panelist_id)
