"""What a LaTeX file defines itself: commands and environments, learnt as they pass and expanded where they are used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from candidates.extraction.formats.latex_tokens import MAX_WORK, OPEN, Tape, Token
from candidates.extraction.formats.latex_words import DEFINING
from candidates.extraction.formats.lines import TooMuchError

_NEW_ENVIRONMENT = frozenset({"newenvironment", "renewenvironment"})


@dataclass(frozen=True, slots=True)
class Macro:
    """What a file defines: how many arguments, the first one's usual value where it is optional, and the body."""

    count: int
    body: tuple[Token, ...]
    usual: tuple[Token, ...] | None = None

    def expanded(self, tape: Tape) -> list[Token]:
        """The body with the arguments that follow on the tape."""
        values: list[Iterable[Token]] = []
        if self.usual is not None and self.count:
            option = tape.option()
            values.append(option if option is not None else self.usual)
        while len(values) < self.count:
            values.append(tape.one())
        return [*self._filled(values)]

    def _filled(self, values: list[Iterable[Token]]) -> Iterator[Token]:
        """The body with values in place of its parameters, each in braces, so that it stays one argument."""
        written = 0
        for token in self.body:
            if token.kind != "parameter":
                yield token
                continue
            number = int(token.text)
            for value in values[number - 1] if number <= len(values) else ():
                written += 1
                if written > MAX_WORK:
                    raise TooMuchError
                yield value


class Definitions:
    """The commands and environments of one file."""

    def __init__(self, tape: Tape) -> None:
        self._tape = tape
        self._commands: dict[str, Macro] = {}
        self._environments: dict[str, tuple[Macro, Macro]] = {}

    def knows(self, name: str) -> bool:
        """Whether the file defines this command."""
        return name in self._commands

    def learn(self, name: str) -> bool:
        """Learn what follows a command that defines. Whether it is one."""
        if name in DEFINING:
            self._learn_command(by_kinds=name.endswith("DocumentCommand"))
        elif name in ("def", "gdef", "edef", "xdef"):
            self._learn_old_command()
        elif name in _NEW_ENVIRONMENT:
            self._learn_environment()
        elif name == "let":
            self._tape.one()
            self._tape.one()
        else:
            return False
        return True

    def expand(self, name: str) -> bool:
        """Write what a command stands for. Whether the file defines it."""
        macro = self._commands.get(name)
        if macro is not None:
            self._tape.put(macro.expanded(self._tape))
        return macro is not None

    def begin(self, name: str) -> bool:
        """Write what an environment begins with. Whether the file defines it."""
        if name in self._environments:
            self._tape.put(self._environments[name][0].expanded(self._tape))
        return name in self._environments

    def end(self, name: str) -> None:
        """Write what an environment ends with."""
        if name in self._environments:
            self._tape.put(self._environments[name][1].body)

    def _learn_command(self, *, by_kinds: bool) -> None:
        """`\\newcommand{\\name}[count][usual]{body}`, or with a word of kinds for the count."""
        name = _written(self._tape.one())
        if by_kinds:
            kinds = _written(self._tape.one())
            usual: list[Token] | None = [] if kinds[:1] in ("o", "O") else None
            count = sum(kinds.count(kind) for kind in "moO")
        else:
            count, usual = self._count(), self._tape.option()
        self._commands[name] = Macro(count, tuple(self._tape.one()), _fixed(usual))

    def _learn_old_command(self) -> None:
        """`\\def\\name#1#2{body}`."""
        name = _written(self._tape.one())
        count = 0
        while (token := self._tape.peek()) is not None and token != OPEN:
            count += token.kind == "parameter"
            self._tape.take()
        self._commands[name] = Macro(count, tuple(self._tape.one()))

    def _learn_environment(self) -> None:
        """`\\newenvironment{name}[count][usual]{begin}{end}`."""
        name = _written(self._tape.one())
        count, usual = self._count(), self._tape.option()
        begin = Macro(count, tuple(self._tape.one()), _fixed(usual))
        self._environments[name] = begin, Macro(0, tuple(self._tape.one()))

    def _count(self) -> int:
        """How many arguments."""
        count = _written(self._tape.option() or []).strip()
        return int(count) if count in tuple("123456789") else 0


def _fixed(usual: list[Token] | None) -> tuple[Token, ...] | None:
    """The usual value of an option."""
    return None if usual is None else tuple(usual)


def _written(written: Iterable[Token]) -> str:
    """Tokens as a word."""
    return "".join(token.text for token in written)
