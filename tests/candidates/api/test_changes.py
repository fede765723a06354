"""/api/v1/: one change to many applications."""

import pytest

from candidates.actions.many import MOST
from candidates.models import Application, RejectionReason
from candidates.tasks import change_many
from recruiting.work.models import Bulk
from tests.factories import candidates as make
from tests.factories.accounts import make_user
from tests.rest.client import Api, problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def reason() -> RejectionReason:
    return RejectionReason.objects.create(side="us", name="Too little pipeline work", position=1)


@pytest.fixture
def job(recruiter):
    return make.make_job(recruiter=recruiter)


@pytest.fixture
def three(job, recruiter):
    return [make.make_application(job, owner=recruiter) for _ in range(3)]


def chosen(rows, **other):
    return [{"id": row.pk, "version": other.get(f"v{place}", row.version)} for place, row in enumerate(rows)]


def work() -> None:
    change_many(Bulk.objects.latest("pk").pk)


def test_many_are_moved_with_an_outcome_for_each_and_taken_back(recruiter, job, three):
    api, last = Api(recruiter), job.stages.last()
    body = {"act": "move", "applications": chosen(three, v2=7), "stage": last.pk}
    begun = api.post(f"jobs/{job.pk}/changes", body)
    path = f"changes/{begun.json()['id']}"
    assert (begun.status_code, begun["Location"]) == (202, f"/api/v1/{path}")
    assert (begun.json()["act"], begun.json()["rows"]["waiting"]) == ("move", 3)
    assert not Application.objects.filter(stage=last).exists()
    work()
    shown = api.get(path).json()
    assert (shown["state"], shown["rows"]["done"], shown["rows"]["failed"]) == ("done", 2, 1)
    rows = api.get(f"{path}/rows").json()["results"]
    assert [(row["application"], row["state"], row["code"]) for row in rows] == [
        (three[0].pk, "done", ""),
        (three[1].pk, "done", ""),
        (three[2].pk, "failed", "changed"),
    ]
    assert [row["position"] for row in api.get(f"{path}/rows?state=failed").json()["results"]] == [3]
    back = api.post(f"{path}/undo", {}).json()
    assert (back["rows"]["undone"], back["undoing"]) == (2, False)
    assert not Application.objects.filter(stage=last).exists()


def test_every_act_has_what_it_needs(recruiter, job, three, reason):
    api, other = Api(recruiter), make.make_job(recruiter=recruiter, status="open")
    for act, needs in (
        ("assign", {"owner": None}),
        ("assign", {"owner": recruiter.pk}),
        ("tag", {"name": "Later"}),
        ("apply", {"other_job": other.pk}),
        ("reject", {"reason": reason.pk, "note": "None of them."}),
    ):
        rows = Application.objects.filter(job=job).order_by("pk")
        answer = api.post(f"jobs/{job.pk}/changes", {"act": act, "applications": chosen(rows), **needs})
        assert answer.status_code == 202, answer.content
        work()
        shown = api.get(f"changes/{answer.json()['id']}").json()
        assert (act, shown["rows"]["done"]) == (act, 3)
    assert set(Application.objects.filter(job=job).values_list("status", "owner", "reason_note")) == {
        ("rejected", recruiter.pk, "None of them.")
    }
    assert Application.objects.filter(job=other).count() == 3
    assert all("Later" in row.candidate.tags.values_list("name", flat=True) for row in three)


@pytest.mark.parametrize(
    ("wrong", "status", "code"),
    [
        ({"act": "praise"}, 400, "invalid_choice"),
        ({"applications": []}, 400, "min_length"),
        ({"applications": [{"id": 1}]}, 400, "required"),
        ({"applications": [{"id": 1, "version": 1}] * (MOST + 1)}, 400, "max_length"),
        ({"stage": None}, 400, "null"),
        ({"act": "reject", "stage": ...}, 400, "required"),
        ({"act": "apply", "stage": ...}, 400, "required"),
        ({"act": "tag", "stage": ..., "name": " "}, 400, "blank"),
        ({"name": "Later"}, 400, "not_of_this_act"),
    ],
)
def test_what_it_lacks_is_told(recruiter, job, three, wrong, status, code):
    body = {"act": "move", "applications": chosen(three), "stage": job.stages.last().pk} | wrong
    body = {name: value for name, value in body.items() if value is not ...}
    assert problem(Api(recruiter).post(f"jobs/{job.pk}/changes", body)) == (status, code)
    assert not Bulk.objects.exists()


def test_people_of_other_jobs_are_left_out_and_others_work_is_not_there(recruiter, job, three):
    api, elsewhere = Api(recruiter), make.make_application(make.make_job(recruiter=recruiter))
    stage = job.stages.last().pk
    body = {"act": "move", "applications": chosen([*three, elsewhere]), "stage": stage}
    made = api.post(f"jobs/{job.pk}/changes", body).json()
    assert made["rows"]["total"] == 3
    other = Api(make_user("recruiter"))
    assert problem(other.get(f"changes/{made['id']}")) == (404, "not_found")
    assert problem(other.post(f"changes/{made['id']}/cancel", {})) == (404, "not_found")
    left = api.post(f"changes/{made['id']}/cancel", {}).json()
    assert (left["state"], left["rows"]["skipped"]) == ("cancelled", 3)
    foreign = {"act": "move", "applications": chosen([elsewhere]), "stage": stage}
    assert api.post(f"jobs/{job.pk}/changes", foreign).status_code in (400, 422)
