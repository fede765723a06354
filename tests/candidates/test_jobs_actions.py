"""What may be done with jobs: every exit of every action."""

from datetime import UTC, datetime

import pytest

from candidates.actions.jobs import (
    add_member,
    change_job,
    change_pipeline,
    close_job,
    create_job,
    open_job,
    pause_job,
    remove_member,
)
from candidates.choices import DEFAULT_PIPELINE, JobRole, JobStatus, StageKind
from candidates.models import Job
from recruiting.errors import Conflict, Denied, Invalid
from tests.contracts.rows import nothing_changes
from tests.factories import candidates as make
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 6, 7, 8, tzinfo=UTC)


def test_a_new_job_is_a_draft_with_the_usual_pipeline(recruiter, told):
    department = make.make_department()
    job = create_job(by=recruiter, title=" Platform engineer ", department=department, headcount=2)
    job.refresh_from_db()
    assert (job.title, job.status, job.department, job.headcount) == (
        "Platform engineer",
        JobStatus.DRAFT,
        department,
        2,
    )
    stages = [(stage.name, stage.kind, stage.day_limit) for stage in job.stages.all()]
    assert stages == [(name, str(kind), days) for name, kind, days in DEFAULT_PIPELINE]
    assert list(job.members.values_list("user", "role")) == [(recruiter.pk, JobRole.RECRUITER)]
    assert [(event["verb"], event["object_id"], event["job_id"], event["actor_id"]) for event in told()] == [
        ("job.created", job.pk, job.pk, recruiter.pk)
    ]


@pytest.mark.parametrize("who", ["member", "auditor", "nobody"])
def test_only_recruiters_make_jobs(request, db, who):
    person = None if who == "nobody" else request.getfixturevalue(who)
    with nothing_changes(), pytest.raises(Denied):
        create_job(by=person, title="Platform engineer")


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"title": "  "}, "title", "This field cannot be blank."),
        (
            {"title": "x" * 201},
            "title",
            "Ensure this value has at most 200 characters (it has 201).",
        ),
        ({"title": "X", "headcount": 0}, None, "A job needs at least one opening."),
    ],
)
def test_a_job_that_can_t_be_is_told_on_its_field(recruiter, values, field, words):
    with nothing_changes(), pytest.raises(Invalid) as refused:
        create_job(by=recruiter, **values)
    assert (refused.value.field, refused.value.message) == (field, words)


def test_an_unknown_field_is_a_mistake_of_ours(recruiter, job):
    with nothing_changes(), pytest.raises(TypeError):
        change_job(job=job, by=recruiter, status="open")


def test_a_change_counts_the_version_up_and_names_the_fields(recruiter, job, told):
    changed = change_job(job=job, by=recruiter, version=1, title="SRE ", headcount=3, description="")
    job.refresh_from_db()
    assert (job.title, job.headcount, job.version, changed.version) == ("SRE", 3, 2, 2)
    assert [(event["verb"], event["fields"]) for event in told()] == [("job.changed", ["headcount", "title"])]


def test_saving_what_stands_there_changes_nothing(recruiter, job):
    with nothing_changes():
        change_job(job=job, by=recruiter, version=1, title=job.title)


def test_of_two_who_read_one_version_the_second_is_told(recruiter, admin, job):
    change_job(job=job, by=recruiter, version=1, title="First")
    with nothing_changes(), pytest.raises(Conflict) as refused:
        change_job(job=job, by=admin, version=1, title="Second")
    assert refused.value.code == "changed"


def test_strangers_change_nothing(member, auditor, hiring_manager, interviewer, job, recruiter):
    row = job.members.get(user=recruiter)
    steps = [
        lambda by: change_job(job=job, by=by, title="Mine"),
        lambda by: change_pipeline(job=job, by=by, stages=[{"id": None, "name": "A", "kind": "applied"}]),
        lambda by: open_job(job=job, by=by),
        lambda by: pause_job(job=job, by=by),
        lambda by: close_job(job=job, by=by, reason="Over"),
        lambda by: add_member(job=job, by=by, user=by, role=JobRole.RECRUITER),
        lambda by: remove_member(member=row, by=by),
    ]
    for person in (member, auditor, hiring_manager, interviewer):
        for step in steps:
            with nothing_changes(), pytest.raises(Denied):
                step(person)


def test_a_recruiter_who_is_not_on_a_confidential_job_changes_nothing_there(outsider, recruiter):
    hidden = make.make_job(recruiter=recruiter, confidential=True)
    with nothing_changes(), pytest.raises(Denied):
        change_job(job=hidden, by=outsider, title="Mine")
    make.make_member(hidden, outsider, JobRole.INTERVIEWER)
    assert change_job(job=hidden, by=outsider, title="Ours").title == "Ours"


def test_a_member_who_is_the_jobs_recruiter_runs_it(job, member):
    make.make_member(job, member, JobRole.RECRUITER)
    assert change_job(job=job, by=member, title="Ours").title == "Ours"


def test_nobody_locks_themselves_out_by_making_a_job_confidential(job, outsider, admin):
    with nothing_changes(), pytest.raises(Invalid) as refused:
        change_job(job=job, by=outsider, confidential=True)
    assert (refused.value.field, refused.value.code) == ("confidential", "not_on_team")
    add_member(job=job, by=outsider, user=outsider, role=JobRole.RECRUITER)
    assert change_job(job=job, by=outsider, confidential=True).confidential
    assert change_job(job=make.make_job(), by=admin, confidential=True).confidential


def rows(job: Job) -> list[dict]:
    return [
        {"id": stage.pk, "name": stage.name, "kind": stage.kind, "day_limit": stage.day_limit}
        for stage in job.stages.all()
    ]


def test_stages_are_renamed_reordered_added_and_removed(recruiter, job, told):
    applied, screen, technical, focus, debrief, offer = rows(job)
    technical["name"], focus["name"] = focus["name"], technical["name"]
    new = {"id": None, "name": " Take-home ", "kind": StageKind.INTERVIEW, "day_limit": None}
    change_pipeline(job=job, by=recruiter, stages=[applied, technical, new, focus, screen, debrief])
    assert [(stage.name, stage.position, stage.day_limit) for stage in job.stages.all()] == [
        ("Applied", 10, 3),
        ("Focus interviews", 20, 10),
        ("Take-home", 30, None),
        ("Technical interview", 40, 10),
        ("Recruiter screen", 50, 7),
        ("Debrief", 60, 3),
    ]
    assert not job.stages.filter(pk=offer["id"]).exists()
    assert [(event["verb"], event["fields"]) for event in told()] == [("job.changed", ["stages"])]
    job.refresh_from_db()
    assert job.version == 2


def changed(stages: list[dict], number: int, **values) -> list[dict]:
    stages[number].update(values)
    return stages


def test_of_two_who_change_the_stages_the_second_is_told(recruiter, job):
    stages = list(job.stages.values("id", "name", "kind", "day_limit"))
    read = job.version
    change_pipeline(job=job, by=recruiter, stages=stages[:4], version=read)
    with nothing_changes(), pytest.raises(Conflict) as refused:
        change_pipeline(job=job, by=recruiter, stages=stages[:5], version=read)
    assert refused.value.code == "changed"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda stages, other: [], "required"),
        (lambda stages, other: changed(stages, 1, name="APPLIED "), "unique"),
        (lambda stages, other: [*stages, dict(stages[0], name="Again")], "unique"),
        (lambda stages, other: changed(stages, 1, id=other), "unknown"),
        (lambda stages, other: changed(stages, 1, kind="party"), "invalid_choice"),
        (lambda stages, other: changed(stages, 1, name="  "), "blank"),
        (lambda stages, other: changed(stages, 1, name="x" * 101), "max_length"),
    ],
)
def test_a_pipeline_that_can_t_be_is_refused_whole(recruiter, job, change, code):
    other = make.make_job().stages.first().pk
    stages = change(rows(job), other)
    with nothing_changes(), pytest.raises(Invalid) as refused:
        change_pipeline(job=job, by=recruiter, stages=stages)
    assert refused.value.code == code


def test_a_stage_in_which_people_are_or_were_stays(recruiter, job):
    _, second, *rest = rows(job)
    application = make.make_application(job)
    with nothing_changes(), pytest.raises(Conflict) as refused:
        change_pipeline(job=job, by=recruiter, stages=[second, *rest])
    assert refused.value.code == "stage_in_use"
    application.stage_id = second["id"]
    application.save()
    with nothing_changes(), pytest.raises(Conflict):
        change_pipeline(job=job, by=recruiter, stages=[second, *rest])


def test_a_job_opens_pauses_and_closes(recruiter, told):
    job = create_job(by=recruiter, title="SRE")
    seen = []
    for step in (
        lambda: open_job(job=job, by=recruiter, now=NOW),
        lambda: pause_job(job=job, by=recruiter),
        lambda: close_job(job=job, by=recruiter, reason=" Filled ", now=NOW),
        lambda: open_job(job=job, by=recruiter, now=NOW),
    ):
        step()
        job.refresh_from_db()
        seen.append((job.status, job.opened_at, job.closed_at, job.close_reason, job.version))
    assert seen == [
        ("open", NOW, None, "", 2),
        ("paused", NOW, None, "", 3),
        ("closed", NOW, NOW, "Filled", 4),
        ("open", NOW, None, "", 5),
    ]
    assert [event["verb"] for event in told()] == [
        "job.created",
        "job.opened",
        "job.paused",
        "job.closed",
        "job.opened",
    ]


@pytest.mark.parametrize(
    ("status", "step"),
    [
        ("open", lambda job, by: open_job(job=job, by=by)),
        ("draft", lambda job, by: pause_job(job=job, by=by)),
        ("paused", lambda job, by: pause_job(job=job, by=by)),
        ("closed", lambda job, by: pause_job(job=job, by=by)),
        ("closed", lambda job, by: close_job(job=job, by=by, reason="Again")),
    ],
)
def test_a_step_that_is_not_possible_from_here_is_a_conflict(recruiter, status, step):
    job = make.make_job(recruiter=recruiter, status=status, close_reason="Over" if status == "closed" else "")
    with nothing_changes(), pytest.raises(Conflict) as refused:
        step(job, recruiter)
    assert (refused.value.code, refused.value.message) == (
        "status",
        f"The job is {status}, so this can't be done now.",
    )


def test_closing_needs_a_reason(recruiter, job):
    with nothing_changes(), pytest.raises(Invalid) as refused:
        close_job(job=job, by=recruiter, reason="  ")
    assert (refused.value.field, refused.value.code) == ("reason", "required")


def test_a_colleague_joins_and_leaves(recruiter, job, member, told):
    row = add_member(job=job, by=recruiter, user=member, role=JobRole.HIRING_MANAGER)
    assert (row.user, row.role) == (member, JobRole.HIRING_MANAGER)
    remove_member(member=row, by=recruiter)
    assert not job.members.filter(user=member).exists()
    codes = {"user": member.pk, "role": "hiring_manager"}
    assert [(event["verb"], event["codes"]) for event in told()] == [
        ("job_member.added", codes),
        ("job_member.removed", codes),
    ]
    with nothing_changes(), pytest.raises(Conflict) as refused:
        remove_member(member=row, by=recruiter)
    assert refused.value.code == "gone"


def test_one_may_have_two_roles_on_a_job_but_none_twice(recruiter, job, member):
    add_member(job=job, by=recruiter, user=member, role=JobRole.HIRING_MANAGER)
    add_member(job=job, by=recruiter, user=member, role=JobRole.INTERVIEWER)
    with nothing_changes(), pytest.raises(Invalid) as refused:
        add_member(job=job, by=recruiter, user=member, role=JobRole.INTERVIEWER)
    assert refused.value.message == "This person has that role on this job already."


def test_nobody_joins_who_can_t_sign_in_or_only_audits(recruiter, job, auditor):
    for person in (auditor, make_user(is_active=False)):
        with nothing_changes(), pytest.raises(Invalid) as refused:
            add_member(job=job, by=recruiter, user=person, role=JobRole.INTERVIEWER)
        assert refused.value.code == "inactive"


def test_a_role_that_there_is_not_is_refused(recruiter, job, member):
    with nothing_changes(), pytest.raises(Invalid) as refused:
        add_member(job=job, by=recruiter, user=member, role="owner")
    assert (refused.value.field, refused.value.code) == ("role", "invalid_choice")


# Blind review


def test_who_hides_names_and_who_shows_them_earlier(admin, recruiter, job, told):
    stages = list(job.stages.all())
    change_job(job=job, by=recruiter, blind_until=stages[2])
    assert told()[-1]["fields"] == ["blind_until"]
    assert told()[-1]["codes"] == {"to": stages[2].pk}
    change_job(job=job, by=recruiter, blind_until=stages[3])
    for earlier in (stages[2], None):
        with nothing_changes(), pytest.raises(Invalid) as refused:
            change_job(job=job, by=recruiter, blind_until=earlier)
        assert refused.value.field == "blind_until"
    foreign = make.make_job().stages.first()
    with nothing_changes(), pytest.raises(Invalid):
        change_job(job=job, by=admin, blind_until=foreign)
    change_job(job=job, by=admin, blind_until=None)
    assert told()[-1]["codes"] == {"from": stages[3].pk}


def test_a_pipeline_does_not_show_names_earlier_by_the_back_door(admin, recruiter, job):
    rows = [{"id": row.pk, "name": row.name, "kind": row.kind} for row in job.stages.all()]
    change_job(job=job, by=recruiter, blind_until=job.stages.get(pk=rows[2]["id"]))
    without, sooner = [*rows[:2], *rows[3:]], [rows[2], *rows[:2], *rows[3:]]
    for stages in (without, sooner):
        with nothing_changes(), pytest.raises(Conflict) as refused:
            change_pipeline(job=job, by=recruiter, stages=stages)
        assert refused.value.code == "blind"
    change_pipeline(job=job, by=recruiter, stages=[*rows[:2], rows[3], rows[2], *rows[4:]])
    change_pipeline(job=job, by=admin, stages=sooner)
