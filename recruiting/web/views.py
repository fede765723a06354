"""Error pages (U24). They need no database, no session and no signed-in person: they must work when those do not."""

import logging
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from recruiting.errors import ActionError, Conflict, Denied
from recruiting.web.shortcuts import is_part

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Words:
    """What an error page says: what happened, what was kept, what to do."""

    title: str
    what: str
    kept: str


NOTHING_LOST = "Nothing was changed."
OLD_FORM = Words(
    "This form is too old",
    "You signed in or out since the page was loaded, or cookies are switched off.",
    "Nothing was changed. Load the page again and send the form once more.",
)
NOT_NOW = Words(
    "This can’t be done now",
    "Something stands in the way.",
    "Your step was not taken and nothing was changed.",
)
OVERTAKEN = ("changed", "raced")
"""The conflicts in which somebody else came first; the others have a cause of their own."""

PAGES = {
    400: Words(
        "This request could not be read",
        "Something in the address or the form was not as expected.",
        "Nothing was changed. Go back, load the page again and repeat the last step.",
    ),
    403: Words(
        "You may not do this",
        "Your role does not allow it.",
        "Nothing was changed. An admin can give you the right.",
    ),
    404: Words(
        "There is no page here",
        "The address may be mistyped, or the thing behind it is not yours to see or no longer exists.",
        NOTHING_LOST,
    ),
    405: Words(
        "This address shows no page",
        "It only takes what a button or a form sends.",
        "Nothing was changed. Go back to the page with the button and use it once more.",
    ),
    409: Words(
        "Somebody was faster",
        "Since you opened the page its state has changed.",
        "Your step was not taken. Load the page again to see how it stands now.",
    ),
    413: Words(
        "This is too large",
        "The file or the form is larger than this installation takes.",
        "Nothing was stored. Send a smaller file, or fewer at once; files that arrived before are kept.",
    ),
    422: Words(
        "Something needs mending",
        "A value was not accepted.",
        "Nothing was changed. Go back: what you typed is still there.",
    ),
    429: Words(
        "Too many requests",
        "There were too many tries in a short time.",
        "Nothing was changed. Wait a minute and try again; an admin can help if it goes on.",
    ),
    500: Words(
        "Something broke on our side",
        "The error is in the log under the reference below.",
        "What was saved before is safe; the last step may not have been. Check it before you repeat it.",
    ),
}


def error_page(
    request: HttpRequest,
    status: int,
    message: str = "",
    *,
    retry_after: int | None = None,
    words: Words | None = None,
) -> HttpResponse:
    """The answer to an error: a page, for htmx a message among the toasts, for the API a problem document.

    words: what the page says, if not what its status says.
    """
    words = words or PAGES[status]
    what = message or words.what
    reference = str(getattr(request, "id", "") or "")
    if request.path.startswith("/api/"):
        response: HttpResponse = problem(status, words.title, what, reference)
    else:
        context = {
            "status": status,
            "words": words,
            "what": what,
            "reference": reference,
            "path": request.path,
        }
        part = is_part(request)
        template = "errors/_toast.html" if part else f"errors/{status}.html"
        response = HttpResponse(render_to_string(template, context), status=status)
        if part:
            # Swapped where the request aimed, an error would wipe what stands there.
            response["HX-Retarget"], response["HX-Reswap"] = "#toasts", "beforeend"
    if retry_after is not None:
        response["Retry-After"] = str(retry_after)
    return response


def problem(status: int, title: str, detail: str, reference: str) -> JsonResponse:
    """An error on an API path that no API view answered, in the shape of those that one did (RFC 9457)."""
    body = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "request_id": reference,
    }
    return JsonResponse(body, status=status, content_type="application/problem+json")


def action_error(request: HttpRequest, error: ActionError) -> HttpResponse:
    """The answer to what an action raised outside a form."""
    if isinstance(error, Denied):
        return error_page(request, 403, error.message)
    if isinstance(error, Conflict):
        words = PAGES[409] if error.code in OVERTAKEN else NOT_NOW
        return error_page(request, 409, error.message, words=words)
    return error_page(request, 422, error.message)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400; a body that Django refused for its size, or its number of fields or files, is a 413."""
    return error_page(request, 413 if isinstance(exception, TOO_LARGE) else 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 403, str(exception))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500. If even the template fails, a page of words alone."""
    try:
        return error_page(request, 500)
    except Exception:
        log.exception("error page failed")
        return HttpResponse(f"{PAGES[500].title}. {PAGES[500].kept}", status=500, content_type="text/plain")


def csrf_failure(request: HttpRequest, reason: str = "", **kwargs: Any) -> HttpResponse:
    """A form whose token is missing or old: mostly a page that stood open over a sign-in."""
    return error_page(request, 403, words=OLD_FORM)
