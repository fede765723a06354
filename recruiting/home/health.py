"""Whether the parts of an installation work: what /readyz shows."""

import logging
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from candidates.extraction import ocr_languages, sandbox_layers, sandbox_level
from recruiting.work.models import Heartbeat

logger = logging.getLogger(__name__)
QUEUE = "queue"
LATE_AFTER = timedelta(seconds=60)  # beat rings every 20 s


def beat_heart() -> None:
    """Note that a worker does its work."""
    Heartbeat.objects.update_or_create(name=QUEUE, defaults={"at": timezone.now()})


def report() -> tuple[bool, dict[str, Any]]:
    """Whether all is well, and each part: "ok" or what is wrong with it. The sandbox's level is shown and
    decides nothing: a weak one refuses uploads, the rest of the product works. ocr: the languages that scanned pages
    are read in on this machine, none without tesseract."""
    parts = {name: check(name) for name in CHECKS}
    ready = all(answer == "ok" for answer in parts.values())
    return ready, {
        "ready": ready,
        **parts,
        "sandbox_level": sandbox_level(),
        "sandbox": sandbox_layers(),
        "ocr": ocr_languages(),
    }


def check(name: str) -> str:
    """What one of CHECKS says: "ok" or what is wrong."""
    try:
        return CHECKS[name]()
    except (DatabaseError, OSError) as error:
        logger.warning("not ready", extra={"code": name, "reason": type(error).__name__})
        return "fails"


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return "ok"


def _queue() -> str:
    last = Heartbeat.objects.filter(name=QUEUE).values_list("at", flat=True).first()
    if last is None:
        return "no worker has answered yet"
    return "ok" if timezone.now() - last <= LATE_AFTER else "no worker answers"


def _storage() -> str:
    folder = Path(settings.STORAGES["default"]["OPTIONS"]["location"])
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"1")
        file.flush()
    return "ok"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    return "not applied" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else "ok"


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "migrations": _migrations,
    "queue": _queue,
    "storage": _storage,
}
