"""Serializers that take what the documentation says and nothing else (sec A19, D2).

Unknown fields are refused by name, read-only ones among them, since an …In serializer has no read-only fields.
Types are not converted: 5 is no text, "5" no integer, "true" no truth.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

from recruiting.rest.filters import parse_moment

_UNKNOWN = ErrorDetail("This field is not known here or can't be set.", "unknown_field")
Rows = Callable[[Any], QuerySet[Any]]


class StrictIn(serializers.Serializer):
    # Base of every …In serializer. No docstring: the OpenAPI document would show it as theirs.
    def to_internal_value(self, data: Any) -> Any:
        unknown = {name: [_UNKNOWN] for name in self._unknown(data)}
        try:
            values = super().to_internal_value(data)
        except ValidationError as error:
            raise ValidationError({**unknown, **error.detail}) from error
        if unknown:
            raise ValidationError(unknown)
        return values

    def _unknown(self, data: Any) -> list[Any]:
        return [name for name in data if name not in self.fields][:20] if isinstance(data, Mapping) else []


class EmptyIn(StrictIn):
    """The body of a verb that takes nothing: none at all, or {}."""


class Text(serializers.CharField):
    """A string, trimmed. Say max_length."""

    default_error_messages = {"max_length": "At most {max_length} characters."}

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Number(serializers.IntegerField):
    """An integer, not a text that looks like one."""

    default_error_messages = {
        "min_value": "Give a number of at least {min_value}.",
        "max_value": "Give a number of at most {max_value}.",
    }

    def to_internal_value(self, data: Any) -> int:
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("invalid")
        return super().to_internal_value(data)


class Truth(serializers.BooleanField):
    """true or false, none of their look-alikes."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=str(data)[:60])
        return data


class Choice(serializers.ChoiceField):
    """One of the words."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str) or not data:
            self.fail("invalid_choice", input=str(data)[:60])
        return super().to_internal_value(data)


class Day(serializers.DateField):
    """A date, YYYY-MM-DD."""

    def to_internal_value(self, data: Any) -> date:
        if not isinstance(data, str):
            self.fail("invalid", format="YYYY-MM-DD")
        return super().to_internal_value(data)


class Moment(serializers.DateTimeField):
    """A moment with its offset, as RFC 3339 has it."""

    default_error_messages = {"invalid": "Give a moment with its offset, such as 2026-11-24T09:30:00Z."}

    def to_internal_value(self, data: Any) -> datetime:
        if not isinstance(data, str):
            self.fail("invalid")
        try:
            return parse_moment(data)
        except ValueError:
            self.fail("invalid")


class Reference(Number):
    """The id of a row that the request's key reaches; a row that it doesn't is like none."""

    default_error_messages = {"not_found": "There is no such object, or it is not yours to see."}

    def __init__(self, rows: Rows, **kwargs: Any) -> None:
        """rows: gives the rows that a request reaches."""
        self.rows = rows
        super().__init__(min_value=1, max_value=2**53, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        pk = super().run_validation(data)
        return pk if pk is None or isinstance(pk, Model) else self._row(pk)

    def _row(self, pk: Any) -> Any:
        row = self.rows(self.context["request"]).filter(pk=pk).first()
        return row if row is not None else self.fail("not_found")


class TextReference(Reference):
    """A Reference in a multipart body, where every value is text."""

    def to_internal_value(self, data: Any) -> int:
        if not isinstance(data, str) or not data.isascii() or not data.isdigit() or len(data) > 16:
            self.fail("invalid")
        return int(data)


class Coded(Text):
    """The code of a row that everybody knows, such as a level's."""

    default_error_messages = {"unknown": "There is no such code."}

    def __init__(self, rows: Callable[[], QuerySet[Any]], **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(max_length=60, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        code = super().run_validation(data)
        if code is None or isinstance(code, Model):
            return code
        row = self.rows().filter(code=code).first()
        return row if row is not None else self.fail("unknown")


def parsed(
    serializer: type[serializers.Serializer], request: Any, *, partial: bool = False
) -> dict[str, Any]:
    """The request's body as the serializer's values. Raises what becomes a 400 that names the field."""
    read = serializer(data=request.data, partial=partial, context={"request": request})
    read.is_valid(raise_exception=True)
    return dict(read.validated_data)
