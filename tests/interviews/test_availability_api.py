"""What planning a panel asks of the API: who can be on it, what else they have, and whether their mails arrived."""

from datetime import timedelta

import pytest

from candidates.choices import JobRole
from recruiting.events.models import Event
from tests.contracts.rows import nothing_changes
from tests.factories import candidates as people
from tests.factories import interviews as make
from tests.factories.accounts import make_user
from tests.rest.client import Api, ids, problem, walk

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def manager(loop):
    """Leads the job and plans no interviews."""
    user = make_user(name="Hanna Manager")
    people.make_member(loop.application.job, user, JobRole.HIRING_MANAGER)
    return user


def names(answer) -> list[str]:
    return [row["name"] for row in answer.json()["results"]]


def test_whom_a_panel_can_be_made_of(loop, planner):
    for name in ("Jörg Bergström", "Bert Aho", "Åsa Lind"):
        make_user(name=name)
    make_user("auditor", name="Berta Auditor")
    make_user(name="Bernd Gone", is_active=False)
    api, path = Api(planner), f"loops/{loop.pk}/colleagues"

    assert sorted(names(api.get(path))) == ["Bert Aho", "Jörg Bergström", "Pia Planner", "Åsa Lind"]
    assert names(api.get(path, name="ber")) == ["Bert Aho", "Jörg Bergström"]
    assert names(api.get(path, name="BERGSTROM j")) == ["Jörg Bergström"]
    assert names(api.get(path, name="asa")) == ["Åsa Lind"]
    assert names(api.get(path, name="ert")) == []
    assert problem(api.get(path, name="x" * 101)) == (400, "invalid")
    (shown,) = api.get(path, name="aho").json()["results"]
    added = api.post(f"interviews/{make.make_interview(loop).pk}/panelists", {"user": shown["id"]})
    assert added.json()["user"] == shown


def test_the_list_of_colleagues_is_paged(loop, planner):
    for number in range(7):
        make_user(name=f"Person {number % 2}")
    found = walk(Api(planner), f"loops/{loop.pk}/colleagues", name="person", limit=2)
    assert (len(found), len(set(found))) == (7, 7)


@pytest.mark.parametrize("many", [3, 60])
def test_colleagues_cost_the_same_for_few_and_for_many(loop, planner, many, django_assert_num_queries):
    for number in range(many):
        make_user(name=f"Person {number}")
    api = Api(planner)
    api.get("loops")
    with django_assert_num_queries(7):
        assert len(ids(api.get(f"loops/{loop.pk}/colleagues", name="person"))) == min(many, 50)


def test_what_else_a_panel_has(interview, seat, planner):
    hidden = make.make_loop(people.make_application(people.make_job(confidential=True)))
    near = make.make_scheduled(interview.loop, starts_at=make.PLANNED + HOUR / 2, title="Culture")
    secret = make.make_scheduled(hidden, starts_at=make.PLANNED - HOUR / 2, minutes=31, title="A secret")
    for other in (near, secret):
        make.make_panelist(other, seat.user)
    api, path = Api(planner), f"interviews/{interview.pk}/clashes"

    shown = api.get(path, starts_at="2026-03-09T10:00:00Z", minutes=45).json()

    assert (shown["starts_at"], shown["ends_at"], shown["week"]) == (
        "2026-03-09T10:00:00Z",
        "2026-03-09T10:45:00Z",
        "2026-03-09",
    )
    (one,) = shown["panel"]
    assert (one["panelist"], one["user"]) == (seat.pk, {"id": seat.user_id, "name": "Ivo Interviewer"})
    assert [(clash["starts_at"], clash["title"]) for clash in one["clashes"]] == [
        ("2026-03-09T09:30:00Z", ""),
        ("2026-03-09T10:30:00Z", "Culture"),
    ]
    assert one["load"] == {"interviews": 2, "minutes": 91}
    free = api.get(path, starts_at="2026-03-09T10:05:00Z", minutes=25).json()["panel"][0]
    assert free["clashes"] == []


def test_a_key_for_one_job_reads_no_title_of_another(interview, seat, planner):
    elsewhere = make.make_scheduled(title="Elsewhere")
    make.make_panelist(elsewhere, seat.user)

    def titles(api: Api) -> list[str]:
        shown = api.get(f"interviews/{interview.pk}/clashes", starts_at="2026-03-09T10:00:00Z").json()
        return [clash["title"] for clash in shown["panel"][0]["clashes"]]

    assert titles(Api(planner)) == ["Elsewhere"]
    assert titles(Api(planner, jobs=[interview.loop.application.job_id])) == [""]


def test_an_interview_s_own_time_counts_and_one_without_has_no_clash(interview, seat, planner):
    api = Api(planner)
    bare = api.get(f"interviews/{interview.pk}/clashes").json()
    assert (bare["starts_at"], bare["ends_at"], bare["panel"][0]["clashes"]) == (None, None, [])
    timed = make.make_scheduled(interview.loop)
    for each in (timed, make.make_scheduled(interview.loop, title="Beside")):
        make.make_panelist(each, seat.user)
    shown = api.get(f"interviews/{timed.pk}/clashes").json()
    assert (shown["starts_at"], shown["ends_at"]) == ("2026-03-09T10:00:00Z", "2026-03-09T11:00:00Z")
    assert [clash["title"] for clash in shown["panel"][0]["clashes"]] == ["Beside"]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({"starts_at": "2026-03-09T10:00:00"}, "starts_at"),
        ({"starts_at": "soon"}, "starts_at"),
        ({"minutes": "4"}, "minutes"),
        ({"minutes": "481"}, "minutes"),
        ({"minutes": "1.5"}, "minutes"),
        ({"day": "2026-03-09"}, "day"),
    ],
)
def test_a_time_that_can_t_be_is_named(interview, planner, query, parameter):
    answer = Api(planner).get(f"interviews/{interview.pk}/clashes", **query)
    assert (answer.status_code, [each["parameter"] for each in answer.json()["errors"]]) == (400, [parameter])


def test_everybody_s_load_in_a_week(interview, seat, planner):
    # Monday 0:30 in Berlin, where the key's owner is, is Sunday in UTC.
    begins = make.PLANNED - timedelta(hours=10, minutes=30)
    hidden = make.make_loop(people.make_application(people.make_job(confidential=True)))
    for loop, starts_at in ((interview.loop, make.PLANNED), (hidden, begins)):
        make.make_panelist(make.make_scheduled(loop, starts_at=starts_at), seat.user)
    make.make_panelist(make.make_scheduled(starts_at=begins - timedelta(minutes=31)), seat.user)
    other = make.make_panelist(make.make_scheduled(interview.loop), response="declined").user
    api = Api(planner)

    rows = api.get("interview-load", week="2026-03-15").json()["results"]

    assert rows == [
        {
            "user": seat.user_id,
            "name": "Ivo Interviewer",
            "interviews": 2,
            "minutes": 120,
            "unanswered": 2,
            "declined": 0,
        },
        {
            "user": other.pk,
            "name": other.name,
            "interviews": 1,
            "minutes": 60,
            "unanswered": 0,
            "declined": 1,
        },
    ]
    first = api.get("interview-load", week="2026-03-09", limit=1).json()
    second = api.get(first["next"].partition("/api/v1/")[2]).json()
    assert (first["results"] + second["results"], second["next"]) == (rows, None)
    assert api.get("interview-load").json()["results"] == []
    assert problem(api.get("interview-load", week="March")) == (400, "invalid")
    limited = Api(planner, jobs=[interview.loop.application.job_id])
    assert [
        row["interviews"] for row in limited.get("interview-load", week="2026-03-09").json()["results"]
    ] == [1, 1]


@pytest.mark.parametrize("rows", [1, 3])
def test_load_clashes_and_mails_cost_the_same_for_one_and_for_three(
    interview, planner, rows, django_assert_num_queries
):
    for _ in range(rows):
        user = make.make_panelist(interview).user
        make.make_panelist(make.make_scheduled(), user)
        make.make_mail(interview, user)
    api = Api(planner)
    api.get("loops")
    with django_assert_num_queries(5):
        assert len(api.get("interview-load", week="2026-03-09").json()["results"]) == rows
    with django_assert_num_queries(10):
        assert (
            len(
                api.get(f"interviews/{interview.pk}/clashes", starts_at="2026-03-09T10:00:00Z").json()[
                    "panel"
                ]
            )
            == rows
        )
    with django_assert_num_queries(6):
        assert len(ids(api.get(f"interviews/{interview.pk}/mails"))) == rows


def test_who_was_told_and_a_mail_is_sent_again(interview, seat, planner):
    failed = make.make_mail(interview, seat.user, state="failed", fault="refused")
    cancel = make.make_mail(interview, make_user(name="Once Invited"), kind="cancel")
    make.make_mail(make.make_scheduled(interview.loop), seat.user)
    api = Api(planner)

    rows = api.get(f"interviews/{interview.pk}/mails").json()["results"]

    assert [(row["id"], row["kind"], row["state"], row["fault"]) for row in rows] == [
        (cancel.pk, "cancel", cancel.state, ""),
        (failed.pk, "request", "failed", "refused"),
    ]
    assert rows[1]["recipient"] == {"id": seat.user_id, "name": "Ivo Interviewer"}
    assert ids(api.get(f"interviews/{interview.pk}/mails", state="failed")) == [failed.pk]
    again = api.post(f"interview-mails/{failed.pk}/retry", {})
    assert (again.json()["state"], again.json()["fault"]) == ("waiting", "")
    assert Event.objects.filter(verb="interview_mail.retried", actor=planner).count() == 1
    twice = api.post(f"interview-mails/{failed.pk}/retry", {})
    assert (problem(twice), twice.json()["current"]["state"]) == ((409, "not_failed"), "waiting")


@pytest.mark.parametrize("who", ["manager", "seat"])
def test_who_does_not_plan_is_told_none_of_it(interview, seat, manager, who):
    mail = make.make_mail(interview, seat.user, state="failed", fault="refused")
    api = Api(manager if who == "manager" else seat.user)
    with nothing_changes():
        answers = [
            api.get(f"loops/{interview.loop_id}/colleagues"),
            api.get(f"interviews/{interview.pk}/clashes"),
            api.get(f"interviews/{interview.pk}/mails"),
            api.get("interview-load"),
            api.post(f"interview-mails/{mail.pk}/retry", {}),
        ]
    assert [answer.status_code for answer in answers] == [403] * 5


def test_a_key_for_another_job_reaches_none_of_it(interview, seat, planner):
    mail = make.make_mail(interview, seat.user, state="failed", fault="refused")
    api = Api(planner, jobs=[people.make_job(recruiter=planner).pk])
    for answer in (
        api.get(f"loops/{interview.loop_id}/colleagues"),
        api.get(f"interviews/{interview.pk}/clashes"),
        api.get(f"interviews/{interview.pk}/mails"),
        api.post(f"interview-mails/{mail.pk}/retry", {}),
    ):
        assert answer.status_code == 404
