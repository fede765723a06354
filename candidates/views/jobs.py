"""Pages of jobs."""

from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from candidates.actions import jobs as actions
from candidates.choices import JobStatus
from candidates.forms import CloseForm, MemberForm, StageForms, VersionForm
from candidates.models import Job, JobMember
from candidates.permissions import works_with_people
from candidates.queries import exports
from candidates.queries import jobs as queries
from recruiting.accounts.permissions import allowed, require
from recruiting.web.exports import csv_response, export_link, is_csv
from recruiting.web.forms import call
from recruiting.web.lists import page_of
from recruiting.web.shortcuts import find_or_404, page_or_part, toast


def find_job(request: HttpRequest, pk: int) -> Job:
    """The job, or 404 for whoever does not see it."""
    rows = Job.objects.visible_to(request.user)
    jobs = rows.select_related("level", "role_profile", "department", "office", "blind_until")
    return find_or_404(queries.with_hired(jobs), pk=pk)


@require_GET
def job_list(request: HttpRequest) -> HttpResponse:
    """All jobs that the person sees."""
    status = request.GET.get("status", "")
    if status not in JobStatus.values:
        status = ""
    rows = queries.list_jobs(request.user, status=status)
    if is_csv(request):
        return csv_response("jobs", exports.JOBS, exports.job_rows(rows.order_by("-pk")))
    page = page_of(request, rows)
    may_create = allowed(request.user, "candidates.create_job")
    context = {
        "page": page,
        "status": status,
        "export": export_link(request),
        "statuses": JobStatus,
        "may_create": may_create,
        "takes_part": works_with_people(request.user),
    }
    return render(request, page_or_part(request, "candidates/jobs.html"), context)


@require_http_methods(["GET", "POST"])
def job_pipeline(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename, reorder, add and remove a job's stages."""
    job = find_job(request, pk)
    require(request.user, "candidates.change_job", job)
    present = [
        {"id": row.pk, "order": number, "name": row.name, "kind": row.kind, "day_limit": row.day_limit}
        for number, row in enumerate(job.stages.all(), start=1)
    ]
    forms = StageForms(request.POST or None, initial=present, prefix="stages")
    problem, version = None, request.POST.get("version", job.version)
    if forms.is_valid():
        filled = [form.cleaned_data for form in forms if form.cleaned_data.get("name")]
        ordered = sorted(filled, key=lambda row: row["order"] if row["order"] is not None else 1000)
        holder = forms.forms[0]
        if call(
            holder,
            actions.change_pipeline,
            job=job,
            by=request.user,
            stages=ordered,
            version=_version(request),
        ):
            toast(request, "The pipeline is saved.")
            return redirect("candidates:job", job.pk)
        problem = holder
        if holder.conflict and holder.conflict.code == "changed":
            forms, version = _on_present_stages(request, present), job.version
    status = problem.http_status if problem else (422 if forms.is_bound else 200)
    context = {"job": job, "forms": forms, "problem": problem, "version": version, "present": present}
    return render(request, "candidates/pipeline.html", context, status=status)


def _on_present_stages(request: HttpRequest, present: list[dict]) -> BaseFormSet:
    """The stages as they were sent, on a pipeline that somebody changed meanwhile: a stage that is gone is a new one."""
    data, ids = request.POST.copy(), {str(row["id"]) for row in present}
    for name, value in request.POST.items():
        if name.startswith("stages-") and name.endswith("-id") and value not in ids:
            data[name] = ""
    return StageForms(data, initial=present, prefix="stages")


def _version(request: HttpRequest) -> int | None:
    """The version that a formset's page was made from."""
    form = VersionForm(request.POST)
    return form.cleaned_data["version"] if form.is_valid() else None


@require_http_methods(["GET", "POST"])
def job_team(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is what on a job."""
    job = find_job(request, pk)
    require(request.user, "candidates.change_job", job)
    form = MemberForm(request.POST or None)
    if form.is_valid() and call(form, actions.add_member, job=job, by=request.user, **form.cleaned_data):
        toast(request, f"{form.result.user.name} is on the job as {form.result.get_role_display().lower()}.")
        return redirect("candidates:job-team", job.pk)
    context = {"job": job, "form": form, "members": queries.list_members(job)}
    return render(request, "candidates/team.html", context, status=form.http_status)


@require_POST
def member_remove(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """Take a person's role on the job away; the toast offers to give it back."""
    job = find_job(request, pk)
    row = get_object_or_404(
        JobMember.objects.visible_to(request.user).select_related("job", "user"), pk=member, job=job
    )
    actions.remove_member(member=row, by=request.user)
    toast(request, f"{row.user.name} is no longer on the job as {row.get_role_display().lower()}.")
    if (
        not Job.objects.visible_to(request.user).filter(pk=job.pk).exists()
    ):  # one left a confidential job oneself
        return redirect("candidates:jobs")
    return redirect("candidates:job-team", job.pk)


@require_POST
def job_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a job."""
    job = find_job(request, pk)
    actions.open_job(job=job, by=request.user)
    toast(request, f"{job.title} is open.")
    return redirect("candidates:job", job.pk)


@require_POST
def job_pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause a job."""
    job = find_job(request, pk)
    actions.pause_job(job=job, by=request.user)
    words = f"{job.title} is paused: nobody new comes on it, those on it go on."
    toast(request, words, undo=reverse("candidates:job-open", args=[job.pk]))
    return redirect("candidates:job", job.pk)


@require_http_methods(["GET", "POST"])
def job_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a job with a reason."""
    job = find_job(request, pk)
    require(request.user, "candidates.change_job", job)
    form = CloseForm(request.POST or None)
    if form.is_valid() and call(form, actions.close_job, job=job, by=request.user, **form.cleaned_data):
        toast(request, f"{job.title} is closed.", undo=reverse("candidates:job-open", args=[job.pk]))
        return redirect("candidates:job", job.pk)
    return render(request, "candidates/job_close.html", {"job": job, "form": form}, status=form.http_status)
