"""What a list of applications is narrowed down to."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django import forms
from django.http import QueryDict

from candidates.choices import ApplicationStatus
from candidates.models import Application, Job, Source, Tag
from candidates.queries.pipeline import UNKNOWN, Wanted
from recruiting.accounts.models import User
from recruiting.web.forms import Form
from rubrics import queries as guide
from rubrics.models import Level


class _AddOne(forms.Select):
    """A list to choose one more value from. The values so far stand in the address, and beside it with a link each
    that removes it."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [value for value in dict.fromkeys(data.getlist(name)) if value]

    def format_value(self, value: Any) -> list[str]:
        return [""]

    def use_required_attribute(self, initial: Any) -> bool:
        return False


class _AnyOf(forms.MultipleChoiceField):
    def __init__(self, *, label: str) -> None:
        messages = {"invalid_choice": "%(value)s is not there any more, so it filters nothing."}
        super().__init__(label=label, required=False, widget=_AddOne, error_messages=messages)

    def offer(self, read: Callable[[], Iterable[tuple[Any, str]]]) -> None:
        """What may be chosen, as text: so it stands in an address. Read once, and only if it is needed."""
        self.choices = lru_cache(maxsize=1)(
            lambda: [("", "Any"), *((str(value), words) for value, words in read())]
        )


@dataclass(frozen=True)
class Filter:
    """One filter that is on, in words; without: the address's query without it."""

    label: str
    words: str
    without: str


class ViewForm(Form):
    name = forms.CharField(max_length=100, help_text="For example “Mid and up, not audit-only”.")
    shared = forms.BooleanField(
        required=False,
        label="Shared",
        help_text="Everybody on jobs may choose it; each sees the people they may.",
    )


class PipelineForm(Form):
    """What a job's board and table are narrowed down to: the address's query, whole."""

    KEPT = ("view", "sort", "status")
    """Of the address, what is no filter and stays as it is."""

    q = forms.CharField(max_length=100, required=False, label="Name, headline or e-mail")
    stage = _AnyOf(label="Stage")
    flag = _AnyOf(label="Has flag")
    without = _AnyOf(label="Without flag")
    unreviewed = _AnyOf(label="Flag not reviewed")
    activity = _AnyOf(label="Activity shown")
    level = _AnyOf(label="Level")
    background = _AnyOf(label="Background")
    source = _AnyOf(label="Source")
    tag = _AnyOf(label="Tag")
    owner = _AnyOf(label="Owner")
    years_from = forms.DecimalField(
        min_value=0, max_value=60, max_digits=4, decimal_places=1, required=False, label="Years from"
    )
    years_to = forms.DecimalField(
        min_value=0, max_value=60, max_digits=4, decimal_places=1, required=False, label="Years to"
    )
    applied_from = forms.DateField(
        required=False, label="Applied from", widget=forms.DateInput(attrs={"type": "date"})
    )
    applied_to = forms.DateField(
        required=False, label="Applied to", widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(
        self, query: QueryDict, *, user: User, job: Job | None = None, stages: Sequence[Any] = ()
    ) -> None:
        super().__init__(query)
        for name, read in self._offered(user, job, stages).items():
            if name in self.fields:
                self.fields[name].offer(read)

    @staticmethod
    def _offered(user: User, job: Job | None, stages: Sequence[Any]) -> dict[str, Callable[[], Any]]:
        @cache  # three fields offer them
        def flags() -> Any:
            return list(guide.flags(user).values_list("code", "name"))

        def owners() -> Any:
            seen = Application.objects.visible_to(user).filter(job=job)
            users = User.objects.filter(pk__in=seen.order_by().values("owner"))
            return users.order_by("name", "pk").values_list("pk", "name")

        unknown = (UNKNOWN, "Unknown")
        return {
            "stage": lambda: ((stage.pk, stage.name) for stage in stages),
            "flag": flags,
            "without": flags,
            "unreviewed": flags,
            "activity": lambda: guide.activities(user).values_list("code", "name"),
            "level": lambda: [*Level.objects.values_list("code", "name"), unknown],
            "background": lambda: [*guide.backgrounds(user).values_list("code", "name"), unknown],
            "source": lambda: Source.objects.visible_to(user).order_by("name").values_list("pk", "name"),
            "tag": lambda: Tag.objects.visible_to(user).order_by("name_key").values_list("pk", "name"),
            "owner": owners,
        }

    def wanted(self, *, status: str = ApplicationStatus.ACTIVE) -> Wanted:
        """What was asked for, without what can't be understood; status: "" for all."""
        self.full_clean()
        values = {name: self.cleaned_data.get(name) or () for name in self.fields}
        numbers = {
            name: [int(value) for value in values.get(name, ())]
            for name in ("stage", "source", "tag", "owner")
        }
        return Wanted(
            status=status,
            stages=numbers["stage"],
            holding=values["flag"],
            lacking=values["without"],
            unreviewed=values["unreviewed"],
            activities=values["activity"],
            levels=values["level"],
            backgrounds=values["background"],
            sources=numbers["source"],
            tags=numbers["tag"],
            owners=numbers["owner"],
            text=values["q"] or "",
            **{
                name: self.cleaned_data.get(name)
                for name in ("years_from", "years_to", "applied_from", "applied_to")
            },
        )

    def filters(self) -> list[Filter]:
        """The filters that are on, in the order of the fields."""
        found = []
        for name, field in self.fields.items():
            values = dict.fromkeys(self.data.getlist(name))
            words = dict(field.choices) if values and isinstance(field, _AnyOf) else {}
            for value in values:
                if value.strip():
                    shown = words.get(value, value)
                    found.append(Filter(field.label, shown, _without(self.data, name, value)))
        return found

    def kept(self) -> list[tuple[str, str]]:
        """What the form sends along unseen: how the list is shown, and the values that a list adds to."""
        adding = [name for name, field in self.fields.items() if isinstance(field, _AnyOf)]
        return [
            (name, value)
            for name in (*self.KEPT, *adding)
            for value in dict.fromkeys(self.data.getlist(name))
            if value
        ]


def _without(query: QueryDict, name: str, value: str) -> str:
    changed = query.copy()
    changed.setlist(name, [other for other in query.getlist(name) if other != value])
    for paging in ("page", "more"):
        changed.pop(paging, None)
    return f"?{changed.urlencode()}"
