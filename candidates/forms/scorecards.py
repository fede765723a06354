from typing import Any

from django import forms

from candidates.queries.scorecards import JobScorecards
from recruiting.web.forms import Form
from rubrics.models import ScorecardTemplate


class ChooseScorecardForm(Form):
    """Which scorecard a job's new interviews take."""

    template = forms.TypedChoiceField(label="Scorecard", coerce=int)

    def __init__(self, *args: Any, scorecards: JobScorecards, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {row.pk: row for row in scorecards.choices}
        field = self.fields["template"]
        field.choices = [  # type: ignore[attr-defined]
            (row.pk, "This job's own" if row in scorecards.versions else row.name)
            for row in self.rows.values()
        ]
        field.initial = scorecards.present.pk if scorecards.present else None

    def clean_template(self) -> ScorecardTemplate:
        return self.rows[self.cleaned_data["template"]]
