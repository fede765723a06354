"""Text that the eye can't see counts for nothing, and takes nothing with it."""

from datetime import date

from candidates.extraction.document import Document
from candidates.screening import screen
from rubrics.ruledoc import shipped

AS_OF = date(2024, 1, 1)


def hiding(text: str, *words: str) -> Document:
    """A document in which nobody sees these words."""
    return Document(
        text, "pdf", hidden=tuple((text.index(word), text.index(word) + len(word)) for word in words)
    )


def test_of_a_line_that_is_hidden_in_part_the_rest_counts_and_is_quoted():
    text = "Jo Doe\n\nSkills\nTrivy, HashiCorp Vault, GuardDuty\n"
    found = screen(hiding(text, "HashiCorp Vault"), rules=shipped(), as_of=AS_OF).to_dict()
    assert {
        flag["code"]: [span["quote"] for span in flag["evidence"]] for flag in found["flags"] if flag["holds"]
    } == {
        "scanning_tools": ["Trivy"],
        "cloud_security": ["GuardDuty"],
    }


def test_a_job_whose_line_has_hidden_words_has_its_time():
    text = "Experience\nhidden one\nSecurity Engineer, Acme, hidden two Jan 2020 - Dec 2020\n- Ran Trivy\n"
    position = screen(
        hiding(text, "hidden one", "hidden two"), rules=shipped(), as_of=AS_OF
    ).timeline.positions[0]
    assert (position.title, position.employer, position.months) == ("Security Engineer", "Acme", 12)
    assert text[slice(*position.span)] == "Jan 2020 - Dec 2020"


def test_hidden_words_join_nothing_across_them():
    text = "Experience\nEngineer, Acme, Jan 2020 - Dec 2020\n- Kubernetes x network policies\n"
    found = screen(hiding(text, "x network"), rules=shipped(), as_of=AS_OF)
    assert [o.flag.code for o in found.outcomes if o.holds and o.flag.polarity == "green"] == []


def test_lines_around_a_hidden_one_are_two_sentences():
    text = "Experience\nPut the scanner into\nwords in white\nthe build of each team"
    found = screen(hiding(text, "words in white"), rules=shipped(), as_of=AS_OF)
    assert [text[s.start : s.end] for s in found.sentences][1:] == [
        "Put the scanner into",
        "the build of each team",
    ]
