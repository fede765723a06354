"""The debrief of a loop: who is missing, and once it may be read, what stands in the cards.

Nothing of a card is read but through Scorecard.visible_to(): before the debrief may be read, all that is told is whose
card is in. Texts about a person are said as the reader may know the person: hand over an application that veil() saw.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Prefetch, QuerySet

from interviews.levelfit import LEAST_IN_ALL, Fit, Rated, fit, in_words
from interviews.models import Debrief, Loop, Rating, Scorecard
from interviews.queries.loops import Member, panel_of
from interviews.queries.scorecards import say_card
from rubrics.choices import Score
from rubrics.models import Anchor, Criterion, FocusArea, Level

# How far the raters of a criterion are apart, in the order in which it is talked about.
BANDS = {
    "split": "Split, two or more steps apart",
    "near": "One step apart",
    "agree": "Agree",
    "one": "One person only",
    "nobody": "Nobody",
}


@dataclass(frozen=True)
class Desk:
    """A loop before its debrief is read. owes: the reader's own card is missing. cards: those that may be read, empty
    unless is_readable."""

    loop: Loop
    debrief: Debrief | None
    panel: list[Member]
    is_complete: bool
    owes: bool
    cards: list[Scorecard]
    is_readable: bool

    @property
    def missing(self) -> list[Member]:
        return [member for member in self.panel if not member.is_in]

    @property
    def is_open(self) -> bool:
        """Whether the debrief was opened and not closed."""
        return self.debrief is not None and not self.debrief.is_closed


@dataclass(frozen=True)
class Cell:
    """What one card says of a criterion: a rating, a reason why not, or nothing."""

    card: Scorecard
    rating: Rating | None

    @property
    def who(self) -> str:
        return self.card.panelist.user.name

    @property
    def score(self) -> int | None:
        return self.rating.score if self.rating else None

    @property
    def why_not(self) -> str:
        """Why it was not assessed, with the note where there is one."""
        said = (self.rating.not_assessed, self.rating.note) if self.rating else ()
        return ": ".join(filter(None, said))


@dataclass(frozen=True)
class Row:
    """A criterion across the cards. band: of BANDS."""

    criterion: Criterion
    cells: tuple[Cell, ...]
    band: str

    @property
    def rated(self) -> list[Cell]:
        """Those that rate it, the lowest first."""
        return sorted((cell for cell in self.cells if cell.score), key=lambda cell: cell.score or 0)

    @property
    def said(self) -> list[Cell]:
        """Those that say something of it, in the cards' order."""
        return [cell for cell in self.cells if cell.rating]

    @property
    def not_assessed(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.rating and not cell.score]

    @property
    def steps(self) -> int:
        """How many steps the lowest and the highest rating are apart."""
        rated = self.rated
        return (rated[-1].score or 0) - (rated[0].score or 0) if rated else 0


@dataclass(frozen=True)
class Short:
    """A criterion that does not count for the planned level, with the anchors to compare its notes with."""

    row: Row
    planned: str
    below: str


@dataclass(frozen=True)
class AreaFit:
    """What a focus area's ratings say. words: what they rate as; raters: who rated it; assessed: of how many."""

    area: FocusArea
    fit: Fit
    words: str
    criteria: int
    raters: list[str]
    short: list[Short]

    @property
    def met(self) -> int:
        """How many criteria count for the planned level."""
        return self.fit.counts[self.fit.planned] or 0


@dataclass(frozen=True)
class LevelFit:
    """What the ratings say of the levels, in each area and in all."""

    levels: list[Level]
    planned: Level
    below: Level | None
    areas: list[AreaFit]
    whole: Fit
    words: str

    @property
    def apart(self) -> list[AreaFit]:
        """Areas that rate as something else than the whole."""
        return [area for area in self.areas if area.words != self.words and not area.fit.too_few]


@dataclass(frozen=True)
class Table:
    """All that the cards say. bands: (what they are called, rows), disagreement first; recommended: how far the
    recommendations are apart, of BANDS."""

    cards: list[Scorecard]
    rows: list[Row]
    recommended: str
    fit: LevelFit

    @property
    def bands(self) -> list[tuple[str, list[Row]]]:
        return [(BANDS[band], list(rows)) for band, rows in groupby(self.rows, key=lambda row: row.band)]

    def of(self, *bands: str) -> list[Row]:
        return [row for row in self.rows if row.band in bands]

    @property
    def disagreements(self) -> list[Row]:
        return self.of("split", "near")

    @property
    def unrated(self) -> list[Row]:
        return self.of("nobody")

    @property
    def by_one(self) -> list[Row]:
        return self.of("one")

    @property
    def passed_over(self) -> list[Row]:
        """Those that somebody rated and somebody else did not assess."""
        return [row for row in self.rows if row.rated and row.not_assessed]

    @property
    def uncovered(self) -> list[FocusArea]:
        """Focus areas in which nothing was rated."""
        return [area.area for area in self.fit.areas if not area.fit.of]

    @property
    def spread(self) -> str:
        """How far the recommendations are apart, in words."""
        return BANDS[self.recommended]


def loops_for(user: Any) -> QuerySet[Loop]:
    """The loops that the user sees, with what a debrief's page shows of them."""
    return with_debrief(Loop.objects.visible_to(user))


def with_debrief(loops: QuerySet[Loop]) -> QuerySet[Loop]:
    """Loops with their person, job and debrief."""
    rows = loops.select_related(
        "level",
        "template",
        "application__candidate",
        "application__job",
        "debrief__opened_by",
        "debrief__closed_by",
        "debrief__reopened_by",
    )
    return rows.defer("template__shipped", "level__shipped")


def read_desk(user: Any, loop: Loop) -> Desk:
    """Who is missing, and the cards if they may be read: once all are in or the debrief was opened, by whoever has
    submitted what they owe and may read every card that is in."""
    debrief = getattr(loop, "debrief", None)
    panel = panel_of(loop)
    complete = bool(panel) and all(member.is_in for member in panel)
    owes = any(member.panelist.user_id == user.pk and not member.is_in for member in panel)
    cards = _read_cards(user, loop) if (complete or debrief) and not owes else []
    seen = {card.panelist_id for card in cards}
    readable = bool(cards) and all(member.panelist.pk in seen for member in panel if member.is_in)
    opened_empty = debrief is not None and not owes and not any(member.is_in for member in panel)
    if not readable:
        cards = []
    return Desk(loop, debrief, panel, complete, owes, cards, readable or opened_empty)


def _read_cards(user: Any, loop: Loop) -> list[Scorecard]:
    rows = Scorecard.objects.visible_to(user).submitted().filter(panelist__interview__loop=loop)
    rows = rows.select_related("panelist__user", "panelist__interview").defer("private_note")
    cards = list(
        rows.prefetch_related("ratings", "answers", "amendments").order_by(
            "panelist__interview__position", "panelist__interview", "panelist"
        )
    )
    candidate = loop.application.candidate
    for card in cards:
        card.panelist.interview.loop = loop
        say_card(card, candidate)
    return cards


def read_table(desk: Desk) -> Table:
    """What the cards of a readable desk say, disagreement first. Three queries."""
    criteria = (
        Criterion.objects.filter(template=desk.loop.template_id)
        .select_related("focus_area", "mistake")
        .defer("focus_area__shipped", "mistake__shipped")
        .prefetch_related(Prefetch("anchors", Anchor.objects.filter(score=Score.YES)))
        .order_by("position", "pk")
    )
    by_card = [{rating.criterion_id: rating for rating in card.ratings.all()} for card in desk.cards]
    rows = [_row(criterion, desk.cards, by_card) for criterion in criteria]
    told = [card.recommendation for card in desk.cards if card.recommendation]
    order = list(BANDS)
    return Table(
        cards=desk.cards,
        rows=sorted(rows, key=lambda row: (order.index(row.band), -row.steps, row.criterion.position)),
        recommended=band_of(told),
        fit=_level_fit(desk.loop, rows),
    )


def band_of(scores: Sequence[int]) -> str:
    """How far scores are apart, of BANDS."""
    if len(scores) < 2:
        return "one" if scores else "nobody"
    return ("agree", "near")[steps] if (steps := max(scores) - min(scores)) < 2 else "split"


def _row(criterion: Criterion, cards: Sequence[Scorecard], by_card: Sequence[dict[int, Rating]]) -> Row:
    cells = tuple(Cell(card, ratings.get(criterion.pk)) for card, ratings in zip(cards, by_card, strict=True))
    return Row(criterion, cells, band_of([cell.score for cell in cells if cell.score]))


def _level_fit(loop: Loop, rows: Sequence[Row]) -> LevelFit:
    levels = list(Level.objects.order_by("least_months", "pk").defer("shipped"))
    names, planned = [level.name for level in levels], levels.index(loop.level)
    below = levels[planned - 1] if planned else None
    rated = {row.criterion.pk: _rated(row) for row in rows if row.rated}
    areas = []
    for area, of_area in _by_area(rows):
        mine = [rated[row.criterion.pk] for row in of_area if row.criterion.pk in rated]
        found = fit(mine, planned=planned, levels=len(levels))
        areas.append(
            AreaFit(
                area=area,
                fit=found,
                words=in_words(found, names),
                criteria=len(of_area),
                raters=list(dict.fromkeys(cell.who for row in of_area for cell in row.cells if cell.score)),
                short=[_short(row, loop.level, below) for row in of_area if _is_short(row)],
            )
        )
    whole = fit(list(rated.values()), planned=planned, levels=len(levels), least=LEAST_IN_ALL)
    return LevelFit(levels, loop.level, below, areas, whole, in_words(whole, names))


def _rated(row: Row) -> Rated:
    return Rated(tuple(cell.score for cell in row.rated if cell.score))


def _by_area(rows: Sequence[Row]) -> Iterator[tuple[FocusArea, list[Row]]]:
    """The rows of each focus area, areas in the guide's order, rows as they come."""
    found: dict[FocusArea, list[Row]] = {}
    for row in rows:
        found.setdefault(row.criterion.focus_area, []).append(row)
    yield from sorted(found.items(), key=lambda item: (item[0].position, item[0].pk))


def _is_short(row: Row) -> bool:
    rated = row.rated
    return bool(rated) and (rated[0].score or 0) < Score.YES


def _short(row: Row, planned: Level, below: Level | None) -> Short:
    anchors: dict[int, Anchor] = {anchor.level_id: anchor for anchor in row.criterion.anchors.all()}
    texts = [
        anchors[level.pk].behaviour if level and level.pk in anchors else "" for level in (planned, below)
    ]
    return Short(row, *texts)
