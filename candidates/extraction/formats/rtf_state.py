"""What is known at one place of an RTF file: how its letters look, and where its lines go."""

from __future__ import annotations

from dataclasses import dataclass, field

from candidates.extraction.formats.lines import Flow, Line, row_of


@dataclass(frozen=True, slots=True)
class State:
    """What a group inherits and may change for itself."""

    skipped: str = ""
    """Why text is left out: "" it isn't, "all", or "upr" until the Unicode twin comes."""
    role: str = ""
    """What the group's text is, where it isn't the page's: "fonts", "colours", "instruction"."""
    hidden: bool = False
    deleted: bool = False
    size: int = 24
    colour: int = 0
    ground: bool = False
    """Whether a colour lies behind the letters."""
    codec: str | None = None
    replaced: int = 1
    """How many characters after a `\\u` stand in for it."""


@dataclass(slots=True)
class Frame:
    """A flow with its tables: the page's, a header's, a text box's."""

    depth: int = 0
    kind: str = ""
    flow: Flow = field(default_factory=Flow)
    boxes: list[Line] = field(default_factory=list)
    """Lines of what is anchored in the paragraph at hand."""
    marks: list[int] = field(default_factory=lambda: [0, 0])
    """Where the cell at hand starts among the lines, in a table and in one nested in it."""
    cells: tuple[list[list[Line]], list[list[Line]]] = field(default_factory=lambda: ([], []))

    def paragraph(self, level: int) -> None:
        """A paragraph ends, `level` tables deep."""
        self.flow.end()
        self.flow.lines += self.boxes
        self.boxes = []
        if level < 2:
            self.marks[1] = len(self.flow.lines)
        if level < 1:
            self.marks[0] = len(self.flow.lines)

    def cell(self, nested: int) -> None:
        """A cell ends."""
        self.flow.end()
        lines = [line for line in self.flow.lines[self.marks[nested] :] + self.boxes if line.text]
        self.boxes = []
        del self.flow.lines[self.marks[nested] :]
        self.cells[nested].append(lines)
        self.marks[1] = len(self.flow.lines)

    def row(self, nested: int) -> None:
        """A row of cells ends."""
        self.flow.lines += row_of([cell for cell in self.cells[nested] if cell])
        self.cells[nested].clear()
        self.marks[1] = len(self.flow.lines)
        if not nested:
            self.marks[0] = self.marks[1]

    def finished(self) -> list[Line]:
        """All lines with text, also of a table that the file breaks off in."""
        self.flow.end_if_begun()
        lines = [*self.flow.lines, *self.boxes]
        lines += [line for cells in (*self.cells[0], *self.cells[1]) for line in cells]
        return lines
