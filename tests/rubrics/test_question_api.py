"""/api/v1/questions: the question bank, read."""

import pytest

from rubrics.actions import edit_guide_row
from rubrics.models import FocusArea, Level, Question
from tests.factories.rubrics import make_probe, make_question
from tests.rest.client import Api, ids, problem, walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(guide, member) -> Api:
    return Api(member, "questions:read")


def codes(answer) -> list[str]:
    return [row["code"] for row in answer.json()["results"]]


def test_the_bank_is_listed_in_pages(api):
    seen = walk(api, "questions", limit="60", ordering="created")

    assert seen == list(Question.objects.order_by("pk").values_list("pk", flat=True))


def test_a_question_is_whole(api):
    row = Question.objects.get(code="automation.first_dynamic_scan")

    shown = api.get(f"questions/{row.pk}").json()

    assert {name: shown[name] for name in ("text", "strong", "fair", "weak", "follow_ups", "minutes")} == {
        name: getattr(row, name) for name in ("text", "strong", "fair", "weak", "follow_ups", "minutes")
    }
    assert (shown["code"], shown["version"], shown["focus_area"]) == (row.code, 1, "automation")
    assert (shown["levels"], sorted(shown["probes"])) == (["junior"], row.content()["probes"])
    assert (shown["origin"], shown["edited_at"], shown["retired_at"]) == ("guide", None, None)


@pytest.mark.parametrize(
    "params",
    [
        {"focus_area": "automation", "level": "junior", "probes": "activity:dast"},
        {"q": "signs itself out"},
        {"code": "automation.first_dynamic_scan"},
    ],
)
def test_a_list_is_narrowed(api, params):
    assert codes(api.get("questions", **params)) == ["automation.first_dynamic_scan"]


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"probes": "sast"}, "invalid"),
        ({"probes": "cooking:sast"}, "invalid"),
        ({"state": "old"}, "invalid"),
        ({"words": "scan"}, "unknown_parameter"),
    ],
)
def test_what_can_t_be_narrowed_by_is_said(api, params, code):
    assert problem(api.get("questions", **params)) == (400, code)


def test_versions_that_are_not_in_use_are_given_when_asked_for(api, admin):
    old = Question.objects.get(code="incident.handled")
    new = edit_guide_row(row=old, by=admin, texts={"text": "Which incident taught you most?"})

    given = {
        state: ids(api.get("questions", code="incident.handled", **state_of(state)))
        for state in ("", "in_use", "retired", "all")
    }

    assert given == {"": [new.pk], "in_use": [new.pk], "retired": [], "all": [new.pk, old.pk]}
    assert api.get(f"questions/{old.pk}").json()["retired_at"] is not None
    assert api.get(f"questions/{new.pk}").json()["edited_at"] is not None


def state_of(state: str) -> dict[str, str]:
    return {"state": state} if state else {}


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_asks_as_often_however_long_it_is(member, django_assert_num_queries, rows):
    area, level = (
        FocusArea(code="a", name="A", summary="a"),
        Level(code="l", name="L", least_months=0, look_for="l"),
    )
    area.save()
    level.save()
    for _ in range(rows):
        make_probe(question=make_question(focus_area=area, levels=(level,)))
    api = Api(member, "questions:read")
    api.get("questions")

    with django_assert_num_queries(LIST_QUERIES):
        api.get("questions")


# The key with its owner, questions with their focus areas, levels, probes with what they are about.
LIST_QUERIES = 7


def test_a_key_without_the_scope_reads_nothing(guide, member):
    assert problem(Api(member, "jobs:read").get("questions")) == (403, "scope")
