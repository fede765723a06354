"""What Markdown means and its reader sees, in place of how it is typed: escapes, entities, HTML between the lines.

Editors that export Markdown put a backslash before every sign that could be one of its own ("2020 \\- Present"), and
pages of sites mix HTML into it. Stars, hashes and bars stay: they tell headings and tables, and quotes show them.
"""

from __future__ import annotations

import html
import re

_ESCAPED = re.compile(r"\\(?=([-!\"#$%&'()*+,./:;<=>?@\[\\\]^_`{|}~]))")
_FILE_PATH = re.compile(r"(?:[A-Za-z]:|\\)\\[^\s*]")
"""A path or a share: its backslashes are what it is made of."""

_COLUMN = re.compile(r"[ \t]*\\(?:hfill|quad|qquad)(?![A-Za-z])[ \t]*")
"""How pandoc's Markdown sets dates to the right."""

_HEADING = re.compile(r"^ {0,3}#{1,6} ", re.MULTILINE)
_QUOTED = re.compile(r"^ {0,3}>(?:[ ]?>)*[ ]?", re.MULTILINE)
"""The sign of a quote, in which people set place and dates apart. Without headings like these it may be a bullet."""

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,24});")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]{0,9})(?=[\s/>])[^<>]{0,2000}>")
_UNSEEN = (("<!--", "-->"), ("<style", "</style>"), ("<script", "</script>"))
_INLINE = frozenset(
    "a abbr b big cite code em font i img ins kbd mark s small span strong sub sup time tt u var wbr".split()
)
_BLOCK = frozenset(
    """
    address article aside blockquote body br button center dd details div dl dt figcaption figure footer form h1 h2 h3 h4
    h5 h6 head header hr html iframe input link main meta nav ol p picture pre section source summary svg table tbody
    tfoot thead title ul
    """.split()
)
_CELLS = frozenset(("td", "th"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def as_seen(text: str) -> str:
    """The text without escapes, entities, tags and signs of quotes. What holds none of them is the same text."""
    if ">" in text and _HEADING.search(text):
        text = _QUOTED.sub("", text)
    if "<" in text:
        text = _TAG.sub(_instead_of_tag, _without_unseen(text))
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    if "\\" in text:
        text = "\n".join(map(_unescaped, _COLUMN.sub("\t", text).split("\n")))
    return text


def _without_unseen(text: str) -> str:
    """The text without comments, styles and scripts; one that does not end is left as it is."""
    for begin, end in _UNSEEN:
        lowered = text.lower()
        parts, at = [], 0
        while (start := lowered.find(begin, at)) >= 0 and (stop := lowered.find(end, start)) >= 0:
            parts.append(text[at:start])
            at = stop + len(end)
        text = "".join((*parts, text[at:]))
    return text


def _instead_of_tag(tag: re.Match[str]) -> str:
    """What a tag does to the text around it: nothing, a new line, a column, a bullet, a heading."""
    name = tag["name"].lower()
    if name in _INLINE:
        return ""
    if name in _CELLS:
        return "" if tag["end"] else "\t"
    if name == "li":
        return "\n" if tag["end"] else "\n• "
    if name == "tr":
        return "\n"
    if name in _HEADINGS:
        return "\n\n" if tag["end"] else "\n\n## "
    return "\n" if name in _BLOCK else tag[0]


def _unescaped(line: str) -> str:
    """A line without the backslashes that only keep a sign from meaning something."""
    return line if _FILE_PATH.search(line) else _ESCAPED.sub("", line)
