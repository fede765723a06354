"""Forms of the intake: what a new job begins with, and all that is said of a job."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from candidates.choices import Need
from candidates.forms.colleagues import ColleagueField
from candidates.jobtext import QUESTIONS, Question
from candidates.models import Department, Job, JobTemplate, Office, Stage
from candidates.queries.colleagues import recent_managers
from candidates.queries.drafts import needs_of
from recruiting.accounts.models import User
from recruiting.web.forms import Form
from rubrics import queries as guide
from rubrics.models import Activity, Level, RoleProfile, WorkArea

ANSWER, NEED = "answer_", "need_"
"""Prefixes of the fields of a question about the role, and of an activity."""


class _JobFields(Form):
    """What both forms ask."""

    title = forms.CharField(
        max_length=200, help_text="As candidates know it, for example “DevSecOps engineer”."
    )
    requisition_id = forms.CharField(max_length=100, required=False, label="Requisition id")
    headcount = forms.IntegerField(min_value=1, max_value=1000, initial=1, label="Openings")
    department = forms.ModelChoiceField(
        Department.objects.all(), required=False, empty_label="None", label="Team"
    )
    office = forms.ModelChoiceField(Office.objects.all(), required=False, empty_label="None")
    confidential = forms.BooleanField(
        required=False,
        label="Confidential job",
        help_text="Only its team and admins see the job, its people, and that it exists.",
    )


class NewJobForm(_JobFields):
    """template: what the draft begins with; its activities, stages and description come along."""

    template = forms.ModelChoiceField(
        None,
        required=False,
        blank=True,
        widget=forms.RadioSelect,
        empty_label="Start empty",
        label="Begin with",
    )
    hiring_manager = ColleagueField(
        required=False, help_text="Sees everybody on this job, and decides. Left empty, nobody is it yet."
    )

    field_order = (
        "template",
        "title",
        "hiring_manager",
        "headcount",
        "department",
        "office",
        "requisition_id",
        "confidential",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = JobTemplate.objects.visible_to(user).order_by("pk")
        self.fields["template"].label_from_instance = lambda row: row.name
        self.fields["hiring_manager"].offer(recent_managers(user))


class JobForm(_JobFields):
    """All that is said of a job, with a field for each question about the role and for each activity."""

    level = forms.ModelChoiceField(
        Level.objects.order_by("least_months"),
        required=False,
        blank=True,
        empty_label="Not decided",
        widget=forms.RadioSelect,
    )
    role_profile = forms.ModelChoiceField(
        RoleProfile.objects.all(), required=False, empty_label="Not decided", label="Role of this job"
    )
    description = forms.CharField(
        max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "true"})
    )
    blind_until = forms.ModelChoiceField(
        Stage.objects.none(),
        required=False,
        empty_label="No stage: always shown",
        label="Hide names until",
        help_text="Before that stage nobody sees names, contacts, schools and the like. Only an admin shows them earlier.",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, job: Job, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["blind_until"].queryset = job.stages.all()
        for name in ("level", "role_profile"):
            self.fields[name].label_from_instance = lambda row: row.name
        self.work_areas: list[WorkArea] = list(guide.work_areas(user))
        for question in QUESTIONS:
            choices = [(answer.role, answer.words) for answer in question.answers]
            self.fields[ANSWER + question.code] = _radios(question.words, choices)
        for activity in self._activities():
            self.fields[NEED + activity.code] = _radios(activity.name, Need.choices)

    @classmethod
    def of(cls, job: Job, user: User) -> "JobForm":
        """The form as the job stands."""
        initial = {name: getattr(job, name) for name in cls.base_fields if hasattr(job, name)}
        initial |= {ANSWER + code: role for code, role in job.role_answers.items()}
        initial |= {NEED + code: need for code, need in needs_of(job).items()}
        return cls(initial=initial, job=job, user=user)

    def clean_description(self) -> str:
        """A browser sends line ends of its own."""
        return str(self.cleaned_data["description"]).replace("\r\n", "\n")

    def questions(self) -> Iterator[tuple[Question, BoundField]]:
        """The questions about the role, each with its field."""
        return ((question, self[ANSWER + question.code]) for question in QUESTIONS)

    def areas(self) -> Iterator[tuple[WorkArea, list[tuple[Activity, BoundField]]]]:
        """The work areas, each with its activities and their fields."""
        for area in self.work_areas:
            yield area, [(activity, self[NEED + activity.code]) for activity in area.activities.all()]

    def values(self) -> dict[str, Any]:
        """What the action takes. What an older page or a script leaves out stays as it is."""
        own = {name: self.cleaned_data[name] for name in self.base_fields}
        answers = self.answers()
        return own | {"activities": self.needs()} | ({"role_answers": answers} if answers else {})

    def answers(self) -> dict[str, str]:
        """Answers to the questions about the role, as far as they were given."""
        return self._given(ANSWER)

    def needs(self) -> dict[str, str]:
        """Needs by the activity's code, as far as they were given."""
        return self._given(NEED)

    def _given(self, prefix: str) -> dict[str, str]:
        return {
            name.removeprefix(prefix): value
            for name, value in self.cleaned_data.items()
            if name.startswith(prefix) and value
        }

    def _activities(self) -> Iterator[Activity]:
        return (activity for area in self.work_areas for activity in area.activities.all())


def _radios(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect)


class TemplateForm(Form):
    name = forms.CharField(max_length=200, help_text="For example “Cloud security, mid”.")
    about = forms.CharField(max_length=300, required=False, label="When to take it")


class CopyForm(Form):
    title = forms.CharField(max_length=200)


class DraftForm(Form):
    """How a new draft of the description is taken: in place of the text, or below it."""

    how = forms.ChoiceField(choices=[("instead", "Replace"), ("below", "Put below")])
    version = forms.IntegerField(widget=forms.HiddenInput)
