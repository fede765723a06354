"""What mails and calendars say of an interview, each to its reader: placeholder names where they may know no other."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format

from candidates.choices import ApplicationStatus
from candidates.queries.identity import veil
from interviews import ics
from interviews.choices import OPEN_LOOPS, InterviewState, MailKind
from interviews.models import Interview, InterviewMail, Panelist
from interviews.zones import elsewhere, in_words, zone_of
from recruiting.accounts.queries import site_address
from recruiting.net import mail

FEED_REACHES_BACK = timedelta(days=90)
MOST_IN_FEED = 500
HEADINGS = {
    MailKind.REQUEST: "Interview: {title}, {when}",
    MailKind.CANCEL: "Cancelled: {title}, {when}",
    MailKind.REMINDER: "Your scorecard is missing: {title}, {when}",
}


def send_mail(row: InterviewMail, *, now: datetime) -> bool | None:
    """Send what the row tells as it stands now; whether the mail server took it. None: nobody needs it any more.

    Call it outside transactions: a mail server may take its time. Seven queries at most.
    """
    if not is_needed(row, now=now):
        return None
    interview, reader = row.interview, row.recipient
    zone = zone_of(reader)
    context = {
        "interview": interview,
        "when": in_words(interview.starts_at, zone),
        "until": date_format(interview.ends_at.astimezone(zone), "H:i"),
        "there": elsewhere(interview.starts_at, interview.zone, zone),
        "who": "" if row.kind == MailKind.CANCEL else _name_for(reader, interview),
        "others": _others(row),
        "link": site_address() + _page_of(row),
    }
    subject = HEADINGS[MailKind(row.kind)].format(title=interview.title, when=context["when"])
    text = render_to_string(f"interviews/mails/{row.kind}.txt", context)
    return mail.send(to=reader.email, subject=subject, text=text, calendar=_calendar(row, context["who"]))


def is_needed(row: InterviewMail, *, now: datetime) -> bool:
    """Whether the mail still tells something true to somebody who should know."""
    interview = row.interview
    application = interview.loop.application
    if not row.recipient.is_active or interview.starts_at is None:
        return False
    if row.kind == MailKind.CANCEL:
        return True
    if interview.state != InterviewState.SCHEDULED or application.status != ApplicationStatus.ACTIVE:
        return False
    seat = Panelist.objects.filter(interview=interview, user=row.recipient)
    if row.kind == MailKind.REQUEST:
        return interview.ends_at > now and seat.exists()
    return interview.loop.state in OPEN_LOOPS and seat.owing().exists()


def _name_for(reader: Any, interview: Interview) -> str:
    veil(reader, [interview.loop.application])
    return interview.loop.application.candidate.shown_name


def _others(row: InterviewMail) -> list[str]:
    if row.kind != MailKind.REQUEST:
        return []
    panel = row.interview.panel.exclude(user=row.recipient_id).order_by("pk")
    return list(panel.values_list("user__name", flat=True))


def _page_of(row: InterviewMail) -> str:
    if row.kind != MailKind.REMINDER:
        return reverse("interviews:mine")
    seat = Panelist.objects.get(interview=row.interview_id, user=row.recipient_id)
    return reverse("interviews:scorecard", args=[seat.pk])


def _calendar(row: InterviewMail, who: str) -> mail.Calendar | None:
    if row.kind == MailKind.REMINDER:
        return None
    method = ics.CANCEL if row.kind == MailKind.CANCEL else ics.REQUEST
    told = ics.Person(row.recipient.name, row.recipient.email)
    meeting = meeting_of(row.interview, who=who, stamp=row.created_at, site=site_address(), attendee=told)
    return mail.Calendar(ics.invitation(meeting, method=method), method)


def meeting_of(
    interview: Interview,
    *,
    who: str,
    stamp: datetime,
    site: str,
    attendee: ics.Person | None = None,
) -> ics.Meeting:
    """An interview with a time, as calendars read it. who: what its reader may call the candidate, "" for nothing; site:
    where links lead."""
    organiser = interview.organiser
    return ics.Meeting(
        uid=interview.uid,
        sequence=interview.sequence,
        starts_at=interview.starts_at,
        ends_at=interview.ends_at,
        stamp=stamp,
        summary=f"{interview.title}: {who}" if who else interview.title,
        description=interview.link,
        location=interview.place or interview.link,
        address=site + reverse("interviews:mine"),
        organiser=ics.Person(organiser.name, organiser.email),
        attendee=attendee,
    )


def feed_of(user: Any, *, now: datetime) -> bytes:
    """The user's own standing interviews with a time, those of the last 90 days too: at most 500, the latest."""
    rows = Panelist.objects.visible_to(user).filter(
        user=user,
        interview__state=InterviewState.SCHEDULED,
        interview__ends_at__gt=now - FEED_REACHES_BACK,
    )
    seats = list(_with_people(rows).order_by("-interview__starts_at", "-pk")[:MOST_IN_FEED])
    veil(user, [seat.interview.loop.application for seat in seats])
    site = site_address()
    meetings = [
        meeting_of(
            seat.interview, who=seat.interview.loop.application.candidate.shown_name, stamp=now, site=site
        )
        for seat in reversed(seats)
    ]
    return ics.feed(meetings, name="Interviews")


def _with_people(rows: QuerySet[Panelist]) -> QuerySet[Panelist]:
    return rows.select_related(
        "interview__organiser",
        "interview__loop__application__candidate",
        "interview__loop__application__stage",
    )
