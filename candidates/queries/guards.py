"""What the guards say of a job's description, in the guide's words."""

from dataclasses import dataclass
from typing import Any

from candidates.choices import Need
from candidates.jobtext import Asked, LevelRange, Note, read
from candidates.models import Job
from rubrics.guidefiles import read as shipped_guide
from rubrics.models import HiringMistake, Level


@dataclass(frozen=True)
class GuardNote:
    """A note with why it matters and what to check instead, as the guide says it; check_instead "" where it says
    nothing."""

    note: Note
    why: str
    check_instead: str


def notes_on(description: str, *, level: str = "", role: str = "", musts: int = 0) -> list[GuardNote]:
    """What the guards say of a text. level, role: codes, "" for none; musts: how many activities are a must.

    Where no guide is loaded the shipped one speaks. Two small queries where a guard says something, else one.
    """
    asked = Asked(level=level, role=role, musts=musts, levels=level_ranges())
    notes = read(description, asked)
    words = _mistakes() if any(note.mistake for note in notes) else {}
    return [GuardNote(note, *words.get(note.mistake, (note.why, ""))) for note in notes]


def notes_on_job(job: Job) -> list[GuardNote]:
    """What the guards say of a job as it stands."""
    musts = job.job_activities.filter(need=Need.MUST).count()
    level, role = (row.code if row else "" for row in (job.level, job.role_profile))
    return notes_on(job.description, level=level, role=role, musts=musts)


def level_ranges() -> tuple[LevelRange, ...]:
    """The guide's levels with their borders in relevant months, the lowest first."""
    rows = list(
        Level.objects.order_by("least_months").values_list("code", "name", "least_months", "below_months")
    )
    return tuple(LevelRange(*row) for row in rows) if rows else Asked().levels


def _mistakes() -> dict[str, tuple[str, str]]:
    """Why each hiring mistake fails and what to check instead, by its code."""
    rows: Any = HiringMistake.objects.values_list("code", "why", "check_instead")
    found = {code: (why, check) for code, why, check in rows}
    shipped = (row for row in shipped_guide().rows if row.model is HiringMistake)
    return found or {row.code: (row.content["why"], row.content["check_instead"]) for row in shipped}
