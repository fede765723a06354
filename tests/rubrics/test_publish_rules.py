import pytest

from recruiting.events import names
from recruiting.events.models import Event
from rubrics import queries, ruledoc
from rubrics.actions import publish_shipped_rules
from rubrics.choices import RevisionState
from rubrics.models import RuleRevision, RuleSet
from tests.factories.rubrics import make_rule_revision, make_rule_set

pytestmark = pytest.mark.django_db


def test_the_shipped_rules_are_published_in_the_default_rule_set():
    revision = publish_shipped_rules()

    shipped = ruledoc.shipped()
    revision.refresh_from_db()
    assert (revision.rule_set.is_default, revision.number, revision.state) == (
        True,
        1,
        RevisionState.PUBLISHED,
    )
    assert (revision.document, revision.content_hash) == (shipped.source, shipped.content_hash)
    assert ruledoc.load(revision.document).content_hash == revision.content_hash
    assert queries.rules_in_force() == revision
    event = Event.objects.get(verb=names.RULES_PUBLISHED)
    assert (event.object_id, event.codes) == (revision.pk, {"rule_set": revision.rule_set_id, "number": 1})


def test_rules_that_are_published_already_are_not_published_again():
    publish_shipped_rules()

    assert publish_shipped_rules() is None
    assert (RuleSet.objects.count(), RuleRevision.objects.count(), Event.objects.count()) == (1, 1, 1)


def test_other_shipped_rules_follow_as_the_next_revision():
    default = make_rule_set(is_default=True, name="Our rules")
    make_rule_revision(rule_set=default, number=7)

    revision = publish_shipped_rules()

    assert (revision.rule_set, revision.number) == (default, 8)
    assert queries.rules_in_force() == revision


def test_a_draft_with_the_same_content_does_not_count_as_published():
    default = make_rule_set(is_default=True)
    make_rule_revision(
        rule_set=default, number=1, state=RevisionState.DRAFT, content_hash=ruledoc.shipped().content_hash
    )

    assert publish_shipped_rules().number == 2


def test_rules_in_force_are_the_latest_published_of_the_set_that_is_asked_for():
    default, other = make_rule_set(is_default=True), make_rule_set()
    old, new = (make_rule_revision(rule_set=default, number=number) for number in (1, 2))
    make_rule_revision(rule_set=default, number=3, state=RevisionState.DRAFT)
    others = make_rule_revision(rule_set=other, number=9)

    assert queries.rules_in_force() == new != old
    assert queries.rules_in_force(other) == others
