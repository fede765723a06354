"""Forms that take files."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime

from candidates.csvfiles import FIELDS, Table
from candidates.models import Job, Resume
from recruiting.accounts.models import User
from recruiting.errors import Invalid
from recruiting.web.forms import Form


class ResumeForm(Form):
    file = forms.FileField(label="Resume", allow_empty_file=True, help_text="PDF, DOCX, ODT, RTF or text.")


class CompareForm(Form):
    """Two of a person's resumes."""

    a = forms.ChoiceField(label="Before")
    b = forms.ChoiceField(label="After")

    def __init__(self, *args: Any, resumes: Sequence[Resume], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [
            (resume.pk, f"{date_format(localtime(resume.received_at), 'j M Y')}, {resume.file_name}")
            for resume in resumes
        ]
        for name in ("a", "b"):
            self.fields[name].choices = named

    def clean(self) -> dict[str, Any]:
        """Nothing differs from itself."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("a") is not None and found.get("a") == found.get("b"):
            self.add_error("b", "Choose another resume than before.")
        return found


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
