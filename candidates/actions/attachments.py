"""What may be done with files beside the resume: a portfolio, a letter."""

import hashlib
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from candidates.actions.resumes import check_size, new_key
from candidates.models import Attachment, Candidate
from candidates.validators import clean_file_name
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Invalid
from recruiting.events import names
from recruiting.events.log import record

MOST = 50
"""Files beside one person's resume."""


def add_attachment(*, candidate: Candidate, by: Any, data: bytes, name: str) -> Attachment:
    """Keep a file with a person. It is never read, run or shown here, only given back as it came.

    Raises Denied, Invalid for an empty file, one that is too large, or one too many, Conflict for one that they have.
    """
    require(by, "candidates.add_attachment", candidate)
    check_size(len(data))
    if not data:
        raise Invalid("file", "empty", "The file is empty. Choose another one.")
    stored = default_storage.save(new_key(), ContentFile(data))
    try:
        with transaction.atomic():
            return _register(candidate, by, data, name, stored)
    except BaseException:
        default_storage.delete(stored)  # no row points at it
        raise


def _register(candidate: Candidate, by: Any, data: bytes, name: str, stored: str) -> Attachment:
    digest = hashlib.sha256(data).hexdigest()
    present = Attachment.objects.filter(candidate=candidate, deleted_at=None)
    if present.filter(sha256=digest).exists():
        raise Conflict("known", f"{candidate.shown_name} has this very file already.")
    if present.count() >= MOST:
        raise Invalid("file", "too_many", f"A person has at most {MOST} files. Delete one first.")
    row = Attachment.objects.create(
        candidate=candidate,
        file=stored,
        file_name=clean_file_name(name),
        size=len(data),
        sha256=digest,
        uploaded_by=by,
    )
    record(names.ATTACHMENT_ADDED, row, by=by, codes={"candidate": candidate.pk})
    return row


@transaction.atomic
def record_attachment_download(*, attachment: Attachment, by: Any) -> None:
    """Write down that somebody took the file. The caller has found it by visible_to(by)."""
    record(names.ATTACHMENT_DOWNLOADED, attachment, by=by, codes={"candidate": attachment.candidate_id})


@transaction.atomic
def delete_attachment(*, attachment: Attachment, by: Any, now: datetime | None = None) -> None:
    """Take a file away; restore_attachment brings it back. Raises Denied, Conflict if it is gone."""
    require(by, "candidates.delete_attachment", attachment)
    rows = Attachment.objects.filter(pk=attachment.pk, deleted_at=None)
    if not rows.update(deleted_at=now or timezone.now()):
        raise Conflict("gone", "This file was deleted already.")
    record(names.ATTACHMENT_DELETED, attachment, by=by, codes={"candidate": attachment.candidate_id})


@transaction.atomic
def restore_attachment(*, attachment: Attachment, by: Any) -> None:
    """Undo delete_attachment. Raises Denied, Conflict if it is there."""
    require(by, "candidates.delete_attachment", attachment)
    if not Attachment.objects.filter(pk=attachment.pk).exclude(deleted_at=None).update(deleted_at=None):
        raise Conflict("present", "This file is there.")
    record(names.ATTACHMENT_RESTORED, attachment, by=by, codes={"candidate": attachment.candidate_id})
