"""Interviews over the API: lists, times under If-Match, cancelling, answers."""

import pytest

from interviews.models import InterviewMail
from tests.contracts.rows import nothing_changes
from tests.factories import interviews as make
from tests.rest.client import Api, problem

pytestmark = pytest.mark.django_db
TIMES = {"starts_at": "2190-03-09T11:00:00+01:00", "zone": "Europe/Berlin"}


def at(api: Api, interview) -> str:
    return api.etag(f"interviews/{interview.pk}")


def test_a_time_is_set_changed_and_taken_back(interview, seat, planner):
    api, path = Api(planner), f"interviews/{interview.pk}"
    set_ = api.patch(path, TIMES, match=at(api, interview))
    shown = set_.json()
    assert (shown["state"], shown["starts_at"], shown["ends_at"], shown["sequence"]) == (
        "scheduled",
        "2190-03-09T10:00:00Z",
        "2190-03-09T11:00:00Z",
        1,
    )
    assert shown["panel"] == [
        {"id": seat.pk, "interview": interview.pk, "user": seat.user_id, "response": "none"}
    ]
    changed = api.patch(path, {"minutes": 30}, match=set_.headers["ETag"]).json()
    assert (changed["starts_at"], changed["ends_at"]) == ("2190-03-09T10:00:00Z", "2190-03-09T10:30:00Z")
    assert api.post(f"{path}/cancel", {}).json()["state"] == "cancelled"
    assert problem(api.post(f"{path}/cancel", {})) == (409, "cancelled")
    assert list(InterviewMail.objects.values_list("state", flat=True)) == ["dropped", "dropped"]


def test_of_two_the_second_is_refused(interview, seat, planner):
    api, path = Api(planner), f"interviews/{interview.pk}"
    assert problem(api.patch(path, TIMES)) == (428, "if_match_missing")
    read = at(api, interview)
    api.patch(path, TIMES, match=read)
    with nothing_changes():
        refused = api.patch(path, {"minutes": 30}, match=read)
    assert problem(refused) == (412, "changed")
    assert refused.json()["current"]["minutes"] == 60


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/starts_at"),
        ({"starts_at": "2190-03-09T11:00:00+01:00"}, "/zone"),
        (TIMES | {"starts_at": "2190-03-09T11:00:00"}, "/starts_at"),
        (TIMES | {"starts_at": "2020-03-09T11:00:00Z"}, "/starts_at"),
        (TIMES | {"starts_at": 5}, "/starts_at"),
        (TIMES | {"zone": "Mars"}, "/zone"),
        (TIMES | {"link": "http://meet.example.org"}, "/link"),
        (TIMES | {"minutes": 481}, "/minutes"),
        (TIMES | {"state": "planned"}, "/state"),
    ],
)
def test_what_is_wrong_is_named(interview, planner, body, pointer):
    api = Api(planner)
    api.get("interviews")
    with nothing_changes():
        answer = api.patch(f"interviews/{interview.pk}", body, match="*")
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_numbers_and_lengths_are_refused_in_words(interview, planner):
    for body, words in (
        ({"minutes": 481}, "An interview takes from 5 to 480 minutes."),
        ({"minutes": 4}, "An interview takes from 5 to 480 minutes."),
        ({"place": "x" * 201}, "At most 200 characters."),
    ):
        answer = Api(planner).patch(f"interviews/{interview.pk}", TIMES | body, match="*")
        assert [error["detail"] for error in answer.json()["errors"]] == [words]


def test_my_interviews_and_other_lists(interview, seat, planner):
    later = make.make_scheduled(interview.loop)
    make.make_panelist(later)
    elsewhere = make.make_scheduled()

    def ids(user, query: str) -> list[int]:
        return [row["id"] for row in Api(user).get(f"interviews?{query}").json()["results"]]

    assert ids(seat.user, "panelist=me") == [interview.pk]
    assert ids(seat.user, "") == [later.pk, interview.pk]
    assert ids(planner, f"panelist={seat.user_id}") == [interview.pk]
    assert ids(planner, "state=scheduled") == [elsewhere.pk, later.pk]
    assert ids(planner, f"loop={interview.loop_id}&starts_since=2026-03-09T10:00:00Z") == [later.pk]
    assert ids(planner, f"application={elsewhere.loop.application_id}") == [elsewhere.pk]
    assert Api(planner).get("interviews?panelist=you").status_code == 400


def test_a_key_for_one_job_reaches_no_other(interview, seat, planner):
    other = make.make_scheduled()
    api = Api(planner, jobs=[interview.loop.application.job_id])
    assert [row["id"] for row in api.get("interviews").json()["results"]] == [interview.pk]
    seat_there = make.make_panelist(other)
    for answer in (
        api.get(f"interviews/{other.pk}"),
        api.post(f"panelists/{seat_there.pk}/respond", {"response": "accepted"}),
    ):
        assert answer.status_code == 404


def test_one_s_own_invitation_is_answered(interview, seat, planner):
    path = f"panelists/{seat.pk}/respond"
    assert problem(Api(seat.user).post(path, {"response": "accepted"})) == (409, "not_asked")
    Api(planner).patch(f"interviews/{interview.pk}", TIMES, match="*")
    assert Api(seat.user).post(path, {"response": "tentative"}).json()["response"] == "tentative"
    assert Api(seat.user).post(path, {"response": "none"}).status_code == 400
    earlier = {"response": "accepted", "starts_at": "2020-01-01T09:00:00Z"}
    assert problem(Api(seat.user).post(path, earlier)) == (409, "changed")
    assert Api(planner).post(path, {"response": "accepted"}).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_for_one_and_for_three(loop, planner, rows, django_assert_num_queries):
    for _ in range(rows):
        make.make_panelist(make.make_scheduled(loop))
    api = Api(planner)
    api.get("interviews")
    with django_assert_num_queries(6):
        assert len(api.get("interviews").json()["results"]) == rows
