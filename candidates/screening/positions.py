"""Turns dated entries into jobs: leaves out studies and unpaid time, names title and employer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from candidates.screening.dates import DateRange
from candidates.screening.duties import Duties
from candidates.screening.entries import Entry
from candidates.screening.headings import section_named
from candidates.screening.lines import Line, bullet_end
from candidates.screening.naming import Names, names_of
from candidates.screening.occupations import TECHNICAL, Title, doubtful_nouns, read_title
from candidates.screening.relevance import headline_is_technical, is_relevant

INTERNSHIP_WEIGHT = 0.5

_NEVER = frozenset(("publications", "volunteering"))
_DOUBTFUL = frozenset(
    ("education", "certificates", "courses", "skills", "languages", "interests", "references")
)
_LESSONS = frozenset(("courses", "certificates", "education"))
_PAID_PROJECT = re.compile(
    r"(?i)(?<!\w)(?:client|role|employer|company|organi[sz]ation|designation|customer)\s?[:–-]"
)
_PAUSES = ("absence", "leave", "event")
_FAMILY = re.compile(
    r"(?i)\W*(?:\w+ ){0,2}(?:child|children|kids?|baby|twins|family|kind|kinder|enfants?|hijos?)\W*"
)
_COVER = re.compile(
    r"(?i)\bcover\b|replac|substitut|vertretung|rempla|supl[eê]n|sostitu|vervang|zast[eę]p|vikari|vicari|sijai"
)
_OWN_ACCOUNT = re.compile(
    r"(?i)self[- ]?employed|freelanc|freiberuf|selbst[aä]ndig|independent|ind[ée]pendant|aut[óo]nom[oa]|zzp|zelfstandig|sole trader|own account"
)
_STUDENT_JOB = re.compile(r"(?i)(?<!\w)student (?!of\b|at\b|in\b|for\b)\w")
# What begins so teaches who is named in it: "Umschulung zum Fachinformatiker", "Formation Développeur web".
_RETRAINING = re.compile(
    r"(?i)\W*(?:um|weiter|fort)bildung\b|\W*(?:umschulung|formation|formaci[oó]n|formazione|formação|rekvalifikace|omscholing|szkolenie|boot ?camp)\b"
)
_LEARNER = re.compile(r"(?i)\b(?:trainee|apprentice|student|learner|participant|cohort|fellow|cadet)\b")
_UNPAID = r"(?:not (?:yet )?employed|no employment|unpaid|no (?:salary|pay)\b|without (?:pay|salary)|not a (?:paid )?job|not (?:a )?paid)"
_NOT_PAID = re.compile(rf"(?i)\b{_UNPAID}")
_TELLS_OF_STUDY = re.compile(
    r"(?i)\W*(?:(?:this|it) was )?(?:(?:an?|intensive|full[- ]?time|unpaid|(?:\w+[- ])?funded|free|residential|\d{1,3}[- ](?:week|month|day|hour)s?)\s+){1,4}"
    rf"(?:(?:training|courses?|boot ?camp|study|studies|student|learning|re-?training|reskilling|classes)\b)|.{{0,60}}\b{_UNPAID}"
)
_SERVICE = re.compile(r"(?i)\b(?:military|army|navy|air force|marine corps|national guard)\b")
_OF_INTERNSHIP = re.compile(
    r"(?i)\W{0,3}(?:\w+ ){0,2}(?:intern(?:ship)?|praktikum|pflichtpraktikum|stage|tirocinio|pr[aá]cticas|est[aá]gio)\b"
)
_JOBS = frozenset(("called", "other"))
_YEAR = re.compile(r"\d{4}")
_ROW_LENGTH, _ROWS = 80, 1_000
_REMARK_LENGTH, _REMARKS = 90, 4
_SAME_REACH, _NAMING_LENGTH = 10, 300
_EXACT_SLACK, _YEAR_SLACK = 1, 11
"""Months by which the roles at an employer may miss its whole time, where months are given and where only years."""
_SAME = re.compile(r"(?i)(?:the )?same (?:\w+ )?\w+$")


@dataclass(frozen=True, slots=True)
class Job:
    """A paid dated entry, with the weight of its months."""

    entry: Entry
    title: str
    employer: str
    weight: float
    nested: bool = False  # the employer stands in a row of its own, which may be over several jobs


def jobs_of(entries: Sequence[Entry], top: Sequence[str], text: str) -> list[Job]:
    """The jobs among the entries, in order; those on top of a resume only where no others are dated.

    `top` are the rows above the first entry: they tell what the owner is.
    """
    heads_jobs = any(
        entry.section == "experience" and entry.under and entry.title.names_job for entry in entries
    )
    work = [
        entry
        for entry in entries
        if _is_work(entry, text)
        and not (heads_jobs and _is_headed_study(entry, text))
        and not _trains(entry, text)
    ]
    dated_below = [entry for entry in work if entry.section not in ("header", "summary", "objective")]
    work = dated_below or work
    names = [_names_in(entry, text) for entry in work]
    told = _without_employers(text, work, names)
    titles = [_title_alone(entry, found) for entry, found in zip(work, names, strict=True)]
    headline = headline_is_technical(top, titles, told)
    on_top = (
        doubtful_nouns(row for row in top if read_title(row).kind == TECHNICAL) if headline else frozenset()
    )
    # Without a heading only technical titles show it: "Firewall engineer" on top, "2013 - 2019 integrator" below.
    titled = {
        entry.under
        for entry in work
        if entry.title.names_job and (entry.under or entry.title.kind == TECHNICAL)
    }
    jobs: list[Job] = []
    for entry, title, called in zip(work, titles, names, strict=True):
        # Where the other jobs under a heading bear titles, one without a known title has an unknown one; but who works
        # for themselves does what the headline says.
        named = entry.title.names_job or "internship" in entry.title.labels
        named = named or _OWN_ACCOUNT.search(entry.label[:_NAMING_LENGTH]) is not None
        silent = not named and (entry.under in titled or (bool(entry.under) and any(titled)))
        in_headline = bool(on_top) and not on_top.isdisjoint(doubtful_nouns((called.title,)))
        job = _job(entry, title, called, told, headline=headline and not silent, in_headline=in_headline)
        jobs.append(_at_same_employer(job, jobs))
    return _without_whole_times(jobs)


def _names_in(entry: Entry, text: str) -> Names:
    """The title and the employer that the rows beside an entry's dates name."""
    rows = (entry.label[:_NAMING_LENGTH], *entry.near)
    return names_of(rows, above="\n" in text[entry.body[0] : entry.dates.start])


def _without_whole_times(jobs: Sequence[Job]) -> list[Job]:
    """The jobs without rows that give an employer's whole time above the roles there, which take the employer on."""
    kept: list[Job] = []
    employer, roles = "", 0
    for number, job in enumerate(jobs):
        if roles > 0:
            roles -= 1
            kept.append(job if job.employer or not employer else replace(job, employer=employer))
            continue
        roles = _roles_within(jobs, number)
        if roles > 0:
            employer = job.employer or job.title
        else:
            kept.append(job)
    return kept


def _roles_within(jobs: Sequence[Job], number: int) -> int:
    """How many jobs below an employer's row are the roles that fill its time; 0 where they don't, or it is none."""
    whole = jobs[number].entry
    if jobs[number].title or whole.mention or whole.shared or whole.dates.single:
        return 0
    roles = 0
    for job in jobs[number + 1 :]:
        entry = job.entry
        if not job.title or entry.under != whole.under or not _lies_in(entry.dates, whole.dates):
            break
        roles += 1
    times = [job.entry.dates for job in jobs[number + 1 : number + 1 + roles]]
    if not times:
        return 0
    least = min(dates.first for dates in times)
    open_end = any(dates.last is None for dates in times)
    most = None if open_end else max(dates.last or 0 for dates in times)
    slack = _EXACT_SLACK if whole.dates.exact else _YEAR_SLACK
    ends = most is None if whole.dates.last is None else most is not None and whole.dates.last - most <= slack
    return roles if ends and least - whole.dates.first <= slack else 0


def _lies_in(dates: DateRange, whole: DateRange) -> bool:
    """Whether a range is within another, give or take what years alone leave open."""
    slack = _EXACT_SLACK if whole.exact and dates.exact else _YEAR_SLACK
    if dates.single or dates.first < whole.first - slack:
        return False
    return whole.last is None or (dates.last is not None and dates.last <= whole.last + slack)


def _at_same_employer(job: Job, before: Sequence[Job]) -> Job:
    """A job at the "same company", or without an employer below one whose employer heads several jobs."""
    if not before:
        return job
    if _SAME.match(job.employer):
        noun = job.employer.split()[-1].casefold()
        recent = before[: -_SAME_REACH - 1 : -1]
        known = (earlier.employer for earlier in recent if noun in earlier.employer.casefold())
        return replace(job, employer=next(known, before[-1].employer))
    last = before[-1]
    if job.employer or not job.title or not last.nested or job.entry.under != last.entry.under:
        return job
    return replace(job, employer=last.employer, nested=True)


def with_titles(jobs: Sequence[Job], lines: Sequence[Line]) -> list[Job]:
    """The jobs; one that names its employer only has the title that a row elsewhere gives with that employer.

    Job boards export "SOC Analyst - Acme" on top, and "company - Acme" with the dates far below.
    """
    if all(job.title or not job.employer for job in jobs):
        return list(jobs)
    rows = [line.text for line in lines if not line.bullet and 0 < line.end - line.start <= _ROW_LENGTH]
    named = [names_of((row,)) for row in rows[:_ROWS] if _YEAR.search(row) is None]
    titles = {names.employer: names.title for names in reversed(named) if names.employer and names.title}
    return [replace(job, title=job.title or titles.get(job.employer, "")) for job in jobs]


def _is_work(entry: Entry, text: str) -> bool:
    """Whether an entry is paid work, by its section and its wording."""
    title = entry.title
    if _absent(entry):
        return False
    if entry.section in _NEVER:
        return _SERVICE.search(entry.under) is not None and title.names_job and title.kind == TECHNICAL
    if entry.section == "education" and _OF_INTERNSHIP.match(entry.label) is not None:
        return not entry.mention and not title.names_studies
    if entry.section in _DOUBTFUL and not (entry.shared and not entry.under):
        named = title.names_job and title.kind == TECHNICAL and not title.names_studies
        return named and not entry.mention and not (title.doubtful and entry.section in _LESSONS)
    if entry.section == "projects":
        paid = _PAID_PROJECT.search(text, *entry.body) or _OWN_ACCOUNT.search(entry.under)
        return paid is not None and not title.names_studies
    if "degree" in title.labels and "internship" not in title.labels:
        working = title.names_job and _STUDENT_JOB.search(entry.label) is not None
        return (
            entry.section == "experience"
            and bool(entry.under)
            and (working or not _JOBS.isdisjoint(title.labels))
        )
    return "school" not in title.labels or title.names_job or bool(entry.under)


def _is_headed_study(entry: Entry, text: str) -> bool:
    """Whether an entry stands under a heading of education and tells no duties: "Fachinformatiker" is what one learnt
    to be there."""
    if entry.section != "education" or section_named(entry.under) != "education":
        return False
    rows = text[entry.dates.end : entry.body[1]].split("\n")[1:]
    worked = Duties("\n".join(row for row in rows if bullet_end(row))).technical_kinds > 1
    return not worked and _OF_INTERNSHIP.match(entry.label) is None


def _trains(entry: Entry, text: str) -> bool:
    """Whether the lines of an entry say that somebody learnt there and was not employed."""
    if _RETRAINING.match(entry.label) is not None:
        return True
    if _LEARNER.search("\n".join((entry.label[:_NAMING_LENGTH], *entry.near[:2]))) is None:
        return False
    rows = text[entry.dates.end : entry.body[1]].split("\n", _REMARKS + 1)[1 : _REMARKS + 1]
    told = [row for row in rows if len(row.strip()) <= _REMARK_LENGTH and _TELLS_OF_STUDY.match(row)]
    worked = (
        Duties("\n".join(rows)).technical_kinds > 1
    )  # "12-week training, then React and Python in the shop's team"
    return any(not worked or _NOT_PAID.search(row) for row in told)


def _absent(entry: Entry) -> bool:
    """Leave, studies without pay, voluntary work: said in the words right beside the date."""
    if _COVER.search(entry.label) is not None:
        return False  # "Maternity leave cover": somebody else's
    beside = [entry.label, *entry.near[:1]] if not read_title(entry.label).names_job else [entry.label]
    untitled = not entry.title.names_job and "internship" not in entry.title.labels
    pauses = _PAUSES if untitled else _PAUSES[:2]
    said = [read_title(clause).labels for part in beside for clause in _beside(part, entry)]
    return any(not labels.isdisjoint(pauses) for labels in said)


def leaves_of(entries: Sequence[Entry]) -> list[DateRange]:
    """The dated leaves among the entries: time without work, also within a job."""
    return [
        entry.dates
        for entry in entries
        if not entry.dates.single
        and any("leave" in read_title(clause).labels for clause in _beside(entry.label, entry))
        and not read_title(entry.label).names_job
        and _COVER.search(entry.label) is None
    ]


def _beside(part: str, entry: Entry) -> list[str]:
    """What stands right beside the dates: of a row that begins with them its first clause, unless that says why
    somebody was away: "2019 - 2020 two children, parental leave"."""
    clauses = re.split(r"[,;]", part)
    first_only = len(clauses) > 1 and entry.body[0] == entry.dates.start
    return clauses[:1] if first_only and _FAMILY.fullmatch(clauses[0]) is None else [part]


def _without_employers(text: str, work: Sequence[Entry], names: Sequence[Names]) -> str:
    """The text with spaces where jobs name their employers: a bank's engineer is one, "Harbour Systems"' clerk none."""
    for entry, found in zip(work, names, strict=True):
        at = text.find(found.employer, *entry.body) if found.employer else -1
        if at >= 0:
            end = at + len(found.employer)
            text = text[:at] + " " * (end - at) + text[end:]
    return text


def _title_alone(entry: Entry, names: Names) -> Title:
    """The title without the employer beside it: the project manager of "Fernhill Systems" manages any project."""
    if not names.title or not names.employer or names.employer not in entry.label:
        return entry.title
    if entry.title.owns and entry.title.near_other_work:
        return entry.title
    alone = read_title(entry.label.replace(names.employer, " ", 1))
    return alone if alone.names_job or not entry.title.names_job else entry.title


def _job(entry: Entry, title: Title, names: Names, told: str, *, headline: bool, in_headline: bool) -> Job:
    """`told`: the text without employers, which say nothing of what somebody did."""
    body = told[entry.body[0] : entry.body[1]]
    bare = "\n" not in body.strip()  # duties, where there are any, say more than the headline
    relevant = is_relevant(title, body, headline=headline, in_headline=in_headline and bare)
    weight = (INTERNSHIP_WEIGHT if _is_internship(entry, title) else 1.0) if relevant else 0.0
    return Job(entry, names.title, names.employer, weight, nested=names.row > 0)


def _is_internship(entry: Entry, title: Title) -> bool:
    if "internship" in title.labels:
        return True
    return any("internship" in read_title(row).labels for row in (entry.label, entry.under, *entry.near[:2]))
