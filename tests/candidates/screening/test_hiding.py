"""What of a text tells who a person is, and what stays."""

import pytest

from candidates.screening.hiding import HIDDEN, Known, hide_document, hide_report, hide_words, shown

KIM = Known(("Kim Novak", "KIM NOVAK"), ("+31205550100",))


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Kim was calm; NOVAK too. kim novak!", f"{HIDDEN} was calm; {HIDDEN} too. {HIDDEN}!"),
        ("Novak, Kim and k.novak", f"{HIDDEN} and {HIDDEN}"),
        ("Write to kim@example.org or call 020 555 0100", f"Write to {HIDDEN} or call {HIDDEN}"),
        ("See github.com/kn42 and https://kn.example.org/x", f"See {HIDDEN} and {HIDDEN}"),
        ("He led her team, Mrs Bell said", f"{HIDDEN} led {HIDDEN} team, {HIDDEN} Bell said"),
        ("She was born in 1990 in Delft. Fine", f"{HIDDEN} was {HIDDEN}. Fine"),
        ("Taught at the Delft University of Technology.", f"Taught at {HIDDEN}"),
        ("An enginner of 34 years old", f"An enginner of {HIDDEN}"),
        ("A man-in-the-middle at 10.0.0.1, CVE-2021-44228", None),
        ("Jan 2019 - Dec 2021, 01/2019 - 12/2021, 2019-2021", None),
        ("Northwind: Trivy, ASP.NET, socket.io in 12 pipelines", None),
    ],
)
def test_words(text, hidden):
    assert hide_words(text, KIM) == (text if hidden is None else hidden)


def test_a_document_keeps_its_places():
    text = (
        "K I M  N O V A K\nDevSecOps Engineer\nUtrecht | kim@example.org\nGeburtsdatum: 1. Mai 1990\n\nExperience\n"
        "DevSecOps Engineer, Northwind | Jan 2022 - Present\n- Kim ran Trivy in pipelines.\n\n"
        "Education\nDelft College\nBSc, 2012 - 2015\n"
    )
    masked = hide_document(text, KIM)
    assert len(masked) == len(text)
    assert masked.count("\n") == text.count("\n")
    assert masked.index("ran Trivy") == text.index("ran Trivy")
    lines = [shown(line) for line in masked.split("\n")]
    assert lines == [
        *(HIDDEN, "DevSecOps Engineer", HIDDEN, HIDDEN, "", "Experience"),
        *("DevSecOps Engineer, Northwind | Jan 2022 - Present", f"- {HIDDEN} ran Trivy in pipelines.", ""),
        *("Education", HIDDEN, HIDDEN, ""),
    ]
    start, end = text.index("Kim ran"), text.index(" in pipelines")
    report = {"flags": [{"evidence": [{"quote": text[start:end], "start": start, "end": end}]}]}
    assert hide_report(report, masked, KIM)["flags"][0]["evidence"][0]["quote"] == f"{HIDDEN} ran Trivy"


def test_where_no_name_was_found_the_top_is_hidden():
    lines = hide_document("Somebody\nUnheard\n\nSkills\nGo\n", Known()).split("\n")
    assert [shown(line) for line in lines] == [HIDDEN, HIDDEN, "", "Skills", HIDDEN, ""]


def test_without_a_stored_text_quotes_of_schools_are_hidden_whole():
    quote = {"quote": "BSc of Kim", "start": 0, "end": 10, "section": "education"}
    assert hide_report({"x": [quote]}, None, KIM)["x"][0]["quote"] == HIDDEN
