"""What may be done with sources, channels and referrals."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from candidates.actions.applications import read_fresh, update_application
from candidates.models import Application, Candidate, ChannelSheet, Referral, Source
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Invalid, check_row
from recruiting.events import names
from recruiting.events.log import record
from rubrics.actions.content import plain
from rubrics.models import SourceChannel

SHEET_FIELDS = ("how_to_search", "message", "cost", "notes")
_CHANGED = "Somebody else changed this channel meanwhile."


@transaction.atomic
def create_source(*, by: Any, name: str, channel: SourceChannel | None = None) -> Source:
    """Add a source of applications, of one of the guide's channels or of none. Raises Denied, Invalid for the name."""
    require(by, "candidates.edit_sourcing")
    if not name.strip():
        raise Invalid("name", "required", "Give the source a name.")
    source = check_row(Source(name=name.strip(), channel=channel))
    source.save()
    record(names.SOURCE_CREATED, source, by=by)
    return source


@transaction.atomic
def change_channel(
    *, channel: SourceChannel, by: Any, version: int | None = None, **values: str
) -> ChannelSheet:
    """Write what the organisation knows of a channel: some of SHEET_FIELDS. An empty how_to_search or message shows
    the guide's words again.

    version: the sheet's that was read, 0 for none yet. Raises Denied, Conflict if somebody was faster.
    """
    require(by, "candidates.edit_sourcing")
    if unknown := values.keys() - set(SHEET_FIELDS):
        raise TypeError(f"a channel's sheet has no field {min(unknown)!r}")
    sheet: ChannelSheet | None = ChannelSheet.objects.filter(channel=channel).first()
    present = sheet.version if sheet is not None else 0
    if version is not None and version != present:
        raise Conflict("changed", _CHANGED)
    given = _own_words(channel, {name: plain(value) for name, value in values.items()})
    if sheet is None:
        sheet = check_row(ChannelSheet(channel=channel, changed_by=by, **given))
        sheet.save()
    else:
        changed = {name: value for name, value in given.items() if getattr(sheet, name) != value}
        if not changed:
            return sheet
        check_row(_with(sheet, changed))
        rows = ChannelSheet.objects.filter(pk=sheet.pk, version=present)
        if not rows.update(version=present + 1, changed_by=by, changed_at=timezone.now(), **changed):
            raise Conflict("changed", _CHANGED)
        sheet.refresh_from_db()
    record(names.CHANNEL_CHANGED, channel, by=by, fields=sorted(given))
    return sheet


def _own_words(channel: SourceChannel, values: Mapping[str, str]) -> dict[str, str]:
    """The values, with nothing where the guide's words stand: an upgrade of the guide then shows its new ones."""
    return {
        name: ""
        if name in ("how_to_search", "message") and value == getattr(channel, name).strip()
        else value
        for name, value in values.items()
    }


def _with(sheet: ChannelSheet, values: Mapping[str, str]) -> ChannelSheet:
    for name, value in values.items():
        setattr(sheet, name, value)
    return sheet


@transaction.atomic
def set_source(
    *, application: Application, by: Any, source: Source | None, version: int | None = None
) -> None:
    """Say where an application came from. Raises Denied, Conflict if somebody else changed the application."""
    require(by, "candidates.move_application", application)
    fresh = read_fresh(application, version)
    if fresh.source_id == (source.pk if source else None):
        return
    update_application(fresh, source=source)
    codes = {"source": source.pk if source else None}
    record(names.APPLICATION_SOURCE_SET, application, by=by, job=application.job_id, codes=codes)


@transaction.atomic
def add_referral(
    *, candidate: Candidate, by: Any, referrer: Any = None, referrer_name: str = "", note: str = ""
) -> Referral:
    """Say who recommended a person: a colleague, or somebody without an account by name. Raises Denied, Invalid if
    neither is given or the colleague did already."""
    require(by, "candidates.change_candidate", candidate)
    if referrer is not None and Referral.objects.filter(candidate=candidate, referrer=referrer).exists():
        raise Invalid("referrer", "unique", f"{referrer.name} recommended this person already.")
    referral = check_row(
        Referral(
            candidate=candidate, referrer=referrer, referrer_name=referrer_name.strip(), note=note.strip()
        )
    )
    referral.save()
    record(names.REFERRAL_ADDED, candidate, by=by)
    return referral


@transaction.atomic
def remove_referral(*, referral: Referral, by: Any) -> None:
    """Take a referral away. Raises Denied, Conflict if it is gone."""
    require(by, "candidates.change_candidate", referral.candidate)
    if not Referral.objects.filter(pk=referral.pk).delete()[0]:
        raise Conflict("gone", "This referral was taken away already.")
    record(names.REFERRAL_REMOVED, referral.candidate, by=by)
