"""Which months count, by the hiring guide's section 7: relevant years."""

import datetime as dt

import pytest

from candidates.screening.sections import split_lines
from candidates.screening.timeline import read_timeline

AS_OF = "2026-11-01"
# What the resume holds: its text, the relevant months (None: unknown).
RESUMES = {
    "overlaps count once": (
        "EXPERIENCE\nSecurity Engineer, Acme, Jan 2020 - Dec 2021\n- Ran scans.\nDevOps Engineer, Foo, Jul 2021 - Jun 2022\n- Built pipelines.",
        30,
    ),
    "an internship counts half": (
        "EXPERIENCE\nSoftware Engineering Intern, Acme, Jan 2020 - Jun 2020\n- Wrote Python code.\n",
        3,
    ),
    "a student's year in a company counts half": (
        "EXPERIENCE\nSystems Administrator (placement year), Acme, Aug 2016 - Jul 2017\n- Linux servers.\n",
        6,
    ),
    "a month of work and internship counts once, in full": (
        "EXPERIENCE\nSecurity Intern, Acme, Jan 2020 - Jun 2020\nSecurity Engineer, Acme, Apr 2020 - Dec 2020\n",
        10.5,
    ),
    "a section of unpaid work": (
        "EXPERIENCE\nSecurity Engineer, Acme, Jan 2020 - Dec 2020\n\nVOLUNTEERING\nWebmaster, Food bank, Jan 2018 - Dec 2019\n- Website in PHP",
        12,
    ),
    "unpaid work among the jobs": (
        "EXPERIENCE\nSecurity Engineer, Acme, Jan 2020 - Dec 2020\n- x\nVolunteer IT support, Food bank, Jan 2018 - Dec 2019\n- Website in PHP",
        12,
    ),
    "studies": (
        "EXPERIENCE\nSecurity Engineer, Acme, Jan 2020 - Dec 2020\n\nEDUCATION\nMSc Cyber Security, Example University, Sep 2017 - Jun 2019\nBSc Computer Science, 2014 - 2017",
        12,
    ),
    "projects of their own": (
        "EXPERIENCE\nSecurity Engineer, Acme, Jan 2020 - Dec 2020\n\nPERSONAL PROJECTS\nHome lab, Jan 2018 - present\n- Kubernetes cluster at home",
        12,
    ),
    "an end in the future": ("EXPERIENCE\nSecurity Engineer, Acme, Jan 2026 - Dec 2027\n", 10),
    "a start in the future": (
        "EXPERIENCE\nSecurity Engineer, Acme, Jan 2020 - Dec 2020\nSecurity Architect, Foo, Jan 2027 - present",
        12,
    ),
    "an end before its start": (
        "EXPERIENCE\nSecurity Engineer, Acme, Dec 2021 - Jan 2020\n- scans\nDevOps Engineer, Foo, Jan 2022 - Dec 2022",
        12,
    ),
    "no dates at all": ("EXPERIENCE\nSecurity Engineer, Acme\n- Ran scans for 6+ years of experience", None),
    "a claimed total beside dates": (
        "Over 10 years of experience in security.\n\nEXPERIENCE\nSecurity Engineer, Acme, Jan 2020 - Dec 2020\n",
        12,
    ),
    "nothing technical": ("EXPERIENCE\nCashier, Foo Market, Jan 2018 - Dec 2019\n- Sold things\n", 0),
    "a job of another trade": (
        "EXPERIENCE\nSecurity Engineer, Acme, Jan 2020 - Dec 2020\n- x\nWaiter, Cafe, Jan 2018 - Dec 2019\n- Served food\n",
        12,
    ),
    "open since": ("EXPERIENCE\nSecurity Engineer, Acme, since Jan 2026\n", 10),
    "part time counts in full": (
        "EXPERIENCE\nDeveloper (part-time), Acme, Jan 2020 - Dec 2020\n- Python\n",
        12,
    ),
    "a doctoral student": (
        "EXPERIENCE\nPhD student, Example University, Jan 2015 - Dec 2018\nSecurity Engineer, Acme, Jan 2020 - Dec 2020\n",
        12,
    ),
    "parental leave between jobs": (
        "EXPERIENCE\nSecurity Engineer, Acme, Jan 2020 - Dec 2020\nParental leave, Jan 2021 - Dec 2021\nSecurity Engineer, Foo, Jan 2022 - Dec 2022",
        24,
    ),
    "a career break as an entry": (
        "EXPERIENCE\nSecurity Engineer, Acme, Jan 2022 - Dec 2022\n- x\nCareer break\nJan 2021 - Dec 2021\nTravel.\nDevOps Engineer, Foo\nJan 2020 - Dec 2020",
        24,
    ),
    "research with code": (
        "EXPERIENCE\nResearch Assistant, Example University, Jan 2020 - Dec 2020\n- Built a Python simulator and analysed malware.\n",
        12,
    ),
    "validity of certificates": (
        "EXPERIENCE\nSecurity Engineer, Acme, Jan 2020 - Dec 2020\n\nCERTIFICATIONS\nOSCP, Mar 2015 - Mar 2018\nAWS Security Specialty (2019 - 2022)",
        12,
    ),
    "courses": (
        "EXPERIENCE\nSecurity Engineer, Acme, Jan 2020 - Dec 2020\n\nTRAINING\nDevOps bootcamp, Jan 2015 - Mar 2018",
        12,
    ),
    "projects inside a job": (
        "EXPERIENCE\nSecurity Engineer, Acme, Jan 2018 - Dec 2020\n- Project X (Jan 2019 - Jun 2019): Vault\n- Project Y, 2020",
        36,
    ),
    "a since in the summary": (
        "SUMMARY\nDevOps engineer since 2012 with a background in Linux.\n\nEXPERIENCE\nDevOps Engineer, Acme, Jan 2020 - Dec 2020",
        12,
    ),
    "military service": (
        "EXPERIENCE\nSecurity Engineer, Acme, Jan 2020 - Dec 2020\nMilitary service, Army, Jan 2018 - Dec 2019",
        12,
    ),
    "teaching": (
        "EXPERIENCE\nSecurity Engineer, Acme, Jan 2020 - Dec 2020\nMath teacher, High School, Jan 2018 - Dec 2019",
        12,
    ),
    "a table": (
        "EXPERIENCE\nPeriod\tRole\tCompany\n01/2020 - 12/2020\tSecurity Engineer\tAcme\n01/2018 - 12/2019\tDeveloper\tFoo",
        36,
    ),
    "a side job beside the main one": (
        "WORK EXPERIENCE\nFreelance developer\n2019 – present\nSoftware Engineer, Acme\nJan 2019 – Oct 2026",
        94,
    ),
    "two-digit years": ("EXPERIENCE\nSecurity Engineer, Acme, 01/20 - 12/20", 12),
    "years with an apostrophe": ("EXPERIENCE\nSecurity Engineer, Acme, Jan '20 - Dec '20", 12),
    "a date over two rows": ("EXPERIENCE\nSecurity Engineer, Acme, January\n2020 - December 2020", 12),
    "a date column over two rows": (
        "EXPERIENCE\nJan 2020 -\nDec 2020\nSecurity Engineer\nAcme Ltd\n- scans",
        12,
    ),
    "years alone count their difference": ("EXPERIENCE\nSecurity Engineer, Acme (2018 - 2020)", 24),
    "the same year twice is half a year": ("EXPERIENCE\nSecurity Engineer, Acme (2018 - 2018)", 6),
    "one year alone": ("EXPERIENCE\nSecurity Engineer, Acme, 2018", 6.0),
    "a year to the present starts in its middle": (
        "EXPERIENCE\nSecurity Engineer, Acme (2018 - present)",
        100,
    ),
    "support with systems administration": (
        "EXPERIENCE\nIT Support Specialist, Acme, Jan 2020 - Dec 2020\n- Administered Active Directory, Exchange and Linux servers\n- PowerShell scripts",
        12,
    ),
    "a season": ("EXPERIENCE\nSoftware Developer, Acme, Summer 2021", 3),
    "a co-op term": ("EXPERIENCE\nCo-op Software Developer, Acme, Jan 2020 - Aug 2020\n- Java", 4),
    "a working student": (
        "EXPERIENCE\nWorking student software development, Acme, Jan 2020 - Dec 2020\n- Java",
        6,
    ),
}


def read(text: str, as_of: str = AS_OF):
    return read_timeline(split_lines(text), text, as_of=dt.date.fromisoformat(as_of))


@pytest.mark.parametrize(("text", "months"), RESUMES.values(), ids=RESUMES.keys())
def test_relevant_months(text, months):
    assert read(text).months == months


def test_without_dates_the_years_are_unknown_with_a_reason_and_the_claim():
    timeline = read("Over 10 years of experience in security.\n\nEXPERIENCE\nSecurity Engineer, Acme\n")

    assert (timeline.months, timeline.reason, timeline.claimed_years) == (None, "No dates found.", 10.0)


def test_studies_with_dates_leave_the_years_unknown():
    timeline = read("EDUCATION\nBSc Computer Science, Example University, 2012 - 2015\n")

    assert (timeline.months, timeline.reason) == (None, "No dates of work found.")


def test_a_claim_never_replaces_the_dates():
    timeline = read("10+ years of experience\n\nEXPERIENCE\nSecurity Engineer, Acme, Jan 2020 - Dec 2020\n")

    assert (timeline.months, timeline.claimed_years, timeline.reason) == (12, 10.0, None)


@pytest.mark.parametrize(
    ("as_of", "months"),
    [("2026-10-31", 9), ("2026-11-01", 10), ("2026-02-15", 1), ("2026-01-10", 0)],
)
def test_a_job_to_the_present_ends_with_the_last_full_month(as_of, months):
    assert read("EXPERIENCE\nSecurity Engineer, Acme, Jan 2026 - Present\n", as_of).months == months


def test_a_position_says_when_it_ended_and_what_it_counts():
    text = "EXPERIENCE\nSecurity Intern, Acme Ltd, Jan 2020 - Jun 2020\n- Ran scans.\n"
    position = read(text).positions[0]

    assert (position.start, position.end, position.present) == ("2020-01", "2020-06", False)
    assert (position.months, position.weight, position.relevant) == (6, 0.5, True)
    assert text[slice(*position.span)] == "Jan 2020 - Jun 2020"
    assert text[slice(*position.body)] == text[len("EXPERIENCE\n") :].rstrip()


def test_a_present_position_has_no_end():
    position = read("EXPERIENCE\nSecurity Engineer, Acme, Jan 2020 - Present\n").positions[0]

    assert (position.end, position.present) == (None, True)


def test_an_empty_text_has_no_positions():
    timeline = read("")

    assert (timeline.positions, timeline.months, timeline.claimed_years) == ((), None, None)


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("6+ years of experience in DevOps", 6.0),
        ("Having 3.5 years of professional experience", 3.5),
        ("over ten years in security", 10.0),
        ("Experience: 8 yrs", 8.0),
        ("Founded 5 years ago", None),
        ("a company with 200 years of history", None),
        ("kept logs for 2 years", None),
    ],
)
def test_years_claimed_in_words(sentence, years):
    assert read(f"SUMMARY\n{sentence}\n").claimed_years == years


def test_a_thousand_dates_are_read_and_no_more():
    timeline = read("EXPERIENCE\n" + "Security Engineer, Acme, Jan 2020 - Dec 2020\n" * 3000)

    assert (len(timeline.positions), timeline.months) == (1000, 12)


@pytest.mark.parametrize(
    "text",
    [
        "EXPERIENCE\nx" + " " * 200_000 + "2019 - 2020",
        "EXPERIENCE\nSecurity Engineer 2019 - 2021 " + "(a" * 50_000,
        pytest.param("EXPERIENCE\n" + "Jan 2019 - Dec 2020 engineer; " * 5_000, marks=pytest.mark.slow),
        "EXPERIENCE\n" + "01/02/2019 - 03/04/2020 engineer\n" * 5_000,
        "2019 " * 50_000,
        "Security Engineer\n" * 100_000,
    ],
    ids=["spaces", "brackets", "one row", "full dates", "years", "rows"],
)
@pytest.mark.slow
@pytest.mark.once
def test_hostile_texts_end_and_give_no_negative_or_endless_time(text):
    timeline = read(text)

    assert timeline.months is None or 0 <= timeline.months <= 55 * 12


@pytest.mark.parametrize(
    ("dates", "doubts"),
    [
        ("Jan 2020 - Dec 2021", []),
        ("Jan 2020 - Present", []),
        ("Jan 2020 - Jan 2024", []),
        ("2020 - 2024", []),
        ("15.05.2020 - 31.12.2021", []),
        ("05/13/2020 - 06/30/2021", []),
        ("2016-19", []),
        ("Jan 2020 - Dec 2027", [("future_end", "Jan 2020 - Dec 2027")]),
        ("2020 - 2027", [("future_end", "2020 - 2027")]),
        ("Mar 2026 - Present", [("future_start", "Mar 2026 - Present")]),
        ("13/2020 - 12/2021", [("impossible_month", "13/2020")]),
        ("01/2020 - 00/2021", [("impossible_month", "00/2021")]),
    ],
)
def test_dates_that_do_not_count_as_they_are_written_are_told(dates, doubts):
    text = f"Experience\nDevOps Engineer, Kite | {dates}\n- Built pipelines in GitLab CI.\n"
    found = read_timeline(split_lines(text), text, as_of=dt.date(2024, 1, 15)).doubts
    assert [(doubt.reason, text[doubt.start : doubt.end]) for doubt in found] == doubts


def test_the_roles_at_an_employer_take_on_the_name_above_them_and_its_whole_time_is_no_job():
    text = (
        "Experience\n\n"
        "Zeta Freight AG, Bonn (Jan 2019 - today)\n\n"
        "Lead Developer (Jun 2021 - today)\n- Kotlin services\n\n"
        "Developer (Jan 2019 - May 2021)\n- Kotlin services\n"
    )
    positions = read_timeline(split_lines(text), text, as_of=dt.date(2026, 11, 1)).positions
    assert [(job.title, job.employer, job.start, job.end) for job in positions] == [
        ("Lead Developer", "Zeta Freight AG", "2021-06", None),
        ("Developer", "Zeta Freight AG", "2019-01", "2021-05"),
    ]


def test_a_whole_time_that_the_roles_below_do_not_fill_stays():
    text = (
        "Experience\n\n"
        "Zeta Freight AG, Bonn (Jan 2015 - today)\n\n"
        "Lead Developer (Jun 2021 - today)\n- Kotlin services\n"
    )
    positions = read_timeline(split_lines(text), text, as_of=dt.date(2026, 11, 1)).positions
    assert [(job.title, job.start) for job in positions] == [("", "2015-01"), ("Lead Developer", "2021-06")]


def test_the_head_of_a_table_that_lost_its_lines_names_no_employer():
    text = "Experience\nEmployer Title From To\nData Engineer Nov 2021 Present\nBuild Engineer Aug 2018 Oct 2021\n"
    positions = read_timeline(split_lines(text), text, as_of=dt.date(2026, 11, 1)).positions
    assert [(job.title, job.employer, job.start) for job in positions] == [
        ("Data Engineer", "", "2021-11"),
        ("Build Engineer", "", "2018-08"),
    ]
