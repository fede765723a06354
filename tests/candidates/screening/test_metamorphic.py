"""What must not matter changes nothing. `make soak` tries 500 resumes, this a few (tests/bench/metamorphic.py)."""

import pytest

from rubrics.ruledoc import shipped
from tests.bench.metamorphic import BASE, differences, outcome, variants


@pytest.mark.parametrize("number", [67, 240, 451, *range(1000, 1006)])
def test_the_person_and_the_page_change_nothing(number):
    assert differences(number, shipped()) == {}


def test_what_is_compared_says_something():
    outcomes = [outcome(variants(number)[BASE], shipped()) for number in range(1000, 1006)]
    assert len({months for _, months, *_ in outcomes}) > 3
    assert len({held for held, *_ in outcomes}) > 3
