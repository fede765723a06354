"""The twenty activities, line by line: what a line shows is done, and nothing beside it."""

import pytest

from tests.candidates.screening.texts import report, rows, with_line

LINES = rows("activity_lines.yaml")


@pytest.mark.parametrize("row", LINES, ids=[row["text"] for row in LINES])
def test_a_line_shows_its_activities_and_no_other(row):
    activities = report(with_line(row["text"], section="experience")).activities
    assert {item.code for item in activities if item.state == "done"} == set(row["done"])
