"""The OpenAPI document as the docs page shows it: operations by noun, their values flattened into rows."""

import json
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MOST_DEPTH = 6
MOST_SHOWN = 2**53  # the largest id: it says nothing to a reader
METHODS = ("get", "post", "patch", "put", "delete")


@dataclass(frozen=True)
class Row:
    """One parameter or member: its name or path, type, whether it must be sent, and words."""

    name: str
    type: str
    required: bool
    words: str


@dataclass(frozen=True)
class Answer:
    """What an operation may answer. problem: the anchor of its kind on the problems page."""

    status: str
    words: str
    problem: str


@dataclass(frozen=True)
class Shown:
    """One operation."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    scope: str
    parameters: list[Row]
    media_type: str
    body: list[Row]
    body_example: str
    answer_members: list[Row]
    answer_example: str
    answers: list[Answer]


def read_operations(schema: dict[str, Any]) -> list[tuple[str, list[Shown]]]:
    """(noun, its operations) in the order of the document."""
    groups: dict[str, list[Shown]] = {}
    for path, methods in schema["paths"].items():
        for method in METHODS:
            if method in methods:
                operation = methods[method]
                groups.setdefault(operation["tags"][0], []).append(_shown(schema, path, method, operation))
    return list(groups.items())


@dataclass(frozen=True)
class Example:
    """A noun's first two requests as commands: its list, and what makes one."""

    noun: str
    commands: list[str]


def read_examples(groups: list[tuple[str, list[Shown]]], site: str) -> list[Example]:
    """How each noun that has a list is asked with curl. site: where the installation stands."""
    found = []
    for noun, operations in groups:
        lists = [row for row in operations if row.method == "GET" and "{" not in row.path]
        lists.sort(key=lambda row: not row.path.endswith(f"/{noun}"))
        makes = (
            [row for row in operations if row.method == "POST" and row.path == lists[0].path] if lists else []
        )
        if lists:
            found.append(Example(noun, [_curl(row, site) for row in (*lists[:1], *makes)]))
    return found


def _curl(row: Shown, site: str) -> str:
    # A question mark means something to some shells.
    address = shlex.quote(f"{site}{row.path}?limit=20" if row.method == "GET" else f"{site}{row.path}")
    words = [f'curl -H "Authorization: Bearer $KEY" {address}']
    if row.media_type == "application/json":
        body = json.dumps(json.loads(row.body_example), ensure_ascii=False)
        words += ['-H "Content-Type: application/json"', f"-d {shlex.quote(body)}"]
    elif row.method != "GET":
        words += ['-H "Prefer: wait=20"', "-F file=@resume.pdf"]
    return " \\\n  ".join(words)


def _shown(schema: dict[str, Any], path: str, method: str, operation: dict[str, Any]) -> Shown:
    body_type, body = _content(operation.get("requestBody", {}))
    _, answer = _content(next(r for status, r in operation["responses"].items() if status < "300"))
    return Shown(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation["description"].partition("Scope: ")[0].replace("`", "").strip(),
        scope=next(iter(operation["security"][0].values()))[0],
        parameters=[_parameter(parameter) for parameter in operation["parameters"]],
        media_type=body_type,
        body=list(_members(schema, body.get("schema", {}), "", 0)),
        body_example=_text(body.get("example")),
        answer_members=list(_members(schema, answer.get("schema", {}), "", 0)),
        answer_example=_text(answer.get("example")),
        answers=[_answer(schema, *item) for item in sorted(operation["responses"].items())],
    )


def _content(holder: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return next(iter(holder.get("content", {}).items()), ("", {}))


def _parameter(parameter: dict[str, Any]) -> Row:
    where = {"header": "header", "path": "in the address"}.get(parameter["in"], "")
    kind = ", ".join(filter(None, [_type(parameter["schema"]), where]))
    words = parameter.get("description", "").replace("`", "")
    return Row(parameter["name"], kind, parameter.get("required", False), words)


def _answer(schema: dict[str, Any], status: str, answer: dict[str, Any]) -> Answer:
    resolved = _resolved(schema, answer)
    _, content = _content(resolved)
    problem = content.get("example", {}).get("type", "") if status >= "400" else ""
    return Answer(status, resolved["description"].replace("`", ""), problem)


def _members(schema: dict[str, Any], node: dict[str, Any], path: str, depth: int) -> Iterator[Row]:
    """The members of an object, those inside others by a dotted path, [] for the items of a list."""
    node = _without_null(_resolved(schema, node))
    if node.get("type") == "array":
        yield from _members(schema, node["items"], f"{path}[]", depth + 1)
    elif depth <= MOST_DEPTH and "properties" in node:
        for name, member in node["properties"].items():
            at = f"{path}.{name}" if path else name
            plain = _resolved(schema, member)
            words = plain.get("description", "").replace("`", "")
            yield Row(at, _type(plain), name in node.get("required", ()), words)
            yield from _members(schema, plain, at, depth + 1)
    elif isinstance(node.get("additionalProperties"), dict):
        yield from _members(schema, node["additionalProperties"], f"{path}.*", depth + 1)


def _resolved(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """The node that a reference leads to, with what stands beside the reference."""
    found = dict(node)
    for part in found.pop("allOf", ()):
        found = {**_resolved(schema, part), **found}
    while "$ref" in found:
        target: Any = schema
        for step in found.pop("$ref").removeprefix("#/").split("/"):
            target = target[step]
        found = {**target, **found}
    return found


def _without_null(node: dict[str, Any]) -> dict[str, Any]:
    for name in ("anyOf", "oneOf"):
        if others := [option for option in node.get(name, ()) if option.get("type") != "null"]:
            return {**others[0], **{key: value for key, value in node.items() if key != name}}
    return node


def _type(node: dict[str, Any]) -> str:
    """A type in words: "text, at most 200", "one of: a, b", "list", "or null" at the end."""
    plain = _without_null(node)
    kinds = plain.get("type", "object")
    names = [kinds] if isinstance(kinds, str) else list(kinds)
    null = " or null" if "null" in names or plain is not node else ""
    kind = next((name for name in names if name != "null"), "null")
    words = {"string": "text", "array": "list", "integer": "whole number", "boolean": "true or false"}
    text = {"date-time": "moment", "date": "date", "binary": "file"}.get(plain.get("format", ""), "")
    shown = text or words.get(kind, kind)
    if options := [str(option) for option in plain.get("enum", ()) if option is not None]:
        shown = f"one of: {', '.join(options)}"
    elif "maxLength" in plain:
        shown += f", at most {plain['maxLength']}"
    elif "maximum" in plain and plain["maximum"] < MOST_SHOWN:
        shown += f", {plain.get('minimum', 0)} to {plain['maximum']}"
    return shown + null


def _text(example: Any) -> str:
    if isinstance(example, str):  # a file's first lines
        return example
    return "" if example is None else json.dumps(example, indent=2, ensure_ascii=False)
