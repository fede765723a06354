"""/api/v1/scorecard-templates."""

import pytest

from rubrics import queries
from rubrics.models import ScorecardTemplate
from tests.factories.rubrics import make_anchor, make_scorecard_template
from tests.rest.client import Api, ids, problem

pytestmark = pytest.mark.django_db

PATH = "scorecard-templates"
# The key with its owner, templates.
LIST_QUERIES = 5


@pytest.fixture
def template(guide) -> ScorecardTemplate:
    return queries.whole_template(ScorecardTemplate.objects.get())


def test_a_template_is_whole(template, member):
    shown = Api(member, "questions:read").get(f"{PATH}/{template.pk}").json()

    assert {name: shown[name] for name in ("name", "note", "criteria")} == template.content()
    assert shown["criterion_ids"] == dict(template.criteria.values_list("code", "pk"))
    assert (shown["code"], shown["version"], shown["origin"]) == ("devsecops_engineer", 1, "guide")


def test_a_list_gives_those_in_use_and_others_when_asked(template, admin):
    api = Api(admin)
    copy = api.post(f"{PATH}/{template.pk}/copy", {"name": "Platform"}).json()["id"]
    api.post(f"{PATH}/{template.pk}/retire", {})
    make_scorecard_template(code="job.7")

    assert ids(api.get(PATH)) == [copy]
    assert ids(api.get(PATH, state="retired")) == [template.pk]
    assert ids(api.get(PATH, state="all")) == [copy, template.pk]
    assert ids(api.get(PATH, state="all", code="devsecops_engineer")) == [template.pk]
    assert problem(api.get(PATH, state="old")) == (400, "invalid")


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_asks_as_often_however_long_it_is(member, django_assert_num_queries, rows):
    for _ in range(rows):
        make_anchor()
    api = Api(member, "questions:read")
    api.get(PATH)

    with django_assert_num_queries(LIST_QUERIES):
        api.get(PATH)


def test_it_adds_copies_changes_retires_and_restores(template, admin):
    api = Api(admin)
    criteria = template.content()["criteria"][:2]
    made = api.post(PATH, {"name": "Platform", "criteria": criteria})
    assert (made.status_code, made["Location"]) == (201, f"/api/v1/{PATH}/{made.json()['id']}")
    path = f"{PATH}/{made.json()['id']}"

    body = {"criteria": [criteria[0] | {"weight": 9}]}
    changed = api.patch(path, body, match=api.etag(path)).json()
    assert (changed["version"], changed["name"], changed["criteria"]) == (2, "Platform", body["criteria"])
    assert api.get(path).json()["retired_at"] is not None
    assert api.get(path).json()["criteria"] == criteria

    newest = f"{PATH}/{changed['id']}"
    assert api.post(f"{newest}/retire", {}).json()["retired_at"] is not None
    assert problem(api.post(f"{newest}/retire", {})) == (409, "template_retired")
    assert api.post(f"{newest}/restore", {}).json()["retired_at"] is None
    assert problem(api.patch(newest, {"name": "x"}, match='"other"'))[0] == 412


def test_what_is_not_whole_is_refused_with_criterion_level_and_score(template, admin):
    api = Api(admin)
    entry = template.content()["criteria"][0]
    lacking = entry | {"anchors": entry["anchors"] | {"mid": ["a", "b", "", "d"]}}

    answer = api.post(PATH, {"name": "Platform", "criteria": [lacking]})

    assert problem(answer) == (400, "anchor")
    assert answer.json()["errors"] == [
        {
            "pointer": "/criteria",
            "code": "anchor",
            "detail": f"{entry['name']}, Mid, 3 (Yes): say what can be observed.",
        }
    ]
    assert problem(api.post(PATH, {"name": "Platform", "criteria": []}))[0] == 400
    assert problem(api.post(PATH, {"name": "Platform", "criteria": [entry | {"weight": 11}]}))[0] == 400
    assert ScorecardTemplate.objects.count() == 1


def test_others_than_admins_change_nothing_and_a_jobs_own_is_not_reached(template, recruiter, admin):
    own = make_scorecard_template(code="job.7")

    assert problem(Api(recruiter).post(f"{PATH}/{template.pk}/copy", {"name": "Mine"}))[0] == 403
    assert problem(Api(admin).get(f"{PATH}/{own.pk}"))[0] == 404
    assert problem(Api(recruiter, "jobs:read").get(PATH)) == (403, "scope")
