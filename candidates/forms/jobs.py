"""Forms of a job: its pipeline, its team, its end."""

from typing import Any

from django import forms

from candidates.choices import JobRole, StageKind
from candidates.forms.colleagues import ColleagueField
from recruiting.web.forms import Form


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
    user = ColleagueField(label="Colleague")
    role = forms.ChoiceField(choices=JobRole.choices, label="Role on this job")


class CloseForm(Form):
    reason = forms.CharField(max_length=200, label="Why is it closed?")
