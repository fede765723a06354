"""Changing a draft row by row, as forms do: two people may work on different rows of one draft."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from candidates.studio.actions.drafts import NOT_A_DRAFT, fresh, save_draft
from candidates.studio.documents import RulesInvalid, problems_of, rows_of
from candidates.studio.queries.rows import find_row, mark_of
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Invalid
from rubrics.choices import RevisionState
from rubrics.models import RuleRevision
from rubrics.ruledoc import Problem, editing

NEW = ""
"""The code of a row that is not there yet."""

ROW_CHANGED = "Somebody else changed this meanwhile."
ROW_GONE = "Somebody else removed or renamed this meanwhile. Add it anew if it is still wanted."


def put_row(
    *, draft: RuleRevision, by: Any, kind: editing.Kind, code: str, values: Mapping[str, Any], seen: str
) -> RuleRevision:
    """Write one signal, flag or test of a draft as `values` say; code NEW adds it behind the others.

    seen: `mark_of` the row as it was read. Other rows may have changed since. Raises Denied; Conflict if this one
    did, or if the draft was published; RulesInvalid with what this change would make wrong; Invalid for a new code
    that is taken. Mistakes that the draft has elsewhere stay where they are.
    """
    draft, row = _begin(draft, by, kind, code, seen)
    if row is not None and dict(row.values) == dict(values):
        return draft
    wanted = str(values.get("code", ""))
    if kind != "tests" and wanted != code and find_row(draft.document, kind, wanted) is not None:
        raise Invalid(
            "code", "taken", f"“{wanted}” is there already: choose another code, or change that one."
        )
    target = code if code != NEW else (str(len(rows_of(draft.document, kind))) if kind == "tests" else wanted)
    return _keep(draft, by, editing.put(draft.document, kind, target, values))


def rewrite_row(
    *, draft: RuleRevision, by: Any, kind: editing.Kind, code: str, text: str, seen: str
) -> RuleRevision:
    """Write one row as YAML. As put_row; remarks in it stay."""
    draft, row = _begin(draft, by, kind, code, seen)
    if row is None:
        raise Conflict("gone", ROW_GONE)
    return _keep(draft, by, editing.rewrite(draft.document, row, text))


def remove_row(*, draft: RuleRevision, by: Any, kind: editing.Kind, code: str, seen: str) -> RuleRevision:
    """Take a row out of a draft. As put_row: what refers to it is named, and keeps it."""
    draft, row = _begin(draft, by, kind, code, seen)
    if row is None:
        raise Conflict("gone", ROW_GONE)
    return _keep(draft, by, editing.remove(draft.document, kind, code))


def _begin(
    draft: RuleRevision, by: Any, kind: editing.Kind, code: str, seen: str
) -> tuple[RuleRevision, editing.Row | None]:
    require(by, "rubrics.edit_rules")
    draft = fresh(draft)
    if draft.state != RevisionState.DRAFT:
        raise Conflict("published", NOT_A_DRAFT)
    row = find_row(draft.document, kind, code) if code != NEW else None
    if code != NEW and row is None:
        raise Conflict("gone", ROW_GONE)
    if mark_of(row) != seen:
        raise Conflict("changed", ROW_CHANGED)
    return draft, row


def _keep(draft: RuleRevision, by: Any, source: str) -> RuleRevision:
    """Save the text unless it has mistakes that the draft had not."""
    problems = problems_of(source)
    if new := _new(problems, problems_of(draft.document)):
        raise RulesInvalid(new)
    return save_draft(draft=draft, by=by, version=draft.version, document=source, even_invalid=bool(problems))


def _new(problems: tuple[Problem, ...], before: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Problems that were not there before, wherever in the text the old ones stand now."""
    known = Counter(problem.message for problem in before)
    found = []
    for problem in problems:
        if known[problem.message] > 0:
            known[problem.message] -= 1
        else:
            found.append(problem)
    return tuple(found)
