"""Files beside the resume."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from candidates.actions import attachments as actions
from candidates.actions.holding import require_known
from candidates.actions.resumes import too_large_words
from candidates.forms import AttachmentForm
from candidates.models import Attachment
from candidates.queries.files import open_stored
from candidates.queries.identity import veil
from candidates.views.candidates import find_candidate
from candidates.views.person import person_context
from recruiting.accounts.permissions import require
from recruiting.uploads import too_large
from recruiting.web.forms import call
from recruiting.web.shortcuts import back_or, toast


def sent(stored: str, name: str) -> FileResponse:
    """A stored file as it came, always as an attachment of no particular type (sec A45)."""
    response = FileResponse(
        open_stored(stored), as_attachment=True, filename=name, content_type="application/octet-stream"
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Accept-Ranges"] = "none"
    return response


@require_POST
def candidate_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a file with a person."""
    candidate = find_candidate(request, pk)
    require(request.user, "candidates.add_attachment", candidate)
    form = AttachmentForm(request.POST, request.FILES)
    if any(field == "attachment" for field, _ in too_large(request)):
        form.errors.clear()
        form.add_error("attachment", too_large_words())
    elif form.is_valid():
        file = form.cleaned_data["attachment"]
        if call(
            form,
            actions.add_attachment,
            candidate=candidate,
            by=request.user,
            data=file.read(),
            name=file.name,
        ):
            undo = reverse("candidates:file-delete", args=[form.result.pk])
            toast(request, f"{form.result.file_name} is kept with {candidate.shown_name}.", undo=undo)
            return back_or(request, _home(pk))
    context = person_context(request, candidate, file_form=form)
    return render(request, "candidates/candidate.html", context, status=form.http_status)


@require_GET
def file_download(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it came."""
    row = get_object_or_404(Attachment.objects.visible_to(request.user), pk=pk)
    require_known(request.user, row.candidate_id)
    response = sent(row.file.name, row.file_name)
    actions.record_attachment_download(attachment=row, by=request.user)
    return response


@require_POST
def file_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file away, with undo."""
    row = get_object_or_404(Attachment.objects.visible_to(request.user).select_related("candidate"), pk=pk)
    actions.delete_attachment(attachment=row, by=request.user)
    veil(request.user, [row])
    undo = reverse("candidates:file-restore", args=[pk])
    toast(request, f"{row.file_name} is deleted.", undo=undo)
    return back_or(request, _home(row.candidate_id))


@require_POST
def file_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a deleted file back."""
    rows = Attachment.objects.deleted_and_visible_to(request.user).select_related("candidate")
    row = get_object_or_404(rows, pk=pk)
    actions.restore_attachment(attachment=row, by=request.user)
    veil(request.user, [row])
    toast(request, f"{row.file_name} is back.")
    return back_or(request, _home(row.candidate_id))


def _home(candidate: int) -> str:
    return f"{reverse('candidates:candidate', args=[candidate])}#person"
