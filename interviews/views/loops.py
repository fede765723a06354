"""A loop's page: who sits, what they cover and ask, and what is done with the plan as a whole."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.models import Application
from candidates.queries.identity import say, veil
from candidates.views.applications import find_application
from interviews.actions import deals, seats
from interviews.actions import loops as actions
from interviews.choices import LoopState, Why
from interviews.forms.loops import DealForm, LoopForm, PanelistForm, SeatForm
from interviews.models import Loop, Panelist
from interviews.queries.cover import AREA, MISTAKE, cover_of, holes_of, with_remedies
from interviews.queries.kits import Kit, kits_of
from interviews.queries.loops import usual_panel
from recruiting.accounts.permissions import allowed, require
from recruiting.errors import Conflict
from recruiting.web.forms import call
from recruiting.web.shortcuts import back_or, find_or_404, toast

UNDO = "interviews.deal"


def find_loop(request: HttpRequest, pk: int) -> Loop:
    """The loop, or 404 for whoever does not see its application; the person veiled where the reader may not know who
    it is."""
    rows = Loop.objects.visible_to(request.user).select_related(
        "level", "application__job__level", "application__candidate", "application__screening"
    )
    loop: Loop = find_or_404(rows.defer("application__screening__report"), pk=pk)
    veil(request.user, [loop.application])
    return loop


def find_panelist(request: HttpRequest, pk: int) -> Panelist:
    """Who sits on an interview of a loop that the reader sees, the person veiled as above. Raises Http404."""
    rows = Panelist.objects.visible_to(request.user).select_related(
        "user", "interview__loop__level", "interview__loop__application__job", "scorecard"
    )
    rows = rows.select_related("interview__loop__application__candidate")
    panelist: Panelist = find_or_404(rows, pk=pk)
    veil(request.user, [panelist.interview.loop.application])
    return panelist


@require_http_methods(["GET", "POST"])
def loop_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan an application's interviews: the level, the panel, and the questions dealt in one go."""
    application = find_application(request, pk)
    require(request.user, "interviews.plan_loop", application)
    if open_loop := Loop.objects.open().filter(application=application).first():
        return redirect(open_loop)
    people = usual_panel(application.job)
    form = LoopForm(request.POST or None, people=people, initial={"level": application.job.level})
    if form.is_valid() and call(
        form, deals.plan_loop, application=application, by=request.user, **form.cleaned_data
    ):
        toast(request, "The loop is planned and its questions are dealt. Nobody was told yet.")
        return redirect(form.result)
    context = {"application": application, "form": form}
    return render(request, "interviews/loop_new.html", context, status=form.http_status)


@require_safe
def loop_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The loop: kits, cover, holes."""
    loop = find_loop(request, pk)
    return render(request, "interviews/loop.html", loop_context(request, loop))


def loop_context(request: HttpRequest, loop: Loop) -> dict[str, Any]:
    """What templates/interviews/loop.html needs. Questions with their reasons are shown of the kits that the reader may
    read; of the others what they cover."""
    user, application = request.user, loop.application
    kits = kits_of(loop)
    reads_all = allowed(user, "interviews.read_kits", application)
    cover = cover_of(user, kits)
    may_plan = may_change(user, loop)
    shown = [kit for kit in kits if reads_all or kit.panelist.user_id == user.pk]
    say_reasons(application, shown)
    return {
        "loop": loop,
        "application": application,
        "kits": kits,
        "shown": shown,
        "others": [kit for kit in kits if kit not in shown],
        "minutes": sum({kit.panelist.interview_id: kit.interview.minutes for kit in kits}.values()),
        "dealt": any(kit.questions for kit in kits),
        "areas": [row for row in cover if row.kind == AREA],
        "mistakes": [row for row in cover if row.kind == MISTAKE],
        "holes": with_remedies(user, loop, kits, cover) if may_plan else [],
        "hole_count": len(holes_of(cover)),
        "may_plan": may_plan,
        "is_draft": loop.state == LoopState.DRAFT,
    }


def may_change(user: Any, loop: Loop) -> bool:
    """Whether the user may change the plan now: a loop that is over stays, and so does an ended application's."""
    application = loop.application
    return loop.is_open and application.is_active and allowed(user, "interviews.plan_loop", application)


def say_reasons(application: Application, kits: list[Kit]) -> None:
    """Reasons quote the resume: of a hidden person without what tells who they are."""
    for kit in kits:
        for item in kit.questions:
            item.reason = say(application.candidate, item.reason)


@require_http_methods(["GET", "POST"])
def loop_deal(request: HttpRequest, pk: int) -> HttpResponse:
    """Deal the questions; once there are some, it first says what goes."""
    loop = find_loop(request, pk)
    require(request.user, "interviews.plan_loop", loop.application)
    kits = [kit for kit in kits_of(loop) if not kit.has_card]
    form = DealForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and call(form, deals.deal_loop, loop=loop, by=request.user, **form.cleaned_data):
        return _dealt(request, loop, form.result)
    by_hand = sum(item.why == Why.CHOSEN for kit in kits for item in kit.questions)
    context = {
        "loop": loop,
        "application": loop.application,
        "form": form,
        "count": sum(len(kit.questions) for kit in kits),
        "by_hand": by_hand,
    }
    return render(request, "interviews/loop_deal.html", context, status=form.http_status)


def _dealt(request: HttpRequest, loop: Loop, former: deals.Former) -> HttpResponse:
    # Keys alone: the session holds no words of the resume.
    request.session[UNDO] = {"loop": loop.pk, "version": former.version, "seats": dict(former.seats)}
    toast(request, "The questions are dealt.", undo=reverse("interviews:loop-deal-undo", args=[loop.pk]))
    return redirect(loop)


@require_POST
def loop_deal_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring back the plan of before one's own last deal, if nothing changed since."""
    loop = find_loop(request, pk)
    require(request.user, "interviews.plan_loop", loop.application)
    kept = request.session.get(UNDO)
    if not kept or kept["loop"] != loop.pk:
        raise Conflict("nothing_to_undo", "There is no deal of yours to take back.")
    former = deals.Former(kept["version"], kept["seats"])
    deals.restore_deal(loop=loop, by=request.user, former=former)
    del request.session[UNDO]
    toast(request, "The plan is as it was before the deal.")
    return redirect(loop)


@require_http_methods(["GET", "POST"])
def loop_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Start the interviews; with holes in the cover only after asking."""
    loop = find_loop(request, pk)
    require(request.user, "interviews.plan_loop", loop.application)
    holes = holes_of(cover_of(request.user, kits_of(loop)))
    if request.method == "POST":
        despite = request.POST.get("despite") == "holes"
        try:
            actions.begin_loop(loop=loop, by=request.user, despite_holes=despite)
        except Conflict as conflict:
            if conflict.code != "holes":
                raise
        else:
            toast(request, "The interviews have begun: the panel goes by its kits.")
            return redirect(loop)
    context = {"loop": loop, "application": loop.application, "holes": holes}
    return render(
        request, "interviews/loop_begin.html", context, status=409 if request.method == "POST" else 200
    )


@require_http_methods(["GET", "POST"])
def loop_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the loop up, after asking."""
    loop = find_loop(request, pk)
    require(request.user, "interviews.plan_loop", loop.application)
    if request.method == "POST":
        actions.cancel_loop(loop=loop, by=request.user)
        toast(request, "The loop is given up. Scorecards that were written stay.")
        return redirect("candidates:application", loop.application_id)
    context = {"loop": loop, "application": loop.application}
    return render(request, "interviews/loop_cancel.html", context)


@require_http_methods(["GET", "POST"])
def loop_people(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one more person on the panel."""
    loop = find_loop(request, pk)
    require(request.user, "interviews.plan_loop", loop.application)
    form = SeatForm(request.POST or None, loop=loop)
    if form.is_valid() and call(form, seats.add_seat, loop=loop, by=request.user, **form.cleaned_data):
        toast(request, f"{form.result.user.name} is on the panel.")
        return redirect(f"{loop.get_absolute_url()}#kit-{form.result.pk}")
    context = {"loop": loop, "application": loop.application, "form": form}
    return render(request, "interviews/loop_people.html", context, status=form.http_status)


@require_http_methods(["GET", "POST"])
def panelist_change(request: HttpRequest, pk: int) -> HttpResponse:
    """What a person covers; their interview's title and length."""
    panelist = find_panelist(request, pk)
    loop = panelist.interview.loop
    require(request.user, "interviews.plan_loop", loop.application)
    form = PanelistForm(request.POST or None, panelist=panelist)
    if form.is_valid() and call(
        form, seats.change_seat, panelist=panelist, by=request.user, **form.cleaned_data
    ):
        toast(request, f"Saved what {panelist.user.name} covers.")
        return redirect(f"{loop.get_absolute_url()}#kit-{panelist.pk}")
    context = {"loop": loop, "application": loop.application, "panelist": panelist, "form": form}
    return render(request, "interviews/panelist.html", context, status=form.http_status)


@require_http_methods(["GET", "POST"])
def panelist_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a person off the panel, after asking."""
    panelist = find_panelist(request, pk)
    loop = panelist.interview.loop
    require(request.user, "interviews.plan_loop", loop.application)
    if request.method == "POST":
        seats.remove_seat(panelist=panelist, by=request.user)
        toast(request, f"{panelist.user.name} is off the panel.")
        return back_or(request, loop.get_absolute_url())
    context = {
        "loop": loop,
        "application": loop.application,
        "panelist": panelist,
        "count": panelist.kit.count(),
    }
    return render(request, "interviews/panelist_remove.html", context)
