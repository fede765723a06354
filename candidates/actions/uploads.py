"""Uploads of many files: a Bulk with one item a file, whatever became of it."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from candidates.actions.resumes import receive_resume, too_large_words
from candidates.models import Job
from candidates.queries.uploads import KIND
from candidates.validators import clean_file_name
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Invalid
from recruiting.work.actions import append_item, open_bulk
from recruiting.work.choices import ItemState
from recruiting.work.models import Bulk, BulkItem


@transaction.atomic
def start_upload(*, by: Any, job: Job | None, key: str) -> Bulk:
    """The upload that a page calls `key` (64 characters at most), made at its first file; without a key a new one.

    Raises Denied, Conflict if the key is that of other work, such as an upload to another job.
    """
    require(by, "candidates.upload_resume", job)
    return open_bulk(kind=KIND, by=by, job=job.pk if job else None, client_key=key)


def add_file(
    *, bulk: Bulk, by: Any, job: Job | None, name: str, read: Callable[[], bytes] | None
) -> BulkItem:
    """Take one file of an upload and write its row, also if the file can't be taken: the rest go on.

    read: gives the bytes, or None for a file that was cut off because it was too large.
    Raises Denied; a refused file is a row with the reason, not an error.
    """
    require(by, "candidates.upload_resume", job)
    row_name = clean_file_name(name)
    try:
        if read is None:
            raise Invalid("file", "too_large", too_large_words())
        received = receive_resume(data=read(), name=name, by=by, job=job)
    except (Invalid, Conflict) as error:
        return append_item(
            bulk=bulk, name=row_name, state=ItemState.FAILED, code=error.code, message=error.message
        )
    code = "duplicate" if received.known else ""
    return append_item(
        bulk=bulk, name=row_name, state=ItemState.DONE, code=code, target_id=received.resume.pk
    )
