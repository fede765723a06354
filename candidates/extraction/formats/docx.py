"""DOCX: a direct walk over the package's XML, which keeps what libraries lose (ECMA-376 part 1, section 17).

Headers stand once at the top, notes and footers at the end, table rows become lines, text boxes are read once,
insertions count and deletions don't.
"""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath
from xml.etree.ElementTree import Element

from candidates.extraction.document import Document, Unreadable
from candidates.extraction.formats.docx_body import Body, Styles
from candidates.extraction.formats.lines import Line, as_document
from candidates.extraction.formats.xml_names import local, value
from candidates.extraction.normalise import has_invisible
from candidates.extraction.package import Package, PackageError

_ROOT_RELATIONS = "_rels/.rels"
_STYLED = re.compile(rb"""numPr|vanish|["']FFFFFF["']|\bsz\s[^>]{0,40}["'][0-4]["']""", re.I)
_GROUND = re.compile(rb"""behindDoc=["'](?:1|true)|<(?:\w+:)?background\b|z-index:-""")
"""What gives a page a colour or a picture behind its text, as Word writes it today and as it did before 2007."""

_NOTES_BELOW = ("/footnotes", "/endnotes")
_DDE = re.compile(r"\bDDE(AUTO)?\b")


def read(data: bytes) -> Document | Unreadable:
    """The document in these bytes, or why there is none."""
    try:
        package = Package(data)
        main = _main_part(package)
        if main is None:
            return Unreadable.because("damaged")
        return _document(package, main)
    except PackageError as error:
        return Unreadable.because(error.code)


def _document(package: Package, main: str) -> Document | Unreadable:
    """Read header, body and footers of the package and join their lines."""
    content = package.read(main)
    root = package.parse(content)
    styles = _styles(package, main)
    grounded = _GROUND.search(content) is not None
    headers, footers, behind = _margins(package, main, root, styles)
    body = Body(styles, grounded=grounded or behind).read(root)
    lines = [*headers, *body.lines, *_notes_below(package, main, styles), *footers]
    pictures = any("/media/" in name for name in package.names)
    return as_document("docx", lines, _notes(package, main, body), pictures=pictures)


def _main_part(package: Package) -> str | None:
    """The name of the part that holds the body: by the root relations, else where Word puts it."""
    for relation in _relations(package, _ROOT_RELATIONS, "").values():
        if relation[0].endswith("/officeDocument") and relation[1] in package.names:
            return relation[1]
    return "word/document.xml" if "word/document.xml" in package.names else None


def _relations(package: Package, name: str, folder: str) -> dict[str, tuple[str, str]]:
    """Type and target of each relation by id; targets inside the package are names of its members."""
    if name not in package.names:
        return {}
    found = {}
    for relation in package.xml(name):
        target, mode = relation.get("Target", ""), relation.get("TargetMode", "Internal")
        if mode == "Internal":
            target = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        found[relation.get("Id", "")] = (relation.get("Type", ""), target)
    return found


def _part_relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """The relations of one part."""
    folder = dirname(part)
    return _relations(package, join(folder, "_rels", part.rpartition("/")[2] + ".rels"), folder)


def _styles(package: Package, main: str) -> Styles:
    """Which styles make list items and which hide text. Most resumes have neither, so most skip the parsing."""
    name = join(dirname(main), "styles.xml")
    if name not in package.names or not _STYLED.search(content := package.read(name)):
        return Styles()
    return Styles.of(package.parse(content))


def _margins(
    package: Package, main: str, root: Element, styles: Styles
) -> tuple[list[Line], list[Line], bool]:
    """Lines of the headers and of the footers that the sections name, each text once.

    And whether one of them draws something behind the page's text.
    """
    relations = _part_relations(package, main)
    seen: set[str] = set()
    found: dict[str, list[Line]] = {"headerReference": [], "footerReference": []}
    behind = False
    for element in root.iter():
        side = local(element.tag)
        if side not in found:
            continue
        name = relations.get(value(element, "id") or "", ("", ""))[1]
        if name not in package.names:
            continue
        content = package.read(name)
        grounded = _GROUND.search(content) is not None
        behind = behind or grounded
        lines = Body(styles, grounded=grounded).read(package.parse(content)).lines
        text = "\n".join(line.text for line in lines)
        if text.strip() and text not in seen:
            seen.add(text)
            found[side] += [Line(""), *lines, Line("")]
    return found["headerReference"], found["footerReference"], behind


def _notes_below(package: Package, main: str, styles: Styles) -> list[Line]:
    """Lines of the footnotes and endnotes, without the rules that Word draws above them."""
    lines: list[Line] = []
    for kind, name in _part_relations(package, main).values():
        if not kind.endswith(_NOTES_BELOW) or name not in package.names:
            continue
        for note in package.xml(name):
            if value(note, "type") in (None, "normal"):
                lines += Body(styles).read(note).lines
    return lines


def _notes(package: Package, main: str, body: Body) -> tuple[str, ...]:
    """Security notes: what the file could do in a program that obeys it. Nothing here obeys."""
    names = package.names
    settings = _part_relations(package, join(dirname(main), "settings.xml"))
    notes = {
        "macros": any(name.lower().endswith("vbaproject.bin") for name in names),
        "embedded_files": any("/embeddings/" in name for name in names),
        "ole_objects": body.objects > 0,
        "remote_template": any(kind.endswith("/attachedTemplate") for kind, _ in settings.values()),
        "dde": any(_DDE.search(instruction) for instruction in body.instructions),
        "invisible_characters": has_invisible("".join(body.raw)),
    }
    return tuple(code for code, holds in notes.items() if holds)
