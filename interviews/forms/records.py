"""The form that chooses what stands in the record of a decision."""

from itertools import groupby
from typing import Any

from django import forms
from django.utils.text import Truncator

from interviews.queries.records import MOST_CHOSEN, Evidence, Record, lines_to_grow_toward
from recruiting.web.forms import Form
from rubrics.models import Capability

MOST_OF_A_NOTE = 160


def _choices(label: str, **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=False, widget=forms.CheckboxSelectMultiple, **more)


class RecordForm(Form):
    """Begins with what stands in the record now. The lines of each level are a field of their own."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, record: Record, **kwargs: Any) -> None:
        super().__init__(*args, initial=present_of(record), **kwargs)
        self.ratings = {str(each.rating.pk): each.rating for each in record.rated}
        self.fields["evidence"] = _choices(
            "It rests on",
            choices=[(str(each.rating.pk), _worded(each)) for each in record.rated],
            help_text=f"At most {MOST_CHOSEN}, so that the record stays on one page.",
        )
        self.by_level: dict[str, dict[str, Capability]] = {}
        for level, lines in groupby(lines_to_grow_toward(), key=lambda line: line.level):
            name = f"toward_{level.code}"
            self.by_level[name] = {str(line.pk): line for line in lines}
            self.fields[name] = _choices(
                f"Can grow toward, if decided at {level.name.lower()}",
                choices=[(pk, line.text) for pk, line in self.by_level[name].items()],
            )

    @property
    def chosen(self) -> dict[str, Any]:
        """What choose_record takes."""
        values = self.cleaned_data
        return {
            "evidence": [self.ratings[pk] for pk in values["evidence"]],
            "grows_toward": [lines[pk] for name, lines in self.by_level.items() for pk in values[name]],
            "seen": values["seen"],
        }


def present_of(record: Record) -> dict[str, Any]:
    """What stands in the record now, by field, with the number of its choice."""
    found: dict[str, Any] = {f"toward_{line.level.code}": [] for line in lines_to_grow_toward()}
    for line in record.lines:
        found[f"toward_{line.level.code}"].append(str(line.pk))
    return found | {"evidence": [str(each.rating.pk) for each in record.evidence], "seen": record.number}


def _worded(each: Evidence) -> str:
    note = Truncator(each.rating.note).chars(MOST_OF_A_NOTE)
    rated = f"{each.row.criterion.name}, {each.rating.get_score_display()} ({each.cell.who})"
    return f"{rated}: {note}" if note else rated
