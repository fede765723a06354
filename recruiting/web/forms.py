"""Forms of pages: they parse and word; the action checks and writes."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.template.loader import get_template

from recruiting.errors import Conflict, Invalid

MOST_WORDS = 1000
OK, CONFLICT, UNPROCESSABLE = 200, 409, 422


class Renderer(DjangoTemplates):
    """Fields look like templates/components/field.html: label, help, error, input. Widgets stay Django's."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith("components/"):
            return get_template(template_name)
        return super().get_template(template_name)


class FormLike:
    """What Form and ModelForm-like classes share: the answer's status and the action's result."""

    result: Any = None
    conflict: Conflict | None = None

    @property
    def http_status(self) -> int:
        """200 before it is sent or when all is well, 422 with errors, 409 if the state had moved on."""
        if self.conflict:
            return CONFLICT
        return UNPROCESSABLE if self.is_bound and self.errors else OK  # type: ignore[attr-defined]

    @property
    def error_list(self) -> list[dict[str, str]]:
        """For the summary above the form: {"message", "target"}, target being the field's id or ''."""
        found = [{"message": message, "target": ""} for message in self.non_field_errors()]  # type: ignore[attr-defined]
        for bound in self:  # type: ignore[attr-defined]
            found += [
                {
                    "message": f"{bound.label}: {message}" if bound.label else message,
                    "target": target_of(bound),
                }
                for message in bound.errors
            ]
        return found

    def refuse(self, error: Invalid) -> None:
        """Show what an action found wrong: on its field, or of the whole form where the form has no such field."""
        field = error.field if error.field in self.fields else None  # type: ignore[attr-defined]
        self.add_error(field, forms.ValidationError(error.message, code=error.code))  # type: ignore[attr-defined]

    def renew(self, present: dict[str, Any], key: str = "version") -> None:
        """After a Conflict: show beside each field that differs what stands there now, and let the next Save replace
        it knowingly, since it carries the present version.

        present: the fields as they stand now, with their version under `key`.
        """
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data[self.add_prefix(key)] = present[key]  # type: ignore[attr-defined]
        differing = [
            name
            for name, field in self.fields.items()  # type: ignore[attr-defined]
            if name in present and name != key and field.has_changed(present[name], self[name].data)  # type: ignore[index]
        ]
        for name in differing:
            words = worded(self.fields[name], present[name])  # type: ignore[attr-defined]
            self.add_error(name, f"Now saved here: {words}.")  # type: ignore[attr-defined]
        self.add_error(None, "Save again to put what you typed in its place.")  # type: ignore[attr-defined]


def worded(field: forms.Field, value: Any) -> str:
    """A stored value in a form's words: “Senior”, yes, nothing."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value in (None, "", []):
        return "nothing"
    if isinstance(field, forms.ModelChoiceField):
        return f"“{field.label_from_instance(value)}”"
    if isinstance(field, forms.MultipleChoiceField):
        named = {str(key): str(label) for key, label in field.choices}
        value = [named.get(str(each), str(each)) for each in value]
    words = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"“{words}”" if len(words) <= MOST_WORDS else f"“{words[:MOST_WORDS]}…”"


class Form(FormLike, forms.Form):
    """A form of a page. `required` is said in words, errors stand beside their field and in a summary."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            reword(field)


STOCK_REQUIRED = str(forms.Field.default_error_messages["required"])
STOCK_CHOICES = {
    str(kind.default_error_messages["invalid_choice"])
    for kind in (
        forms.ChoiceField,
        forms.ModelChoiceField,
        forms.MultipleChoiceField,
        forms.ModelMultipleChoiceField,
    )
}
REQUIRED = (
    (forms.FileField, "Choose a file."),
    (forms.BooleanField, "Tick this to go on."),
    (forms.ChoiceField, "Choose one."),
    (forms.ModelChoiceField, "Choose one."),
    (forms.Field, "Fill this in."),
)


def reword(field: forms.Field) -> None:
    """Replace Django's stock sentences by what to do; a field's own sentences stay."""
    messages = field.error_messages
    if str(messages["required"]) == STOCK_REQUIRED:
        messages["required"] = next(words for kind, words in REQUIRED if isinstance(field, kind))
    if str(messages.get("invalid_choice", "")) in STOCK_CHOICES:
        messages["invalid_choice"] = "Choose one of the list."
    # A validator's message is taken from the field's under the validator's code.
    if isinstance(field, forms.EmailField):
        messages.setdefault("invalid", "Write it like name@example.org.")
    if isinstance(field, forms.CharField):
        messages.setdefault("max_length", "At most %(limit_value)d characters; these are %(show_value)d.")
    if isinstance(field, forms.IntegerField):
        for code in ("min_value", "max_value"):
            messages.setdefault(code, _range_of(field))


def _range_of(field: forms.IntegerField) -> str:
    """Between which numbers one has to lie."""
    least, most = field.min_value, field.max_value
    if least is None or most is None:
        return f"At least {least}." if most is None else f"At most {most}."
    return f"From {least} to {most}."


def target_of(bound: BoundField) -> str:
    """The id a summary link leads to: the field, or the first choice of a group (a group itself takes no focus)."""
    if bound.use_fieldset and isinstance(
        bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple
    ):
        return f"{bound.auto_id}_0" if bound.auto_id else ""
    return bound.id_for_label or bound.auto_id


def call(form: Any, action: Callable[..., Any], **kwargs: Any) -> bool:
    """Run an action for a valid form; True if it went through, its result is form.result.

    Invalid becomes an error on its field (422), or of the whole form where the form has no such field.
    Conflict becomes an error of the whole form and form.http_status 409. Denied is not caught: the
    middleware answers 403.
    """
    try:
        form.result = action(**kwargs)
    except Invalid as error:
        form.refuse(error)
        return False
    except Conflict as error:
        form.conflict = error
        form.add_error(None, forms.ValidationError(error.message, code=error.code))
        return False
    return True
