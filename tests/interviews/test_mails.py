"""Mails about interviews: what they say to whom, sent once, and what becomes of one that fails; reminders."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail as outbox
from django.db.models import F
from django.utils import timezone
from icalendar import Calendar

from interviews.actions.loops import change_interview
from interviews.actions.mails import MOST_ATTEMPTS, retry_mail, sweep_mails, work_on_mail
from interviews.actions.reminders import remind_of_cards
from interviews.actions.scheduling import cancel_interview, schedule_interview
from interviews.models import InterviewMail
from interviews.tasks import remind, send_mail, sweep
from recruiting.accounts.models import User
from recruiting.errors import Conflict, Denied
from recruiting.events.models import Event, LockRow
from recruiting.net import mail
from tests.contracts.rows import nothing_changes
from tests.factories import interviews as make
from tests.factories.accounts import make_user
from tests.interviews.conftest import NOW

pytestmark = pytest.mark.django_db
TIMES = {"starts_at": make.PLANNED, "minutes": 60, "zone": "Europe/Berlin", "now": NOW}


def send_all() -> None:
    for pk in InterviewMail.objects.filter(state="waiting").order_by("pk").values_list("pk", flat=True):
        work_on_mail(pk, now=NOW)


def calendar_of(message) -> Calendar:
    (part,) = message.attachments
    return Calendar.from_ical(part.get_payload(decode=True))


@pytest.fixture
def invited(interview, seat, planner) -> InterviewMail:
    other = make_user(name="Olga Other")
    make.make_panelist(interview, other)
    schedule_interview(
        interview=interview, by=planner, place="Room 4", link="https://meet.example.org/a", **TIMES
    )
    InterviewMail.objects.filter(recipient=other).delete()
    return InterviewMail.objects.get()


def test_an_invitation_is_read_in_one_s_own_zone_and_by_calendars(invited, mailoutbox):
    assert work_on_mail(invited.pk, now=NOW) is True
    (message,) = mailoutbox
    assert message.to == ["ivo@example.org"]
    assert message.subject == "Interview: Automation, Mon 9 March 2026, 15:45 (Asia/Kathmandu)"
    assert "When: Mon 9 March 2026, 15:45 (Asia/Kathmandu), until 16:45\n" in message.body
    assert "There: Mon 9 March 2026, 11:00 (Europe/Berlin)\n" in message.body
    assert "Place: Room 4\nLink: https://meet.example.org/a\nWith you: Olga Other\n" in message.body
    assert "Mara Lindqvist" in message.body
    (part,) = message.attachments
    assert (part.get_content_type(), part.get_param("method")) == ("text/calendar", "REQUEST")
    (event,) = calendar_of(message).walk("VEVENT")
    assert (event["sequence"], str(event["attendee"])) == (1, "mailto:ivo@example.org")
    assert str(event["summary"]) == "Automation: Mara Lindqvist"


def test_a_mail_is_sent_once(invited, mailoutbox):
    assert [work_on_mail(invited.pk, now=NOW) for _ in range(3)] == [True, False, False]
    send_mail(invited.pk)
    assert len(mailoutbox) == 1
    invited.refresh_from_db()
    assert (invited.state, invited.attempts, invited.lease_until) == ("sent", 1, None)
    assert invited.sent_at is not None


def test_change_and_cancelling_keep_the_uid_and_count_up(interview, invited, planner, mailoutbox):
    send_all()
    schedule_interview(interview=interview, by=planner, **TIMES | {"minutes": 45})
    send_all()
    cancel_interview(interview=interview, by=planner, now=NOW)
    send_all()
    mine = [message for message in mailoutbox if message.to == ["ivo@example.org"]]
    events = [calendar_of(message).walk("VEVENT")[0] for message in mine]
    methods = [calendar_of(message)["method"] for message in mine]
    assert methods == ["REQUEST", "REQUEST", "CANCEL"]
    assert [event["sequence"] for event in events] == [1, 2, 3]
    assert {str(event["uid"]) for event in events} == {interview.uid}
    assert mine[-1].subject.startswith("Cancelled: Automation")
    assert "Mara" not in mine[-1].body + str(events[-1]["summary"])


def test_who_may_not_know_the_name_reads_the_placeholder(interview, invited, mailoutbox):
    job = interview.loop.application.job
    job.blind_until = job.stages.order_by("position").last()
    job.save()
    send_all()
    (message,) = mailoutbox
    assert "Mara" not in message.body + calendar_of(message).to_ical().decode()
    assert "interview Candidate " in message.body


@pytest.mark.parametrize("change", ["ended", "cancelled", "off_panel", "left", "over"])
def test_what_nobody_needs_any_more_is_not_sent(interview, seat, invited, mailoutbox, change):
    now = NOW
    if change == "ended":
        type(interview.loop.application).objects.update(status="withdrawn", closed_at=NOW)
    elif change == "cancelled":
        type(interview).objects.update(state="cancelled")
    elif change == "off_panel":
        seat.delete()
    elif change == "left":
        User.objects.filter(pk=seat.user_id).update(is_active=False)
    else:
        now = make.PLANNED + timedelta(hours=1)
    assert work_on_mail(invited.pk, now=now) is True
    invited.refresh_from_db()
    assert (invited.state, mailoutbox) == ("dropped", [])


def test_a_new_title_reaches_the_calendars_of_an_interview_ahead(invited, planner, mailoutbox):
    send_all()
    interview = invited.interview
    for title in ("Automation and code", "Automation and code"):
        change_interview(interview=interview, by=planner, title=title, minutes=interview.minutes, now=NOW)
    send_all()
    before, after = (
        calendar_of(message).walk("VEVENT")[0] for message in mailoutbox if "ivo" in message.to[0]
    )
    assert (before["uid"], int(before["sequence"])) == (after["uid"], int(after["sequence"]) - 1)
    assert str(after["summary"]).startswith("Automation and code")


def test_the_title_of_an_interview_that_is_over_is_told_to_nobody(invited, planner):
    interview, over = invited.interview, make.PLANNED + timedelta(hours=2)
    InterviewMail.objects.update(state="sent", sent_at=NOW)
    change_interview(interview=interview, by=planner, title="Talk", minutes=60, now=over)
    assert not InterviewMail.objects.waiting().exists()


def test_a_server_that_refuses_is_tried_again_and_then_a_person_decides(
    invited, planner, settings, mailoutbox
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert work_on_mail(invited.pk, now=NOW) is True
        assert work_on_mail(invited.pk, now=NOW) is False  # its pause is not over
        invited.refresh_from_db()
        assert invited.attempts == attempt
        InterviewMail.objects.update(lease_until=None)
    assert (invited.state, invited.fault) == ("failed", "refused")
    with nothing_changes(), pytest.raises(Denied):
        retry_mail(mail=invited, by=invited.recipient)
    assert retry_mail(mail=invited, by=planner).state == "waiting"
    event = Event.objects.get(verb="interview_mail.retried")
    assert (event.actor, event.codes["user"], event.codes["kind"]) == (
        planner,
        invited.recipient_id,
        "request",
    )
    with nothing_changes(), pytest.raises(Conflict):
        retry_mail(mail=invited, by=planner)


def test_a_mail_whose_worker_died_is_not_repeated_by_itself(invited, mailoutbox):
    past = timezone.now() - timedelta(seconds=1)
    InterviewMail.objects.update(state="sending", attempts=1, lease_until=past, rung_at=past)
    assert work_on_mail(invited.pk, now=NOW) is False
    sweep()
    invited.refresh_from_db()
    assert (invited.state, invited.fault, mailoutbox) == ("failed", "unclear", [])


def test_the_sweep_rings_for_what_was_not_heard(invited, rung):
    InterviewMail.objects.update(rung_at=timezone.now())
    assert sweep_mails() == 0
    LockRow.objects.all().delete()
    InterviewMail.objects.update(rung_at=timezone.now() - timedelta(minutes=1))
    assert sweep_mails() == 1
    assert rung == [("interviews.send_mail", invited.pk)]
    assert sweep_mails() == 0  # another one swept a moment ago


def test_a_mail_without_a_calendar_is_as_before(mailoutbox):
    assert mail.send(to="a@example.org", subject="Two\nlines", text="Text") is True
    assert (outbox.outbox[0].subject, outbox.outbox[0].attachments) == ("Two lines", [])


def remind_at(moment: datetime) -> int:
    LockRow.objects.all().delete()
    return remind_of_cards(now=moment)


def test_a_missing_card_is_asked_for_once_a_day_three_times(loop, seat, mailoutbox):
    over = make.make_scheduled(loop, title="Culture")
    owing = make.make_panelist(over, seat.user)
    make.make_scorecard(make.make_panelist(over), submitted=True)
    ended = over.ends_at
    assert [remind_at(ended + timedelta(hours=hours)) for hours in (1, 23, 24, 25, 47, 48, 72, 96, 120)] == [
        0,
        0,
        1,
        0,
        0,
        1,
        1,
        0,
        0,
    ]
    rows = InterviewMail.objects.filter(kind="reminder").order_by("sequence")
    assert list(rows.values_list("recipient", "sequence")) == [(seat.user_id, number) for number in (1, 2, 3)]
    send_all()
    first = mailoutbox[0]
    assert first.subject == "Your scorecard is missing: Culture, Mon 9 March 2026, 15:45 (Asia/Kathmandu)"
    assert f"/scorecards/{owing.pk}/" in first.body
    assert first.attachments == []


@pytest.mark.parametrize("why", ["cancelled", "ended", "closed", "old", "gone", "draft"])
def test_who_is_not_reminded(loop, seat, why):
    over = make.make_scheduled(loop)
    owing = make.make_panelist(over, seat.user)
    moment = over.ends_at + timedelta(days=1)
    if why == "cancelled":
        type(over).objects.filter(pk=over.pk).update(state="cancelled")
    elif why == "ended":
        type(loop.application).objects.update(status="withdrawn", closed_at=NOW)
    elif why == "closed":
        type(loop).objects.update(state="closed")
    elif why == "old":
        moment += timedelta(days=14)
    elif why == "gone":
        User.objects.filter(pk=seat.user_id).update(is_active=False)
    else:
        make.make_scorecard(owing)
    assert remind_at(moment) == (1 if why == "draft" else 0)


def test_a_reminder_that_was_overtaken_is_not_sent(loop, seat, mailoutbox):
    over = make.make_scheduled(loop)
    owing = make.make_panelist(over, seat.user)
    remind_at(over.ends_at + timedelta(days=1))
    make.make_scorecard(owing, submitted=True)
    send_all()
    assert (InterviewMail.objects.get().state, mailoutbox) == ("dropped", [])


@pytest.mark.parametrize("rows", [1, 3])
def test_reminding_costs_the_same_for_each(loop, rows, django_assert_num_queries):
    for _ in range(rows):
        make.make_panelist(make.make_scheduled(loop, starts_at=datetime(2026, 3, 9, 10, tzinfo=UTC)))
    LockRow.objects.all().delete()
    LockRow.objects.create(name="interviews.remind", locked_until=NOW)
    with django_assert_num_queries(2 + 4 * rows):
        assert remind_of_cards(now=make.PLANNED + timedelta(days=2)) == rows


def test_the_task_reminds(loop, seat):
    remind()
    assert InterviewMail.objects.filter(attempts__gt=F("attempts")).count() == 0
