"""manage.py rules: what each step prints, and how it ends."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from candidates.choices import Verdict
from candidates.models import Rescreening
from candidates.studio.actions import publish_draft
from recruiting.accounts.models import User
from rubrics import ruledoc
from rubrics.models import RuleRevision
from tests.candidates.studio.small import MORE_WORDS, OTHER_FLAG, SMALL, resume
from tests.candidates.studio.stored import store
from tests.factories.candidates import make_flag_review
from tests.installation import ROOT

TRACK = resume("Ran Dependency-Track for 70 services")
WRONG = SMALL.replace('holds_in: "Runs Trivy."', 'holds_in: "Runs Grype."')


@pytest.fixture
def file(tmp_path) -> Any:
    """file(text): a file with it."""

    def write(text: str, name: str = "rules.yaml") -> str:
        path = Path(tmp_path, name)
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def said(*words: str) -> str:
    out = StringIO()
    call_command("rules", *words, stdout=out)
    return out.getvalue()


def refused(*words: str) -> tuple[int, str]:
    """How it ends and what it says, printing included."""
    out = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("rules", *words, stdout=out)
    return caught.value.returncode, out.getvalue() + str(caught.value)


def test_valid_files_are_counted(file):
    path = file(SMALL)
    digest = ruledoc.load(SMALL).content_hash[:12]
    assert said("validate", path) == f"{path}: valid. 3 flags, 3 signals, 1 test, content hash {digest}.\n"


def test_every_mistake_is_named_with_its_line(file):
    path = file(SMALL.replace("polarity: green", "polarity: blue").replace("activity:", "activty:"))
    code, words = refused("validate", path)
    assert (code, [line.partition(": ")[2][:30] for line in words.splitlines()]) == (
        2,
        [
            "line 13, signals[0].activty: i",
            "line 28, flags[0].polarity: 'b",
            "line 31, flags[1].polarity: 'b",
        ],
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("validate", "/nowhere/rules.yaml"), "/nowhere/rules.yaml can't be read."),
        (
            ("apply", "FILE", "--by", "nobody@example.org"),
            "nobody with the address nobody@example.org may sign in",
        ),
        (("impact", "FILE", "--rule-set", "Others"), "there is no rule set 'Others'"),
        (("diff", "FILE", "--against", "99"), "There is no version 99."),
        (("export", "--version-number", "99"), "There is no version 99."),
    ],
)
def test_wrong_options_end_with_2(in_force, file, words, says):
    path = file(SMALL)
    code, told = refused(*(path if word == "FILE" else word for word in words))
    assert (code, says in told) == (2, True), told


def test_tests_that_fail_end_with_1(file):
    assert said("test", file(SMALL)) == "7 tests give what they should.\n"
    code, words = refused("test", file(WRONG))
    assert code == 1
    assert words == (
        "line 10, holds_in, tool.trivy: must hold in “Runs Grype.”, but is not found there\n"
        "1 of 7 tests come out wrong."
    )


def test_differences_from_the_rules_in_force(in_force, file):
    path = file(MORE_WORDS)
    lines = said("diff", path).splitlines()
    assert lines[:3] == ["changed signal tool.trivy (terms)", "--- version 1", f"+++ {path}"]
    assert "+    terms: [trivy, dependency-track]" in lines
    assert said("diff", file(SMALL)) == f"{path} says the same as version 1.\n"
    found = json.loads(said("diff", file(OTHER_FLAG), "--json"))
    assert found["differences"][0] == {
        "kind": "flag",
        "code": "cicd_security",
        "how": "changed",
        "fields": ["holds"],
        "line": 30,
    }
    old = file(SMALL, "old.yaml")
    assert (
        said("diff", file(OTHER_FLAG), "--against", old).splitlines()[0]
        == "changed flag cicd_security (holds)"
    )
    assert "removed signal" in said("diff", path, "--against", "shipped")


def test_an_impact_is_counted_and_listed(in_force, admin, file):
    screening = store(TRACK, by=admin)
    words = said("impact", file(MORE_WORDS)).splitlines()
    assert words == [
        "1 of 1 people changes: 1 gain scanning_tools; 1 lose no_automation.",
        f"  resume {screening.resume_id} loses no_automation",
        f"  resume {screening.resume_id} gains scanning_tools",
    ]
    found = json.loads(said("impact", file(MORE_WORDS), "--json"))
    assert (found["people"], [change["flag"] for change in found["changes"]]) == (
        1,
        ["no_automation", "scanning_tools"],
    )


def test_reviewed_cases_that_would_be_got_wrong_end_with_1(in_force, admin, file):
    result = store(TRACK, by=admin).flags.get(flag="scanning_tools")
    make_flag_review(result, admin, verdict=Verdict.CONFIRMED)
    code, words = refused("impact", file(MORE_WORDS))
    assert (code, "gains scanning_tools (reviewed otherwise)" in words) == (1, True)
    assert words.endswith("1 cases that people reviewed would be got wrong.")


def test_a_file_is_published_with_a_persons_rights(in_force, admin, recruiter, file):
    store(TRACK, by=admin)
    path = file(MORE_WORDS)
    assert refused("apply", path, "--by", recruiter.email)[0] == 1
    assert RuleRevision.objects.count() == 1  # no draft is left of it
    assert said("apply", path, "--by", admin.email, "--dry-run").endswith("Nothing was changed.\n")
    words = said("apply", path, "--by", admin.email.upper(), "--note", "More tools", "--rescreen")
    now = RuleRevision.objects.published().latest("number")
    assert (now.number, now.document, now.note, now.author) == (2, MORE_WORDS, "More tools", admin)
    assert words.splitlines()[0] == f"Version 2 is in force ({now.content_hash[:12]})."
    assert Rescreening.objects.get().revision == now
    assert refused("apply", path, "--by", admin.email) == (
        1,
        "This draft says the same as version 2, which is in force.",
    )


def test_a_recruiters_file_becomes_a_draft(in_force, recruiter, admin, file):
    assert said("apply", file(MORE_WORDS), "--by", recruiter.email, "--draft").startswith("Draft 2 made")
    draft = RuleRevision.objects.drafts().get()
    assert publish_draft(draft=draft, by=admin, version=1).number == 2


def test_rules_whose_tests_fail_are_not_applied(in_force, admin, file):
    path = file(WRONG)
    for more in ((), ("--dry-run",)):
        assert refused("apply", path, "--by", admin.email, *more)[0] == 1
    assert RuleRevision.objects.count() == 1


def test_rules_are_exported(in_force, draft):
    assert said("export") == said("export", "--version-number", "1") == SMALL
    assert said("export", "--version-number", str(draft.number)) == MORE_WORDS
    assert ruledoc.load(said("export", "--shipped")).content_hash == ruledoc.shipped().content_hash


def test_nothing_is_in_force_yet(db, file):
    assert refused("export") == (2, "There are no rules yet: load_guide.")
    assert User.objects.count() == 0


def test_the_schema_is_printed():
    assert json.loads(said("schema")) == json.loads((ROOT / "docs/rules.schema.json").read_text("utf-8"))


@pytest.mark.parametrize(("text", "code"), [(SMALL, 0), ("schema: 2\n", 2)])
def test_checking_needs_no_database(text, code):
    nowhere = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "REDIS_URL": "redis://127.0.0.1:1/0"}
    ran = subprocess.run(
        [sys.executable, "manage.py", "rules", "test", "-"],
        cwd=ROOT,
        env=os.environ | nowhere,
        input=text.encode(),
        capture_output=True,
        check=False,
    )
    assert ran.returncode == code, ran.stderr
    assert (b"7 tests give what they should." in ran.stdout) == (code == 0)
    assert (b"line 1, schema: must be 1" in ran.stderr) == (code == 2)


def test_without_an_installation_it_says_where_to_look(tmp_path, file):
    ran = subprocess.run(
        [sys.executable, "manage.py", "rules", "diff", file(SMALL)],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": "", "DATA": str(tmp_path / "nothing")},
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 1
    assert b"name its folder with DATA=" in ran.stderr
    assert b"Traceback" not in ran.stderr
