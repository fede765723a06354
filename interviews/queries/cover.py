"""What a loop's panel covers: focus areas and hiring mistakes against people, in minutes, and what would close a hole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from interviews.models import Loop
from interviews.queries.kits import Kit, askable, asked_before
from rubrics import queries as guide
from rubrics.models import FocusArea, Question

AREA, MISTAKE = "area", "mistake"


@dataclass(frozen=True)
class Cell:
    """What one person does about a row. owns: the area is theirs."""

    kit: Kit
    minutes: int
    owns: bool


@dataclass(frozen=True)
class Row:
    """A focus area or a hiring mistake, with a cell for each person."""

    kind: str
    code: str
    name: str
    cells: tuple[Cell, ...]

    @property
    def people(self) -> int:
        return sum(cell.minutes > 0 for cell in self.cells)

    @property
    def is_hole(self) -> bool:
        return self.people == 0

    @property
    def owners(self) -> list[Kit]:
        """Whose area it is."""
        return [cell.kit for cell in self.cells if cell.owns]


@dataclass(frozen=True)
class Remedy:
    """A question that would close a hole, and who has the time to ask it."""

    question: Question
    kit: Kit


@dataclass(frozen=True)
class Hole:
    """A row that nobody asks about. remedy: None where no question is left, or nobody has the time."""

    row: Row
    remedy: Remedy | None
    left_to_ask: bool


def cover_of(user: Any, kits: Sequence[Kit]) -> list[Row]:
    """The guide's focus areas, then its hiring mistakes, each with what every kit does about it. Two queries."""
    rows = [
        Row(AREA, area.code, area.name, tuple(_area_cell(area, kit) for kit in kits))
        for area in FocusArea.objects.visible_to(user)
    ]
    return rows + [
        Row(MISTAKE, mistake.code, mistake.name, tuple(_mistake_cell(mistake.code, kit) for kit in kits))
        for mistake in guide.mistakes(user)
    ]


def holes_of(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.is_hole]


def with_remedies(user: Any, loop: Loop, kits: Sequence[Kit], rows: Sequence[Row]) -> list[Hole]:
    """The holes, each with a question that fits the level and somebody's free minutes, the area's owner first. Four
    queries, none where there is no hole."""
    holes = holes_of(rows)
    if not holes:
        return []
    asked = asked_before(loop) | {item.question.code for kit in kits for item in kit.questions}
    usable = [question for question in askable(user, loop) if question.code not in asked]
    chosen: list[tuple[Row, tuple[int, Kit] | None, bool]] = []
    for row in holes:
        about = [
            question
            for question in usable
            if question.area == row.code or f"{MISTAKE}:{row.code}" in question.probes
        ]
        found = [
            ((question.area not in {area.code for area in kit.areas}, -kit.left, place), question.key, kit)
            for place, question in enumerate(about)
            for kit in kits
            if kit.left >= question.minutes and kit.submitted_at is None
        ]
        best = min(found, key=lambda item: item[0], default=None)
        chosen.append((row, (best[1], best[2]) if best else None, bool(about)))
    texts = Question.objects.in_bulk([remedy[0] for _, remedy, _ in chosen if remedy])
    return [
        Hole(row, Remedy(texts[remedy[0]], remedy[1]) if remedy else None, left_to_ask)
        for row, remedy, left_to_ask in chosen
    ]


def _area_cell(area: FocusArea, kit: Kit) -> Cell:
    minutes = sum(item.minutes for item in kit.questions if item.question.focus_area_id == area.pk)
    return Cell(kit, minutes, area in kit.areas)


def _mistake_cell(code: str, kit: Kit) -> Cell:
    about = f"{MISTAKE}:{code}"
    minutes = sum(
        item.minutes
        for item in kit.questions
        if any(probe.about == about for probe in item.question.probes.all())
    )
    return Cell(kit, minutes, False)
