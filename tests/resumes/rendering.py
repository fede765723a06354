"""The written resumes as the files that people send: PDF and DOCX in a few layouts, each always in the same one.

    .venv/bin/python -m tests.resumes.rendering FOLDER [dev|aside]

writes one file for each text of tests/resumes/written.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Table,
)

from tests.candidates.extraction import samples

WRITTEN = Path(__file__).parent / "written"

BESIDE = re.compile(
    r"skills?|languages?|certificat|certified|education|contact|interests?|hobb|courses|tools|technolog|free time",
    re.I,
)
"""Sections that people put into a narrow column."""

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_RULE = re.compile(r"\|[\s|:-]+\|")
_MARGIN, _NARROW = 45, 165


@dataclass(frozen=True)
class Block:
    """One piece of a resume. kind: name, heading, entry, bullet, row or text; cells: of a row, else one."""

    kind: str
    cells: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.cells)


def blocks(text: str) -> list[Block]:
    """The light markup of a written resume as blocks; a paragraph's lines stay lines of their own."""
    found = []
    for line in map(str.rstrip, text.splitlines()):
        if not line or _RULE.fullmatch(line) or set(line) == {"-"}:
            continue
        if line.startswith("|"):
            found.append(Block("row", tuple(cell.strip() for cell in line.strip("|").split("|"))))
            continue
        for mark, kind in (
            ("### ", "entry"),
            ("## ", "heading"),
            ("# ", "name"),
            ("- ", "bullet"),
            ("* ", "bullet"),
        ):
            if line.lstrip().startswith(mark):
                found.append(Block(kind, (line.lstrip().removeprefix(mark),)))
                break
        else:
            found.append(Block("text", (line,)))
    return found


def single(resume: list[Block], *, font: str = "Helvetica", bullet: str = "•") -> bytes:
    """PDF, one column."""
    return _pdf([list(_flow(resume, font, bullet))])


def sidebar(resume: list[Block]) -> bytes:
    """PDF, skills and the like in a narrow column at the left, on the first page."""
    beside: list[Block] = []
    main: list[Block] = []
    into = main
    for block in resume:
        if block.kind == "heading":
            into = beside if BESIDE.search(block.text) and len(block.text) < 40 else main
        into.append(block)
    if sum(len(block.text) for block in beside) > 900:  # more than the column holds
        return single(resume)
    return _pdf([list(_flow(beside, "Helvetica", "•")), list(_flow(main, "Helvetica", "•"))])


def headings(resume: list[Block]) -> bytes:
    """DOCX with Word's heading styles, list paragraphs and tables."""
    return samples.docx("".join(_word(resume, styled=True)))


def plain(resume: list[Block]) -> bytes:
    """DOCX without styles: bold headings, typed dashes, tabs for tables."""
    return samples.docx("".join(_word(resume, styled=False)))


LAYOUTS: tuple[tuple[str, Callable[[list[Block]], bytes]], ...] = (
    ("pdf", single),
    ("docx", headings),
    ("pdf", sidebar),
    ("pdf", partial(single, font="Times-Roman", bullet="–")),
    ("docx", plain),
)


def render(number: int, text: str) -> tuple[str, bytes]:
    """The file's ending and bytes. PDFs only of texts that their built-in fonts can write."""
    resume = blocks(text)
    ending, layout = LAYOUTS[number % len(LAYOUTS)]
    if ending == "pdf" and not _in_windows_1252(text):
        ending, layout = LAYOUTS[1]
    return ending, layout(resume)


def _in_windows_1252(text: str) -> bool:
    return text.encode("cp1252", "ignore").decode("cp1252") == text


def _marked(text: str) -> str:
    """The text for reportlab, with its bold pieces."""
    return _BOLD.sub(r"<b>\1</b>", escape(text))


def _flow(resume: list[Block], font: str, bullet: str) -> Iterator[Flowable]:
    body = ParagraphStyle("body", fontName=font, fontSize=9.5, leading=12.5, spaceAfter=1)
    bold = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold"}[font]
    styles = {
        "name": ParagraphStyle("name", body, fontName=bold, fontSize=17, leading=22),
        "heading": ParagraphStyle("heading", body, fontName=bold, fontSize=11.5, leading=14, spaceBefore=8),
        "entry": ParagraphStyle("entry", body, fontName=bold, spaceBefore=5),
        "bullet": ParagraphStyle("bullet", body, leftIndent=11, bulletIndent=2),
        "text": body,
    }
    rows: list[list[Paragraph]] = []
    for block in [*resume, Block("end", ())]:
        if block.kind == "row":
            rows.append([Paragraph(_marked(cell), body) for cell in block.cells])
            continue
        if rows:
            widest = max(map(len, rows))
            yield Table([row + [""] * (widest - len(row)) for row in rows], hAlign="LEFT")
            rows = []
        if block.kind != "end":
            mark = bullet if block.kind == "bullet" else None
            yield Paragraph(_marked(block.text), styles[block.kind], bulletText=mark)


def _pdf(columns: list[list[Flowable]]) -> bytes:
    """Pages of one column, or of a narrow one at the left that is empty from the second page on."""
    width, height = A4
    tall = height - 2 * _MARGIN
    whole = Frame(_MARGIN, _MARGIN, width - 2 * _MARGIN, tall)
    narrow = Frame(_MARGIN, _MARGIN, _NARROW, tall)
    wide = Frame(_MARGIN + _NARROW + 15, _MARGIN, width - 2 * _MARGIN - _NARROW - 15, tall)
    first, later = ([whole], [whole]) if len(columns) == 1 else ([narrow, wide], [wide])
    story: list[Flowable] = [NextPageTemplate("later"), *columns[0]]
    for column in columns[1:]:
        story += [FrameBreak(), *column]
    stream = io.BytesIO()
    templates = [PageTemplate(id="first", frames=first), PageTemplate(id="later", frames=later)]
    document = BaseDocTemplate(stream, pagesize=A4, invariant=True, pageTemplates=templates)
    document.build(story)
    return stream.getvalue()


def _word(resume: list[Block], *, styled: bool) -> Iterator[str]:
    """The paragraphs and tables of WordprocessingML."""
    rows: list[list[str]] = []
    for block in [*resume, Block("end", ())]:
        text = escape(_BOLD.sub(r"\1", block.text))
        if block.kind == "row" and styled:
            rows.append([samples.paragraph(escape(cell)) for cell in block.cells])
            continue
        if rows:
            yield samples.table(*rows)
            rows = []
        if block.kind == "end":
            return
        if block.kind == "row":
            yield samples.paragraph("\t".join(map(escape, block.cells))).replace("\t", "</w:t><w:tab/><w:t>")
        elif block.kind == "bullet":
            listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if styled else ""
            yield samples.paragraph(text if styled else f"- {text}", listed)
        elif block.kind in ("name", "heading"):
            style = f'<w:pStyle w:val="{"Title" if block.kind == "name" else "Heading1"}"/>' if styled else ""
            yield samples.paragraph(text, style, "<w:b/>")
        else:
            yield samples.paragraph(text, run="<w:b/>" if block.kind == "entry" else "")


def main(folder: str, half: str = "dev") -> None:
    """Write the files of one half."""
    for row in map(json.loads, (WRITTEN / f"{half}.jsonl").read_text().splitlines()):
        ending, data = render(int(row["id"][1:]), (WRITTEN / f"{row['id']}.md").read_text())
        Path(folder, f"{row['id']}.{ending}").write_bytes(data)


if __name__ == "__main__":
    main(*sys.argv[1:])
