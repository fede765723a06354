"""What became of an applicant of a large demo: where they came from, how far they came, what was said of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from candidates.choices import ApplicationStatus

DAYS = 160
"""The first of them applied as long ago."""

IN_STAGE = (46, 22, 13, 9, 6, 4)
"""Of the applications, in hundredths, how many came as far as each stage of the usual pipeline."""

REJECTED, WITHDRAWN = 0.22, 0.05


@dataclass(frozen=True)
class Story:
    """entered: when each stage from the first on was entered; ended: the status and when, if it was ended.

    source, note, reason: places in lists, None for none; tags: places.
    """

    entered: Sequence[datetime]
    status: str
    ended: datetime | None
    reason: int | None
    source: int | None
    note: int | None
    tags: Sequence[int]


def day_of(base: int, today: date) -> date:
    """The day on which everybody with this text applied: the screening's date. More came lately than long ago."""
    place = base * 7 % DAYS
    return today - timedelta(days=1 + place * place // DAYS)


def story_of(
    number: int, day: date, now: datetime, *, sources: int, notes: int, tags: int, reasons: int
) -> Story:
    """The same for the same number and moments. sources, notes, tags, reasons: how many of each there are."""
    random = Random(f"story {number}")  # noqa: S311 - no secret
    came = datetime.combine(day, time(random.randint(7, 18), random.randint(0, 59)), UTC)
    stages = random.choices(range(1, len(IN_STAGE) + 1), IN_STAGE)[0]
    left = now - came
    later = sorted(random.random() for _ in range(stages - 1))
    entered = [came, *(came + left * part for part in later)]
    chance, status, ended = random.random(), ApplicationStatus.ACTIVE, None
    if chance < REJECTED + WITHDRAWN:
        status = ApplicationStatus.REJECTED if chance < REJECTED else ApplicationStatus.WITHDRAWN
        ended = entered[-1] + (now - entered[-1]) * random.random()
    return Story(
        entered=entered,
        status=status,
        ended=ended,
        reason=random.randrange(reasons) if status == ApplicationStatus.REJECTED else None,
        source=random.randrange(sources) if random.random() < 0.8 else None,
        note=random.randrange(notes) if random.random() < 0.12 else None,
        tags=random.sample(range(tags), random.choices((0, 1, 2), (80, 14, 6))[0]),
    )
