"""How far raters agree: Krippendorff's alpha. Pure: knows neither Django nor the project.

alpha = 1 - observed / expected disagreement, from the coincidence matrix (Krippendorff 2011, Computing Krippendorff's
Alpha-Reliability): any number of raters, missing ratings allowed. The worked examples of the literature are in
tests/interviews/test_agreement.py. From .8 on ratings are called reliable, from .667 on tentatively so.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

Metric = Literal["nominal", "ordinal", "interval", "ratio"]
Pairs = dict[tuple[float, float], float]
RELIABLE, TENTATIVE = 0.8, 0.667
ROUNDS, SEED = 1000, 20260101


@dataclass(frozen=True)
class Interval:
    """The middle 95 % of alpha over resampled units. undefined: in how many of the rounds it had no value."""

    low: float
    high: float
    rounds: int
    undefined: int


def alpha(units: Iterable[Sequence[float | None]], metric: Metric = "ordinal") -> float | None:
    """Agreement on units, each with the values that its raters gave, None for a missing one.

    1 is perfect, 0 what chance gives, below 0 worse. None where nothing varies or no unit has two values: there is
    no agreement to speak of, and none is made up.
    """
    return _alpha(_added((_coincidences(unit), 1) for unit in units), metric)


def interval(
    units: Iterable[Sequence[float | None]],
    metric: Metric = "ordinal",
    *,
    rounds: int = ROUNDS,
    seed: int = SEED,
) -> Interval | None:
    """How far alpha would differ with other units of the same kind: a bootstrap over units, the same for the same seed.

    None where alpha is undefined.
    """
    kinds = Counter(tuple(sorted(v for v in unit if v is not None)) for unit in units)
    matrices = [(_coincidences(values), number) for values, number in kinds.items() if len(values) > 1]
    if _alpha(_added(matrices), metric) is None:
        return None
    pairs, numbers = zip(*matrices, strict=True)
    total = sum(numbers)
    drawn = np.random.default_rng(seed).multinomial(total, np.array(numbers) / total, size=rounds)
    found = [_alpha(_added(zip(pairs, row, strict=True)), metric) for row in drawn.tolist()]
    known = sorted(value for value in found if value is not None)
    low, high = np.quantile(known, (0.025, 0.975)).tolist()
    return Interval(low, high, rounds, rounds - len(known))


def _coincidences(unit: Sequence[float | None]) -> Pairs:
    """The unit's ordered pairs of values, weighted so that each value counts once; none for a single value."""
    counts = Counter(value for value in unit if value is not None)
    others = counts.total() - 1
    return {
        (one, other): counts[one] * (counts[other] - (one == other)) / others
        for one in counts
        for other in counts
        if others
    }


def _added(matrices: Iterable[tuple[Pairs, int]]) -> Pairs:
    """Their sum, each as often as is said."""
    found: Pairs = {}
    for matrix, often in matrices:
        for pair, weight in matrix.items():
            found[pair] = found.get(pair, 0.0) + weight * often
    return found


def _alpha(pairs: Pairs, metric: Metric) -> float | None:
    totals: dict[float, float] = {}
    for (one, _), weight in pairs.items():
        totals[one] = totals.get(one, 0.0) + weight
    values = sorted(value for value, weight in totals.items() if weight)
    observed = expected = 0.0
    for one, other in combinations(values, 2):
        apart = _distance(one, other, totals, metric)
        observed += pairs.get((one, other), 0.0) * apart
        expected += totals[one] * totals[other] * apart
    return 1 - (sum(totals.values()) - 1) * observed / expected if expected else None


def _distance(one: float, other: float, totals: dict[float, float], metric: Metric) -> float:
    """How far two values are apart, squared."""
    if metric == "nominal":
        return 1.0
    if metric == "interval":
        return (one - other) ** 2
    if metric == "ratio":
        return ((one - other) / (one + other)) ** 2
    between = sum(weight for value, weight in totals.items() if one <= value <= other)
    return (between - (totals[one] + totals[other]) / 2) ** 2
