"""HTML as people save and write it, and what CSS hides in it."""

from __future__ import annotations

import pytest

from candidates.extraction import Document, parse


def read(body: str, head: str = "") -> Document:
    document = parse(
        f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), name="cv.html"
    )
    assert isinstance(document, Document), document
    assert document.kind == "html"
    return document


def hidden_in(body: str, head: str = "") -> list[str]:
    document = read(body, head)
    return [document.text[start:end] for start, end in document.hidden]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<h1>Jane\n  Doe</h1><p>One<p>Two<br>Three", "Jane Doe\nOne\nTwo\nThree"),
        ("a <i></i> <i></i> <i></i> b", "a b"),
        ("<ul><li>One<li><p>Two</p>more<ul><li>In</ul></ul>After", "• One\n• Two\nmore\n• In\nAfter"),
        ("<li><h3>Acme</h3>Built", "Acme\nBuilt"),
        (
            "<table><tr><td>2019<td>Engineer<p>Built<tr><th>2017</th><td></td></table>x",
            "2019\tEngineer\nBuilt\n2017\nx",
        ),
        ("<table><tr><td>A<p>b<td>C<p>d</table>", "A\nb\nC\nd"),
        ("<table><tr><td>x<table><tr><td>1<td>2</table><td>y</table>", "x\ty\n1\t2"),
        ("<dl><dt>Cloud<dd>AWS</dl>", "Cloud\nAWS"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("caf&eacute; &amp; R&D &lt;3 a<b", "café & R&D <3 a"),
        ("a<!-- no --><!no><?no?>b <![if x]>c<![endif]>", "ab c"),
        (
            "x<script>no</script><style>no</style><template>no</template><noscript>no</noscript><title>no</title>",
            "x",
        ),
        ("<p title='a>b' data-x=\"<p>\">y</p>", "y"),
        ("<span style='display:block'>a</span><span>b</span>", "a\nb"),
        ("</p></div></table>z", "z"),
        ("1 < 2", "1 < 2"),
    ],
)
def test_text(body, text):
    assert read(body).text == text


@pytest.mark.parametrize(
    "attributes",
    [
        "style='display:none'",
        "style='DISPLAY : none !important'",
        "style='visibility: hidden'",
        "hidden",
        "style='font-size:0'",
        "style='font-size:1px'",
        "style='color:#fff'",
        "style='color: rgb(255, 255, 255)'",
        "style='color:white;background:none'",
        "style='color:transparent'",
        "style='opacity:0'",
        "style='position:absolute;left:-9999px'",
        "style='text-indent:-5000px'",
        "class='x'",
        "id='y'",
        "class='a w'",
    ],
)
def test_what_the_eye_cannot_see_is_marked(attributes):
    head = "<style><!-- .x{display:none} #y{opacity:0} span.w{color:#FFF} --></style>"
    assert hidden_in(f"Jane <span {attributes}>vault</span> shown", head) == ["vault"]


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("<div style='background:#123'><span style='color:#fff'>vault</span></div>", ""),
        ("<table><tr><td bgcolor=navy><font color=white>vault</font></table>", ""),
        (
            "<div class=dark><b class=light>vault</b></div>",
            "<style>.dark{background-color:#000}.light{color:white}</style>",
        ),
        ("<b style='color:#fff'>vault</b>", "<link rel=stylesheet href=x.css>"),
        ("<b style='color:#fff'>vault</b>", "<style>header .top{background:red}</style>"),
        ("<b class=x>vault</b>", "<style>@media print{.x{display:none}}</style>"),
        ("<div style='visibility:hidden'><b style='visibility:visible'>vault</b></div>", ""),
        ("<div style='font-size:0'><b style='font-size:12px'>vault</b></div>", ""),
    ],
)
def test_what_lies_on_a_colour_or_is_shown_again_is_seen(body, head):
    assert hidden_in(body, head) == []
    assert read(body, head).text == "vault"


def test_what_a_hidden_element_holds_is_hidden():
    assert hidden_in("a<div style='display:none'>b<p style='display:block'>c</p></div>d") == ["b\nc"]


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("windows-1251", "cp1251"), ("ISO-8859-2", "iso8859_2"), ("utf-8", "utf-8"), ("x", "utf-8")],
)
def test_a_page_says_its_encoding(charset, encoding):
    word = "Łódź" if encoding == "iso8859_2" else "Жанна"
    page = f'<html><meta http-equiv="Content-Type" content="text/html; charset={charset}"><p>{word}</p>'
    assert parse(page.encode(encoding), name="cv.html").text == word


@pytest.mark.parametrize("start", ["", "<?xml version='1.0'?>\n", "<!-- a --><!-- b -->\n"])
def test_a_page_is_known_by_its_beginning(start):
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert parse(f"{start}<html><body>Jane</body></html>".encode(encoding), name="cv").kind == "html"


def test_scripts_are_noted_and_not_run():
    assert read("Jane<script>document.write('x')</script>").notes == ("javascript",)


@pytest.mark.parametrize(("body", "code"), [("", "empty"), ("<img src=scan.png>", "image_only")])
def test_pages_without_text_say_why(body, code):
    assert parse(f"<html><body>{body}</body></html>".encode(), name="cv.html").code == code


@pytest.mark.parametrize(
    "part",
    [
        "<!--",
        "<!-- >",
        "<a ",
        "<a b='",
        '<a b="',
        "</",
        "<script",
        "<style>{",
        "<",
        "&",
        "&#x",
        "<td>",
        "<p>",
        "<li>",
    ],
)
def test_work_grows_with_length_alone(part):
    """A quadratic reader would take minutes over this and meet the sandbox's limit of ten seconds elsewhere."""
    answer = parse(b"<html>Jane" + part.encode() * 100_000, name="cv.html")
    assert isinstance(answer, Document) or answer.code == "limits"
