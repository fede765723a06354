"""Files made to harm their reader, and good ones with faults put into them."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable

from tests.candidates.extraction import samples

TEXT = b"BT /F 12 Tf 50 700 Td (Jane Doe) Tj ET"
GOOD = samples.one_line_pdf()
DOCX = samples.docx(
    "".join(samples.paragraph(f"Jane runs Trivy, line {number}") for number in range(30))
    + samples.table([samples.paragraph("2019"), samples.paragraph("Engineer")])
)
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


def ring_of_pages() -> bytes:
    """A page tree whose node is its own child."""
    return samples.raw_pdf(TEXT).replace(b"/Kids[3 0 R]/Count 1", b"/Kids[2 0 R 3 0 R]/Count 2")


def ring_of_forms() -> bytes:
    """A form that draws itself."""
    form = b"6 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 4>>stream\n"
    return (
        samples.raw_pdf(TEXT + b" /X Do")
        .replace(b"/Resources<<", b"/Resources<</XObject<</X 6 0 R>>")
        .replace(b"\ntrailer", b"\n" + form + b"/X Do\nendstream endobj\ntrailer")
    )


def ring_of_references() -> bytes:
    """A stream whose length is said by an object that refers to itself."""
    return (
        samples.raw_pdf(TEXT).replace(b"/Length %d" % len(TEXT), b"/Length 7 0 R/Filter 7 0 R")
        + b"7 0 obj 7 0 R endobj\n"
    )


def deep_arrays() -> bytes:
    return samples.raw_pdf(TEXT, extra="/A" + "[" * 20_000 + "]" * 20_000)


def wild_numbers() -> bytes:
    return samples.raw_pdf(b"BT /F 1e38 Tf -1e38 99999999999999999999 Td (Jane) Tj ET").replace(
        b"[0 0 600 800]", b"[-1e38 1e38 1e39 0]"
    )


def many_operators() -> bytes:
    return samples.raw_pdf(zlib.compress(b"q Q " * 8_000_000, 9), "/Filter/FlateDecode")


HOSTILE: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "page tree in a ring": (ring_of_pages, {"read", "damaged"}),
    "form in a ring": (ring_of_forms, {"image_only"}),
    "references in a ring": (ring_of_references, {"read", "empty", "damaged"}),
    "deep arrays": (deep_arrays, {"read", "damaged"}),
    "wild numbers": (wild_numbers, {"read", "empty", "damaged"}),
    "200,000 pages in a megabyte": (lambda: samples.many_pages(200_000), {"limits"}),
    "32 MB of operators": (many_operators, {"empty", "limits"}),
    "900 MB in two filters": (lambda: samples.flate_bomb(2, megabytes=900), {"limits"}),
    "a DOCX of a billion laughs": (
        lambda: samples.docx(
            "", {"word/document.xml": f'<!DOCTYPE x [<!ENTITY e0 "ha">{ENTITIES}]><x>&e9;</x>'}
        ),
        {"damaged"},
    ),
    "a DOCX that asks for another file": (
        lambda: samples.docx(
            "", {"word/document.xml": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'}
        ),
        {"damaged"},
    ),
    "a DOCX whose styles ask": (
        lambda: samples.docx(
            samples.paragraph("Jane"),
            {"word/styles.xml": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x"><x>numPr</x>'},
        ),
        {"damaged"},
    ),
    "a DOCX that inflates without end": (lambda: samples.docx("<w:p/>" + " " * (60 << 20)), {"limits"}),
    "a DOCX in 20,000 levels": (lambda: samples.docx("<w:sdt>" * 20_000 + "</w:sdt>" * 20_000), {"damaged"}),
    "a DOCX of 1,100 members": (
        lambda: samples.docx(samples.paragraph("x"), {f"word/media/{n}": "" for n in range(1_100)}),
        {"limits"},
    ),
    "members that share their bytes": (lambda: samples.overlapping_zip(500), {"limits", "damaged"}),
    "an ODT of a billion laughs": (
        lambda: samples.zipped(
            {
                "content.xml": f'<!DOCTYPE x [<!ENTITY e0 "ha">{ENTITIES}]><x>&e9;</x>',
                "META-INF/manifest.xml": "<manifest/>",
            }
        ),
        {"damaged"},
    ),
    "an ODT that asks for another file": (
        lambda: samples.zipped(
            {
                "content.xml": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
                "META-INF/manifest.xml": "<manifest/>",
            }
        ),
        {"damaged"},
    ),
    "an ODT that inflates without end": (lambda: samples.odt("<text:p/>" + " " * (60 << 20)), {"limits"}),
    "an ODT in 20,000 levels": (
        lambda: samples.odt("<text:section>" * 20_000 + "</text:section>" * 20_000),
        {"damaged"},
    ),
    "an ODT of 1,100 members": (
        lambda: samples.odt("<text:p>x</text:p>", parts={f"Pictures/{n}": "" for n in range(1_100)}),
        {"limits"},
    ),
    "an RTF of 2 million groups": (lambda: samples.rtf("{" * 2_000_000), {"empty", "limits"}),
    "an RTF of 2 million words": (lambda: samples.rtf(r"\b" * 2_000_000 + " Jane"), {"read", "limits"}),
    "an RTF of boxes in boxes": (lambda: samples.rtf(r"{\shptxt x\par" * 20_000), {"read", "limits"}),
    "an RTF that skips past its end": (lambda: samples.rtf(r"Jane\bin9999999999 x"), {"read"}),
    "an RTF of hidden runs": (lambda: samples.rtf(r"{\v a}b" * 100_000), {"limits"}),
    "an RTF of more text than a resume": (lambda: samples.rtf("word " * 300_000), {"limits"}),
    "HTML in 100,000 levels": (lambda: b"<html>" + b"<div>" * 100_000 + b"Jane", {"read", "limits"}),
    "HTML of tables in tables": (lambda: b"<html>" + b"<table><tr><td>x" * 20_000, {"read", "limits"}),
    "HTML of 100,000 styles": (
        lambda: b"<html><style>" + b".x{color:red}" * 100_000 + b"</style>Jane",
        {"read"},
    ),
    "HTML of open quotes": (lambda: b"<html>Jane<a b='" * 100_000, {"read", "limits"}),
    "HTML of open comments": (
        lambda: b"<html>Jane" + b"<!-" * 300_000 + b"<!--" * 300_000,
        {"read", "limits"},
    ),
    "JSON in 100,000 levels": (lambda: b'{"work":' + b"[" * 100_000, {"damaged"}),
    "JSON of 20 million digits": (lambda: b'{"work":' + b"9" * (19 << 20) + b"}", {"limits"}),
    "LaTeX that writes itself": (lambda: samples.latex(r"\def\a{x\a\a}\a"), {"limits"}),
    "LaTeX that doubles": (
        lambda: samples.latex(r"\a{" * 40 + "x" + "}" * 40, r"\newcommand{\a}[1]{#1#1}"),
        {"limits"},
    ),
    "LaTeX of 2 million commands": (lambda: samples.latex(r"\b" * 2_000_000), {"limits"}),
    "tabs without end": (lambda: b"Jane Doe\t" * 1_000 + b"\t" * 290_000, {"read"}),
    "a line without end": (lambda: b"x" * 299_999, {"read"}),
    "combining signs without end": (lambda: ("e" + "\u0301" * 200_000).encode(), {"wrong_type"}),
}


FAULTS = (
    b"/Kids [1 0 R]",
    b"/Length 2147483647",
    b"[" * 3000,
    b"<!DOCTYPE x>",
    b"-1",
    b"\xff" * 8,
    b"\0",
    b"endobj",
    b"{\\v {\\*\\",
    b"<table><td style='",
    b"\\begin{itemize}{",
    b"<text:p>" * 40,
    b"<w:tbl><w:tr><w:tc>" * 40,
    b"\\def\\x{\\x\\x}\\x",
    b"99999999999",
    b"/Rotate 37",
)
"""Words that readers trip over."""


def mutated(data: bytes, source: random.Random) -> bytes:
    """The bytes with a few faults: cut, doubled, overwritten, with numbers and words that readers trip over."""
    content = bytearray(data)
    for _ in range(source.randint(1, 6)):
        at = source.randrange(len(content))
        length = source.randint(1, 200)
        change = source.randrange(5)
        if change == 0:
            content[at] ^= 1 << source.randrange(8)
        elif change == 1:
            del content[at : at + length]
        elif change == 2:
            content[at:at] = content[at : at + length]
        elif change == 3:
            content[at:at] = source.choice(FAULTS)
        else:
            content[at : at + 8] = source.randbytes(8)
        content = content or bytearray(b"x")
    return bytes(content)


def mutated_inside(data: bytes, source: random.Random) -> bytes:
    """A package whose one member has the faults and a sum that fits: its reader gets to see them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = source.choice([name for name in members if name.endswith(".xml") and members[name]])
    members[name] = mutated(members[name], source)
    return samples.zipped(members)
