"""/api/v1/: what describes a job, and where people come from."""

import pytest

from candidates.models import Job, JobTemplate, Referral
from rubrics.models import SourceChannel
from tests.candidates.pipeline import open_a_job
from tests.factories import candidates as make
from tests.rest.client import Api, ids, problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(recruiter) -> Api:
    return Api(recruiter)


def test_a_job_with_its_hiring_manager(api, member):
    made = api.post("jobs", {"title": "SRE", "hiring_manager": member.pk}).json()
    team = api.get(f"jobs/{made['id']}/members").json()["results"]
    assert [(row["user"]["id"], row["role"]) for row in team if row["role"] == "hiring_manager"] == [
        (member.pk, "hiring_manager")
    ]
    assert problem(api.post("jobs", {"title": "SRE", "hiring_manager": 999})) == (400, "not_found")
    assert Job.objects.filter(title="SRE").count() == 1


def test_a_job_from_a_template_described_kept_and_copied(api, guide):
    templates = {row["code"]: row for row in api.get("job-templates").json()["results"]}
    body = {"title": "SRE", "template": templates["mid"]["id"], "activities": {"dast": "must"}}
    made = api.post("jobs", body).json()
    assert (made["level"], made["activities"]["dast"], len(made["activities"])) == ("mid", "must", 20)
    assert made["description"] == api.get(f"jobs/{made['id']}/draft").json()["description"]
    body = {"description": "You are our gatekeeper.", "role_answers": {"focus": "devops_engineer"}}
    etag = api.get(f"jobs/{made['id']}")["ETag"]
    changed = api.patch(f"jobs/{made['id']}", body, match=etag)
    assert (changed.status_code, changed.json()["role_answers"]) == (200, {"focus": "devops_engineer"})
    notes = api.get(f"jobs/{made['id']}/guards").json()["notes"]
    assert (notes[0]["code"], notes[0]["seen"][0]["words"]) == ("gatekeeper", "gatekeeper")
    assert notes[0]["why"].startswith("The “security police” causes friction")
    kept = api.post("job-templates", {"job": made["id"], "name": "Ours"})
    assert (kept.status_code, kept.json()["description"]) == (201, "You are our gatekeeper.")
    copy = api.post(f"jobs/{made['id']}/copy", {"title": "Twin"})
    assert (copy.status_code, copy.json()["activities"]) == (201, made["activities"])
    deleted = api.post(f"job-templates/{kept.json()['id']}/delete", {})
    assert (deleted.status_code, JobTemplate.objects.filter(name="Ours").exists()) == (200, False)
    assert problem(api.post(f"job-templates/{templates['mid']['id']}/delete", {}))[0] == 403


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"activities": {"juggling": "must"}}, "/activities"),
        ({"activities": {"sast": "always"}}, "/activities/sast"),
        ({"activities": ["sast"]}, "/activities"),
        ({"role_answers": {"focus": "astronaut"}}, "/role_answers"),
        ({"template": 999}, "/template"),
    ],
)
def test_what_can_t_be_is_named(api, guide, body, pointer):
    answer = api.post("jobs", {"title": "A"} | body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, pointer)
    assert not Job.objects.exists()


def test_stages_and_team(api, recruiter, member):
    job = open_a_job(recruiter)
    shown = api.get(f"jobs/{job.pk}")
    kept = [
        {name: row[name] for name in ("id", "name", "kind", "day_limit")} for row in shown.json()["stages"]
    ]
    stages = [*kept[:2], {"name": "Take-home", "kind": "interview"}]
    assert api.post(f"jobs/{job.pk}/stages", {"stages": stages}).status_code == 428
    set_ = api.post(f"jobs/{job.pk}/stages", {"stages": stages}, **{"If-Match": shown["ETag"]})
    assert [row["name"] for row in set_.json()["stages"]] == ["Applied", "Recruiter screen", "Take-home"]
    added = api.post(f"jobs/{job.pk}/members", {"user": member.pk, "role": "hiring_manager"})
    assert (added.status_code, added.json()["user"]["name"]) == (201, "Mia Member")
    assert ids(api.get(f"jobs/{job.pk}/members"))[0] == added.json()["id"]
    assert api.post(f"job-members/{added.json()['id']}/remove", {}).status_code == 200
    assert not job.members.filter(user=member).exists()


def test_sources_channels_and_referrals(api, recruiter, application, guide):
    source = api.post("sources", {"name": "Trivy", "channel": "github"}).json()
    path = f"applications/{application.pk}/source"
    assert api.post(path, {"source": source["id"]}).json()["source"] == "Trivy"
    assert ids(api.get("sources?channel=daily_dev")) == []
    channel = next(row for row in api.get("channels").json()["results"] if row["code"] == "github")
    shown = api.get(f"channels/{channel['id']}")
    assert (shown.json()["funnels"][0]["applications"], shown.json()["cost"]) == (1, "")
    put = {"cost": "4 hours", "message": "Hi"}
    changed = api.patch(f"channels/{channel['id']}", put, match=shown["ETag"])
    assert (changed.json()["cost"], changed.json()["message"]) == ("4 hours", "Hi")
    stale = api.patch(f"channels/{channel['id']}", put, match=shown["ETag"])
    assert stale.status_code == 412
    path = f"candidates/{application.candidate_id}/referrals"
    made = api.post(path, {"referrer_name": "Sam Field", "note": "Good."})
    assert (made.status_code, ids(api.get(path))) == (201, [made.json()["id"]])
    assert problem(api.post(path, {}))[0] == 400
    assert api.post(f"referrals/{made.json()['id']}/remove", {}).status_code == 200
    assert not Referral.objects.exists()


def test_a_key_cut_down_to_jobs_counts_and_copies_only_there(recruiter, job, guide):
    other = make.make_job(recruiter=recruiter)
    source = make.make_source(channel=SourceChannel.objects.get(code="github"))
    for each in (job, other):
        make.make_application(each, source=source)
    api = Api(recruiter, jobs=[job.pk])
    shown = api.get(f"channels/{source.channel_id}").json()
    assert shown["funnels"][0]["applications"] == 1
    assert problem(api.post(f"jobs/{job.pk}/copy", {"title": "A"})) == (403, "jobs")
    assert api.get(f"jobs/{other.pk}/guards").status_code == 404
