"""A real Celery worker on the test database, its files and its folder of messages."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from tests.installation import ROOT, kill_group


def database_url() -> str:
    """The address of the database that this test uses."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    return f"postgres://{quote(values['USER'])}@{values['HOST']}:{values['PORT'] or 5432}/{values['NAME']}"


@contextmanager
def running_worker(*, sweeps: bool = False) -> Iterator[None]:
    """Messages and rows of this test are worked on until the end of the block; sweeps: those that nobody rang for too,
    as of more files than have a message each."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "recruiting.settings",
        "DATA": str(settings.DATA),
        "DATABASE_URL": database_url(),
        "REDIS_URL": settings.REDIS_URL,
        "ALLOW_WEAK_SANDBOX": "1",
        "LOG_LEVEL": "ERROR",
    }
    words = [sys.executable, "-m", "celery", "-A", "recruiting", "worker", "--concurrency", "1"]
    words += ["--beat"] if sweeps else []
    with (Path(settings.DATA) / "worker.log").open("ab") as log:
        process = subprocess.Popen(
            words, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield
    finally:
        kill_group(process)
