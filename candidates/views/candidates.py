"""Pages of people, with or without an application."""

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from candidates.actions import people as actions
from candidates.actions.applications import create_application
from candidates.actions.exports import record_export
from candidates.actions.holding import require_known
from candidates.forms import ApplyForm, CandidateForm, NewCandidateForm, UploadForm
from candidates.models import Candidate, Resume
from candidates.models.querysets import read_hidden_jobs
from candidates.queries import exports, people
from candidates.queries.duplicates import find_duplicates, find_survivors
from candidates.queries.identity import veil
from candidates.queries.jobs import files_that_need_a_person, jobs_for
from candidates.views.person import person_context
from recruiting.accounts.permissions import allowed, require
from recruiting.web.exports import csv_response, export_link, is_csv
from recruiting.web.forms import call
from recruiting.web.lists import page_of
from recruiting.web.shortcuts import back_or, page_or_part, toast


def find_candidate(request: HttpRequest, pk: int) -> Candidate:
    """The person, or 404 for whoever does not see them; veiled, where the reader may not know who it is."""
    candidate = get_object_or_404(Candidate.objects.visible_to(request.user), pk=pk)
    veil(request.user, [candidate])
    return candidate


@require_GET
def candidate_list(request: HttpRequest) -> HttpResponse:
    """All people that the person sees, and the place to drop resumes without a job."""
    search = request.GET.get("q", "").replace("\x00", "")[:200]
    hidden = read_hidden_jobs(request.user)
    rows = people.list_candidates(request.user, search=search, hidden=hidden)
    if is_csv(request):
        record_export(by=request.user, what="people", rows=rows.count())
        return csv_response("people", exports.PEOPLE, exports.people_rows(request.user, rows))
    page = page_of(request, rows)
    duplicates = find_duplicates(request.user, list(page), hidden=hidden)
    veil(request.user, page, hidden=hidden)
    may_upload = allowed(request.user, "candidates.upload_resume", None)
    context = {
        "page": page,
        "duplicates": duplicates,
        "search": search,
        "export": export_link(request),
        "may_upload": may_upload,
        "files": files_that_need_a_person(request.user, None, hidden=hidden) if may_upload else [],
        "upload_form": UploadForm(initial={"key": secrets.token_urlsafe(24)}),
        "upload_url": reverse("candidates:upload"),
    }
    return render(request, page_or_part(request, "candidates/people.html"), context)


@require_http_methods(["GET", "POST"])
def candidate_create(request: HttpRequest) -> HttpResponse:
    """Add a person by hand."""
    require(request.user, "candidates.create_candidate")
    form = NewCandidateForm(request.POST or None)
    if form.is_valid() and call(form, actions.create_candidate, by=request.user, **form.cleaned_data):
        toast(request, f"{form.result.name} is added.")
        return redirect("candidates:candidate", form.result.pk)
    context = {"form": form, "candidate": None}
    return render(request, "candidates/candidate_form.html", context, status=form.http_status)


@require_GET
def candidate_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A person: their newest resume, notes and applications. Who was merged is found under the one who stayed."""
    hidden = read_hidden_jobs(request.user)
    candidate = Candidate.objects.visible_to(request.user, hidden=hidden).filter(pk=pk).first()
    if candidate is None:
        return redirect("candidates:candidate", get_object_or_404(find_survivors(request.user, pk)).pk)
    veil(request.user, [candidate], hidden=hidden)
    context = person_context(request, candidate, hidden=hidden)
    return render(request, page_or_part(request, "candidates/candidate.html"), context)


@require_http_methods(["GET", "POST"])
def candidate_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a person's fields; what the resume said stays beside them."""
    candidate = find_candidate(request, pk)
    require(request.user, "candidates.change_candidate", candidate)
    require_known(request.user, candidate.pk)
    resume = people.newest_resume(request.user, candidate)
    form = CandidateForm(request.POST) if request.method == "POST" else CandidateForm.of(candidate, resume)
    if form.is_valid() and call(
        form, actions.change_candidate, candidate=candidate, by=request.user, **form.cleaned_data
    ):
        toast(request, "Saved. What the resume said stays visible.")
        return back_or(request, reverse("candidates:candidate", args=[pk]))
    if form.conflict:
        form.renew(CandidateForm.of(find_candidate(request, pk)).initial)
    context = {
        "form": form,
        "candidate": candidate,
        "contacts": candidate.contacts.filter(from_resume=True),
        "text": _text_of(resume),
    }
    return render(request, "candidates/candidate_form.html", context, status=form.http_status)


def _text_of(resume: Resume | None) -> str:
    """The newest resume's text, to read while one corrects; "" where there is none."""
    document = people.read_document(resume) if resume else None
    return document["text"].strip() if document else ""


@require_http_methods(["GET", "POST"])
def candidate_apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a person on a job."""
    candidate = find_candidate(request, pk)
    require(request.user, "candidates.create_candidate")
    form = ApplyForm(request.POST or None, user=request.user, offered=jobs_for(request.user, candidate))
    if form.is_valid() and call(
        form, create_application, candidate=candidate, by=request.user, **form.cleaned_data
    ):
        undo = reverse("candidates:application-remove", args=[form.result.pk])
        toast(request, f"{candidate.shown_name} is on {form.result.job.title}.", undo=undo)
        return redirect("candidates:application", form.result.pk)
    context = {"form": form, "candidate": candidate}
    return render(request, "candidates/apply.html", context, status=form.http_status)
