"""What the candidate page shows: for an application, or for a person without one."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from candidates.choices import ActivityState, ScreeningState
from candidates.forms import AttachmentForm, NoteForm, ResumeForm, TagForm
from candidates.models import Application, Candidate, Resume, Screening, Stage
from candidates.models.querysets import Hidden
from candidates.permissions import changes_whom_they_see, merges_whom_they_see
from candidates.queries import people
from candidates.queries.applications import why_it_stays
from candidates.queries.decisions import list_decisions, say_decisions
from candidates.queries.history import read_history
from candidates.queries.identity import file_name, report_of, text_of
from candidates.queries.jobs import Place, place_in_stage
from candidates.queries.questions import open_questions
from candidates.queries.reviews import say_reviews
from candidates.queries.versions import read_versions
from candidates.views.evidence import show_flags, show_text, show_uncounted
from recruiting.accounts.permissions import allowed
from rubrics import queries as guide
from rubrics.choices import Aspect


def person_context(
    request: HttpRequest,
    candidate: Candidate,
    *,
    application: Application | None = None,
    hidden: Hidden = None,
    note_form: NoteForm | None = None,
    resume_form: ResumeForm | None = None,
    tag_form: TagForm | None = None,
    file_form: AttachmentForm | None = None,
) -> dict[str, Any]:
    """What templates/candidates/candidate.html needs, for an application or for a person without one."""
    user = request.user
    names = dict(guide.flags(user).values_list("code", "name"))
    person = people.read_person(user, candidate, application=application, hidden=hidden)
    resume, screening = _shown(person, application)
    if candidate.veiled is not None and resume is not None:
        resume.file_name = file_name(resume)
    shown = [application, *person.others] if application else person.others
    versions = read_versions(user, person.resumes, applications=shown, hidden=hidden)
    reviewed = application or _that_shows(screening, person.others)
    may_change = candidate.veiled is None and changes_whom_they_see(user, candidate)
    deletes = resume is not None and allowed(user, "candidates.delete_resume", resume)
    stays = why_it_stays(resume) if resume is not None and deletes else None
    context: dict[str, Any] = {
        "here": _address(candidate, application),
        "candidate": candidate,
        "application": application,
        "resume": resume,
        "screening": screening,
        "person": person,
        "versions": versions,
        "versions_wait": any(version.is_waiting for version in versions),
        "to_compare": sum(version.is_read for version in versions) > 1,
        "history": read_history(
            user, candidate, applications=[application] if application else person.others, flag_names=names
        ),
        "one_job": application is not None,
        "reviewed": reviewed,
        "note_form": note_form or NoteForm(**note_place(candidate, application)),
        "resume_form": resume_form or ResumeForm(),
        "tag_form": tag_form or TagForm(),
        "file_form": file_form or AttachmentForm(),
        "tag_names": person.tag_names,
        "may_add_resume": may_change and _may_upload(user, application),
        "may_change": may_change,
        "may_move": bool(application) and allowed(user, "candidates.move_application", application),
        "may_review": reviewed is not None and allowed(user, "candidates.review_flag", reviewed),
        "may_delete": deletes and not stays,
        "stays": stays[1] if deletes and stays else "",
        "may_merge": bool(person.duplicates) and merges_whom_they_see(user, candidate),
        "may_apply": allowed(user, "candidates.create_candidate"),
        "may_decide": bool(application) and allowed(user, "candidates.make_decision", application),
        **_decided(user, candidate, application, hidden),
        "next_stage": _next_stage(application),
        "place": _place(user, application, hidden),
    }
    if screening is not None and screening.state == ScreeningState.DONE:
        context.update(_screened(user, candidate, resume, screening, names))
    return context


def _shown(person: people.Person, application: Application | None) -> tuple[Resume | None, Screening | None]:
    """The resume and the screening that the page shows: the application's, else the person's newest."""
    if application is not None:
        return application.resume, application.screening
    resume = person.resumes[0] if person.resumes else None
    return resume, people.latest_screening(resume) if resume else None


def _place(user: Any, application: Application | None, hidden: Hidden) -> Place | None:
    if application is None or not application.is_active:
        return None
    return place_in_stage(user, application, hidden=hidden)


def _decided(
    user: Any, candidate: Candidate, application: Application | None, hidden: Hidden
) -> dict[str, Any]:
    """The decisions on the application, which of them still stands, and what the hiring mistakes are called."""
    found = list_decisions(user, application, hidden=hidden) if application else ()
    rows = say_decisions(candidate, found)
    return {
        "decisions": rows,
        "standing": next((row.pk for row in rows if row.taken_back_at is None), None),
        "mistakes": dict(guide.mistakes(user).values_list("code", "name")) if rows else {},
    }


def note_place(candidate: Candidate, application: Application | None) -> dict[str, Any]:
    """What a NoteForm is told of where the note goes."""
    if application is None:
        address = reverse("candidates:candidate-colleagues", args=[candidate.pk])
    else:
        address = reverse("candidates:application-colleagues", args=[application.pk])
    return {"on_job": application is not None, "colleagues": address}


def _that_shows(screening: Screening | None, applications: list[Application]) -> Application | None:
    """Of a person's applications the newest that shows this screening."""
    if screening is None:
        return None
    return next((row for row in applications if row.screening_id == screening.pk), None)


def _may_upload(user: Any, application: Application | None) -> bool:
    if application is not None and not application.is_active:
        return False
    return allowed(user, "candidates.upload_resume", application.job if application else None)


def _address(candidate: Candidate, application: Application | None) -> str:
    """Where the page stands, also while it answers a form that was sent elsewhere."""
    if application:
        return reverse("candidates:application", args=[application.pk])
    return reverse("candidates:candidate", args=[candidate.pk])


def _screened(
    user: Any, candidate: Candidate, resume: Resume, screening: Screening, names: dict[str, str]
) -> dict[str, Any]:
    document = people.read_document(resume)
    report = report_of(candidate, screening.report, document["text"] if document else None)
    flags = show_flags(report, names, say_reviews(candidate, people.read_flags(screening)))
    held = [flag for flag in flags if flag.holds]
    if document:
        document = {**document, "text": text_of(candidate, document["text"])}
    paragraphs = show_text(document, report, flags) if document else []
    levels = guide.outline_levels(user)
    return {
        "report": report,
        "flags": sorted(held, key=lambda flag: flag.polarity != "yellow"),
        "greens": sum(flag.polarity == "green" for flag in held),
        "yellows": sum(flag.polarity == "yellow" for flag in held),
        "questions": people.questions_for(user, [flag.code for flag in held if flag.polarity == "yellow"]),
        "not_holding": [flag for flag in flags if not flag.holds],
        "uncounted": show_uncounted(report, names),
        "paragraphs": paragraphs,
        "marked": any(line.spans for paragraph in paragraphs for line in paragraph.lines),
        "pages": len(document.get("pages", ())) if document else 0,
        "areas": _areas(user, report),
        "levels": _levels(levels, report),
        "roles": _roles(user, report),
        "open_questions": open_questions(user, report.get("open_points", ()), report["level"]),
        "background": _background(user, report["background"]),
        "gap_open": any(point["reason"] == "background" for point in report.get("open_points", ())),
        "level_names": [level.name for level in levels if level.code in report["levels"]],
        "border": _border(report, levels),
    }


def _areas(user: Any, report: dict[str, Any]) -> list[dict[str, Any]]:
    """The twenty activities by area, each with its state and its quotes."""
    return [
        {
            "area": area,
            "activities": [
                _activity(activity, report["activities"].get(activity.code)) for activity in area.lines
            ],
        }
        for area in guide.outline_areas(user)
    ]


def _activity(activity: guide.Line, found: dict[str, Any] | None) -> dict[str, Any]:
    """found: the report's entry; None for an activity that came into the guide after the screening."""
    state = ActivityState(found["state"]) if found else ActivityState.NOT_SEEN
    return {"activity": activity, "state": state, "evidence": found["evidence"] if found else []}


def _levels(levels: list[guide.Outline], report: dict[str, Any]) -> list[dict[str, Any]]:
    """Each level with what it can do and the quotes that show it. Reports of before these rules show nothing."""
    shown = report.get("capabilities", {})
    nothing = {"shown": False, "evidence": []}
    found = []
    for level in levels:
        rows = [{"row": row, **shown.get(row.code, nothing)} for row in level.lines]
        suggested = level.code in report["levels"]
        found.append({"level": level, "suggested": suggested, "rows": rows, "count": _count(rows)})
    return found


def _roles(user: Any, report: dict[str, Any]) -> list[dict[str, Any]]:
    """Each role of the guide with those of its aspects that a text can show."""
    found = []
    for role in guide.outline_roles(user):
        shown = report.get("roles", {}).get(role.code, {})
        rows = [
            {"row": row, "label": Aspect(row.code).label, **shown[row.code]}
            for row in role.lines
            if row.code in shown
        ]
        found.append({"role": role, "rows": rows, "count": _count(rows)})
    return found


def _count(rows: list[dict[str, Any]]) -> int:
    """How many rows of the guide the text shows."""
    return sum(item["shown"] for item in rows)


def _background(user: Any, code: str | None) -> Any:
    """The guide's row of a background, None for one that is none of its own."""
    rows = guide.backgrounds(user).filter(code=code) if code else guide.backgrounds(user).none()
    return rows.only("name", "strengths", "gaps").first()


def _border(report: dict[str, Any], levels: list[guide.Outline]) -> str:
    """How far the years are from the next level, in words; "" where there is none or the years are unknown."""
    if report["years"] is None:
        return ""
    months = report["years"] * 12
    for level in levels:
        if level.least_months > months:
            return f"{(level.least_months - months) / 12:.1f} years below {level.name.lower()}"
    return ""


def _next_stage(application: Application | None) -> Stage | None:
    """The stage after the present one, for the page's main button."""
    if application is None or not application.is_active:
        return None
    return application.job.stages.filter(position__gt=application.stage.position).first()
