"""What is read of revisions."""

from datetime import date

from candidates.extraction import Document
from candidates.studio.actions import make_draft, save_draft
from candidates.studio.queries import (
    compare_revisions,
    drafts_of,
    find_revision,
    gates,
    history,
    try_rules,
)
from tests.candidates.studio.small import MORE_WORDS, SMALL
from tests.factories.rubrics import make_rule_revision, make_rule_set


def open_gates(draft, by) -> dict[str, str]:
    return {gate.code: gate.words for gate in gates(draft, by) if gate.open}


def test_the_history_of_a_rule_set(draft, in_force, recruiter, member, auditor):
    other = make_rule_revision(rule_set=make_rule_set())
    assert list(history(recruiter)) == [draft, in_force]
    assert list(history(member)) == list(history(auditor)) == [in_force]
    assert list(history(recruiter, other.rule_set)) == [other]
    assert list(drafts_of(recruiter)) == [draft]
    assert list(drafts_of(member)) == []
    assert (find_revision(recruiter, draft.pk), find_revision(member, draft.pk)) == (draft, None)


def test_two_revisions_are_compared(draft, in_force):
    found = compare_revisions(in_force, draft)
    assert [(item.code, item.fields) for item in found.differences] == [("tool.trivy", ("terms",))]
    assert found.lines[:2] == ("--- version 1", "+++ version 2")


def test_what_stands_between_a_draft_and_its_publication(draft, in_force, recruiter, colleague, admin):
    second = {"second": "A second person approves it, or an admin publishes it"}
    assert open_gates(draft, recruiter) == second
    assert open_gates(draft, colleague) == open_gates(draft, admin) == {}
    same = make_draft(by=admin)
    assert open_gates(same, admin) == {"changed": "It says the same as the rules in force"}
    make_rule_revision(rule_set=in_force.rule_set, number=9, document=SMALL)
    assert open_gates(draft, admin)["base"] == "Version 9 came into force since this draft began"


def test_mistakes_and_tests_stand_between_too(draft, recruiter, admin):
    wrong = MORE_WORDS.replace('not_in: "No Trivy."', 'not_in: "Trivy."')
    kept = save_draft(draft=draft, by=recruiter, version=1, document=wrong)
    (tests,) = (gate for gate in gates(kept, admin) if gate.open)
    assert (tests.code, tests.words) == ("tests", "6 of 7 tests give what they should")
    assert [failure.line for failure in tests.failures] == [10]
    assert [gate.code for gate in gates(kept, admin, with_tests=False) if gate.open] == []
    broken = save_draft(draft=kept, by=recruiter, version=2, document="schema: 2", even_invalid=True)
    assert list(open_gates(broken, admin)) == ["errors"]


def test_rules_are_tried_on_a_text():
    tried = try_rules(
        MORE_WORDS, Document("Ran Dependency-Track for 70 services", "text"), as_of=date(2026, 1, 1)
    )
    assert [flag["code"] for flag in tried.report["flags"] if flag["holds"]] == ["scanning_tools"]
    assert [(fact.signal, tried.words(fact)) for fact in tried.facts] == [("tool.trivy", "Dependency-Track")]
