import pytest
from django.urls import reverse

from recruiting.events.models import Event
from rubrics.actions import edit_guide_row
from rubrics.models import SourceChannel, Term
from tests.factories.rubrics import make_term

pytestmark = pytest.mark.django_db

EDIT = reverse("rubrics:guide-row-edit", args=["term", "sca"])
RESTORE = reverse("rubrics:guide-row-restore", args=["term", "sca"])


@pytest.fixture
def term(guide) -> Term:
    return Term.objects.get(code="sca")


def test_an_admin_edits_a_row(term, admin, client_for):
    client = client_for(admin)
    form = client.get(EDIT).content.decode()

    answer = client.post(EDIT, {"name": "SCA", "meaning": "Dependencies", "seen": ""}, follow=True)

    assert 'value="Software composition analysis: the dependencies"' in form
    assert answer.redirect_chain == [(reverse("rubrics:guide-glossary") + "#sca", 302)]
    assert "Upgrades of the guide leave your words alone." in answer.content.decode()
    term.refresh_from_db()
    assert (term.meaning, term.edited_by) == ("Dependencies", admin)


def test_line_ends_as_a_browser_sends_them_are_no_edit(guide, admin, client_for):
    channel = SourceChannel.objects.get(code="github")
    address = reverse("rubrics:guide-row-edit", args=[SourceChannel.row_kind(), "github"])
    sent = {name: getattr(channel, name).replace("\n", "\r\n") for name in channel.texts}
    assert "\r\n" in sent["how_to_search"]

    answer = client_for(admin).post(address, {**sent, "seen": ""})

    assert answer.status_code == 302
    channel.refresh_from_db()
    assert (channel.content(), channel.edited_at) == (channel.shipped, None)
    assert not Event.objects.filter(verb="guide_row.changed").exists()


@pytest.mark.parametrize("role", ["recruiter", "member", "auditor"])
def test_nobody_else_may(term, role, request, client_for):
    client = client_for(request.getfixturevalue(role))

    answers = [client.get(EDIT), client.post(EDIT, {"name": "SCA", "meaning": "x"}), client.post(RESTORE)]

    assert [answer.status_code for answer in answers] == [403] * 3
    term.refresh_from_db()
    assert term.content() == term.shipped


def test_a_stranger_is_sent_to_sign_in(term, client):
    answers = [client.get(EDIT), client.post(EDIT, {"name": "x"}), client.post(RESTORE)]

    assert [answer.status_code for answer in answers] == [302] * 3
    term.refresh_from_db()
    assert term.content() == term.shipped


@pytest.mark.parametrize(("kind", "code"), [("term", "nothing"), ("nothing", "sca"), ("flag", "sca")])
def test_a_row_that_is_not_there_is_not_found(guide, admin, client_for, kind, code):
    client = client_for(admin)

    answers = [
        client.get(reverse("rubrics:guide-row-edit", args=[kind, code])),
        client.post(reverse("rubrics:guide-row-restore", args=[kind, code])),
    ]

    assert [answer.status_code for answer in answers] == [404] * 2


def test_a_missing_text_is_told_beside_its_field(term, admin, client_for):
    answer = client_for(admin).post(EDIT, {"name": "SCA", "meaning": " ", "seen": ""})

    assert answer.status_code == 422
    assert answer.context["form"].errors["meaning"] == ["This field is required."]
    term.refresh_from_db()
    assert term.content() == term.shipped


def test_a_form_from_before_somebody_elses_edit_is_told(term, admin, client_for):
    edit_guide_row(row=term, by=admin, texts={"meaning": "First"})

    answer = client_for(admin).post(EDIT, {"name": "SCA", "meaning": "Second", "seen": ""})

    assert answer.status_code == 409
    assert "Somebody else edited this row meanwhile." in answer.content.decode()
    term.refresh_from_db()
    assert term.meaning == "First"


def test_the_form_shows_the_guides_words_and_can_put_them_back(term, admin, client_for):
    edit_guide_row(row=term, by=admin, texts={"meaning": "Dependencies"})
    client = client_for(admin)
    form = client.get(EDIT).content.decode()

    answer = client.post(RESTORE)

    assert "The guide says: Software composition analysis: the dependencies" in form
    assert (answer.status_code, answer["Location"]) == (302, reverse("rubrics:guide-glossary") + "#sca")
    term.refresh_from_db()
    assert term.content() == term.shipped


def test_an_own_row_cannot_be_put_back(admin, client_for):
    make_term(code="ours")

    answer = client_for(admin).post(reverse("rubrics:guide-row-restore", args=["term", "ours"]))

    assert answer.status_code == 409


def test_a_question_has_a_form_of_its_own(guide, admin, client_for):
    address = reverse("rubrics:guide-row-edit", args=["question", "incident.monitoring"])

    answer = client_for(admin).get(address)

    form = reverse("rubrics:question-edit", args=["incident.monitoring"])
    assert (answer.status_code, answer["Location"]) == (302, form)


def test_the_form_asks_the_database_as_often_as_it_needs(term, admin, client_for, django_assert_num_queries):
    client = client_for(admin)
    client.get(EDIT)

    with django_assert_num_queries(4):
        client.get(EDIT)
