"""Times of interviews: who sets them, what is refused, who is told, and what an ended application means."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from candidates.actions.applications import reject_application, reopen_application, withdraw_application
from candidates.actions.decisions import make_decision
from candidates.actions.endings import what_stays
from candidates.choices import GUARDS, JobRole
from interviews.actions.loops import add_panelist, cancel_loop, remove_panelist
from interviews.actions.scheduling import answer_invitation, cancel_interview, schedule_interview
from interviews.models import Interview, InterviewMail
from interviews.queries import scheduling as queries
from interviews.validators import clean_link, moment_of
from recruiting.errors import Conflict, Denied, Invalid
from recruiting.events.models import Event
from tests.contracts.rows import nothing_changes
from tests.factories import candidates as make_hiring
from tests.factories import interviews as make
from tests.factories.accounts import make_user
from tests.interviews.conftest import NOW

TIMES = {"starts_at": make.PLANNED, "minutes": 45, "zone": "Europe/Berlin"}


def schedule(interview: Interview, by, **values) -> Interview:
    return schedule_interview(interview=interview, by=by, **{**TIMES, "now": NOW, **values})


def mails(interview: Interview) -> list[tuple[str, int, str]]:
    rows = InterviewMail.objects.filter(interview=interview).order_by("pk")
    return list(rows.values_list("kind", "sequence", "state"))


def test_a_time_schedules_the_interview_and_invites_the_panel_once(interview, seat, planner, rung):
    scheduled = schedule(interview, planner, place=" Room 4 ", link=" https://meet.example.org/x ")
    interview.refresh_from_db()
    assert (interview.state, interview.sequence, interview.minutes) == ("scheduled", 1, 45)
    assert interview.ends_at - interview.starts_at == timedelta(minutes=45)
    assert (interview.place, interview.link) == ("Room 4", "https://meet.example.org/x")
    assert mails(interview) == [("request", 1, "waiting")]
    event = Event.objects.get(verb="interview.scheduled")
    assert event.codes["application"] == interview.loop.application_id
    again = schedule(scheduled, planner, place="Room 4", link="https://meet.example.org/x")
    assert (again.sequence, mails(interview)) == (1, [("request", 1, "waiting")])


@pytest.mark.django_db(transaction=True)
def test_the_worker_is_rung_after_the_change(interview, seat, planner, rung):
    schedule(interview, planner)
    assert rung == [("interviews.send_mail", InterviewMail.objects.get().pk)]


def test_a_change_counts_up_forgets_answers_and_replaces_what_was_not_sent(interview, seat, planner):
    schedule(interview, planner)
    answer_invitation(panelist=seat, by=seat.user, response="accepted", now=NOW)
    schedule(interview, planner, place="Room 5")
    seat.refresh_from_db()
    assert seat.response == "accepted"
    schedule(interview, planner, place="Room 5", starts_at=make.PLANNED + timedelta(hours=1))
    seat.refresh_from_db()
    assert seat.response == "none"
    assert mails(interview) == [
        ("request", 1, "dropped"),
        ("request", 2, "dropped"),
        ("request", 3, "waiting"),
    ]
    changed = Event.objects.filter(verb="interview.rescheduled").order_by("pk").last()
    assert changed.fields == ["ends_at", "starts_at"]


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"starts_at": NOW}, "starts_at", "past"),
        ({"minutes": 4}, "minutes", "range"),
        ({"minutes": 481}, "minutes", "range"),
        ({"zone": "Mars/Olympus"}, "zone", "unknown"),
        ({"link": "http://meet.example.org"}, "link", "https"),
        ({"link": "javascript:alert(1)"}, "link", "https"),
        ({"place": "x" * 201}, "place", "max_length"),
    ],
)
def test_what_a_time_must_be(interview, seat, planner, values, field, code):
    with nothing_changes(), pytest.raises(Invalid) as error:
        schedule(interview, planner, **values)
    assert (error.value.field, error.value.code) == (field, code)


def test_who_may_set_times(interview, seat):
    manager = make_user("member")
    make_hiring.make_member(interview.loop.application.job, manager, JobRole.HIRING_MANAGER)
    for person in (seat.user, manager, make_user("auditor")):
        with nothing_changes(), pytest.raises(Denied):
            schedule(interview, person)
        with nothing_changes(), pytest.raises(Denied):
            cancel_interview(interview=interview, by=person, now=NOW)


def test_of_two_who_change_it_the_second_is_told(interview, seat, planner):
    schedule(interview, planner, sequence=0)
    for act in (
        lambda: schedule(interview, planner, sequence=0, place="Elsewhere"),
        lambda: cancel_interview(interview=interview, by=planner, sequence=0, now=NOW),
    ):
        with nothing_changes(), pytest.raises(Conflict) as error:
            act()
        assert error.value.code == "changed"


def test_cancelling_tells_whoever_was_told_and_a_time_brings_it_back(interview, seat, planner):
    schedule(interview, planner)
    InterviewMail.objects.update(state="sent", sent_at=NOW)
    cancel_interview(interview=interview, by=planner, now=NOW)
    interview.refresh_from_db()
    assert (interview.state, interview.sequence) == ("cancelled", 2)
    assert mails(interview) == [("request", 1, "sent"), ("cancel", 2, "waiting")]
    with nothing_changes(), pytest.raises(Conflict) as error:
        cancel_interview(interview=interview, by=planner, now=NOW)
    assert error.value.code == "cancelled"
    schedule(interview, planner)
    interview.refresh_from_db()
    assert (interview.state, interview.sequence) == ("scheduled", 3)
    assert mails(interview)[1:] == [("cancel", 2, "dropped"), ("request", 3, "waiting")]


def test_who_was_never_told_is_not_told_of_cancelling(interview, seat, planner):
    schedule(interview, planner)
    cancel_interview(interview=interview, by=planner, now=NOW)
    assert mails(interview) == [("request", 1, "dropped")]


def test_what_took_place_is_not_cancelled(interview, seat, planner):
    make.make_scorecard(seat, submitted=True)
    with nothing_changes(), pytest.raises(Conflict) as error:
        cancel_interview(interview=interview, by=planner, now=NOW)
    assert error.value.code == "has_card"


def test_who_joins_or_leaves_the_panel_later_is_told_alone(loop, planner):
    interview = make.make_scheduled(loop, starts_at=datetime(2190, 3, 9, 10, tzinfo=UTC))
    first = make.make_panelist(interview)
    joined = add_panelist(interview=interview, by=planner, user=make_user())
    rows = InterviewMail.objects.filter(interview=interview)
    assert list(rows.values_list("recipient", "kind")) == [(joined.user_id, "request")]
    rows.update(state="sent", sent_at=NOW)
    remove_panelist(panelist=joined, by=planner)
    remove_panelist(panelist=first, by=planner)
    told = rows.order_by("pk").values_list("recipient", "kind", "sequence")
    assert list(told) == [(joined.user_id, "request", 2), (joined.user_id, "cancel", 3)]


def test_a_loop_that_is_given_up_calls_its_interviews_off(loop, planner):
    ahead = make.make_scheduled(loop, starts_at=datetime(2190, 3, 9, 10, tzinfo=UTC))
    over = make.make_scheduled(loop)
    cancel_loop(loop=loop, by=planner)
    assert list(Interview.objects.order_by("pk").values_list("pk", "state")) == [
        (ahead.pk, "cancelled"),
        (over.pk, "scheduled"),
    ]
    with nothing_changes(), pytest.raises(Conflict):
        schedule(ahead, planner)


def reject(application, by):
    reject_application(application=application, by=by, reason=make_hiring.make_reason(), now=NOW)


def withdraw(application, by):
    withdraw_application(application=application, by=by, now=NOW)


def decide(kind):
    def act(application, by):
        said = {"reason": "So.", **dict.fromkeys(GUARDS, "Asked.")}
        reason = {"rejection_reason": make_hiring.make_reason()} if kind == "reject" else {}
        make_decision(application=application, by=make_user("admin"), kind=kind, now=NOW, **said, **reason)

    return act


@pytest.mark.parametrize("end", [reject, withdraw, decide("hire"), decide("reject")])
def test_an_ended_application_calls_off_what_is_ahead(interview, seat, planner, end):
    schedule(interview, planner)
    InterviewMail.objects.update(state="sent", sent_at=NOW)
    over = make.make_scheduled(interview.loop, starts_at=NOW - timedelta(days=1))
    planned = make.make_interview(interview.loop)
    application = interview.loop.application
    end(application, planner)
    states = dict(Interview.objects.values_list("pk", "state"))
    assert states == {interview.pk: "cancelled", over.pk: "scheduled", planned.pk: "planned"}
    assert mails(interview)[-1] == ("cancel", 2, "waiting")
    assert Event.objects.filter(verb="interview.cancelled").count() == 1
    with nothing_changes(), pytest.raises(Conflict):
        schedule(interview, planner)
    with nothing_changes(), pytest.raises(Conflict):
        answer_invitation(panelist=seat, by=seat.user, response="accepted", now=NOW)


def test_an_answer_is_to_the_time_that_was_read(interview, seat, planner):
    schedule(interview, planner)
    later = make.PLANNED + timedelta(hours=1)
    schedule(interview, planner, starts_at=later)
    with nothing_changes(), pytest.raises(Conflict) as error:
        answer_invitation(panelist=seat, by=seat.user, response="accepted", starts_at=make.PLANNED, now=NOW)
    assert error.value.code == "changed"
    answered = answer_invitation(panelist=seat, by=seat.user, response="accepted", starts_at=later, now=NOW)
    assert answered.response == "accepted"


def test_reopening_says_that_interviews_stay_cancelled(interview, seat, planner, client_for):
    schedule(interview, planner, starts_at=datetime(2190, 3, 9, 10, tzinfo=UTC))
    application = interview.loop.application
    assert what_stays(application) == ""
    reject(application, planner)
    answer = client_for(planner).post(f"/applications/{application.pk}/reopen/", follow=True)
    assert "is active again. Its interviews stay cancelled: give them new times." in answer.content.decode()
    interview.refresh_from_db()
    assert interview.state == "cancelled"
    reject(application, planner)
    reopen_application(application=application, by=planner)
    schedule(interview, planner)


def test_only_one_s_own_invitation_is_answered(interview, seat, planner):
    with nothing_changes(), pytest.raises(Conflict):
        answer_invitation(panelist=seat, by=seat.user, response="accepted", now=NOW)
    schedule(interview, planner)
    with nothing_changes(), pytest.raises(Denied):
        answer_invitation(panelist=seat, by=planner, response="accepted", now=NOW)
    with nothing_changes(), pytest.raises(Invalid):
        answer_invitation(panelist=seat, by=seat.user, response="none", now=NOW)
    with nothing_changes(), pytest.raises(Conflict):
        answer_invitation(
            panelist=seat, by=seat.user, response="declined", now=make.PLANNED + timedelta(hours=1)
        )
    for response in ("accepted", "accepted", "declined"):
        answer_invitation(panelist=seat, by=seat.user, response=response, now=NOW)
    events = Event.objects.filter(verb="panelist.answered").order_by("pk")
    assert [event.codes["response"] for event in events] == ["accepted", "declined"]


MARCH, OCTOBER = date(2026, 3, 29), date(2026, 10, 25)


@pytest.mark.parametrize(
    ("day", "clock", "zone", "which", "moment"),
    [
        (date(2026, 3, 9), time(11, 0), "Europe/Berlin", "", "2026-03-09T10:00"),
        (date(2026, 3, 9), time(15, 45), "Asia/Kathmandu", "", "2026-03-09T10:00"),
        (MARCH, time(1, 59), "Europe/Berlin", "", "2026-03-29T00:59"),
        (MARCH, time(3, 0), "Europe/Berlin", "", "2026-03-29T01:00"),
        (OCTOBER, time(2, 30), "Europe/Berlin", "earlier", "2026-10-25T00:30"),
        (OCTOBER, time(2, 30), "Europe/Berlin", "later", "2026-10-25T01:30"),
        (OCTOBER, time(3, 0), "Europe/Berlin", "later", "2026-10-25T02:00"),
        (OCTOBER, time(2, 30), "UTC", "", "2026-10-25T02:30"),
    ],
)
def test_a_clock_s_time_is_a_moment(day, clock, zone, which, moment):
    found = moment_of(day, clock, zone, which)
    assert (found.strftime("%Y-%m-%dT%H:%M"), found.utcoffset()) == (moment, timedelta(0))


def test_a_time_that_the_clocks_leave_out_or_show_twice_is_said():
    with pytest.raises(Invalid) as error:
        moment_of(MARCH, time(2, 30), "Europe/Berlin")
    assert (error.value.field, error.value.code) == ("clock", "left_out")
    assert error.value.message == (
        "On 29 March 2026 the clocks in Europe/Berlin go forward and leave 02:30 out. Then it is 03:30 already."
    )
    with pytest.raises(Invalid) as error:
        moment_of(OCTOBER, time(2, 30), "Europe/Berlin")
    assert (error.value.field, error.value.code) == ("which", "twice")


@pytest.mark.parametrize(
    "link", ["http://a.example", "//a.example", "https://", "https://me@a.example", "https://[x"]
)
def test_a_link_is_https(link):
    with pytest.raises(Invalid):
        clean_link(link)


def test_clashes_and_load_of_a_panel(interview, seat, planner):
    hidden = make.make_loop(make_hiring.make_application(make_hiring.make_job(confidential=True)))
    near = make.make_scheduled(
        interview.loop, starts_at=make.PLANNED + timedelta(minutes=30), title="Culture"
    )
    secret = make.make_scheduled(hidden, starts_at=make.PLANNED - timedelta(minutes=30), minutes=31)
    touching = make.make_scheduled(interview.loop, starts_at=make.PLANNED - timedelta(hours=1))
    off = make.make_scheduled(interview.loop, state="cancelled")
    for other in (near, secret, touching, off):
        make.make_panelist(other, seat.user)
    Interview.objects.filter(pk=interview.pk).update(
        state="scheduled", starts_at=make.PLANNED + timedelta(days=1)
    )
    seen = Interview.objects.visible_to(planner)
    (row,) = queries.panel_at(interview, starts_at=make.PLANNED, minutes=60, seen=seen)
    assert [(clash.starts_at, clash.title) for clash in row.clashes] == [
        (secret.starts_at, ""),
        (near.starts_at, "Culture"),
    ]
    assert (row.load.interviews, row.load.minutes) == (3, 60 + 31 + 60)
    (row,) = queries.panel_at(interview, starts_at=None, minutes=60, seen=seen)
    assert row.clashes == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_panel_costs_five_queries(interview, planner, rows, django_assert_num_queries):
    for _ in range(rows):
        user = make.make_panelist(interview).user
        make.make_panelist(make.make_scheduled(), user)
    seen = Interview.objects.visible_to(planner)
    with django_assert_num_queries(5):
        queries.panel_at(interview, starts_at=make.PLANNED, minutes=60, seen=seen)
