"""Where resumes put titles, employers and dates: each layout gives the same three jobs."""

import datetime as dt

import pytest

from candidates.screening.sections import split_lines
from candidates.screening.timeline import read_timeline

AS_OF = dt.date(2026, 11, 1)
ALL_MONTHS = 130  # January 2016 to October 2026
JOBS = [
    ("Senior DevSecOps Engineer", "Nordwind Logistics", "Hamburg", "03/2021", "present"),
    ("Software Developer", "Acme Retail Ltd", "Leeds, UK", "06/2018", "02/2021"),
    ("Information Security Analyst", "City of Ghent", "Ghent", "01/2016", "05/2018"),
]
DUTIES = [
    "- Ran Terraform and Jenkins pipelines for forty teams.\n- Hardened Linux servers.",
    "- Built REST APIs in Python.\n- Wrote unit tests and reviewed code.",
    "- Kept the Active Directory patched.\n- On call every third week.",
]
TOP = "Jane Roe\nDevSecOps engineer\njane@example.org | Hamburg\n\n"
END = "\nEDUCATION\nBSc Computer Science, Example University, 2012 - 2015\n\nSKILLS\nPython, Go, Terraform\n"

LAYOUTS = {
    "one row with bars": "{title} | {employer} | {start} - {end}",
    "title and date, employer below": "{title}\t{start} – {end}\n{employer}, {place}",
    "employer and date at the right, title below": "{employer}, {place}            {start} – {end}\n{title}",
    "employer, title, date in rows": "{employer}\n{title}\n{start} - {end}",
    "title, employer, date in rows": "{title}\n{employer}\n{start} - {end}",
    "title, employer, date, place in rows": "{title}\n{employer}\n{start} - {end}\n{place}",
    "network profile export": "{title}\n{employer} · Full-time\n{start} - {end} · 2 yrs 3 mos\n{place}",
    "employer, title, terms, date and place in rows": "{employer}\n{title}\nFull-time\n{start} - {end} · 2 yrs\n{place} · Hybrid",
    "employer, its terms, its country, title, date": "{employer}\nFull-time · 3 yrs 1 mo\n{place}, Netherlands\n{title}\n{start} - {end}",
    "employer with place, title, date": "{employer}, {place}, Germany\n{title}\n{start} - {end}",
    "title with terms, employer with terms": "{title} · Contract\n{employer} · Permanent\n{start} - {end} · 2 yrs 3 mos\n{place}, Texas",
    "employer with bars, place, title, date": "{employer} | {place}\n{title} | Full Time\n{start} - {end}",
    "date above title above employer": "{start} - {end}\n{title}\n{employer}, {place}",
    "date above employer above title": "{start} - {end}\n{employer}, {place}\n{title}",
    "date column, title, employer below": "{start} - {end}   {title}\n                    {employer}, {place}",
    "date column, employer and title": "{start}–{end}  {employer}, {title}",
    "title at employer": "{title} at {employer} ({start} – {end})",
    "title, employer (date)": "{title}, {employer} ({start} – {end})",
    "title @ employer": "{title} @ {employer}, {start} – {end}",
    "title - employer, date below": "{title} - {employer}\n{start} to {end}",
    "employer — title, date and place below": "{employer} — {title}\n{start} – {end} | {place}",
    "job board export with blank rows": "{title}\n\n{employer} -  {place} -\n\n{start} to {end}\n",
    "a bullet each": "• {title}, {employer}, {start} – {end}",
    "labelled rows": "Company: {employer}\nRole: {title}\nDuration: {start} to {end}",
    "other labels": "Employer: {employer}, {place}\nDesignation: {title}\nPeriod: {start} to {end}",
    "in a sentence": "Worked as {title} with {employer} from {start} to {end}.",
    "numbered": "1. {employer}, {place}\n   {title} ({start} - {end})",
    "date between title and employer": "{title}\n{start} – {end}\n{employer}",
    "date over two rows": "{title}\n{employer}\n{start} –\n{end}",
    "Europass": "Dates\t{start} – {end}\nOccupation or position held\t{title}\nName and address of employer\t{employer}, {place}",
    "Italian form with a bullet before each field": "• Date (da – a)\t{start} – {end}\n• Nome e indirizzo del datore di lavoro\t{employer}, {place}\n• Tipo di azienda o settore\tServizi\n• Tipo di impiego\t{title}\n• Principali mansioni e responsabilità\tReti",
    "Spanish form": "Fechas: {start} – {end}\nProfesión o cargo desempeñado: {title}\nNombre y dirección de la empresa: {employer}, {place}",
    "French form": "Dates\t{start} – {end}\nFonction ou poste occupé\t{title}\nNom et adresse de l'employeur\t{employer}, {place}",
    "German form": "Datum\t{start} – {end}\nBeruf oder Funktion\t{title}\nName und Adresse des Arbeitgebers\t{employer}, {place}",
    "Dutch form": "Data\t{start} – {end}\nFunctie of beroep\t{title}\nNaam en adres van de werkgever\t{employer}, {place}",
    "Polish labels": "Okres: {start} – {end}\nPracodawca: {employer}, {place}\nStanowisko: {title}",
    "German labels": "Zeitraum: {start} – {end}\nArbeitgeber: {employer}, {place}\nPosition: {title}",
    "Markdown, employer above title, place and dates": "## {employer}\n\n### {title} | {place} | {start} - {end}",
    "employer above title, place and dates": "{employer}\n{title} | {place} | {start} - {end}",
    "employer above title, place, dates in brackets": "**{employer}**\n*{title}*, {place} ({start} - {end})",
    "employer, title, dates and place": "## {employer}\n**{title}**\n{start} - {end} • {place}",
    "front matter": '- role: "{title}"\n  company: "{employer}"\n  range: "{start} — {end}"',
    "table with bars": "| {start} - {end} | {title} | {employer} |",
    "table with tabs": "{start} - {end}\t{employer}\t{title}",
    "Markdown with a link, place beside the dates": "### {title} at [{employer}](https://a.example/x)\n*{start} – {end}* | {place}",
    "Markdown with pictures": "### 🏦 {employer} — _{title}_\n**{start} – {end}**",
    "picture before the title": "### 🔐 **{title}**\n**{employer}** | *{start} – {end}*",
    "Markdown": "### {title}\n**{employer}** | *{start} – {end}*",
}
FIELDS = ("title", "employer", "place", "start", "end")


def _resume(layout: str, heading: str, *, blank: bool) -> str:
    entries = []
    for job, duties in zip(JOBS, DUTIES, strict=True):
        entries.append(f"{layout.format(**dict(zip(FIELDS, job, strict=True)))}\n{duties}\n")
    return TOP + heading + ("\n" if blank else "").join(entries) + END


def _timeline(text: str):
    return read_timeline(split_lines(text), text, as_of=AS_OF)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
@pytest.mark.parametrize("heading", ["EXPERIENCE\n", "Work History\n\n"])
@pytest.mark.parametrize("blank", [True, False], ids=["apart", "close"])
def test_a_layout_gives_months_titles_and_employers(layout, heading, blank):
    timeline = _timeline(_resume(layout, heading, blank=blank))

    assert timeline.months == ALL_MONTHS
    assert [(p.title, p.employer) for p in timeline.positions] == [(job[0], job[1]) for job in JOBS]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_a_resume_without_headings_gives_the_same_months(layout):
    assert _timeline(_resume(layout, "", blank=True)).months == ALL_MONTHS


def test_roles_nested_under_one_employer_all_name_it():
    timeline = _timeline(
        "EXPERIENCE\n\nBorealis Commerce\n5 years 8 months\nStaff Platform Engineer\nApril 2024 - Present\nMontreal\n\n"
        "Ran the deployment platform.\nMentor for three engineers.\n\n"
        "Senior Platform Engineer\nMarch 2021 - March 2024\nMontreal\n\nBuilt the clusters.\n"
    )

    assert [(p.title, p.employer) for p in timeline.positions] == [
        ("Staff Platform Engineer", "Borealis Commerce"),
        ("Senior Platform Engineer", "Borealis Commerce"),
    ]


def test_a_duty_that_ends_in_an_acronym_names_no_employer():
    timeline = _timeline(
        "EXPERIENCE\n\nFincorp\n3 years 4 months\nProduct Security Lead\nMarch 2025 - Present (1 year 8 months)\nUtrecht\n"
        "Own the secure SDLC.\nProduct Security Engineer\nAugust 2023 - March 2025 (1 year 8 months)\nWorkshops.\n"
    )

    assert [(p.title, p.employer) for p in timeline.positions] == [
        ("Product Security Lead", "Fincorp"),
        ("Product Security Engineer", "Fincorp"),
    ]


@pytest.mark.parametrize(
    ("rows", "employer"),
    [
        ("Role: Network engineer\nCargo Lines Ltd", "Cargo Lines Ltd"),
        ("Network engineer\nSector Alarm", "Sector Alarm"),
        ("Network engineer\nMission Control", "Mission Control"),
        ("Network engineer\nFunktion One", "Funktion One"),
        ("Network engineer\nDate Palm Hotels", "Date Palm Hotels"),
        ("Network engineer\nBranche Hospital", "Branche Hospital"),
        ("Network engineer\nClient First Bank", "Client First Bank"),
        ("Network engineer\nKestrel S.A.", "Kestrel S.A."),
    ],
)
def test_an_employer_whose_name_begins_like_a_field_keeps_it(rows, employer):
    position = _timeline(f"EXPERIENCE\n\n{rows}\n01/2019 - 12/2020\n- Routers\n").positions[0]

    assert (position.title, position.employer) == ("Network engineer", employer)


@pytest.mark.parametrize(
    "above",
    ["Platform Team", "Leeds, UK", "Selected Roles", "Most Recent", "Contract Work", "IT Department", "Ran Terraform pipelines", "Full-time", "Security Operations", "Current Position"],
)  # fmt: skip
def test_a_row_above_that_names_no_employer_leaves_the_one_beside_the_title(above):
    timeline = _timeline(
        f"EXPERIENCE\n\n{above}\nNetwork engineer | Osprey | 01/2019 - 12/2020\n- Routers\n\n"
        f"{above}\nLinux administrator | Merlin | 01/2017 - 12/2018\n- Servers\n"
    )

    assert [p.employer for p in timeline.positions] == ["Osprey", "Merlin"]


def test_the_owner_repeated_on_top_of_a_page_names_no_job():
    timeline = _timeline(
        "Page 1 of 2\nIMO ASH          Product Security\n\nEXPERIENCE\n\nTidewright\nSoftware Engineer, Sep 2018 – Oct 2021\n"
        "Quote engine.\n\nPage 2 of 2\nIMO ASH          Product Security\n\nSchools Library Service\n"
        "Library assistant, Oct 2015 – Aug 2017\n"
    )

    assert [(p.title, p.relevant) for p in timeline.positions] == [
        ("Software Engineer", True),
        ("Library assistant", False),
    ]


def test_a_heading_that_nobody_knows_ends_the_last_job():
    timeline = _timeline(
        "PROFILE\nI run a shop.\n\nEMPLOYMENT\n\nSales Assistant - Sportline\nAug 2017 - Sept 2019\n- Till work, deliveries\n\n"
        "SELF STUDY ROOM\nPython, Kali Linux, Wireshark, nmap, Metasploit, Burp, Splunk, SIEM, TryHackMe, OWASP\n\n"
        "EDUCATION\nGCSE, 2017\n"
    )

    assert (timeline.months, timeline.positions[0].title) == (0, "Sales Assistant")


def test_a_date_told_in_a_paragraph_is_no_job_of_its_own():
    timeline = _timeline(
        "EXPERIENCE\n\nSecurity Consultant, Blackmoor Ltd\nSeptember 2020 to February 2023\n"
        "External and internal infrastructure tests, build reviews of hosts, wireless, and a bit of social engineering. "
        "CHECK Team Member since 2021.\n"
    )

    assert [(p.title, p.employer, p.end) for p in timeline.positions] == [
        ("Security Consultant", "Blackmoor Ltd", "2023-02")
    ]


@pytest.mark.parametrize(
    ("row", "title", "employer"),
    [
        ("Senior Manager, Compliance & Information Risk | Merlion Ltd |", "Senior Manager, Compliance & Information Risk", "Merlion Ltd"),
        ("Acme, Inc., Boston , MA Security Engineer", "Security Engineer", "Acme, Inc."),
        ("Nordlys Games (QA & live services) – Intern, build team", "Intern, build team", "Nordlys Games"),
        ("Team Leader - Freshways Supermarket, Sparkhill", "Team Leader", "Freshways Supermarket"),
        ("Security Engineer, Osprey Identity, Leeds, UK", "Security Engineer", "Osprey Identity"),
        ("Data Analyst, Cloud Harbour, Austin, TX", "Data Analyst", "Cloud Harbour"),
        ("Engineer, Threat Detection, Osprey, Leeds", "Engineer, Threat Detection", "Osprey"),
        ("before that Linux admin", "Linux admin", ""),
        ("managed service provider", "", "managed service provider"),
        ("Lawn crew, Halvorsen Landscaping", "Lawn crew", "Halvorsen Landscaping"),
        ('Waiter, "The Anchor"', "Waiter", "The Anchor"),
        ('Developer, "Alpha" Games', "Developer", '"Alpha" Games'),
        ("SOC Analyst (Tier 2) at U.S. Bank", "SOC Analyst", "U.S. Bank"),
        ("Staff Engineer, Oracle", "Staff Engineer", "Oracle"),
        ("Kernel Engineer | Citrix", "Kernel Engineer", "Citrix"),
        ("DBA, Oracle, Merlion Bank", "DBA, Oracle", "Merlion Bank"),
        ("Network Engineer (Cisco), Osprey", "Network Engineer", "Osprey"),
        ("Splunk Administrator - Osprey", "Splunk Administrator", "Osprey"),
        ("Oracle DBA, Leeds Water", "Oracle DBA", "Leeds Water"),
        ("Consultant SAP at Osprey", "Consultant SAP", "Osprey"),
        ("Docker Trainer | Merlion Ltd", "Docker Trainer", "Merlion Ltd"),
    ],
)  # fmt: skip
def test_a_header_row_is_parted_into_title_and_employer(row, title, employer):
    position = _timeline(f"EXPERIENCE\n{row} 01/2019 - 12/2020\n").positions[0]

    assert (position.title, position.employer) == (title, employer)


def test_the_same_company_is_the_one_named_before():
    timeline = _timeline(
        "EXPERIENCE\nIT audit, savings bank, 01/2020 - 12/2021\nCOBOL programmer, same bank, 01/2018 - 12/2019\n"
    )

    assert [p.employer for p in timeline.positions] == ["savings bank", "savings bank"]


def test_a_job_without_a_title_takes_the_one_that_stands_with_its_employer():
    timeline = _timeline(
        "SOC Analyst L2\n\nSOC Analyst L2 - Suraksha Cyber Operations\nSkill Details\nPYTHON- Exprience - 12 months\n"
        "Company Details\ncompany - Suraksha Cyber Operations\ndescription - From December 2024 to till date\n\n"
        "Handled the SIEM queue.\n"
    )

    assert [(p.title, p.employer, p.start) for p in timeline.positions] == [
        ("SOC Analyst L2", "Suraksha Cyber Operations", "2024-12")
    ]


def test_jobs_told_in_prose_are_read_sentence_by_sentence_and_studies_left_out():
    timeline = _timeline(
        "I am a platform engineer. From March 2019 to June 2022 I worked at Hosting AG as a systems engineer, keeping 300 "
        "Linux servers alive. Since July 2022 I have been working for Video GmbH as platform engineer, where I run "
        "Kubernetes. I studied computer science at TU Example from 2014 to 2018.\n"
    )

    assert timeline.months == 92
    assert [(p.title, p.employer) for p in timeline.positions] == [
        ("systems engineer", "Hosting AG"),
        ("platform engineer", "Video GmbH"),
    ]


def test_months_are_right_beside_clients_and_duties():
    timeline = _timeline(
        "PROFESSIONAL EXPERIENCE\nClient: Big Bank, NY                  Jan 2020 – Present\nRole: Sr. DevOps Engineer\n"
        "Responsibilities:\n- Jenkins, Terraform\nEnvironment: AWS, Docker\n\n"
        "Client: Insurance Co, NJ                  Mar 2017 – Dec 2019\nRole: Build & Release Engineer\n"
        "Responsibilities:\n- Maven, Ant, Jenkins\n"
    )

    assert timeline.months == 116
    assert [(p.title, p.employer) for p in timeline.positions] == [
        ("Sr. DevOps Engineer", "Big Bank"),
        ("Build & Release Engineer", "Insurance Co"),
    ]
