"""Idempotency-Key (sec R2)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import get_resolver
from django.utils import timezone

from candidates.actions.jobs import add_member, remove_member
from candidates.models import Candidate, Job
from recruiting.accounts.models import IdempotencyKey
from recruiting.events.models import Event
from recruiting.rest.tasks import forget_idempotency_keys
from rubrics.actions.rules import publish_shipped_rules
from tests.candidates.api.rows import a_candidate
from tests.candidates.pipeline import open_a_job
from tests.factories.accounts import make_user
from tests.factories.candidates import RESUME
from tests.rest.client import Api, problem

pytestmark = pytest.mark.django_db


def test_the_first_answer_is_given_again(recruiter):
    api = Api(recruiter)
    first = api.post("candidates", {"name": "Kim"}, key="k1")
    again = api.post("candidates", '{ "name" : "Kim" }', key='"k1"')
    assert (again.status_code, again.content) == (201, first.content)
    assert (again["Location"], again["ETag"]) == (first["Location"], first["ETag"])
    assert (again["Idempotent-Replayed"], "Idempotent-Replayed" in first) == ("true", False)
    assert Candidate.objects.count() == 1


def test_without_a_key_each_request_counts(recruiter):
    api = Api(recruiter)
    api.post("candidates", {"name": "Kim"}), api.post("candidates", {"name": "Kim"})
    assert (Candidate.objects.count(), IdempotencyKey.objects.count()) == (2, 0)


def test_another_body_is_refused(recruiter):
    api = Api(recruiter)
    api.post("candidates", {"name": "Kim"}, key="k1")
    assert problem(api.post("candidates", {"name": "Lee"}, key="k1")) == (422, "key_reused")
    assert Candidate.objects.get().name == "Kim"


def test_a_key_belongs_to_one_token_and_one_address(recruiter):
    api, path = Api(recruiter), f"jobs/{open_a_job(recruiter).pk}"
    assert api.post(f"{path}/pause", key="k1").status_code == 200
    assert api.post(f"{path}/open", key="k1").json()["status"] == "open"
    assert Api(recruiter).post(f"{path}/pause", key="k1").json()["status"] == "paused"
    again = api.post(f"{path}/pause", key="k1")
    assert (again.status_code, again["Idempotent-Replayed"]) == (200, "true")


def test_who_was_taken_off_a_job_gets_none_of_its_answers_again(recruiter, settings):
    settings.ALLOW_WEAK_SANDBOX = True
    publish_shipped_rules()
    job = open_a_job(recruiter, confidential=True)
    person = a_candidate(recruiter)
    colleague = make_user("recruiter")
    seat = add_member(job=job, by=recruiter, user=colleague, role="recruiter")
    api = Api(colleague)
    made = api.post("applications", {"job": job.pk, "candidate": person.pk}, key="made").json()["id"]

    def everything():
        file = SimpleUploadedFile("kim.txt", RESUME.encode())
        return [
            api.post("applications", {"job": job.pk, "candidate": person.pk}, key="made"),
            api.post(f"applications/{made}/notes", {"text": "Salary: 90,000."}, key="note"),
            api.upload({"file": file, "job": str(job.pk)}, key="file"),
            api.post(f"jobs/{job.pk}/pause", key="pause"),
        ]

    first = everything()
    remove_member(member=seat, by=recruiter)
    before = Event.objects.count()
    assert [problem(response) for response in everything()] == [(404, "not_found")] * 4
    add_member(job=job, by=recruiter, user=colleague, role="recruiter")
    again = everything()
    assert [r.content for r in again] == [r.content for r in first]
    assert {r["Idempotent-Replayed"] for r in again} == {"true"}
    assert Event.objects.count() == before + 1  # the colleague's return


def test_errors_are_not_kept(recruiter):
    api = Api(recruiter)
    job = open_a_job(recruiter)
    assert problem(api.post(f"jobs/{job.pk}/open", key="k1")) == (409, "status")
    assert not IdempotencyKey.objects.exists()
    Job.objects.update(status="paused")
    assert api.post(f"jobs/{job.pk}/open", key="k1").status_code == 200


def test_a_crash_between_effect_and_answer_leaves_neither(recruiter):
    """The answer is stored in the transaction of the effect: no candidate without it."""
    api = Api(recruiter)

    def fail_when_kept(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and "idempotencykey" in sql:
            raise RuntimeError("the process dies here")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fail_when_kept):
        assert problem(api.post("candidates", {"name": "Kim"}, key="k1")) == (500, "server_error")
    assert (Candidate.objects.count(), IdempotencyKey.objects.count()) == (0, 0)
    assert api.post("candidates", {"name": "Kim"}, key="k1").status_code == 201
    assert Candidate.objects.count() == 1


@pytest.mark.parametrize("key", ['""', "x" * 256, "a\tb", "schlüssel"])
def test_keys_that_can_t_be(recruiter, key):
    response = Api(recruiter).post("candidates", {"name": "Kim"}, key=key)
    assert problem(response) == (400, "invalid")
    assert response.json()["errors"][0]["header"] == "Idempotency-Key"
    assert not Candidate.objects.exists()


def test_old_answers_are_forgotten(recruiter):
    api = Api(recruiter)
    api.post("candidates", {"name": "Kim"}, key="old")
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=49))
    api.post("candidates", {"name": "Kim"}, key="new")
    assert forget_idempotency_keys() == 1
    assert api.post("candidates", {"name": "Lee"}, key="old").status_code == 201


@pytest.mark.django_db(transaction=True)
def test_of_parallel_requests_with_one_key_one_counts():
    api = Api(make_user("recruiter"))

    def post(number):
        try:
            return api.post("candidates", {"name": "Kim"}, key="k1")
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        responses = list(pool.map(post, range(50)))
    assert {r.status_code for r in responses} <= {201, 409}
    assert len({r.content for r in responses if r.status_code == 201}) == 1
    assert sum("Idempotent-Replayed" not in r for r in responses if r.status_code == 201) == 1
    assert Candidate.objects.count() == 1


def posts() -> list[tuple[str, str, type]]:
    """(route, method's name, view) of every POST."""
    found = []
    for resolver in get_resolver().url_patterns:
        if str(resolver.pattern) == "api/v1/":
            for route in resolver.url_patterns:
                actions = getattr(route.callback, "actions", {})
                if "post" in actions:
                    found.append((str(route.pattern), actions["post"], route.callback.cls))
    return found


def test_every_post_takes_a_key():
    assert len(posts()) > 10
    assert [route for route, name, view in posts() if not hasattr(getattr(view, name), "once")] == []
