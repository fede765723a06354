"""Passes over the stored resumes."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from candidates.models import Rescreening
from recruiting.work.choices import BulkState
from recruiting.work.models import Bulk
from rubrics.models import RuleRevision


def page_address(bulk: Bulk) -> str:
    """The address of a pass's own page."""
    return reverse("candidates:rule-rescreening", args=[bulk.rescreening.pk])


def passes_of(revision: RuleRevision) -> QuerySet[Rescreening]:
    """Passes by this version that go on, newest first, with who began them."""
    going_on = (BulkState.RUNNING, BulkState.PAUSED)
    rows = Rescreening.objects.filter(revision=revision, bulk__state__in=going_on)
    found: QuerySet[Rescreening] = rows.select_related("bulk__actor").order_by("-pk")
    return found


def find_pass(user: Any, pk: int) -> QuerySet[Rescreening]:
    """One pass, as a queryset for get_object_or_404; none whose work the user doesn't see."""
    seen = Bulk.objects.visible_to(user)
    rows: QuerySet[Rescreening] = Rescreening.objects.filter(pk=pk, bulk__in=seen.values("pk"))
    return rows.select_related("bulk", "revision__rule_set").defer("revision__document")
