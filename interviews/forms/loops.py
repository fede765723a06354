"""Forms of a loop: who interviews, how long, about what."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms

from candidates.forms.colleagues import ColleagueField
from candidates.queries.colleagues import labels_of
from interviews.choices import USUAL_MINUTES
from interviews.forms.fields import minutes_field
from interviews.models import Interview, Loop, Panelist
from interviews.queries.loops import usual_panel
from recruiting.accounts.models import User
from recruiting.web.forms import Form
from rubrics.models import FocusArea, Level

MOST_PEOPLE = 6


@dataclass(frozen=True)
class PersonRow:
    """Two fields of a LoopForm that belong together."""

    number: int
    person: Any
    minutes: Any


class LoopForm(Form):
    """For which level, and who interviews for how long: an interview a person. Rows without a person count for
    nothing."""

    level = forms.ModelChoiceField(Level.objects.all(), empty_label="Choose a level", label="Level")

    def __init__(self, *args: Any, people: Iterable[User] = (), **kwargs: Any) -> None:
        """people: whom the rows name to begin with, and offer."""
        super().__init__(*args, **kwargs)
        self.fields["level"].label_from_instance = lambda row: row.name
        named = labels_of(people)
        for number in range(1, MOST_PEOPLE + 1):
            person = ColleagueField(required=False, label=f"Person {number}", near=named)
            person.initial = named[number - 1] if number <= len(named) else ""
            self.fields[f"person_{number}"] = person
            minutes = minutes_field(initial=USUAL_MINUTES, required=False)
            minutes.label = f"Minutes of person {number}"
            self.fields[f"minutes_{number}"] = minutes

    @property
    def rows(self) -> list[PersonRow]:
        return [
            PersonRow(number, self[f"person_{number}"], self[f"minutes_{number}"])
            for number in range(1, MOST_PEOPLE + 1)
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        panel: dict[User, int] = {}
        for number in range(1, MOST_PEOPLE + 1):
            person = values.pop(f"person_{number}", None)
            minutes = values.pop(f"minutes_{number}", None) or USUAL_MINUTES
            if person in panel:
                self.add_error(f"person_{number}", f"{person.name} stands in an earlier row already.")
            elif person is not None:
                panel[person] = minutes
        if not panel and not self.errors:
            self.add_error("person_1", "Name at least one person who interviews.")
        return values | {"panel": list(panel.items())}


class SeatForm(Form):
    """One more person on the panel: in an interview of their own, or beside somebody."""

    user = ColleagueField(label="Colleague")
    interview = forms.ModelChoiceField(
        Interview.objects.none(), required=False, empty_label="One of their own", label="In which interview"
    )
    minutes = minutes_field(
        initial=USUAL_MINUTES,
        required=False,
        help_text=f"Of an interview of their own: {USUAL_MINUTES} unless said.",
    )

    def __init__(self, *args: Any, loop: Loop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].offer(usual_panel(loop.application.job))
        self.fields["interview"].queryset = loop.interviews.standing()
        self.fields["interview"].label_from_instance = lambda row: row.title


class PanelistForm(Form):
    """What a panel member covers, and their interview's title and length."""

    focus_areas = forms.ModelMultipleChoiceField(
        FocusArea.objects.all(), required=False, widget=forms.CheckboxSelectMultiple, label="Covers"
    )
    title = forms.CharField(max_length=200, label="The interview's title")
    minutes = minutes_field()

    def __init__(self, *args: Any, panelist: Panelist, **kwargs: Any) -> None:
        interview = panelist.interview
        initial = {
            "focus_areas": panelist.focus_areas.all(),
            "title": interview.title,
            "minutes": interview.minutes,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["focus_areas"].label_from_instance = lambda row: row.name


class DealForm(Form):
    keep_areas = forms.BooleanField(
        required=False, initial=True, label="Keep who covers which focus area; deal the questions alone"
    )
