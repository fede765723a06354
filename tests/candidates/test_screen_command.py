"""`manage.py screen` as the contract has it: files, folders, standard input, rules, dates, and its exit codes."""

import hashlib
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from rubrics import ruledoc
from tests.installation import ROOT

RESUME = (
    "Jo Doe\n\nExperience\nEngineer, Acme Ltd, Jan 2020 - Present\n- Added Trivy to the GitLab pipeline\n"
)
pytestmark = [pytest.mark.slow, pytest.mark.once]  # each starts the command
NOWHERE = {
    "PATH": "/usr/bin:/bin",
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}


def ran(*options: str, given: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process without secret, database or queue."""
    return subprocess.run(
        [sys.executable, "manage.py", "screen", *options],
        cwd=ROOT,
        env=NOWHERE | more,
        input=given,
        capture_output=True,
        check=False,
    )


def lines(*options: str, given: bytes = b"", **more: str) -> list[dict[str, Any]]:
    done = ran(*options, "--json", given=given, **more)
    assert (done.returncode, done.stderr) == (0, b"")
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def holding(found: dict[str, Any]) -> list[str]:
    return [flag["code"] for flag in found["flags"] if flag["holds"]]


def test_a_folder_gives_its_regular_files_sorted_without_dot_files_and_links(tmp_path):
    for name in ("b.txt", "a.txt", "deep/c.txt", ".hidden.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(RESUME)
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    os.mkfifo(tmp_path / "pipe")
    found = lines(str(tmp_path))
    assert [item["path"] for item in found] == [
        str(tmp_path / name) for name in ("a.txt", "b.txt", "deep/c.txt")
    ]
    assert [holding(item) for item in found] == [["scanning_tools", "cicd_security"]] * 3
    assert {item["sha256"] for item in found} == {hashlib.sha256(RESUME.encode()).hexdigest()}


def test_standard_input_is_one_resume_and_text_is_what_offsets_point_into(tmp_path):
    (found,) = lines("-", "--text", "--as-of", "2024-01-01", given=f"\0{RESUME}é\U0001f680".encode())
    assert (found["path"], found["as_of"], found["years"]) == ("-", "2024-01-01", 4.0)
    for span in [span for flag in found["flags"] for span in flag["evidence"]]:
        assert found["text"][span["start"] : span["end"]] == span["quote"]


def test_the_date_is_today_in_utc_unless_given():
    before = datetime.now(UTC).date()
    (found,) = lines("-", given=RESUME.encode(), TZ="Pacific/Kiritimati")
    assert found["as_of"] in {before.isoformat(), datetime.now(UTC).date().isoformat()}


def test_what_cannot_be_read_is_a_line_of_its_own(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"  \n")
    missing = str(tmp_path / "missing.pdf")
    found = lines(str(tmp_path), missing)
    assert [(item["status"], item["error"]["code"]) for item in found] == [
        ("unreadable", "empty"),
        ("unreadable", "not_found"),
    ]
    assert found[1]["sha256"] is None


def test_other_rules_give_other_flags(tmp_path):
    rules = tmp_path / "rules.yaml"
    rules.write_text(
        "schema: 1\ngroups: {gitlab: GitLab}\nsignals:\n"
        "  - {code: gitlab, terms: [gitlab], groups: [gitlab], holds_in: GitLab, not_in: Git}\n"
        "flags:\n  - {code: uses_gitlab, polarity: green, holds: gitlab}\n"
    )
    (found,) = lines("-", "--rules", str(rules), given=RESUME.encode())
    assert (holding(found), found["rules"]) == (["uses_gitlab"], ruledoc.load(rules.read_text()).content_hash)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ([], "required: PATH"),
        (["-", "--as-of", "yesterday"], "'yesterday' is not a date such as 2026-11-25"),
        (["-", "--rules", "missing.yaml"], "missing.yaml can't be read"),
        (["-", "--colour"], "unrecognized arguments: --colour"),
    ],
)
def test_wrong_options_end_with_2_and_a_sentence(options, sentence):
    done = ran(*options, given=RESUME.encode())
    assert (done.returncode, done.stdout) == (2, b"")
    assert sentence in done.stderr.decode()


def test_an_invalid_rules_file_ends_with_2_and_names_line_and_field(tmp_path):
    rules = tmp_path / "rules.yaml"
    rules.write_text(
        "schema: 1\nsignals:\n  - {code: a, terms: ['(a'], groups: [b], holds_in: a, not_in: b}\n"
    )
    done = ran("-", "--rules", str(rules), given=RESUME.encode())
    assert (done.returncode, done.stdout) == (2, b"")
    assert "line 3, signals[0].terms[0]: '(a': a bracket is not closed" in done.stderr.decode()


def test_without_json_people_get_a_table(tmp_path):
    (tmp_path / "jo.txt").write_text(RESUME)
    done = ran(str(tmp_path), str(tmp_path / "missing.txt"), "--as-of", "2024-01-01")
    assert done.returncode == 0
    assert done.stdout.decode().splitlines() == [
        str(tmp_path / "jo.txt"),
        "  4.0 relevant years · mid · devops",
        "  Very short: what is missing here may only be missing in the file.",
        "  + scanning_tools           line 5: “Added Trivy to the GitLab pipeline”",
        "  + cicd_security            line 5: “Added Trivy to the GitLab pipeline”",
        "",
        str(tmp_path / "missing.txt"),
        "  unreadable: There is no file here that can be opened.",
        "",
    ]


def test_nothing_is_written(tmp_path):
    data = tmp_path / "data"
    (found,) = lines("-", given=RESUME.encode(), DATA=str(data), SECRET_KEY_FILE=str(tmp_path / "no-key"))
    assert (found["status"], list(tmp_path.iterdir())) == ("done", [])


def test_names_that_are_no_text_do_not_stop_the_rest(tmp_path):
    (tmp_path / os.fsdecode(b"r\xe9sum\xe9.txt")).write_text(RESUME)
    (tmp_path / "z.txt").write_text(RESUME)
    assert [Path(item["path"]).name[-4:] for item in lines(str(tmp_path), LC_ALL="C")] == [".txt", ".txt"]


def test_a_locale_without_unicode_gets_utf_8():
    (found,) = lines("-", given=f"{RESUME}Zoë 日本".encode(), PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert found["status"] == "done"


@pytest.mark.parametrize("options", [(), ("--json",)], ids=["table", "json"])
def test_a_reader_that_has_enough_ends_it_quietly(options, tmp_path):
    (tmp_path / "resume.txt").write_text(RESUME)
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "manage.py", "screen", str(tmp_path), *options],
        cwd=ROOT,
        env=NOWHERE,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
