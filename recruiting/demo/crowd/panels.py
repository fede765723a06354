"""Interviews for a large demo: loops dealt as the page deals them, with cards, debriefs and decisions, in bulk.

One loop in fifty still runs: two cards are in, one is a draft, one interview is still ahead. The others are closed and,
unless the candidate withdrew, decided. What stands on cards is what the anchors and the bank say of such answers.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from candidates.actions.jobs import add_member
from candidates.choices import GUARDS, ApplicationStatus, DecisionKind, JobRole
from candidates.models import Application, Decision, Job, Participant
from interviews import dealing
from interviews.actions.deals import title_of
from interviews.actions.loops import STEP
from interviews.actions.telling import tell
from interviews.choices import NOT_ASSESSED, USUAL_MINUTES, InterviewState, LoopState, Response
from interviews.models import (
    Answer,
    Debrief,
    Interview,
    KitQuestion,
    Loop,
    Panelist,
    Rating,
    Reading,
    Scorecard,
)
from interviews.queries.gaps import open_points, otherwise
from interviews.queries.kits import askable
from interviews.queries.loops import template_for
from recruiting.accounts.actions.demo import create_demo_user
from recruiting.accounts.choices import Role
from recruiting.accounts.models import User
from recruiting.demo.crowd.composing import parts, person_of
from recruiting.demo.crowd.writing import tell_the_planner
from recruiting.demo.loading import check_installation
from recruiting.errors import Conflict, Invalid
from recruiting.events import names
from recruiting.events.log import record, recorded_together
from rubrics.choices import Score
from rubrics.models import Anchor, Criterion, FocusArea, Question, ScorecardTemplate

PANEL = 4
"""People of a loop, one an interview."""

RUNNING = 50
"""Of so many loops one still runs."""

CARDS_EACH = 1_000
"""About so many cards an interviewer has."""

AT_ONCE = 200
"""Loops that are written in one transaction."""

MOST_SCORECARDS = 1_000_000
STANDING, DRAFT = 3, 2
"""Of a loop that runs: cards that there are, and the place of the one that is a draft."""


@dataclass(frozen=True)
class Bank:
    """What cards are filled with, by keys: read once."""

    areas: Mapping[str, FocusArea]
    criteria: Mapping[tuple[int, int], Sequence[Criterion]]
    anchors: Mapping[tuple[int, int, int], str]
    answers: Mapping[int, Sequence[str]]


@dataclass(frozen=True)
class Team:
    """Who plans, decides and interviews for a job, and what its loops are rated by."""

    job: Job
    template: ScorecardTemplate
    recruiter: User
    leads: User
    pool: Sequence[User]
    questions: Sequence[dealing.Question]


@dataclass
class _Loop:
    """The rows of one application's interviews; bulk_create fills in the keys."""

    loop: Loop
    team: Team
    kits: Sequence[dealing.Kit]
    interviews: list[Interview]
    seats: list[Panelist]
    kit: list[KitQuestion] = field(default_factory=list)
    cards: list[Scorecard] = field(default_factory=list)
    debrief: Debrief | None = None
    decision: Decision | None = None
    readings: list[Reading] = field(default_factory=list)


def load_interviews(*, scorecards: int, say: Callable[[str], None] = lambda _: None) -> int:
    """Bring the demo, whose crowd was made before, to so many scorecards in all, or up to three more: whole loops.

    say: takes sentences on how far it is. Returns how many were added; a call that broke off goes on at the next.
    Raises Denied without DEMO, Conflict in an installation that is no demo or has too few screened people, Invalid for
    a number that can't be.
    """
    check_installation()
    if not 1 <= scorecards <= MOST_SCORECARDS:
        raise Invalid("scorecards", "out_of_range", f"A demo has 1 to {MOST_SCORECARDS:,} scorecards.")
    before = Scorecard.objects.count()
    chosen = _applications(scorecards - before)
    teams, bank = _teams(chosen), _bank()
    for first in range(0, len(chosen), AT_ONCE):
        keys = [pk for pk, _ in chosen[first : first + AT_ONCE]]
        rows = Application.objects.filter(pk__in=keys).select_related("screening", "candidate").order_by("pk")
        with transaction.atomic(), recorded_together():
            _write([_plan(row, teams[row.job_id], bank) for row in rows], bank)
        say(f"{Scorecard.objects.count():,} of {scorecards:,} scorecards written.")
    if chosen:
        tell_the_planner()
    return Scorecard.objects.count() - before


def _applications(cards: int) -> list[tuple[int, int]]:
    """(application, job) for so many cards, those who came furthest first."""
    if cards <= 0:
        return []
    rows = Application.objects.present().filter(screening__state="done", loops=None, job__level__isnull=False)
    found, left = [], cards
    for pk, job in rows.order_by("-stage__position", "pk").values_list("pk", "job"):
        found.append((pk, job))
        left -= STANDING if _runs(pk) else PANEL
        if left <= 0:
            return found
    words = f"{cards:,} more scorecards need more people: a loop of {PANEL} each, and {len(found):,} are without one."
    raise Conflict("too_few_people", words)


def _runs(application: int) -> bool:
    return application % RUNNING == 0


def _teams(chosen: Sequence[tuple[int, int]]) -> dict[int, Team]:
    """Of each job who plans, who decides and who interviews: those of its interviewers who have time, and as many more
    as its cards need."""
    teams: dict[int, Team] = {}
    cards: Counter[int] = Counter()
    for pk, loops in sorted(Counter(job for _, job in chosen).items()):
        job = Job.objects.select_related("level").get(pk=pk)
        members: dict[str, list[User]] = defaultdict(list)
        for row in job.members.filter(user__is_active=True).select_related("user").order_by("pk"):
            members[row.role].append(row.user)
        recruiter, size = members[JobRole.RECRUITER][0], max(PANEL, -(-loops * PANEL // CARDS_EACH))
        each = loops * PANEL // size
        pool = [user for user in members[JobRole.INTERVIEWER] if cards[user.pk] + each <= CARDS_EACH]
        while len(pool) < size:
            email, name = f"interviewer.{pk}.{len(pool)}@example.org", person_of(pk * 1_000 + len(pool)).name
            user, _ = create_demo_user(email=email, name=name, role=Role.MEMBER)
            add_member(job=job, by=recruiter, user=user, role=JobRole.INTERVIEWER)
            pool.append(user)
        cards.update({user.pk: each for user in pool})
        leads = [*members[JobRole.HIRING_MANAGER], recruiter][0]
        template = template_for(job)
        loop = Loop(application=Application(job=job), level=job.level, template=template)
        teams[pk] = Team(job, template, recruiter, leads, pool, askable(recruiter, loop))
    return teams


def _bank() -> Bank:
    criteria: dict[tuple[int, int], list[Criterion]] = defaultdict(list)
    for criterion in Criterion.objects.order_by("position", "pk"):
        criteria[criterion.template_id, criterion.focus_area_id].append(criterion)
    anchors = Anchor.objects.values_list("criterion", "level", "score", "behaviour")
    answers = Question.objects.values_list("pk", "weak", "fair", "strong")
    return Bank(
        {area.code: area for area in FocusArea.objects.order_by("position", "pk")},
        criteria,
        {(criterion, level, score): words for criterion, level, score, words in anchors},
        {pk: [(text.splitlines() or ["No answer."])[0] for text in texts] for pk, *texts in answers},
    )


def _plan(application: Application, team: Team, bank: Bank) -> _Loop:
    """The loop of one application, dealt, with its times; not yet written."""
    random = Random(f"loop {application.pk}")  # noqa: S311 - no secret
    planner, pool = team.recruiter, team.pool
    application.job = team.job
    loop = Loop(
        application=application,
        level=team.job.level,
        template=team.template,
        state=LoopState.RUNNING if _runs(application.pk) else LoopState.CLOSED,
        created_by=planner,
        created_at=application.stage_since,
        version=2 + 2 * PANEL,
    )
    first = random.randrange(len(pool))
    panel = [pool[(first + place) % len(pool)] for place in range(PANEL)]
    minutes = dealing.minutes_for_questions(USUAL_MINUTES)
    kits = dealing.deal(
        [dealing.Seat(place, minutes) for place in range(PANEL)],
        team.questions,
        open_points(planner, loop),
        areas=list(bank.areas),
        otherwise=otherwise(loop.level),
    )
    interviews = _interviews(loop, kits, bank, random)
    seats = [
        Panelist(interview=interview, user=user, response=Response.ACCEPTED)
        for interview, user in zip(interviews, panel, strict=True)
    ]
    rows = _Loop(loop, team, kits, interviews, seats)
    rows.kit = list(_kit(seats, kits))
    return rows


def _interviews(loop: Loop, kits: Sequence[dealing.Kit], bank: Bank, random: Random) -> list[Interview]:
    times = _times(loop.application, random)
    return [
        Interview(
            loop=loop,
            title=title_of([bank.areas[code].name for code in kit.areas]),
            position=(place + 1) * STEP,
            starts_at=starts,
            ends_at=starts + timedelta(minutes=USUAL_MINUTES),
            zone="UTC",
            state=InterviewState.SCHEDULED,
            uid=f"{UUID(int=random.getrandbits(128), version=4)}@greenflag",
            organiser=loop.created_by,
        )
        for place, (kit, starts) in enumerate(zip(kits, times, strict=True))
    ]


def _kit(seats: Sequence[Panelist], kits: Sequence[dealing.Kit]) -> Iterator[KitQuestion]:
    for seat, kit in zip(seats, kits, strict=True):
        for number, dealt in enumerate(kit.questions, start=1):
            yield KitQuestion(
                panelist=seat,
                question_id=dealt.question,
                position=number * STEP,
                minutes=dealt.minutes,
                why=dealt.why,
                about=dealt.about,
                reason=dealt.reason,
            )


def _times(application: Application, random: Random) -> Iterator[datetime]:
    """When the interviews start: a day after the other; of a loop that runs the last is still to come, the others were
    two weeks ago."""
    running = _runs(application.pk)
    ended = application.closed_at or timezone.now() - timedelta(days=random.randint(1, 40))
    last = timezone.now() + timedelta(days=random.randint(1, 12)) if running else ended
    day = last.replace(hour=random.randint(8, 16), minute=random.choice((0, 30)), second=0, microsecond=0)
    for place in range(PANEL - 1):
        yield day - timedelta(days=PANEL - 1 - place + (13 if running else 0))
    yield day


def _write(loops: Sequence[_Loop], bank: Bank) -> None:
    Loop.objects.bulk_create(row.loop for row in loops)
    Interview.objects.bulk_create(interview for row in loops for interview in row.interviews)
    Panelist.objects.bulk_create(seat for row in loops for seat in row.seats)
    covers = Panelist.focus_areas.through
    covers.objects.bulk_create(
        covers(panelist=seat, focusarea=bank.areas[code])
        for row in loops
        for seat, kit in zip(row.seats, row.kits, strict=True)
        for code in kit.areas
    )
    KitQuestion.objects.bulk_create(item for row in loops for item in row.kit)
    takes_part = [
        Participant(application=row.loop.application, user=seat.user) for row in loops for seat in row.seats
    ]
    Participant.objects.bulk_create(takes_part, ignore_conflicts=True)
    _write_cards(loops, bank)
    _write_ends(loops)
    for row in loops:
        _record(row)


def _write_cards(loops: Sequence[_Loop], bank: Bank) -> None:
    ratings: list[Rating] = []
    answers: list[Answer] = []
    for row in loops:
        good = Random(f"good {row.loop.application_id}").choice(Score.values)  # noqa: S311 - no secret
        for seat, kit in list(zip(row.seats, row.kits, strict=True))[: _cards_of(row)]:
            ratings += _fill(row, seat, kit, good, bank)
            card = row.cards[-1]
            answers += [
                Answer(
                    scorecard=card, kit_question=item, note=bank.answers[item.question_id][min(good, 3) - 1]
                )
                for item in row.kit
                if item.panelist is seat
            ]
    Scorecard.objects.bulk_create(card for row in loops for card in row.cards)
    Rating.objects.bulk_create(ratings)
    Answer.objects.bulk_create(answers)


def _cards_of(row: _Loop) -> int:
    return STANDING if row.loop.state == LoopState.RUNNING else PANEL


def _fill(row: _Loop, seat: Panelist, kit: dealing.Kit, good: int, bank: Bank) -> list[Rating]:
    """The seat's card, added to the row, and what it rates: around how good the candidate is, as strictly as the
    interviewer rates."""
    random = Random(f"card {row.loop.application_id} {seat.user_id}")  # noqa: S311 - no secret
    strictness = Random(f"strict {seat.user_id}").choice((-1, 0, 0, 0, 1))  # noqa: S311
    ended = seat.interview.ends_at
    is_draft = row.loop.state == LoopState.RUNNING and len(row.cards) == DRAFT
    card = Scorecard(panelist=seat, revision=random.randint(8, 40), started_at=ended, saved_at=ended)
    rated: dict[str, int] = {}
    ratings = []
    for code in kit.areas:
        for criterion in bank.criteria[row.loop.template_id, bank.areas[code].pk]:
            if random.random() < 0.05:
                ratings.append(Rating(scorecard=card, criterion=criterion, not_assessed=NOT_ASSESSED[0]))
                continue
            score = min(4, max(1, good + random.choice((-1, 0, 0, 0, 1)) - strictness))
            rated[criterion.name] = score
            note = bank.anchors[criterion.pk, row.loop.level_id, score]
            ratings.append(Rating(scorecard=card, criterion=criterion, score=score, note=note))
    if not is_draft:
        total = round(sum(rated.values()) / len(rated)) if rated else good
        card.recommendation, card.submitted_at = total, ended
        card.reason = parts()["panel"]["reasons"][total - 1]
        if rated:
            best, least = max(rated, key=rated.__getitem__), min(rated, key=rated.__getitem__)
            card.takeaways = f"Best: {best}. Least: {least}."
    row.cards.append(card)
    return ratings


def _write_ends(loops: Sequence[_Loop]) -> None:
    """The debrief of each closed loop, what the hiring manager read in it, and the decision."""
    checked = dict(zip(GUARDS, parts()["panel"]["checked"], strict=True))
    closed = [row for row in loops if row.loop.state == LoopState.CLOSED]
    for row in closed:
        last = row.interviews[-1].ends_at
        row.debrief = Debrief(
            loop=row.loop,
            opened_at=last,
            opened_by=row.team.leads,
            closed_at=last,
            closed_by=row.team.leads,
            version=3,
            **checked,
        )
        row.readings = [
            Reading(scorecard=card, reader=row.team.leads, at=last)
            for card in row.cards
            if card.panelist.user_id != row.team.leads.pk
        ]
        application = row.loop.application
        if application.status != ApplicationStatus.WITHDRAWN:
            rejected = application.status == ApplicationStatus.REJECTED
            kind = DecisionKind.REJECT if rejected else DecisionKind.HOLD
            row.decision = Decision(
                application=application,
                kind=kind,
                level=row.loop.level,
                reason=parts()["panel"]["decisions"][kind],
                decided_by=row.team.leads,
                decided_at=last,
                **checked,
            )
    Debrief.objects.bulk_create(row.debrief for row in closed if row.debrief)
    Reading.objects.bulk_create(reading for row in closed for reading in row.readings)
    Decision.objects.bulk_create(row.decision for row in closed if row.decision)


def _record(row: _Loop) -> None:
    """What happened to one loop, in its order."""
    loop, by = row.loop, row.team.recruiter
    tell(names.LOOP_STARTED, loop, loop=loop, by=by)
    for interview, seat in zip(row.interviews, row.seats, strict=True):
        about: dict[str, Any] = {"interview": interview.pk}
        tell(names.INTERVIEW_ADDED, interview, loop=loop, by=by, **about)
        tell(names.PANELIST_ADDED, interview, loop=loop, by=by, **about, user=seat.user_id)
    tell(names.KIT_DEALT, loop, loop=loop, by=by, questions=len(row.kit))
    tell(names.LOOP_BEGUN, loop, loop=loop, by=by)
    for card in row.cards:
        for verb in (names.SCORECARD_STARTED, *((names.SCORECARD_SUBMITTED,) if card.is_submitted else ())):
            tell(verb, card, loop=loop, by=card.panelist.user, panelist=card.panelist_id)
    if row.debrief is not None:
        tell(names.DEBRIEF_OPENED, row.debrief, loop=loop, by=row.team.leads, early=False)
        for reading in row.readings:
            card = reading.scorecard
            tell(names.SCORECARD_READ, card, loop=loop, by=row.team.leads, panelist=card.panelist_id)
        tell(names.DEBRIEF_CLOSED, row.debrief, loop=loop, by=row.team.leads)
    if row.decision is not None:
        codes = {"application": loop.application_id, "kind": row.decision.kind}
        record(names.DECISION_MADE, row.decision, by=row.team.leads, job=loop.application.job_id, codes=codes)
