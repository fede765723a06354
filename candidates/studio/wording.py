"""Rules in words: what a flag holds by, and what a change of a row changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rubrics.ruledoc import RuleDocument
from rubrics.ruledoc.model import ASSERTIONS, COUNTED, Combined, Expression, Named, activity_name

MODES = {"any": "Any of", "all": "All of", "none": "Nothing of"}
META = {
    "meta.technical_work": "a year of technical work",
    "meta.security_position": "a position in security",
}
HOW = {
    "done": "done",
    "listed": "listed as a skill",
    "known": "known",
    "learnt": "learnt",
    "certificate": "part of a certificate",
    "preparing": "a certificate in progress",
    "expired": "a certificate that has expired",
    "wished": "wished for",
    "negated": "denied",
    "other_person": "done by somebody else",
    "product": "sold by the employer",
    "heading": "a heading",
    "advert": "in a job advert",
    "audited": "looked at as an auditor",
}
FIELDS = {
    "code": "code",
    "terms": "terms",
    "groups": "groups",
    "activity": "activity",
    "counts": "what counts",
    "needs": "company it needs",
    "not_with": "company that rules it out",
    "unless": "phrases that don’t count",
    "holds_in": "must hold in",
    "not_in": "must not hold in",
    "polarity": "colour",
    "holds": "what it holds by",
    "absence": "what an absence is",
    "looked_for": "what is looked for",
    "text": "text",
    "flags": "flags that must hold",
    "not_flags": "flags that must not hold",
    "as_of": "date",
}
"""What people call the fields of a row."""


@dataclass(frozen=True)
class Words:
    """An expression as a sentence, or as a heading over parts."""

    words: str
    parts: tuple[Words, ...] = ()


def expression(found: Expression, rules: RuleDocument, activities: Mapping[str, str]) -> Words:
    """What an expression asks for. activities: code -> name, of the guide."""
    if isinstance(found, Combined):
        parts = tuple(expression(part, rules, activities) for part in found.parts)
        return parts[0] if found.mode != "none" and len(parts) == 1 else Words(MODES[found.mode], parts)
    names = (found.name,) if isinstance(found, Named) else found.names
    first, *rest = (_meaning(name, rules, activities) for name in names)
    said = " with ".join([first, *(_inside(words) for words in rest)])
    if not isinstance(found, Named):
        return Words(f"{said}, in one sentence{_how(found.how)}")
    if found.at_least > 1:
        return Words(f"At least {found.at_least} of: {_inside(said)}{_how(found.how)}")
    return Words(f"{said}{_how(found.how)}")


def _meaning(name: str, rules: RuleDocument, activities: Mapping[str, str]) -> str:
    if name in META:
        return META[name]
    for code, title in activities.items():
        if activity_name(code) == name:
            return f"activity “{title}”"
    return rules.groups.get(name) or f"“{name}”"


def _inside(words: str) -> str:
    """As it stands within a sentence: "Build pipelines" -> "build pipelines", "CI/CD" as it is."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _how(how: frozenset[str]) -> str:
    """Nothing for what counts usually."""
    if how == COUNTED:
        return ""
    return f" ({', '.join(HOW[name] for name in ASSERTIONS if name in how)})"


def changes_of(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """What differs between two states of a row, field by field: "terms: added “aqua trivy”, without “trivvy”"."""
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        said = FIELDS.get(name, name)
        if name == "holds":
            yield f"{said}: changed"
            continue
        gone, come = (
            [item for item in one if item not in other]
            for one, other in ((items(old), items(new)), (items(new), items(old)))
        )
        parts = [f"added {_quoted(come)}"] if come else []
        parts += [f"without {_quoted(gone)}"] if gone else []
        yield f"{said}: {', '.join(parts) or 'in another order'}"


def items(value: Any) -> list[str]:
    """A field's members as texts; a single text is a list of one."""
    if value in (None, ""):
        return []
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def _quoted(words: list[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)
