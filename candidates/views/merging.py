"""Two records of one person side by side, and making one of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from candidates.actions.holding import require_known
from candidates.actions.merging import merge_candidates
from candidates.forms import MergeForm
from candidates.models import Candidate
from candidates.queries.duplicates import preview_merge
from recruiting.accounts.permissions import require
from recruiting.web.forms import call
from recruiting.web.shortcuts import toast


@require_http_methods(["GET", "POST"])
def candidate_merge(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """What goes where, which values stay; then `other` becomes one with this person."""
    seen = Candidate.objects.visible_to(request.user)
    kept, merged = get_object_or_404(seen, pk=pk), get_object_or_404(seen.exclude(pk=pk), pk=other)
    for person in (kept, merged):
        require(request.user, "candidates.merge_candidate", person)
        require_known(request.user, person.pk)
    preview = preview_merge(request.user, kept, merged)
    form = MergeForm(request.POST or None, preview=preview)
    if form.is_valid() and call(
        form, merge_candidates, kept=kept, merged=merged, by=request.user, **form.chosen()
    ):
        toast(request, f"{form.result.shown_name} is one record now. The old address leads here.")
        return redirect("candidates:candidate", pk)
    if form.conflict:
        form.data = {**form.data.dict(), "versions": form.initial["versions"]}
    context = {"preview": preview, "kept": kept, "merged": merged, "form": form}
    return render(request, "candidates/merge.html", context, status=form.http_status)
