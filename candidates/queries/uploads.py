"""Reading uploads: one row a file, with where its screening stands."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from candidates.choices import FINAL_STATES, ScreeningState
from candidates.models import Application, Archive, Candidate, Job, Resume, Screening
from candidates.queries.identity import is_unread_and_blind, veil
from recruiting.work.choices import ItemState
from recruiting.work.models import Bulk, BulkItem

KIND = "candidates.upload"
ARCHIVE = "archive"
"""The code of the row of a ZIP file: the files in it have rows of their own."""

EXPECTED = "expected"
"""The code of the row of a file that a page wants to send."""

PER_PAGE = 200
OPEN_STATES = (ScreeningState.QUEUED, ScreeningState.RUNNING)
NEEDING = (ScreeningState.UNREADABLE, ScreeningState.FAILED)

QUEUED, DONE, WAITING = ScreeningState.QUEUED, ScreeningState.DONE, "waiting"

WORDS = {
    ScreeningState.QUEUED: "Queued",
    ScreeningState.RUNNING: "Reading",
    ScreeningState.DONE: "Screened",
    ScreeningState.UNREADABLE: "Needs you",
    ScreeningState.FAILED: "Needs you",
    ScreeningState.CANCELLED: "Cancelled",
}


@dataclass(frozen=True)
class UploadRow:
    """One file of an upload. state: a ScreeningState, or "waiting" for a file that has not arrived; refused: no file
    was kept, only this row."""

    item: BulkItem
    state: str
    words: str
    message: str
    resume: Resume | None
    screening: Screening | None
    application: Application | None
    candidate: Candidate | None
    duplicate: bool

    @property
    def final(self) -> bool:
        return self.state in FINAL_STATES

    @property
    def refused(self) -> bool:
        return self.item.state == ItemState.FAILED

    @property
    def page(self) -> int:
        """The page of the upload on which this row stands."""
        return (self.item.position - 1) // PER_PAGE + 1

    @property
    def may_retry(self) -> bool:
        return self.screening is not None and not self.refused and self.screening.retry_helps

    @property
    def wants_another(self) -> bool:
        """Whether only another file can help: refused, or kept and unreadable for good."""
        return bool(self.item.code) if self.refused else self.needs_you and not self.may_retry

    @property
    def lacks_name(self) -> bool:
        """Whether nobody could be told from what was read: somebody who knows whose it is says so."""
        person = self.candidate
        return self.state == DONE and person is not None and person.veiled is None and not person.name

    @property
    def is_archive(self) -> bool:
        return self.item.code == ARCHIVE

    @property
    def needs_you(self) -> bool:
        return self.state in NEEDING


def read_rows(user: Any, items: list[BulkItem]) -> list[UploadRow]:
    """The rows of these upload items, in a fixed number of queries."""
    ids = [item.target_id for item in items if item.target_id]
    archives = [item.pk for item in items if item.code == ARCHIVE]
    packed = set(Archive.objects.filter(item__in=archives).values_list("item", flat=True)) if archives else ()
    resumes = {
        row.pk: row
        for row in Resume.objects.visible_to(user).filter(pk__in=ids).select_related("candidate", "job")
    }
    hidden = veil(user, resumes.values())
    blind = _is_blind_to(user, items)
    for item in items:
        resume = resumes.get(item.target_id)
        if resume and (resume.candidate_id in hidden or is_unread_and_blind(user, resume)):
            item.name = resume.file_name
        elif resume is None and blind:
            item.name = f"File {item.position}"
    latest: dict[int, Screening] = {}
    for screening in Screening.objects.filter(resume__in=resumes).defer("report").order_by("pk"):
        latest[screening.resume_id] = screening
    applications = {
        row.resume_id: row
        for row in Application.objects.visible_to(user).filter(resume__in=resumes).order_by("pk")
    }
    return [
        _row(item, resumes[item.target_id], latest, applications)
        if item.target_id in resumes
        else _row_without_file(item, unpacking=item.pk in packed)
        for item in items
    ]


def _is_blind_to(user: Any, items: Sequence[BulkItem]) -> bool:
    """Whether these files of one upload came to a job that hides who its people are, from somebody else."""
    if not items or items[0].bulk.actor_id == user.pk:
        return False
    return Job.objects.filter(pk=items[0].bulk.job_id).exclude(blind_until=None).exists()


def _row_without_file(item: BulkItem, *, unpacking: bool) -> UploadRow:
    """A file that is refused, was deleted, or is not here yet, or an archive."""
    message = item.message
    if item.state == ItemState.WAITING:
        state, words = (WAITING, "Not here yet") if item.code == EXPECTED else (QUEUED, "In the archive")
    elif item.code == ARCHIVE:
        state, words = (ScreeningState.RUNNING, "Being unpacked") if unpacking else (DONE, "Unpacked")
    elif item.target_id is not None:
        state, message = ScreeningState.CANCELLED, "This upload was deleted."
        words = WORDS[state]
    else:
        state = ScreeningState.UNREADABLE
        words = WORDS[state]
    return UploadRow(item, state, words, message, None, None, None, None, False)


def _row(
    item: BulkItem, resume: Resume, latest: dict[int, Screening], applications: dict[int, Application]
) -> UploadRow:
    screening = latest.get(resume.pk)
    state = screening.state if screening else ScreeningState.QUEUED
    return UploadRow(
        item=item,
        state=state,
        words=screening.shown_state if screening and screening.waits_for_ocr else WORDS[state],
        message=screening.message if screening else "",
        resume=resume,
        screening=screening,
        application=applications.get(resume.pk),
        candidate=resume.candidate,
        duplicate=item.code == "duplicate",
    )


def only_needing(items: QuerySet[BulkItem]) -> QuerySet[BulkItem]:
    """Those of an upload's rows that need a person."""
    present = Screening.objects.filter(resume=OuterRef("target_id"), resume__deleted_at=None)
    newest = present.order_by("-pk").values("state")[:1]
    rows = items.annotate(newest=Subquery(newest))
    return rows.filter(Q(state=ItemState.FAILED) | Q(newest__in=NEEDING))


def page_address(bulk: Bulk) -> str:
    """The address of an upload's own page."""
    return reverse("candidates:upload-detail", args=[bulk.pk])


def count_rows(uploads: QuerySet[Bulk]) -> int:
    """How many files these uploads are of: a row of the CSV file each."""
    return BulkItem.objects.filter(bulk__in=uploads.order_by().values("pk")).count()


def list_uploads(user: Any) -> QuerySet[Bulk]:
    """A person's own uploads, newest first; an admin's list holds no one else's either.

    Each with what a row says: `first_name` of its files and how many `others`, `job_title` ("" for none, or for one that the user sees no
    more), `reading`, `missing` and `need_you`: how many of its files are still to be read, never arrived, and wait for a
    person.
    """
    items = BulkItem.objects.filter(bulk=OuterRef("pk"))
    jobs = Job.objects.visible_to(user).filter(pk=OuterRef("job_id"))
    refused = items.filter(state=ItemState.FAILED)
    waiting = items.filter(state=ItemState.WAITING)
    return (
        Bulk.objects.filter(actor=user, kind=KIND)
        .annotate(
            first_name=Coalesce(Subquery(items.order_by("position").values("name")[:1]), Value("")),
            job_title=Coalesce(Subquery(jobs.values("title")[:1]), Value("")),
            others=F("total") - 1,
            reading=_how_many(_files_in(*OPEN_STATES)) + _how_many(waiting.exclude(code=EXPECTED)),
            missing=_how_many(waiting.filter(code=EXPECTED)),
            need_you=_how_many(_files_in(*NEEDING)) + _how_many(refused),
        )
        .order_by("-pk")
    )


def hide_file_names(user: Any, uploads: Iterable[Bulk]) -> None:
    """Of a page of list_uploads the first file's name, where the reader may not know whose it is."""
    shown = {bulk.pk: bulk for bulk in uploads}
    firsts = BulkItem.objects.filter(bulk__in=shown, position=1).values_list("bulk", "target_id")
    of_resume = {target: bulk for bulk, target in firsts if target}
    resumes = list(Resume.objects.filter(pk__in=of_resume).select_related("job"))
    hidden = veil(user, resumes)
    for resume in resumes:
        if resume.candidate_id in hidden:
            shown[of_resume[resume.pk]].first_name = resume.file_name


def _files_in(*states: str) -> QuerySet[Resume]:
    """The kept files of the outer query's upload whose newest screening is in one of the states."""
    newest = Screening.objects.filter(resume=OuterRef("pk")).order_by("-pk").values("state")[:1]
    targets = BulkItem.objects.filter(bulk=OuterRef(OuterRef("pk"))).values("target_id")
    rows = Resume.objects.present().annotate(newest=Subquery(newest))
    return rows.filter(pk__in=targets, newest__in=states)


def _how_many(rows: QuerySet[Any]) -> Coalesce:
    one = rows.order_by().annotate(all=Value(1)).values("all")
    return Coalesce(Subquery(one.annotate(n=Count("pk")).values("n")), 0)


@dataclass(frozen=True)
class UploadCount:
    """How many files an upload has, how many of them are final, never arrived, and need a person."""

    total: int
    final: int
    missing: int
    need_you: int

    @property
    def running(self) -> bool:
        """Whether any file is still to be read."""
        return self.final + self.missing < self.total


def count_files(bulk: Bulk) -> UploadCount:
    """Where the files of a whole upload stand, in one query."""
    newest = Screening.objects.filter(resume=OuterRef("target_id")).order_by("-pk").values("state")[:1]
    unpacking = Archive.objects.filter(item=OuterRef("pk"))
    rows = bulk.items.annotate(newest=Subquery(newest), unpacking=Exists(unpacking)).order_by()
    found: Counter[str] = Counter()
    for row in rows.values("state", "code", "newest", "unpacking").annotate(n=Count("pk")):
        waits = row["state"] == ItemState.WAITING
        missing = waits and row["code"] == EXPECTED
        going_on = waits or row["unpacking"] or row["newest"] in OPEN_STATES
        need_you = row["state"] == ItemState.FAILED or row["newest"] in NEEDING
        found["total"] += row["n"]
        found["final"] += 0 if going_on else row["n"]
        found["missing"] += row["n"] if missing else 0
        found["need_you"] += row["n"] if need_you else 0
    return UploadCount(found["total"], found["final"], found["missing"], found["need_you"])


def count_reading(user: Any) -> int:
    """How many of the files that this person added are still to be read. Asked once a request."""
    if not hasattr(user, "_files_being_read"):
        rows = Screening.objects.filter(resume__uploaded_by=user, resume__deleted_at=None)
        user._files_being_read = rows.filter(state__in=OPEN_STATES).count()
    return user._files_being_read


def is_reading(user: Any) -> bool:
    """Whether a file that this person added is still to be read."""
    return count_reading(user) > 0
