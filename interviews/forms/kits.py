"""Forms of a kit: finding a question for it, and changing one that is in it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from interviews.forms.fields import question_minutes_field
from interviews.models import KitQuestion, Panelist
from interviews.queries.kits import Kit
from recruiting.web.forms import Form
from rubrics.forms import BankForm
from rubrics.models import Question


class FindForm(BankForm):
    """The bank's filters, for questions in use."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["show"]


class PickForm(Form):
    """Which question; where (from 0), how long and what about, if it was said: an undo knows."""

    question = forms.ModelChoiceField(
        Question.objects.current(), error_messages={"invalid_choice": "This question is asked no more."}
    )
    place = forms.IntegerField(min_value=0, max_value=1000, required=False)
    minutes = question_minutes_field(required=False)
    about = forms.CharField(max_length=80, required=False)


class MoveForm(Form):
    """Up or down (`step`), or to a place (from 0) in a kit of the loop."""

    step = forms.TypedChoiceField(
        choices=[("-1", "Up"), ("1", "Down")], coerce=int, empty_value=None, required=False
    )
    panelist = forms.ModelChoiceField(Panelist.objects.none(), required=False)
    place = forms.IntegerField(min_value=0, max_value=1000, required=False)

    def __init__(self, *args: Any, loop: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["panelist"].queryset = Panelist.objects.standing().filter(interview__loop=loop)


class KitQuestionForm(Form):
    """Who asks it, as which, and for how long."""

    panelist = forms.ModelChoiceField(None, widget=forms.RadioSelect, empty_label=None, label="Who asks it")
    number = forms.IntegerField(min_value=1, max_value=100, label="As which question")
    minutes = question_minutes_field()

    def __init__(self, *args: Any, item: KitQuestion, kits: Sequence[Kit], **kwargs: Any) -> None:
        mine = next(kit for kit in kits if kit.panelist.pk == item.panelist_id)
        number = [each.pk for each in mine.questions].index(item.pk) + 1
        initial = {"panelist": item.panelist_id, "number": number, "minutes": item.minutes}
        super().__init__(*args, initial=initial, **kwargs)
        known = {kit.panelist.pk: kit for kit in kits}
        field = self.fields["panelist"]
        field.queryset = Panelist.objects.filter(pk__in=known).select_related("user")
        field.label_from_instance = lambda row: f"{row.user.name}: {known[row.pk].in_words}"
