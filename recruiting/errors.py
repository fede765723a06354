"""The three errors that actions raise. Pages, API and commands each give them one answer.

| error | page | API |
|---|---|---|
| Invalid | 422, beside its field | 400 |
| Conflict | 409 with the present state | 409 |
| Denied | 403 | 403 |
"""

from typing import TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model

Row = TypeVar("Row", bound=Model)


class ActionError(Exception):
    """Base of what an action may raise on purpose.

    code: stable, for programs; message: a sentence for people that says how to mend it.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Invalid(ActionError):
    """A value that can't be accepted. field: the parameter's name, or None for the whole."""

    def __init__(self, field: str | None, code: str, message: str) -> None:
        super().__init__(code, message)
        self.field = field


class Conflict(ActionError):
    """The state has moved on: somebody else was first, or the step is not possible from here."""


class Denied(ActionError):
    """The actor may see the object but not do this."""

    def __init__(self, code: str = "denied", message: str = "You don't have the right to do this.") -> None:
        super().__init__(code, message)


def raced() -> Conflict:
    """What to answer when the database refused a row that check_row had let through: another request was between
    the two. Its own text is neither shown nor logged."""
    return Conflict(
        "raced", "Somebody else was faster. Read it again and repeat the step if it is still due."
    )


def check_row(row: Row) -> Row:
    """Return the unsaved or changed model row if its fields and constraints hold.

    Raises Invalid with the first field's sentence, so that the database's own text is never shown.
    """
    try:
        row.full_clean()
    except ValidationError as error:
        field, problems = next(iter(error.error_dict.items()))
        first = problems[0]
        raise Invalid(
            None if field == NON_FIELD_ERRORS else field, first.code or "invalid", first.messages[0]
        ) from error
    return row
