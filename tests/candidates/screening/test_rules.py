"""Flags as expressions over facts, without a text."""

import pytest

from candidates.screening.facts import Fact
from candidates.screening.rules import Index, evaluate
from rubrics import ruledoc

RULES = """\
schema: 1
groups:
  scan: Scanning
  scan.image: Images
  pipe: Pipelines
signals:
  - {code: a, terms: [a], groups: [scan.image], holds_in: a, not_in: b}
  - {code: b, terms: [b], groups: [scan], counts: done, holds_in: a, not_in: b}
  - {code: p, terms: [p], groups: [pipe], holds_in: a, not_in: b}
flags:
"""


def fact(signal: str, *, at: int, sentence: int = 0, how: str = "done", words: int = 1) -> Fact:
    return Fact(at, at + words, signal, sentence, "experience", how)


def judged(
    holds: str, *facts: Fact, covered: bool = True, absence: bool = False
) -> tuple[bool, list[tuple[str, ...]]]:
    more = "\n    absence: true\n    looked_for: [x]" if absence else ""
    rules = ruledoc.load(f"{RULES}  - code: f\n    polarity: green\n    holds: {holds}{more}\n")
    (outcome,) = evaluate(rules, Index(facts, rules), covered=covered)
    return outcome.holds, [tuple(item.signal for item in evidence) for evidence in outcome.evidence]


def test_a_group_holds_by_its_members_and_by_those_of_its_parts():
    assert judged("scan", fact("a", at=0)) == (True, [("a",)])
    assert judged("scan.image", fact("b", at=0)) == (False, [])


@pytest.mark.parametrize(
    "how",
    ["known", "learnt", "negated", "wished", "other_person", "product", "heading", "audited", "certificate"],
)
def test_other_assertions_do_not_count(how):
    assert judged("scan", fact("a", at=0, how=how)) == (False, [])
    assert judged(f"{{group: scan, as: [{how}]}}", fact("a", at=0, how=how)) == (True, [("a",)])


def test_a_signal_that_counts_when_done_does_not_count_in_a_list():
    assert judged("b", fact("b", at=0, how="listed")) == (False, [])
    assert judged("b", fact("b", at=0, how="done")) == (True, [("b",)])


def test_at_least_counts_different_signals_at_different_words():
    assert judged("{group: scan, at_least: 2}", fact("a", at=0), fact("a", at=5))[0] is False
    assert judged("{group: scan, at_least: 2}", fact("a", at=0, words=3), fact("b", at=1))[0] is False
    assert judged("{group: scan, at_least: 2}", fact("a", at=0), fact("b", at=5))[0] is True


def test_together_is_in_one_sentence_by_different_words():
    both = "{together: [scan, pipe]}"
    assert judged(both, fact("a", at=0), fact("p", at=5)) == (True, [("a", "p")])
    assert judged(both, fact("a", at=0), fact("p", at=9, sentence=1)) == (False, [])
    assert judged(both, fact("a", at=0, words=2), fact("p", at=1)) == (False, [])
    assert judged(both, fact("a", at=0, how="negated"), fact("p", at=5)) == (False, [])


def test_any_all_and_none():
    assert judged("{any: [scan, pipe]}", fact("p", at=0)) == (True, [("p",)])
    assert judged("{all: [scan, pipe]}", fact("p", at=0)) == (False, [])
    assert judged("{all: [scan, pipe]}", fact("p", at=0), fact("a", at=3)) == (True, [("a",), ("p",)])
    assert judged("{none: [scan]}", fact("p", at=0)) == (True, [])
    assert judged("{none: [pipe]}", fact("p", at=0)) == (False, [])


def test_absence_needs_a_text_that_the_rules_cover():
    assert judged("{none: [scan]}", absence=True)[0] is True
    assert judged("{none: [scan]}", absence=True, covered=False)[0] is False


def test_a_fact_of_a_signal_that_is_gone_is_passed_over():
    assert judged("scan", fact("removed", at=0)) == (False, [])
