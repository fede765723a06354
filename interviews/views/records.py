"""The record of a decision, and what stands beside the form that decides."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from candidates.models import Application
from candidates.queries.identity import veil
from interviews.actions.records import choose_record
from interviews.actions.scorecards import read_cards
from interviews.forms.records import RecordForm, present_of
from interviews.queries.debriefs import read_desk
from interviews.queries.records import newest_loop, read_record
from interviews.views.debriefs import find, show
from recruiting.accounts.permissions import allowed, require
from recruiting.web.forms import call
from recruiting.web.shortcuts import back_or, toast


@require_GET
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """One page for print: the decision and what it rests on; before the debrief may be read, who is missing."""
    loop = find(request, pk)
    desk = read_desk(request.user, loop)
    if not desk.is_readable:
        return show(request, loop)
    read_cards(cards=desk.cards, by=request.user)
    context = {
        "loop": loop,
        "application": loop.application,
        "record": read_record(request.user, desk),
        "may_choose": allowed(request.user, "candidates.make_decision", loop.application),
    }
    return render(request, "interviews/record.html", context)


@require_http_methods(["GET", "POST"])
def record_choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose which evidence and which lines to grow toward stand in the record, until a decision stands."""
    loop = find(request, pk)
    require(request.user, "candidates.make_decision", loop.application)
    desk = read_desk(request.user, loop)
    if not desk.is_readable:
        return show(request, loop)
    read_cards(cards=desk.cards, by=request.user)
    record = read_record(request.user, desk)
    form = RecordForm(request.POST if request.method == "POST" else None, record=record)
    if form.is_valid() and call(form, choose_record, loop=loop, by=request.user, **form.chosen):
        toast(request, "The record names what you chose.")
        return back_or(request, reverse("interviews:record", args=[pk]))
    if form.conflict and form.conflict.code == "changed":
        form.renew(present_of(record), key="seen")
    context = {"loop": loop, "application": loop.application, "record": record, "form": form}
    return render(request, "interviews/record_choose.html", context, status=form.http_status)


def beside_decision(request: HttpRequest, application: Application) -> dict[str, Any]:
    """What the page of a decision shows of the interviews: the record so far, or whose cards are missing."""
    loop = newest_loop(request.user, application)
    if loop is None:
        return {"loop": None}
    veil(request.user, [loop.application])
    desk = read_desk(request.user, loop)
    if not desk.is_readable:
        return {"loop": loop, "desk": desk}
    read_cards(cards=desk.cards, by=request.user)
    return {"loop": loop, "desk": desk, "record": read_record(request.user, desk)}
