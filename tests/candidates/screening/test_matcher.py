"""The matcher: words, separators, gaps, addresses, and that its work grows with the text and no faster."""

import tracemalloc

import pytest

from candidates.finding.words import words_of
from candidates.screening.matcher import Matcher, compile_rules
from rubrics import ruledoc

HEAD = "schema: 1\ngroups: {g: G}\nwords: {did: [run~, ran]}\nsignals:\n"


def matcher(*terms: str) -> Matcher:
    """A matcher of one signal with these terms."""
    return compile_rules(
        ruledoc.load(f"{HEAD}  - {{code: s, terms: {list(terms)!r}, groups: [g], holds_in: a, not_in: b}}\n")
    )


def found(text: str, *terms: str) -> list[str]:
    compiled = matcher(*terms)
    words = compiled.words(text, 0, len(text))
    return [text[words.starts[first] : words.ends[last - 1]] for _, first, last in compiled.scan(words)]


@pytest.mark.parametrize(
    ("term", "text", "spans"),
    [
        ("trivy", "Ran TRIVY, trivy-operator and strivy.", ["TRIVY", "trivy"]),
        (
            "pre-commit",
            "pre-commit, pre commit, precommit, pre\ncommit",
            ["pre-commit", "pre commit", "precommit", "pre\ncommit"],
        ),
        ("secret scanning", "secret, scanning; secret scanning", ["secret scanning"]),
        ("rotate~ <2> keys", "rotated all the keys, rotated one two three keys", ["rotated all the keys"]),
        (
            "rotate~ <2> keys",
            "rotated; kept keys | rotated | the keys\nrotated, all keys",
            ["rotated, all keys"],
        ),
        ("{did} scans", "ran scans and runs scans", ["ran scans", "runs scans"]),
        ("=SCA", "SCA and sca", ["SCA"]),
        ("c++", "C, C++ and C++11, C#", ["C++", "C++"]),
        (".net", ".NET, ASP.NET, jo@example.net and www.example.net", [".NET", ".NET"]),
        ("vault", "https://vault.example.org vault@example.org Vault", ["Vault"]),
        ("policy", "policies of a policy", ["policies", "policy"]),
        ("scanner", "the scanner's report", ["scanner's"]),
        ("iso (iec)? 27001", "ISO/IEC 27001, ISO 27001", ["ISO/IEC 27001", "ISO 27001"]),
        ("façade", "Façade FAÇADE", ["Façade", "FAÇADE"]),
    ],
)
def test_a_term_finds_its_words(term, text, spans):
    assert found(text, term) == spans


def test_words_are_found_when_more_have_come_than_are_kept(monkeypatch):
    monkeypatch.setattr("candidates.screening.matcher._MOST_KEPT", 2)
    many = " ".join(f"word{number}" for number in range(9))
    assert found(f"Trivy; {many}, trivy ({many}) TRIVY", "trivy") == ["Trivy", "trivy", "TRIVY"]


@pytest.mark.parametrize("letters", [64, 65, 1_000])
def test_a_word_of_any_length_is_found_each_time(letters):
    term = "x" * letters
    assert found(f"{term} {term.upper()}x {term.upper()}, {term}", term) == [term, term.upper(), term]
    assert words_of(f"{term} {term.upper()} {'½' * letters}")[:3] == [term[:40], term[:40], "1"]


@pytest.mark.parametrize("read", [words_of, lambda text: matcher("trivy").words(text, 0, len(text)).keys])
def test_of_long_words_nothing_is_kept(read):
    text = " ".join(letter * 100_000 for letter in "abcdefghij")
    read("what is made once")
    tracemalloc.start()
    try:
        read(text)
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 100_000


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Closed vulner-\nabilities", ["vulner-\nabilities"]),
        ("Closed vulner- \n  abilities there", ["vulner- \n  abilities"]),
        ("vulner-\nAbilities, vulner\nabilities", []),
    ],
)
def test_a_word_that_a_hyphen_parts_at_the_end_of_a_line_is_one(text, spans):
    assert found(text, "vulnerability") == spans


def test_of_one_signal_the_longest_is_taken_at_each_word():
    assert found("AWS Security Hub", "aws", "aws security hub") == ["AWS Security Hub"]


def test_offsets_are_code_points():
    text = "\U0001f680 naïve Trivy"
    compiled = matcher("trivy")
    words = compiled.words(text, 0, len(text))
    assert text[words.starts[-1] : words.ends[-1]] == "Trivy"


def test_two_gaps_to_one_place_are_walked_once():
    """Without the memory of places 3 gaps of 5 over equal words would be walked 216 times a word."""
    text = "run " * 40 + "end"
    compiled = matcher("run <5> run <5> run <5> end")
    assert len(compiled.scan(compiled.words(text, 0, len(text)))) == 16


def test_the_same_rules_are_compiled_once():
    rules = ruledoc.shipped()
    assert compile_rules(rules) is compile_rules(ruledoc.load(rules.source))
