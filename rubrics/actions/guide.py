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
from rubrics.actions.content import Known, check_fields, copy_lists, fill, fill_lists, next_version
from rubrics.actions.rules import publish_shipped_rules
from rubrics.choices import Origin
from rubrics.guidefiles import ShippedGuide, ShippedRow
from rubrics.models import Question, RuleRevision, SourcedRow
from rubrics.models.questions import PROBED

EDITED_MEANWHILE = "Somebody else edited this row meanwhile. Load the page again."


@dataclass
class GuideLoad:
    """What a load of the guide did, rows by their label ("activity sast").

    kept: rows with a person's words, which stay, however often the guide is loaded.
    """

    version: int
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
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
            if load.added or load.updated:
                counts = {"added": len(load.added), "updated": len(load.updated), "kept": len(load.kept)}
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
        if model is Question:
            fill_lists(((cast(Question, row), shipped.content) for row, shipped in new), known)
    return load


def _by_model(rows: Iterable[ShippedRow]) -> dict[type[SourcedRow], list[ShippedRow]]:
    """Rows of a kind together; what others are named by stays before them."""
    found: dict[type[SourcedRow], list[ShippedRow]] = {}
    for shipped in rows:
        found.setdefault(shipped.model, []).append(shipped)
    return found


def _rows_by_code(model: type[SourcedRow]) -> dict[str, SourcedRow]:
    """All rows of a kind; of a question the latest version, in use or retired."""
    rows: QuerySet[Any]
    if model is Question:
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
        row = next_version(row) if isinstance(row, Question) else row
        _write(row, shipped.content, known)
    row.shipped, row.guide_version, row.position = shipped.content, version, shipped.position
    row.save()
    return "kept" if edited else "updated"


def _write(row: SourcedRow, content: Mapping[str, Any], known: Known) -> None:
    fill(row, content, known)
    row.save()
    if isinstance(row, Question):
        fill_lists([(row, content)], known)


@transaction.atomic
def edit_guide_row(
    *, row: SourcedRow, by: Any, texts: Mapping[str, str], seen: str | None = None
) -> SourcedRow:
    """Put a person's words into a row; upgrades leave them alone from then on. Returns the row, of a question
    its new version.

    texts: some or all of the row's texts. seen: the row's edit_mark when its form was shown. Raises Denied,
    Invalid with the text's name, or Conflict if somebody else edited the row meanwhile.
    """
    require(by, "rubrics.edit_guide", row)
    if unknown := sorted(texts.keys() - set(row.texts)):
        raise Invalid(None, "unknown_text", f"A {row._meta.verbose_name} has no {', '.join(unknown)}.")
    if seen is not None and seen != row.edit_mark:
        raise Conflict("edited_meanwhile", EDITED_MEANWHILE)
    return _change(row, {name: text.strip() for name, text in texts.items()}, by)


@transaction.atomic
def restore_guide_row(*, row: SourcedRow, by: Any) -> SourcedRow:
    """Take the guide's words back into an edited row. Returns the row, of a question its new version.

    Raises Denied, or Conflict for a row that the guide doesn't have.
    """
    require(by, "rubrics.edit_guide", row)
    if row.origin != Origin.GUIDE:
        raise Conflict("own_row", "This row is your organisation's own: the guide has no words for it.")
    return _change(row, {name: row.shipped[name] for name in row.texts if name in row.shipped}, by)


def _change(row: SourcedRow, texts: dict[str, str], by: Any) -> SourcedRow:
    """Write texts that differ, and whose they are: a person's, or the guide's where nothing differs from it."""
    changed = sorted(name for name, text in texts.items() if text != getattr(row, name))
    if not changed:
        return row
    old, mark = row, row.edited_at
    own_words = row.origin == Origin.OWN or row.changed_fields(row.content() | texts)
    row = next_version(row) if isinstance(row, Question) else row
    for name in changed:
        setattr(row, name, texts[name])
    check_fields(row, changed)
    row.edited_at, row.edited_by = (timezone.now(), by) if own_words else (None, None)
    if isinstance(row, Question) and isinstance(old, Question):
        row.save()
        copy_lists(old, row)
    else:
        _update_unless_edited(row, changed, mark)
    record(names.GUIDE_ROW_CHANGED, row, by=by, fields=changed, codes={"row": row.label})
    return row


def _update_unless_edited(row: SourcedRow, changed: list[str], mark: datetime | None) -> None:
    """One conditional UPDATE: of two people who save at once the second is told."""
    values = {name: getattr(row, name) for name in (*changed, "edited_at", "edited_by")}
    if not type(row).objects.filter(pk=row.pk, edited_at=mark).update(**values):
        raise Conflict("edited_meanwhile", EDITED_MEANWHILE)
