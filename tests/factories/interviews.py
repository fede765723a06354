"""Loops, panels, kits and scorecards: valid by default. What a test is about it says itself."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from candidates.models import Application, Participant
from interviews.models import (
    Amendment,
    Answer,
    Debrief,
    FeedLink,
    Interview,
    InterviewMail,
    KitQuestion,
    Loop,
    Panelist,
    Rating,
    Reading,
    RecordChoice,
    Scorecard,
)
from recruiting.accounts.models import User
from rubrics.choices import Score
from rubrics.models import Criterion, FocusArea, Level, ScorecardTemplate
from tests.factories.accounts import make_user
from tests.factories.candidates import make_application
from tests.factories.rubrics import (
    make_anchor,
    make_criterion,
    make_focus_area,
    make_level,
    make_question,
    make_scorecard_template,
)

PLANNED = datetime(2026, 3, 9, 10, 0, tzinfo=UTC)
_numbers = count(1)


def make_whole_template(
    level: Level, *, areas: tuple[FocusArea, ...] = (), **given: Any
) -> ScorecardTemplate:
    """A template with one criterion a focus area, each with its four anchors at the level."""
    template = make_scorecard_template(**given)
    for area in areas or (make_focus_area(),):
        criterion = make_criterion(template=template, focus_area=area)
        for score in Score.values:
            make_anchor(criterion=criterion, level=level, score=score, behaviour=f"Shows {score} of four.")
    return template


def make_loop(application: Application | None = None, **given: Any) -> Loop:
    """A running loop, for a level of its own unless one is given."""
    application = application or make_application()
    level = given.pop("level", None) or make_level()
    defaults = {
        "application": application,
        "level": level,
        "template": given.pop("template", None) or make_whole_template(level),
        "state": "running",
        "created_by": given.pop("created_by", None) or make_user("recruiter"),
        "created_at": PLANNED,
    }
    return Loop.objects.create(**defaults | given)


def make_interview(loop: Loop | None = None, **given: Any) -> Interview:
    loop, number = loop or make_loop(), next(_numbers)
    defaults = {"title": "Technical interview", "position": 10 * number, "uid": f"{number}@interviews.test"}
    return Interview.objects.create(loop=loop, organiser=loop.created_by, **defaults | given)


def make_scheduled(loop: Loop | None = None, *, starts_at: datetime = PLANNED, **given: Any) -> Interview:
    """An interview with a time, an hour long unless minutes are given."""
    ends_at = starts_at + timedelta(minutes=given.get("minutes", 60))
    times = {"starts_at": starts_at, "ends_at": ends_at, "zone": "Europe/Berlin", "state": "scheduled"}
    return make_interview(loop, **times | {"sequence": 1} | given)


def make_mail(
    interview: Interview | None = None, recipient: User | None = None, **given: Any
) -> InterviewMail:
    """An invitation that waits."""
    interview = interview or make_scheduled()
    recipient = recipient or make_panelist(interview).user
    defaults = {"kind": "request", "sequence": interview.sequence, "created_at": PLANNED}
    return InterviewMail.objects.create(interview=interview, recipient=recipient, **defaults | given)


def make_panelist(
    interview: Interview | None = None,
    user: User | None = None,
    *,
    focus_areas: tuple[FocusArea, ...] | None = None,
    **given: Any,
) -> Panelist:
    """Somebody on an interview who takes part in the application; theirs are all the template's areas by default."""
    interview = interview or make_interview()
    panelist = Panelist.objects.create(interview=interview, user=user or make_user(), **given)
    Participant.objects.get_or_create(application=interview.loop.application, user=panelist.user)
    if focus_areas is None:
        areas = interview.loop.template.criteria.values("focus_area")
        focus_areas = tuple(FocusArea.objects.filter(pk__in=areas))
    panelist.focus_areas.set(focus_areas)
    return panelist


def make_kit_question(panelist: Panelist | None = None, **given: Any) -> KitQuestion:
    given["question"] = given.get("question") or make_question()
    defaults = {"minutes": 10, "position": 10 * next(_numbers)}
    return KitQuestion.objects.create(panelist=panelist or make_panelist(), **defaults | given)


def make_scorecard(panelist: Panelist | None = None, *, submitted: bool = False, **given: Any) -> Scorecard:
    """A draft; submitted=True: one that recommends Yes, with every criterion of its areas rated so."""
    panelist = panelist or make_panelist()
    defaults: dict[str, Any] = {"started_at": PLANNED, "saved_at": PLANNED}
    if submitted:
        defaults |= {"submitted_at": PLANNED, "recommendation": Score.YES, "reason": "Built it herself."}
    card = Scorecard.objects.create(panelist=panelist, **defaults | given)
    if submitted:
        areas = panelist.focus_areas.all()
        for criterion in Criterion.objects.filter(
            template=panelist.interview.loop.template, focus_area__in=areas
        ):
            make_rating(card, criterion=criterion)
    return card


def make_rating(card: Scorecard | None = None, **given: Any) -> Rating:
    card = card or make_scorecard()
    given["criterion"] = given.get("criterion") or card.panelist.interview.loop.template.criteria.first()
    defaults = {"score": Score.YES, "note": "Named the trust borders without being asked."}
    return Rating.objects.create(scorecard=card, **defaults | given)


def make_answer(card: Scorecard | None = None, **given: Any) -> Answer:
    card = card or make_scorecard()
    given["kit_question"] = given.get("kit_question") or make_kit_question(card.panelist)
    return Answer.objects.create(scorecard=card, **{"note": "Began with the leaked key."} | given)


def make_amendment(card: Scorecard | None = None, **given: Any) -> Amendment:
    card = card or make_scorecard(submitted=True)
    return Amendment.objects.create(scorecard=card, **{"at": PLANNED, "text": "It was Vault."} | given)


def make_reading(card: Scorecard | None = None, **given: Any) -> Reading:
    given["reader"] = given.get("reader") or make_user()
    return Reading.objects.create(scorecard=card or make_scorecard(submitted=True), at=PLANNED, **given)


def make_debrief(loop: Loop | None = None, **given: Any) -> Debrief:
    loop = loop or make_loop()
    defaults = {"opened_at": PLANNED, "opened_by": loop.created_by}
    return Debrief.objects.create(loop=loop, **defaults | given)


def make_record_choice(loop: Loop | None = None, *evidence: Rating, **given: Any) -> RecordChoice:
    """Of nothing, unless ratings are given."""
    loop = loop or make_loop()
    defaults = {"number": 1, "chosen_by": loop.created_by, "chosen_at": PLANNED}
    choice = RecordChoice.objects.create(loop=loop, **defaults | given)
    choice.evidence.set(evidence)
    return choice


def make_feed_link(user: User | None = None, **given: Any) -> FeedLink:
    defaults = {"secret_hash": f"{next(_numbers):064x}", "created_at": PLANNED}
    return FeedLink.objects.create(user=user or make_user(), **defaults | given)
