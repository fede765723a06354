"""What may be read of the guide. Every function gives only what is visible to `user`."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from rubrics.choices import Aspect, CapabilityKind, Section
from rubrics.guidefiles import KINDS
from rubrics.models import (
    Activity,
    Background,
    Capability,
    Flag,
    FocusArea,
    HiringMistake,
    Level,
    Principle,
    Probe,
    Question,
    RoleAspect,
    RoleProfile,
    RuleRevision,
    ScorecardTemplate,
    SourceChannel,
    SourcedRow,
    Term,
    WorkArea,
)
from rubrics.models.questions import PROBED

FIRST_QUESTIONS = 4


def work_areas(user: Any) -> QuerySet[WorkArea]:
    """The four areas, each with its `activities`."""
    return WorkArea.objects.visible_to(user).prefetch_related("activities")


@dataclass(frozen=True)
class Comparison:
    """Roles side by side: rows of (aspect in words, one text row or None per role)."""

    roles: list[RoleProfile]
    rows: list[tuple[str, list[RoleAspect | None]]]


def role_comparison(user: Any) -> Comparison:
    roles = list(RoleProfile.objects.visible_to(user).prefetch_related("aspects"))
    texts = [{text.aspect: text for text in role.aspects.all()} for role in roles]
    return Comparison(roles, [(aspect.label, [own.get(aspect) for own in texts]) for aspect in Aspect])


def levels(user: Any, *kinds: CapabilityKind) -> QuerySet[Level]:
    """The levels, each with `can_do` and `grows_toward`, lists of capabilities; kinds: with these alone."""
    return Level.objects.visible_to(user).prefetch_related(
        *(
            Prefetch("capabilities", Capability.objects.filter(kind=kind), to_attr=kind.value)
            for kind in kinds or CapabilityKind
        )
    )


def with_lists(questions: QuerySet[Question]) -> QuerySet[Question]:
    """The questions, each with its levels and probes, probes with their targets."""
    probes = Probe.objects.select_related(*PROBED).order_by("pk")
    return questions.prefetch_related("levels", Prefetch("probes", probes))


def questions(user: Any) -> QuerySet[Question]:
    """Questions in use, each with its lists."""
    return with_lists(Question.objects.visible_to(user).current())


def focus_areas(user: Any) -> QuerySet[FocusArea]:
    """The focus areas, each with the first of its questions in use as `first_questions`: the guide's own, unless a
    person has retired one."""
    first = Question.objects.visible_to(user).current().prefetch_related("levels")[:FIRST_QUESTIONS]
    return FocusArea.objects.visible_to(user).prefetch_related(
        Prefetch("questions", first, to_attr="first_questions")
    )


def mistakes(user: Any) -> QuerySet[HiringMistake]:
    return HiringMistake.objects.visible_to(user)


def sources(user: Any) -> QuerySet[SourceChannel]:
    return SourceChannel.objects.visible_to(user)


def backgrounds(user: Any) -> QuerySet[Background]:
    return Background.objects.visible_to(user)


def flags(user: Any) -> QuerySet[Flag]:
    """All flags in the guide's order: green ones, then yellow ones."""
    return Flag.objects.visible_to(user)


def activities(user: Any) -> QuerySet[Activity]:
    """The twenty activities in the guide's order, each with its `area`."""
    return Activity.objects.visible_to(user).select_related("area")


def principles(user: Any, section: Section) -> QuerySet[Principle]:
    return Principle.objects.visible_to(user).filter(section=section)


def terms(user: Any) -> QuerySet[Term]:
    return Term.objects.visible_to(user)


def glossary() -> dict[str, str]:
    """What each term means. One small query: memory of a process would show old words after an edit elsewhere."""
    return dict(Term.objects.order_by("position", "id").values_list("name", "meaning"))


def rules_in_force(rule_set: Any = None) -> RuleRevision | None:
    """The latest published revision of a rule set, of the default one if None; None before the first load.

    Its text, some hundred kilobytes, is fetched when it is first looked at.
    """
    of = {"rule_set": rule_set} if rule_set else {"rule_set__is_default": True}
    rows = RuleRevision.objects.published().filter(**of).select_related("rule_set").defer("document")
    return rows.order_by("-number").first()


def find_row(user: Any, kind: str, code: str) -> SourcedRow | None:
    """The row with a code, of a question or scorecard template the version in use; None for what isn't there."""
    model = KINDS.get(kind)
    if model is None:
        return None
    rows = questions(user) if model is Question else model.objects.visible_to(user)
    if model is ScorecardTemplate:
        rows = rows.current()
    return rows.filter(code=code).select_related(*model.links).first()
