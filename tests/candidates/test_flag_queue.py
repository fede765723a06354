"""The review queue: which flag comes next, what is left, and how one goes on."""

import pytest
from django.urls import reverse

from candidates.actions.reviews import review_flag, undo_review
from candidates.models import FlagReview
from candidates.queries.flag_queue import FlagQueue
from recruiting.errors import Conflict, Denied
from rubrics.models import Flag
from tests.factories import candidates as make
from tests.factories.accounts import make_user
from tests.rest.client import Api, problem

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guide")]


@pytest.fixture
def codes(guide):
    return list(Flag.objects.order_by("-polarity", "position").values_list("code", flat=True))


@pytest.fixture
def two(job, recruiter):
    """Two screened people, the first waiting longer."""
    return [make.make_screened_application(job, owner=recruiter) for _ in range(2)]


def walked(queue: FlagQueue) -> list[str]:
    """All that is left, from the first on."""
    found, stop = [], queue.after()
    while stop is not None:
        found.append(stop.key)
        stop = queue.after(stop.application.pk, stop.result.flag)
    return found


def test_person_by_person_flag_by_flag(two, recruiter, codes):
    queue = FlagQueue(recruiter, None, codes)
    held = [code for code in codes if two[0].screening.flags.filter(flag=code, holds=True)]
    assert len(held) > 2
    assert walked(queue) == [f"{row.pk}-{code}" for row in two for code in held]
    assert queue.count() == 2 * len(held)
    second = queue.find(two[1].pk, held[0])
    assert queue.before(second).key == f"{two[0].pk}-{held[-1]}"
    assert queue.before(queue.find(two[0].pk, held[0])) is None


def test_what_somebody_judged_is_left_out_and_comes_back_when_it_is_taken_back(two, recruiter, admin, codes):
    queue = FlagQueue(recruiter, None, codes)
    first = queue.after()
    said = review_flag(application=first.application, result=first.result, by=recruiter, verdict="confirmed")
    assert first.key not in walked(queue)
    assert queue.find(first.application.pk, first.result.flag).said
    with pytest.raises(Conflict):
        undo_review(application=first.application, review=said, by=admin)
    undo_review(application=first.application, review=said, by=recruiter)
    assert walked(queue)[0] == first.key
    with pytest.raises(Conflict):
        undo_review(application=first.application, review=said, by=recruiter)


def test_only_who_leads_a_job_goes_through_it(
    two, recruiter, hiring_manager, outsider, admin, member, codes, job
):
    assert [FlagQueue(user, None, codes).count() > 0 for user in (recruiter, hiring_manager, outsider, admin, member)] == [
        True, True, False, False, False,
    ]  # fmt: skip
    assert FlagQueue(outsider, job, codes).count() > 0
    assert FlagQueue(member, job, codes).count() == 0
    said = make.make_flag_review(two[0].screening.flags.first(), member)
    with pytest.raises(Denied):
        undo_review(application=two[0], review=said, by=member)


def test_agree_disagree_skip_back_and_undo(two, recruiter, client_for):
    client, address = client_for(recruiter), reverse("candidates:review")
    first = client.get(address).context["stop"]
    page = client.post(address, {"flag": first.key, "verdict": "confirmed"}, follow=True)
    second = page.context["stop"]
    assert (page.context["walk"].done, second.key != first.key) == (1, True)
    bare = client.post(f"{address}?done=1", {"flag": second.key, "verdict": "dismissed", "reason": ""})
    assert (bare.status_code, FlagReview.objects.count()) == (422, 1)
    assert "Say why you disagree" in bare.content.decode()
    why = {"flag": second.key, "verdict": "dismissed", "reason": "A workshop."}
    page = client.post(f"{address}?done=1", why, follow=True)
    assert page.context["walk"].done == 2
    undo = reverse("candidates:flag-review-undo", args=[second.application.pk, FlagReview.objects.last().pk])
    assert f"{undo}?queue=1&amp;done=2" in page.content.decode()
    page = client.post(f"{undo}?queue=1&done=2", follow=True)
    assert (page.context["stop"].key, page.context["walk"].done) == (second.key, 1)
    assert client.get(page.context["skip"]).context["stop"].key != second.key
    assert client.get(page.context["back"]).context["stop"].key == first.key


def test_the_end_says_what_was_skipped(two, recruiter, client_for):
    client, address = client_for(recruiter), reverse("candidates:review")
    page = client.get(address)
    while page.context["stop"]:
        page = client.get(page.context["skip"])
    assert "were skipped" in page.content.decode()
    yellow = client.get(address, {"only": "yellow"}).content.decode()
    assert "No flag waits for you" in yellow


def test_the_queue_of_another_s_job(two, job, client_for, member, interviewer):
    address = reverse("candidates:review")
    assert client_for(member).get(address, {"job": job.pk}).status_code == 404
    assert client_for(interviewer).get(address, {"job": job.pk}).status_code in (403, 404)


@pytest.mark.parametrize("number", [1, 3])
def test_a_stop_costs_the_same_with_one_and_with_three(
    number, job, recruiter, client_for, django_assert_num_queries
):
    for _ in range(number):
        make.make_screened_application(job, owner=recruiter)
    client = client_for(recruiter)
    client.get("/")
    with django_assert_num_queries(14):
        assert client.get(reverse("candidates:review")).context["stop"]


def test_the_same_by_api(two, recruiter):
    api, path = Api(recruiter), f"applications/{two[0].pk}/flag-reviews"
    assert problem(api.post(path, {"flag": "nonsense", "verdict": "confirmed"})) == (400, "not_found")
    assert problem(api.post(path, {"flag": "scanning_tools", "verdict": "dismissed"}))[0] == 400
    made = api.post(path, {"flag": "scanning_tools", "verdict": "dismissed", "reason": "A workshop."})
    assert (made.status_code, made.json()["by"]) == (201, recruiter.pk)
    assert [row["flag"] for row in api.get(path).json()["results"]] == ["scanning_tools"]
    assert api.post(f"flag-reviews/{made.json()['id']}/undo", {}).status_code == 200
    assert api.get(path).json()["results"] == []
    other = Api(make_user("recruiter"))
    assert other.get(path).status_code == 200


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("recruiter", True),
        ("admin", True),
        ("hiring_manager", True),
        ("interviewer", False),
        ("auditor", False),
    ],
)
def test_today_leads_to_it_only_who_may_go_through_it(request, job, client_for, who, offered):
    page = client_for(request.getfixturevalue(who)).get("/").content.decode()
    assert (f'href="{reverse("candidates:review")}"' in page) is offered
