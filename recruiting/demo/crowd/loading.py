"""Makes the demo as large as asked: up to 200 people by the actions, with files for the worker; the rest in bulk.

A hundred thousand files through the sandbox and one transaction each would take an hour on two cores. So beyond 200
people resumes are plain text, some 5,000 different ones are screened by the engine itself, on all cores, and each
text comes again under other names of the same length: what the engine found, offsets and all, is true of each of
these texts, since no rule looks at names. Everything else is read from each text anew. Rows are written by the
thousand, a transaction each; one that broke off is done at the next call.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any

from django.db import connections
from django.utils import timezone

from candidates.actions.screenings import current_revision, rules_of
from candidates.actions.sourcing import create_source
from candidates.actions.tags import find_or_make_tag
from candidates.actions.uploads import add_file, start_upload
from candidates.choices import RejectionSide
from candidates.models import Job, RejectionReason, Source
from recruiting.demo.crowd.composing import FILES, parts, person_of
from recruiting.demo.crowd.reading import Screened, in_order, read_some, readers, screen_some
from recruiting.demo.crowd.stories import day_of, story_of
from recruiting.demo.crowd.writing import Entry, Lists, Place, tell_the_planner, write
from recruiting.demo.loading import check_installation, data, find_upload, load_job
from recruiting.demo.resumes import file_of, read_people
from recruiting.errors import Conflict, Invalid
from recruiting.work.models import Bulk
from rubrics.models import SourceChannel

IN_FILES = 200
"""People who come by the actions, those of the small demo among them."""

TEXTS = 5_000
"""Different texts, at least, before one comes under a second name."""

AT_ONCE = 1_000
SCREENED_AT_ONCE = 50
MOST_CANDIDATES, MOST_JOBS = 1_000_000, 500
LEVELS = ("senior", "mid", "junior")
ROLES = ("devsecops_engineer", "security_engineer", "devops_engineer")

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Crowd:
    """How many were added: jobs, people whose files the worker reads, people in bulk."""

    jobs: int
    files: int
    people: int


def load_crowd(
    *,
    candidates: int,
    jobs: int,
    in_files: int = IN_FILES,
    texts: int = TEXTS,
    say: Progress = lambda _: None,
) -> Crowd:
    """Bring the demo, which was loaded before, to so many candidates and jobs in all. The first job gets a tenth.

    in_files: of the candidates, those who come by files; texts: different ones, at least, among the others before
    one comes again. say: takes sentences on how far it is. A second call with the same numbers completes or changes nothing. Raises
    Denied without DEMO, Conflict in an installation that is no demo or has a crowd of other numbers, Invalid for
    numbers that can't be.
    """
    check_installation()
    _check(candidates, jobs)
    rows = [*data()["jobs"], *(_job(place) for place in range(len(data()["jobs"]), jobs))]
    added = [load_job(row) for row in rows if find_upload(row) is None]
    places = [_place(row) for row in rows if not row.get("confidential")]
    key = f"crowd-{candidates}-{jobs}"
    files = _load_files(places, min(candidates, in_files), key)
    people = _load_people(places, range(in_files, candidates), texts, key, say)
    return Crowd(len(added), files, people)


def _check(candidates: int, jobs: int) -> None:
    least, few = sum(len(read_people(job["code"])) for job in data()["jobs"]), len(data()["jobs"])
    if not least <= candidates <= MOST_CANDIDATES:
        words = f"A demo has {least} to {MOST_CANDIDATES:,} candidates."
        raise Invalid("candidates", "out_of_range", words)
    if not few <= jobs <= MOST_JOBS:
        raise Invalid("jobs", "out_of_range", f"A demo has {few} to {MOST_JOBS} jobs.")
    other = Bulk.objects.filter(client_key__startswith="crowd-")
    other = other.exclude(client_key__startswith=f"crowd-{candidates}-{jobs}-")
    if found := other.values_list("client_key", flat=True).first():
        _, before, among, _ = found.split("-", 3)
        words = f"This demo was made for {before} candidates and {among} jobs. Another size needs an empty data folder."
        raise Conflict("other_size", words)


def _job(place: int) -> dict[str, Any]:
    """A job beyond those of the small demo: as a row of jobs.yaml."""
    titles = parts()["jobs"]
    model = data()["jobs"][place % 3]
    return {
        **model,
        "code": f"crowd-{place}",
        "title": f"{titles[place % len(titles)]} {place // len(titles) + 1}",
        "requisition_id": f"GF-{101 + place}",
        "role_profile": ROLES[place % len(ROLES)],
        "level": LEVELS[place // len(ROLES) % len(LEVELS)],
        "recruiter": ("recruiter@example.org", "recruiter.two@example.org")[place % 2],
    }


def _place(row: dict[str, Any]) -> Place:
    upload = find_upload(row)
    if upload is None:
        raise Conflict("no_job", f"The job {row['code']} is gone.")
    job = Job.objects.prefetch_related("stages").get(pk=upload.job_id)
    return Place(job, upload.actor, list(job.stages.all()))


def _load_files(places: Sequence[Place], candidates: int, key: str) -> int:
    """Hand in the files that are missing, those of one job after the other. Returns how many."""
    numbers = range(sum(len(read_people(job["code"])) for job in data()["jobs"]), candidates)
    added = 0
    for at, place in enumerate(places):
        mine = [number for number in numbers if number % len(places) == at]
        if not mine:
            continue
        upload = start_upload(by=place.recruiter, job=place.job, key=f"{key}-files-{at}")
        there = set(upload.items.values_list("name", flat=True))
        for number in mine:
            one = person_of(number, file=FILES[number % len(FILES)])
            if one.file_name in there:
                continue
            add_file(
                bulk=upload,
                by=place.recruiter,
                job=place.job,
                name=one.file_name,
                read=lambda one=one: file_of(one),  # type: ignore[misc]
            )
            added += 1
    return added


def _load_people(places: Sequence[Place], people: range, texts: int, key: str, say: Progress) -> int:
    """Write the batches that are missing of the people with these numbers. Returns how many they have."""
    done, number = _batches_done(key), len(people)
    batches = [range(first, min(first + AT_ONCE, number)) for first in range(0, number, AT_ONCE)]
    missing = [(at, batch) for at, batch in enumerate(batches) if at not in done]
    if not missing:
        return 0
    turns = max(1, number // texts)
    bases, now = people[: -(-number // turns)], timezone.now()
    days = [day_of(place, now.date()) for place in range(len(bases))]
    revision, lists = current_revision(None), _lists(places[0])
    rules = rules_of(revision)
    connections.close_all()  # a forked process must not have part in one
    written, of = 0, sum(len(batch) for _, batch in missing)
    with readers(rules) as pool:
        screened = _screen(pool, list(zip(bases, days, strict=True)), say)
        wanted = [[(bases[n % len(bases)], n // len(bases)) for n in batch] for _, batch in missing]
        for (at, batch), applicants in zip(missing, in_order(pool, read_some, wanted), strict=True):
            entries = [
                Entry(
                    applicant,
                    screened[n % len(bases)],
                    _goes_to(n, places),
                    story_of(n, days[n % len(bases)], now, **lists.sizes),
                )
                for n, applicant in zip(batch, applicants, strict=True)
            ]
            write(entries, key=f"{key}-{at}", revision=revision, lists=lists)
            written += len(entries)
            say(f"{written:,} of {of:,} people written.")
    tell_the_planner()
    return written


def _screen(pool: ProcessPoolExecutor, people: list[tuple[int, date]], say: Progress) -> list[Screened]:
    pieces = [people[first : first + SCREENED_AT_ONCE] for first in range(0, len(people), SCREENED_AT_ONCE)]
    found: list[Screened] = []
    for some in in_order(pool, screen_some, pieces):
        found += some
        if len(found) % AT_ONCE == 0 or len(found) == len(people):
            say(f"{len(found):,} of {len(people):,} texts screened.")
    return found


def _batches_done(key: str) -> set[int]:
    keys = Bulk.objects.filter(client_key__startswith=f"{key}-").values_list("client_key", flat=True)
    rest = [found.removeprefix(f"{key}-").split("-")[0] for found in keys]
    return {int(first) for first in rest if first != "files"}


def _goes_to(number: int, places: Sequence[Place]) -> Place:
    """A tenth to the first job, some to the talent pool, the rest to the other jobs."""
    random = Random(f"place {number}")  # noqa: S311 - no secret
    if number % 10 == 0:
        return places[0]
    if random.random() < 0.04:
        return replace(places[0], job=None, stages=())
    return random.choice(places[1:])


def _lists(place: Place) -> Lists:
    by = place.recruiter
    known = {source.name: source for source in Source.objects.all()}
    for channel in SourceChannel.objects.order_by("pk"):
        if channel.name not in known:
            known[channel.name] = create_source(by=by, name=channel.name, channel=channel)
    for name in parts()["sources"]:
        if name not in known:
            known[name] = create_source(by=by, name=name)
    reasons = RejectionReason.objects.filter(retired_at=None, side=RejectionSide.US).order_by(
        "position", "pk"
    )
    return Lists(
        sources=sorted(known.values(), key=lambda source: source.pk),
        notes=parts()["notes"],
        tags=[find_or_make_tag(by=by, name=name) for name in parts()["tags"]],
        reasons=list(reasons),
    )
