"""Forms of an application, and of many at once."""

import secrets
from typing import Any

from django import forms

from candidates.choices import RejectionSide, Verdict
from candidates.forms.fields import VersionForm, note_field, reason_field, reasons, tag_field
from candidates.models import Application, Job
from candidates.queries.jobs import list_team
from recruiting.accounts.models import User
from recruiting.web.forms import Form


class MoveForm(VersionForm):
    stage = forms.ModelChoiceField(None, widget=forms.RadioSelect, empty_label=None, label="Move to")

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].queryset = application.job.stages.exclude(pk=application.stage_id)


class RejectForm(VersionForm):
    reason = reason_field()
    note = note_field()


class _ManyForm(Form):
    """What one change to many people asks. client_key: sending it twice does it once."""

    client_key = forms.RegexField(r"^[A-Za-z0-9_-]{8,64}$", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, job: Job, **kwargs: Any) -> None:
        super().__init__(*args, initial={"client_key": secrets.token_urlsafe(24)}, **kwargs)
        self.user, self.job = user, job


class ManyMoveForm(_ManyForm):
    stage = forms.ModelChoiceField(None, widget=forms.RadioSelect, empty_label=None, label="Move to")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].queryset = self.job.stages.all()


class ManyRejectForm(_ManyForm):
    reason = reason_field()
    note = note_field()


class ManyApplyForm(_ManyForm):
    other_job = forms.ModelChoiceField(None, label="Job", empty_label="Choose a job")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_jobs = Job.objects.visible_to(self.user).open().exclude(pk=self.job.pk)
        self.fields["other_job"].queryset = open_jobs.order_by("title", "pk")
        self.fields["other_job"].label_from_instance = lambda job: job.title


class ManyTagForm(_ManyForm):
    name = tag_field()


class ManyAssignForm(_ManyForm):
    owner = forms.ChoiceField(widget=forms.RadioSelect, label="Who looks after them")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team = {str(user.pk): user for user in list_team(self.job)}
        named = [(pk, user.name) for pk, user in self.team.items()]
        self.fields["owner"].choices = [*named, ("nobody", "Nobody")]

    def clean_owner(self) -> User | None:
        return self.team.get(self.cleaned_data["owner"])


class WithdrawForm(VersionForm):
    reason = forms.ModelChoiceField(
        reasons(RejectionSide.THEM), required=False, label="Their reason", empty_label="Not known"
    )
    note = forms.CharField(
        max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}), label="What they said"
    )


class ReviewForm(Form):
    verdict = forms.ChoiceField(choices=Verdict.choices, widget=forms.RadioSelect, label="What do you say?")
    reason = forms.CharField(
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed if you disagree: it helps to mend the rule.",
    )
