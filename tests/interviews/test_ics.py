"""Calendar files, read back by the icalendar library and looked at as bytes."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from interviews import ics

BERLIN = ZoneInfo("Europe/Berlin")
MEETING = ics.Meeting(
    uid="7f3a@greenflag",
    sequence=3,
    starts_at=datetime(2026, 3, 29, 3, 0, tzinfo=BERLIN),
    ends_at=datetime(2026, 3, 29, 4, 0, tzinfo=BERLIN),
    stamp=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
    summary="Automation; threat models, and pipelines: Zoë Łukasiewicz\nBEGIN:VEVENT " + "läng " * 40,
    description="https://meet.example.org/a?b=c,d",
    location="Room 4, second floor",
    address="https://hiring.example.org/interviews/",
    organiser=ics.Person('Pia "P" Planner; Ltd, Berlin:\r\nX', "pia@example.org"),
    attendee=ics.Person("Ivo Interviewer", "ivo@example.org"),
)


def event_of(data: bytes):
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    return event


@pytest.mark.parametrize(("method", "status"), [("REQUEST", "CONFIRMED"), ("CANCEL", "CANCELLED")])
def test_an_invitation_says_what_it_is(method, status):
    data = ics.invitation(MEETING, method=method)
    calendar, event = Calendar.from_ical(data), event_of(data)
    assert (calendar["version"], calendar["method"], calendar["prodid"]) == ("2.0", method, ics.PRODUCT)
    assert (event["uid"], event["sequence"], event["status"]) == (MEETING.uid, 3, status)
    assert event.decoded("dtstart") == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert event.decoded("dtend") == datetime(2026, 3, 29, 2, 0, tzinfo=UTC)
    assert event.decoded("dtstamp") == MEETING.stamp
    assert str(event["organizer"]) == "mailto:pia@example.org"
    assert str(event["attendee"]) == "mailto:ivo@example.org"
    assert event["attendee"].params["CN"] == "Ivo Interviewer"


def test_texts_come_back_as_they_were_and_add_no_line():
    data = ics.invitation(MEETING, method="REQUEST")
    event = event_of(data)
    assert str(event["summary"]) == MEETING.summary
    assert str(event["location"]) == MEETING.location
    assert str(event["description"]) == MEETING.description
    assert event["organizer"].params["CN"] == "Pia 'P' Planner; Ltd, Berlin:  X"
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert [line for line in lines if len(line) > 75 or b"\n" in line or b"\r" in line] == []
    assert lines.count(b"BEGIN:VEVENT") == 1


def test_a_feed_names_nobody_invited_and_may_be_empty():
    meetings = [replace(MEETING, attendee=None, uid=f"{number}@greenflag") for number in range(2)]
    calendar = Calendar.from_ical(ics.feed(meetings, name="Interviews"))
    assert (calendar["method"], calendar["x-wr-calname"]) == ("PUBLISH", "Interviews")
    assert [str(event["uid"]) for event in calendar.walk("VEVENT")] == ["0@greenflag", "1@greenflag"]
    assert [event for event in calendar.walk("VEVENT") if "attendee" in event] == []
    assert Calendar.from_ical(ics.feed([], name="Interviews")).walk("VEVENT") == []


def test_what_is_not_said_has_no_line():
    bare = replace(MEETING, description="", location="", address="")
    event = event_of(ics.invitation(bare, method="REQUEST"))
    assert {"description", "location", "url"} & {name.lower() for name in event} == set()
