"""Puts the demo in, by the same actions that pages use. What is there stays as it is, also if people changed it."""

from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction

from candidates.actions.jobs import add_member, create_job, open_job
from candidates.actions.uploads import add_file, start_upload
from candidates.models import Department, Job, JobTemplate, Office
from recruiting.accounts.models import User
from recruiting.accounts.models.people import email_key
from recruiting.checks import DEMO_MARKER
from recruiting.demo.accounts import load_people, missing_people
from recruiting.demo.resumes import Person, file_of, read_people
from recruiting.errors import Conflict, Denied
from recruiting.work.models import Bulk
from rubrics.models import Level, RoleProfile

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Loaded:
    """How many of each were added, or would be."""

    people: int
    jobs: int
    resumes: int


@cache
def data() -> dict[str, list[dict[str, Any]]]:
    """jobs.yaml: people and jobs."""
    rows: dict[str, list[dict[str, Any]]] = yaml.safe_load((FOLDER / "jobs.yaml").read_text(encoding="utf-8"))
    return rows


def load_demo(*, dry_run: bool = False) -> Loaded:
    """Add the demo's people, jobs and resumes that are missing; dry_run: only count them.

    A job is known by the upload that came with it, a resume by its row there: neither comes back after a person
    renamed or deleted it. Raises Denied unless DEMO=1; Conflict in an installation that has other people, and
    without a guide.
    """
    check_installation()
    file = settings.DATA / DEMO_MARKER
    uploads = {job["code"]: find_upload(job) for job in data()["jobs"]}
    missing = {job["code"]: _missing_resumes(job, uploads[job["code"]]) for job in data()["jobs"]}
    counts = Loaded(
        people=len(missing_people(data()["people"], file)),
        jobs=sum(upload is None for upload in uploads.values()),
        resumes=sum(map(len, missing.values())),
    )
    if not dry_run:
        load_people(data()["people"], file)
        for job in data()["jobs"]:
            upload = uploads[job["code"]] or load_job(job)
            _load_resumes(upload, missing[job["code"]])
    return counts


def find_upload(job: dict[str, Any]) -> Bulk | None:
    """The upload of the job's resumes, if it was loaded."""
    key = email_key(job["recruiter"])
    return Bulk.objects.filter(client_key=f"demo-{job['code']}", actor__email_key=key).first()


def person(email: str) -> User:
    """The demo's person with this address."""
    return User.objects.get(email_key=email_key(email))


def check_installation() -> None:
    """Raise Denied unless DEMO=1; Conflict in an installation that has other people, and without a guide."""
    if not settings.DEMO:
        raise Denied(
            "no_demo", "The demo is loaded only with DEMO=1: it has accounts with known pass phrases."
        )
    if not (settings.DATA / DEMO_MARKER).exists() and User.objects.exists():
        raise Conflict("no_demo", "This installation has people of its own: a demo needs an empty one.")
    if not Level.objects.exists():
        raise Conflict("no_guide", "Load the hiring guide first: manage.py load_guide")


def _missing_resumes(job: dict[str, Any], upload: Bulk | None) -> list[Person]:
    there = set(upload.items.values_list("name", flat=True)) if upload else set()
    return [applicant for applicant in read_people(job["code"]) if applicant.file_name not in there]


@transaction.atomic
def load_job(row: dict[str, Any]) -> Bulk:
    """The open job with its team, and the upload that its resumes will belong to: all of it or nothing."""
    recruiter = person(row["recruiter"])
    # Shared lists of names: there are no rules about them, hence no actions.
    department, _ = Department.objects.get_or_create(name=row["department"])
    office, _ = Office.objects.get_or_create(name=row["office"])
    level = JobTemplate.objects.filter(code=row["level"], role=row["role_profile"]).first()
    job = create_job(
        by=recruiter,
        title=row["title"],
        activities=level.needs if level is not None else {},
        requisition_id=row["requisition_id"],
        role_profile=RoleProfile.objects.get(code=row["role_profile"]),
        level=Level.objects.get(code=row["level"]),
        department=department,
        office=office,
        headcount=row["headcount"],
        confidential=row.get("confidential", False),
        description=row["description"],
    )
    open_job(job=job, by=recruiter)
    for role, emails in row["team"].items():
        for email in emails:
            add_member(job=job, by=recruiter, user=person(email), role=role)
    return start_upload(by=recruiter, job=job, key=f"demo-{row['code']}")


def _load_resumes(upload: Bulk, applicants: list[Person]) -> None:
    job = Job.objects.get(pk=upload.job_id)
    for applicant in applicants:
        read = partial(file_of, applicant)
        add_file(bulk=upload, by=upload.actor, job=job, name=applicant.file_name, read=read)
