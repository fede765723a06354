"""Forms of the rule studio: they parse and word; the actions check and write."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format

from candidates.models import Resume
from candidates.studio.actions.drafts import MOST_NOTE
from candidates.studio.documents import RulesInvalid
from candidates.studio.queries.trying import MOST_CHARACTERS, find_resumes
from candidates.studio.wording import items
from recruiting.accounts.models import User
from recruiting.errors import Invalid
from recruiting.web.forms import Form
from rubrics.choices import Polarity
from rubrics.ruledoc import Problem, editing
from rubrics.ruledoc.loader import SIGNAL_FIELDS, TEST_FIELDS
from rubrics.ruledoc.nodes import documents, plain
from rubrics.ruledoc.problems import RuleError

_FIELD = re.compile(r"\]\.(\w+)(?:\[\d+\])?(.*)")
"""A problem’s field, such as signals[3].terms[0], or flags[1].holds.any[0].sometimes: its name and what follows."""

LONG = 20_000
MOST_OFFERED = 30
"""Stored resumes in a choice; a search finds others."""


class Lines(forms.CharField):
    """A list, one a line; empty lines fall away."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        area = forms.Textarea(attrs={"rows": rows, "spellcheck": "false"})
        super().__init__(max_length=LONG, widget=area, **kwargs)

    def clean(self, value: Any) -> Any:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class RulesForm(Form):
    """A form whose action may find the rules wrong."""

    def refuse(self, error: Invalid) -> None:
        if isinstance(error, RulesInvalid):
            self.place(error.problems)
        else:
            super().refuse(error)

    def place(self, problems: tuple[Problem, ...]) -> None:
        """Put what is wrong beside the field that it is about."""
        raise NotImplementedError


class RowForm(RulesForm):
    """One row of a draft. names: the document's fields, in their order."""

    names: tuple[str, ...] = ()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    @classmethod
    def initial_of(cls, values: Mapping[str, Any], seen: str) -> dict[str, Any]:
        """A row's values as the fields show them."""
        return {name: cls.shown(name, values.get(name)) for name in cls.names} | {"seen": seen}

    @classmethod
    def shown(cls, name: str, value: Any) -> Any:
        return "\n".join(items(value)) if isinstance(cls.base_fields.get(name), Lines) else value

    def values(self) -> dict[str, Any]:
        """The row as the document says it; what is empty is left out."""
        said = {name: self.written(name, self.cleaned_data.get(name)) for name in self.names}
        return {name: value for name, value in said.items() if value not in ("", None, [], {})}

    def written(self, name: str, value: Any) -> Any:
        return value

    def place(self, problems: tuple[Problem, ...]) -> None:
        for problem in problems:
            found = _FIELD.search(problem.field)
            if found and found[1] in self.fields:
                where = f"{found[2].lstrip('.')} " if found[2] else ""
                words, name = f"{where}{problem.message}", found[1]
            else:
                words, name = f"line {problem.line}: {problem.message}", None
            self.add_error(name, words[:1].upper() + words[1:] + ("" if words.endswith(".") else "."))


class SignalForm(RowForm):
    names = SIGNAL_FIELDS
    code = forms.CharField(
        max_length=80, help_text="Lower-case words joined by dots, for example tool.dependency_track."
    )
    terms = Lines(
        label="Terms and patterns",
        help_text="One a line. trivy · pre-commit · scan~ <2> image · (static|dynamic) analysis. No regular expressions.",
    )
    groups = Lines(help_text="One a line, from the list on this page.")
    activity = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Activities that it shows",
    )
    counts = forms.ChoiceField(
        required=False,
        choices=[("", "Done, or listed as a skill"), ("done", "Done only")],
        label="What counts",
    )
    needs = Lines(
        required=False,
        rows=2,
        label="Company it needs",
        help_text="Groups or signals: one of them in the same sentence.",
    )
    not_with = Lines(
        required=False,
        rows=2,
        label="Company that rules it out",
        help_text="Groups or signals: none of them in the same sentence.",
    )
    unless = Lines(
        required=False,
        rows=2,
        label="Phrases that don’t count",
        help_text="Inside one of these a term says something else.",
    )
    holds_in = Lines(rows=2, label="Must hold in", help_text="A sentence as resumes have it; one a line.")
    not_in = Lines(
        rows=2,
        label="Must not hold in",
        help_text="A sentence with the term in which it must not count; one a line.",
    )

    def __init__(self, *args: Any, context: "RowContext", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"].choices = list(context.activities.items())

    @classmethod
    def shown(cls, name: str, value: Any) -> Any:
        if name == "activity":
            return items(value)
        return "" if name == "counts" and value == "listed" else super().shown(name, value)

    def written(self, name: str, value: Any) -> Any:
        one = name in ("activity", "holds_in", "not_in") and len(value) == 1
        return value[0] if one else value


class FlagForm(RowForm):
    names = ("code", "polarity", "absence", "looked_for", "holds")
    code = forms.CharField(
        max_length=40, help_text="Lower-case words joined by _, for example cloud_security."
    )
    polarity = forms.ChoiceField(
        choices=[(Polarity.GREEN.value, "Green"), (Polarity.YELLOW.value, "Yellow")],
        widget=forms.RadioSelect,
        label="Colour",
    )
    holds = forms.CharField(
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "class": "mono"}),
        label="Holds by",
        help_text="any, all, none, together, group, signal, with as and at_least.",
    )
    absence = forms.BooleanField(
        required=False,
        label="It is about something missing",
        help_text="Such a flag needs a text long enough, in a language that the rules cover.",
    )
    looked_for = Lines(
        required=False,
        label="What is looked for",
        help_text="For something missing: one a line, in words for people.",
    )

    def __init__(self, *args: Any, context: "RowContext", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    @classmethod
    def shown(cls, name: str, value: Any) -> Any:
        if name == "absence":
            return value == "true"
        return as_yaml(value) if name == "holds" else super().shown(name, value)

    def clean_holds(self) -> Any:
        return from_yaml(self.cleaned_data["holds"])

    def written(self, name: str, value: Any) -> Any:
        return ("true" if value else "") if name == "absence" else value


class TestForm(RowForm):
    names = TEST_FIELDS
    text = forms.CharField(
        max_length=LONG, widget=forms.Textarea(attrs={"rows": 4}), help_text="As a resume has it."
    )
    flags = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="Must hold in it"
    )
    not_flags = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="Must not hold in it"
    )
    as_of = forms.DateField(
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        label="As of",
        help_text="Only where the date plays a part.",
    )

    def __init__(self, *args: Any, context: "RowContext", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("flags", "not_flags"):
            self.fields[name].choices = list(context.flags.items())

    @classmethod
    def shown(cls, name: str, value: Any) -> Any:
        return items(value) if name in ("flags", "not_flags") else value

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        both = set(values.get("flags") or ()) & set(values.get("not_flags") or ())
        if both:
            self.add_error("not_flags", "A flag can’t both hold and not hold: tick it once.")
        elif not values.get("flags") and not values.get("not_flags"):
            self.add_error("flags", "Tick at least one flag that must hold, or one that must not.")
        return values

    def written(self, name: str, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value


class RowContext:
    """What forms of rows offer: names by code. activities: the guide's; flags: the document's."""

    def __init__(self, activities: Mapping[str, str], flags: Mapping[str, str]) -> None:
        self.activities, self.flags = activities, flags


ROW_FORMS: Mapping[str, type[RowForm]] = {"signals": SignalForm, "flags": FlagForm, "tests": TestForm}


class RowTextForm(RowForm):
    """A row as YAML."""

    text = forms.CharField(
        max_length=LONG,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false", "class": "mono"}),
        label="As YAML",
    )

    def place(self, problems: tuple[Problem, ...]) -> None:
        for problem in problems:
            self.add_error("text", f"Line {problem.line}, {problem.field}: {problem.message}.")


class TextForm(RulesForm):
    """The whole document."""

    document = forms.CharField(
        strip=False,
        widget=forms.Textarea(attrs={"spellcheck": "false", "class": "mono rules-text"}),
        label="Rules as YAML",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    problems: tuple[Problem, ...] = ()

    def place(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        for problem in self.problems[:20]:
            self.add_error("document", f"Line {problem.line}, {problem.field}: {problem.message}.")


class NoteForm(Form):
    note = forms.CharField(
        max_length=MOST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What changes and why, for those who read the history.",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class VersionForm(Form):
    """A step on a draft as it was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class TryForm(Form):
    """A text, or a stored resume: the choice lists the newest, those found, and the chosen one. owner: the id of the
    form that the fields are sent with, where they stand beside it."""

    text = forms.CharField(
        max_length=MOST_CHARACTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        label="Text",
        help_text="A sentence, a bullet or a whole resume. Nothing of it is stored.",
    )
    resume = forms.ModelChoiceField(None, required=False, label="Or a stored resume")

    def __init__(
        self,
        *args: Any,
        user: User,
        search: str = "",
        chosen: Resume | None = None,
        owner: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, prefix="try", initial={"resume": chosen.pk if chosen else None}, **kwargs)
        field = self.fields["resume"]
        field.queryset = find_resumes(user)
        offered = list(find_resumes(user, search)[:MOST_OFFERED])
        if chosen is not None and chosen not in offered:
            offered.insert(0, chosen)
        if owner:
            for each in self.fields.values():
                each.widget.attrs["form"] = owner
        field.widget.choices = [("", "The text above"), *((row.pk, _named(row)) for row in offered)]


def _named(resume: Resume) -> str:
    return f"{resume.candidate.shown_name}, {date_format(timezone.localdate(resume.received_at), 'j M Y')}"


def as_yaml(value: Any) -> str:
    """An expression as people write it."""
    if value in (None, ""):
        return ""
    if isinstance(value, str):
        return value
    return editing.dump(value)


def from_yaml(text: str) -> Any:
    """What as_yaml gave, changed by a person: texts, lists and mappings. Raises a form's error with the line."""
    try:
        found = documents(text)
    except RuleError as error:
        raise forms.ValidationError(f"Line {error.line}: {error.message}.") from error
    if len(found) != 1:
        raise forms.ValidationError("Write one expression.")
    return plain(found[0])
