"""The secret calendar link: made, read, made anew, withdrawn."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from interviews.actions.feeds import make_feed_link, open_feed_link, revoke_feed_link
from interviews.models import FeedLink
from interviews.views import feeds
from recruiting.accounts import limits
from recruiting.accounts.models import User
from recruiting.errors import Conflict, Denied
from recruiting.events.models import Event
from tests.contracts.rows import nothing_changes
from tests.factories import interviews as make
from tests.factories.accounts import make_user
from tests.interviews.conftest import NOW

pytestmark = pytest.mark.django_db


def read(secret: str):
    return Client().get(f"/calendar/{secret}.ics")


def test_only_the_hash_is_kept_and_a_new_link_stops_the_old_one(member):
    first, old = make_feed_link(by=member, now=NOW)
    _, new = make_feed_link(by=member, now=NOW)
    assert len(old) == 43
    assert old not in str(FeedLink.objects.values())
    assert (read(old).status_code, read(new).status_code) == (404, 200)
    first.refresh_from_db()
    assert first.revoked_at == NOW
    revoke_feed_link(by=member, now=NOW)
    assert read(new).status_code == 404
    with nothing_changes(), pytest.raises(Conflict):
        revoke_feed_link(by=member)
    verbs = list(Event.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-3:] == ["feed_link.made", "feed_link.made", "feed_link.revoked"]


def test_auditors_have_none_and_who_left_is_read_no_more(member, auditor):
    with nothing_changes(), pytest.raises(Denied):
        make_feed_link(by=auditor)
    for change in ({"is_active": False}, {"is_active": True, "role": "auditor"}):
        _, secret = make_feed_link(by=make_user())
        User.objects.filter(pk=FeedLink.objects.last().user_id).update(**change)
        assert read(secret).status_code == 404


def test_wrong_and_withdrawn_are_the_same_answer(member):
    _, secret = make_feed_link(by=member)
    revoke_feed_link(by=member)
    withdrawn, wrong = read(secret), read("x" * 43)
    assert withdrawn.status_code == wrong.status_code == 404
    texts = [
        re.sub(r"[0-9a-f]{32}|/calendar/\S+", "", answer.content.decode()) for answer in (withdrawn, wrong)
    ]
    assert texts[0] == texts[1]


def test_it_shows_one_s_own_standing_interviews_and_nothing_of_cards(loop, seat):
    soon = timezone.now() + timedelta(days=3)
    own = make.make_scheduled(loop, starts_at=soon, title="Automation", link="https://meet.example.org/a")
    make.make_scorecard(make.make_panelist(own, seat.user), takeaways="Strong", private_note="Ask Bo")
    recent = make.make_scheduled(loop, starts_at=soon - timedelta(days=30))
    for interview in (
        recent,
        make.make_scheduled(loop, starts_at=soon, state="cancelled"),
        make.make_scheduled(loop, starts_at=soon - timedelta(days=200)),
    ):
        make.make_panelist(interview, seat.user)
    make.make_panelist(make.make_scheduled(loop, starts_at=soon))
    _, secret = make_feed_link(by=seat.user)
    answer = read(secret)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    assert [str(event["uid"]) for event in calendar.walk("VEVENT")] == [recent.uid, own.uid]
    assert str(calendar.walk("VEVENT")[1]["summary"]) == "Automation: Mara Lindqvist"
    assert "Strong" not in answer.content.decode()
    assert "Ask Bo" not in answer.content.decode()


def test_hidden_people_have_placeholders(loop, seat):
    make.make_panelist(make.make_scheduled(loop, starts_at=timezone.now() + timedelta(days=3)), seat.user)
    job = loop.application.job
    job.blind_until = job.stages.order_by("position").last()
    job.save()
    _, secret = make_feed_link(by=seat.user)
    text = read(secret).content.decode()
    assert ("Mara" in text, "Candidate " in text) == (False, True)


def test_who_reads_too_often_or_guesses_waits(member, monkeypatch):
    monkeypatch.setattr(feeds, "READS", 2)
    monkeypatch.setattr(limits, "TRIES_PER_ADDRESS", 2)
    _, secret = make_feed_link(by=member)
    assert [read(secret).status_code for _ in range(3)] == [200, 200, 429]
    answers = [read(f"wrong{number}") for number in range(3)]
    assert [answer.status_code for answer in answers] == [404, 404, 429]
    assert int(answers[-1]["Retry-After"]) > 0


def test_reading_is_noted_every_ten_minutes(member):
    link, secret = make_feed_link(by=member, now=NOW)
    for minutes, noted in ((0, 0), (9, 0), (10, 10)):
        open_feed_link(secret, now=NOW + timedelta(minutes=minutes))
        link.refresh_from_db()
        assert link.last_read_at == NOW + timedelta(minutes=noted)


def test_the_page_shows_the_link_once(member, client_for):
    client = client_for(member)
    assert "Make a link" in client.get("/interviews/calendar/").content.decode()
    made = client.post("/interviews/calendar/")
    (secret,) = re.findall(r"/calendar/([\w-]{43})\.ics", made.content.decode())
    assert (made.status_code, read(secret).status_code) == (201, 200)
    again = client.get("/interviews/calendar/").content.decode()
    assert secret not in again
    assert "A new link stops the old one at once" in again
    with nothing_changes():
        assert "Withdraw the link" in client.get("/interviews/calendar/withdraw/").content.decode()
    assert client.post("/interviews/calendar/withdraw/").status_code == 302
    assert client.post("/interviews/calendar/withdraw/").status_code == 409


@pytest.mark.parametrize("rows", [1, 3])
def test_a_feed_costs_the_same_for_one_and_for_three(loop, member, rows, django_assert_num_queries):
    for _ in range(rows):
        make.make_panelist(make.make_scheduled(loop, starts_at=timezone.now() + timedelta(days=3)), member)
    _, secret = make_feed_link(by=member)
    read(secret)
    with django_assert_num_queries(8):
        read(secret)
