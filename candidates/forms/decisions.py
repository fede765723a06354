"""The form of a decision, with the four hiring mistakes, and of taking it back."""

from typing import Any

from django import forms

from candidates.choices import GUARDS, DecisionKind
from candidates.forms.fields import VersionForm, reason_field, text_field
from candidates.validators import unanswered_guards
from recruiting.accounts.models import User
from rubrics import queries as guide
from rubrics.models import Level


class DecisionForm(VersionForm):
    """What a person decides; each of the guide's four hiring mistakes has a field of its code."""

    kind = forms.ChoiceField(choices=DecisionKind.choices, widget=forms.RadioSelect, label="Decision")
    level = forms.ModelChoiceField(Level.objects.all(), required=False, empty_label="Not decided")
    reason = text_field(required=True, label="Why", help_text="What it rests on, as you would defend it.")
    rejection_reason = reason_field()
    no_devops, shallow_security, gatekeeper, developer_experience = (text_field() for _ in GUARDS)
    dissent = text_field(2, help_text="Who sees it otherwise, and why.")
    conditions = text_field(2, help_text="What the offer or the hire depends on.")

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
