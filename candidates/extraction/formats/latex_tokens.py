"""LaTeX as tokens, and a tape of them that macros write to as they are expanded, with an end to all expanding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from candidates.extraction.formats.lines import TooMuchError

MAX_WORK = 1_000_000
"""Tokens read, collected as arguments and written by macros, all together."""

_LONGEST_IN_ROW = 70
"""Characters up to which an argument may be a title, an employer or dates."""

_TOKEN = re.compile(
    r"(?P<comment>%[^\n]*(?:\n(?![ \t]*\n)[ \t]*)?)|\\href[ \t]*\{(?P<link>[^{}\n]*)\}"
    r"|\\(?:url|nolinkurl)[ \t]*\{(?P<address>[^{}\n]*)\}"
    r"|\\(?P<command>[a-zA-Z@]+)\*?[ \t]*|\\(?P<sign>[\s\S])|(?P<brace>[{}])"
    r"|(?P<paragraph>\n[ \t]*\n\s*)|(?P<cell>&)|(?P<tie>~)|\#(?P<parameter>[1-9])|(?P<mark>[\[\]$#\\])"
    r"|(?P<text>[^%\\{}\n&~#\[\]$]+|\n)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """`kind`: command, sign, brace, paragraph, cell, tie, parameter, mark, link, address, text; break and tab are ours."""

    kind: str
    text: str


OPEN, CLOSE = Token("brace", "{"), Token("brace", "}")
BREAK, TAB = Token("break", ""), Token("tab", "")


def tokens(source: str) -> list[Token]:
    """The tokens of a file without its comments. TooMuchError: there are too many."""
    found: list[Token] = []
    for match in _TOKEN.finditer(source):
        kind = match.lastgroup or ""
        if kind != "comment":
            found.append(Token(kind, match[kind]))
        if len(found) > MAX_WORK:
            raise TooMuchError
    return found


class Tape:
    """Tokens to come. What a macro stands for is put in front of them."""

    def __init__(self, source: Sequence[Token]) -> None:
        self._sources = [iter(source)]
        self._next: list[Token] = []
        self._left = MAX_WORK

    def take(self) -> Token | None:
        """The next token, or None at the end."""
        if self._next:
            return self._next.pop()
        while self._sources:
            for token in self._sources[-1]:
                self._spend(1)
                return token
            self._sources.pop()
        return None

    def peek(self) -> Token | None:
        """The next token, which stays."""
        token = self.take()
        if token is not None:
            self._next.append(token)
        return token

    def put(self, written: Sequence[Token]) -> None:
        """Write tokens in front of those to come."""
        self._spend(len(written))
        if self._next:
            self._sources.append(iter(self._next[::-1]))
            self._next = []
        self._sources.append(iter(written))

    def skip_space(self) -> Token | None:
        """Leave white space out; the token that follows, which stays."""
        token = self.peek()
        while token is not None and token.kind == "text" and token.text.isspace():
            self.take()
            token = self.peek()
        return token

    def argument(self) -> list[Token] | None:
        """The tokens of a group in braces, or None where none follows."""
        if self.skip_space() != OPEN:
            return None
        self.take()
        return self._until(CLOSE)

    def one(self) -> list[Token]:
        """A group, or the one token that stands for an argument without braces."""
        group = self.argument()
        if group is not None:
            return group
        token = self.take()
        if token is None or token == CLOSE:
            return []
        if token.kind == "text" and len(token.text) > 1:
            self._next.append(Token("text", token.text[1:]))
            return [Token("text", token.text[0])]
        return [token]

    def option(self) -> list[Token] | None:
        """The tokens of an optional argument in brackets, or None where none follows."""
        if self.skip_space() != Token("mark", "["):
            return None
        self.take()
        return self._until(Token("mark", "]"))

    def arguments(self, most: int) -> list[list[Token]]:
        """As many groups as follow each other, at most so many."""
        found: list[list[Token]] = []
        while len(found) < most:
            group = self.argument()
            if group is None:
                break
            found.append(group)
        return found

    def look_at_arguments(self, most: int) -> tuple[list[Token], list[list[Token]]]:
        """The groups that follow each other, and all that was taken to find them, to be put back."""
        taken: list[Token] = []
        groups: list[list[Token]] = []
        while len(groups) < most:
            space = self.peek()
            if space is not None and space.kind == "text" and space.text.isspace():
                taken.append(space)
            group = self.argument()
            if group is None:
                break
            groups.append(group)
            taken += [OPEN, *group, CLOSE]
        return taken, groups

    def _until(self, end: Token) -> list[Token]:
        """The tokens before the end of a group, which is taken too."""
        found: list[Token] = []
        depth = 0
        while (token := self.take()) is not None:
            if depth == 0 and token == end:
                break
            depth += (token == OPEN) - (token == CLOSE)
            if depth < 0:  # an option that has no end in its group
                self._next.append(token)
                break
            found.append(token)
        self._spend(len(found))
        return found

    def _spend(self, work: int) -> None:
        """Count. TooMuchError: macros write without end."""
        self._left -= work
        if self._left < 0:
            raise TooMuchError


def joined(groups: Iterable[Sequence[Token]], separator: list[Token]) -> list[Token]:
    """The groups that have text, with separators between them."""
    found: list[Token] = []
    for group in groups:
        if any(part == TAB or (part.kind != "brace" and part.text.strip()) for part in group):
            found += [*(separator if found else ()), OPEN, *group, CLOSE]
    return found


def as_row(groups: Sequence[Sequence[Token]]) -> list[Token]:
    """The short groups in a row; below it those that tell of the work: the longer ones, and lists."""
    told = [group for group in groups if _is_long(group)]
    head = joined([group for group in groups if not _is_long(group)], [TAB])
    return [BREAK, *head, *(part for group in told for part in (BREAK, OPEN, *group, CLOSE)), BREAK]


def _is_long(group: Sequence[Token]) -> bool:
    """Whether a group is longer than a title, an employer or dates, or has a list in it."""
    return sum(len(part.text) for part in group) > _LONGEST_IN_ROW or Token("command", "begin") in group
