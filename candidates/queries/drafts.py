"""A first draft of a job's description, from the guide and the job's activities."""

from collections.abc import Mapping

from candidates.choices import Need
from candidates.jobtext import Ability, LevelRange, draft
from candidates.models import Job
from rubrics.choices import CapabilityKind
from rubrics.models import Activity, Level


def needs_of(job: Job) -> dict[str, str]:
    """How much the job needs each activity that somebody said something about: code -> must, nice or not_needed."""
    rows = job.job_activities.order_by("activity__position", "activity")
    return dict(rows.values_list("activity__code", "need"))


def draft_of(job: Job) -> str:
    """A description drafted from the job as it stands."""
    return draft_description(title=job.title, level=job.level, needs=needs_of(job))


def draft_description(*, title: str, level: Level | None, needs: Mapping[str, str]) -> str:
    """A description for a title, a level of the guide and the needs by activity's code. Two queries."""
    wanted = [code for code, need in needs.items() if need in (Need.MUST, Need.NICE)]
    names = Activity.objects.filter(code__in=wanted).order_by("position", "pk").values_list("code", "name")
    known = None
    can_do: list[str] = []
    if level is not None:
        known = LevelRange(level.code, level.name, level.least_months, level.below_months)
        can_do = list(level.capabilities.filter(kind=CapabilityKind.CAN_DO).values_list("text", flat=True))
    return draft(
        title=title,
        level=known,
        look_for=level.look_for if level is not None else "",
        can_do=can_do,
        abilities=[Ability(code, name, needs[code]) for code, name in names],
    )
