"""Keeping what search looks through. Each function writes in the caller's transaction, with what it mirrors."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.json import KT

from candidates.choices import NoteVisibility, SearchKind
from candidates.finding.engines import LEAST_LETTERS, Text, engine
from candidates.finding.words import words_of
from candidates.models import (
    Candidate,
    Contact,
    Note,
    Resume,
    ResumeDocument,
    SearchText,
    SearchWord,
)

MOST_WORDS = 20_000
"""Of one text: a resume has some hundreds."""
LEARNT_TOGETHER = 10_000
"""Words asked for and written in one statement: PostgreSQL takes at most 65,535 values in one."""


def index_person(candidate: Candidate) -> None:
    """After a person's name, headline, location, links or contacts were written."""
    fresh = Candidate.objects.filter(pk=candidate.pk)
    old = SearchText.objects.filter(candidate=candidate, kind__in=(SearchKind.NAME, SearchKind.PERSON))
    _rewrite(old, _of_people(fresh))


def index_resume(resume: Resume, words: Sequence[str]) -> None:
    """After a person's resume was read, or read again, or came back. words: words_of(its text)."""
    if resume.candidate_id is not None:
        text = text_of_resume(words, resume=resume.pk, candidate=resume.candidate_id, job=resume.job_id)
        _rewrite(SearchText.objects.filter(resume=resume), [text])


def index_document(resume: Resume) -> None:
    """index_resume with the stored text, if there is one."""
    content = ResumeDocument.objects.filter(resume=resume).values_list(KT("content__text"), flat=True).first()
    if content is not None:
        index_resume(resume, words_of(content))


def index_note(note: Note) -> None:
    """After a note was written, or came back."""
    _rewrite(SearchText.objects.filter(note=note), texts_of_notes([note]))


def forget_texts(**of: Any) -> None:
    """After a resume or a note was deleted: forget_texts(note=note)."""
    SearchText.objects.filter(**of).delete()


def index_people(people: Collection[int]) -> set[str]:
    """Write everything anew of these people, for a merge or a rebuild: who was merged into somebody is found by the
    other. Returns all their words."""
    rows = Candidate.objects.filter(pk__in=people)
    read = ResumeDocument.objects.filter(resume__candidate__in=people, resume__deleted_at=None).values_list(
        "resume", "resume__candidate", "resume__job", KT("content__text")
    )
    notes = Note.objects.present().filter(candidate__in=people).select_related("application")
    texts = [
        *_of_people(rows.filter(merged_into=None)),
        *texts_of_notes(notes),
        *(
            text_of_resume(words_of(text or ""), resume=pk, candidate=whose, job=job)
            for pk, whose, job, text in read.iterator(chunk_size=100)
        ),
    ]
    _rewrite(SearchText.objects.filter(candidate__in=people), texts)
    return {word for _, words in texts for word in _worth_learning(words)}


def forget_words(kept: Collection[str]) -> int:
    """Take every word out of the vocabulary but these, after a rebuild. Returns how many went."""
    gone = [pk for pk, word in SearchWord.objects.values_list("pk", "word") if word not in kept]
    for start in range(0, len(gone), 500):
        SearchWord.objects.filter(pk__in=gone[start : start + 500]).delete()
    return len(gone)


def _of_people(people: QuerySet[Candidate]) -> list[Text]:
    contacts: dict[int, list[str]] = {}
    for whose, value in (
        Contact.objects.current().filter(candidate__in=people).values_list("candidate", "value")
    ):
        contacts.setdefault(whose, []).append(value)
    return [text for person in people for text in texts_of_person(person, contacts.get(person.pk, ()))]


def texts_of_person(person: Candidate, contacts: Iterable[str]) -> list[Text]:
    """What search knows of a person's record. contacts: the current ones."""
    record = [person.headline, person.location, *map(str, person.links), *contacts]
    return [
        (SearchText(candidate=person, kind=SearchKind.NAME), words_of(person.name)),
        (SearchText(candidate=person, kind=SearchKind.PERSON), words_of("\n".join(record))),
    ]


def text_of_resume(words: Sequence[str], *, resume: int, candidate: int, job: int | None) -> Text:
    """What search knows of a person's resume, by the keys of both and of the job it came for."""
    row = SearchText(candidate_id=candidate, kind=SearchKind.RESUME, resume_id=resume, job_id=job)
    return row, words


def texts_of_notes(notes: Iterable[Note]) -> list[Text]:
    """What search knows of notes."""
    return [
        (
            SearchText(
                candidate_id=note.candidate_id,
                kind=SearchKind.NOTE,
                note=note,
                job_id=note.application.job_id if note.application else None,
                private_to_id=note.author_id if note.visibility == NoteVisibility.PRIVATE else None,
            ),
            words_of(note.text),
        )
        for note in notes
    ]


def _rewrite(old: QuerySet[SearchText], texts: Sequence[Text]) -> None:
    old.delete()
    add_texts(texts)


def add_texts(texts: Sequence[Text]) -> None:
    """Write texts that search does not know yet, in the caller's transaction."""
    engine().put([(row, words[:MOST_WORDS]) for row, words in texts])
    _learn({word for _, words in texts for word in _worth_learning(words)})


def _learn(words: set[str]) -> None:
    """Add to the vocabulary what is new. In order: two who add the same words wait for each other, and never both."""
    ordered = sorted(words)
    for start in range(0, len(ordered), LEARNT_TOGETHER):
        some = ordered[start : start + LEARNT_TOGETHER]
        known = set(SearchWord.objects.filter(word__in=some).values_list("word", flat=True))
        new = [SearchWord(word=word) for word in some if word not in known]
        if new:
            SearchWord.objects.bulk_create(new, ignore_conflicts=True)


def _worth_learning(words: Iterable[str]) -> Iterable[str]:
    """Words that somebody may misspell."""
    return (word for word in words if len(word) >= LEAST_LETTERS and word.isalpha())
