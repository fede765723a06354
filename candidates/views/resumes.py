"""Original files, and uploads of many."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from candidates.actions import resumes as actions
from candidates.actions.exports import record_export
from candidates.actions.holding import require_known_file
from candidates.actions.resumes import too_large_words
from candidates.actions.screenings import retry_screening
from candidates.actions.uploads import add_file, add_upload, expect_files, start_upload
from candidates.forms import ResumeForm, UploadForm
from candidates.models import Application, Candidate, Job, Resume
from candidates.queries import exports
from candidates.queries import uploads as queries
from candidates.queries.applications import why_it_stays
from candidates.queries.identity import veil
from candidates.queries.json_resume import json_resume
from candidates.queries.people import latest_screening
from candidates.views.applications import find_application
from candidates.views.files import sent
from candidates.views.person import person_context
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict
from recruiting.uploads import too_large
from recruiting.web.exports import csv_response, export_link, is_csv
from recruiting.web.forms import call
from recruiting.web.lists import page_of
from recruiting.web.shortcuts import back_or, is_part, page_or_part, toast
from recruiting.work.models import Bulk


def _resume(request: HttpRequest, pk: int) -> Resume:
    rows = Resume.objects.visible_to(request.user).select_related("job", "candidate")
    resume = get_object_or_404(rows, pk=pk)
    veil(request.user, [resume])
    return resume


@require_GET
def resume_download(request: HttpRequest, pk: int) -> HttpResponse:
    """The original file, always as an attachment of no particular type (sec A45)."""
    resume = _resume(request, pk)
    require_known_file(request.user, resume)
    response = sent(resume.file.name, resume.file_name)
    actions.record_download(resume=resume, by=request.user)
    return response


@require_GET
def resume_json(request: HttpRequest, pk: int) -> HttpResponse:
    """What was read from a resume, as JSON Resume."""
    resume = _resume(request, pk)
    content = json_resume(resume)
    actions.record_download(resume=resume, by=request.user)
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="resume-{resume.pk}.json"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
def resume_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a wrong upload, with undo. Where somebody came with it the page asks, and says who goes along."""
    resume = _resume(request, pk)
    if request.method == "GET":
        require(request.user, "candidates.delete_resume", resume)
        application = resume.applications.present().select_related("candidate", "job").first()
        veil(request.user, [application])
        context = {"resume": resume, "application": application, "stays": why_it_stays(resume)}
        return render(request, "candidates/resume_delete.html", context)
    actions.delete_resume(resume=resume, by=request.user)
    toast(request, f"{resume.file_name} is deleted.", undo=reverse("candidates:resume-restore", args=[pk]))
    home = reverse("candidates:job", args=[resume.job_id]) if resume.job_id else reverse("candidates:people")
    return back_or(request, home)


@require_POST
def resume_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo the deletion of an upload."""
    resume = get_object_or_404(
        Resume.objects.deleted_and_visible_to(request.user).select_related("job"), pk=pk
    )
    actions.restore_resume(resume=resume, by=request.user)
    veil(request.user, [resume])
    toast(request, f"{resume.file_name} is back.")
    application = resume.applications.present().first()
    if application:
        return redirect("candidates:application", application.pk)
    return back_or(request, reverse("candidates:people"))


@require_POST
def resume_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a file again that could not be read."""
    resume = _resume(request, pk)
    screening = latest_screening(resume)
    if screening is None:
        raise Conflict("no_screening", "This file waits for its first screening.")
    retry_screening(screening=screening, by=request.user)
    if not is_part(request):  # the script shows it on the row
        toast(request, f"{resume.file_name} is queued again.")
    home = reverse("candidates:job", args=[resume.job_id]) if resume.job_id else reverse("candidates:people")
    return back_or(request, home)


@require_POST
def job_upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Take resumes for a job."""
    return _upload(request, get_object_or_404(Job.objects.visible_to(request.user), pk=pk))


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Take resumes without a job."""
    return _upload(request, None)


def _upload(request: HttpRequest, job: Job | None) -> HttpResponse:
    """One file from the script answers with its row; the plain form goes to the upload's page."""
    require(request.user, "candidates.upload_resume", job)
    form = UploadForm(request.POST)
    files = request.FILES.getlist("files")
    refused = [name for field, name in too_large(request) if field == "files"]
    if not form.is_valid() or not (files or refused or form.cleaned_data["expects"]):
        back = reverse("candidates:job", args=[job.pk]) if job else reverse("candidates:people")
        return render(request, "candidates/upload_empty.html", {"back": back, "job": job}, status=422)
    bulk = start_upload(by=request.user, job=job, key=form.cleaned_data["key"])
    if expects := form.cleaned_data["expects"]:
        items = expect_files(
            bulk=bulk, by=request.user, job=job, files=expects, again=form.cleaned_data["again"]
        )
    else:
        item = bulk.items.filter(pk=form.cleaned_data["item"]).first() if form.cleaned_data["item"] else None
        sent = {"bulk": bulk, "by": request.user, "job": job, "item": item}
        items = [add_upload(name=file.name, file=file, **sent) for file in files]
        items += [add_file(name=name, read=None, **sent) for name in refused]
    if is_part(request):
        rows = queries.read_rows(request.user, items)
        status = 422 if rows[0].refused and not expects else 201
        return render(request, "candidates/_upload_rows.html", {"rows": rows, "bulk": bulk}, status=status)
    return redirect("candidates:upload-detail", bulk.pk)


@require_POST
def candidate_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the resume of a person who is there already."""
    person = get_object_or_404(Candidate.objects.visible_to(request.user), pk=pk)
    veil(request.user, [person])
    require(request.user, "candidates.upload_resume", None)
    require(request.user, "candidates.change_candidate", person)
    return _take(request, person, None)


@require_POST
def application_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the resume of a person who is on a job without one."""
    application = find_application(request, pk)
    require(request.user, "candidates.upload_resume", application.job)
    return _take(request, application.candidate, application)


def _take(request: HttpRequest, person: Candidate, application: Application | None) -> HttpResponse:
    name = "candidates:application" if application else "candidates:candidate"
    home = reverse(name, args=[application.pk if application else person.pk])
    form = ResumeForm(request.POST, request.FILES)
    cut_off = [found for field, found in too_large(request) if field == "file"]
    if cut_off:
        form.errors.clear()
        form.add_error("file", too_large_words())
    elif form.is_valid():
        file = form.cleaned_data["file"]
        job = application.job if application else None
        if call(
            form,
            actions.receive_resume,
            data=file.read(),
            name=file.name,
            by=request.user,
            job=job,
            candidate=person,
        ):
            veil(request.user, [form.result.resume])
            toast(request, _said_of(form.result.resume, person, application))
            return redirect(home)
    context = person_context(request, person, application=application, resume_form=form)
    return render(request, "candidates/candidate.html", context, status=form.http_status)


def _said_of(resume: Resume, person: Candidate, application: Application | None) -> str:
    """Whose the new file is, and whether the application stands on it."""
    if application is None or resume.applications.filter(pk=application.pk).exists():
        return f"{resume.file_name} is {person.shown_name}’s resume."
    return f"{resume.file_name} is added. The application stands on the resume from before until somebody chooses this one."


@require_GET
def upload_list(request: HttpRequest) -> HttpResponse:
    """One's uploads, newest first."""
    rows = queries.list_uploads(request.user)
    if is_csv(request):
        record_export(by=request.user, what="uploads", rows=queries.count_rows(rows))
        return csv_response("uploads", exports.UPLOADS, exports.upload_rows(request.user, rows))
    page = page_of(request, rows)
    queries.hide_file_names(request.user, page)
    context = {"page": page, "export": export_link(request)}
    return render(request, page_or_part(request, "candidates/uploads.html"), context)


@require_GET
def upload_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One upload: where each file stands, or only those that need somebody; asks again every two seconds until all are
    final."""
    bulk = get_object_or_404(Bulk.objects.visible_to(request.user).filter(kind=queries.KIND), pk=pk)
    items = bulk.items.order_by("position")
    needing = request.GET.get("show") == "needing"
    page = page_of(request, queries.only_needing(items) if needing else items, per_page=queries.PER_PAGE)
    count = queries.count_files(bulk)
    may_send = bool(bulk.actor_id == request.user.pk and bulk.client_key)
    job = Job.objects.visible_to(request.user).filter(pk=bulk.job_id).first() if bulk.job_id else None
    context = {
        "bulk": bulk,
        "page": page,
        "rows": queries.read_rows(request.user, list(page)),
        "job": job,
        "count": count,
        "needing": needing,
    }
    if may_send and (job or bulk.job_id is None):
        context |= {
            "upload_form": UploadForm(initial={"key": bulk.client_key, "again": True}),
            "upload_url": reverse("candidates:job-upload", args=[job.pk])
            if job
            else reverse("candidates:upload"),
        }
    return render(request, page_or_part(request, "candidates/upload.html"), context)
