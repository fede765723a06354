"""OpenDocument text: every construct that resumes are built from."""

from __future__ import annotations

import pytest

from candidates.extraction import Document, parse
from tests.candidates.extraction.samples import odt, zipped

ENGINEER = "<text:p>Engineer</text:p>"


def read(*arguments, **options) -> Document:
    document = parse(odt(*arguments, **options), name="cv.odt")
    assert isinstance(document, Document), document
    assert document.kind == "odt"
    return document


def hidden_in(document: Document) -> list[str]:
    return [document.text[start:end] for start, end in document.hidden]


def style(name: str, properties: str, family: str = "text", more: str = "") -> str:
    return f'<style:style style:name="{name}" style:family="{family}" {more}>{properties}</style:style>'


def span(text: str, name: str) -> str:
    return f'<text:p>Jane <text:span text:style-name="{name}">{text}</text:span></text:p>'


def test_paragraphs_spaces_tabs_and_breaks():
    body = '<text:h>Jane\n  Doe</text:h><text:p>First<text:s text:c="2"/>Bank<text:tab/>2019<text:line-break/>Engineer</text:p>'
    assert read(body).text == "Jane Doe\nFirst Bank\t2019\nEngineer"


def test_a_count_of_spaces_is_no_bomb():
    assert read('<text:p>a<text:s text:c="999999999999"/>b</text:p>').text == "a\tb"


def test_items_have_bullets_and_numbered_headings_none():
    item = "<text:list-item><text:p>{}</text:p></text:list-item>"
    inner = f"<text:list>{item.format('inner')}</text:list>"
    body = (
        "<text:list><text:list-item><text:h>Work</text:h></text:list-item></text:list>"
        f"<text:list>{item.format('outer')}<text:list-item><text:p>two</text:p><text:p>more</text:p>{inner}</text:list-item></text:list>"
    )
    assert read(body).text == "Work\n• outer\n• two\nmore\n• inner"


def test_rows_are_lines_and_a_long_cell_starts_beside_its_date():
    cell = "<table:table-cell>{}</table:table-cell>"
    row = f"<table:table-row>{cell.format('<text:p>2019</text:p>')}{cell.format(ENGINEER + '<text:p>Built</text:p>')}</table:table-row>"
    body = f"<table:table><table:table-header-rows>{row}</table:table-header-rows>{row}</table:table>"
    assert read(body).text == "2019\tEngineer\nBuilt\n2019\tEngineer\nBuilt"


def test_what_was_deleted_and_what_others_remarked_is_out():
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>deleted</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>kept<office:annotation><text:p>remark</text:p></office:annotation> text</text:p>"
    )
    assert read(body).text == "kept text"


def test_a_frame_follows_the_paragraph_that_anchors_it():
    frame = "<draw:frame><draw:text-box><text:p>In the box</text:p></draw:text-box></draw:frame>"
    assert read(f"<text:p>Before {frame}and after</text:p>").text == "Before and after\nIn the box"


def test_headers_and_footers_of_pages_in_use_stand_once():
    def page(name: str, word: str, more: str = "") -> str:
        return (
            f'<style:master-page style:name="{name}" {more}><style:header><text:p>{word} head</text:p></style:header>'
            f"<style:footer><text:p>{word} foot</text:p></style:footer></style:master-page>"
        )

    pages = (
        page("Standard", "all", 'style:next-style-name="Next"') + page("Next", "all") + page("Envelope", "no")
    )
    assert read(ENGINEER, pages=pages).text == "all head\n\nEngineer\n\nall foot"


@pytest.mark.parametrize(
    "properties",
    [
        '<style:text-properties text:display="none"/>',
        '<style:text-properties fo:font-size="1pt"/>',
        '<style:text-properties fo:font-size="0.3mm"/>',
        '<style:text-properties fo:color="#FFFFFF"/>',
    ],
)
def test_what_the_eye_cannot_see_is_marked(properties):
    document = read(span("vault", "T1"), style("T1", properties))
    assert (document.text, hidden_in(document)) == ("Jane vault", ["vault"])


def test_a_style_hides_by_the_one_it_is_based_on_even_in_a_ring():
    common = style("A", '<style:text-properties text:display="none"/>', more='style:parent-style-name="B"')
    common += style("B", "", more='style:parent-style-name="A"')
    assert hidden_in(
        read(span("vault", "C"), style("C", "", more='style:parent-style-name="B"'), common=common)
    ) == ["vault"]


def test_a_hidden_section_and_a_hidden_paragraph_are_marked():
    body = f'<text:p>Jane</text:p><text:section text:display="none">{ENGINEER}</text:section>'
    assert hidden_in(read(body)) == ["Engineer"]
    assert hidden_in(read('<text:p><text:hidden-paragraph text:is-hidden="true"/>x</text:p>')) == ["x"]


@pytest.mark.parametrize(
    ("body", "styles", "pages"),
    [
        (
            span("vault", "T1"),
            style("T1", '<style:text-properties fo:color="#ffffff" fo:background-color="#000080"/>'),
            "",
        ),
        (
            f"<table:table><table:table-row><table:table-cell>{span('vault', 'T1')}</table:table-cell></table:table-row></table:table>",
            "",
            "",
        ),
        (
            span("vault", "T1"),
            "",
            '<style:page-layout><style:page-layout-properties fo:background-color="#202020"/></style:page-layout>',
        ),
        (
            span("vault", "T1"),
            "",
            '<style:style><style:graphic-properties style:run-through="background"/></style:style>',
        ),
    ],
)
def test_white_letters_on_a_colour_are_seen(body, styles, pages):
    white = style("T1", '<style:text-properties fo:color="#ffffff"/>')
    assert read(body, styles or white, pages=pages).hidden == ()


def test_what_a_program_could_do_is_noted():
    body = "<text:p>Jane<draw:object/></text:p><office:dde-source/>"
    assert read(body, parts={"Basic/Standard/M.xml": "x"}).notes == ("macros", "ole_objects", "dde")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (odt(ENGINEER, parts={"Pictures/1.png": "x"}), None),
        (odt("", parts={"Pictures/1.png": "x"}), "image_only"),
        (odt(""), "empty"),
        (odt("<!DOCTYPE x>"), "damaged"),
        (odt("<text:p>"), "damaged"),
    ],
)
def test_files_without_text_say_why(data, code):
    assert getattr(parse(data, name="cv.odt"), "code", None) == code


def test_a_password_is_told():
    members = {"content.xml": "x", "META-INF/manifest.xml": "<m><encryption-data/></m>"}
    assert parse(zipped(members), name="cv.odt").code == "encrypted"
