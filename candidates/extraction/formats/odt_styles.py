"""What OpenDocument styles say about whether text can be seen: each has what its parent has, unless it says otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from candidates.extraction.formats.looks import NOTHING, Look
from candidates.extraction.formats.xml_names import local, value

TINY = 2.0
"""Size of letters in points up to which nobody reads them."""

_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "px": 0.75}
_LENGTH = re.compile(r"(\d{1,6}(?:\.\d{1,9})?)([a-z]{2})\Z")
_PAPER = ("", "transparent", "#ffffff")
_PICTURED = ("bitmap", "gradient", "hatch")


@dataclass(slots=True)
class Styles:
    """Looks of the styles by family and name."""

    looks: dict[tuple[str, str], Look] = field(default_factory=dict)
    parents: dict[tuple[str, str], str] = field(default_factory=dict)
    grounded: bool = False
    """Whether pages or frames put a colour or a picture behind the text."""

    @classmethod
    def of(cls, roots: Iterable[Element]) -> Styles:
        """Read the styles below these roots; those of the text itself come last and win."""
        styles = cls()
        for root in roots:
            for element in root.iter():
                name = local(element.tag)
                if name == "style":
                    styles._learn(element)
                elif name in ("page-layout-properties", "graphic-properties"):
                    styles.grounded = styles.grounded or _is_ground(element, name)
        return styles

    def look(self, family: str, name: str | None) -> Look:
        """The look of a style with all that it is based on."""
        look, seen = NOTHING, set()
        while name is not None and name not in seen:
            seen.add(name)
            look = look.over(self.looks.get((family, name), NOTHING))
            name = self.parents.get((family, name))
        return look

    def _learn(self, style: Element) -> None:
        """Take over one style."""
        key = value(style, "family") or "", value(style, "name") or ""
        parent = value(style, "parent-style-name")
        if parent is not None:
            self.parents[key] = parent
        look = NOTHING
        for properties in style:
            look = _look_of(properties).over(look)
        if look != NOTHING:
            self.looks[key] = look


def _look_of(properties: Element) -> Look:
    """The look in one element of properties."""
    kind = local(properties.tag)
    if kind not in ("text-properties", "paragraph-properties"):
        return NOTHING
    background = value(properties, "background-color")
    filled = None if background is None else background.lower() not in _PAPER
    if kind == "paragraph-properties":
        return Look(filled=filled)
    display, colour = value(properties, "display"), value(properties, "color")
    return Look(
        hidden=None if display is None else display == "none",
        white=None if colour is None else colour.lower() == "#ffffff",
        filled=filled,
        tiny=_is_tiny(value(properties, "font-size")),
    )


def _is_tiny(size: str | None) -> bool | None:
    """Whether letters of this size are too small to read; None where the size is relative or none."""
    found = _LENGTH.match(size or "")
    if found is None or found[2] not in _POINTS:
        return None
    return float(found[1]) * _POINTS[found[2]] <= TINY


def _is_ground(properties: Element, kind: str) -> bool:
    """Whether a page has a colour or picture of its own, or a frame lies behind the text."""
    if kind == "graphic-properties":
        return value(properties, "run-through") == "background"
    pictured = any(local(part.tag) == "background-image" and value(part, "href") for part in properties)
    fill = value(properties, "fill")
    colours = [
        value(properties, "background-color"),
        value(properties, "fill-color") if fill == "solid" else None,
    ]
    coloured = any((colour or "").lower() not in _PAPER for colour in colours)
    return pictured or coloured or fill in _PICTURED
