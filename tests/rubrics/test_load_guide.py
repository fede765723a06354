from dataclasses import replace

import pytest
from django.core.management import call_command

from recruiting.errors import Denied
from recruiting.events import names
from recruiting.events.models import Event
from rubrics import guidefiles
from rubrics.actions import edit_guide_row, load_guide, restore_question
from rubrics.choices import Origin
from rubrics.guidefiles import ShippedGuide
from rubrics.models import Activity, Flag, Level, Question, Term
from tests.factories.rubrics import make_term

pytestmark = pytest.mark.django_db

SHIPPED = guidefiles.read().version


def next_guide(model, code, *, version=SHIPPED + 1, **content) -> ShippedGuide:
    """The shipped guide's next version, in which one row has other content."""
    shipped = guidefiles.read()
    rows = [
        replace(row, content=row.content | content) if (row.model, row.code) == (model, code) else row
        for row in shipped.rows
    ]
    return ShippedGuide(version, tuple(rows))


def test_every_shipped_row_becomes_a_row():
    load = load_guide()

    assert len(load.added) == len(guidefiles.read().rows)
    for model in guidefiles.KINDS.values():
        shipped = [row for row in guidefiles.read().rows if row.model is model]
        rows = {row.code: row for row in model.objects.all()}
        assert {code: row.content() for code, row in rows.items()} == {
            row.code: row.content for row in shipped
        }
        assert {(row.origin, row.guide_version) for row in rows.values()} == {(Origin.GUIDE, SHIPPED)}
        assert [row.position for row in shipped] == [rows[row.code].position for row in shipped]


def test_loading_twice_changes_nothing_and_writes_no_event(guide):
    before = Event.objects.count()

    load = load_guide()

    assert (load.added, load.updated, load.kept, load.rules) == ([], [], [], None)
    assert len(load.unchanged) == len(guide.added)
    assert Event.objects.count() == before


def test_a_load_is_an_event_with_its_counts(guide):
    event = Event.objects.get(verb=names.GUIDE_LOADED)

    assert event.actor is None
    counts = {"added": len(guide.added), "updated": 0, "kept": 0, "retired": 0}
    assert event.codes == {"version": SHIPPED, **counts}


def test_a_dry_run_says_what_would_be_done_and_does_nothing():
    load = load_guide(dry_run=True)

    assert "activity sast" in load.added
    assert (Activity.objects.count(), Event.objects.count()) == (0, 0)


def test_a_row_that_nobody_edited_follows_the_guide(guide):
    load = load_guide(guide=next_guide(Term, "cspm", meaning="Cloud posture"))

    term = Term.objects.get(code="cspm")
    assert (load.updated, load.kept) == (["term cspm"], [])
    assert (term.meaning, term.guide_version, term.changed_fields()) == ("Cloud posture", SHIPPED + 1, [])
    assert Term.objects.get(code="sca").guide_version == SHIPPED


def test_a_persons_words_stay_and_are_listed_at_every_load(guide, admin):
    edit_guide_row(row=Flag.objects.get(code="no_automation"), by=admin, texts={"name": "Nothing automated"})
    newer = next_guide(Flag, "no_automation", meaning="No scripts anywhere.")

    loads = [load_guide(guide=newer), load_guide(guide=newer)]

    flag = Flag.objects.get(code="no_automation")
    assert [(load.updated, load.kept) for load in loads] == [([], ["flag no_automation"])] * 2
    assert flag.name == "Nothing automated"
    assert flag.meaning.startswith("No scripting")
    # What the guide says now can be taken later.
    assert flag.shipped["meaning"] == "No scripts anywhere."


def test_an_edit_made_past_the_action_is_noticed_too(guide):
    Level.objects.filter(code="mid").update(look_for="Calm")

    load = load_guide(guide=next_guide(Level, "mid", look_for="Independence"))

    assert load.kept == ["level mid"]
    assert Level.objects.get(code="mid").look_for == "Calm"


def test_an_own_row_with_a_guides_code_stays(db):
    make_term(code="cspm", meaning="Our word for it")

    load = load_guide()

    assert load.kept == ["term cspm"]
    assert Term.objects.get(code="cspm").meaning == "Our word for it"


def test_an_older_release_does_not_write_over_a_newer_guide(guide):
    load_guide(guide=next_guide(Term, "cspm", meaning="Newer"))

    load = load_guide()

    assert "term cspm" in load.unchanged
    assert Term.objects.get(code="cspm").meaning == "Newer"


def test_a_row_that_moved_takes_its_new_place(guide):
    shipped = guidefiles.read()
    rows = tuple(
        replace(row, position=5) if (row.model, row.code) == (Term, "cspm") else row for row in shipped.rows
    )

    load = load_guide(guide=ShippedGuide(SHIPPED, rows))

    assert load.updated == ["term cspm"]
    assert Term.objects.first().code == "cspm"


def test_a_question_gets_a_new_version_and_keeps_the_old_one(guide):
    newer = next_guide(
        Question, "incident.monitoring", text="How do you watch?", levels=["mid"], probes=["activity:dast"]
    )

    load = load_guide(guide=newer)

    old, new = Question.objects.filter(code="incident.monitoring").order_by("version")
    assert load.updated == ["question incident.monitoring"]
    assert (old.text, old.retired_at is None) == ("How do you approach security monitoring?", False)
    assert (new.version, new.text, new.retired_at) == (2, "How do you watch?", None)
    assert new.content()["levels"] == ["mid"]
    assert new.content()["probes"] == ["activity:dast"]
    assert old.content()["levels"] == ["mid", "senior"]


def test_a_retired_question_is_not_brought_back(guide):
    Question.objects.filter(code="incident.monitoring").update(retired_at="2026-11-25T00:00Z")

    load = load_guide(guide=next_guide(Question, "incident.monitoring", text="How do you watch?"))

    assert load.kept == ["question incident.monitoring"]
    assert not Question.objects.current().filter(code="incident.monitoring").exists()


def test_a_question_that_the_guide_has_no_more_is_retired_once(guide, admin, capsys):
    edited = edit_guide_row(
        row=Question.objects.get(code="incident.monitoring"), by=admin, texts={"text": "How do you watch?"}
    )
    shipped = guidefiles.read()
    gone = ("incident.monitoring", "incident.credential")
    smaller = ShippedGuide(
        SHIPPED + 1,
        tuple(row for row in shipped.rows if (row.model, row.code) not in [(Question, c) for c in gone]),
    )

    load = load_guide(guide=smaller)

    assert load.retired == ["question incident.credential"]
    assert Question.objects.current().get(code="incident.monitoring") == edited
    assert not Question.objects.current().filter(code="incident.credential").exists()
    own = Question.objects.filter(code__in=gone).order_by("-version").values_list("origin", flat=True)
    assert own[0] == "own"

    restore_question(question=Question.objects.get(code="incident.credential"), by=admin)
    again = load_guide(guide=replace(smaller, version=SHIPPED + 2))
    assert again.retired == []
    assert Question.objects.current().filter(code="incident.credential").exists()


def test_only_an_admin_may_load_it(recruiter):
    with pytest.raises(Denied):
        load_guide(by=recruiter)

    assert not Term.objects.exists()


def test_the_command_counts_and_lists_what_was_kept(guide, admin, capsys):
    edit_guide_row(row=Term.objects.get(code="sca"), by=admin, texts={"meaning": "Dependencies"})

    call_command("load_guide")

    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        f"guide version {SHIPPED}: 0 added, 0 updated, {len(guide.added) - 1} unchanged, 1 kept as edited.",
        "  kept: term sca",
    ]


def test_the_commands_dry_run_does_nothing(capsys):
    call_command("load_guide", "--dry-run")

    assert capsys.readouterr().out.startswith(f"Would be done, nothing was: guide version {SHIPPED}: ")
    assert not Term.objects.exists()
