"""What the demo's team does once the worker has screened the resumes."""

from collections import Counter
from datetime import date

import pytest
from django.utils import timezone
from icalendar import Calendar

from candidates.actions.notes import add_note
from candidates.actions.screenings import work_on_screening
from candidates.models import Application, Decision, FlagReview, Note, Resume, Screening, StageVisit
from interviews.actions.feeds import make_feed_link
from interviews.actions.mails import work_on_mail
from interviews.models import Answer, Interview, InterviewMail, Loop, Panelist, Scorecard
from recruiting.accounts.models import User
from recruiting.demo.following import Followed, follow_up, plans
from recruiting.demo.interviewing import found_out, working_day
from recruiting.demo.loading import load_demo
from recruiting.events.models import Event

# Rows that are committed, as the worker finds them: it renews a lease by a connection of its own, which on SQLite
# waits twenty seconds for a test's open transaction. A busy machine takes long enough over a resume to renew one.
pytestmark = pytest.mark.django_db(transaction=True)
PLANNED = len(plans())


def screen_planned(*, leave: int = 0) -> None:
    """Have the planned people's resumes screened, but for the last few."""
    names = [plan["person"] for plan in plans()][: PLANNED - leave]
    for screening in Screening.objects.filter(resume__file_name__in=names):
        work_on_screening(screening.pk)
        screening.refresh_from_db()
        assert (screening.state, screening.code) == ("done", "")


@pytest.fixture
def loaded(demo_folder):
    load_demo()


def test_it_waits_for_the_worker(loaded):
    assert follow_up() == Followed(done=0, waiting=PLANNED)
    assert Application.objects.count() == 0


def test_planned_steps_are_taken_by_the_actions(loaded):
    screen_planned()
    assert follow_up() == Followed(done=PLANNED, waiting=0)
    touched = Application.objects.filter(resume__file_name__in=[plan["person"] for plan in plans()])
    assert Counter(touched.values_list("status", flat=True)) == {"active": 11, "rejected": 2, "withdrawn": 1}
    assert set(touched.filter(status="rejected").values_list("reason__side", flat=True)) == {"us"}
    assert {"Recruiter screen", "Technical interview", "Focus interviews", "Offer"} <= set(
        touched.values_list("stage__name", flat=True)
    )
    assert set(FlagReview.objects.values_list("verdict", flat=True)) == {"confirmed", "dismissed"}
    assert {note.author.role for note in Note.objects.select_related("author")} == {"recruiter", "member"}
    assert Counter(Loop.objects.values_list("state", flat=True)) == {"running": 2, "closed": 1}
    [offer] = Decision.objects.all()
    assert (offer.kind, offer.decided_by.email) == ("offer", "manager.two@example.org")
    assert offer.application.loops.get().debrief.is_closed
    assert Scorecard.objects.submitted().count() == 2
    # A question that another bank no longer deals takes its answer along, unseen.
    cards = [card for said in found_out().values() for card in said["cards"].values()]
    assert Answer.objects.count() == sum(len(card["answers"]) for card in cards)
    assert not Panelist.objects.filter(kit=None).exists()
    moves = StageVisit.objects.exclude(left_at=None).count()
    assert Event.objects.filter(verb="application.moved").count() == moves > 0


def test_the_running_loops_have_times_and_only_those_to_come_are_mailed(loaded, client_for, mailoutbox):
    screen_planned()
    follow_up()
    now = timezone.now()
    timed = Interview.objects.filter(loop__state="running")
    assert set(timed.values_list("state", flat=True)) == {"scheduled"}
    past = timed.filter(ends_at__lt=now)
    assert (past.count(), timed.filter(starts_at__gt=now).count()) == (3, 3)
    for mail in InterviewMail.objects.order_by("pk"):
        work_on_mail(mail.pk)
    assert Counter(InterviewMail.objects.values_list("state", flat=True)) == {"dropped": 3, "sent": 3}
    assert {recipient.rpartition("@")[2] for message in mailoutbox for recipient in message.to} == {
        "example.org"
    }
    anouk = User.objects.get(email="interviewer@example.org")
    client = client_for(anouk)
    today = client.get("/").content.decode()
    assert "Answer the invitation" in today
    assert "Fill the scorecard" in today
    assert "Tamsin Okereke" in client.get("/interviews/").content.decode()
    assert "Emre Karadeniz" in client.get("/interviews/?past=1").content.decode()
    _, secret = make_feed_link(by=anouk)
    feed = Calendar.from_ical(client.get(f"/calendar/{secret}.ics").content)
    assert len(feed.walk("VEVENT")) == 2


@pytest.mark.parametrize(
    ("today", "days", "day"),
    [
        ("2026-11-30", 1, "2026-12-01"),
        ("2026-11-27", 1, "2026-11-30"),
        ("2026-11-28", 2, "2026-12-01"),
        ("2026-11-30", -1, "2026-11-27"),
        ("2026-11-29", -2, "2026-11-26"),
    ],
)
def test_interviews_are_on_working_days(today, days, day):
    assert working_day(date.fromisoformat(today), days) == date.fromisoformat(day)


def test_twice_is_once(loaded):
    screen_planned()
    follow_up()
    before = (Event.objects.count(), Note.objects.count(), FlagReview.objects.count())
    assert follow_up() == Followed(done=0, waiting=0)
    assert (Event.objects.count(), Note.objects.count(), FlagReview.objects.count()) == before


def test_it_goes_on_where_the_worker_was_slower(loaded):
    screen_planned(leave=2)
    assert follow_up() == Followed(done=PLANNED - 2, waiting=2)
    screen_planned()
    assert follow_up() == Followed(done=2, waiting=0)


def test_an_application_that_a_person_touched_is_left_alone(loaded):
    screen_planned()
    plan = plans()[0]
    resume = Resume.objects.get(file_name=plan["person"])
    application = Application.objects.get(resume=resume)
    add_note(candidate=application.candidate, by=application.owner, text="Mine.", application=application)
    assert follow_up() == Followed(done=PLANNED - 1, waiting=0)
    assert list(Note.objects.filter(application=application).values_list("text", flat=True)) == ["Mine."]
    application.refresh_from_db()
    assert application.version == 1
