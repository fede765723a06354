"""How often people agreed with a flag, as a share with its interval."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

LEAST_REVIEWS = 10
"""Reviews from which a share is shown: with fewer the interval says nothing."""

Z = 1.959963984540054
"""The normal quantile of 0.975, for a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A share and its bounds, each from 0 to 1."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Precision:
    """How one flag was reviewed where it holds. holding: resumes in which it holds; reviewed: those of them that a
    person looked at; agreed: those of these where the person says so too."""

    flag: str
    holding: int
    reviewed: int
    agreed: int

    @property
    def interval(self) -> Interval | None:
        """The measured precision, None for fewer than LEAST_REVIEWS reviews."""
        return wilson(self.agreed, self.reviewed) if self.reviewed >= LEAST_REVIEWS else None

    @property
    def share_reviewed(self) -> float | None:
        """How much of what it holds in was reviewed, None where it holds in nothing."""
        return self.reviewed / self.holding if self.holding else None


def wilson(agreed: int, reviewed: int) -> Interval:
    """The Wilson score interval of a share at 95 %.

    Wilson, E. B. (1927): Probable inference, the law of succession, and statistical inference. Journal of the
    American Statistical Association 22 (158), 209-212. With p = agreed / n and z the normal quantile:

        (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)

    Unlike p ± z √(p(1-p)/n) it stays between 0 and 1 and holds for few reviews. Raises ValueError for none.
    """
    if not 0 <= agreed <= reviewed or reviewed == 0:
        raise ValueError("a share needs at least one review, and no more agreement than reviews")
    share = agreed / reviewed
    spread = Z * sqrt(share * (1 - share) / reviewed + Z**2 / (4 * reviewed**2))
    middle, scale = share + Z**2 / (2 * reviewed), 1 + Z**2 / reviewed
    return Interval(share, max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale))
