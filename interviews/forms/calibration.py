"""Over which cards agreement is counted."""

from typing import Any

from django import forms

from candidates.models import Job
from interviews.validators import check_days
from recruiting.errors import Invalid
from recruiting.web.forms import Form


class CalibrationFilter(Form):
    since = forms.DateField(label="From", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="To", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    job = forms.ModelChoiceField(Job.objects.none(), required=False, empty_label="All jobs")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        jobs = Job.objects.visible_to(user).filter(applications__loops__isnull=False)
        self.fields["job"].queryset = jobs.distinct().order_by("title", "pk")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean()
        try:
            check_days(values.get("since"), values.get("until"))
        except Invalid as error:
            self.refuse(error)
        return values
