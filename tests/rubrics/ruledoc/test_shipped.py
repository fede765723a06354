"""The shipped rules: what the guide names is there, and every signal's two sentences come out right."""

import pytest

from candidates.screening.assess import ACTIVITIES
from candidates.screening.rules import Index
from rubrics import ruledoc
from rubrics.ruledoc.model import ASSERTIONS, COUNTED
from tests.candidates.screening.texts import report

RULES = ruledoc.shipped()
SIGNALS = list(RULES.signals.values())
SHOWING = COUNTED | {"certificate", "learnt", "product", "heading"}
"""How a word of company may stand in its sentence: it is looked at however the text speaks of it."""

FLAGS = [
    "scanning_tools", "cicd_security", "cloud_security", "secrets_management", "kubernetes_security",
    "security_certification", "developer_enablement",
    "audit_compliance_only", "no_automation", "no_devops_cicd", "theoretical_only",
]  # fmt: skip


def asserted(sentence: str, signal: ruledoc.Signal, how: frozenset[str]) -> bool:
    """Whether the signal is found in a sentence of a summary, asserted in one of these ways."""
    text = f"Summary\n{sentence}\n\nEducation\nSecondary school\n"
    return bool(Index(report(text).facts, RULES.signals).find(signal.code, how))


def ways(signal: ruledoc.Signal) -> frozenset[str]:
    """Green and yellow evidence must count; words of company and certificates that are no evidence need not."""
    evidence = {"security", "automation", "devops", "certification"} & signal.groups
    return COUNTED if evidence and "support" not in signal.groups else SHOWING


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.code)
def test_the_sentence_of_holds_in_holds(signal):
    assert [sentence for sentence in signal.holds_in if not asserted(sentence, signal, ways(signal))] == []


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.code)
def test_the_sentence_of_not_in_does_not(signal):
    assert [sentence for sentence in signal.not_in if asserted(sentence, signal, COUNTED)] == []


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


def test_signals_name_no_activity_but_the_guides():
    named = {activity for signal in SIGNALS for activity in signal.activities}
    assert named - set(ACTIVITIES) == set()


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
