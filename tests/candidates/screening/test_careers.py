"""The relevant months of short invented careers in many trades, layouts and languages: `careers.yaml`."""

import datetime as dt
from pathlib import Path

import pytest
import yaml

from candidates.screening.sections import split_lines
from candidates.screening.timeline import read_timeline

CASES = yaml.load((Path(__file__).parent / "careers.yaml").read_text("utf-8"), yaml.CSafeLoader)
AS_OF = dt.date(2026, 11, 1)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_relevant_months(case):
    timeline = read_timeline(split_lines(case["text"]), case["text"], as_of=AS_OF)
    assert timeline.months == case["months"], [
        (job.title, job.employer, job.start, job.end, job.weight) for job in timeline.positions
    ]
