"""What may be done with applications: every exit of every action."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from candidates.actions.applications import (
    create_application,
    first_stage,
    move_application,
    reject_application,
    remove_application,
    reopen_application,
    undo_move,
    withdraw_application,
)
from candidates.actions.jobs import pause_job
from candidates.choices import ApplicationStatus, JobRole, StageKind
from candidates.models import Application, Stage
from recruiting.errors import Conflict, Denied, Invalid
from tests.contracts.rows import nothing_changes
from tests.factories import candidates as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 6, 7, 8, tzinfo=UTC)


def stage(application: Application, name: str) -> Stage:
    return application.job.stages.get(name=name)


def visits(application: Application) -> list[tuple]:
    rows = application.visits.order_by("pk")
    return list(rows.values_list("stage__name", "entered_at", "left_at", "by"))


def test_a_person_enters_the_first_stage(recruiter, job, told):
    candidate, source = make.make_candidate(), make.make_source()
    application = create_application(candidate=candidate, job=job, by=recruiter, source=source, now=NOW)
    application.refresh_from_db()
    assert (application.stage.name, application.status, application.owner, application.source) == (
        "Applied",
        "active",
        recruiter,
        source,
    )
    assert (application.applied_at, application.stage_since, application.version) == (NOW, NOW, 1)
    assert visits(application) == [("Applied", NOW, None, recruiter.pk)]
    assert [(event["verb"], event["object_id"], event["job_id"], event["codes"]) for event in told()] == [
        ("application.created", application.pk, job.pk, {"stage": application.stage_id})
    ]


def test_people_who_were_only_sought_are_not_the_first_stage(job):
    Stage.objects.create(job=job, name="Sourced", kind=StageKind.SOURCED, position=1)
    assert first_stage(job).name == "Applied"
    job.stages.exclude(kind=StageKind.SOURCED).delete()
    assert first_stage(job).name == "Sourced"


def test_who_does_not_run_the_job_puts_nobody_on_it(job, member, auditor, hiring_manager, interviewer):
    candidate = make.make_candidate()
    for person in (member, auditor, hiring_manager, interviewer, None):
        with nothing_changes(), pytest.raises(Denied):
            create_application(candidate=candidate, job=job, by=person)


def test_a_person_brings_their_newest_resume_and_its_screening(recruiter, job):
    candidate = make.make_candidate()
    make.make_resume(candidate=candidate, job=None)
    screening = make.make_screening(make.make_resume(candidate=candidate, job=None))
    application = create_application(candidate=candidate, job=job, by=recruiter)
    application.refresh_from_db()
    assert (application.resume, application.screening) == (screening.resume, screening)


def test_a_resume_of_a_job_that_one_does_not_see_is_not_taken(recruiter, job):
    candidate = make.make_application(job=make.make_job(recruiter=recruiter)).candidate
    make.make_resume(candidate=candidate, job=make.make_job(confidential=True))
    application = create_application(candidate=candidate, job=job, by=recruiter)
    assert (application.resume, application.screening) == (None, None)


def test_a_person_whom_one_does_not_see_is_put_on_no_job(recruiter, job):
    hidden = make.make_application(job=make.make_job(confidential=True)).candidate
    with nothing_changes(), pytest.raises(Denied):
        create_application(candidate=hidden, job=job, by=recruiter)


def test_only_an_open_job_with_stages_takes_people(recruiter):
    shut = [
        make.make_job(recruiter=recruiter, status=status, close_reason="Filled" * (status == "closed"))
        for status in ("draft", "paused", "closed")
    ]
    bare = make.make_job(recruiter=recruiter, stages=False)
    codes = []
    for job in (*shut, bare):
        candidate = make.make_candidate()
        with nothing_changes(), pytest.raises(Conflict) as refused:
            create_application(candidate=candidate, job=job, by=recruiter)
        codes.append(refused.value.code)
    assert codes == ["job_draft", "job_paused", "job_closed", "no_stage"]


def test_whoever_is_on_a_paused_job_goes_on(recruiter, application):
    pause_job(job=application.job, by=recruiter)
    moved = move_application(application=application, by=recruiter, stage=stage(application, "Debrief"))
    ended = withdraw_application(application=moved, by=recruiter)
    assert reopen_application(application=ended, by=recruiter).is_active


def test_one_active_application_a_job(recruiter, application):
    with nothing_changes(), pytest.raises(Conflict) as refused:
        create_application(candidate=application.candidate, job=application.job, by=recruiter)
    assert (refused.value.code, refused.value.message) == (
        "already_active",
        "This person has an active application for this job already.",
    )
    withdraw_application(application=application, by=recruiter)
    assert create_application(candidate=application.candidate, job=application.job, by=recruiter).is_active


def test_a_move_leaves_one_stage_and_enters_another(recruiter, application, told):
    before = application.stage
    to = stage(application, "Debrief")
    moved = move_application(application=application, by=recruiter, stage=to, version=1, now=NOW)
    assert (moved.stage, moved.stage_since, moved.version) == (to, NOW, 2)
    assert visits(moved) == [
        ("Applied", make.RECEIVED, NOW, None),
        ("Debrief", NOW, None, recruiter.pk),
    ]
    assert [(event["verb"], event["codes"]) for event in told()] == [
        ("application.moved", {"from": before.pk, "to": to.pk})
    ]


def test_a_move_within_the_stage_or_out_of_the_job_is_refused(recruiter, application):
    with nothing_changes(), pytest.raises(Conflict) as refused:
        move_application(application=application, by=recruiter, stage=application.stage)
    assert (refused.value.code, refused.value.message) == (
        "same_stage",
        "The application is in Applied already.",
    )
    foreign = make.make_job().stages.first()
    with nothing_changes(), pytest.raises(Invalid) as refused:
        move_application(application=application, by=recruiter, stage=foreign)
    assert (refused.value.field, refused.value.code) == ("stage", "other_job")


def test_of_two_who_move_the_second_is_told(recruiter, admin, application):
    stale = Application.objects.get(pk=application.pk)
    move_application(application=application, by=recruiter, stage=stage(application, "Offer"), version=1)
    with nothing_changes(), pytest.raises(Conflict) as refused:
        move_application(application=stale, by=admin, stage=stage(application, "Debrief"), version=1)
    assert refused.value.code == "changed"


def test_a_deleted_application_is_out_of_reach(recruiter, application):
    Application.objects.update(deleted_at=timezone.now())
    with nothing_changes(), pytest.raises(Conflict) as refused:
        move_application(application=application, by=recruiter, stage=stage(application, "Offer"))
    assert refused.value.code == "changed"


def test_a_rejection_has_a_reason_and_words(recruiter, application, told):
    reason = make.make_reason()
    ended = reject_application(
        application=application, by=recruiter, reason=reason, note=" No pipelines. ", version=1, now=NOW
    )
    assert (ended.status, ended.reason, ended.reason_note, ended.closed_at, ended.version) == (
        "rejected",
        reason,
        "No pipelines.",
        NOW,
        2,
    )
    assert [(event["verb"], event["codes"]) for event in told()] == [
        ("application.rejected", {"reason": reason.pk})
    ]


def test_a_rejection_without_a_reason_or_with_a_retired_one_is_refused(recruiter, application):
    for reason in (None, make.make_reason(retired_at=NOW)):
        with nothing_changes(), pytest.raises(Invalid) as refused:
            reject_application(application=application, by=recruiter, reason=reason)
        assert (refused.value.field, refused.value.code) == ("reason", "required")


def test_a_withdrawal_is_recorded(recruiter, application, told):
    ended = withdraw_application(application=application, by=recruiter, note="Took another offer", now=NOW)
    assert (ended.status, ended.reason, ended.reason_note, ended.closed_at) == (
        "withdrawn",
        None,
        "Took another offer",
        NOW,
    )
    assert [(event["verb"], event["codes"]) for event in told()] == [("application.withdrawn", {})]


@pytest.mark.parametrize("status", ["rejected", "withdrawn"])
def test_what_ended_does_not_move_or_end_again(recruiter, job, status):
    application = make.make_application(job, status=status)
    reason = make.make_reason()
    steps = [
        lambda: move_application(application=application, by=recruiter, stage=stage(application, "Offer")),
        lambda: reject_application(application=application, by=recruiter, reason=reason),
        lambda: withdraw_application(application=application, by=recruiter),
    ]
    for step in steps:
        with nothing_changes(), pytest.raises(Conflict) as refused:
            step()
        assert refused.value.code == "not_active"
        assert refused.value.message.startswith(f"The application is {status}")


@pytest.mark.parametrize("status", ["rejected", "withdrawn"])
def test_what_ended_can_be_reopened_where_it_stood(recruiter, job, told, status):
    application = make.make_application(job, status=status)
    again = reopen_application(application=application, by=recruiter, version=1)
    assert (again.status, again.reason, again.reason_note, again.closed_at, again.stage, again.version) == (
        "active",
        None,
        "",
        None,
        application.stage,
        2,
    )
    assert [event["verb"] for event in told()] == ["application.reopened"]


def test_what_goes_on_is_not_reopened(recruiter, application):
    with nothing_changes(), pytest.raises(Conflict) as refused:
        reopen_application(application=application, by=recruiter)
    assert refused.value.code == "not_ended"


def test_a_hire_is_not_undone_by_reopening(recruiter, application):
    decision = make.make_decision(application, kind="hire")
    Application.objects.update(status=ApplicationStatus.HIRED, hire_decision=decision, closed_at=NOW)
    with nothing_changes(), pytest.raises(Conflict) as refused:
        reopen_application(application=application, by=recruiter)
    assert refused.value.code == "not_ended"


def test_who_applied_again_has_nothing_to_reopen(recruiter, job):
    ended = make.make_application(job, status="rejected")
    make.make_application(job, ended.candidate)
    with nothing_changes(), pytest.raises(Conflict) as refused:
        reopen_application(application=ended, by=recruiter)
    assert refused.value.code == "other_active"


def test_strangers_and_those_who_only_interview_move_nobody(
    application, member, auditor, hiring_manager, interviewer
):
    reason = make.make_reason()
    ended = make.make_application(application.job, status="rejected")
    steps = [
        lambda by: move_application(application=application, by=by, stage=stage(application, "Offer")),
        lambda by: reject_application(application=application, by=by, reason=reason),
        lambda by: withdraw_application(application=application, by=by),
        lambda by: reopen_application(application=ended, by=by),
    ]
    for person in (member, auditor, hiring_manager, interviewer, None):
        for step in steps:
            with nothing_changes(), pytest.raises(Denied):
                step(person)


def test_a_confidential_job_is_moved_by_its_own_people_only(outsider, recruiter, admin):
    hidden = make.make_job(recruiter=recruiter, confidential=True)
    application = make.make_application(hidden)
    with nothing_changes(), pytest.raises(Denied):
        move_application(application=application, by=outsider, stage=stage(application, "Offer"))
    move_application(application=application, by=admin, stage=stage(application, "Offer"))
    make.make_member(hidden, outsider, JobRole.INTERVIEWER)
    assert move_application(application=application, by=outsider, stage=stage(application, "Debrief")).pk


def test_an_undone_move_lets_the_stay_before_go_on(recruiter, application, told):
    before, to = application.stage, stage(application, "Debrief")
    moved = move_application(application=application, by=recruiter, stage=to, now=NOW)
    back = undo_move(application=application, by=recruiter, version=moved.version)
    assert (back.stage, back.stage_since, back.version) == (before, make.RECEIVED, 3)
    assert visits(back) == [("Applied", make.RECEIVED, None, None)]
    assert [(event["verb"], event["codes"]) for event in told()][1:] == [
        ("application.move_undone", {"from": to.pk, "to": before.pk})
    ]


def test_what_is_no_newest_move_is_not_undone(recruiter, application, hiring_manager):
    with nothing_changes(), pytest.raises(Conflict) as never:
        undo_move(application=application, by=recruiter, version=1)
    for name in ("Debrief", "Offer"):
        move_application(application=application, by=recruiter, stage=stage(application, name))
    with nothing_changes(), pytest.raises(Conflict) as late:
        undo_move(application=application, by=recruiter, version=2)
    with nothing_changes(), pytest.raises(Denied):
        undo_move(application=application, by=hiring_manager, version=3)
    ended = withdraw_application(application=application, by=recruiter)
    with nothing_changes(), pytest.raises(Conflict) as over:
        undo_move(application=application, by=recruiter, version=ended.version)
    codes = [refused.value.code for refused in (never, late, over)]
    assert codes == ["nothing_to_undo", "changed", "nothing_to_undo"]


def test_an_application_made_by_mistake_is_taken_back_and_made_again(recruiter, job, told):
    person = make.make_candidate()
    made = create_application(candidate=person, job=job, by=recruiter)
    remove_application(application=made, by=recruiter)
    assert not person.applications.present().exists()
    assert [event["verb"] for event in told()] == ["application.created", "application.removed"]
    assert create_application(candidate=person, job=job, by=recruiter).is_active


def test_an_application_that_something_was_done_with_stays(recruiter, job, hiring_manager):
    def moved(row):
        move_application(application=row, by=recruiter, stage=stage(row, "Offer"))

    touches = [
        moved,
        lambda row: withdraw_application(application=row, by=recruiter),
        lambda row: make.make_note(application=row, author=recruiter),
        lambda row: make.make_participant(row),
        lambda row: make.make_decision(row),
        lambda row: Application.objects.filter(pk=row.pk).update(
            resume=make.make_resume(row.candidate, job=job)
        ),
    ]
    for touch in touches:
        made = create_application(candidate=make.make_candidate(), job=job, by=recruiter)
        touch(made)
        with nothing_changes(), pytest.raises(Conflict) as refused:
            remove_application(application=made, by=recruiter)
        assert refused.value.code == "touched"
    screened = make.make_screened_application(make.make_job(recruiter=recruiter))
    Application.objects.filter(pk=screened.pk).update(job=job, stage=job.stages.first())
    make.make_flag_review(screened.screening.flags.first(), recruiter)
    with nothing_changes(), pytest.raises(Conflict):
        remove_application(application=screened, by=recruiter)
    fresh = create_application(candidate=make.make_candidate(), job=job, by=recruiter)
    with nothing_changes(), pytest.raises(Denied):
        remove_application(application=fresh, by=hiring_manager)
