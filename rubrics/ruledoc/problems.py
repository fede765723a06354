"""What is wrong with a rule document, said to the person who edits it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: where it stands (1-based line, field path) and a sentence that tells how to mend it."""

    line: int
    field: str
    message: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.field}: {self.message}"


class RuleError(ValueError):
    """A rule document that can't be used. `problems` lists every mistake found, in the order of lines."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("; ".join(str(problem) for problem in self.problems))

    @property
    def line(self) -> int:
        """The 1-based line of the first problem."""
        return self.problems[0].line

    @property
    def field(self) -> str:
        """The field of the first problem."""
        return self.problems[0].field

    @property
    def message(self) -> str:
        """The sentence of the first problem."""
        return self.problems[0].message
