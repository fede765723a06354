"""Notes on people and applications, and who is mentioned in them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from candidates.actions import notes as actions
from candidates.forms import NoteForm
from candidates.models import Application, Candidate, Mention, Note
from candidates.queries.colleagues import MOST
from candidates.queries.mentions import colleagues
from candidates.queries.today import address_of_note
from candidates.views.applications import find_application
from candidates.views.candidates import find_candidate
from candidates.views.colleagues import words_of
from candidates.views.person import note_place, person_context
from recruiting.web.forms import call
from recruiting.web.shortcuts import back_or, toast


@require_POST
def application_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a note to the application."""
    application = find_application(request, pk)
    form = NoteForm(request.POST, **note_place(application.candidate, application))
    if _saved(request, form, candidate=application.candidate, application=application):
        return redirect(f"{reverse('candidates:application', args=[pk])}#notes")
    context = person_context(request, application.candidate, application=application, note_form=form)
    return render(request, "candidates/candidate.html", context, status=form.http_status)


@require_POST
def candidate_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a note to a person."""
    candidate = find_candidate(request, pk)
    form = NoteForm(request.POST, **note_place(candidate, None))
    if _saved(request, form, candidate=candidate):
        return redirect(f"{reverse('candidates:candidate', args=[pk])}#notes")
    context = person_context(request, candidate, note_form=form)
    return render(request, "candidates/candidate.html", context, status=form.http_status)


def _saved(request: HttpRequest, form: NoteForm, **about: Any) -> bool:
    if not form.is_valid() or not call(form, actions.add_note, by=request.user, **about, **form.cleaned_data):
        return False
    told = [mention.user.name for mention in form.result.mentions.select_related("user")]
    words = f"The note is saved. {', '.join(told)} will find it on Today." if told else "The note is saved."
    toast(request, words, undo=reverse("candidates:note-delete", args=[form.result.pk]))
    return True


@require_GET
def application_colleagues(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom a note on the application may mention."""
    application = find_application(request, pk)
    return _colleagues(request, application.candidate, application)


@require_GET
def candidate_colleagues(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom a note on the person may mention."""
    return _colleagues(request, find_candidate(request, pk), None)


def _colleagues(request: HttpRequest, candidate: Candidate, application: Application | None) -> HttpResponse:
    rows = colleagues(candidate, application).exclude(pk=request.user.pk)
    found = rows.named(words_of(request.GET))[:MOST]
    return render(request, "candidates/_colleagues.html", {"names": [person.name for person in found]})


@require_POST
def note_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's note away, with undo."""
    note = get_object_or_404(Note.objects.visible_to(request.user), pk=pk)
    actions.delete_note(note=note, by=request.user)
    toast(request, "The note is deleted.", undo=reverse("candidates:note-restore", args=[pk]))
    return back_or(request, _home_of(note))


@require_POST
def note_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring one's deleted note back."""
    note = get_object_or_404(Note.objects.deleted_and_visible_to(request.user), pk=pk)
    actions.restore_note(note=note, by=request.user)
    toast(request, "The note is back.")
    return back_or(request, _home_of(note))


def _home_of(note: Note) -> str:
    if note.application_id:
        return reverse("candidates:application", args=[note.application_id])
    return reverse("candidates:candidate", args=[note.candidate_id])


@require_POST
def mention_seen(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that one has read where one is mentioned."""
    mention = _mention(request, pk)
    actions.see_mention(mention=mention, by=request.user)
    undo = reverse("candidates:mention-unseen", args=[pk])
    toast(request, f"Read: {mention.note.candidate.shown_name}.", undo=undo)
    return back_or(request, address_of_note(mention.note))


@require_POST
def mention_unseen(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo that: it stands on Today again."""
    mention = _mention(request, pk)
    actions.unsee_mention(mention=mention, by=request.user)
    toast(request, "It stands on Today again.")
    return back_or(request, address_of_note(mention.note))


def _mention(request: HttpRequest, pk: int) -> Mention:
    rows = Mention.objects.visible_to(request.user).select_related("note__candidate", "note__application")
    return get_object_or_404(rows, pk=pk)
