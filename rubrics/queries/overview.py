"""The guide as a whole: how much stands in each section, which rows people have edited."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, F, QuerySet, Value

from rubrics.choices import CapabilityKind, Section
from rubrics.guidefiles import KINDS
from rubrics.models import (
    Activity,
    Background,
    Capability,
    Flag,
    FocusArea,
    HiringMistake,
    Level,
    Question,
    RoleProfile,
    ScorecardTemplate,
    SourceChannel,
    SourcedRow,
    Term,
    WorkArea,
)


@dataclass(frozen=True)
class Counted:
    """Rows that stand on a page, with the words for one and for several. only: which of the kind are meant."""

    model: type[SourcedRow]
    one: str
    many: str
    only: Mapping[str, str] = field(default_factory=dict)


GROWTH = "to grow toward"
# What stands on which page.
COUNTED: Mapping[Section, tuple[Counted, ...]] = {
    Section.ACTIVITIES: (
        Counted(WorkArea, "work area", "work areas"),
        Counted(Activity, "activity", "activities"),
    ),
    Section.ROLES: (Counted(RoleProfile, "role", "roles"),),
    Section.LEVELS: (
        Counted(Level, "level", "levels"),
        Counted(Capability, "capability", "capabilities", {"kind": CapabilityKind.CAN_DO}),
        Counted(Capability, GROWTH, GROWTH, {"kind": CapabilityKind.GROWS_TOWARD}),
    ),
    Section.FOCUS_AREAS: (
        Counted(FocusArea, "focus area", "focus areas"),
        Counted(Question, "question", "questions"),
    ),
    Section.MISTAKES: (Counted(HiringMistake, "mistake", "mistakes"),),
    Section.SOURCING: (
        Counted(SourceChannel, "source", "sources"),
        Counted(Background, "background", "backgrounds"),
    ),
    Section.FLAGS: (Counted(Flag, "flag", "flags"),),
    Section.GLOSSARY: (Counted(Term, "term", "terms"),),
}
ABOUT: Mapping[Section, str] = {
    Section.ACTIVITIES: "What a DevSecOps engineer does: the matrix that a resume fills.",
    Section.ROLES: "DevSecOps, security or DevOps engineer: when to hire which.",
    Section.LEVELS: "What to look for, what people can do, what they grow toward; how years are counted.",
    Section.FOCUS_AREAS: "What interviews are about, and the first questions of each.",
    Section.MISTAKES: "Why they fail and what to check instead. Every decision answers them.",
    Section.SOURCING: "Where good people are found, what they bring and which gaps to probe.",
    Section.FLAGS: "When each one holds, and where its borders are. A flag informs a person.",
    Section.GLOSSARY: "Words that explain themselves wherever they stand.",
}


@dataclass(frozen=True)
class SectionCount:
    """A section of the guide with what stands in it: "4 work areas, 20 activities"."""

    section: Section
    counted: str

    @property
    def about(self) -> str:
        return ABOUT[self.section]

    @property
    def url_name(self) -> str:
        return f"rubrics:guide-{self.section.value}"


@dataclass(frozen=True)
class EditedRow:
    """A row in which a person's words stand."""

    kind: str
    code: str
    edited_at: datetime
    edited_by: str


def guide_overview(user: Any) -> list[SectionCount]:
    """The guide's sections in order. One query."""
    wanted = [entry for entries in COUNTED.values() for entry in entries]
    parts = [
        _in_use(entry.model, user).filter(**entry.only).values(what=Value(number)).annotate(total=Count("pk"))
        for number, entry in enumerate(wanted)
    ]
    found = {row["what"]: row["total"] for row in parts[0].union(*parts[1:], all=True)}
    totals = iter([found.get(number, 0) for number in range(len(wanted))])
    return [
        SectionCount(section, ", ".join(_counted(entry, next(totals)) for entry in entries))
        for section, entries in COUNTED.items()
    ]


def edited_rows(user: Any) -> list[EditedRow]:
    """What an upgrade leaves alone, the latest edit first. One query."""
    parts = [
        _in_use(model, user)
        .filter(edited_at__isnull=False)
        .values(row_code=F("code"), at=F("edited_at"), by=F("edited_by__name"), what=Value(kind))
        for kind, model in KINDS.items()
    ]
    found = parts[0].union(*parts[1:], all=True)
    rows = (EditedRow(row["what"], row["row_code"], row["at"], row["by"] or "") for row in found)
    return sorted(rows, key=lambda row: row.edited_at, reverse=True)


def visible_rows(user: Any) -> Iterator[SourcedRow]:
    """Every row of the guide in its order, a query per kind."""
    for model in KINDS.values():
        yield from _in_use(model, user).order_by("position", "id").select_related(*model.links)


def _in_use(model: type[SourcedRow], user: Any) -> QuerySet[Any]:
    rows = model.objects.visible_to(user).order_by()
    return rows.current() if model in (Question, ScorecardTemplate) else rows


def _counted(entry: Counted, total: int) -> str:
    return f"{total} {entry.one if total == 1 else entry.many}"
