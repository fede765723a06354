"""A loop whose panel fills cards: what tests of the debrief stand on."""

from dataclasses import dataclass, field

from candidates.models import Application
from interviews.models import Loop, Panelist, Scorecard
from recruiting.accounts.models import User
from rubrics.choices import Score
from rubrics.models import Criterion, FocusArea, Level, Question
from tests.factories import candidates as people
from tests.factories import interviews as make
from tests.factories.accounts import make_user
from tests.factories.rubrics import (
    make_anchor,
    make_criterion,
    make_focus_area,
    make_level,
    make_scorecard_template,
)

CODES = ("knowledge", "automation")
MONTHS = {"Junior": (0, 24), "Mid": (24, 60), "Senior": (60, None)}


def three_levels() -> list[Level]:
    """Junior, mid and senior; those of a loaded guide where there are any."""
    return list(Level.objects.order_by("least_months")) or [
        make_level(name=name, least_months=least, below_months=below)
        for name, (least, below) in MONTHS.items()
    ]


@dataclass
class Panel:
    """A loop for mid with two focus areas of three criteria: knowledge_1 to 3 and automation_1 to 3."""

    loop: Loop
    manager: User
    recruiter: User
    criteria: dict[str, Criterion]
    seats: dict[str, Panelist] = field(default_factory=dict)

    @property
    def application(self) -> Application:
        return self.loop.application

    def sit(self, *names: str) -> None:
        """Put people on interviews of their own."""
        for name in names:
            interview = make.make_interview(self.loop, title=f"Talk with {name}")
            self.seats[name] = make.make_panelist(interview, make_user(name=name))

    def submit(self, name: str, recommendation: int = 3, **scores: int | str) -> Scorecard:
        """Submit a card: knowledge_1=3 rates, knowledge_1="No time" says why it was not assessed."""
        card = make.make_scorecard(
            self.seats[name],
            submitted_at=make.PLANNED,
            recommendation=recommendation,
            reason=f"Reason of {name}.",
        )
        for code, said in scores.items():
            criterion = self.criteria[code]
            if isinstance(said, str):
                make.make_rating(card, criterion=criterion, score=None, note="", not_assessed=said)
            else:
                make.make_rating(card, criterion=criterion, score=said, note=f"{name} on {code}.")
        return card


def make_panel(*names: str, application: Application | None = None, **given: object) -> Panel:
    """given: of the job, where no application is."""
    recruiter = make_user("recruiter", name="Rui Recruiter")
    application = application or people.make_screened_application(
        people.make_job(recruiter=recruiter, **given), owner=recruiter
    )
    manager = people.make_member(application.job, make_user(name="Hanna Manager")).user
    levels = three_levels()
    template = make_scorecard_template()
    criteria = {}
    for place, name in enumerate(("Security knowledge", "Automation skills")):
        area = _area(name, place)
        for number in range(1, 4):
            code = f"{CODES[place]}_{number}"
            criteria[code] = make_criterion(
                template=template,
                focus_area=area,
                code=code,
                name=f"{name} {number}",
                position=10 * len(criteria),
            )
            for level in levels:
                for score in Score.values:
                    make_anchor(
                        criterion=criteria[code],
                        level=level,
                        score=score,
                        behaviour=f"{code} {level.name} {score}",
                    )
    loop = make.make_loop(application, level=levels[1], template=template, created_by=recruiter)
    panel = Panel(loop, manager, recruiter, criteria)
    panel.sit(*names)
    return panel


def _area(name: str, place: int) -> FocusArea:
    return FocusArea.objects.filter(name=name).first() or make_focus_area(name=name, position=10 * place)


def whole_panel(size: int) -> Panel:
    """So many have rated all six criteria."""
    names = [f"Person {number}" for number in range(size)]
    panel = make_panel(*names)
    for name in names:
        panel.submit(name, **dict.fromkeys(panel.criteria, 3))
    return panel


class Year:
    """Loops of one job, each with the same two raters, one criterion, and the scores that they gave."""

    def __init__(self, recruiter: User) -> None:
        self.job = people.make_job(recruiter=recruiter)
        self.area = _area("Security knowledge", 0)
        self.level = make_level()
        self.template = make.make_whole_template(self.level, areas=(self.area,))
        self.ada, self.bo = make_user(name="Ada"), make_user(name="Bo")

    def talk(self, *scores: int | None, question: Question | None = None) -> Loop:
        """One person; None: that rater did not sit there."""
        loop = make.make_loop(people.make_application(self.job), level=self.level, template=self.template)
        for rater, score in zip((self.ada, self.bo), scores, strict=False):
            if score is None:
                continue
            seat = make.make_panelist(make.make_interview(loop), rater)
            card = make.make_scorecard(seat, submitted=True)
            card.ratings.update(score=score)
            if question:
                asked = make.make_kit_question(seat, question=question)
                make.make_answer(card, kit_question=asked)
        return loop

    def talks(self, number: int, question: Question | None = None) -> list[tuple[int, int]]:
        """Bo rates one step higher where there is room."""
        scores = [(1 + at % 4, min(4, 2 + at % 4)) for at in range(number)]
        for pair in scores:
            self.talk(*pair, question=question)
        return scores
