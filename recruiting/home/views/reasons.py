"""The reasons for which applications end: for admins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from candidates.actions import reasons as actions
from candidates.choices import RejectionSide
from candidates.models import RejectionReason
from candidates.queries.reasons import list_reasons
from recruiting.accounts.permissions import require
from recruiting.home.forms.reasons import NewReasonForm, ReasonForm
from recruiting.web.forms import call
from recruiting.web.shortcuts import toast

RIGHT = "candidates.manage_reasons"


@require_http_methods(["GET", "HEAD", "POST"])
def reasons(request: HttpRequest) -> HttpResponse:
    """Both lists, and a form for a new reason."""
    require(request.user, RIGHT)
    form = NewReasonForm(request.POST or None)
    if form.is_valid() and call(form, actions.add_reason, by=request.user, **form.cleaned_data):
        undo = reverse("home:reason-change", args=[form.result.pk, "retire"])
        toast(request, f"“{form.result.name}” may be given from now on.", undo=undo)
        return redirect("home:reasons")
    rows = list_reasons(request.user)
    sides = [(side, [row for row in rows if row.side == side]) for side in RejectionSide]
    context = {"form": form, "sides": sides}
    return render(request, "home/reasons.html", context, status=form.http_status)


@require_http_methods(["GET", "HEAD", "POST"])
def reason(request: HttpRequest, pk: int) -> HttpResponse:
    """Reword one, also where it was given before."""
    require(request.user, RIGHT)
    row = _reason(request, pk)
    form = ReasonForm(request.POST or None, initial={"name": row.name})
    if form.is_valid() and call(
        form, actions.change_reason, reason=row, by=request.user, **form.cleaned_data
    ):
        toast(request, "Saved.")
        return redirect("home:reasons")
    return render(request, "home/reason.html", {"form": form, "reason": row}, status=form.http_status)


@require_POST
def reason_change(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Move it up or down, offer it no longer, or again."""
    require(request.user, RIGHT)
    row = _reason(request, pk)
    if verb in ("up", "down"):
        actions.move_reason(reason=row, by=request.user, up=verb == "up")
    elif verb == "retire":
        actions.retire_reason(reason=row, by=request.user)
        undo = reverse("home:reason-change", args=[pk, "restore"])
        toast(request, f"“{row.name}” is not offered any more. Where it was given, it stays.", undo=undo)
    else:
        actions.restore_reason(reason=row, by=request.user)
        toast(request, f"“{row.name}” is offered again.")
    return redirect(f"{reverse('home:reasons')}#reason-{pk}")


def _reason(request: HttpRequest, pk: int) -> RejectionReason:
    return get_object_or_404(RejectionReason.objects.visible_to(request.user), pk=pk)
