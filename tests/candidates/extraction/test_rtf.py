r"""RTF as Word, LibreOffice and TextEdit write it."""

from __future__ import annotations

import pytest

from candidates.extraction import Document, parse
from tests.candidates.extraction.samples import rtf


def read(content: str, **options) -> Document:
    document = parse(rtf(content, **options), name="cv.rtf")
    assert isinstance(document, Document), document
    assert document.kind == "rtf"
    return document


def hidden_in(content: str) -> list[str]:
    document = read(content)
    return [document.text[start:end] for start, end in document.hidden]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (r"\pard One\par Two\line Three\tab 2019\par", "One\nTwo\nThree\t2019"),
        ("One\\\nTwo", "One\nTwo"),
        ("split\r\n over lines", "split over lines"),
        (r"Jos\'e9 \u321\'3f\u243\'f3d\u378 ? caf\u233?", "José Łódź café"),
        (r"{\uc0 a\u8217 b}{\uc2 \u8211\'81\'82c}", "a’b–c"),
        (r"{\f1 \'cc\'ee\'f1\'ea\'e2\'e0}", "Москва"),
        (r"{\f2 \'b7} Ran", "• Ran"),
        (r"\u-10179 ?\u-8704 ?", "\U0001f600"),
        (r"a\~b\_c\-d \endash \emdash \lquote x\rquote \ldblquote y\rdblquote \{\}\\", "a b-cd –—‘x’“y”{}\\"),
        (r"kept {\deleted gone}{\revised new}", "kept new"),
        (r"{\info{\author Someone}}{\*\unknown secret}{\stylesheet{\s1 Style;}}Jane", "Jane"),
        (r"{\upr{Jos?}{\*\ud{Jos\u233?}}}", "José"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt shown}}", "shown"),
        (r"{\pict\bin5 }}}}}}Jane", "Jane"),
        (r"{\footnote Note}Text\par", "Text\nNote"),
        (r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt Box\par}}{\shprslt{\*\do Old}}}Text\par", "Text\nBox"),
        (
            r"{\header Jane Doe\par}{\footer Page\par}Body\par{\header Jane Doe\par}",
            "Jane Doe\n\nBody\n\nPage",
        ),
        (
            r"\trowd\pard\intbl A\par\pard\intbl{\listtext\pard\plain \'b7\tab}B\cell\pard\intbl C\par"
            r"\pard\intbl{\listtext\pard\plain \'b7\tab}D\cell\row",
            "A\n• B\nC\n• D",
        ),
        (
            r"{\listtext\f2 \'b7\tab}\pard\ls1 Ran\par {\pntext 1.\tab}\pard\outlinelevel0 Work\par",
            "• Ran\nWork",
        ),
    ],
)
def test_text(content, text):
    assert read(content).text == text


def test_rows_are_lines_with_tabs():
    row = r"\trowd\cellx1\cellx2\pard\intbl 2019\cell Engineer\par Built\cell London\cell\row\pard "
    assert read(row + r"After\par").text == "2019\tEngineer\tLondon\nBuilt\nAfter"


def test_nested_rows_stay_in_their_cell():
    inner = (
        r"\pard\intbl\itap2 Trivy\nestcell daily\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}"
    )
    assert (
        read(r"\trowd\pard\intbl Scanner\cell" + inner + r"\pard\intbl\itap1\cell\row").text
        == "Scanner\tTrivy\tdaily"
    )


@pytest.mark.parametrize("look", [r"\v", r"\fs2", r"\cf1", r"\cf1\v0"])
def test_what_the_eye_cannot_see_is_marked(look):
    assert hidden_in(r"Jane {" + look + r" vault} shown\par") == ["vault"]


@pytest.mark.parametrize(
    "content",
    [
        r"{\cf1\chcbpat2 vault}",
        r"{\cf1\highlight2 vault}",
        r"\pard\cbpat2{\cf1 vault}\par",
        r"\trowd\pard\intbl{\cf1 vault}\cell\row",
        r"{\shp{\*\shpinst{\shptxt{\cf1 vault}}}}\par",
        r"{\*\background x}{\cf1 vault}",
        r"{\v gone\v0 vault}",
        r"{\v{\plain vault}}",
    ],
)
def test_what_lies_on_a_colour_or_is_shown_again_is_seen(content):
    assert "vault" not in " ".join(hidden_in(content))
    assert "vault" in read(content).text


def test_what_a_program_could_do_is_noted():
    content = r"{\*\template http://x.example/t.dotm}{\object{\*\objdata 00}}{\field{\*\fldinst DDEAUTO cmd}}Jane\u8203?\u8203?\u8203?\u8203?"
    assert read(content).notes == ("ole_objects", "remote_template", "dde", "invisible_characters")


@pytest.mark.parametrize(
    ("content", "code"),
    [("", "empty"), (r"{\pict 00}", "image_only"), (r"{\*\x " + "a" * 400_000 + "}", "empty")],
)
def test_files_without_text_say_why(content, code):
    assert parse(rtf(content), name="cv.rtf").code == code
