"""Publishing rules, and going back to older ones."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from candidates.actions.screenings import current_revision
from candidates.studio.actions.drafts import fresh, make_draft, moved_on
from candidates.studio.documents import rules_of
from candidates.studio.snippets import Run, run
from recruiting.accounts.permissions import allowed, require
from recruiting.errors import Conflict, Denied
from recruiting.events import names
from recruiting.events.log import record
from rubrics.actions.rules import next_number
from rubrics.choices import RevisionState
from rubrics.models import RuleRevision, RuleSet

SECOND_PERSON = "You wrote this draft: somebody else who may change rules reads and approves it, or an admin publishes it."


class RulesFail(Conflict):
    """The draft's own tests come out wrong. run: what was read, and each failure with its line."""

    def __init__(self, run: Run) -> None:
        first = run.failures[0]
        more = len(run.failures) - 1
        super().__init__(
            "tests_fail",
            f"{len(run.failures)} of the tests in these rules come out wrong: {first}"
            + (f"; and {more} more." if more else "."),
        )
        self.run = run


def publish_draft(*, draft: RuleRevision, by: Any, version: int, note: str | None = None) -> RuleRevision:
    """Put a draft into force. From then on it never changes, and new resumes are screened by it; those screened
    before keep their results until somebody re-screens them.

    version: of the draft as it was read. Raises Denied unless `by` is an admin or a second person has a part in it;
    RulesInvalid; RulesFail; Conflict if it was changed or published meanwhile, if other rules came into force since
    it began, or if it says the same as those in force.
    """
    require(by, "rubrics.edit_rules")
    if not allowed(by, "rubrics.publish_rules", draft):
        raise Denied("second_person", SECOND_PERSON)
    rules = rules_of(draft)
    outcome = run(rules)  # seconds of work, done before the transaction that others wait for
    if not outcome.passed:
        raise RulesFail(outcome)
    with transaction.atomic():
        _publish(draft, by=by, version=version, content_hash=rules.content_hash, note=note)
    return fresh(draft)


def _publish(draft: RuleRevision, *, by: Any, version: int, content_hash: str, note: str | None) -> None:
    """Inside a transaction: one draft of a rule set is published at a time."""
    rule_set = RuleSet.objects.select_for_update().get(pk=draft.rule_set_id)
    rows = RuleRevision.objects.drafts().filter(pk=draft.pk, version=version)
    if not rows.exists():
        raise moved_on(draft)
    in_force = current_revision(rule_set)
    if draft.based_on_id != in_force.pk:
        raise Conflict(
            "base_moved",
            f"Version {in_force.number} came into force since this draft began. Look at the difference to it, and "
            "take over what you want to keep.",
        )
    if content_hash == in_force.content_hash:
        raise Conflict(
            "unchanged", f"This draft says the same as version {in_force.number}, which is in force."
        )
    last = rule_set.revisions.published().aggregate(last=Max("number"))["last"] or 0
    values: dict[str, Any] = {
        "state": RevisionState.PUBLISHED,
        "content_hash": content_hash,
        "published_at": timezone.now(),
        "number": draft.number if draft.number > last else next_number(rule_set),
        "approver": _second(draft, by),
    }
    if note is not None:
        values["note"] = note.strip()
    if not rows.update(**values):
        raise moved_on(draft)
    codes = {"rule_set": rule_set.pk, "number": values["number"]}
    record(names.RULES_PUBLISHED, draft, by=by, codes=codes)


def _second(draft: RuleRevision, by: Any) -> Any:
    """The second person of a publication, or None where an admin publishes alone."""
    return by if by.pk not in draft.writers else draft.approver


def roll_back(*, revision: RuleRevision, by: Any, note: str = "") -> RuleRevision:
    """Go back to what an older revision said: a new revision with its content, since published ones never change.

    An admin's is published at once; a recruiter's is a draft that a second person approves or publishes. Raises
    Denied; Conflict for a draft or for the rules in force; RulesFail if this release reads its tests differently.
    """
    if revision.state != RevisionState.PUBLISHED:
        raise Conflict("not_published", "Only published rules can be gone back to.")
    if revision.content_hash == current_revision(revision.rule_set).content_hash:
        raise Conflict("in_force", f"What version {revision.number} says is in force already.")
    note = note.strip() or f"Back to version {revision.number}."
    draft = make_draft(by=by, copy_of=revision, note=note)
    if not by.is_admin:
        return draft
    return publish_draft(draft=draft, by=by, version=draft.version)
