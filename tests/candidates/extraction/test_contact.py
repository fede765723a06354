"""Whose resume it is: names from all over, and the lines that look like names and aren't."""

from __future__ import annotations

import pytest

from candidates.extraction import Document, Identity, identify, name_in_file_name


def identity(text: str) -> Identity:
    return identify(Document(text, "text"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jane Doe\nDevSecOps Engineer\njane@x.com", "Jane Doe"),
        ("Curriculum Vitae\nJan van der Berg", "Jan van der Berg"),
        ("RESUME\nName: Jane Doe", "Jane Doe"),
        ("Name\tJane Doe\nFather's Name\tJohn Doe", "Jane Doe"),
        ("First name: Jane\nLast name: Doe", "Jane Doe"),
        ("Resume of Jane McDonald", "Jane McDonald"),
        ("Jane Doe's Resume\nLondon", "Jane Doe"),
        ("JANE O'NEIL-SMITH\nLondon", "Jane O'Neil-Smith"),
        ("LUDWIG VAN BEETHOVEN\nComposer", "Ludwig van Beethoven"),
        ("JANE MCDONALD", "Jane McDonald"),
        ("Siobhán O’Brien", "Siobhán O’Brien"),
        ("Dr. José García Márquez, PhD", "José García Márquez"),
        ("Jane Doe, CISSP, OSCP", "Jane Doe"),
        ("Martin Lee King Jr.\nLondon", "Martin Lee King Jr."),
        (
            "Jean-Baptiste Aurélien de la Fontaine-Moreau the Younger\nDevSecOps Engineer",
            "Jean-Baptiste Aurélien de la Fontaine-Moreau the Younger",
        ),
        ("Jane Doe | Security Engineer | London", "Jane Doe"),
        ("Amit Kumar – DevOps Engineer", "Amit Kumar"),
        ("Jane Doe (she/her)\t2019 - 2021", "Jane Doe"),
        ("John Q. Public", "John Q. Public"),
        ("J. R. Smith", "J. R. Smith"),
        ("Mr. Rahul Kumar Sharma", "Rahul Kumar Sharma"),
        ("Nguyễn Văn An", "Nguyễn Văn An"),
        ("Łukasz Żółć", "Łukasz Żółć"),
        ("Иван Петров", "Иван Петров"),
        ("王小明", "王小明"),
        ("JANE\nDOE\nCloud Engineer", "Jane Doe"),
        ("Doe, Jane\njane.doe@x.com", "Jane Doe"),
        ("jane doe\njane.doe@x.com", "Jane Doe"),
        ("Austin TX\nJane Roe", "Jane Roe"),
        ("Skills\nDocker\nPython\nContact\njroe@x.com\nLondon\nProfile\nJane Roe\nEngineer", "Jane Roe"),
        ("Senior DevOps Engineer\nACME Corp\nNew York\nmary.poppins@mail.com", "Mary Poppins"),
    ],
)
def test_names(text, name):
    assert identity(text).name == name


@pytest.mark.parametrize(
    "text",
    [
        "Curriculum Vitae",
        "Senior DevOps Engineer\nKubernetes, Terraform",
        "Work Experience\nFirst Bank Ltd\nSan Francisco",
        "Terraform, Go, Jenkins, Argo Rollouts",
        "Pune, Maharashtra\n2019 - 2021",
        "PROFESSIONAL SUMMARY\nTwelve years in banks and insurers",
        "Site reliability engineer\nI keep a 90-node Kubernetes fleet alive",
        "devops.team@x.com",
        "jd1984@x.com",
        "• Jane Street\n• Morgan Stanley",
        "References\nName: Bob Smith" + "\nline" * 40,
        "",
    ],
)
def test_what_is_no_name(text):
    assert identity(text if "Bob" not in text else "Docker skills\n" * 40 + text).name is None


def test_addresses_once_each_and_in_order():
    text = "Jane Doe\nJane.Doe@Example.COM, jane.doe@example.com\nmailto:j+cv@mail.example.org."
    assert identity(text).emails == ("Jane.Doe@example.com", "j+cv@mail.example.org")


@pytest.mark.parametrize(
    ("line", "phones"),
    [
        ("+49 (0)30 123456-78", ("+493012345678",)),
        ("+1 (415) 555-0100", ("+14155550100",)),
        ("(415) 555-0100 | jane@x.com", ("4155550100",)),
        ("Mobile: 98765 43210", ("9876543210",)),
        ("Tel. 030/1234567", ("0301234567",)),
        ("Phone no.: 555 0100", ("5550100",)),
        ("+44 20 7946 0958 / +44 7700 900123", ("+442079460958", "+447700900123")),
        ("01/2019 - 03/2021 First Bank", ()),
        ("2019 - 2021, 2016 - 2018", ()),
        ("2019-05-01 to 2020-04-30", ()),
        ("10.200.130.140 and 192.168.0.1/24", ()),
        ("Certificate no. 1234567890", ()),
        ("CVE-2019-1234567, ISO 27001:2013", ()),
        ("Saved $1,000,000,000 a year", ()),
    ],
)
def test_phones(line, phones):
    assert identity("Jane Doe\n" + line).phones == phones


def test_a_number_deep_in_the_text_needs_a_plus_or_a_label():
    deep = "Jane Doe\n" + "Built things\n" * 30
    assert identity(deep + "(415) 555-0100").phones == ()
    assert identity(deep + "+1 415 555 0100").phones == ("+14155550100",)


def test_links_have_a_scheme_and_profiles_count_anywhere():
    text = "Jane Doe\nLinkedIn.com/in/jane-doe | https://GitHub.com/jane. | jane.dev\nUsed Node.js, ASP.NET and draw.io\n"
    deep = (
        "Built things\n" * 30 + "See gitlab.com/jane and github.com/kubernetes/kubernetes and www.example.com"
    )
    assert identity(text + deep).links == (
        "https://github.com/jane",
        "https://linkedin.com/in/jane-doe",
        "https://jane.dev",
        "https://gitlab.com/jane",
    )


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Jane Doe\nDevSecOps Engineer\nLondon", "DevSecOps Engineer"),
        ("Jane Doe | Security Engineer", "Security Engineer"),
        ("Jane Doe\njane@x.com\nSenior Platform Engineer, Payments", "Senior Platform Engineer, Payments"),
        ("Jane Doe\nI am an engineer who likes pipelines.", None),
        ("Jane Doe\n2019 Graduate diploma", None),
    ],
)
def test_headlines(text, headline):
    assert identity(text).headline == headline


def test_hidden_text_is_no_source():
    document = Document("Bob Smith bob@x.com\nJane Doe", "docx", hidden=((0, 19),))
    assert identify(document) == Identity("Jane Doe")


def test_a_text_on_one_line_is_read_to_its_end():
    text = "Ada Lovelane " + "built pipelines " * 400 + "Phone: +44 20 7946 0018 ada@example.org"
    found = identify(Document(text, "text"))
    assert (found.phones, found.emails) == (("+442079460018",), ("ada@example.org",))


def test_words_without_any_space_are_cut_and_lose_nothing_around_them():
    found = identify(Document("(" * 5000 + "\nPhone: +44 20 7946 0018", "text"))
    assert found.phones == ("+442079460018",)


def test_a_section_s_heading_is_no_headline():
    assert identity("Jane Doe\nPROFESSIONAL SUMMARY\nTen years of builds").headline is None
    assert (
        identity("Jane Doe\nProfessional Experience\nDevOps Engineer, Acme").headline
        != "Professional Experience"
    )
    assert identity("Jane Doe\nSecurity Professional").headline == "Security Professional"


@pytest.mark.parametrize(
    ("file_name", "name"),
    [
        ("CV_KimNovak_2026.pdf", "Kim Novak"),
        ("kim-novak-resume (2).docx", "Kim Novak"),
        ("2026/Juan de la Cruz - DevSecOps Engineer.pdf", "Juan de la Cruz"),
        ("MARA OST.txt", "Mara Ost"),
        ("resume.pdf", ""),
        ("resume-7F3A.pdf", ""),
        ("scan0001.pdf", ""),
        ("DevSecOps Engineer CV.pdf", ""),
        ("the final version of my new cv with all the projects.pdf", ""),
    ],
)
def test_a_file_s_name_is_a_hint_to_whose_it_is(file_name, name):
    assert name_in_file_name(file_name) == name
