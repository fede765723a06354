"""A scorecard for its author and for those who may read it: what is asked, what is rated, what is still to do."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from candidates.models import Candidate
from candidates.queries.identity import say
from interviews.choices import OTHER_REASON
from interviews.models import Amendment, Answer, KitQuestion, Loop, Panelist, Rating, Reading, Scorecard
from rubrics.choices import Score
from rubrics.models import Anchor, Criterion, FocusArea


@dataclass(frozen=True)
class Todo:
    """Something that a card lacks before it can be submitted. field: as save_draft names it."""

    field: str
    message: str


@dataclass(frozen=True)
class LevelAnchors:
    """What each score means at one level. is_own: it is the level of the loop."""

    level: str
    is_own: bool
    by_score: Sequence[tuple[int, str, str]]


@dataclass
class Rated:
    """A criterion of a card with its anchors, the loop's level first, and what the author said of it, if anything."""

    criterion: Criterion
    anchors: list[LevelAnchors]
    rating: Rating | None = None

    @property
    def own(self) -> LevelAnchors | None:
        """The anchors of the loop's level; None where the template has none for it."""
        return next((level for level in self.anchors if level.is_own), None)

    @property
    def meant(self) -> str:
        """What the given score means at the loop's level, "" without one."""
        score = self.rating.score if self.rating else None
        meanings = self.own.by_score if self.own else ()
        return next((behaviour for each, _, behaviour in meanings if each == score), "")

    @property
    def others(self) -> list[LevelAnchors]:
        return [level for level in self.anchors if not level.is_own]


@dataclass
class Asked:
    """A question of the kit with its number there, and the author's note."""

    question: KitQuestion
    number: int
    answer: Answer | None = None


@dataclass
class Area:
    """A focus area of a card: its questions, then its criteria."""

    area: FocusArea
    asked: list[Asked] = field(default_factory=list)
    rated: list[Rated] = field(default_factory=list)


@dataclass
class Sheet:
    """A card laid out. card is None before the first save."""

    panelist: Panelist
    card: Scorecard | None
    areas: list[Area]

    @property
    def asked(self) -> list[Asked]:
        return [asked for area in self.areas for asked in area.asked]

    @property
    def rated(self) -> list[Rated]:
        return [rated for area in self.areas for rated in area.rated]

    @property
    def revision(self) -> int:
        return self.card.revision if self.card else 0


def seats(user: Any) -> QuerySet[Panelist]:
    """The seats that the user sees, with what a card's page names."""
    return Panelist.objects.visible_to(user).select_related(
        "user",
        "interview__loop__level",
        "interview__loop__application__candidate",
        "interview__loop__application__job",
    )


def readable_seats(user: Any, panelists: Collection[int]) -> set[int]:
    """Of these seats those whose submitted card the user may read. No query where there is no seat."""
    if not panelists:
        return set()
    cards = Scorecard.objects.visible_to(user).submitted().filter(panelist__in=panelists)
    return set(cards.values_list("panelist", flat=True))


def criteria_of(panelist: Panelist) -> QuerySet[Criterion]:
    """What the panelist rates: the criteria of their focus areas in the loop's template, and any that their card rates
    already, should an area have gone to somebody else since."""
    loop = panelist.interview.loop
    theirs = Q(focus_area__in=panelist.focus_areas.order_by().values("pk"))
    begun = Q(pk__in=Rating.objects.filter(scorecard__panelist=panelist).values("criterion"))
    return Criterion.objects.filter(theirs | begun, template=loop.template_id)


def read_sheet(panelist: Panelist, card: Scorecard | None) -> Sheet:
    """The panelist's card laid out. Seven queries; card: one that the reader may read, or None for an empty one."""
    areas: dict[int, Area] = {}
    kit = panelist.kit.select_related("question__focus_area").order_by("position", "pk")
    answers = {row.kit_question_id: row for row in card.answers.all()} if card else {}
    ratings = {row.criterion_id: row for row in card.ratings.all()} if card else {}
    for number, row in enumerate(kit, start=1):
        _area(areas, row.question.focus_area).asked.append(Asked(row, number, answers.get(row.pk)))
    anchors = Anchor.objects.select_related("level").order_by("level__position", "level", "score")
    criteria = criteria_of(panelist).select_related("focus_area", "mistake").order_by("position", "pk")
    for criterion in criteria.prefetch_related(Prefetch("anchors", anchors)):
        rated = Rated(criterion, _by_level(criterion, panelist.interview.loop), ratings.get(criterion.pk))
        _area(areas, criterion.focus_area).rated.append(rated)
    ordered = sorted(areas.values(), key=lambda area: (area.area.position, area.area.pk))
    return Sheet(panelist, card, ordered)


def _area(areas: dict[int, Area], area: FocusArea) -> Area:
    return areas.setdefault(area.pk, Area(area))


def _by_level(criterion: Criterion, loop: Loop) -> list[LevelAnchors]:
    """The levels in the guide's order."""
    levels: dict[int, list[Anchor]] = defaultdict(list)
    for anchor in criterion.anchors.all():
        levels[anchor.level_id].append(anchor)
    return [
        LevelAnchors(
            rows[0].level.name,
            pk == loop.level_id,
            [(row.score, Score(row.score).label, row.behaviour) for row in rows],
        )
        for pk, rows in levels.items()
    ]


def unfinished(panelist: Panelist, card: Scorecard | None) -> list[Todo]:
    """What the card lacks, in its order. Three queries."""
    ratings = {row.criterion_id: row for row in card.ratings.all()} if card else {}
    todo: list[Todo] = []
    criteria = criteria_of(panelist).select_related("focus_area")
    for criterion in criteria.order_by("focus_area__position", "focus_area", "position", "pk"):
        todo += _lacking(criterion, ratings.get(criterion.pk))
    if card is None or card.recommendation is None:
        todo.append(
            Todo("recommendation", "Choose Strong no, No, Yes or Strong yes: your own recommendation.")
        )
    if card is None or not card.reason.strip():
        todo.append(Todo("reason", "Say why you recommend so."))
    return todo


def _lacking(criterion: Criterion, rating: Rating | None) -> Iterable[Todo]:
    if rating is None or (rating.score is None and not rating.not_assessed.strip()):
        yield Todo(f"ratings.{criterion.pk}.score", f"Rate {criterion.name}, or say why it was not assessed.")
    elif not rating.note.strip() and (rating.score is not None or rating.not_assessed == OTHER_REASON):
        what = "a line of evidence" if rating.score is not None else "the reason"
        yield Todo(f"ratings.{criterion.pk}.note", f"Write {what} for {criterion.name}.")


def say_card(card: Scorecard, person: Candidate) -> None:
    """Make what somebody else wrote tell no more of a person than its reader may know. person: as veil() left it; card:
    with its answers, ratings and amendments prefetched. The rows are not to be saved."""
    if person.veiled is None:
        return
    card.reason, card.takeaways = say(person, card.reason), say(person, card.takeaways)
    for row in [*card.answers.all(), *card.ratings.all()]:
        row.note = say(person, row.note)
    for rating in card.ratings.all():
        rating.not_assessed = say(person, rating.not_assessed)
    for amendment in card.amendments.all():
        amendment.text = say(person, amendment.text)


def whole(cards: QuerySet[Scorecard]) -> QuerySet[Scorecard]:
    """Cards with all that stands in them, for reading. Four queries more."""
    readings = Reading.objects.select_related("reader").order_by("at", "pk")
    return cards.select_related("panelist__user", "panelist__interview__loop__application").prefetch_related(
        Prefetch("answers", Answer.objects.order_by("pk")),
        Prefetch("ratings", Rating.objects.select_related("criterion").order_by("pk")),
        Prefetch("amendments", Amendment.objects.order_by("pk")),
        Prefetch("readings", readings),
    )
