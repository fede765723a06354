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


def test_a_sentence_is_quoted_from_its_beginning_where_that_is_near():
    text = (
        "Moved the passwords of the databases, the keys that sign sessions and the API keys of forty partners"
        " into one encrypted store that changes them each month and tells the owners which of their services reads"
        " what, at which hour of the day, from which of the plants and by whose order it was given the right to"
    )
    quote = quoted(text, "API keys")
    assert quote.startswith("Moved the passwords of the databases")
    assert quote.endswith(("each month", "reads what", "hour of the day"))


def test_the_end_of_a_wrapped_line_is_no_joint():
    lines = "kept the lights on in the first and second hall\nof the main building all year round, " * 4
    text = f"{lines}ran Trivy on every image\nof the shop, {lines}"
    quote = quoted(text, "Trivy")
    assert "ran Trivy on every image\nof the shop" in quote
    assert quote.startswith(("kept", "ran"))
