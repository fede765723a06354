"""The lines of a text with their offsets, and the marks that bullets are written with."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text; offsets are code points, `end` is exclusive and before the newline."""

    number: int
    start: int
    end: int
    text: str
    section: str
    heading: bool
    bullet: bool


# Glyphs of bullets, and what UTF-8 bullets become when they are read as Latin-1: U+2022 "â\x80¢",
# U+F0B7 (Word's symbol font) "ï\x82·", U+2666 "â\x99¦"; extraction may have dropped the control character.
GLYPHS = (
    r"(?:[•●▪■□◦○‣⁃∙·➢➤➔✓✔✗❖❑❒►▶▸▹→§◆◇♦★☆※〓¤\uf000-\uf0ff]"
    r"|â[\x80-\x9f]?[¢¦ª«ºž™]|ï[\x80-\x9f]?[·§¶®¨ü°¸]|Â·|â—|ï‚·|â€¢)"
)
_BULLET = re.compile(
    rf"\s*(?:{GLYPHS}\s*|[*»–—~+-]\s+|[-=]?>{{1,3}}\s+|[*](?=\w)|o\s+(?=[A-Z])|\(?\d{{1,2}}[.)]\s+|[a-z]\)\s+)"
)
_EMPHASIS = re.compile(
    r"[*](?=[^\W_])[^*\n]{1,160}[*](?=\s*(?:$|[·|,;–—]))"
)  # Markdown's "*Acme, 2019 - 2021*" is no bullet
# Between the items of a list that lost its line breaks.
INLINE_BULLET = re.compile(rf"(?<!\s)\s+(?:{GLYPHS}|~)\s*(?=[^\W_])|(?<=[a-z.)]){GLYPHS}\s+(?=[A-Z])")


def bullet_end(text: str) -> int:
    """Where the words of a bulleted line begin; 0 where the line is not bulleted."""
    match = _BULLET.match(text)
    if match is None or _EMPHASIS.match(text.strip()):
        return 0
    return match.end()
