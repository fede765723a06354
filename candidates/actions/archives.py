"""Archives of an upload: kept until a worker has taken each resume out of them, which then has a row of its own."""

import logging
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from candidates import extraction
from candidates.actions.jobs import require_open
from candidates.actions.resumes import TOO_WEAK, new_key, receive_resume
from candidates.actions.screenings import screening_allowed
from candidates.extraction import Unreadable
from candidates.models import Archive, Job
from candidates.queries.uploads import ARCHIVE
from candidates.validators import clean_path
from recruiting.errors import Conflict, Denied, Invalid
from recruiting.events import locks
from recruiting.events.bell import ring, ring_now
from recruiting.uploads import most_bytes
from recruiting.work.actions import append_item, append_waiting, finish_item
from recruiting.work.choices import ItemState
from recruiting.work.models import Bulk, BulkItem

logger = logging.getLogger(__name__)

UNPACK = "candidates.unpack"
LOCK_SECONDS = 60.0
PART = 25
GONE = Unreadable.because("not_found", "The archive is no longer in the storage. Upload it again.")


@transaction.atomic
def keep_archive(
    *,
    bulk: Bulk,
    job: Job | None,
    name: str,
    file: IO[bytes],
    found: extraction.Archive,
    item: BulkItem | None,
) -> BulkItem:
    """Keep an archive, write a row for itself and one for each file in it, and ring for who takes them out.

    item: its row, where it has one that waits. The caller has checked the right. Raises Conflict if the job takes
    nobody, or if this server can't read files safely.
    """
    if job is not None:
        require_open(job)
    if not screening_allowed():
        raise Conflict("sandbox_too_weak", TOO_WEAK)
    number = len(found.members)
    words = f"{number:,} files, a row each." if number > 1 else "1 file, with a row of its own."
    if found.left_out:
        words += f" Hidden files of the system were left out: {found.left_out:,}."
    done: dict[str, Any] = {"state": ItemState.DONE, "code": ARCHIVE, "message": words}
    if item is None:
        item = append_item(bulk=bulk, name=name, **done)
    elif not finish_item(item=item, before=item.before, **done):
        return item
    rows = append_waiting(bulk=bulk, rows=[(clean_path(member.name), {}) for member in found.members])
    key = default_storage.save(new_key(), File(file))
    try:
        archive = Archive.objects.create(item=item, file=key, first=rows[0].position, count=number)
    except BaseException:
        default_storage.delete(key)  # no row points at it
        raise
    ring(UNPACK, archive.pk)
    return item


def waiting_of(archive: Archive) -> QuerySet[BulkItem]:
    """The rows of files that are still in it."""
    positions = range(archive.first, archive.first + archive.count)
    rows = BulkItem.objects.filter(bulk=archive.item.bulk_id, state=ItemState.WAITING)
    return rows.filter(position__gte=positions.start, position__lt=positions.stop).order_by("position")


def work_on_archive(pk: int, *, most: int = PART) -> bool:
    """Take at most `most` files out of an archive. False: none is left in it, or somebody else does it.

    SandboxUnavailable: nothing can be read on this machine now; the sweep rings again.
    """
    if not locks.take(f"{UNPACK}.{pk}", LOCK_SECONDS):
        return False
    try:
        archive = Archive.objects.select_related("item__bulk__actor").filter(pk=pk).first()
        if archive is None:
            return False
        items = list(waiting_of(archive)[:most])
        if items:
            _take_out(archive, items)
        if waiting_of(archive).exists():
            return True
        _forget(archive)
        return False
    finally:
        locks.free(f"{UNPACK}.{pk}")


def sweep_archives() -> int:
    """Ring for archives that have files in them: their message may be lost, or their worker gone. Returns how many."""
    due = list(Archive.objects.order_by("pk").values_list("pk", flat=True)[:20])
    for pk in due:
        ring_now(UNPACK, pk)
    return len(due)


def _take_out(archive: Archive, items: list[BulkItem]) -> None:
    try:
        file = default_storage.open(str(archive.file))
    except FileNotFoundError:
        for item in items:
            _refuse(item, GONE.code, GONE.message)
        return
    with file:
        found = extraction.list_archive(file)
        if not isinstance(found, extraction.Archive) or len(found.members) != archive.count:
            raise extraction.SandboxUnavailable("An archive is read in another way than before.")
        for item in items:
            member = found.members[item.position - archive.first]
            content = extraction.read_member(file, member, max_bytes=most_bytes())
            if isinstance(content, Unreadable):
                _refuse(item, content.code, content.message)
            else:
                _receive(archive.item.bulk, item, content)


def _receive(bulk: Bulk, item: BulkItem, content: bytes) -> None:
    """One file, as add_file would take it. What can't be taken says why in its row and holds up no other."""
    try:
        with transaction.atomic():
            job = Job.objects.get(pk=bulk.job_id) if bulk.job_id else None
            received = receive_resume(data=content, name=item.name, by=bulk.actor, job=job)
            code = "duplicate" if received.known else ""
            finish_item(item=item, state=ItemState.DONE, code=code, target_id=received.resume.pk)
    except (Invalid, Conflict, Denied) as error:
        _refuse(item, error.code, error.message)
    except Exception:  # a fault of ours with one file must not hold up the others
        logger.exception("not taken out", extra={"object_id": item.pk})
        _refuse(item, "broke_off", "A fault of ours: upload this file by itself.")


def _refuse(item: BulkItem, code: str, message: str) -> None:
    finish_item(item=item, state=ItemState.FAILED, code=code[:40], message=message)


def _forget(archive: Archive) -> None:
    """The row first: a file without a row is lost room, a row without its file would be lost resumes."""
    name = str(archive.file)
    archive.delete()
    default_storage.delete(name)
