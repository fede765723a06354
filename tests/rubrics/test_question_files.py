"""The question bank as a YAML file: export, import, both by page and API."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from recruiting.errors import Conflict, Denied, Invalid
from recruiting.events import names
from recruiting.events.models import Event
from rubrics import bankfile, guidefiles, queries
from rubrics.actions import change_question, import_questions, retire_question
from rubrics.bankfile import written
from rubrics.models import Question
from tests.rest.client import Api, problem

pytestmark = pytest.mark.django_db

EXPORT = reverse("rubrics:question-export")
IMPORT = reverse("rubrics:question-import")
BANK = Path(guidefiles.__file__).parent / "bank"
# Session, person, what may be chosen, rows, levels, probes.
EXPORT_QUERIES = 6
NEW = """questions:
  - code: own.first_day
    focus_area: incident
    levels: [junior, mid]
    text: "What do you do on your first day on call: and why?"
    strong: |-
      Reads the last three incidents.
      Asks who decides.
    probes: [activity:incident_automation, mistake:gatekeeper]
"""


@pytest.fixture
def handled(guide) -> Question:
    return Question.objects.get(code="incident.handled")


@pytest.fixture
def client(admin, client_for):
    return client_for(admin)


def exported(user, **narrows) -> str:
    return written(queries.with_lists(queries.search_bank(user, **narrows)))


def outcomes(plan) -> dict[str, int]:
    told = {name: len(getattr(plan, name)) for name in ("added", "changed", "same", "refused")}
    return {name: count for name, count in told.items() if count}


def entry(**more) -> str:
    """A file of one question in one line each field."""
    fields = {"code": "own.first", "focus_area": "incident", "levels": "[mid]", "text": "What first?"} | more
    lines = [f"{name}: {value}" for name, value in fields.items() if value is not None]
    return "questions:\n  - " + "\n    ".join(lines) + "\n"


def upload(text: str | bytes, name: str = "mine.yaml") -> dict:
    data = text if isinstance(text, bytes) else text.encode()
    return {"file": SimpleUploadedFile(name, data)}


def test_what_was_exported_imports_as_the_same(guide, admin):
    plan = import_questions(by=admin, text=exported(admin))

    assert outcomes(plan) == {"same": 160}
    assert Question.objects.count() == 160
    assert not Event.objects.filter(verb__startswith="question.").exists()


@pytest.mark.parametrize("name", ["automation_mid.yaml", "incident_senior.yaml"])
def test_the_banks_own_files_import_as_the_same(guide, admin, name):
    plan = import_questions(by=admin, text=(BANK / name).read_text(), name=name)

    assert set(outcomes(plan)) == {"same"}


def test_texts_of_any_kind_come_back_as_they_were(handled, admin):
    told = {
        "text": "yes",
        "strong": "# no comment: \"quoted\" 'twice'\n\n  indented\n- a list?\ttab",
        "fair": "~",
        "weak": "Ünïcode 🔐 and *stars* & {braces}",
        "follow_ups": "\u2028 a line of its own\n1e3",
    }
    new = change_question(question=handled, by=admin, content=told)

    plan = import_questions(by=admin, text=exported(admin, text="incident.handled"))

    assert outcomes(plan) == {"same": 1}
    assert {name: getattr(new, name) for name in told} == {name: text.strip() for name, text in told.items()}


def test_new_questions_are_added_and_others_get_their_next_version(handled, admin):
    was = handled.content()
    text = exported(admin, text="incident.handled").replace("minutes: 15", "minutes: 20")

    plan = import_questions(by=admin, text=text + NEW.removeprefix("questions:\n"))

    assert outcomes(plan) == {"added": 1, "changed": 1}
    assert plan.changed[0].fields == ["minutes"]
    added = Question.objects.get(code="own.first_day")
    assert added.content() == {
        "text": "What do you do on your first day on call: and why?",
        "strong": "Reads the last three incidents.\nAsks who decides.",
        "fair": "",
        "weak": "",
        "follow_ups": "",
        "minutes": 10,
        "focus_area": "incident",
        "levels": ["junior", "mid"],
        "probes": ["activity:incident_automation", "mistake:gatekeeper"],
    }
    assert Question.objects.order_by("position").last() == added
    new, old = Question.objects.current().get(code=handled.code), Question.objects.get(pk=handled.pk)
    assert (new.version, new.content()) == (2, was | {"minutes": 20})
    assert (old.content(), old.retired_at is None) == (was, False)
    verbs = Event.objects.filter(verb__in=[names.QUESTION_ADDED, names.GUIDE_ROW_CHANGED])
    assert sorted(verbs.values_list("verb", "object_id")) == [
        (names.GUIDE_ROW_CHANGED, new.pk),
        (names.QUESTION_ADDED, added.pk),
    ]


def test_imported_twice_changes_nothing_the_second_time(guide, admin):
    import_questions(by=admin, text=NEW)
    before = Event.objects.count()

    assert outcomes(import_questions(by=admin, text=NEW)) == {"same": 1}
    assert (Question.objects.filter(code="own.first_day").count(), Event.objects.count()) == (1, before)


def test_a_dry_run_does_nothing(guide, admin):
    assert outcomes(import_questions(by=admin, text=NEW, dry_run=True)) == {"added": 1}
    assert not Question.objects.filter(code="own.first_day").exists()


@pytest.mark.parametrize(
    ("wrong", "line", "words"),
    [
        ({"code": None}, 2, "needs the field 'code'"),
        ({"code": "First Day"}, 2, "code: must be lower-case words joined by dots"),
        ({"code": "a." + "b" * 64}, 2, "code: must be lower-case words joined by dots"),
        ({"focus_area": None}, 2, "needs the field 'focus_area'"),
        ({"focus_area": "cooking"}, 3, "focus_area: The guide has no focus area called cooking."),
        ({"levels": "[]"}, 4, "levels: Say for which levels it is fit."),
        ({"levels": "[guru]"}, 4, "levels: The guide has no level called guru."),
        ({"text": "''"}, 5, "text: Write down the question."),
        ({"text": '"No\\0"'}, 5, "text: This holds a character that can't be stored."),
        ({"text": "[a]"}, 5, "text: must be a text that is not empty"),
        ({"minutes": "121"}, 6, "minutes: must be a whole number from 1 to 120"),
        ({"minutes": "soon"}, 6, "minutes: must be a whole number from 1 to 120"),
        ({"strong": "x" * 4_001}, 6, "strong: At most 4,000 characters."),
        ({"probes": "[sast]"}, 6, "must be a kind and a code"),
        ({"probes": "[activity:cooking]"}, 6, "probes: The guide has nothing called activity:cooking."),
        ({"retired": "true"}, 6, "retired: is not a field here"),
    ],
)
def test_an_entry_that_does_not_hold_is_refused_with_its_line_and_the_rest_goes_in(
    guide, admin, wrong, line, words
):
    plan = import_questions(by=admin, text=entry(**wrong) + NEW.removeprefix("questions:\n"))

    assert outcomes(plan) == {"added": 1, "refused": 1}
    assert plan.refused[0].line == line
    assert words in plan.refused[0].problem
    assert [row.code for row in plan.added] == ["own.first_day"]
    assert not Question.objects.filter(code="own.first").exists()


def test_a_code_that_stands_twice_is_refused_the_second_time(guide, admin):
    plan = import_questions(by=admin, text=NEW + NEW.removeprefix("questions:\n"))

    assert outcomes(plan) == {"added": 1, "refused": 1}
    assert "stands twice" in plan.refused[0].problem


def test_a_retired_question_is_the_same_or_refused(handled, admin):
    text = exported(admin, text="incident.handled")
    retire_question(question=handled, by=admin)

    assert outcomes(import_questions(by=admin, text=text)) == {"same": 1}
    plan = import_questions(by=admin, text=text.replace("minutes: 15", "minutes: 20"))
    assert "put it back into use first" in plan.refused[0].problem
    assert Question.objects.filter(code=handled.code).count() == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "must hold one list of questions"),
        ("a: 1\n---\nb: 2", "must hold one list of questions"),
        ("- a", "Line 1: file: must be a mapping"),
        ("answers: []", "answers: is not a field here"),
        ("questions: {a: 1}", "questions: must be a list"),
        ("questions:\n  - [", "Line 3: document: is not YAML"),
        ("questions: &all [1]\nmore: *all", "Line 2: document: aliases"),
        ("questions: " + "[" * 40 + "]" * 40, "nested deeper"),
        ("questions:\n" + "  - {code: a.b}\n" * 501, "Line 502: questions: is one too many"),
        ("# " + "x" * bankfile.MOST_BYTES, "has more than 1 MB"),
    ],
)
def test_a_file_that_is_none_is_refused_with_its_line(guide, admin, text, words):
    with pytest.raises(Invalid) as refused:
        import_questions(by=admin, text=text)

    assert refused.value.field == "file"
    assert words in refused.value.message


def test_others_than_admins_import_nothing(guide, recruiter):
    for dry_run in (True, False):
        with pytest.raises(Denied):
            import_questions(by=recruiter, text=NEW, dry_run=dry_run)

    assert Question.objects.count() == 160


def test_an_import_from_before_somebody_elses_change_is_told(handled, admin):
    text = exported(admin, text="incident.handled").replace("minutes: 15", "minutes: 20")
    seen = import_questions(by=admin, text=text, dry_run=True).mark
    change_question(question=handled, by=admin, content={"minutes": 25})

    with pytest.raises(Conflict):
        import_questions(by=admin, text=text, seen=seen)

    assert Question.objects.current().get(code=handled.code).minutes == 25


def test_everybody_takes_what_a_search_finds_as_a_file(guide, member, auditor, client_for):
    for user in (member, auditor):
        answer = client_for(user).get(f"{EXPORT}?area=automation&level=junior&about=activity:dast")

        assert answer["Content-Disposition"] == 'attachment; filename="questions.yaml"'
        assert re.findall(r"code: (\S+)", answer.content.decode()) == ["automation.first_dynamic_scan"]
    page = client_for(member).get(f"{reverse('rubrics:questions')}?level=junior").content.decode()
    assert f'href="{EXPORT}?level=junior"' in page


@pytest.mark.parametrize("narrowed", ["?q=handled", ""])
def test_an_export_asks_as_often_however_long_it_is(
    guide, member, client_for, django_assert_num_queries, narrowed
):
    client = client_for(member)
    client.get(EXPORT)

    with django_assert_num_queries(EXPORT_QUERIES):
        client.get(EXPORT + narrowed)


def test_the_page_shows_what_would_come_of_a_file_and_imports_it(handled, admin, client):
    text = exported(admin, text="incident.handled").replace("minutes: 15", "minutes: 20")
    file = text + NEW.removeprefix("questions:\n") + entry(code="x", minutes=500).removeprefix("questions:\n")

    looked = client.post(IMPORT, upload(file))

    page = unescape(looked.content.decode())
    assert looked.status_code == 200
    assert "What do you do on your first day on call: and why?" in page
    assert "other minutes" in page
    assert "must be lower-case words" in page
    assert "Import 2 questions" in page
    assert Question.objects.count() == 160
    form = looked.context["form"]
    answer = client.post(IMPORT, {name: form[name].value() for name in form.fields})
    assert (answer.status_code, answer["Location"]) == (302, reverse("rubrics:questions"))
    assert Question.objects.count() == 162


def test_the_page_says_when_there_is_nothing_to_do(guide, client):
    looked = client.post(IMPORT, upload((BANK / "incident_mid.yaml").read_bytes(), "incident_mid.yaml"))

    assert "There is nothing to do" in looked.content.decode()
    assert looked.context["work"] == 0


def test_the_page_shows_the_new_state_after_somebody_elses_change(handled, admin, client):
    text = exported(admin, text="incident.handled").replace("minutes: 15", "minutes: 20")
    form = client.post(IMPORT, upload(text)).context["form"]
    change_question(question=handled, by=admin, content={"minutes": 25})

    answer = client.post(IMPORT, {name: form[name].value() for name in form.fields})

    assert answer.status_code == 409
    assert "Somebody changed the bank since you looked." in answer.content.decode()
    fresh = answer.context["form"]
    assert client.post(IMPORT, {name: fresh[name].value() for name in fresh.fields}).status_code == 302
    assert Question.objects.current().get(code=handled.code).minutes == 20


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Choose a file."),
        (upload(b"\xff\xfe"), "no text in UTF-8"),
        (upload("questions: ["), "is not YAML"),
        (upload(b"#" * (bankfile.MOST_BYTES + 1)), "more than 1 MB"),
    ],
)
def test_a_file_that_is_none_is_told_on_its_field(guide, client, sent, words):
    answer = client.post(IMPORT, sent)

    assert answer.status_code == 422
    assert words in answer.context["form"].errors["file"][0]


@pytest.mark.parametrize("role", ["recruiter", "member", "auditor"])
def test_the_page_is_for_admins(guide, role, request, client_for):
    client = client_for(request.getfixturevalue(role))

    answers = [
        client.get(IMPORT),
        client.post(IMPORT, upload(NEW)),
        client.post(IMPORT, {"seen": "x", "text": NEW}),
    ]

    assert [answer.status_code for answer in answers] == [403] * 3
    assert Question.objects.count() == 160


def test_the_api_gives_the_file_and_takes_it(handled, admin, member):
    reader, api = Api(member, "questions:read"), Api(admin)
    given = reader.get("questions/export", focus_area="incident", level="mid")
    file = given.json()["file"]
    assert given.json()["questions"] == file.count("- code: ") > 10
    assert (
        reader.get(
            "questions/export", {"If-None-Match": given["ETag"]}, focus_area="incident", level="mid"
        ).status_code
        == 304
    )
    assert problem(reader.get("questions/export", words="x")) == (400, "unknown_parameter")
    assert file == exported(member, focus_area="incident", level="mid")

    changed = file.replace(f"minutes: {handled.minutes}", "minutes: 99") + entry(minutes=500).removeprefix(
        "questions:\n"
    )
    looked = api.post("questions/import", {"file": changed, "dry_run": True}).json()["questions"]
    assert Question.objects.count() == 160
    done = api.post("questions/import", {"file": changed}).json()["questions"]
    assert looked == done
    assert done[-1] == {
        "code": "own.first",
        "line": changed.count("\n"),
        "outcome": "refused",
        "fields_changed": [],
        "problem": "minutes: must be a whole number from 1 to 120",
    }
    assert Question.objects.current().get(code="incident.handled").minutes == 99
    assert api.get("questions/export", code="incident.handled").json()["file"].count("minutes: 99") == 1
    name = "incident_mid.yaml"
    shipped = api.post("questions/import", {"file": (BANK / name).read_text(), "name": name, "dry_run": True})
    assert {row["outcome"] for row in shipped.json()["questions"]} <= {"same", "changed"}
    assert problem(api.post("questions/import", {"file": "questions: ["})) == (400, "unreadable")
    assert problem(api.post("questions/import", {"file": NEW, "dry_run": "yes"}))[0] == 400
    assert problem(reader.post("questions/import", {"file": NEW}))[0] == 403
