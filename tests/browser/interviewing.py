"""Interviews that pages are opened with: cards begun, submitted and read, one without anything; times and invitations."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from interviews.actions.feeds import make_feed_link
from interviews.actions.scheduling import schedule_interview
from interviews.actions.scorecards import amend_scorecard, read_cards, save_draft, submit_scorecard
from interviews.choices import NOT_ASSESSED
from interviews.models import Panelist, Scorecard
from interviews.queries.scorecards import criteria_of
from rubrics.models import FocusArea, Level, Question, ScorecardTemplate
from tests.factories import interviews as make
from tests.factories.accounts import make_user
from tests.factories.rubrics import make_anchor, make_criterion, make_scorecard_template

LONG_TITLE = (
    "Technical conversation about threat models, pipelines and incidents with two engineers of the team"
)
NOTE = "At Brevia: forty services, about 1,900 findings at start.\nGrouped by base image first: one fix closed 300."

BEHAVIOURS = {
    1: "Turns the rule or the scanner off when it is noisy, or sends every finding on unread.",
    2: "Triages one finding at a time; suppressions carry no reason and no end, so the same noise comes back.",
    3: "Tunes at the source, keeps suppressions in code with reason and end date, and routes findings to an owner.",
    4: "Also measures how often a finding was right, per rule, and gates only on rules that earned it.",
}


def add_cards(world: Any) -> None:
    """A seat of the member with a card half written, one not begun, and the recruiter's card, submitted and read."""
    template, level = _template(), Level.objects.get(code="mid")
    world.loop = make.make_loop(world.application, level=level, template=template, created_by=world.recruiter)
    areas = list(FocusArea.objects.order_by("position"))
    world.seat = _seat(world, world.member, areas[1:3], questions=2)
    world.empty_seat = _seat(world, world.member, [], questions=0)
    world.read_seat = _seat(world, world.recruiter, areas[:1], questions=1)
    world.colleague_seat = _seat(world, world.admin, areas[3:], questions=1)
    _begin(world.seat)
    card, _ = _submit(world.read_seat), _submit(world.colleague_seat)
    amend_scorecard(card=card, by=world.recruiter, text="She wrote that it was Vault, not Consul.")
    read_cards(cards=[card], by=world.admin)


def add_interview(world: Any) -> None:
    """An interview next week, with the member on its panel, who has a calendar link."""
    interview = make.make_interview(world.loop, title="Automation skills")
    make.make_panelist(interview, world.member)
    world.interview = schedule_interview(
        interview=interview,
        by=world.recruiter,
        starts_at=timezone.now() + timedelta(days=7),
        minutes=60,
        zone="Asia/Kathmandu",
        place="Room 4",
        link="https://meet.example.org/automation",
    )
    for person in (world.member, world.recruiter):
        make_feed_link(by=person)


def add_interviews(world: Any) -> None:
    """Thirty more to come and thirty past, one at the same time; a panel of many, and a mail that failed."""
    starts = world.interview.starts_at
    for number in range(30):
        title = LONG_TITLE if not number else f"Conversation {number}"
        for moment in (starts + number * timedelta(hours=7), starts - timedelta(days=9 + number)):
            other = make.make_scheduled(world.loop, starts_at=moment, title=title, place="Room 4")
            make.make_panelist(other, world.member)
    world.interview.mails.update(state="failed", fault="refused")
    for number in range(3):
        user = make_user(name=f"Wolfeschlegelsteinhausenbergerdorff-Krishnamurthy, Maria {number}")
        make.make_panelist(world.interview, user, response="declined")


def _template() -> ScorecardTemplate:
    """Two criteria a focus area, with anchors for every level."""
    template = make_scorecard_template(name="DevSecOps engineer")
    for area in FocusArea.objects.order_by("position"):
        for name in ("Pipeline integration", "Signal over noise"):
            criterion = make_criterion(template=template, focus_area=area, name=name)
            for level in Level.objects.all():
                for score, behaviour in BEHAVIOURS.items():
                    make_anchor(criterion=criterion, level=level, score=score, behaviour=behaviour)
    return template


def _seat(world: Any, user: Any, areas: list[FocusArea], *, questions: int) -> Panelist:
    seat = make.make_panelist(make.make_interview(world.loop), user, focus_areas=tuple(areas))
    for area in areas:
        fit = Question.objects.current().filter(focus_area=area, levels=world.loop.level)
        for question in fit.order_by("position")[:questions]:
            make.make_kit_question(
                seat, question=question, why="activity", reason="The resume does not show container scanning."
            )
    return seat


def _begin(seat: Panelist) -> None:
    first, second, *_ = criteria_of(seat).order_by("position")
    ratings = {
        first.pk: {"score": 3, "note": NOTE},
        second.pk: {"not_assessed": NOT_ASSESSED[0]},
    }
    answers = {seat.kit.first().pk: NOTE}
    save_draft(panelist=seat, by=seat.user, revision=0, ratings=ratings, answers=answers)


def _submit(seat: Panelist) -> Scorecard:
    ratings = {
        criterion.pk: {"score": 1 + number % 4, "note": NOTE}
        for number, criterion in enumerate(criteria_of(seat))
    }
    texts = {"reason": "Built it herself.", "takeaways": NOTE, "private_note": "Ask Bo."}
    save_draft(panelist=seat, by=seat.user, revision=0, ratings=ratings, recommendation=4, **texts)
    return submit_scorecard(panelist=seat, by=seat.user)
