"""Interviews as calendars read them: RFC 5545 and 5546, times in UTC.

Pure: no clock, network or database. One uid names an interview for ever, a rising sequence its changes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event, vCalAddress

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
PRODUCT = "-//Greenflag//Interviews//EN"


@dataclass(frozen=True)
class Person:
    """Somebody with an address. name: as calendars show it."""

    name: str
    email: str


@dataclass(frozen=True)
class Meeting:
    """One interview. starts_at and ends_at with their zone; stamp: when it was last changed or is told.

    address: the page that tells more. attendee: whom it is told to, None in a feed.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    stamp: datetime
    summary: str
    description: str
    location: str
    address: str
    organiser: Person
    attendee: Person | None = None


def invitation(meeting: Meeting, *, method: str) -> bytes:
    """The calendar of one mail. method: REQUEST or CANCEL."""
    return _calendar(method, [_event(meeting, cancelled=method == CANCEL)]).to_ical()


def feed(meetings: Iterable[Meeting], *, name: str) -> bytes:
    """The calendar that a person's programs read again and again. name: what they call it."""
    calendar = _calendar(PUBLISH, [_event(meeting) for meeting in meetings])
    calendar.add("x-wr-calname", name)
    return calendar.to_ical()


def _calendar(method: str, events: Iterable[Event]) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    for event in events:
        calendar.add_component(event)
    return calendar


def _event(meeting: Meeting, *, cancelled: bool = False) -> Event:
    event = Event()
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.stamp.astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("summary", meeting.summary)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("organizer", _address(meeting.organiser))
    if meeting.attendee is not None:
        attendee = _address(meeting.attendee)
        attendee.params["PARTSTAT"] = "NEEDS-ACTION"
        attendee.params["RSVP"] = "FALSE"  # they answer in the product, where the planner sees it
        event.add("attendee", attendee, encode=0)
    for name, text in (
        ("description", meeting.description),
        ("location", meeting.location),
        ("url", meeting.address),
    ):
        if text:
            event.add(name, text)
    return event


def _address(person: Person) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}")
    address.params["CN"] = _plain(person.name)
    return address


def _plain(name: str) -> str:
    """A parameter's value may hold no quotes and no control characters."""
    return "".join(" " if ord(sign) < 32 else sign for sign in name.replace('"', "'"))
