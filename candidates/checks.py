"""What an operator should know of this machine before people upload files to it: `manage.py check --deploy`."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError, connection

from candidates.extraction import sandbox_layers, sandbox_level
from candidates.extraction.limits import LEAST_LEVEL
from candidates.finding.engines import engine
from candidates.models import SearchWord


@register(Tags.security, deploy=True)
def files_are_read_shut_in(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A hostile file may take over the process that reads it: what it could do then depends on this machine."""
    level = sandbox_level()
    if level >= LEAST_LEVEL:
        return []
    reached = ", ".join(sandbox_layers()) or "nothing"
    effect = "Uploads are taken all the same." if settings.ALLOW_WEAK_SANDBOX else "Uploads are refused."
    return [
        Warning(
            f"The sandbox for reading files is at level {level} ({reached}). {effect}",
            hint="Use Linux 5.13 or newer with Landlock on, or start the worker as root.",
            id="greenflag.W001",
        )
    ]


@register(Tags.database)
def misspelt_names_are_found(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """PostgreSQL's pg_trgm may be missing from the server, or not be ours to create: search then takes words as typed."""
    if not databases:
        return []
    try:
        tables = connection.introspection.table_names()
        if SearchWord._meta.db_table not in tables or engine().tolerates_typos:
            return []  # a new database is about to get it
    except DatabaseError:
        return []  # readiness says that the database is away
    return [
        Warning(
            "PostgreSQL's extension pg_trgm is not there: search finds no misspelt names.",
            hint="CREATE EXTENSION pg_trgm as a superuser in this database, then run manage.py search_index.",
            id="greenflag.W002",
        )
    ]
