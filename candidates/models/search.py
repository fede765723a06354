from django.conf import settings
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from candidates.choices import SearchKind
from candidates.models.jobs import Job
from candidates.models.people import Candidate
from candidates.models.querysets import SearchTextQuerySet
from candidates.models.records import Note
from candidates.models.resumes import Resume


class SearchText(models.Model):
    """One text of a person that search looks through: the name, the record, a resume or a note.

    Written in the transaction that writes what it mirrors. The words themselves are the engine's
    (candidates.finding.engines): `words` on PostgreSQL, the table candidates_search on SQLite.
    """

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="search_texts")
    kind = models.CharField(max_length=10, choices=SearchKind)
    resume = models.OneToOneField(Resume, models.CASCADE, null=True, blank=True, related_name="search_text")
    note = models.OneToOneField(Note, models.CASCADE, null=True, blank=True, related_name="search_text")
    job = models.ForeignKey(
        Job, models.CASCADE, null=True, blank=True, related_name="+", help_text="The resume's or the note's."
    )
    private_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="The author of a private note.",
    )
    words = SearchVectorField(null=True, editable=False, help_text="On PostgreSQL only.")

    objects = SearchTextQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "kind"],
                condition=Q(kind__in=("name", "person")),
                name="search_text_one_of_a_person",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("name", "person"), resume=None, note=None)
                | Q(kind="resume", resume__isnull=False, note=None)
                | Q(kind="note", resume=None, note__isnull=False),
                name="search_text_says_whose",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of candidate {self.candidate_id}"


class SearchWord(models.Model):
    """A word that somebody's text has or had: what a misspelt one is compared with. Says nothing of whose it is; a
    suggestion is made only after the user's own people were searched for it."""

    word = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.word
