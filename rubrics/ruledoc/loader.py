"""From the text of a rule document to a RuleDocument, or to every mistake in it with its line and field."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from rubrics.ruledoc import expressions
from rubrics.ruledoc.groups import Groups
from rubrics.ruledoc.model import (
    ASSERTIONS,
    CUE_MARKS,
    CUE_SCOPES,
    POLARITIES,
    Cue,
    Flag,
    RuleDocument,
    Showing,
    Signal,
    Snippet,
)
from rubrics.ruledoc.nodes import Value, documents, plain
from rubrics.ruledoc.problems import Problem, RuleError
from rubrics.ruledoc.terms import Sequence, TermError, Word, parse

SCHEMA = 1
MAX_SIGNALS = 5_000
MAX_SEQUENCES = 300_000
"""Spelt-out terms of a whole document: what its matcher holds in memory."""

MAX_CODE, MAX_FLAG_CODE = 80, 40
"""Characters of a code; those of flags stand in rows."""

MAX_TESTS = 2_000

META = frozenset({"meta.technical_work"})
"""Facts that the engine itself states, beside those of signals: a year of technical work or half of one."""

PLACES = frozenset(
    {"meta.security_position", "meta.cluster_position", "meta.cloud_position", "meta.list_label"}
)
"""What a signal may need beside groups and signals: to stand in a position whose title names security, or whose lines
name Kubernetes or a cloud."""

SHOWN = ("capabilities", "aspects")
"""Lists of rows of the guide that a text may show: of its levels, and of its roles."""

_CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*\Z")
_TOP = ("schema", "groups", "words", "cues", "signals", "flags", *SHOWN, "tests")
SIGNAL_FIELDS = (
    "code",
    "terms",
    "groups",
    "activity",
    "counts",
    "needs",
    "not_with",
    "unless",
    "holds_in",
    "not_in",
)
_FLAG = ("code", "polarity", "holds", "absence", "looked_for")
TEST_FIELDS = ("text", "as_of", "flags", "not_flags")


@dataclass
class _Draft:
    """What has been read so far."""

    problems: list[Problem] = field(default_factory=list)
    groups: Groups = field(default_factory=Groups)
    words: dict[str, tuple[Word, ...]] = field(default_factory=dict)
    cues: list[Cue] = field(default_factory=list)
    signals: dict[str, Signal] = field(default_factory=dict)
    flags: dict[str, Flag] = field(default_factory=dict)
    shown: dict[str, dict[str, Showing]] = field(default_factory=lambda: {name: {} for name in SHOWN})
    mentions: list[tuple[Value, str]] = field(default_factory=list)
    tests: list[Snippet] = field(default_factory=list)
    tested: list[tuple[Value, str]] = field(default_factory=list)
    sequences: int = 0


def load(source: str) -> RuleDocument:
    """Read a rule document: one YAML document or several, whose parts are joined.

    Raises RuleError with every problem found: its line, its field and how to mend it.
    """
    draft = _Draft()
    nodes = documents(source)
    tops = [Value(node, "", draft.problems).fields(_TOP, ("schema",)) for node in nodes]
    if not tops:
        raise RuleError([Problem(1, "document", "is empty: it needs schema, signals and flags")])
    for top in tops:
        _read_words(draft, top)
    for top in tops:
        _read_body(draft, top)
    _check_mentions(draft)
    if not draft.signals and not draft.problems:
        draft.problems.append(Problem(1, "signals", "needs at least one signal"))
    if draft.problems:
        raise RuleError(draft.problems)
    canonical = json.dumps([plain(node) for node in nodes], sort_keys=True, ensure_ascii=False)
    return RuleDocument(
        schema=SCHEMA,
        source=source,
        content_hash=hashlib.sha256(canonical.encode()).hexdigest(),
        signals=draft.signals,
        flags=tuple(draft.flags.values()),
        capabilities=tuple(draft.shown["capabilities"].values()),
        aspects=tuple(draft.shown["aspects"].values()),
        cues=tuple(draft.cues),
        words=draft.words,
        groups=draft.groups.meanings,
        tests=tuple(draft.tests),
    )


def _read_words(draft: _Draft, top: dict[str, Value]) -> None:
    """Schema, word classes and groups: what the rest refers to."""
    if "schema" in top and top["schema"].text() != str(SCHEMA):
        top["schema"].complain(f"must be {SCHEMA}")
    for name, value in (top["words"].fields(None) if "words" in top else {}).items():
        members: list[Word] = []
        for item in value.items():
            sequences = _terms(item)
            if any(
                len(sequence) != 1 or not isinstance(sequence[0], Word) or not sequence[0].forms
                for sequence in sequences
            ):
                item.complain("a word class holds single words")
            members += [word for sequence in sequences for word in sequence if isinstance(word, Word)]
        draft.words[name] = draft.words.get(name, ()) + tuple(members)
    for name, value in (top["groups"].fields(None) if "groups" in top else {}).items():
        fields = {"means": value} if value.is_text() else value.fields(("means", "implies"), ("means",))
        implied = [item.text() for item in fields["implies"].items()] if "implies" in fields else []
        draft.groups.add(name, fields["means"].text() if "means" in fields else "", implied)
        draft.mentions += [(value, parent) for parent in implied]


def _read_body(draft: _Draft, top: dict[str, Value]) -> None:
    for value in top["cues"].items() if "cues" in top else []:
        _read_cue(draft, value)
    for value in top["signals"].items() if "signals" in top else []:
        _read_signal(draft, value)
    for value in top["flags"].items() if "flags" in top else []:
        _read_flag(draft, value)
    for name in SHOWN:
        for value in top[name].items() if name in top else []:
            _read_showing(draft, value, draft.shown[name])
    for value in top["tests"].items() if "tests" in top else []:
        _read_test(draft, value)


def _read_cue(draft: _Draft, value: Value) -> None:
    fields = value.fields(("kind", "scope", "reach", "terms"), ("kind", "scope", "terms"))
    if not {"kind", "scope", "terms"} <= fields.keys():
        return
    draft.cues.append(
        Cue(
            kind=fields["kind"].text(among=(*ASSERTIONS, *CUE_MARKS)),
            scope=fields["scope"].text(among=CUE_SCOPES),
            terms=_checked_terms(draft, fields["terms"]),
            reach=fields["reach"].number(1, 60) if "reach" in fields else None,
        )
    )


def _read_signal(draft: _Draft, value: Value) -> None:
    fields = value.fields(SIGNAL_FIELDS, ("code", "terms", "groups", "holds_in", "not_in"))
    code = _code(fields.get("code"), draft.signals)
    if not code or not {"terms", "groups", "holds_in", "not_in"} <= fields.keys():
        return
    own = [(item, item.text()) for item in fields["groups"].items()]
    for item, name in own:
        if name not in draft.groups.meanings:
            item.complain(f"the group {name!r} is not declared under groups")
    needs, not_with = _names(draft, fields, "needs"), _names(draft, fields, "not_with")
    draft.signals[code] = Signal(
        code=code,
        terms=_checked_terms(draft, fields["terms"]),
        groups=draft.groups.closure(name for _, name in own),
        activities=tuple(item.text() for item in fields["activity"].items()) if "activity" in fields else (),
        counts=fields["counts"].text(among=("listed", "done")) if "counts" in fields else "listed",
        needs=needs,
        not_with=not_with,
        unless=_checked_terms(draft, fields["unless"]) if "unless" in fields else (),
        holds_in=tuple(item.text() for item in fields["holds_in"].items()),
        not_in=tuple(item.text() for item in fields["not_in"].items()),
        line=value.line,
    )
    if len(draft.signals) == MAX_SIGNALS + 1:
        value.complain(f"is one too many: a document has at most {MAX_SIGNALS} signals")


def _read_flag(draft: _Draft, value: Value) -> None:
    fields = value.fields(_FLAG, ("code", "polarity", "holds"))
    code = _code(fields.get("code"), draft.flags, most=MAX_FLAG_CODE)
    if not code or not {"polarity", "holds"} <= fields.keys():
        return
    holds = expressions.read(fields["holds"])
    draft.mentions += [(fields["holds"], name) for name in sorted(expressions.names(holds))]
    absence = fields["absence"].truth() if "absence" in fields else False
    looked_for = tuple(item.text() for item in fields["looked_for"].items()) if "looked_for" in fields else ()
    if absence and not looked_for:
        value.complain("an absence flag needs looked_for: what was looked for and not found")
    polarity = fields["polarity"].text(among=POLARITIES)
    draft.flags[code] = Flag(code, polarity, holds, absence, looked_for, value.line)


def _read_showing(draft: _Draft, value: Value, taken: dict[str, Showing]) -> None:
    fields = value.fields(("code", "holds"), ("code", "holds"))
    code = _code(fields.get("code"), taken)
    if not code or "holds" not in fields:
        return
    holds = expressions.read(fields["holds"])
    draft.mentions += [(fields["holds"], name) for name in sorted(expressions.names(holds))]
    taken[code] = Showing(code, holds, value.line)


def _read_test(draft: _Draft, value: Value) -> None:
    fields = value.fields(TEST_FIELDS, ("text",))
    if "text" not in fields:
        return
    found: dict[str, tuple[str, ...]] = {}
    for name in ("flags", "not_flags"):
        items = fields[name].items() if name in fields else []
        found[name] = tuple(item.text() for item in items)
        draft.tested += zip(items, found[name], strict=True)
    if not found["flags"] and not found["not_flags"]:
        value.complain("needs flags or not_flags: what must hold in the text, or must not")
    if len(draft.tests) == MAX_TESTS:
        value.complain(f"is one too many: a document has at most {MAX_TESTS} tests")
    as_of = fields["as_of"].day() if "as_of" in fields else None
    draft.tests.append(Snippet(fields["text"].text(), as_of=as_of, line=value.line, **found))


def _code(value: Value | None, taken: Mapping[str, object], *, most: int = MAX_CODE) -> str:
    if value is None:
        return ""
    code = value.text()
    if len(code) > most:
        value.complain(f"a code has at most {most} characters here")
        return ""
    if code and not _CODE.match(code):
        value.complain("a code is lower-case words of letters, digits and _, joined by dots")
        return ""
    if code in taken:
        value.complain(f"{code!r} is defined twice: rename or remove one")
        return ""
    return code


def _names(draft: _Draft, fields: dict[str, Value], name: str) -> tuple[str, ...]:
    items = fields[name].items() if name in fields else []
    draft.mentions += [(item, item.text()) for item in items]
    return tuple(item.text() for item in items)


def _checked_terms(draft: _Draft, value: Value) -> tuple[Sequence, ...]:
    """The sequences of all terms of a list, with the word classes they use known."""
    found: list[Sequence] = []
    for item in value.items():
        for sequence in _terms(item):
            found.append(sequence)
            for word in sequence:
                if isinstance(word, Word) and word.key.startswith("{") and word.key[1:-1] not in draft.words:
                    item.complain(f"the word class {word.key} is not declared under words")
    if not found:
        value.complain("needs at least one term")
    before, draft.sequences = draft.sequences, draft.sequences + len(found)
    if before <= MAX_SEQUENCES < draft.sequences:
        value.complain(f"is too much: all terms together may stand for {MAX_SEQUENCES} sequences of words")
    return tuple(dict.fromkeys(found))


def _terms(item: Value) -> tuple[Sequence, ...]:
    text = item.text()
    try:
        return parse(text) if text else ()
    except TermError as error:
        item.complain(f"{text!r}: {error}")
        return ()


def _check_mentions(draft: _Draft) -> None:
    known = set(draft.groups.meanings) | META | PLACES
    for signal in draft.signals.values():
        known |= signal.names
    for value, name in draft.mentions:
        if name and name not in known:
            value.complain(f"{name!r} is neither a group nor a signal")
    for value, code in draft.tested:
        if code and code not in draft.flags:
            value.complain(f"{code!r} is no flag of this document")
