"""OpenDocument text: a direct walk over the package's XML (OASIS OpenDocument 1.3, part 3).

Headers stand once at the top and footers at the end, as in a DOCX; what a tracked change deleted is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from candidates.extraction.document import Document, Unreadable
from candidates.extraction.formats.lines import Line, as_document
from candidates.extraction.formats.odt_body import Body
from candidates.extraction.formats.odt_styles import Styles
from candidates.extraction.formats.xml_names import child, local, value
from candidates.extraction.normalise import has_invisible
from candidates.extraction.package import Package, PackageError

_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
_FIRST_PAGE = "Standard"
_HEADERS = ("header-first", "header", "header-left")
_FOOTERS = ("footer-first", "footer", "footer-left")
_PICTURES, _MACROS = ("Pictures/", "media/"), ("Basic/", "Scripts/")


def read(data: bytes) -> Document | Unreadable:
    """The document in these bytes, or why there is none."""
    try:
        package = Package(data)
        if _MANIFEST in package.names and b"encryption-data" in package.read(_MANIFEST):
            return Unreadable.because("encrypted")
        if _CONTENT not in package.names:
            return Unreadable.because("damaged")
        return _document(package)
    except PackageError as error:
        return Unreadable.because(error.code)


def _document(package: Package) -> Document | Unreadable:
    """Headers, body and footers joined."""
    content = package.xml(_CONTENT)
    common = package.xml(_STYLES) if _STYLES in package.names else None
    styles = Styles.of([root for root in (common, content) if root is not None])
    body = Body(styles, grounded=styles.grounded)
    above, below = _margins(common, content, body)
    text = child(child(content, "body"), "text")
    if text is None:
        return Unreadable.because("damaged")
    body.read(text)
    pictures = any(name.startswith(_PICTURES) for name in package.names)
    return as_document("odt", [*above, *body.lines, *below], _notes(package, body), pictures=pictures)


def _margins(common: Element | None, content: Element, body: Body) -> tuple[list[Line], list[Line]]:
    """Lines of the headers and of the footers on pages that the text uses, each text once."""
    if common is None:
        return [], []
    seen: set[str] = set()
    sides: tuple[list[Line], list[Line]] = ([], [])
    for page in _used_pages(common, content):
        for names, found in zip((_HEADERS, _FOOTERS), sides, strict=True):
            for element in page:
                if local(element.tag) not in names or value(element, "display") == "false":
                    continue
                lines = body.inner(element)
                text = "\n".join(line.text for line in lines)
                if text and text not in seen:
                    seen.add(text)
                    found += [Line(""), *lines, Line("")]
    return sides


def _used_pages(common: Element, content: Element) -> Iterator[Element]:
    """The master pages that the text begins with, names, or comes to when a page is full."""
    pages: dict[str, Element] = {}
    for page in child(common, "master-styles") or ():
        if local(page.tag) == "master-page":
            pages[value(page, "name") or ""] = page
    wanted = [value(style, "master-page-name") or "" for style in child(content, "automatic-styles") or ()]
    wanted.append(_FIRST_PAGE if _FIRST_PAGE in pages else next(iter(pages), ""))
    for name in wanted:  # it grows by the pages that follow
        page_or_none = pages.pop(name, None)
        if page_or_none is not None:
            wanted.append(value(page_or_none, "next-style-name") or "")
            yield page_or_none


def _notes(package: Package, body: Body) -> tuple[str, ...]:
    """Security notes: what the file could do in a program that obeys it. Nothing here obeys."""
    notes = {
        "macros": body.scripts or any(name.startswith(_MACROS) for name in package.names),
        "ole_objects": body.objects,
        "dde": body.dde,
        "invisible_characters": has_invisible("".join(body.raw)),
    }
    return tuple(code for code, holds in notes.items() if holds)
