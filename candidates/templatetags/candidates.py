"""Tags of the candidate pages."""

import re

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from candidates.models import Note, Screening
from candidates.screening.assess import level as suggested_level
from candidates.screening.hiding import shown
from candidates.views.evidence import Span, TextLine

register = template.Library()


@register.simple_tag
def resume_line(line: TextLine) -> SafeString:
    """{% resume_line line %}: the line's text with its marks, nested where they overlap."""
    return _marked(line.text, line.start, line.start, line.start + len(line.text), list(line.spans))


def _marked(text: str, origin: int, start: int, end: int, spans: list[Span]) -> SafeString:
    """The HTML of [start, end) of the document. origin: offset of text[0]. Of two overlapping spans the one
    that begins first, then the longer one, goes outside; what reaches beyond it goes on behind it."""
    parts, at = [], start
    waiting = sorted(spans, key=lambda span: (span.start, -span.end))
    while waiting:
        outer = waiting.pop(0)
        inside = [span.clip(outer.start, outer.end) for span in waiting if span.start < outer.end]
        waiting = [span.clip(outer.end, end) for span in waiting if span.end > outer.end]
        parts.append(conditional_escape(shown(text[at - origin : outer.start - origin])))
        parts.append(_mark(outer, _marked(text, origin, outer.start, outer.end, inside)))
        at = outer.end
    parts.append(conditional_escape(shown(text[at - origin : end - origin])))
    return mark_safe("".join(parts))  # noqa: S308 - each part is escaped above


def _mark(span: Span, inner: SafeString) -> SafeString:
    back = (
        format_html('<a href="#{}" aria-label="{}">{}</a>', span.back, span.words, span.label)
        if span.closes
        else ""
    )
    anchor = format_html(' id="{}"', span.anchor) if span.opens else ""
    return format_html(
        '<mark class="{}"{} data-flag="{}">{}{}</mark>', span.tone, anchor, span.flag, inner, back
    )


@register.simple_tag
def note_text(note: Note) -> SafeString:
    """{% note_text note %}: its words, with the colleagues that it mentions set apart. `mentions` is prefetched."""
    names = {mention.user.name.strip() for mention in note.mentions.all()} - {""}
    if not names:
        return conditional_escape(note.text)
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile(rf"(@(?:{'|'.join(map(re.escape, longest_first))}))(?!\w)", re.IGNORECASE)
    parts = pattern.split(note.text)
    return format_html_join(
        "", "{}", ((format_html("<b>{}</b>", part) if at % 2 else part,) for at, part in enumerate(parts))
    )


@register.filter
def years(months: float | str | None) -> str:
    """Months as years to one decimal, as a report rounds them; "unknown" for none, and for "": a row that was not
    screened."""
    return "unknown" if months in (None, "") else f"{round(float(months) / 12 + 1e-9, 1):.1f}"


@register.filter
def levels(screening: Screening | None) -> str:
    """The suggested level of a screened row, both of them within three months of a border; "unknown" without."""
    if screening is None or not screening.level:
        return "unknown"
    near = suggested_level(float(screening.months or 0))[1]
    return " or ".join(near if screening.level in near else (screening.level,)).capitalize()


@register.filter
def month(value: str | None) -> str:
    """2022-03 -> Mar 2022."""
    if not value:
        return ""
    year, _, number = value.partition("-")
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{names[int(number) - 1]} {year}" if number else year


@register.filter
def pages_named(numbers: list[int], verbs: str) -> str:
    """[1, 2, 4]|pages_named:"was,were" -> Pages 1, 2 and 4 were."""
    one, several = verbs.split(",")
    *others, last = map(str, numbers)
    return f"Pages {', '.join(others)} and {last} {several}" if others else f"Page {last} {one}"


@register.filter
def of(mapping: dict, key: str):
    """{{ questions|of:flag.code }}: the value, or None."""
    return mapping.get(key)
