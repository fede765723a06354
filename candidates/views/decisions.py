"""The decision on an application: its form, and taking it back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from candidates.actions import decisions as actions
from candidates.actions.endings import what_stays
from candidates.choices import COMMITTING, DecisionKind
from candidates.forms import DecisionForm, TakeBackForm
from candidates.models import Application, Decision
from candidates.queries.decisions import prefilled
from candidates.queries.identity import veil
from candidates.views.applications import find_application
from candidates.views.jobs import find_job
from recruiting.accounts.permissions import require
from recruiting.web.forms import call
from recruiting.web.shortcuts import toast

DONE = {
    DecisionKind.ADVANCE: "{name} goes on to {stage}.",
    DecisionKind.OFFER: "Decided to make {name} an offer.",
    DecisionKind.HIRE: "{name} is hired.",
    DecisionKind.HOLD: "{name} is on hold.",
    DecisionKind.REJECT: "{name} was rejected.",
}

# What the button says, with the person's name between: of the chosen kind, the first before one is chosen.
ACTS = [
    ("", "Save the decision on", ""),
    (DecisionKind.ADVANCE, "Advance", ""),
    (DecisionKind.OFFER, "Offer to", ""),
    (DecisionKind.HIRE, "Hire", ""),
    (DecisionKind.HOLD, "Put", "on hold"),
    (DecisionKind.REJECT, "Reject", ""),
]


@require_http_methods(["GET", "POST"])
def application_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Advance, offer, hire, hold or reject, with the four hiring mistakes each answered before an offer or a hire."""
    application = find_application(request, pk)
    require(request.user, "candidates.make_decision", application)
    named = request.GET.get("kind")
    initial = {
        "version": application.version,
        "level": application.job.level,
        "kind": named if named in DecisionKind.values else None,
        **prefilled(request.user, application),
    }
    form = DecisionForm(request.POST or None, user=request.user, initial=initial)
    if form.is_valid() and call(
        form, actions.make_decision, application=application, by=request.user, **form.cleaned_data
    ):
        _tell(request, form.result)
        return redirect("candidates:application", pk)
    if form.conflict and application.is_active:
        form.renew({"version": application.version})
    context = {"application": application, "form": form, "committing": COMMITTING, "acts": ACTS}
    return render(request, "candidates/decide.html", context, status=form.http_status)


def _tell(request: HttpRequest, decision: Decision) -> None:
    application = Application.objects.select_related("candidate", "stage").get(pk=decision.application_id)
    veil(request.user, [application])
    name = application.candidate.shown_name
    words = DONE[DecisionKind(decision.kind)].format(name=name, stage=application.stage.name)
    undo = reverse("candidates:decision-take-back", args=[decision.pk])
    toast(request, words, undo=f"{undo}?version={application.version}")
    if decision.kind == DecisionKind.HIRE:
        job = find_job(request, application.job_id)
        if job.hired >= job.headcount:
            toast(
                request, f"With that, all openings of {job.title} are filled: {job.hired} of {job.headcount}."
            )


@require_http_methods(["GET", "POST"])
def decision_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back with a reason; at once, as an undo, only while nothing changed since (`version`)."""
    decision = get_object_or_404(
        Decision.objects.visible_to(request.user).select_related(
            "application__job", "application__candidate"
        ),
        pk=pk,
    )
    application = decision.application
    veil(request.user, [application])
    require(request.user, "candidates.make_decision", application)
    sent = request.POST if request.method == "POST" else None
    if sent is not None and request.GET.get("version", "").isdecimal():
        sent = {"version": request.GET["version"], "reason": actions.UNDONE}
    form = TakeBackForm(sent, initial={"version": application.version})
    if form.is_valid() and call(
        form, actions.take_back_decision, decision=decision, by=request.user, **form.cleaned_data
    ):
        words = f"The decision on {application.candidate.shown_name} is taken back."
        stays = what_stays(application) if decision.kind in (DecisionKind.HIRE, DecisionKind.REJECT) else ""
        toast(request, f"{words} {stays}".strip())
        return redirect("candidates:application", application.pk)
    context = {"application": application, "decision": decision, "form": form}
    return render(request, "candidates/take_back.html", context, status=form.http_status)
