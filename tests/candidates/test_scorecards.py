"""What a job's interviews are rated on: chosen, adapted for the job, carried to a copy."""

import re
from html import unescape

import pytest
from django.urls import reverse

from candidates.actions.scorecards import adapt_scorecard, choose_scorecard
from candidates.actions.templates import copy_job
from candidates.choices import JobRole
from candidates.models import Job
from candidates.queries.scorecards import own_code, own_versions, template_of_job
from recruiting.errors import Conflict, Denied, Invalid
from recruiting.events import names
from recruiting.events.models import Event
from rubrics.actions import change_template, copy_template
from rubrics.models import Level, ScorecardTemplate
from rubrics.queries import whole_template
from tests.factories.candidates import make_job, make_member
from tests.guide import loaded_guide
from tests.rest.client import Api, problem

pytestmark = pytest.mark.django_db

# Session, person, uploads being read, job, own versions, the code chosen, template in use, choices, template, criteria,
# anchors, levels, the person's role on the job twice, glossary.
PAGE_QUERIES = 15


@pytest.fixture
def usual(db) -> ScorecardTemplate:
    loaded_guide()
    return whole_template(ScorecardTemplate.objects.get())


@pytest.fixture
def job(usual, recruiter) -> Job:
    return make_job(recruiter=recruiter)


@pytest.fixture
def manager(job, member):
    make_member(job, member, JobRole.HIRING_MANAGER)
    return member


def whole_of(job) -> ScorecardTemplate:
    return whole_template(template_of_job(Job.objects.get(pk=job.pk)))


def fewer(job, count=1) -> dict:
    return {"criteria": whole_of(job).content()["criteria"][count:]}


def test_the_first_change_makes_a_template_of_the_jobs_own(job, manager, usual):
    changed = adapt_scorecard(job=job, by=manager, content=fewer(job), seen=usual.pk)

    assert (changed.code, changed.version, changed.edited_by) == (own_code(job), 1, manager)
    assert whole_of(job) == changed
    assert len(whole_of(job).criteria.all()) == 16
    assert whole_template(ScorecardTemplate.objects.get(pk=usual.pk)).content() == usual.content()
    assert template_of_job(make_job()) == usual
    event = Event.objects.get(verb=names.JOB_CHANGED)
    assert (event.job_id, event.fields, event.codes) == (
        job.pk,
        ["template"],
        {"template": own_code(job), "version": 1},
    )


def test_later_changes_are_its_next_versions(job, manager):
    for _ in range(2):
        adapt_scorecard(job=job, by=manager, content=fewer(job))

    assert [row.version for row in own_versions(job)] == [2, 1]
    assert [len(whole_template(row).criteria.all()) for row in own_versions(job)] == [15, 16]
    assert whole_of(job).version == 2


def test_nothing_changed_makes_nothing(job, manager, usual):
    assert adapt_scorecard(job=job, by=manager, content=usual.content()) == usual
    assert ScorecardTemplate.objects.count() == 1


def test_a_shared_one_that_changes_leaves_the_jobs_own_alone(job, manager, usual, admin):
    own = adapt_scorecard(job=job, by=manager, content=fewer(job))

    change_template(template=usual, by=admin, content={"note": "Ours."})

    assert whole_of(job) == own


def test_a_job_follows_the_versions_of_the_one_it_chose(job, manager, usual, admin):
    copy = copy_template(template=usual, by=admin, name="Platform")
    choose_scorecard(job=job, by=manager, template=copy)

    newer = change_template(template=whole_template(copy), by=admin, content={"note": "Newer."})

    assert whole_of(job) == newer


def test_another_one_is_chosen_and_the_jobs_own_again(job, manager, usual):
    own = adapt_scorecard(job=job, by=manager, content=fewer(job))

    choose_scorecard(job=job, by=manager, template=None)
    assert whole_of(job) == usual
    choose_scorecard(job=job, by=manager, template=ScorecardTemplate.objects.get(pk=own.pk))

    assert whole_of(job) == own
    assert ScorecardTemplate.objects.get(pk=own.pk).retired_at is None


def test_changed_again_after_another_was_chosen_it_begins_anew(job, manager, usual):
    adapt_scorecard(job=job, by=manager, content=fewer(job))
    choose_scorecard(job=job, by=manager, template=usual)

    changed = adapt_scorecard(job=job, by=manager, content=fewer(job, 5))

    assert (changed.version, len(whole_of(job).criteria.all())) == (2, 12)


def test_another_jobs_or_a_retired_one_is_not_chosen(job, manager, usual, recruiter, admin):
    theirs = adapt_scorecard(job=make_job(recruiter=recruiter), by=recruiter, content=fewer(job))
    change_template(template=usual, by=admin, content={"note": "Newer."})
    for template in (theirs, ScorecardTemplate.objects.get(pk=usual.pk)):
        with pytest.raises(Invalid) as refused:
            choose_scorecard(job=job, by=manager, template=template)
        assert refused.value.field == "template"


def test_two_people_at_once(job, manager, usual, recruiter):
    stale = Job.objects.get(pk=job.pk)
    adapt_scorecard(job=job, by=manager, content=fewer(job))

    for act in (
        lambda: adapt_scorecard(job=job, by=recruiter, content=fewer(job), seen=usual.pk),
        lambda: adapt_scorecard(job=stale, by=recruiter, content=fewer(stale, 3)),
        lambda: choose_scorecard(job=stale, by=recruiter, template=usual),
    ):
        with pytest.raises(Conflict):
            act()
    assert whole_of(job).version == 1


def test_without_the_guide_there_is_nothing_to_adapt(recruiter):
    with pytest.raises(Conflict) as refused:
        adapt_scorecard(job=make_job(recruiter=recruiter), by=recruiter, content={"note": "Ours."})

    assert refused.value.code == "no_template"


def test_interviewers_and_strangers_change_nothing(job, usual, member, auditor):
    make_member(job, member, JobRole.INTERVIEWER)
    for user in (member, auditor):
        with pytest.raises(Denied):
            adapt_scorecard(job=job, by=user, content={"note": "Mine."})
        with pytest.raises(Denied):
            choose_scorecard(job=job, by=user, template=usual)

    assert Job.objects.get(pk=job.pk).template is None


def test_a_copied_job_has_a_scorecard_of_its_own(job, recruiter):
    adapt_scorecard(job=job, by=recruiter, content=fewer(job))
    copy = copy_job(job=Job.objects.get(pk=job.pk), by=recruiter, title="Second")

    adapt_scorecard(job=copy, by=recruiter, content=fewer(copy))

    assert whole_of(copy).code == own_code(copy)
    assert [len(whole_of(each).criteria.all()) for each in (job, copy)] == [16, 15]


def test_a_copied_job_takes_the_same_shared_one(job, recruiter, usual, admin):
    other = copy_template(template=usual, by=admin, name="Platform")
    choose_scorecard(job=job, by=recruiter, template=other)

    assert whole_of(copy_job(job=job, by=recruiter, title="Second")) == other
    assert whole_of(copy_job(job=make_job(recruiter=recruiter), by=recruiter, title="Third")) == usual


def address(job, what="") -> str:
    return reverse(f"candidates:job-scorecard{what and f'-{what}'}", args=[job.pk])


def read(client, where) -> str:
    return unescape(client.get(where).content.decode())


def fields(client, where):
    return sent_by(client.get(where).context["form"])


def sent_by(form):
    return {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}


def test_the_page_begins_at_the_jobs_level(job, member, client_for):
    Job.objects.filter(pk=job.pk).update(level=Level.objects.get(code="senior"))
    make_member(job, member, JobRole.INTERVIEWER)
    client = client_for(member)

    page = read(client, address(job))

    assert re.search(r'level=senior"\s+aria-current="page"', page)
    assert "17 criteria · for every job, version 1" in page
    assert "/weights/" not in page
    assert f'href="{address(job)}"' in read(client, reverse("candidates:job", args=[job.pk]))


def test_a_hiring_manager_adapts_it_on_the_page(job, manager, client_for):
    client = client_for(manager)
    sent = fields(client, address(job, "weights")) | {"leave_out_incident.learning": "on"}
    assert client.post(address(job, "weights"), sent).status_code == 302
    anchors = {f"{level}_{n}": f"{level} {n}." for level in ("junior", "mid", "senior") for n in (1, 2, 3, 4)}
    new = {
        "name": "Calm",
        "focus_area": "incident",
        "weight": "2",
        "seen": template_of_job(whole_job(job)).pk,
    }
    assert client.post(address(job, "add"), new | anchors).status_code == 302
    edit = reverse("candidates:job-scorecard-criterion", args=[job.pk, "own.calm"])
    assert client.post(edit, fields(client, edit) | {"weight": "4"}).status_code == 302

    rows = {row.code: row.weight for row in whole_of(job).criteria.all()}
    assert (rows["own.calm"], "incident.learning" in rows, whole_of(job).version) == (4, False, 3)
    page = read(client, address(job))
    assert "this job's own, version 3" in page
    assert "An earlier version" in read(client, f"{address(job)}?version=1")
    assert client.get(f"{address(job)}?version=9").status_code == 404


def whole_job(job) -> Job:
    return Job.objects.select_related("template").get(pk=job.pk)


def test_wrong_and_late_forms_are_told(job, manager, client_for):
    client = client_for(manager)
    late = fields(client, address(job, "weights"))
    assert client.post(address(job, "weights"), late | {"weight_incident.learning": "0"}).status_code == 422
    assert client.post(address(job, "choose"), {"template": "0"}).status_code == 422
    client.post(address(job, "weights"), late | {"weight_incident.learning": "5"})

    answer = client.post(address(job, "weights"), late | {"weight_incident.learning": "6"})

    page = answer.content.decode()
    assert (answer.status_code, "Now saved here: “5”." in page) == (409, True)
    assert "Look at what stands there now, then save again." in page
    assert client.post(address(job, "weights"), sent_by(answer.context["form"])).status_code == 302
    assert {row.code: row.weight for row in whole_of(job).criteria.all()}["incident.learning"] == 6


def test_the_choice_leads_back_to_the_shared_one(job, manager, usual, client_for):
    adapt_scorecard(job=job, by=manager, content=fewer(job))
    client = client_for(manager)
    assert "This job's own" in read(client, address(job))

    client.post(address(job, "choose"), {"template": usual.pk})

    assert whole_of(job) == usual


def test_a_job_before_the_guide_is_loaded_says_so(recruiter, client_for):
    job = make_job(recruiter=recruiter)
    client = client_for(recruiter)

    assert "No scorecard is in use" in read(client, address(job))
    assert client.get(address(job, "weights")).status_code == 404


@pytest.mark.parametrize("changes", [1, 3])
def test_the_page_asks_as_often_however_many_versions(
    job, manager, client_for, django_assert_num_queries, changes
):
    for _ in range(changes):
        adapt_scorecard(job=job, by=manager, content=fewer(job))
    client = client_for(manager)
    client.get(reverse("rubrics:guide"))

    with django_assert_num_queries(PAGE_QUERIES):
        client.get(address(job))


def test_the_api_reads_adapts_and_chooses(job, manager, usual):
    api, path = Api(manager), f"jobs/{job.pk}/scorecard-template"
    shown = api.get(path).json()
    assert (shown["id"], len(shown["criteria"])) == (usual.pk, 17)

    etag = api.etag(path)
    changed = api.patch(path, fewer(job), match=etag).json()
    assert (changed["code"], len(changed["criteria"])) == (own_code(job), 16)
    assert problem(api.patch(path, {"note": "Late."}, match=etag))[0] == 412

    assert api.post(f"{path}/choose", {"template": None}).json()["id"] == usual.pk
    assert api.post(f"{path}/choose", {"template": changed["id"]}).json()["id"] == changed["id"]
    assert problem(api.post(f"{path}/choose", {"template": 999})) == (400, "not_found")


def test_the_api_says_where_no_scorecard_is(recruiter):
    job = make_job(recruiter=recruiter)

    assert problem(Api(recruiter).get(f"jobs/{job.pk}/scorecard-template"))[0] == 404
