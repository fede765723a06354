"""What a draft would do, and what published rules do: its tests, its impact, screening again."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from candidates.choices import ImpactState
from candidates.models import RuleImpact
from candidates.studio import actions, queries
from candidates.studio.documents import RulesInvalid, rules_of
from candidates.studio.impacts import sentence
from candidates.studio.queries.rescreenings import page_address
from candidates.studio.snippets import Failure, run
from candidates.studio.views.shared import around, draft_of, flag_names, name_of, revision_of
from candidates.views.evidence import NOT_COUNTED
from recruiting.accounts.permissions import require
from recruiting.web.lists import page_of
from recruiting.web.shortcuts import page_or_part, toast
from recruiting.work import actions as work
from recruiting.work.choices import BulkState
from recruiting.work.queries import progress_of
from rubrics.models import RuleRevision

PEOPLE = 20
"""Changes on one page: each text is screened to be shown."""

VERBS = {"pause": work.pause_bulk, "resume": work.resume_bulk, "cancel": work.cancel_bulk}
GOING = (ImpactState.QUEUED, ImpactState.RUNNING)


@require_POST
def tests_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Run all tests of a version: the sentences of its signals and its texts."""
    revision = revision_of(request, pk)
    require(request.user, "rubrics.edit_rules")
    context = around(request, revision, "tests")
    try:
        outcome = run(rules_of(revision))
    except RulesInvalid as error:
        return render(
            request, "candidates/rules/unreadable.html", context | {"problems": error.problems}, status=409
        )
    tests = _tests_by_line(revision)
    rows = [(failure, _row_of(failure, tests)) for failure in outcome.failures]
    context |= {
        "outcome": outcome,
        "total": outcome.sentences + outcome.texts,
        "page": page_of(request, rows, 100),
    }
    return render(request, "candidates/rules/tests_run.html", context)


def _tests_by_line(revision: RuleRevision) -> dict[int, str]:
    """The tests' codes by their first lines; none where the rows can't be told apart."""
    try:
        return {row.line: row.code for row in queries.list_rows(revision.document, "tests")}
    except RulesInvalid:
        return {}


def _row_of(failure: Failure, tests: dict[int, str]) -> tuple[str, str]:
    """Which row's page a failure is mended on."""
    if failure.kind not in ("flags", "not_flags"):
        return "signals", failure.code
    return "tests", tests.get(failure.line, "0")


@require_http_methods(["GET", "POST"])
def impact(request: HttpRequest, pk: int) -> HttpResponse:
    """What a draft would change for the stored resumes. POST has it measured; the part asks again until it is."""
    draft = draft_of(request, pk)
    if request.method == "POST":
        try:
            actions.ask_impact(draft=draft, by=request.user)
        except RulesInvalid as error:
            context = around(request, draft, "impact") | {"problems": error.problems}
            return render(request, "candidates/rules/unreadable.html", context, status=409)
        return redirect("candidates:rule-impact", draft.pk)
    found = queries.newest_impact(request.user, draft)
    context: dict[str, Any] = {
        "revision": draft,
        "impact": found,
        "going": found is not None and found.state in GOING,
    }
    if found is not None and found.state == ImpactState.DONE:
        context |= _measured(request, draft, found)
    if page_or_part(request, "candidates/rules/impact.html") == "candidates/rules/impact.html":
        context |= around(request, draft, "impact")
    return render(request, page_or_part(request, "candidates/rules/impact.html"), context)


def _measured(request: HttpRequest, draft: RuleRevision, found: RuleImpact) -> dict[str, Any]:
    names = flag_names(request.user)
    known = {code: name_of(code, names) for code in found.summary["codes"]}
    flag, wrong = request.GET.get("flag", ""), request.GET.get("wrong") == "1"
    changes = queries.impact_changes(request.user, found, flag=flag, wrong=wrong)
    page = page_of(request, changes, PEOPLE)
    shown = queries.show_changes(request.user, found.document, page.rows)
    everybody = len({change.resume for change in queries.impact_changes(request.user, found)})
    return {
        "summary": found.summary,
        "sentence": sentence(found.summary, known),
        "flags": [{**row, "name": known[row["code"]]} for row in found.summary["flags"]],
        "flag": flag,
        "wrong": wrong,
        "page": page,
        "rows": [
            (row, known.get(row.change.flag, row.change.flag), NOT_COUNTED.get(row.reason, ""))
            for row in shown
        ],
        "hidden": found.summary["people"] - everybody,
        "stale": found.version != draft.version and found.document != draft.document,
    }


@require_POST
def rescreen(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin to screen the stored resumes again by the rules in force."""
    revision = revision_of(request, pk)
    bulk = actions.start_rescreening(revision=revision, by=request.user)
    toast(request, "Screening again has begun. You can leave this page, it goes on.")
    return redirect(page_address(bulk))


@require_GET
def rescreening(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a pass over the stored resumes is. The part asks again every two seconds until it is over."""
    row = get_object_or_404(queries.find_pass(request.user, pk))
    bulk = row.bulk
    context = {
        "pass": row,
        "bulk": bulk,
        "progress": progress_of(bulk),
        "page": page_of(request, bulk.items.order_by("position")),
        "running": bulk.state == BulkState.RUNNING,
        "paused": bulk.state == BulkState.PAUSED,
    }
    return render(request, page_or_part(request, "candidates/rules/rescreening.html"), context)


@require_POST
def rescreening_change(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Pause, resume or cancel a pass."""
    row = get_object_or_404(queries.find_pass(request.user, pk))
    if verb not in VERBS:
        raise Http404
    VERBS[verb](bulk=row.bulk, by=request.user)
    return redirect("candidates:rule-rescreening", pk)


# An open tab that asks for news is no activity.
impact.background = True  # type: ignore[attr-defined]
rescreening.background = True  # type: ignore[attr-defined]
