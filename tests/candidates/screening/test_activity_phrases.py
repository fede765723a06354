"""The twenty activities in plain words: at least five ways of saying each without a tool's name, and near misses."""

import pytest

from candidates.screening.assess import ACTIVITIES
from tests.candidates.screening.texts import report, rows, with_line

PHRASES = rows("activity_phrases.yaml")


def _shown(text: str) -> set[str]:
    found = report(with_line(text, section="experience")).activities
    return {item.code for item in found if item.state == "done"}


@pytest.mark.parametrize(
    "row",
    [row for row in PHRASES if row["shows"] != "none"],
    ids=lambda row: f"{row['shows']}: {row['text']}",
)
def test_a_phrase_shows_its_activity(row):
    assert row["shows"] in _shown(row["text"])


@pytest.mark.parametrize(
    "row", [row for row in PHRASES if row["shows"] == "none"], ids=lambda row: row["text"]
)
def test_a_near_miss_shows_none(row):
    assert _shown(row["text"]) == set()


@pytest.mark.parametrize("activity", ACTIVITIES)
def test_every_activity_has_five_phrases(activity):
    assert sum(row["shows"] == activity for row in PHRASES) >= 5
