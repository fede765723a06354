"""Interviews by the calendar: my own, one's time and place, the panel's answers and everybody's load."""

from datetime import date, datetime
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.queries.identity import veil
from interviews.actions import scheduling as actions
from interviews.actions.mails import retry_mail
from interviews.forms.scheduling import AnswerForm, TimesForm, times_of
from interviews.models import Interview, InterviewMail, Panelist
from interviews.queries import scheduling as queries
from interviews.zones import elsewhere, zone_of
from recruiting.accounts.permissions import allowed, require
from recruiting.web.forms import call
from recruiting.web.lists import page_of
from recruiting.web.shortcuts import back_or, find_or_404, is_part, toast

PER_PAGE = 25
FIRST, LAST = date(2000, 1, 1), date(2999, 1, 1)
"""Between these the load of a week is shown: nearer to the calendar's ends a zone's times have no UTC."""
ANSWERED = {"accepted": "You come", "tentative": "You come perhaps", "declined": "You don’t come"}


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Where the reader sits on a panel: what is to come, or with ?past= what is over."""
    require(request.user, "interviews.see_own")
    past, now = bool(request.GET.get("past")), timezone.now()
    keys = queries.my_seats(request.user, past=past, now=now).values_list("pk", flat=True)
    page = page_of(request, keys, PER_PAGE, load=partial(queries.load_seats, request.user))
    zone = zone_of(request.user)
    for seat in page.rows:
        interview = seat.interview
        starts = interview.starts_at
        seat.there = elsewhere(starts, interview.zone, zone) if starts and interview.zone else ""
    context = {"page": page, "past": past, "plans": allowed(request.user, "interviews.see_load")}
    return render(request, "interviews/mine.html", context)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept, say perhaps or decline."""
    seat = get_object_or_404(Panelist.objects.visible_to(request.user).filter(user=request.user), pk=pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Http404
    answered = actions.answer_invitation(panelist=seat, by=request.user, **form.cleaned_data)
    toast(request, f"{ANSWERED[answered.response]}: {answered.interview.title}.")
    return back_or(request, reverse("interviews:mine"))


@require_http_methods(["GET", "HEAD", "POST"])
def interview_times(request: HttpRequest, pk: int) -> HttpResponse:
    """Set or change when and where an interview is. A POST with `check` only shows what the panel has at that time."""
    interview = _find(request, pk)
    form = TimesForm(request.POST or None, initial=times_of(interview))
    if form.is_valid() and "check" not in request.POST:
        if call(form, actions.schedule_interview, interview=interview, by=request.user, **form.chosen):
            same = form.result.sequence == interview.sequence
            toast(request, "Nothing changed." if same else f"{interview.title}: the panel is being told.")
            return redirect("interviews:interview-times", pk)
        if form.conflict and form.conflict.code == "changed":
            form.renew(times_of(_find(request, pk)), "sequence")
    context = _times_context(request, interview, form)
    part = is_part(request) and "check" in request.POST
    template = "interviews/_times_panel.html" if part else "interviews/times.html"
    checks = "check" in request.POST and not form.errors
    return render(request, template, context, status=200 if part or checks else form.http_status)


def _times_context(request: HttpRequest, interview: Interview, form: TimesForm) -> dict[str, Any]:
    values = form.cleaned_data if form.is_bound and hasattr(form, "cleaned_data") else {}
    starts = values.get("starts_at") or (None if form.is_bound else interview.starts_at)
    minutes = values.get("minutes") or interview.minutes
    application = interview.loop.application
    seen = Interview.objects.visible_to(request.user)
    return {
        "interview": interview,
        "application": application,
        "form": form,
        "starts": starts,
        "seats": queries.panel_at(interview, starts_at=starts, minutes=minutes, seen=seen),
        "is_open": interview.loop.is_open and application.is_active,
        "monday": queries.week_of(starts or timezone.now()),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def interview_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; then the panel is told."""
    interview = _find(request, pk)
    if request.method == "POST":
        actions.cancel_interview(interview=interview, by=request.user)
        toast(request, f"{interview.title} is cancelled. A new time brings it back.")
        return redirect("interviews:interview-times", pk)
    context = {"interview": interview, "application": interview.loop.application}
    return render(request, "interviews/cancel.html", context)


@require_POST
def mail_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a mail that failed once more."""
    rows = InterviewMail.objects.visible_to(request.user).select_related("interview__loop__application__job")
    mail = get_object_or_404(rows, pk=pk)
    retry_mail(mail=mail, by=request.user)
    toast(request, "The mail is sent again.")
    return redirect("interviews:interview-times", mail.interview_id)


@require_safe
def load(request: HttpRequest) -> HttpResponse:
    """How many interviews each person has in a week."""
    require(request.user, "interviews.see_load")
    monday = _monday_of(request.GET.get("week", ""))
    context = {
        "monday": monday,
        "before": timezone.localtime(queries.week_after(monday, -1)).date(),
        "after": timezone.localtime(queries.week_after(monday)).date(),
        "page": page_of(request, queries.load_of_week(monday)),
    }
    return render(request, "interviews/load.html", context)


def _monday_of(text: str) -> datetime:
    """The Monday of the week of a day such as 2026-03-09, of this week for any other text."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return queries.week_of(timezone.now())
    return queries.week_of_day(day) if FIRST < day < LAST else queries.week_of(timezone.now())


def _find(request: HttpRequest, pk: int) -> Interview:
    """The interview, for whoever plans it. Raises Http404 for one that the reader does not see, Denied."""
    rows = Interview.objects.visible_to(request.user).select_related(
        "organiser", "loop__application__job", "loop__application__candidate", "loop__application__stage"
    )
    interview = find_or_404(rows, pk=pk)
    require(request.user, "interviews.plan_loop", interview.loop.application)
    veil(request.user, [interview.loop.application])
    return interview
