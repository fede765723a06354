"""Forms of the jobs' and candidates' pages: they parse, check and word; the actions write."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from candidates.actions.notes import MOST_CHARACTERS
from candidates.choices import ContactKind, JobRole, NoteVisibility, StageKind, Verdict
from candidates.models import Application, Candidate, Department, Job, Office, RejectionReason
from recruiting.accounts.models import User
from recruiting.web.forms import Form
from rubrics.models import Level, RoleProfile


class JobForm(Form):
    title = forms.CharField(
        max_length=200, help_text="As candidates know it, for example “DevSecOps engineer”."
    )
    level = forms.ModelChoiceField(Level.objects.all(), required=False, empty_label="Not decided")
    role_profile = forms.ModelChoiceField(
        RoleProfile.objects.all(), required=False, empty_label="Not decided", label="Role"
    )
    requisition_id = forms.CharField(max_length=100, required=False, label="Requisition id")
    headcount = forms.IntegerField(min_value=1, max_value=1000, initial=1, label="Openings")
    department = forms.ModelChoiceField(Department.objects.all(), required=False, empty_label="None")
    office = forms.ModelChoiceField(Office.objects.all(), required=False, empty_label="None")
    description = forms.CharField(
        max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 10})
    )
    confidential = forms.BooleanField(
        required=False, help_text="Only its team and admins see it and its people."
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("level", "role_profile"):
            self.fields[name].label_from_instance = lambda row: row.name

    @classmethod
    def of(cls, job: Job) -> "JobForm":
        """The form as the job stands."""
        names = [name for name in cls.base_fields if hasattr(job, name)]
        return cls(initial={name: getattr(job, name) for name in names})


class StageForm(Form):
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    order = forms.IntegerField(min_value=0, max_value=999, required=False)
    name = forms.CharField(max_length=100, required=False)
    kind = forms.ChoiceField(choices=StageKind.choices, required=False, initial=StageKind.INTERVIEW)
    day_limit = forms.IntegerField(min_value=1, max_value=365, required=False, label="Days")

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("name") and not values.get("kind"):
            self.add_error("kind", "Choose what kind of stage it is.")
        return values


class _StageFormSet(forms.BaseFormSet):
    default_error_messages = {
        "missing_management_form": "The stages did not arrive whole. Load the page again.",
        "too_few_forms": "A pipeline needs at least one stage.",
        "too_many_forms": "A pipeline has at most %(num)d stages.",
    }


StageForms = forms.formset_factory(
    StageForm,
    _StageFormSet,
    extra=2,
    min_num=1,
    validate_min=True,
    max_num=30,
    validate_max=True,
    absolute_max=40,
)


class MemberForm(Form):
    user = forms.ModelChoiceField(User.objects.none(), empty_label="Choose somebody", label="Colleague")
    role = forms.ChoiceField(choices=JobRole.choices, label="Role on this job")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.active().exclude(role="auditor").order_by("name", "pk")
        self.fields["user"].label_from_instance = lambda user: user.name


class CloseForm(Form):
    reason = forms.CharField(max_length=200, label="Why is it closed?")


class VersionForm(Form):
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class MoveForm(VersionForm):
    stage = forms.ModelChoiceField(None, widget=forms.RadioSelect, empty_label=None, label="Move to")

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].queryset = application.job.stages.exclude(pk=application.stage_id)


class RejectForm(VersionForm):
    reason = forms.ModelChoiceField(
        RejectionReason.objects.filter(retired_at=None, side="us").order_by("position", "pk"),
        label="Reason",
        empty_label="Choose a reason",
        help_text="Job-related, as the candidate could read it.",
    )
    note = forms.CharField(
        max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}), label="In your words"
    )


class WithdrawForm(VersionForm):
    note = forms.CharField(
        max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}), label="What they said"
    )


class ApplyForm(Form):
    """Offers the jobs that take the person; one that no longer does is the action's to refuse, with the reason."""

    job = forms.ModelChoiceField(None, label="Job")

    def __init__(self, *args: Any, user: User, offered: QuerySet[Job], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["job"].queryset = Job.objects.visible_to(user)
        choices = [("", "Choose a job"), *((job.pk, job.title) for job in offered)]
        self.fields["job"].widget.choices = choices


class NoteForm(Form):
    text = forms.CharField(max_length=MOST_CHARACTERS, widget=forms.Textarea(attrs={"rows": 3}), label="Note")
    visibility = forms.ChoiceField(choices=NoteVisibility.choices, label="Who may read it", initial="team")

    def __init__(self, *args: Any, on_job: bool, **kwargs: Any) -> None:
        """on_job: the note is on an application; else on a person, who may be on no job."""
        super().__init__(*args, **kwargs)
        if not on_job:
            team = (NoteVisibility.TEAM.value, "Everybody who sees this person")
            self.fields["visibility"].choices = [team, *NoteVisibility.choices[1:]]


class ReviewForm(Form):
    verdict = forms.ChoiceField(choices=Verdict.choices, widget=forms.RadioSelect, label="What do you say?")
    reason = forms.CharField(
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed if you disagree: it helps to mend the rule.",
    )


class NewCandidateForm(Form):
    name = forms.CharField(max_length=200)
    headline = forms.CharField(max_length=200, required=False, help_text="For example “Platform engineer”.")
    location = forms.CharField(max_length=200, required=False)
    email = forms.CharField(max_length=254, required=False, label="E-mail")
    phone = forms.CharField(max_length=40, required=False)


class CandidateForm(NewCandidateForm):
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, candidate: Candidate) -> "CandidateForm":
        """The form as the person's record stands."""
        first: dict[str, str] = {}
        for contact in candidate.contacts.current():
            first.setdefault(contact.kind, contact.value)
        own = {name: getattr(candidate, name) for name in ("name", "headline", "location", "version")}
        return cls(
            initial={
                **own,
                "email": first.get(ContactKind.EMAIL, ""),
                "phone": first.get(ContactKind.PHONE, ""),
            }
        )


class ResumeForm(Form):
    file = forms.FileField(label="Resume", allow_empty_file=True, help_text="PDF, DOCX, ODT, RTF or text.")


class UploadForm(Form):
    """Only the page's own key; the files are read from the request, since each has an outcome of its own."""

    key = forms.RegexField(r"^[A-Za-z0-9_-]{8,64}$", required=False, widget=forms.HiddenInput)
