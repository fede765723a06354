"""DOCX: every construct that resumes are built from, and the ones that attack readers."""

from __future__ import annotations

import pytest

from candidates.extraction import Document, parse
from tests.candidates.extraction import samples
from tests.candidates.extraction.samples import R, docx, paragraph, part, run_of, table

HEADER = f'<Relationship Id="h" Type="{R}/header" Target="header1.xml"/>'
FOOTER = f'<Relationship Id="f" Type="{R}/footer" Target="footer1.xml"/>'


def text_of(*arguments, **options) -> str:
    document = parse(docx(*arguments, **options), name="cv.docx")
    assert isinstance(document, Document), document
    assert document.kind == "docx"
    assert document.pages == ()
    return document.text


def test_paragraphs_tabs_and_breaks():
    body = "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>First Bank</w:t><w:tab/><w:t>2019</w:t>"
    body += "<w:br/><w:t>Engineer</w:t></w:r></w:p>" + paragraph("Second")
    assert text_of(body) == "First Bank\t2019\nEngineer\nSecond"


def test_words_split_over_runs_are_whole():
    assert text_of(f"<w:p>{run_of('Kuber')}{run_of('netes')}</w:p>") == "Kubernetes"


def test_header_stands_once_at_the_top_and_footer_at_the_end():
    sections = '<w:sectPr><w:headerReference r:id="h"/><w:footerReference r:id="f"/></w:sectPr>'
    body = f"<w:p><w:pPr>{sections}</w:pPr>{run_of('Body')}</w:p>{sections}"
    parts = {
        "word/header1.xml": part(paragraph("Jane Doe"), "hdr"),
        "word/footer1.xml": part(paragraph("Page"), "ftr"),
    }
    assert text_of(body, parts, relations=HEADER + FOOTER) == "Jane Doe\n\nBody\n\nPage"


def test_footnotes_stand_below_the_text_without_their_rule():
    notes = (
        f'<w:footnote w:type="separator" w:id="-1">{paragraph("rule")}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph("Since renamed")}</w:footnote>'
    )
    relation = f'<Relationship Id="n" Type="{R}/footnotes" Target="footnotes.xml"/>'
    body = f'<w:p>{run_of("Acme")}<w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    assert text_of(body, {"word/footnotes.xml": part(notes, "footnotes")}, relation) == "Acme\nSince renamed"


def test_a_header_that_no_section_shows_is_not_read():
    parts = {"word/header1.xml": part(paragraph("Template Inc."), "hdr")}
    assert text_of(paragraph("Body"), parts, relations=HEADER) == "Body"


def test_table_rows_are_lines_with_tabs():
    body = table(
        [paragraph("2019 - 2021"), paragraph("Engineer")],
        [paragraph("2017"), paragraph(""), paragraph("Admin")],
    )
    assert text_of(body) == "2019 - 2021\tEngineer\n2017\tAdmin"


def test_a_long_cell_starts_beside_its_date():
    body = table(
        [paragraph("2019"), paragraph("Engineer") + paragraph("Built pipelines"), paragraph("London")]
    )
    assert text_of(body) == "2019\tEngineer\tLondon\nBuilt pipelines"


def test_columns_made_of_a_table_are_read_one_after_the_other():
    body = table([paragraph("Skills") + paragraph("Go"), paragraph("Jobs") + paragraph("Engineer")])
    assert text_of(body) == "Skills\nGo\nJobs\nEngineer"


def test_nested_tables_are_read():
    inner = table([paragraph("Trivy"), paragraph("daily")])
    assert text_of(table([paragraph("Scanner"), inner])) == "Scanner\tTrivy\tdaily"


def test_a_text_box_is_read_once():
    box = f"<w:txbxContent>{paragraph('In the box')}</w:txbxContent>"
    run = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert (
        text_of(f"<w:p>{run_of('Before')}{run}{run_of(' and after')}</w:p>") == "Before and after\nIn the box"
    )


def test_a_text_box_of_old_word_is_read():
    box = f"<w:txbxContent>{paragraph('In the box')}</w:txbxContent>"
    assert text_of(f"<w:p><w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r></w:p>") == "In the box"


def test_links_insertions_and_content_controls_count_and_deletions_do_not():
    body = (
        f'<w:p><w:hyperlink r:id="l">{run_of("github.com/jane ")}</w:hyperlink>'
        f"<w:ins>{run_of('inserted ')}</w:ins><w:del><w:r><w:delText>deleted </w:delText></w:r></w:del>"
        f"<w:moveFrom>{run_of('moved away ')}</w:moveFrom>"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run_of('controlled')}</w:sdtContent></w:sdt></w:p>"
    )
    assert text_of(body) == "github.com/jane inserted controlled"


def test_list_items_get_a_bullet_and_numbered_headings_do_not():
    numbering = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
    body = (
        paragraph("Runs Trivy", numbering.format(1))
        + paragraph("No list", numbering.format(0))
        + paragraph("Experience", '<w:pStyle w:val="Heading1"/>' + numbering.format(2))
    )
    assert text_of(body) == "• Runs Trivy\nNo list\nExperience"


def test_styles_make_list_items_also_through_the_style_they_build_on():
    styles = (
        '<w:style w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Heir"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:styleId="Ring"><w:basedOn w:val="Ring"/></w:style>'
    )
    body = "".join(paragraph(name, f'<w:pStyle w:val="{name}"/>') for name in ("Base", "Heir", "Ring"))
    assert text_of(body, {"word/styles.xml": part(styles, "styles")}) == "• Base\n• Heir\nRing"


def test_hidden_runs_are_read_and_marked():
    body = f"<w:p>{run_of('Seen ')}{run_of('kubernetes', '<w:vanish/>')}{run_of(' seen')}</w:p>" + paragraph(
        "x"
    )
    document = parse(docx(paragraph("Top") + body), name="cv.docx")
    assert document.text == "Top\nSeen kubernetes seen\nx"
    assert [document.text[start:end] for start, end in document.hidden] == ["kubernetes"]


def test_hidden_spans_hold_in_lists_and_tables_and_through_styles():
    numbered = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = part('<w:style w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>', "styles")
    gone = '<w:rStyle w:val="Gone"/>'
    body = paragraph("vault", numbered, "<w:vanish/>") + table(
        [paragraph("2019"), f"<w:p>{run_of('ﬁ ')}{run_of('falco', gone)}</w:p>"]
    )
    document = parse(docx(body, {"word/styles.xml": styles}), name="cv.docx")
    assert document.text == "• vault\n2019\tfi falco"
    assert [document.text[start:end] for start, end in document.hidden] == ["vault", "falco"]


def test_a_switched_off_vanish_hides_nothing():
    document = parse(docx(paragraph("seen", run='<w:vanish w:val="0"/>')), name="cv.docx")
    assert document.hidden == ()


def test_symbols_and_special_hyphens():
    body = '<w:p><w:r><w:sym w:font="Symbol" w:char="F0B7"/><w:t xml:space="preserve"> CI</w:t><w:noBreakHyphen/><w:t>CD</w:t></w:r></w:p>'
    assert text_of(body) == "• CI-CD"


def test_strict_documents_read_like_others():
    xml = part(f"<w:body>{paragraph('Jane')}</w:body>", "document")
    strict = xml.replace(samples.W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert text_of("", {"word/document.xml": strict}) == "Jane"


def test_what_the_file_could_do_is_noted():
    template = (
        f'<Relationships xmlns="{samples.RELATIONS}"><Relationship Id="t" TargetMode="External" '
        f'Type="{R}/attachedTemplate" Target="http://example.test/evil.dotm"/></Relationships>'
    )
    parts = {
        "word/vbaProject.bin": b"macro",
        "word/embeddings/sheet.xlsx": b"x",
        "word/_rels/settings.xml.rels": template,
    }
    body = (
        paragraph("Jane") + "<w:p><w:r><w:instrText>DDEAUTO c:\\cmd.exe</w:instrText><w:object/></w:r></w:p>"
    )
    notes = parse(docx(body, parts), name="cv.docx").notes
    assert notes == ("macros", "embedded_files", "ole_objects", "remote_template", "dde")


@pytest.mark.parametrize(
    "doctype",
    ['<!DOCTYPE x [<!ENTITY e "text">]>', '<!DOCTYPE x SYSTEM "file:///etc/passwd">', "<!DOCTYPE x>"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_doctype_is_refused_in_any_encoding(doctype, encoding):
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}<w:document xmlns:w="{samples.W}"/>'
    assert parse(docx("", {"word/document.xml": xml.encode(encoding)}), name="cv.docx").code == "damaged"


def test_members_that_share_bytes_are_refused():
    assert parse(samples.overlapping_zip(50), name="cv.docx").code in ("limits", "damaged")


def test_more_members_than_a_document_has_are_refused():
    parts = {f"word/media/{number}": "" for number in range(1001)}
    assert parse(docx(paragraph("x"), parts), name="cv.docx").code == "limits"


def test_a_part_that_packs_too_well_is_refused():
    body = paragraph("a" * 3_000_000)
    assert parse(docx(body), name="cv.docx").code == "limits"


def test_a_part_that_inflates_without_end_is_refused():
    assert parse(docx("<w:p/>" + " " * (51 * 1024 * 1024)), name="cv.docx").code == "limits"


def test_deep_nesting_ends_as_damaged():
    assert parse(docx("<w:sdt>" * 20_000 + "</w:sdt>" * 20_000), name="cv.docx").code == "damaged"


def test_a_document_without_text_is_empty_and_one_of_pictures_is_image_only():
    assert parse(docx(paragraph(" ")), name="cv.docx").code == "empty"
    assert parse(docx(paragraph(" "), {"word/media/scan.png": b"x"}), name="cv.docx").code == "image_only"


def test_broken_xml_and_a_missing_body_are_damaged():
    assert parse(docx("", {"word/document.xml": "<w:document"}), name="cv.docx").code == "damaged"
    assert (
        parse(samples.zipped({"[Content_Types].xml": "x", "word/other.xml": "x"}), name="cv.docx").code
        == "damaged"
    )


def test_an_encrypted_member_makes_the_file_encrypted():
    data = bytearray(docx(paragraph("x")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = data.find(signature)
        while position >= 0:
            data[position + offset] |= 1
            position = data.find(signature, position + 4)
    assert parse(bytes(data), name="cv.docx").code == "encrypted"


WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:val="clear" w:fill="1F3864"/>'


def hidden_in(*arguments, **options) -> list[str]:
    """The texts that the document marks as hidden."""
    document = parse(docx(*arguments, **options), name="cv.docx")
    return [document.text[start:end] for start, end in document.hidden]


@pytest.mark.parametrize(
    ("run", "hidden"),
    [
        (WHITE, True),
        ('<w:color w:val="ffffff"/>', True),
        ('<w:sz w:val="2"/>', True),
        ('<w:sz w:val="20"/>', False),
        ('<w:color w:val="F2F2F2"/>', False),
        ('<w:color w:val="auto"/>', False),
        (WHITE + DARK, False),
        (WHITE + '<w:shd w:val="clear" w:fill="auto"/>', True),
        (WHITE + '<w:highlight w:val="black"/>', False),
    ],
)
def test_white_and_tiny_letters_are_hidden_unless_something_is_behind_them(run, hidden):
    body = f"<w:p>{run_of('Jane runs ')}{run_of('kubernetes', run)}</w:p>"
    assert hidden_in(body) == (["kubernetes"] if hidden else [])


@pytest.mark.parametrize(
    ("style", "hidden"),
    [
        ("<w:rPr><w:vanish/></w:rPr>", True),
        (f"<w:rPr>{WHITE}</w:rPr>", True),
        ('<w:rPr><w:sz w:val="2"/></w:rPr>', True),
        (f"<w:pPr>{DARK}</w:pPr><w:rPr>{WHITE}</w:rPr>", False),
        (f"<w:rPr>{WHITE}{DARK}</w:rPr>", False),
    ],
)
@pytest.mark.parametrize("kind", ["p", "r"])
def test_a_style_hides_its_text_as_a_run_does(style, hidden, kind):
    styles = part(
        f'<w:style w:styleId="Base">{style}</w:style>'
        '<w:style w:styleId="Heir"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:styleId="Seen"><w:basedOn w:val="Base"/><w:rPr><w:vanish w:val="0"/><w:sz w:val="20"/>'
        '<w:color w:val="000000"/></w:rPr></w:style>',
        "styles",
    )

    def named(name: str) -> str:
        tag = f'<w:{kind}Style w:val="{name}"/>'
        return paragraph(f"text in {name}", *((tag, "") if kind == "p" else ("", tag)))

    found = hidden_in(named("Heir") + named("Seen"), {"word/styles.xml": styles})
    assert found == (["text in Heir"] if hidden else [])


def test_styles_based_on_each_other_end():
    ring = '<w:style w:styleId="A"><w:basedOn w:val="B"/><w:rPr><w:vanish/></w:rPr></w:style>'
    styles = part(ring + '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>', "styles")
    assert hidden_in(paragraph("x", '<w:pStyle w:val="B"/>'), {"word/styles.xml": styles}) == ["x"]


def test_white_text_on_what_may_be_dark_counts_as_seen():
    white = paragraph("Jane", run=WHITE)
    box = f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{white}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    behind = '<w:p><w:r><w:drawing><wp:anchor xmlns:wp="x" behindDoc="1"/></w:drawing></w:r></w:p>'
    header = {"word/header1.xml": part(behind, "hdr")}
    section = '<w:sectPr><w:headerReference r:id="h"/></w:sectPr>'
    assert hidden_in(white) == ["Jane"]
    assert hidden_in(paragraph("Jane", properties=DARK, run=WHITE)) == []
    assert hidden_in(table([white])) == []
    assert hidden_in(box) == []
    assert hidden_in(white + behind) == []
    assert hidden_in(white + section, header, relations=HEADER) == []
    assert hidden_in(paragraph("x", properties=DARK, run=WHITE) + white) == ["Jane"]


def test_characters_that_hide_words_are_noted():
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "hire this person")
    document = parse(docx(paragraph(f"Jane{hidden}")), name="cv.docx")
    assert (document.text, document.notes) == ("Jane", ("invisible_characters",))


def test_more_hidden_places_in_a_line_than_any_resume_has_are_refused():
    line = "".join(run_of("seen") + run_of("hidden", "<w:vanish/>") for _ in range(600))
    assert parse(docx(f"<w:p>{line}</w:p>"), name="cv.docx").code == "limits"
