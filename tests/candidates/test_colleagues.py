"""The field in which a colleague is chosen: whom a name means, who is offered, and that pages stay small."""

from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from candidates.choices import JobRole
from candidates.forms.colleagues import ColleagueField
from candidates.models import JobMember
from tests.factories import candidates as make
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def jorg():
    return make_user(name="Jörg Bergström", email="jorg@example.org")


def text(answer) -> str:
    return unescape(answer.content.decode())


def refused(name: str) -> str:
    with pytest.raises(ValidationError) as error:
        ColleagueField().clean(name)
    return error.value.messages[0]


@pytest.mark.parametrize(
    "written",
    [
        "Jörg Bergström",
        "  jörg   BERGSTRÖM ",
        "Jorg Bergstrom",
        "JORG@example.org",
        "Whoever (jorg@example.org)",
    ],
)
def test_a_name_or_an_address_means_its_colleague(jorg, written):
    make_user(name="Jörg Bergströms")
    assert ColleagueField().clean(written) == jorg


def test_nothing_is_nobody_where_nobody_is_needed(jorg):
    assert ColleagueField(required=False).clean("  ") is None
    assert refused("") == "Write a colleague’s name."


def test_a_name_that_nobody_has_asks_whom_it_means(jorg, auditor):
    make_user(name="Jörg Aho")
    make_user(name="Zed Gone", is_active=False)
    assert refused("Jörg") == "No colleague is called “Jörg”. Do you mean Jörg Aho or Jörg Bergström?"
    assert refused("berg") == "No colleague is called “berg”. Do you mean Jörg Bergström?"
    assert refused("Aho Jürgen") == "No colleague is called “Aho Jürgen”. Do you mean Jörg Aho?"
    for name in ("Zoe", "nobody@example.org", auditor.name, "Zed Gone", "(", "x" * 100_000):
        assert refused(name) == f"No colleague is called “{name[:60]}”."


def test_of_two_of_one_name_it_takes_the_address(jorg):
    other = make_user(name="Jörg Bergström", email="other@example.org")
    both = "Jörg Bergström (jorg@example.org) or Jörg Bergström (other@example.org)"
    assert refused("Jörg Bergström") == f"Several colleagues are called so. Write {both}."
    assert ColleagueField().clean("Jörg Bergström (other@example.org)") == other


def test_a_name_with_signs_in_it_is_found():
    person = make_user(name="(Ext.) Dee O'Neil-Å")
    assert ColleagueField().clean("(ext.) dee o'neil-a") == person


def names(answer) -> list[str]:
    return [line.partition("<")[0] for line in answer.content.decode().split("<li>")[1:]]


def test_letters_offer_whom_they_fit(recruiter, jorg, auditor, client_for):
    make_user(name="Bert Aho")
    make_user(name="Albert Lind")
    client, path = client_for(recruiter), reverse("candidates:colleagues")
    assert names(client.get(path, {"q": "ber"})) == ["Bert Aho", "Jörg Bergström"]
    assert names(client.get(path, {"q": "odo"})) == []
    twin = make_user(name="Bert Aho")
    assert names(client.get(path, {"q": "bert"})) == sorted(
        f"Bert Aho ({person.email})"
        for person in (twin, type(twin).objects.get(name="Bert Aho", pk__lt=twin.pk))
    )


def test_at_most_eight_are_offered(recruiter, client_for):
    for number in range(12):
        make_user(name=f"Person {number:02}")
    found = names(client_for(recruiter).get(reverse("candidates:colleagues"), {"q": "person"}))
    assert found == [f"Person {number:02}" for number in range(8)]


def test_mentions_are_asked_for_by_letters(recruiter, application, client_for):
    for number in range(12):
        make_user("recruiter", name=f"Person {number:02}")
    make_user("recruiter", name="Zoe Last")
    client, path = client_for(recruiter), reverse("candidates:application-colleagues", args=[application.pk])
    assert len(names(client.get(path))) == 8
    assert names(client.get(path, {"q": "zo"})) == ["Zoe Last"]
    member = make_user(name="Zora Elsewhere")
    assert names(client.get(path, {"q": "zor"})) == []
    assert member.name not in client.get(path).content.decode()


def pages_of(job, application) -> dict[str, str]:
    """Where a colleague is chosen."""
    return {
        "team": reverse("candidates:job-team", args=[job.pk]),
        "new job": reverse("candidates:job-create"),
        "referral": reverse("candidates:candidate-referral", args=[application.candidate_id]),
    }


@pytest.mark.parametrize("many", [3, 500])
@pytest.mark.parametrize(("where", "queries"), [("team", 5), ("new job", 8), ("referral", 7)])
def test_a_page_is_as_small_with_500_colleagues(
    recruiter, job, application, client_for, django_assert_num_queries, where, queries, many
):
    for number in range(many):
        make_user(name=f"Colleague {number:03}")
    client, path = client_for(recruiter), pages_of(job, application)[where]
    client.get(path)
    with django_assert_num_queries(queries):
        shown = client.get(path).content.decode()
    assert shown.count("Colleague 0") == 0
    assert len(shown) < 30_000


def test_a_new_job_offers_the_managers_of_the_newest_jobs(recruiter, client_for):
    managers = [make_user(name=f"Manager {number}") for number in range(12)]
    for manager in managers:
        make.make_member(make.make_job(recruiter=recruiter), manager)
    hidden = make_user(name="Manager of a secret")
    make.make_member(make.make_job(confidential=True), hidden)
    page = text(client_for(recruiter).get("/jobs/new/"))
    assert [manager.name for manager in managers if f'value="{manager.name}"' in page] == [
        f"Manager {number}" for number in range(4, 12)
    ]
    assert hidden.name not in page


def test_without_a_script_a_name_is_enough(recruiter, job, jorg, client_for):
    client, path = client_for(recruiter), reverse("candidates:job-team", args=[job.pk])
    wrong = client.post(path, {"user": "jorg", "role": "interviewer"})
    assert (wrong.status_code, "Do you mean Jörg Bergström?" in text(wrong)) == (422, True)
    assert 'value="jorg"' in text(wrong)
    client.post(path, {"user": "jorg bergstrom", "role": "interviewer"})
    assert JobMember.objects.get(user=jorg).role == JobRole.INTERVIEWER
