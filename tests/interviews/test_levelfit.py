"""What ratings at one level say of the others: the rule as a table."""

import pytest

from interviews.levelfit import LEAST_IN_ALL, Rated, counts_for, fit, in_words

NAMES = ("Junior", "Mid", "Senior")
JUNIOR, MID, SENIOR = range(3)


def rated(*lists: int | tuple[int, ...]) -> list[Rated]:
    scores = [each if isinstance(each, tuple) else (each,) for each in lists]
    return [Rated(each) for each in scores]


@pytest.mark.parametrize(
    ("planned", "score", "told"),
    [
        (JUNIOR, 1, (False, False, None)),
        (JUNIOR, 2, (False, False, None)),
        (JUNIOR, 3, (True, False, None)),
        (JUNIOR, 4, (True, True, None)),
        (MID, 1, (False, False, False)),
        (MID, 2, (True, False, False)),
        (MID, 3, (True, True, False)),
        (MID, 4, (True, True, True)),
        (SENIOR, 1, (False, False, False)),
        (SENIOR, 2, (True, True, False)),
        (SENIOR, 3, (True, True, True)),
    ],
)
def test_for_which_levels_a_score_counts(planned, score, told):
    assert tuple(counts_for(score, planned, level) for level in range(3)) == told


@pytest.mark.parametrize(
    ("planned", "scores", "words"),
    [
        (MID, (3, 3, 3, 2), "mid"),
        (MID, (2, 2, 2, 3), "a strong junior"),
        (MID, (2, 2, 2, 2), "junior"),
        (MID, (2, 2, 1, 3), "junior"),
        (MID, (1, 1, 2, 1), "below mid, by how much is open"),
        (MID, (4, 4, 4, 3), "mid, with signs of senior"),
        (MID, (4, 4, 3, 3), "mid"),
        (MID, (3, 3, 2, 2), "a strong junior"),
        (SENIOR, (2, 2, 3, 2), "a strong mid"),
        (SENIOR, (4, 4, 4, 4), "senior"),
        (SENIOR, (1, 1, 1, 2), "below senior, by how much is open"),
        (JUNIOR, (2, 2, 2, 3), "below junior"),
        (JUNIOR, (3, 3, 4, 2), "junior"),
        (JUNIOR, (4, 4, 4, 4), "junior, with signs of mid"),
    ],
)
def test_what_an_area_rates_as(planned, scores, words):
    assert in_words(fit(rated(*scores), planned=planned, levels=3), NAMES) == words


def test_of_several_ratings_the_lowest_counts():
    found = fit(rated((4, 2), (3, 3), (3, 4)), planned=MID, levels=3)
    assert (found.counts, found.of, found.level) == ((3, 2, 0), 3, MID)


def test_too_few_ratings_say_nothing():
    for scores, least in (((), 2), ((4,), 2), ((3, 3, 3), LEAST_IN_ALL)):
        found = fit(rated(*scores), planned=MID, levels=3, least=least)
        assert (found.level, found.too_few, found.is_below) == (None, True, False)
        assert in_words(found, NAMES).startswith("nothing yet")


def test_of_two_levels_up_nothing_is_said():
    assert fit(rated(4, 4), planned=JUNIOR, levels=3).counts == (2, 2, None)
    assert fit([], planned=JUNIOR, levels=3).counts == (0, 0, None)
