"""The shipped guide as it stands in rubrics/guide/*.yaml, the question bank in rubrics/bank/*.yaml and the scorecard
templates in rubrics/scorecards/: every row with its code, in the guide's order."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from rubrics.models import (
    Activity,
    Background,
    Capability,
    Flag,
    FocusArea,
    HiringMistake,
    Level,
    Principle,
    Question,
    RoleAspect,
    RoleProfile,
    ScorecardTemplate,
    SourceChannel,
    SourcedRow,
    Term,
    WorkArea,
)
from rubrics.ruledoc.nodes import SafeLoader

FOLDER = Path(__file__).parent / "guide"


@dataclass(frozen=True)
class Shape:
    """How rows of a model stand in a file: under `key`, with `part` nested in each, its parent by `parent`."""

    model: type[SourcedRow]
    key: str
    part: "Shape | None" = None
    parent: str = ""


@dataclass(frozen=True)
class ShippedRow:
    """One row as shipped. content: what SourcedRow.content() gives of an untouched row, other rows by code."""

    model: type[SourcedRow]
    code: str
    position: int
    content: dict[str, Any] = field(hash=False)

    @property
    def label(self) -> str:
        return f"{self.model.row_kind()} {self.code}"


QUESTIONS = Shape(Question, "questions", parent="focus_area")
# In an order in which every row comes after those it points at.
SHAPES = (
    Shape(WorkArea, "work_areas", Shape(Activity, "activities", parent="area")),
    Shape(RoleProfile, "role_profiles", Shape(RoleAspect, "aspects", parent="role")),
    Shape(Level, "levels", Shape(Capability, "capabilities", parent="level")),
    Shape(HiringMistake, "hiring_mistakes"),
    Shape(SourceChannel, "source_channels"),
    Shape(Background, "backgrounds"),
    Shape(Flag, "flags"),
    Shape(FocusArea, "focus_areas", QUESTIONS),
    Shape(Term, "terms"),
    Shape(Principle, "principles"),
)
SCORECARDS = Shape(ScorecardTemplate, "scorecard_templates")
KINDS = {
    model.row_kind(): model
    for shape in (*SHAPES, SCORECARDS)
    for model in (shape.model, *((shape.part.model,) if shape.part else ()))
}


@dataclass(frozen=True)
class ShippedGuide:
    version: int
    rows: tuple[ShippedRow, ...]


@lru_cache(maxsize=4)
def read(folder: Path = FOLDER) -> ShippedGuide:
    """The guide in a folder, with the questions of the folder "bank" beside it behind its own, and the templates of
    the folder "scorecards".

    A file of the bank is named after its focus area and level, "knowledge_junior.yaml"; its questions are for that
    level unless they name levels. A template is a folder named after its code: "template.yaml" has its name and note,
    "knowledge.yaml" its criteria of that focus area. Raises ValueError, naming the row, for a field that its kind
    doesn't have or lacks, and for a file whose name says no focus area or level of the guide.
    """
    told: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yaml")):
        told |= _told_by(path)
    version = told.pop("version")
    if unknown := sorted(told.keys() - {shape.key for shape in SHAPES}):
        raise ValueError(f"{folder.name}: nothing is called {', '.join(unknown)}")
    counts: Counter[str] = Counter()
    rows = [row for shape in SHAPES for row in _rows(shape, told.get(shape.key, []), {}, counts)]
    rows += _banked(folder.parent / "bank", rows, counts)
    rows += _scorecards(folder.parent / "scorecards", rows)
    return ShippedGuide(version, tuple(rows))


def _told_by(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), SafeLoader)  # noqa: S506 - a safe one


def _banked(bank: Path, rows: list[ShippedRow], counts: Counter[str]) -> list[ShippedRow]:
    """The bank's questions, by focus area and level in the guide's order."""
    areas, levels = ([row.code for row in rows if row.model is model] for model in (FocusArea, Level))
    files = {path.stem: path for path in sorted(bank.glob("*.yaml"))}
    found: list[ShippedRow] = []
    for area, level in product(areas, levels):
        if path := files.pop(f"{area}_{level}", None):
            told = _told_by(path)["questions"]
            entries = [{"levels": [level]} | entry for entry in told]
            found += _rows(QUESTIONS, entries, {"focus_area": area}, counts)
    if files:
        raise ValueError(f"{bank.name}: no focus area and level is called {', '.join(files)}")
    return found


def _scorecards(folder: Path, rows: list[ShippedRow]) -> list[ShippedRow]:
    """The templates by their code, criteria by focus area in the guide's order."""
    areas, levels = ([row.code for row in rows if row.model is model] for model in (FocusArea, Level))
    found = []
    for number, home in enumerate(sorted(path for path in folder.glob("*") if path.is_dir()), start=1):
        told = {path.stem: _told_by(path) for path in home.glob("*.yaml")}
        own = told.pop("template")
        if unknown := sorted(told.keys() - set(areas)):
            raise ValueError(f"{home.name}: no focus area is called {', '.join(unknown)}")
        criteria = [
            _criterion(entry, area, levels)
            for area in areas
            if area in told
            for entry in told[area]["criteria"]
        ]
        content = _content(SCORECARDS, home.name, own, {}) | {"criteria": criteria}
        found.append(ShippedRow(ScorecardTemplate, home.name, number * 10, content))
    return found


def _criterion(entry: dict[str, Any], area: str, levels: list[str]) -> dict[str, Any]:
    """A criterion as ScorecardTemplate.content() gives it; in a file its anchors stand under the levels' codes."""
    if unknown := sorted(entry.keys() - {"code", "name", "weight", "mistake", *levels}):
        raise ValueError(f"criterion {entry['code']}: there is no {', '.join(unknown)}")
    return {
        "code": entry["code"],
        "name": entry["name"],
        "focus_area": area,
        "weight": entry.get("weight", 1),
        "mistake": entry.get("mistake", ""),
        "anchors": {level: entry[level] for level in levels},
    }


def _rows(
    shape: Shape, entries: list[dict[str, Any]], links: dict[str, str], counts: Counter[str]
) -> Iterator[ShippedRow]:
    """Rows of one shape and of those nested in them, numbered in steps of ten."""
    for entry in entries:
        counts[shape.key] += 1
        own = {name: value for name, value in entry.items() if name != "code"}
        parts = own.pop(shape.part.key) if shape.part else []
        yield ShippedRow(
            shape.model, entry["code"], counts[shape.key] * 10, _content(shape, entry["code"], own, links)
        )
        if shape.part:
            yield from _rows(shape.part, parts, {shape.part.parent: entry["code"]}, counts)


def _content(shape: Shape, code: str, own: dict[str, Any], links: dict[str, str]) -> dict[str, Any]:
    """All content fields of a row: those that a file leaves out are the model's defaults, if it has one."""
    model = shape.model
    if unknown := sorted(own.keys() - {*model.texts, *model.values, *model.lists}):
        raise ValueError(f"{shape.key} {code}: a row of this kind has no {', '.join(unknown)}")
    content: dict[str, Any] = dict(links)
    for name in (*model.texts, *model.values):
        known = model._meta.get_field(name)
        if name not in own and not known.blank and not known.has_default():
            raise ValueError(f"{shape.key} {code}: {name} is missing")
        content[name] = own.get(name, known.get_default())
    return content | {name: sorted(own.get(name, [])) for name in model.lists}
