"""Work on rules: valid by default."""

from typing import Any

from candidates.models import Rescreening, RuleImpact
from recruiting.accounts.choices import Role
from rubrics.choices import RevisionState
from rubrics.models import RuleRevision
from tests.factories.accounts import make_user
from tests.factories.rubrics import make_rule_revision
from tests.factories.work import make_bulk


def make_draft_row(**given: Any) -> RuleRevision:
    """A draft as a row; studio.actions.make_draft makes one as people do."""
    return make_rule_revision(**{"state": RevisionState.DRAFT, **given})


def make_impact(draft: RuleRevision | None = None, **given: Any) -> RuleImpact:
    """An impact that waits for its worker."""
    draft = draft or make_draft_row()
    given["asked_by"] = given.get("asked_by") or make_user(Role.RECRUITER)
    defaults = {"version": draft.version, "document": draft.document}
    return RuleImpact.objects.create(revision=draft, **defaults | given)


def make_rescreening(revision: RuleRevision | None = None, **given: Any) -> Rescreening:
    """A pass with two parts, neither of them done."""
    given["bulk"] = given.get("bulk") or make_bulk(make_user(Role.RECRUITER), kind="candidates.rescreen")
    return Rescreening.objects.create(
        revision=revision or make_rule_revision(), **{"last_resume": 200} | given
    )
