"""What stands around every view: room for its calls, headers of its answer, the answer to errors that it let through."""

import logging
from collections.abc import Callable

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import patch_vary_headers

from recruiting.errors import ActionError, raced
from recruiting.web.views import action_error, error_page

logger = logging.getLogger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponse]

# No page uses any of these; a script that got in could not ask for them either.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
    # Pages show people: nothing of them stays in a cache (A65). Static files bring a Cache-Control of their own.
    "Cache-Control": "no-store",
}


class RoomForFrames:
    """Stands first. Python keeps the frames of calls in chunks of 16 KB and gives a chunk back to the system when the
    last frame leaves it. A function that happens to begin one pays with a system call each time it is called, and a
    page calls some of them ten thousand times: by how deep a page was called it took from 40 to 100 ms.

    A frame that asks for much room gets a chunk with as much room again, and all that it calls finds place there.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    # Of 8 bytes each; half a megabyte, of which nothing is ever touched.
    __call__.__code__ = __call__.__code__.replace(co_stacksize=2**16)


class SecurityHeaders:
    """The headers above on every answer that does not set them itself: pages, files, redirects and errors (A29)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class HtmxVary:
    """`Vary: HX-Request`: one address gives the page or its part."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        return response


class ActionErrors:
    """Denied, Conflict and Invalid that a view did not put into a form become their page: 403, 409, 422. So does
    a constraint that two requests at once ran into: 409, as on the API. Django's empty 405 gets a page, too."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        page = error_page(request, response.status_code)
        page["Allow"] = response["Allow"]
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, IntegrityError):
            logger.warning("constraint violated", exc_info=exception)
            exception = raced()
        return action_error(request, exception) if isinstance(exception, ActionError) else None
