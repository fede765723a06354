from django.db import models

from rubrics.choices import Section
from rubrics.models.base import GuideRow


class WorkArea(GuideRow):
    """One of the four parts of a DevSecOps engineer's work."""

    texts = ("name", "summary")
    page = Section.ACTIVITIES

    name = models.CharField(max_length=100)
    summary = models.CharField(max_length=300)


class Activity(GuideRow):
    """One of the twenty things a DevSecOps engineer does; the matrix on a candidate's page has a cell for each."""

    texts = ("name", "detail")
    links = ("area",)
    page = Section.ACTIVITIES

    area = models.ForeignKey(WorkArea, models.PROTECT, related_name="activities")
    name = models.CharField(max_length=100)
    detail = models.CharField(max_length=300, blank=True, help_text="Examples: services, tools, practices.")

    class Meta(GuideRow.Meta):
        verbose_name_plural = "activities"
