"""What job titles say: technical work, other work, or too little to tell."""

import pytest

from candidates.screening.occupations import MIXED, OTHER, TECHNICAL, UNCLEAR, is_education, read_title
from candidates.screening.relevance import is_relevant

TECHNICAL_TITLES = """
Front-end dev; Sr dev; Android dev; Software craftsman; Build master; Sysprog; z/OS administrator; Unix Operator then Admin;
Datacenter operator; Cloud ops; IT Generalist; Cyber Network Defender; Administratrice systèmes Unix; Programmiererin; Testeuse logiciel;
Amministratrice di sistema; Web Designer and developer;
Director of Product Security; VP of Product Security;
DevSecOps Engineer; Senior DevSecOps Engineer; Security Engineer; Application Security Engineer; Cloud
Security Architect; Product Security Lead; Information Security Analyst; SOC Analyst; Security Operations
Center Analyst; Penetration Tester; Offensive Security Consultant; Red Team Operator; Security Consultant;
Cyber Security Specialist; Cybersecurity Manager; Head of Security; CISO; Information Security Officer; IT
Security Officer; GRC Analyst; Information Risk Manager; IT Auditor; IT Audit Senior; Vulnerability
Management Analyst; Threat Hunter; Threat Intelligence Analyst; Incident Responder; Digital Forensics
Examiner; Malware Analyst; Security Researcher; IAM Engineer; Identity and Access Management Specialist;
Network Engineer; Network Specialist; Network Technician; Systems Administrator; System Administrator; Linux
Administrator; Windows Administrator; IT Administrator; IT Specialist; IT Manager; IT Technician; IT
Consultant; IT Engineer; IT Analyst; IT Officer; Head of IT; IT Director; Infrastructure Engineer;
Infrastructure Specialist; Cloud Engineer; Cloud Consultant; AWS Engineer; Azure Administrator; Kubernetes
Engineer; Platform Engineer; Platform Team Lead; Site Reliability Engineer; SRE; Build and Release Engineer;
CI/CD Engineer; DevOps Consultant; DevOps Lead; Automation Engineer; Test Automation Engineer; QA Engineer;
Quality Assurance Engineer; QA Analyst; Software Tester; SDET; Software Engineer; Software Engineer II;
Senior Software Developer; Full Stack Developer; Full-Stack Engineer; Backend Engineer; Back-end Developer;
Frontend Developer; Mobile Developer; iOS Engineer; Android Developer; Java Developer; Python Developer; PHP
Programmer; Web Developer; Embedded Engineer; Firmware Engineer; Game Developer; Data Engineer; Data
Scientist; Data Analyst; Machine Learning Engineer; ML Engineer; AI Engineer; Database Administrator; DBA;
SQL Developer; BI Developer; ETL Developer; Solutions Architect; Enterprise Architect; Technical Architect;
Software Architect; Tech Lead; Technical Lead; CTO; Chief Technology Officer; Technical Support Engineer;
Support Engineer; Application Support Analyst; Operations Engineer; Systems Engineer; System Engineer;
Principal Engineer; Staff Engineer; Staff Software Engineer; Member of Technical Staff; Computer Programmer;
Systems Analyst; Systems Programmer; Mainframe Operator; Computer Operator; Middleware Administrator;
Storage Engineer; Backup Administrator; VMware Engineer; Virtualization Engineer; Firewall Engineer; Network
Security Engineer; Network Operations Engineer; NOC Technician; VoIP Engineer; Telecom Engineer; Salesforce
Developer; SAP Consultant; SAP Basis Administrator; ERP Developer; ServiceNow Developer; SharePoint
Administrator; Blockchain Developer; Smart Contract Auditor; Security Champion; Application Security
Specialist; AppSec Engineer; Security Automation Engineer; Cloud Operations Engineer; IT Operations Manager;
IT Infrastructure Manager; IT Security Analyst; Compliance Engineer; Security Compliance Analyst; Security
Program Manager; Detection Engineer; SIEM Engineer; Splunk Engineer; Release Manager; Configuration Manager;
Scrum Master; Fullstack Developer; Developer; Programmer; Webmaster; Software Development Engineer; Software
Development Engineer in Test; Graduate Software Engineer; Associate Software Engineer; Junior Developer;
Lead Developer; Freelance Web Developer; DevOps; Sysadmin; Sys Admin; Cyber Defense Analyst; Cyber
Operations Specialist; Network Administrator; Network Architect; Ethical Hacker; Bug Bounty Hunter; Security
Architect; Performance Engineer; MLOps Engineer; Data Architect; Analytics Engineer; Big Data Engineer;
Hadoop Administrator; Unix Administrator; IT Project Manager; Technical Program Manager; Software
Engineering Manager; Web Engineer; Node.js Developer; .NET Developer; C++ Developer; C# Engineer; Go
Engineer; Golang Developer; Rust Developer; React Developer; Application Developer; Applications Engineer;
Technology Risk Analyst; Technology Consultant; Cyber Risk Consultant; Information Systems Security Officer;
ISSO; Security Control Assessor; Cybersecurity Engineer; IT Support Engineer; Security Analyst;
Vulnerability Analyst; Security Tester; Secure Code Reviewer; Research Software Engineer; Robotics Engineer;
Systems Integrator; Software Consultant; Cloud Native Engineer; Observability Engineer; Reliability
Engineer; Developer Advocate; Developer Experience Engineer; Deployment Engineer; Integration Engineer;
Implementation Engineer; Solutions Engineer; Security Operations Analyst; Server Administrator; Exchange
Administrator; Citrix Administrator; Cloud Administrator
"""
OTHER_TITLES = """
Cryptologic Linguist; Postdoctoral Researcher; Maestra de primaria; Enfermera; Conductor de autobus; Infermiera; Avvocato; Leerkracht;
Verpleegkundige; Sjuksköterska; Snickare; Sykepleier; Učitelka; Kierowca; Pielęgniarka; Öğretmen; Hemşire; Tanár; Opettaja; Perawat; AML Analyst;
Personnel Specialist; HR Generalist; Enterprise AE; SDR; Business Development Representative; Business dev; Talent Partner;
People Operations Specialist; Quartermaster; Combat Medic; Platoon Sergeant; Barber; Dishwasher; Key Holder; Loan Processor; Barrister;
Deputy Sheriff; EMT; Medical Coder; Clinical coder; Landscaper; Farm hand; Mystery shopper; Museum Curator; Stagehand; Grant writer;
Checkout assistant; Census enumerator; CCTV installer; Bookshop owner; Team Lead in a Call Center;
Sales Assistant; Sales Manager; Account Executive; Account Manager; Cashier; Waiter; Barista; Line Cook;
Chef de partie; Teacher; Mathematics Teacher; Nurse; Registered Nurse; Receptionist; Office Manager; Store
Manager; Warehouse Operative; Delivery Driver; Truck Driver; HR Manager; HR Business Partner; Recruiter;
Technical Recruiter; Marketing Manager; Marketing Specialist; Content Writer; Copywriter; Journalist;
Graphic Designer; Accountant; Financial Analyst; Financial Auditor; Bookkeeper; Payroll Specialist; Lawyer;
Paralegal; Legal Counsel; Customer Service Representative; Call Center Agent; Customer Success Manager;
Electrician; Plumber; Mechanic; Civil Engineer; Mechanical Engineer; Electrical Engineer; Chemical Engineer;
Structural Engineer; Sales Engineer; Site Engineer; Security Guard; Police Officer; Soldier; Infantryman;
Firefighter; Lifeguard; Camp Counselor; Fitness Trainer; Personal Trainer; Hotel Front Desk Agent; Front
Office Manager; Housekeeper; Bartender; Tutor; Teaching Assistant; Lecturer; Librarian; Library Assistant;
Event Coordinator; Executive Assistant; Administrative Assistant; Data Entry Clerk; Claims Adjuster;
Insurance Agent; Real Estate Agent; Bank Teller; Loan Officer; Procurement Manager; Supply Chain Analyst;
Logistics Coordinator; Production Planner; Quality Inspector; Lab Technician; Pharmacist; Dental Assistant;
Social Worker; Photographer; Translator; Interpreter; Musician; Farm Worker; Gardener; Cleaner; Janitor;
Cable Technician; Phone Repair Technician; Fashion Designer; Store Associate; Retail Associate; Shift
Supervisor; Crew Member; Production Worker; Machine Operator; CNC Operator; Welder; Forklift Operator;
Courier; Pizza Delivery; Shelf Stacker; Caretaker; Nanny; Au Pair; Tour Guide; Flight Attendant; Pilot;
Interior Designer; Bus Driver; Postman; Mail Carrier; Tax Associate; Tax Intern; Restaurant Manager; Kitchen
Porter; Property Manager; Branch Manager; Business Development Manager; Brand Ambassador; Community Manager;
Social Media Manager; Fundraiser; Volunteer Coordinator; Buyer; Merchandiser; Surveyor; Research Assistant
(Biology); Biologist; Chemist; Psychologist
"""
OPEN_TITLES = "Engineering Manager; Team Member; Internal Auditor; Compliance Officer; Senior Consultant; Project Manager"


def _titles(text: str) -> list[str]:
    return [" ".join(title.split()) for title in text.split(";")]


@pytest.mark.parametrize("title", _titles(TECHNICAL_TITLES))
def test_a_technical_title(title):
    assert read_title(title).kind == TECHNICAL


@pytest.mark.parametrize("title", _titles(OTHER_TITLES))
def test_a_title_of_another_trade(title):
    assert read_title(title).kind == OTHER


@pytest.mark.parametrize("title", _titles(OPEN_TITLES))
def test_a_title_that_names_no_trade_leaves_it_open(title):
    found = read_title(title)

    assert (found.kind, found.open) == (UNCLEAR, True)


def test_a_guard_and_a_security_officer_of_information_are_told_apart():
    assert read_title("Security Officer").kind == MIXED
    assert read_title("Chief Information Security Officer").kind == TECHNICAL
    assert read_title("Security Guard").kind == OTHER


def test_an_employer_named_after_a_trade_does_not_decide_the_role_beside_it():
    assert read_title("Software Engineer at Sales Insights Ltd").kind == TECHNICAL


@pytest.mark.parametrize(
    "text", ["BSc Computer Science", "Master of Science in Cyber Security", "Example University"]
)
def test_degrees_and_schools_are_education(text):
    assert is_education(text)


def test_a_job_at_a_university_is_no_education():
    assert not is_education("Systems Administrator, Example University")


SALES = "Sold subscriptions, met the quota, pricing, renewals, prospects and customers, revenue, campaigns."
SYSTEMS = "Linux servers, Terraform, Python scripts, Kubernetes, Vault, firewalls and AWS networks."


@pytest.mark.parametrize(
    ("title", "duties", "headline", "relevant"),
    [
        ("Software Engineer", "", False, True),
        ("Cashier", "", True, False),
        ("Senior Consultant", SYSTEMS, False, True),
        ("Senior Consultant", SALES, True, False),
        ("Senior Consultant", "", True, True),
        ("Senior Consultant", "", False, False),
        ("Teacher", SYSTEMS, False, True),
        ("Software Engineer", SALES, True, False),
        ("Library assistant", "", True, False),
    ],
)
def test_a_job_counts_by_its_main_duties(title, duties, headline, relevant):
    assert is_relevant(read_title(title), duties, headline=headline) is relevant


TECHNICAL_BESIDE_OTHER_WORDS = """
Claims Systems Developer; Insurance Platform Developer; Network Administrator, City Hospital; Java Developer, Travel
Agency; Backend Engineer - Food Delivery; Developer, Theatre Tickets; Device Driver Developer; Data Centre Technician;
IS Auditor; Computer Technician; Technicien informatique; Jefe de proyecto TI; Säkerhetskonsult; IT-arkitekt;
Beveiligingsspecialist; Bezpečnostní analytik; Системный администратор; Tietoturva-asiantuntija; Rendszergazda
"""
OTHER_BESIDE_TECHNICAL_WORDS = """
Chef de partie; Head Chef; Vault Teller; Cash Centre Manager; Product Manager; Product Owner; Locksmith; Landscape
Architect; Crane Operator; Equity Analyst; Prison Officer; Policy Officer; Sound Engineer; Sommelier; Plombier;
Sjuksköterska; Szakács, Arany Étterem; Учитель; Водитель; Σερβιτόρος
"""


@pytest.mark.parametrize("title", [" ".join(t.split()) for t in TECHNICAL_BESIDE_OTHER_WORDS.split(";")])
def test_a_technical_title_in_another_trade_s_words(title):
    assert read_title(title).kind == TECHNICAL


@pytest.mark.parametrize("title", [" ".join(t.split()) for t in OTHER_BESIDE_TECHNICAL_WORDS.split(";")])
def test_another_trade_s_title_in_technical_words(title):
    assert read_title(title).kind != TECHNICAL
    assert not is_relevant(read_title(title), f"{title}, Acme, 2019 - 2021", headline=False)


@pytest.mark.parametrize(
    ("text", "internship"),
    [
        ("Stage développeur, Thales", True),
        ("Stage PFE", True),
        ("Afstudeerstage bij KPN", True),
        ("Security Engineer, early-stage startup", False),
        ("Platform lead of a multi-stage pipeline", False),
        ("Stage manager", False),
    ],
)
def test_a_stage_is_an_internship_where_it_begins_a_title(text, internship):
    assert ("internship" in read_title(text).labels) == internship


@pytest.mark.parametrize(
    ("text", "relevant"),
    [
        ("Owner, Café Luna", False),
        ("Founder of a clothing label", False),
        ("Senior Associate, Luna Insurance", True),
        ("Founder, Luna", True),
    ],
)
def test_an_owner_s_trade_is_the_business_s(text, relevant):
    assert is_relevant(read_title(text), text, headline=True) == relevant
