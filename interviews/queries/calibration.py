"""How interviewers agree, how strict each is, and which questions tell people apart.

Counted over the submitted cards that the reader may read, each rating against its loop's anchors. A figure is shown
only over enough ratings and people; below that, words: small numbers look like findings and are none.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from statistics import fmean, pstdev
from typing import Any

from candidates.models import Job
from interviews.agreement import RELIABLE, TENTATIVE, Interval, alpha, interval
from interviews.models import Answer, Rating, Scorecard
from recruiting.accounts.models import User
from rubrics.models import FocusArea, Question

LEAST_SHARED = 10
LEAST_ASKED = 10
LEAST_PEOPLE = 5
MOST_RATINGS = 50_000
"""The newest so many ratings are counted. It bounds what the page may cost."""


@dataclass(frozen=True)
class Said:
    """One rating."""

    card: int
    loop: int
    person: int
    criterion: int
    area: int
    rater: int
    score: int


@dataclass(frozen=True)
class Agreement:
    """How far raters agree over some criteria. name: the focus area's, "" for all. units: criteria of a person that two
    or more rated; alpha: None without variation."""

    name: str
    units: int
    people: int
    alpha: float | None
    interval: Interval | None

    @property
    def too_few(self) -> bool:
        return self.people < LEAST_PEOPLE

    @property
    def words(self) -> str:
        if self.too_few:
            return f"under {LEAST_PEOPLE} people were rated by two or more: no figure"
        if self.alpha is None:
            return "no variation: everybody got the same rating"
        if self.alpha >= RELIABLE:
            return "reliable"
        return "tentatively reliable" if self.alpha >= TENTATIVE else "not reliable"


@dataclass(frozen=True)
class Rater:
    """One interviewer. shared: ratings of a criterion of a person that somebody else rated too; kinder: by how many
    steps they rate higher than those others, on average; spread: the standard deviation of all their ratings."""

    user: User
    ratings: int
    shared: int
    people: int
    kinder: float | None
    spread: float | None

    @property
    def too_few(self) -> bool:
        return self.kinder is None

    @property
    def words(self) -> str:
        if self.kinder is None:
            few = (
                f"under {LEAST_SHARED} shared ratings"
                if self.shared < LEAST_SHARED
                else f"under {LEAST_PEOPLE} people"
            )
            return f"{few}: no figure"
        steps = round(abs(self.kinder), 1)
        if not steps:
            return "as strict as colleagues"
        return f"{steps:.1f} steps {'kinder' if self.kinder > 0 else 'stricter'} than colleagues"


@dataclass(frozen=True)
class Asked:
    """One question of the bank, over its versions. cards: on which it was answered and its focus area was rated;
    spread: the standard deviation of those cards' mean ratings there: near 0, everybody is rated alike after it."""

    question: Question
    cards: int
    people: int
    spread: float | None

    @property
    def words(self) -> str:
        if self.spread is None:
            few = f"under {LEAST_ASKED} cards" if self.cards < LEAST_ASKED else f"under {LEAST_PEOPLE} people"
            return f"{few}: no figure"
        return "tells people apart" if self.spread >= SEPARATES else "hardly tells people apart"


SEPARATES = 0.5
"""From this spread on a question is said to tell people apart: half a step of the scale."""


@dataclass(frozen=True)
class Period:
    """What is counted: cards submitted on these days, both included, of one job or of all."""

    since: date | None = None
    until: date | None = None
    job: Job | None = None


class Calibration:
    """The ratings of a period that the reader may count, and what they come to. One query; further ones on demand."""

    def __init__(self, user: Any, period: Period, jobs: Sequence[int] = ()) -> None:
        self._cards = _cards(user, period, jobs)
        rows = Rating.objects.filter(scorecard__in=self._cards.values("pk"), score__isnull=False)
        loop = "scorecard__panelist__interview__loop"
        columns = (
            "scorecard",
            loop,
            f"{loop}__application__candidate",
            "criterion",
            "criterion__focus_area",
            "scorecard__panelist__user",
            "score",
        )
        newest = rows.order_by("-scorecard__submitted_at", "-pk").values_list(*columns)
        self.ratings = [Said(*row) for row in newest[:MOST_RATINGS]]
        self.is_cut = len(self.ratings) == MOST_RATINGS

    @cached_property
    def units(self) -> list[list[Said]]:
        """The ratings of each criterion of each loop that two or more people gave."""
        found: dict[tuple[int, int], list[Said]] = defaultdict(list)
        for said in self.ratings:
            found[said.loop, said.criterion].append(said)
        return [unit for unit in found.values() if len({said.rater for said in unit}) > 1]

    def agreement(self) -> list[Agreement]:
        """Over all criteria, then of each focus area."""
        areas = FocusArea.objects.in_bulk({said.area for said in self.ratings})
        found = [_agreement("", self.units)]
        for area in sorted(areas.values(), key=lambda area: (area.position, area.pk)):
            found.append(_agreement(area.name, [unit for unit in self.units if unit[0].area == area.pk]))
        return found

    def raters(self) -> list[Rater]:
        """Everybody who rated, by name."""
        own: dict[int, list[Said]] = defaultdict(list)
        for said in self.ratings:
            own[said.rater].append(said)
        apart = self._apart()
        users = User.objects.in_bulk(own)
        found = [_rater(users[key], said, apart.get(key, [])) for key, said in own.items()]
        return sorted(found, key=lambda rater: (rater.user.name.casefold(), rater.user.pk))

    def _apart(self) -> Mapping[int, list[tuple[int, float]]]:
        """For each rater (person, own score minus the mean of the others'), of each shared rating."""
        found: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for unit in self.units:
            for said in unit:
                others = [other.score for other in unit if other.rater != said.rater]
                found[said.rater].append((said.person, said.score - fmean(others)))
        return found

    def questions(self) -> list[Asked]:
        """Questions that were answered, those that tell most apart first, those without a figure last."""
        means, people = _means(self.ratings), {said.card: said.person for said in self.ratings}
        rows = Answer.objects.filter(scorecard__in=self._cards.values("pk"))
        columns = ("kit_question__question__code", "kit_question__question__focus_area", "scorecard")
        cards: dict[str, dict[int, float]] = defaultdict(dict)
        for code, area, card in rows.values_list(*columns).order_by("-pk")[:MOST_RATINGS]:
            if (card, area) in means:
                cards[code][card] = means[card, area]
        newest = Question.objects.filter(code__in=cards).order_by("version").defer("shipped")
        by_code = {question.code: question for question in newest}
        found = [
            _asked(by_code[code], list(rated.values()), {people[card] for card in rated})
            for code, rated in cards.items()
        ]
        return sorted(found, key=lambda each: (each.spread is None, -(each.spread or 0), each.question.code))


def _cards(user: Any, period: Period, jobs: Sequence[int]) -> Any:
    rows = Scorecard.objects.visible_to(user).submitted()
    application = "panelist__interview__loop__application"
    if period.since:
        rows = rows.filter(submitted_at__date__gte=period.since)
    if period.until:
        rows = rows.filter(submitted_at__date__lte=period.until)
    if period.job:
        rows = rows.filter(**{f"{application}__job": period.job})
    return rows.filter(**{f"{application}__job__in": jobs}) if jobs else rows


def _agreement(name: str, units: Sequence[Sequence[Said]]) -> Agreement:
    people = len({unit[0].person for unit in units})
    if people < LEAST_PEOPLE:
        return Agreement(name, len(units), people, None, None)
    scores = [[float(said.score) for said in unit] for unit in units]
    return Agreement(name, len(units), people, alpha(scores), interval(scores))


def _rater(user: User, own: Sequence[Said], apart: Sequence[tuple[int, float]]) -> Rater:
    people = len({person for person, _ in apart})
    if len(apart) < LEAST_SHARED or people < LEAST_PEOPLE:
        return Rater(user, len(own), len(apart), people, None, None)
    kinder = fmean(difference for _, difference in apart)
    return Rater(user, len(own), len(apart), people, kinder, pstdev(said.score for said in own))


def _means(ratings: Iterable[Said]) -> dict[tuple[int, int], float]:
    """The mean rating of each card in each focus area."""
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for said in ratings:
        found[said.card, said.area].append(said.score)
    return {key: fmean(scores) for key, scores in found.items()}


def _asked(question: Question, means: Sequence[float], people: set[int]) -> Asked:
    shown = len(means) >= LEAST_ASKED and len(people) >= LEAST_PEOPLE
    return Asked(question, len(means), len(people), pstdev(means) if shown else None)
