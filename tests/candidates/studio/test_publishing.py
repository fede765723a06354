"""Publishing: who may, when, and that published rules stay as they are."""

import pytest

from candidates.actions.screenings import current_revision
from candidates.studio.actions import (
    RulesFail,
    approve_draft,
    make_draft,
    publish_draft,
    rebase_draft,
    roll_back,
    save_draft,
)
from candidates.studio.documents import RulesInvalid
from recruiting.errors import Conflict, Denied
from recruiting.events.models import Event
from rubrics import ruledoc
from rubrics.actions import publish_shipped_rules
from rubrics.choices import RevisionState
from rubrics.models import RuleRevision
from tests.candidates.studio.small import MORE_WORDS, OTHER_FLAG, SMALL
from tests.factories.rubrics import make_rule_revision


def published(code: str = "rules.published") -> list[int]:
    return list(Event.objects.filter(verb=code).values_list("object_id", flat=True))


def test_an_admin_publishes_alone(draft, in_force, admin):
    own = make_draft(by=admin, document=MORE_WORDS)
    now = publish_draft(draft=own, by=admin, version=1, note=" More tools ")
    assert (now.state, now.number, now.note, now.approver) == (RevisionState.PUBLISHED, 3, "More tools", None)
    assert now.content_hash == ruledoc.load(MORE_WORDS).content_hash
    assert now.published_at is not None
    assert current_revision(None) == now
    assert (published(), Event.objects.latest("pk").actor) == ([own.pk], admin)


def test_a_second_person_publishes(draft, colleague):
    now = publish_draft(draft=draft, by=colleague, version=1)
    assert (now.state, now.approver) == (RevisionState.PUBLISHED, colleague)


def test_a_writer_publishes_what_a_second_person_approved(draft, recruiter, colleague):
    with pytest.raises(Denied) as caught:
        publish_draft(draft=draft, by=recruiter, version=1)
    assert caught.value.code == "second_person"
    approved = approve_draft(draft=draft, by=colleague, version=1)
    now = publish_draft(draft=approved, by=recruiter, version=2)
    assert (now.state, now.approver) == (RevisionState.PUBLISHED, colleague)


def test_an_approval_is_for_the_text_that_was_read(draft, recruiter, colleague):
    approved = approve_draft(draft=draft, by=colleague, version=1)
    changed = save_draft(draft=approved, by=recruiter, version=2, document=OTHER_FLAG)
    with pytest.raises(Denied):
        publish_draft(draft=changed, by=recruiter, version=3)
    with pytest.raises(Conflict, match="changed this draft"):  # whoever holds what was approved
        publish_draft(draft=approved, by=recruiter, version=2)
    assert published() == []


def test_who_publishes_nothing(draft, member, auditor):
    for by in (member, auditor):
        with pytest.raises(Denied):
            publish_draft(draft=draft, by=by, version=1)
    assert published() == []


def test_rules_whose_tests_fail_are_not_published(in_force, admin):
    wrong = make_draft(
        by=admin, document=MORE_WORDS.replace('holds_in: "Runs Trivy."', 'holds_in: "Runs Grype."')
    )
    with pytest.raises(RulesFail) as caught:
        publish_draft(draft=wrong, by=admin, version=1)
    assert (
        "1 of the tests in these rules come out wrong: line 10, holds_in, tool.trivy" in caught.value.message
    )
    assert [failure.code for failure in caught.value.run.failures] == ["tool.trivy"]
    assert (published(), current_revision(None)) == ([], in_force)


def test_mistakes_are_not_published(draft, admin, recruiter):
    broken = save_draft(draft=draft, by=recruiter, version=1, document="schema: 9", even_invalid=True)
    with pytest.raises(RulesInvalid):
        publish_draft(draft=broken, by=admin, version=2)


def test_a_draft_that_changes_nothing_is_not_published(in_force, admin):
    same = make_draft(by=admin, document="# A remark\n" + SMALL)
    with pytest.raises(Conflict, match="says the same as version 1"):
        publish_draft(draft=same, by=admin, version=1)


def test_newer_rules_are_not_undone_unseen(draft, in_force, admin):
    make_rule_revision(rule_set=in_force.rule_set, number=3, document=OTHER_FLAG)
    with pytest.raises(Conflict) as caught:
        publish_draft(draft=draft, by=admin, version=1)
    assert (caught.value.code, "Version 3 came into force" in caught.value.message) == ("base_moved", True)


def test_publishing_twice_is_once(draft, admin, colleague):
    publish_draft(draft=draft, by=admin, version=1)
    with pytest.raises(Conflict) as caught:
        publish_draft(draft=draft, by=colleague, version=1)
    assert (caught.value.code, len(published())) == ("published", 1)


def test_a_draft_older_than_what_was_published_comes_after_it(draft, in_force, recruiter, admin):
    """Numbers tell which rules are in force: one that was given before is given anew."""
    newer = make_draft(by=recruiter, document=OTHER_FLAG)
    publish_draft(draft=newer, by=admin, version=1)
    rebased = rebase_draft(draft=draft, by=recruiter, version=1)
    now = publish_draft(draft=rebased, by=admin, version=2)
    assert (now.number, current_revision(None)) == (4, now)


def test_going_back_makes_a_new_revision(draft, in_force, admin):
    second = publish_draft(draft=draft, by=admin, version=1)
    third = roll_back(revision=in_force, by=admin)
    assert (third.number, third.document, third.note, third.based_on) == (
        3,
        SMALL,
        "Back to version 1.",
        second,
    )
    assert (third.content_hash, third.pk != in_force.pk) == (in_force.content_hash, True)
    assert current_revision(None) == third


def test_a_recruiters_way_back_waits_for_a_second_person(draft, in_force, admin, recruiter, colleague):
    second = publish_draft(draft=draft, by=admin, version=1)
    third = roll_back(revision=in_force, by=recruiter, note="Too many")
    assert (third.state, third.note, current_revision(None)) == (RevisionState.DRAFT, "Too many", second)
    assert publish_draft(draft=third, by=colleague, version=1).state == RevisionState.PUBLISHED


def test_ways_back_that_lead_nowhere(draft, in_force, admin, member):
    with pytest.raises(Conflict, match="in force already"):
        roll_back(revision=in_force, by=admin)
    with pytest.raises(Conflict, match="Only published"):
        roll_back(revision=draft, by=admin)
    publish_draft(draft=draft, by=admin, version=1)
    with pytest.raises(Denied):
        roll_back(revision=in_force, by=member)
    assert RuleRevision.objects.count() == 2


def test_a_release_leaves_peoples_rules_in_force(draft, in_force, admin):
    ours = publish_draft(draft=draft, by=admin, version=1)
    assert publish_shipped_rules() is None
    offered = RuleRevision.objects.drafts().get()
    assert (offered.document, offered.author, offered.based_on) == (ruledoc.shipped_source(), None, ours)
    assert publish_shipped_rules() is None
    assert (RuleRevision.objects.drafts().count(), current_revision(None)) == (1, ours)
