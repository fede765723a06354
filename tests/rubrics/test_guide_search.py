import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from rubrics import queries
from rubrics.choices import Section

pytestmark = pytest.mark.django_db


def found(text, user):
    search = queries.search_guide(text, user=user)
    return {section: [hit.row.code for hit in hits] for section, hits in search.sections}


def test_a_word_is_found_in_every_kind_of_row(guide, member):
    assert found("vault", member) == {Section.ACTIVITIES: ["secrets"], Section.FLAGS: ["secrets_management"]}


@pytest.mark.parametrize(
    ("text", "section", "code"),
    [
        ("policies rbac", Section.ACTIVITIES, "kubernetes"),
        ("embedded", Section.ROLES, "devsecops_engineer.place"),
        ("build-or-buy", Section.LEVELS, "senior.5"),
        ("inclusively", Section.LEVELS, "years_months"),
        ("sql injection", Section.FOCUS_AREAS, "knowledge.sql_injection"),
        ("police", Section.MISTAKES, "gatekeeper"),
        ("def con", Section.SOURCING, "security_communities"),
        ("SonarQube", Section.FLAGS, "scanning_tools"),
        ("worldwide", Section.GLOSSARY, "owasp"),
        ("shift-left", Section.GLOSSARY, "shift_left"),
        ("build or buy", Section.LEVELS, "senior.5"),
        ("no_devops_cicd", Section.FLAGS, "no_devops_cicd"),
    ],
)
def test_each_section_is_searched(guide, member, text, section, code):
    assert code in found(text, member)[section]


def test_a_row_must_have_every_word(guide, member):
    assert found("vault cyberark", member) == {Section.FLAGS: ["secrets_management"]}


def test_capitals_do_not_matter(guide, member):
    assert found("VAULT", member) == found("vault", member)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("cobol", "No row of the guide contains “cobol”. Try a shorter or another word."),
        ("cobol fortran", "No row of the guide contains any of these words. Try shorter or other ones."),
        (
            "vault cobol",
            "No row of the guide contains “cobol”. The other words stand in it: leave out the missing.",
        ),
        ("vault inclusively", "Each word stands in the guide, but no row has all of them. Leave one out."),
        ("", "Type a word that stands in the guide."),
        (" - ", "Type a word that stands in the guide."),
    ],
)
def test_where_nothing_is_found_it_says_why(guide, member, text, why):
    search = queries.search_guide(text, user=member)

    assert (search.count, search.why) == (0, why)


def test_a_stranger_finds_nothing(guide):
    assert queries.search_guide("vault", user=AnonymousUser()).count == 0


def test_the_page_shows_where_the_word_stands(guide, member, client_for):
    page = client_for(member).get(reverse("rubrics:guide"), {"q": "Vault"}).content.decode()

    assert "2 rows of the guide" in page
    assert f'href="{reverse("rubrics:guide-flags")}#secrets_management"' in page
    assert "<mark>Vault</mark>, AWS Secrets Manager" in page


def test_the_page_says_why_nothing_is_found(guide, member, client_for):
    answer = client_for(member).get(reverse("rubrics:guide"), {"q": "cobol"})

    assert answer.status_code == 200
    assert "No row of the guide contains “cobol”." in answer.content.decode()


def test_what_was_searched_for_is_text_not_markup(guide, member, client_for):
    page = client_for(member).get(reverse("rubrics:guide"), {"q": "<b>x"}).content.decode()

    assert "<b>x" not in page
    assert "&lt;b&gt;x" in page


def test_a_search_is_one_query_per_kind_of_row(guide, member, client_for, django_assert_num_queries):
    client = client_for(member)
    client.get(reverse("rubrics:guide"))

    with django_assert_num_queries(18):
        client.get(reverse("rubrics:guide"), {"q": "security"})
