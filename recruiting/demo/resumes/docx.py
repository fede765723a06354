"""DOCX layouts, written as the XML that word processors write: headings, plain paragraphs, tabs, a table."""

import io
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

from recruiting.demo.resumes.content import Position, Resume

MADE_AT = (2024, 1, 1, 0, 0, 0)  # the same for all, so that the same resume gives the same bytes
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_CONTENT_TYPES = (
    f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_WORD}.numbering+xml"/></Types>'
)
_PACKAGE_LINKS = (
    f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_DOCUMENT_LINKS = (
    f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="r2" Type="{_OFFICE}/numbering" Target="numbering.xml"/></Relationships>'
)
_STYLES = (
    f"{_DECLARATION}<w:styles {_NAMESPACE}>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:rPr><w:b/><w:sz w:val="44"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:spacing w:before="240"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style></w:styles>'
)
_NUMBERING = (
    f'{_DECLARATION}<w:numbering {_NAMESPACE}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
    '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:pPr><w:ind w:left="360" w:hanging="240"/></w:pPr></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
_LIST_ITEM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
_RIGHT_TAB = '<w:tabs><w:tab w:val="right" w:pos="9000"/></w:tabs>'


def headings(resume: Resume) -> bytes:
    """Heading styles and a real bullet list."""
    parts = [
        _paragraph(resume.name, style="Title"),
        _paragraph(resume.title),
        _paragraph(" | ".join(resume.contact)),
    ]
    parts += [_heading(resume.summary[0]), _paragraph(resume.summary[1]), _heading(resume.jobs[0])]
    for job in resume.jobs[1]:
        parts += [_paragraph(f"{job.title}, {job.employer}", bold=True), _paragraph(job.dates)]
        parts += [_paragraph(line, extra=_LIST_ITEM) for line in job.did]
    return _pack([*parts, *_lists(resume, _heading), *_skills(resume, _heading)])


def plain(resume: Resume) -> bytes:
    """No styles at all: bold lines as headings, hyphens as bullets, as people type."""
    parts = [_paragraph(resume.name, bold=True), *map(_paragraph, [resume.title, *resume.contact])]
    parts += [_bold(resume.summary[0]), _paragraph(resume.summary[1])]
    if resume.jobs[1]:
        parts.append(_bold(resume.jobs[0]))
    for job in resume.jobs[1]:
        parts += [_paragraph(f"{job.dates}  {job.title}, {job.employer}")]
        parts += [_paragraph(f"- {line}") for line in job.did]
    return _pack([*parts, *_lists(resume, _bold), *_skills(resume, _bold)])


def tabs(resume: Resume) -> bytes:
    """Dates behind a tab at the right edge, skills first."""
    parts = [_paragraph(f"{resume.name}\t{resume.contact[0]}", bold=True, extra=_RIGHT_TAB)]
    parts += [_paragraph(f"{resume.title}\t{', '.join(resume.contact[1:])}", extra=_RIGHT_TAB)]
    parts += [_heading(resume.summary[0]), _paragraph(resume.summary[1]), *_skills(resume, _heading)]
    parts.append(_heading(resume.jobs[0]))
    for job in resume.jobs[1]:
        parts += [_paragraph(f"{job.employer}, {job.title}\t{job.dates}", bold=True, extra=_RIGHT_TAB)]
        parts += [_paragraph(line, extra=_LIST_ITEM) for line in job.did]
    return _pack([*parts, *_lists(resume, _heading)])


def table(resume: Resume) -> bytes:
    """A table of two columns without borders: dates or headings at the left."""
    rows = [("", [_paragraph(resume.name, style="Title"), _paragraph(resume.title)])]
    rows += [
        ("", [_paragraph(line) for line in resume.contact]),
        (resume.summary[0], [_paragraph(resume.summary[1])]),
    ]
    rows.append((resume.jobs[0], [_paragraph("")]))
    rows += [(job.dates, _job_cell(job)) for job in resume.jobs[1]]
    rows += [(heading, [_paragraph(line) for line in lines]) for heading, lines in resume.lists]
    rows.append((resume.skills[0], [_paragraph(f"{label}: {words}") for label, words in resume.skills[1]]))
    body = "".join(f"<w:tr>{_cell(2400, [_bold(left)])}{_cell(6900, right)}</w:tr>" for left, right in rows)
    grid = '<w:tblGrid><w:gridCol w:w="2400"/><w:gridCol w:w="6900"/></w:tblGrid>'
    return _pack(
        [f'<w:tbl><w:tblPr><w:tblW w:w="9300" w:type="dxa"/></w:tblPr>{grid}{body}</w:tbl>', _paragraph("")]
    )


LAYOUTS: dict[str, Callable[[Resume], bytes]] = {
    "headings": headings,
    "plain": plain,
    "tabs": tabs,
    "table": table,
}


def _job_cell(job: Position) -> list[str]:
    top = _paragraph(f"{job.title}, {job.employer}", bold=True)
    return [top, *(_paragraph(line, extra=_LIST_ITEM) for line in job.did)]


def _lists(resume: Resume, heading: Callable[[str], str]) -> list[str]:
    return [part for name, lines in resume.lists for part in (heading(name), *map(_paragraph, lines))]


def _skills(resume: Resume, heading: Callable[[str], str]) -> list[str]:
    name, groups = resume.skills
    return [heading(name), *(_paragraph(f"{label}: {words}") for label, words in groups)]


def _heading(words: str) -> str:
    return _paragraph(words, style="Heading1")


def _bold(words: str) -> str:
    return _paragraph(words, bold=True)


def _paragraph(words: str, *, style: str = "", bold: bool = False, extra: str = "") -> str:
    """One paragraph; a tab in the words becomes one in the document."""
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{look}{extra}</w:pPr>" if look or extra else ""
    text = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in words.split("\t"))
    run = f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}{text}</w:r>" if words else ""
    return f"<w:p>{properties}{run}</w:p>"


def _cell(width: int, paragraphs: list[str]) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{"".join(paragraphs)}</w:tc>'


def _pack(body: list[str]) -> bytes:
    """The package with its parts; all times are the same."""
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1100" w:right="1300" w:bottom="1100" w:left="1300"/></w:sectPr>'
    document = f"{_DECLARATION}<w:document {_NAMESPACE}><w:body>{''.join(body)}{page}</w:body></w:document>"
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _PACKAGE_LINKS,
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _DOCUMENT_LINKS,
        "word/styles.xml": _STYLES,
        "word/numbering.xml": _NUMBERING,
    }
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, MADE_AT), text.encode(), zipfile.ZIP_DEFLATED)
    return package.getvalue()
