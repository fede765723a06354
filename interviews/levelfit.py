"""Which level ratings speak for. Pure: knows neither Django nor the project.

Interviewers rate against the anchors of the level that was planned, and against no other. What their ratings say of
the other levels is read off by one rule, which the pages state (RULE):

- a criterion counts for the planned level where the lowest rating of it is Yes or Strong yes;
- for the level above where it is Strong yes;
- for the levels below where it is No or better: a No says "not yet at this level", a Strong no says nothing good;
- for more than one level above nothing can be said.

An area, or the whole, rates as the highest level for which more than half of its rated criteria count.
"""

from collections.abc import Sequence
from dataclasses import dataclass

NO, YES, STRONG_YES = 2, 3, 4
LEAST_IN_AREA = 2
LEAST_IN_ALL = 4
RULE = (
    "Ratings were made against the anchors of the planned level. A criterion counts for that level where its lowest "
    "rating is Yes or better, for the level above where it is Strong yes, for the levels below where it is No or "
    "better. An area rates as the highest level for which more than half of its rated criteria count; under two rated "
    "criteria, or under four in all, nothing is said."
)


@dataclass(frozen=True)
class Rated:
    """One criterion with the scores it was given, 1 to 4, by at least one person."""

    scores: tuple[int, ...]

    @property
    def lowest(self) -> int:
        return min(self.scores)


@dataclass(frozen=True)
class Fit:
    """What some criteria say. counts: for each level, the lowest first, how many count for it, None where nothing can
    be said; of: how many were rated. level: index of the level they rate as; None where they rate as none, or where
    they are too few."""

    planned: int
    counts: tuple[int | None, ...]
    of: int
    level: int | None
    too_few: bool

    @property
    def is_below(self) -> bool:
        """Whether they rate below the planned level."""
        return not self.too_few and (self.level is None or self.level < self.planned)

    @property
    def is_strong(self) -> bool:
        """Below the planned level, but all of it counts for the level it rates as, and some for the planned one."""
        if self.level is None or self.level >= self.planned:
            return False
        return self.counts[self.level] == self.of and bool(self.counts[self.planned])


def counts_for(score: int, planned: int, level: int) -> bool | None:
    """Whether a score at the planned level counts for another one; None where it says nothing of it."""
    if level > planned + 1:
        return None
    least = {planned: YES, planned + 1: STRONG_YES}.get(level, NO)
    return score >= least


def fit(rated: Sequence[Rated], *, planned: int, levels: int, least: int = LEAST_IN_AREA) -> Fit:
    """What the criteria say. planned: index among `levels` levels, the lowest being 0."""
    counts = tuple(_count(rated, planned, level) for level in range(levels))
    if len(rated) < least:
        return Fit(planned, counts, len(rated), None, too_few=True)
    reached = [level for level, count in enumerate(counts) if count is not None and count * 2 > len(rated)]
    return Fit(planned, counts, len(rated), max(reached, default=None), too_few=False)


def _count(rated: Sequence[Rated], planned: int, level: int) -> int | None:
    if level > planned + 1:
        return None
    return sum(bool(counts_for(each.lowest, planned, level)) for each in rated)


def in_words(found: Fit, names: Sequence[str]) -> str:
    """What it rates as: "mid", "a strong junior", "mid, with signs of senior"; names: of the levels, lowest first."""
    names = [name.lower() for name in names]
    if found.too_few:
        return "nothing yet, too few criteria were rated"
    if found.level is None:
        return (
            f"below {names[0]}"
            if found.planned == 0
            else f"below {names[found.planned]}, by how much is open"
        )
    if found.level > found.planned:
        return f"{names[found.planned]}, with signs of {names[found.level]}"
    if found.level == found.planned:
        return names[found.planned]
    return f"a strong {names[found.level]}" if found.is_strong else names[found.level]
