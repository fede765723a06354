"""A field for a colleague: their name is typed, and the page offers those whom the letters fit.

One component for every form: however many colleagues there are, the page stays as small. Without a script it is a text
field that offers those near the job.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy

from candidates.queries.colleagues import colleagues_called, labels_of, nearly_called
from recruiting.accounts.models import User


class ColleagueInput(forms.TextInput):
    """near: names that are offered before a letter is typed."""

    template_name = "components/chooser.html"

    def __init__(self, near: Sequence[str] = ()) -> None:
        address = reverse_lazy("candidates:colleagues")
        super().__init__({"autocomplete": "off", "spellcheck": "false", "data-chooser": address})
        self.near = near

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["near"] = self.near
        return context


class ColleagueField(forms.Field):
    """A name, or an e-mail address, cleaned to its User; None for nothing."""

    default_error_messages = {"required": "Write a colleague’s name."}

    def __init__(self, *, near: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(widget=ColleagueInput(near), **kwargs)

    def offer(self, people: Iterable[User]) -> None:
        """Name these before a letter is typed."""
        self.widget.near = labels_of(people)  # type: ignore[attr-defined]

    def to_python(self, value: Any) -> User | None:
        text = " ".join(str(value or "").split())
        if not text:
            return None
        found = colleagues_called(text)
        if len(found) == 1:
            return found[0]
        if found:
            names = [f"{person.name} ({person.email})" for person in found]
            raise ValidationError(f"Several colleagues are called so. Write {_either(names)}.", "ambiguous")
        near = nearly_called(text)
        hint = f" Do you mean {_either(near)}?" if near else ""
        raise ValidationError(f"No colleague is called “{text[:60]}”.{hint}", "unknown")


def _either(names: list[str]) -> str:
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))
