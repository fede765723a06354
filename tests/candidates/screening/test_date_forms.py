"""Date ranges in the languages of Europe, and numbers that only look like dates: `date_forms.yaml`."""

from pathlib import Path

import pytest
import yaml

from candidates.screening.dates import find_ranges

CASES = yaml.load((Path(__file__).parent / "date_forms.yaml").read_text("utf-8"), yaml.CSafeLoader)


def _label(month):
    return None if month is None else f"{month // 12:04d}-{month % 12 + 1:02d}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_range(case):
    found = [
        (_label(dates.first), _label(dates.last)) for dates in find_ranges(case["text"]) if not dates.single
    ]
    assert found == ([] if case.get("none") else [(case["first"], case["last"])])
