"""The rule document as JSON Schema, for editors that check and complete YAML: docs/rules.schema.json.

It says what fields there are and of which kind. What only the whole document can tell (a group that is not
declared, a term that can't be read) says the loader.
"""

from __future__ import annotations

from typing import Any

from rubrics.ruledoc.expressions import MOST_TOGETHER
from rubrics.ruledoc.loader import MAX_CODE, MAX_FLAG_CODE, MAX_SIGNALS, MAX_TESTS, SCHEMA
from rubrics.ruledoc.model import ASSERTIONS, CUE_MARKS, CUE_SCOPES, POLARITIES

Node = dict[str, Any]
_CODE = r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$"


def json_schema() -> Node:
    """A JSON Schema (draft 2020-12) that every rule document satisfies."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Greenflag rules",
        "description": "Signals that a resume can show, and the flags that follow from them. See docs/rules.md.",
        **_object(
            {
                "schema": {"const": SCHEMA, "description": "The version of this form."},
                "groups": _groups(),
                "words": {
                    "description": "Classes of single words: {name} in a term stands for any of them.",
                    "type": "object",
                    "additionalProperties": _texts("Words of the class."),
                },
                "cues": _list(_cue(), "Words that tell how a text speaks of what stands near them."),
                "signals": {**_list(_signal(), "Things that a text can show."), "maxItems": MAX_SIGNALS},
                "flags": _list(_flag(), "What follows from the signals, in the order in which it is shown."),
                "capabilities": _list(_showing(), "When a text shows a capability of a level of the guide."),
                "aspects": _list(_showing(), "When a text shows an aspect of a role of the guide."),
                "tests": {**_list(_test(), "Texts with the flags they must have."), "maxItems": MAX_TESTS},
            },
            ["schema"],
        ),
        "$defs": {"expression": _expression()},
    }


def _groups() -> Node:
    declared = _object(
        {"means": _text("What it gathers."), "implies": _texts("Groups that it is part of.")}, ["means"]
    )
    return {
        "description": "Groups of signals. a.b belongs to a.",
        "type": "object",
        "additionalProperties": {"anyOf": [_text("What it gathers."), declared]},
    }


def _cue() -> Node:
    return _object(
        {
            "kind": _choice((*ASSERTIONS, *CUE_MARKS), "How the text speaks of what the cue governs."),
            "scope": _choice(CUE_SCOPES, "Where what it governs stands."),
            "reach": _number(1, 60, "How many words it governs; without it, up to the end of the clause."),
            "terms": _texts("Its words."),
        },
        ["kind", "scope", "terms"],
    )


def _signal() -> Node:
    return _object(
        {
            "code": _named(MAX_CODE, "Its name, such as tool.trivy."),
            "terms": _texts("Words and patterns, any of which is the signal."),
            "groups": _texts("Groups that it is in."),
            "activity": _texts("Which of the guide's twenty activities it shows."),
            "counts": _choice(("listed", "done"), "done: a bare list of skills does not count."),
            "needs": _texts("Groups or signals of which one must stand in the sentence too."),
            "not_with": _texts("Groups or signals of which none may stand in the sentence."),
            "unless": _texts("Phrases inside which a term does not count."),
            "holds_in": _texts("Sentences in which it must hold."),
            "not_in": _texts("Sentences with a term in which it must not hold."),
        },
        ["code", "terms", "groups", "holds_in", "not_in"],
    )


def _flag() -> Node:
    return _object(
        {
            "code": _named(MAX_FLAG_CODE, "Its name, such as scanning_tools."),
            "polarity": _choice(POLARITIES, "A good sign, or one to ask about."),
            "holds": {"$ref": "#/$defs/expression"},
            "absence": {"type": "boolean", "description": "It holds because something is not there."},
            "looked_for": _texts("What was looked for, in words for people. An absence flag needs it."),
        },
        ["code", "polarity", "holds"],
    )


def _showing() -> Node:
    return _object(
        {"code": _named(MAX_CODE, "The row's code in the guide."), "holds": {"$ref": "#/$defs/expression"}},
        ["code", "holds"],
    )


def _test() -> Node:
    return _object(
        {
            "text": _text("A text such as a resume."),
            "as_of": {"type": "string", "format": "date", "description": "The date it is screened at."},
            "flags": _texts("Flags that must hold in it."),
            "not_flags": _texts("Flags that must not."),
        },
        ["text"],
    )


def _expression() -> Node:
    parts = _list({"$ref": "#/$defs/expression"}, "")
    how = {
        "description": "How it must be asserted; without it done or listed.",
        "anyOf": [{"enum": list(ASSERTIONS)}, {"type": "array", "items": {"enum": list(ASSERTIONS)}}],
    }
    least = _number(1, 50, "How many different signals must stand there.")
    together = {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": MOST_TOGETHER}
    return {
        "description": "When a flag holds: the name of a group or signal, or one of these.",
        "anyOf": [
            _text("A group or a signal."),
            *(_object({mode: {**parts, "description": words}}, [mode]) for mode, words in _MODES.items()),
            _object({"group": _text("A group."), "as": how, "at_least": least}, ["group"]),
            _object({"signal": _text("A signal."), "as": how, "at_least": least}, ["signal"]),
            _object(
                {
                    "together": {**together, "description": "All in one sentence, by different words."},
                    "as": how,
                },
                ["together"],
            ),
        ],
    }


_MODES = {"any": "One of these.", "all": "All of these.", "none": "None of these."}


def _object(properties: Node, required: list[str]) -> Node:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _list(items: Node, description: str) -> Node:
    return {"type": "array", "items": items, **({"description": description} if description else {})}


def _text(description: str) -> Node:
    return {"type": "string", "minLength": 1, "description": description}


def _texts(description: str) -> Node:
    """A list of texts, or one."""
    one = {"type": ["string", "number", "boolean"]}
    return {"description": description, "anyOf": [one, {"type": "array", "items": one}]}


def _choice(words: tuple[str, ...], description: str) -> Node:
    return {"enum": list(words), "description": description}


def _number(least: int, most: int, description: str) -> Node:
    return {"type": "integer", "minimum": least, "maximum": most, "description": description}


def _named(most: int, description: str) -> Node:
    return {"type": "string", "pattern": _CODE, "maxLength": most, "description": description}
