"""A scorecard: written by its author, saved as they write, submitted, read by those who may."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from candidates.queries.identity import veil
from interviews.actions import scorecards as actions
from interviews.forms.scorecards import AmendmentForm, ScorecardForm, fields_of, name_of, present_of
from interviews.forms.steps import steps_of
from interviews.models import Panelist, Scorecard
from interviews.queries.scorecards import Sheet, read_sheet, say_card, seats, unfinished, whole
from recruiting.accounts.permissions import require
from recruiting.errors import Conflict, Denied
from recruiting.web.forms import call
from recruiting.web.shortcuts import find_or_404, toast

NOT_YET = (
    "You read the others' cards once your own is submitted; who leads the job, once all cards are in or the debrief "
    "is open."
)


def find_seat(request: HttpRequest, pk: int) -> Panelist:
    """The seat, or 404 for whoever does not see the application; its person veiled where the reader may not know."""
    seat = find_or_404(seats(request.user), pk=pk)
    veil(request.user, [seat.interview.loop.application])
    return seat


def find_card(request: HttpRequest, seat: Panelist) -> Scorecard | None:
    """The seat's card, None if it is the reader's own and not begun. Raises Denied where it may not be read yet: the
    same answer whether there is one or not."""
    cards = whole(Scorecard.objects.visible_to(request.user).filter(panelist=seat))
    card = next(iter(cards), None)  # a seat has one: without first()'s LIMIT, as in find_or_404
    if card is None and seat.user_id != request.user.pk:
        raise Denied("not_yet", NOT_YET)
    return card


@require_http_methods(["GET", "POST"])
def scorecard(request: HttpRequest, pk: int) -> HttpResponse:
    """One's draft as a form, or a submitted card to read. A POST saves the draft; with act=submit it submits it, too."""
    seat = find_seat(request, pk)
    card = find_card(request, seat)
    if request.method == "GET" and card is not None and card.is_submitted:
        return _show(request, read_sheet(seat, card), AmendmentForm())
    require(request.user, "interviews.write_scorecard", seat)
    form = ScorecardForm(request.POST or None, sheet=read_sheet(seat, card))
    if form.is_valid() and _saved(request, form, seat):
        return redirect("interviews:scorecard", pk)
    sheet = form.sheet if not form.is_bound else _sheet_now(request, seat)
    if form.conflict and form.conflict.code == "changed":
        form.renew(present_of(sheet), key="revision")
    context = {
        "seat": seat,
        "form": form,
        "steps": steps_of(form),
        "todo": _todo(sheet),
        "present": json.dumps(fields_of(sheet)),
    }
    return render(request, "interviews/scorecard.html", context, status=form.http_status)


def _saved(request: HttpRequest, form: ScorecardForm, seat: Panelist) -> bool:
    """Save, and submit if asked to; what was saved stays saved where the card can't be submitted yet."""
    person = request.user
    if not call(form, actions.save_draft, panelist=seat, by=person, **form.parts()):
        return False
    if request.POST.get("act") != "submit":
        toast(request, "The draft is saved.")
        return True
    form.note_saved(form.result.revision)
    if not call(form, actions.submit_scorecard, panelist=seat, by=person):
        return False
    toast(request, "Your card is submitted.")
    return True


def _sheet_now(request: HttpRequest, seat: Panelist) -> Sheet:
    return read_sheet(seat, find_card(request, seat))


def _show(request: HttpRequest, sheet: Sheet, form: AmendmentForm) -> HttpResponse:
    """A submitted card. That somebody else opened it is written down, once."""
    seat, card, is_own = sheet.panelist, sheet.card, sheet.panelist.user_id == request.user.pk
    if card is not None and not is_own:
        actions.read_cards(cards=[card], by=request.user)
        say_card(card, seat.interview.loop.application.candidate)
    context = {"seat": seat, "card": card, "sheet": sheet, "is_own": is_own, "form": form}
    return render(request, "interviews/scorecard_read.html", context, status=form.http_status)


@require_POST
def scorecard_amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Add to one's submitted card."""
    seat = find_seat(request, pk)
    card = find_card(request, seat)
    require(request.user, "interviews.write_scorecard", seat)
    if card is None:
        raise Conflict("not_submitted", "This card is not begun yet.")
    form = AmendmentForm(request.POST)
    if form.is_valid() and call(
        form, actions.amend_scorecard, card=card, by=request.user, **form.cleaned_data
    ):
        toast(request, "Added to your card.")
        return redirect("interviews:scorecard", pk)
    return _show(request, read_sheet(seat, card), form)


@require_http_methods(["GET", "POST"])
def scorecard_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The author's own card for the page's script, which saves it as they write.

    A POST holds the revision that was read and the fields that changed: 409 if the card was saved elsewhere since or is
    submitted, 422 with what is wrong by field. All else answers with what stands there now, and a fresh token for
    forms, since a sign-in makes the page's own stale.
    """
    seat = find_seat(request, pk)
    card = find_card(request, seat)
    require(request.user, "interviews.write_scorecard", seat)
    if request.method == "GET":
        return _state(request, read_sheet(seat, card))
    sent = request.POST.keys() - {"csrfmiddlewaretoken"}
    form = ScorecardForm(request.POST, sheet=read_sheet(seat, card), only=sent)
    if strange := sent - form.fields.keys():
        return _wrong(dict.fromkeys(strange, "This is not on your card any more."))
    if form.is_valid() and call(form, actions.save_draft, panelist=seat, by=request.user, **form.parts()):
        return _state(request, _sheet_now(request, seat))
    if form.conflict:
        return _state(request, _sheet_now(request, seat), status=409)
    return _wrong({name: " ".join(words) for name, words in form.errors.items()})


def _todo(sheet: Sheet) -> list[dict[str, Any]]:
    """What the card lacks, by the form's fields."""
    todo = unfinished(sheet.panelist, sheet.card)
    return [{"field": name_of(each.field), "message": each.message} for each in todo]


def _state(request: HttpRequest, sheet: Sheet, status: int = 200) -> JsonResponse:
    told = {
        "revision": sheet.revision,
        "fields": fields_of(sheet),
        "todo": _todo(sheet),
        "submitted": sheet.card is not None and sheet.card.is_submitted,
        "token": get_token(request),
    }
    return JsonResponse(told, status=status)


def _wrong(errors: dict[str, str]) -> JsonResponse:
    return JsonResponse({"errors": errors}, status=422)
