from django.db import models

from candidates.models.resumes import Resume
from candidates.models.screenings import Screening


class ResumeFacts(models.Model):
    """What the current screening of a resume found, so that changed rules are judged over all resumes at once.

    Current is the done one by the newest rules. Rows are narrow on purpose: all are read for each question.
    """

    resume = models.OneToOneField(Resume, models.CASCADE, primary_key=True, related_name="facts")
    screening = models.ForeignKey(Screening, models.CASCADE, related_name="+")
    revision = models.ForeignKey(
        "rubrics.RuleRevision",
        models.PROTECT,
        related_name="+",
        help_text="Its signals, sorted, are what packed facts count: the screening's, or a newer one that read the same.",
    )
    vocabulary = models.ForeignKey(
        "rubrics.RuleRevision",
        models.PROTECT,
        related_name="+",
        help_text="The newest revision known to find the same facts.",
    )
    engine = models.CharField(max_length=16, help_text="candidates.screening.engine, when it was read.")
    as_of = models.DateField()
    seen = models.BinaryField(help_text="candidates.screening.packing.pack_seen()")

    class Meta:
        indexes = [models.Index(fields=["revision", "resume"], name="resume_facts_by_revision")]

    def __str__(self) -> str:
        return f"facts of resume {self.resume_id}"


class ResumeReading(models.Model):
    """The facts of a ResumeFacts row whole, and what a change of the vocabulary needs to read its text again."""

    resume = models.OneToOneField(Resume, models.CASCADE, primary_key=True, related_name="reading")
    facts = models.BinaryField(help_text="candidates.screening.packing.pack_facts()")
    outline = models.BinaryField(help_text="candidates.screening.outline.pack_outline()")

    def __str__(self) -> str:
        return f"reading of resume {self.resume_id}"
