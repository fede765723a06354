"""Changing scorecard templates: versions, copies, what a whole criterion is, which are in use."""

import pytest

from recruiting.errors import Conflict, Denied, Invalid
from recruiting.events import names
from recruiting.events.models import Event
from rubrics import guidefiles, queries
from rubrics.actions import (
    change_template,
    copy_template,
    create_template,
    edit_guide_row,
    load_guide,
    restore_guide_row,
    restore_template,
    retire_template,
)
from rubrics.choices import Origin
from rubrics.models import Criterion, ScorecardTemplate
from tests.rubrics.test_load_guide import next_guide

pytestmark = pytest.mark.django_db

CODE = "devsecops_engineer"
LEVELS = ("junior", "mid", "senior")


@pytest.fixture
def template(guide) -> ScorecardTemplate:
    return queries.whole_template(ScorecardTemplate.objects.get(code=CODE))


def whole(template: ScorecardTemplate) -> ScorecardTemplate:
    return queries.whole_template(template)


def criteria(template, **changed):
    """The template's criteria, the first with other values."""
    first, *others = template.content()["criteria"]
    return [first | changed, *others]


def a_criterion(**values):
    return {
        "name": "Calm under fire",
        "focus_area": "incident",
        "weight": 2,
        "mistake": "gatekeeper",
        "anchors": {level: [f"Says {n} at {level}." for n in (1, 2, 3, 4)] for level in LEVELS},
    } | values


def test_the_shipped_template_is_loaded_whole(template):
    shipped = next(row for row in guidefiles.read().rows if row.model is ScorecardTemplate)

    assert template.content() == shipped.content
    assert (template.origin, template.version, template.changed_fields()) == (Origin.GUIDE, 1, [])


def test_a_change_is_the_next_version_and_the_earlier_stays_whole(template, admin):
    before = template.content()

    changed = change_template(template=template, by=admin, content={"criteria": criteria(template, weight=7)})

    old = whole(ScorecardTemplate.objects.get(pk=template.pk))
    assert (old.content(), old.retired_at is None) == (before, False)
    assert (changed.version, changed.retired_at, changed.origin) == (2, None, Origin.GUIDE)
    assert whole(changed).content() == before | {"criteria": criteria(template, weight=7)}
    assert (changed.edited_by, changed.changed_fields(whole(changed).content())) == (admin, ["criteria"])
    event = Event.objects.get(verb=names.GUIDE_ROW_CHANGED)
    assert (event.object_id, event.fields) == (changed.pk, ["criteria"])
    assert queries.template_for(CODE) == changed


def test_nothing_changed_is_no_version(template, admin):
    assert change_template(template=template, by=admin, content=template.content()) == template
    assert not Event.objects.filter(verb=names.GUIDE_ROW_CHANGED).exists()


def test_line_ends_as_a_browser_sends_them_are_no_change(template, admin):
    changed = change_template(
        template=template, by=admin, content={"note": "For platforms.\nNot for audits."}
    )
    again = change_template(
        template=whole(changed), by=admin, content={"note": "For platforms.\r\nNot for audits.\r\n"}
    )
    assert (again.version, again.note) == (2, "For platforms.\nNot for audits.")


def test_going_back_to_the_guides_content_takes_the_mark_of_an_edit_away(template, admin):
    changed = change_template(template=template, by=admin, content={"criteria": criteria(template, weight=7)})

    back = restore_guide_row(row=whole(changed), by=admin)

    assert (back.version, back.edited_at, back.edited_by) == (3, None, None)
    assert whole(back).content() == template.content()


def test_name_and_note_are_edited_as_rows_of_the_guide_are(template, admin):
    changed = edit_guide_row(row=template, by=admin, texts={"name": "Platform security"})

    assert (changed.version, changed.name) == (2, "Platform security")
    assert whole(changed).content()["criteria"] == template.content()["criteria"]
    assert ScorecardTemplate.objects.get(pk=template.pk).name == "DevSecOps engineer"


def test_a_new_criterion_gets_a_code_and_stands_with_its_focus_area(template, admin):
    entries = [a_criterion(), *criteria(template), a_criterion()]

    changed = whole(change_template(template=template, by=admin, content={"criteria": entries}))

    rows = list(changed.criteria.all())
    assert [row.code for row in rows if row.code.startswith("own.")] == [
        "own.calm_under_fire",
        "own.calm_under_fire_2",
    ]
    areas = [row.focus_area.code for row in rows]
    assert areas == sorted(areas, key=["knowledge", "automation", "enablement", "incident"].index)
    assert rows[-1].mistake.code == "gatekeeper"


def test_two_people_who_change_it_at_once(template, admin):
    change_template(template=template, by=admin, content={"note": "Mine."})

    with pytest.raises(Conflict):
        change_template(template=template, by=admin, content={"note": "Yours."})

    assert ScorecardTemplate.objects.filter(code=CODE).count() == 2


def test_a_form_made_from_an_older_version_is_told(template, admin):
    changed = whole(change_template(template=template, by=admin, content={"note": "Mine."}))

    with pytest.raises(Conflict) as told:
        change_template(template=changed, by=admin, content={"note": "Yours."}, seen=1)

    assert told.value.code == "changed"


def anchors_without(level, score):
    found = a_criterion()["anchors"]
    found[level][score - 1] = "  "
    return found


@pytest.mark.parametrize(
    ("wrong", "code", "said"),
    [
        ({"anchors": anchors_without("mid", 3)}, "anchor", "Calm under fire, Mid, 3 (Yes): say"),
        ({"anchors": {"junior": ["a"] * 4}}, "anchor", "Calm under fire, Mid, 1 (Strong no): say"),
        ({"anchors": a_criterion()["anchors"] | {"guru": ["a"] * 4}}, "level", "no level called guru"),
        ({"anchors": a_criterion()["anchors"] | {"mid": ["a"] * 5}}, "anchor", "only the scores 1 to 4"),
        ({"anchors": a_criterion()["anchors"] | {"mid": ["a" * 1001] * 4}}, "anchor", "at most 1000"),
        ({"weight": 0}, "invalid", "Calm under fire: A weight is a number from 1 to 10."),
        ({"weight": 11}, "invalid", "Calm under fire: A weight is a number from 1 to 10."),
        ({"name": " "}, "name", "Give each criterion a name."),
        ({"name": "a" * 121}, "invalid", "at most 120"),
        ({"focus_area": "cooking"}, "focus_area", "no focus area called cooking"),
        ({"mistake": "haste"}, "mistake", "no hiring mistake called haste"),
        ({"code": "knowledge.access"}, "unique", "Two criteria have the same code."),
    ],
)
def test_a_criterion_that_is_not_whole_is_refused_by_name(template, admin, wrong, code, said):
    with pytest.raises(Invalid) as refused:
        change_template(
            template=template, by=admin, content={"criteria": [*criteria(template), a_criterion(**wrong)]}
        )

    assert (refused.value.field, refused.value.code) == ("criteria", code)
    assert said in refused.value.message
    assert ScorecardTemplate.objects.current().get() == template


@pytest.mark.parametrize("count", [0, 61])
def test_a_scorecard_has_one_criterion_or_more_but_not_too_many(template, admin, count):
    entries = [a_criterion(code=f"own.{number}") for number in range(count)]

    with pytest.raises(Invalid) as refused:
        change_template(template=template, by=admin, content={"criteria": entries})

    assert refused.value.field == "criteria"


def test_a_name_that_is_empty_is_refused(template, admin):
    with pytest.raises(Invalid) as refused:
        change_template(template=template, by=admin, content={"name": " "})

    assert (refused.value.field, ScorecardTemplate.objects.count()) == ("name", 1)


def test_a_copy_begins_the_same_and_goes_its_own_way(template, admin):
    copy = whole(copy_template(template=template, by=admin, name="Platform security"))

    assert (copy.code, copy.version, copy.origin) == ("own.platform_security", 1, Origin.OWN)
    assert copy.content()["criteria"] == template.content()["criteria"]
    assert copy.position > template.position
    change_template(template=copy, by=admin, content={"note": "For platform teams."})
    assert load_guide().kept == []
    assert queries.template_for() == template


def test_copies_of_one_name_get_codes_of_their_own(template, admin):
    codes = [copy_template(template=template, by=admin, name="Platform").code for _ in range(2)]

    assert codes == ["own.platform", "own.platform_2"]


def test_a_template_is_made_of_nothing_but_its_criteria(guide, admin):
    template = create_template(by=admin, name="Incident", criteria=[a_criterion()])

    assert Criterion.objects.get(template=template).anchors.count() == 12
    assert Event.objects.filter(verb=names.SCORECARD_TEMPLATE_ADDED, actor=admin).count() == 1
    with pytest.raises(Invalid):
        create_template(by=admin, name=" ", criteria=[a_criterion()])


def test_a_retired_template_comes_back(template, admin):
    copy = copy_template(template=template, by=admin, name="Platform")

    retire_template(template=copy, by=admin)
    assert queries.template_for(copy.code) == template
    restore_template(template=copy, by=admin)

    assert queries.template_for(copy.code) == copy
    verbs = Event.objects.filter(object_id=copy.pk, verb__startswith="scorecard_template.").order_by("pk")
    assert [event.verb for event in verbs] == [
        names.SCORECARD_TEMPLATE_ADDED,
        names.SCORECARD_TEMPLATE_RETIRED,
        names.SCORECARD_TEMPLATE_RESTORED,
    ]


def test_the_last_one_in_use_is_not_retired(template, admin):
    with pytest.raises(Conflict) as refused:
        retire_template(template=template, by=admin)

    assert refused.value.code == "last_template"
    assert queries.template_for() == template


def test_retiring_restoring_and_changing_what_is_not_so_is_told(template, admin):
    copy = copy_template(template=template, by=admin, name="Platform")
    with pytest.raises(Conflict):
        restore_template(template=copy, by=admin)
    retire_template(template=copy, by=admin)
    for act, values in ((retire_template, {}), (change_template, {"content": {"note": "x"}})):
        with pytest.raises(Conflict):
            act(template=whole(copy), by=admin, **values)


def test_an_older_version_does_not_come_back(template, admin):
    change_template(template=template, by=admin, content={"note": "Mine."})

    with pytest.raises(Conflict):
        restore_template(template=ScorecardTemplate.objects.get(pk=template.pk), by=admin)


def test_others_than_admins_change_nothing(template, recruiter):
    acts = [
        lambda: create_template(by=recruiter, name="Mine", criteria=[a_criterion()]),
        lambda: copy_template(template=template, by=recruiter, name="Mine"),
        lambda: change_template(template=template, by=recruiter, content={"note": "Mine."}),
        lambda: retire_template(template=template, by=recruiter),
        lambda: restore_template(template=template, by=recruiter),
    ]
    for act in acts:
        with pytest.raises(Denied):
            act()

    assert ScorecardTemplate.objects.get().retired_at is None


def test_a_template_that_nobody_edited_follows_the_guide_as_its_next_version(template):
    newer = next_guide(ScorecardTemplate, CODE, criteria=criteria(template, weight=9))

    load = load_guide(guide=newer)

    new = whole(ScorecardTemplate.objects.current().get(code=CODE))
    assert load.updated == [f"scorecard-template {CODE}"]
    assert (new.version, new.criteria.all()[0].weight, new.guide_version) == (2, 9, newer.version)
    assert whole(ScorecardTemplate.objects.get(version=1)).content() == template.content()
    assert load_guide(guide=newer).updated == []


def test_a_persons_template_stays_and_is_listed(template, admin):
    change_template(template=template, by=admin, content={"criteria": criteria(template, weight=7)})
    newer = next_guide(ScorecardTemplate, CODE, criteria=criteria(template, name="Attacks"))

    loads = [load_guide(guide=newer), load_guide(guide=newer)]

    row = whole(ScorecardTemplate.objects.current().get())
    assert [load.kept for load in loads] == [[f"scorecard-template {CODE}"]] * 2
    assert (row.version, row.criteria.all()[0].weight) == (2, 7)
    # What the guide says now can be taken later.
    assert whole(restore_guide_row(row=row, by=admin)).criteria.all()[0].name == "Attacks"
