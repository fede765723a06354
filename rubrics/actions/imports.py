"""Files of questions: what an import would do, and the import."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from django.db import IntegrityError, transaction

from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Invalid
from recruiting.events import names
from recruiting.events.log import record, recorded_together
from rubrics import bankfile
from rubrics.actions.bank import checked, known_to_questions, put_content
from rubrics.actions.content import Known, fill, fill_lists
from rubrics.actions.questions import last_position, record_change
from rubrics.models import FocusArea, Level, Question
from rubrics.queries import with_lists
from rubrics.ruledoc.problems import Problem, RuleError

ADDED, CHANGED, SAME, REFUSED = "added", "changed", "same", "refused"


@dataclass(frozen=True)
class Planned:
    """What becomes of one question of a file. present: its last version. fields: what changes in it. problem: why it is
    refused, "levels: …"."""

    code: str
    line: int
    outcome: str
    content: dict[str, Any] = field(default_factory=dict, hash=False)
    present: Question | None = None
    fields: list[str] = field(default_factory=list, hash=False)
    problem: str = ""


@dataclass(frozen=True)
class BankImport:
    """What an import does, or would do."""

    rows: Sequence[Planned]

    def _of(self, outcome: str) -> list[Planned]:
        return [row for row in self.rows if row.outcome == outcome]

    @property
    def added(self) -> list[Planned]:
        return self._of(ADDED)

    @property
    def changed(self) -> list[Planned]:
        return self._of(CHANGED)

    @property
    def same(self) -> list[Planned]:
        return self._of(SAME)

    @property
    def refused(self) -> list[Planned]:
        return self._of(REFUSED)

    @property
    def mark(self) -> str:
        """Another one where anything else would be done, to notice that the bank changed since somebody looked."""
        told = [
            f"{row.code} {row.outcome} {row.present.version if row.present else 0}\n" for row in self.rows
        ]
        return hashlib.sha256("".join(told).encode("utf-8", "replace")).hexdigest()[:16]


def import_questions(
    *, by: Any, text: str, name: str = "", dry_run: bool = False, seen: str | None = None
) -> BankImport:
    """Add a file's new questions and make the next version of those that differ; entries that can't be read are left
    out, each with its line and reason. All at once or nothing; a file imported twice changes nothing.

    text: YAML as bankfile.written() gives it. name: the file's; "automation_mid.yaml" is for entries that say no focus
    area or levels. dry_run: say what would be done and do nothing. seen: the mark of such a run, where somebody looked
    at it. Raises Denied; Invalid for a file that is none; Conflict if the bank changed meanwhile.
    """
    require(by, "rubrics.edit_guide")
    known = known_to_questions()
    plan = BankImport(_planned(_entries(text, name, known), known))
    if dry_run:
        return plan
    if seen is not None and seen != plan.mark:
        raise Conflict("changed", "Somebody changed the bank since you looked. Look again, then import.")
    try:
        with transaction.atomic(), recorded_together():
            _write(plan, known, by)
    except IntegrityError as error:
        raise Conflict(
            "bank_busy", "Somebody else changes these questions at this moment. Try again."
        ) from error
    return plan


def _entries(text: str, name: str, known: Known) -> list[bankfile.Entry]:
    area, _, level = PurePath(name).stem.rpartition("_")
    named = area in known[FocusArea] and level in known[Level]
    try:
        return bankfile.reads(text, {"focus_area": area, "levels": [level]} if named else {})
    except RuleError as error:
        problem = error.problems[0]
        raise Invalid("file", "unreadable", f"Line {problem.line}: {_worded(problem)}.") from error


def _planned(entries: Sequence[bankfile.Entry], known: Known) -> list[Planned]:
    codes = {entry.code for entry in entries if entry.problem is None}
    rows = with_lists(Question.objects.filter(code__in=codes)).select_related("focus_area")
    present = {row.code: row for row in rows.order_by("version")}
    taken: set[str] = set()
    found = []
    for entry in entries:
        found.append(_plan(entry, present.get(entry.code), known, twice=entry.code in taken))
        taken.add(entry.code)
    return found


def _plan(entry: bankfile.Entry, present: Question | None, known: Known, *, twice: bool) -> Planned:
    if entry.problem:
        return Planned(entry.code, entry.problem.line, REFUSED, problem=_worded(entry.problem))
    line = entry.lines[""]
    if twice:
        return Planned(entry.code, line, REFUSED, problem="code: stands twice in this file: keep one")
    try:
        content = checked(entry.content, known)
    except Invalid as error:
        line = entry.lines.get(error.field or "", line)
        return Planned(entry.code, line, REFUSED, problem=f"{error.field}: {error.message}")
    if present is None:
        return Planned(entry.code, line, ADDED, content)
    before = present.content()
    fields = sorted(name for name in before if before[name] != content[name])
    if fields and present.retired_at:
        words = "is retired here: put it back into use first"
        return Planned(entry.code, line, REFUSED, problem=f"code: {words}")
    return Planned(entry.code, line, CHANGED if fields else SAME, content, present, fields)


def _worded(problem: Problem) -> str:
    """The field without its place in the list, which the line tells, and the sentence."""
    place = problem.field.rpartition("].")[2]
    return f"{'entry' if place.endswith(']') else place}: {problem.message}"


def _write(plan: BankImport, known: Known, by: Any) -> None:
    last = last_position()
    new = [
        (Question(code=row.code, position=last + number * 10), row.content)
        for number, row in enumerate(plan.added, start=1)
    ]
    for question, content in new:
        fill(question, content, known)
    Question.objects.bulk_create(question for question, _ in new)
    fill_lists(new, known)
    for question, _ in new:
        record(names.QUESTION_ADDED, question, by=by, codes={"row": question.label})
    for row in plan.changed:
        if row.present is not None:
            before = row.present.content()
            record_change(put_content(row.present, row.content, known, by), before, by)
