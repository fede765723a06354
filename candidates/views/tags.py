"""Tags of people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from candidates.actions import tags as actions
from candidates.forms import TagForm
from candidates.models import Candidate, Tag
from candidates.views.candidates import find_candidate
from candidates.views.person import person_context
from recruiting.web.forms import call
from recruiting.web.shortcuts import back_or, toast


@require_POST
def candidate_tag(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a person the tag of a name."""
    candidate = find_candidate(request, pk)
    form = TagForm(request.POST)
    if form.is_valid() and call(
        form, actions.tag_candidate, candidate=candidate, by=request.user, **form.cleaned_data
    ):
        undo = reverse("candidates:candidate-tag-remove", args=[pk, form.result.pk])
        toast(request, f"{candidate.shown_name} has the tag “{form.result.name}”.", undo=undo)
        return _back(request, candidate)
    context = person_context(request, candidate, tag_form=form)
    return render(request, "candidates/candidate.html", context, status=form.http_status)


@require_POST
def tag_add(request: HttpRequest, pk: int, tag: int) -> HttpResponse:
    """Give a person a tag that is there: undoes its removal."""
    candidate, row = find_candidate(request, pk), _tag(request, tag)
    actions.tag_candidate(candidate=candidate, by=request.user, tag=row)
    toast(request, f"{candidate.shown_name} has the tag “{row.name}” again.")
    return _back(request, candidate)


@require_POST
def tag_remove(request: HttpRequest, pk: int, tag: int) -> HttpResponse:
    """Take a tag off a person, with undo."""
    candidate, row = find_candidate(request, pk), _tag(request, tag)
    actions.untag_candidate(candidate=candidate, by=request.user, tag=row)
    undo = reverse("candidates:candidate-tag-add", args=[pk, tag])
    toast(request, f"The tag “{row.name}” is off {candidate.shown_name}.", undo=undo)
    return _back(request, candidate)


def _tag(request: HttpRequest, pk: int) -> Tag:
    return get_object_or_404(Tag.objects.visible_to(request.user), pk=pk)


def _back(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    return back_or(request, f"{reverse('candidates:candidate', args=[candidate.pk])}#person")
