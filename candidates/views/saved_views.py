"""The filters of a list of people under a name: a job's, or those of the search over all jobs."""

from collections.abc import Sequence
from copy import copy
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from candidates.actions import saved_views as actions
from candidates.choices import Listed
from candidates.forms import PipelineForm, ViewForm
from candidates.forms.search import SearchForm
from candidates.models import Job, SavedView
from candidates.views.jobs import find_job
from recruiting.accounts.permissions import require
from recruiting.web.forms import call
from recruiting.web.shortcuts import safe_next, toast


@require_http_methods(["GET", "POST"])
def view_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the filters of a job's people under a name."""
    job = find_job(request, pk)
    form = PipelineForm(request.GET, user=request.user, job=job, stages=list(job.stages.all()))
    return _create(request, Listed.JOB, reverse("candidates:job", args=[pk]), form.filters(), job)


@require_http_methods(["GET", "POST"])
def search_view_create(request: HttpRequest) -> HttpResponse:
    """Keep a search under a name."""
    form = SearchForm(request.GET, user=request.user)
    return _create(
        request, Listed.SEARCH, reverse("candidates:search"), form.filters(), None, form.asked.text
    )


def _create(
    request: HttpRequest, page: Listed, home: str, filters: Sequence[Any], job: Job | None, words: str = ""
) -> HttpResponse:
    require(request.user, "candidates.save_view")
    form = ViewForm(request.POST or None)
    query = request.GET.urlencode()
    back = f"{home}?{query}"
    if form.is_valid() and call(
        form, actions.save_view, by=request.user, page=page, query=query, **form.cleaned_data
    ):
        toast(request, f"The view “{form.result.name}” is saved.")
        return redirect(back)
    context = {"form": form, "filters": filters, "words": words, "job": job, "back": back}
    return render(request, "candidates/view_form.html", context, status=form.http_status)


def _find(request: HttpRequest, pk: int) -> SavedView:
    view = get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)
    require(request.user, "candidates.change_view", view)
    return view


def _home(view: SavedView) -> str:
    return reverse("candidates:search" if view.page == Listed.SEARCH else "candidates:jobs")


@require_http_methods(["GET", "POST"])
def view_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a view another name, share it or keep it for oneself."""
    view = _find(request, pk)
    back = safe_next(request) or _home(view)
    form = ViewForm(request.POST or None, initial={"name": view.name, "shared": view.shared})
    if form.is_valid() and call(
        form, actions.change_view, view=copy(view), by=request.user, **form.cleaned_data
    ):
        toast(request, f"The view “{form.result.name}” is saved.")
        return redirect(back)
    context = {"form": form, "view": view, "back": back, "home": _home(view)}
    return render(request, "candidates/view_form.html", context, status=form.http_status)


@require_http_methods(["GET", "POST"])
def view_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a view away, after asking."""
    view = _find(request, pk)
    back = safe_next(request) or _home(view)
    if request.method == "POST":
        actions.delete_view(view=view, by=request.user)
        toast(request, f"The view “{view.name}” is gone.")
        return redirect(back)
    context = {"view": view, "back": back, "home": _home(view)}
    return render(request, "candidates/view_delete.html", context)
