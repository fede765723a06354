import pytest
from django.test import RequestFactory

from recruiting.web.lists import page_of, sort_of

COLUMNS = {"name": ["name", "pk"], "applied": ["-applied_at", "pk"]}


def asked(query: str = ""):
    return RequestFactory().get(f"/jobs/?{query}")


def test_a_page_says_how_many_there_are():
    page = page_of(asked("page=2"), range(120))
    assert (page.count, page.first, page.last, page.number, page.pages) == (120, 51, 100, 2, 3)
    assert list(page) == list(range(50, 100))


def test_links_keep_the_filters():
    page = page_of(asked("level=mid&level=senior&page=2"), range(120))
    assert page.previous_link == "?level=mid&level=senior"
    assert page.next_link == "?level=mid&level=senior&page=3"


@pytest.mark.parametrize(("number", "shown"), [("0", 3), ("99", 3), ("x", 1), ("", 1), ("-1", 3)])
def test_a_number_that_does_not_exist_gives_a_page(number, shown):
    assert page_of(asked(f"page={number}"), range(120)).number == shown


def test_an_empty_list_has_one_empty_page():
    page = page_of(asked(), [])
    assert (page.count, page.first, page.last, page.pages, list(page)) == (0, 0, 0, 1, [])
    assert (page.previous_link, page.next_link) == ("", "")


def test_keys_become_rows_in_their_order_and_what_has_gone_is_left_out():
    rows = {number: f"row {number}" for number in range(50, 100) if number != 51}
    page = page_of(
        asked("page=2"), range(120), load=lambda keys: {key: rows[key] for key in keys if key in rows}
    )
    assert (page.rows[:2], len(page), page.count) == (["row 50", "row 52"], 49, 120)


def test_sorting_by_a_column_and_back():
    assert sort_of(asked("sort=name"), COLUMNS, "applied").order_by == ["name", "pk"]
    assert sort_of(asked("sort=-applied"), COLUMNS, "name").order_by == ["applied_at", "-pk"]


@pytest.mark.parametrize("sort", ["password", "name__owner", "--name", "", "-"])
def test_other_columns_never_reach_the_database(sort):
    assert sort_of(asked(f"sort={sort}"), COLUMNS, "-applied").order_by == ["applied_at", "-pk"]


def test_a_heading_turns_its_sorting_round_and_starts_at_page_one():
    sort = sort_of(asked("q=x&sort=name&page=3"), COLUMNS, "applied")
    assert (sort.aria("name"), sort.aria("applied")) == ("ascending", "")
    assert sort.link("name") == "?q=x&sort=-name"
    assert sort.link("applied") == "?q=x&sort=applied"


def test_a_heading_may_begin_with_the_most():
    links = {
        query: sort_of(asked(query), COLUMNS, "name", down_first=("applied",)).link("applied")
        for query in ("", "sort=-applied", "sort=applied")
    }
    assert links == {"": "?sort=-applied", "sort=-applied": "?sort=applied", "sort=applied": "?sort=-applied"}
