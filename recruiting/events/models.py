"""What happened, for ever; what must leave the system because of it; and who holds a periodic job."""

from django.conf import settings
from django.db import models
from django.db.models.fields.json import KT
from django.db.models.functions import Cast


class Event(models.Model):
    """One thing that happened, written in the transaction that did it. Only `seq` is ever set later, once.

    Holds ids, field names and codes, never a personal value: erasing a person blanks the User row, so the
    actor stays. Points upward by type and id, so that events know no app above them.
    """

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=80, help_text="noun.past_tense, one of names.py")
    object_type = models.CharField(max_length=80, help_text="app_label.model")
    object_id = models.BigIntegerField()
    job_id = models.BigIntegerField(null=True, help_text="The job it belongs to: decides who may read it.")
    request_id = models.CharField(max_length=36, blank=True)
    fields = models.JSONField(default=list, help_text="Names of the fields that changed.")
    codes = models.JSONField(default=dict, help_text="Codes and ids that say how: {'from': 12, 'to': 13}.")
    seq = models.BigIntegerField(null=True, unique=True, help_text="Set once, by the sealer.")
    application_id = models.GeneratedField(
        expression=Cast(KT("codes__application"), models.BigIntegerField()),
        output_field=models.BigIntegerField(null=True),
        db_persist=True,
        help_text="The application that the codes name: a history is read by it.",
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["application_id", "id"],
                name="event_of_application",
                condition=models.Q(application_id__isnull=False),
            ),
            models.Index(fields=["object_type", "object_id", "id"], name="event_of_object"),
            models.Index(fields=["job_id", "id"], name="event_of_job"),
            models.Index(fields=["actor", "id"], name="event_of_actor"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(verb=""), name="event_has_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_type} {self.object_id}"


class Outbox(models.Model):
    """An event that must leave the system (webhooks, mail). Picked by "published_at is null", never by id:
    on PostgreSQL a lower id may commit later than a higher one."""

    event = models.OneToOneField(Event, models.PROTECT, related_name="outbox")
    published_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index("id", name="outbox_waiting", condition=models.Q(published_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"outbox of event {self.event_id}"


class LockRow(models.Model):
    """Who may run a periodic job now: one conditional UPDATE takes it, so three beats do no harm."""

    name = models.CharField(max_length=80, primary_key=True)
    locked_until = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
