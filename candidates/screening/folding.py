"""Letters compared without case and accents, so that one vocabulary serves many languages."""

import re
import unicodedata

# Letters that Unicode does not decompose into a base letter and a mark.
_UNDECOMPOSED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss"})
_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")


def fold(text: str) -> str:
    """Lower-cases and strips accents; the length may change, so offsets do not carry over."""
    if text.isascii():
        return text.lower()
    return _BEYOND_ASCII.sub(_without_marks, text.casefold())


def _without_marks(match: re.Match[str]) -> str:
    decomposed = unicodedata.normalize("NFKD", match[0].translate(_UNDECOMPOSED))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
