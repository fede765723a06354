"""Elements and attributes by their local name, so that versions of a format with other namespaces read alike."""

from __future__ import annotations

from functools import lru_cache
from xml.etree.ElementTree import Element


@lru_cache(maxsize=2048)
def local(tag: str) -> str:
    """The name of an element or attribute without its namespace."""
    return tag.rpartition("}")[2]


def value(element: Element, name: str = "val") -> str | None:
    """The attribute with this local name."""
    for key, content in element.items():
        if local(key) == name:
            return content
    return None


def child(element: Element | None, name: str) -> Element | None:
    """The first child with this local name."""
    if element is None:
        return None
    return next((part for part in element if local(part.tag) == name), None)
