"""Reading what a flag means: any, all, none, together, signal and group over facts."""

from __future__ import annotations

from rubrics.ruledoc.model import ASSERTIONS, COUNTED, Combined, Expression, Named, Together
from rubrics.ruledoc.nodes import Value

_NOTHING = Combined("none", ())
MOST_TOGETHER = 4
_MODES = ("any", "all", "none")


def read(value: Value) -> Expression:
    """An expression: a name, or a mapping with one of any, all, none, together, signal, group."""
    if value.is_text():
        return Named(value.text())
    fields = value.fields(("any", "all", "none", "together", "signal", "group", "as", "at_least"))
    kinds = [name for name in fields if name not in ("as", "at_least")]
    if len(kinds) != 1:
        value.complain("needs exactly one of any, all, none, together, signal, group")
        return _NOTHING
    kind = kinds[0]
    how = _how(fields)
    if kind in _MODES:
        return Combined(kind, tuple(read(part) for part in fields[kind].items()))
    if kind == "together":
        names = tuple(part.text() for part in fields[kind].items())
        if not 2 <= len(names) <= MOST_TOGETHER:
            fields[kind].complain(f"needs 2 to {MOST_TOGETHER} names")
        return Together(names, how)
    least = fields["at_least"].number(1, 50) if "at_least" in fields else 1
    return Named(fields[kind].text(), how, least)


def _how(fields: dict[str, Value]) -> frozenset[str]:
    if "as" not in fields:
        return COUNTED
    return frozenset(item.text(among=ASSERTIONS) for item in fields["as"].items())


def names(expression: Expression) -> set[str]:
    """Every group and signal that an expression speaks of."""
    if isinstance(expression, Named):
        return {expression.name}
    if isinstance(expression, Together):
        return set(expression.names)
    return set().union(*(names(part) for part in expression.parts)) if expression.parts else set()
