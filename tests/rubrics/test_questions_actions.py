import pytest
from django.urls import reverse

from recruiting.errors import Conflict, Denied, Invalid
from recruiting.events import names
from recruiting.events.models import Event
from rubrics.actions import (
    change_question,
    create_question,
    edit_guide_row,
    load_guide,
    restore_guide_row,
    restore_question,
    retire_question,
)
from rubrics.choices import Origin
from rubrics.models import FocusArea, Level, Question
from tests.rest.client import Api, problem

pytestmark = pytest.mark.django_db

TEXT = "A scanner reports one finding in forty services. What do you do?"


@pytest.fixture
def handled(guide) -> Question:
    return Question.objects.get(code="incident.handled")


def values(**more):
    return {
        "focus_area": FocusArea.objects.get(code="automation"),
        "levels": [Level.objects.get(code="mid")],
        "text": TEXT,
    } | more


def test_a_question_of_ones_own_stands_behind_the_others(guide, admin):
    probes = ["activity:sast", "mistake:gatekeeper", "activity:sast"]
    question = create_question(by=admin, **values(probes=probes, minutes=12, strong="Looks for one cause."))

    question.refresh_from_db()
    assert (question.code, question.version, question.origin, question.minutes) == (
        "own.a_scanner_reports_one_finding_in_forty_s", 1, Origin.OWN, 12,
    )  # fmt: skip
    assert question.content()["levels"] == ["mid"]
    assert question.content()["probes"] == ["activity:sast", "mistake:gatekeeper"]
    assert Question.objects.order_by("position").last() == question
    assert Event.objects.filter(verb=names.QUESTION_ADDED, actor=admin).count() == 1


def test_the_same_words_get_a_code_of_their_own(guide, admin):
    codes = [create_question(by=admin, **values()).code for _ in range(3)]

    assert codes == [codes[0], f"{codes[0]}_2", f"{codes[0]}_3"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": "  "}, "text"),
        ({"levels": []}, "levels"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 121}, "minutes"),
        ({"probes": ["activity:cooking"]}, "probes"),
        ({"probes": ["cooking:sast"]}, "probes"),
        ({"text": "?" * 1_001}, "text"),
        ({"weak": "No\x00"}, "weak"),
        ({"fair": "Half a pair: \ud800"}, "fair"),
    ],
)
def test_a_question_that_is_not_whole_is_refused_by_field(guide, admin, wrong, field):
    before = Question.objects.count()

    with pytest.raises(Invalid) as refused:
        create_question(by=admin, **values(**wrong))

    assert (refused.value.field, Question.objects.count()) == (field, before)


def test_a_change_is_the_next_version_and_the_earlier_stays_whole(handled, admin):
    was = handled.content()
    told = {
        "text": "Which incident taught you most?",
        "levels": ["senior", "junior", "senior"],
        "minutes": 25,
        "focus_area": "enablement",
        "probes": ["mistake:gatekeeper", "activity:incident_automation"],
        "weak": " Names nobody.\r\nLearnt nothing. ",
    }

    new = change_question(question=handled, by=admin, content=told, seen=1)

    new, old = Question.objects.get(pk=new.pk), Question.objects.get(pk=handled.pk)
    assert (new.version, new.code, new.retired_at, new.edited_by) == (2, old.code, None, admin)
    assert new.content() == was | told | {
        "levels": ["junior", "senior"],
        "probes": ["activity:incident_automation", "mistake:gatekeeper"],
        "weak": "Names nobody.\nLearnt nothing.",
    }
    assert (old.content(), old.retired_at is None) == (was, False)
    event = Event.objects.get(verb=names.GUIDE_ROW_CHANGED)
    assert event.fields == sorted(told)


def test_a_change_of_nothing_makes_no_version(handled, admin):
    content = handled.content() | {"strong": handled.strong.replace("\n", "\r\n")}

    assert change_question(question=handled, by=admin, content=content).pk == handled.pk
    assert not Event.objects.filter(verb=names.GUIDE_ROW_CHANGED).exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": " "}, "text"),
        ({"levels": []}, "levels"),
        ({"levels": ["guru"]}, "levels"),
        ({"focus_area": "cooking"}, "focus_area"),
        ({"minutes": 0}, "minutes"),
        ({"probes": ["activity:cooking"]}, "probes"),
    ],
)
def test_a_change_that_does_not_hold_is_refused_by_field(handled, admin, wrong, field):
    with pytest.raises(Invalid) as refused:
        change_question(question=handled, by=admin, content=wrong)

    assert (refused.value.field, Question.objects.filter(code=handled.code).count()) == (field, 1)


def test_of_two_changes_at_once_the_second_is_told(handled, admin):
    stale = Question.objects.get(pk=handled.pk)
    new = change_question(question=handled, by=admin, content={"minutes": 20})

    for question, seen in ((stale, None), (new, 1)):
        with pytest.raises(Conflict):
            change_question(question=question, by=admin, content={"minutes": 30}, seen=seen)

    assert list(Question.objects.filter(code=handled.code).values_list("minutes", flat=True)) == [
        handled.minutes,
        20,
    ]


def test_a_retired_question_is_not_changed(handled, admin):
    retire_question(question=handled, by=admin)

    with pytest.raises(Conflict):
        change_question(question=handled, by=admin, content={"minutes": 20})


def test_the_guides_question_comes_back_whole(handled, admin):
    new = change_question(
        question=handled, by=admin, content={"minutes": 25, "levels": ["mid"], "probes": []}
    )

    back = restore_guide_row(row=new, by=admin)

    assert (back.version, back.content(), back.edited_at) == (3, handled.content(), None)


def test_a_retired_question_comes_back(handled, admin):
    retire_question(question=handled, by=admin)
    assert not Question.objects.current().filter(code="incident.handled").exists()

    restore_question(question=handled, by=admin)

    assert Question.objects.current().get(code="incident.handled") == handled
    verbs = Event.objects.filter(object_id=handled.pk, verb__startswith="question.").order_by("pk")
    assert [event.verb for event in verbs] == [names.QUESTION_RETIRED, names.QUESTION_RESTORED]


def test_a_retired_question_stays_retired_when_the_guide_is_loaded_again(handled, admin):
    retire_question(question=handled, by=admin)

    load = load_guide()

    assert (load.added, load.updated) == ([], [])
    assert not Question.objects.current().filter(code="incident.handled").exists()


def test_retiring_and_restoring_twice_is_told(handled, admin):
    with pytest.raises(Conflict):
        restore_question(question=handled, by=admin)
    retire_question(question=handled, by=admin)
    with pytest.raises(Conflict):
        retire_question(question=handled, by=admin)


def test_an_older_version_does_not_come_back(handled, admin):
    new = edit_guide_row(row=handled, by=admin, texts={"text": "Which incident taught you most?"})
    retire_question(question=new, by=admin)

    with pytest.raises(Conflict):
        restore_question(question=Question.objects.get(pk=handled.pk), by=admin)

    assert Question.objects.filter(code="incident.handled", retired_at=None).count() == 0


def test_others_than_admins_change_nothing(handled, recruiter):
    before = Question.objects.count()
    with pytest.raises(Denied):
        create_question(by=recruiter, **values())
    for act in (retire_question, restore_question):
        with pytest.raises(Denied):
            act(question=handled, by=recruiter)
    with pytest.raises(Denied):
        change_question(question=handled, by=recruiter, content={"minutes": 20})

    handled.refresh_from_db()
    assert (Question.objects.count(), handled.retired_at) == (before, None)


def test_the_page_retires_a_question_and_takes_it_back(handled, admin, client_for):
    client = client_for(admin)
    for name, state in (("question-retire", False), ("question-restore", True)):
        answer = client.post(reverse(f"rubrics:{name}", args=["incident.handled"]), follow=True)

        assert answer.redirect_chain == [(handled.get_absolute_url(), 302)]
        assert Question.objects.current().filter(code="incident.handled").exists() is state
    assert client.post(reverse("rubrics:question-restore", args=["incident.handled"])).status_code == 409


def test_the_api_adds_rewords_retires_and_restores(guide, admin):
    api = Api(admin)
    body = {
        "focus_area": "automation",
        "levels": ["mid", "senior"],
        "text": TEXT,
        "probes": ["activity:sast"],
    }
    made = api.post("questions", body)
    assert (made.status_code, made["Location"]) == (201, f"/api/v1/questions/{made.json()['id']}")
    path = f"questions/{made.json()['id']}"

    changed = api.patch(path, {"weak": "Opens forty tickets."}, match=api.etag(path)).json()
    assert (changed["version"], changed["weak"], changed["levels"]) == (
        2,
        "Opens forty tickets.",
        ["mid", "senior"],
    )
    assert api.get(path).json()["retired_at"] is not None

    newest = f"questions/{changed['id']}"
    whole = {
        "minutes": 20,
        "levels": ["junior"],
        "probes": ["mistake:gatekeeper"],
        "text": "What comes first?",
    }
    again = api.patch(newest, whole, match=api.etag(newest)).json()
    assert (again["version"], {name: again[name] for name in whole}) == (3, whole)
    assert problem(api.patch(newest, {"minutes": 5}, match=api.etag(newest))) == (409, "question_retired")
    newest = f"questions/{again['id']}"
    assert problem(api.patch(newest, {"levels": []}, match=api.etag(newest)))[0] == 400
    assert problem(api.patch(newest, {"minutes": 5}, match='"1-old"')) == (412, "changed")
    assert api.post(f"{newest}/retire", {}).json()["retired_at"] is not None
    assert problem(api.post(f"{newest}/retire", {})) == (409, "question_retired")
    assert api.post(f"{newest}/restore", {}).json()["retired_at"] is None
    assert problem(api.post("questions", body | {"probes": ["activity:cooking"]})) == (400, "unknown")
    assert problem(api.post("questions", body | {"levels": ["guru"]}))[0] == 400
