"""Loading the shipped guide and editing its rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from recruiting.accounts.models import Organisation
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Invalid
from recruiting.events import names
from recruiting.events.log import record
from rubrics import guidefiles
from rubrics.actions.content import VERSIONED, Known, check_fields, fill, fill_lists, next_version, plain
from rubrics.actions.criteria import fill_criteria
from rubrics.actions.questions import change_question
from rubrics.actions.rules import publish_shipped_rules
from rubrics.actions.scorecards import change_template
from rubrics.choices import Origin
from rubrics.guidefiles import ShippedGuide, ShippedRow
from rubrics.models import Question, RuleRevision, ScorecardTemplate, SourcedRow
from rubrics.models.questions import PROBED
from rubrics.queries import with_criteria

EDITED_MEANWHILE = "Somebody else edited this row meanwhile. Load the page again."


@dataclass
class GuideLoad:
    """What a load of the guide did, rows by their label ("activity sast").

    kept: rows with a person's words, which stay, however often the guide is loaded. retired: questions that the guide
    has no more.
    """

    version: int
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    rules: RuleRevision | None = None


def load_guide(*, by: Any = None, dry_run: bool = False, guide: ShippedGuide | None = None) -> GuideLoad:
    """Bring the shipped guide and rules into the database: add what is missing, update what nobody edited.

    guide: another one than the shipped. dry_run: say what would be done and do nothing. Loading twice changes
    nothing and writes no event. Raises Denied, or Conflict while another load runs.
    """
    if by is not None:
        require(by, "rubrics.edit_guide")
    guide = guide or guidefiles.read()
    try:
        with transaction.atomic():
            load = _load_rows(guide)
            load.rules = publish_shipped_rules(by=by)
            if load.added or load.updated or load.retired:
                counts = {
                    "added": len(load.added),
                    "updated": len(load.updated),
                    "kept": len(load.kept),
                    "retired": len(load.retired),
                }
                record(
                    names.GUIDE_LOADED, Organisation(pk=1), by=by, codes={"version": guide.version, **counts}
                )
            transaction.set_rollback(dry_run)
    except IntegrityError as error:
        raise Conflict(
            "guide_busy", "The guide is being loaded at this moment. Try again in a minute."
        ) from error
    return load


def _load_rows(guide: ShippedGuide) -> GuideLoad:
    load = GuideLoad(guide.version)
    known = {model: _rows_by_code(model) for model in guidefiles.KINDS.values()}
    for model, rows in _by_model(guide.rows).items():
        new = []
        for shipped in rows:
            row = known[model].get(shipped.code)
            if row is None:
                new.append((_new(shipped, guide.version, known), shipped))
                load.added.append(shipped.label)
            else:
                getattr(load, _upgrade(row, shipped, guide.version, known)).append(shipped.label)
        # A model at a time: a fresh installation, and each test of the guide, writes some hundred rows.
        model.objects.bulk_create([row for row, _ in new])
        for row, shipped in new:
            known[model][shipped.code] = row
        _fill_parts(model, [(row, shipped.content) for row, shipped in new], known)
    codes = {shipped.code for shipped in guide.rows if shipped.model is Question}
    load.retired = _let_go(
        row for code, row in known[Question].items() if code not in codes and _is_older(row, guide.version)
    )
    return load


def _is_older(row: SourcedRow, version: int) -> bool:
    return row.origin == Origin.GUIDE and (row.guide_version or 0) < version


def _let_go(rows: Iterable[SourcedRow]) -> list[str]:
    """Questions that the guide has no more: those in use with its words are retired. All become the organisation's
    own, so that one which somebody edited, or puts back into use, stays."""
    retired = []
    for row in cast("Iterable[Question]", rows):
        if row.retired_at is None and not row.changed_fields():
            row.retired_at = timezone.now()
            retired.append(row.label)
        row.origin, row.guide_version, row.shipped = Origin.OWN, None, {}
        row.save(update_fields=["origin", "guide_version", "shipped", "retired_at"])
    return retired


def _fill_parts(
    model: type[SourcedRow], rows: Iterable[tuple[SourcedRow, Mapping[str, Any]]], known: Known
) -> None:
    """Give new, saved rows of a kind what hangs on them."""
    if model is Question:
        fill_lists(cast("Iterable[tuple[Question, Mapping[str, Any]]]", rows), known)
    elif model is ScorecardTemplate:
        fill_criteria(cast("Iterable[tuple[ScorecardTemplate, Mapping[str, Any]]]", rows), known)


def _by_model(rows: Iterable[ShippedRow]) -> dict[type[SourcedRow], list[ShippedRow]]:
    """Rows of a kind together; what others are named by stays before them."""
    found: dict[type[SourcedRow], list[ShippedRow]] = {}
    for shipped in rows:
        found.setdefault(shipped.model, []).append(shipped)
    return found


def _rows_by_code(model: type[SourcedRow]) -> dict[str, SourcedRow]:
    """All rows of a kind; of a question or template the latest version, in use or retired."""
    rows: QuerySet[Any]
    if model is ScorecardTemplate:
        rows = with_criteria(ScorecardTemplate.objects.shared()).order_by("version")
    elif model is Question:
        about = [f"probes__{name}" for name in PROBED]
        rows = (
            Question.objects.select_related("focus_area")
            .prefetch_related("levels", *about)
            .order_by("version")
        )
    else:
        rows = model.objects.select_related(*model.links)
    return {row.code: row for row in rows}


def _new(shipped: ShippedRow, version: int, known: Known) -> SourcedRow:
    row = shipped.model(
        origin=Origin.GUIDE,
        guide_version=version,
        shipped=shipped.content,
        position=shipped.position,
    )
    row.code = shipped.code
    fill(row, shipped.content, known)
    return row


def _upgrade(row: SourcedRow, shipped: ShippedRow, version: int, known: Known) -> str:
    """Bring one present row up to the shipped one, unless its words are a person's or a newer release's."""
    if row.origin == Origin.OWN:
        return "kept"
    if (row.guide_version or 0) > version:
        return "unchanged"
    same = row.content() == shipped.content
    edited = not same and bool(row.changed_fields() or getattr(row, "retired_at", None))
    if row.shipped == shipped.content and row.position == shipped.position:
        return "kept" if edited else "unchanged"
    if not same and not edited:
        row = next_version(row) if isinstance(row, VERSIONED) else row
        _write(row, shipped.content, known)
    row.shipped, row.guide_version, row.position = shipped.content, version, shipped.position
    row.save()
    return "kept" if edited else "updated"


def _write(row: SourcedRow, content: Mapping[str, Any], known: Known) -> None:
    fill(row, content, known)
    row.save()
    _fill_parts(type(row), [(row, content)], known)


@transaction.atomic
def edit_guide_row(
    *, row: SourcedRow, by: Any, texts: Mapping[str, str], seen: str | None = None
) -> SourcedRow:
    """Put a person's words into a row; upgrades leave them alone from then on. Returns the row, of a question
    or scorecard template its new version.

    texts: some or all of the row's texts. seen: the row's edit_mark when its form was shown. Raises Denied,
    Invalid with the text's name, or Conflict if somebody else edited the row meanwhile.
    """
    require(by, "rubrics.edit_guide", row)
    if unknown := sorted(texts.keys() - set(row.texts)):
        raise Invalid(None, "unknown_text", f"A {row._meta.verbose_name} has no {', '.join(unknown)}.")
    if seen is not None and seen != row.edit_mark:
        raise Conflict("edited_meanwhile", EDITED_MEANWHILE)
    if isinstance(row, ScorecardTemplate):
        return change_template(template=row, by=by, content=texts)
    if isinstance(row, Question):
        return change_question(question=row, by=by, content=texts)
    return _change(row, {name: plain(text) for name, text in texts.items()}, by)


@transaction.atomic
def restore_guide_row(*, row: SourcedRow, by: Any) -> SourcedRow:
    """Take the guide's words back into an edited row, of a question or scorecard template all
    that it is made of. Returns the row, of these two the new version.

    Raises Denied, or Conflict for a row that the guide doesn't have.
    """
    require(by, "rubrics.edit_guide", row)
    if row.origin != Origin.GUIDE:
        raise Conflict("own_row", "This row is your organisation's own: the guide has no words for it.")
    if isinstance(row, ScorecardTemplate):
        return change_template(template=row, by=by, content=row.shipped)
    if isinstance(row, Question):
        return change_question(question=row, by=by, content=row.shipped)
    return _change(row, {name: row.shipped[name] for name in row.texts if name in row.shipped}, by)


def _change(row: SourcedRow, texts: dict[str, str], by: Any) -> SourcedRow:
    """Write texts that differ, and whose they are: a person's, or the guide's where nothing differs from it."""
    changed = sorted(name for name, text in texts.items() if text != getattr(row, name))
    if not changed:
        return row
    mark = row.edited_at
    own_words = row.origin == Origin.OWN or row.changed_fields(row.content() | texts)
    for name in changed:
        setattr(row, name, texts[name])
    check_fields(row, changed)
    row.edited_at, row.edited_by = (timezone.now(), by) if own_words else (None, None)
    _update_unless_edited(row, changed, mark)
    record(names.GUIDE_ROW_CHANGED, row, by=by, fields=changed, codes={"row": row.label})
    return row


def _update_unless_edited(row: SourcedRow, changed: list[str], mark: datetime | None) -> None:
    """One conditional UPDATE: of two people who save at once the second is told."""
    values = {name: getattr(row, name) for name in (*changed, "edited_at", "edited_by")}
    if not type(row).objects.filter(pk=row.pk, edited_at=mark).update(**values):
        raise Conflict("edited_meanwhile", EDITED_MEANWHILE)
