"""Quotes: whole sentences where they are short, whole clauses where they are not."""

from candidates.screening.quotes import LONGEST, widen


def quoted(text: str, words: str) -> str:
    start = text.index(words)
    low, high = widen(text, start, start + len(words), 0, len(text))
    return text[low:high]


def test_a_short_sentence_is_quoted_whole_without_its_bullet():
    assert quoted("- Ran Trivy on all images;", "Trivy") == "Ran Trivy on all images"


def test_a_long_sentence_is_cut_at_its_clauses():
    text = (
        "Planned the move of the office, " * 8 + "ran Trivy on all images, " + "kept the plants alive, " * 8
    )
    quote = quoted(text, "Trivy")
    assert "ran Trivy on all images" in quote
    assert len(quote) <= LONGEST
    assert quote.split(", ")[0] in ("Planned the move of the office", "ran Trivy on all images")


def test_no_word_is_cut_where_there_are_no_clauses():
    text = "word " * 60 + "Trivy " + "word " * 60
    assert set(quoted(text, "Trivy").split()) == {"word", "Trivy"}


def test_what_was_found_is_never_cut():
    words = "Trivy" + " very" * 60 + " end"
    assert words in quoted("before " * 30 + words + " after" * 30, words)
