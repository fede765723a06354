"""manage.py job_guards."""

import json

import pytest
from django.core.management import CommandError, call_command

from rubrics.models import HiringMistake

pytestmark = pytest.mark.django_db
TEXT = "You help developers, secure our CI/CD pipelines and know the threats.\nYou sign off every release."


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "job.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_it_quotes_and_says_why_in_the_guide_s_words(file, guide, capsys):
    call_command("job_guards", file, "--level", "mid")
    lines = capsys.readouterr().out.splitlines()
    assert lines[:4] == [
        "Expects a gatekeeper (gatekeeper)",
        "  line 2: “sign off every release”",
        "  Why: The “security police” causes friction; the job is to enable secure delivery, not to block it.",
        "  Check instead: An enablement mindset: security made easy, not only compliant.",
    ]
    assert lines[-1] == "1 note."


def test_as_json_with_a_person_s_words_in_the_guide(file, guide, capsys):
    HiringMistake.objects.filter(code="gatekeeper").update(why="It slows us down.")
    call_command("job_guards", file, "--json", "--musts", "12")
    found = json.loads(capsys.readouterr().out)
    assert (found[0]["code"], found[0]["why"]) == ("gatekeeper", "It slows us down.")
    assert (found[0]["seen"][0]["start"], found[1]["title"]) == (TEXT.index("sign off"), "12 must-haves")


def test_without_a_loaded_guide_the_shipped_one_speaks(file, capsys):
    call_command("job_guards", file)
    assert "causes friction" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [["/nowhere"], ["FILE", "--level", "wizard"]])
def test_what_can_t_be_asked_ends_with_two(file, guide, wrong):
    with pytest.raises(CommandError) as refused:
        call_command("job_guards", *[file if part == "FILE" else part for part in wrong])
    assert refused.value.returncode == 2
