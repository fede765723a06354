"""The guide in outline: what a resume is held against. Each part is one statement, and of its rows the words alone: whole
rows carry what the guide shipped besides, and a page holds a resume against seventy of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, FilteredRelation, Q, Value

from rubrics.choices import CapabilityKind
from rubrics.models import Level, RoleProfile, WorkArea


@dataclass(frozen=True)
class Line:
    """A row under a head: an activity's name, what people of a level can do, what a role is. code: a role's aspect."""

    code: str
    text: str


@dataclass(frozen=True)
class Outline:
    """A work area, a level or a role with its rows. least_months: a level's."""

    code: str
    name: str
    least_months: int
    lines: list[Line]


def outline_areas(user: Any) -> list[Outline]:
    """The four areas with their activities."""
    rows = WorkArea.objects.visible_to(user).annotate(least=Value(0))
    return _read(rows, "activities", "code", "name")


def outline_levels(user: Any) -> list[Outline]:
    """The levels with what their people can do."""
    can_do = FilteredRelation("capabilities", condition=Q(capabilities__kind=CapabilityKind.CAN_DO))
    rows = Level.objects.visible_to(user).annotate(can_do=can_do, least=F("least_months"))
    return _read(rows, "can_do", "code", "text")


def outline_roles(user: Any) -> list[Outline]:
    """The roles, each with its aspects."""
    rows = RoleProfile.objects.visible_to(user).annotate(least=Value(0))
    return _read(rows, "aspects", "aspect", "text")


def _read(heads: Any, relation: str, code: str, text: str) -> list[Outline]:
    ordered = heads.order_by("position", "pk", f"{relation}__position", f"{relation}__pk")
    return _outlined(
        ordered.values_list("code", "name", "least", f"{relation}__{code}", f"{relation}__{text}")
    )


def _outlined(rows: Iterable[tuple[str, str, int, str | None, str | None]]) -> list[Outline]:
    found: dict[str, Outline] = {}
    for head, name, least, code, text in rows:
        outline = found.setdefault(head, Outline(head, name, least, []))
        if code is not None and text is not None:
            outline.lines.append(Line(code, text))
    return list(found.values())
