import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from rubrics import guidefiles, queries
from rubrics.actions import edit_guide_row
from rubrics.models import FocusArea, Level, Question
from tests.factories.rubrics import make_question

pytestmark = pytest.mark.django_db

BANK = "/guide/questions/"
# Session, person, uploads being read, what may be chosen, count, rows, levels.
BANK_QUERIES = 7
# Session, person, uploads being read, versions, levels, probes, glossary, uses, kits to add it to.
QUESTION_QUERIES = 9


def codes(page: str) -> list[str]:
    return re.findall(rf'href="{BANK}([^/"?]+)/"', page)


@pytest.fixture
def bank(guide, member, client_for):
    """bank(address behind the bank's): a page as a member sees it."""
    client = client_for(member)
    return lambda rest="": unescape(client.get(f"{BANK}{rest}").content.decode())


def found(user, **narrows):
    return [row.code for row in queries.search_bank(user, **narrows)]


def test_everybody_who_signs_in_reads_the_bank(guide, admin, recruiter, member, auditor, client_for):
    for user in (admin, recruiter, member, auditor):
        assert client_for(user).get(BANK).status_code == 200
        assert client_for(user).get(f"{BANK}incident.handled/").status_code == 200


def test_a_stranger_is_sent_to_sign_in(guide, client):
    for address in (BANK, f"{BANK}incident.handled/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"].startswith(reverse("account_login"))) == (302, True)


def test_the_bank_is_paged_by_focus_area_in_its_own_order(bank):
    shipped = [row for row in guidefiles.read().rows if row.model is Question]
    order = [row.code for row in FocusArea.objects.all()]
    expected = sorted(shipped, key=lambda row: (order.index(row.content["focus_area"]), row.position))

    pages = [codes(bank(f"?page={number}")) for number in range(1, 8)]

    assert [code for page in pages for code in page] == [row.code for row in expected]
    assert "160 questions" in bank()


@pytest.mark.parametrize("more", [0, 30])
def test_the_bank_asks_as_often_however_long_it_is(
    guide, member, client_for, django_assert_num_queries, more
):
    area, level = FocusArea.objects.get(code="incident"), Level.objects.get(code="mid")
    for _ in range(more):
        make_question(focus_area=area, levels=(level,))
    client = client_for(member)
    client.get(reverse("rubrics:guide"))

    with django_assert_num_queries(BANK_QUERIES):
        client.get(BANK)


@pytest.mark.parametrize("versions", [1, 3])
def test_a_question_asks_as_often_however_many_versions_it_has(
    guide, admin, member, client_for, django_assert_num_queries, versions
):
    for number in range(versions - 1):
        row = Question.objects.current().get(code="incident.handled")
        edit_guide_row(row=row, by=admin, texts={"text": f"Version {number}?"})
    client = client_for(member)
    client.get(reverse("rubrics:guide"))

    with django_assert_num_queries(QUESTION_QUERIES):
        client.get(f"{BANK}incident.handled/")


def test_words_are_searched_in_questions_answers_and_follow_ups(guide, member):
    assert found(member, text="redeemed") == []
    assert found(member, text="IDEMPOTENCY key") == ["knowledge.coupon_twice"]
    assert "knowledge.object_id" in found(member, text="idor")
    assert found(member, text="100% _") == []


def test_the_bank_is_narrowed_by_focus_area_level_and_what_is_probed(guide, member):
    both = found(member, focus_area="automation", level="junior", about="activity:dast")

    assert both == ["automation.first_dynamic_scan"]
    assert {code.partition(".")[0] for code in found(member, focus_area="incident")} == {"incident"}
    assert len(found(member, level="senior")) >= 40
    assert found(member, about="activity:cooking") == found(member, about="cooking:sast") == []


def test_what_is_chosen_stands_in_the_address_and_the_form(bank):
    page = bank("?area=automation&level=junior&about=activity:dast&q=scan")

    assert codes(page) == ["automation.first_dynamic_scan"]
    assert '<option value="activity:dast" selected>' in page
    assert 'value="scan"' in page
    assert "1 question" in page


def test_a_choice_that_is_not_there_is_told_and_narrows_nothing(bank):
    page = bank("?area=cooking")

    assert "Choose one of the list." in page
    assert len(codes(page)) == 25


def test_nothing_found_says_how_to_go_on(bank):
    assert "No question matches" in bank("?q=zzzz")


def test_a_bank_that_is_not_loaded_says_so(member, client_for):
    assert "The guide is not loaded yet" in client_for(member).get(BANK).content.decode()


def test_retired_questions_are_shown_when_asked_for(guide, member, bank):
    edit = Question.objects.get(code="incident.handled")
    edit.retired_at = timezone.now()
    edit.save()

    assert "incident.handled" not in found(member)
    assert codes(bank("?show=retired")) == ["incident.handled"]
    assert "Retired" in bank("incident.handled/")


def test_an_older_version_of_a_question_in_use_is_not_a_retired_question(guide, admin):
    edit_guide_row(row=Question.objects.get(code="incident.handled"), by=admin, texts={"text": "Another?"})

    assert found(admin, state="retired") == []


@pytest.mark.parametrize("code", ["knowledge.owasp", "automation.signing_rollout"])
def test_a_question_shows_its_answers_follow_ups_and_what_it_finds_out(bank, code):
    row = Question.objects.get(code=code)
    plain = re.sub(
        r"\s+", "", re.sub(r"<[^>]+>", "", re.sub(r'<span class="term-tip".*?</span>', "", bank(f"{code}/")))
    )

    lines = [line for name in row.texts for line in getattr(row, name).splitlines()]
    assert [line for line in lines if re.sub(r"\s+", "", line) not in plain] == []
    page = bank(f"{code}/")
    assert [probe.about for probe in row.probes.all() if probe.target.get_absolute_url() not in page] == []


def test_a_question_shows_each_of_its_versions(guide, admin, client_for):
    old = Question.objects.get(code="incident.handled")
    edit_guide_row(row=old, by=admin, texts={"text": "Which incident taught you most?"})
    client = client_for(admin)

    newest = client.get(f"{BANK}incident.handled/").content.decode()
    first = client.get(f"{BANK}incident.handled/?version=1").content.decode()

    assert ("Which incident taught you most?" in newest, old.text in newest) == (True, False)
    assert (old.text in first, "An older version" in first) == (True, True)
    assert ("/edit/" in newest, "/edit/" in first) == (True, False)
    assert client.get(f"{BANK}incident.handled/?version=9").status_code == 404


def test_only_admins_see_the_way_to_edit(guide, admin, recruiter, member, auditor, client_for):
    seen = {
        user.role: "/edit/" in client_for(user).get(f"{BANK}incident.handled/").content.decode()
        for user in (admin, recruiter, member, auditor)
    }

    assert seen == {"admin": True, "recruiter": False, "member": False, "auditor": False}


def test_a_question_that_nobody_has_is_not_found(guide, member, client_for):
    assert client_for(member).get(f"{BANK}incident.cooking/").status_code == 404


def test_the_bank_is_in_the_navigation(bank):
    assert f'href="{BANK}" aria-current="page"' in bank("incident.handled/")
