"""Dealing a loop's focus areas and questions to its panel, and taking a deal back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from candidates.models import Application
from interviews import dealing
from interviews.actions.loops import (
    STEP,
    UNTITLED,
    add_interview,
    add_panelist,
    claim_plan,
    start_loop,
)
from interviews.actions.telling import tell
from interviews.models import Interview, KitQuestion, Loop
from interviews.queries.gaps import open_points, otherwise
from interviews.queries.kits import Kit, askable, asked_before, covered_by, kits_of
from recruiting.errors import Conflict
from recruiting.events import names
from rubrics.models import FocusArea, Level


@dataclass(frozen=True)
class Former:
    """A loop's plan before a deal, as plain keys; version: the loop's after it. restore_deal takes both back."""

    version: int
    seats: Mapping[str, Any]


@transaction.atomic
def plan_loop(
    *, application: Application, by: Any, level: Level | None = None, panel: Sequence[tuple[Any, int]]
) -> Loop:
    """A loop in one go: an interview for each person of so many minutes, with focus areas and questions dealt.

    panel: (user, minutes). Raises what start_loop, add_interview, add_panelist and deal_loop raise.
    """
    loop = start_loop(application=application, by=by, level=level)
    for user, minutes in panel:
        interview = add_interview(loop=loop, by=by, title=UNTITLED, minutes=minutes)
        add_panelist(interview=interview, by=by, user=user)
    deal_loop(loop=loop, by=by)
    return loop


@transaction.atomic
def deal_loop(*, loop: Loop, by: Any, keep_areas: bool = False) -> Former:
    """Deal focus areas and questions to everybody on the panel; what stood in their kits goes.

    keep_areas: focus areas that somebody has stay theirs. Whoever began a scorecard keeps their kit. Raises Denied;
    Conflict if the loop is over or nobody is on its panel.
    """
    claim_plan(loop, by)
    loop.refresh_from_db(fields=["version"])
    panel = kits_of(loop)
    if not panel:
        raise Conflict("no_panel", "Nobody is on the panel yet: add who interviews, then deal.")
    standing, free = [kit for kit in panel if kit.has_card], [kit for kit in panel if not kit.has_card]
    former = Former(loop.version, {str(kit.panelist.pk): _plan_of(kit) for kit in free})
    names_of = dict(FocusArea.objects.order_by("position", "pk").values_list("code", "name"))
    dealt = dealing.deal(
        [_seat(kit, keep_areas=keep_areas) for kit in free],
        askable(by, loop),
        open_points(by, loop),
        areas=list(names_of),
        otherwise=otherwise(loop.level),
        asked=asked_before(loop) | {item.question.code for kit in standing for item in kit.questions},
        covered=covered_by(standing),
    )
    _write(free, dealt, names_of)
    tell(names.KIT_DEALT, loop, loop=loop, by=by, questions=sum(len(kit.questions) for kit in dealt))
    return former


@transaction.atomic
def restore_deal(*, loop: Loop, by: Any, former: Former) -> None:
    """Bring back the plan of before a deal. Raises Denied; Conflict if anything of the plan changed since, or the loop
    is over."""
    if not Loop.objects.filter(pk=loop.pk, version=former.version).exists():
        raise Conflict("changed", "The plan was changed since, so it stays as it is now.")
    claim_plan(loop, by)
    kits = [kit for kit in kits_of(loop) if str(kit.panelist.pk) in former.seats]
    if any(kit.has_card for kit in kits):
        raise Conflict("has_card", "Somebody began a scorecard since, so the plan stays as it is.")
    points = {point.about: point for point in open_points(by, loop)}
    KitQuestion.objects.filter(panelist__in=[kit.panelist for kit in kits]).delete()
    for kit in kits:
        _restore(kit, former.seats[str(kit.panelist.pk)], points)
    tell(names.KIT_RESTORED, loop, loop=loop, by=by)


def _plan_of(kit: Kit) -> dict[str, Any]:
    """No words of the resume: the reasons are worked out again."""
    return {
        "areas": [area.pk for area in kit.areas],
        "title": kit.interview.title,
        "kit": [
            [item.question_id, item.position, item.minutes, item.why, item.about] for item in kit.questions
        ],
    }


def _restore(kit: Kit, plan: Mapping[str, Any], points: Mapping[str, dealing.Point]) -> None:
    kit.panelist.focus_areas.set(plan["areas"])
    Interview.objects.filter(pk=kit.panelist.interview_id).update(title=plan["title"])
    KitQuestion.objects.bulk_create(
        KitQuestion(
            panelist=kit.panelist,
            question_id=question,
            position=position,
            minutes=minutes,
            why=why,
            about=about,
            reason=points[about].reason if about in points else "",
        )
        for question, position, minutes, why, about in plan["kit"]
    )


def _seat(kit: Kit, *, keep_areas: bool) -> dealing.Seat:
    areas = tuple(area.code for area in kit.areas) if keep_areas else ()
    return dealing.Seat(kit.panelist.pk, kit.minutes, areas)


def _write(kits: Sequence[Kit], dealt: Sequence[dealing.Kit], names_of: Mapping[str, str]) -> None:
    KitQuestion.objects.filter(panelist__in=[kit.panelist for kit in kits]).delete()
    areas = FocusArea.objects.in_bulk(list(names_of), field_name="code")
    for kit, new in zip(kits, dealt, strict=True):
        kit.panelist.focus_areas.set([areas[code] for code in new.areas])
        told = kit.interview.starts_at is not None  # its people know it by its title
        if not told and kit.interview.title in (UNTITLED, title_of([area.name for area in kit.areas])):
            title = title_of([names_of[code] for code in new.areas])
            Interview.objects.filter(pk=kit.panelist.interview_id).update(title=title)
    KitQuestion.objects.bulk_create(
        KitQuestion(
            panelist_id=new.seat,
            question_id=item.question,
            position=number * STEP,
            minutes=item.minutes,
            why=item.why,
            about=item.about,
            reason=item.reason,
        )
        for new in dealt
        for number, item in enumerate(new.questions, start=1)
    )


def title_of(areas: list[str]) -> str:
    """An interview's title after its focus areas: "Security knowledge and incident response"."""
    if not areas:
        return UNTITLED
    words = [areas[0], *(name[:1].lower() + name[1:] for name in areas[1:])]
    return f"{', '.join(words[:-1])} and {words[-1]}"[:200] if len(words) > 1 else words[0][:200]
