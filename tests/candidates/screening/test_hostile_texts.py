"""Texts that are made to hang a reader: work is counted, not timed, and may only grow with the length."""

import sys
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from candidates.extraction.document import Document
from candidates.screening import compile_rules, screen
from candidates.screening.facts import Standing, collect
from candidates.screening.sections import Sentence
from rubrics.ruledoc import shipped

UNITS = [
    "trivy ", "a", "a.", "a@", "a'a", "scan scan for in the image ", "aws iam roles reviewed ", "no experience with but ",
    "https://a ", "Vault, Trivy in the pipeline\n", "build security in pipeline with training developers ", "(", "\U0001f680",
]  # fmt: skip


def work(function: Callable[[], Any]) -> int:
    """How many calls, of Python and of C functions, it takes."""
    count = 0

    def note(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        function()
    finally:
        sys.setprofile(None)
    return count


def collected(text: str) -> int:
    """The work of finding facts in one endless sentence."""
    sentence = Sentence(0, len(text), 1, "experience", bullet=False)
    matcher = compile_rules(shipped())
    return work(lambda: collect(text, (sentence,), (Standing(),), matcher, plain=False))


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_twice_the_text_is_twice_the_work(unit):
    short, long = unit * (4_000 // len(unit)), unit * (8_000 // len(unit))
    collected(short)
    assert collected(long) < 2.3 * collected(short) + 500


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_every_span_lies_in_the_text(unit):
    text = unit * (3_000 // len(unit))
    report = screen(Document(text, "text"), rules=shipped(), as_of=date(2026, 1, 1))
    assert all(0 <= fact.start < fact.end <= len(text) for fact in report.facts)


@pytest.mark.parametrize("text", ["", "\n", " ", "x", "\n\n\n•\n", "?", "-" * 300])
def test_texts_without_content_give_a_report(text):
    report = screen(Document(text, "text"), rules=shipped(), as_of=date(2026, 1, 1)).to_dict()
    assert (report["notice"], report["level"], report["background"]) == ("too_short", None, None)
    assert [flag["code"] for flag in report["flags"] if flag["holds"]] == []
