"""What may be done with people: every exit of every action."""

from dataclasses import dataclass

import pytest

from candidates.actions.jobs import pause_job
from candidates.actions.people import Reading, adopt_resumes, change_candidate, create_candidate
from candidates.choices import ContactKind, JobRole
from candidates.models import Application, Candidate
from candidates.queries.duplicates import find_duplicates
from recruiting.errors import Conflict, Denied, Invalid
from tests.contracts.rows import nothing_changes
from tests.factories import candidates as make

pytestmark = pytest.mark.django_db


def contacts(candidate: Candidate) -> list[tuple]:
    """(value, read from the resume, corrected): the one that forms edit first."""
    rows = candidate.contacts.order_by("kind", "corrected", "position", "pk")
    return list(rows.values_list("value", "from_resume", "corrected"))


def test_a_person_is_added_by_hand(recruiter, told):
    person = create_candidate(
        by=recruiter,
        name=" Kim Novak ",
        email="Kim@Example.org",
        phone="+31 20 555 01 00",
        headline="SRE",
        location="Utrecht",
    )
    person.refresh_from_db()
    assert (person.name, person.headline, person.location, person.read_name) == (
        "Kim Novak",
        "SRE",
        "Utrecht",
        "",
    )
    assert list(
        person.contacts.order_by("kind").values_list("kind", "value", "value_key", "from_resume")
    ) == [
        ("email", "Kim@Example.org", "kim@example.org", False),
        ("phone", "+31 20 555 01 00", "+31205550100", False),
    ]
    assert [(event["verb"], event["object_id"], event["job_id"]) for event in told()] == [
        ("candidate.created", person.pk, None)
    ]


def test_only_recruiters_add_people(member, auditor, hiring_manager):
    for person in (member, auditor, hiring_manager, None):
        with nothing_changes(), pytest.raises(Denied):
            create_candidate(by=person, name="Kim")


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"name": " "}, "name", "required"),
        ({"name": "x" * 201}, "name", "max_length"),
        ({"name": "Kim", "email": "kim at example"}, "email", "invalid"),
        ({"name": "Kim", "email": "a" * 65 + "@example.org"}, "email", "invalid"),
        ({"name": "Kim", "phone": "12"}, "phone", "invalid"),
    ],
)
def test_what_can_t_be_is_told_on_its_field(recruiter, values, field, code):
    with nothing_changes(), pytest.raises(Invalid) as refused:
        create_candidate(by=recruiter, **values)
    assert (refused.value.field, refused.value.code) == (field, code)


def test_a_correction_keeps_what_the_resume_said(recruiter, told):
    person = make.make_candidate(
        name="KIM", read_name="KIM", read_headline="Eng", headline="Eng", email="kim@exmaple.org"
    )
    make.make_contact(person, value="second@example.org")
    changed = change_candidate(
        candidate=person,
        by=recruiter,
        version=1,
        name="Kim Novak",
        headline="Engineer",
        location="",
        email="kim@example.org",
        phone="",
    )
    assert (changed.name, changed.read_name, changed.headline, changed.read_headline, changed.version) == (
        "Kim Novak",
        "KIM",
        "Engineer",
        "Eng",
        2,
    )
    assert contacts(person) == [
        ("kim@example.org", False, False),
        ("second@example.org", True, False),
        ("kim@exmaple.org", True, True),
    ]
    assert [(event["verb"], event["fields"]) for event in told()] == [
        ("candidate.changed", ["email", "headline", "name"])
    ]


def change_email(person: Candidate, by, *values: str) -> list[tuple]:
    for value in values:
        change_candidate(candidate=person, by=by, email=value)
    return contacts(person)


def test_a_contact_goes_and_comes_back(recruiter):
    person = make.make_candidate(email="read@example.org")
    assert change_email(person, recruiter, "") == [("read@example.org", True, True)]
    assert change_email(person, recruiter, "own@example.org", "other@example.org") == [
        ("other@example.org", False, False),
        ("read@example.org", True, True),
    ]
    assert change_email(person, recruiter, "Read@Example.org") == [("Read@Example.org", True, False)]
    by_hand = make.make_candidate(email=None)
    assert change_email(by_hand, recruiter, "a@example.org", "") == []


def test_the_second_address_of_the_resume_may_become_the_first(recruiter):
    person = make.make_candidate(email="a@example.org")
    for name in "bc":
        make.make_contact(person, value=f"{name}@example.org")
    assert change_email(person, recruiter, "c@example.org") == [
        ("c@example.org", True, False),
        ("b@example.org", True, False),
        ("a@example.org", True, True),
    ]


def same_as(person, user):
    return [found.candidate for found in find_duplicates(user, [person])[person.pk]]


def test_a_corrected_address_proposes_no_duplicates(recruiter):
    wrong = make.make_candidate(email="shared@example.org")
    right = make.make_candidate(email="Shared@example.org")
    assert same_as(wrong, recruiter) == [right]
    change_email(wrong, recruiter, "own@example.org")
    assert same_as(wrong, recruiter) == []
    assert same_as(right, recruiter) == []


def test_saving_what_stands_there_changes_nothing(recruiter):
    person = make.make_candidate(
        name="Kim", headline="SRE", email="kim@example.org", phone="+31 20 555 01 00"
    )
    with nothing_changes():
        change_candidate(
            candidate=person,
            by=recruiter,
            version=1,
            name="Kim ",
            headline="SRE",
            location="",
            email="kim@example.org",
            phone="+31 20 555 01 00",
        )


def test_of_two_who_correct_the_second_is_told(recruiter, admin):
    person = make.make_candidate()
    change_candidate(candidate=person, by=recruiter, version=1, name="First")
    with nothing_changes(), pytest.raises(Conflict) as refused:
        change_candidate(candidate=person, by=admin, version=1, name="Second", email="x@example.org")
    assert refused.value.code == "changed"


@pytest.mark.parametrize(
    ("values", "field"),
    [({"name": ""}, "name"), ({"email": "nowhere"}, "email"), ({"headline": "x" * 201}, "headline")],
)
def test_a_correction_that_can_t_be_changes_nothing(recruiter, values, field):
    person = make.make_candidate(name="Kim")
    with nothing_changes(), pytest.raises(Invalid) as refused:
        change_candidate(candidate=person, by=recruiter, **{"location": "Utrecht"} | values)
    assert refused.value.field == field


def test_who_may_correct_whom(application, member, auditor, hiring_manager, interviewer, outsider, admin):
    person = application.candidate
    for stranger in (member, auditor, hiring_manager, interviewer, None):
        with nothing_changes(), pytest.raises(Denied):
            change_candidate(candidate=person, by=stranger, name="Mine")
    for number, colleague in enumerate((outsider, admin)):
        assert change_candidate(candidate=person, by=colleague, name=f"Name {number}").version == number + 2
    make.make_member(application.job, member, JobRole.RECRUITER)
    assert change_candidate(candidate=person, by=member, name="By the job's recruiter").version == 4


def test_a_person_of_a_hidden_job_is_not_corrected_by_other_recruiters(outsider, recruiter):
    hidden = make.make_job(recruiter=recruiter, confidential=True)
    person = make.make_application(hidden).candidate
    with nothing_changes(), pytest.raises(Denied):
        change_candidate(candidate=person, by=outsider, name="Mine")


@dataclass(frozen=True)
class Said:
    """What a resume says of its person."""

    name: str | None = "Kim Novak"
    headline: str | None = None
    emails: tuple[str, ...] = ("kim@example.org", "KIM@example.org")
    phones: tuple[str, ...] = ("+31 20 555 01 00",)
    links: tuple[str, ...] = ("https://example.org/kim",)
    guessed: bool = False


def adopt(screening, **said) -> Application | None:
    adopt_resumes([Reading(screening.resume, Said(**said), screening, ())], now=make.RECEIVED)
    return Application.objects.filter(resume=screening.resume).first()


def test_a_read_resume_proposes_person_contacts_and_application(recruiter, job):
    screening = make.make_screening(make.make_resume(job=job, uploaded_by=recruiter))
    application = adopt(screening)
    person = application.candidate
    assert (person.name, person.read_name, person.headline, person.links) == (
        "Kim Novak",
        "Kim Novak",
        "",
        ["https://example.org/kim"],
    )
    assert sorted(person.contacts.values_list("kind", "value_key", "from_resume")) == [
        (ContactKind.EMAIL, "kim@example.org", True),
        (ContactKind.PHONE, "+31205550100", True),
        (ContactKind.PROFILE, "example.org/kim", True),
    ]
    application.refresh_from_db()
    assert (application.job, application.screening, application.owner, application.stage.name) == (
        job,
        screening,
        recruiter,
        "Applied",
    )
    assert adopt(screening).pk == application.pk
    assert (Candidate.objects.count(), Application.objects.count()) == (1, 1)


def test_the_same_address_is_proposed_and_never_merged(recruiter, job):
    first = adopt(make.make_screening(make.make_resume(job=job, uploaded_by=recruiter))).candidate
    second = adopt(
        make.make_screening(make.make_resume(job=job, uploaded_by=recruiter)), name="K. Novak"
    ).candidate
    assert first != second
    assert same_as(second, recruiter) == [first]
    assert same_as(first, recruiter) == [second]


def test_a_resume_without_a_job_makes_a_person_only(recruiter):
    resume = make.make_resume(uploaded_by=recruiter)
    assert adopt(make.make_screening(resume), name=None, emails=()) is None
    resume.refresh_from_db()
    assert resume.candidate.shown_name == "Name not found"


def test_a_resume_that_was_only_screened_makes_nobody(recruiter):
    screening = make.make_screening(make.make_resume(makes_candidate=False))
    with nothing_changes():
        assert adopt(screening) is None


def test_a_job_that_closed_meanwhile_takes_nobody(recruiter):
    job = make.make_job(recruiter=recruiter, status="closed", close_reason="Filled")
    assert adopt(make.make_screening(make.make_resume(job=job, uploaded_by=recruiter))) is None
    assert (Candidate.objects.count(), Application.objects.count()) == (1, 0)


def test_a_file_from_before_a_pause_becomes_an_application(recruiter, job):
    waiting = make.make_screening(make.make_resume(job=job, uploaded_by=recruiter))
    pause_job(job=job, by=recruiter)
    assert adopt(waiting).job == job


def test_a_second_file_of_an_applicant_joins_them(recruiter, application):
    resume = make.make_resume(application.candidate, job=application.job, uploaded_by=recruiter)
    assert adopt(make.make_screening(resume)) is None
    assert (Candidate.objects.count(), Application.objects.count()) == (1, 1)


def test_the_newest_rules_are_shown(recruiter, application):
    older = application.screening
    newer = make.make_screening(application.resume, revision=make.next_revision())
    adopt(newer)
    application.refresh_from_db()
    assert application.screening == newer
    adopt(older)
    application.refresh_from_db()
    assert application.screening == newer
