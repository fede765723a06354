"""Bodies that carry a file: what of them is refused before they are read, and once they are."""

from typing import Any

from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.parsers import MultiPartParser

from candidates.actions.resumes import too_large_words
from recruiting.rest.problems import Refused
from recruiting.uploads import most_bytes, too_large

MOST_AROUND = 1024 * 1024
"""Bytes of a body that are not the file's."""


def check_headers(request: Any, most: int | None = None) -> None:
    """Refuse what can be told before the body is read. most: bytes of its files; one file's if not given."""
    if request.content_type.partition(";")[0].strip().lower() != MultiPartParser.media_type:
        raise Refused(400, "not_multipart", "Send the file as multipart/form-data, in the field “file”.")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdigit() and int(length) > (most or most_bytes()) + MOST_AROUND:
        raise Refused(413, "too_large", too_large_words())


def check_file(request: Any, words: str = "") -> None:
    """Refuse a body whose file was cut off as too large, in these words, or that has a field twice or empty."""
    if any(field == "file" for field, _ in too_large(request)):
        raise Refused(413, "too_large", words or too_large_words())
    check_once(request)


def check_once(request: Any) -> None:
    """Refuse a body that has a field twice or empty. Raises ValidationError."""
    for name, values in request.data.lists():
        if len(values) > 1 or values == [""]:
            words = "Send this field once, with a value, or leave it out."
            raise ValidationError({name: [ErrorDetail(words, "duplicate" if len(values) > 1 else "blank")]})
