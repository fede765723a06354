"""Files of questions, in the form of rubrics/bank/*.yaml: each entry also says its focus area and levels, unless the
file is named after them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from rubrics.models import Question
from rubrics.models.questions import PROBED
from rubrics.ruledoc.nodes import Value, documents
from rubrics.ruledoc.problems import Problem, RuleError

MOST_BYTES = 1_000_000
MOST_QUESTIONS = 500
_TEXTS = ("text", "strong", "fair", "weak", "follow_ups")
_FIELDS = ("code", "focus_area", "levels", "minutes", *_TEXTS, "probes")
_CODE = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")
_MOST_CODE = 64


@dataclass(frozen=True)
class Entry:
    """One question of a file. content: as Question.content() gives it. lines: where each field stands, the entry's own
    under "". problem: why it can't be read, "" if it can."""

    code: str
    content: dict[str, Any] = field(hash=False)
    lines: Mapping[str, int] = field(hash=False)
    problem: Problem | None = None


def written(questions: Iterable[Question]) -> str:
    """The questions, with their lists, as a file. What reads() makes of it has the same contents."""
    entries = []
    for question in questions:
        told = question.content() | {"code": question.code}
        entries.append({name: told[name] for name in _FIELDS if told[name] != ""})
    return yaml.dump(
        {"questions": entries}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=118, indent=2
    )


def reads(text: str, usual: Mapping[str, Any]) -> list[Entry]:
    """The questions of a file.

    usual: the focus_area and levels of entries that say none. Raises RuleError with line and sentence where the whole
    can't be read: no YAML, too long, aliases, another form.
    """
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise RuleError([Problem(1, "file", "has more than 1 MB: split it")])
    problems: list[Problem] = []
    nodes = documents(text)
    if len(nodes) != 1:
        raise RuleError([Problem(1, "file", "must hold one list of questions")])
    top = Value(nodes[0], "", problems).fields(("questions",), ("questions",))
    items = top["questions"].items() if "questions" in top else []
    if problems:
        raise RuleError([Problem(each.line, each.field or "file", each.message) for each in problems])
    if len(items) > MOST_QUESTIONS:
        words = f"is one too many: a file has at most {MOST_QUESTIONS} questions"
        raise RuleError([Problem(items[MOST_QUESTIONS].line, "questions", words)])
    return [_entry(item, usual, problems) for item in items]


def _entry(item: Value, usual: Mapping[str, Any], problems: list[Problem]) -> Entry:
    before = len(problems)
    needed = tuple(name for name in ("code", "focus_area", "levels", "text") if name not in usual)
    fields = item.fields(_FIELDS, needed)
    code = fields["code"].text() if "code" in fields else ""
    if code and (len(code) > _MOST_CODE or not _CODE.fullmatch(code)):
        fields["code"].complain("must be lower-case words joined by dots, such as own.first_question")
    content: dict[str, Any] = {"minutes": 10, "probes": [], **dict.fromkeys(_TEXTS, ""), **usual}
    for name in _FIELDS[1:]:
        if name in fields and not fields[name].is_empty():
            content[name] = _read(name, fields[name])
    lines = {"": item.line} | {name: value.line for name, value in fields.items()}
    found = problems[before:]
    return Entry(code, content, lines, min(found) if found else None)


def _read(name: str, value: Value) -> Any:
    if name == "minutes":
        return value.number(1, 120)
    if name == "levels":
        return [item.text() for item in value.items()]
    if name == "probes":
        return [item.text() for item in value.items() if _is_probe(item)]
    return value.text()


def _is_probe(item: Value) -> bool:
    kind, _, code = item.text().partition(":")
    if kind in PROBED and code:
        return True
    item.complain(f"must be a kind and a code, such as activity:sast; kinds are {', '.join(PROBED)}")
    return False


class _Dumper(yaml.SafeDumper):
    """Texts of several lines stand as they are read, short lists in one line."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


def _list(dumper: yaml.SafeDumper, items: list[Any]) -> yaml.Node:
    short = all(isinstance(item, str) for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=short)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)
