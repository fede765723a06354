"""Log lines as JSON: one line each whatever they contain, with the request's id, without values of users."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest

from recruiting.events.middleware import current_request_id

# What a log record may carry besides its message: names and codes. Anything else stays out (sec A60).
EXTRA = ("task", "reason", "code", "status", "method", "route", "object_id", "event", "milliseconds", "count")


class JsonFormatter(logging.Formatter):
    """Formats a record as one JSON object. An exception is named by its type and place, never by its text:
    database errors quote the values they refused."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request_id": current_request_id(),
            **_said(record),
        }
        line.update({name: getattr(record, name) for name in EXTRA if hasattr(record, name)})
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["place"] = _places(record.exc_info[2])
        return json.dumps(line, ensure_ascii=True, default=str)


def _said(record: logging.LogRecord) -> dict[str, Any]:
    """What the record says, without values. Django's lines about an answer quote the address that was asked for,
    and an invitation's address holds its secret; Celery's about a broken task quote the error's text."""
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest):
        status = getattr(record, "status_code", None)
        route = request.resolver_match.route if request.resolver_match else None
        return {"message": "answered", "status": status, "method": request.method, "route": route}
    if record.name == "celery.app.trace":
        return {"message": "task did not end well", "task": getattr(record, "data", {}).get("name")}
    return {"message": record.getMessage()}


def _places(traceback) -> list[str]:
    """The call stack as module:line, innermost last, without local values."""
    places = []
    while traceback is not None:
        frame = traceback.tb_frame
        places.append(f"{frame.f_globals.get('__name__', '?')}:{traceback.tb_lineno}")
        traceback = traceback.tb_next
    return places[-12:]
