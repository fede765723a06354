"""What Markdown means and its reader sees, in place of how it is typed: escapes, entities, HTML between the lines.

Editors that export Markdown put a backslash before every sign that could be one of its own ("2020 \\- Present"), and
pages of sites mix HTML into it. Stars, hashes and bars stay: they tell headings and tables, and quotes show them. What is
fenced as code is shown as it is typed.
"""

from __future__ import annotations

import html
import re

from candidates.extraction.formats.elements import BLOCKS, CELLS, HEADINGS

_FENCED = re.compile(r"^ {0,3}(`{3}|~{3}).*?(?:^ {0,3}\1|\Z)", re.MULTILINE | re.DOTALL)
_ESCAPED = re.compile(r"\\(?=[-!\"#$%&'()*+,./:;<=>?@\[\\\]^_`{|}~])")
_FILE_PATH = re.compile(r"(?:[A-Za-z]:|\\)\\[^\s*]")
"""A path or a share: its backslashes are what it is made of."""

_COLUMN = re.compile(r"(?<![ \t])[ \t]*\\(?:hfill|quad|qquad)(?![A-Za-z])[ \t]*")
"""How pandoc's Markdown sets dates to the right."""

_HEADING = re.compile(r"^ {0,3}#{1,6} ", re.MULTILINE)
_NUMBER = r"(?!(?:\d\d?[./-])?(?:19|20)\d\d(?!\d))\d+(?:[.,]\d+)?[ %+]"
_QUOTED = re.compile(rf"^ {{0,3}}>(?!=|[ ]?{_NUMBER})(?:[ ]?>)*[ ]?", re.MULTILINE)
"""The sign of a quote, in which people set place and dates apart. Without headings like these it may be a bullet, and
before a number that is no date it means "more than"."""

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,24});")
_ATTRIBUTE = (
    r"\s{1,200}(?:(?:hidden|open|checked|disabled|nowrap|noshade|itemscope)(?=[\s/>])"
    r"|[A-Za-z][\w:.-]{0,60}\s{0,9}=\s{0,9}(?:\"[^\"<>]{0,2000}\"|'[^'<>]{0,2000}'|[^\s\"'=<>`]{1,2000}))"
)
_TAG = re.compile(
    rf"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]{{0,9}})(?P<attributes>(?:{_ATTRIBUTE}){{0,40}})\s{{0,200}}/?>"
)
"""What only looks like one has words and no attributes: "<address on request>", "<time budget of 200 ms>"."""

_TOLD = re.compile(r"(?i)\s(?:href|alt)\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
"""Where a link leads to, and the words in a picture's place."""

_UNSEEN = tuple(
    (re.compile(begin, re.IGNORECASE), re.compile(end, re.IGNORECASE))
    for begin, end in ((r"<!--", r"-->"), (r"<style\b", r"</style>"), (r"<script\b", r"</script>"))
)
_INLINE = frozenset(
    "abbr b big cite code em font i ins kbd mark s small span strong sub sup time tt u var wbr".split()
)
_BREAKS = BLOCKS | frozenset("br button head iframe input link meta picture source svg title".split())


def as_seen(text: str) -> str:
    """The text without escapes, entities, tags and signs of quotes. What holds none of them is the same text."""
    parts, at = [], 0
    for fenced in _FENCED.finditer(text):
        parts += [text[at : fenced.start()], fenced[0]]
        at = fenced.end()
    parts.append(text[at:])
    # Every second part is fenced: its comments begin like headings, and it is shown as it is typed.
    quotes = any(map(_HEADING.search, parts[::2]))
    parts[::2] = [_as_seen(part, quotes) for part in parts[::2]]
    return "".join(parts)


def _as_seen(text: str, quotes: bool) -> str:
    if quotes and ">" in text:
        text = _QUOTED.sub("", text)
    if "<" in text:
        text = _without_tags(_without_unseen(text))
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    if "\\" in text:
        text = "\n".join(map(_unescaped, _COLUMN.sub("\t", text).split("\n")))
    return text


def _without_unseen(text: str) -> str:
    """The text without comments, styles and scripts; one that does not end is left as it is."""
    for begin, end in _UNSEEN:
        parts, at = [], 0
        while (start := begin.search(text, at)) and (stop := end.search(text, start.end())):
            parts.append(text[at : start.start()])
            at = stop.end()
        text = "".join((*parts, text[at:]))
    return text


def _without_tags(text: str) -> str:
    """The text with what its tags mean in their place; links and pictures as Markdown has them."""
    leads: list[str] = []
    return _TAG.sub(lambda tag: _instead_of_tag(tag, leads), text)


def _instead_of_tag(tag: re.Match[str], leads: list[str]) -> str:
    """What a tag does to the text around it: nothing, a new line, a column, a bullet, a heading. leads: where the links
    that are open lead to."""
    name, ends = tag["name"].lower(), bool(tag["end"])
    if name == "a":
        return _instead_of_link(tag, leads)
    if name in _INLINE:
        return ""
    if name == "img":
        return _told(tag)
    if name in CELLS:
        return "" if ends else "\t"
    if name == "li":
        return "\n" if ends else "\n• "
    if name in HEADINGS:
        return "\n\n" if ends else "\n\n## "
    return "\n" if name in _BREAKS else tag[0]


def _instead_of_link(tag: re.Match[str], leads: list[str]) -> str:
    """ "[E-mail](mailto:kim@example.org)": the address must not go with the tag."""
    if not tag["end"]:
        leads.append(_told(tag))
        return "[" if leads[-1] else ""
    lead = leads.pop() if leads else ""
    return f"]({lead})" if lead else ""


def _told(tag: re.Match[str]) -> str:
    said = _TOLD.search(tag["attributes"])
    return next(filter(None, said.groups()), "") if said else ""


def _unescaped(line: str) -> str:
    """A line without the backslashes that only keep a sign from meaning something."""
    return line if _FILE_PATH.search(line) else _ESCAPED.sub("", line)
