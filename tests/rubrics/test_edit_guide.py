import pytest

from recruiting.errors import Conflict, Denied, Invalid
from recruiting.events import names
from recruiting.events.models import Event
from rubrics.actions import edit_guide_row, restore_guide_row
from rubrics.models import Question, Term
from tests.factories.rubrics import make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(guide) -> Term:
    return Term.objects.get(code="sca")


def test_an_admin_puts_own_words_into_a_row(term, admin):
    edit_guide_row(row=term, by=admin, texts={"meaning": "  Dependencies, looked through  "})

    term.refresh_from_db()
    assert term.meaning == "Dependencies, looked through"
    assert (term.edited_by, term.edited_at is None) == (admin, False)
    assert term.changed_fields() == ["meaning"]
    event = Event.objects.get(verb=names.GUIDE_ROW_CHANGED)
    assert (event.actor, event.object_id, event.fields) == (admin, term.pk, ["meaning"])


@pytest.mark.parametrize("role", ["recruiter", "member", "auditor"])
def test_nobody_else_may(term, role, request):
    by = request.getfixturevalue(role)

    with pytest.raises(Denied):
        edit_guide_row(row=term, by=by, texts={"meaning": "x"})
    with pytest.raises(Denied):
        restore_guide_row(row=term, by=by)

    term.refresh_from_db()
    assert term.meaning == "Software composition analysis: the dependencies"


def test_the_same_words_are_no_edit(term, admin):
    edit_guide_row(row=term, by=admin, texts={"meaning": term.meaning})

    term.refresh_from_db()
    assert term.edited_at is None
    assert not Event.objects.filter(verb=names.GUIDE_ROW_CHANGED).exists()


@pytest.mark.parametrize(
    ("texts", "field", "code"),
    [
        ({"meaning": " "}, "meaning", "invalid"),
        ({"name": "x" * 101}, "name", "invalid"),
        ({"colour": "red"}, None, "unknown_text"),
    ],
)
def test_a_text_that_its_field_refuses_changes_nothing(term, admin, texts, field, code):
    with pytest.raises(Invalid) as refused:
        edit_guide_row(row=term, by=admin, texts=texts)

    assert (refused.value.field, refused.value.code) == (field, code)
    assert Term.objects.get(pk=term.pk).content() == term.shipped


def test_of_two_who_edit_at_once_the_second_is_told(term, admin):
    stale = Term.objects.get(pk=term.pk)
    edit_guide_row(row=term, by=admin, texts={"meaning": "First"})

    with pytest.raises(Conflict):
        edit_guide_row(row=stale, by=admin, texts={"meaning": "Second"})

    term.refresh_from_db()
    assert term.meaning == "First"


def test_a_form_from_before_somebody_elses_edit_is_told(term, admin):
    mark = term.edit_mark
    edit_guide_row(row=term, by=admin, texts={"meaning": "First"})

    with pytest.raises(Conflict):
        edit_guide_row(row=term, by=admin, texts={"meaning": "Second"}, seen=mark)

    term.refresh_from_db()
    assert term.meaning == "First"


def test_a_question_with_other_words_is_a_new_version(guide, admin):
    old = Question.objects.get(code="incident.monitoring")
    was = old.strong

    new = edit_guide_row(row=old, by=admin, texts={"strong": "Names what is watched and why."})

    old.refresh_from_db()
    assert (old.strong, old.retired_at is None) == (was, False)
    assert (new.version, new.strong, new.text) == (2, "Names what is watched and why.", old.text)
    assert new.content() | {"strong": was} == old.content()


def test_a_retired_question_cannot_be_edited(guide, admin):
    old = Question.objects.get(code="incident.monitoring")
    edit_guide_row(row=old, by=admin, texts={"text": "How do you watch?"})

    with pytest.raises(Conflict):
        edit_guide_row(row=old, by=admin, texts={"text": "What do you watch?"})

    assert Question.objects.filter(code="incident.monitoring").count() == 2


def test_the_guides_words_can_be_put_back(term, admin):
    edit_guide_row(row=term, by=admin, texts={"meaning": "Dependencies"})

    restore_guide_row(row=Term.objects.get(pk=term.pk), by=admin)

    term.refresh_from_db()
    assert term.content() == term.shipped
    assert (term.edited_at, term.edited_by) == (None, None)


def test_an_own_row_has_no_guides_words(admin):
    term = make_term()

    with pytest.raises(Conflict):
        restore_guide_row(row=term, by=admin)
