"""What happens to an installation, and what must be true of it afterwards. Run by `tests.chaos.drive`."""

import contextlib
import os
import random
import shutil
import time
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.management import call_command
from django.db.models import Count, Max
from django.db.models.functions import Now
from django.utils import timezone

from candidates.actions.jobs import create_job, open_job
from candidates.actions.resumes import receive_resume
from candidates.choices import FINAL_STATES, ScreeningState
from candidates.models import Application, Candidate, Job, Screening
from recruiting.accounts.choices import Role
from recruiting.accounts.models import User
from recruiting.events.models import Event
from rubrics.actions.rules import publish_shipped_rules
from tests.bench.resumes import resumes
from tests.installation import Installation, kill_group, wait_for
from tests.processes import descendants, pids_with

WITHIN_SECONDS = 40.0
RETURN_SECONDS = 60.0


class Desk:
    """A recruiter with an open job, who uploads."""

    def __init__(self) -> None:
        publish_shipped_rules()
        self.by = User.objects.create(email="recruiter@example.org", name="Rita", role=Role.ADMIN)
        self.job: Job = create_job(by=self.by, title="DevSecOps engineer")
        open_job(job=self.job, by=self.by)
        self.job.refresh_from_db()
        self.slowest = 0.0

    def upload(self, files: Iterable[tuple[str, bytes]]) -> None:
        for name, data in files:
            start = time.monotonic()
            receive_resume(data=data, name=name, by=self.by, job=self.job)
            self.slowest = max(self.slowest, time.monotonic() - start)


def kills(installation: Installation, *, number: int, files: int) -> dict[str, Any]:
    """The worker's whole group is killed until `number` kills hit a running row, while `files` resumes come in.

    A row that an earlier kill left running is no hit: only attempts that began since then count.
    """
    desk, chance = Desk(), random.Random(7)
    waiting = resumes(files)
    share = -(-files // number)
    installation.start_beat()
    hits = tried = 0
    while hits < number and tried < 5 * number:
        desk.upload(waiting[:share])
        del waiting[:share]
        broken_off = _running()
        worker = installation.start_worker()
        wait_for(
            lambda known=broken_off: bool(_running() - known), 60, "a worker to claim a row", every=0.001
        )
        time.sleep(chance.random() * 0.05)
        kill_group(worker)
        tried += 1
        hits += bool(_running() - broken_off)
    last_kill, restarted = timezone.now(), time.monotonic()
    desk.upload(waiting)
    installation.start_worker()
    _wait_for_the_end(4 * WITHIN_SECONDS)
    ready = time.monotonic() - restarted
    found = {"kills": tried, "hits": hits, "wait_seconds": round(ready, 1)}
    return found | _after(installation, files, last_kill)


def beatless(installation: Installation, *, number: int, files: int) -> dict[str, Any]:
    """Beat has died, and `number` kills hit a running row: the workers' own timer sweeps.

    With one file: a worker that is still busy with others when a lease ends would find the row by itself.
    """
    desk = Desk()
    desk.upload(resumes(files))
    hits = 0
    while hits < number:
        broken_off = _running()
        worker = installation.start_worker()
        wait_for(
            lambda known=broken_off: bool(_running() - known), 60, "a worker to claim a row", every=0.001
        )
        kill_group(worker)
        hits += bool(_running() - broken_off)
    since = timezone.now()
    installation.start_worker()
    _wait_for_the_end(4 * WITHIN_SECONDS)
    return {"hits": hits} | _after(installation, files, since)


def wiped(installation: Installation, *, number: int, files: int) -> dict[str, Any]:
    """Every message is lost, once with no worker there and `number` times under a busy one."""
    desk = Desk()
    waiting = resumes(files)
    share = -(-files // (number + 1))
    desk.upload(waiting[:share])
    _wipe(installation)
    installation.start_beat()
    installation.start_worker()
    for turn in range(1, number + 1):
        desk.upload(waiting[turn * share : (turn + 1) * share])
        _wipe(installation)
    since = timezone.now()
    _wait_for_the_end(2 * RETURN_SECONDS)
    return {"wiped": number + 1} | _after(installation, files, since)


def away(installation: Installation, *, number: int, files: int) -> dict[str, Any]:
    """The broker is away `number` times while files come in: all are accepted, and screened after its return."""
    desk = Desk()
    waiting = resumes(files)
    share = -(-files // number)
    installation.start_beat()
    installation.start_worker()
    for turn in range(number):
        _stop_broker(installation)
        desk.upload(waiting[turn * share : (turn + 1) * share])
        _start_broker(installation)
    since = timezone.now()
    _wait_for_the_end(2 * RETURN_SECONDS)
    return {"away": number, "slowest_upload_seconds": round(desk.slowest, 2)} | _after(
        installation, files, since
    )


def processes(installation: Installation, *, number: int, files: int) -> dict[str, Any]:
    """Which processes have PDFium loaded once PDFs were read: only those that the workers started for reading."""
    desk = Desk()
    desk.upload(resumes(files))
    worker = installation.start_worker()
    since = timezone.now()
    _wait_for_the_end(RETURN_SECONDS)
    names = Screening.objects.values_list("worker", flat=True).distinct()
    workers = {int(name.rpartition(":")[2]) for name in names} | {worker.pid}
    loaded = pids_with("libpdfium") & descendants(worker.pid)
    return {
        "workers_with_pdfium": sorted(workers & loaded),
        "web_has_pdfium": os.getpid() in pids_with("libpdfium"),
        "others_with_pdfium": len(loaded - workers),
    } | _after(installation, files, since)


SCENARIOS = {"kills": kills, "beatless": beatless, "wiped": wiped, "away": away, "processes": processes}


def all_final() -> bool:
    return not Screening.objects.exclude(state__in=FINAL_STATES).exists()


def _wait_for_the_end(seconds: float) -> None:
    """Until every screening is final, or the time is up: then `_after` tells what is open and why."""
    with contextlib.suppress(TimeoutError):
        wait_for(all_final, seconds, "all screenings to end", every=0.2)


def _running() -> set[str]:
    """The attempts that hold a row: each has an owner's name of its own."""
    rows = Screening.objects.filter(state=ScreeningState.RUNNING)
    return set(rows.values_list("lease_owner", flat=True))


def _after(installation: Installation, files: int, since: datetime) -> dict[str, Any]:
    """The state of things at the end; `problems` is empty if each file was screened exactly once."""
    done = Screening.objects.filter(state=ScreeningState.DONE).defer("report")
    whole = done.annotate(f=Count("flags", distinct=True), a=Count("activities", distinct=True))
    counts = {
        "done": done.count(),
        "whole": whole.filter(f=11, a=20).count(),
        "candidates": Candidate.objects.count(),
        "applications": Application.objects.filter(screening__in=done.values("pk")).count(),
        "finished_events": Event.objects.filter(verb="screening.finished").count(),
    }
    problems = [f"{count} {what}, not {files}" for what, count in counts.items() if count != files]
    try:
        call_command("check_integrity", verbosity=0)
    except SystemExit:
        problems.append("check_integrity found something")
    problems += _what_is_open(installation)
    figures = Screening.objects.aggregate(last=Max("finished_at"), attempts=Max("attempts"))
    return {
        "files": files,
        "most_attempts": figures["attempts"],
        "tried_again": Screening.objects.filter(attempts__gt=1).count(),
        "last_after_seconds": round((figures["last"] - since).total_seconds(), 1)
        if figures["last"]
        else None,
        "problems": problems,
    }


def _what_is_open(installation: Installation) -> list[str]:
    """Each screening without an end, and what the workers said last: the cause is gone with the folder."""
    rows = Screening.objects.exclude(state__in=FINAL_STATES).order_by("pk").annotate(clock=Now())
    if not rows:
        return []
    columns = ("pk", "state", "attempts", "lease_until", "rung_at", "clock")
    log = (installation.data / "worker.log").read_text(errors="replace")[-2000:]
    return [*(f"open: {row}" for row in rows.values(*columns)[:10]), f"workers said: {log}"]


def _wipe(installation: Installation) -> None:
    if installation.redis:
        import redis

        redis.Redis.from_url(installation.redis.url).flushall()
    else:
        shutil.rmtree(installation.data / "queue", ignore_errors=True)


def _stop_broker(installation: Installation) -> None:
    if installation.redis:
        installation.redis.stop()
        return
    # A file where the folder was: neither web nor worker can use it, whoever they run as.
    folder = installation.data / "queue"
    _wipe(installation)
    while True:
        try:
            os.close(os.open(folder, os.O_CREAT | os.O_EXCL))
            return
        except FileExistsError:
            _wipe(installation)


def _start_broker(installation: Installation) -> None:
    if installation.redis:
        installation.redis.start()
    else:
        (installation.data / "queue").unlink()
