from django.db import models

from rubrics.choices import Section
from rubrics.models.base import GuideRow


class HiringMistake(GuideRow):
    """One of the four common mistakes: why it fails and what to check instead. Decisions answer each."""

    texts = ("name", "why", "check_instead")
    page = Section.MISTAKES

    name = models.CharField(max_length=120)
    why = models.TextField()
    check_instead = models.TextField()


class Background(GuideRow):
    """Where candidates come from, what they bring and what to probe. `code` is what a screening reports."""

    texts = ("name", "strengths", "gaps")
    page = Section.SOURCING

    name = models.CharField(max_length=100)
    strengths = models.CharField(max_length=300)
    gaps = models.CharField(max_length=300)


class SourceChannel(GuideRow):
    """A place where good candidates are found: how to search there, and a first message to somebody found."""

    texts = ("name", "examples", "how_to_search", "message")
    page = Section.SOURCING

    name = models.CharField(max_length=120)
    examples = models.CharField(max_length=300, blank=True)
    how_to_search = models.TextField(blank=True)
    message = models.TextField(blank=True, help_text="Words in square brackets are to be filled in.")


class Term(GuideRow):
    """A word of the glossary, explained wherever it stands."""

    texts = ("name", "meaning")
    page = Section.GLOSSARY

    name = models.CharField(max_length=100)
    meaning = models.CharField(max_length=300)


class Principle(GuideRow):
    """A rule of reading that belongs to a whole section, not to one row: how years are counted, what silence
    of a text proves, that flags inform."""

    texts = ("name", "text")
    values = ("section",)

    section = models.CharField(max_length=20, choices=Section)
    name = models.CharField(max_length=120)
    text = models.TextField()

    class Meta(GuideRow.Meta):
        constraints = [
            *GuideRow.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(section__in=Section.values), name="principle_section_known"
            ),
        ]

    @property
    def page(self) -> str:
        return self.section
