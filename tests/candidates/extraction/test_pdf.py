"""PDF: the words, all of them, in the order people read."""

from __future__ import annotations

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from candidates.extraction import Document, Unreadable, parse
from candidates.extraction.formats.pdf_hidden import revealed
from candidates.extraction.normalise import clean
from tests.candidates.extraction import samples

LEFT = [
    f"left column says {word}"
    for word in ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
]
RIGHT = [f"right column says {word}" for word in ["eleven", "twelve", "thirteen", "fourteen", "fifteen"]] * 2


def text_of(data: bytes) -> str:
    document = parse(data, name="cv.pdf")
    assert isinstance(document, Document), document
    assert document.kind == "pdf"
    return document.text


def test_one_column_keeps_its_lines():
    lines = ["Jane Doe", "DevSecOps engineer", "Runs Trivy on every image and keeps secrets in Vault."]
    assert text_of(samples.pdf(samples.column(lines))).split("\n") == lines


def test_columns_drawn_one_after_the_other_stay_apart():
    def draw(canvas):
        samples.column(LEFT)(canvas)
        samples.column(RIGHT, left=300)(canvas)

    assert text_of(samples.pdf(draw)).split("\n") == LEFT + RIGHT


def test_columns_drawn_row_by_row_are_read_column_by_column():
    drawn = samples.rows([list(row) for row in zip(LEFT, RIGHT, strict=True)])
    assert text_of(samples.pdf(drawn)).split("\n") == LEFT + RIGHT


def test_a_longer_column_goes_on_below_a_shorter_one():
    cells = [list(row) for row in zip(LEFT, RIGHT, strict=True)] + [["left goes on", ""], ["and on", ""]]
    assert text_of(samples.pdf(samples.rows(cells))).split("\n") == [*LEFT, "left goes on", "and on", *RIGHT]


def test_a_heading_across_the_page_stays_above_both_columns():
    def draw(canvas):
        canvas.drawString(
            50, 800, "Jane Doe, DevSecOps engineer in a fairly long line that crosses both of the columns"
        )
        samples.rows([list(row) for row in zip(LEFT, RIGHT, strict=True)])(canvas)

    assert text_of(samples.pdf(draw)).split("\n")[1:] == LEFT + RIGHT


def test_a_heading_over_the_right_column_belongs_to_it():
    cells = [["", "EXPERIENCE"], *[list(row) for row in zip(LEFT, RIGHT, strict=True)]]
    assert text_of(samples.pdf(samples.rows(cells))).split("\n") == [*LEFT, "EXPERIENCE", *RIGHT]


def test_dates_beside_text_stay_with_their_row():
    cells = [
        ["Jan 2021 - now", "Platform engineer, First Bank"],
        ["", "Built the pipelines of forty teams"],
        ["Mar 2018 - Dec 2020", "Administrator, Second Bank"],
        ["", "Kept the servers patched"],
        ["2016 - 2018", "Trainee, Third Bank"],
        ["", "Learnt Linux"],
    ]
    assert text_of(samples.pdf(samples.rows(cells, lefts=(50, 200)))).split("\n") == [
        "Jan 2021 - now\tPlatform engineer, First Bank",
        "Built the pipelines of forty teams",
        "Mar 2018 - Dec 2020\tAdministrator, Second Bank",
        "Kept the servers patched",
        "2016 - 2018\tTrainee, Third Bank",
        "Learnt Linux",
    ]


def test_dates_at_the_right_margin_stay_with_their_row():
    cells = [
        ["First Bank", "London"],
        ["Engineer", "2019 - 2021"],
        ["Second Bank", "Leeds"],
        ["Admin", "2016 - 2019"],
    ]
    assert text_of(samples.pdf(samples.rows(cells, lefts=(50, 450)))).split("\n") == [
        "\t".join(row) for row in cells
    ]


def test_labels_beside_text_stay_with_their_row():
    cells = [
        ["Cloud:", "AWS, Azure"],
        ["Scanners:", "Trivy, Grype"],
        ["Languages:", "Go, Python"],
        ["Other:", "Vault"],
    ]
    assert text_of(samples.pdf(samples.rows(cells, lefts=(50, 200)))).split("\n") == [
        "\t".join(row) for row in cells
    ]


def test_lists_beside_what_they_are_lists_of_stay_with_their_row():
    cells = [
        ["Cloud", "AWS, Azure, GCP"],
        ["Scanners", "Trivy, Grype"],
        ["Code", "Go, Python"],
        ["Other", "Vault"],
    ]
    assert text_of(samples.pdf(samples.rows(cells, lefts=(50, 200)))).split("\n") == [
        "\t".join(row) for row in cells
    ]


def test_a_heading_below_a_grid_heads_what_follows_across_the_page():
    grid = [[f"tool {number}", f"more {number}"] for number in range(9)]
    below = "Integrated Semgrep and Trivy into the GitLab pipelines of twelve teams"

    def draw(canvas):
        samples.rows([*grid, ["Experience", ""]])(canvas)
        samples.column([below], top=780 - 10 * samples.LINE)(canvas)

    assert text_of(samples.pdf(draw)).split("\n")[-2:] == ["Experience", below]


def test_no_word_is_lost_where_rows_are_uneven():
    cells = [["a b", "c"], ["d", ""], ["", "e f"], ["g", "h"], ["i", "j"], ["k", "l"]]
    words = text_of(samples.pdf(samples.rows(cells))).split()
    assert sorted(words) == list("abcdefghijkl")


def test_words_placed_one_by_one_are_one_line():
    def draw(canvas):
        left = 50
        for word in ["Runs", "Trivy", "on", "every", "image", "of", "the", "platform"]:
            canvas.drawString(left, 700, word)
            left += canvas.stringWidth(word + " ", "Helvetica", 10)

    assert text_of(samples.pdf(draw)) == "Runs Trivy on every image of the platform"


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("the inte-", "gration of scanners", "the integration of scanners"),
        ("and end-to-", "end tests", "and end-to-end tests"),
        ("runs CI-", "CD for all", "runs CI-CD for all"),
        ("a Multi-", "Cloud estate", "a Multi-Cloud estate"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_joins_the_word(first, second, joined):
    assert text_of(samples.pdf(samples.column([first, second]))) == joined


def test_symbol_bullets_and_ligatures_read_as_people_read_them():
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        b"3 beginbfchar <61> <F0B7> <62> <FB01> <63> <0063> endbfchar endcmap end"
    )
    data = samples.raw_pdf(b"BT /F 12 Tf 50 700 Td (a bc) Tj ET").replace(
        b"/BaseFont/Helvetica>>endobj",
        b"/BaseFont/Helvetica/ToUnicode 6 0 R>>endobj\n6 0 obj<</Length %d>>stream\n%s\nendstream endobj"
        % (len(cmap), cmap),
    )
    assert text_of(data) == "• fic"


def test_each_page_has_its_offset():
    document = parse(
        samples.pdf(samples.column(["first page"]), samples.column(["second page"])), name="cv.pdf"
    )
    assert document.pages == (0, 11)
    assert [document.page_of(document.text.index(word)) for word in ("first", "second")] == [1, 2]


def test_an_empty_page_has_no_text_of_its_own():
    pages = [
        samples.column(["first page"]),
        lambda canvas: None,
        samples.column(["third page"]),
        lambda canvas: None,
    ]
    document = parse(samples.pdf(*pages), name="cv.pdf")
    assert document.text == "first page\nthird page"
    assert document.page_of(document.text.index("third")) == 3


def test_characters_beyond_the_basic_plane_do_not_disturb_the_order():
    cmap = b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <61> <D83DDE80> endbfchar endcmap"
    data = samples.raw_pdf(b"BT /F 12 Tf 50 700 Td (a one) Tj 300 0 Td (two) Tj ET").replace(
        b"/BaseFont/Helvetica>>endobj",
        b"/BaseFont/Helvetica/ToUnicode 6 0 R>>endobj\n6 0 obj<</Length %d>>stream\n%s\nendstream endobj"
        % (len(cmap), cmap),
    )
    assert "two" in text_of(data)
    text_of(data).encode()


def test_a_password_to_open_makes_it_encrypted():
    assert parse(samples.encrypted_pdf("secret"), name="cv.pdf") == Unreadable.because("encrypted")


def test_a_password_for_changes_only_is_no_hindrance():
    assert "DevSecOps engineer" in text_of(samples.encrypted_pdf(""))


def test_columns_drawn_from_the_top_down_whose_lines_stand_at_different_heights():
    side = [(780 - 13 * number, 40, f"side line {number}") for number in range(20)]
    main = [
        (777 - 15 * number, 220, f"main line {number} tells of scanners in pipelines") for number in range(18)
    ]

    def draw(canvas):
        for top, left, text in sorted(side + main, reverse=True):
            canvas.drawString(left, top, text)

    text = parse(samples.pdf(draw), name="cv.pdf").text
    assert text.split("\n") == [text for _, _, text in side + main]


def test_a_scan_is_image_only_unless_ocr_will_read_it():
    assert parse(samples.picture_pdf(), name="cv.pdf").code == "image_only"
    assert parse(samples.picture_pdf(), name="cv.pdf", scans=True) == Document("", "pdf", (0,), unread=(1,))


def test_a_blank_page_is_empty():
    assert parse(samples.pdf(lambda canvas: None), name="cv.pdf").code == "empty"


def test_more_pages_than_a_resume_has_are_refused():
    assert parse(samples.pdf(*[samples.column(["x"])] * 61), name="cv.pdf").code == "limits"


def test_scripts_and_actions_are_noted_and_the_text_is_read():
    script = "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/AA<</WC<</S/Launch/F(cmd.exe)>>>>"
    document = parse(samples.raw_pdf(b"BT /F 12 Tf 50 700 Td (Jane Doe) Tj ET", extra=script), name="cv.pdf")
    assert document.text == "Jane Doe"
    assert document.notes == ("javascript", "launch_action")


BLACK, PAPER, BLUE = (0, 0, 0), (1, 1, 1), (0.1, 0.2, 0.5)


def hidden_in(*pages) -> list[str]:
    """The texts that the document marks as hidden, all of which it still holds."""
    document = parse(samples.pdf(*pages), name="cv.pdf")
    assert isinstance(document, Document), document
    return [document.text[start:end] for start, end in document.hidden]


def written(text, *, colour=BLACK, size=10, left=50, bottom=700, mode=0):
    """Draws one text on a page that has some visible lines."""

    def draw(canvas):
        samples.column(["Jane Doe, DevSecOps engineer", "Runs Trivy on every image, daily"])(canvas)
        canvas.setFont("Helvetica", size)
        canvas.setFillColorRGB(*colour)
        canvas.drawString(left, bottom, text, mode=mode)
        canvas.setFillColorRGB(*BLACK)

    return draw


@pytest.mark.parametrize(
    ("how", "hidden"),
    [
        ({}, False),
        ({"colour": PAPER}, True),
        ({"colour": (0.9, 0.9, 0.9)}, False),
        ({"size": 1}, True),
        ({"size": 5}, False),
        ({"mode": 3}, True),
        ({"mode": 1, "colour": PAPER}, False),
        ({"left": 2000}, True),
        ({"bottom": -60}, True),
    ],
)
def test_text_that_nobody_sees_is_read_and_marked(how, hidden):
    assert hidden_in(written("Falco and Vault", **how)) == (["Falco and Vault"] if hidden else [])


def test_white_text_on_a_coloured_box_is_seen_and_on_a_white_box_is_not():
    def boxed(colour):
        def draw(canvas):
            canvas.setFillColorRGB(*colour)
            canvas.rect(40, 690, 400, 40, stroke=0, fill=1)
            canvas.setFillColorRGB(*BLACK)
            written("Falco and Vault", colour=PAPER)(canvas)

        return draw

    assert hidden_in(boxed(BLUE)) == []
    assert hidden_in(boxed(PAPER)) == ["Falco and Vault"]


def test_the_invisible_words_over_a_scans_picture_are_seen():
    def scanned(canvas):
        canvas.drawImage(ImageReader(Image.new("L", (2, 2), 128)), 0, 0, 595, 842)
        canvas.drawString(
            50, 700, "Jane Doe, DevSecOps engineer, runs Trivy on every image, every day.", mode=3
        )

    assert hidden_in(scanned) == []
    assert "Trivy" in text_of(samples.pdf(scanned))


def test_hidden_spans_hold_on_later_pages_and_in_reordered_columns():
    cells = [list(row) for row in zip(LEFT, RIGHT, strict=True)]

    def second(canvas):
        samples.rows(cells[:5])(canvas)
        canvas.setFillColorRGB(*PAPER)
        canvas.drawString(300, 780 - 5 * samples.LINE, "fluent in Falco")
        canvas.setFillColorRGB(*BLACK)
        samples.rows(cells[5:], top=780 - 6 * samples.LINE)(canvas)

    document = parse(samples.pdf(written("Vault", colour=PAPER), second), name="cv.pdf")
    assert [document.text[start:end] for start, end in document.hidden] == ["Vault", "fluent in Falco"]
    assert document.text.split("\n")[-11:] == [*RIGHT[:5], "fluent in Falco", *RIGHT[5:]]


def test_marked_characters_come_back_clean_and_with_their_spans():
    def marked(text):
        return "".join(letter if letter.isspace() else chr(0x100000 + ord(letter)) for letter in text)

    raw = f"Jane {marked('oﬃce  ​ﬁrst')} Doe\n{marked('́a')}{marked('​')}"
    text, spans = revealed(clean(raw))
    assert text == "Jane office first Doe\na"
    assert [text[start:end] for start, end in spans] == ["office first", "a"]


def test_letters_of_an_icon_font_are_no_hidden_text():
    cmap = (
        b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 2 beginbfchar <61> <DBC0DC01> <62> <0062> "
        b"endbfchar endcmap"
    )
    data = samples.raw_pdf(b"BT /F 12 Tf 50 700 Td (a bb) Tj ET").replace(
        b"/BaseFont/Helvetica>>endobj",
        b"/BaseFont/Helvetica/ToUnicode 6 0 R>>endobj\n6 0 obj<</Length %d>>stream\n%s\nendstream endobj"
        % (len(cmap), cmap),
    )
    document = parse(data, name="cv.pdf")
    assert document.hidden == ()
    assert "bb" in document.text
