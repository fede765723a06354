"""Uploads of many files: a Bulk with one item a file, whatever became of it."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from candidates.actions.resumes import receive_resume, too_large_words
from candidates.models import Job
from candidates.queries.uploads import KIND
from candidates.validators import clean_file_name
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Invalid
from recruiting.events import names
from recruiting.events.log import record
from recruiting.work.choices import BulkState, ItemState
from recruiting.work.models import Bulk, BulkItem


@transaction.atomic
def start_upload(*, by: Any, job: Job | None, key: str) -> Bulk:
    """The upload that a page calls `key` (64 characters at most), made at its first file; without a key a new one.

    Raises Denied, Conflict if the key is that of other work, such as an upload to another job.
    """
    require(by, "candidates.upload_resume", job)
    values = {
        "kind": KIND,
        "job_id": job.pk if job else None,
        "state": BulkState.DONE,  # nothing runs here: the screenings are the work, and have their own rows
        "finished_at": timezone.now(),
    }
    if key:
        bulk, created = Bulk.objects.get_or_create(actor=by, client_key=key, defaults=values)
        if (bulk.kind, bulk.job_id) != (KIND, values["job_id"]):
            raise Conflict(
                "key_taken", "This page is out of date. Load it again, then choose the files again."
            )
        if not created:
            return bulk
    else:
        bulk = Bulk.objects.create(actor=by, **values)
    record(names.BULK_STARTED, bulk, by=by, job=bulk.job_id, codes={"kind": KIND})
    return bulk


def add_file(
    *, bulk: Bulk, by: Any, job: Job | None, name: str, read: Callable[[], bytes] | None
) -> BulkItem:
    """Take one file of an upload and write its row, also if the file can't be taken: the rest go on.

    read: gives the bytes, or None for a file that was cut off because it was too large.
    Raises Denied; a refused file is a row with the reason, not an error.
    """
    require(by, "candidates.upload_resume", job)
    try:
        if read is None:
            raise Invalid("file", "too_large", too_large_words())
        received = receive_resume(data=read(), name=name, by=by, job=job)
    except (Invalid, Conflict) as error:
        return _item(bulk, name, state=ItemState.FAILED, code=error.code, message=error.message)
    code = "duplicate" if received.known else ""
    return _item(bulk, name, state=ItemState.DONE, code=code, target_id=received.resume.pk)


@transaction.atomic
def _item(bulk: Bulk, name: str, **values: Any) -> BulkItem:
    """Append a row; counting the total up first gives each of several requests at once its own position."""
    Bulk.objects.filter(pk=bulk.pk).update(total=F("total") + 1)
    position = Bulk.objects.values_list("total", flat=True).get(pk=bulk.pk)
    return BulkItem.objects.create(bulk=bulk, position=position, name=clean_file_name(name), **values)
