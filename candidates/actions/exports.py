"""Taking lists of people out of the product."""

from typing import Any

from django.db import transaction

from candidates.models import Job
from recruiting.accounts.models import Organisation
from recruiting.events import names
from recruiting.events.log import record


@transaction.atomic
def record_export(*, by: Any, what: str, rows: int, job: Job | None = None) -> None:
    """Write down that somebody took a list of people as a file. The caller has found the rows by visible_to(by).

    what: "people", "applications", "search" or "uploads".
    """
    codes = {"list": what, "rows": rows}
    record(names.PEOPLE_EXPORTED, Organisation(pk=1), by=by, job=job.pk if job else None, codes=codes)
