"""Every error of the API as a problem document (RFC 9457), whoever raised it.

`type` leads to the problem's entry on the docs page, `code` is for programs, `detail` for people. An error that
nobody expected is logged and answered without any of its text.
"""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import singledispatch
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import IntegrityError, OperationalError
from django.http import Http404, HttpRequest, JsonResponse
from django.http.request import UnreadablePostError
from django.http.response import HttpResponseBase
from django.urls import reverse
from rest_framework import exceptions
from rest_framework.response import Response

from recruiting.accounts.limits import TooMany
from recruiting.errors import Conflict, Denied, Invalid, raced

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer", bound=HttpResponseBase)
MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    """One kind of problem: its entry on the docs page."""

    slug: str
    title: str
    meaning: str
    remedy: str


KINDS: Mapping[int, Kind] = {
    400: Kind(
        "invalid",
        "The request is not valid",
        "The body, a parameter or a header is not what the operation takes. `errors` names each place: "
        "`pointer` into the JSON body, `parameter` of the query, or `header`.",
        "Mend what `errors` names and send it again. Nothing was changed.",
    ),
    401: Kind(
        "unauthenticated",
        "No usable key",
        "The request carries no key, or one that is mistyped, withdrawn, expired or not valid from this network.",
        "Send the header `Authorization: Bearer gf_…`. A key is made in the product under Settings, API keys, or on "
        "the server by `manage.py create_token`.",
    ),
    403: Kind(
        "forbidden",
        "Not allowed",
        "The key lacks the scope that the operation needs (code `scope`), or its owner may see this but not do it.",
        "Use a key with the scope, or ask for the right.",
    ),
    404: Kind(
        "not-found",
        "Nothing here",
        "There is no such address or object, or it is not yours to see: the two look the same.",
        "Check the address.",
    ),
    405: Kind(
        "method-not-allowed",
        "Method not allowed",
        "The address exists and does not take this method.",
        "Use one of the methods in the `Allow` header.",
    ),
    409: Kind(
        "conflict",
        "Not possible as things stand",
        "The step is not possible from the present state, somebody else was first, or the first request with this "
        "Idempotency-Key is still running (code `still_running`). `current` shows the object as it is now.",
        "Look at `current` and decide again; a request that is still running: repeat it after a second.",
    ),
    412: Kind(
        "changed",
        "Changed since you read it",
        "The object no longer has the ETag that If-Match names. The `ETag` header and `current` show it as it is now.",
        "Take over the change, then send yours with the new ETag.",
    ),
    413: Kind(
        "too-large",
        "Too large",
        "The body or the file is larger than this installation takes. Nothing was stored.",
        "Send less: at most 1 MB of JSON, and files up to the installation's limit (20 MB unless it was set lower).",
    ),
    415: Kind(
        "media-type",
        "Body of another type",
        "The operation reads only the media types that its description names.",
        "Send `Content-Type: application/json` in UTF-8.",
    ),
    422: Kind(
        "key-reused",
        "Idempotency-Key used for something else",
        "This Idempotency-Key was sent before with another body. Nothing was changed.",
        "Use a new key for a new request; repeat a request unchanged to get its first answer again.",
    ),
    428: Kind(
        "precondition-required",
        "If-Match is missing",
        "The operation changes what several people work on, so it says which version it saw.",
        "Read the object and send its ETag as If-Match.",
    ),
    429: Kind(
        "quota-exceeded",
        "Too many requests",
        "The key has used up its requests of this minute, or there were too many wrong keys from this address. "
        "`violated-policies` names the limit.",
        "Wait as many seconds as the `Retry-After` header says.",
    ),
    500: Kind(
        "server-error",
        "Something broke on our side",
        "The error is in the log under `request_id`.",
        "Repeat the request with the same Idempotency-Key: it is carried out once.",
    ),
    503: Kind(
        "busy",
        "Busy",
        "The database took too long. Nothing was changed.",
        "Repeat the request after the seconds that `Retry-After` names.",
    ),
}
HOW_TO_SEND = (
    "Send the header “Authorization: Bearer gf_…”. A key is made in the product under Settings, API keys, "
    "or on the server by manage.py create_token."
)
NOT_FOUND = "There is nothing here, or it is not yours to see."


class Refused(exceptions.APIException):
    """What the API's own rules refuse, with any status of KINDS. errors: as in the problem document."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        errors: list[dict[str, Any]] | None = None,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(detail, code)
        self.status_code = status
        self.code = code
        self.said = Said(status, code, detail, errors or [], dict(headers or {}), more)


def refuse_parameter(name: str, code: str, detail: str) -> Refused:
    """A query parameter that can't be accepted."""
    return Refused(400, code, detail, errors=[{"parameter": name, "code": code, "detail": detail}])


def refuse_header(name: str, code: str, detail: str) -> Refused:
    """A header that can't be accepted."""
    return Refused(400, code, detail, errors=[{"header": name, "code": code, "detail": detail}])


@dataclass(frozen=True)
class Said:
    """What a problem document says. more: further members."""

    status: int
    code: str
    detail: str
    errors: list[dict[str, Any]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)


def handler(exc: Exception, context: Mapping[str, Any]) -> Response:
    """DRF's exception handler."""
    request, view = context["request"], context["view"]
    told = said(exc)
    if isinstance(exc, Conflict):
        told = _with_present_state(told, exc, request, view)
    if told.status >= 500:
        logger.error("request failed", exc_info=exc, extra={"status": told.status, "method": request.method})
    response = Response(document(told, request), told.status, headers=told.headers, content_type=MEDIA_TYPE)
    if auth_header := getattr(exc, "auth_header", None):
        with_challenge(response, exc, auth_header)
    return response


def with_challenge(response: Answer, exc: Exception, header: str) -> Answer:
    """The response with how to authenticate, if it is a 401; a wrong key is named as such (RFC 6750)."""
    if response.status_code == 401:
        wrong = isinstance(exc, exceptions.AuthenticationFailed)
        response["WWW-Authenticate"] = f'{header}, error="invalid_token"' if wrong else header
    return response


def plain(told: Said, request: HttpRequest) -> JsonResponse:
    """The same document where no API view is."""
    return JsonResponse(
        document(told, request), status=told.status, headers=told.headers, content_type=MEDIA_TYPE
    )


def document(told: Said, request: Any) -> dict[str, Any]:
    kind = KINDS[told.status]
    return {
        "type": address_of(kind),
        "title": kind.title,
        "status": told.status,
        "detail": told.detail,
        "instance": request.path,
        "code": told.code,
        "errors": told.errors,
        "request_id": getattr(request, "id", ""),
        **told.more,
    }


def address_of(kind: Kind) -> str:
    """Where the docs page explains the kind."""
    return settings.SITE_URL + address_path(kind)


def address_path(kind: Kind) -> str:
    """The same without the site's address."""
    return f"{reverse('api:problems')}#{kind.slug}"


@singledispatch
def said(exc: Exception) -> Said:
    """What to answer to an exception. Nobody expected this one: not a word of it goes out."""
    return Said(500, "server_error", "Something broke on our side. The last step may not have been taken.")


@said.register
def _(exc: Refused) -> Said:
    return exc.said


@said.register
def _(exc: exceptions.APIException) -> Said:
    status = exc.status_code if exc.status_code in KINDS else 400
    code = exc.get_codes()
    return Said(status, code if isinstance(code, str) else "invalid", str(exc.detail))


@said.register
def _(exc: exceptions.NotAuthenticated) -> Said:
    return Said(401, "not_authenticated", f"This request carries no key. {HOW_TO_SEND}")


@said.register
def _(exc: exceptions.MethodNotAllowed) -> Said:
    return Said(
        405,
        "method_not_allowed",
        "This address doesn't take this method. The Allow header names those it takes.",
    )


@said.register
def _(exc: exceptions.UnsupportedMediaType) -> Said:
    return Said(
        415,
        "unsupported_media_type",
        "Send the body as JSON, with the header “Content-Type: application/json”.",
    )


@said.register
def _(exc: exceptions.NotFound | Http404) -> Said:
    return Said(404, "not_found", NOT_FOUND)


@said.register
def _(exc: exceptions.ValidationError) -> Said:
    errors = list(_places(exc.detail, ""))
    first = errors[0] if errors else {"pointer": "", "code": "invalid", "detail": "The body is not valid."}
    where = first["pointer"].strip("/")
    return Said(400, first["code"], f"{where}: {first['detail']}" if where else first["detail"], errors)


@said.register
def _(exc: exceptions.Throttled) -> Said:
    wait = max(1, int(exc.wait or 1))
    more = {"violated-policies": ["default"]}
    detail = f"Too many requests. Try again in {wait} s."
    return Said(429, "throttled", detail, headers={"Retry-After": str(wait)}, more=more)


@said.register
def _(exc: TooMany) -> Said:
    more = {"violated-policies": ["wrong-keys"]}
    detail = (
        f"Too many wrong keys came from this address. Look at the key, and try again in {exc.retry_after} s."
    )
    return Said(429, "too_many_failures", detail, headers={"Retry-After": str(exc.retry_after)}, more=more)


@said.register
def _(exc: Invalid) -> Said:
    pointer = f"/{exc.field}" if exc.field else ""
    return Said(400, exc.code, exc.message, [{"pointer": pointer, "code": exc.code, "detail": exc.message}])


@said.register
def _(exc: Conflict) -> Said:
    return Said(409, exc.code, exc.message)


@said.register
def _(exc: Denied) -> Said:
    return Said(403, exc.code, exc.message)


@said.register
def _(exc: PermissionDenied) -> Said:
    return Said(403, "denied", "You don't have the right to do this.")


@said.register
def _(exc: SuspiciousOperation | UnreadablePostError) -> Said:
    return Said(400, "unreadable", "The request could not be read.")


@said.register
def _(exc: RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent) -> Said:
    return Said(413, "too_large", "The request is larger, or has more parts, than this installation takes.")


@said.register
def _(exc: IntegrityError) -> Said:
    return said(raced())


@said.register
def _(exc: OperationalError) -> Said:
    return Said(503, "busy", "The database took too long. Repeat the request.", headers={"Retry-After": "2"})


def _with_present_state(told: Said, exc: Conflict, request: Any, view: Any) -> Said:
    """The conflict with the object as it is now; under If-Match somebody else's change is a 412."""
    status = 412 if exc.code == "changed" and request.headers.get("If-Match") else told.status
    try:
        current, etag = view.present()
    except Http404:
        return Said(404, "not_found", NOT_FOUND)
    if current is None:
        return Said(status, told.code, told.detail, told.errors)
    return Said(
        status, told.code, told.detail, told.errors, headers={"ETag": etag}, more={"current": current}
    )


def _places(detail: Any, at: str) -> Iterator[dict[str, str]]:
    """One entry for each error of DRF's nested details, with a JSON pointer to its place."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            step = "" if name == "non_field_errors" else f"/{_escaped(name)}"
            yield from _places(inner, at + step)
    elif isinstance(detail, list):
        for number, inner in enumerate(detail):
            # A list of sentences belongs to one value, a list of anything else to the items of an array.
            plain_text = isinstance(inner, str)
            yield from _places(inner, at if plain_text else f"{at}/{number}")
    else:
        yield {"pointer": at, "code": getattr(detail, "code", None) or "invalid", "detail": str(detail)}


def _escaped(name: Any) -> str:
    """A key as a JSON pointer's step (RFC 6901), cut short: it may be the sender's."""
    return str(name).replace("~", "~0").replace("/", "~1")[:200]
