"""Reading an impact: people with their quotes before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from candidates.extraction import Document
from candidates.models import Application, Candidate, Resume, RuleImpact, Screening
from candidates.queries.identity import report_of, veil
from candidates.screening import Report, screen
from candidates.studio.documents import read_rules
from candidates.studio.impacts import Change, unpack
from candidates.studio.rows import parts
from rubrics.models import RuleRevision
from rubrics.ruledoc import RuleDocument

Quotes = list[dict[str, Any]]


@dataclass(frozen=True)
class ShownChange:
    """A change with its evidence. before and after are the flag's quotes, as reports have them; reason: why words that
    counted no longer do (a key of evidence.NOT_COUNTED); lines: those of the draft whose signals or flag did it."""

    change: Change
    candidate: Candidate | None
    application: Application | None
    before: Quotes
    after: Quotes
    reason: str
    lines: tuple[int, ...]


def newest_impact(user: Any, draft: RuleRevision) -> RuleImpact | None:
    """The draft's newest impact, measured or under way; its version tells whether the text has changed since."""
    row: RuleImpact | None = (
        RuleImpact.objects.visible_to(user).filter(revision=draft).defer("changes").order_by("-pk").first()
    )
    return row


def impact_changes(user: Any, impact: RuleImpact, *, flag: str = "", wrong: bool = False) -> list[Change]:
    """An impact's changes for people whom the user sees, open jobs first. flag: only of this one; wrong: only those
    that a person reviewed and the change would get wrong."""
    if impact.changes is None:
        return []
    changes = [
        change
        for change in unpack(bytes(impact.changes), impact.summary["codes"])
        if (not flag or change.flag == flag) and (not wrong or change.wrong)
    ]
    seen: set[int] = set()
    for some in parts(sorted({change.resume for change in changes}), 5_000):
        seen |= set(Resume.objects.visible_to(user).filter(pk__in=some).values_list("pk", flat=True))
    return [change for change in changes if change.resume in seen]


def show_changes(user: Any, document: str, changes: Sequence[Change]) -> list[ShownChange]:
    """These changes (a page of them: each text is screened by the rules of `document`) with their evidence."""
    rules = read_rules(document)
    screenings = {
        row.pk: row
        for row in Screening.objects.filter(pk__in={change.screening for change in changes}).select_related(
            "resume__document", "resume__candidate"
        )
    }
    applications = {
        row.resume_id: row
        for row in Application.objects.visible_to(user)
        .filter(resume__in={change.resume for change in changes})
        .select_related("job")
        .order_by("pk")
    }
    veil(user, [screening.resume for screening in screenings.values()])
    people = {
        row.pk: row
        for row in Candidate.objects.visible_to(user).filter(
            pk__in={screening.resume.candidate_id for screening in screenings.values()}
        )
    }
    veil(user, people.values())
    reports: dict[int, Report] = {}
    found = []
    for change in changes:
        screening = screenings[change.screening]
        if change.screening not in reports:
            document_of = Document.from_json(screening.resume.document.content)
            reports[change.screening] = screen(document_of, rules=rules, as_of=screening.as_of)
        found.append(
            _shown(
                change,
                screening,
                reports[change.screening],
                rules,
                people.get(screening.resume.candidate_id),
                applications.get(change.resume),
            )
        )
    return found


def _shown(
    change: Change,
    screening: Screening,
    report: Report,
    rules: RuleDocument,
    candidate: Candidate | None,
    application: Application | None,
) -> ShownChange:
    content = report.to_dict()
    person, text = screening.resume.candidate, screening.resume.document.content["text"]
    before, after = (
        _evidence(report_of(person, of, text), change.flag) for of in (screening.report or content, content)
    )
    return ShownChange(
        change,
        candidate,
        application,
        before,
        after,
        "" if change.gains else _reason(content, before),
        _lines(report, rules, change.flag),
    )


def _evidence(report: dict[str, Any], code: str) -> Quotes:
    quotes: Quotes = next((flag["evidence"] for flag in report["flags"] if flag["code"] == code), [])
    return quotes


def _reason(report: dict[str, Any], before: Quotes) -> str:
    """Why what stood in the quotes is not counted any more, as far as the new report says."""
    for item in report["not_counted"]:
        if any(item["start"] < quote["end"] and quote["start"] < item["end"] for quote in before):
            return str(item["reason"])
    return ""


def _lines(report: Report, rules: RuleDocument, code: str) -> tuple[int, ...]:
    """Lines of the signals that the flag holds by, else of the flag itself."""
    facts = [
        fact
        for outcome in report.outcomes
        if outcome.flag.code == code
        for evidence in outcome.evidence
        for fact in evidence
    ]
    lines = {rules.signals[fact.signal].line for fact in facts if fact.signal in rules.signals}
    return tuple(sorted(lines)) or tuple(flag.line for flag in rules.flags if flag.code == code)
