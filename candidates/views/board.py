"""A job's people: as a board, or as a table, narrowed down and sorted by the same address."""

import secrets
from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from candidates.actions import many
from candidates.actions.exports import record_export
from candidates.choices import Act, ApplicationStatus, Listed
from candidates.forms import (
    ManyApplyForm,
    ManyAssignForm,
    ManyMoveForm,
    ManyRejectForm,
    ManyTagForm,
    PipelineForm,
    UploadForm,
)
from candidates.models import Application, Job, Stage
from candidates.models.querysets import Hidden, read_hidden_jobs
from candidates.queries import exports, pipeline
from candidates.queries import jobs as queries
from candidates.queries import saved_views as view_queries
from candidates.queries.guards import notes_on_job
from candidates.queries.identity import veil
from candidates.queries.people import tag_names
from candidates.views.jobs import find_job
from recruiting.accounts.permissions import allowed, require
from recruiting.web.exports import csv_response, export_link, is_csv
from recruiting.web.forms import call
from recruiting.web.lists import Sort, link, page_of, sort_of
from recruiting.web.shortcuts import page_or_part, safe_next, toast
from recruiting.work.models import Bulk
from recruiting.work.queries import progress_of
from rubrics import queries as guide

SORTS = {
    "waiting": ["stage_since", "pk"],
    "name": ["name_order", "pk"],
    "years": ["known_months", "pk"],
    "stage": ["stage__position", "stage_since", "pk"],
    "applied": ["applied_at", "pk"],
}
DOWN_FIRST = ("years", "applied")
BOARD, TABLE = "board", "table"
MANY_FORMS = {
    Act.MOVE: ManyMoveForm,
    Act.REJECT: ManyRejectForm,
    Act.APPLY: ManyApplyForm,
    Act.TAG: ManyTagForm,
    Act.ASSIGN: ManyAssignForm,
}


@dataclass(frozen=True)
class _Asked:
    """What a job's page is asked for: whom of the job, in what order, and by whom. hidden, polarity: read once."""

    user: Any
    job: Job
    stages: list[Stage]
    wanted: pipeline.Wanted
    sort: Sort
    manages: bool
    sees_all: bool
    hidden: Hidden
    polarity: dict[str, str]

    @property
    def everybody(self) -> QuerySet[Application]:
        return queries.list_applications(self.user, self.job, status="", hidden=self.hidden)

    @property
    def rows(self) -> QuerySet[Application]:
        """The people who are wanted, in order."""
        rows = pipeline.narrowed(self.everybody, self.wanted, reader=self.user, hidden=self.hidden)
        return queries.in_order(self.user, rows, self.sort.order_by, hidden=self.hidden)


@require_GET
def job_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A job with its people, and the place to drop resumes."""
    job = find_job(request, pk)
    said = [(name, value) for name, values in request.GET.lists() for value in values]
    if any(not value for _, value in said):  # a form's empty fields: the address is one that people share
        return redirect(f"{request.path}?{urlencode([pair for pair in said if pair[1]])}")
    stages = list(job.stages.all())
    status = request.GET.get("status", ApplicationStatus.ACTIVE)
    if status not in (*ApplicationStatus.values, "all"):
        status = ApplicationStatus.ACTIVE
    form = PipelineForm(request.GET, user=request.user, job=job, stages=stages)
    manages = allowed(request.user, "candidates.change_job", job)
    asked = _Asked(
        user=request.user,
        job=job,
        stages=stages,
        wanted=form.wanted(status="" if status == "all" else status),
        sort=sort_of(request, SORTS, default="waiting", down_first=DOWN_FIRST),
        manages=manages,
        sees_all=manages or allowed(request.user, "candidates.see_everybody", job),
        hidden=read_hidden_jobs(request.user),
        polarity=dict(guide.flags(request.user).values_list("code", "polarity")),
    )
    if is_csv(request):
        record_export(by=request.user, what="applications", rows=asked.rows.count(), job=job)
        found = exports.application_rows(request.user, asked.rows, asked.polarity)
        return csv_response(f"job-{job.pk}", exports.APPLICATIONS, found)
    # Who has left the pipeline stands in no column.
    view = BOARD if request.GET.get("view") == BOARD and status == ApplicationStatus.ACTIVE else TABLE
    context = {
        **_around(request, asked),
        "view": view,
        "form": form,
        "filters": form.filters(),
        "status": status,
        "statuses": ApplicationStatus,
        **(_board(request, asked) if view == BOARD else _table(request, asked)),
    }
    return render(request, page_or_part(request, "candidates/job.html"), context)


def _around(request: HttpRequest, asked: _Asked) -> dict[str, Any]:
    """What stands around a job's people, in whichever view."""
    user, job, here = asked.user, asked.job, link(request.GET, page=None, more=None)
    files = queries.files_that_need_a_person(user, job, hidden=asked.hidden) if asked.manages else []
    return {
        "job": job,
        "add_filter": f"{reverse('candidates:job-filters', args=[job.pk])}{here}",
        "views": [(name, link(request.GET, view=name, page=None, more=None)) for name in (BOARD, TABLE)],
        "saved": view_queries.list_views(user, Listed.JOB, request.GET),
        "save_view": f"{reverse('candidates:view-create', args=[job.pk])}{here}",
        "export": export_link(request),
        "sort": asked.sort,
        "manages": asked.manages,
        "sees_all": asked.sees_all,
        "files": files,
        "upload_form": UploadForm(initial={"key": secrets.token_urlsafe(24)}),
        "upload_url": reverse("candidates:job-upload", args=[job.pk]),
    }


def _table(request: HttpRequest, asked: _Asked) -> dict[str, Any]:
    user, job, sees_all = asked.user, asked.job, asked.sees_all
    counts = queries.count_by_stage(user, job, hidden=asked.hidden) if sees_all else {}
    page = page_of(request, asked.rows.values_list("pk", flat=True), load=asked.everybody.in_bulk)
    veil(user, page, hidden=asked.hidden)
    holding = queries.read_holding(page)
    return {
        "page": page,
        "rows": [(row, *queries.flag_counts(holding[row.screening_id], asked.polarity)) for row in page],
        "stage": next((row for row in asked.stages if [row.pk] == asked.wanted.stages), None),
        "stages": [(row, counts.get(row.pk, 0) if sees_all else None) for row in asked.stages],
        "everybody": sum(counts.values()) if sees_all else None,
        "notes": notes_on_job(job) if asked.manages and job.description else [],
    }


def _board(request: HttpRequest, asked: _Asked) -> dict[str, Any]:
    columns = pipeline.read_board(
        asked.user,
        asked.job,
        asked.wanted,
        stages=asked.stages,
        order_by=asked.sort.order_by,
        polarity=asked.polarity,
        sees_all=asked.sees_all,
        more=_more(request),
        hidden=asked.hidden,
    )
    counts = pipeline.count_wanted(columns)
    return {
        "columns": [(column, _link_to_more(request, column)) for column in columns],
        "counts": counts,
        "everybody": counts["total"] if asked.sees_all else None,
    }


def _more(request: HttpRequest) -> Counter[int]:
    """Stage -> how often the address asks for more of it."""
    return Counter(
        int(value) for value in request.GET.getlist("more")[:100] if value.isdecimal() and len(value) < 19
    )


def _link_to_more(request: HttpRequest, column: pipeline.Column) -> str:
    """The address that shows more people of a column; "" if there are none, the table's for what is too many."""
    if column.left <= 0:
        return ""
    if len(column.cards) >= pipeline.MOST_CARDS:
        return link(request.GET, view=TABLE, stage=str(column.stage.pk), more=None)
    query = request.GET.copy()
    query.appendlist("more", str(column.stage.pk))
    return f"?{query.urlencode()}"


@require_GET
def job_filters(request: HttpRequest, pk: int) -> HttpResponse:
    """All filters of a job's people to choose from; the form leads back to them."""
    job = find_job(request, pk)
    form = PipelineForm(request.GET, user=request.user, job=job, stages=list(job.stages.all()))
    return render(request, page_or_part(request, "candidates/filters.html"), {"job": job, "form": form})


@require_http_methods(["GET", "POST"])
def job_many(request: HttpRequest, pk: int) -> HttpResponse:
    """One change to many of a job's people: says for whom, asks what is needed, and does it."""
    job = find_job(request, pk)
    require(request.user, "candidates.change_job", job)
    named = request.POST.get("act") or request.GET.get("act")
    act = Act(named) if named in Act.values else Act.MOVE
    back = safe_next(request) or reverse("candidates:job", args=[job.pk])
    chosen = _chosen(request)
    people = pipeline.read_chosen(request.user, job, [pk for pk, _ in chosen])
    # The board sends whom it chose in a body too: of many people an address would be too long.
    sent = None if "choose" in request.POST or request.method == "GET" else request.POST
    form = MANY_FORMS[act](sent, user=request.user, job=job)
    if form.is_valid() and call(
        form, many.start_change, job=job, by=request.user, chosen=chosen, act=act, **form.cleaned_data
    ):
        return _changed(request, form.result, act, back)
    context = {
        "job": job,
        "act": act,
        "form": form,
        "people": people,
        "chosen": [f"{pk}-{version}" for pk, version in chosen],
        "stages": Counter(row.stage.name for row in people).most_common(),
        "back": back,
        "tag_names": tag_names(request.user) if act == Act.TAG else [],
    }
    return render(request, "candidates/many.html", context, status=form.http_status)


def _changed(request: HttpRequest, bulk: Bulk, act: Act, back: str) -> HttpResponse:
    """Few people are changed at once; if all went well one is back where one was, else one sees what did not."""
    if bulk.total <= many.AT_ONCE:
        many.work_on_change(bulk.pk, most=many.AT_ONCE)
    progress = progress_of(bulk)
    if progress.done < progress.total:
        return redirect("home:bulk", bulk.pk)
    done = {
        Act.MOVE: "moved",
        Act.REJECT: "rejected",
        Act.APPLY: "put on another job",
        Act.TAG: "tagged",
        Act.ASSIGN: "assigned",
    }[act]
    who = "1 person was" if progress.done == 1 else f"{progress.done} people were"
    toast(request, f"{who} {done}.", undo=reverse("home:bulk-undo", args=[bulk.pk]))
    return redirect(back)


def _chosen(request: HttpRequest) -> list[tuple[int, int]]:
    """(id, version as it was seen) of the applications that body or address name: p=12-3 is version 3 of 12."""
    found = {}
    for value in request.POST.getlist("p") or request.GET.getlist("p"):
        pk, _, version = value.partition("-")
        if pk.isdecimal() and version.isdecimal() and max(len(pk), len(version)) < 19:
            found[int(pk)] = int(version)
    return list(found.items())
