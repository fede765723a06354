"""The shipped rules: what the guide names is there, and every signal's sentences come out right."""

import re

import pytest

from candidates.screening import compile_rules
from candidates.screening.assess import ACTIVITIES
from candidates.studio.snippets import check_signal, check_snippet
from rubrics import ruledoc
from rubrics.ruledoc import Signal
from rubrics.ruledoc.model import ASSERTIONS

RULES = ruledoc.shipped()
SIGNALS = list(RULES.signals.values())
FLAGS = [
    "scanning_tools", "cicd_security", "cloud_security", "secrets_management", "kubernetes_security",
    "security_certification", "developer_enablement",
    "audit_compliance_only", "no_automation", "no_devops_cicd", "theoretical_only",
]  # fmt: skip


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.code)
def test_a_signal_holds_in_its_sentences_as_it_must(signal):
    assert check_signal(RULES, signal) == []


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.code)
def test_what_must_not_hold_contains_the_term(signal):
    assert any(_spans(signal, text) for text in signal.not_in)


def test_no_two_signals_share_a_sentence_with_the_term_swapped():
    owners: dict[str, set[str]] = {}
    for signal in SIGNALS:
        for text in (*signal.holds_in, *signal.not_in):
            owners.setdefault(_without_terms(signal, text), set()).add(signal.code)
    assert [codes for words, codes in owners.items() if len(codes) > 1 and words != _TERM] == []


def test_there_are_five_hundred_signals():
    assert len(SIGNALS) >= 500


_TERM = "*"


def _spans(signal: Signal, text: str) -> list[tuple[int, int]]:
    """Where a signal's terms stand in a text, however it speaks of them."""
    matcher = compile_rules(RULES)
    words = matcher.words(text, 0, len(text))
    # Equal, not the same: a document of the same content may have been compiled before this one.
    found = [match for match in matcher.scan(words) if match[0].signal == signal]
    return sorted((words.starts[first], words.ends[last - 1]) for _, first, last in found)


def _without_terms(signal: Signal, text: str) -> str:
    """The words of a text with one mark for each run of the signal's terms."""
    words: list[str] = []
    at = 0
    for start, end in _spans(signal, text):
        words += re.findall(r"\w+", text[at:start].lower())
        words += [_TERM] if words[-1:] != [_TERM] else []
        at = max(at, end)
    return " ".join(words + re.findall(r"\w+", text[at:].lower()))


def test_the_texts_have_the_flags_that_they_must():
    assert [failure for test in RULES.tests for failure in check_snippet(RULES, test)] == []


def test_the_eleven_flags_stand_in_the_guides_order():
    assert [flag.code for flag in RULES.flags] == FLAGS


def test_absence_flags_say_what_was_looked_for():
    assert {flag.code: bool(flag.looked_for) for flag in RULES.flags if flag.absence} == {
        "no_automation": True,
        "no_devops_cicd": True,
    }


@pytest.mark.parametrize("activity", ACTIVITIES)
def test_every_activity_can_be_seen(activity):
    assert [signal.code for signal in SIGNALS if activity in signal.activities] != []


def test_assertions_keep_their_places():
    """Stored facts hold the index of an assertion: new ones come last."""
    assert ASSERTIONS == (
        "done", "listed", "known", "learnt", "certificate", "preparing", "expired", "wished", "negated",
        "other_person", "product", "heading", "advert", "audited",
    )  # fmt: skip


def test_reading_the_source_again_gives_the_same_rules():
    assert ruledoc.load(RULES.source).content_hash == RULES.content_hash


def test_no_signal_rests_on_what_people_are():
    """Names, age, gender, nationality and schools are no input to any rule (design, section 4)."""
    forbidden = {"name", "gender", "age", "nationality", "photo", "religion", "married"}
    assert [code for code in RULES.signals if set(code.split(".")) & forbidden] == []
