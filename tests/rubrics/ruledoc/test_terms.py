"""The language of terms: what each form stands for, and what is refused with a sentence."""

import pytest

from rubrics.ruledoc.terms import MAX_DEPTH, Gap, TermError, Word, parse


def spelt(term: str) -> set[str]:
    """Every sequence of a term as text: a word by its key, a gap by its length."""
    return {
        " ".join(f"<{item.most}>" if isinstance(item, Gap) else item.key for item in sequence)
        for sequence in parse(term)
    }


def forms(term: str) -> frozenset[str]:
    """The spellings of a term of one word."""
    ((word,),) = parse(term)
    assert isinstance(word, Word)
    return word.forms


@pytest.mark.parametrize(
    ("term", "sequences"),
    [
        ("trivy", {"trivy"}),
        ("pre-commit", {"pre commit", "precommit"}),
        ("ci/cd", {"ci cd", "cicd"}),
        ("iso (iec)? 27001", {"iso 27001", "iso iec 27001"}),
        ("(static|source) analysis", {"(source|static) analysis"}),
        ("(static|open source) analysis", {"static analysis", "open source analysis"}),
        ("rotate~ <3> credentials", {"~rotate <3> credential"}),
        ("=SCA tool", {"=SCA tool"}),
        ("{did} scan", {"{did} scan"}),
        ("a (b (c)?)? d", {"a d", "a b d", "a b c d"}),
    ],
)
def test_a_term_stands_for_its_sequences(term, sequences):
    assert spelt(term) == sequences


def test_words_come_in_singular_and_plural():
    assert forms("policy") == {"policy", "policys", "policies"}
    assert forms("policies") == forms("policy")


def test_acronyms_get_no_invented_singular_and_two_letters_no_plural():
    assert "ddo" not in forms("ddos")
    assert "cis" not in forms("ci")


def test_verbs_come_in_their_regular_forms():
    assert forms("scan~") >= {"scan", "scans", "scanned", "scanning"}
    assert forms("rotate~") >= {"rotate", "rotates", "rotated", "rotating"}
    assert forms("deny~") >= {"deny", "denies", "denied", "denying"}


def test_exact_words_keep_their_case():
    ((word,),) = parse("=SCA")
    assert (word.exact, word.forms) == (True, {"SCA"})


@pytest.mark.parametrize(
    ("term", "sentence"),
    [
        ("(a", "a bracket is not closed"),
        ("a)", "a bracket is closed that was not opened"),
        ("(a)?", "all words are optional"),
        ("a <6> b", "between <1> and <5>"),
        ("a <0> b", "between <1> and <5>"),
        ("<2> a", "not at an end"),
        ("a <2>", "not at an end"),
        ("a <1> <1> b", "two gaps stand side by side"),
        ("a <1> b <1> c <1> d <1> e", "at most three gaps"),
        ("!!!", "has no letter or digit"),
        ("two-words~", "only a single word can be a verb"),
        (" ".join(["(a b|c d)"] * 9), "at most 400 sequences"),
        ("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), "brackets stand in brackets"),
        ("a " * 2_000, "at most 2000 characters"),
        ("", "at least one word"),
    ],
)
def test_what_cannot_be_a_term_is_refused_with_a_sentence(term, sentence):
    with pytest.raises(TermError) as caught:
        parse(term)
    assert sentence in str(caught.value)
