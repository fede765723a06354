"""From a template to an open job: what the actions do, and what the pages say."""

from typing import Any

import pytest

from candidates.actions.jobs import change_job, create_job, open_job
from candidates.actions.templates import copy_job, delete_template, keep_as_template
from candidates.choices import JobRole
from candidates.models import Job, JobTemplate
from candidates.queries.drafts import draft_of, needs_of
from candidates.queries.guards import notes_on_job
from recruiting.errors import Conflict, Denied, Invalid
from rubrics.models import Level
from tests.contracts.rows import nothing_changes
from tests.factories import candidates as make
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
GATEKEEPER = "You help developers with CI/CD.\nAs the gatekeeper you approve every release."


@pytest.fixture
def mid(guide) -> JobTemplate:
    return JobTemplate.objects.get(code="mid")


def text(answer: Any) -> str:
    return answer.content.decode()


# What the actions do


@pytest.mark.parametrize(("code", "musts", "stages"), [("junior", 5, 6), ("mid", 6, 7), ("senior", 8, 7)])
def test_a_level_s_template_makes_a_whole_job(recruiter, guide, code, musts, stages):
    template = JobTemplate.objects.get(code=code)
    job = create_job(by=recruiter, template=template)
    needs = needs_of(job)
    assert (job.title, job.level.code, job.role_profile.code) == (
        "DevSecOps engineer",
        code,
        "devsecops_engineer",
    )
    assert (len(needs), list(needs.values()).count("must"), job.stages.count()) == (20, musts, stages)
    assert all(stage.day_limit for stage in job.stages.all())
    assert job.description == draft_of(job)
    assert notes_on_job(job) == []
    open_job(job=job, by=recruiter)


def test_what_is_given_beats_the_template(recruiter, mid):
    senior = Level.objects.get(code="senior")
    job = create_job(
        by=recruiter,
        template=mid,
        title="SRE",
        level=senior,
        description="Mine.",
        activities={"sast": "nice"},
    )
    assert (job.title, job.level, job.description, needs_of(job)["sast"]) == ("SRE", senior, "Mine.", "nice")


def test_a_template_of_before_the_guide_leaves_open_what_is_not_there(recruiter):
    job = create_job(by=recruiter, template=JobTemplate.objects.get(code="mid"))
    assert (job.level, job.role_profile, needs_of(job)) == (None, None, {})


def test_needs_are_changed_one_by_one_and_by_version(recruiter, job, guide, told):
    change_job(job=job, by=recruiter, version=1, activities={"sast": "must", "dast": "nice"})
    change_job(job=job, by=recruiter, version=2, activities={"dast": "not_needed"}, headcount=2)
    assert needs_of(job) == {"sast": "must", "dast": "not_needed"}
    assert [event["fields"] for event in told()] == [["activities"], ["activities", "headcount"]]
    with nothing_changes():
        change_job(job=job, by=recruiter, activities={"sast": "must"})
    with nothing_changes(), pytest.raises(Conflict):
        change_job(job=job, by=recruiter, version=2, activities={"sast": "nice"})


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"activities": {"juggling": "must"}}, "activities"),
        ({"activities": {"sast": "always"}}, "activities"),
        ({"role_answers": {"focus": "astronaut"}}, "role_answers"),
        ({"role_answers": {"shoes": "devops_engineer"}}, "role_answers"),
    ],
)
def test_needs_and_answers_that_can_t_be_are_told(recruiter, job, guide, values, field):
    with nothing_changes(), pytest.raises(Invalid) as refused:
        change_job(job=job, by=recruiter, **values)
    assert refused.value.field == field


def test_a_job_is_kept_as_a_template_and_made_again(recruiter, mid, told):
    job = create_job(by=recruiter, template=mid, title="Cloud security", description="Our words.")
    template = keep_as_template(job=job, by=recruiter, name=" Cloud ", about="For the platform team.")
    again = create_job(by=recruiter, template=template)
    assert (template.name, again.title, again.description) == ("Cloud", "Cloud security", "Our words.")
    assert (needs_of(again), again.level) == (needs_of(job), job.level)
    assert [s.name for s in again.stages.all()] == [s.name for s in job.stages.all()]
    assert [event["verb"] for event in told()] == ["job.created", "job_template.kept", "job.created"]
    with nothing_changes(), pytest.raises(Invalid) as refused:
        keep_as_template(job=job, by=recruiter, name="Cloud")
    assert refused.value.field == "name"
    delete_template(template=template, by=recruiter)
    assert not JobTemplate.objects.filter(name="Cloud").exists()
    with pytest.raises(Conflict):
        delete_template(template=template, by=recruiter)


def test_who_keeps_and_deletes_templates(recruiter, admin, outsider, member, job, mid):
    kept = make.make_job_template(made_by=recruiter)
    secret = make.make_job(recruiter=recruiter, confidential=True)
    make.make_member(job, member, JobRole.RECRUITER)
    with nothing_changes():
        for by, wrong, call in (
            (member, Denied, lambda by: keep_as_template(job=job, by=by, name="X")),
            (recruiter, Conflict, lambda by: keep_as_template(job=secret, by=by, name="X")),
            (outsider, Denied, lambda by: delete_template(template=kept, by=by)),
            (admin, Conflict, lambda by: delete_template(template=mid, by=by)),
            (recruiter, Denied, lambda by: delete_template(template=mid, by=by)),
            (member, Denied, lambda by: copy_job(job=job, by=by, title="X")),
        ):
            with pytest.raises(wrong):
                call(by)


def test_a_copy_has_everything_but_people_and_requisition_id(recruiter, mid):
    job = create_job(by=recruiter, template=mid, requisition_id="R-1", confidential=True, headcount=3)
    manager, gone = make.make_member(job), make.make_member(job, make_user(is_active=False))
    make.make_application(job)
    copy = copy_job(job=job, by=recruiter, title="Second one")
    assert (copy.title, copy.requisition_id, copy.headcount, copy.confidential) == ("Second one", "", 3, True)
    assert (copy.description, needs_of(copy), copy.status) == (job.description, needs_of(job), "draft")
    team = set(copy.members.values_list("user", "role"))
    assert team == {(recruiter.pk, "recruiter"), (manager.user_id, "hiring_manager")}
    assert gone.user_id not in {user for user, _ in team}
    assert not copy.applications.exists()


# What the pages say


def test_from_a_template_to_an_open_job_in_two_forms(recruiter, mid, member, client_for):
    client = client_for(recruiter)
    page = text(client.get("/jobs/new/?template=mid"))
    assert page.index("DevSecOps engineer, junior") < page.index("DevSecOps engineer, senior")
    data = {
        "template": mid.pk,
        "title": "DevSecOps engineer",
        "headcount": "1",
        "hiring_manager": member.name,
    }
    answer = client.post("/jobs/new/", data)
    job = Job.objects.get()
    assert answer["Location"] == f"/jobs/{job.pk}/edit/"
    assert set(job.members.values_list("role", flat=True)) == {"recruiter", "hiring_manager"}
    page = text(client.get(answer["Location"]))
    assert "0 notes. 6 must, 9 nice to have, 5 not needed." in page
    data = {
        "title": job.title,
        "headcount": "1",
        "description": job.description,
        "version": "1",
        "do": "open",
    }
    assert client.post(answer["Location"], data)["Location"] == f"/jobs/{job.pk}/"
    job.refresh_from_db()
    assert (job.status, len(needs_of(job)), job.level) == ("open", 20, None)


def test_the_answers_give_a_role_with_reasons(recruiter, job, guide, client_for):
    client, path = client_for(recruiter), f"/jobs/{job.pk}/read/"
    three = dict.fromkeys(("answer_focus", "answer_place", "answer_developers"), "devsecops_engineer")
    part = text(client.post(path, three | {"answer_compliance": "security_engineer", "part": "role"}))
    assert "DevSecOps engineer: 3 of 4 answers" in part
    assert "DevSecOps engineer: when security must be automated into development." in part
    assert "One answer points to a security engineer: owning compliance." in part
    tied = {"answer_focus": "devops_engineer", "answer_place": "security_engineer", "part": "role"}
    assert "Between Security engineer and DevOps engineer" in text(client.post(path, tied))
    assert "Answer the questions" in text(client.post(path, {"part": "role"}))
    saved = {"title": "X", "headcount": "1", "answer_focus": "devops_engineer", "version": "1"}
    client.post(f"/jobs/{job.pk}/edit/", saved)
    job.refresh_from_db()
    assert job.role_answers == {"focus": "devops_engineer"}


def test_the_guards_are_read_while_one_writes_and_save_nothing(recruiter, job, guide, client_for):
    client, senior = client_for(recruiter), Level.objects.get(code="senior")
    sent = {"description": GATEKEEPER + "\n3 years of experience.", "level": senior.pk, "need_sast": "must"}
    with nothing_changes():
        part = text(client.post(f"/jobs/{job.pk}/read/", sent, headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert "3 lines read, 2 notes. 1 must" in part
    assert "<q>gatekeeper</q>" in part
    assert "causes friction; the job is to enable secure delivery" in part
    assert "Senior is 5 and more relevant years. What is asked for here is mid." in part


def test_a_suggestion_is_taken_without_being_saved(recruiter, job, guide, client_for):
    client, path = client_for(recruiter), f"/jobs/{job.pk}/edit/"
    sent = {"title": "X", "headcount": "1", "description": GATEKEEPER, "version": "1"}
    with nothing_changes():
        page = text(client.post(path, sent | {"use": "gatekeeper"}))
    assert "Not saved yet" in page
    assert (
        "You build checks into the pipeline, so that teams release safely by themselves.</textarea>" in page
    )
    with nothing_changes():
        assert GATEKEEPER in text(client.post(path, sent | {"use": "nonsense"}))


def test_a_description_is_never_overwritten_without_asking(recruiter, job, guide, client_for):
    client, path = client_for(recruiter), f"/jobs/{job.pk}/draft/"
    change_job(job=job, by=recruiter, description="A person's words.", activities={"sast": "must"})
    sent = {
        "title": job.title,
        "headcount": "1",
        "description": "A person's words.",
        "version": "2",
        "do": "draft",
    }
    assert client.post(f"/jobs/{job.pk}/edit/", sent)["Location"] == path
    page = text(client.get(path))
    assert ("A person&#x27;s words." in page, "You bring static analysis" in page) == (True, True)
    client.post(path, {"how": "below", "version": "2"})
    job.refresh_from_db()
    assert job.description.startswith("A person's words.\n\nDevSecOps engineer: security built into")
    with nothing_changes():
        assert client.post(path, {"how": "instead", "version": "2"}).status_code == 409
        assert client.post(path, {"how": "sideways", "version": "3"}).status_code == 422
    client.post(path, {"how": "instead", "version": "3"})
    job.refresh_from_db()
    assert job.description == draft_of(job)


def test_the_job_s_page_tells_its_recruiter_of_the_notes(recruiter, job, hiring_manager, guide, client_for):
    change_job(job=job, by=recruiter, description=GATEKEEPER)
    page = text(client_for(recruiter).get(f"/jobs/{job.pk}/"))
    assert ("1 note" in page, "Expects a gatekeeper" in page) == (True, True)
    assert "Expects a gatekeeper" not in text(client_for(hiring_manager).get(f"/jobs/{job.pk}/"))


def test_templates_are_listed_and_deleted_after_a_question(recruiter, guide, client_for):
    kept = make.make_job_template(name="Mine", made_by=recruiter)
    client = client_for(recruiter)
    page = text(client.get("/jobs/templates/"))
    assert page.count("Delete…") == 1
    assert "6 must, 9 nice to have, 5 not needed" in page
    path = f"/jobs/templates/{kept.pk}/delete/"
    with nothing_changes():
        assert "Delete the template Mine?" in text(client.get(path))
    assert "Jobs made of it stay." in text(client.post(path, follow=True))
    assert not JobTemplate.objects.filter(name="Mine").exists()


def test_copying_and_keeping_by_the_page(recruiter, job, guide, client_for):
    client = client_for(recruiter)
    assert "is a draft like" in text(client.post(f"/jobs/{job.pk}/copy/", {"title": "Twin"}, follow=True))
    assert "is a template for new jobs" in text(
        client.post(f"/jobs/{job.pk}/keep/", {"name": "T"}, follow=True)
    )
    with nothing_changes():
        again = client.post(f"/jobs/{job.pk}/keep/", {"name": "T"})
    assert (again.status_code, "already exists" in text(again)) == (422, True)


def test_the_intake_costs_the_same_whatever_stands_in_it(
    recruiter, mid, client_for, django_assert_num_queries
):
    client = client_for(recruiter)
    whole = create_job(by=recruiter, template=mid)
    small = make.make_job(recruiter=recruiter, level=whole.level, role_profile=whole.role_profile)
    client.get("/jobs/")
    for job in (small, whole):
        with django_assert_num_queries(23):
            assert client.get(f"/jobs/{job.pk}/edit/").status_code == 200
