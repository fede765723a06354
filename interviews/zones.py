"""Times as people read them: in their own zone, and in the one where an interview was agreed."""

import zoneinfo
from datetime import datetime
from typing import Any

from django.utils.formats import date_format

from recruiting.accounts.queries import organisation

UTC = zoneinfo.ZoneInfo("UTC")


def zone_of(person: Any) -> zoneinfo.ZoneInfo:
    """The zone in which a person reads times: their own, else the organisation's."""
    return zone_named(person.zone or organisation().zone)


def zone_named(name: str) -> zoneinfo.ZoneInfo:
    """The zone of that name, UTC for one that this machine doesn't know."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return UTC


def in_words(moment: datetime, zone: zoneinfo.ZoneInfo) -> str:
    """Mon 9 March 2026, 11:00 (Europe/Berlin)."""
    return f"{date_format(moment.astimezone(zone), 'D j F Y, H:i')} ({zone.key})"


def elsewhere(moment: datetime, named: str, reader: zoneinfo.ZoneInfo) -> str:
    """The moment in the zone that is named, "" where the reader's clock shows the same."""
    there = zone_named(named)
    if moment.astimezone(there).utcoffset() == moment.astimezone(reader).utcoffset():
        return ""
    return in_words(moment, there)
