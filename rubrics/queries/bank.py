"""The question bank: finding questions, the versions of one, and which of them probe what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value

from rubrics.choices import QuestionState
from rubrics.models import FocusArea, Level, Probe, Question
from rubrics.models.questions import PROBED
from rubrics.queries.guide import with_lists

MOST_WORDS = 10
BANK_ORDER = ("focus_area__position", "focus_area", "position", "pk")
SEARCHED = ("code", "text", "strong", "fair", "weak", "follow_ups")
# What a select may offer, each with the field that names a row.
OFFERED = {
    "focus_area": (FocusArea, "name"),
    "level": (Level, "name"),
    **{
        kind: (Probe._meta.get_field(kind).related_model, "text" if kind == "capability" else "name")
        for kind in PROBED
    },
}


@dataclass(frozen=True)
class Offer:
    """A row that the bank can be narrowed to, by its code."""

    code: str
    name: str


@dataclass(frozen=True)
class Probing:
    """A question in use probes something: "activity:sast", with the row's name and, of a background, its gaps."""

    question: int
    about: str
    name: str
    gaps: str = ""


@dataclass(frozen=True)
class LevelCount:
    """How many questions in use a focus area has for a level."""

    level: Level
    count: int


@dataclass
class AreaCounts:
    """A focus area with its questions in use: in all, and by level (one for several levels counts for each)."""

    area: FocusArea
    count: int = 0
    by_level: list[LevelCount] = field(default_factory=list)


def search_bank(
    user: Any,
    *,
    text: str = "",
    focus_area: str = "",
    level: str = "",
    about: str = "",
    state: str = QuestionState.IN_USE,
) -> QuerySet[Question]:
    """Questions by focus area, then in the bank's order, each with its focus area and levels.

    text: words, see with_words(). focus_area, level: codes. about: what they probe, as "activity:sast". Codes that
    name nothing find nothing.
    """
    rows = with_words(in_state(Question.objects.visible_to(user), state), text)
    if focus_area:
        rows = rows.filter(focus_area__code=focus_area)
    if level:
        rows = rows.filter(levels__code=level)
    if about:
        rows = rows.filter(probing(about))
    return rows.select_related("focus_area").prefetch_related("levels").order_by(*BANK_ORDER)


def in_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    """Of questions or scorecard templates those in use; or the last version of each of which no version is in use; or all versions."""
    if state == QuestionState.ALL:
        return rows
    if state == QuestionState.IN_USE:
        return rows.filter(retired_at=None)
    later = rows.model._default_manager.filter(code=OuterRef("code"), version__gt=OuterRef("version"))
    return rows.filter(~Exists(later), retired_at__isnull=False)


def with_words(rows: QuerySet[Question], text: str) -> QuerySet[Question]:
    """Questions in which all words of a text stand: in the question, its answers, its follow-ups or its code."""
    for word in text.replace("\x00", "").split()[:MOST_WORDS]:
        found = Q()
        for name in SEARCHED:
            found |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(found)
    return rows


def is_probe(about: str) -> bool:
    """Whether it has the form of something probed: a kind and a code."""
    kind, _, code = about.partition(":")
    return kind in PROBED and bool(code)


def probing(about: str) -> Q:
    """Questions that probe something, named as "activity:sast"; none for what isn't so named."""
    if not is_probe(about):
        return Q(pk__in=())
    kind, _, code = about.partition(":")
    return Q(pk__in=Probe.objects.filter(**{f"{kind}__code": code}).values("question"))


def question_versions(user: Any, code: str) -> list[Question]:
    """All versions of a question, the newest first, each with its lists; empty for a code that nothing has."""
    rows = Question.objects.visible_to(user).filter(code=code).select_related("focus_area", "edited_by")
    return list(with_lists(rows).order_by("-version"))


def offers(user: Any) -> dict[str, list[Offer]]:
    """What the bank can be narrowed to: "focus_area", "level" and the kinds of probes, each in the guide's order.
    One query."""
    parts = [
        model.objects.visible_to(user)
        .order_by()
        .values(
            what=Value(kind, CharField()),
            place=F("position"),
            named=F("code"),
            words=F(name),
        )
        for kind, (model, name) in OFFERED.items()
    ]
    found: dict[str, list[Offer]] = {kind: [] for kind in OFFERED}
    for row in sorted(parts[0].union(*parts[1:], all=True), key=lambda row: row["place"]):
        found[row["what"]].append(Offer(row["named"], row["words"]))
    return found


def probings(user: Any, about: Iterable[str] | None = None) -> list[Probing]:
    """Which questions in use probe these things ("activity:sast"), or None: anything, in the bank's order. One query,
    without their texts."""
    asked = Q() if about is None else _about_any(about)
    columns = [f"{kind}__code" for kind in PROBED]
    names = [f"{kind}__{OFFERED[kind][1]}" for kind in PROBED]
    rows = (
        Probe.objects.visible_to(user)
        .filter(asked, question__retired_at=None)
        .order_by("question__position", "question", "pk")
        .values("question", *columns, *names, "background__gaps")
    )
    found = []
    for row in rows:
        kind, name = next(pair for pair in zip(PROBED, names, strict=True) if row[f"{pair[0]}__code"])
        about = f"{kind}:{row[f'{kind}__code']}"
        found.append(Probing(row["question"], about, row[name], row["background__gaps"] or ""))
    return found


def _about_any(about: Iterable[str]) -> Q:
    codes: dict[str, list[str]] = {}
    for kind, _, code in (each.partition(":") for each in about):
        codes.setdefault(kind, []).append(code)
    asked = Q(pk=None)
    for kind in PROBED:
        if kind in codes:
            asked |= Q(**{f"{kind}__code__in": codes[kind]})
    return asked


def fit_for(user: Any, level: str | None) -> set[int]:
    """Keys of the questions in use that are fit for a level."""
    rows = Question.objects.visible_to(user).current().filter(levels__code=level)
    return set(rows.values_list("pk", flat=True))


def area_counts(user: Any, areas: Sequence[FocusArea]) -> list[AreaCounts]:
    """The focus areas with how many questions each has. Three queries."""
    current = Question.objects.visible_to(user).current().order_by()
    totals = dict(current.values_list("focus_area").annotate(Count("pk")))
    cells = {
        (row["focus_area"], row["levels"]): row["total"]
        for row in current.values("focus_area", "levels").annotate(total=Count("pk"))
    }
    levels = list(Level.objects.visible_to(user))
    return [
        AreaCounts(
            area,
            totals.get(area.pk, 0),
            [LevelCount(level, cells.get((area.pk, level.pk), 0)) for level in levels],
        )
        for area in areas
    ]
