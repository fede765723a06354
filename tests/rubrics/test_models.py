import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from rubrics import models
from rubrics.choices import Origin, RevisionState
from rubrics.models import RuleRevision
from tests.factories import rubrics as make

pytestmark = pytest.mark.django_db

FACTORIES = {
    models.Activity: make.make_activity,
    models.Anchor: make.make_anchor,
    models.Background: make.make_background,
    models.Capability: make.make_capability,
    models.Criterion: make.make_criterion,
    models.Flag: make.make_flag,
    models.FocusArea: make.make_focus_area,
    models.HiringMistake: make.make_hiring_mistake,
    models.Level: make.make_level,
    models.Principle: make.make_principle,
    models.Probe: make.make_probe,
    models.Question: make.make_question,
    models.RoleAspect: make.make_role_aspect,
    models.RoleProfile: make.make_role_profile,
    models.RuleRevision: make.make_rule_revision,
    models.RuleSet: make.make_rule_set,
    models.ScorecardTemplate: make.make_scorecard_template,
    models.SourceChannel: make.make_source_channel,
    models.Term: make.make_term,
    models.WorkArea: make.make_work_area,
}


@pytest.mark.parametrize("model", FACTORIES)
def test_a_row_from_its_factory_is_valid(model):
    row = FACTORIES[model]()

    row.full_clean(exclude=["author", "approver", "edited_by", *row_nulls(row)])
    assert str(row)


def row_nulls(row):
    """Dates and marks that the product sets are null without being blank in a form."""
    return [known.name for known in row._meta.fields if known.null and getattr(row, known.attname) is None]


@pytest.mark.parametrize("model", FACTORIES)
def test_everybody_who_signs_in_reads_and_strangers_do_not(model, admin, recruiter, member, auditor):
    row = FACTORIES[model]()
    member_left = make_inactive(member)

    readers = [admin, recruiter, auditor]
    assert [list(model.objects.visible_to(user)) for user in readers] == [[row]] * 3
    assert [list(model.objects.visible_to(user)) for user in (member_left, AnonymousUser())] == [[], []]


def make_inactive(user):
    user.is_active = False
    user.save()
    return user


def test_drafts_of_rules_are_for_recruiters_and_admins(admin, recruiter, member, auditor):
    draft = make.make_rule_revision(state=RevisionState.DRAFT)

    assert [list(RuleRevision.objects.visible_to(user)) for user in (admin, recruiter)] == [[draft]] * 2
    assert [list(RuleRevision.objects.visible_to(user)) for user in (member, auditor)] == [[]] * 2


def twice_the_default():
    make.make_rule_set(is_default=True)
    make.make_rule_set(is_default=True)


def same_number_twice():
    first = make.make_rule_revision()
    make.make_rule_revision(rule_set=first.rule_set, number=first.number)


def same_question_in_use_twice():
    first = make.make_question()
    make.make_question(code=first.code, version=2)


def same_question_version_twice():
    first = make.make_question(retired_at=timezone.now())
    make.make_question(code=first.code)


def same_probe_twice():
    first = make.make_probe()
    make.make_probe(question=first.question, activity=first.activity)


def same_anchor_twice():
    first = make.make_anchor()
    make.make_anchor(criterion=first.criterion, level=first.level)


def same_aspect_twice():
    first = make.make_role_aspect()
    make.make_role_aspect(role=first.role)


def same_criterion_twice():
    first = make.make_criterion()
    make.make_criterion(template=first.template, code=first.code)


UNTRUE = {
    "level_months_ordered": lambda: make.make_level(least_months=24, below_months=24),
    "level_has_code": lambda: make.make_level(code=""),
    "level_origin_whole": lambda: make.make_level(origin=Origin.GUIDE),
    "capability_kind_known": lambda: make.make_capability(kind="may"),
    "flag_polarity_known": lambda: make.make_flag(polarity="red"),
    "role_aspect_known": lambda: make.make_role_aspect(aspect="pay"),
    "role_aspect_once": same_aspect_twice,
    "principle_section_known": lambda: make.make_principle(section="nowhere"),
    "rule_set_one_default": twice_the_default,
    "rule_set_has_name": lambda: make.make_rule_set(name=""),
    "rule_revision_number": same_number_twice,
    "rule_revision_published_whole (hash)": lambda: make.make_rule_revision(content_hash=""),
    "rule_revision_published_whole (date)": lambda: make.make_rule_revision(published_at=None),
    "rule_revision_published_whole (draft)": lambda: make.make_rule_revision(
        state=RevisionState.DRAFT, published_at=timezone.now()
    ),
    "question_version": same_question_version_twice,
    "question_one_in_use": same_question_in_use_twice,
    "question_has_text": lambda: make.make_question(text=""),
    "question_minutes": lambda: make.make_question(minutes=0),
    "probe_one_target (two)": lambda: make.make_probe(activity=make.make_activity(), flag=make.make_flag()),
    "probe_one_target (none)": lambda: make.make_probe(activity=None),
    "probe_activity_once": same_probe_twice,
    "criterion_once": same_criterion_twice,
    "criterion_weight": lambda: make.make_criterion(weight=0),
    "anchor_once": same_anchor_twice,
    "anchor_score_known": lambda: make.make_anchor(score=5),
    "anchor_has_behaviour": lambda: make.make_anchor(behaviour=""),
}


@pytest.mark.parametrize("name", UNTRUE)
def test_the_database_refuses_what_must_never_be_true(name):
    with pytest.raises(IntegrityError), transaction.atomic():
        UNTRUE[name]()


def test_a_constraint_has_a_sentence_for_people():
    level = make.make_level()
    level.below_months = level.least_months

    with pytest.raises(ValidationError, match=r"A level must end after it begins\."):
        level.validate_constraints()


def test_every_constraint_on_what_people_enter_has_its_own_sentence():
    silent = {
        constraint.name
        for model in FACTORIES
        for constraint in model._meta.constraints
        if constraint.violation_error_message == constraint.default_violation_error_message
    }

    # Fixed words that no form offers otherwise.
    assert all(name.endswith("_known") for name in silent)


@pytest.mark.parametrize(
    ("borders", "words"),
    [((0, 24), "0 to under 2"), ((30, 60), "2.5 to under 5"), ((60, None), "5 and more")],
)
def test_a_level_tells_its_years(borders, words):
    assert make.make_level(least_months=borders[0], below_months=borders[1]).years_in_words == words


def test_a_release_that_adds_a_field_does_not_make_rows_look_edited():
    term = make.make_term(shipped={"name": "CSPM", "a_field_of_yesterday": "x"})

    assert term.changed_fields() == []
