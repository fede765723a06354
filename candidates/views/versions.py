"""Several resumes of one person: two of them compared, and which one an application stands on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from candidates.actions.applications import use_resume
from candidates.forms import CompareForm
from candidates.models import Resume
from candidates.queries.identity import veil
from candidates.queries.people import list_resumes
from candidates.queries.versions import compare_versions, read_versions
from candidates.views.applications import find_application, number
from candidates.views.candidates import find_candidate
from recruiting.accounts.permissions import require
from recruiting.web.shortcuts import back_or, safe_next, toast
from rubrics import queries as guide


@require_GET
def candidate_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """What came, went and changed from one of a person's resumes to another: the newest two, unless others are asked for."""
    candidate = find_candidate(request, pk)
    resumes = list_resumes(request.user, candidate)
    read = {str(row.resume.pk): row.resume for row in read_versions(request.user, resumes) if row.is_read}
    context = {
        "candidate": candidate,
        "back": safe_next(request) or reverse("candidates:candidate", args=[pk]),
    }
    if len(read) < 2:
        return render(request, "candidates/compare.html", context)
    newest, before = list(read)[:2]
    asked = request.GET if {"a", "b"} & set(request.GET) else {"a": before, "b": newest}
    form = CompareForm(asked, resumes=list(read.values()))
    context["form"] = form
    if form.is_valid():
        one, other = (read[form.cleaned_data[side]] for side in ("a", "b"))
        found = compare_versions(candidate, one, other)
        context |= {
            "found": found,
            "flag_names": dict(guide.flags(request.user).values_list("code", "name")),
            "activity_names": {
                activity.code: activity.name
                for area in guide.work_areas(request.user)
                for activity in area.activities.all()
            },
            "background_names": dict(guide.backgrounds(request.user).values_list("code", "name")),
        }
    return render(request, "candidates/compare.html", context, status=form.http_status)


@require_POST
def application_use_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the application stand on another resume of the person; the undo names the one before, or none, in its address."""
    application = find_application(request, pk)
    require(request.user, "candidates.move_application", application)
    asked = request.POST.get("resume") or request.GET.get("resume")
    version = request.POST.get("version") or request.GET.get("version")
    chosen = get_object_or_404(Resume.objects.visible_to(request.user), pk=number(asked)) if asked else None
    changed = use_resume(application=application, by=request.user, resume=chosen, version=number(version))
    former = f"&resume={application.resume_id}" if application.resume_id else ""
    undo = f"{reverse('candidates:application-use-resume', args=[pk])}?version={changed.version}{former}"
    veil(request.user, [chosen])
    words = (
        f"The application stands on {chosen.file_name} now."
        if chosen
        else "The application has no resume now."
    )
    toast(request, words, undo=undo)
    return back_or(request, reverse("candidates:application", args=[pk]))
