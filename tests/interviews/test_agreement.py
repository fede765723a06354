"""Krippendorff's alpha equals the worked examples of the literature, and says nothing where there is nothing."""

import pytest

from interviews.agreement import alpha, interval


def units(*raters: str) -> list[list[float | None]]:
    """Columns of the raters' rows; · is a missing value."""
    rows = [[None if value == "·" else float(value) for value in row.split()] for row in raters]
    return [list(column) for column in zip(*rows, strict=True)]


FOUR_BY_TWELVE = units(
    "1 2 3 3 2 1 4 1 2 · · ·",
    "1 2 3 3 2 2 4 1 2 5 · 3",
    "· 3 3 3 2 3 4 2 2 5 1 ·",
    "1 2 3 3 2 4 4 1 2 5 1 ·",
)
BINARY = units("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
THREE_BY_FIFTEEN = units(
    "· · · · · 3 4 1 2 1 1 3 3 · 3",
    "1 · 2 1 3 3 4 3 · · · · · · ·",
    "· · 2 1 3 4 4 · 2 1 1 3 3 · 4",
)


@pytest.mark.parametrize(
    ("data", "metric", "expected"),
    [
        (FOUR_BY_TWELVE, "nominal", 0.7434),
        (FOUR_BY_TWELVE, "ordinal", 0.8154),
        (FOUR_BY_TWELVE, "interval", 0.8491),
        (FOUR_BY_TWELVE, "ratio", 0.7974),
        (BINARY, "nominal", 0.0952),
        (BINARY, "ordinal", 0.0952),
        (THREE_BY_FIFTEEN, "nominal", 0.691),
        (THREE_BY_FIFTEEN, "interval", 0.811),
    ],
)
def test_the_worked_examples(data, metric, expected):
    places = 4 if expected * 1000 % 1 else 3
    assert round(alpha(data, metric), places) == expected


def test_perfect_agreement_is_one_and_systematic_disagreement_is_below_zero():
    assert alpha([[1, 1], [4, 4], [2, 2]]) == 1
    assert alpha([[1, 4], [4, 1], [1, 4]]) < 0


@pytest.mark.parametrize("data", [[], [[3, 3], [3, 3, 3]], [[1], [4, None], [None]]])
@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval", "ratio"])
def test_without_variation_or_pairs_there_is_no_value(data, metric):
    assert alpha(data, metric) is None
    assert interval(data, metric) is None


def test_the_interval_is_around_alpha_and_the_same_for_the_same_seed():
    value, found = alpha(FOUR_BY_TWELVE), interval(FOUR_BY_TWELVE)
    assert found.low < value < found.high <= 1
    assert (found.rounds, found.undefined) == (1000, 0)
    assert found == interval(FOUR_BY_TWELVE) != interval(FOUR_BY_TWELVE, seed=1)


def test_more_units_of_the_same_kind_make_it_narrower():
    few, many = interval(FOUR_BY_TWELVE), interval(FOUR_BY_TWELVE * 20)
    assert many.high - many.low < few.high - few.low


def test_rounds_in_which_nothing_varies_are_counted():
    found = interval([[1, 1], [4, 4]])
    assert found.undefined > 0
    assert (found.low, found.high) == (1, 1)
