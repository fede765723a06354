"""Agreement, strictness and questions over many cards, and words where the numbers are small."""

from datetime import timedelta

import pytest

from candidates.models import Application
from interviews.agreement import alpha
from interviews.models import Loop, Scorecard
from interviews.queries.calibration import Calibration, Period
from recruiting.accounts.models import User
from tests.factories import candidates as people
from tests.factories import interviews as make
from tests.factories.accounts import make_user
from tests.factories.rubrics import make_question
from tests.interviews.panels import Year
from tests.rest.client import Api, problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(recruiter) -> Year:
    return Year(recruiter)


def count(user: User, **period: object) -> Calibration:
    return Calibration(user, Period(**period))


def test_agreement_is_alpha_over_what_two_rated(year, recruiter):
    scores = year.talks(12)
    year.talk(4, None)
    whole, area = count(recruiter).agreement()
    assert (whole.alpha, whole.units, whole.people) == (alpha(scores), 12, 12)
    assert whole.interval.low < whole.alpha < whole.interval.high
    assert (area.name, area.alpha) == ("Security knowledge", whole.alpha)


def test_strictness_is_the_mean_difference_from_those_who_rated_the_same(year, recruiter):
    year.talks(12)
    ada, bo = count(recruiter).raters()
    assert (ada.user.name, ada.shared, round(ada.kinder, 2)) == ("Ada", 12, -0.75)
    assert ada.words == "0.8 steps stricter than colleagues"
    assert (bo.words, round(bo.spread, 2)) == ("0.8 steps kinder than colleagues", 0.83)


def test_small_numbers_are_words(year, recruiter):
    year.talks(4)
    found = count(recruiter)
    assert [row.alpha for row in found.agreement()] == [None, None]
    assert found.agreement()[0].words == "under 5 people were rated by two or more: no figure"
    assert [row.words for row in found.raters()] == ["under 10 shared ratings: no figure"] * 2
    for _ in range(5):
        year.talk(3, 3)
    assert [row.words for row in count(recruiter).raters()] == ["under 10 shared ratings: no figure"] * 2


def test_ten_ratings_of_under_five_people_are_no_figure(year, recruiter):
    for _ in range(10):
        year.talk(3, 4)
    one = Loop.objects.first().application.candidate
    for loop in Loop.objects.all():
        Application.objects.filter(pk=loop.application_id).update(
            candidate=one, status="withdrawn", closed_at=make.PLANNED
        )
    assert [row.words for row in count(recruiter).raters()] == ["under 5 people: no figure"] * 2


def test_where_nothing_varies_it_says_so(year, recruiter):
    for _ in range(6):
        year.talk(3, 3)
    found = count(recruiter).agreement()[0]
    assert (found.alpha, found.interval) == (None, None)
    assert found.words == "no variation: everybody got the same rating"


def test_a_question_tells_people_apart_by_the_spread_of_its_area_s_ratings(year, recruiter):
    telling = make_question(focus_area=year.area, text="Which incident did you lead?")
    flat, rare = (make_question(focus_area=year.area, text=text) for text in ("What is XSS?", "Why?"))
    year.talks(12, question=telling)
    for _ in range(12):
        year.talk(3, None, question=flat)
    year.talk(1, None, question=rare)
    found = count(recruiter).questions()
    assert [(row.question, row.cards, row.words) for row in found] == [
        (telling, 24, "tells people apart"),
        (flat, 12, "hardly tells people apart"),
        (rare, 1, "under 10 cards: no figure"),
    ]


def test_only_cards_of_the_period_and_job_that_may_be_read_count(year, recruiter):
    year.talks(3)
    waiting = year.talk(1, 4)
    make.make_panelist(make.make_interview(waiting))
    assert len(count(recruiter).ratings) == 6
    late = Scorecard.objects.first()
    late.submitted_at += timedelta(days=40)
    late.save()
    assert len(count(recruiter, since=(make.PLANNED + timedelta(days=1)).date()).ratings) == 1
    assert len(count(recruiter, until=make.PLANNED.date()).ratings) == 5
    assert len(count(recruiter, job=people.make_job()).ratings) == 0
    year.job.confidential = True
    year.job.save()
    assert len(count(make_user("recruiter")).ratings) == 0


def test_the_pages_say_it(year, recruiter, client_for):
    client = client_for(recruiter)
    empty = client.get("/calibration/").content.decode()
    assert "No ratings to count" in empty
    year.talks(12, question=make_question(focus_area=year.area, text="Which incident did you lead?"))
    page = client.get("/calibration/").content.decode()
    assert "0.8 steps stricter than colleagues" in page
    questions = client.get(f"/calibration/questions/?job={year.job.pk}").content.decode()
    assert "Which incident did you lead?" in questions
    wrong = client.get("/calibration/?since=2026-03-01&until=2026-02-01")
    assert wrong.status_code == 422
    assert "The last day is before the first." in wrong.content.decode()


def test_it_is_for_recruiters_and_admins(admin, member, auditor, client_for):
    for path in ("/calibration/", "/calibration/questions/"):
        assert client_for(admin).get(path).status_code == 200
        assert {client_for(person).get(path).status_code for person in (member, auditor)} == {403}
    assert problem(Api(member).get("calibration")) == (403, "denied")


def test_by_api(year, recruiter):
    year.talks(12, question=make_question(focus_area=year.area))
    found = Api(recruiter).get("calibration").json()
    assert (found["ratings"], len(found["agreement"])) == (24, 2)
    assert [row["says"] for row in found["interviewers"]] == [
        "0.8 steps stricter than colleagues",
        "0.8 steps kinder than colleagues",
    ]
    assert found["questions"][0]["cards"] == 24
    assert Api(recruiter).get("calibration?since=2027-01-01").json()["ratings"] == 0
    assert Api(recruiter).get(f"calibration?job={year.job.pk}&until=2026-12-31").json()["ratings"] == 24
    for wrong in (
        "since=soon",
        "until=2026-02-30",
        "job=x",
        "job=999999",
        "since=2026-03-01&until=2026-02-01",
        "page=2",
    ):
        assert problem(Api(recruiter).get(f"calibration?{wrong}"))[0] == 400


@pytest.mark.parametrize("size", [1, 3])
def test_the_pages_cost_the_same(year, recruiter, client_for, django_assert_num_queries, size):
    for _ in range(size):
        year.talks(6, question=make_question(focus_area=year.area))
    client = client_for(recruiter)
    client.get("/calibration/")
    with django_assert_num_queries(7):
        client.get("/calibration/")
    with django_assert_num_queries(7):
        client.get("/calibration/questions/")
