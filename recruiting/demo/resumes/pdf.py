"""PDF layouts by reportlab: one column, two columns, sidebar, table, and dates at the right edge."""

import io
from collections.abc import Callable
from functools import partial
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    HRFlowable,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from recruiting.demo.resumes.content import Position, Resume

MARGIN = 18 * mm
INK = colors.HexColor("#1d2733")
TEAL = colors.HexColor("#0f5d66")
PALE = colors.HexColor("#e8eef0")


class Look:
    """The paragraph styles of one layout; `text` makes a paragraph of one of them."""

    def __init__(self, font: str, size: float, colour: Any = INK) -> None:
        bold = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Courier": "Courier-Bold"}[font]
        body = ParagraphStyle("body", fontName=font, fontSize=size, leading=size * 1.32, textColor=INK)
        self.styles = {
            "body": body,
            "name": ParagraphStyle("name", body, fontName=bold, fontSize=size * 2, leading=size * 2.5),
            "title": ParagraphStyle(
                "title", body, fontSize=size * 1.25, leading=size * 1.7, textColor=colour
            ),
            "head": ParagraphStyle(
                "head",
                body,
                fontName=bold,
                fontSize=size * 1.2,
                spaceBefore=size,
                spaceAfter=3,
                textColor=colour,
            ),
            "strong": ParagraphStyle("strong", body, fontName=bold, spaceBefore=4),
            "right": ParagraphStyle("right", body, alignment=TA_RIGHT, spaceBefore=4),
            "bullet": ParagraphStyle("bullet", body, leftIndent=11, bulletIndent=2, spaceBefore=1),
        }

    def text(self, words: str, style: str = "body", bullet: str | None = None) -> Paragraph:
        return Paragraph(escape(words), self.styles[style], bulletText=bullet)

    def bullets(self, lines: list[str], mark: str = "•") -> list[Flowable]:
        return [self.text(line, "bullet", mark) for line in lines]

    def lists(self, resume: Resume) -> list[Flowable]:
        """Education, certificates and what else is a heading with lines."""
        story: list[Flowable] = []
        for heading, lines in resume.lists:
            story += [self.text(heading, "head"), *(self.text(line) for line in lines)]
        return story

    def skills(self, resume: Resume) -> list[Flowable]:
        heading, groups = resume.skills
        return [self.text(heading, "head"), *(self.text(f"{label}: {words}") for label, words in groups)]

    def summary(self, resume: Resume) -> list[Flowable]:
        return [self.text(resume.summary[0], "head"), self.text(resume.summary[1])]


def single(resume: Resume) -> bytes:
    """One column: title, employer, dates and bullets one below the other."""
    look = Look("Helvetica", 10)
    story = [
        look.text(resume.name, "name"),
        look.text(resume.title, "title"),
        look.text(" | ".join(resume.contact)),
    ]
    story += look.summary(resume)
    if resume.jobs[1]:
        story.append(look.text(resume.jobs[0], "head"))
    for job in resume.jobs[1]:
        story += [
            look.text(f"{job.title}, {job.employer}", "strong"),
            *_dated(look, job),
            *look.bullets(job.did),
        ]
    return _build([*story, *look.lists(resume), *look.skills(resume)], A4)


def classic(resume: Resume) -> bytes:
    """Serif, a rule under the head, dates at the right edge of the employer's line."""
    look = Look("Times-Roman", 10.5)
    story: list[Flowable] = [
        look.text(resume.name, "name"),
        look.text(f"{resume.title} · {' · '.join(resume.contact)}"),
        HRFlowable(width="100%", color=INK, spaceBefore=4, spaceAfter=2),
        *look.summary(resume),
        look.text(resume.jobs[0], "head"),
    ]
    for job in resume.jobs[1]:
        line = [look.text(f"{job.employer}: {job.title}", "strong"), look.text(job.dates, "right")]
        story += [Table([line], colWidths=[120 * mm, None], style=_TIGHT), *look.bullets(job.did, "–")]
    return _build([*story, *look.skills(resume), *look.lists(resume)], LETTER)


def table(resume: Resume) -> bytes:
    """Dates in the left column of a table, everything else in the right one."""
    look = Look("Helvetica", 9.5, TEAL)
    rows: list[list[Any]] = [[look.text(resume.summary[0], "strong"), look.text(resume.summary[1])]]
    for number, job in enumerate(resume.jobs[1]):
        label = [look.text(resume.jobs[0], "strong")] if number == 0 else []
        what = [look.text(f"{job.title} at {job.employer}", "strong"), *look.bullets(job.did)]
        rows.append([[*label, look.text(job.dates)], what])
    for heading, lines in resume.lists:
        rows.append([look.text(heading, "strong"), [look.text(line) for line in lines]])
    heading, groups = resume.skills
    rows.append([look.text(heading, "strong"), [look.text(f"{label}: {words}") for label, words in groups]])
    grid = Table(
        rows,
        colWidths=[42 * mm, None],
        style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEABOVE", (0, 0), (-1, -1), 0.5, PALE)],
    )
    top = [
        look.text(resume.name, "name"),
        look.text(resume.title, "title"),
        look.text(", ".join(resume.contact)),
        Spacer(1, 6),
    ]
    return _build([*top, grid], A4)


def two_columns(resume: Resume) -> bytes:
    """Jobs in the wide left column, the rest in the narrow right one."""
    look = Look("Helvetica", 9, TEAL)
    width, height = A4
    top, wide = 34 * mm, 112 * mm
    narrow_x = MARGIN + wide + 6 * mm
    frames = [
        _frame(MARGIN, height - MARGIN - top, width - 2 * MARGIN, top),
        _frame(MARGIN, MARGIN, wide, height - 2 * MARGIN - top),
        _frame(narrow_x, MARGIN, width - MARGIN - narrow_x, height - 2 * MARGIN - top),
    ]
    story: list[Flowable] = [look.text(resume.name, "name"), look.text(resume.title, "title")]
    story += [look.text(" • ".join(resume.contact)), FrameBreak(), look.text(resume.jobs[0], "head")]
    for job in resume.jobs[1]:
        story += [
            look.text(job.title, "strong"),
            look.text(" | ".join(filter(None, (job.employer, job.dates)))),
        ]
        story += look.bullets(job.did)
    story += [FrameBreak(), *look.summary(resume), *look.skills(resume), *look.lists(resume)]
    return _build(story, A4, [PageTemplate("page", frames, pagesize=A4)])


def sidebar(resume: Resume) -> bytes:
    """A coloured band at the left with contact, skills and studies; the main column beside it."""
    look = Look("Helvetica", 9.5, TEAL)
    width, height = A4
    band = 62 * mm
    side = _frame(6 * mm, MARGIN, band - 12 * mm, height - 2 * MARGIN)
    main = _frame(band + 8 * mm, MARGIN, width - band - 8 * mm - MARGIN, height - 2 * MARGIN)
    paint = partial(_paint_band, width=band, height=height)
    templates = [
        PageTemplate("first", [side, main], onPage=paint, pagesize=A4),
        PageTemplate("later", [main], onPage=paint, pagesize=A4),
    ]
    story: list[Flowable] = [NextPageTemplate("later"), look.text("Contact", "head")]
    story += [look.text(line) for line in resume.contact]
    story += [*look.skills(resume), *look.lists(resume), FrameBreak()]
    story += [look.text(resume.name, "name"), look.text(resume.title, "title"), *look.summary(resume)]
    story.append(look.text(resume.jobs[0], "head"))
    for job in resume.jobs[1]:
        story += [
            look.text(job.title, "strong"),
            look.text(job.employer),
            *_dated(look, job),
            *look.bullets(job.did),
        ]
    return _build(story, A4, templates)


LAYOUTS: dict[str, Callable[[Resume], bytes]] = {
    "single": single,
    "classic": classic,
    "table": table,
    "two_columns": two_columns,
    "sidebar": sidebar,
}
_TIGHT = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
]


def _dated(look: Look, job: Position) -> list[Flowable]:
    return [look.text(job.dates)] if job.dates else []


def _frame(x: float, y: float, width: float, height: float) -> Frame:
    return Frame(x, y, width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)


def _paint_band(canvas: Any, document: Any, *, width: float, height: float) -> None:
    canvas.saveState()
    canvas.setFillColor(PALE)
    canvas.rect(0, 0, width, height, stroke=0, fill=1)
    canvas.restoreState()


def _build(story: list[Any], size: tuple[float, float], templates: list[PageTemplate] | None = None) -> bytes:
    """The PDF's bytes, without the time at which it was made: the same story gives the same file."""
    sheet = io.BytesIO()
    document = BaseDocTemplate(sheet, pagesize=size, invariant=1, title="Resume", author="An invented person")
    whole = _frame(MARGIN, MARGIN, size[0] - 2 * MARGIN, size[1] - 2 * MARGIN)
    document.addPageTemplates(templates or [PageTemplate("page", [whole], pagesize=size)])
    document.build(story)
    return sheet.getvalue()
