"""What happened with a candidate, as sentences for people."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, Value

from candidates.models import Application, Attachment, Candidate, Resume, Stage, Tag
from recruiting.events import names
from recruiting.events.models import Event

# What an event's sentence says after the actor's name. {from} and {to} are stages, {flag} a flag's code, {tag} a tag.
SENTENCES = {
    names.APPLICATION_ASSIGNED: "said who looks after it",
    names.APPLICATION_CREATED: "added the application",
    names.APPLICATION_HIRED: "hired the person",
    names.APPLICATION_MOVED: "moved it from {from} to {to}",
    names.APPLICATION_MOVE_UNDONE: "took the move to {from} back: it is in {to} as before",
    names.APPLICATION_REJECTED: "rejected the application",
    names.APPLICATION_REOPENED: "reopened the application",
    names.APPLICATION_RESUME_CHOSEN: "chose another resume for it",
    names.APPLICATION_SOURCE_SET: "said where it came from",
    names.APPLICATION_WITHDRAWN: "recorded that the person withdrew",
    names.ATTACHMENT_ADDED: "added a file",
    names.ATTACHMENT_DELETED: "deleted a file",
    names.ATTACHMENT_DOWNLOADED: "downloaded a file",
    names.ATTACHMENT_RESTORED: "brought a file back",
    names.CANDIDATE_CREATED: "added the person",
    names.CANDIDATE_CHANGED: "corrected {fields}",
    names.CANDIDATE_MERGED: "merged two records of the person",
    names.DECISION_MADE: "decided: {kind}",
    names.DECISION_TAKEN_BACK: "took the decision back: {kind}",
    names.CANDIDATE_TAGGED: "gave the tag {tag}",
    names.CANDIDATE_UNTAGGED: "took the tag {tag} off",
    names.FLAG_REVIEW_UNDONE: "took back what they said of the flag {flag}",
    names.FLAG_REVIEWED: "{verdict} with the flag {flag}",
    names.REFERRAL_ADDED: "said who recommended the person",
    names.REFERRAL_REMOVED: "took a referral away",
    names.RESUME_RECEIVED: "uploaded a resume",
    names.RESUME_DOWNLOADED: "downloaded the resume",
    names.RESUME_DELETED: "deleted an upload",
    names.RESUME_RESTORED: "brought an upload back",
    names.SCREENING_FINISHED: "screened the resume",
}
# What these are about: rows that name their application in the event's codes.
OF_APPLICATION = ["candidates.flagresult", "candidates.decision"]
VERDICTS = {"confirmed": "agreed", "dismissed": "disagreed"}


def tell_of(model: str, sentences: dict[str, str]) -> None:
    """An upper floor's events belong to a candidate's history: those about rows of `model` ("interviews.loop") whose
    codes name the application, each with its sentence. Called once, when the app is ready."""
    if model not in OF_APPLICATION:
        OF_APPLICATION.append(model)
    SENTENCES.update(sentences)


@dataclass(frozen=True)
class Happening:
    """One line of the history. who: a name, or "Greenflag" for what the worker did; job: its title, or ""."""

    at: datetime
    who: str
    what: str
    job: str


def read_history(
    user: Any,
    candidate: Candidate,
    *,
    applications: list[Application],
    flag_names: dict[str, str],
    most: int = 50,
) -> list[Happening]:
    """The newest events on a person, their resumes and these of their applications, newest first. Other jobs
    stay out: the user may not see them."""
    resumes, files, merged = _records_of(candidate)
    records = [candidate.pk, *merged]
    seen = Q(object_type="candidates.candidate", object_id__in=records)
    seen |= Q(object_type="candidates.resume", object_id__in=resumes)
    seen |= Q(object_type="candidates.attachment", object_id__in=files)
    ids = [row.pk for row in applications]
    seen |= Q(object_type="candidates.application", object_id__in=ids)
    seen |= Q(object_type__in=OF_APPLICATION, application_id__in=ids)
    screenings = [row.screening_id for row in applications if row.screening_id]
    seen |= Q(object_type="candidates.screening", object_id__in=screenings)
    seen &= Q(job_id=None) | Q(job_id__in=[row.job_id for row in applications])
    events = Event.objects.filter(seen, verb__in=SENTENCES).select_related("actor").order_by("-pk")[:most]
    titles = {row.job_id: row.job.title for row in applications}
    return _sentences(list(events), flag_names, titles)


def _records_of(candidate: Candidate) -> tuple[list[int], list[int], list[int]]:
    """Keys of a person's resumes, of their other files, and of records that were merged into theirs. Read first: beside a
    subquery no index finds the events."""
    resumes = Resume.objects.filter(candidate=candidate).order_by().values_list(Value(0), "pk")
    files = Attachment.objects.filter(candidate=candidate).order_by().values_list(Value(1), "pk")
    merged = Candidate.objects.filter(merged_into=candidate).order_by().values_list(Value(2), "pk")
    found: tuple[list[int], list[int], list[int]] = ([], [], [])
    for kind, pk in resumes.union(files, merged, all=True):
        found[kind].append(pk)
    return found


def _sentences(events: list[Event], flag_names: dict[str, str], titles: dict[int, str]) -> list[Happening]:
    wanted = {event.codes.get(end) for event in events for end in ("from", "to")} - {None}
    stages = dict(Stage.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}
    tagged = {event.codes.get("tag") for event in events} - {None}
    tags = dict(Tag.objects.filter(pk__in=tagged).values_list("pk", "name")) if tagged else {}
    return [
        Happening(
            event.at, _who(event), _what(event, stages, flag_names, tags), titles.get(event.job_id or 0, "")
        )
        for event in events
    ]


def _who(event: Event) -> str:
    return event.actor.name if event.actor else "Greenflag"


def _what(event: Event, stages: dict[int, str], flag_names: dict[str, str], tags: dict[int, str]) -> str:
    codes = event.codes
    return SENTENCES[event.verb].format(
        **{
            "from": stages.get(codes.get("from"), "a stage"),
            "to": stages.get(codes.get("to"), "a stage"),
            "kind": codes.get("kind", ""),
            "fields": ", ".join(event.fields) or "the record",
            "flag": flag_names.get(codes.get("flag", ""), codes.get("flag", "")),
            "tag": f"“{tags.get(codes.get('tag'), 'that is gone')}”",
            "verdict": VERDICTS.get(codes.get("verdict", ""), "said something"),
        }
    )
