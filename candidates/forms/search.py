"""What the search page and the API ask: a line of words and fields, and the filters of a job's people."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from candidates.finding.asking import MOST_CHARACTERS, Asked, parse, read_range
from candidates.finding.words import words_of
from candidates.forms.pipeline import PipelineForm
from candidates.queries.pipeline import Wanted
from recruiting.accounts.models import User

FIELDS = ("level", "years", "flag", "activity", "background", "source", "tag", "quiet")
"""What may stand before a colon in the line: level:mid, years:2..5, activity:"Kubernetes security"."""

DAYS_A_MONTH = 30.44


class SearchForm(PipelineForm):
    """The filters that hold for a person over all jobs. Fields in the line of words become filters of their own."""

    KEPT = ()

    q = forms.CharField(max_length=MOST_CHARACTERS, required=False, label="Words")
    quiet = forms.IntegerField(
        min_value=1, max_value=120, required=False, label="Not contacted for, in months"
    )
    stage = owner = applied_from = applied_to = None

    def __init__(self, query: QueryDict, *, user: User) -> None:
        super().__init__(query, user=user)
        self.asked: Asked = parse(query.get("q", ""), fields=FIELDS, negatable=("flag",))
        self.problems = list(self.asked.problems)
        data = query.copy()
        if "q" in query:
            data["q"] = self.asked.text
        for name, value in self.asked.fields:
            for field, understood in self._understood(name, value):
                data.appendlist(field, understood)
        self.data = data

    def _understood(self, name: str, value: str) -> list[tuple[str, str]]:
        """The filters that a field in the line stands for."""
        if name == "years":
            if (ends := read_range(value)) is None:
                self.problems.append("“years:” takes a number, or a range such as 2..5.")
                return []
            return [
                (field, str(end))
                for field, end in zip(("years_from", "years_to"), ends, strict=True)
                if end is not None
            ]
        if name == "quiet":
            return [("quiet", value)]
        field = "without" if name == "-flag" else name
        offered = {
            key: code
            for code, label in self.fields[field].choices
            if code
            for key in (_key(code), _key(label))
        }
        if code := offered.get(_key(value)):
            return [(field, code)]
        what = self.fields[field].label.lower()
        self.problems.append(f"“{value}” is no {what.removeprefix('has ').removeprefix('without ')} here.")
        return []

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked at all."""
        return not self.asked.terms and not self.filters()

    @property
    def understands(self) -> list[str]:
        """What was not understood, as sentences."""
        self.full_clean()
        return [
            *self.problems,
            *(
                f"{self.fields[name].label}: {message}"
                for name, found in self.errors.items()
                for message in found
            ),
        ]

    def wanted(self, *, status: str = "") -> Wanted:
        return replace(super().wanted(status=status), text="")

    def quiet_since(self, now: datetime | None = None) -> datetime | None:
        """From when on nobody may have had to do with the people, if that is asked."""
        self.full_clean()
        months = self.cleaned_data.get("quiet")
        return (now or timezone.now()) - timedelta(days=DAYS_A_MONTH * months) if months else None

    def kept_beside_words(self) -> list[tuple[str, str]]:
        """The filters, as the form of the line sends them along."""
        return [
            (name, value)
            for name in self.fields
            if name != "q"
            for value in dict.fromkeys(self.data.getlist(name))
            if value
        ]

    def kept_beside_filters(self) -> list[tuple[str, str]]:
        """The words, and the values that a list adds to, as the form of the filters sends them along."""
        single = ("years_from", "years_to", "quiet")
        words = [("q", self.asked.text)] if self.asked.text else []
        return words + [pair for pair in self.kept_beside_words() if pair[0] not in single]

    def filters(self) -> list[Any]:
        return [each for each in super().filters() if each.label != "Words"]


def _key(text: str) -> tuple[str, ...]:
    """Codes and names are the same in whatever case and with whatever between their words."""
    return tuple(words_of(text))
