"""Drafts of rules: made as a copy, changed by anybody who may, read by a second person."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from candidates.actions.screenings import current_revision
from candidates.studio.documents import read_rules
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Invalid
from recruiting.events import names
from recruiting.events.log import record
from rubrics.actions.rules import next_number
from rubrics.choices import RevisionState
from rubrics.models import RuleRevision, RuleSet
from rubrics.ruledoc.nodes import MAX_BYTES

MOST_NOTE = 4_000
CHANGED = "Somebody else changed this draft meanwhile."
NOT_A_DRAFT = "These rules are published: they never change. Make a draft of them."


def make_draft(
    *,
    by: Any,
    rule_set: RuleSet | None = None,
    copy_of: RuleRevision | None = None,
    document: str | None = None,
    note: str = "",
) -> RuleRevision:
    """Begin a draft: a copy of the rules in force, of another revision of the set, or a text of one's own.

    rule_set: the default one unless given. Raises Denied; Conflict if no rules are in force or somebody begins a
    draft at this moment; Invalid if copy_of is of another rule set; RulesInvalid for a text that is no valid rules.
    """
    require(by, "rubrics.edit_rules")
    if copy_of is not None:
        if rule_set is not None and copy_of.rule_set_id != rule_set.pk:
            raise Invalid("copy_of", "other_rule_set", "That revision is of another rule set.")
        rule_set = copy_of.rule_set
    base = current_revision(rule_set)
    if document is not None:
        read_rules(document)
    text = document if document is not None else (copy_of or base).document
    try:
        with transaction.atomic():
            draft = RuleRevision.objects.create(
                rule_set=base.rule_set,
                number=next_number(base.rule_set),
                document=text,
                based_on=base,
                note=_clean_note(note),
                author=by,
                writers=[by.pk],
            )
            codes = {"rule_set": base.rule_set_id, "number": draft.number}
            record(names.RULES_DRAFTED, draft, by=by, codes=codes)
    except IntegrityError as error:
        raise Conflict("rules_busy", "Somebody else begins a draft at this moment. Try again.") from error
    return draft


def save_draft(
    *,
    draft: RuleRevision,
    by: Any,
    version: int,
    document: str | None = None,
    note: str | None = None,
    even_invalid: bool = False,
) -> RuleRevision:
    """Keep a draft's text, its note, or both, as they stand now. An approval is for a text, and ends with it.

    version: of the draft as it was read. even_invalid: keep a text with mistakes, as an editor does while somebody
    types; it can't be tried or published. Raises Denied; Conflict if the draft was changed or published meanwhile;
    RulesInvalid with lines and fields; Invalid for a note or text that is too long.
    """
    require(by, "rubrics.edit_rules")
    changes: dict[str, Any] = {}
    if document is not None and document != draft.document:
        if len(document.encode()) > MAX_BYTES:
            raise Invalid("document", "too_large", f"Rules have at most {MAX_BYTES} bytes: shorten the text.")
        if "\0" in document:
            raise Invalid("document", "characters", "Take the NUL characters out of the text.")
        if not even_invalid:
            read_rules(document)
        writers = sorted({*draft.writers, by.pk})
        changes |= {"document": document, "writers": writers, "approver": None}
    if note is not None and (cleaned := _clean_note(note)) != draft.note:
        changes["note"] = cleaned
    if not changes:
        _check_version(draft, version)
        return draft
    return _change(draft, by=by, version=version, verb=names.RULES_CHANGED, **changes)


def approve_draft(*, draft: RuleRevision, by: Any, version: int) -> RuleRevision:
    """Say as a second person that the draft, as it is, may be published.

    Raises Denied for those who wrote any of it; Conflict if it was changed or published meanwhile; RulesInvalid.
    """
    require(by, "rubrics.approve_rules", draft)
    read_rules(draft.document)
    return _change(draft, by=by, version=version, verb=names.RULES_APPROVED, approver=by)


def rebase_draft(*, draft: RuleRevision, by: Any, version: int) -> RuleRevision:
    """Take the rules in force as what the draft is compared with and replaces. Its text stays as it is: whoever
    does this has looked at the difference.

    Raises Denied; Conflict if the draft was changed or published meanwhile.
    """
    require(by, "rubrics.edit_rules")
    base = current_revision(draft.rule_set)
    if base.pk == draft.based_on_id:
        _check_version(draft, version)
        return draft
    return _change(draft, by=by, version=version, verb=names.RULES_CHANGED, based_on=base, approver=None)


@transaction.atomic
def discard_draft(*, draft: RuleRevision, by: Any, version: int) -> None:
    """Throw a draft away. Raises Denied; Conflict if it was changed or published meanwhile."""
    require(by, "rubrics.edit_rules")
    rows = RuleRevision.objects.drafts().filter(pk=draft.pk, version=version)
    record(names.RULES_DISCARDED, draft, by=by, codes=_codes(draft))
    if not rows.delete()[0]:
        raise moved_on(draft)


@transaction.atomic
def _change(draft: RuleRevision, *, by: Any, version: int, verb: str, **values: Any) -> RuleRevision:
    rows = RuleRevision.objects.drafts().filter(pk=draft.pk, version=version)
    if not rows.update(version=F("version") + 1, updated_at=timezone.now(), **values):
        raise moved_on(draft)
    record(verb, draft, by=by, fields=values, codes=_codes(draft))
    return fresh(draft)


def fresh(draft: RuleRevision) -> RuleRevision:
    """The row as it is now, with what pages and API show of it."""
    row: RuleRevision = RuleRevision.objects.select_related("rule_set", "based_on", "author", "approver").get(
        pk=draft.pk
    )
    return row


def _check_version(draft: RuleRevision, version: int) -> None:
    if not RuleRevision.objects.drafts().filter(pk=draft.pk, version=version).exists():
        raise moved_on(draft)


def moved_on(draft: RuleRevision) -> Conflict:
    """Why a draft is not what it was when it was read."""
    published = RuleRevision.objects.filter(pk=draft.pk, state=RevisionState.PUBLISHED)
    return Conflict("published", NOT_A_DRAFT) if published.exists() else Conflict("changed", CHANGED)


def _codes(draft: RuleRevision) -> dict[str, Any]:
    return {"rule_set": draft.rule_set_id, "number": draft.number}


def _clean_note(note: str) -> str:
    note = note.strip()
    if len(note) > MOST_NOTE:
        raise Invalid("note", "too_long", f"Use at most {MOST_NOTE:,} characters.")
    return note
