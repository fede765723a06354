"""A JSON parser without surprises (sec A24, A25, D1, D2): what it lets through means the same to everybody."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from recruiting.rest.problems import Refused

MOST_BYTES = 1024 * 1024
MOST_DEPTH = 32
MOST_INTEGER = 2**53  # beyond it other languages' numbers lose digits
# A string with its escapes, also one without an end, or a bracket. Possessive: linear whatever is sent.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)


class StrictJSONParser(BaseParser):
    """UTF-8 only; at most 1 MB, 32 levels deep; no duplicate keys, no integer beyond 2^53, no NaN or Infinity,
    no NUL and no lone surrogate. Raises ParseError, or Refused with 413."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        _require_utf8(media_type or "")
        data = stream.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise Refused(413, "too_large", "A JSON body has at most 1 MB.")
        return loads(data)


def loads(data: bytes) -> Any:
    """The value of a JSON text. Raises ParseError."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ParseError("The body is not UTF-8.", "not_utf8") from error
    _check_depth(text)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_int=_integer,
            parse_float=_number,
            parse_constant=_no_constant,
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise ParseError(f"The body is not valid JSON: look at {place}.", "not_json") from error
    if any("\x00" in string or not _encodes(string) for string in _strings(value)):
        raise ParseError("The body contains a NUL or half a surrogate pair.", "characters")
    return value


def _require_utf8(media_type: str) -> None:
    for part in media_type.split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset" and value.strip().strip('"').lower() not in ("utf-8", "utf8"):
            raise ParseError("JSON is read in UTF-8 only.", "charset")


def _check_depth(text: str) -> None:
    """Refuse deep nesting before anything recurses over it."""
    depth = 0
    for token in _TOKEN.finditer(text):
        sign = token.group()[0]
        if sign in "[{":
            depth += 1
            if depth > MOST_DEPTH:
                raise ParseError(f"The body is nested more than {MOST_DEPTH} levels deep.", "too_deep")
        elif sign in "]}":
            depth -= 1


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ParseError(f"The key {_shown(key)} stands twice in one object.", "duplicate_key")
        found[key] = value
    return found


def _integer(digits: str) -> int:
    if len(digits) > 20 or abs(int(digits)) > MOST_INTEGER:
        raise ParseError("An integer is larger than 2^53.", "too_large_number")
    return int(digits)


def _number(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        raise ParseError("A number is too large.", "too_large_number")
    return value


def _no_constant(name: str) -> Any:
    raise ParseError(f"{name} is not JSON.", "not_json")


def _strings(value: Any) -> Iterator[str]:
    """All strings in a value, keys too. Recursion is safe: depth was checked."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _encodes(string: str) -> bool:
    try:
        string.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _shown(key: str) -> str:
    return json.dumps(key[:60])
