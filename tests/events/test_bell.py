"""The bell: after commit only, and a broker that is away costs nothing."""

from typing import Any

import pytest
from django.db import transaction
from kombu.exceptions import OperationalError

from recruiting.celery import app
from recruiting.events import bell


class Broker:
    """Stands for Celery's sending end."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, tuple[int, ...]]] = []
        self.tried = 0
        self.away = False

    def send_task(self, name: str, *, args: tuple[int, ...], **options: Any) -> None:
        self.tried += 1
        if self.away:
            raise OperationalError("nobody there")
        self.taken.append((name, args))


@pytest.fixture
def broker(monkeypatch) -> Broker:
    broker = Broker()
    monkeypatch.setattr(app, "send_task", broker.send_task)
    monkeypatch.setattr(bell, "_silent_until", 0.0)
    return broker


def test_it_rings_after_the_commit(transactional_db, broker):
    with transaction.atomic():
        bell.ring("candidates.screen_resume", 7)
        assert broker.taken == []
    assert broker.taken == [("candidates.screen_resume", (7,))]


def test_what_is_rolled_back_rings_for_nothing(transactional_db, broker):
    with transaction.atomic():
        bell.ring("candidates.screen_resume", 7)
        transaction.set_rollback(True)
    assert broker.taken == []


def test_a_broker_that_is_away_is_left_alone_for_a_while(broker, monkeypatch):
    broker.away = True
    assert bell.ring_now("candidates.sweep") is False
    broker.away = False
    assert bell.ring_now("candidates.sweep") is False
    assert broker.tried == 1
    monkeypatch.setattr(bell, "monotonic", lambda: bell._silent_until + 1)
    assert bell.ring_now("candidates.sweep") is True
