"""Forms of English words, by rule: good enough to recognise them, never used to write them.

The rules over-generate ("deployied"): a form that nobody writes costs a dictionary entry and matches nothing.
"""

from __future__ import annotations

_VOWELS = "aeiou"


def canonical(word: str) -> str:
    """The key of a lower-case word and its plural: policies, policy -> policy; patches -> patch.

    Words of up to four letters stay as they are: many are names that end in s (ASVS, LAPS, DDoS).
    """
    if len(word) < 5 or not word.isalpha() or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return word[:-2]
    return word.removesuffix("s")


def plurals(word: str) -> frozenset[str]:
    """A lower-case word in singular and plural, whichever of them was given; two letters have none (CI is no CIS)."""
    key = canonical(word)
    forms = {word, key}
    if len(key) > 2 and key.isalpha():
        forms.add(key + "s")
        if key.endswith("y"):
            forms.add(key[:-1] + "ies")
        if key.endswith(("s", "x", "ch", "sh", "z")):
            forms.add(key + "es")
    return frozenset(forms)


def verb_forms(base: str) -> frozenset[str]:
    """Regular forms of a lower-case verb given by its base: scan -> scan, scans, scanned, scanning."""
    forms = {base, base + "s"}
    if base.endswith("e"):
        forms |= {base + "d", base[:-1] + "ing"}
    elif base.endswith("y") and base[-2:-1] not in _VOWELS:
        forms |= {base[:-1] + "ies", base[:-1] + "ied", base + "ing"}
    else:
        forms |= {base + "ed", base + "ing"}
        if base.endswith(("s", "x", "ch", "sh", "z")):
            forms.add(base + "es")
        if len(base) > 2 and base[-1] not in "aeiouwxy" and base[-2] in _VOWELS:
            forms |= {base + base[-1] + "ed", base + base[-1] + "ing"}
    return frozenset(forms)
