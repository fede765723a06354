"""Drafts: made, kept, approved, thrown away; and what none of it may change."""

import pytest

from candidates.studio.actions import approve_draft, discard_draft, make_draft, rebase_draft, save_draft
from candidates.studio.documents import RulesInvalid
from recruiting.errors import Conflict, Denied, Invalid
from recruiting.events.models import Event
from rubrics.choices import RevisionState
from rubrics.models import RuleRevision
from tests.candidates.studio.small import MORE_WORDS, OTHER_FLAG, SMALL
from tests.factories.rubrics import make_rule_revision, make_rule_set

BROKEN = SMALL.replace("polarity: green", "polarity: blue", 1)


def verbs() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def test_a_draft_is_a_copy_of_the_rules_in_force(in_force, recruiter):
    draft = make_draft(by=recruiter, note=" Look at tools ")
    assert (draft.state, draft.number, draft.document, draft.based_on, draft.note) == (
        RevisionState.DRAFT,
        2,
        SMALL,
        in_force,
        "Look at tools",
    )
    assert (draft.author, draft.writers, draft.approver, draft.version) == (
        recruiter,
        [recruiter.pk],
        None,
        1,
    )
    event = Event.objects.get()
    assert (event.verb, event.object_id, event.actor) == ("rules.drafted", draft.pk, recruiter)


def test_a_draft_may_begin_with_an_older_revision_or_a_text(in_force, recruiter):
    newer = make_rule_revision(rule_set=in_force.rule_set, number=2, document=OTHER_FLAG)
    assert make_draft(by=recruiter, copy_of=in_force).document == SMALL
    own = make_draft(by=recruiter, document=MORE_WORDS)
    assert (own.document, own.number, own.based_on) == (MORE_WORDS, 4, newer)


def test_what_no_draft_begins_with(in_force, recruiter, member, auditor):
    other = make_rule_set()
    for by in (member, auditor):
        with pytest.raises(Denied):
            make_draft(by=by)
    with pytest.raises(Invalid, match="another rule set"):
        make_draft(by=recruiter, rule_set=other, copy_of=in_force)
    with pytest.raises(Conflict, match="No rules are published"):
        make_draft(by=recruiter, rule_set=other)
    with pytest.raises(RulesInvalid):
        make_draft(by=recruiter, document=BROKEN)
    assert (RuleRevision.objects.count(), verbs()) == (1, [])


def test_a_text_is_kept_with_who_wrote_it(draft, recruiter, colleague):
    kept = save_draft(draft=draft, by=colleague, version=1, document=OTHER_FLAG)
    assert (kept.document, kept.version, kept.writers) == (
        OTHER_FLAG,
        2,
        sorted([recruiter.pk, colleague.pk]),
    )
    event = Event.objects.latest("pk")
    assert (event.verb, event.fields) == ("rules.changed", ["approver", "document", "writers"])


def test_keeping_the_same_writes_nothing(draft, recruiter):
    kept = save_draft(draft=draft, by=recruiter, version=1, document=MORE_WORDS, note="")
    assert (kept.version, verbs()) == (1, ["rules.drafted"])


def test_of_two_who_keep_a_text_the_second_is_told(draft, recruiter, colleague):
    save_draft(draft=draft, by=recruiter, version=1, document=OTHER_FLAG)
    for document in (SMALL, MORE_WORDS):  # also one that says what the second has read
        with pytest.raises(Conflict, match="changed this draft") as caught:
            save_draft(draft=draft, by=colleague, version=1, document=document)
        assert caught.value.code == "changed"
    draft.refresh_from_db()
    assert (draft.document, draft.writers) == (OTHER_FLAG, [recruiter.pk])


def test_mistakes_are_named_with_line_and_field(draft, recruiter):
    with pytest.raises(RulesInvalid) as caught:
        save_draft(draft=draft, by=recruiter, version=1, document=BROKEN)
    error = caught.value
    assert (error.field, error.code) == ("document", "invalid_rules")
    assert [(p.line, p.field) for p in error.problems] == [(28, "flags[0].polarity")]
    assert "line 28, flags[0].polarity: 'blue' is none of green, yellow" in error.message
    draft.refresh_from_db()
    assert (draft.document, draft.version) == (MORE_WORDS, 1)


def test_an_editor_may_keep_mistakes_until_they_are_mended(draft, recruiter):
    kept = save_draft(draft=draft, by=recruiter, version=1, document=BROKEN, even_invalid=True)
    assert (kept.document, kept.version) == (BROKEN, 2)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"document": "#" * 4_000_001}, "document"),
        ({"document": SMALL + "\0"}, "document"),
        ({"note": "x" * 4_001}, "note"),
    ],
)
def test_what_is_kept_under_no_circumstances(draft, recruiter, values, field):
    with pytest.raises(Invalid) as caught:
        save_draft(draft=draft, by=recruiter, version=1, even_invalid=True, **values)
    assert caught.value.field == field
    draft.refresh_from_db()
    assert draft.version == 1


def test_published_rules_are_not_changed(in_force, recruiter, admin):
    for change in (
        lambda: save_draft(draft=in_force, by=admin, version=1, document=OTHER_FLAG),
        lambda: save_draft(draft=in_force, by=admin, version=1, document=SMALL),
        lambda: approve_draft(draft=in_force, by=recruiter, version=1),
        lambda: rebase_draft(draft=in_force, by=admin, version=1),
        lambda: discard_draft(draft=in_force, by=admin, version=1),
    ):
        with pytest.raises(Conflict) as caught:
            change()
        assert caught.value.code == "published"
    in_force.refresh_from_db()
    assert (in_force.document, in_force.version, in_force.approver, verbs()) == (SMALL, 1, None, [])


def test_a_second_person_approves_a_text_as_it_is(draft, recruiter, colleague, member):
    for by in (recruiter, member):
        with pytest.raises(Denied):
            approve_draft(draft=draft, by=by, version=1)
    approved = approve_draft(draft=draft, by=colleague, version=1)
    assert (approved.approver, approved.version) == (colleague, 2)
    changed = save_draft(draft=approved, by=recruiter, version=2, document=OTHER_FLAG)
    assert changed.approver is None
    assert verbs() == ["rules.drafted", "rules.approved", "rules.changed"]


def test_a_note_takes_no_approval_away(draft, recruiter, colleague):
    approved = approve_draft(draft=draft, by=colleague, version=1)
    assert save_draft(draft=approved, by=recruiter, version=2, note="Why").approver == colleague


def test_who_wrote_any_of_it_is_no_second_person(draft, recruiter, colleague):
    written = save_draft(draft=draft, by=colleague, version=1, document=OTHER_FLAG)
    for by in (recruiter, colleague):
        with pytest.raises(Denied):
            approve_draft(draft=written, by=by, version=2)


def test_mistakes_are_not_approved(draft, recruiter, colleague):
    broken = save_draft(draft=draft, by=recruiter, version=1, document=BROKEN, even_invalid=True)
    with pytest.raises(RulesInvalid):
        approve_draft(draft=broken, by=colleague, version=2)


def test_a_draft_takes_newer_rules_as_what_it_replaces(draft, in_force, recruiter, colleague, member):
    approved = approve_draft(draft=draft, by=colleague, version=1)
    assert rebase_draft(draft=approved, by=recruiter, version=2).version == 2
    newer = make_rule_revision(rule_set=in_force.rule_set, number=3, document=OTHER_FLAG)
    with pytest.raises(Denied):
        rebase_draft(draft=approved, by=member, version=2)
    rebased = rebase_draft(draft=approved, by=recruiter, version=2)
    assert (rebased.based_on, rebased.document, rebased.approver, rebased.version) == (
        newer,
        MORE_WORDS,
        None,
        3,
    )
    with pytest.raises(Conflict):
        rebase_draft(draft=rebased, by=recruiter, version=2)


def test_a_draft_is_thrown_away(draft, recruiter, member):
    with pytest.raises(Denied):
        discard_draft(draft=draft, by=member, version=1)
    with pytest.raises(Conflict):
        discard_draft(draft=draft, by=recruiter, version=9)
    assert verbs() == ["rules.drafted"]
    discard_draft(draft=draft, by=recruiter, version=1)
    assert not RuleRevision.objects.drafts().exists()
    event = Event.objects.latest("pk")
    assert (event.verb, event.object_id) == ("rules.discarded", draft.pk)
