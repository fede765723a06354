"""What jobs are called: titles of technical work, of other work, internships, studies, leave.

The hiring guide, section 7: relevant is paid work in technical roles (software, operations, DevOps,
security, testing, networks, systems, data, IT audit); cabling, device repair, sales and teaching are
not. The lists hold folded words; how they are weighed against a job's duties is in `relevance`.
"""

import re
from dataclasses import dataclass

from candidates.screening.vocabulary import Vocabulary, words_of

TITLES = Vocabulary(
    {
        # Whoever is called this does technical work.
        "called": """developer;developers;programmer*;devops;dev ops;devsecops;dev sec ops;secdevops;devsec*;sre;
            site reliability;sysadmin*;sysops;webmaster;web master;dba;qa;sdet;tester;testers;
            test engineer;test lead;test manager;test analyst;testing engineer;pentest*;penetration test*;
            ethical hack*;red team*;blue team*;purple team*;appsec;infosec;ciso;soc;noc;mlops;
            technical lead;tech lead;solution architect*;solutions architect*;platform engineer;
            release engineer;release manag*;build engineer;build and release;configuration manag*;
            scrum master;cto;cio;chief technology;chief information;chief technical;
            application support;production support;
            sap basis;abap;etl;data cent*;data engineer;data analyst*;data architect*;it audit*;rpa;
            game developer;technology officer;*entwickler;*entwicklerin;softwareentwick*;anwendungsentwick*;
            systemadministrat*;netzwerk*;fachinformatik*;informatiker*;wirtschaftsinformatik*;developpeu*;
            informatico;informatyk*;desarrollador*;programador*;programmat*;programmeur*;programist*;
            sviluppat*;sistemista;ontwikkelaar*;systeembeheer*;netwerkbeheer*;applicatiebeheer*;*utvecklare;
            utvecklare;*udvikler;*utvikler;systemtekniker;drifttekniker;desenvolvedor*;testeur*;
            testingenieur;administrator sieci;administrator systemow;administrador de sistemas;
            administrateur systeme*;administrateur reseau*;amministratore di sistem*;analista programador*;
            vyvojar;kehittaja;programvaruutvecklare;itsicherheit;systems engineer;system engineer;
            system admin*;systems admin*;system analyst;systems analyst;network admin*;network engineer;
            cloud engineer;cloud architect*;computer programmer*;computer engineer;linux admin*;unix admin*;
            web developer*;web designer*;security engineer;security analyst*;security consult*;
            security architect*;security research*;security specialist*;security test*;security operations;
            security administrat*;security auditor*;bug bounty;smart contract*;
            cryptograph*;cryptolog*;isso;issm;security control assess*;secure code *""",
        # Guards are called "security officer" too; these are none.
        "cleared": """information security officer;it security officer;systems security officer;
            cyber security officer;cybersecurity officer;data security officer;chief security officer;
            product security officer;business information security officer""",
        # Help desks: technical or not by what is done there.
        "support": """help desk;helpdesk;service desk;servicedesk;desktop support;technical support;tech support;
            it support;user support;end user support;1st level support;first level support;hotline""",
        # Fields of technical work: jobs are named after them, and so are studies.
        "field": """cyber;cybersecurity;cyber security;information security;data security;application security;
            product security;malware;forensic*;machine learning;deep learning;firmware;embedded;
            information technology;information systems;information assurance;informatique;informatica;ict;
            ciberseguridad;cybersecurite;cybersicherheit;ciberseguranca;data scien*;front end;back end;
            full stack;fullstack;frontend;backend;test automation;quality assurance;database *;threat *;
            vulnerability *;data warehouse*;incident respon*;it security;it sicherheit*;
            third party risk;vendor risk;cyber risk;information risk;technology risk;it risk;
            technology governance;it governance;it compliance;isms;iso 27001""",
        # Words beside a role noun that leave open what the work is ("senior consultant", "project manager").
        "open": """senior;junior;sr;jr;lead;principal;staff;chief;head;deputy;assistant;associate;graduate;team;
            project;programme;program;product;business;process;technical;delivery;managing;general;group;vice;
            freelance;freelancer;independent;self;employed;contract;external;internal;part;time;full;temporary;
            consulting;engagement;operations;service;services;solution;solutions;implementation;integration;
            support;member;professional;i;ii;iii;iv;of;and;the;in;as;a;an;intern;internship;trainee;practice;
            month;months;year;years;week;weeks;change;quality;digital;transformation;risk;audit;global;regional;area;manager;consultant;analyst;
            executive;officer;specialist;expert;advisor;director;leader;architect;engineer;owner;coordinator;
            founder;co;partner;mitarbeiter;leiter;berater;selbstandig;freiberuflich;freiberufler;consultor;
            responsable;jefe;proyecto;chef;projet;de;projekt;projektleiter;autonomo;independant;zelfstandig*;
            praktikum;praktikant*;werkstudent*;student;stagiaire;beratung;leitung;key;user;super;agile;coach;engineering;vp;svp;avp;evp;vice;
            president;compliance;rep;representative""",
        # Engineers, of which other trades have many: technical unless a trade is named.
        "engineer": """engineer;engineers;architect;architects;ingenieur*;ingeniero;ingeniera;ingegnere;
            engenheiro;engenheira;inzynier*;insinoori""",
        "trade": """civil;mechanical;electrical;structural;chemical;sound;sales;process;industrial;manufacturing;mining;
            petroleum;geotechnical;environmental;hvac;maintenance;site;landscape;interior;naval;marine;aerospace;
            biomedical;agricultural;materials;production;construction;procurement;presales;survey;textile;quality;
            electronics;electronic;bau*;maschinenbau*;elektro*;mecanic*;civiles;industriel*;obra""",
        # Nouns that say nothing by themselves; with a qualifier in the same phrase they are technical.
        "role": """vp;svp;avp;evp;rep;representative*;assessor*;champion*;integrator*;reviewer*;hunter*;administrator*;admin;admins;analyst*;consult*;specialist*;lead;leader;leads;manager*;head;director*;
            officer;associate;associates;expert*;technician*;operator*;support;trainee*;intern;interns;internship;
            executive;freelance*;contractor*;coordinator*;supervisor*;advisor*;adviser*;researcher*;auditor*;owner;
            assistant*;president;founder;scientist*;berater*;leiter*;consulente;consultor*;analista;analyste*;
            spezialist*;specialista;tecnico;technicien*;techniker*;tekniker*;responsable;responsabile;
            mitarbeiter*;referent*;praktikant*;werkstudent*;stagiaire;becario;becaria;tirocinante;kierownik;
            konsult*;projektleiter*;apprentice*;member;staff;professional;sachbearbeiter*;administrador*;
            administrateur*;amministrator*;beheerder;job;mentor""",
        "qualifier": """security;sicherheit*;securite;seguridad;sicurezza;seguranca;bezpieczenst*;beveiliging;sakerhet*;
            network;networks;networking;system;systems;cloud;kubernetes;openshift;docker;aws;azure;gcp;linux;unix;
            windows;vmware;virtualization;virtualisation;infrastructure;infrastruktur*;platform;web;application;
            applications;mobile;android;ios;java;python;php;.net;dotnet;c#;c++;javascript;react;angular;node;ruby;
            golang;scala;kotlin;perl;cobol;mainframe;sap;oracle;sql;data;database;databases;bi;storage;backup;
            middleware;automation;devops;release;build;deployment;technology;technical;computer;
            computing;firewall;iam;identity;grc;vulnerability;threat;incident;crypto*;blockchain;
            salesforce;servicenow;sharepoint;exchange;citrix;telecom*;voip;hpc;robotics;iot;scada;ml;ai;
            systeme;systemes;sistemi;sistemas;reseau;reseaux;redes;reti;siec*;penetration;edv;cyber;hadoop;
            spark;kafka;elasticsearch;splunk;siem;f5;cisco;juniper;jenkins;terraform;ansible;openstack;
            pki;sso;intune;sccm;office 365;o365;m365;active directory;sys;solaris;aix;websphere;weblogic;
            test;testing;software;informatik;servers;server""",
        # Other work.
        "other": """salesperson;salesman;saleswoman;account executive*;account manager*;account director;accountant*;
            accounts payable;accounts receivable;accounts assistant;bookkeep*;cashier*;checkout;supermarket;
            store manager;store associate;store clerk;store assistant;storekeeper;shop assistant;shop manager;
            shop worker;retail associate;retail assistant;retail manager;retail worker;retail sales;waiter;
            waitress;barista;bartender;line cook;prep cook;cook;chef de partie;chef de rang;chef de cuisine;
            sous chef;head chef;executive chef;pastry chef;kitchen *;truck driver;bus driver;taxi driver;
            delivery driver;driver;courier;delivery rider;warehouse *;warehouseman;forklift;nurse*;
            caregiver;carer;physician;doctor;dentist;*therapist;paramedic;medical assistant;teacher*;
            tutor*;lecturer;professor;instructor;trainer;educator;librarian;copywriter;content writer;
            content creator;journalist;editor;graphic design*;designer;event manager;event planner;
            event coordinator;hotel manager;receptionist;secretary;concierge;front desk;office administrat*;
            business administrat*;school administrat*;benefits administrat*;property manager;practice manager;
            office manager;office assistant;office clerk;administrative assistant;executive assistant;
            personal assistant;legal assistant;admin assistant;data entry;typist;clerk;teller;banker;
            loan officer;insurance agent;insurance advisor;broker;realtor;lawyer;attorney;paralegal;
            solicitor;police*;soldier;infantry*;rifleman;firefighter;security guard*;bodyguard;guard;
            security officer;loss prevention;cleaner;janitor;housekeep*;caretaker;electrician;plumber;
            carpenter;mechanic;mechanics;welder;builder;laborer;labourer;machinist;assembler;
            assembly worker;assembly line;factory worker;farmer;farm worker;gardener;cable technician*;
            cable installer*;repair*;call center agent;call centre agent;telesales;telemarket*;
            partner manager;channel manager;brand manager;category manager;restaurant *;bar manager;
            campaign manager;purchaser;buyer;logistics coordinator;logistics manager;finance manager;
            financial analyst;financial advisor;financial controller;treasurer;controller;actuar*;economist;
            social worker;nanny;babysit*;au pair;actor;actress;musician;singer;artist;personal trainer;
            hairdresser;beautician;travel agent;flight attendant;steward*;sailor;stocker;quality officer;
            quality inspector;quality controller;inspector;lab technician;lab assistant;laboratory technician;
            laboratory assistant;lifeguard;verkaufer*;vertrieb*;lehrer*;kellner*;koch;kochin;fahrer*;
            lagerist*;pfleger*;krankenpfleg*;krankenschwester;buchhalt*;*kaufmann;*kauffrau;sekretar*;
            vendedor*;vendeu*;profesor*;enseignant*;insegnante;camarer*;serveur;serveuse;cameriere;
            commess*;contable;comptable;dependient*;kasjer*;sprzedawc*;nauczyciel*;kierowca;magazynier*;
            kelner*;saljare;larare;butiks*;counsel;counsell*;counselor*;library *;claims adjuster*;
            estate agent;real estate;translator*;interpreter*;shift supervisor;shift leader;shift manager;crew member*;
            crew;production worker;production planner;machine operator*;cnc *;shelf *;tour guide;pilot;postman;mail carrier;
            tax *;branch manager;branch operations;brand ambassador;community manager;surveyor*;biolog*;chemist*;
            financial audit*;delivery;volunteer *;planner;reporter*;quality audit*;butcher;baker;verkoper;seller;leraar;kok;volontar*;sold;selling""",
        # Fields of other work: they make a role noun beside them one of other work, but may also stand in
        # an employer's name.
        "other_field": """sales;accounting;nursing;dental;pharmac*;clinical;teaching;recruit*;payroll;marketing;seo;
            fashion;jewel*;hr;events;fitness;yoga;procurement;purchasing;cabling;fundrais*;insurance;
            advertis*;verkauf;vertrieb;dancer;photograph*;merchandis*;apparel;psycholog*;claims;human resources;
            human resource;talent acquisition;social media;business development;supply chain;customer service*;
            customer care;customer success;customer support""",
        # Half weight (the guide: internships half).
        "internship": """intern;interns;internship;internships;praktikum;praktika;praktikant*;pflichtpraktikum;
            werkstudent*;working student;stagiaire*;stage de;stage en;stage chez;stage d;en stage;stagista;tirocini*;tirocinante;becario;becaria;practicas;
            estagi*;stazyst*;praktyk*;harjoittelija;co op;industrial trainee;industrial training;
            summer trainee;student trainee;afstudeer*;industrial placement;placement student;placement year;year placement;
            sandwich year;sandwich placement;year in industry""",
        # Not paid work at all.
        "absence": """parental leave;maternity leave;paternity leave;elternzeit;mutterschutz;conge parental;
            conge maternite;sabbatical*;career break;gap year;family leave;medical leave;unpaid leave;volunteer*;
            unpaid;scholarship;ehrenamt*;pro bono;voluntari*;benevol*;unemployed;job search;arbeitssuchend;
            phd student;phd candidate;phd researcher;doctoral student;doctoral candidate;doctoral researcher;
            doktorand*;military service;wehrdienst;zivildienst;national service;caring for""",
        # Studies.
        "degree": """bachelor*;masters;master of;master in;master's;master thesis;master degree;bsc;msc;b.sc*;m.sc*;
            b.tech;m.tech;btech;mtech;b.e;m.e;b.eng;m.eng;beng;meng;bca;mca;bba;mba;m.b.a;b.a;m.a;b.com;bcom;b.s;m.s;
            ph.d;phd;doctora*;diploma*;degree;undergraduate;postgraduate;cgpa;gpa;thesis;dissertation;gcse;
            ssc;hsc;s.s.c;h.s.c;10th;12th;cbse;icse;matriculation;high school;secondary school;primary school;
            higher secondary;grammar school;gymnasium;abitur;matura;studium;studiengang;grundschule;realschule;
            hochschulreife;ausbildung;umschulung;licence pro*;licence en;licence informatique;baccalaureat;bac;bts;dut;licenciatura;grado;bachillerato;
            ingenieria en;laurea*;liceo;studia;liceum;licencjat;magister;kandidatexamen;associate of;
            associate degree;associates degree;coursework;studied;studying;syllabus;bootcamp;studies;etudiant*;estudiante;student;
            graduated;graduation""",
        "school": """university;universit*;universidad*;hochschule;fachhochschule;college;institute of technology;
            polytechni*;politechnika;politecnico;school of;schule;academy;ecole;escuela;iut;
            uniwersytet;hogeschool;vidyalaya;school""",
    }
)
_IT = re.compile(r"(?<![^\W_])(?:I\.?T|ICT|EDV|TI)(?![^\W_])")
_PHRASES = re.compile(r"[,;|@()\n:•·]|\s[-–—]\s|\s(?:as|at|bei|by|for|from|chez|with)(?=\s|$)")
# Neither a school to learn at, nor a job: a tool's name without a role behind it.
_NO_NAME = re.compile(r"(?i)schools? (?:board|district)|azure devops(?=\s*(?:$|[,;:.|(]))")
_STUDIES = frozenset(("degree", "school"))
_TECHNICAL_LABELS = frozenset(("called", "field"))
_JOBS = frozenset(("support", "called", "other", "role", "engineer"))

_SILENT = frozenset(("qualifier", "trade", "other_field", "open"))

TECHNICAL, OTHER, MIXED, UNCLEAR = "technical", "other", "mixed", "unclear"


@dataclass(frozen=True, slots=True)
class Title:
    """What the words of a title or header say: the kind of work, and the labels found."""

    kind: str
    labels: frozenset[str]

    @property
    def names_job(self) -> bool:
        return not _JOBS.isdisjoint(self.labels)

    @property
    def names_studies(self) -> bool:
        return not _STUDIES.isdisjoint(self.labels)

    @property
    def speaks(self) -> bool:
        """Whether it says anything about work or studies."""
        return bool(self.labels - _SILENT)

    @property
    def open(self) -> bool:
        """A role noun without any word that tells the trade: "Senior Consultant"."""
        return "plain" in self.labels


def read_title(text: str) -> Title:
    """Weighs the phrases of a title, so that an employer's name does not outweigh the role beside it."""
    labels: set[str] = set()
    for phrase in _PHRASES.split(_NO_NAME.sub("", text)):
        labels |= _phrase_labels(phrase)
    technical, other = "technical" in labels, "other" in labels
    if technical and other:
        kind = MIXED
    elif technical:
        kind = TECHNICAL
    else:
        kind = OTHER if other or "other_field" in labels else UNCLEAR
    return Title(kind, frozenset(labels))


def _phrase_labels(phrase: str) -> set[str]:
    """The labels of one phrase: a role beside a technical word is technical, beside another field other."""
    words = words_of(phrase)
    matches = list(TITLES.find(words))
    found = {label for label, _, _ in matches}
    if _IT.search(phrase) is not None:
        found.add("qualifier")
    if "cleared" in found:
        return found - {"other"} | {"technical"}
    role = "role" in found or "engineer" in found
    if role and "other_field" in found:
        found.add("other")
    known = {at for label, at, _ in matches if label in ("open", "role", "internship")}
    if role and all(at in known or word.isdigit() for at, word in enumerate(words)):
        found.add("plain")
    if not found.isdisjoint(_TECHNICAL_LABELS):
        found.add("technical")
    elif "engineer" in found:
        found.add("other" if "trade" in found and "qualifier" not in found else "technical")
    elif "role" in found and "qualifier" in found and "support" not in found:
        found.add("technical")
    return found


def is_technical_title(text: str) -> bool:
    """Whether a line names a technical job, not only a field that one may also study."""
    title = read_title(text)
    return "technical" in title.labels and title.names_job


def is_education(text: str) -> bool:
    """Whether a line is about a degree or a school, by its words: a school may also be an employer."""
    title = read_title(text)
    return "degree" in title.labels or ("school" in title.labels and not title.names_job)
