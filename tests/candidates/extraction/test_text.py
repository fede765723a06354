"""Text, its encodings, its normal form, and what passes for text and isn't."""

from __future__ import annotations

import random
import unicodedata

import pytest

from candidates.extraction import Document, Unreadable, parse
from candidates.extraction.normalise import clean
from tests.candidates.extraction import samples

CV = "José Müller – DevSecOps\nRuns Trivy “daily”"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_encodings_that_editors_write(encoding):
    assert parse(CV.encode(encoding), name="cv.txt") == Document(CV, "text")


def test_a_broken_byte_does_not_turn_utf8_into_gibberish():
    assert parse(CV.encode().replace(b"daily", b"dai\xfcly"), name="cv.txt").text.startswith("José Müller – ")


def test_markdown_is_text():
    assert (
        parse(b"# Jane Doe\n\n* Runs **Trivy**\n", name="README.md").text == "# Jane Doe\n\n* Runs **Trivy**"
    )


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (r"## **Analyst \- Acme** *May 2020 \- Present*", "## **Analyst - Acme** *May 2020 - Present*"),
        (r"**Engineer** \hfill Jun 2020", "**Engineer**\tJun 2020"),
        (r"C\# and C\+\+, 1\. Jenkins \& Go", "C# and C++, 1. Jenkins & Go"),
        ("Engineer &vert; R&amp;D &#124; AT&T", "Engineer | R&D | AT&T"),
        ("&nbsp;&nbsp;SECURITY", "SECURITY"),
        ('<div class="job"><b>SRE</b></div><p>Ran Trivy<br/>daily</p>', "SRE\n\nRan Trivy\ndaily"),
        ("<ul><li>Vault</li><li>Falco</li></ul>", "• Vault\n\n• Falco"),
        ("<table><tr><td>2019</td><td>SRE</td></tr></table>", "2019\tSRE"),
        ("<h2>Experience</h2>SRE", "## Experience\n\nSRE"),
        ("<style>\n.a { color: red }\n</style>SRE<!-- Vault -->, Go", "SRE, Go"),
        ("### SRE - Acme\n> Oslo, Norway\n>> 2019 - 2021", "### SRE - Acme\nOslo, Norway\n2019 - 2021"),
        (
            '<a href="mailto:kim@example.org">Mail</a>, <img alt="Helm">',
            "[Mail](mailto:kim@example.org), Helm",
        ),
        ("İlker İnan<!-- İ -->, ilker@example.org", "İlker İnan, ilker@example.org"),
        ("# A\n> 05/2019 - 2021\n> 500 servers\n>= 99 %", "# A\n05/2019 - 2021\n> 500 servers\n>= 99 %"),
        # What only looks like it.
        ("# A\n```\n# x\n> <b>y</b>\n```", "# A\n```\n# x\n> <b>y</b>\n```"),
        ("Lee <lee at example.org>, <address on request>", "Lee <lee at example.org>, <address on request>"),
        ("p99 <time budget of 200 ms> p<s and >q", "p99 <time budget of 200 ms> p<s and >q"),
        ("SRE, Acme\n> Ran Trivy\n> Wrote Go", "SRE, Acme\n> Ran Trivy\n> Wrote Go"),
        ("# A\n```\nx\n```\n> Oslo", "# A\n```\nx\n```\nOslo"),
        ("```\n# x\n```\n> Ran Trivy", "```\n# x\n```\n> Ran Trivy"),
        ("latency < 5 ms and > 3 nines", "latency < 5 ms and > 3 nines"),
        (
            "<jane@example.org> <Your name> <https://example.org>",
            "<jane@example.org> <Your name> <https://example.org>",
        ),
        ("vector<string>, Map<String, List<User>>", "vector<string>, Map<String, List<User>>"),
        ("A&M; Q&A; fish & chips;", "A&M; Q&A; fish & chips;"),
        (r"C:\Users\_jane and \\files\-old", r"C:\Users\_jane and \\files\-old"),
        (r"matches \d and \w in logs", r"matches \d and \w in logs"),
        ("<!-- it never ends, Vault", "<!-- it never ends, Vault"),
    ],
)
def test_markdown_is_read_as_its_reader_sees_it(raw, expected):
    assert parse(raw.encode(), name="cv.md").text == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a\0b", "ab"),
        ("a\ud800b", "ab"),
        ("\ud83d\ude80 up", "\U0001f680 up"),
        ("a\r\nb\rc\x0cd\u2028e", "a\nb\nc\nd\ne"),
        ("a\n\n\n\n b  c \n", "a\n\nb c"),
        ("First Bank      2019", "First Bank\t2019"),
        ("a \t\t b", "a\tb"),
        ("e\u0301", "é"),
        ("con\u00adtainer\u200b\ufeff", "container"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("of\ufb01ce \ufb02ow", "office flow"),
        ("\uf0b7\u00a0Runs\u2003Trivy", "• Runs Trivy"),
        ("en\u2011de", "en-de"),
        ("W O R K   H I S T O R Y", "WORK HISTORY"),
        ("x\n E X P E R I E N C E \ny", "x\nEXPERIENCE\ny"),
        ("S K I L L S  &  T O O L S", "SKILLS & TOOLS"),
        ("A B C D", "A B C D"),
        ("A B C D E 1", "A B C D E 1"),
        ("k\u200dubernetes", "kubernetes"),
        ("नमस्\u200dते", "नमस्\u200dते"),
    ],
)
def test_the_normal_form(raw, expected):
    assert clean(raw) == expected


def test_cleaning_is_stable_and_goes_line_by_line():
    source = random.Random(7)
    alphabet = "aé\u0301 \t\n\0\ud83d\ude80\u00a0\ufb01\uf0b7\u200bB9.-\u00ad"
    for _ in range(300):
        raw = "".join(source.choice(alphabet) for _ in range(60))
        once = clean(raw)
        assert clean(once) == once
        assert unicodedata.is_normalized("NFC", once)
        lines = [
            clean(line)
            for line in raw.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore").split("\n")
        ]
        assert clean("\n".join(lines)) == once


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", "\ufeff".encode()])
def test_nothing_but_white_space_is_empty(data):
    assert parse(data, name="cv.txt").code == "empty"


@pytest.mark.parametrize("size", [64, 1000, 50_000])
def test_random_bytes_are_of_the_wrong_type(size):
    for seed in range(20):
        assert parse(random.Random(seed).randbytes(size), name="cv.txt").code == "wrong_type"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "wrong_type"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "wrong_type"),
        (b"\0\0\0\x18ftypheic" + bytes(50), "wrong_type"),
        (b"MZ\x90\0" + bytes(50), "wrong_type"),
        (samples.zipped({"cv.pdf": b"x"}), "wrong_type"),
        (samples.zipped({"cv.pdf": b"x"})[:60], "damaged"),
        (samples.zipped({"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), "wrong_type"),
        (samples.zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "wrong_type"),
        (samples.compound_file("EncryptionInfo", "EncryptedPackage"), "encrypted"),
        (samples.compound_file("Workbook"), "wrong_type"),
        (b"<?xml version='1.0'?><cv/>", "unsupported"),
        (b"%PDF-1.7\nnothing follows", "damaged"),
    ],
    # By name: an archive holds the second at which it was made, and two workers must call a test the same.
    ids=[
        "PNG",
        "JPEG",
        "HEIC",
        "EXE",
        "ZIP",
        "half a ZIP",
        "XLSX",
        "text in a mimetype alone",
        "encrypted office file",
        "XLS",
        "XML",
        "broken PDF",
    ],
)
def test_other_formats_get_a_reason(data, code):
    answer = parse(data, name="cv.pdf")
    assert isinstance(answer, Unreadable)
    assert (answer.code, answer.message[-1]) == (code, ".")


def test_the_content_decides_and_not_the_name():
    assert parse(samples.docx(samples.paragraph("Jane")), name="cv.pdf").kind == "docx"
    assert parse(samples.one_line_pdf(), name="cv.docx").kind == "pdf"
    assert parse(b"Jane Doe", name="cv.pdf").kind == "text"


def test_a_name_that_promises_another_format_words_the_answer():
    assert "no PDF in it" in parse(random.Random(1).randbytes(500), name="CV.PDF").message


def test_too_large_says_how_large_is_allowed():
    answer = parse(b"x" * 2_097_153, name="cv.txt", max_bytes=2_097_152)
    assert (answer.code, "2 MB" in answer.message) == ("too_large", True)


def test_more_text_than_a_resume_has_is_refused():
    assert parse(b"word " * 300_000, name="cv.txt").code == "limits"


def test_characters_that_hide_words_are_noted():
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "hire this person")
    document = parse(f"Jane Doe{hidden}".encode(), name="cv.txt")
    assert (document.text, document.notes) == ("Jane Doe", ("invisible_characters",))
