"""Whether CSS lets the eye see text: the few properties that hide it, from style sheets and style attributes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace

TINY = 2.0
"""Size of letters in pixels or points up to which nobody reads them."""

MAX_RULES = 5_000
_LONGEST = 64
"""Characters of a value that are looked at."""

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
_BRACE = re.compile(r"[{}]")
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?([.#][\w-]+)?\Z", re.I)
_SIZE = re.compile(r"(-?\d{0,6}(?:\.\d{1,6})?)(px|pt|em|rem|%|)\Z")
_WHITE = frozenset({"white", "#fff", "#ffffff", "rgb(255,255,255)", "rgba(255,255,255,1)"})
_CLEAR = re.compile(r"transparent|(?:rgba|hsla)\([^()]*,0?\.?0*\)|#[0-9a-f]{6}00|#[0-9a-f]{3}0")
_NO_GROUND = frozenset({"none", "transparent", "inherit", "initial", "unset", *_WHITE})
_FAR = -999.0
"""Left of or above this many pixels nothing is on the page."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one rule says; None where it says nothing."""

    gone: bool | None = None
    """Not on the page with all that is in it."""
    invisible: bool | None = None
    """Not seen, though what is in it may be."""
    clear: bool | None = None
    white: bool | None = None
    tiny: bool | None = None
    ground: bool | None = None
    """Whether something that isn't white lies behind it."""
    block: bool | None = None
    spaced: bool | None = None
    """Whether white space stands as it is written."""

    def over(self, outer: Look) -> Look:
        """This look where it says something, the outer one elsewhere."""
        if self is NOTHING or outer is NOTHING:
            return outer if self is NOTHING else self
        own = {name: getattr(self, name) for name in _PROPERTIES}
        return replace(outer, **{name: said for name, said in own.items() if said is not None})

    @property
    def inherited(self) -> Look:
        """What the elements inside have from this one."""
        return self if self.block is None else replace(self, block=None)

    def is_unseen(self, *, grounded: bool) -> bool:
        """Whether the eye can't see text that looks so."""
        white = bool(self.white) and not self.ground and not grounded
        return any((self.gone, self.invisible, self.clear, self.tiny, white))


NOTHING = Look()
_PROPERTIES = tuple(each.name for each in fields(Look))


@dataclass(slots=True)
class Sheet:
    """The rules of style sheets whose selectors are an element's name, a class or an id."""

    rules: dict[str, Look] = field(default_factory=dict)
    grounded: bool = False
    """Whether a rule that isn't understood gives something a ground."""

    def read(self, css: str) -> None:
        """Take over the rules that always hold; those of `@media` and the like may not."""
        css = _COMMENT.sub("", css)
        depth, start, selector, body = 0, 0, "", 0
        for brace in _BRACE.finditer(css):
            if brace[0] == "{":
                if depth == 0:
                    selector, body = css[start : brace.start()].rpartition(";")[2], brace.end()
                depth += 1
            elif depth:
                depth -= 1
                if depth == 0:
                    self._rule(selector, css[body : brace.start()])
                    start = brace.end()
            else:
                start = brace.end()

    def look(self, name: str, attributes: dict[str, str]) -> Look:
        """What the rules and the element's own style say about it; the nearer one wins."""
        look = self.rules.get(name, NOTHING)
        classes = attributes.get("class", "").split()[:32] if "class" in attributes else []
        keys = [key for each in classes for key in (f".{each}", f"{name}.{each}")]
        if "id" in attributes:
            keys += [f"#{attributes['id']}", f"{name}#{attributes['id']}"]
        for key in keys:
            if key in self.rules:
                look = self.rules[key].over(look)
        return look_of(attributes["style"]).over(look) if "style" in attributes else look

    def _rule(self, selectors: str, declarations: str) -> None:
        """One rule. Old pages hide their sheets from older browsers by a comment's signs."""
        selectors = selectors.strip().removeprefix("<!--").lstrip()
        if selectors.startswith("@"):
            return
        look = look_of(declarations)
        if look is NOTHING:
            return
        for selector in selectors.split(","):
            simple = _SIMPLE.match(selector.strip())
            if simple is None or not simple[0]:
                self.grounded = self.grounded or bool(look.ground)
            elif len(self.rules) < MAX_RULES:
                key = (simple[1] or "").lower() + (simple[2] or "")
                self.rules[key] = look.over(self.rules.get(key, NOTHING))


def look_of(declarations: str) -> Look:
    """The look that declarations of CSS give."""
    look: dict[str, bool] = {}
    for declaration in declarations.split(";"):
        name, _, value = declaration.partition(":")
        value = value[:_LONGEST].partition("!")[0].strip().lower().replace(" ", "")
        reader = _READERS.get(name.strip().lower())
        if reader is not None and value:
            look.update(reader(value))
    return Look(**look) if look else NOTHING


def _display(value: str) -> dict[str, bool]:
    return {"gone": True} if value == "none" else {"gone": False, "block": not value.startswith("inline")}


def _size(value: str) -> dict[str, bool]:
    found = _SIZE.match(value)
    if found is None or not found[1].strip("-."):
        return {}
    number = float(found[1])
    return {"tiny": number <= (TINY if found[2] in ("px", "pt", "") else 0.1)}


def _offset(value: str) -> dict[str, bool]:
    found = _SIZE.match(value)
    far = found is not None and found[1].strip("-.") != "" and float(found[1]) <= _FAR
    return {"gone": True} if far else {}


def _colour(value: str) -> dict[str, bool]:
    return {"white": value in _WHITE, "clear": _CLEAR.fullmatch(value) is not None}


def _background(value: str) -> dict[str, bool]:
    return {"ground": value not in _NO_GROUND and _CLEAR.fullmatch(value) is None}


_READERS: dict[str, Callable[[str], dict[str, bool]]] = {
    "display": _display,
    "visibility": lambda value: {"invisible": value in ("hidden", "collapse")},
    "opacity": lambda value: {"gone": True} if value.strip("0.%") == "" else {},
    "font-size": _size,
    "color": _colour,
    "background": _background,
    "background-color": _background,
    "text-indent": _offset,
    "left": _offset,
    "top": _offset,
    "white-space": lambda value: {"spaced": value.startswith(("pre", "break"))},
}
