"""How long pages take with many people: `python -m tests.bench.pages [--candidates 100000] [--scorecards N] [--here]`.

Prints a table, and last one line of JSON. Each page is asked by a signed-in recruiter who does not see one of the jobs,
those of interviews by an interviewer with about a thousand cards, the debrief by the hiring manager,
through all of Django in this process: that is the time at the server, without the network. The demo's crowd is made first, in a
database of its own that goes at the end; --here: the installation of DATA and DATABASE_URL that `manage.py demo
--candidates N` filled is asked instead.

| figure | which |
|---|---|
| median, p95 | milliseconds of all askings of a page, the first ones left out |
| cpu | the median of what this process used of them |
| server | the mean of what the database server's process used, where it is PostgreSQL on this machine |
| cold | searches: each query's first asking, in a process that asked nothing like it before |
| warm | searches: each query's later askings |

Asked on PostgreSQL at 100,000 people are LIMITS, at 1,000 SMALL_MEDIAN; on SQLite five times as much.
"""

import argparse
import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from statistics import fmean, median, quantiles
from typing import Any

from tests.installation import Installation, on_postgresql

ROUNDS = 40
"""Askings of each page that count."""

UNCOUNTED = 3
SEARCH_ROUNDS = 5
LIMITS = {"page": (50, 100), "search": (100, 250)}
"""Median and p95 in milliseconds on PostgreSQL."""

SMALL, SMALL_MEDIAN = 1_000, 25
SQLITE_TIMES = 5
ALSO_SHOWN = ("application", "people", "jobs", "decision record", "loop", "calibration")
"""Pages that are measured though no limit was set for them."""

SEARCHES = {
    "a word of many": "kubernetes",
    "a word of some": "semgrep",
    "a word of few": "macos",
    "two words": "terraform vault",
    "three words": "python jenkins ansible",
    "a beginning": "secre",
    "a phrase": '"threat modelling workshops"',
    "a common phrase": '"hashicorp vault"',
    "a phrase and a word": '"network policies" gatekeeper',
    "not a word": "kubernetes -aws",
    "not a phrase": 'trivy -"gitlab ci"',
    "a family name": "Halstrom",
    "a whole name": "Petra Lindgren",
    "a misspelt name": "Halstorm",
    "an address": "kofi.quinberg@example.org",
    "words of a note": "parental leave",
    "level and word": "level:mid kubernetes",
    "years, flag and activity": "years:2..5 flag:secrets_management activity:kubernetes_security",
    "talent pool": "level:mid activity:kubernetes_security activity:secrets_management quiet:3",
    "nothing to be found": "xylophone terraform",
}
"""Twenty queries, by what they are."""


@dataclass
class Timed:
    """Milliseconds of the askings of one page."""

    taken: list[float] = field(default_factory=list)
    used: list[float] = field(default_factory=list)
    served: list[float] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        p95 = quantiles(self.taken, n=20, method="inclusive")[-1] if len(self.taken) > 1 else self.taken[0]
        return {
            "median": round(median(self.taken), 1),
            "p95": round(p95, 1),
            "cpu": round(median(self.used), 1),
            "server": round(fmean(self.served), 1),
        }


RECRUITER, INTERVIEWER = "recruiter@example.org", "interviewer@example.org"


def fill(candidates: int, jobs: int, scorecards: int | None) -> None:
    """The demo's crowd, in this process's empty installation; the files of the first wait for no worker."""
    from django.core.management import call_command

    call_command("load_guide", verbosity=0)
    call_command("demo", candidates=candidates, jobs=jobs, scorecards=scorecards, stdout=sys.stderr)


@cache
def sign_in(email: str) -> Any:
    """A client of this person, in a process that is set up as the web's."""
    from django.test import Client

    from recruiting import wsgi  # noqa: F401 - it says how garbage is collected
    from recruiting.accounts import factors
    from recruiting.accounts.models import User

    user = User.objects.get(email=email)
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    session = client.session
    session[factors.SESSION_KEY] = user.pk
    session.save()
    return client


def pages() -> dict[str, list[str]]:
    """Each page with the addresses it is asked by, in turn."""
    from django.db.models import Count
    from django.urls import reverse

    from candidates.models import Application, Job, Source, Tag

    job = Job.objects.annotate(people=Count("applications")).order_by("-people")[0]
    people = f"{reverse('candidates:job', args=[job.pk])}?view="
    source, tag = Source.objects.order_by("pk")[0].pk, Tag.objects.order_by("pk")[0].pk
    one = [
        "flag=secrets_management",
        "without=no_automation",
        "unreviewed=no_devops_cicd",
        "activity=kubernetes_security",
        "level=senior",
        "years_from=2&years_to=4",
        f"tag={tag}",
        f"source={source}",
        "background=devops",
        "q=berg",
    ]
    two = [f"{first}&{second}" for first, second in zip(one, [*one[3:], *one[:3]], strict=True)]
    some = Application.objects.filter(job=job, screening__state="done").order_by("pk")
    chosen = list(some.values_list("pk", "candidate")[:: max(1, some.count() // ROUNDS)])
    return {
        "today": [reverse("home:today")],
        "board": [f"{people}board"],
        "table": [f"{people}table"],
        "table, sorted": [f"{people}table&sort=name", f"{people}table&sort=-years"],
        "table, one filter": [f"{people}table&{words}" for words in one],
        "table, two filters": [f"{people}table&{words}" for words in two],
        "board, one filter": [f"{people}board&{words}" for words in one],
        "candidate": [reverse("candidates:candidate", args=[pk]) for _, pk in chosen],
        "application": [reverse("candidates:application", args=[pk]) for pk, _ in chosen],
        "people": [reverse("candidates:people")],
        "jobs": [reverse("candidates:jobs")],
    }


def interview_pages() -> dict[str, tuple[str, list[str]]]:
    """Who asks the pages of interviews, and by which addresses; {} where there is no crowd of them."""
    from django.db.models import Count
    from django.urls import reverse

    from interviews.models import Debrief, Panelist
    from recruiting.accounts.models import User

    mine = Panelist.objects.filter(user__email=INTERVIEWER, interview__starts_at__isnull=False)
    if not mine.exists():
        return {}
    some = list(mine.order_by("pk").values_list("pk", "interview__loop")[:: max(1, mine.count() // ROUNDS)])
    closed = Debrief.objects.exclude(closed_at=None).values("closed_by").annotate(debriefs=Count("pk"))
    leads = closed.order_by("-debriefs")[0]["closed_by"]
    debriefs = list(Debrief.objects.filter(closed_by=leads).order_by("pk").values_list("loop", flat=True))
    some_debriefs = debriefs[:: max(1, len(debriefs) // ROUNDS)]
    email = User.objects.get(pk=leads).email
    return {
        "kit": (INTERVIEWER, [reverse("interviews:kit", args=[loop, pk]) for pk, loop in some]),
        "scorecard": (INTERVIEWER, [reverse("interviews:scorecard", args=[pk]) for pk, _ in some]),
        "my interviews": (INTERVIEWER, [reverse("interviews:mine")]),
        "debrief": (email, [reverse("interviews:debrief", args=[loop]) for loop in some_debriefs]),
        "decision record": (email, [reverse("interviews:record", args=[loop]) for loop in some_debriefs]),
        "loop": (RECRUITER, [reverse("interviews:loop", args=[loop]) for _, loop in some]),
        "calibration": (RECRUITER, [reverse("interviews:calibration")]),
    }


def measure(*, rounds: int = ROUNDS, only: Sequence[str] = ()) -> tuple[dict[str, Any], dict[str, Any]]:
    """The figures of pages, and those of each search with "all" of them together."""
    from django.urls import reverse

    asked = {}
    shown = {name: (RECRUITER, addresses) for name, addresses in pages().items()} | interview_pages()
    for name, (email, addresses) in shown.items():
        if only and name not in only:
            continue
        timed = Timed()
        for address in _in_turn(addresses, UNCOUNTED + rounds):
            _ask(sign_in(email), address, timed)
        del timed.taken[:UNCOUNTED], timed.used[:UNCOUNTED], timed.served[:UNCOUNTED]
        asked[name] = timed.figures()
    searches: dict[str, dict[str, Timed]] = defaultdict(lambda: {"cold": Timed(), "warm": Timed()})
    for round_ in range(SEARCH_ROUNDS if not only or "search" in only else 0):
        for name, words in SEARCHES.items():
            timed = searches[name]["warm" if round_ else "cold"]
            _ask(sign_in(RECRUITER), reverse("candidates:search"), timed, q=words)
    for way in ("cold", "warm") if searches else ():
        together = Timed()
        for timings in list(searches.values()):
            together.taken += timings[way].taken
            together.used += timings[way].used
            together.served += timings[way].served
        asked[f"search, {way}"] = together.figures()
    return asked, {
        name: {way: timed.figures()["median"] for way, timed in ways.items()}
        for name, ways in searches.items()
    }


def _in_turn(addresses: Sequence[str], times: int) -> Iterator[str]:
    for number in range(times):
        yield addresses[number % len(addresses)]


def _ask(client: Any, address: str, timed: Timed, **query: str) -> None:
    served, start, used = _server_time(), time.perf_counter(), time.process_time()
    answer = client.get(address, query or None)
    timed.taken.append((time.perf_counter() - start) * 1_000)
    timed.used.append((time.process_time() - used) * 1_000)
    timed.served.append(_server_time() - served)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} {query}: {answer.status_code}")


def _server_time() -> float:
    """Milliseconds of processor time that PostgreSQL's process for this connection has used; 0 where that can't be seen."""
    from django.db import connection

    if connection.vendor != "postgresql" or connection.connection is None:
        return 0.0
    figures = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return int(figures.read_text().split()[0]) / 1e6 if figures.exists() else 0.0


def problems(asked: dict[str, Any], *, candidates: int, postgresql: bool) -> list[str]:
    """What took longer than was asked for."""
    times = 1 if postgresql else SQLITE_TIMES
    found = []
    for name, figures in asked.items():
        if name in ALSO_SHOWN:
            continue
        most, slow = LIMITS["search" if name.startswith("search") else "page"]
        if candidates <= SMALL and not name.startswith("search"):
            most = SMALL_MEDIAN
        for figure, limit in (("median", most * times), ("p95", slow * times)):
            if figures[figure] > limit:
                found.append(f"{name}: {figure} {figures[figure]} ms, not {limit}")
    return found


def table(result: dict[str, Any]) -> str:
    """The figures for people."""
    head = "{candidates:,} people, {database}, {cores} cores with a load of {load}".format_map(result)
    lines = [
        f"{name:<30}{row['median']:>9.1f}{row['p95']:>9.1f}{row['cpu']:>9.1f}{row['server']:>9.1f}"
        for name, row in result["pages"].items()
    ]
    lines += [
        f"  {name:<28}{row['cold']:>9.1f} cold{row['warm']:>9.1f} warm"
        for name, row in result["searches"].items()
    ]
    return "\n".join([head, f"{'milliseconds':<30}{'median':>9}{'p95':>9}{'cpu':>9}{'server':>9}", *lines])


def main() -> int:
    parser = argparse.ArgumentParser(description="How long pages take with many people.")
    parser.add_argument("--candidates", type=int, default=100_000)
    parser.add_argument("--jobs", type=int, default=20)
    parser.add_argument("--scorecards", type=int, help="so many of them, and the pages of interviews")
    parser.add_argument("--here", action="store_true", help="ask the installation of DATA and DATABASE_URL")
    parser.add_argument("--only", nargs="*", default=(), help="only these pages; search for the searches")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="askings of each page that count")
    given = parser.parse_args()
    if given.here:
        os.environ["DJANGO_SETTINGS_MODULE"] = "recruiting.settings"
        import django

        django.setup()
    with nullcontext() if given.here else Installation(queue="filesystem", demo=True):
        if not given.here:
            fill(given.candidates, given.jobs, given.scorecards)
        from django.core.management import call_command

        from candidates.models import Candidate
        from interviews.models import Scorecard

        call_command("collectstatic", interactive=False, verbosity=0)
        people = Candidate.objects.count()
        asked, searches = measure(rounds=given.rounds, only=given.only)
        result = {
            "cores": os.cpu_count(),
            "load": round(os.getloadavg()[0], 1),
            "database": "postgresql" if on_postgresql() else "sqlite",
            "candidates": people,
            "scorecards": Scorecard.objects.count(),
            "pages": asked,
            "searches": searches,
            "problems": problems(asked, candidates=people, postgresql=on_postgresql()),
        }
    print(table(result), file=sys.stderr)
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
