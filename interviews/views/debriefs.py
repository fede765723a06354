"""The debrief of a loop: who is missing; once it may be read, what the cards say; what was checked."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from candidates.queries.identity import veil
from interviews.actions import debriefs as actions
from interviews.actions.scorecards import read_cards
from interviews.forms.debriefs import ChecksForm, OpenForm, ReopenForm
from interviews.levelfit import RULE
from interviews.models import Debrief, Loop
from interviews.queries.debriefs import Desk, loops_for, read_desk, read_table
from interviews.queries.outcomes import Guard, read_outcomes
from recruiting.accounts.permissions import allowed, require
from recruiting.web.forms import call
from recruiting.web.shortcuts import find_or_404, toast

UNDONE = "Undone at once."


def find(request: HttpRequest, pk: int) -> Loop:
    """The loop, or 404 for whoever does not see it; its person veiled, where the reader may not know who it is."""
    loop = find_or_404(loops_for(request.user), pk=pk)
    veil(request.user, [loop.application])
    return loop


def _debrief(request: HttpRequest, pk: int) -> Debrief:
    """The debrief of the loop, or 404 where none was opened."""
    loop = find(request, pk)
    return get_object_or_404(Debrief.objects.visible_to(request.user).select_related("loop"), loop=loop)


@require_GET
def debrief(request: HttpRequest, pk: int) -> HttpResponse:
    """The panel's debrief: all that the cards say, disagreement first. Reading it is written down."""
    return show(request, find(request, pk))


@require_POST
def debrief_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Open it; early, with a reason."""
    loop = find(request, pk)
    form = OpenForm(request.POST)
    if form.is_valid() and call(form, actions.open_debrief, loop=loop, by=request.user, **form.cleaned_data):
        toast(request, "The debrief is open.")
        return redirect("interviews:debrief", pk)
    return show(request, loop, open_form=form)


@require_POST
def debrief_checks(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what was checked against the hiring mistakes."""
    opened = _debrief(request, pk)
    form = ChecksForm(request.POST)
    if form.is_valid() and call(
        form, actions.save_checks, debrief=opened, by=request.user, **form.cleaned_data
    ):
        toast(request, "What was checked is saved. A decision begins with it.")
        return redirect(f"{reverse('interviews:debrief', args=[pk])}#mistakes")
    if form.conflict and not opened.is_closed:
        form.renew({**opened.answers, "version": opened.version})
    return show(request, find(request, pk), checks=form)


@require_POST
def debrief_close(request: HttpRequest, pk: int) -> HttpResponse:
    """End it, and the loop."""
    closed = actions.close_debrief(debrief=_debrief(request, pk), by=request.user)
    undo = reverse("interviews:debrief-reopen", args=[pk])
    toast(request, "The debrief is closed.", undo=f"{undo}?version={closed.version}")
    return redirect("interviews:debrief", pk)


@require_http_methods(["GET", "POST"])
def debrief_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open it again with a reason; at once, as an undo, only while nothing changed since (`version`)."""
    opened = _debrief(request, pk)
    loop = opened.loop
    require(request.user, "interviews.lead_debrief", loop.application)
    sent = request.POST if request.method == "POST" else None
    if sent is not None and request.GET.get("version") == str(opened.version):
        sent = {"reason": UNDONE}
    form = ReopenForm(sent)
    if form.is_valid() and call(
        form, actions.reopen_debrief, debrief=opened, by=request.user, **form.cleaned_data
    ):
        toast(request, "The debrief is open again.")
        return redirect("interviews:debrief", pk)
    context = {"loop": find(request, pk), "debrief": opened, "form": form}
    return render(request, "interviews/debrief_reopen.html", context, status=form.http_status)


def show(
    request: HttpRequest,
    loop: Loop,
    *,
    open_form: OpenForm | None = None,
    checks: ChecksForm | None = None,
) -> HttpResponse:
    desk = read_desk(request.user, loop)
    asked = open_form or checks
    status = asked.http_status if asked else 200
    leads = allowed(request.user, "interviews.lead_debrief", loop.application)
    context = {
        "loop": loop,
        "application": loop.application,
        "candidate": loop.application.candidate,
        "desk": desk,
        "debrief": desk.debrief,
        "leads": leads,
        "may_open": _may_open(request.user, desk, leads),
        "open_form": open_form or OpenForm(),
    }
    if not desk.is_readable:
        return render(request, "interviews/debrief_waiting.html", context, status=status)
    read_cards(cards=desk.cards, by=request.user)
    context |= _read(request.user, desk, leads, checks)
    return render(request, "interviews/debrief.html", context, status=status)


def _may_open(user: Any, desk: Desk, leads: bool) -> bool:
    """Whether opening is offered: with all cards in, or early to who leads it and owes none."""
    if desk.debrief is not None or not desk.panel or not desk.loop.is_open:
        return False
    if desk.is_complete:
        return allowed(user, "interviews.open_debrief", desk.loop.application)
    return leads and not desk.owes


def _read(user: Any, desk: Desk, leads: bool, checks: ChecksForm | None) -> dict[str, Any]:
    """What the page shows of a debrief that may be read."""
    table = read_table(desk)
    outcomes = read_outcomes(user, desk.loop, desk.cards, table)
    form = checks
    if form is None and leads and desk.debrief is not None and desk.is_open:
        form = ChecksForm(initial={**desk.debrief.answers, "version": desk.debrief.version})
    if form is not None:
        form.name_fields({guard.mistake.code: guard.mistake.check_instead for guard in outcomes.guards})
    return {
        "table": table,
        "rule": RULE,
        "outcomes": outcomes,
        "checks": form,
        "guards": [_with_field(guard, form) for guard in outcomes.guards],
    }


def _with_field(guard: Guard, form: ChecksForm | None) -> tuple[Guard, Any]:
    return guard, form[guard.mistake.code] if form is not None else None
