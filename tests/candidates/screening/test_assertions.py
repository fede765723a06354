"""How a text speaks of what it names, line by line: some 300 of them."""

import pytest

from rubrics.ruledoc import shipped
from rubrics.ruledoc.model import ASSERTIONS
from tests.candidates.screening.texts import report, rows, with_line

LINES = rows("assertion_lines.yaml")


@pytest.mark.parametrize("row", LINES, ids=[f"{row['in']}: {row['text']} ({row['of']})" for row in LINES])
def test_a_line_speaks_of_its_signal_as_it_must(row):
    facts = report(with_line(row["text"], section=row["in"])).facts
    found = {fact.assertion for fact in facts if fact.signal == row["of"]}
    assert found == ({row["as"]} if row["as"] != "none" else set())


def test_the_lines_speak_of_signals_that_there_are():
    assert {row["of"] for row in LINES} - set(shipped().signals) == set()


def test_every_assertion_has_lines_but_the_auditors():
    assert set(ASSERTIONS) - {row["as"] for row in LINES} == {"audited"}
