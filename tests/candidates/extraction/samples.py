"""Small files made on the spot: each function gives the bytes of one."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Collection

from pypdfium2 import PdfDocument
from reportlab.lib import pdfencrypt
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
LINE = 14


def pdf(*pages: Callable[[Canvas], None], **options: object) -> bytes:
    """A PDF whose pages the functions draw."""
    stream = io.BytesIO()
    canvas = Canvas(stream, **options)
    for draw in pages:
        canvas.setFont("Helvetica", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def column(lines: list[str], left: float = 50, top: float = 780) -> Callable[[Canvas], None]:
    """Draws lines below each other."""

    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(lines):
            canvas.drawString(left, top - number * LINE, line)

    return draw


def rows(
    cells: list[list[str]], lefts: tuple[float, ...] = (50, 300), top: float = 780
) -> Callable[[Canvas], None]:
    """Draws row by row, each cell at its column; an empty cell draws nothing."""

    def draw(canvas: Canvas) -> None:
        for number, row in enumerate(cells):
            for left, cell in zip(lefts, row, strict=True):
                if cell:
                    canvas.drawString(left, top - number * LINE, cell)

    return draw


def one_line_pdf(
    text: str = "Jane Doe builds secure pipelines with Jenkins, Trivy and Vault every day.",
) -> bytes:
    return pdf(column([text]))


def encrypted_pdf(user: str, owner: str = "owner") -> bytes:
    """A PDF that opens with the user's password; with an empty one it opens for everybody."""
    protection = pdfencrypt.StandardEncryption(user, ownerPassword=owner, strength=128)
    return pdf(
        column(["Jane Doe, DevSecOps engineer, with text enough to be no scan at all."]), encrypt=protection
    )


def picture_pdf() -> bytes:
    """A scan: a page with an inline image and no text."""
    return raw_pdf(b"q 500 0 0 700 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q")


def scanned(data: bytes, pages: Collection[int] | None = None, *, turned: int = 0, dots: int = 150) -> bytes:
    """A PDF's pages as a scanner makes them, or only those with these numbers: pictures, so many dots an inch.

    `turned`: degrees by which each picture lies on its page.
    """
    source, target = PdfDocument(data), PdfDocument.new()
    for number, page in enumerate(source, start=1):
        if pages is not None and number not in pages:
            target.import_pages(source, [number - 1])
            continue
        stream = io.BytesIO()
        picture = page.render(scale=dots / 72).to_pil().convert("L").rotate(turned, expand=True)
        size = picture.width * 72 / dots, picture.height * 72 / dots
        canvas = Canvas(stream, pagesize=size)
        canvas.drawImage(ImageReader(picture), 0, 0, *size)
        canvas.save()
        target.import_pages(PdfDocument(stream.getvalue()))
    output = io.BytesIO()
    target.save(output)
    return output.getvalue()


def raw_pdf(content: bytes, filters: str = "", extra: str = "") -> bytes:
    """A PDF of one page with this content stream, `filters` in its dictionary and `extra` in the catalogue."""
    return (
        b"%PDF-1.7\n"
        + f"1 0 obj<</Type/Catalog/Pages 2 0 R{extra}>>endobj\n".encode()
        + b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
        + f"4 0 obj<</Length {len(content)}{filters}>>stream\n".encode()
        + content
        + b"\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n"
    )


def flate_bomb(layers: int, megabytes: int = 300) -> bytes:
    """A PDF of a few kilobytes whose content inflates to many megabytes, through stacked or single filters."""
    packer = zlib.compressobj(9)
    content = b"".join(packer.compress(b"\n" * 1_048_576) for _ in range(megabytes)) + packer.flush()
    for _ in range(layers - 1):
        content = zlib.compress(content, 9)
    filters = "/Filter/FlateDecode" if layers == 1 else "/Filter[" + "/FlateDecode " * layers + "]"
    return raw_pdf(content, filters)


def many_pages(count: int) -> bytes:
    """A PDF that shows the same page over and over."""
    return (
        one_line_pdf()
        .replace(b"/Count 1", b"/Count %d" % count)
        .replace(b"/Kids [ ", b"/Kids [ " + b"4 0 R " * count)
    )


def docx(body: str, parts: dict[str, str | bytes] | None = None, relations: str = "") -> bytes:
    """A DOCX with this XML in its body, further members, and relations of the main part."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="m" Type="{R}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": part(f"<w:body>{body}</w:body>", "document"),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>',
        **(parts or {}),
    }
    return zipped(members)


def part(content: str, root: str) -> str:
    """A WordprocessingML part."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{W}" xmlns:r="{R}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        f'xmlns:v="urn:schemas-microsoft-com:vml">{content}</w:{root}>'
    )


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run_of(text, run)}</w:p>"


def run_of(text: str, properties: str = "") -> str:
    """A run with its properties."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*table_rows: list[str]) -> str:
    """A table whose cells hold the given XML."""
    body = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in table_rows
    )
    return f"<w:tbl><w:tblPr/>{body}</w:tbl>"


def odt(
    body: str,
    styles: str = "",
    *,
    common: str = "",
    pages: str = "",
    parts: dict[str, str | bytes] | None = None,
) -> bytes:
    """An OpenDocument text with this XML in its body and its automatic styles, common styles, and master pages."""
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("draw", "drawing"),
            ("style", "style"),
            ("fo", "xsl-fo-compatible"),
        )
    )
    content = (
        f"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    shared = (
        f"<office:document-styles {names}><office:styles>{common}</office:styles>"
        f"<office:master-styles>{pages}</office:master-styles></office:document-styles>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("styles.xml", shared)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        for name, member in (parts or {}).items():
            archive.writestr(name, member)
    return stream.getvalue()


def rtf(
    content: str,
    head: str = r"{\fonttbl{\f0\fcharset0 Calibri;}{\f1\fcharset204 Arial;}{\f2\fcharset2 Symbol;}}",
) -> bytes:
    """An RTF file with this content. Colour 1 is white, colour 2 is blue."""
    colours = r"{\colortbl;\red255\green255\blue255;\red0\green0\blue255;}"
    return (r"{\rtf1\ansi\ansicpg1252\deff0" + head + colours + content + "}").encode("latin-1")


def latex(body: str, preamble: str = "") -> bytes:
    """A LaTeX file with this body."""
    return (
        "\\documentclass{article}\n" + preamble + "\n\\begin{document}\n" + body + "\n\\end{document}\n"
    ).encode()


def zipped(members: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def overlapping_zip(entries: int) -> bytes:
    """A DOCX-like ZIP whose directory names one member's bytes again and again."""
    whole = docx(paragraph("text"))
    directory = whole.index(b"PK\x01\x02")
    end = whole.rindex(b"PK\x05\x06")
    first = whole[directory : whole.index(b"PK\x01\x02", directory + 4)]
    records = whole[directory:end] + first * entries
    total = 4 + entries
    return (
        whole[:directory]
        + records
        + b"PK\x05\x06\0\0\0\0"
        + struct.pack("<HHIIH", total, total, len(records), directory, 0)
    )


def compound_file(*stream_names: str) -> bytes:
    """The start of an OLE file that names these streams, as Word's old and protected files do."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(504)
        + b"".join(name.encode("utf-16-le") for name in stream_names)
    )


def many_formats() -> dict[str, Callable[[], bytes]]:
    """A resume's beginning in every format that is written by hand here, by kind."""
    lines = ["José Novák", "Experience", "Ran Trivy on every image", "Wrote “quoted” rules"]
    html_body = (
        "".join(f"<p>{line}</p>" for line in lines) + "<ul><li>One</ul><table><tr><td>2019<td>x</table>"
    )
    entry = r"\cventry{2019--2021}{Engineer}{Acme}{}{}{\begin{itemize}\item Ran\end{itemize}}"
    return {
        "pdf": one_line_pdf,
        "docx": lambda: docx(
            "".join(map(paragraph, lines)) + paragraph("x", run="<w:vanish/>") + table([paragraph("a")] * 2)
        ),
        "odt": lambda: odt(
            "".join(f"<text:p>{line}</text:p>" for line in lines)
            + "<text:list><text:list-item><text:p>One</text:p></text:list-item></text:list>"
            + "<table:table><table:table-row><table:table-cell><text:p>2019</text:p></table:table-cell>"
            + "</table:table-row></table:table>"
        ),
        "rtf": lambda: rtf(
            r"\par ".join(line.encode("ascii", "backslashreplace").decode() for line in lines).replace(
                r"\x", r"\'"
            )
            + r"\par{\listtext\f2 \'b7}One{\v hidden}\par\trowd\pard\intbl 2019\cell x\cell\row"
        ),
        "html": lambda: (
            f"<!doctype html><style>.x{{display:none}}</style>{html_body}<p class=x>hidden</p>".encode()
        ),
        "json": lambda: json.dumps({"basics": {"name": lines[0]}, "work": [{"name": "Acme"}]}).encode(),
        "latex": lambda: latex("\n\n".join(lines) + entry, r"\newcommand{\a}[1]{#1}"),
        "text": lambda: "\n".join(lines).encode(),
    }


EVERY_KIND = many_formats()
"""By kind, what makes a small resume of it. Word's old format needs a converter."""
