"""What of the jobs and candidates waits for a person: the kinds that this app puts on Today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from candidates.choices import JobRole, ScreeningState, StageKind
from candidates.models import (
    Application,
    Candidate,
    FlagReview,
    Job,
    JobMember,
    Mention,
    Resume,
    Screening,
    Stage,
)
from candidates.models.querysets import Hidden, read_hidden_jobs
from candidates.queries.identity import report_of, say, veil
from candidates.queries.jobs import flag_counts, read_holding
from recruiting.web.registry import HomeItem, Waiting
from rubrics import queries as guide

FIRST_KINDS = (StageKind.SOURCED, StageKind.APPLIED)


@dataclass(frozen=True)
class Unsaid:
    """A yellow flag that nobody has judged. quote: its first words in the text, "" for a flag of absence."""

    code: str
    name: str
    quote: str
    line: int
    looked_for: Sequence[str]


@dataclass(frozen=True)
class Person:
    """An application that waits for the next step. unsaid: the first yellow flag to judge, of so many; next_stage:
    where a move takes it, None behind the last stage; days and is_over: how long it stands in its stage."""

    application: Application
    green: int
    yellow: int
    unsaid: Unsaid | None
    unsaid_count: int
    next_stage: Stage | None
    days: int
    is_over: bool


@dataclass(frozen=True)
class Ground:
    """What is read of a person before anything that waits. stages: of the open jobs that they recruit for. Those are
    few: the people in them are then found by an index, and whoever recruits for a job sees all its people."""

    user: Any
    stages: Sequence[Stage]
    hidden: Hidden


def read_ground(user: Any) -> Ground:
    """What this app's kinds know of the person."""
    mine = JobMember.objects.filter(user=user, role=JobRole.RECRUITER).values("job")
    jobs = Job.objects.visible_to(user).open().filter(pk__in=mine)
    stages = Stage.objects.filter(job__in=jobs.values("pk")).order_by().only("kind", "day_limit")
    return Ground(user, list(stages), read_hidden_jobs(user))


def people_to_read(ground: Ground) -> QuerySet[Application]:
    """Screened applications in the first stages of the open jobs that the user recruits for."""
    first = [stage.pk for stage in ground.stages if stage.kind in FIRST_KINDS]
    # Nearly all screenings are done: the few others are found faster than the state of each.
    others = [state for state in ScreeningState if state != ScreeningState.DONE]
    unread = Screening.objects.filter(state__in=others).values("pk")
    return Application.objects.active().filter(
        ~Q(screening__in=unread), stage__in=first, screening__isnull=False
    )


def people_over_the_limit(ground: Ground) -> QuerySet[Application]:
    """Applications further on that stand in their stage for longer than its limit, in those jobs: the user's own,
    and those that nobody looks after."""
    by_limit: dict[int, list[int]] = {}
    for stage in ground.stages:
        if stage.day_limit and stage.kind not in FIRST_KINDS:
            by_limit.setdefault(stage.day_limit, []).append(stage.pk)
    moment, late = timezone.now(), Q(pk=None)
    for limit, keys in by_limit.items():
        late |= Q(stage__in=keys, stage_since__lte=moment - timedelta(days=limit + 1))
    # The stages once more by themselves: an index finds their people, where it can't for what stands in `late`.
    stages = [pk for keys in by_limit.values() for pk in keys]
    owned = Q(owner=ground.user.pk) | Q(owner=None)
    return Application.objects.active().filter(late, owned, stage__in=stages)


def load_people(user: Any, keys: Sequence[int]) -> dict[int, Waiting]:
    """Applications as Today shows them."""
    rows = list(
        Application.objects.visible_to(user)
        .filter(pk__in=keys)
        .select_related("candidate", "job", "stage", "screening")
        .defer("screening__report")
    )
    veil(user, rows)
    flags = {code: (polarity, name) for code, polarity, name in _flags(user)}
    polarity = {code: colour for code, (colour, _) in flags.items()}
    holding = read_holding(rows)
    unsaid = _unsaid(rows, holding, polarity)
    reports = _reports([row.screening_id for row in rows if unsaid[row.pk]])
    following = _next_stages(rows)
    moment = timezone.now()
    found = {}
    for row in rows:
        codes = unsaid[row.pk]
        days, limit = (moment - row.stage_since).days, row.stage.day_limit
        person = Person(
            row,
            *flag_counts(holding[row.screening_id], polarity),
            unsaid=_first_unsaid(row.candidate, codes, reports.get(row.screening_id, []), flags),
            unsaid_count=len(codes),
            next_stage=following.get(row.pk),
            days=days,
            is_over=limit is not None and days > limit,
        )
        found[row.pk] = Waiting(
            what=_what(person),
            who=row.candidate.shown_name,
            where=row.job.title,
            address=reverse("candidates:application", args=[row.pk]),
            about={"application": row.pk, "candidate": row.candidate_id, "job": row.job_id},
            row=person,
        )
    return found


def _flags(user: Any) -> list[tuple[str, str, str]]:
    return list(guide.flags(user).values_list("code", "polarity", "name"))


def _what(person: Person) -> str:
    if person.unsaid is not None:
        return f"Review: {person.unsaid.name}"
    if person.application.stage.kind in FIRST_KINDS:
        return "Read the screening"
    return "Move on, or end it"


def _unsaid(
    rows: Sequence[Application], holding: Mapping[int | None, list[str]], polarity: dict[str, str]
) -> dict[int, list[str]]:
    """Codes of the yellow flags that hold for each application and that nobody has judged."""
    said = set(
        FlagReview.objects.filter(result__screening__resume__in={row.resume_id for row in rows})
        .order_by()
        .values_list("result__screening__resume", "result__flag")
        .distinct()
    )
    return {
        row.pk: [
            flag
            for flag in holding[row.screening_id]
            if polarity.get(flag) == "yellow" and (row.resume_id, flag) not in said
        ]
        for row in rows
    }


def _reports(screenings: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """The flags of these screenings' reports, without the rest."""
    if not screenings:
        return {}
    return dict(Screening.objects.filter(pk__in=screenings).values_list("pk", "report__flags"))


def _first_unsaid(
    candidate: Candidate,
    codes: Sequence[str],
    report: Sequence[dict[str, Any]],
    flags: dict[str, tuple[str, str]],
) -> Unsaid | None:
    for found in report:
        if found["code"] in codes:
            first = found["evidence"][0] if found["evidence"] else {"quote": "", "line": 0}
            first = report_of(candidate, first, None)
            _, name = flags[found["code"]]
            return Unsaid(found["code"], name, first["quote"], first["line"], found["looked_for"] or ())
    return None


def _next_stages(rows: Sequence[Application]) -> dict[int, Stage]:
    """The stage after its present one for each application."""
    ordered: dict[int, list[Stage]] = {}
    for stage in Stage.objects.filter(job__in={row.job_id for row in rows}):
        ordered.setdefault(stage.job_id, []).append(stage)
    after = {
        row.pk: next((one for one in ordered[row.job_id] if one.position > row.stage.position), None)
        for row in rows
    }
    return {pk: stage for pk, stage in after.items() if stage is not None}


def files_to_mend(ground: Ground) -> QuerySet[Screening]:
    """Files that the user added and that could not be read."""
    files = Resume.objects.own_of_nobody(ground.user, hidden=ground.hidden).filter(makes_candidate=True)
    return Screening.objects.filter(
        resume__in=files.values("pk"), state__in=(ScreeningState.UNREADABLE, ScreeningState.FAILED)
    )


def load_files(user: Any, keys: Sequence[int]) -> dict[int, Waiting]:
    """Files as Today shows them."""
    rows = (
        Screening.objects.visible_to(user).filter(pk__in=keys).select_related("resume__job").defer("report")
    )
    found = {}
    for row in rows:
        job = row.resume.job
        about = {"screening": row.pk, "resume": row.resume_id} | ({"job": job.pk} if job else {})
        found[row.pk] = Waiting(
            what="Mend a file that can’t be read",
            who=row.resume.file_name,
            where=job.title if job else "",
            address=reverse("candidates:job", args=[job.pk]) if job else reverse("candidates:people"),
            about=about,
            row=row,
        )
    return found


def mentions_to_read(ground: Ground) -> QuerySet[Mention]:
    """Where colleagues named the user in a note that they have not read yet."""
    return Mention.objects.visible_to(ground.user, hidden=ground.hidden).filter(seen_at=None)


def load_mentions(user: Any, keys: Sequence[int]) -> dict[int, Waiting]:
    """Mentions as Today shows them."""
    rows = Mention.objects.visible_to(user).filter(pk__in=keys)
    found = {}
    read = list(rows.select_related("note__author", "note__candidate", "note__application__job"))
    veil(user, [row.note.candidate for row in read])
    for row in read:
        note = row.note
        note.text = say(note.candidate, note.text)
        about = {"mention": row.pk, "note": note.pk, "candidate": note.candidate_id}
        found[row.pk] = Waiting(
            what=f"{note.author.name} mentions you",
            who=note.candidate.shown_name,
            where=note.application.job.title if note.application else "",
            address=address_of_note(note),
            about=about | ({"application": note.application_id} if note.application_id else {}),
            row=row,
        )
    return found


def address_of_note(note: Any) -> str:
    """Where a note is read."""
    if note.application_id:
        return f"{reverse('candidates:application', args=[note.application_id])}#note-{note.pk}"
    return f"{reverse('candidates:candidate', args=[note.candidate_id])}#note-{note.pk}"


ITEMS = (
    HomeItem(
        code="people",
        heading="People to read",
        icon="eye",
        waiting=people_to_read,
        ground=read_ground,
        since="stage_since",
        load=load_people,
        template="candidates/_today_person.html",
        order=20,
    ),
    HomeItem(
        code="late",
        heading="Over the limit",
        icon="clock",
        waiting=people_over_the_limit,
        ground=read_ground,
        since="stage_since",
        load=load_people,
        template="candidates/_today_person.html",
        order=30,
    ),
    HomeItem(
        code="mentions",
        heading="Mentions",
        icon="quote",
        waiting=mentions_to_read,
        ground=read_ground,
        since="note__created_at",
        load=load_mentions,
        template="candidates/_today_mention.html",
        order=40,
    ),
    HomeItem(
        code="files",
        heading="Files to mend",
        icon="file-x",
        waiting=files_to_mend,
        ground=read_ground,
        since="finished_at",
        load=load_files,
        template="candidates/_today_file.html",
        order=50,
    ),
)
