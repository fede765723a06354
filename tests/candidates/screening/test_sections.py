"""Lines, the sections they stand in, and the sentences made of them."""

import pytest

from candidates.screening.sections import SECTIONS, split_lines, split_sentences


def sections(text: str) -> list[str]:
    return [line.section for line in split_lines(text) if line.text.strip()]


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(split_lines(text))]


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("EXPERIENCE", "experience"),
        ("Professional Experience:", "experience"),
        ("Relevant Technical Work Experience", "experience"),
        ("Career History", "experience"),
        ("E X P E R I E N C E", "experience"),
        ("## Work history", "experience"),
        ("Education", "education"),
        ("Academic Background", "education"),
        ("Licenses & Certifications", "certificates"),
        ("TECHNICAL SKILLS", "skills"),
        ("Core Competencies", "skills"),
        ("Personal Projects", "projects"),
        ("Training", "courses"),
        ("Publications", "publications"),
        ("Volunteer Experience", "volunteering"),
        ("Hobbies", "interests"),
        ("References", "references"),
        ("Career Objective", "objective"),
        ("POSITION SOUGHT", "objective"),
        ("Target role", "objective"),
        ("Tools I know", "skills"),
        ("About me", "summary"),
        ("Awards", "other"),
        ("Berufserfahrung", "experience"),
        ("now", "experience"),
        ("School", "education"),
        ("Boards", "volunteering"),
        ("Things I like", "interests"),
        ("TEACHING CAREER", "experience"),
        ("Nursing experience", "experience"),
        ("Military career", "experience"),
        ("Non-IT experience", "experience"),
        ("Cybersecurity experience", "experience"),
        ("Software engineering experience", "experience"),
        ("Additional experience", "experience"),
        ("Before IT", "experience"),
        ("Career timeline", "experience"),
        ("Where I’ve worked", "experience"),
        ("Positions", "experience"),
        ("Freelance work", "experience"),
        ("Riwayat pekerjaan", "experience"),
        ("Kinh nghiệm làm việc", "experience"),
        ("Carreira", "experience"),
        ("Skills and experience", "skills"),
        ("Unpaid work", "volunteering"),
        ("Pendidikan", "education"),
    ],
)
def test_a_heading_opens_its_section(heading, section):
    lines = split_lines(f"Jane Roe\n\n{heading}\nSomething stands here\n")

    assert (lines[2].heading, lines[2].section, lines[3].section) == (True, section, section)


@pytest.mark.parametrize(
    "row",
    [
        "Project management in an agile team",
        "Information Technology",
        "years of",
        "I gained experience with Docker",
        "Skills, tools and people,",
        "Career in network security",
        "Sales experience with firewalls, 2 years",
        "Teaching",
        "Security career coach",
        "Consulting engineer",
    ],
)
def test_content_is_no_heading(row):
    assert not split_lines(f"Jane Roe\n\nSUMMARY\n{row}\n")[3].heading


def test_every_section_is_one_of_the_known():
    text = "Jane\nEXPERIENCE\nx\nEDUCATION\ny\nSKILLS\nz\nODDITIES\nq"

    assert set(sections(text)) <= set(SECTIONS)


def test_offsets_and_numbers_point_into_the_text():
    text = "Jane Roe\n\nSKILLS\n• Python"

    for line in split_lines(text):
        assert text[line.start : line.end] == line.text
        assert text.split("\n")[line.number - 1] == line.text


def test_bullets_are_marked_and_headings_are_none():
    lines = split_lines("SKILLS\n• Python\n- Go\nâ\x80¢ Rust\nDocker")

    assert [line.bullet for line in lines] == [False, True, True, True, False]


def test_languages_are_human_or_not_by_what_follows():
    assert sections("EXPERIENCE\nx\nLANGUAGES\nEnglish, French")[-1] == "languages"
    assert sections("EXPERIENCE\nx\nLANGUAGES\nPython, Go, Bash")[-1] == "skills"


def test_a_label_before_its_content_opens_a_section_for_its_row():
    assert sections("EXPERIENCE\nEngineer\nEDUCATION\nBSc\nSkills: Docker, Vault")[-1] == "skills"


def test_a_label_inside_a_job_stays_in_the_job():
    assert (
        sections("EXPERIENCE\nEngineer, Acme, 2019 - 2021\nEnvironment: Jenkins, Docker")[-1] == "experience"
    )


def test_headings_in_a_column_beside_their_text_open_sections_that_go_on_below():
    text = (
        "Ada Field\nProfile\tAutomates what she can.\n"
        "Employment\tPlatform engineer, Blue Bank, 2019 - 2023\n- Wrote the deployment scripts.\n"
        "Academic qualifications\tBSc Computing, Leeds, 2012 - 2016\nMSc Networks, 2017\nLanguages\tEnglish, Dutch"
    )
    assert sections(text) == ["header", "summary", *["experience"] * 2, *["education"] * 2, "languages"]


def test_a_cell_that_says_an_amount_or_a_job_s_tools_opens_nothing():
    assert "experience" not in sections("Ada Field\nExperience\t5 years\nLocation\tPune")
    text = "Experience\nPlatform engineer, Blue Bank, 2019 - 2023\nTools\tJenkins, Docker\n- Wrote scripts."
    assert set(sections(text)) == {"experience"}


def test_projects_indented_inside_a_job_stay_in_the_job():
    text = (
        "Work Experience\n1) Gomti Ltd\n   Developer (Apr 2023 to Present)\n   Projects :\n   a. School portal\n"
        "2) Techvidya\n   Trainee (Feb 2023 to Mar 2023)\n"
    )

    assert set(sections(text)) == {"experience"}


def test_projects_at_the_margin_are_a_section():
    assert sections("EXPERIENCE\nDeveloper, Acme, 2019 - 2021\nPROJECTS\nHome lab")[-1] == "projects"


def test_without_headings_a_dated_row_is_experience_or_education():
    text = "Jane Roe\nSecurity engineer\nEngineer, Acme, 2019 - 2021\nBSc Computer Science, 2015 - 2018"

    assert sections(text)[2:] == ["experience", "education"]


def test_prose_above_the_first_heading_is_the_summary():
    text = (
        "Jane Roe\n" + "I secure pipelines and like to explain how they are secured. " * 2 + "\nEXPERIENCE\nx"
    )

    assert sections(text)[:2] == ["header", "summary"]


def test_a_wrapped_bullet_is_one_sentence():
    text = "EXPERIENCE\n- Put Trivy into the build of each of the forty teams and made\n  it fail on critical findings.\n- Wrote Go."

    assert [" ".join(s.split()) for s in sentences(text)] == [
        "EXPERIENCE",
        "Put Trivy into the build of each of the forty teams and made it fail on critical findings.",
        "Wrote Go.",
    ]


def test_each_row_of_a_skills_list_is_a_sentence():
    assert sentences("SKILLS\nPython\nVault and Terraform\nGo") == [
        "SKILLS",
        "Python",
        "Vault and Terraform",
        "Go",
    ]


def test_a_row_of_skills_that_ends_in_a_comma_goes_on_in_the_next():
    text = "Skills\nKubernetes, SonarQube, Ansible,\nTerraform,\nVault\nBash, Go,\nTools: Trivy, Falco"
    assert sentences(text) == [
        "Skills",
        "Kubernetes, SonarQube, Ansible,\nTerraform,\nVault",
        "Bash, Go,",
        "Tools: Trivy, Falco",
    ]


@pytest.mark.parametrize(
    "header",
    [
        "Backend Developer, Kite Logistics | Aug 2021 - Mar 2022",
        "Aug 2021 - Mar 2022: Backend Developer at Kite Logistics",
        "Backend Developer\nKite Logistics | Leeds | Aug 2021 - Mar 2022",
    ],
)
def test_a_job_s_first_line_is_no_rest_of_a_bullet_without_a_full_stop(header):
    bullet = "Selenium suite of 620 cases is triggered by Jenkins after each deploy to SIT"
    text = f"Experience\n• {bullet}\n{header}\n• Moved secrets to Vault"
    assert sentences(text)[1] == bullet


def test_sentences_end_at_full_stops_but_not_at_abbreviations():
    text = "EXPERIENCE\nUsed tools, e.g. Trivy at Acme Inc. Berlin. Then I left. It was St. Mary."

    assert sentences(text)[1:] == [
        "Used tools, e.g. Trivy at Acme Inc. Berlin.",
        "Then I left.",
        "It was St. Mary.",
    ]


def test_bullets_that_lost_their_rows_are_parted():
    assert sentences("EXPERIENCE\n• Ran scans • Wrote Go • Hardened hosts")[1:] == [
        "Ran scans",
        "Wrote Go",
        "Hardened hosts",
    ]


def test_an_empty_text_has_one_empty_line_and_no_sentence():
    assert [line.text for line in split_lines("")] == [""]
    assert split_sentences(split_lines("")) == ()


@pytest.mark.parametrize(
    "header",
    [
        "Platform security engineer, Lighthouse Ferries, 2019 - 2024",
        "Platform security engineer, Lighthouse Ferries (03/2019 – present)",
        "Platform security engineer, Lighthouse Ferries, mars 2019 – aujourd'hui",
    ],
)
def test_a_job_s_first_line_is_no_part_of_the_sentence_below(header):
    text = f"Experience\n{header}\nKeeps Falco rules for twelve clusters and hears about each alert\nthat matters.\n"
    sentences = [text[s.start : s.end] for s in split_sentences(split_lines(text))]
    assert header in sentences


def test_a_column_beside_the_text_ends_where_the_letterhead_begins():
    text = "Languages\nFrench, German\nAda Example\nada@example.com\nRuns a scanner over each image.\nExperience\nSRE, Kelpie, 2019 - 2024\n"
    sections = {line.text: line.section for line in split_lines(text)}
    assert sections["French, German"] == "languages"
    assert sections["ada@example.com"] == "header"
    assert sections["Runs a scanner over each image."] not in ("languages", "skills")


def test_a_row_with_a_label_of_its_own_goes_on_with_no_other():
    rows = (
        "Bank: the estate of runners for builds, federation instead of keys",
        "Insurer: clusters from scratch, policies for pods, a report each sprint",
    )
    assert sentences("EXPERIENCE\n" + "\n".join(rows))[1:] == list(rows)


def test_a_row_that_ends_in_an_open_range_is_no_part_of_the_small_letters_below():
    rows = ("Kelpie Freight, Developer, 9/2023 –", "keeps the build service of forty teams running")
    assert sentences("EXPERIENCE\n" + "\n".join(rows))[1:] == list(rows)
