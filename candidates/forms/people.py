"""Forms of a person: their record, notes, tags, a job more, and merging two records."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from candidates.actions.notes import MOST_CHARACTERS
from candidates.choices import ContactKind, NoteVisibility
from candidates.extraction import name_in_file_name
from candidates.forms.fields import tag_field
from candidates.models import Candidate, Job, Resume
from candidates.queries.duplicates import Preview
from recruiting.accounts.models import User
from recruiting.web.forms import Form


class TagForm(Form):
    name = tag_field()


class ApplyForm(Form):
    """Offers the jobs that take the person; one that no longer does is the action's to refuse, with the reason."""

    job = forms.ModelChoiceField(None, label="Job")

    def __init__(self, *args: Any, user: User, offered: QuerySet[Job], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["job"].queryset = Job.objects.visible_to(user)
        choices = [("", "Choose a job"), *((job.pk, job.title) for job in offered)]
        self.fields["job"].widget.choices = choices


class NoteForm(Form):
    text = forms.CharField(
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Note",
        help_text="Write @ and a colleague’s name, and they find it on their Today.",
    )
    visibility = forms.ChoiceField(choices=NoteVisibility.choices, label="Who may read it", initial="team")

    def __init__(self, *args: Any, on_job: bool, colleagues: str = "", **kwargs: Any) -> None:
        """on_job: the note is on an application; else on a person, who may be on no job. colleagues: the address that
        knows whom it may mention."""
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["data-mentions"] = colleagues
        if not on_job:
            team = (NoteVisibility.TEAM.value, "Everybody who sees this person")
            self.fields["visibility"].choices = [team, *NoteVisibility.choices[1:]]


class NewCandidateForm(Form):
    name = forms.CharField(max_length=200)
    headline = forms.CharField(max_length=200, required=False, help_text="For example “Platform engineer”.")
    location = forms.CharField(max_length=200, required=False)
    email = forms.CharField(max_length=254, required=False, label="E-mail")
    phone = forms.CharField(max_length=40, required=False)


class CandidateForm(NewCandidateForm):
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, candidate: Candidate, resume: Resume | None = None) -> "CandidateForm":
        """The form as the person's record stands; without a name with the one that the resume's file is called by."""
        first: dict[str, str] = {}
        for contact in candidate.contacts.current():
            first.setdefault(contact.kind, contact.value)
        own = {name: getattr(candidate, name) for name in ("name", "headline", "location", "version")}
        form = cls(
            initial={
                **own,
                "email": first.get(ContactKind.EMAIL, ""),
                "phone": first.get(ContactKind.PHONE, ""),
            }
        )
        if resume is not None and not candidate.name and (hint := name_in_file_name(resume.file_name)):
            form.initial["name"] = hint
            form.fields["name"].help_text = f"By the file’s name, {resume.file_name}: the text says none."
        return form


class MergeForm(Form):
    """Of each value that differs which one stays, and of each job on which both are active which application goes on."""

    versions = forms.RegexField(r"^[0-9]{1,9}-[0-9]{1,9}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, preview: Preview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.preview = preview
        self.initial["versions"] = f"{preview.kept.version}-{preview.merged.version}"
        for choice in preview.choices:
            ways = [("", choice.kept or "nothing"), ("take", choice.merged)]
            initial = "" if choice.kept else "take"
            label = {"email": "E-mail that is used first", "phone": "Phone that is used first"}.get(
                choice.field, choice.field.capitalize()
            )
            self.fields[f"value_{choice.field}"] = self._one_of(label, ways, initial)
        owners = [f"Of number {person.pk}" for person in (preview.kept, preview.merged)]
        for number, pair in enumerate(preview.doubled):
            ways = [
                (str(row.pk), f"{whose}, in {row.stage.name} since {row.stage_since:%-d %b %Y}")
                for whose, row in zip(owners, pair.both, strict=True)
            ]
            label = f"{pair.kept.job.title}: which application goes on?"
            self.fields[f"job_{number}"] = self._one_of(label, ways, str(pair.further.pk))

    @staticmethod
    def _one_of(label: str, ways: list[tuple[str, str]], initial: str) -> forms.ChoiceField:
        return forms.ChoiceField(
            choices=ways, initial=initial, required=False, widget=forms.RadioSelect, label=label
        )

    def chosen(self) -> dict[str, Any]:
        """What the action takes, of a valid form."""
        values = self.cleaned_data
        kept, _, merged = values["versions"].partition("-")
        return {
            "take": [choice.field for choice in self.preview.choices if values[f"value_{choice.field}"]],
            "goes_on": [
                int(values[f"job_{number}"])
                for number, _ in enumerate(self.preview.doubled)
                if values[f"job_{number}"]
            ],
            "versions": (int(kept), int(merged)),
        }
