"""Progress of long work."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from recruiting.web.lists import page_of
from recruiting.web.shortcuts import back_or, page_or_part, toast
from recruiting.work.actions import cancel_bulk, pause_bulk, resume_bulk, undo_bulk
from recruiting.work.choices import BulkState, ItemState
from recruiting.work.models import Bulk
from recruiting.work.queries import named_for, progress_of
from recruiting.work.registry import handler_of

ACTIONS = {"pause": pause_bulk, "resume": resume_bulk, "cancel": cancel_bulk}


@require_safe
def bulk(request: HttpRequest, pk: int) -> HttpResponse:
    """What is done, row by row; with ?state=failed only the rows that need somebody. The part asks again every two seconds
    until all is done."""
    row = get_object_or_404(Bulk.objects.visible_to(request.user), pk=pk)
    handler = handler_of(row.kind)
    if handler.page is not None:
        return redirect(handler.page(row))
    rows = row.items.order_by("position")
    only_failed = request.GET.get("state") == ItemState.FAILED
    page = page_of(request, rows.filter(state=ItemState.FAILED) if only_failed else rows)
    items = named_for(request.user, row, page)
    progress = progress_of(row)
    context = {
        "bulk": row,
        "title": handler.title,
        "progress": progress,
        "page": page,
        "items": [(item, handler.link(item) if handler.link else "") for item in items],
        "running": row.state == BulkState.RUNNING,
        "paused": row.state == BulkState.PAUSED,
        "may_undo": handler.undo is not None
        and row.state in (BulkState.DONE, BulkState.CANCELLED)
        and not row.is_undoing
        and progress.done > 0,
        "failed_state": ItemState.FAILED,
        "only_failed": only_failed,
    }
    return render(request, page_or_part(request, "home/bulk.html"), context)


@require_POST
def bulk_change(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Pause, resume or cancel."""
    row = get_object_or_404(Bulk.objects.visible_to(request.user), pk=pk)
    ACTIONS[verb](bulk=row, by=request.user)
    return redirect("home:bulk", pk)


@require_POST
def bulk_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take all finished rows back; what could not be is told on the work's page."""
    row = get_object_or_404(Bulk.objects.visible_to(request.user), pk=pk)
    page = reverse("home:bulk", args=[pk])
    number = undo_bulk(bulk=row, by=request.user)
    if number is None:
        return redirect(page)
    toast(request, "1 row is as it was before." if number == 1 else f"{number} rows are as they were before.")
    return redirect(page) if progress_of(row).done else back_or(request, page)


bulk.background = True  # type: ignore[attr-defined] - an open tab that asks for news is no activity
