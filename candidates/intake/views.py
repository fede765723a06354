"""Pages of the intake: a job from a template, all that is said of it, its description and its templates."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from candidates.actions import jobs as actions
from candidates.actions import templates
from candidates.choices import JobStatus, Need
from candidates.intake.forms import CopyForm, DraftForm, JobForm, NewJobForm, TemplateForm
from candidates.jobtext import mended
from candidates.models import Job, JobTemplate
from candidates.queries import jobs as queries
from candidates.queries.drafts import draft_of
from candidates.queries.guards import GuardNote, notes_on
from candidates.queries.intake import role_advice, tally
from candidates.views.jobs import find_job
from recruiting.accounts.permissions import allowed, require
from recruiting.web.forms import call
from recruiting.web.lists import page_of
from recruiting.web.shortcuts import toast
from rubrics import queries as guide


@require_http_methods(["GET", "POST"])
def job_create(request: HttpRequest) -> HttpResponse:
    """Make a draft job, from a template if one is chosen. Its intake follows."""
    require(request.user, "candidates.create_job")
    first = JobTemplate.objects.visible_to(request.user).filter(code=request.GET.get("template", "")).first()
    initial = {"template": first, "title": first.title} if first else {}
    form = NewJobForm(request.POST or None, initial=initial, user=request.user)
    if form.is_valid() and call(form, actions.create_job, by=request.user, **form.cleaned_data):
        job = form.result
        toast(request, f"{job.title} is a draft. Open it when it may take people.")
        hint_at_requisition(request, job)
        return redirect("candidates:job-edit", job.pk)
    return render(request, "candidates/intake/new.html", {"form": form}, status=form.http_status)


def hint_at_requisition(request: HttpRequest, job: Job) -> None:
    """Say which other jobs have the requisition id that was just given."""
    if others := queries.same_requisition(request.user, job):
        titles = ", ".join(other.title for other in others)
        toast(
            request, f"{job.requisition_id} is also the requisition id of {titles}. Edit one if it is a slip."
        )


@require_http_methods(["GET", "POST"])
def job_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is said of a job. do: what the button that was pressed asks beside saving."""
    job = find_job(request, pk)
    require(request.user, "candidates.change_job", job)
    form = (
        JobForm(request.POST, job=job, user=request.user)
        if request.method == "POST"
        else JobForm.of(job, request.user)
    )
    if form.is_bound and "use" in request.POST:
        return _with_suggestion(request, job, form)
    if form.is_valid() and call(form, actions.change_job, job=job, by=request.user, **form.values()):
        if form.result.requisition_id != job.requisition_id:
            hint_at_requisition(request, form.result)
        return _saved(request, form.result)
    if form.conflict:
        form.renew(JobForm.of(find_job(request, pk), request.user).initial)
    return _intake(request, job, form)


def _saved(request: HttpRequest, job: Job) -> HttpResponse:
    match request.POST.get("do"):
        case "draft":
            return redirect("candidates:job-draft", job.pk)
        case "open" if job.status != JobStatus.OPEN:
            actions.open_job(job=job, by=request.user)
            toast(request, f"{job.title} is open.")
        case _:
            toast(request, "Saved.")
    return redirect("candidates:job", job.pk)


def _with_suggestion(request: HttpRequest, job: Job, form: JobForm) -> HttpResponse:
    """The page again with a guard's suggestion in the description, not saved yet."""
    form.full_clean()
    wanted = next((row.note for row in _notes(form) if row.note.code == request.POST["use"]), None)
    if wanted is not None:
        data = request.POST.copy()
        data["description"] = mended(form.cleaned_data.get("description", ""), wanted)
        form = JobForm(data, job=job, user=request.user)
        form.full_clean()
    return _intake(request, job, form, unsaved=wanted is not None)


def _intake(request: HttpRequest, job: Job, form: JobForm, *, unsaved: bool = False) -> HttpResponse:
    if not form.is_bound:
        read = JobForm(_as_sent(form), job=job, user=request.user)
        read.full_clean()
    else:
        read = form
    context = {
        "job": job,
        "form": form,
        "unsaved": unsaved,
        "levels": guide.levels(request.user),
        "members": queries.list_members(job),
        "stages": job.stages.all(),
        **_description_part(read),
        **_role_part(read),
    }
    return render(request, "candidates/intake/job.html", context, status=form.http_status)


def _as_sent(form: JobForm) -> dict[str, Any]:
    """A form that was not sent yet, as it would be: so that the same is read of both."""
    return {name: form[name].value() if form[name].value() is not None else "" for name in form.fields}


@require_POST
def job_read(request: HttpRequest, pk: int) -> HttpResponse:
    """What the guards say of a description, or which role the answers point to, while it is written. Saves nothing."""
    job = find_job(request, pk)
    require(request.user, "candidates.change_job", job)
    form = JobForm(request.POST, job=job, user=request.user)
    form.full_clean()
    if request.POST.get("part") == "role":
        return render(request, "candidates/intake/_advice.html", _role_part(form))
    return render(request, "candidates/intake/_notes.html", _description_part(form))


def _description_part(form: JobForm) -> dict[str, Any]:
    description = form.cleaned_data.get("description", "")
    lines = len([line for line in description.splitlines() if line.strip()])
    return {"notes": _notes(form), "lines": lines, "tally": tally(form.needs())}


def _role_part(form: JobForm) -> dict[str, Any]:
    return {"advice": role_advice(form.answers()), "chosen_role": form.cleaned_data.get("role_profile")}


def _notes(form: JobForm) -> list[GuardNote]:
    """What the guards say of a form as far as it can be read."""
    level, role = (form.cleaned_data.get(name) for name in ("level", "role_profile"))
    return notes_on(
        form.cleaned_data.get("description", ""),
        level=level.code if level else "",
        role=role.code if role else "",
        musts=list(form.needs().values()).count(Need.MUST),
    )


@require_http_methods(["GET", "POST"])
def job_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """A description drafted from the job's activities, beside the present one: a person says what becomes of both."""
    job = find_job(request, pk)
    require(request.user, "candidates.change_job", job)
    draft = draft_of(job)
    form = DraftForm(request.POST or None, initial={"version": job.version})
    if form.is_valid():
        below = form.cleaned_data["how"] == "below" and job.description
        text = f"{job.description.rstrip()}\n\n{draft}" if below else draft
        version = form.cleaned_data["version"]
        if call(form, actions.change_job, job=job, by=request.user, version=version, description=text):
            toast(request, "The draft is in the description. Change what differs.")
            return redirect("candidates:job-edit", job.pk)
    context = {"job": job, "form": form, "draft": draft}
    return render(request, "candidates/intake/draft.html", context, status=form.http_status)


@require_http_methods(["GET", "POST"])
def job_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a draft like this job."""
    job = find_job(request, pk)
    require(request.user, "candidates.change_job", job)
    require(request.user, "candidates.create_job")
    form = CopyForm(request.POST or None, initial={"title": job.title})
    if form.is_valid() and call(form, templates.copy_job, job=job, by=request.user, **form.cleaned_data):
        toast(request, f"{form.result.title} is a draft like {job.title}, with its team and stages.")
        return redirect("candidates:job-edit", form.result.pk)
    return render(request, "candidates/intake/copy.html", {"job": job, "form": form}, status=form.http_status)


@require_http_methods(["GET", "POST"])
def job_keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a job as a template."""
    job = find_job(request, pk)
    require(request.user, "candidates.change_job", job)
    require(request.user, "candidates.create_job")
    form = TemplateForm(request.POST or None, initial={"name": job.title})
    if form.is_valid() and call(
        form, templates.keep_as_template, job=job, by=request.user, **form.cleaned_data
    ):
        toast(request, f"{form.result.name} is a template for new jobs.")
        return redirect("candidates:job-templates")
    return render(request, "candidates/intake/keep.html", {"job": job, "form": form}, status=form.http_status)


@require_GET
def template_list(request: HttpRequest) -> HttpResponse:
    """The templates that a new job may begin with."""
    require(request.user, "candidates.create_job")
    rows = JobTemplate.objects.visible_to(request.user).select_related("made_by").order_by("pk")
    page = page_of(request, rows)
    for row in page:
        row.may_delete = not row.is_shipped and allowed(request.user, "candidates.delete_template", row)
        row.tally = tally(row.needs)
    return render(request, "candidates/intake/templates.html", {"page": page})


@require_http_methods(["GET", "POST"])
def template_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask before a kept template is deleted."""
    require(request.user, "candidates.create_job")
    template = get_object_or_404(JobTemplate.objects.visible_to(request.user), pk=pk)
    require(request.user, "candidates.delete_template", template)
    if request.method == "POST":
        templates.delete_template(template=template, by=request.user)
        toast(request, f"The template {template.name} is deleted. Jobs made of it stay.")
        return redirect("candidates:job-templates")
    return render(request, "candidates/intake/template_delete.html", {"template": template})
