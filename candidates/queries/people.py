"""Reading candidates, their applications and resumes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from candidates.choices import ContactKind, ScreeningState, Verdict
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
from candidates.models.querysets import Hidden
from candidates.queries.duplicates import Duplicate, find_duplicates
from candidates.queries.identity import file_name, say, sought
from candidates.queries.sourcing import list_referrals
from rubrics.models import Probe, Question


def list_candidates(user: Any, *, search: str = "", hidden: Hidden = None) -> QuerySet[Candidate]:
    """People that a user sees, newest first; search: part of a name or of an e-mail address. hidden: what
    read_hidden_jobs() gives: counted over everybody that is three times as fast."""
    people = Candidate.objects.all_visible_to(user, hidden=hidden)
    if search:
        key = search.strip().casefold()
        by_mail = Contact.objects.filter(kind=ContactKind.EMAIL, value_key__contains=key).values("candidate")
        people = people.filter(
            sought(user, "pk", Q(name__icontains=search.strip()) | Q(pk__in=by_mail), search, hidden=hidden)
        )
    return with_applications(people, Application.objects.visible_to(user, hidden=hidden)).order_by("-pk")


def with_applications(
    people: QuerySet[Candidate], applications: QuerySet[Application]
) -> QuerySet[Candidate]:
    """People with `shown`: those of the applications that are theirs, newest first, with job and stage."""
    rows = applications.select_related("job", "stage").order_by("-pk")
    rows = rows.only("candidate", "status", "job__title", "stage__job", "stage__name")
    return people.prefetch_related(Prefetch("applications", queryset=rows, to_attr="shown"))


def find_application(user: Any, pk: int, *, hidden: Hidden = None) -> QuerySet[Application]:
    """One application with what its page shows, as a queryset for find_or_404."""
    rows = Application.objects.visible_to(user, hidden=hidden).filter(pk=pk)
    return rows.select_related(
        "candidate",
        "job__level",
        "job__blind_until",
        "stage",
        "owner",
        "source",
        "reason",
        "resume__job",
        "screening__revision",
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
    duplicates: list[Duplicate]
    referrals: list[Referral]


def read_person(
    user: Any, candidate: Candidate, *, application: Application | None = None, hidden: Hidden = None
) -> Person:
    """Contacts, notes, resumes, other applications and likely duplicates, as far as the user sees them. candidate: whom the
    user sees, as veil() left it; what is a person's is seen with them."""
    veiled = candidate.veiled is not None
    contacts = [] if veiled else list(candidate.contacts.order_by("corrected", "position", "pk"))
    others = Application.objects.visible_to(user, hidden=hidden).filter(candidate=candidate)
    if application is not None:
        others = others.exclude(pk=application.pk)
    # A hidden person has no duplicates, and is nobody's.
    duplicates = {} if veiled else find_duplicates(user, [candidate], hidden=hidden, contacts=contacts)
    tags = _tags(user, candidate)
    notes = Note.objects.readable_by(user, hidden=hidden).filter(candidate=candidate)
    notes = notes.select_related("author")
    notes = notes.prefetch_related(Prefetch("mentions", queryset=Mention.objects.select_related("user")))
    files = candidate.attachments.present().select_related("uploaded_by")
    return Person(
        contacts=contacts,
        tags=[tag for tag in tags if tag.given],
        tag_names=[tag.name for tag in tags if not tag.given],
        notes=say_notes(candidate, notes.order_by("-pk")[:100]),
        resumes=list_resumes(user, candidate, hidden=hidden),
        attachments=[] if veiled else list(files.order_by("-pk")),
        others=list(others.select_related("job", "stage").order_by("-pk")[:20]),
        duplicates=duplicates.get(candidate.pk, []),
        referrals=say_referrals(candidate, list_referrals(candidate)),
    )


def list_resumes(user: Any, candidate: Candidate, *, most: int = 20, hidden: Hidden = None) -> list[Resume]:
    """A person's resumes that the user sees, newest first, named as the user may read. candidate: whom the user sees, as
    veil() left it."""
    rows = Resume.objects.readable_by(user, hidden=hidden).filter(candidate=candidate)
    resumes = list(rows.select_related("job").order_by("-pk")[:most])
    for resume in resumes if candidate.veiled is not None else ():
        resume.file_name = file_name(resume)
    return resumes


def _tags(user: Any, candidate: Candidate, *, most: int = 200) -> list[Tag]:
    """Tags, those that the person has first: `given`."""
    has = Candidate.tags.through.objects.filter(candidate=candidate, tag=OuterRef("pk"))
    rows = Tag.objects.visible_to(user).annotate(given=Exists(has))
    return list(rows.order_by("-given", "name_key")[:most])


def tag_names(user: Any, *, most: int = 200) -> list[str]:
    """Tags to choose from."""
    return list(Tag.objects.visible_to(user).order_by("name_key").values_list("name", flat=True)[:most])


def say_referrals(candidate: Candidate, referrals: list[Referral]) -> list[Referral]:
    """Referrals of a person as they may be shown."""
    for referral in referrals:
        referral.note = say(candidate, referral.note)
    return referrals


def say_notes(candidate: Candidate, notes: Iterable[Note]) -> list[Note]:
    """Notes on a person as they may be shown."""
    found = list(notes)
    for note in found:
        note.text = say(candidate, note.text)
    return found


def newest_resume(user: Any, candidate: Candidate) -> Resume | None:
    """The newest resume of a person that the user sees."""
    return Resume.objects.visible_to(user).filter(candidate=candidate).order_by("-pk").first()


def latest_screening(resume: Resume) -> Screening | None:
    """The newest screening of a resume: by when its rules were published, and then by row."""
    rows = resume.screenings.select_related("revision").defer("revision__document")
    return rows.order_by("-revision__published_at", "-revision", "-pk").first()


def current_screening(resume: Resume) -> Screening | None:
    """The newest screening of a resume that has a report; the newest of all where none has."""
    latest = latest_screening(resume)
    if latest is None or latest.state == ScreeningState.DONE:
        return latest
    done = resume.screenings.filter(state=ScreeningState.DONE)
    return done.order_by("-revision__published_at", "-revision", "-pk").first() or latest


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


def read_text(resume: Resume | None) -> str | None:
    """The stored text of a resume, None where there is none."""
    document = read_document(resume) if resume else None
    return document["text"] if document else None


def questions_for(user: Any, flags: list[str]) -> dict[str, Question]:
    """For each of these flags the bank's first question that probes it."""
    probes = Probe.objects.filter(
        flag__code__in=flags, question__in=Question.objects.visible_to(user).current()
    )
    rows = probes.select_related("question", "flag").order_by("-question__position", "-pk")
    rows = rows.only("question__code", "question__text", "flag__code")
    return {probe.flag.code: probe.question for probe in rows}
