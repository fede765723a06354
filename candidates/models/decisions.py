from django.conf import settings
from django.db import models
from django.db.models import Q

from candidates.choices import COMMITTING, GUARDS, DecisionKind
from candidates.models.applications import Application
from candidates.models.querysets import OfApplicationQuerySet


class Decision(models.Model):
    """What a person decided on an application, with the four hiring mistakes each answered (guide section 5).

    A row stays as it was decided; one that was taken back says so, by whom and why.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=10, choices=DecisionKind)
    level = models.ForeignKey("rubrics.Level", models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    no_devops = models.TextField(blank=True, help_text="What was checked against: pure security, no DevOps.")
    shallow_security = models.TextField(blank=True)
    gatekeeper = models.TextField(blank=True)
    developer_experience = models.TextField(blank=True)
    dissent = models.TextField(blank=True)
    conditions = models.TextField(blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True, editable=False)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    taken_back_because = models.CharField(max_length=1000, blank=True, editable=False)

    objects = OfApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DecisionKind.values), name="decision_kind_known"),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="decision_has_reason",
                violation_error_message="Give the reason.",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None, taken_back_because="")
                | (Q(taken_back_at__isnull=False, taken_back_by__isnull=False) & ~Q(taken_back_because="")),
                name="decision_taken_back_with_reason",
                violation_error_message="Say why the decision is taken back.",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=COMMITTING)
                | ~(Q(no_devops="") | Q(shallow_security="") | Q(gatekeeper="") | Q(developer_experience="")),
                name="decision_answers_four_guards",
                violation_error_message="Before an offer, say for each of the four hiring mistakes what was checked.",
            ),
        ]
        indexes = [models.Index(fields=["application", "-id"], name="decision_of_application")]

    def __str__(self) -> str:
        return f"{self.kind} on application {self.application_id}"

    @property
    def answers(self) -> list[tuple[str, str]]:
        """(a hiring mistake's code, what was checked against it), of those that were answered."""
        return [(code, getattr(self, code)) for code in GUARDS if getattr(self, code)]
