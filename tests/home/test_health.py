"""What monitors and load balancers see."""

import json
import socket
import threading
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from recruiting.accounts.models import RateWindow
from recruiting.home import health, tasks
from recruiting.work.models import Heartbeat
from tests.installation import free_port


def test_the_process_answers_without_a_database():
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ok\n", "no-store")
    assert Client().get("/healthz/").status_code == 200
    assert Client().post("/healthz").status_code == 405


@pytest.mark.django_db
def test_ready_once_a_worker_has_answered():
    before = Client().get("/readyz")
    assert (before.status_code, before.json()["queue"]) == (503, "no worker has answered yet")
    tasks.heartbeat()
    after = Client().get("/readyz")
    body = after.json()
    assert after.status_code == 200
    assert {name: body[name] for name in ("ready", "database", "migrations", "queue", "storage")} == {
        "ready": True, "database": "ok", "migrations": "ok", "queue": "ok", "storage": "ok",
    }  # fmt: skip
    assert body["sandbox_level"] >= 1
    assert body["sandbox"][0] == "limits"
    assert "eng" in body["ocr"]


@pytest.mark.django_db
def test_a_worker_that_went_silent():
    tasks.heartbeat()
    Heartbeat.objects.update(at=timezone.now() - timedelta(seconds=61))
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["queue"]) == (503, "no worker answers")


@pytest.mark.django_db
@pytest.mark.parametrize("error", [DatabaseError("secret text"), OSError("secret text")])
def test_a_part_that_fails_is_named_and_its_error_is_not(monkeypatch, error):
    def fail():
        raise error

    health.beat_heart()
    monkeypatch.setitem(health.CHECKS, "database", fail)
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, "fails")
    assert "secret" not in json.dumps(answer.json())


@pytest.mark.django_db
def test_a_storage_that_can_t_be_written(settings):
    health.beat_heart()
    settings.STORAGES = {"default": {"OPTIONS": {"location": "/proc/nowhere"}}}
    assert Client().get("/readyz").json()["storage"] == "fails"


@pytest.mark.django_db
def test_migrations_to_come():
    health.beat_heart()
    MigrationRecorder.Migration.objects.filter(app="candidates").latest("pk").delete()
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["migrations"]) == (503, "not applied")


@pytest.mark.django_db
def test_a_weak_sandbox_is_shown_and_stays_ready(monkeypatch):
    health.beat_heart()
    monkeypatch.setattr(health, "sandbox_level", lambda: 1)
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["sandbox_level"]) == (200, 1)


@pytest.mark.django_db
def test_the_heartbeat_forgets_old_tries_once_an_hour():
    for name in ("a", "b"):
        RateWindow.objects.create(
            scope=name, key_hash=name, started_at=timezone.now() - timedelta(days=2), count=1
        )
        tasks.heartbeat()
    assert [row.scope for row in RateWindow.objects.all()] == ["b"]


@pytest.mark.django_db
def test_the_health_check_of_the_queue():
    with pytest.raises(CommandError, match="queue: no worker has answered yet"):
        call_command("alive", "queue")
    health.beat_heart()
    out = StringIO()
    call_command("alive", "queue", stdout=out)
    assert out.getvalue() == "queue: ok\n"
    Heartbeat.objects.update(at=timezone.now() - timedelta(seconds=61))
    with pytest.raises(CommandError, match="queue: no worker answers"):
        call_command("alive", "queue")


def test_the_health_check_of_the_web(live_server, settings):
    settings.PORT = live_server.thread.port
    out = StringIO()
    call_command("alive", "web", stdout=out)
    assert out.getvalue() == "web: ok\n"


def test_the_health_check_of_a_web_process_that_is_gone(settings):
    settings.PORT = free_port()
    with pytest.raises(CommandError, match="web: does not answer"):
        call_command("alive", "web")


def test_the_health_check_where_something_else_took_the_port(settings):
    with socket.create_server(("127.0.0.1", 0)) as other:
        settings.PORT = other.getsockname()[1]

        def greet() -> None:
            link, _ = other.accept()
            with link:
                link.recv(4096)
                link.sendall(b"220 mail.example.org ready\r\n")

        thread = threading.Thread(target=greet)
        thread.start()
        with pytest.raises(CommandError, match=r"web: does not answer \(BadStatusLine\)"):
            call_command("alive", "web")
        thread.join()
