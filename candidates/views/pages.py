"""The pages of a resume as they were laid out, with the evidence marked on them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from candidates.actions.holding import require_known_file
from candidates.actions.screenings import screening_allowed
from candidates.choices import ScreeningState
from candidates.extraction import Document, SandboxUnavailable, Unreadable
from candidates.models import Resume, Screening
from candidates.queries import pages as queries
from candidates.queries import people
from candidates.views.evidence import Span, marked_spans, show_flags, show_pages
from recruiting.errors import Conflict
from recruiting.web.shortcuts import page_or_part, safe_next
from rubrics import queries as guide

NO_PAGES = "This file has no pages of its own to show: read its text, or download the original."


@require_GET
def resume_pages(request: HttpRequest, pk: int) -> HttpResponse:
    """All pages of a PDF, each with the marks that its text has."""
    resume = _resume(request, pk)
    document = _document(resume)
    spans = _spans(request.user, people.latest_screening(resume))
    places = _asked(queries.read_places, resume, document, [(span.start, span.end) for span in spans])
    context = {
        "resume": resume,
        "sheets": show_pages(places, spans),
        "back": safe_next(request) or _home(resume),
    }
    return render(request, page_or_part(request, "candidates/resume_pages.html"), context)


@require_GET
def resume_page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One page's picture."""
    resume = _resume(request, pk)
    response = HttpResponse(_asked(queries.read_picture, resume, number), content_type="image/png")
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def _resume(request: HttpRequest, pk: int) -> Resume:
    rows = Resume.objects.visible_to(request.user).select_related("candidate", "job")
    resume = get_object_or_404(rows, pk=pk)
    require_known_file(request.user, resume)
    return resume


def _document(resume: Resume) -> Document:
    """The stored text. Raises Conflict if there is none or it has no pages."""
    content = people.read_document(resume)
    if not content or not content["pages"]:
        raise Conflict("no_pages", NO_PAGES)
    return Document.from_json(content)


def _spans(user: Any, screening: Screening | None) -> list[Span]:
    """What is marked in the text, if it was screened."""
    if screening is None or screening.state != ScreeningState.DONE:
        return []
    names = dict(guide.flags(user).values_list("code", "name"))
    return marked_spans(screening.report, show_flags(screening.report, names, {}))


def _asked(read: Any, *arguments: Any) -> Any:
    """What a query about pages gives. Raises Conflict where this server may not or can't look into the file."""
    if not screening_allowed():
        raise Conflict(
            "sandbox_too_weak",
            "This server can't draw pages safely. Its operator finds the reason under /readyz.",
        )
    try:
        answer = read(*arguments)
    except (SandboxUnavailable, OSError) as error:
        raise Conflict(
            "pages_unavailable", "The page can't be drawn at the moment. Try again in a minute."
        ) from error
    if isinstance(answer, Unreadable):
        raise Conflict("no_pages", NO_PAGES)
    return answer


def _home(resume: Resume) -> str:
    """The page that shows the resume's text."""
    if resume.candidate_id:
        return reverse("candidates:candidate", args=[resume.candidate_id])
    return reverse("candidates:people")
