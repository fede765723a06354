from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from recruiting.web.forms import Form
from rubrics.actions.bank import LONGEST
from rubrics.bankfile import MOST_BYTES
from rubrics.choices import QuestionState
from rubrics.models import Question
from rubrics.queries.bank import Offer

PROBE_KINDS = {
    "activity": "Activities",
    "flag": "Resume flags",
    "capability": "Capabilities",
    "mistake": "Hiring mistakes",
    "background": "Backgrounds",
}


class BankForm(Form):
    """What the question bank is narrowed to; it stands in the address."""

    q = forms.CharField(label="Search", required=False, max_length=200, strip=True)
    area = forms.ChoiceField(label="Focus area", required=False)
    level = forms.ChoiceField(label="Level", required=False)
    about = forms.ChoiceField(label="Finds out about", required=False)
    show = forms.ChoiceField(
        label="Show", required=False, choices=[("", "In use"), (QuestionState.RETIRED, "Retired")], initial=""
    )

    def __init__(self, *args: Any, offers: Mapping[str, Sequence[Offer]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget = forms.TextInput(
            attrs={"type": "search", "placeholder": "Words in a question or an answer"}
        )
        anything = ("", "Any")
        self.fields["area"].choices = [anything, *_pairs(offers["focus_area"])]  # type: ignore[attr-defined]
        self.fields["level"].choices = [anything, *_pairs(offers["level"])]  # type: ignore[attr-defined]
        self.fields["about"].choices = [anything, *probe_choices(offers)]  # type: ignore[attr-defined]

    @property
    def narrows(self) -> dict[str, Any]:
        """Arguments of search_bank(). What can't be read narrows nothing; the form says so."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "text": given.get("q", ""),
            "focus_area": given.get("area", ""),
            "level": given.get("level", ""),
            "about": given.get("about", ""),
            "state": given.get("show") or QuestionState.IN_USE,
        }


class Lines(forms.CharField):
    """A text of several lines, with plain line ends whatever the browser sends."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class Ticks(forms.MultipleChoiceField):
    """Any number of things to tick."""

    widget = forms.CheckboxSelectMultiple


class QuestionForm(Form):
    """A whole question, to write a new one or the next version of one."""

    text = Lines(label="Question", max_length=LONGEST["text"], help_text="As it is asked.")
    focus_area = forms.ChoiceField(label="Focus area")
    minutes = forms.IntegerField(
        label="Minutes", min_value=1, max_value=120, initial=10, help_text="With its follow-ups."
    )
    levels = Ticks(label="Fit for", error_messages={"required": "Tick at least one level."})
    strong = Lines(
        label="A strong answer",
        max_length=LONGEST["strong"],
        required=False,
        help_text="What it holds, one thing per line.",
    )
    fair = Lines(
        label="A fair answer", max_length=LONGEST["fair"], required=False, help_text="One thing per line."
    )
    weak = Lines(
        label="A weak answer", max_length=LONGEST["weak"], required=False, help_text="One thing per line."
    )
    follow_ups = Lines(
        label="Follow-ups", max_length=LONGEST["follow_ups"], required=False, help_text="One per line."
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, question: Question | None, offers: Mapping[str, Sequence[Offer]], **kwargs: Any
    ) -> None:
        """question: with its lists, None for a new one."""
        super().__init__(*args, **kwargs)
        self.fields["focus_area"].choices = _pairs(offers["focus_area"])  # type: ignore[attr-defined]
        self.fields["levels"].choices = _pairs(offers["level"])  # type: ignore[attr-defined]
        for kind, (label, choices) in zip(PROBE_KINDS, probe_choices(offers), strict=True):
            self.fields[kind] = Ticks(label=label, choices=choices, required=False)
        self.fields["text"].widget.attrs["rows"] = 3
        self.fields["follow_ups"].widget.attrs["rows"] = 5
        for name, value in standing(question).items():
            self.fields[name].initial = value

    @property
    def probe_fields(self) -> list[BoundField]:
        return [self[kind] for kind in PROBE_KINDS]

    @property
    def content(self) -> dict[str, Any]:
        """The question as the action takes it."""
        given = self.cleaned_data
        plain = ("text", "focus_area", "minutes", "levels", "strong", "fair", "weak", "follow_ups")
        probes = [about for kind in PROBE_KINDS for about in given[kind]]
        return {name: given[name] for name in plain} | {"probes": probes}


class BankFileForm(Form):
    """A file of questions to look into."""

    file = forms.FileField(
        label="File", help_text="YAML as the bank is exported, at most 1 MB and 500 questions."
    )

    def clean_file(self) -> str:
        """Its text."""
        try:
            return str(self.cleaned_data["file"].read(MOST_BYTES + 1).decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError("This is no text in UTF-8. Choose the exported YAML file.") from error


class BankImportForm(Form):
    """A file that was looked into, as it goes into the bank."""

    text = forms.CharField(widget=forms.HiddenInput, strip=False)
    name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)


def standing(question: Question | None) -> dict[str, Any]:
    """How the fields of a question's form stand now, with its mark."""
    if question is None:
        return {}
    told = question.content()
    probes = told.pop("probes")
    ticked = {kind: [about for about in probes if about.startswith(f"{kind}:")] for kind in PROBE_KINDS}
    return told | ticked | {"seen": question.version}


def probe_choices(offers: Mapping[str, Sequence[Offer]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a question may probe, for a select, by kind: ("activity:sast", its name)."""
    return [
        (label, [(f"{kind}:{offer.code}", offer.name) for offer in offers[kind]])
        for kind, label in PROBE_KINDS.items()
    ]


def _pairs(offers: Sequence[Offer]) -> list[tuple[str, str]]:
    return [(offer.code, offer.name) for offer in offers]
