"""The bell: after commit only, and a broker that is away costs nothing."""

import pytest
from django.db import transaction
from kombu.exceptions import OperationalError

from recruiting.celery import app
from recruiting.events import bell

TASK = "candidates.screen_resume"


@pytest.fixture
def quiet_queue(monkeypatch) -> str:
    """A queue of the real broker that no worker reads, with the broker not known to be away."""
    monkeypatch.setattr(bell, "_silent_until", 0.0)
    return "tests.bell"


def test_it_rings_after_the_commit(transactional_db, quiet_queue, rung):
    with transaction.atomic():
        bell.ring(TASK, 7, queue=quiet_queue)
        assert rung == []
    assert rung == [(TASK, 7)]


def test_what_is_rolled_back_rings_for_nothing(transactional_db, quiet_queue, rung):
    with transaction.atomic():
        bell.ring(TASK, 7, queue=quiet_queue)
        transaction.set_rollback(True)
    assert rung == []


def test_the_message_holds_the_task_s_name_and_the_id(quiet_queue):
    with app.connection_for_read() as link:
        queue = link.SimpleQueue(quiet_queue)
        queue.clear()
        assert bell.ring_now(TASK, 7, queue=quiet_queue) is True
        message = queue.get(timeout=30)
        message.ack()
        queue.close()
    assert (message.headers["task"], message.payload[0]) == (TASK, [7])


def test_a_broker_that_is_away_is_left_alone_for_a_while(quiet_queue, monkeypatch, rung):
    """The suite's own broker has to stay for other tests: here only sending fails. tests/chaos takes a real one away."""
    tried = []

    def fail(*args, **options):
        tried.append(args)
        raise OperationalError("nobody there")

    with monkeypatch.context() as away:
        away.setattr(app, "send_task", fail)
        assert bell.ring_now(TASK, 7, queue=quiet_queue) is False
    assert bell.ring_now(TASK, 7, queue=quiet_queue) is False
    assert (len(tried), rung) == (1, [])
    monkeypatch.setattr(bell, "monotonic", lambda: bell._silent_until + 1)
    assert bell.ring_now(TASK, 7, queue=quiet_queue) is True
    assert rung == [(TASK, 7)]
