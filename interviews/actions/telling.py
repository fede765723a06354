"""The events of interviews: each names its loop and its application, by which a candidate's history finds it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from interviews.models import Loop
from recruiting.events.log import record


def tell(verb: str, row: Model, *, loop: Loop, by: Any, fields: Iterable[str] = (), **codes: Any) -> None:
    """Record what `by` did to `row`, which belongs to the loop. codes: what the event names besides."""
    named = {"loop": loop.pk, "application": loop.application_id, **codes}
    record(verb, row, by=by, job=loop.application.job_id, fields=fields, codes=named)
