"""Words by which the name on a resume is told from its headings, titles, places and employers.

Surnames that are also words (Baker, Page, Young, Banks) stay out: missing a name costs a recruiter a line of
typing, but so does a name that is a heading.
"""

from __future__ import annotations

TITLES = frozenset(
    """
    administrator admin analyst analista architect architekt assistant associate auditor berater ceo cio ciso coach
    consultant consultor coordinator cto designer developer devops devsecops director entwickler engineer engineers
    engineering expert freelancer graduate head hacker ingeniero ingenieur intern internship junior lead leader
    manager officer operator partner pentester president principal professional programmer researcher scientist
    secops senior specialist sre student sysadmin technician technologist tester trainee trainer vice
    """.split()
)

HEADINGS = frozenset(
    """
    about abstract academic additional accomplishments achievements activities address availability awards background bio career
    certificate certificates certification certifications certified competencies contact contents core cover
    curriculum cv data date declaration details education educational email e-mail employment executive experience
    experiences expertise general highlights history hobbies information interests introduction key knowledge languages lebenslauf letter
    licenses location mobile name nationality objective objectives overview page particulars personal phone portfolio
    profil profile profiles proficiencies project projects publications qualification qualifications references relevant resume
    résumé selected skill skills skillset snapshot statement strengths summary synopsis technical telephone title training trainings vita vitae
    volunteer volunteering work
    """.split()
)

COMPANIES = frozenset(
    """
    academy ag agency association authority bank bv college company consulting corp corporation department
    enterprise enterprises faculty foundation gmbh government group holding holdings hospital inc incorporated
    industries infotech institute international labs laboratories limited llc llp ltd ministry networks plc
    polytechnic private pty pvt sa school services software solutions spa startup studio studios systems team
    technologies technology telecom universität universidad université universitet university ventures
    """.split()
)

FIELD = frozenset(
    """
    agile amazon android angular ansible apache api application applications appsec argo automation aws azure backend
    bash big blockchain burp cisco cloud cluster code compliance computer container containers coverage cyber cybersecurity
    data database delivery deployment detection development digital docker elastic enterprise-grade ethical firewall
    frontend full full-stack fullstack git github gitlab google hacking hardening hashicorp helm incident
    infrastructure integration internet iso istio it java javascript jenkins kubernetes learning linux logging machine
    management microservices microsoft migration mobile monitoring native network networking node observability
    offensive open operating operations oracle owasp packet penetration pipeline pipelines platform policy product
    programming prometheus python quality react red reliability remote response risk salesforce science scripting
    scrum security server serverless shell site software source spring sql stack systems team terraform testing
    threat tools trivy unix vault virtual visual vulnerability web windows zero
    """.split()
)

PLACES = frozenset(
    """
    apartment apt area avenue ave bezirk boulevard city county district drive east flat floor germany
    highway india market nagar plaza plot po road rd republic square state states str straße
    strasse street suburb tower united usa village zip australia austria belgium brazil canada china
    denmark egypt finland greece italy japan kenya kingdom maharashtra karnataka
    telangana mexico netherlands nigeria norway pakistan poland portugal romania scotland singapore spain sweden
    switzerland turkey ukraine
    """.split()
)

PLACE_NAMES = frozenset(
    {
        *(
            "abu dhabi",
            "ann arbor",
            "bad homburg",
            "belo horizonte",
            "boca raton",
            "buenos aires",
            "cape town",
        ),
        *(
            "cedar rapids",
            "colorado springs",
            "costa rica",
            "czech republic",
            "den haag",
            "des moines",
            "el paso",
        ),
        *(
            "fort worth",
            "greater noida",
            "ho chi minh",
            "hong kong",
            "jersey city",
            "kansas city",
            "kuala lumpur",
        ),
        *("las vegas", "long beach", "los angeles", "mexico city", "navi mumbai", "new delhi", "new jersey"),
        *(
            "new orleans",
            "new york",
            "new york city",
            "new zealand",
            "north carolina",
            "novi sad",
            "palo alto",
        ),
        *("porto alegre", "puerto rico", "quezon city", "rio de janeiro", "saint louis", "salt lake city"),
        *(
            "san antonio",
            "san diego",
            "san francisco",
            "san jose",
            "santa clara",
            "santa monica",
            "sao paulo",
        ),
        *(
            "são paulo",
            "saudi arabia",
            "silicon valley",
            "south africa",
            "sri lanka",
            "st louis",
            "st. louis",
        ),
        *("tel aviv", "the hague", "united kingdom", "united states", "virginia beach", "washington dc"),
    }
)

COMMON = frozenset(
    """
    a and any are as at best by current dear for from full-time hello here in is i new not of on or
    our part-time permanent place please present regards the this to total up us we welcome with years year you your
    available based born citizen english french german spanish hindi january february march july september october
    november december male female married single confidential candidate available objective-driven
    dynamic experienced motivated passionate skilled results-driven self-motivated native fluent
    """.split()
)

NOT_NAMES = TITLES | HEADINGS | COMPANIES | FIELD | PLACES | COMMON
"""None of these words stands in a name. April, May, June and August do: a date beside them has a digit."""

PARTICLES = frozenset(
    "af al ap as av bin bint da das de degli dei del della den der des di do dos du e el ibn la las le los "
    "st ten ter van vom von y zu zum zur".split()
)

HONORIFICS = frozenset("dipl-ing dr eng er herr frau ing ir miss mr mrs ms prof shri smt sri".split())

POST_NOMINALS = frozenset(
    """
    ba bcom be bsc beng btech ccie ccna ccnp ccsk ccsp ceh cipm cipp cisa cism cissp cka ckad cks comptia cpa crisc
    csslp esq gcih gpen gsec gwapt iii ii iv jr jnr ma mba mca md meng mph ms msc mtech oscp osce oswe osep pmp phd
    sr snr rhce rhcsa
    """.split()
)

ROLE_ADDRESSES = frozenset(
    "admin career careers contact cv devops hello hi hire hiring hr info it job jobs mail me my office recruiting "
    "recruitment resume sales security security.team support team the work".split()
)
