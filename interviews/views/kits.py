"""Kits: each panel member's page, and the questions in them added, swapped, moved and taken out."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interviews.actions import kits as actions
from interviews.forms.kits import FindForm, KitQuestionForm, MoveForm, PickForm
from interviews.models import KitQuestion, Loop, Panelist
from interviews.queries.gaps import choices_for
from interviews.queries.kits import Kit, kits_of, place_of
from interviews.views.loops import find_loop, find_panelist, may_change, say_reasons
from recruiting.accounts.permissions import allowed, require
from recruiting.web.forms import call
from recruiting.web.lists import page_of
from recruiting.web.shortcuts import back_or, toast
from rubrics import queries as guide
from rubrics.models import Question

PER_PAGE = 25
MOST_WORDS = 60


def find_item(request: HttpRequest, pk: int) -> KitQuestion:
    """A question in a kit that the reader may read. Raises Http404."""
    rows = KitQuestion.objects.visible_to(request.user).select_related("question")
    item: KitQuestion = get_object_or_404(rows, pk=pk)
    item.panelist = find_panelist(request, item.panelist_id)
    return item


@require_safe
def kit_list(request: HttpRequest, pk: int) -> HttpResponse:
    """All kits of a loop that the reader may read, to be printed."""
    loop = find_loop(request, pk)
    return _kits(request, loop, lambda kit: True)


@require_safe
def kit_detail(request: HttpRequest, pk: int, panelist: int) -> HttpResponse:
    """What one panel member asks, why, and what answers hold; of the others what they cover."""
    loop = find_loop(request, pk)
    return _kits(request, loop, lambda kit: kit.panelist.pk == panelist)


def _kits(request: HttpRequest, loop: Loop, wanted: Any) -> HttpResponse:
    kits = kits_of(loop)
    reads_all = allowed(request.user, "interviews.read_kits", loop.application)
    shown = [kit for kit in kits if wanted(kit) and (reads_all or kit.panelist.user_id == request.user.pk)]
    if not shown:
        raise Http404
    say_reasons(loop.application, shown)
    context = {
        "loop": loop,
        "application": loop.application,
        "kits": kits,
        "shown": shown,
        "one": shown[0] if len(shown) == 1 else None,
        "mine": any(kit.panelist.user_id == request.user.pk for kit in shown),
        "may_plan": may_change(request.user, loop),
    }
    return render(request, "interviews/kit.html", context)


@require_http_methods(["GET", "POST"])
def kit_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a question of the bank for somebody's kit; a POST adds it, also as the undo of taking it out."""
    panelist = find_panelist(request, pk)
    loop = panelist.interview.loop
    require(request.user, "interviews.plan_loop", loop.application)
    form = PickForm(_sent(request))
    if form.is_valid() and call(
        form, actions.add_question, panelist=panelist, by=request.user, **form.cleaned_data
    ):
        toast(request, _where(panelist, form.result.question))
        return back_or(request, f"{loop.get_absolute_url()}#q-{form.result.pk}")
    return _bank(request, panelist, form, item=None)


@require_http_methods(["GET", "POST"])
def kit_question_swap(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose another question to be asked in its place."""
    item = find_item(request, pk)
    panelist = item.panelist
    require(request.user, "interviews.plan_loop", panelist.interview.loop.application)
    form = PickForm(_sent(request))
    if form.is_valid() and call(
        form,
        actions.swap_question,
        kit_question=item,
        by=request.user,
        question=form.cleaned_data["question"],
    ):
        undo = reverse("interviews:kit-question-swap", args=[form.result.pk])
        back = urlencode({"question": item.question_id, "about": item.about})
        toast(request, _where(panelist, form.result.question), undo=f"{undo}?{back}")
        return back_or(request, f"{panelist.interview.loop.get_absolute_url()}#q-{form.result.pk}")
    return _bank(request, panelist, form, item=item)


@require_http_methods(["GET", "POST"])
def kit_question(request: HttpRequest, pk: int) -> HttpResponse:
    """Who asks a question, as which, for how long."""
    item = find_item(request, pk)
    loop = item.panelist.interview.loop
    require(request.user, "interviews.plan_loop", loop.application)
    form = KitQuestionForm(request.POST or None, item=item, kits=kits_of(loop))
    if form.is_valid():
        said = form.cleaned_data
        values = {"panelist": said["panelist"], "minutes": said["minutes"], "place": said["number"] - 1}
        if call(form, actions.change_question, kit_question=item, by=request.user, **values):
            toast(request, f"Saved: {said['panelist'].user.name} asks it, {said['minutes']} min.")
            return redirect(f"{loop.get_absolute_url()}#q-{pk}")
    context = {"loop": loop, "application": loop.application, "item": item, "form": form}
    return render(request, "interviews/kit_question.html", context, status=form.http_status)


@require_POST
def kit_question_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Up, down, or to a place in a kit of the loop: what buttons, keys and drags send."""
    item = find_item(request, pk)
    loop, before = item.panelist.interview.loop, item.panelist
    require(request.user, "interviews.plan_loop", loop.application)
    place = place_of(item)
    form = MoveForm(_sent(request), loop=loop.pk)
    if not form.is_valid():
        raise Http404
    said = form.cleaned_data
    to = said["panelist"] or before
    wanted = said["place"] if said["step"] is None else max(0, place + said["step"])
    moved = actions.change_question(kit_question=item, by=request.user, panelist=to, place=wanted)
    undo = reverse("interviews:kit-question-move", args=[pk])
    back = urlencode({"panelist": before.pk, "place": place})
    number = place_of(moved) + 1
    toast(request, f"{_short(item.question)} is {to.user.name}’s question {number}.", undo=f"{undo}?{back}")
    return redirect(f"{loop.get_absolute_url()}#q-{pk}")


@require_POST
def kit_question_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a question out of a kit; Undo puts it back in its place."""
    item = find_item(request, pk)
    panelist, loop = item.panelist, item.panelist.interview.loop
    require(request.user, "interviews.plan_loop", loop.application)
    place = place_of(item)
    back = urlencode(
        {"question": item.question_id, "place": place, "minutes": item.minutes, "about": item.about}
    )
    actions.remove_question(kit_question=item, by=request.user)
    undo = reverse("interviews:kit-add", args=[panelist.pk])
    toast(request, f"{_short(item.question)} is out of {panelist.user.name}’s kit.", undo=f"{undo}?{back}")
    return redirect(f"{loop.get_absolute_url()}#kit-{panelist.pk}")


@require_POST
def question_to_kit(request: HttpRequest, code: str) -> HttpResponse:
    """Add the question of a bank's page to a kit that was chosen there."""
    question = get_object_or_404(Question.objects.visible_to(request.user).current(), code=code)
    chosen = request.POST.get("panelist", "")
    panelist = find_panelist(request, int(chosen) if chosen.isdecimal() and len(chosen) < 18 else 0)
    require(request.user, "interviews.plan_loop", panelist.interview.loop.application)
    item = actions.add_question(panelist=panelist, by=request.user, question=question)
    undo = reverse("interviews:kit-question-remove", args=[item.pk])
    toast(request, _where(panelist, question), undo=undo)
    return redirect(question)


def _sent(request: HttpRequest) -> Any:
    """What a form or, for an undo, its address sends; None on a GET."""
    if request.method != "POST":
        return None
    return request.GET if request.GET.get("question") or request.GET.get("panelist") else request.POST


def _bank(
    request: HttpRequest, panelist: Panelist, form: PickForm, *, item: KitQuestion | None
) -> HttpResponse:
    loop = panelist.interview.loop
    kits = kits_of(loop)
    kit = next(kit for kit in kits if kit.panelist.pk == panelist.pk)
    find = FindForm(_asked(request, kit, item), offers=guide.offers(request.user))
    page = page_of(request, guide.with_lists(guide.search_bank(request.user, **find.narrows)), PER_PAGE)
    context = {
        "loop": loop,
        "application": loop.application,
        "kit": kit,
        "item": item,
        "form": form,
        "find": find,
        "page": page,
        "choices": choices_for(request.user, loop, page, kits),
        "room": kit.left + (item.minutes if item else 0),
    }
    return render(request, "interviews/kit_add.html", context, status=form.http_status)


def _asked(request: HttpRequest, kit: Kit, item: KitQuestion | None) -> Any:
    """What the bank is narrowed to: as the address says, else the loop's level and what the kit is about."""
    if any(name in request.GET for name in ("q", "area", "level", "about")):
        return request.GET
    about = {"level": kit.interview.loop.level.code}
    if item is not None:
        about["area"] = item.question.focus_area.code
    elif len(kit.areas) == 1:
        about["area"] = kit.areas[0].code
    return about


def _where(panelist: Panelist, question: Question) -> str:
    """Where it went: "“…” is in Aisha Bello’s kit: 53 of 60 min, 7 free."."""
    kit = next(kit for kit in kits_of(panelist.interview.loop) if kit.panelist.pk == panelist.pk)
    return f"{_short(question)} is in {panelist.user.name}’s kit: {kit.in_words}."


def _short(question: Question) -> str:
    text = (
        question.text
        if len(question.text) <= MOST_WORDS
        else f"{question.text[:MOST_WORDS].rsplit(' ', 1)[0]}…"
    )
    return f"“{text}”"
