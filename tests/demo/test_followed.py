"""What stands once the demo's team has done all that is planned: made once, committed, for all tests here."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone
from icalendar import Calendar

from candidates.models import Application, Decision, FlagReview, Note, StageVisit
from interviews.actions.feeds import make_feed_link
from interviews.actions.mails import work_on_mail
from interviews.models import Answer, Interview, InterviewMail, Loop, Panelist, Scorecard
from recruiting.accounts.models import User
from recruiting.demo.following import Followed, follow_up, plans
from recruiting.demo.interviewing import found_out
from recruiting.demo.loading import load_demo
from recruiting.events.models import Event
from tests.demo.test_following import PLANNED, screen_planned
from tests.guide import loaded_guide


@pytest.fixture(scope="module")
def transactional_db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """One around the module: its tests find the same rows, and leave each other's alone."""
    with django_db_blocker.unblock():
        yield
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="module")
def followed(transactional_db, tmp_path_factory) -> Iterator[Followed]:
    """What the first follow-up did, after every planned resume was screened."""
    with override_settings(DEMO=True, DATA=tmp_path_factory.mktemp("demo")):
        loaded_guide()
        load_demo()
        screen_planned()
        yield follow_up()


def test_planned_steps_are_taken_by_the_actions(followed):
    assert followed == Followed(done=PLANNED, waiting=0)
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


def test_the_running_loops_have_times_and_only_those_to_come_are_mailed(followed, client_for, mailoutbox):
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


def test_twice_is_once(followed):
    before = (Event.objects.count(), Note.objects.count(), FlagReview.objects.count())
    assert follow_up() == Followed(done=0, waiting=0)
    assert (Event.objects.count(), Note.objects.count(), FlagReview.objects.count()) == before
