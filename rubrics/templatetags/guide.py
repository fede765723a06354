"""{% load guide %}: words of the glossary that explain themselves, and words that a search found."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from recruiting.web.templatetags.ui import slug
from rubrics.queries import glossary

register = template.Library()


@register.simple_tag(takes_context=True)
def terms(context: template.Context, text: Any) -> SafeString:
    """{% terms row.meaning %}: the text, in which the first occurrence of each term of the glossary explains
    itself on hover and focus. Markup in the text is escaped. Not inside a link or button: a term is a button.

    However often it stands on a page, the glossary is read once a request.
    """
    return mark_terms("" if text is None else str(text), _glossary_of(context.get("request")))


def _glossary_of(request: Any) -> Mapping[str, str]:
    if request is None:
        return glossary()
    if not hasattr(request, "guide_glossary"):
        request.guide_glossary = glossary()
    return request.guide_glossary


def mark_terms(text: str, meanings: Mapping[str, str]) -> SafeString:
    """The text as HTML with the first occurrence of each term explained."""
    if not meanings:
        return SafeString(escape(text))
    waiting = {_key(name): meaning for name, meaning in meanings.items()}
    parts, end = [], 0
    for match in _pattern(tuple(meanings)).finditer(text):
        meaning = waiting.pop(_key(match[0]), None)
        if meaning is None:
            continue
        term = {"word": match[0], "meaning": meaning, "id": slug()}
        # Stripped: the component's file ends with a line break, which would stand before a comma.
        parts += [escape(text[end : match.start()]), render_to_string("components/term.html", term).strip()]
        end = match.end()
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308 - every part is escaped or a component


@lru_cache(maxsize=8)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words, the longest first. Abbreviations only in capitals: "sca" may be anything."""
    terms = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(_source(name) for name in terms)})(?!\w)")


def _source(name: str) -> str:
    words = r"[\s-]+".join(re.escape(word) for word in name.split())
    return words if name.isupper() else f"(?i:{words})"


def _key(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())


@register.filter
def found(text: Any, words: Iterable[str]) -> SafeString:
    """{{ hit.title|found:search.words }}: the text with the searched words in <mark>."""
    wanted = [r"[\s\-\u2010\u2011]".join(map(re.escape, word.split(" "))) for word in words]
    if not wanted:
        return SafeString(conditional_escape(text))
    pieces = re.split(f"({'|'.join(wanted)})", str(text), flags=re.IGNORECASE)
    # Pieces alternate: what stands between, what was found.
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", piece) if index % 2 else piece,)
            for index, piece in enumerate(pieces)
        ),
    )
