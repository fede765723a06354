"""The guards on job descriptions: short texts, each with what one guard says or does not say of it."""

import pytest

from candidates.jobtext import GUARDS, Ability, Asked, advise, draft, read
from candidates.jobtext.drafting import DUTIES
from candidates.jobtext.noting import LEVELS

# One line a case: what fires is followed by the words that are quoted.
GATEKEEPER = [
    ("As the gatekeeper, you approve or reject every release before it goes live.", "gatekeeper"),
    ("You act as our gate-keeper for production.", "gate-keeper"),
    ("Gatekeeping is your daily work.", "Gatekeeping"),
    ("You are the security police of our engineering floor.", "security police"),
    ("You police the developers and report violations.", "police the developers"),
    ("You sign off every deployment.", "sign off every deployment"),
    ("Signing off on each change is your responsibility.", "Signing off on each change"),
    ("You have the final say over releases.", "final say over releases"),
    ("You hold a veto.", "veto"),
    ("You have the power to stop any launch.", "power to stop"),
    ("Nothing goes live without your approval.", "Nothing goes live without your approval"),
    (
        "No code ships to customers until you have signed the release.",
        "No code ships to customers until you have signed",
    ),
    ("Every release needs your sign-off.", "Every release needs your sign-off"),
    ("You block insecure releases.", "block insecure releases"),
    ("- Block deployments that break our security rules", "Block deployments"),
    ("You are the last line of defence before production.", "last line of defence before production"),
    ("You are not only a consultant but also the gatekeeper of our pipeline.", "gatekeeper"),
    ("Do not hesitate to block a release.", "block a release"),
    ("We are looking for a strict gatekeeper.", "gatekeeper"),
    ("You prevent developers from shipping insecure code.", "prevent developers from shipping"),
    ("You enforce security rules on developers.", "enforce security rules on developers"),
    ("You are the bouncer at our door to production.", "bouncer"),
    ("You decide: all changes must pass through you.", "all changes must pass through you"),
    ("You are the guardian of our release process.", "guardian of our release"),
    ("Reject non-compliant code before it gets merged.", "Reject non-compliant code"),
    ("You decide whether a release may go live.", "decide whether a release may go"),
    ("All deployments must be approved by you.", "All deployments must be approved by you"),
    ("You approve all production\nreleases.", "approve all production releases"),
]
NO_GATEKEEPER = [
    "Wir suchen keinen Gatekeeper.",
    "Our CI blocks releases when tests fail; you keep it green.",
    "You reduce the number of blocked deployments.",
    "You replace manual approval of every release with automated checks.",
    "Experience with Gatekeeper or Kyverno.",
    "We do not want a gatekeeper.",
    "We don't need the security police.",
    "You are an enabler rather than a gatekeeper.",
    "Instead of acting as a gatekeeper, you build paved roads.",
    "You never block releases; you make them safe.",
    "A gatekeeper is not what we look for.",
    "If you see yourself as a gatekeeper, this job is not for you.",
    "No gatekeeping, no security police, no ticket queues.",
    "Nobody here is a gatekeeper.",
    "We moved away from gatekeeping two years ago.",
    "We used to have a gatekeeper, and you will not be one.",
    "You help teams approve their own releases.",
    "Product teams sign off every deployment themselves.",
    "You build checks that block insecure deployments automatically.",
    "You write policies for OPA Gatekeeper and Kyverno.",
    "You set up Gatekeeper policies for our clusters.",
    "You build quality gates into the pipeline.",
    "You secure the API gateway.",
    "Without blocking releases, you raise our security.",
    "You review pull requests together with developers.",
    "Security police? Not what we want you to be: security police are a thing of the past.",
    "You are the opposite of a gatekeeper.",
    "Our auditors sign off every release.",
]
AUDIT_ONLY = [
    ("You prepare the ISO 27001 audit and collect evidence from all departments.", "ISO 27001"),
    (
        "What you will do\n- Own our SOC 2 compliance\n- Maintain the risk register\n- Answer questionnaires",
        "SOC 2",
    ),
    ("You run internal audits and write policies. You have knowledge of cloud and Python.", "audits"),
    (
        "Responsibilities:\n- Perform compliance reviews\nRequirements:\n- Terraform and Kubernetes",
        "compliance",
    ),
    ("You audit every team twice a year and report to the board.", "audit"),
    ("You keep the audit calendar. Scanners and servers are run by a partner.", "audit"),
    ("You answer auditors. Our build systems sit with another department.", "auditors"),
]
NOT_AUDIT_ONLY = [
    "You prepare audits, and the pipelines that collect the evidence are run by you.",
    "You train developers and help with compliance.",
    "You automate compliance checks in our CI/CD pipeline and prepare audits with them.",
    "You secure our clusters and support the yearly ISO 27001 audit.",
    "What you will do\n- Build policy as code\n- Collect evidence automatically",
    "No audits, no checklists: you build tools.",
    "You triage vulnerabilities with the teams that own the code.",
    "Our company is certified by ISO 27001. You integrate scanners into GitLab.",
    "You write good English.",
]
NO_CICD = [
    (
        "You conduct penetration tests, review firewall rules and answer security questions of the business.",
        "penetration tests",
    ),
    (
        "You own vulnerability management and report to the CISO every month with a summary of what is open.",
        "vulnerability",
    ),
    (
        "You are responsible for security and our sales pipeline tooling, with regular reports to management.",
        "security",
    ),
    ("You secure our products. CI/CD experience is not needed.", "CI/CD experience is not needed"),
    ("You work on application security; no scripting required.", "no scripting required"),
    (
        "We build a CI/CD product for hospitals. You review the security of our offices and train all staff on phishing.",
        "security",
    ),
]
CICD = [
    "You run security scans on each commit and each merge request and help teams to fix what they find.",
    "You bring security scanning into our GitLab pipelines and keep the findings few and clear for teams.",
    "You secure our infrastructure as code and review what Terraform would change in our accounts.",
    "You embed security in continuous delivery and help the teams to mend what is found there.",
    "You work with Jenkins to run security tests on every commit of our twenty product teams.",
    "You bring DevOps practice to security: what repeats is automated and lives in code.",
    "Security.",
    "You water the plants and keep the kitchen of our lovely office in good order every day.",
]
SHALLOW = [
    ("You run Snyk and Trivy in our pipelines.", "Snyk"),
    ("You add SAST and DAST to every build in our pipelines.", "SAST"),
    ("You operate our scanners and forward the reports.", "scanners"),
    ("You administer SonarQube and Checkmarx. No security knowledge needed.", "No security knowledge needed"),
    ("You install vulnerability scanning tools and keep them up to date.", "scanning tools"),
]
DEEP = [
    "You review designs for security and run Trivy.",
    "You run Trivy, triage what it finds, and judge which vulnerabilities matter.",
    "You bring SAST into the build and model threats with the product teams.",
    "You know the OWASP Top 10 and run our scanners.",
    "You can say why a finding matters, and when it does not. You use Semgrep.",
    "You teach secure coding and maintain Gitleaks.",
    "You understand how an attacker would use a weakness, and tune our tools accordingly.",
    "You care for our clusters and deployments.",
]
NO_DEVELOPERS = [
    (
        "You harden our servers, run scanners and write a report of all findings for the management.",
        "You harden our servers",
    ),
    (
        "You audit the code of developers, and file a ticket for each violation of the security policy.",
        "developers",
    ),
    (
        "You do not need to work with developers; security is done by a team of its own, far away.",
        "developers",
    ),
    (
        "You check what is built. A team of auditors supports you, and you report to the head of risk.",
        "You check what is built.",
    ),
    (
        "You operate the firewall, manage the certificates and take care of the yearly penetration test.",
        "You operate the firewall",
    ),
]
DEVELOPERS = [
    "You act as a bridge between security and development and explain findings in words that developers understand.",
    "You help developers to find and mend weaknesses before they are merged into the main branch.",
    "You work closely with product teams on threat models and on what comes out of them.",
    "Developer experience matters to us: security must be fast, quiet and easy to do right.",
    "You build self-service tools and guardrails so that the secure way is the easy one.",
    "You keep the noise of scanners low and turn off every rule that finds nothing of worth.",
    "You build a network of security champions in our fourteen engineering squads across the country.",
    "You make it easy for engineers to write code that is secure from the beginning on.",
    "You train developers in secure coding, and you listen to what slows them down.",
]
YEARS = [
    ("mid", "At least eight years of experience in security.", "At least eight years", "senior"),
    ("mid", "You have 7+ years of experience.", "7+ years", "senior"),
    ("mid", "Minimum of 5 years in DevOps.", "Minimum of 5 years", "senior"),
    ("mid", "5-8 years of professional experience with cloud.", "5-8 years", "senior"),
    ("junior", "3 years of experience in security required.", "3 years", "mid"),
    ("junior", "You bring five or more years' experience.", "five or more years", "senior"),
    ("junior", "Two years of hands-on experience with CI/CD.", "Two years", "mid"),
    ("senior", "2 to 4 years of relevant experience.", "2 to 4 years", "mid"),
    ("senior", "Up to 2 years of experience.", "Up to 2 years", "junior"),
    ("senior", "1+ year of experience with Terraform.", "1+ year", "junior"),
    ("mid", "Requirements:\n- 10 years DevSecOps", "10 years", "senior"),
    ("mid", "You look back on a decade of work experience.", "a decade", "senior"),
    ("mid", "Ideally ten years of experience.", "ten years", "senior"),
    ("mid", "0-1 years of experience.", "0-1 years", "junior"),
    ("senior", "3-5 years", "3-5 years", "mid"),
    ("mid", "5+ yrs exp with pipelines", "5+ yrs", "senior"),
    ("mid", "Six-plus years in DevOps.", "Six-plus years", "senior"),
    ("mid", "At least 6 yrs in infosec.", "At least 6 yrs", "senior"),
    ("", "Junior DevSecOps engineer with at least 6 years of experience.", "at least 6 years", "senior"),
]
YEARS_FIT = [
    ("senior", "A 4-year degree in computer science, and you work in security."),
    ("senior", "You have more than 5 years of experience."),
    ("mid", "About 2 to 5 years of paid technical work in security, DevOps or software."),
    ("mid", "At least three years of experience."),
    ("junior", "Up to 2 years of experience; none is fine."),
    ("junior", "0-2 years of experience."),
    ("junior", "One year of experience is enough."),
    ("senior", "At least 5 years of experience."),
    ("senior", "10+ years of experience in security."),
    ("mid", "You do not need eight years of experience."),
    ("mid", "We don't ask for 10 years of experience: show us what you made."),
    ("mid", "We have 20 years of experience in payments."),
    ("mid", "Our company is 12 years old."),
    ("mid", "You must be at least 18 years of age."),
    ("mid", "The contract is limited to 8 years."),
    ("mid", "In the next ten years you can grow into any role in security."),
    ("mid", "We were founded 9 years ago and work in security."),
    ("mid", "Eight years of experience would be a plus."),
    ("mid", "Nice to have\n- 8 years of experience with Go"),
    ("", "At least eight years of experience in security."),
    ("mid", "You will work on a 7-year programme."),
]
GENDERED = [
    ("He has a strong background in security.", "He"),
    ("The candidate brings his own ideas.", "his"),
    ("You are a security ninja.", "ninja"),
    ("We look for a rockstar who loves Kubernetes.", "rockstar"),
    ("Join the guys of platform security, if you like.", "guys"),
    ("You provide the manpower for our pipelines.", "manpower"),
    ("You are aggressive and fearless.", "aggressive"),
    ("A craftsman like you writes tests first.", "craftsman"),
    ("She will report to the CTO.", "She"),
    ("You work hard, play hard and never stop.", "work hard, play hard"),
]
NOT_GENDERED = [
    "Whoever joins, s/he will find good colleagues.",
    "We are not looking for a ninja or a rockstar.",
    "Women and men are welcome, and so is everybody else; you decide what you tell us.",
    "DevSecOps engineer (m/f/d): you secure pipelines.",
    "You know how a man-in-the-middle attack works.",
    "We offer a competitive salary.",
    "Your manager is Ana; she has built the team.",
    "He or she will secure our pipelines.",
    "You manage secrets and mandates, and talk to humans.",
    "You will meet aggressive timelines with calm.",
    "You tell the platform team what they can do, and they decide.",
    "You use Ninja build files.",
]  # fmt: skip


def one(code: str, text: str, **asked: str) -> list:
    return [note for note in read(text, Asked(**asked)) if note.code == code]


FIRING = [
    *(("gatekeeper", *case) for case in GATEKEEPER),
    *(("audit_only", *case) for case in AUDIT_ONLY),
    *(("security_without_cicd", *case) for case in NO_CICD),
    *(("tools_without_depth", *case) for case in SHALLOW),
    *(("no_developer_experience", *case) for case in NO_DEVELOPERS),
    *(("gendered_words", *case) for case in GENDERED),
]
SILENT = [
    *(("gatekeeper", text) for text in NO_GATEKEEPER),
    *(("audit_only", text) for text in NOT_AUDIT_ONLY),
    *(("security_without_cicd", text) for text in CICD),
    *(("tools_without_depth", text) for text in DEEP),
    *(("no_developer_experience", text) for text in DEVELOPERS),
    *(("gendered_words", text) for text in NOT_GENDERED),
]


@pytest.mark.parametrize(("code", "text", "words"), FIRING)
def test_a_guard_quotes_what_it_saw_and_says_how_to_mend(code, text, words):
    (note,) = one(code, text)
    quoted = note.seen[0]
    assert quoted.words.startswith(words)
    assert " ".join(text[quoted.start : quoted.end].split()) == quoted.words
    assert quoted.line == text.count("\n", 0, quoted.start) + 1
    assert note.mend
    assert note.suggestion
    assert note.mistake or note.why


@pytest.mark.parametrize(("code", "text"), SILENT)
def test_a_guard_is_silent_where_nothing_of_it_is_asked(code, text):
    assert [quoted.words for note in one(code, text) for quoted in note.seen] == []


@pytest.mark.parametrize(("level", "text", "words", "fits"), YEARS)
def test_years_of_another_level_are_told(level, text, words, fits):
    (note,) = one("years_contradict_level", text, level=level)
    assert (note.seen[0].words, note.level) == (words, fits)


@pytest.mark.parametrize(("level", "text"), YEARS_FIT)
def test_years_that_fit_or_are_no_experience_are_not_told(level, text):
    assert [note.seen for note in one("years_contradict_level", text, level=level)] == []


LIST = "You must know AWS, Azure, Docker, Kubernetes, Terraform, Vault, Jenkins, Python, Go, Bash and Helm."


@pytest.mark.parametrize(
    ("text", "musts", "title"),
    [
        (LIST, 0, "11 must-haves"),
        ("Requirements\n" + "- Something\n" * 11, 0, "11 must-haves"),
        ("You secure pipelines.", 11, "11 must-haves"),
        (LIST, 20, "20 must-haves"),
        (LIST.replace(" and Helm", ""), 10, None),
        (LIST.replace(" and ", " or "), 0, None),
        (LIST.replace("must", "may"), 0, None),
        ("Nice to have\n" + "- Something\n" * 20, 0, None),
        ("Requirements: AWS\nNice to have: " + LIST, 0, None),
        ("You must say why it matters, when it does not matter much, and who would use it.\n" * 5, 0, None),
    ],
)
def test_more_than_ten_musts_are_told(text, musts, title):
    found = [note.title for note in read(text, Asked(musts=musts)) if note.code == "too_many_musts"]
    assert found == ([title] if title else [])


COMPLIANCE = "You own SOC 2 compliance, answer every questionnaire and collect evidence for the auditors of our customers."


@pytest.mark.parametrize(
    ("role", "codes"),
    [
        ("", ["audit_only", "security_without_cicd", "no_developer_experience"]),
        ("devsecops_engineer", ["audit_only", "security_without_cicd", "no_developer_experience"]),
        ("security_engineer", ["no_developer_experience"]),
        ("devops_engineer", ["audit_only", "no_developer_experience"]),
    ],
)
def test_a_guard_is_silent_where_the_role_makes_it_pointless(role, codes):
    assert [note.code for note in read(COMPLIANCE, Asked(role=role))] == codes


def test_what_is_offered_and_who_the_employer_is_asks_for_nothing():
    text = "About us\nOur gatekeeper is called Rex.\nBenefits\n- He is a ninja with ten years of experience in veto."
    assert read(text, Asked(level="mid")) == ()


def test_a_very_long_sentence_is_read_in_parts_and_quoted_where_it_stands():
    text = "Careful with every change, " * 400 + "you act as the gatekeeper."
    (note,) = one("gatekeeper", text)
    assert (note.seen[0].start, note.seen[0].words) == (text.index("gatekeeper"), "gatekeeper")
    assert one("gatekeeper", "a" * 20_000) == []


def test_nothing_is_said_of_nothing():
    assert read("") == read(" \n\n ") == ()


def test_every_guard_has_cases():
    assert {code for code, *_ in FIRING} | {"years_contradict_level", "too_many_musts"} == set(GUARDS)


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.code)
def test_a_draft_passes_the_guards(level):
    abilities = [
        Ability(code, f"Name of {code}", "must" if number < 9 else "nice")
        for number, code in enumerate(DUTIES)
    ]
    text = draft(
        title="DevSecOps engineer",
        level=level,
        look_for="Ownership.",
        can_do=["Do this", "Do that"],
        abilities=abilities,
    )
    assert read(text, Asked(level=level.code)) == ()
    assert text.splitlines()[2:4] == ["What you will do", f"- {DUTIES['sast']}"]


def test_a_draft_needs_nothing_but_a_title():
    text = draft(title="DevSecOps engineer", level=None, look_for="", can_do=[], abilities=[])
    assert read(text) == ()


@pytest.mark.parametrize(
    ("answers", "role", "count", "tied", "others"),
    [
        ({}, "", 0, (), ()),
        ({"focus": "devsecops_engineer", "place": "devsecops_engineer", "compliance": "security_engineer"},
         "devsecops_engineer", 2, (), (("security_engineer", "owning compliance"),)),
        ({"focus": "devops_engineer", "place": "security_engineer"}, "", 0, ("security_engineer", "devops_engineer"),
         (("devops_engineer", "infrastructure and deployment"), ("security_engineer", "a separate team"))),
        ({"focus": "astronaut", "shoes": "devops_engineer", "developers": "devops_engineer"}, "devops_engineer", 1, (), ()),
    ],
)  # fmt: skip
def test_the_role_that_most_answers_point_to(answers, role, count, tied, others):
    advice = advise(answers)
    assert (advice.role, advice.count, advice.tied, advice.others) == (role, count, tied, others)
