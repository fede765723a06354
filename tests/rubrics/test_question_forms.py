"""The pages on which admins write questions and change them."""

from html import unescape

import pytest
from django.urls import reverse

from rubrics.actions import change_question, retire_question
from rubrics.models import Question

pytestmark = pytest.mark.django_db

ADD = reverse("rubrics:question-add")
EDIT = reverse("rubrics:question-edit", args=["incident.handled"])
# Session, person, uploads being read, what may be chosen.
ADD_QUERIES = 4
# Session, person, uploads being read, versions, levels, probes, what may be chosen.
EDIT_QUERIES = 7

NEW = {
    "text": "A scanner reports one finding in forty services. What do you do?",
    "focus_area": "automation",
    "minutes": "12",
    "levels": ["mid", "senior"],
    "strong": "Looks for one cause.\r\nMends the base image.",
    "fair": "Groups them.",
    "weak": "Opens forty tickets.",
    "follow_ups": "Who owns the image?",
    "activity": ["activity:container_scanning", "activity:vulnerability_management"],
    "mistake": ["mistake:developer_experience"],
}


@pytest.fixture
def handled(guide) -> Question:
    return Question.objects.get(code="incident.handled")


@pytest.fixture
def client(admin, client_for):
    return client_for(admin)


def sent(client, **more):
    """What the form of the question would send as it stands, with changes."""
    form = client.get(EDIT).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None} | more


def test_an_admin_writes_a_question(guide, client):
    answer = client.post(ADD, NEW)

    question = Question.objects.get(text=NEW["text"])
    assert (answer.status_code, answer["Location"]) == (302, question.get_absolute_url())
    assert question.content() == {
        "text": NEW["text"],
        "focus_area": "automation",
        "minutes": 12,
        "levels": ["mid", "senior"],
        "strong": "Looks for one cause.\nMends the base image.",
        "fair": "Groups them.",
        "weak": "Opens forty tickets.",
        "follow_ups": "Who owns the image?",
        "probes": [
            "activity:container_scanning",
            "activity:vulnerability_management",
            "mistake:developer_experience",
        ],
    }


def test_what_is_missing_is_told_and_nothing_typed_is_lost(guide, client):
    before = Question.objects.count()

    answer = client.post(
        ADD, NEW | {"text": " ", "levels": [], "minutes": "0", "activity": ["activity:cooking"]}
    )

    page = unescape(answer.content.decode())
    assert (answer.status_code, Question.objects.count()) == (422, before)
    assert set(answer.context["form"].errors) == {"text", "levels", "minutes", "activity"}
    assert "Looks for one cause." in page
    assert "Tick at least one level." in page


def test_a_change_is_saved_as_the_next_version(handled, client):
    answer = client.post(
        EDIT, sent(client, minutes="25", levels=["senior"], activity=[], flag=["flag:no_automation"])
    )

    new = Question.objects.current().get(code="incident.handled")
    assert (answer.status_code, answer["Location"]) == (302, handled.get_absolute_url())
    assert (new.version, new.minutes, new.strong) == (2, 25, handled.strong)
    assert new.content()["levels"] == ["senior"]
    kept = [about for about in handled.content()["probes"] if not about.startswith(("activity:", "flag:"))]
    assert new.content()["probes"] == sorted([*kept, "flag:no_automation"])


def test_a_form_sent_as_it_was_makes_no_version(handled, client):
    strong = handled.strong.replace("\n", "\r\n")

    assert client.post(EDIT, sent(client, strong=strong)).status_code == 302
    assert Question.objects.filter(code="incident.handled").count() == 1


def test_a_form_from_before_somebody_elses_change_is_told(handled, admin, client):
    mine = sent(client, text="What did you handle?", strong="Names it.\r\nOwns it.")
    change_question(question=handled, by=admin, content={"minutes": 25, "strong": "Names it.\nOwns it."})

    answer = client.post(EDIT, mine)

    page = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "Somebody else changed this question meanwhile." in page
    assert "Now saved here: “25”." in page
    assert f"Now saved here: “{handled.text}”." in page
    assert "strong" not in answer.context["form"].errors
    assert "What did you handle?" in page
    again = mine | {"seen": answer.context["form"]["seen"].value()}
    assert client.post(EDIT, again).status_code == 302
    assert Question.objects.current().get(code="incident.handled").version == 3


def test_a_question_that_was_retired_meanwhile_keeps_what_was_typed(handled, admin, client):
    mine = sent(client, text="What did you handle?")
    retire_question(question=handled, by=admin)

    answer = client.post(EDIT, mine)

    assert answer.status_code == 409
    assert "What did you handle?" in answer.content.decode()
    assert "Save again" not in answer.content.decode()
    assert client.get(EDIT)["Location"] == handled.get_absolute_url()


def test_a_changed_question_of_the_guide_can_be_put_back(handled, admin, client):
    assert "Put the guide's question back" not in unescape(client.get(EDIT).content.decode())
    change_question(question=handled, by=admin, content={"minutes": 25})

    assert "Put the guide's question back" in unescape(client.get(EDIT).content.decode())
    assert (
        client.post(reverse("rubrics:guide-row-restore", args=["question", handled.code])).status_code == 302
    )
    assert Question.objects.current().get(code=handled.code).content() == handled.content()


@pytest.mark.parametrize("role", ["recruiter", "member", "auditor"])
def test_nobody_else_writes_questions(handled, role, request, client_for):
    client = client_for(request.getfixturevalue(role))
    before = Question.objects.count()

    answers = [client.get(ADD), client.post(ADD, NEW), client.get(EDIT), client.post(EDIT, NEW)]

    assert [answer.status_code for answer in answers] == [403] * 4
    assert Question.objects.count() == before


def test_only_admins_see_the_way_to_write_one(guide, admin, member, client_for):
    bank = reverse("rubrics:questions")

    assert [ADD in client_for(user).get(bank).content.decode() for user in (admin, member)] == [True, False]


def test_a_question_that_nobody_has_is_not_found(guide, client):
    assert client.get(reverse("rubrics:question-edit", args=["incident.cooking"])).status_code == 404


def test_the_forms_ask_the_database_as_often_as_they_need(handled, client, django_assert_num_queries):
    client.get(ADD)

    with django_assert_num_queries(ADD_QUERIES):
        client.get(ADD)
    with django_assert_num_queries(EDIT_QUERIES):
        client.get(EDIT)
