"""RTF, by one pass over its tokens that keeps what libraries lose: headers, text boxes, hidden and deleted text.

Rich Text Format specification 1.9.1. The work grows with the file's length alone: tokens are matched where the
last one ended, groups share their state until they change it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from candidates.extraction.document import Document, Unreadable
from candidates.extraction.formats import rtf_words as words
from candidates.extraction.formats.lines import Line, as_document
from candidates.extraction.formats.rtf_state import Frame, State
from candidates.extraction.normalise import has_invisible

MAX_FRAMES = 32
"""Text boxes inside each other; what is deeper is read as if it stood in the last of them."""

_TOKEN = re.compile(
    rb"\\(?:(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|'(?P<byte>[0-9a-fA-F]{2})|(?P<sign>[^a-zA-Z]))"
    rb"|(?P<group>[{}])|(?P<text>[^\\{}]+)"
)
_GROUND = re.compile(rb"\\\*\\background\b|\\shpfblwtxt1")
"""What puts a colour or a picture behind the text: a page's background, a shape below the text."""

_REMOTE = re.compile(rb"\\\*\\template\s{0,4}(?:https?:|ftp:|\\\\\\\\)", re.I)
_DDE = re.compile(r"\bDDE(AUTO)?\b")
_WHITE = (255, 255, 255)
_SYMBOLS = 0xF000
"""Where fonts of symbols have their characters."""


def read(data: bytes) -> Document | Unreadable:
    """The document in these bytes, or that there is no text in it."""
    reader = _Reader(data)
    reader.run()
    notes = {
        "ole_objects": reader.objects,
        "remote_template": _REMOTE.search(data) is not None,
        "dde": _DDE.search("".join(reader.instructions)) is not None,
        "invisible_characters": has_invisible("".join(reader.raw)),
    }
    return as_document(
        "rtf",
        [*reader.headers, *reader.frames[0].finished(), *reader.footers],
        [code for code, holds in notes.items() if holds],
        pictures=b"\\pict" in data,
    )


class _Reader:
    """The state of one pass."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._grounded = _GROUND.search(data) is not None
        self._state = State()
        self._stack: list[State] = []
        self.frames = [Frame()]
        self.headers: list[Line] = []
        self.footers: list[Line] = []
        self.instructions: list[str] = []
        self.raw: list[str] = []
        self.objects = False
        self._margins: set[str] = set()
        self._bytes = bytearray()
        self._fonts: dict[int, str | None] = {}
        self._font, self._default_font = 0, 0
        self._codec = "cp1252"
        self._colours: list[tuple[int, int, int]] = []
        self._colour = [0, 0, 0]
        self._starred = False
        self._waiting = 0
        """Characters still to be left out, as they stand in for the one that a `\\u` gave."""
        self._level = 0
        self._paragraph_ground = False

    def run(self) -> None:
        """All tokens."""
        at, end = 0, len(self._data)
        while at < end:
            token = _TOKEN.match(self._data, at)
            if token is None:  # a backslash at the end
                break
            at = token.end()
            kind = token.lastgroup
            if kind == "text":
                self._plain(token["text"])
            elif kind == "group":
                self._group(token["group"])
            elif kind == "byte":
                self._byte(int(token["byte"], 16))
            elif kind == "sign":
                self._sign(token["sign"])
            else:
                number = int(token["number"]) if token["number"] is not None else None
                word = token["word"].decode("ascii")
                if word == "bin":
                    at += max(0, number or 0)
                else:
                    self._word(word, number)
        self._flush()
        while len(self.frames) > 1:
            self._close_frame()

    def _group(self, sign: bytes) -> None:
        """A brace."""
        self._flush()
        self._waiting, self._starred = 0, False
        if sign == b"{":
            self._stack.append(self._state)
        elif self._stack:
            if self._state.role == "fonts":
                self._font = self._default_font
            if len(self.frames) > 1 and self.frames[-1].depth == len(self._stack):
                self._close_frame()
            self._state = self._stack.pop()

    def _sign(self, sign: bytes) -> None:
        """A backslash and a character that is no letter."""
        if sign == b"*":
            self._starred = True
        elif sign in b"\r\n":
            self._paragraph()
        elif (text := words.CHARACTERS.get(sign.decode("latin-1"))) is not None:
            self._character(text)

    def _word(self, word: str, number: int | None) -> None:
        """A control word."""
        starred, self._starred = self._starred, False
        self._flush()
        if word in words.KEPT or word in words.SKIPPED or starred:
            self._destination(word, starred=starred)
        elif word in words.CHARACTERS:
            self._character(words.CHARACTERS[word])
        elif word == "u":
            self._unicode(number or 0)
        elif word in _WORDS:
            _WORDS[word](self, number)
        elif word in _CHANGES and not self._state.skipped:
            name, turn = _CHANGES[word]
            self._state = replace(self._state, **{name: turn(number)})
        elif word in words.LISTED and not self._state.skipped:
            self.frames[-1].flow.listed = True
            self._skip()

    def _destination(self, word: str, *, starred: bool) -> None:
        """A group that is not, or not simply, text of the page."""
        if word == "ud" and self._state.skipped == "upr":
            self._state = replace(self._state, skipped="")
        elif word == "background" or word not in words.KEPT:
            self._skip()
        elif self._state.skipped or word in ("do", "fldrslt", "nesttableprops", "shpinst"):
            return
        elif word == "fldinst":
            self._state = replace(self._state, role="instruction")
        elif len(self.frames) < MAX_FRAMES:
            self.frames.append(Frame(len(self._stack), word))
            self._level = 0

    def _close_frame(self) -> None:
        """A header, footer or box is whole; the same header may come again for each section."""
        frame = self.frames.pop()
        lines = [line for line in frame.finished() if line.text]
        if frame.kind in words.BOXES:
            self.frames[-1].boxes += lines
            return
        text = "\n".join(line.text for line in lines)
        if text and text not in self._margins:
            self._margins.add(text)
            side = self.headers if frame.kind in words.HEADERS else self.footers
            side += [Line(""), *lines, Line("")]

    def _skip(self) -> None:
        """Leave the rest of the group out."""
        self._state = replace(self._state, skipped="all")

    def _plain(self, text: bytes) -> None:
        """Bytes as they are; line ends between them are the writer's."""
        self._starred = False
        if self._state.role == "colours":
            for _ in range(text.count(b";")):
                self._end_colour()
            return
        if self._state.skipped or self._state.role == "fonts":
            return
        text = text.translate(None, b"\r\n")
        waiting = min(self._waiting, len(text))
        self._waiting -= waiting
        self._bytes += text[waiting:]

    def _byte(self, value: int) -> None:
        """One byte by its number."""
        if self._waiting:
            self._waiting -= 1
        elif not self._state.skipped and not self._state.role:
            self._bytes.append(value)

    def _character(self, text: str) -> None:
        """A character that has a word of its own."""
        if self._waiting:
            self._waiting -= 1
            return
        self._flush()
        self._add(text)

    def _unicode(self, number: int) -> None:
        """A UTF-16 unit, and then what programs show that don't know it."""
        self._waiting = 0
        self._add(chr(number & 0xFFFF))
        self._waiting = self._state.replaced

    def _flush(self) -> None:
        """Write the bytes that have come together, in the character set of their font."""
        if not self._bytes:
            return
        content, self._bytes = bytes(self._bytes), bytearray()
        if self._state.codec == words.SYMBOL:
            self._add("".join(chr(_SYMBOLS + byte) if byte > 0x20 else chr(byte) for byte in content))
        else:
            self._add(content.decode(self._state.codec or self._codec, "replace"))

    def _add(self, text: str) -> None:
        """Characters to the paragraph at hand."""
        state = self._state
        if state.role == "instruction":
            self.instructions.append(text)
        elif not state.skipped and not state.role and not state.deleted:
            self.raw.append(text)
            self.frames[-1].flow.add(text, hidden=self._is_unseen(state))

    def _is_unseen(self, state: State) -> bool:
        """Whether the eye can't see the letters."""
        if state.hidden or 0 <= state.size <= words.TINY:
            return True
        grounded = self._grounded or state.ground or self._paragraph_ground or self._level > 0
        in_box = self.frames[-1].kind in words.BOXES
        return self._is_white(state.colour) and not grounded and not in_box

    def _is_white(self, number: int) -> bool:
        """Whether the colour with this number is white."""
        return 0 <= number < len(self._colours) and self._colours[number] == _WHITE

    def _paragraph(self, number: int | None = None) -> None:
        """A paragraph ends."""
        if not self._state.skipped:
            self._flush()
            self.frames[-1].paragraph(self._level)

    def _new_paragraph(self, number: int | None) -> None:
        """The properties of the paragraph start anew. In text that is left out, such as a bullet, it is another one."""
        if not self._state.skipped:
            self._level, self._paragraph_ground = 0, False

    def _plain_letters(self, number: int | None) -> None:
        """The properties of the letters start anew."""
        kept = self._state
        self._state = State(
            kept.skipped, kept.role, codec=self._codec_of(self._default_font), replaced=kept.replaced
        )

    def _set_level(self, number: int | None) -> None:
        """How many tables deep the paragraph stands."""
        self._level = 1 if number is None else max(0, number)

    def _heading(self, number: int | None) -> None:
        """A heading may carry a number, and is no item of a list."""
        if number is not None and number < 9:
            self.frames[-1].flow.listed = False

    def _shade(self, number: int | None) -> None:
        """A colour behind the paragraph."""
        self._paragraph_ground = bool(number) and not self._is_white(number or 0)

    def _shade_letters(self, number: int | None) -> None:
        """A colour behind letters."""
        self._state = replace(self._state, ground=bool(number) and not self._is_white(number or 0))

    def _cell(self, number: int | None) -> None:
        self.frames[-1].cell(0)

    def _row(self, number: int | None) -> None:
        self.frames[-1].row(0)

    def _nested_cell(self, number: int | None) -> None:
        self.frames[-1].cell(1)

    def _nested_row(self, number: int | None) -> None:
        self.frames[-1].row(1)

    def _object(self, number: int | None) -> None:
        self.objects = True

    def _twin(self, number: int | None) -> None:
        self._state = replace(self._state, skipped=self._state.skipped or "upr")

    def _fonts_begin(self, number: int | None) -> None:
        self._state = replace(self._state, role="fonts")

    def _colours_begin(self, number: int | None) -> None:
        self._state = replace(self._state, role="colours")

    def _red(self, number: int | None) -> None:
        self._colour[0] = number or 0

    def _green(self, number: int | None) -> None:
        self._colour[1] = number or 0

    def _blue(self, number: int | None) -> None:
        self._colour[2] = number or 0

    def _end_colour(self) -> None:
        """A colour is whole. One without parts is the program's own: black."""
        if len(self._colours) < 1024:
            self._colours.append((self._colour[0], self._colour[1], self._colour[2]))
        self._colour = [0, 0, 0]

    def _use_font(self, number: int | None) -> None:
        """In the table of fonts the one to be described, elsewhere the one to write in."""
        self._font = number or 0
        if self._state.role != "fonts" and not self._state.skipped:
            self._state = replace(self._state, codec=self._codec_of(self._font))

    def _font_charset(self, number: int | None) -> None:
        """The character set of the font at hand."""
        if self._state.role == "fonts" and len(self._fonts) < 4096:
            self._fonts[self._font] = words.CODECS.get(number) if number else None

    def _font_page(self, number: int | None) -> None:
        """The code page of the font at hand."""
        if self._state.role == "fonts" and number in words.PAGES and len(self._fonts) < 4096:
            self._fonts[self._font] = words.PAGES[number]

    def _default(self, number: int | None) -> None:
        self._default_font = number or 0

    def _page(self, number: int | None) -> None:
        """The code page of the file."""
        self._codec = words.PAGES.get(number or 0, self._codec)

    def _codec_of(self, font: int) -> str | None:
        """The codec of a font; None: the file's."""
        return self._fonts.get(font)


def _is_on(number: int | None) -> bool:
    """A toggle without a number, or with one that isn't 0, is on."""
    return number != 0


_CHANGES: dict[str, tuple[str, Callable[[int | None], Any]]] = {
    "v": ("hidden", _is_on),
    "deleted": ("deleted", _is_on),
    "fs": ("size", lambda number: 24 if number is None else number),
    "cf": ("colour", lambda number: number or 0),
    "uc": ("replaced", lambda number: min(max(number or 0, 0), 255)),
}
"""Words that change one property of the state."""

_WORDS: dict[str, Callable[[_Reader, int | None], None]] = {
    "par": _Reader._paragraph,
    "sect": _Reader._paragraph,
    "pard": _Reader._new_paragraph,
    "plain": _Reader._plain_letters,
    "intbl": _Reader._set_level,
    "itap": _Reader._set_level,
    "outlinelevel": _Reader._heading,
    "cbpat": _Reader._shade,
    "shading": _Reader._shade,
    "chcbpat": _Reader._shade_letters,
    "cb": _Reader._shade_letters,
    "highlight": _Reader._shade_letters,
    "cell": _Reader._cell,
    "row": _Reader._row,
    "nestcell": _Reader._nested_cell,
    "nestrow": _Reader._nested_row,
    "object": _Reader._object,
    "upr": _Reader._twin,
    "fonttbl": _Reader._fonts_begin,
    "colortbl": _Reader._colours_begin,
    "red": _Reader._red,
    "green": _Reader._green,
    "blue": _Reader._blue,
    "f": _Reader._use_font,
    "fcharset": _Reader._font_charset,
    "cpg": _Reader._font_page,
    "deff": _Reader._default,
    "ansicpg": _Reader._page,
}
