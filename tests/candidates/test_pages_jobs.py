"""Pages of jobs: what they show, what they refuse in words, to whom, and what they cost."""

from typing import Any

import pytest

from candidates.choices import JobRole
from candidates.models import Application, Job
from tests.contracts.rows import nothing_changes
from tests.factories import candidates as make
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def text(answer: Any) -> str:
    return answer.content.decode()


def listed(answer: Any) -> list[str]:
    """The applications' people in the order of the rows."""
    return [row.candidate.name for row, *_ in answer.context["rows"]]


# The list of jobs


def test_the_list_shows_what_one_sees_newest_first(recruiter, outsider, client_for):
    hidden = make.make_job(recruiter=recruiter, title="Secret job", confidential=True)
    make.make_job(title="Open job", department=make.make_department(name="Platform"))
    make.make_application(hidden)
    page = text(client_for(recruiter).get("/jobs/"))
    assert page.index("Open job") < page.index("Secret job")
    assert "Platform" in page
    other = text(client_for(outsider).get("/jobs/"))
    assert ("Secret job" in other, "Open job" in other) == (False, True)


def test_the_list_filters_by_status_and_says_what_is_hidden(recruiter, client_for):
    make.make_job(title="Draft job", status="draft")
    client = client_for(recruiter)
    assert "Draft job" in text(client.get("/jobs/?status=draft"))
    closed = text(client.get("/jobs/?status=closed"))
    assert ("Draft job" in closed, "No jobs with this status" in closed) == (False, True)
    assert "Draft job" in text(client.get("/jobs/?status=nonsense"))


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("recruiter", "Begin with the first one."),
        ("member", "Jobs stand here once a recruiter has put you on one."),
    ],
)
def test_an_empty_list_says_what_to_do(request, client_for, who, words):
    assert words in text(client_for(request.getfixturevalue(who)).get("/jobs/"))


def test_the_list_is_paged(recruiter, client_for):
    for number in range(51):
        make.make_job(title=f"Job {number:02}", stages=False)
    client = client_for(recruiter)
    first, second = (client.get(f"/jobs/{query}").context["page"] for query in ("", "?page=2"))
    assert (len(first), first.count, [job.title for job in second]) == (50, 51, ["Job 00"])
    part = client.get("/jobs/?page=2", headers={"HX-Request": "true"})
    assert "<html" not in text(part)
    assert "Job 00" in text(part)


# Making and changing a job


def test_a_recruiter_makes_a_draft(recruiter, client_for, guide):
    client = client_for(recruiter)
    assert client.get("/jobs/new/").status_code == 200
    answer = client.post("/jobs/new/", {"title": "Platform engineer", "headcount": "2"}, follow=True)
    job = Job.objects.get()
    assert answer.redirect_chain == [(f"/jobs/{job.pk}/edit/", 302)]
    assert "Platform engineer is a draft. Open it when it may take people." in text(answer)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"title": "", "headcount": "3"}, "Fill this in."),
        ({"title": "X", "headcount": "0"}, "From 1 to 1000."),
        ({"title": "X", "headcount": "many"}, "Enter a whole number."),
        ({"title": "X", "headcount": "1", "level": "77", "template": "77"}, "Choose one of the list."),
        ({"title": "a\x00b", "headcount": "1"}, "Null characters are not allowed."),
    ],
)
def test_a_job_that_can_t_be_keeps_what_was_typed(recruiter, job, client_for, data, words):
    data |= {"description": "Kept words", "requisition_id": "Kept words"}
    client = client_for(recruiter)
    for path in ("/jobs/new/", f"/jobs/{job.pk}/edit/"):
        with nothing_changes():
            answer = client.post(path, data)
        assert answer.status_code == 422
        assert words in text(answer)
        assert "Kept words" in text(answer)


def test_a_job_is_edited_by_version(recruiter, job, client_for):
    client = client_for(recruiter)
    assert 'value="DevSecOps engineer"' in text(client.get(f"/jobs/{job.pk}/edit/"))
    data = {"title": "SRE", "headcount": "1", "version": "1"}
    assert client.post(f"/jobs/{job.pk}/edit/", data).status_code == 302
    with nothing_changes():
        answer = client.post(f"/jobs/{job.pk}/edit/", data | {"title": "Other", "description": "Kept words"})
    assert answer.status_code == 409
    assert "Somebody else changed this job meanwhile" in text(answer)
    assert "Kept words" in text(answer)
    assert "Now saved here: “SRE”." in text(answer)
    again = data | {"title": "Other", "description": "Kept words", "version": "2"}
    assert 'name="version" value="2"' in text(answer)
    assert client.post(f"/jobs/{job.pk}/edit/", again).status_code == 302


# A job's page


@pytest.fixture
def three(job) -> list[Application]:
    """Three applicants: Ada waits longest and was screened; Bo in the next stage; Cy in the first, newest."""
    stages = list(job.stages.all())
    moments = [make.RECEIVED.replace(day=day) for day in (4, 5, 6)]
    ada = make.make_screened_application(
        job, candidate=make.make_candidate(name="Ada"), stage_since=moments[0]
    )
    bo, cy = (
        make.make_application(
            job,
            make.make_candidate(name=name),
            stage=stages[place],
            stage_since=moment,
            applied_at=moment,
        )
        for name, place, moment in (("Bo", 1, moments[1]), ("Cy", 0, moments[2]))
    )
    return [ada, bo, cy]


def test_who_waits_longest_stands_first(recruiter, job, three, client_for, guide):
    answer = client_for(recruiter).get(f"/jobs/{job.pk}/")
    assert listed(answer) == ["Ada", "Bo", "Cy"]
    page = text(answer)
    greens, yellows = answer.context["rows"][0][1:]
    held = three[0].screening.flags.filter(holds=True).count()
    assert greens + yellows == held > 0
    assert 'data-label="Level">unknown' in page
    assert "No resume" in page


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("name", ["Ada", "Bo", "Cy"]),
        ("-name", ["Cy", "Bo", "Ada"]),
        ("stage", ["Ada", "Cy", "Bo"]),
        ("-waiting", ["Cy", "Bo", "Ada"]),
        ("years", ["Bo", "Cy", "Ada"]),
        ("-years", ["Ada", "Cy", "Bo"]),
        ("applied", ["Ada", "Bo", "Cy"]),
        ("-applied", ["Cy", "Bo", "Ada"]),
        ("candidate__contacts__value", ["Ada", "Bo", "Cy"]),
    ],
)
def test_rows_are_sorted_by_allowed_columns_only(recruiter, job, three, client_for, sort, names):
    assert listed(client_for(recruiter).get(f"/jobs/{job.pk}/?sort={sort}")) == names


def test_rows_are_filtered_by_stage_and_status(recruiter, job, three, client_for):
    ended = make.make_application(job, make.make_candidate(name="Di"), status="rejected")
    client, stages = client_for(recruiter), list(job.stages.all())
    found = {
        query: listed(client.get(f"/jobs/{job.pk}/?{query}"))
        for query in (
            f"stage={stages[1].pk}",
            "stage=999999",
            "stage=abc",
            "status=rejected",
            "status=all",
            "status=x",
        )
    }
    assert found == {
        f"stage={stages[1].pk}": ["Bo"],
        "stage=999999": ["Ada", "Bo", "Cy"],
        "stage=abc": ["Ada", "Bo", "Cy"],
        "status=rejected": ["Di"],
        "status=all": ["Ada", "Di", "Bo", "Cy"],
        "status=x": ["Ada", "Bo", "Cy"],
    }
    assert ended.status == "rejected"
    assert "The filter hides the others." in text(client.get(f"/jobs/{job.pk}/?status=hired"))


def test_the_page_shows_files_that_need_a_person(recruiter, job, hiring_manager, client_for):
    resume = make.make_resume(job=job, uploaded_by=recruiter, document=False, file_name="locked.pdf")
    screening = make.make_screening(resume, state="unreadable")
    page = text(client_for(recruiter).get(f"/jobs/{job.pk}/"))
    assert "The file is protected by a password." in page
    assert 'aria-label="Choose another file instead of locked.pdf"' in page
    assert "Try again" not in page[page.index('id="waiting"') :]
    make.Screening.objects.filter(pk=screening.pk).update(code="limits")
    assert 'aria-label="Try again: locked.pdf"' in text(client_for(recruiter).get(f"/jobs/{job.pk}/"))
    assert "locked.pdf" not in text(client_for(hiring_manager).get(f"/jobs/{job.pk}/"))


def test_the_jobs_recruiter_without_the_role_mends_files_too(job, member, client_for):
    make.make_member(job, member, JobRole.RECRUITER)
    resume = make.make_resume(job=job, uploaded_by=member, document=False, file_name="locked.pdf")
    make.make_screening(resume, state="failed")
    client = client_for(member)
    assert 'aria-label="Try again: locked.pdf"' in text(client.get(f"/jobs/{job.pk}/"))
    assert client.post(f"/resumes/{resume.pk}/retry/").status_code == 302


@pytest.mark.parametrize(
    ("who", "upload", "edit", "rows", "counted"),
    [
        ("recruiter", True, True, 2, 2),
        ("admin", True, True, 2, 2),
        ("hiring_manager", False, False, 2, 2),
        ("interviewer", False, False, 1, None),
    ],
)
def test_each_role_s_page(
    request, job, application, interviewer, client_for, who, upload, edit, rows, counted
):
    make.make_application(job)
    answer = client_for(request.getfixturevalue(who)).get(f"/jobs/{job.pk}/")
    page = text(answer)
    assert ('name="files"' in page, f"/jobs/{job.pk}/edit/" in page) == (upload, edit)
    assert (len(answer.context["rows"]), answer.context["everybody"]) == (rows, counted)


def test_who_sees_some_of_a_job_s_people_gets_no_numbers(job, application, interviewer, client_for):
    make.make_application(job)
    client = client_for(interviewer)
    listing, page = text(client.get("/jobs/")), text(client.get(f"/jobs/{job.pk}/"))
    assert 'data-label="Active people"><span class="vh">not shown to you</span></td>' in listing
    assert 'class="n"' not in page.partition('id="stages"')[2].partition("</nav>")[0]


def test_who_leads_a_job_gets_its_numbers(job, application, hiring_manager, client_for):
    client = client_for(hiring_manager)
    assert 'data-label="Active people">1</td>' in text(client.get("/jobs/"))
    assert 'All active <span class="n">1</span>' in text(client.get(f"/jobs/{job.pk}/"))


@pytest.mark.parametrize(
    ("column", "first"), [("years", "-years"), ("applied", "-applied"), ("name", "name")]
)
def test_the_first_click_on_a_column(recruiter, job, three, client_for, column, first):
    client = client_for(recruiter)
    assert f'href="?sort={first}"' in text(client.get(f"/jobs/{job.pk}/"))
    down = text(client.get(f"/jobs/{job.pk}/?sort=-years"))
    assert 'aria-sort="descending"><a href="?sort=years">Years' in down


@pytest.mark.parametrize("who", ["recruiter", "hiring_manager", "interviewer"])
def test_everybody_on_a_job_reads_its_description(request, job, application, client_for, who):
    Job.objects.filter(pk=job.pk).update(description="Pipelines first.\n\nThen <people>.")
    person = request.getfixturevalue(who)
    page = text(client_for(person).get(f"/jobs/{job.pk}/"))
    assert "<p>Pipelines first.</p>\n\n<p>Then &lt;people&gt;.</p>" in page
    assert ('<details class="card fold" open>' in page) == (who != "recruiter")


@pytest.mark.parametrize(
    ("status", "words"),
    [("draft", "A draft takes nobody yet."), ("paused", "Paused: nobody new comes on this job")],
)
def test_a_draft_and_a_paused_job_say_that_they_take_nobody(recruiter, client_for, status, words):
    job = make.make_job(recruiter=recruiter, status=status)
    page = text(client_for(recruiter).get(f"/jobs/{job.pk}/"))
    assert ('name="files"' in page, words in page, "Open job" in page) == (False, True, True)


@pytest.mark.parametrize(
    ("status", "offered"), [("draft", True), ("open", True), ("paused", True), ("closed", False)]
)
def test_every_job_that_is_not_closed_can_be_closed_from_its_page(recruiter, client_for, status, offered):
    reason = {"close_reason": "Filled"} if status == "closed" else {}
    job = make.make_job(recruiter=recruiter, status=status, **reason)
    page = text(client_for(recruiter).get(f"/jobs/{job.pk}/"))
    assert (f'href="/jobs/{job.pk}/close/"' in page) is offered


def test_a_requisition_id_that_another_job_has_is_hinted_at(recruiter, outsider, job, client_for):
    make.make_job(title="Hidden job", requisition_id="GF-101", confidential=True)
    make.make_job(title="Platform engineer", requisition_id="GF-101")
    client, data = client_for(recruiter), {"title": "SRE", "headcount": "1", "requisition_id": "gf-101"}
    words = "gf-101 is also the requisition id of Platform engineer. Edit one if it is a slip."
    assert words in text(client.post("/jobs/new/", data, follow=True))
    assert client.get("/jobs/").status_code == 200
    edited = text(client.post(f"/jobs/{job.pk}/edit/", data, follow=True))
    assert "gf-101 is also the requisition id of SRE, Platform engineer." in edited
    again = text(client.post(f"/jobs/{job.pk}/edit/", data | {"title": "Other"}, follow=True))
    assert "requisition id of" not in again


def test_an_auditor_is_told_where_to_read(auditor, client_for):
    assert "Auditors take part in no job." in text(client_for(auditor).get("/jobs/"))


def test_a_closed_job_takes_no_files(recruiter, client_for):
    job = make.make_job(recruiter=recruiter, status="closed", close_reason="Filled by Ann")
    page = text(client_for(recruiter).get(f"/jobs/{job.pk}/"))
    assert ('name="files"' in page, "Filled by Ann" in page) == (False, True)


# Stages


def stages_data(job: Job, **changes: Any) -> dict[str, str]:
    rows = list(job.stages.all())
    data = {"stages-TOTAL_FORMS": str(len(rows) + 1), "stages-INITIAL_FORMS": str(len(rows))}
    for number, stage in enumerate(rows):
        data |= {
            f"stages-{number}-id": str(stage.pk),
            f"stages-{number}-order": str(number + 1),
            f"stages-{number}-name": stage.name,
            f"stages-{number}-kind": stage.kind,
            f"stages-{number}-day_limit": str(stage.day_limit or ""),
        }
    return data | {name.replace("__", "-"): value for name, value in changes.items()}


def test_a_page_of_stages_from_before_somebody_elses_change_is_told(recruiter, job, client_for):
    client, address = client_for(recruiter), f"/jobs/{job.pk}/pipeline/"
    assert f'name="version" value="{job.version}"' in text(client.get(address))
    late = stages_data(job, stages__0__name="Inbox") | {"version": str(job.version)}
    client.post(address, stages_data(job, stages__0__name="Incoming") | {"version": str(job.version)})
    answer = client.post(address, late)
    assert (answer.status_code, "Inbox" in text(answer)) == (409, True)
    assert job.stages.first().name == "Incoming"
    assert "Now saved: Incoming (3 days), Recruiter screen" in text(answer)
    version = job.__class__.objects.get(pk=job.pk).version
    assert f'name="version" value="{version}"' in text(answer)
    assert client.post(address, late | {"version": str(version)}).status_code == 302
    assert job.stages.first().name == "Inbox"


def test_a_stage_that_somebody_else_removed_comes_back_as_a_new_one(recruiter, job, client_for):
    client, address = client_for(recruiter), f"/jobs/{job.pk}/pipeline/"
    late = stages_data(job) | {"version": str(job.version)}
    client.post(address, stages_data(job, stages__5__name="") | {"version": str(job.version)})
    gone = late["stages-5-id"]
    answer = client.post(address, late)
    assert (answer.status_code, f'name="stages-5-id" value="{gone}"' in text(answer)) == (409, False)
    again = late | {"stages-5-id": "", "version": str(job.version + 1)}
    assert client.post(address, again).status_code == 302
    assert job.stages.last().name == "Offer"


def test_stages_are_edited_in_one_form(recruiter, job, client_for):
    client = client_for(recruiter)
    assert text(client.get(f"/jobs/{job.pk}/pipeline/")).count('name="stages-') >= 8 * 4
    new = {"stages__6__name": "Take-home", "stages__6__kind": "interview", "stages__6__order": "2"}
    data = stages_data(job, stages__5__name="", stages__1__order="9", **new)
    answer = client.post(f"/jobs/{job.pk}/pipeline/", data)
    assert (answer.status_code, answer["Location"]) == (302, f"/jobs/{job.pk}/")
    assert [stage.name for stage in job.stages.all()] == [
        "Applied",
        "Take-home",
        "Technical interview",
        "Focus interviews",
        "Debrief",
        "Recruiter screen",
    ]


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"stages__1__name": "Applied"}, 422, "Two stages have the same name."),
        ({"stages__6__name": "New"}, 422, "Choose what kind of stage it is."),
        ({"stages__1__day_limit": "0"}, 422, "From 1 to 365."),
        ({"stages__1__id": "999999"}, 422, "This job has no stage 999999."),
        ({f"stages__{number}__name": "" for number in range(6)}, 422, "A pipeline needs at least one stage."),
        (
            {"stages__TOTAL_FORMS": "0", "stages__INITIAL_FORMS": "0"},
            422,
            "A pipeline needs at least one stage.",
        ),
        ({"stages__TOTAL_FORMS": "x"}, 422, "A pipeline needs at least one stage."),
        ({"stages__0__name": ""}, 409, "People are or were in the stage “Applied”"),
    ],
)
def test_stages_that_can_t_be_are_told(recruiter, job, client_for, changes, status, words):
    make.make_application(job)
    data = stages_data(job, **{**changes, "stages__2__day_limit": "77"})
    if "stages__1__day_limit" in changes:
        data |= {"stages-1-day_limit": "0"}
    with nothing_changes():
        answer = client_for(recruiter).post(f"/jobs/{job.pk}/pipeline/", data)
    assert answer.status_code == status
    assert words in text(answer)
    if "TOTAL_FORMS" not in "".join(changes):
        assert 'value="77"' in text(answer)


# Team


def test_a_colleague_joins_and_leaves_by_the_page(recruiter, job, member, auditor, client_for):
    client, path = client_for(recruiter), f"/jobs/{job.pk}/team/"
    data = {"user": member.name, "role": "interviewer"}
    assert "Mia Member is on the job as interviewer." in text(client.post(path, data, follow=True))
    with nothing_changes():
        again = client.post(path, data)
    assert (again.status_code, "This person has that role on this job already." in text(again)) == (422, True)
    with nothing_changes():
        assert client.post(path, {"user": auditor.name, "role": "interviewer"}).status_code == 422
    row = job.members.get(user=member)
    answer = client.post(f"{path}{row.pk}/remove/", follow=True)
    assert "Mia Member is no longer on the job as interviewer." in text(answer)
    with nothing_changes():
        assert client.post(f"{path}{row.pk}/remove/").status_code == 404


def test_a_member_of_another_job_is_not_removed_here(recruiter, job, client_for):
    other = make.make_job(recruiter=recruiter)
    with nothing_changes():
        answer = client_for(recruiter).post(f"/jobs/{job.pk}/team/{other.members.get().pk}/remove/")
    assert answer.status_code == 404


def test_who_leaves_a_confidential_job_is_led_to_the_list(recruiter, client_for):
    job = make.make_job(recruiter=recruiter, confidential=True)
    answer = client_for(recruiter).post(f"/jobs/{job.pk}/team/{job.members.get().pk}/remove/", follow=True)
    assert answer.redirect_chain == [("/jobs/", 302)]
    assert answer.status_code == 200


# Opening, pausing, closing


def test_a_job_pauses_opens_and_closes_by_the_page(recruiter, job, client_for):
    client = client_for(recruiter)
    assert f'action="/jobs/{job.pk}/open/"' in text(client.post(f"/jobs/{job.pk}/pause/", follow=True))
    assert "is open." in text(client.post(f"/jobs/{job.pk}/open/", follow=True))
    assert client.get(f"/jobs/{job.pk}/close/").status_code == 200
    with nothing_changes():
        refused = client.post(f"/jobs/{job.pk}/close/", {"reason": " "})
    assert (refused.status_code, "Fill this in." in text(refused)) == (422, True)
    assert "is closed." in text(client.post(f"/jobs/{job.pk}/close/", {"reason": "Filled"}, follow=True))
    with nothing_changes():
        again = client.post(f"/jobs/{job.pk}/close/", {"reason": "Kept words"})
    assert (again.status_code, "Kept words" in text(again)) == (409, True)
    with nothing_changes():
        assert client.post(f"/jobs/{job.pk}/pause/").status_code == 409


# What it costs


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_the_same(recruiter, client_for, django_assert_num_queries, rows):
    for _ in range(rows):
        make.make_application(make.make_job(department=make.make_department()))
    client = client_for(recruiter)
    client.get("/jobs/")
    with django_assert_num_queries(5):
        assert client.get("/jobs/").status_code == 200


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(("who", "queries"), [("recruiter", 15), ("hiring_manager", 15)])
def test_a_job_s_page_costs_the_same(
    request, job, client_for, guide, django_assert_num_queries, who, queries, rows
):
    owner = make_user("recruiter")
    for _ in range(rows):
        make.make_screened_application(job, owner=owner)
        make.make_screening(make.make_resume(job=job, document=False), state="queued")
    client = client_for(request.getfixturevalue(who))
    client.get(f"/jobs/{job.pk}/")
    with django_assert_num_queries(queries):
        assert client.get(f"/jobs/{job.pk}/").status_code == 200


@pytest.mark.parametrize("rows", [1, 30])
def test_a_team_and_a_pipeline_cost_the_same(recruiter, job, client_for, django_assert_num_queries, rows):
    for _ in range(rows):
        make.make_member(job)
    for _ in range(min(rows, 20)):
        make.make_stage(job)
    client = client_for(recruiter)
    client.get("/jobs/")
    for path, queries in ((f"/jobs/{job.pk}/team/", 5), (f"/jobs/{job.pk}/pipeline/", 5)):
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200
