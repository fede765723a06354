"""My interviews, an interview's time and place, the panel's answers and load, as pages."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from interviews.models import Interview
from tests.contracts.rows import nothing_changes
from tests.factories import candidates as make_hiring
from tests.factories import interviews as make
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
BERLIN = {"day": "2190-03-09", "clock": "11:00", "minutes": "60", "zone": "Europe/Berlin"}


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def times(interview: Interview) -> str:
    return f"/interviews/{interview.pk}/times/"


def test_one_form_schedules_and_everybody_reads_their_own_zone(interview, seat, planner, client_for):
    client = client_for(planner)
    shown = text(client.get(times(interview)))
    assert '<option value="Europe/Berlin" selected>' in shown
    answer = client.post(times(interview), {**BERLIN, "link": "https://meet.example.org/a", "sequence": "0"})
    assert (answer.status_code, answer["Location"]) == (302, times(interview))
    assert "2190, 11:00" in text(client.get(times(interview)))
    mine = text(client_for(seat.user).get("/interviews/"))
    assert "<b>Tue 9 Mar</b>, 15:45" in mine
    assert "There: Tue 9 March 2190, 11:00 (Europe/Berlin)" in mine
    assert "Mara Lindqvist" in mine
    assert 'href="https://meet.example.org/a"' in mine


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"day": "2020-03-09"}, "This time is past."),
        ({"day": "2190-03-28", "clock": "02:30"}, "leave 02:30 out"),
        ({"link": "http://meet.example.org"}, "Give an address that begins with https://."),
        ({"minutes": ""}, "Fill this in."),
        ({"minutes": "481"}, "An interview takes from 5 to 480 minutes."),
        ({"place": "x" * 201}, "At most 200 characters; these are 201."),
        ({"zone": "Mars"}, "Choose a time zone of the list, such as Europe/Berlin."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(interview, planner, client_for, values, words):
    with nothing_changes():
        answer = client_for(planner).post(times(interview), BERLIN | values)
    assert answer.status_code == 422
    assert words in text(answer)


def test_a_time_that_comes_twice_asks_which(interview, planner, client_for):
    client = client_for(planner)
    twice = BERLIN | {"day": "2190-10-31", "clock": "02:30"}
    assert 'name="which"' not in text(client.get(times(interview)))
    answer = client.post(times(interview), twice)
    assert (answer.status_code, 'name="which"' in text(answer)) == (422, True)
    client.post(times(interview), twice | {"which": "later"})
    interview.refresh_from_db()
    assert f"{interview.starts_at:%H:%M}" == "01:30"


def test_looking_who_is_free_saves_nothing(interview, seat, planner, client_for):
    other = make.make_scheduled(
        starts_at=timezone.datetime.fromisoformat("2190-03-09T10:30+00:00"), title="Elsewhere"
    )
    make.make_panelist(other, seat.user)
    client = client_for(planner)
    with nothing_changes():
        page = client.post(times(interview), BERLIN | {"check": "1"})
        part = client.post(times(interview), BERLIN | {"check": "1"}, headers={"HX-Request": "true"})
    for answer in (page, part):
        assert answer.status_code == 200
        assert "11:30 to 12:30: Elsewhere" in text(answer)
    assert "<form method" not in text(part)
    assert client.post(times(interview), {"check": "1"}).status_code == 422


def test_who_comes_second_sees_what_stands_now(interview, planner, client_for):
    client = client_for(planner)
    client.post(times(interview), BERLIN | {"sequence": "0"})
    answer = client.post(times(interview), BERLIN | {"sequence": "0", "clock": "12:00", "place": "Room 4"})
    assert answer.status_code == 409
    assert "Now saved here: “11:00:00”." in text(answer)
    answer = client.post(times(interview), BERLIN | {"sequence": "1", "clock": "12:00"})
    assert answer.status_code == 302


def test_cancelling_asks_first(interview, planner, client_for):
    client = client_for(planner)
    client.post(times(interview), BERLIN)
    address = f"/interviews/{interview.pk}/cancel/"
    with nothing_changes():
        assert "A new time brings the interview back." in text(client.get(address))
    answer = client.post(address, follow=True)
    assert "is cancelled. A new time brings it back." in text(answer)
    assert client.post(address).status_code == 409


def test_an_ended_application_has_no_form(interview, planner, client_for):
    type(interview.loop.application).objects.update(status="withdrawn", closed_at=timezone.now())
    answer = client_for(planner).get(times(interview))
    assert (answer.status_code, 'id="times"' in text(answer)) == (200, False)
    assert "Nothing can be planned here" in text(answer)


def test_the_delivery_of_mails_is_shown_and_a_failed_one_sent_again(loop, planner, client_for):
    interview = make.make_scheduled(loop, starts_at=timezone.now() + timedelta(days=2))
    mail = make.make_mail(interview, state="failed", fault="refused")
    client = client_for(planner)
    assert "Invitation: not sent. The mail server did not take it." in text(client.get(times(interview)))
    again = f"/interviews/mails/{mail.pk}/again/"
    assert client.post(again).status_code == 302
    mail.refresh_from_db()
    assert (mail.state, mail.fault) == ("waiting", "")
    assert client.post(again).status_code == 409


def test_invitations_are_answered_on_the_page(loop, seat, client_for):
    interview = make.make_scheduled(loop, starts_at=timezone.now() + timedelta(days=2))
    own = make.make_panelist(interview, seat.user)
    client = client_for(seat.user)
    answer = client.post(f"/panelists/{own.pk}/answer/", {"response": "declined"}, follow=True)
    assert "You don’t come: Technical interview." in text(answer)
    own.refresh_from_db()
    assert own.response == "declined"
    with nothing_changes():
        assert client.post(f"/panelists/{own.pk}/answer/", {"response": "maybe"}).status_code == 422


def test_an_answer_is_to_the_time_that_the_page_showed(loop, seat, client_for):
    interview = make.make_scheduled(loop, starts_at=timezone.now() + timedelta(days=2))
    own, client = make.make_panelist(interview, seat.user), client_for(seat.user)
    shown = re.search(r'name="starts_at" value="([^"]+)"', text(client.get("/interviews/")))[1]
    path, sent = f"/panelists/{own.pk}/answer/", {"response": "accepted", "starts_at": shown}
    assert client.post(path, sent).status_code == 302
    Interview.objects.filter(pk=interview.pk).update(starts_at=interview.starts_at - timedelta(hours=1))
    with nothing_changes():
        assert client.post(path, sent | {"response": "declined"}).status_code == 409
        assert client.post(path, sent | {"starts_at": "soon"}).status_code == 404


def test_what_is_over_and_what_was_called_off_is_past(loop, seat, client_for):
    over = make.make_scheduled(loop, title="Over")
    off = make.make_scheduled(loop, title="Called off", state="cancelled")
    for interview in (over, off):
        make.make_panelist(interview, seat.user)
    make.make_scorecard(over.panel.get(), submitted=True)
    client = client_for(seat.user)
    to_come, past = text(client.get("/interviews/")), text(client.get("/interviews/?past=1"))
    assert ("Automation" in to_come, "Over" in to_come, "Called off" in to_come) == (True, False, False)
    assert ("Automation" in past, "Over" in past, "Called off" in past) == (False, True, True)
    assert "Your scorecard is submitted." in past


def test_one_without_a_time_is_past_once_its_loop_is(loop, seat, client_for):
    client = client_for(seat.user)
    make.make_scorecard(seat, submitted=True)
    assert "No past interviews" in text(client.get("/interviews/?past=1"))
    type(loop).objects.update(state="closed")
    assert "No interviews to come" in text(client.get("/interviews/"))
    past = text(client.get("/interviews/?past=1"))
    assert "No time set" in past
    assert "Your scorecard is submitted." in past


def test_who_is_hidden_has_a_placeholder(loop, seat, client_for):
    application = loop.application
    job = application.job
    job.blind_until = job.stages.order_by("position").last()
    job.save()
    page = text(client_for(seat.user).get("/interviews/"))
    assert "Mara" not in page
    assert "Candidate " in page


def test_nobody_on_a_panel_reads_why(member, client_for):
    client = client_for(member)
    assert "No interviews to come" in text(client.get("/interviews/"))
    assert "No past interviews" in text(client.get("/interviews/?past=1"))


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_for_one_row_and_for_three(rows, planner, client_for, django_assert_num_queries):
    user = make_user("member")
    for number in range(rows):
        application = make_hiring.make_application(make_hiring.make_job())
        starts = timezone.now() + timedelta(days=2, hours=number)
        make.make_panelist(make.make_scheduled(make.make_loop(application), starts_at=starts), user)
    interview = Interview.objects.last()
    client = client_for(user)
    with django_assert_num_queries(QUERIES["mine"]):
        assert client.get("/interviews/").content.count(b'id="seat-') == rows
    client = client_for(planner)
    with django_assert_num_queries(QUERIES["times"]):
        client.get(times(interview))
    with django_assert_num_queries(QUERIES["load"]):
        client.get(f"/interviews/load/?week={starts.date()}")


QUERIES = {"mine": 10, "times": 12, "load": 5}


def test_the_load_of_a_week_counts_everybody(planner, client_for):
    monday = timezone.datetime.fromisoformat("2026-03-09T00:00+01:00")
    busy, free = make_user(name="Busy"), make_user(name="Free")
    for starts, people in (
        (monday, (busy, free)),
        (monday + timedelta(days=7) - timedelta(minutes=1), (busy,)),
        (monday - timedelta(minutes=1), (free,)),
        (monday + timedelta(days=7), (free,)),
    ):
        interview = make.make_scheduled(starts_at=starts)
        for person in people:
            make.make_panelist(interview, person)
    page = text(client_for(planner).get("/interviews/load/?week=2026-03-11"))
    assert 'Load, week from <time datetime="2026-03-09T00:00:00+01:00">9 Mar</time>' in page
    assert page.index("Busy") < page.index("Free")
    assert '<td class="num" data-label="Minutes">120</td>' in page
    assert "?week=2026-03-02" in page
    assert "?week=2026-03-16" in page
    for odd in ("nonsense", "9999-12-31", "0001-01-01"):
        assert client_for(planner).get(f"/interviews/load/?week={odd}").status_code == 200
