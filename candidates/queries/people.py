"""Reading candidates, their applications and resumes."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from candidates.choices import ContactKind, Verdict
from candidates.models import (
    Application,
    Attachment,
    Candidate,
    Contact,
    FlagResult,
    FlagReview,
    Mention,
    Note,
    Referral,
    Resume,
    ResumeDocument,
    Screening,
    Tag,
)
from candidates.queries.sourcing import list_referrals
from rubrics.models import Probe, Question


def list_candidates(user: Any, *, search: str = "") -> QuerySet[Candidate]:
    """People that a user sees, newest first; search: part of a name or of an e-mail address."""
    people = Candidate.objects.visible_to(user)
    if search:
        key = search.strip().casefold()
        by_mail = Contact.objects.filter(kind=ContactKind.EMAIL, value_key__contains=key).values("candidate")
        people = people.filter(Q(name__icontains=search.strip()) | Q(pk__in=by_mail))
    visible = Application.objects.visible_to(user).select_related("job", "stage").order_by("-pk")
    return people.prefetch_related(Prefetch("applications", queryset=visible, to_attr="shown")).order_by(
        "-pk"
    )


def find_application(user: Any, pk: int) -> QuerySet[Application]:
    """One application with what its page shows, as a queryset for get_object_or_404."""
    rows = Application.objects.visible_to(user).filter(pk=pk)
    return rows.select_related(
        "candidate", "job__level", "stage", "owner", "source", "reason", "resume", "screening__revision"
    ).defer("screening__revision__document")


@dataclass(frozen=True)
class Person:
    """What the candidate page shows beside the application it was opened for. tag_names: further tags to choose from."""

    contacts: list[Contact]
    tags: list[Tag]
    tag_names: list[str]
    notes: list[Note]
    resumes: list[Resume]
    attachments: list[Attachment]
    others: list[Application]
    duplicates: list[Candidate]
    referrals: list[Referral]


def read_person(user: Any, candidate: Candidate, *, application: Application | None = None) -> Person:
    """Contacts, notes, resumes, other applications and likely duplicates, as far as the user sees them."""
    contacts = list(candidate.contacts.order_by("corrected", "position", "pk"))
    others = Application.objects.visible_to(user).filter(candidate=candidate)
    if application is not None:
        others = others.exclude(pk=application.pk)
    tags = _tags(user, candidate)
    return Person(
        contacts=contacts,
        tags=[tag for tag in tags if tag.given],
        tag_names=[tag.name for tag in tags if not tag.given],
        notes=list(
            Note.objects.visible_to(user)
            .filter(candidate=candidate)
            .select_related("author")
            .prefetch_related(Prefetch("mentions", queryset=Mention.objects.select_related("user")))
            .order_by("-pk")[:100]
        ),
        resumes=list(Resume.objects.visible_to(user).filter(candidate=candidate).order_by("-pk")[:20]),
        attachments=list(
            Attachment.objects.visible_to(user)
            .filter(candidate=candidate)
            .select_related("uploaded_by")
            .order_by("-pk")
        ),
        others=list(others.select_related("job", "stage").order_by("-pk")[:20]),
        duplicates=find_duplicates(user, candidate, contacts),
        referrals=list_referrals(user, candidate),
    )


def _tags(user: Any, candidate: Candidate, *, most: int = 200) -> list[Tag]:
    """Tags, those that the person has first: `given`."""
    has = Candidate.tags.through.objects.filter(candidate=candidate, tag=OuterRef("pk"))
    rows = Tag.objects.visible_to(user).annotate(given=Exists(has))
    return list(rows.order_by("-given", "name_key")[:most])


def tag_names(user: Any, *, most: int = 200) -> list[str]:
    """Tags to choose from."""
    return list(Tag.objects.visible_to(user).order_by("name_key").values_list("name", flat=True)[:most])


def find_duplicates(user: Any, candidate: Candidate, contacts: list[Contact]) -> list[Candidate]:
    """Other visible people with one of these e-mail addresses: proposed, never merged unasked."""
    mails = [contact for contact in contacts if contact.kind == ContactKind.EMAIL]
    keys = [contact.value_key for contact in mails if not contact.corrected]
    if not keys:
        return []
    same = (
        Contact.objects.current()
        .filter(kind=ContactKind.EMAIL, value_key__in=keys)
        .order_by()
        .values("candidate")
    )
    return list(
        Candidate.objects.visible_to(user).filter(pk__in=same).exclude(pk=candidate.pk).order_by("pk")[:10]
    )


def newest_resume(user: Any, candidate: Candidate) -> Resume | None:
    """The newest resume of a person that the user sees."""
    return Resume.objects.visible_to(user).filter(candidate=candidate).order_by("-pk").first()


def latest_screening(resume: Resume) -> Screening | None:
    """The newest screening of a resume: by when its rules were published, and then by row."""
    rows = resume.screenings.select_related("revision").defer("revision__document")
    return rows.order_by("-revision__published_at", "-revision", "-pk").first()


def read_flags(screening: Screening) -> dict[str, FlagResult]:
    """The screening's flag results by code, each with `said`: its reviews, newest first.

    A review is about the resume: one of an earlier screening counts on, as what it says of this result. Whoever
    agreed with a flag that held disagrees, in these rows, with one that no longer holds.
    """
    found = {row.flag: row for row in screening.flags.all()}
    for row in found.values():
        row.said = []
    reviews = FlagReview.objects.filter(result__screening__resume=screening.resume_id)
    for review in reviews.select_related("by", "result").order_by("-pk"):
        if row := found.get(review.result.flag):
            if review.result.holds != row.holds:
                agreed = review.verdict == Verdict.CONFIRMED
                review.verdict = Verdict.DISMISSED if agreed else Verdict.CONFIRMED
            row.said.append(review)
    return found


def read_document(resume: Resume) -> dict[str, Any] | None:
    """The stored Document of a resume as JSON, None while it was not read."""
    row = ResumeDocument.objects.filter(resume=resume).first()
    return row.content if row else None


def questions_for(user: Any, flags: list[str]) -> dict[str, Question]:
    """For each of these flags the bank's first question that probes it."""
    probes = Probe.objects.filter(
        flag__code__in=flags, question__in=Question.objects.visible_to(user).current()
    )
    rows = probes.select_related("question", "flag").order_by("-question__position", "-pk")
    return {probe.flag.code: probe.question for probe in rows}
