"""What the studio's pages have in common: the revision, its tabs, names for people."""

from typing import Any

from django.http import Http404, HttpRequest

from candidates.studio import queries
from candidates.studio.actions.drafts import NOT_A_DRAFT
from candidates.studio.documents import RulesInvalid, rows_of
from recruiting.accounts.permissions import allowed, require
from recruiting.errors import Conflict
from rubrics import queries as guide
from rubrics.choices import RevisionState
from rubrics.models import RuleRevision
from rubrics.ruledoc import editing

KINDS: tuple[editing.Kind, ...] = ("flags", "signals", "tests")


class KindConverter:
    """<kind> in an address: flags, signals or tests."""

    regex = "|".join(KINDS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def revision_of(request: HttpRequest, pk: int) -> RuleRevision:
    """The revision of an address; what the person doesn't see is not there."""
    found = queries.find_revision(request.user, pk)
    if found is None:
        raise Http404
    return found


def draft_of(request: HttpRequest, pk: int) -> RuleRevision:
    """A draft of an address. Raises Denied; Conflict where it has been published meanwhile."""
    found = revision_of(request, pk)
    require(request.user, "rubrics.edit_rules")
    if found.state != RevisionState.DRAFT:
        raise Conflict("published", NOT_A_DRAFT)
    return found


def around(request: HttpRequest, revision: RuleRevision, tab: str) -> dict[str, Any]:
    """What templates/candidates/rules/revision.html needs on every page of a revision."""
    draft = revision.state == RevisionState.DRAFT
    works = allowed(request.user, "rubrics.edit_rules")
    return {
        "revision": revision,
        "draft": draft,
        "works": works,
        "may_edit": works and draft,
        "tab": tab,
        "counts": {kind: _count(revision, kind) for kind in KINDS},
    }


def _count(revision: RuleRevision, kind: editing.Kind) -> int | None:
    try:
        return len(rows_of(revision.document, kind))
    except RulesInvalid:
        return None


def flag_names(user: Any) -> dict[str, str]:
    """The guide's names of flags by code."""
    return dict(guide.flags(user).values_list("code", "name"))


def name_of(code: str, names: dict[str, str]) -> str:
    """A flag's name; one that the guide lacks is called by its code."""
    return names.get(code) or code.replace("_", " ").capitalize()


def activity_names(user: Any) -> dict[str, str]:
    """The guide's names of activities by code."""
    return dict(guide.activities(user).values_list("code", "name"))
