"""Scorecard templates: which version a loop takes, the versions of one, and one with its criteria and anchors."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Prefetch, QuerySet

from rubrics.choices import QuestionState
from rubrics.models import Anchor, Criterion, FocusArea, HiringMistake, Level, ScorecardTemplate
from rubrics.queries.bank import in_state


@dataclass(frozen=True)
class Rated:
    """A criterion with its anchors for one level, by score."""

    criterion: Criterion
    anchors: list[Anchor]


@dataclass
class AreaCriteria:
    """A focus area with the criteria that a template has for it."""

    area: FocusArea
    rated: list[Rated] = field(default_factory=list)


def with_criteria(templates: QuerySet[ScorecardTemplate]) -> QuerySet[ScorecardTemplate]:
    """The templates, each with its criteria in order, criteria with their anchors by level, then score. Two queries
    more."""
    anchors = Anchor.objects.select_related("level").order_by("level__position", "level", "score")
    criteria = Criterion.objects.select_related("focus_area", "mistake").order_by("position", "pk")
    return templates.prefetch_related(Prefetch("criteria", criteria), Prefetch("criteria__anchors", anchors))


def template_for(code: str = "") -> ScorecardTemplate | None:
    """The version that a new loop takes of the template with this code: the one in use.

    Without a code, or where the template is retired, that of the first shared template in use; None if there is none.
    """
    rows = ScorecardTemplate.objects.current().defer("shipped")
    found: ScorecardTemplate | None = rows.filter(code=code).first() if code else None
    return found or rows.shared().order_by("position", "pk").first()


def whole_template(template: ScorecardTemplate | None) -> ScorecardTemplate | None:
    """The same row with its criteria and anchors; None for None."""
    if template is None:
        return None
    return with_criteria(ScorecardTemplate.objects.filter(pk=template.pk)).get()


def list_templates(user: Any, state: str = QuestionState.IN_USE) -> QuerySet[ScorecardTemplate]:
    """The shared templates in order, each with `criterion_count`."""
    rows = in_state(ScorecardTemplate.objects.visible_to(user), state)
    return rows.defer("shipped").annotate(criterion_count=Count("criteria")).order_by("position", "pk")


def template_versions(user: Any, code: str) -> list[ScorecardTemplate]:
    """All versions of a shared template, the newest first, without their criteria; empty for a code that none has."""
    rows = ScorecardTemplate.objects.visible_to(user).filter(code=code)
    return list(rows.select_related("edited_by").defer("shipped").order_by("-version"))


@dataclass(frozen=True)
class CriterionChoices:
    """What a criterion may name, each in the guide's order."""

    areas: list[FocusArea]
    mistakes: list[HiringMistake]
    levels: list[Level]


def criterion_choices(user: Any) -> CriterionChoices:
    """Three queries."""
    return CriterionChoices(
        list(FocusArea.objects.visible_to(user)),
        list(HiringMistake.objects.visible_to(user)),
        list(Level.objects.visible_to(user)),
    )


def rated_at(template: ScorecardTemplate, level: Level) -> list[AreaCriteria]:
    """A whole template as somebody reads it who interviews for a level: criteria by focus area, in its order."""
    found: dict[int, AreaCriteria] = {}
    for criterion in template.criteria.all():
        anchors = [anchor for anchor in criterion.anchors.all() if anchor.level_id == level.pk]
        area = found.setdefault(criterion.focus_area_id, AreaCriteria(criterion.focus_area))
        area.rated.append(Rated(criterion, anchors))
    return list(found.values())
