"""The shipped files hold every row of the hiring guide, with its codes, in its order."""

import pytest

from rubrics import guidefiles
from rubrics.models import (
    Activity,
    Background,
    Capability,
    Flag,
    FocusArea,
    HiringMistake,
    Level,
    Question,
    RoleAspect,
    RoleProfile,
    SourceChannel,
    Term,
    WorkArea,
)

CODES = {
    WorkArea: "pipeline infrastructure automation enablement",
    Activity: "sast dast dependency_scanning container_scanning secrets_detection "
    "iac_security cloud_posture kubernetes secrets network_security "
    "policy_as_code guardrails self_service vulnerability_management incident_automation "
    "training documentation developer_tooling consultation security_metrics",
    RoleProfile: "devsecops_engineer security_engineer devops_engineer",
    Level: "junior mid senior",
    FocusArea: "knowledge automation enablement incident",
    HiringMistake: "no_devops shallow_security gatekeeper developer_experience",
    Background: "security devops backend",
    SourceChannel: "security_communities devops_communities cloud_certifications github daily_dev",
    Flag: "scanning_tools cicd_security cloud_security secrets_management kubernetes_security "
    "security_certification developer_enablement "
    "audit_compliance_only no_automation no_devops_cicd theoretical_only",
    Term: "sast dast sca shift_left owasp secrets_management iac_security cspm",
}
COUNTS = {
    WorkArea: 4,
    Activity: 20,
    RoleProfile: 3,
    Level: 3,
    FocusArea: 4,
    Question: 16 + 144,
    HiringMistake: 4,
    SourceChannel: 5,
    Background: 3,
    Flag: 7 + 4,
    Term: 8,
    RoleAspect: 6 + 5 + 6,
    Capability: (5 + 4) + (6 + 3) + (6 + 2),
}


def rows_of(model):
    return [row for row in guidefiles.read().rows if row.model is model]


@pytest.mark.parametrize("model", COUNTS)
def test_every_row_of_the_guide_is_there(model):
    assert len(rows_of(model)) == COUNTS[model]


@pytest.mark.parametrize("model", CODES)
def test_codes_stand_in_the_guides_order(model):
    assert [row.code for row in rows_of(model)] == CODES[model].split()


def test_each_work_area_has_five_activities():
    areas = [row.content["area"] for row in rows_of(Activity)]

    assert areas == [area for area in CODES[WorkArea].split() for _ in range(5)]


def test_the_guides_own_questions_come_first_four_to_a_focus_area():
    areas = [row.content["focus_area"] for row in rows_of(Question)[:16]]

    assert areas == [area for area in CODES[FocusArea].split() for _ in range(4)]


def test_capabilities_are_numbered_within_their_level():
    can_do = [row.code for row in rows_of(Capability) if row.content["kind"] == "can_do"]

    assert can_do == [
        f"{level}.{n}"
        for level, most in (("junior", 5), ("mid", 6), ("senior", 6))
        for n in range(1, most + 1)
    ]


def test_levels_border_on_each_other():
    borders = [(row.content["least_months"], row.content["below_months"]) for row in rows_of(Level)]

    assert borders == [(0, 24), (24, 60), (60, None)]


def test_seven_flags_are_green_and_four_yellow():
    assert [row.content["polarity"] for row in rows_of(Flag)] == ["green"] * 7 + ["yellow"] * 4


def test_every_flag_says_when_it_holds_and_where_its_border_is():
    assert all(row.content["meaning"] and row.content["border"] for row in rows_of(Flag))


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("terms:\n  - {code: sast, name: SAST}\n", "terms sast: meaning is missing"),
        (
            "terms:\n  - {code: sast, name: S, meaning: m, colour: red}\n",
            "terms sast: a row of this kind has no colour",
        ),
        ("words:\n  - {code: sast}\n", "nothing is called words"),
    ],
)
def test_a_wrong_file_is_refused_by_row_and_field(tmp_path, file, told):
    (tmp_path / "version.yaml").write_text("version: 1\n")
    (tmp_path / "rows.yaml").write_text(file)

    with pytest.raises(ValueError, match=told):
        guidefiles.read(tmp_path)
