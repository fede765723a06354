"""Long work: every way out of every action."""

import pytest
from django.db import IntegrityError, transaction

from recruiting.errors import Conflict, Denied, Invalid
from recruiting.events.models import Event
from recruiting.work import actions, registry
from recruiting.work.models import Bulk, BulkItem
from recruiting.work.queries import next_items, progress_of
from recruiting.work.tasks import undo_bulk as undo_bulk_task
from tests.factories.work import make_bulk

pytestmark = pytest.mark.django_db


@pytest.fixture
def handler():
    """A kind of work that can be undone; its undo refuses row 1."""
    undone = []

    def undo(*, item, by):
        if item.position == 1:
            raise Conflict("moved_on", "It has moved on.")
        undone.append(item.position)

    registry.register(registry.Handler("tests.undoable", "Moving", undo=undo))
    yield undone
    registry._handlers.pop("tests.undoable")


def test_starting(recruiter):
    bulk = actions.start_bulk(
        kind="tests.work", by=recruiter, rows=[("a", 1), ("b", None)], job=5, client_key="k"
    )
    again = actions.start_bulk(kind="tests.work", by=recruiter, rows=[("a", 1)], job=5, client_key="k")
    assert again == bulk
    assert [(i.position, i.name, i.target_id, i.state) for i in bulk.items.order_by("position")] == [
        (1, "a", 1, "waiting"), (2, "b", None, "waiting"),
    ]  # fmt: skip
    event = Event.objects.get()
    assert (event.verb, event.job_id, event.codes) == ("bulk.started", 5, {"kind": "tests.work", "rows": 2})
    with pytest.raises(Invalid):
        actions.start_bulk(kind="tests.work", by=recruiter, rows=[])


@pytest.mark.parametrize("other", [{"kind": "tests.other", "job": 5}, {"kind": "tests.work", "job": 6}])
def test_a_key_of_other_work_is_refused(recruiter, other):
    actions.start_bulk(kind="tests.work", by=recruiter, rows=[("a", 1)], job=5, client_key="k")
    with pytest.raises(Conflict):
        actions.start_bulk(by=recruiter, rows=[("b", 2)], client_key="k", **other)
    with pytest.raises(Conflict):
        actions.open_bulk(by=recruiter, client_key="k", **other)
    assert (Bulk.objects.count(), BulkItem.objects.count()) == (1, 1)


def test_rows_that_come_one_by_one(recruiter):
    bulk = actions.open_bulk(kind="tests.work", by=recruiter, job=5, client_key="k")
    assert actions.open_bulk(kind="tests.work", by=recruiter, job=5, client_key="k") == bulk
    for name, state in (("a", "done"), ("b", "failed")):
        actions.append_item(bulk=bulk, name=name, state=state, code="c", message="m" * 600, target_id=9)
    bulk.refresh_from_db()
    assert (bulk.state, bulk.total) == ("done", 2)
    assert [(i.position, i.name, i.state, len(i.message)) for i in bulk.items.order_by("position")] == [
        (1, "a", "done", 500), (2, "b", "failed", 500),
    ]  # fmt: skip
    assert Event.objects.get().verb == "bulk.started"


def test_the_last_row_finishes_the_work_and_twice_is_once(recruiter):
    bulk = make_bulk(recruiter)
    first, second = bulk.items.order_by("position")
    assert actions.finish_item(item=first, state="done", target_id=9, before={"stage": 3})
    assert not actions.finish_item(item=first, state="failed")
    bulk.refresh_from_db()
    assert (first.state, first.target_id, first.before, bulk.state) == ("done", 9, {"stage": 3}, "running")
    assert actions.finish_item(item=second, state="failed", code="empty", message="x" * 600)
    bulk.refresh_from_db()
    assert (bulk.state, bulk.finished_at is not None, len(second.message)) == ("done", True, 500)
    assert progress_of(bulk).failed == 1


def test_pausing_resuming_and_cancelling(recruiter, member, admin):
    bulk = make_bulk(recruiter)
    for action in (actions.pause_bulk, actions.resume_bulk, actions.cancel_bulk, actions.undo_bulk):
        with pytest.raises(Denied):
            action(bulk=bulk, by=member)
    assert len(next_items(bulk)) == 2
    assert actions.pause_bulk(bulk=bulk, by=recruiter).state == "paused"
    assert next_items(bulk) == []
    with pytest.raises(Conflict):
        actions.pause_bulk(bulk=bulk, by=recruiter)
    assert actions.resume_bulk(bulk=bulk, by=admin).state == "running"
    with pytest.raises(Conflict):
        actions.resume_bulk(bulk=bulk, by=recruiter)
    actions.finish_item(item=bulk.items.first(), state="done")
    assert actions.cancel_bulk(bulk=bulk, by=recruiter).state == "cancelled"
    assert (progress_of(bulk).done, progress_of(bulk).skipped) == (1, 1)
    with pytest.raises(Conflict):
        actions.cancel_bulk(bulk=bulk, by=recruiter)
    assert [e.codes for e in Event.objects.order_by("pk")] == [
        {"to": "paused"},
        {"to": "running"},
        {"to": "cancelled"},
    ]


def test_work_that_was_finished_while_paused_is_done_when_resumed(recruiter):
    bulk = make_bulk(recruiter, rows=1)
    actions.pause_bulk(bulk=bulk, by=recruiter)
    actions.finish_item(item=bulk.items.get(), state="done")
    assert Bulk.objects.get().state == "paused"
    assert actions.resume_bulk(bulk=bulk, by=recruiter).state == "done"


def test_undoing_takes_back_what_it_can(recruiter, handler):
    bulk = make_bulk(recruiter, rows=3, kind="tests.undoable")
    with pytest.raises(Conflict) as raised:
        actions.undo_bulk(bulk=bulk, by=recruiter)
    assert raised.value.code == "running"
    for item in bulk.items.all():
        actions.finish_item(item=item, state="done")
    assert actions.undo_bulk(bulk=bulk, by=recruiter) == 2
    assert handler == [3, 2]
    assert [(i.state, i.code) for i in bulk.items.order_by("position")] == [
        ("done", "moved_on"), ("undone", ""), ("undone", ""),
    ]  # fmt: skip
    assert Event.objects.get().codes == {"undone": 2}
    assert actions.undo_bulk(bulk=bulk, by=recruiter) == 0


def test_of_many_rows_a_worker_takes_back_what_it_can(
    recruiter, admin, handler, rung, django_capture_on_commit_callbacks
):
    bulk = make_bulk(recruiter, rows=60, kind="tests.undoable", state="done")
    bulk.items.update(state="done")
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.undo_bulk(bulk=bulk, by=recruiter) is None
    assert rung == [(actions.UNDO, bulk.pk)]
    with pytest.raises(Conflict) as raised:
        actions.undo_bulk(bulk=bulk, by=admin)
    assert raised.value.code == "undoing"
    assert actions.work_on_undo(bulk.pk, most=25)
    bulk.refresh_from_db()
    assert (bulk.is_undoing, bulk.undo_seen, progress_of(bulk).undone) == (True, 25, 25)
    assert actions.sweep_undos() == 1
    undo_bulk_task(bulk.pk)
    bulk.refresh_from_db()
    assert (bulk.is_undoing, bulk.undo_seen, progress_of(bulk).undone) == (False, 0, 59)
    assert handler == list(range(60, 1, -1))
    assert bulk.items.get(position=1).code == "moved_on"
    [event] = Event.objects.all()
    assert (event.codes, event.actor_id) == ({"undone": 59}, recruiter.pk)
    assert not actions.work_on_undo(bulk.pk)
    assert actions.sweep_undos() == 0


def test_a_fault_with_one_row_holds_up_no_other(recruiter):
    def undo(*, item, by):
        if item.position == 2:
            raise ZeroDivisionError

    registry.register(registry.Handler("tests.faulty", "Moving", undo=undo))
    try:
        bulk = make_bulk(recruiter, rows=3, kind="tests.faulty", state="done")
        bulk.items.update(state="done")
        assert actions.undo_bulk(bulk=bulk, by=recruiter) == 2
        assert [(i.state, i.code) for i in bulk.items.order_by("position")] == [
            ("undone", ""),
            ("done", "broke_off"),
            ("undone", ""),
        ]
    finally:
        registry._handlers.pop("tests.faulty")


def test_who_takes_it_back_and_where_they_are_go_together(recruiter):
    bulk = make_bulk(recruiter)
    for values in ({"undoing_by": recruiter}, {"undo_below": 3}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Bulk.objects.filter(pk=bulk.pk).update(**values)


def test_a_row_that_somebody_else_takes_back_meanwhile_is_left_to_them(recruiter):
    def undo(*, item, by):
        undone.append(item.position)
        if len(undone) == 1:  # the second person presses Undo while the first row is under way
            actions.undo_bulk(bulk=bulk, by=by)

    undone = []
    registry.register(registry.Handler("tests.twice", "Moving", undo=undo))
    bulk = make_bulk(recruiter, rows=3, kind="tests.twice")
    for item in bulk.items.all():
        actions.finish_item(item=item, state="done")
    assert actions.undo_bulk(bulk=bulk, by=recruiter) == 1
    assert undone == [3, 2, 1]
    registry._handlers.pop("tests.twice")


def test_some_work_can_t_be_undone(recruiter):
    with pytest.raises(Conflict) as raised:
        actions.undo_bulk(bulk=make_bulk(recruiter), by=recruiter)
    assert raised.value.code == "no_undo"


def test_two_handlers_of_one_kind_are_a_mistake(handler):
    with pytest.raises(ValueError, match=r"tests\.undoable"):
        registry.register(registry.Handler("tests.undoable", "Other"))


def test_a_person_sees_their_own_work_and_an_admin_all(recruiter, member, admin):
    bulk = make_bulk(recruiter)
    assert [list(Bulk.objects.visible_to(user)) for user in (recruiter, admin, member)] == [
        [bulk],
        [bulk],
        [],
    ]
