"""A person's resumes beside each other: a list of them, and what of two of them differs.

Nothing is judged here: both reports stand as they were made, and the difference is read off them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from candidates.choices import ActivityState, ScreeningState
from candidates.models import Application, Candidate, Job, Resume, ResumeFacts, Screening
from candidates.models.querysets import Hidden
from candidates.queries.identity import report_of, text_of
from candidates.queries.json_resume import HELD, certificates, kinds_of
from candidates.screening.hiding import shown
from candidates.screening.packing import unpack_facts

CAME, WENT, CHANGED, SAME = "came", "went", "changed", "same"
HOWS = {CAME: "Came", WENT: "Went", CHANGED: "Changed"}
MOST_LINES = 1000
"""So many lines of each text are compared: some twenty pages. It bounds the time that a strange file may take."""

AROUND = 2
"""Lines that are the same, shown before and after those that are not."""


@dataclass(frozen=True)
class Version:
    """One of a person's resumes. screening: its newest, without the report. job: the one it came for, as far as the user
    sees it. used_by: the person's applications that stand on it, as far as the user sees them."""

    resume: Resume
    screening: Screening | None
    job: Job | None
    used_by: tuple[Application, ...]

    @property
    def is_read(self) -> bool:
        """Whether there is a report to compare."""
        return self.screening is not None and self.screening.state == ScreeningState.DONE

    @property
    def is_waiting(self) -> bool:
        """Whether it is about to be read."""
        waiting = (ScreeningState.QUEUED, ScreeningState.RUNNING)
        return self.screening is not None and self.screening.state in waiting


@dataclass(frozen=True)
class Quote:
    """Words of a text and the line they begin on."""

    quote: str
    line: int


@dataclass(frozen=True)
class Difference:
    """What two resumes don't show alike. code: of a flag, an activity, or a certificate's signal; name: what the text calls
    it, "" for what the guide names. how: CAME, WENT or CHANGED; before and after: an activity's states. polarity and
    looked_for: a flag's."""

    code: str
    how: str
    quotes_before: tuple[Quote, ...] = ()
    quotes_after: tuple[Quote, ...] = ()
    name: str = ""
    before: str = ""
    after: str = ""
    polarity: str = ""
    looked_for: tuple[str, ...] = ()

    @property
    def how_said(self) -> str:
        """In a word."""
        return HOWS[self.how]

    @property
    def before_said(self) -> str:
        """An activity's state before, in a word."""
        return ActivityState(self.before).label

    @property
    def after_said(self) -> str:
        """And after."""
        return ActivityState(self.after).label


@dataclass(frozen=True)
class Dated:
    """When a job was and how it counts, as a report has it."""

    start: str | None
    end: str | None
    months: float | None
    weight: float | None
    relevant: bool
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class PositionDifference:
    """A job that only one of two resumes names, or that they date or count differently."""

    title: str | None
    employer: str | None
    how: str
    before: Dated | None
    after: Dated | None

    @property
    def how_said(self) -> str:
        """In a word."""
        return HOWS[self.how]


@dataclass(frozen=True)
class Side:
    """One of the two: its resume with the figures of its report."""

    resume: Resume
    screening: Screening
    report: dict[str, Any]
    text: str


@dataclass(frozen=True)
class Row:
    """Lines beside each other, None where a side has none; kind: SAME, CAME, WENT or CHANGED."""

    kind: str
    before: Quote | None
    after: Quote | None


@dataclass(frozen=True)
class Hunk:
    """Lines around a change. skipped: so many equal ones, not shown, come before it."""

    skipped: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Comparison:
    """What came, went and changed from one resume to the other. cut: a text is longer than what was compared of it."""

    before: Side
    after: Side
    flags: list[Difference]
    activities: list[Difference]
    certificates: list[Difference]
    positions: list[PositionDifference]
    lines: list[Hunk]
    cut: bool
    most_lines: int = MOST_LINES

    @property
    def sides(self) -> tuple[Side, Side]:
        """Before and after."""
        return self.before, self.after

    @property
    def same_rules(self) -> bool:
        """Whether the same rules read both: else some of what differs may be theirs."""
        return self.before.screening.revision_id == self.after.screening.revision_id


def read_versions(
    user: Any,
    resumes: Sequence[Resume],
    *,
    applications: Iterable[Application] | None = None,
    hidden: Hidden = None,
) -> list[Version]:
    """What is to be said of these resumes, in their order; three queries, none for none.

    resumes: such as the user sees, with names that the user may read. applications: among which is looked for those that
    use them, with their jobs; all that the user sees unless given. hidden: what read_hidden_jobs() gives, for resumes that
    were read with their jobs.
    """
    keys = [resume.pk for resume in resumes]
    if not keys:
        return []
    if applications is None:
        applications = Application.objects.visible_to(user).filter(resume__in=keys).select_related("job")
    used: dict[int | None, list[Application]] = {}
    for application in sorted(applications, key=lambda row: -row.pk):
        used.setdefault(application.resume_id, []).append(application)
    screenings = Screening.objects.filter(resume__in=keys).select_related("revision")
    screenings = screenings.defer("report", "revision__document")
    newest = {row.resume_id: row for row in screenings.order_by("revision__published_at", "revision", "pk")}
    if hidden is None:
        jobs = Job.objects.visible_to(user).in_bulk({resume.job_id for resume in resumes} - {None})
    else:
        jobs = {resume.job_id: resume.job for resume in resumes if resume.job_id not in {None, *hidden}}
    return [
        Version(resume, newest.get(resume.pk), jobs.get(resume.job_id), tuple(used.get(resume.pk, ())))
        for resume in resumes
    ]


def compare_versions(candidate: Candidate, before: Resume, after: Resume) -> Comparison | None:
    """What of two resumes of a person differs; None if one of them has no report. candidate: as veil() left them.

    Their reports are those by the newest rules. Two queries.
    """
    facts = ResumeFacts.objects.select_related(
        "screening__revision", "revision", "resume__document", "resume__reading"
    )
    facts = facts.defer("screening__revision__document")
    known = {row.resume_id: row for row in facts.filter(resume__in=(before.pk, after.pk))}
    if not {before.pk, after.pk} <= known.keys():
        return None
    old, new = (_side(candidate, known[resume.pk], resume) for resume in (before, after))
    held = [_certificates(known[side.resume.pk], side.text) for side in (old, new)]
    old_lines, new_lines = _lines(old.text), _lines(new.text)
    return Comparison(
        before=old,
        after=new,
        flags=list(_flags(old.report, new.report)),
        activities=list(_activities(old.report, new.report)),
        certificates=list(_certified(*held)),
        positions=list(_positions(old.report, new.report)),
        lines=_hunks(old_lines[:MOST_LINES], new_lines[:MOST_LINES]),
        cut=max(len(old_lines), len(new_lines)) > MOST_LINES,
    )


def _side(candidate: Candidate, facts: ResumeFacts, resume: Resume) -> Side:
    text = facts.resume.document.content["text"]
    report = report_of(candidate, facts.screening.report, text)
    return Side(resume, facts.screening, report, text_of(candidate, text) or "")


def _flags(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Difference]:
    """Those that hold in one of the two: each with what it rests on there, or what was looked for in vain."""
    before, after = ({flag["code"]: flag for flag in report["flags"]} for report in (old, new))
    for code, flag in {**before, **after}.items():
        held, holds = (side.get(code, {}).get("holds", False) for side in (before, after))
        if held == holds:
            continue
        flag = after[code] if holds else before[code]
        yield Difference(
            code,
            CAME if holds else WENT,
            quotes_before=_quotes(flag["evidence"]) if held else (),
            quotes_after=_quotes(flag["evidence"]) if holds else (),
            polarity=flag["polarity"],
            looked_for=tuple(flag["looked_for"] or ()),
        )


def _activities(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Difference]:
    nothing = {"state": ActivityState.NOT_SEEN, "evidence": []}
    for code in {**old["activities"], **new["activities"]}:
        before, after = (report["activities"].get(code, nothing) for report in (old, new))
        if before["state"] != after["state"]:
            yield Difference(
                code,
                _how(before["state"] != ActivityState.NOT_SEEN, after["state"] != ActivityState.NOT_SEEN),
                quotes_before=_quotes(before["evidence"]),
                quotes_after=_quotes(after["evidence"]),
                before=before["state"],
                after=after["state"],
            )


def _certificates(facts: ResumeFacts, text: str) -> dict[str, tuple[str, Quote]]:
    """By signal the words that name a certificate, and the line where they stand first."""
    kinds = kinds_of(facts.revision)
    found = unpack_facts(bytes(facts.resume.reading.facts), codes=kinds.codes)
    held = [fact for fact in certificates(found, kinds) if fact.assertion in HELD]
    named: dict[str, tuple[str, Quote]] = {}
    for fact in sorted(held, key=lambda fact: fact.start):
        first = text.rfind("\n", 0, fact.start) + 1
        end = text.find("\n", fact.end)
        line = text[first : end if end >= 0 else len(text)]
        quote = Quote(_plain(line)[:300], text.count("\n", 0, fact.start) + 1)
        named.setdefault(fact.signal, (_plain(text[fact.start : fact.end]), quote))
    return named


def _certified(
    before: dict[str, tuple[str, Quote]], after: dict[str, tuple[str, Quote]]
) -> Iterator[Difference]:
    for code, (name, quote) in after.items():
        if code not in before:
            yield Difference(code, CAME, name=name, quotes_after=(quote,))
    for code, (name, quote) in before.items():
        if code not in after:
            yield Difference(code, WENT, name=name, quotes_before=(quote,))


def _positions(old: dict[str, Any], new: dict[str, Any]) -> Iterator[PositionDifference]:
    """Jobs are the same where title and employer are; of several that are, the first is the first of the other side."""
    before, after = (_by_name(report["positions"]) for report in (old, new))
    for name in dict.fromkeys((*after, *before)):
        for was, now in zip_longest(before.get(name, ()), after.get(name, ())):
            one, other = _dated(was), _dated(now)
            if one is None or other is None or _figures(one) != _figures(other):
                named = now or was or {}
                how = _how(one is not None, other is not None)
                yield PositionDifference(named["title"], named["employer"], how, one, other)


def _by_name(positions: Iterable[dict[str, Any]]) -> dict[tuple[str, str], list[dict[str, Any]]]:
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for position in positions:
        name = _folded(position["title"]), _folded(position["employer"])
        found.setdefault(name, []).append(position)
    return found


def _dated(position: dict[str, Any] | None) -> Dated | None:
    if position is None:
        return None
    figures = {name: position[name] for name in ("start", "end", "months", "weight", "relevant")}
    return Dated(**figures, quotes=_quotes(position["evidence"]))


def _figures(job: Dated) -> tuple[Any, ...]:
    """What makes a job another one. Not its months: one that lasts grows by the days between two screenings."""
    return job.start, job.end, job.weight, job.relevant


def _folded(words: str | None) -> str:
    return " ".join((words or "").casefold().split())


def _how(was: bool, now: bool) -> str:
    return CHANGED if was and now else CAME if now else WENT


def _quotes(evidence: Iterable[dict[str, Any]]) -> tuple[Quote, ...]:
    return tuple(Quote(_plain(found["quote"]), found["line"]) for found in evidence)


def _plain(text: str) -> str:
    """A piece of a text on one line, without what is hidden."""
    return " ".join(shown(text).split())


def _lines(text: str) -> list[Quote]:
    """The lines that say something, as they may be shown."""
    numbered = (Quote(_plain(line), number) for number, line in enumerate(text.split("\n"), start=1))
    return [line for line in numbered if line.quote]


def _hunks(before: list[Quote], after: list[Quote]) -> list[Hunk]:
    matcher = SequenceMatcher(None, [line.quote for line in before], [line.quote for line in after])
    found, at = [], 0
    for group in matcher.get_grouped_opcodes(AROUND):
        rows = [row for tag, a, b, c, d in group for row in _beside(tag == "equal", before[a:b], after[c:d])]
        found.append(Hunk(group[0][1] - at, tuple(rows)))
        at = group[-1][2]
    return found


def _beside(equal: bool, before: list[Quote], after: list[Quote]) -> Iterator[Row]:
    for was, now in zip_longest(before, after):
        yield Row(SAME if equal else _how(was is not None, now is not None), was, now)
