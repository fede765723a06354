"""The report of a screening as it is stored, described for the documentation (contracts/greenflag.md)."""

from typing import Any

from candidates.choices import FINAL_STATES, ActivityState
from candidates.models import Screening
from candidates.queries import identity
from candidates.queries.people import read_text
from candidates.screening import without_findings
from recruiting.rest.schema import component


def report_of(screening: Screening) -> dict[str, Any] | None:
    """The report of a final screening, None before. Without a reading it has the same keys and no findings.

    Needs the resume with its candidate, as veil() left it, and revision.content_hash beside the screening's row.
    """
    if screening.state not in FINAL_STATES:
        return None
    person, report = screening.resume.candidate, screening.report or _without_findings(screening)
    if person is not None and person.veiled is not None:
        report = identity.report_of(person, report, read_text(screening.resume))
    return {"sha256": screening.resume.sha256, **report}


def _without_findings(screening: Screening) -> dict[str, Any]:
    return without_findings(
        as_of=screening.as_of,
        rules_hash=screening.revision.content_hash,
        status=str(screening.state),
        code=screening.code or str(screening.state),
        message=screening.message or "The screening was cancelled before the file was read.",
    )


_TEXT: dict[str, Any] = {"type": "string"}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
_LEVEL: dict[str, Any] = {"type": "string", "enum": ["junior", "mid", "senior"]}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _object(properties: dict[str, Any], description: str = "") -> dict[str, Any]:
    said = {"description": description} if description else {}
    return {"type": "object", **said, "required": list(properties), "properties": properties}


def _list(items: dict[str, Any], description: str = "") -> dict[str, Any]:
    said = {"description": description} if description else {}
    return {"type": "array", **said, "items": items}


_SPAN = {"quote": _TEXT, "start": _COUNT, "end": _COUNT, "line": _COUNT}
_EVIDENCE = _list(
    component(
        "Evidence",
        _object({**_SPAN, "section": _TEXT, "page": _or_null(_COUNT), "signals": _list(_TEXT)}),
    ),
    "Quotes: code-point offsets in the normalised text, end exclusive; page from 1, null without pages; signals: codes "
    "of the rules' signals that found the words.",
)
_FLAG = _object(
    {
        "code": _TEXT,
        "polarity": {"type": "string", "enum": ["green", "yellow"]},
        "holds": {"type": "boolean"},
        "evidence": _EVIDENCE,
        "looked_for": {
            **_or_null(_list(_TEXT)),
            "description": "On flags of absence: what was looked for.",
        },
    }
)
_POSITION = _object(
    {
        "title": _or_null(_TEXT),
        "employer": _or_null(_TEXT),
        "start": _or_null(_TEXT),
        "end": _or_null(_TEXT),
        "months": _or_null({"type": "number"}),
        "weight": _or_null({"type": "number"}),
        "relevant": {"type": "boolean"},
        "evidence": _EVIDENCE,
    }
)
_SHOWN = _object({"shown": {"type": "boolean"}, "evidence": _EVIDENCE})
_REASONS = ["flag", "listed", "learnt", "not_seen", "not_shown", "background"]
_REPORT = _object(
    {
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "as_of": {"type": "string", "format": "date"},
        "rules": {"type": "string", "description": "The content hash of the rules."},
        "status": {"type": "string", "enum": [str(state) for state in FINAL_STATES]},
        "error": _or_null(_object({"code": _TEXT, "message": _TEXT})),
        "lines": _COUNT,
        "notice": {**_or_null(_TEXT), "description": "too_short or language: findings may be missing."},
        "hidden_text": {"type": "boolean"},
        "ocr": {
            **_or_null(
                _object(
                    {
                        "pages": _list(_COUNT),
                        "confidence": _or_null(_COUNT),
                        "doubtful": _list(_COUNT),
                        "unread": _list(_COUNT),
                    }
                )
            ),
            "description": (
                "Scanned pages: those whose text OCR has read, how sure it is of the worst (0 to 100), those to check "
                "against the page, and those that were not read; null if there are none."
            ),
        },
        "flags": _list(_FLAG, "All eleven, in the guide's order; none without a reading."),
        "activities": {
            "type": "object",
            "description": "All twenty, by code; none without a reading.",
            "additionalProperties": _object(
                {"state": {"type": "string", "enum": ActivityState.values}, "evidence": _EVIDENCE}
            ),
        },
        "years": {**_or_null({"type": "number"}), "description": "Relevant years; see years_reason if null."},
        "years_reason": _or_null(_TEXT),
        "claimed_years": _or_null({"type": "number"}),
        "level": {**_or_null(_LEVEL), "description": "Follows from months."},
        "levels": _list(_LEVEL, "One, two near a border, none if unknown."),
        "positions": _list(_POSITION),
        "background": _or_null({"type": "string", "enum": ["security", "devops", "backend", "other"]}),
        "capabilities": {
            "type": "object",
            "description": "What each level of the guide can do, by code (mid.2): shown by work, with quotes.",
            "additionalProperties": _SHOWN,
        },
        "roles": {
            "type": "object",
            "description": "The guide's three roles by code, each with its aspects that a text can show.",
            "additionalProperties": {"type": "object", "additionalProperties": _SHOWN},
        },
        "open_points": _list(
            _object({"about": _TEXT, "reason": {"type": "string", "enum": _REASONS}}),
            "What an interview can settle, the most telling first; about: a row of the guide (activity:sast).",
        ),
        "not_counted": _list(_object({"code": _TEXT, "reason": _TEXT, **_SPAN})),
    },
    "What the screening found, once it is final; null before.",
)
REPORT = component("Report", _REPORT)
