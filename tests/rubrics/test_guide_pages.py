import re
from html import unescape

import pytest
from django.urls import reverse

from rubrics import guidefiles
from rubrics.actions import edit_guide_row
from rubrics.choices import Section
from rubrics.models import Activity, Question, ScorecardTemplate, SourcedRow, Term

pytestmark = pytest.mark.django_db

# Of each: session, person, uploads being read, what holds for the whole section and, where terms are explained, the glossary.
QUERIES = {
    "guide": 5,
    "guide-activities": 7,
    "guide-roles": 7,
    "guide-levels": 8,
    "guide-focus-areas": 10,
    "guide-mistakes": 6,
    "guide-sourcing": 7,
    "guide-flags": 7,
    "guide-glossary": 5,
}


@pytest.fixture
def page(guide, member, client_for):
    """page(url name): the text of a page as a member sees it."""
    client = client_for(member)
    return lambda name: client.get(reverse(f"rubrics:{name}")).content.decode()


def ids(page: str) -> list[str]:
    return re.findall(r' id="([^"]+)"', page)


@pytest.mark.parametrize("name", QUERIES)
def test_everybody_who_signs_in_reads_every_page(name, guide, admin, recruiter, member, auditor, client_for):
    answers = [
        client_for(user).get(reverse(f"rubrics:{name}")) for user in (admin, recruiter, member, auditor)
    ]

    assert [answer.status_code for answer in answers] == [200] * 4


@pytest.mark.parametrize("name", QUERIES)
def test_a_stranger_is_sent_to_sign_in(name, client):
    answer = client.get(reverse(f"rubrics:{name}"))

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", QUERIES)
def test_a_page_asks_the_database_as_often_as_it_needs(
    name, guide, member, client_for, django_assert_num_queries
):
    client = client_for(member)
    client.get(reverse("rubrics:guide"))

    with django_assert_num_queries(QUERIES[name]):
        client.get(reverse(f"rubrics:{name}"))


@pytest.mark.parametrize("name", QUERIES)
def test_a_guide_that_is_not_loaded_says_so_or_counts_nothing(name, member, client_for):
    answer = client_for(member).get(reverse(f"rubrics:{name}"))

    assert ("The guide is not loaded yet" if name != "guide" else "0 work areas") in answer.content.decode()


OWN_PAGES = (Question, ScorecardTemplate)


def test_every_row_has_its_place_on_its_page(page):
    for section in Section:
        found = ids(page(f"guide-{section.value}"))
        rows = [row for row in guidefiles.read().rows if stands_on(row, section)]
        assert rows
        assert [row.code for row in rows if found.count(row.code) != 1] == []


def stands_on(row: guidefiles.ShippedRow, section: Section) -> bool:
    """A question has a page of its own, a section names the first ones; so has a scorecard template."""
    return row.model not in OWN_PAGES and (row.content.get("section") or row.model.page) == section


@pytest.mark.parametrize("name", QUERIES)
def test_no_two_places_of_a_page_have_one_name(page, name):
    found = ids(page(name))

    assert sorted(found) == sorted(set(found))


def test_every_text_of_every_row_can_be_read(guide, member, client_for):
    client = client_for(member)
    for section in Section:
        words = text_of(client.get(reverse(f"rubrics:guide-{section.value}")).content.decode())
        rows = [
            row
            for model in guidefiles.KINDS.values()
            for row in model.objects.all()
            if model not in OWN_PAGES and row.page == section
        ]
        missing = [
            row.label for row in rows for name in row.texts if squeezed(getattr(row, name)) not in words
        ]
        assert missing == []


def text_of(page: str) -> str:
    """The page's words without markup and without the explanations that appear on hover."""
    shown = re.sub(r'<span class="term-tip".*?</span>', "", page)
    return squeezed(unescape(re.sub(r"<[^>]+>", "", shown)))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_the_overview_counts_the_rows(page):
    overview = page("guide")

    assert [words for words in COUNTS if words not in overview] == []


COUNTS = (
    "4 work areas, 20 activities",
    "3 roles",
    "3 levels, 17 capabilities, 9 to grow toward",
    "4 focus areas, 160 questions",
    "4 mistakes",
    "5 sources, 3 backgrounds",
    "11 flags",
    "8 terms",
)


def test_the_flags_page_says_first_that_a_flag_only_informs(page):
    words = page("guide-flags")

    assert "Nothing is ever rejected, hidden or advanced by a rule alone." in words
    assert (
        words.index("Nothing is ever rejected") < words.index("7 green flags") < words.index("4 yellow flags")
    )


def test_the_flags_page_names_the_rules_in_force(page):
    assert "Shipped rules, revision 1, in force since" in page("guide-flags")


def test_a_role_with_nothing_to_name_says_so(page):
    assert page("guide-roles").count("nothing to name") == 1


def test_each_focus_area_names_the_guides_own_questions_and_counts_the_banks(page):
    words = page("guide-focus-areas")
    shipped = [row.code for row in guidefiles.read().rows if row.model is Question]

    assert [code for code in ids(words) if code in shipped] == shipped[:16]
    assert words.count("40 questions</a> in the bank") + words.count("40 questions in the bank</a>") == 4
    assert 'href="/guide/questions/?area=incident&amp;level=senior">16 for senior</a>' in words


def test_retired_questions_are_not_shown(guide, admin, page):
    old = Question.objects.get(code="incident.monitoring")
    edit_guide_row(row=old, by=admin, texts={"text": "What do you watch?"})

    words = page("guide-focus-areas")

    assert "What do you watch?" in words
    assert old.text not in words


def test_a_row_with_a_persons_words_is_marked(guide, admin, page):
    edit_guide_row(row=Term.objects.get(code="sca"), by=admin, texts={"meaning": "Dependencies"})

    assert page("guide-glossary").count("Your wording") == 1


def test_only_admins_see_edit_links(guide, admin, recruiter, member, auditor, client_for):
    pages = {
        user.role: client_for(user).get(reverse("rubrics:guide-activities")).content.decode()
        for user in (admin, recruiter, member, auditor)
    }

    links = {role: words.count("/edit/") for role, words in pages.items()}
    assert links == {"admin": 24, "recruiter": 0, "member": 0, "auditor": 0}


def test_only_admins_see_the_list_of_edited_rows(guide, admin, member, client_for):
    edit_guide_row(row=Activity.objects.get(code="sast"), by=admin, texts={"detail": "Semgrep, CodeQL"})
    overview = reverse("rubrics:guide")

    shown = [client_for(user).get(overview).content.decode() for user in (admin, member)]

    assert ["activity sast" in words for words in shown] == [True, False]


def test_the_overviews_list_of_edited_rows_is_one_query(guide, admin, client_for, django_assert_num_queries):
    client = client_for(admin)
    client.get(reverse("rubrics:guide"))
    for code in ("sast", "dast", "sca"):
        edit_guide_row(row=Term.objects.get(code=code), by=admin, texts={"meaning": code})

    with django_assert_num_queries(QUERIES["guide"] + 1):
        client.get(reverse("rubrics:guide"))


def test_a_rows_address_is_its_place(guide):
    rows: list[SourcedRow] = [
        Activity.objects.get(code="sast"),
        Question.objects.get(code="incident.monitoring"),
    ]

    assert [row.get_absolute_url() for row in rows] == [
        "/guide/activities/#sast",
        "/guide/questions/incident.monitoring/",
    ]


def test_the_guide_is_in_the_navigation(page):
    assert f'href="{reverse("rubrics:guide")}" aria-current="page"' in page("guide-levels")
