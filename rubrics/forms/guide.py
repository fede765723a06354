from typing import Any

from django import forms
from django.db import models

from recruiting.web.forms import Form
from rubrics.models import SourcedRow


class GuideRowForm(Form):
    """The texts of one row of the guide, whatever its kind, with the guide's own words where they differ."""

    def __init__(self, *args: Any, row: SourcedRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        differing = row.changed_fields()
        for name in row.texts:
            self.fields[name] = self._field(row, name, differs=name in differing)
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False, initial=row.edit_mark)

    @staticmethod
    def _field(row: SourcedRow, name: str, *, differs: bool) -> forms.Field:
        known = row._meta.get_field(name)
        return forms.CharField(
            label=str(known.verbose_name).capitalize(),
            required=not known.blank,
            max_length=known.max_length,
            widget=forms.Textarea(attrs={"rows": 4})
            if isinstance(known, models.TextField)
            else forms.TextInput(),
            initial=getattr(row, name),
            help_text=f"The guide says: {row.shipped[name] or '(nothing)'}" if differs else "",
        )

    @property
    def texts(self) -> dict[str, str]:
        """What the action takes: all but the mark."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}
