"""LaTeX source: commands become text, and the entries of résumé classes lines with their dates.

Nothing is run: no file is read, no TeX is started. What a file defines itself is expanded, within `MAX_WORK`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from candidates.extraction.charsets import decode
from candidates.extraction.document import Document, Unreadable
from candidates.extraction.formats import latex_words as words
from candidates.extraction.formats.latex_macros import Definitions
from candidates.extraction.formats.latex_tokens import BREAK, OPEN, TAB, Tape, Token, as_row, joined, tokens
from candidates.extraction.formats.lines import Flow, Line, as_document
from candidates.extraction.normalise import has_invisible

_BEGIN = re.compile(r"\\begin[ \t]*\{document\}")
_LEAST_OF_ROW, _MOST_OF_ROW = 4, 9
"""As many arguments in a row of an unknown command are a position: title, employer, place, dates. TeX's most are nine."""

_NO_LABEL = re.compile(r"label\s*=\s*(?:\{\s*\}|,|$)")
_TINY = re.compile(r"\s*[012](?:\.\d+)?\s*(?:pt)?\s*\Z")


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds until the group ends."""

    hidden: bool = False
    quiet: bool = False
    """Whether only what stands in braces is text: in a drawing."""
    is_argument: bool = False


def read(data: bytes) -> Document | Unreadable:
    """The document in these bytes, or why there is none."""
    source = decode(data)
    if source is None:
        return Unreadable.because("wrong_type")
    reader = _Reader(source.replace("\r\n", "\n").replace("\r", "\n"))
    reader.run()
    notes = ("invisible_characters",) if has_invisible(source) else ()
    return as_document("latex", reader.lines(), notes, pictures="\\includegraphics" in source)


class _Reader:
    """One pass over the tape."""

    def __init__(self, source: str) -> None:
        self._tape = Tape(tokens(source))
        self._definitions = Definitions(self._tape)
        self._in_document = _BEGIN.search(source) is None
        self._grounded = words.GROUND.search(source) is not None
        self._whites = set(words.WHITE)
        self._flow = Flow()
        self._group = _Group()
        self._groups: list[_Group] = []
        self._next_group = _Group()
        self._bulleted: list[bool] = []
        self._spaced = True
        self._math = False

    def run(self) -> None:
        """All tokens."""
        while (token := self._tape.take()) is not None:
            handler = _KINDS.get(token.kind)
            if handler is not None:
                handler(self, token)

    def lines(self) -> list[Line]:
        """What came of it."""
        self._flow.end_if_begun()
        return self._flow.lines

    def _text(self, token: Token) -> None:
        """Characters, whose white space is one space."""
        text = token.text
        for written, meant in words.LIGATURES:
            text = text.replace(written, meant)
        if self._math:
            text = text.replace("^", "").replace("_", "")
        text = " ".join(text.split()) if text.strip() else ""
        before, after = token.text[:1].isspace(), token.text[-1:].isspace()
        if not text:
            self._write(" " if before else "")
        else:
            self._write((" " if before else "") + text + (" " if after else ""))

    def _write(self, text: str) -> None:
        """Characters to the paragraph at hand, but none of white space where there is some already."""
        if self._spaced and text[:1] == " ":
            text = text[1:]
        if text and self._in_document and not self._group.quiet:
            self._spaced = text[-1].isspace()
            self._flow.add(text, hidden=self._group.hidden)

    def _break(self, _: object = None) -> None:
        """The line ends."""
        self._flow.end_if_begun()
        self._spaced = True

    def _cell(self, _: Token) -> None:
        self._write("\t")

    def _tie(self, _: Token) -> None:
        self._write(" ")

    def _as_written(self, token: Token) -> None:
        """Marks that mean something only after a command."""
        if token.text == "$":
            self._math = not self._math
        elif token.text in "[]#":
            self._write(token.text)

    def _parameter(self, token: Token) -> None:
        self._write("#" + token.text)

    def _brace(self, token: Token) -> None:
        """A group begins or ends."""
        if token == OPEN:
            self._enter(replace(self._next_group, hidden=self._group.hidden or self._next_group.hidden))
            return
        ended = self._group
        self._leave()
        if ended.is_argument and self._tape.peek() == OPEN:
            self._write("\t")
            self._next_group = _Group(is_argument=True)

    def _enter(self, group: _Group) -> None:
        """A group begins; nothing after it is meant for it."""
        self._groups.append(self._group)
        self._group, self._next_group = group, _Group()

    def _leave(self) -> None:
        """A group ends."""
        if self._groups:
            self._group = self._groups.pop()

    def _link(self, token: Token) -> None:
        """The text of a link, or its address where the text is a picture."""
        text = self._tape.one()
        shown = any(part.kind == "text" and any(map(str.isalnum, part.text)) for part in text)
        self._tape.put(text if shown else [Token("text", token.text.removeprefix("mailto:"))])

    def _sign(self, token: Token) -> None:
        """A backslash and a sign."""
        sign = token.text
        if sign == "\\":
            star = self._tape.peek()
            if star is not None and star.kind == "text" and star.text.startswith("*"):
                self._tape.take()
                self._tape.put([Token("text", star.text[1:])])
            self._tape.option()
            self._write("\n")
            self._spaced = True
        elif sign in words.ACCENTS:
            self._accent(sign)
        else:
            self._write(words.SIGNS.get(sign, ""))

    def _accent(self, sign: str) -> None:
        """A letter with a sign on it."""
        letters = "".join(
            part.text if part.kind == "text" else "i" if part.text == "i" else "" for part in self._tape.one()
        )
        if letters.strip():
            self._write(unicodedata.normalize("NFC", letters[0] + words.ACCENTS[sign]) + letters[1:])

    def _command(self, token: Token) -> None:
        """A command with a name: what the file defines goes before what classes mean by it."""
        name = token.text
        if self._definitions.learn(name) or (name == "begin" and self._begin()):
            return
        if not self._in_document:
            if name in words.WHO and not self._definitions.knows(name):
                self._in_document = True  # for what is told before the document and shown at its top
                self._tape.put([*self._who(name), Token("preamble", "")])
        elif name in _COMMANDS:
            _COMMANDS[name](self, name)
        elif not self._definitions.expand(name):
            _USUAL.get(name, _Reader._unknown)(self, name)

    def _unknown(self, name: str) -> None:
        """A command that nobody told about: its options say how, its arguments what.

        One argument of a name such as "resumeItem" is an item, as many as a position has are a row.
        """
        self._options()
        as_written, groups = self._tape.look_at_arguments(_MOST_OF_ROW)
        if len(groups) == 1 and name.casefold().endswith("item"):
            self._tape.put([BREAK, Token("bullet", ""), *groups[0], BREAK])
            return
        if len(groups) >= _LEAST_OF_ROW:
            self._tape.put(as_row(groups))
            return
        self._tape.put(as_written)
        self._next_group = _Group(is_argument=bool(groups) and as_written[0] == OPEN)

    def _font(self, _: str) -> None:
        """Letters of another look are the same letters."""

    def _symbol(self, name: str) -> None:
        self._write(words.SYMBOLS[name])

    def _tag(self, _: str) -> None:
        """One of many short things after each other."""
        self._tape.put([*self._tape.one(), Token("text", ", ")])

    def _bulleted_items(self, name: str) -> None:
        """Items without a list around them."""
        for group in self._tape.arguments(words.BULLETED[name])[::-1]:
            self._tape.put([BREAK, Token("bullet", ""), *group, BREAK])

    def _options(self) -> str:
        """Leave options out; what they say."""
        said = ""
        for _ in range(3):
            option = self._tape.option()
            if option is None:
                break
            said += "".join(part.text for part in option)
        return said

    def _leave_out(self, name: str) -> None:
        """Arguments that are no text. A space as wide as what is left is a column."""
        fills = False
        for _ in range(words.UNREAD[name]):
            self._options()
            argument = self._tape.one()
            fills = fills or any(part == Token("command", "fill") for part in argument)
        self._options()
        if fills and name == "hspace":
            self._write("\t")

    def _person(self, name: str) -> None:
        """A line about who the person is."""
        self._tape.put(self._who(name))

    def _who(self, name: str) -> list[Token]:
        """What is told about who the person is, as a line."""
        said = self._options()
        groups = self._tape.arguments(2 if name == "name" else 3)
        separator = [Token("text", " " if name == "name" else ", ")]
        label = [Token("text", f"{said}: ")] if said and name == "social" else []
        return [BREAK, *label, *joined(groups, separator), BREAK]

    def _heading(self, name: str) -> None:
        """A heading."""
        self._options()
        title = self._tape.one()
        self._break()
        self._flow.listed = False
        self._flow.lines.append(Line(""))
        self._tape.put([*title, BREAK])

    def _entry(self, name: str) -> None:
        """A position or a study: its line with the dates, and what is told below it."""
        groups = self._tape.arguments(6)
        form = words.ENTRIES.get((name, len(groups)))
        if form is None:
            self._tape.put([BREAK, *joined(groups, [TAB]), BREAK])
            return
        beside, dates, below = form
        head = joined([groups[number] for number in beside], [Token("text", ", ")])
        line = joined([head, groups[dates]], [TAB])
        self._tape.put(
            [BREAK, *line, *(part for number in below for part in (BREAK, *groups[number])), BREAK]
        )

    def _labelled(self, name: str) -> None:
        """Labels with what they stand for."""
        groups = self._tape.arguments(words.LABELLED[name])
        pairs = [joined(groups[at : at + 2], [Token("text", ": ")]) for at in range(0, len(groups), 2)]
        self._tape.put([BREAK, *joined(pairs, [TAB]), BREAK])

    def _item(self, _: str) -> None:
        """An item of a list; its label stands before it."""
        self._break()
        self._flow.listed = bool(self._bulleted) and self._bulleted[-1]
        label = self._tape.option()
        if label:
            self._tape.put([*label, Token("text", " ")])

    def _begin(self) -> bool:
        """An environment begins. Whether anything is read of it: before the document nothing is."""
        name = "".join(part.text for part in self._tape.one())
        if name == "document":
            self._in_document = True
        if not self._in_document:
            return True
        base = name.rstrip("*")
        if base == "comment":
            self._skip_to_end(name)
            return True
        self._break()
        self._enter(_Group(self._group.hidden, base in words.DRAWINGS))
        if base in words.LISTS:
            self._bulleted.append(not _NO_LABEL.search(self._options()))
        elif base in words.TABLES and self._flow.is_empty:
            self._flow.listed = False  # a table in place of an item's text: a line with dates
        if not self._definitions.begin(name):
            self._set_up(base, 1 if name == "tabular*" else 0)
        return True

    def _set_up(self, name: str, more: int) -> None:
        """What follows the name of an environment."""
        if name == "rSection":
            self._heading(name)
        elif name in words.ENTRY_NAMES:
            self._bulleted.append(True)
            self._entry(name)
        elif name in words.SETUP:
            for _ in range(words.SETUP[name] + more):
                self._options()
                self._tape.one()
        elif name not in words.LISTS:
            self._options()

    def _end(self, _: str) -> None:
        """An environment ends."""
        name = "".join(part.text for part in self._tape.one())
        base = name.rstrip("*")
        self._break()
        if (base in words.LISTS or base in words.ENTRY_NAMES) and self._bulleted:
            self._bulleted.pop()
        self._leave()
        self._definitions.end(name)

    def _skip_to_end(self, name: str) -> None:
        """Leave an environment out."""
        while (token := self._tape.take()) is not None:
            if token == Token("command", "end") and "".join(part.text for part in self._tape.one()) == name:
                return

    def _condition(self, _: str) -> None:
        """What stands after `\\iffalse` is out."""
        depth = 1
        while depth and (token := self._tape.take()) is not None:
            if token.kind == "command":
                depth += token.text.startswith("if") - (token.text == "fi")

    def _colour(self, name: str) -> None:
        """White letters on nothing are hidden."""
        self._options()
        white = "".join(part.text for part in self._tape.one()).replace(" ", "") in self._whites
        hidden = white and not self._grounded
        if name == "textcolor":
            self._next_group = _Group(hidden=hidden)
        else:
            self._group = replace(self._group, hidden=hidden)

    def _define_colour(self, _: str) -> None:
        """A colour by a name of the file's own."""
        name, _model, value = ("".join(part.text for part in self._tape.one()) for _ in range(3))
        if value.replace(" ", "") in words.WHITE:
            self._whites.add(name)

    def _size(self, _: str) -> None:
        """A size that nobody reads hides."""
        size, _skip = self._tape.one(), self._tape.one()
        tiny = _TINY.match("".join(part.text for part in size)) is not None
        self._group = replace(self._group, hidden=tiny or self._group.hidden)

    def _bullet(self, _: Token) -> None:
        self._flow.listed = True

    def _to_preamble(self, _: Token) -> None:
        self._in_document = False


_KINDS: dict[str, Callable[[_Reader, Token], None]] = {
    "text": _Reader._text,
    "command": _Reader._command,
    "sign": _Reader._sign,
    "brace": _Reader._brace,
    "paragraph": _Reader._break,
    "break": _Reader._break,
    "cell": _Reader._cell,
    "tab": _Reader._cell,
    "tie": _Reader._tie,
    "mark": _Reader._as_written,
    "parameter": _Reader._parameter,
    "link": _Reader._link,
    "address": _Reader._text,
    "bullet": _Reader._bullet,
    "preamble": _Reader._to_preamble,
}

_COMMANDS: dict[str, Callable[[_Reader, str], None]] = {
    "item": _Reader._item,
    "end": _Reader._end,
    "iffalse": _Reader._condition,
    "color": _Reader._colour,
    "textcolor": _Reader._colour,
    "definecolor": _Reader._define_colour,
    "fontsize": _Reader._size,
    **dict.fromkeys(words.HEADINGS, _Reader._heading),
}
"""What a file may define anew without changing what it means."""

_USUAL: dict[str, Callable[[_Reader, str], None]] = {
    **dict.fromkeys(words.FONTS, _Reader._font),
    **dict.fromkeys(words.SYMBOLS, _Reader._symbol),
    **dict.fromkeys(words.ACCENTS, _Reader._accent),
    **dict.fromkeys(words.PARAGRAPHS, _Reader._break),
    **dict.fromkeys(words.UNREAD, _Reader._leave_out),
    **dict.fromkeys(words.WHO, _Reader._person),
    **dict.fromkeys(words.ENTRY_NAMES, _Reader._entry),
    **dict.fromkeys(words.LABELLED, _Reader._labelled),
    **dict.fromkeys(words.BULLETED, _Reader._bulleted_items),
    **dict.fromkeys(words.TAGS, _Reader._tag),
}
