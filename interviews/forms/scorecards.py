"""The form of a scorecard: one field for each note and rating, named by what it is about."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms

from interviews.actions.scorecards import MOST_CHARACTERS, MOST_FOR_A_REASON, TEXTS, Unfinished
from interviews.choices import NOT_ASSESSED
from interviews.models import Rating
from interviews.queries.scorecards import Sheet, Todo
from recruiting.errors import Invalid
from recruiting.web.forms import Form
from rubrics.choices import Score

NO_SCORE = "na"
_KINDS = {"criterion": "score", "score": "score", "not_assessed": "why", "note": "note"}


def _text(label: str, rows: int = 4, help_text: str = "") -> forms.CharField:
    """As typed: a draft that came back trimmed would differ from what stands on the device."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        strip=False,
        max_length=MOST_CHARACTERS,
        widget=widget,
    )


def _words(label: str, choices: list[tuple[Any, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=choices, widget=forms.RadioSelect)


class ScorecardForm(Form):
    """A draft, whole or in part. only: names of the fields that are sent; without it, all."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, sheet: Sheet, only: Collection[str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(_typed(data), initial=present_of(sheet), **kwargs)
        self.sheet = sheet
        for asked in sheet.asked:
            self.fields[f"answer-{asked.question.pk}"] = _text("Your note", 5)
        for rated in sheet.rated:
            self._add_criterion(rated.criterion.pk, rated.criterion.name, rated.rating)
        self.fields["recommendation"] = _words("Recommendation", list(Score.choices))
        self.fields["reason"] = _text("Because", 3, "One reason that rests on a note above.")
        self.fields["takeaways"] = _text("Key take-aways", 3, "What the others should know of this talk.")
        self.fields["private_note"] = _text(
            "Private note", 3, "For you only. Not shown in the debrief, not part of the record."
        )
        if only is not None:
            for name in self.fields.keys() - {*only, "revision"}:
                del self.fields[name]

    def _add_criterion(self, pk: int, name: str, rating: Rating | None) -> None:
        scores = [*((str(score), word) for score, word in Score.choices), (NO_SCORE, "Not assessed")]
        self.fields[f"score-{pk}"] = _words(f"Rating for {name}", scores)
        # A reason that came by the API may be none of ours.
        own = rating.not_assessed if rating else ""
        reasons = [*NOT_ASSESSED, *([own] if own and own not in NOT_ASSESSED else [])]
        self.fields[f"why-{pk}"] = forms.ChoiceField(
            label="Why not assessed",
            required=False,
            choices=[(reason[:MOST_FOR_A_REASON], reason) for reason in reasons],
        )
        self.fields[f"note-{pk}"] = _text(f"Evidence for {name}", 2)

    def parts(self) -> dict[str, Any]:
        """The valid form as arguments of save_draft."""
        values = dict(self.cleaned_data)
        found: dict[str, Any] = {"revision": values.pop("revision"), "answers": {}, "ratings": {}}
        for name in TEXTS:
            if name in values:
                found[name] = values.pop(name)
        if "recommendation" in values:
            found["recommendation"] = _score(values.pop("recommendation"))
        for name, value in values.items():
            kind, _, pk = name.partition("-")
            if kind == "answer":
                found["answers"][int(pk)] = value
            elif kind == "note":
                found["ratings"].setdefault(int(pk), {})["note"] = value
            elif kind == "score":
                found["ratings"].setdefault(int(pk), {}).update(_rating(values, int(pk)))
            elif kind == "why" and value and f"score-{pk}" not in values:
                found["ratings"].setdefault(int(pk), {})["not_assessed"] = value
        return found

    def refuse(self, error: Invalid) -> None:
        """Of a card that can't be submitted yet, all that it lacks."""
        todo: Iterable[Todo | Invalid] = error.todo if isinstance(error, Unfinished) else [error]
        for each in todo:
            super().refuse(Invalid(name_of(each.field), error.code, each.message))

    def note_saved(self, revision: int) -> None:
        """Go on from what was saved just now, where the form is shown again."""
        self.data["revision"] = revision


def name_of(field: str | None) -> str | None:
    """The form's name for what save_draft calls so: "ratings.7.note" is note-7, "answers.31.note" answer-31."""
    kind, _, inner = (field or "").partition(".")
    pk, _, part = inner.partition(".")
    if not inner:
        return field
    return f"answer-{pk}" if kind == "answers" else f"{_KINDS[part]}-{pk}"


def _typed(data: Any) -> Any:
    """What was sent, as it is stored and compared: lines end short, and a reason counts for nothing beside a rating."""
    if data is None:
        return None
    values = {name: data[name].replace("\r\n", "\n") for name in data if isinstance(data[name], str)}
    for name in values:
        kind, _, pk = name.partition("-")
        if kind == "why" and values.get(f"score-{pk}", NO_SCORE) != NO_SCORE:
            values[name] = ""
    return {**{name: data[name] for name in data}, **values}


def present_of(sheet: Sheet) -> dict[str, Any]:
    """What stands on the card, by field, with its revision."""
    return {**fields_of(sheet), "revision": sheet.revision}


def _score(word: str) -> int | None:
    return int(word) if word and word != NO_SCORE else None


def _rating(values: Mapping[str, str], pk: int) -> dict[str, Any]:
    word = values[f"score-{pk}"]
    why = (values.get(f"why-{pk}") or NOT_ASSESSED[0]) if word == NO_SCORE else ""
    return {"score": _score(word), "not_assessed": why}


def fields_of(sheet: Sheet) -> dict[str, str]:
    """What stands on the card, each under the name of its field. Nothing is a text of no length."""
    card = sheet.card
    found = {f"answer-{a.question.pk}": a.answer.note if a.answer else "" for a in sheet.asked}
    for rated in sheet.rated:
        pk, rating = rated.criterion.pk, rated.rating
        na = rating is not None and rating.not_assessed != ""
        found[f"score-{pk}"] = NO_SCORE if na else str(rating.score or "") if rating else ""
        found[f"why-{pk}"] = rating.not_assessed if rating else ""
        found[f"note-{pk}"] = rating.note if rating else ""
    found["recommendation"] = str(card.recommendation or "") if card else ""
    return found | {name: getattr(card, name) if card else "" for name in TEXTS}


class AmendmentForm(Form):
    text = forms.CharField(
        label="Addition",
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It stands below the card with its date. What you submitted stays as it is.",
    )
