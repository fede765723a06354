"""What readers load late, loaded early: a locked child may not open the files that it would come from.

Without it 175 of 400 PDFs failed with LookupError in a locked child (a codec is a module).
"""

from __future__ import annotations

import codecs
import io
import zipfile

from candidates.extraction.charsets import CODECS
from candidates.extraction.formats import html_charsets, rtf_words
from candidates.extraction.reading import parse

_BASE_CODECS = (
    *("ascii", "cp437", "cp1252", "iso8859_1", "latin_1", "utf_8", "utf_8_sig"),
    *("utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le"),
)
_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    b"4 0 obj<</Length 52>>stream\nBT /F 9 Tf 9 9 Td (one) Tj 90 0 Td (two words) Tj ET\nendstream endobj\n"
    b"5 0 obj<</Type/Font/Subtype/TrueType/BaseFont/Unknown>>endobj\ntrailer<</Root 1 0 R>>"
)
_DOCX = '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>caf\u00e9</w:t></w:r></w:p></w:body></w:document>'
_ODT = '<o:document-content xmlns:o="o"><o:body><o:text><o:p>caf\u00e9</o:p></o:text></o:body></o:document-content>'
_OTHERS = (
    "caf\u00e9".encode(),
    "caf\u00e9 na\u00efve".encode("cp1252"),
    rb"{\rtf1\ansi{\fonttbl{\f0\fcharset204 A;}}\f0 caf\'e9\par}",
    b"<!doctype html><style>p{color:red}</style><p style='display:block'>caf&eacute;<table><tr><td>x</table>",
    b'{"basics": {"name": "Jane"}}',
    rb"\documentclass{article}\newcommand{\a}[1]{#1}\begin{document}\a{caf\'e}\end{document}",
)


def warm_up() -> None:
    """Look up every codec that a reader may ask for, and read a file of each kind."""
    for name in (*_BASE_CODECS, *CODECS, *rtf_words.CODECS_USED, *html_charsets.CODECS.values()):
        codecs.decode(b"abcd", name, "replace")
    for data in (_PDF, _packed("word/document.xml", _DOCX), _packed("content.xml", _ODT), *_OTHERS):
        parse(data, name="")


def _packed(name: str, content: str) -> bytes:
    """The smallest package that is taken for a document."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return stream.getvalue()
