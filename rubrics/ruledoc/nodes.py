"""Reading YAML with the line of every value at hand, so that an error can point at it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import yaml

from rubrics.ruledoc.problems import Problem, RuleError

MAX_BYTES = 4_000_000
MAX_DEPTH = 12
SafeLoader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""A safe one, in C where there is libyaml."""


class Value:
    """A YAML node with its field path; reading it wrongly adds a Problem and gives an empty value."""

    def __init__(self, node: yaml.Node, field: str, problems: list[Problem]) -> None:
        self._node = node
        self.field = field
        self._problems = problems

    @property
    def line(self) -> int:
        """The 1-based line on which the value begins."""
        return int(self._node.start_mark.line) + 1

    def complain(self, message: str) -> None:
        """Note a mistake in this value."""
        self._problems.append(Problem(self.line, self.field, message))

    def is_text(self) -> bool:
        """Whether this is a single value."""
        return isinstance(self._node, yaml.ScalarNode)

    def is_empty(self) -> bool:
        """Whether nothing is written here."""
        return isinstance(self._node, yaml.ScalarNode) and (
            not str(self._node.value).strip() or self._node.tag == "tag:yaml.org,2002:null"
        )

    def text(self, among: Iterable[str] | None = None) -> str:
        """A non-empty text, one of `among` where given."""
        if not isinstance(self._node, yaml.ScalarNode) or not str(self._node.value).strip():
            self.complain("must be a text that is not empty")
            return ""
        value = str(self._node.value).strip()
        if among is not None and value not in (choices := tuple(among)):
            self.complain(f"{value!r} is none of {', '.join(choices)}")
            return ""
        return value

    def number(self, least: int, most: int) -> int:
        """A whole number in a range."""
        value = self.text()
        if value.isdecimal() and len(value) < 10 and least <= int(value) <= most:
            return int(value)
        if value:
            self.complain(f"must be a whole number from {least} to {most}")
        return least

    def day(self) -> date | None:
        """A date, YYYY-MM-DD."""
        value = self.text()
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            self.complain(f"{value!r} is no date such as 2026-11-25")
            return None

    def truth(self) -> bool:
        """`true` or `false`."""
        return self.text(among=("true", "false")) == "true"

    def items(self) -> list[Value]:
        """The members of a list; a single text is a list of one."""
        if isinstance(self._node, yaml.ScalarNode):
            return [self]
        if not isinstance(self._node, yaml.SequenceNode):
            self.complain("must be a list")
            return []
        return [Value(node, f"{self.field}[{i}]", self._problems) for i, node in enumerate(self._node.value)]

    def fields(self, allowed: Iterable[str] | None, required: Iterable[str] = ()) -> dict[str, Value]:
        """The named members of a mapping; unknown, doubled and missing names are mistakes."""
        if not isinstance(self._node, yaml.MappingNode):
            self.complain("must be a mapping of names to values")
            return {}
        known = None if allowed is None else tuple(allowed)
        found: dict[str, Value] = {}
        for key, node in self._node.value:
            value = Value(node, f"{self.field}.{key.value}" if self.field else str(key.value), self._problems)
            if known is not None and key.value not in known:
                value.complain(f"is not a field here; the fields are {', '.join(known)}")
            elif key.value in found:
                value.complain("stands twice: keep one")
            else:
                found[str(key.value)] = value
        for name in required:
            if name not in found:
                self.complain(f"needs the field {name!r}")
        return found


def documents(source: str) -> list[yaml.Node]:
    """The YAML documents of a text. Raises RuleError where it is no YAML, too large, too deep or has aliases."""
    if len(source.encode("utf-8", "replace")) > MAX_BYTES:
        raise RuleError([Problem(1, "document", f"is larger than {MAX_BYTES} bytes: split or shorten it")])
    try:
        _refuse_aliases(source)
        return [node for node in yaml.compose_all(source, Loader=SafeLoader) if node is not None]
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RuleError([Problem(line, "document", f"is not YAML: {error.problem}")]) from error
    except yaml.YAMLError as error:
        raise RuleError([Problem(1, "document", f"is not YAML: {error}")]) from error


def _refuse_aliases(source: str) -> None:
    """Aliases let a short text stand for an endless one; deep nesting can exhaust the stack."""
    depth = 0
    for event in yaml.parse(source, Loader=SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise RuleError([Problem(line, "document", "aliases (*name) are not allowed: write the value")])
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise RuleError([Problem(line, "document", f"is nested deeper than {MAX_DEPTH} levels")])


def plain(node: yaml.Node) -> object:
    """A node as lists, dicts and texts: the canonical form that is hashed."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(item) for item in node.value]
    return str(node.value)
