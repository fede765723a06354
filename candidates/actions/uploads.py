"""Uploads of many files: a Bulk with one item a file, whatever became of it."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import IO, Any

from django.db import transaction

from candidates import extraction
from candidates.actions.archives import keep_archive
from candidates.actions.resumes import receive_resume, too_large_words
from candidates.extraction import Unreadable
from candidates.models import Job
from candidates.queries.uploads import EXPECTED, KIND
from candidates.validators import clean_file_name
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Invalid
from recruiting.uploads import most_archive_bytes, most_bytes
from recruiting.work.actions import append_item, append_waiting, finish_item, open_bulk
from recruiting.work.choices import ItemState
from recruiting.work.models import Bulk, BulkItem

MOST_EXPECTED = 2_000


@transaction.atomic
def start_upload(*, by: Any, job: Job | None, key: str) -> Bulk:
    """The upload that a page calls `key` (64 characters at most), made at its first file; without a key a new one.

    Raises Denied, Conflict if the key is that of other work, such as an upload to another job.
    """
    require(by, "candidates.upload_resume", job)
    return open_bulk(kind=KIND, by=by, job=job.pk if job else None, client_key=key)


@transaction.atomic
def expect_files(
    *, bulk: Bulk, by: Any, job: Job | None, files: Sequence[tuple[str, int]], again: bool = False
) -> list[BulkItem]:
    """The rows of files, (name, bytes) of each, that are about to be sent: what never arrives is told as missing.

    again: files of the same name and size that the upload knows already keep their row, wherever they stand now.
    Raises Denied, Invalid for more than MOST_EXPECTED.
    """
    require(by, "candidates.upload_resume", job)
    if len(files) > MOST_EXPECTED:
        raise Invalid("expects", "too_many", f"At most {MOST_EXPECTED:,} files at a time: choose fewer.")
    named = [(clean_file_name(name), size) for name, size in files]
    known: dict[tuple[str, int], list[BulkItem]] = defaultdict(list)
    if again:
        for item in bulk.items.exclude(before={}).order_by("-position"):
            known[item.name, item.before["size"]].append(item)
    found = [known[file].pop() if known[file] else None for file in named]
    new = [file for file, item in zip(named, found, strict=True) if item is None]
    made = iter(append_waiting(bulk=bulk, rows=[(name, {"size": size}) for name, size in new], code=EXPECTED))
    return [item or _judged(next(made)) for item in found]


def _judged(item: BulkItem) -> BulkItem:
    """A file that is too large needs no sending."""
    most = most_archive_bytes() if item.name.lower().endswith(".zip") else most_bytes()
    if item.before["size"] > most:
        _settle(item.bulk, item.name, item, state=ItemState.FAILED, **_reason(_too_large()))
    return item


def add_upload(
    *, bulk: Bulk, by: Any, job: Job | None, name: str, file: IO[bytes], item: BulkItem | None = None
) -> BulkItem:
    """Take what came as one file of an upload: a resume, or a ZIP file of resumes, each of which has a row of its own.

    item: the row of expect_files that waits for it. Raises Denied; a refused file is a row with the reason, not an error.
    """
    require(by, "candidates.upload_resume", job)
    row_name = clean_file_name(name)
    try:
        found = extraction.list_archive(file)
    except extraction.SandboxUnavailable:
        found = None  # no file at all is taken then
    file.seek(0)
    if found is None:
        return add_file(bulk=bulk, by=by, job=job, name=name, read=file.read, item=item)
    try:
        if isinstance(found, Unreadable):
            raise Invalid("file", found.code, found.message)
        return keep_archive(bulk=bulk, job=job, name=row_name, file=file, found=found, item=item)
    except (Invalid, Conflict) as error:
        return _settle(bulk, row_name, item, state=ItemState.FAILED, **_reason(error))


def add_file(
    *,
    bulk: Bulk,
    by: Any,
    job: Job | None,
    name: str,
    read: Callable[[], bytes] | None,
    item: BulkItem | None = None,
) -> BulkItem:
    """Take one resume of an upload and write its row, also if it can't be taken: the rest go on.

    read: gives the bytes, or None for a file that was cut off because it was too large. item: as in add_upload.
    Raises Denied; a refused file is a row with the reason, not an error.
    """
    require(by, "candidates.upload_resume", job)
    row_name = clean_file_name(name)
    try:
        if read is None:
            raise _too_large()
        received = receive_resume(data=read(), name=name, by=by, job=job)
    except (Invalid, Conflict) as error:
        return _settle(bulk, row_name, item, state=ItemState.FAILED, **_reason(error))
    code = "duplicate" if received.known else ""
    return _settle(bulk, row_name, item, state=ItemState.DONE, code=code, target_id=received.resume.pk)


def _too_large() -> Invalid:
    return Invalid("file", "too_large", too_large_words())


def _reason(error: Invalid | Conflict) -> dict[str, str]:
    return {"code": error.code, "message": error.message}


def _settle(bulk: Bulk, name: str, item: BulkItem | None, **outcome: Any) -> BulkItem:
    """What became of a file: in its row if that waits; a file that came twice keeps its first outcome."""
    if item is None:
        return append_item(bulk=bulk, name=name, **outcome)
    if not finish_item(item=item, before=item.before, **outcome):
        item.refresh_from_db()
    return item
