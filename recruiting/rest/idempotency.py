"""Idempotency-Key (sec R2): a POST that is sent again is answered again, not carried out again.

The answer is kept with the effect, in one transaction: there is no moment in which the one stands without the
other. An operation that waits can't hold a transaction open; it writes down that it runs, works, and writes the
answer: then a repetition meanwhile is a 409, and one after a crash is taken up again, which is safe because
such an operation recognises its own work. Errors are not kept: they had no effect.

What is kept is shown only while the caller still reaches it: whoever was taken off a job gets the 404 that
everybody else gets.
"""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone
from rest_framework.response import Response

from recruiting.accounts.models import IdempotencyKey
from recruiting.rest.problems import Refused, refuse_header
from recruiting.rest.renderers import JSONRenderer

HEADER, REPLAYED = "Idempotency-Key", "Idempotent-Replayed"
KEPT_HEADERS = ("Location", "ETag", "Preference-Applied", "Retry-After")
KEPT_FOR = timedelta(hours=48)
GIVEN_UP_AFTER = timedelta(seconds=60)
"""A first request that is not finished by then is dead: longer than any operation waits."""
_SHAPE = re.compile(r"[\x20-\x7e]{1,255}\Z")

Run = Callable[[], Response]


@dataclass(frozen=True)
class Ask:
    """A request as it is recognised: key_hash says which, body_hash whether it says the same."""

    key_hash: str
    body_hash: str


def once(*, waits: bool = False) -> Callable[[Callable[..., Response]], Callable[..., Response]]:
    """Decorate a view's POST. waits: it may take seconds, so it may not run in a transaction, and carrying it
    out twice must come to the same object."""

    def decorate(operation: Callable[..., Response]) -> Callable[..., Response]:
        @wraps(operation)
        def answered(view: Any, request: Any, *args: Any, **kwargs: Any) -> Response:
            def run() -> Response:
                return operation(view, request, *args, **kwargs)

            key = _key(request)
            if key is None:
                return run()
            ask = Ask(_key_hash(request, key), _body_hash(request))
            return _in_steps(view, ask, run) if waits else _in_one_transaction(view, ask, run)

        answered.once = True  # type: ignore[attr-defined]
        return answered

    return decorate


def forget_old() -> int:
    """Delete what is kept long enough; returns how many keys."""
    deleted, _ = IdempotencyKey.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
    return deleted


def _in_one_transaction(view: Any, ask: Ask, run: Run) -> Response:
    with transaction.atomic():
        row = _claim(ask)  # PostgreSQL waits here for a first request under way, SQLite at the transaction
        if row is None:
            return _replay(view, ask)
        response = run()
        _keep(row, response, view.shown_id)
    return response


def _in_steps(view: Any, ask: Ask, run: Run) -> Response:
    row = _claim(ask) or _take_over(ask)
    if row is None:
        return _replay(view, ask)
    try:
        response = run()
    except BaseException:
        row.delete()
        raise
    _keep(row, response, view.shown_id)
    return response


def _claim(ask: Ask) -> IdempotencyKey | None:
    try:
        with transaction.atomic():
            return IdempotencyKey.objects.create(key_hash=ask.key_hash, body_hash=ask.body_hash)
    except IntegrityError:
        return None


def _take_over(ask: Ask) -> IdempotencyKey | None:
    """The row of a first request that died, if this is one: one conditional UPDATE decides."""
    now = timezone.now()
    dead = IdempotencyKey.objects.filter(
        key_hash=ask.key_hash, body_hash=ask.body_hash, status=None, created_at__lt=now - GIVEN_UP_AFTER
    )
    return IdempotencyKey.objects.get(key_hash=ask.key_hash) if dead.update(created_at=now) else None


def _keep(row: IdempotencyKey, response: Response, shown_id: int | None) -> None:
    row.status = response.status_code
    row.headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    row.body = JSONRenderer().render(response.data).decode()
    row.shown_id = shown_id
    row.save(update_fields=["status", "headers", "body", "shown_id"])


def _replay(view: Any, ask: Ask) -> Response:
    """The first answer. Raises Refused while there is none, Http404 if the caller lost sight of what it shows."""
    row = IdempotencyKey.objects.filter(key_hash=ask.key_hash).first()
    if row is not None and row.body_hash != ask.body_hash:
        raise Refused(422, "key_reused", "This Idempotency-Key was sent before with another body.")
    if row is None or row.status is None:
        raise Refused(
            409,
            "still_running",
            "The first request with this Idempotency-Key is still running. Repeat this one in a second.",
            headers={"Retry-After": "1"},
        )
    if row.shown_id is not None and not view.get_queryset().filter(pk=row.shown_id).exists():
        raise Http404
    body = json.loads(row.body) if row.body else None
    return Response(body, row.status, headers={**row.headers, REPLAYED: "true"})


def _key(request: Any) -> str | None:
    """The header's value: a quoted string as the draft has it, or bare as everybody sends it."""
    value = request.headers.get(HEADER)
    if value is None:
        return None
    bare = value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value
    if not _SHAPE.match(bare):
        raise refuse_header(HEADER, "invalid", "An Idempotency-Key has 1 to 255 printable ASCII characters.")
    return bare


def _key_hash(request: Any, key: str) -> str:
    return _hash(json.dumps([request.auth.pk, request.method, request.path, key]))


def _body_hash(request: Any) -> str:
    """Of what the body says: the boundary of a multipart body and the spaces of JSON are no part of it."""
    data = request.data
    if hasattr(data, "lists"):
        said: Any = [[name, [_content(value) for value in values]] for name, values in sorted(data.lists())]
    else:
        said = data
    return _hash(json.dumps(said, sort_keys=True))


def _content(value: Any) -> Any:
    if not isinstance(value, UploadedFile):
        return value
    digest = hashlib.sha256()
    for chunk in value.chunks():
        digest.update(chunk)
    value.seek(0)
    return [value.name, digest.hexdigest()]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
