"""Forms of the jobs' and candidates' pages: they parse, check and word; the actions write."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from candidates.actions.notes import MOST_CHARACTERS
from candidates.choices import (
    GUARDS,
    ApplicationStatus,
    ContactKind,
    DecisionKind,
    JobRole,
    NoteVisibility,
    RejectionSide,
    StageKind,
    Verdict,
)
from candidates.csvfiles import FIELDS, Table
from candidates.models import Application, Candidate, Job, RejectionReason, Source, Tag
from candidates.queries.duplicates import Preview
from candidates.queries.pipeline import UNKNOWN, Wanted
from candidates.validators import unanswered_guards
from recruiting.accounts.models import User
from recruiting.errors import Invalid
from recruiting.web.forms import Form
from rubrics import queries as guide
from rubrics.models import Level


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


def _reasons(side: str) -> QuerySet[RejectionReason]:
    """The reasons of one side that may be given now."""
    return RejectionReason.objects.filter(retired_at=None, side=side).order_by("position", "pk")


def _reason_field() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        _reasons(RejectionSide.US),
        label="Reason",
        empty_label="Choose a reason",
        help_text="Job-related, as the candidate could read it.",
    )


def _note_field() -> forms.CharField:
    return forms.CharField(
        max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}), label="In your words"
    )


def _tag_field() -> forms.CharField:
    return forms.CharField(
        max_length=60,
        label="Tag",
        help_text="A few words by which you find people again. Everybody who sees the person sees it.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "tag-names"}),
    )


class TagForm(Form):
    name = _tag_field()


class RejectForm(VersionForm):
    reason = _reason_field()
    note = _note_field()


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
    reason = _reason_field()
    note = _note_field()


class ManyApplyForm(_ManyForm):
    other_job = forms.ModelChoiceField(None, label="Job", empty_label="Choose a job")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_jobs = Job.objects.visible_to(self.user).open().exclude(pk=self.job.pk)
        self.fields["other_job"].queryset = open_jobs.order_by("title", "pk")
        self.fields["other_job"].label_from_instance = lambda job: job.title


class ManyTagForm(_ManyForm):
    name = _tag_field()


class WithdrawForm(VersionForm):
    reason = forms.ModelChoiceField(
        _reasons(RejectionSide.THEM), required=False, label="Their reason", empty_label="Not known"
    )
    note = forms.CharField(
        max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}), label="What they said"
    )


def _text_field(rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(
        max_length=MOST_CHARACTERS, widget=forms.Textarea(attrs={"rows": rows}), **{"required": False, **more}
    )


class DecisionForm(VersionForm):
    """What a person decides; each of the guide's four hiring mistakes has a field of its code."""

    kind = forms.ChoiceField(choices=DecisionKind.choices, widget=forms.RadioSelect, label="Decision")
    level = forms.ModelChoiceField(Level.objects.all(), required=False, empty_label="Not decided")
    reason = _text_field(required=True, label="Why", help_text="What it rests on, as you would defend it.")
    rejection_reason = _reason_field()
    no_devops, shallow_security, gatekeeper, developer_experience = (_text_field() for _ in GUARDS)
    dissent = _text_field(2, help_text="Who sees it otherwise, and why.")
    conditions = _text_field(2, help_text="What the offer or the hire depends on.")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].label_from_instance = lambda row: row.name
        self.fields["rejection_reason"].required = False
        self.fields["rejection_reason"].label = "Reason, if you reject"
        for row in guide.mistakes(user):
            if field := self.fields.get(row.code):
                field.label, field.help_text = row.name, row.check_instead

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        for code, words in unanswered_guards(values.get("kind", ""), values).items():
            self.add_error(code, words)
        return values

    @property
    def guards(self) -> list[Any]:
        return [self[code] for code in GUARDS]


class TakeBackForm(VersionForm):
    reason = forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), label="Why")


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
        for number, pair in enumerate(preview.doubled):
            ways = [
                (str(row.pk), f"In {row.stage.name} since {row.stage_since:%-d %b %Y}") for row in pair.both
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


class ResumeForm(Form):
    file = forms.FileField(label="Resume", allow_empty_file=True, help_text="PDF, DOCX, ODT, RTF or text.")


class AttachmentForm(Form):
    attachment = forms.FileField(
        label="Another file",
        allow_empty_file=True,
        help_text="A letter, a portfolio, a certificate. Everybody who sees the person may download it.",
    )

    def refuse(self, error: Invalid) -> None:
        """The action calls it by what it is."""
        field = "attachment" if error.field == "file" else error.field
        super().refuse(Invalid(field, error.code, error.message))


class UploadForm(Form):
    """The page's own key; the files are read from the request, since each has an outcome of its own.

    expects: [name, bytes] of files that the page is about to send, as JSON. again: they are those of an upload that was
    broken off. item: the row that waits for the one file of this request.
    """

    key = forms.RegexField(r"^[A-Za-z0-9_-]{8,64}$", required=False, widget=forms.HiddenInput)
    expects = forms.JSONField(required=False, widget=forms.HiddenInput)
    again = forms.BooleanField(required=False, widget=forms.HiddenInput)
    item = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def clean_expects(self) -> list[tuple[str, int]]:
        rows = self.cleaned_data["expects"] or []
        try:
            found = [(str(name)[:1000], size) for name, size in rows]
        except (TypeError, ValueError):
            found = [("", None)]
        if not all(type(size) is int and size >= 0 for _, size in found):
            raise forms.ValidationError("This page is out of date. Load it again.")
        return found


class ImportForm(Form):
    """A CSV file of people, and where they apply."""

    file = forms.FileField(
        label="CSV file",
        help_text="As spreadsheets save it: comma, semicolon or tab, UTF-8, UTF-16 or Windows-1252, at most 20,000 rows "
        "and 10 MB.",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv,text/tab-separated-values"}),
    )
    job = forms.ModelChoiceField(
        None,
        required=False,
        empty_label="No job: only add the people",
        label="They apply for",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["job"].queryset = Job.objects.visible_to(user).open().order_by("title", "pk")
        self.fields["job"].label_from_instance = lambda job: job.title


class ColumnsForm(Form):
    """What each column of a file holds: a choice for every one of them."""

    headings = forms.BooleanField(required=False, label="The first row holds headings")

    def __init__(
        self, *args: Any, table: Table, columns: Sequence[str], headings: bool, **kwargs: Any
    ) -> None:
        chosen = {f"column_{place}": field for place, field in enumerate(columns)}
        super().__init__(*args, initial={"headings": headings, **chosen}, **kwargs)
        for place, heading in enumerate(table.headings):
            samples = [row[place] for row in table.rows[:20] if row[place]][:3]
            self.fields[f"column_{place}"] = forms.ChoiceField(
                choices=[("", "Leave out"), *FIELDS.items()],
                required=False,
                label=heading[:60] or f"Column {place + 1}",
                help_text=", ".join(sample[:60] for sample in samples) or "Empty",
            )

    def columns(self) -> list[str]:
        """The chosen fields, in the order of the columns."""
        return [value for name, value in self.cleaned_data.items() if name.startswith("column_")]


class _AddOne(forms.Select):
    """A list to choose one more value from. The values so far stand in the address, and beside it with a link each
    that removes it."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [value for value in dict.fromkeys(data.getlist(name)) if value]

    def format_value(self, value: Any) -> list[str]:
        return [""]

    def use_required_attribute(self, initial: Any) -> bool:
        return False


class _AnyOf(forms.MultipleChoiceField):
    def __init__(self, *, label: str) -> None:
        messages = {"invalid_choice": "%(value)s is not there any more, so it filters nothing."}
        super().__init__(label=label, required=False, widget=_AddOne, error_messages=messages)

    def offer(self, read: Callable[[], Iterable[tuple[Any, str]]]) -> None:
        """What may be chosen, as text: so it stands in an address. Read once, and only if it is needed."""
        self.choices = lru_cache(maxsize=1)(
            lambda: [("", "Any"), *((str(value), words) for value, words in read())]
        )


@dataclass(frozen=True)
class Filter:
    """One filter that is on, in words; without: the address's query without it."""

    label: str
    words: str
    without: str


class ViewForm(Form):
    name = forms.CharField(max_length=100, help_text="For example “Mid and up, not audit-only”.")
    shared = forms.BooleanField(
        required=False,
        label="Shared",
        help_text="Everybody on jobs may choose it; each sees the people they may.",
    )


class PipelineForm(Form):
    """What a job's board and table are narrowed down to: the address's query, whole."""

    KEPT = ("view", "sort", "status")
    """Of the address, what is no filter and stays as it is."""

    q = forms.CharField(max_length=100, required=False, label="Name, headline or e-mail")
    stage = _AnyOf(label="Stage")
    flag = _AnyOf(label="Has flag")
    without = _AnyOf(label="Without flag")
    unreviewed = _AnyOf(label="Flag not reviewed")
    activity = _AnyOf(label="Activity shown")
    level = _AnyOf(label="Level")
    background = _AnyOf(label="Background")
    source = _AnyOf(label="Source")
    tag = _AnyOf(label="Tag")
    owner = _AnyOf(label="Owner")
    years_from = forms.DecimalField(
        min_value=0, max_value=60, max_digits=4, decimal_places=1, required=False, label="Years from"
    )
    years_to = forms.DecimalField(
        min_value=0, max_value=60, max_digits=4, decimal_places=1, required=False, label="Years to"
    )
    applied_from = forms.DateField(
        required=False, label="Applied from", widget=forms.DateInput(attrs={"type": "date"})
    )
    applied_to = forms.DateField(
        required=False, label="Applied to", widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(
        self, query: QueryDict, *, user: User, job: Job | None = None, stages: Sequence[Any] = ()
    ) -> None:
        super().__init__(query)
        for name, read in self._offered(user, job, stages).items():
            if name in self.fields:
                self.fields[name].offer(read)

    @staticmethod
    def _offered(user: User, job: Job | None, stages: Sequence[Any]) -> dict[str, Callable[[], Any]]:
        def flags() -> Any:
            return guide.flags(user).values_list("code", "name")

        def owners() -> Any:
            seen = Application.objects.visible_to(user).filter(job=job)
            users = User.objects.filter(pk__in=seen.order_by().values("owner"))
            return users.order_by("name", "pk").values_list("pk", "name")

        unknown = (UNKNOWN, "Unknown")
        return {
            "stage": lambda: ((stage.pk, stage.name) for stage in stages),
            "flag": flags,
            "without": flags,
            "unreviewed": flags,
            "activity": lambda: guide.activities(user).values_list("code", "name"),
            "level": lambda: [*Level.objects.values_list("code", "name"), unknown],
            "background": lambda: [*guide.backgrounds(user).values_list("code", "name"), unknown],
            "source": lambda: Source.objects.visible_to(user).order_by("name").values_list("pk", "name"),
            "tag": lambda: Tag.objects.visible_to(user).order_by("name_key").values_list("pk", "name"),
            "owner": owners,
        }

    def wanted(self, *, status: str = ApplicationStatus.ACTIVE) -> Wanted:
        """What was asked for, without what can't be understood; status: "" for all."""
        self.full_clean()
        values = {name: self.cleaned_data.get(name) or () for name in self.fields}
        numbers = {
            name: [int(value) for value in values.get(name, ())]
            for name in ("stage", "source", "tag", "owner")
        }
        return Wanted(
            status=status,
            stages=numbers["stage"],
            holding=values["flag"],
            lacking=values["without"],
            unreviewed=values["unreviewed"],
            activities=values["activity"],
            levels=values["level"],
            backgrounds=values["background"],
            sources=numbers["source"],
            tags=numbers["tag"],
            owners=numbers["owner"],
            text=values["q"] or "",
            **{
                name: self.cleaned_data.get(name)
                for name in ("years_from", "years_to", "applied_from", "applied_to")
            },
        )

    def filters(self) -> list[Filter]:
        """The filters that are on, in the order of the fields."""
        found = []
        for name, field in self.fields.items():
            values = dict.fromkeys(self.data.getlist(name))
            words = dict(field.choices) if values and isinstance(field, _AnyOf) else {}
            for value in values:
                if value.strip():
                    shown = words.get(value, value)
                    found.append(Filter(field.label, shown, _without(self.data, name, value)))
        return found

    def kept(self) -> list[tuple[str, str]]:
        """What the form sends along unseen: how the list is shown, and the values that a list adds to."""
        adding = [name for name, field in self.fields.items() if isinstance(field, _AnyOf)]
        return [
            (name, value)
            for name in (*self.KEPT, *adding)
            for value in dict.fromkeys(self.data.getlist(name))
            if value
        ]


def _without(query: QueryDict, name: str, value: str) -> str:
    changed = query.copy()
    changed.setlist(name, [other for other in query.getlist(name) if other != value])
    for paging in ("page", "more"):
        changed.pop(paging, None)
    return f"?{changed.urlencode()}"
