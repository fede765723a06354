"""Scanned pages: read by the tesseract that is installed, put in order, with the boxes of their words."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from candidates.extraction import Document, Sandbox, Unreadable, drawing, ocr, parse
from candidates.extraction.document import Scan
from candidates.extraction.limits import DRAWING_LIMITS, ChildLimits
from candidates.extraction.ocr_layout import OcrWord, as_page
from candidates.extraction.pages import READER, locate
from tests.candidates.extraction import samples

LINES = [
    "Jane Doe, DevSecOps Engineer",
    "Integrated Trivy into the GitLab CI/CD pipelines of twelve teams.",
    "Moved the secrets of forty services to Vault.",
]
HEADER = "level page block par line word left top width height conf text".split()
PAGE = "1 1 0 0 0 0 0 0 1000 1400 -1 ".split(" ")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(reader=READER, limits=DRAWING_LIMITS) as started:
        yield started


def read(sandbox: Sandbox, data: bytes) -> Document:
    document = parse(data, name="cv.pdf", scans=True)
    assert isinstance(document, Document)
    found = ocr.with_readings(
        document, {number: ocr.read_page(sandbox, data, number) for number in document.unread}
    )
    assert isinstance(found, Document)
    return found


def test_a_scanned_page_gives_its_text_and_where_each_word_stands(sandbox):
    data = samples.scanned(samples.pdf(samples.column(LINES)))
    document = read(sandbox, data)
    assert document.text == "\n".join(LINES)
    assert (document.pages, document.unread, document.scans[0].page) == ((0,), (), 1)
    assert document.scans[0].confidence > 85

    start = document.text.index("Trivy into")
    [page] = locate(sandbox, data, document=document, spans=[(start, start + len("Trivy into"))])
    [[left, top, right, bottom]] = page.boxes[0]
    begin = 50 + stringWidth("Integrated ", "Helvetica", 10)
    assert left == pytest.approx(begin, abs=2)
    assert right == pytest.approx(begin + stringWidth("Trivy into", "Helvetica", 10), abs=2)
    assert page.height - (780 - samples.LINE) - 10 < top < bottom < page.height - (780 - samples.LINE) + 5


def test_a_page_is_drawn_alike_with_and_without_the_sandbox(sandbox):
    data = samples.scanned(samples.one_line_pdf(), dots=72)
    drawn = drawing.answer(data, task="scan", number=1)
    assert sandbox.ask(data, {"task": "scan", "number": 1}) == drawn
    assert (drawn["width"], drawn["height"]) == pytest.approx((595, 842), abs=1)


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read(sandbox, turned):
    lines = LINES * 5
    document = read(sandbox, samples.scanned(samples.pdf(samples.column(lines)), turned=turned))
    assert document.text.split("\n") == lines


def test_of_a_mixed_file_the_text_is_taken_and_the_picture_read(sandbox):
    text = [f"Line {number} of a page that has text enough of its own." for number in range(9)]
    data = samples.scanned(samples.pdf(samples.column(text), samples.column(LINES)), pages=[2])
    document = parse(data, name="cv.pdf")
    assert (document.text, document.unread) == ("\n".join(text), (2,))

    both = read(sandbox, data)
    assert both.text == "\n".join([*text, *LINES])
    assert (both.unread, [scan.page for scan in both.scans]) == ((), [2])
    assert both.text[both.pages[1] :].startswith("Jane Doe")


def test_a_logo_beside_little_text_is_no_scan():
    last = lambda canvas: (canvas.drawString(50, 700, "References on request"), canvas.rect(50, 500, 99, 99))  # noqa: E731
    document = parse(samples.pdf(samples.column(LINES * 3), last), name="cv.pdf")
    assert document.unread == ()


@pytest.fixture
def install(monkeypatch) -> Iterator[Callable[[str], None]]:
    """Puts a shell script on the PATH as tesseract, with nothing else there: $file is the page's picture."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        monkeypatch.setenv("PATH", folder)

        def write(script: str) -> None:
            path = Path(folder) / "tesseract"
            path.write_text(
                "#!/bin/sh\nPATH=/usr/bin:/bin\n"
                'if [ "$1" = --list-langs ]; then printf "List:\\ndeu\\neng\\nosd\\n"; exit; fi\n'
                f"file=$1\n{script}\n"
            )
            path.chmod(0o755)

        yield write


def table(*rows: list[str]) -> str:
    """A script that writes this table, without starting anything."""
    return "\n".join("printf '%s\\n' '" + "\t".join(row) + "'" for row in (HEADER, *rows))


def row(text: str, sure: str = "90", box: str = "10 10 50 12") -> list[str]:
    return ["5", "1", "1", "1", "1", "1", *box.split(), sure, text]


def test_all_languages_but_the_turning_are_asked_for_english_first(sandbox, install):
    install(
        'printf "1\\t1\\t0\\t0\\t0\\t0\\t0\\t0\\t9\\t9\\t-1\\t\\n"; printf "5\\t1\\t1\\t1\\t1\\t1\\t0\\t0\\t1\\t1\\t9\\t%s" "$4"'
    )
    assert ocr.languages() == ("eng", "deu")
    assert ocr.read_page(sandbox, samples.picture_pdf(), 1).text == "eng+deu"


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("exit 3", "damaged"),
        ("kill -SEGV $$", "damaged"),
        pytest.param("exec sleep 600", "limits", marks=[pytest.mark.slow, pytest.mark.once]),
        ("while :; do :; done", "limits"),
        ("exec yes", "limits"),
        ("echo nothing of the kind", "damaged"),
        (table(PAGE, row("x")[:9]), "damaged"),
        (table(PAGE, row("x", "sure")), "damaged"),
        (table(PAGE, row("x", "nan")), "damaged"),
        (table(PAGE, row("x", box="10 10 inf 12")), "damaged"),
        (table(row("x")), "damaged"),
        (table([*PAGE[:8], "0", *PAGE[9:]], row("x")), "damaged"),
        (table(PAGE, *[row("x" * 1_000)] * 301), "limits"),
    ],
)
def test_an_ocr_that_fails_is_the_pages_outcome(sandbox, install, monkeypatch, script, code):
    monkeypatch.setattr(ocr, "OCR_LIMITS", ChildLimits(cpu=1, wall=3.0))
    install(script)
    answer = ocr.read_page(sandbox, samples.picture_pdf(), 1)
    assert isinstance(answer, Unreadable)
    assert answer.code == code


def test_an_ocr_taken_over_reads_no_file_of_anybody(sandbox, install):
    install(
        table(PAGE)
        + "\nread line </etc/passwd && printf '5\\t1\\t1\\t1\\t1\\t1\\t1\\t1\\t1\\t1\\t9\\t%s' \"$line\"; exit 0"
    )
    assert ocr.read_page(sandbox, samples.picture_pdf(), 1).text == ""


def test_without_tesseract_the_way_out_is_told(sandbox, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ocr.languages() == ()
    for answer in (
        parse(samples.picture_pdf(), name="cv.pdf"),
        ocr.read_page(sandbox, samples.picture_pdf(), 1),
    ):
        assert answer.code == "image_only"
        assert "tesseract" in answer.message


def test_there_is_no_such_page(sandbox):
    assert ocr.read_page(sandbox, samples.picture_pdf(), 2).code == "not_found"


def test_a_picture_that_is_none_is_damaged():
    with Sandbox(reader="tests.candidates.extraction.hostile_readers:repeat") as liar:
        for said in (
            b'{"png": "x"}',
            b'{"png": "eA==", "width": 9}',
            b'{"png": "iVBORw0KGgo=", "width": "wide"}',
            b"{}",
        ):
            assert ocr.read_page(liar, said, 1).code == "damaged"


def words(*rows: tuple[str, float, float]) -> list[OcrWord]:
    """Words of ten points' height from lines of (text, left, top); a letter is five points wide."""
    found = []
    for number, (text, left, top) in enumerate(rows):
        for word in text.split(" "):
            box = (left, top, left + 5 * len(word), top + 10)
            found.append(OcrWord.of(word, (str(number),), 90, box))
            left = box[2] + 4
    return found


def test_dates_at_the_margin_stay_beside_their_job():
    """OCR gives them as a column of their own."""
    jobs = [(f"Engineer at Employer {number}", 50.0, 100.0 + 40 * number) for number in range(5)]
    dates = [(f"201{number} - 202{number}", 450.0, 102.0 + 40 * number) for number in range(5)]
    lines = as_page(words(*jobs, *dates)).text.split("\n")
    assert lines == [f"Engineer at Employer {number}\t201{number} - 202{number}" for number in range(5)]


def test_columns_are_read_one_after_the_other():
    left = [("a line of the left column", 50.0, 100.0 + 20 * number) for number in range(8)]
    right = [("a line of the right column", 320.0, 100.0 + 20 * number) for number in range(8)]
    lines = as_page(words(*left, *right)).text.split("\n")
    assert lines == ["a line of the left column"] * 8 + ["a line of the right column"] * 8


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([("ran secu-", 50, 100), ("rity scans", 50, 120)], "ran security scans"),
        ([("state-of-the-", 50, 100), ("art tools", 50, 120)], "state-of-the-\nart tools"),
        ([("Jean-", 50, 100), ("Luc", 50, 120)], "Jean-\nLuc"),
        ([("e Ran Trivy", 50, 100), ("* ran Falco", 50, 120)], "• Ran Trivy\n• ran Falco"),
        ([("e no bullet", 50, 100)], "e no bullet"),
        ([("Cl/CD, ClSSP, Alpha, SlEM all lAM", 50, 100)], "CI/CD, CISSP, Alpha, SIEM all IAM"),
        ([("\u00ad", 50, 100), ("x", 50, 120)], "x"),
    ],
)
def test_what_ocr_gets_wrong_about_lines(rows, text):
    page = as_page([word for word in words(*rows) if word.text])
    assert page.text == text
    assert [page.text[start:end] for start, end, *_ in page.scans[0].words] == text.replace(
        "security", "secu rity"
    ).split()


def test_readings_take_the_place_of_their_pages():
    document = Document(
        "7\none XX\nend", "pdf", (0, 2, 9, 9), hidden=((6, 8),), notes=("javascript",), unread=(1, 3, 4)
    )
    page = Document("read", "pdf", (0,), scans=(Scan(1, 60, ((0, 4, 1.0, 2.0, 3.0, 4.0),)),))
    assert ocr.with_readings(
        Document("7\none XX\nend", "pdf", (0, 2, 9, 12), ((6, 8),), ("javascript",), (), (1, 4)),
        {1: page, 4: Unreadable.because("limits")},
    ) == Document(
        "read\none XX\nend",
        "pdf",
        (0, 5, 12, 15),
        ((9, 11),),
        ("javascript",),
        (Scan(1, 60, ((0, 4, 1.0, 2.0, 3.0, 4.0),)),),
        (4,),
    )
    assert document.unread == (1, 3, 4)


@pytest.mark.parametrize(
    ("readings", "code"),
    [
        ({1: Unreadable.because("limits"), 2: Unreadable.because("damaged")}, "limits"),
        ({1: Document("", "pdf", (0,)), 2: Document("", "pdf", (0,))}, "empty"),
        ({number: Document("x" * 200_000, "pdf", (0,)) for number in (1, 2)}, "limits"),
    ],
)
def test_without_a_word_there_is_a_reason(readings, code):
    document = Document("", "pdf", (0, 0), unread=(1, 2))
    assert ocr.with_readings(document, readings).code == code


@pytest.mark.parametrize("reading", [Document("x", "pdf", (0,)), Unreadable.because("limits")])
def test_a_page_is_kept_and_found_again(reading):
    assert ocr.from_json(ocr.as_json(reading)) == reading
