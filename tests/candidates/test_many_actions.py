"""One change to many applications: who may, what stops it, how a worker does it, what an undo leaves."""

import pytest
from django.db import connection

from candidates.actions.applications import assign_application, move_application
from candidates.actions.jobs import change_pipeline
from candidates.actions.many import AT_ONCE, start_change, sweep_changes, undo_item, work_on_change
from candidates.models import Application, PipelineChange
from candidates.tasks import change_many
from recruiting.errors import Conflict, Denied, Invalid
from recruiting.events.models import LockRow
from recruiting.work.actions import cancel_bulk, pause_bulk, resume_bulk, undo_bulk, work_on_undo
from recruiting.work.queries import progress_of
from tests.factories import candidates as make
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def debrief(job):
    return job.stages.get(name="Debrief")


@pytest.fixture
def three(job):
    return [make.make_application(job) for _ in range(3)]


def seen(rows):
    return [(row.pk, row.version) for row in rows]


def in_stage(stage):
    return Application.objects.filter(stage=stage).count()


def test_a_worker_moves_what_is_too_much_for_a_page(job, recruiter, debrief):
    rows = [make.make_application(job) for _ in range(AT_ONCE + 5)]
    bulk = start_change(job=job, by=recruiter, chosen=seen(rows), act="move", stage=debrief)
    assert in_stage(debrief) == 0
    change_many(bulk.pk)
    assert in_stage(debrief) == AT_ONCE + 5
    bulk.refresh_from_db()
    assert (bulk.state, progress_of(bulk).done) == ("done", AT_ONCE + 5)
    assert not LockRow.objects.filter(name__endswith=f".{bulk.pk}").exists()
    assert undo_bulk(bulk=bulk, by=recruiter) is None  # a worker takes back so many
    while work_on_undo(bulk.pk):
        pass
    assert in_stage(debrief) == 0


def test_it_pauses_goes_on_and_leaves_out_the_rest(job, recruiter, debrief, three):
    bulk = start_change(job=job, by=recruiter, chosen=seen(three), act="move", stage=debrief)
    assert work_on_change(bulk.pk, most=1)
    pause_bulk(bulk=bulk, by=recruiter)
    assert not work_on_change(bulk.pk)
    assert sweep_changes() == 0
    resume_bulk(bulk=bulk, by=recruiter)
    assert sweep_changes() == 1
    work_on_change(bulk.pk, most=1)
    cancel_bulk(bulk=bulk, by=recruiter)
    work_on_change(bulk.pk)
    assert in_stage(debrief) == 2
    assert progress_of(bulk).skipped == 1


def test_whom_a_cancel_leaves_out_is_not_changed_by_a_worker_under_way(job, recruiter, debrief, three):
    bulk = start_change(job=job, by=recruiter, chosen=seen(three), act="move", stage=debrief)
    reads = 0

    def cancel_after_the_second_is_read(execute, sql, params, many, context):
        nonlocal reads
        answer = execute(sql, params, many, context)
        if sql.startswith("SELECT") and 'FROM "work_bulkitem"' in sql and "LIMIT 1" in sql:
            reads += "position" in sql.rpartition("ORDER BY")[2]
            if reads == 2:
                reads += 1
                cancel_bulk(bulk=bulk, by=recruiter)
        return answer

    with connection.execute_wrapper(cancel_after_the_second_is_read):
        assert not work_on_change(bulk.pk)
    assert list(bulk.items.order_by("position").values_list("state", flat=True)) == [
        "done",
        "skipped",
        "skipped",
    ]
    assert [Application.objects.get(pk=row.pk).stage_id == debrief.pk for row in three] == [
        True,
        False,
        False,
    ]


def owners(rows):
    return list(
        Application.objects.filter(pk__in=[row.pk for row in rows])
        .order_by("pk")
        .values_list("owner", flat=True)
    )


def test_many_are_given_an_owner_and_back_to_whom_each_had(
    job, recruiter, hiring_manager, outsider, three, told
):
    Application.objects.filter(pk=three[0].pk).update(owner=outsider)  # who began it, and is not on the team
    bulk = start_change(job=job, by=recruiter, chosen=seen(three), act="assign", owner=hiring_manager)
    work_on_change(bulk.pk)
    assert owners(three) == [hiring_manager.pk] * 3
    assert set(bulk.items.values_list("state", "message")) == {
        ("done", "Hanna Manager looks after this person.")
    }
    assigned = [row for row in told() if row["verb"] == "application.assigned"]
    assert [row["codes"] for row in assigned] == [{"owner": hiring_manager.pk}] * 3
    bulk.refresh_from_db()
    assert undo_bulk(bulk=bulk, by=recruiter) == 3
    assert owners(three) == [outsider.pk, None, None]


def test_nobody_looks_after_them_and_who_had_none_stays_as_they_are(job, recruiter, three):
    Application.objects.filter(pk=three[0].pk).update(owner=recruiter)
    bulk = start_change(job=job, by=recruiter, chosen=seen(three), act="assign", owner=None)
    work_on_change(bulk.pk)
    assert owners(three) == [None] * 3
    versions = Application.objects.filter(job=job).order_by("pk").values_list("version", flat=True)
    assert list(versions) == [2, 1, 1]
    assert set(bulk.items.values_list("state", "message")) == {("done", "Nobody looks after this person.")}


def test_who_left_the_team_meanwhile_or_is_assigned_by_somebody_else_is_named(
    job, recruiter, hiring_manager, three
):
    assign_application(application=three[0], by=recruiter, owner=recruiter)
    bulk = start_change(job=job, by=recruiter, chosen=seen(three), act="assign", owner=hiring_manager)
    job.members.filter(user=hiring_manager).delete()
    work_on_change(bulk.pk)
    assert owners(three) == [recruiter.pk, None, None]
    found = bulk.items.order_by("position").values_list("state", "code")
    assert list(found) == [("failed", "not_on_team"), ("failed", "not_on_team"), ("failed", "not_on_team")]
    job.members.create(user=hiring_manager, role="hiring_manager")
    again = start_change(job=job, by=recruiter, chosen=seen(three), act="assign", owner=hiring_manager)
    work_on_change(again.pk)
    assert owners(three) == [recruiter.pk, hiring_manager.pk, hiring_manager.pk]
    assert again.items.get(target_id=three[0].pk).code == "changed"


def test_one_is_assigned_by_who_may_to_who_is_on_the_team(
    job, recruiter, hiring_manager, interviewer, outsider, three
):
    ended = make.make_application(job, status="withdrawn")
    for error, row, by, owner in (
        (Denied, three[0], hiring_manager, recruiter),
        (Invalid, three[0], recruiter, outsider),
        (Invalid, three[0], recruiter, interviewer),
        (Conflict, ended, recruiter, hiring_manager),
    ):
        with pytest.raises(error):
            assign_application(application=row, by=by, owner=owner)
    assert owners([three[0], ended]) == [None, None]


def test_an_undo_leaves_whom_somebody_moved_on(job, recruiter, debrief, three):
    bulk = start_change(job=job, by=recruiter, chosen=seen(three), act="move", stage=debrief)
    work_on_change(bulk.pk)
    bulk.refresh_from_db()
    offer = job.stages.get(name="Offer")
    move_application(application=Application.objects.get(pk=three[0].pk), by=recruiter, stage=offer)
    assert undo_bulk(bulk=bulk, by=recruiter) == 2
    assert in_stage(offer) == 1
    left = bulk.items.get(target_id=three[0].pk)
    assert (left.state, left.code) == ("done", "changed")


def test_it_is_done_by_the_rights_of_who_asked_at_that_moment(job, recruiter, debrief, three):
    bulk = start_change(job=job, by=recruiter, chosen=seen(three), act="move", stage=debrief)
    recruiter.role = "member"
    recruiter.save()
    job.members.filter(user=recruiter).delete()
    work_on_change(bulk.pk)
    assert in_stage(debrief) == 0
    assert set(bulk.items.values_list("state", "code")) == {("failed", "gone")}


def test_who_may_not_change_the_job_starts_nothing(job, hiring_manager, debrief, three):
    with pytest.raises(Denied):
        start_change(job=job, by=hiring_manager, chosen=seen(three), act="move", stage=debrief)
    assert not PipelineChange.objects.exists()


def test_an_act_needs_what_it_needs(job, recruiter, debrief, three):
    retired = make.make_reason(retired_at=job.created_at)
    other_stage = make.make_stage(make.make_job())
    for given, field in (
        ({"act": "move"}, "stage"),
        ({"act": "move", "stage": other_stage}, "stage"),
        ({"act": "reject"}, "reason"),
        ({"act": "reject", "reason": retired}, "reason"),
        ({"act": "apply", "other_job": job}, "other_job"),
        ({"act": "apply"}, "other_job"),
        ({"act": "assign", "owner": make_user("recruiter")}, "owner"),
    ):
        with pytest.raises(Invalid) as error:
            start_change(job=job, by=recruiter, chosen=seen(three), **given)
        assert error.value.field == field, given


def test_a_stage_to_which_people_are_being_moved_stays(job, recruiter, debrief, three):
    start_change(job=job, by=recruiter, chosen=seen(three), act="move", stage=debrief)
    kept = [
        {"id": stage.pk, "name": stage.name, "kind": stage.kind, "day_limit": None}
        for stage in job.stages.exclude(pk=debrief.pk)
    ]
    with pytest.raises(Conflict, match="rename it"):
        change_pipeline(job=job, by=recruiter, stages=kept)


def test_an_application_that_is_gone_is_named_at_undo(job, recruiter, three):
    other = make.make_job(recruiter=recruiter)
    bulk = start_change(job=job, by=recruiter, chosen=seen(three[:1]), act="apply", other_job=other)
    work_on_change(bulk.pk)
    item = bulk.items.get()
    undo_item(item=item, by=recruiter)
    assert not Application.objects.present().filter(job=other).exists()
    with pytest.raises(Conflict):
        undo_item(item=item, by=recruiter)
