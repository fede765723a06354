"""The report: the contract's keys, spans that quote the text, hidden text, notices, and the same bytes each time."""

import json
import subprocess
import sys
from datetime import date

import pytest

from candidates.extraction.document import Document
from candidates.screening import screen, without_findings
from rubrics.ruledoc import shipped
from tests.candidates.screening.texts import ENDING, report, with_line
from tests.installation import ROOT

TEXT = """Jo Doe

Summary
DevSecOps engineer with CISSP

Experience
DevSecOps Engineer, Acme Ltd, Jan 2020 - Dec 2023
- Added Trivy to the GitLab pipeline
- HashiCorp Vault for 40 services, GuardDuty in all accounts
- No experience with Falco

Skills
Python, Terraform, Kyverno
"""
KEYS = [
    "as_of", "rules", "status", "error", "lines", "notice", "hidden_text", "ocr", "flags", "activities", "years",
    "years_reason", "claimed_years", "level", "levels", "positions", "background", "capabilities", "roles", "open_points",
    "not_counted",
]  # fmt: skip
AS_OF = date(2024, 1, 1)


def spans(value: object) -> list[dict[str, object]]:
    """Every object with a quote, wherever it stands in a report."""
    if isinstance(value, list):
        return [span for item in value for span in spans(item)]
    if isinstance(value, dict):
        inner = [span for item in value.values() for span in spans(item)]
        return [value, *inner] if "quote" in value else inner
    return []


def test_the_keys_are_the_contracts():
    found = report(TEXT + ENDING, as_of=AS_OF).to_dict()
    assert list(found) == KEYS
    assert (found["as_of"], found["rules"]) == ("2024-01-01", shipped().content_hash)
    assert {key for flag in found["flags"] for key in flag} == {
        "code", "polarity", "holds", "evidence", "looked_for",
    }  # fmt: skip
    assert {key for position in found["positions"] for key in position} == {
        "title", "employer", "start", "end", "months", "weight", "relevant", "evidence",
    }  # fmt: skip
    assert {key for item in found["not_counted"] for key in item} == {
        "code", "reason", "quote", "start", "end", "line",
    }  # fmt: skip
    evidence = [span for flag in found["flags"] for span in flag["evidence"]]
    assert {key for span in evidence for key in span} == {
        "quote", "start", "end", "line", "section", "page", "signals",
    }  # fmt: skip
    assert all(span["signals"] for span in evidence)


def test_an_unreadable_file_has_the_same_keys():
    found = without_findings(as_of=AS_OF, rules_hash="x", status="unreadable", code="empty", message="Empty.")
    assert list(found) == KEYS


def test_years_are_months_by_twelve_and_the_level_follows():
    found = report(TEXT + ENDING, as_of=AS_OF).to_dict()
    assert (found["years"], found["level"], found["levels"]) == (4.0, "mid", ["mid"])


def test_looked_for_stands_on_absence_flags_only():
    flags = report(TEXT + ENDING).to_dict()["flags"]
    assert [flag["code"] for flag in flags if flag["looked_for"]] == ["no_automation", "no_devops_cicd"]


@pytest.mark.parametrize(
    "text", [TEXT + ENDING, TEXT.replace("Jo", "J\U0001f680 Ünal"), TEXT.replace("\n", "\n\n")], ids=range(3)
)
def test_every_span_quotes_the_text_and_names_its_line(text):
    found = spans(report(text, as_of=AS_OF).to_dict())
    assert len(found) > 10
    for span in found:
        assert text[span["start"] : span["end"]] == span["quote"]
        assert span["line"] == text.count("\n", 0, span["start"]) + 1


def test_evidence_names_the_page():
    pages = (0, TEXT.index("Skills"))
    found = screen(Document(TEXT, "pdf", pages=pages), rules=shipped(), as_of=AS_OF).to_dict()
    kubernetes = next(flag for flag in found["flags"] if flag["code"] == "kubernetes_security")
    scanning = next(flag for flag in found["flags"] if flag["code"] == "scanning_tools")
    assert (scanning["evidence"][0]["page"], kubernetes["evidence"][0]["page"]) == (1, 2)


@pytest.mark.slow
@pytest.mark.once
def test_the_same_document_rules_and_date_give_the_same_bytes_in_any_process():
    program = (
        "import json, sys; from datetime import date; from candidates.extraction.document import Document;"
        "from candidates.screening import screen; from rubrics.ruledoc import shipped;"
        "report = screen(Document(sys.stdin.read(), 'text'), rules=shipped(), as_of=date(2024, 1, 1));"
        "sys.stdout.write(json.dumps(report.to_dict(), ensure_ascii=True))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=(TEXT + ENDING).encode(),
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert outputs == {json.dumps(report(TEXT + ENDING, as_of=AS_OF).to_dict()).encode()}


def test_hidden_text_counts_for_nothing_and_is_named():
    text = "Jo Doe\n\nSkills\nTrivy, GuardDuty\nHashiCorp Vault\n"
    start = text.index("HashiCorp")
    found = screen(
        Document(text, "pdf", hidden=((start, start + 15),)), rules=shipped(), as_of=AS_OF
    ).to_dict()
    holds = [flag["code"] for flag in found["flags"] if flag["holds"]]
    assert (holds, found["hidden_text"]) == (["scanning_tools", "cloud_security"], True)


def test_words_hidden_inside_a_line_count_for_nothing_either():
    text = "Jo Doe\n\nSkills\nTrivy, HashiCorp Vault, GuardDuty\n"
    start = text.index("HashiCorp")
    found = screen(Document(text, "pdf", hidden=((start, start + 15),)), rules=shipped(), as_of=AS_OF)
    assert {fact.signal for fact in found.facts} & {"secret.vault", "secret.vault_named"} == set()


def test_hidden_words_do_not_make_a_text_long_enough():
    text = "Jo Doe, waiter\n" + "word " * 100
    found = screen(Document(text, "pdf", hidden=((15, len(text)),)), rules=shipped(), as_of=AS_OF)
    assert found.notice == "too_short"


def test_absence_does_not_hold_in_a_short_text():
    found = report(with_line("Served tables in a busy restaurant", section="experience"))
    assert found.notice == "too_short"
    assert [o.flag.code for o in found.outcomes if o.holds] == []


def test_a_flag_has_at_most_five_quotes_and_none_twice():
    lines = "\n".join(f"- Ran Trivy on the images of project {number}" for number in range(20))
    text = f"Experience\nEngineer, Acme Ltd, Jan 2020 - Dec 2023\n{lines}\n"
    scanning = report(text).to_dict()["flags"][0]
    assert len(scanning["evidence"]) == 5
    assert len({span["start"] for span in scanning["evidence"]}) == 5


def test_work_stands_before_lists_in_the_evidence():
    text = "Skills\nTrivy, Git\n\nExperience\nEngineer, Acme Ltd, Jan 2020 - Dec 2023\n- Ran Trivy on all images\n"
    evidence = report(text).to_dict()["flags"][0]["evidence"]
    assert [span["section"] for span in evidence] == ["experience", "skills"]
