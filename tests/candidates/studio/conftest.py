"""Rules in force, a draft of them, and the people who work on both."""

import pytest

from candidates.studio.actions import make_draft
from recruiting.accounts.choices import Role
from recruiting.accounts.models import User
from rubrics import ruledoc
from rubrics.models import RuleRevision
from tests.candidates.studio.small import MORE_WORDS, SMALL
from tests.factories.accounts import make_user
from tests.factories.rubrics import make_rule_revision, make_rule_set


@pytest.fixture
def in_force(db) -> RuleRevision:
    """Version 1 of the default rule set."""
    return make_rule_revision(
        rule_set=make_rule_set(is_default=True),
        number=1,
        document=SMALL,
        content_hash=ruledoc.load(SMALL).content_hash,
    )


@pytest.fixture
def colleague(db) -> User:
    """A second recruiter."""
    return make_user(Role.RECRUITER, name="Sol Second", email="sol@example.org")


@pytest.fixture
def draft(in_force, recruiter) -> RuleRevision:
    """The recruiter's draft with more words."""
    return make_draft(by=recruiter, document=MORE_WORDS)
