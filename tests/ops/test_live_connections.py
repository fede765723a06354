"""The suite runs on what it says it runs on: CI sets EXPECT_DATABASE and EXPECT_QUEUE."""

import os

import pytest
from django.db import connection

from recruiting.celery import app

DATABASE = os.environ.get("EXPECT_DATABASE") or (
    "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"
)
QUEUE = os.environ.get("EXPECT_QUEUE") or ("redis" if os.environ.get("REDIS_URL") else "filesystem")
VERSION = {"sqlite": "SELECT sqlite_version()", "postgresql": "SHOW server_version"}


@pytest.mark.django_db
def test_the_database_that_answers_is_the_expected_one():
    with connection.cursor() as cursor:
        cursor.execute(VERSION[DATABASE])
        (version,) = cursor.fetchone()
    assert connection.vendor == DATABASE
    assert int(version.split(".")[0]) >= 3


def test_the_queue_that_takes_messages_is_the_expected_one():
    with app.connection_for_write() as link:
        link.ensure_connection(max_retries=0, timeout=5)
        queue = link.SimpleQueue("tests.live")
        queue.put({"id": 1})
        message = queue.get(timeout=10)
        message.ack()
        queue.close()
        assert link.transport.driver_type == QUEUE
        assert message.payload == {"id": 1}


def test_tasks_are_never_run_in_place_of_the_queue():
    assert app.conf.task_always_eager is False
