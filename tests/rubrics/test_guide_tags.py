import re

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from rubrics.templatetags.guide import found, mark_terms

MEANINGS = {
    "SAST": "static testing",
    "SCA": "the dependencies",
    "secrets management": "handling of credentials",
    "shift left": "earlier",
}


def marked(text: str) -> list[tuple[str, str]]:
    """The explained words of a text with their explanations."""
    html = mark_terms(text, MEANINGS)
    return re.findall(
        r'<button class="term-word"[^>]*>([^<]*)</button><span[^>]*role="tooltip"[^>]*>([^<]*)<', html
    )


def test_the_first_occurrence_of_each_term_explains_itself():
    assert marked("SAST and SCA, then SAST again") == [
        ("SAST", "static testing"),
        ("SCA", "the dependencies"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Secrets management first", ["Secrets management"]),
        ("shift-left and shift\nleft", ["shift-left"]),
        ("sca, Sast", []),
        ("SCAN the SASTs", []),
        ("(SAST)", ["SAST"]),
        ("", []),
    ],
)
def test_terms_are_whole_words_and_abbreviations_are_in_capitals(text, words):
    assert [word for word, _ in marked(text)] == words


def test_the_text_between_stays_as_it_is():
    html = mark_terms("Runs SAST, SCA.", {"SAST": "static testing"})

    assert html.startswith('Runs <span class="term"')
    assert html.endswith("</span>, SCA.")


def test_markup_in_a_text_or_a_meaning_is_escaped():
    html = mark_terms("<b>SAST</b>", {"SAST": "<i>static</i>"})

    assert "<b>" not in html
    assert "<i>" not in html
    assert html.startswith("&lt;b&gt;")


def test_without_a_glossary_a_text_is_just_escaped():
    assert mark_terms("SAST & co", {}) == "SAST &amp; co"


def test_a_word_and_its_explanation_belong_together():
    html = mark_terms("SAST", MEANINGS)

    assert (
        re.search(r'aria-describedby="([^"]+)"', html)[1]
        == re.search(r'role="tooltip" id="([^"]+)"', html)[1]
    )


@pytest.mark.django_db
def test_the_glossary_is_read_once_a_request(guide, django_assert_num_queries):
    template = Template("{% load guide %}{% terms a %}{% terms b %}{% terms nothing %}")
    context = Context({"request": RequestFactory().get("/"), "a": "SAST", "b": "CSPM", "nothing": None})

    with django_assert_num_queries(1):
        html = template.render(context)

    assert html.count('role="tooltip"') == 2


@pytest.mark.django_db
def test_terms_explain_themselves_without_a_request_too(guide):
    html = Template("{% load guide %}{% terms 'SAST' %}").render(Context())

    assert "Static application security testing" in html


def test_found_words_are_marked_and_the_rest_escaped():
    assert (
        found("Vault & <key> vaults", ["vault"]) == "<mark>Vault</mark> &amp; &lt;key&gt; <mark>vault</mark>s"
    )
    assert found("a < b", []) == "a &lt; b"
