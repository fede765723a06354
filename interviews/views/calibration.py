"""Calibration: how interviewers agree, and which questions tell people apart."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from interviews.agreement import RELIABLE, ROUNDS, TENTATIVE
from interviews.forms.calibration import CalibrationFilter
from interviews.queries import calibration as queries
from recruiting.accounts.permissions import require
from recruiting.web.lists import page_of


@require_safe
def calibration(request: HttpRequest) -> HttpResponse:
    """Agreement over all, by focus area, and each interviewer."""
    form, found = _counted(request)
    context = {
        "form": form,
        "found": found,
        "agreement": found.agreement() if found else [],
        "page": page_of(request, found.raters() if found else []),
        "here": "calibration",
        "rounds": ROUNDS,
        "reliable": RELIABLE,
        "tentative": TENTATIVE,
        **_limits(),
    }
    return render(request, "interviews/calibration.html", context, status=form.http_status)


@require_safe
def calibration_questions(request: HttpRequest) -> HttpResponse:
    """Which questions tell people apart."""
    form, found = _counted(request)
    page = page_of(request, found.questions() if found else [])
    context = {
        "form": form,
        "found": found,
        "here": "questions",
        "page": page,
        "separates": queries.SEPARATES,
        **_limits(),
    }
    return render(request, "interviews/calibration_questions.html", context, status=form.http_status)


def _limits() -> dict[str, int]:
    return {
        "least_people": queries.LEAST_PEOPLE,
        "least_shared": queries.LEAST_SHARED,
        "least_asked": queries.LEAST_ASKED,
        "most": queries.MOST_RATINGS,
    }


def _counted(request: HttpRequest) -> tuple[CalibrationFilter, queries.Calibration | None]:
    """The filter, and what it leaves; None where it can't be read."""
    require(request.user, "interviews.calibrate")
    form = CalibrationFilter(request.GET or None, user=request.user)
    if form.is_bound and not form.is_valid():
        return form, None
    values = form.cleaned_data if form.is_bound else {}
    return form, queries.Calibration(request.user, queries.Period(**values))
