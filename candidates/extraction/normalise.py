"""One shape for text from every format, so that rules and spans need to know only that one.

What is dropped has no width on paper (NUL, controls, marks of direction, soft hyphens), what is folded looks
the same on paper (ligatures, kinds of space, bullets drawn from symbol fonts). Words are never dropped.
"""

from __future__ import annotations

import re
import unicodedata

TAB_SPACES = 4
"""As many spaces in a row are a column, not a gap between words, and become a tab."""

_PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*\Z")
_SURROGATES = re.compile("[\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n|[\r\f\v\x1c-\x1e\x85\u2028\u2029]")
_NO_WIDTH = re.compile(
    "[\0-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ufdd0-\ufdef\U000e0000-\U000e007f]"
)
_INVISIBLE = re.compile("[\u200b\u202a-\u202e\u2060-\u2069\U000e0000-\U000e007f]")
_JOINERS = re.compile("(?<=[!-~])[\u200c\u200d]+|[\u200c\u200d]+(?=[!-~])")
_BULLETS = re.compile("[\ue000-\uf8ff\u25cf\u25aa\u25fc\u2023\u2043\u204c\u204d\u2219\u25e6]")
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_COLUMNS = re.compile(rf" {{{TAB_SPACES},}}| *\t[ \t]*")
_SPACED = re.compile(r"^[ \t]*\S {1,8}\S {1,8}\S {1,8}\S {1,8}\S(?:\s|$)", re.M)
"""The beginning of a line of single letters."""

_LEAST_LETTERS = 5
_RUNS = re.compile(r"  +")
_GAPS = re.compile(r"\s+")
_EDGES = re.compile(r"[ \t]*\n[ \t]*")
_BLANKS = re.compile(r"\n{3,}")

_FOLDS = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\u2010": "-",
    "\u2011": "-",
}
_FOLDED = re.compile(f"[{''.join(_FOLDS)}]")


def clean(text: str) -> str:
    """The text as `Document.text` wants it: NFC, "\\n" line ends, single spaces, at most one empty line in a row.

    Cleaning twice changes nothing. Lines are cleaned alone: the clean form of two lines is the two clean forms
    joined, which lets a reader clean line by line and know each offset.
    """
    if _PLAIN.match(text) and text[1:2] != " ":
        return text
    text = _LINE_ENDS.sub("\n", _without_lone_surrogates(text).replace("\r\n", "\n"))
    if not text.isascii():
        text = _fold(text)
    elif _NO_WIDTH.search(text):
        text = _NO_WIDTH.sub("", text)
    if _SPACED.search(text):
        text = "\n".join(map(_closed_up, text.split("\n")))
    if "\t" in text or "  " in text:
        text = _RUNS.sub(" ", _COLUMNS.sub("\t", text))
    if "\t" in text or " \n" in text or "\n " in text:
        text = _EDGES.sub("\n", text)
    return _BLANKS.sub("\n\n", text).strip()


def has_invisible(text: str) -> bool:
    """Whether raw text carries characters that serve to hide words from people or to reorder them."""
    return not text.isascii() and len(_INVISIBLE.findall(text)) > 3


def looks_like_glyph_codes(text: str) -> bool:
    """Whether most of the raw text is private characters: a font without a table of what its glyphs mean."""
    if text.isascii():
        return False
    private = len(_PRIVATE.findall(text))
    return private > 0 and private * 2 > sum(map(len, text.split()))


def _closed_up(line: str) -> str:
    """A line of nothing but single letters as its words: "W O R K   H I S T O R Y", as designers set headings."""
    letters = line.split()
    if len(letters) < _LEAST_LETTERS or not all(
        len(sign) == 1 and (sign.isalpha() or sign == "&") for sign in letters
    ):
        return line
    narrow = min(map(len, _GAPS.findall(line.strip())))
    return _GAPS.sub(lambda gap: "" if len(gap[0]) == narrow else " ", line.strip())


def _without_lone_surrogates(text: str) -> str:
    """Pairs of surrogates become their character, lone ones go: neither UTF-8 nor a database can hold them."""
    if text.isascii() or not _SURROGATES.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def _fold(text: str) -> str:
    """Drop what has no width and fold what looks alike, in text beyond ASCII."""
    text = _NO_WIDTH.sub("", text)
    if "\u200c" in text or "\u200d" in text:
        text = _JOINERS.sub("", text)
    text = _BULLETS.sub("•", _SPACES.sub(" ", text))
    return unicodedata.normalize("NFC", _FOLDED.sub(lambda match: _FOLDS[match[0]], text))
