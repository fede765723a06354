"""What an interview's time and place must be, and a period's days, for pages and API."""

from datetime import UTC, date, datetime, time
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from recruiting.errors import Invalid

EARLIER, LATER = "earlier", "later"


def moment_of(day: date, clock: time, zone: str, which: str = "") -> datetime:
    """The moment that clocks of the zone call so, in UTC. which: earlier or later, where the time comes twice.

    Raises Invalid for a time that the clocks leave out, or that comes twice where `which` does not say.
    """
    info = ZoneInfo(zone)
    named = datetime.combine(day, clock)
    first, second = (named.replace(tzinfo=info, fold=fold) for fold in (0, 1))
    shown = first.astimezone(UTC).astimezone(info).replace(tzinfo=None)
    if shown != named:
        raise Invalid(
            "clock",
            "left_out",
            f"On {_day(day)} the clocks in {zone} go forward and leave {clock:%H:%M} out. "
            f"Then it is {shown:%H:%M} already.",
        )
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    if which not in (EARLIER, LATER):
        raise Invalid(
            "which",
            "twice",
            f"On {_day(day)} the clocks in {zone} go back, so {clock:%H:%M} comes twice. Say which of them.",
        )
    return (first if which == EARLIER else second).astimezone(UTC)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def check_days(since: date | None, until: date | None) -> None:
    """Raises Invalid if the days of a period stand the wrong way round."""
    if since and until and since > until:
        raise Invalid("until", "before_since", "The last day is before the first.")


def clean_link(link: str) -> str:
    """The address of a call, "" for none. Raises Invalid for what is no https address."""
    link = link.strip()
    if not link:
        return ""
    try:
        parts = urlsplit(link)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme != "https" or not parts.hostname or parts.username is not None:
        raise Invalid("link", "https", "Give an address that begins with https://.")
    return link
