"""Whether silence proves anything: is the text long enough, and in a language that the rules cover?"""

from __future__ import annotations

import re

MIN_WORDS = 80
"""Guide, section 7: absence flags need at least so many words."""

_WORD = re.compile(r"[^\W\d_]+")
_BEYOND_LATIN = "\u0250"
_SAMPLE = 20_000
"""Code points that are read to tell the language."""

_ENGLISH = frozenset(
    "the and of to in for with a an on at by from as is was are were be has have had this that which their our my "
    "using used experience skills work working worked responsible including team years knowledge".split()
)
_OTHERS = {
    "de": "und der die das den dem des ein eine einer mit für von zur zum bei im auf ist sind wurde sowie als nicht auch über "
    "nach aus bis seit kenntnisse erfahrung berufserfahrung ausbildung",
    "fr": "et le la les des du une dans pour avec sur au aux par est sont en ce cette que qui ou nous je mes expérience compétences "
    "formation depuis chez",
    "es": "y el los las del una en para con por su sus es son que como desde hasta experiencia conocimientos formación al se lo",
    "it": "e il gli della delle dei di una per con nel nella che sono è presso esperienza competenze formazione dal al",
    "pt": "e os das dos uma em para com por no na nos nas que são experiência conhecimentos formação desde até ao",
    "nl": "en het een van voor met op bij naar is zijn werd als ook niet deze ervaring opleiding werkzaam door",
    "pl": "i w z na do od oraz dla przez się jest po za jako doświadczenie umiejętności wykształcenie znajomość",
    "sv": "och att det som för med av till på är har den ett erfarenhet utbildning inom jag",
    "tr": "ve ile için bir bu olarak da de deneyim eğitim yıl göre sonra",
}
_FOREIGN = {code: frozenset(words.split()) - _ENGLISH for code, words in _OTHERS.items()}
_KNOWN = frozenset().union(*_FOREIGN.values())


def notice(text: str) -> str | None:
    """Why absence flags can't hold: "too_short" (under 80 words), "language", or None where they can.

    Another script is told first, in a text of any length: more words in it would be no better understood.
    """
    words = _WORD.findall(text)
    sample = words if len(text) <= _SAMPLE else _WORD.findall(text[:_SAMPLE])
    if not _is_latin(sample):
        return "language"
    if len(words) < MIN_WORDS:
        return "too_short"
    return None if _is_english(sample) else "language"


def _is_latin(words: list[str]) -> bool:
    """Half of the words or more, and of their letters, are in Latin script."""
    latin = [len(word) for word in words if word[0] < _BEYOND_LATIN]
    return len(latin) * 2 >= len(words) and sum(latin) * 2 >= sum(map(len, words))


def _is_english(words: list[str]) -> bool:
    """English function words outnumber those of any other language."""
    lower = list(map(str.lower, words))
    english = sum(map(_ENGLISH.__contains__, lower))
    others = [word for word in lower if word in _KNOWN]
    foreign = max(sum(word in known for word in others) for known in _FOREIGN.values())
    return english >= foreign
