"""Today: what waits for this person."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from candidates.queries.flag_queue import reviews_flags
from recruiting.home.actions import postpone, take_up
from recruiting.home.models import Postponed
from recruiting.home.queries import WaitingList, due, find_item
from recruiting.web.lists import page_of
from recruiting.web.shortcuts import back_or, page_or_part, toast

PER_PAGE = 25


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """One list of what waits, longest first; apps register the kinds. `?kind=` shows one of them."""
    waiting = WaitingList(request.user, kind=request.GET.get("kind", ""))
    kinds = [(item, waiting.counts[item.code]) for item in waiting.items if waiting.counts[item.code]]
    context = {
        "page": page_of(request, waiting, PER_PAGE),
        "kind": find_item(request.user, waiting.kind) if waiting.kind else None,
        "kinds": kinds,
        "everything": waiting.everything,
        "reviews_flags": reviews_flags(request.user),
    }
    return render(request, page_or_part(request, "home/today.html"), context)


@require_POST
def today_postpone(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Keep something off this person's list until tomorrow."""
    item = find_item(request.user, kind)
    if item is None or not due(request.user, item).filter(pk=pk).exists():
        raise Http404
    row = postpone(item=item, pk=pk, by=request.user)
    undo = reverse("home:today-take-up", args=[row.pk])
    toast(request, "It stands here again tomorrow.", undo=undo)
    return back_or(request, "home:today")


@require_POST
def today_take_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo that."""
    take_up(row=get_object_or_404(Postponed.objects.visible_to(request.user), pk=pk), by=request.user)
    toast(request, "It stands here again.")
    return back_or(request, "home:today")
