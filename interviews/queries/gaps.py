"""What a candidate's resume leaves open for a loop: the points that its questions are dealt by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from candidates.choices import Need, Verdict
from candidates.models import Application, JobActivity, Screening
from candidates.queries.identity import say
from candidates.queries.people import read_flags
from candidates.queries.questions import say_point
from interviews.choices import Why
from interviews.dealing import Point
from interviews.models import Loop
from interviews.queries.kits import Kit
from rubrics import queries as guide
from rubrics.models import Level, Question
from rubrics.queries.bank import Probing

KINDS = {
    "flag": Why.FLAG,
    "listed": Why.CLAIM,
    "learnt": Why.CLAIM,
    "not_seen": Why.ACTIVITY,
    "not_shown": Why.CAPABILITY,
    "background": Why.BACKGROUND,
}
# How much a point matters. Of an activity it is what the job needs; one that it does not need is not asked about.
WEIGHTS = {"flag": 8, "background": 5, "not_shown": 2}
CLAIMED: dict[str | None, int] = {Need.MUST: 7, Need.NICE: 5, None: 4, Need.NOT_NEEDED: 1}
UNSEEN: dict[str | None, int] = {Need.MUST: 6, Need.NICE: 3, None: 2, Need.NOT_NEEDED: 0}
GUARDING = 4
NEEDED: dict[str | None, str] = {Need.MUST: "The job must have it.", Need.NICE: "The job would like it."}
MOST_QUOTED = 200
MOST_REASON = 500


def open_points(user: Any, loop: Loop) -> list[Point]:
    """What the loop should find out, as the resume's screening, the job and the level say, then the four mistakes.

    Without a screened resume: what the job needs and the level can do. Points that no question probes are left out.
    """
    probed = {each.about: each for each in guide.probings(user)}
    application = loop.application
    report = _report_of(application)
    dismissed = _dismissed(application.screening, report)
    needs = dict(JobActivity.objects.filter(job=application.job_id).values_list("activity__code", "need"))
    found = [
        point
        for raw in _points_of(report, loop.level, needs, probed)
        if raw["about"] in probed and raw["about"] not in dismissed
        if (point := _point(raw, probed[raw["about"]], report, needs)).weight
    ]
    mistakes = guide.mistakes(user).values_list("code", "name")
    return found + [_guard(code, name) for code, name in mistakes if f"mistake:{code}" in probed]


def otherwise(level: Level) -> Point:
    """Why a question is asked that is about no open point."""
    return Point("", Why.CAPABILITY, f"Asked of everybody at this level: {level.name.lower()}.", 0)


def point_for(points: Iterable[Point], probes: Iterable[str], about: str = "") -> Point | None:
    """Of the points that a question finds out about the one named by `about`, else the weightiest."""
    asked = set(probes)
    found = [point for point in points if point.about in asked]
    return max(found, key=lambda each: (each.about == about, each.weight), default=None)


def _report_of(application: Application) -> dict[str, Any]:
    """The present screening's report, {} where no resume was read."""
    screening = application.screening
    return screening.report or {} if screening is not None else {}


def _points_of(
    report: Mapping[str, Any], level: Level, needs: Mapping[str, str], probed: Mapping[str, Probing]
) -> list[dict[str, str]]:
    """The report's open points, with the capabilities of the level that the loop is for."""
    expected = [about for about in probed if about.startswith(f"capability:{level.code}.")]
    if not report:
        wanted = [code for code, need in needs.items() if need != Need.NOT_NEEDED]
        points = [{"about": f"activity:{code}", "reason": "not_seen"} for code in wanted]
        return points + [{"about": about, "reason": "not_shown"} for about in sorted(expected)]
    shown = {f"capability:{code}" for code, row in report.get("capabilities", {}).items() if row["shown"]}
    points = [point for point in report.get("open_points", ()) if point["reason"] != "not_shown"]
    missing = [about for about in sorted(expected) if about not in shown]
    return points + [{"about": about, "reason": "not_shown"} for about in missing]


def _dismissed(screening: Screening | None, report: Mapping[str, Any]) -> set[str]:
    """The flags among the report's points that a person disagreed with: these are no reason to ask. Two queries, none
    without a flag."""
    if screening is None or not any(point["reason"] == "flag" for point in report.get("open_points", ())):
        return set()
    return {
        f"flag:{code}"
        for code, result in read_flags(screening).items()
        if result.said and result.said[0].verdict == Verdict.DISMISSED
    }


def _point(
    raw: Mapping[str, str], probed: Probing, report: Mapping[str, Any], needs: Mapping[str, str]
) -> Point:
    reason, code = raw["reason"], raw["about"].partition(":")[2]
    need = needs.get(code) if raw["about"].startswith("activity:") else None
    if reason in ("listed", "learnt"):
        weight = CLAIMED[need]
    else:
        weight = UNSEEN[need] if reason == "not_seen" else WEIGHTS[reason]
    said = f"{probed.name}: no resume was read" if not report else say_point(raw, probed)
    words = " ".join(filter(None, (_sentence(said), _quote(raw, report), NEEDED.get(need))))
    return Point(raw["about"], KINDS[reason], words[:MOST_REASON], weight)


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _quote(raw: Mapping[str, str], report: Mapping[str, Any]) -> str:
    """What the resume says of it, with its line; of a flag of absence, in how many lines nothing was found."""
    code = raw["about"].partition(":")[2]
    if raw["reason"] == "flag":
        flag = next((row for row in report.get("flags", ()) if row["code"] == code), None)
        evidence = flag["evidence"] if flag else ()
        if flag and not evidence:
            return f"Nothing in {report['lines']} lines says otherwise."
    else:
        evidence = report.get("activities", {}).get(code, {}).get("evidence", ())
    if not evidence:
        return ""
    words = " ".join(evidence[0]["quote"].split())
    short = words if len(words) <= MOST_QUOTED else f"{words[:MOST_QUOTED].rsplit(' ', 1)[0]}…"
    return f"“{short}” (line {evidence[0]['line']})."


def _guard(code: str, name: str) -> Point:
    return Point(f"mistake:{code}", Why.MISTAKE, f"Guards against “{name}”.", GUARDING, guard=True)


@dataclass(frozen=True)
class Choice:
    """A question of the bank for a kit. asked_by: who in the loop asks it already, or ""; reason: what it would find out
    about this person, or ""."""

    question: Question
    asked_by: str
    reason: str


def choices_for(user: Any, loop: Loop, questions: Iterable[Question], kits: Iterable[Kit]) -> list[Choice]:
    """These questions as they may be put into a kit of the loop. kits: the loop's, with their questions; its person as
    veil() left them."""
    asked_by = {item.question.code: kit.panelist.user.name for kit in kits for item in kit.questions}
    points, person = open_points(user, loop), loop.application.candidate
    found = []
    for row in questions:
        point = point_for(points, [probe.about for probe in row.probes.all()])
        reason = say(person, point.reason) if point else ""
        found.append(Choice(row, asked_by.get(row.code, ""), reason))
    return found
