"""HTML as tokens, in one pass: after the tokenizer of the HTML standard, without its corners.

`html.parser` of Python 3.11 takes quadratic time on malformed files (CVE-2025-6069). Here every search that finds
nothing ends the file, as the standard says, so no byte is searched twice.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_ATTRIBUTES = 64

_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_BETWEEN = re.compile(r"[\s/=]*")
_ATTRIBUTE = re.compile(r"""([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?""")
RAW = frozenset("script style textarea title xmp iframe noembed noframes noscript".split())
"""Elements whose content is no HTML. They are one token, and have no end of their own."""

_END_OF_RAW = {name: re.compile(rf"</{name}(?=[\s/>])", re.I) for name in RAW}


@dataclass(frozen=True, slots=True)
class Text:
    """Characters, their references resolved."""

    text: str


@dataclass(frozen=True, slots=True)
class Open:
    """The start of an element. `raw` is what a script or a style sheet holds."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Close:
    """The end of an element."""

    name: str


Token = Text | Open | Close


def tokens(source: str) -> Iterator[Token]:
    """The tokens of a page, in order. Comments and declarations are none."""
    at, end = 0, len(source)
    while at < end:
        sign = source.find("<", at)
        if sign < 0:
            sign = end
        if sign > at:
            yield Text(html.unescape(source[at:sign]))
        if sign >= end - 1:
            return
        following = source[sign + 1]
        if following.isascii() and following.isalpha():
            token, at = _open(source, sign + 1)
            yield token
        elif following == "/":
            name = _NAME.match(source, sign + 2)
            at = _after(source, ">", sign)
            if name is not None:
                yield Close(name[0].lower())
        elif following in "!?":
            comment = source.startswith("<!--", sign)
            at = _after(source, "-->" if comment else ">", sign + 4 if comment else sign)
        else:
            yield Text("<")
            at = sign + 1


def _after(source: str, sign: str, at: int) -> int:
    """The place behind the next such sign, or the end of the file."""
    found = source.find(sign, at)
    return len(source) if found < 0 else found + len(sign)


def _open(source: str, at: int) -> tuple[Open, int]:
    """A start tag, with what a raw element holds, and the place behind it."""
    found = _NAME.match(source, at)
    name = found[0].lower() if found else ""
    at += len(name)
    attributes: dict[str, str] = {}
    while True:
        between = _BETWEEN.match(source, at)
        at = between.end() if between else at
        part = _ATTRIBUTE.match(source, at)
        if part is None:
            break
        at = part.end()
        if len(attributes) < MAX_ATTRIBUTES:
            value = next((group for group in part.groups()[1:] if group is not None), "")
            attributes.setdefault(part[1].lower(), html.unescape(value))
    at = min(at + 1, len(source))
    if name not in _END_OF_RAW:
        return Open(name, attributes), at
    end = _END_OF_RAW[name].search(source, at)
    raw = source[at : end.start() if end else len(source)]
    return Open(name, attributes, raw), _after(source, ">", end.start()) if end else len(source)
