"""Date ranges as people write them: each written form, and what looks like a date and is none."""

import pytest

from candidates.screening.dates import find_ranges, has_range
from candidates.screening.durations import duration_in, without_durations

# The text, the first month, the last month (None: open to the present).
RANGES = [
    ("Jan 2020 – Present", "2020-01", None),
    ("January 2020 - Current", "2020-01", None),
    ("01/2020-03/2022", "2020-01", "2022-03"),
    ("01/2020 - 03/2022", "2020-01", "2022-03"),
    ("1/2020 – 3/2022", "2020-01", "2022-03"),
    ("03.2019 – 04.2021", "2019-03", "2021-04"),
    ("2019-03 – 2021-04", "2019-03", "2021-04"),
    ("2019-03 to 2021-04", "2019-03", "2021-04"),
    ("2019/03 - 2021/04", "2019-03", "2021-04"),
    ("2019.03 - 2021.04", "2019-03", "2021-04"),
    ("15.03.2019 - 30.04.2021", "2019-03", "2021-04"),
    ("15/03/2019 - 30/04/2021", "2019-03", "2021-04"),
    ("03/15/2019 - 04/30/2021", "2019-03", "2021-04"),
    ("2019-03-15 to 2021-04-30", "2019-03", "2021-04"),
    ("15 March 2019 – 30 April 2021", "2019-03", "2021-04"),
    ("March 15, 2019 - April 30, 2021", "2019-03", "2021-04"),
    ("1st June 2018 to 31st May 2020", "2018-06", "2020-05"),
    ("Jan. 2020 - Feb. 2021", "2020-01", "2021-02"),
    ("Jan, 2020 – Feb, 2021", "2020-01", "2021-02"),
    ("JAN 2020 – FEB 2021", "2020-01", "2021-02"),
    ("Jan 2020—Feb 2021", "2020-01", "2021-02"),
    ("Jan 2020 to Feb 2021", "2020-01", "2021-02"),
    ("From Jan 2020 to Feb 2021", "2020-01", "2021-02"),
    ("from January 2020 until February 2021", "2020-01", "2021-02"),
    ("Jan 2020 through Feb 2021", "2020-01", "2021-02"),
    ("Jan '20 – Feb '21", "2020-01", "2021-02"),
    ("Jan-20 - Feb-21", "2020-01", "2021-02"),
    ("Jan 20 - Feb 21", "2020-01", "2021-02"),
    ("Jan-2020 to Feb-2021", "2020-01", "2021-02"),
    ("Jan2020 - Feb2021", "2020-01", "2021-02"),
    ("Jan – Mar 2020", "2020-01", "2020-03"),
    ("January to March 2020", "2020-01", "2020-03"),
    ("01 - 03/2020", "2020-01", "2020-03"),
    ("01/20 - 03/22", "2020-01", "2022-03"),
    ("01/'20 - 03/'22", "2020-01", "2022-03"),
    ("(Jan 2020 - Feb 2021)", "2020-01", "2021-02"),
    ("[01/2020 - 02/2021]", "2020-01", "2021-02"),
    ("since 2019", "2019-07", None),
    ("since March 2019", "2019-03", None),
    ("Since 03/2019", "2019-03", None),
    ("since: 03/2019", "2019-03", None),
    ("from March 2019", "2019-03", None),
    ("From 03/2019 to date", "2019-03", None),
    ("03/2019 - till date", "2019-03", None),
    ("03/2019 to till date", "2019-03", None),
    ("03/2019 – ongoing", "2019-03", None),
    ("03/2019 – now", "2019-03", None),
    ("03/2019 - today", "2019-03", None),
    ("03/2019 – Till now", "2019-03", None),
    ("03/2019 -", "2019-03", None),
    ("March 2019 – …", "2019-03", None),
    ("03/2019 - to present", "2019-03", None),
    ("2019-03 / today", "2019-03", None),
    ("03/2019/present", "2019-03", None),
    ("March 2019 onwards", "2019-03", None),
    ("March 2019 onward", "2019-03", None),
    ("March 2019 – to the present", "2019-03", None),
    ("March 2019 – present day", "2019-03", None),
    ("March 2019 – Present (2 years 3 months)", "2019-03", None),
    ("Mar 2019 - May 2021 · 2 yrs 3 mos", "2019-03", "2021-05"),
    ("Summer 2021", "2021-06", "2021-08"),
    ("Spring 2018 - Fall 2019", "2018-03", "2019-11"),
    ("Summer 2018 – Present", "2018-06", None),
    ("Q1 2019 - Q3 2020", "2019-01", "2020-09"),
    ("Q1/2019 – Q3/2020", "2019-01", "2020-09"),
    ("early 2019 - late 2021", "2019-01", "2021-12"),
    ("mid-2019 to present", "2019-06", None),
    ("2018–2020", "2018-01", "2019-12"),
    ("2018 - 2020", "2018-01", "2019-12"),
    ("2018 to 2020", "2018-01", "2019-12"),
    ("2018-20", "2018-01", "2019-12"),
    ("2018–present", "2018-07", None),
    ("2018 - now", "2018-07", None),
    ("2020 - 2020", "2020-01", "2020-06"),
    ("'18 – '20", "2018-01", "2019-12"),
    ("Present - March 2019", "2019-03", None),
    ("2019 March to 2020 January", "2019-03", "2020-01"),
    ("2019 Mar – 2020 Jan", "2019-03", "2020-01"),
    ("06th May 2013 to till the\ndate", "2013-05", None),
    ("May 2013\nto\nJune 2015", "2013-05", "2015-06"),
    ("May 2013 -\nJune 2015", "2013-05", "2015-06"),
    ("Started: March 2019, Ended: May 2021", "2019-03", "2021-05"),
    ("Start date: 03/2019 End date: 05/2021", "2019-03", "2021-05"),
    ("Start: March 2019 | End: May 2021", "2019-03", "2021-05"),
    ("03/2019 | 05/2021", "2019-03", "2021-05"),
    ("Mar 2019 → Present", "2019-03", None),
    ("Mar 2019 -- Dec 2020", "2019-03", "2020-12"),
    ("Mar 2019 --- Dec 2020", "2019-03", "2020-12"),
    ("Mar 2019 ‐ Dec 2020", "2019-03", "2020-12"),
    ("Mar 2019  Dec 2020", "2019-03", "2020-12"),
    ("March of 2019 to December of 2020", "2019-03", "2020-12"),
    ("Sept 2019 – Oct 2020", "2019-09", "2020-10"),
    ("Between March 2019 and May 2021", "2019-03", "2021-05"),
    ("between 2018 and 2020", "2018-01", "2019-12"),
    ("March 2019 - May 2021 and June 2022 - July 2023", "2019-03", "2021-05"),
    ("March 2019 / May 2021", "2019-03", "2021-05"),
    ("joined in March 2019", "2019-03", None),
    ("2019 - Current", "2019-07", None),
    ("Currently since March 2019", "2019-03", None),
    ("Jan 1st 2020 - Dec 31st 2021", "2020-01", "2021-12"),
    ("08/01/2019 - 07/31/2021", "2019-08", "2021-07"),
    ("12-2019 – 03-2021", "2019-12", "2021-03"),
    ("12/2019–Pres.", "2019-12", None),
    ("12/2019 – Pres", "2019-12", None),
    ("12/2019-current position", "2019-12", None),
    ("FY2019 - FY2021", "2019-01", "2020-12"),
    ("1 Jan 20 - 5 Feb 21", "2020-01", "2021-02"),
]
NO_RANGE = [
    "Windows Server 2012/2016",
    "Windows Server 2016 to 2019",
    "ISO 27001:2013",
    "CVE-2021-44228",
    "2000+ hosts",
    "+1 555 2019 2021",
    "version 2019.1",
    "20190301 - 20201231",
    "March 2022 - January 2020",
    "$2000 - $2010",
    "moved 2015 servers to 2020 racks",
]


def _label(month: int | None) -> str | None:
    return None if month is None else f"{month // 12:04d}-{month % 12 + 1:02d}"


@pytest.mark.parametrize(("text", "first", "last"), RANGES)
def test_a_range_is_read_in_each_way_of_writing_it(text, first, last):
    found = find_ranges(text)[0]

    assert (_label(found.first), _label(found.last), found.single) == (first, last, False)


@pytest.mark.parametrize("text", NO_RANGE)
def test_numbers_that_look_like_dates_are_no_range(text):
    assert not has_range(text)


def test_a_single_date_is_marked_as_single():
    assert [(found.single, _label(found.first)) for found in find_ranges("01/2020")] == [(True, "2020-01")]


def test_two_ranges_joined_by_and_stay_two():
    found = find_ranges("March 2019 - May 2021 and June 2022 - July 2023")

    assert [(_label(r.first), _label(r.last)) for r in found] == [
        ("2019-03", "2021-05"),
        ("2022-06", "2023-07"),
    ]


def test_a_month_at_the_end_of_a_line_belongs_to_the_year_below():
    assert _label(find_ranges("Acme, January\n2020 - December 2020")[0].first) == "2020-01"


def test_one_american_date_makes_the_slashed_dates_of_the_text_american():
    found = find_ranges("03/04/2019 - 05/06/2020\nsince 07/28/2021")

    assert (_label(found[0].first), _label(found[0].last)) == ("2019-03", "2020-05")


def test_offsets_cover_the_written_range():
    text = "Engineer, Acme, Jan 2020 – Present (remote)"
    found = find_ranges(text)[0]

    assert text[found.start : found.end] == "Jan 2020 – Present"


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2 yrs 3 mos", 27),
        ("3.5 years", 42),
        ("18 months", 18),
        ("1 year and 2 months", 14),
        ("some time", None),
    ],
)
def test_durations_in_words_count_months(text, months):
    assert duration_in(text) == months


def test_a_header_can_be_read_without_its_durations():
    assert without_durations("Acme 5 years 8 months").strip() == "Acme"
