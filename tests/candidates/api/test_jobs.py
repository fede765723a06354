"""/api/v1/jobs."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from candidates.models import Department, Job
from recruiting.events.models import Event
from tests.candidates.api.rows import join
from tests.candidates.pipeline import open_a_job
from tests.factories.accounts import make_user
from tests.factories.rubrics import make_level, make_role_profile
from tests.rest.client import Api, ids, problem, walk

pytestmark = pytest.mark.django_db


def test_all_that_is_wrong_is_told_at_once(recruiter):
    answer = Api(recruiter).post("jobs", {"status": "open", "headcount": "2", "confidential": 1})
    assert answer.status_code == 400
    assert {error["pointer"]: error["code"] for error in answer.json()["errors"]} == {
        "/status": "unknown_field",
        "/title": "required",
        "/headcount": "invalid",
        "/confidential": "invalid",
    }
    assert not Job.objects.exists()


def test_making_one(recruiter):
    make_level(code="mid"), make_role_profile(code="devsecops_engineer")
    department = Department.objects.create(name="Platform")
    body = {
        "title": " DevSecOps engineer ",
        "requisition_id": "R-1",
        "role_profile": "devsecops_engineer",
        "level": "mid",
        "department": department.pk,
        "office": None,
        "description": "Pipelines.",
        "headcount": 2,
        "confidential": True,
    }
    response = Api(recruiter).post("jobs", body)
    job = Job.objects.get()
    assert (response.status_code, response["Location"]) == (201, f"/api/v1/jobs/{job.pk}")
    shown = response.json()
    assert {name: shown[name] for name in body} == {
        **body,
        "title": "DevSecOps engineer",
        "department": {"id": department.pk, "name": "Platform"},
    }
    assert (shown["status"], [stage["name"] for stage in shown["stages"]][:2]) == (
        "draft",
        ["Applied", "Recruiter screen"],
    )
    assert Api(recruiter).get(f"jobs/{job.pk}").json() == shown
    assert Event.objects.filter(verb="job.created", actor=recruiter).count() == 1


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({}, "/title", "required"),
        ({"title": ""}, "/title", "blank"),
        ({"title": "  "}, "/title", "blank"),
        ({"title": 5}, "/title", "invalid"),
        ({"title": None}, "/title", "null"),
        ({"title": "x" * 201}, "/title", "max_length"),
        ({"title": "A", "headcount": "2"}, "/headcount", "invalid"),
        ({"title": "A", "headcount": True}, "/headcount", "invalid"),
        ({"title": "A", "headcount": 0}, "/headcount", "min_value"),
        ({"title": "A", "confidential": "true"}, "/confidential", "invalid"),
        ({"title": "A", "level": "chief"}, "/level", "unknown"),
        ({"title": "A", "department": 999}, "/department", "not_found"),
        ({"title": "A", "status": "open"}, "/status", "unknown_field"),
        ({"title": "A", "id": 7}, "/id", "unknown_field"),
        ([], "", "invalid"),
        ("null", "", "null"),
    ],
)
def test_bad_bodies(recruiter, body, pointer, code):
    response = Api(recruiter).post("jobs", body)
    assert problem(response) == (400, code)
    assert response.json()["errors"][0]["pointer"] == pointer
    assert not Job.objects.exists()


def test_who_may_make_one(admin, recruiter, member):
    assert [Api(user).post("jobs", {"title": "A"}).status_code for user in (admin, recruiter)] == [201, 201]
    assert problem(Api(member).post("jobs", {"title": "A"})) == (403, "denied")
    assert problem(Api(recruiter, "jobs:read").post("jobs", {"title": "A"})) == (403, "scope")
    assert Job.objects.count() == 2


def test_lists_show_what_the_owner_sees(admin, recruiter, member, auditor):
    open_to_all, secret = open_a_job(recruiter), open_a_job(admin, confidential=True)
    assert ids(Api(admin).get("jobs")) == [secret.pk, open_to_all.pk]
    assert ids(Api(recruiter).get("jobs")) == [open_to_all.pk]
    assert ids(Api(member).get("jobs")) == []
    assert ids(Api(auditor).get("jobs")) == []
    join(secret, member, "hiring_manager", by=admin)
    assert ids(Api(member).get("jobs")) == [secret.pk]


def test_a_stranger_gets_404_and_changes_nothing(admin, recruiter, member):
    secret = open_a_job(admin, confidential=True)
    for user in (recruiter, member):
        api = Api(user)
        missing = api.get("jobs/999999").json()
        for path in (f"jobs/{secret.pk}",):
            answer = api.get(path)
            assert problem(answer) == (404, "not_found")
            assert answer.json()["detail"] == missing["detail"]
            assert problem(api.patch(path, {"title": "Mine"}, match="*")) == (404, "not_found")
        for verb in ("open", "pause", "close"):
            assert problem(
                api.post(f"jobs/{secret.pk}/{verb}", {"reason": "x"} if verb == "close" else None)
            ) == (
                404,
                "not_found",
            )
    before = (secret.title, secret.status, secret.version)
    secret.refresh_from_db()
    assert (secret.title, secret.status, secret.version) == before


def test_who_sees_it_may_not_always_change_it(recruiter, member):
    job = open_a_job(recruiter)
    join(job, member, "hiring_manager", by=recruiter)
    api = Api(member)
    path = f"jobs/{job.pk}"
    assert problem(api.patch(path, {"title": "Mine"}, match=api.etag(path))) == (403, "denied")
    assert problem(api.post(f"{path}/pause")) == (403, "denied")
    job.refresh_from_db()
    assert (job.title, job.status) == ("DevSecOps engineer", "open")


def test_a_key_cut_down_to_jobs(recruiter):
    mine, other = open_a_job(recruiter), open_a_job(recruiter)
    api = Api(recruiter, jobs=[mine.pk])
    assert ids(api.get("jobs")) == [mine.pk]
    assert problem(api.get(f"jobs/{other.pk}")) == (404, "not_found")
    assert problem(api.post("jobs", {"title": "A"})) == (403, "jobs")
    assert api.post(f"jobs/{mine.pk}/pause").status_code == 200
    assert Job.objects.count() == 2


def test_changing_needs_the_etag(recruiter):
    job = open_a_job(recruiter)
    api, path = Api(recruiter), f"jobs/{job.pk}"
    missing = api.patch(path, {"title": "B"})
    etag = api.etag(path)
    assert (problem(missing), missing["ETag"]) == ((428, "if_match_missing"), etag)
    changed = api.patch(path, {"title": "B"}, match=etag)
    assert (changed.status_code, changed.json()["title"]) == (200, "B")
    stale = api.patch(path, {"title": "C"}, match=etag)
    assert (problem(stale), stale["ETag"]) == ((412, "changed"), changed["ETag"])
    assert stale.json()["current"] == changed.json()
    again = api.patch(path, {"headcount": 3}, match=changed["ETag"])
    assert (again.json()["headcount"], again.json()["title"]) == (3, "B")
    assert api.patch(path, {"title": "D"}, match="*").json()["title"] == "D"
    assert api.patch(path, {}, match="*").json()["title"] == "D"


def test_reading_again_costs_no_body(recruiter):
    path = f"jobs/{open_a_job(recruiter).pk}"
    api = Api(recruiter)
    etag = api.etag(path)
    same = api.get(path, {"If-None-Match": etag})
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", etag)
    assert api.get(path, {"If-None-Match": '"other"'}).status_code == 200


def test_a_changed_pipeline_changes_the_etag(recruiter):
    job = open_a_job(recruiter)
    api, path = Api(recruiter), f"jobs/{job.pk}"
    etag = api.etag(path)
    job.stages.filter(name="Debrief").update(name="Round table")
    assert problem(api.patch(path, {"title": "B"}, match=etag)) == (412, "changed")


def test_opening_pausing_closing(recruiter):
    api, path = Api(recruiter), f"jobs/{open_a_job(recruiter).pk}"
    again = api.post(f"{path}/open")
    assert (problem(again), again.json()["current"]["status"]) == ((409, "status"), "open")
    assert again["ETag"] == api.etag(path)
    assert api.post(f"{path}/pause", {}).json()["status"] == "paused"
    assert problem(api.post(f"{path}/close", {})) == (400, "required")
    closed = api.post(f"{path}/close", {"reason": "Filled"}).json()
    assert (closed["status"], closed["close_reason"]) == ("closed", "Filled")
    assert problem(api.post(f"{path}/open", {"now": "2020-01-01"})) == (400, "unknown_field")
    assert api.post(f"{path}/open").json()["closed_at"] is None


def test_a_verb_heeds_if_match(recruiter):
    api, path = Api(recruiter), f"jobs/{open_a_job(recruiter).pk}"
    etag = api.etag(path)
    assert api.post(f"{path}/pause", **{"If-Match": etag}).status_code == 200
    assert problem(api.post(f"{path}/open", **{"If-Match": etag})) == (412, "changed")
    assert Job.objects.get().status == "paused"


def test_filters(recruiter):
    make_level(code="mid")
    first, second = open_a_job(recruiter, requisition_id="R-1"), open_a_job(recruiter)
    api = Api(recruiter)
    api.post(f"jobs/{second.pk}/pause")
    api.patch(f"jobs/{second.pk}", {"level": "mid"}, match="*")
    Job.objects.filter(pk=first.pk).update(updated_at=timezone.now() - timedelta(days=2))
    assert ids(api.get("jobs", status="paused")) == [second.pk]
    assert ids(api.get("jobs", level="mid")) == [second.pk]
    assert ids(api.get("jobs", requisition_id="R-1")) == [first.pk]
    assert ids(api.get("jobs", updated_since=(timezone.now() - timedelta(days=1)).isoformat())) == [second.pk]
    assert ids(api.get("jobs", ordering="updated")) == [first.pk, second.pk]
    assert ids(api.get("jobs", ordering="created")) == [first.pk, second.pk]
    assert ids(api.get("jobs", status="paused", requisition_id="R-1")) == []


def test_the_number_of_queries_does_not_grow(recruiter, django_assert_num_queries):
    api = Api(recruiter)
    open_a_job(recruiter)
    api.get("jobs")  # notes the key's use and begins its minute
    for jobs in (1, 30):
        while Job.objects.count() < jobs:
            open_a_job(recruiter)
        with django_assert_num_queries(7):  # key, two of the limit and its rest, rows, stages
            assert len(ids(api.get("jobs"))) == jobs


@pytest.mark.django_db(transaction=True)
def test_of_many_editors_one_wins_each_version():
    recruiter = make_user("recruiter")
    path = f"jobs/{open_a_job(recruiter).pk}"
    etag = Api(recruiter).etag(path)
    apis = [Api(recruiter) for _ in range(8)]

    def change(number):
        try:
            return apis[number].patch(path, {"title": f"Title {number}"}, match=etag).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(change, range(8)))
    assert statuses == [200] + [412] * 7
    assert Job.objects.get().version == 3  # made, opened, changed once


def test_pages_hold_while_rows_come_and_go(recruiter):
    jobs = [open_a_job(recruiter).pk for _ in range(7)]
    api = Api(recruiter)
    assert walk(api, "jobs", limit=3) == jobs[::-1]
    first = api.get("jobs", limit=3)
    assert f"<{first.json()['next']}>" in first["Link"]
    open_a_job(recruiter)  # newer than all: on no later page
    Job.objects.filter(pk=jobs[5]).delete()  # shown already
    rest = api.get(first.json()["next"].partition("/api/v1/")[2])
    assert ids(rest) == jobs[3:0:-1]
    last = api.get(rest.json()["next"].partition("/api/v1/")[2])
    assert (ids(last), last.json()["next"]) == ([jobs[0]], None)
    assert "Link" not in last


@pytest.mark.django_db(transaction=True)
def test_nobody_comes_between_the_comparison_and_the_change():
    """The first editor stops after If-Match was compared until the second is through, or waits for the first."""
    recruiter = make_user("recruiter")
    path = f"jobs/{open_a_job(recruiter).pk}"
    first, second = Api(recruiter), Api(recruiter)
    etag, compared, through = first.etag(path), threading.Event(), threading.Event()
    looks = []

    def stop_at_the_second_look(execute, sql, params, many, context):
        if 'FROM "candidates_job" ' in sql and sql.startswith("SELECT"):
            looks.append(sql)
            if len(looks) == 2:
                compared.set()
                through.wait(1)
        return execute(sql, params, many, context)

    def change_later():
        compared.wait(10)
        try:
            return second.patch(path, {"title": "Second"}, match=etag).status_code
        finally:
            through.set()
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        later = pool.submit(change_later)
        with connection.execute_wrapper(stop_at_the_second_look):
            assert first.patch(path, {"title": "First"}, match=etag).status_code == 200
        assert later.result() == 412
    assert (compared.is_set(), Job.objects.get().title) == (True, "First")
