"""The scorecard templates' pages."""

import re
from html import unescape

import pytest
from django.urls import reverse

from rubrics import queries
from rubrics.actions import change_template, copy_template, retire_template
from rubrics.models import ScorecardTemplate
from tests.factories.rubrics import make_scorecard_template

pytestmark = pytest.mark.django_db

LIST = "/guide/scorecards/"
PAGE = f"{LIST}devsecops_engineer/"
# Session, person, uploads being read, count, rows.
LIST_QUERIES = 5
# Session, person, uploads being read, versions, template, criteria, anchors, levels, glossary.
PAGE_QUERIES = 9
# Session, person, uploads being read, versions, template, criteria, anchors.
WEIGHTS_QUERIES = 7


@pytest.fixture
def template(guide) -> ScorecardTemplate:
    return queries.whole_template(ScorecardTemplate.objects.get())


@pytest.fixture
def client(admin, client_for):
    return client_for(admin)


def read(client, address):
    return unescape(client.get(address).content.decode())


def current() -> ScorecardTemplate:
    return queries.whole_template(ScorecardTemplate.objects.current().get(code="devsecops_engineer"))


def fields(client, address):
    """What a form would send as it stands."""
    form = client.get(address).context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}


def test_everybody_who_signs_in_reads_them(template, admin, recruiter, member, auditor, client_for):
    for user in (admin, recruiter, member, auditor):
        assert client_for(user).get(LIST).status_code == 200
        assert client_for(user).get(PAGE).status_code == 200


def test_only_admins_see_the_ways_to_change_it(template, admin, recruiter, member, client_for):
    ways = [
        reverse(f"rubrics:scorecard-{what}", args=[template.code]) for what in ("copy", "weights", "retire")
    ]
    seen = {
        user.role: [way in client_for(user).get(PAGE).content.decode() for way in ways]
        for user in (admin, recruiter, member)
    }

    assert seen == {"admin": [True] * 3, "recruiter": [False] * 3, "member": [False] * 3}


def test_the_list_says_what_each_is_for(template, client):
    page = read(client, LIST)

    assert f'href="{PAGE}"' in page
    assert "17 criteria · version 1" in page
    assert template.note in page
    assert "1 scorecard" in page


def test_a_jobs_own_template_has_no_page_here(template, client):
    make_scorecard_template(code="job.7", name="Own of job 7")

    assert "Own of job 7" not in read(client, LIST)
    assert client.get(f"{LIST}job.7/").status_code == 404


def test_retired_ones_are_shown_when_asked_for(template, client, admin):
    copy = copy_template(template=template, by=admin, name="Platform")
    retire_template(template=copy, by=admin)

    assert "Platform" not in read(client, LIST)
    assert "Platform" in read(client, f"{LIST}?show=retired")
    assert "new interviews don't take it" in read(client, copy.get_absolute_url())


def test_a_list_with_nothing_says_why(client):
    assert "The guide is not loaded yet" in read(client, LIST)
    assert "Nothing is retired" in read(client, f"{LIST}?show=retired")


@pytest.mark.parametrize("level", ["junior", "mid", "senior"])
def test_a_template_shows_every_criterion_with_the_anchors_of_one_level(template, client, level):
    shown = re.sub(
        r'<span class="term-tip".*?</span>', "", client.get(f"{PAGE}?level={level}").content.decode()
    )
    words = re.sub(r"\s+", "", unescape(re.sub(r"<[^>]+>", "", shown)))
    anchors = [a for row in template.criteria.all() for a in row.anchors.all()]

    there = {a.level.code for a in anchors if re.sub(r"\s+", "", a.behaviour) in words}
    missing = [a for a in anchors if a.level.code == level and re.sub(r"\s+", "", a.behaviour) not in words]
    assert (there, missing) == ({level}, [])
    assert all(row.name.replace(" ", "") in words for row in template.criteria.all())


def test_without_a_level_in_the_address_it_is_the_first(template, client):
    for address in (PAGE, f"{PAGE}?level=guru"):
        assert re.search(r'level=junior"\s+aria-current="page"', read(client, address))


@pytest.mark.parametrize("more", [0, 3])
def test_the_list_asks_as_often_however_long_it_is(
    guide, member, client_for, django_assert_num_queries, more
):
    for _ in range(more):
        make_scorecard_template()
    client = client_for(member)
    client.get(reverse("rubrics:guide"))

    with django_assert_num_queries(LIST_QUERIES):
        client.get(LIST)


@pytest.mark.parametrize("versions", [1, 3])
def test_a_template_asks_as_often_however_many_versions_it_has(
    template, admin, client, django_assert_num_queries, versions
):
    for number in range(versions - 1):
        change_template(template=current(), by=admin, content={"note": f"Note {number}."})
    client.get(reverse("rubrics:guide"))

    with django_assert_num_queries(PAGE_QUERIES):
        client.get(PAGE)
    with django_assert_num_queries(WEIGHTS_QUERIES):
        client.get(f"{PAGE}weights/")


def test_weights_are_changed_and_criteria_left_out(template, client):
    sent = fields(client, f"{PAGE}weights/")
    sent |= {"weight_knowledge.access": "9", "leave_out_incident.learning": "on"}

    answer = client.post(f"{PAGE}weights/", sent, follow=True)

    assert answer.redirect_chain == [(PAGE, 302)]
    rows = {row.code: row.weight for row in current().criteria.all()}
    assert (len(rows), rows["knowledge.access"], "incident.learning" in rows) == (16, 9, False)
    assert "Saved as the next version" in answer.content.decode()


def test_weights_that_can_not_be_are_told_and_change_nothing(template, client):
    sent = fields(client, f"{PAGE}weights/")
    one = client.post(f"{PAGE}weights/", sent | {"weight_knowledge.access": "11"})
    none = client.post(
        f"{PAGE}weights/", sent | {f"leave_out_{row.code}": "on" for row in template.criteria.all()}
    )

    assert (one.status_code, none.status_code) == (422, 422)
    assert "From 1 to 10." in one.content.decode()
    assert "at least one criterion" in none.content.decode()
    assert current() == template


def test_weights_of_somebody_who_was_slower_show_what_stands_now(template, client, admin):
    sent = fields(client, f"{PAGE}weights/")
    entries = [
        entry | {"weight": 5 if entry["code"] == "knowledge.access" else entry["weight"]}
        for entry in template.content()["criteria"]
    ]
    change_template(template=template, by=admin, content={"criteria": entries})

    answer = client.post(f"{PAGE}weights/", sent | {"weight_knowledge.access": "9"})

    assert answer.status_code == 409
    assert "Now saved here: “5”." in answer.content.decode()
    again = {name: answer.context["form"][name].value() for name in sent}
    assert client.post(f"{PAGE}weights/", again).status_code == 302
    assert next(row for row in current().criteria.all() if row.code == "knowledge.access").weight == 9


def test_a_criterion_is_edited(template, client):
    address = f"{PAGE}criteria/automation.noise/"
    sent = fields(client, address) | {"mid_3": "Owns precision.", "mistake": "", "name": "Signal"}

    assert client.post(address, sent).status_code == 302

    row = next(row for row in current().criteria.all() if row.code == "automation.noise")
    told = row.content()
    assert (told["name"], told["mistake"], told["anchors"]["mid"][2]) == ("Signal", "", "Owns precision.")
    assert (
        told["anchors"]["senior"]
        == next(r.content() for r in template.criteria.all() if r.code == row.code)["anchors"]["senior"]
    )


def test_a_criterion_is_added(template, client):
    anchors = {f"{level}_{n}": f"{level} {n}." for level in ("junior", "mid", "senior") for n in (1, 2, 3, 4)}
    values = {"name": "Calm", "focus_area": "knowledge", "weight": "2", "seen": "1"}

    answer = client.post(f"{PAGE}add/", values | anchors)

    assert answer.status_code == 302
    assert [row.code for row in current().criteria.all()][4] == "own.calm"


def test_a_criterion_without_an_anchor_is_told_on_its_field(template, client):
    address = f"{PAGE}criteria/automation.noise/"
    answer = client.post(address, fields(client, address) | {"senior_4": " "})

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"senior_4": ["Fill this in."]}
    assert current() == template


def test_a_criterion_of_somebody_who_was_slower_shows_what_stands_now(template, client, admin):
    address = f"{PAGE}criteria/automation.noise/"
    sent = fields(client, address)
    client.post(address, sent | {"mid_3": "Theirs."})

    answer = client.post(address, sent | {"mid_3": "Mine."})

    assert (answer.status_code, "Now saved here: “Theirs.”." in answer.content.decode()) == (409, True)


@pytest.mark.parametrize("rest", ["criteria/cooking/", "take/9/", "?version=9"])
def test_what_is_not_there_is_not_found(template, client, rest):
    answer = client.post(PAGE + rest) if rest.startswith("take") else client.get(PAGE + rest)

    assert answer.status_code == 404


def test_an_older_version_is_shown_and_used_again(template, client, admin):
    change_template(template=template, by=admin, content={"note": "Mine."})
    old = read(client, f"{PAGE}?version=1")

    assert ("An older version" in old, "/weights/" in old, "criteria/automation.noise/" in old) == (
        True,
        False,
        False,
    )
    client.post(f"{PAGE}take/1/")

    assert (current().version, current().note) == (3, template.note)


def test_a_copy_has_a_page_of_its_own(template, client):
    answer = client.post(f"{PAGE}copy/", {"name": "Platform"}, follow=True)

    assert answer.redirect_chain == [(f"{LIST}own.platform/", 302)]
    assert client.post(f"{PAGE}copy/", {"name": " "}).status_code == 422


def test_a_template_is_retired_and_used_again(template, client, admin):
    copy_template(template=template, by=admin, name="Platform")
    for what, state in (("retire", False), ("use-again", True)):
        answer = client.post(f"{PAGE}{what}/", follow=True)

        assert answer.redirect_chain == [(PAGE, 302)]
        assert ScorecardTemplate.objects.current().filter(code=template.code).exists() is state


def test_an_edit_is_listed_in_the_guide_and_taken_back_there(template, client, admin):
    change_template(template=template, by=admin, content={"criteria": template.content()["criteria"][1:]})
    edit = reverse("rubrics:guide-row-edit", args=["scorecard-template", template.code])

    assert edit in read(client, reverse("rubrics:guide"))
    assert "These words differ from the guide's." in read(client, edit)
    client.post(reverse("rubrics:guide-row-restore", args=["scorecard-template", template.code]))

    assert current().content() == template.content()


def test_scorecards_are_in_the_navigation(template, client):
    assert f'href="{LIST}" aria-current="page"' in read(client, PAGE)
