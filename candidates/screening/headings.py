"""Recognises the headings that split a resume into sections, in the wordings people use.

A heading is understood from its words: some words name a section ("employment", "Kenntnisse"),
others only decorate it ("professional", "my", "und"). A line made of nothing else is a heading, so
"Relevant Technical Work Experience" needs no entry of its own; phrases whose words mislead
("summary of experience", "soft skills training") are listed whole.
"""

import re
from dataclasses import dataclass, replace

from candidates.screening.folding import fold

SECTIONS = (
    "header", "summary", "experience", "education", "certificates", "skills", "projects", "courses",
    "publications", "volunteering", "languages", "interests", "references", "objective", "other",
)  # fmt: skip

# Words (accents folded) that name a section by themselves.
_NAMING = {
    "experience": """experience experiences employment employer employers internship internships career
        berufserfahrung berufserfahrungen berufspraxis berufstatigkeit werdegang praxiserfahrung praktika
        experiencia experiencias esperienza esperienze werkervaring ervaring loopbaan doswiadczenie
        arbetslivserfarenhet erfarenhet arbetserfarenhet anstallningar erhvervserfaring arbeidserfaring
        erfaring tyokokemus experienta praxe zkusenosti exprience expereince emploi emplois empleo
        parcours carriera trayectoria jobs posts engagements employments zatrudnienie pracovni tapasztalat
        munkatapasztalat tyohistoria tyokokemukset prace praca arbete anstallning iskustvo izkusnje deneyim deneyimi
        опыт досвід опит стаж εμπειρια darbas""",
    "education": """education academic academics educational ausbildung schulbildung bildungsweg studium
        bildung formation formations etudes educacion formacion estudios istruzione formazione studi
        opleiding opleidingen onderwijs wyksztalcenie edukacja utbildning utbildningar uddannelse utdanning
        formacao educacao escolaridade diplomes koulutus vzdelani educatie qualification scholastic
        schooling degrees hochschulbildung study studies retraining schools tanulmanyok vzdelanie obrazovanje
        izobrazevanje egitim opinnot utdannelse utdanninger studie studier образование освіта обучение
        εκπαιδευση σπουδες escuela ecole scuola universita skola haridus issilavinimas""",
    "certificates": """certification certifications certificate certificates certs cert licenses licences
        license zertifikate zertifizierungen zertifizierung zertifikat certificaciones certificados
        certificacion certificazioni certificati certificaten certificeringen certyfikaty certifikat
        certifieringar certificacoes certificeringer sertifikater credentials accreditations""",
    "skills": """skills skill skillset competencies competences competency technologies technology expertise
        proficiencies strengths capabilities toolset tooling tools stack techstack skillsets kenntnisse
        fahigkeiten kompetenzen edv it-kenntnisse technologien fachkenntnisse qualifikationen werkzeuge
        competence habilidades competencias aptitudes conocimientos tecnologias herramientas
        competenze capacita tecnologie vaardigheden competenties technologieen kennis umiejetnosci
        technologie kompetencje kompetenser kunskaper fardigheter teknologier kompetencer ferdigheter
        taidot dovednosti zrucnosti znalosti vestine yetenekler beceriler keszsegek ismeretek навыки умения навички
        технологии osaaminen competente software hardware frameworks databases middleware platforms
        technicalskills keyskills""",
    "projects": """project projects projekte projekt projets projet proyectos progetti projecten projekty
        projetos projekter portfolio""",
    "courses": """courses course training trainings coursework workshops seminars webinars moocs
        weiterbildung weiterbildungen fortbildung fortbildungen schulungen kurse cursos corsi cursussen
        cursus kursy kurser szkolenia""",
    "publications": """publications publication patents papers talks presentations conferences
        veroffentlichungen publikationen vortrage publicaciones pubblicazioni publicaties publikacje
        publikationer publicacoes""",
    "volunteering": """volunteering volunteer voluntary ehrenamt ehrenamtliches benevolat voluntariado
        volontariato vrijwilligerswerk wolontariat""",
    "languages": """languages language sprachen sprachkenntnisse langues idiomas lingue talen jezyki sprak
        sprog linguas jazyky nyelvtudas nyelvek kielitaito kielet diller jezici limbi языки мови""",
    "interests": """interests interest hobbies hobby interessen loisirs intereses aficiones interessi hobbys
        leisure besides zajmy konicky harrastukset fritid zainteresowania intressen interesser hobbyer passions pastimes""",
    "references": """references reference referees referenzen referencias referenze referenties referencje
        referenser referanser referencer""",
    "objective": """objective objectives goal goals objectif objetivo obiettivo doel berufsziel aspirations
        motivation motivacion motivazione motivatie wish wishes""",
    "summary": """summary profile overview kurzprofil profil resume resumen perfil profilo samenvatting
        profiel podsumowanie sammanfattning sammendrag zusammenfassung synopsis sobre qualifications
        curriculum vitae lebenslauf bio snapshot""",
    "header": """contact contacts kontakt contacto contatti contato personalien coordonnees""",
    "other": """awards honors honours achievements accomplishments awards-honors declaration miscellaneous
        auszeichnungen distinctions premios logros premi memberships membership affiliations affiliation
        activities extracurricular extra-curricular additional sonstiges autres otros altro overige
        availability erklaerung""",
}  # fmt: skip
# Words that decorate a heading and decide nothing.
_DECORATING = set(
    """work professional relevant industry technical it job related previous past other key core my the and
    of in details detail area areas highlights history record background selected personal recent main
    major current full brief general program programming computer soft hard practical hands on with
    professionnelle professionnelles profesional laboral professionale professionali werk beruflicher
    berufliche und et y e en de la et des du le les a i och og oraz meine mis mes zawodowe zawodowa top
    special specialized specialised primary secondary additional important significant leadership
    management engineering development security cloud devops network operations methodologies concepts
    domain domains functional executive employee positions position roles role held information data
    for from to completion continuing qualifications summary profile experience knowledge info years
    industrial teaching research military business consulting freelance client clients company
    επαγγελματικη εργασιακη профессиональныи профессиональная трудовои трудовая професіинии munka szakmai pracovni
    pracovne profesionala profesionalno radno arbeids erhvervs profesional professionella laborales lavorativa
    lavorative werkzaamheden techniques tecnicas tecniche technische technischer informatiques informatiques informatik
    informatiche informaticas dati personali daten personliche personnelles personales academicos academica
    attended trained skills exposure public speaking community open source oss side academic key
    accomplishments achievements activities interests patents awards languages certifications training
    licenses courses tools technologies projects education publications frameworks platforms""".split()
)

# Trades and times that qualify "experience" or "career", and make no heading beside any other word.
_OF_WORK = set(
    """teaching nursing medical healthcare clinical retail hospitality sales kitchen culinary restaurant police legal law finance
    financial banking marketing journalism media trade trades craft manufacturing construction logistics transport service services
    military army navy naval force air marine civilian federal government public private sector corporate academic nonprofit charity startup
    non nontechnical nontech unrelated earlier prior former first second third last early late later pre post additional it tech cyber cybersecurity
    infosec appsec devsecops sre sysadmin software technology paid salaried permanent contract contracting timeline path journey life""".split()
)
_WORK_NOUNS = frozenset(("experience", "experiences", "career", "careers", "employment", "jobs", "history"))

# Phrases whose words would mislead, or that name a section without a naming word.
_PHRASES = {
    "experience": """work history;employment history;career history;work;positions held;professional
        background;work background;job history;company details;professional history;roles held;
        project experience;professional project experience;consulting projects;client projects;
        beruflicher werdegang;vita;stationen;parcours professionnel;vie professionnelle;historial laboral;
        vida laboral;historial profesional;storia lavorativa;przebieg kariery;historia zatrudnienia;
        kariera;career;career summary and experience;work summary;employment summary;career progression;
        organizational experience;organisational experience;organisation experience;organization details;
        professional engagements;assignments;career path;bisherige tatigkeiten;tatigkeiten;
        professional journey;professional career;relevant positions;where i have worked;
        work and experience;work and projects;projects and work;experience and employment;occupational history;contract history;contracts;
        permanent jobs;previous jobs;earlier jobs;past jobs;jobs so far;earlier roles;previous roles;earlier work;
        last job;last project;current role;current job;current position;current roles;current jobs;current positions;
        past positions;past roles;former positions;former roles;previous positions;earlier positions;positions;
        roles;now;right now;these days;before;earlier;previously;before that;
        what i do now;what i do;what i did;what i did before;where i worked;where i have been;what i have done;
        my work;my jobs;my career;so far;praca zawodowa;pracovni zkusenosti;szakmai tapasztalat;
        radno iskustvo;опыт работы;профессиональныи опыт;досвід роботи;трудовои стаж;is deneyimi;
        parcours pro;ou j ai travaille;wo ich gearbeitet habe;bisher;was ich gemacht habe;
        before it;before tech;before security;before cyber;before cybersecurity;career timeline;professional timeline;career before it;career before security;contracting;
        earlier life;previous life;past life;former life;other work;paid work;non it work;day job;
        day jobs;gigs;work log;job log;work life;working life;timeline;work timeline;job timeline;
        where i've worked;where i’ve worked;where i work;where i've been;places i've worked;
        places i worked;contract work;contract roles;freelance work;freelancing;freelance roles;
        consulting work;self-employment;self employment;positions;appointments;my journey;career journey;
        the journey so far;my path;the path so far;professional path;career in brief;employment in brief;
        experience most recent first;employers and roles;employers and dates;riwayat pekerjaan;
        riwayat kerja;pengalaman kerja;pengalaman;pekerjaan;kinh nghiem lam viec;kinh nghiem;
        qua trinh cong tac;karriere;berufsleben;arbeit;beruf;experiences pro;experience pro;
        pracovni historie;pracovne skusenosti;karrierevej;trabajo;trabajos;carreira;percurso profissional;
        percurso;lavoro;lavori;carriera;werk;werkverleden;werkgeschiedenis;loopbaan;kariera zawodowa;
        tyoura;karriar;yrkeserfarenhet;yrkesliv;yrkeserfaring;starfsreynsla;starfsferill;pervoja e punes;
        pervoja;darba pieredze;darbo patirtis;tookogemus;experiencia laboral;experiencia professional;
        професионален опит;трудов стаж;радно искуство;professional appointments;職歴;职业经历;工作经历;工作经验;경력;경력사항;
        الخبرات;الخبرة;الخبرات العملية;ניסיון תעסוקתי;ניסיון""",
    "summary": """summary of experience;experience summary;professional experience summary;career summary;
        profile summary;professional summary;executive summary;summary of qualifications;about me;about;
        who i am;uber mich;a propos;a propos de moi;a proposito di me;over mij;sobre mi;sobre mim;o mnie;
        om mig;chi sono;technical summary;career profile;career overview;executive profile;
        professional profile;career highlights;highlights;professional overview;work profile;introduction;
        personal statement;personal profile;personal summary;professional credentials and abilities;
        qualifications summary;key qualifications;qualifications;core qualifications;career synopsis""",
    "objective": """career objective;career objectives;job objective;professional objective;career goal;
        career goals;career aspirations;what i want;what i look for;what i am looking for;looking for;what i seek;
        position sought;role sought;post sought;job sought;work sought;position wanted;role wanted;job wanted;
        position desired;desired position;desired role;desired job;target role;target position;target job;
        what i would like;what next;next step;next steps;why me;why you;why it;why security;why i apply;why this job;
        what i bring;what i offer;what drives me;statement;was ich suche;was ich will;ce que je cherche;
        lo que busco;cosa cerco;wat ik zoek;wat ik wil;vad jag soker""",
    "skills": """core competencies;areas of expertise;technical expertise;technical proficiency;skill details;
        it skills;skill set;technical skill set;skills set;tech stack;technology stack;technical profile;
        technical environment;technical knowledge;knowledge;programming languages;scripting languages;
        languages and frameworks;languages and tools;programming;technical qualifications;
        computer skills;operating systems;skills summary;skills and abilities;skill and abilities;
        what i know;tech i know;tools i know;technologies i know;things i know;tech i use;tools i use;technologies i use;
        what i can;what i can do;what i use;what i work with;what i am good at;things i use;my tools;
        my stack;was ich kann;ce que je sais faire;computer;tools and technologies;abilities;technical toolkit;toolkit;toolbox;it skillset;
        areas of knowledge;core technologies;technical;technical competency;technical strengths;
        it knowledge;professional skills;savoir faire;savoir-faire;informatique;specialties;specialities;
        technical skills summary;experience and skills;it proficiency;technical details;keywords;
        keahlian;keterampilan;kemampuan;ky nang;habilitats;faerni;aftesite;aftesi;prasmes;gebejimai;
        oskused;技能;专业技能;スキル;기술;المهارات;כישורים""",
    "education": """academic background;academic qualifications;academic qualification;academic details;
        academic profile;academic credentials;educational qualifications;education details;
        scholastic record;academic record;academic history;educational background;qualification details;
        schule und studium;formazione scolastica;titulos academicos;academic projects and education;
        studies;university;college;school;school education;schule;education and training;
        education and certifications;education and certificates;istruzione e formazione;modules;
        pendidikan;riwayat pendidikan;hoc van;trinh do hoc van;educacio;estudis;menntun;arsimi;arsimimi;
        where i studied;learning;academia;izglitiba;issilavinimas;haridustee;образование и обучение;学历;学歴;
        教育背景;학력;التعليم;השכלה""",
    "courses": """professional development;certificates of completion;online courses;trainings attended;
        professional training;additional training;continuing education;further training;
        training and workshops;training and courses;training and certifications""",
    "certificates": """professional certifications;certifications and training;licenses and certifications;
        certifications and licenses;professional qualifications;certifications and courses;certified;
        additional qualification and certifications;additional qualifications and certifications;
        professional memberships and certifications;certifications and affiliations;badges""",
    "projects": """academic projects;personal projects;key projects;project details;final project;side projects;
        open source;open source contributions;open source projects;projects undertaken;home lab;homelab;
        github;project work;lab projects;labs""",
    "volunteering": """boards;board memberships;boards and community;community and boards;committees;
        civic engagement;community service;volunteer experience;voluntary work;community involvement;
        ehrenamtliche tatigkeit;ehrenamtliches engagement;volunteer work;community work;
        social engagement;social work;military service;wehrdienst;zivildienst;
        unpaid work;unpaid roles;unpaid;giving back;charity work;pro bono work;pro bono;
        civic life;honorary posts;honorary positions;honorary roles;voluntary positions;voluntary roles;
        community;community engagement;community leadership;community activities;outreach and community;
        academic service;professional service;mentoring;clubs;clubs and societies;societies;
        trustee roles;trusteeships;relawan;pengalaman organisasi;organisasi;voluntariat;pengabdian""",
    "languages": """english;language skills;foreign languages;languages known;competenze linguistiche;
        langues etrangeres;linguistic skills;languages spoken;spoken languages;
        bahasa;ngon ngu;idiomes;tungumal;gjuhet;kalbos;valodas;keeled;言語;语言;언어;اللغات;שפות""",
    "interests": """i like;things i like;what i like;for fun;
        outside work;outside;beyond work;off duty;spare time;free time;when not working;away from work;
        apart from work;volny cas;wolny czas;vapaa aika;tempo libero;tiempo libre;temps libre;vrije tijd;
        personal interests;hobbies and interests;interests and hobbies;freizeit;
        centres d'interet;hobbys und interessen""",
    "header": """contact information;contact details;personal details;personal information;personal data;
        personal info;contact info;personliche daten;personliche angaben;personal particulars;
        dati personali;datos personales;informations personnelles;informacion personal;get in touch;
        contact me;general information;biodata""",
    "other": """additional information;other information;honors and awards;honors-awards;awards and honors;
        awards and achievements;achievements and awards;key achievements;accomplishments;core accomplishments;
        professional affiliations;professional memberships;activities and honors;activities;
        extracurricular activities;passport details;visa status;miscellaneous;further information;
        weitere informationen;attributes;personal attributes;salary;notice period;contents;
        personal strengths;not mine;gaps;what i do not do;what i have not done;what i can not do;what i cannot do;
        what i have not;limits;remarks;notes;clearance;rate;day rate;the rest""",
}  # fmt: skip

# Labels inside a job: they open its duties, they do not end it.
_DUTIES = set(
    """responsibilities;roles and responsibilities;role and responsibilities;key responsibilities;duties;
    job responsibilities;job description;key duties;main responsibilities;main activities;
    main activities and responsibilities;project description;description;aufgaben;tatigkeiten und aufgaben;
    responsabilites;missions;responsabilidades;funciones;mansioni;attivita;zakres obowiazkow;
    arbetsuppgifter;taken;verantwoordelijkheden;contributions;key contributions;roles played;
    responsibility;key responsibility areas;kra;day to day responsibilities;key results;
    tatigkeitsschwerpunkte;aufgabenschwerpunkte;schwerpunkte;realisations""".replace("\n", " ").split(";")
)
_DUTIES = {" ".join(phrase.split()) for phrase in _DUTIES}
# Labels for a list of tools. Inside a job they belong to the job ("Environment: Jenkins, Docker").
_TOOL_LABELS = set(
    """tools technologies technology stack techstack software hardware frameworks databases database middleware
    platforms platform languages environment tooling programming skills technologien werkzeuge""".split()
)

# Words of a subject: they qualify a plain heading word ("security certifications") but make a job title
# or a skill of an ambiguous one ("information technology", "project management").
_SUBJECTS = set(
    """information data development engineering management security cloud network operations business
    research consulting computer program programming leadership client company teaching military""".split()
)
_AMBIGUOUS = set(
    """software hardware technology project training expertise platform career language activities
    additional competence formation employer license cert profile qualification database""".split()
)

_NAMES = {word: section for section, words in _NAMING.items() for word in words.split()}
_WHOLE = {
    " ".join(phrase.split()): section
    for section, phrases in _PHRASES.items()
    for phrase in phrases.split(";")
}
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_MAX_WORDS, _LONGEST = 7, 64
# A label in front of its content: "Skills: Docker", "CORE COMPETENCIES ~ Ant", "TECHNICAL SKILLS Languages".
_LABEL = re.compile(r"[^\w(\[]{0,6}([^\W\d_][^:：\n]{1,40}?)\s?[:：]\s*(?=\S)")
# A label in a cell of its own: headings that stand beside their text.
_CELL = re.compile(r"[^\w(\[]{0,6}([^\W\d_][^:：\t\n]{1,40}?)\s?[:：]?[ ]{0,3}\t\s*(?=\S)")
_AMOUNT = re.compile(r"(?i)\W{0,3}\d{1,2}(?:[.,]\d)?\s?\+?\s?(?:years?|yrs?|months?)\b")
_CAPITALS = re.compile(
    r"[^\w(\[]{0,6}((?:[^\W\d_a-z]{2,}|&)(?:[ /-]{1,2}(?:[^\W\d_a-z]{2,}|&)){0,4})(?:\s*[-–~|•]|\s)\s*(?=\S)"
)
# A heading glued to the end of a line: "... 10 monthsCompany Details".
_TAIL = re.compile(
    r"(?:(?<=[a-z0-9.,)])|(?<=\s))((?:Education|Company|Skills?|Project|Personal|Certification)s? Details?)\s*$"
)
# A remark behind a heading: "Contracts (all through my own company)".
_REMARK = re.compile(r"\s\([^()]{1,48}\)?$")
_HUMAN = frozenset(
    """english german french spanish italian dutch portuguese polish swedish danish norwegian russian hindi arabic
    chinese mandarin japanese korean turkish czech hungarian romanian greek urdu tamil telugu marathi bengali
    gujarati punjabi kannada malayalam ukrainian hebrew persian farsi deutsch englisch franzosisch spanisch
    italienisch russisch turkisch polnisch niederlandisch francais anglais allemand espagnol italien ingles frances
    aleman espanol castellano catalan italiano portugues inglese francese tedesco spagnolo engels duits frans
    nederlands angielski niemiecki polski francuski engelska tyska franska svenska engelsk dansk norsk tysk
    muttersprache native bilingual fluent finnish suomi vietnamese thai indonesian malay croatian serbian
    bulgarian slovak""".split()
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a line announces. Forms: whole (a line of its own), inline (a label in front of content), cell (a label
    beside content that goes on below), tail (glued to the end of the line; what follows is its section), duties (inside a job)."""

    form: str
    section: str
    tools: bool = False  # a mere list of tools, which inside a job stays part of the job

    def over(self, section: str) -> "Heading":
        """The same heading over another section."""
        return replace(self, section=section)


def heading_of(row: str, before: str) -> Heading | None:
    """The heading in a line, judged with the line before it; None where it is content."""
    text = row.strip()
    if not text:
        return None
    if len(text) <= _LONGEST:
        whole = _whole(text, before)
        if whole is not None:
            return whole
    beside = _beside(text)
    if beside is not None:
        return beside
    label = _LABEL.match(text)
    labelled = _inline(label[1]) if label is not None else None
    if labelled is not None:
        return labelled
    if text[:2].isupper() or not text[0].isalnum():
        capitals = _CAPITALS.match(text)
        labelled = _inline(capitals[1]) if capitals is not None else None
        if labelled is not None:
            return labelled
    tail = _TAIL.search(text) if text.endswith(("Details", "Detail")) else None
    section = section_named(tail[1]) if tail is not None else None
    return Heading("tail", section) if section is not None else None


def human_language(text: str) -> bool:
    """Whether a line names a language that people speak."""
    return any(word in _HUMAN for word in _WORD.findall(fold(text)))


def _whole(text: str, before: str) -> Heading | None:
    letters = unspaced(text).strip(" \t:：-–—_=*#|•·►▪■➢.~<>[]()\uf0b7")
    if not letters or letters[-1] in ",;":
        return None
    # The wrapped rest of a sentence ("... years of" / "experience") begins with a small letter.
    if letters[0].islower() and before.strip() and not text.endswith(":"):
        return None
    if opens_duties(letters):
        return Heading("duties", "experience")
    section = section_named(letters) or section_named(_REMARK.sub("", letters))
    if section is None:
        return None
    return Heading("whole", section, names_tools_only(letters))


def _beside(text: str) -> Heading | None:
    """A label in the first of two cells; what merely says an amount ("Experience", "5 years") opens nothing."""
    cell = _CELL.match(text)
    if cell is None or "\t" in text[cell.end() :] or _AMOUNT.match(text, cell.end()):
        return None
    labelled = _inline(cell[1])
    return replace(labelled, form="cell") if labelled is not None and labelled.form == "inline" else None


def _inline(label: str) -> Heading | None:
    if opens_duties(label):
        return Heading("duties", "experience")
    section = section_named(label)
    if section is None:
        return None
    return Heading("inline", section, section == "skills" and names_tools_only(label))


def section_named(label: str) -> str | None:
    """The section that a label names, or None when its words name none (or say anything else)."""
    words = _WORD.findall(fold(label))
    if not words or len(words) > _MAX_WORDS:
        return None
    section = _WHOLE.get(" ".join(words))
    if section is not None:
        return section
    if words[-1] in _WORK_NOUNS and all(map(_tells_which_work, words[:-1])):
        return "experience"
    known = [(word, _NAMES.get(word)) for word in words]
    if any(name is None and word not in _DECORATING for word, name in known):
        return None
    naming = [(word, name) for word, name in known if name is not None]
    if all(word in _AMBIGUOUS for word, _ in naming) and any(word in _SUBJECTS for word in words):
        return None
    return naming[0][1] if naming else None


def _tells_which_work(word: str) -> bool:
    """Whether a word before "experience" says whose or which, and names no section of its own."""
    parts = word.split("-")
    return all(part in _OF_WORK or (part in _DECORATING and part not in _NAMES) for part in parts)


def opens_duties(label: str) -> bool:
    """Whether a label opens the duties of the job above it ("Responsibilities:")."""
    return " ".join(_WORD.findall(fold(label))) in _DUTIES


def names_tools_only(label: str) -> bool:
    """Whether a label announces a list of tools, which inside a job stays part of the job."""
    words = _WORD.findall(fold(label))
    return all(word in _TOOL_LABELS or word in _DECORATING for word in words)


def unspaced(text: str) -> str:
    """Closes letter-spaced headings: "E X P E R I E N C E" as designers set them."""
    letters = text.split()
    if len(letters) < 5 or sum(len(letter) > 1 for letter in letters) > 1:
        return text
    return " ".join(part.replace(" ", "") for part in re.split(r"\s{2,}", text))
