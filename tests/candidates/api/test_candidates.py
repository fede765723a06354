"""/api/v1/candidates."""

from datetime import timedelta

import pytest
from django.utils import timezone

from candidates.actions.applications import create_application
from candidates.models import Application, Candidate
from recruiting.events.models import Event
from tests.candidates.api.rows import a_candidate, an_application, join
from tests.candidates.pipeline import open_a_job
from tests.rest.client import Api, ids, problem

pytestmark = pytest.mark.django_db


def test_adding_one(recruiter):
    body = {
        "name": "Kim Novak",
        "headline": "Platform engineer",
        "location": "Utrecht",
        "email": "Kim.Novak@example.org",
        "phone": "+1 202 555 0143",
    }
    response = Api(recruiter).post("candidates", body)
    candidate = Candidate.objects.get()
    assert (response.status_code, response["Location"]) == (201, f"/api/v1/candidates/{candidate.pk}")
    shown = response.json()
    assert {name: shown[name] for name in body} == body
    assert shown["contacts"] == [
        {"kind": "email", "value": "Kim.Novak@example.org", "from_resume": False},
        {"kind": "phone", "value": "+1 202 555 0143", "from_resume": False},
    ]
    assert Api(recruiter).get(f"candidates/{candidate.pk}").json() == shown
    assert Event.objects.get(verb="candidate.created").actor == recruiter


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({}, "/name", "required"),
        ({"name": ""}, "/name", "blank"),
        ({"name": "A", "email": "no address"}, "/email", "invalid"),
        ({"name": "A", "phone": "12"}, "/phone", "invalid"),
        ({"name": "A", "read_name": "B"}, "/read_name", "unknown_field"),
        ({"name": "A", "merged_into": 1}, "/merged_into", "unknown_field"),
        ({"name": "A\u0000B"}, None, "characters"),
    ],
)
def test_bad_bodies(recruiter, body, pointer, code):
    response = Api(recruiter).post("candidates", body)
    assert problem(response) == (400, code)
    if pointer:
        assert response.json()["errors"][0]["pointer"] == pointer
    assert not Candidate.objects.exists()


def test_correcting_one_keeps_what_the_resume_said(recruiter):
    candidate = a_candidate(recruiter)
    Candidate.objects.update(read_name="KIM NOVAK", read_headline="Engineer")
    api, path = Api(recruiter), f"candidates/{candidate.pk}"
    assert problem(api.patch(path, {"name": "Kim"})) == (428, "if_match_missing")
    etag = api.etag(path)
    changed = api.patch(path, {"name": "Kim N. Novak", "email": ""}, match=etag)
    shown = changed.json()
    assert (shown["name"], shown["email"], shown["contacts"]) == ("Kim N. Novak", "", [])
    assert shown["read"] == {"name": "KIM NOVAK", "name_guessed": False, "headline": "Engineer"}
    assert problem(api.patch(path, {"name": "Other"}, match=etag)) == (412, "changed")
    assert problem(api.patch(path, {"name": " "}, match="*")) == (400, "blank")
    assert Candidate.objects.get().name == "Kim N. Novak"


def test_who_sees_and_corrects_whom(admin, recruiter, member, auditor):
    job, secret = open_a_job(recruiter), open_a_job(admin, confidential=True)
    pool = a_candidate(recruiter, name="No application")
    shown = an_application(recruiter, job=job).candidate
    hidden = an_application(admin, job=secret).candidate
    join(job, member, "hiring_manager", by=recruiter)
    seen = {
        admin: {pool.pk, shown.pk, hidden.pk},
        recruiter: {pool.pk, shown.pk},
        member: {shown.pk},
        auditor: set(),
    }
    for user, expected in seen.items():
        api = Api(user)
        assert set(ids(api.get("candidates"))) == expected
        for candidate in (pool, shown, hidden):
            got = api.get(f"candidates/{candidate.pk}").status_code
            assert got == (200 if candidate.pk in expected else 404)
    assert problem(Api(recruiter).patch(f"candidates/{hidden.pk}", {"name": "X"}, match="*")) == (
        404,
        "not_found",
    )
    assert problem(Api(member).patch(f"candidates/{shown.pk}", {"name": "X"}, match="*")) == (403, "denied")
    assert problem(Api(member).post("candidates", {"name": "X"})) == (403, "denied")
    assert problem(Api(recruiter, "candidates:write").get(f"candidates/{shown.pk}")) == (403, "scope")
    assert not Candidate.objects.filter(name="X").exists()


def test_a_filter_tells_nothing_of_a_hidden_job(admin, recruiter):
    secret = open_a_job(admin, confidential=True)
    both = an_application(recruiter).candidate
    create_application(by=admin, candidate=both, job=secret)
    assert ids(Api(admin).get("candidates", job=secret.pk)) == [both.pk]
    assert ids(Api(recruiter).get("candidates", job=secret.pk)) == []
    assert ids(Api(recruiter).get("candidates")) == [both.pk]


def test_a_key_cut_down_to_jobs(recruiter):
    mine, other = an_application(recruiter), an_application(recruiter)
    a_candidate(recruiter, name="No application")
    api = Api(recruiter, jobs=[mine.job_id])
    assert ids(api.get("candidates")) == [mine.candidate_id]
    assert problem(api.get(f"candidates/{other.candidate_id}")) == (404, "not_found")
    assert problem(api.post("candidates", {"name": "X"})) == (403, "jobs")
    assert api.patch(f"candidates/{mine.candidate_id}", {"location": "Utrecht"}, match="*").status_code == 200
    assert Application.objects.count() == 2


def test_filters(recruiter):
    first = a_candidate(recruiter, email="Kim@Example.org")
    second = an_application(recruiter, email="lee@example.org")
    Candidate.objects.filter(pk=first.pk).update(updated_at=timezone.now() - timedelta(days=2))
    api = Api(recruiter)
    assert ids(api.get("candidates", email="kim@example.ORG")) == [first.pk]
    assert ids(api.get("candidates", email="kim@")) == []
    assert ids(api.get("candidates", job=second.job_id)) == [second.candidate_id]
    yesterday = (timezone.now() - timedelta(days=1)).isoformat()
    assert ids(api.get("candidates", updated_since=yesterday)) == [second.candidate_id]
    assert problem(api.get("candidates", name="Kim")) == (400, "unknown_parameter")
    assert problem(api.get("candidates", contacts__value="x")) == (400, "unknown_parameter")


def test_the_number_of_queries_does_not_grow(recruiter, django_assert_num_queries):
    api = Api(recruiter)
    api.get("candidates")
    for people in (1, 30):
        while Candidate.objects.count() < people:
            a_candidate(recruiter)
        with django_assert_num_queries(
            9
        ):  # key, two of the limit and its rest, rows, contacts, merged, hidden
            assert len(ids(api.get("candidates"))) == people
