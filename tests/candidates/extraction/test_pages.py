"""Pages as pictures, and where quotes stand on them. Widths of Helvetica come from reportlab, not from PDFium."""

from __future__ import annotations

import json
import struct
import zlib

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from candidates.extraction import Document, Sandbox, Unreadable, parse
from candidates.extraction.pages import READER, Box, PageMap, draw_page, locate
from tests.candidates.extraction import samples

WIDTH, HEIGHT = 595.2756, 841.8898
"""reportlab's usual page, A4 in points."""


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(reader=READER) as started:
        yield started


@pytest.fixture(scope="module")
def liar():
    """Answers with what the file says."""
    with Sandbox(reader="tests.candidates.extraction.hostile_readers:repeat") as started:
        yield started


def boxes_of(sandbox: Sandbox, data: bytes, *quotes: str) -> list[list[tuple[int, Box]]]:
    """For each quote the boxes with the index of their page."""
    document = parse(data, name="cv.pdf")
    assert isinstance(document, Document)
    spans = [(document.text.index(quote), document.text.index(quote) + len(quote)) for quote in quotes]
    maps = locate(sandbox, data, document=document, spans=spans)
    assert isinstance(maps, list)
    return [
        [(number, box) for number, page in enumerate(maps) for box in page.boxes[index]]
        for index in range(len(quotes))
    ]


def assert_box(box: Box, left: float, baseline: float, text: str, size: float = 10) -> None:
    """The box holds text drawn at a place given from the lower left, and not much more."""
    assert box[0] == pytest.approx(left, abs=1.5)
    assert box[2] == pytest.approx(left + stringWidth(text, "Helvetica", size), abs=1.5)
    assert HEIGHT - baseline - size * 1.2 < box[1] < HEIGHT - baseline - size * 0.5
    assert HEIGHT - baseline - 1 < box[3] < HEIGHT - baseline + size * 0.5


def test_a_quote_has_the_box_of_its_words(sandbox):
    data = samples.pdf(samples.column(["Jane Doe", "Ran Trivy in every build."], left=50, top=780))
    [[(page, box)]] = boxes_of(sandbox, data, "Trivy")
    assert page == 0
    assert_box(box, 50 + stringWidth("Ran ", "Helvetica", 10), 780 - samples.LINE, "Trivy")


def test_a_quote_on_the_second_page(sandbox):
    lines = [f"line {number} of the resume of Jane Doe" for number in range(20)]
    data = samples.pdf(samples.column(lines), samples.column([*lines, "Rotated keys with Vault."]))
    [[(page, box)]] = boxes_of(sandbox, data, "Rotated keys")
    assert page == 1
    assert_box(box, 50, 780 - 20 * samples.LINE, "Rotated keys")


def test_columns_drawn_row_by_row(sandbox):
    left = [f"left column says thing {number}" for number in range(20)]
    right = [f"right column says thing {number}" for number in range(20)]
    data = samples.pdf(samples.rows([list(pair) for pair in zip(left, right, strict=True)]))
    [one], [other] = boxes_of(sandbox, data, left[7], right[19])
    assert_box(one[1], 50, 780 - 7 * samples.LINE, left[7])
    assert_box(other[1], 300, 780 - 19 * samples.LINE, right[19])


def test_equal_lines_are_told_apart(sandbox):
    data = samples.pdf(
        samples.column(["Used Trivy", "In the first job here", "Used Trivy", "In the second job"])
    )
    document = parse(data, name="cv.pdf")
    start = document.text.rindex("Used Trivy")
    [page] = locate(sandbox, data, document=document, spans=[(start, start + 10)])
    [box] = page.boxes[0]
    assert_box(box, 50, 780 - 2 * samples.LINE, "Used Trivy")


def test_a_quote_over_two_lines_has_two_boxes(sandbox):
    data = samples.pdf(samples.column(["Ran Trivy in every", "build of the shop."]))
    [[(_, first), (_, second)]] = boxes_of(sandbox, data, "in every\nbuild")
    assert_box(first, 50 + stringWidth("Ran Trivy ", "Helvetica", 10), 780, "in every")
    assert_box(second, 50, 780 - samples.LINE, "build")


def test_a_turned_page_is_measured_as_it_is_shown(sandbox):
    upright = samples.raw_pdf(b"BT /F 10 Tf 50 700 Td (Jane Doe ran Trivy in every build of the shop.) Tj ET")
    data = upright.replace(b"/MediaBox", b"/Rotate 90/MediaBox")  # of 600 by 800 points
    document = parse(data, name="cv.pdf")
    [page] = locate(sandbox, data, document=document, spans=[(0, 8)])
    assert (page.width, page.height) == (800, 600)
    [(left, top, right, bottom)] = page.boxes[0]
    assert 695 < left < 700 < right < 712  # what was up is at the right
    assert (top, bottom) == pytest.approx((50, 50 + stringWidth("Jane Doe", "Helvetica", 10)), abs=1.5)


def test_a_span_that_is_nowhere_has_no_box(sandbox):
    data = samples.one_line_pdf()
    document = Document("Words that the file doesn't have", "pdf", (0,))
    [page] = locate(sandbox, data, document=document, spans=[(0, 5)])
    assert page == PageMap(page.width, page.height, ((),))


def test_a_picture_shows_the_page(sandbox):
    def half_black(canvas: Canvas) -> None:
        canvas.rect(0, 0, WIDTH, HEIGHT / 2, fill=1)
        canvas.drawString(50, 780, "Jane Doe, whose page is black below the middle.")

    picture = draw_page(sandbox, samples.pdf(half_black), number=1, width=200)
    width, height, rows = decoded(picture)
    assert (width, height) == (200, round(200 * HEIGHT / WIDTH))
    assert rows[2][: 3 * 5] == b"\xff" * 15
    assert rows[-3][: 3 * 5] == b"\0" * 15


def decoded(png: bytes | Unreadable) -> tuple[int, int, list[bytes]]:
    """Width, height and rows of a PNG whose rows are not filtered."""
    assert isinstance(png, bytes)
    width, height = struct.unpack(">II", png[16:24])
    start = png.index(b"IDAT") + 4
    length = struct.unpack(">I", png[start - 8 : start - 4])[0]
    raw = zlib.decompress(png[start : start + length])
    stride = 1 + 3 * width
    return width, height, [raw[row * stride + 1 : (row + 1) * stride] for row in range(height)]


def test_a_roll_of_paper_is_drawn_smaller(sandbox):
    data = samples.pdf(samples.column(["Jane Doe"]), pagesize=(100, 14_000))
    width, height, _ = decoded(draw_page(sandbox, data, number=1, width=1000))
    assert width * height <= 4_100_000


@pytest.mark.parametrize(
    ("data", "number", "code"),
    [
        (samples.one_line_pdf(), 2, "not_found"),
        (samples.one_line_pdf(), 0, "not_found"),
        (b"Jane Doe, DevSecOps engineer", 1, "unsupported"),
        (b"%PDF-1.7 and nothing more", 1, "damaged"),
        (samples.encrypted_pdf("secret"), 1, "damaged"),
    ],
)
def test_what_has_no_picture_says_why(sandbox, data, number, code):
    answer = draw_page(sandbox, data, number=number, width=300)
    assert isinstance(answer, Unreadable)
    assert answer.code == code


@pytest.mark.parametrize("lie", [{}, {"png": "%%"}, {"png": "PHN2Zz4="}, {"png": None}])
def test_a_picture_that_is_none_is_refused(liar, lie):
    assert draw_page(liar, json.dumps(lie).encode(), number=1, width=10) == Unreadable.because("damaged")


@pytest.mark.parametrize(
    "lie",
    [
        {},
        {"pages": 3},
        {"pages": [{"width": 1, "height": 1, "boxes": []}]},
        {"pages": [{"width": 0, "height": 1, "boxes": [[]]}]},
        {"pages": [{"width": 1, "height": 1, "boxes": [[[1, 2, 3]]]}]},
        {"pages": [{"width": 1, "height": 1, "boxes": [[[1, 2, 3, "x onload=alert(1)"]]]}]},
    ],
)
def test_boxes_that_are_none_are_refused(liar, lie):
    document = Document("Jane", "pdf", (0,))
    answer = locate(liar, json.dumps(lie).encode(), document=document, spans=[(0, 4)])
    assert answer == Unreadable.because("damaged")
