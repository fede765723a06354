"""From bytes to characters: by their mark, as UTF-8, as UTF-16, else by whose alphabet the bytes spell.

An old encoding is told by alphabets and not by statistics of bytes: read in the right one, all letters beyond ASCII
belong to one language (Unicode CLDR's exemplar characters), and no capital or sign stands inside a word.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator

_MARKS = (  # UTF-32 before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CONTROLS = re.compile(r"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
"""Bell, tab, line ends and escape occur in real text files; these don't."""

_CONTROL_BYTES = re.compile(CONTROLS.pattern.encode())
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_BEYOND = re.compile(rb"[\x80-\xff]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_SAMPLE = 1 << 16

_LEAST = 0.6
"""Share of sense that an encoding needs to be thought of in place of the usual one."""

_LATIN = {
    "cp1252": (
        *("àâæçèéêëîïôœùûüÿ", "äöüß", "áéíñóúü", "áâãàçéêíóôõúü", "àèéìíîòóùú", "åäöé", "åæøéó"),
        *("áðéíóúýþæö", "áàéèëïíóöúü"),
    ),
    "cp1250": (
        *("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîșțşţ", "čćđšž", "äöüß"),
    ),
    "iso8859_2": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž"),
    "cp1254": ("çğıi̇öşü",),
    "cp1257": ("āčēģīķļņšūž", "ąčęėįšųūž", "äõöüšž"),
    "mac_roman": ("àâæçèéêëîïôœùûüÿ", "äöüß", "áéíñóúü", "áâãàçéêíóôõúü", "àèéìíîòóùú", "åäöé", "åæøéó"),
}
"""By encoding, the letters beyond ASCII of the languages that are written in it. The usual encoding stands first."""

_CYRILLIC = (("а-яё", "аеиоуыэюя", 0.3), ("а-щьюяєіїґ", "аеиоуюяєії", 0.3))
_SCRIPTS = {
    "cp1251": _CYRILLIC,
    "koi8_u": _CYRILLIC,
    "iso8859_5": _CYRILLIC,
    "cp866": _CYRILLIC,
    "cp1253": (("α-ωάέήίόύώϊϋΐΰ", "άέήίόύώ", 0.06),),
    "cp1255": (("\u05d0-\u05ea", "\u05d0-\u05ea", 1.0),),
    "cp1256": (("\u0621-\u0652", "\u0621-\u0652", 1.0),),
    "cp874": (("\u0e01-\u0e4e", "\u0e2d\u0e30-\u0e3a\u0e40-\u0e4e", 0.35),),
}
"""By encoding, what its languages are written with: the small letters, some of them, and their least share.

The shares (of vowels, of Greek accents) lie below what texts have and above what other scripts give when they are read as this one.
"""

_COMMON_LEADS = {"gb18030": range(0xB0, 0xD8), "big5": range(0xA4, 0xC7)}
"""First bytes of the few thousand Chinese signs that nearly all text is written with."""

_WIDE = ("shift_jis", "euc_jp", "euc_kr", "gb18030", "big5")

CODECS = (*_LATIN, *_SCRIPTS, *_WIDE)
"""All that may be asked for, beside the encodings of Unicode."""

_SIGNS = re.compile(
    "[\u2010-\u2026\u2030\u2039\u203a\u20ac\u2116\u2122\xa0\xa3\xa7\xa9\xab\xae\xb0\xb1\xb5\xb7\xbb]"
)
_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_HAN = re.compile("[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]")
_INSIDE = re.compile(
    "(?<=[a-zß-öø-ÿα-ωа-я])"
    "[À-ÖØ-ÞŠŽŒ\u0178Α-ΩА-Я\xa1-\xa8\xaa\xac\xaf\xb2-\xb6\xb8-\xba\xbc-\xbf\u2018\u201a\u2020-\u2022\u20ac]|£(?=[^\\W\\d_])"
)
"""A capital or a sign right after a small letter, or a pound sign before a letter."""


def decode(data: bytes) -> str | None:
    """The characters of text, or None where the bytes are none."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    unmarked = _unmarked_utf16(data)
    if unmarked:
        return data.decode(unmarked, "replace")
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return _decode_imperfect(data)


def _unmarked_utf16(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: Western text has a zero in nearly every second byte."""
    sample = data[:4096]
    half = len(sample) // 2
    if half < 2:
        return None
    if sample[1::2].count(0) > 0.7 * half and sample[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _decode_imperfect(data: bytes) -> str | None:
    """Text that is not quite UTF-8: a few broken bytes in UTF-8, else an old encoding, or None where it is neither."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if 2 * broken < len(_BEYOND_ASCII.findall(text)):  # the broken ones are among them
        return text
    controls = len(_CONTROL_BYTES.findall(data))
    return data.decode(guess(data), "replace").replace("\ufffd", "") if controls <= len(data) // 200 else None


def guess(data: bytes) -> str:
    """The old encoding that the bytes are most likely in; Windows-1252 where nothing speaks for another."""
    first = _BEYOND.search(data)
    sample = data[max(0, first.start() - 1024) :][:_SAMPLE] if first else b""
    best, highest = "cp1252", _LEAST
    for encoding, score in _scores(sample):
        if score > highest + 0.02:
            best, highest = encoding, score
    return best


def _scores(sample: bytes) -> Iterator[tuple[str, float]]:
    """How much of the sample beyond ASCII makes sense, from 0 to 1, in each encoding, the usual ones first."""
    for encoding, alphabets in _LATIN.items():
        text = sample.decode(encoding, "replace")
        yield encoding, _alphabet_score(text, alphabets) * _plausible_case(text)
    for encoding, languages in _SCRIPTS.items():
        if encoding != "cp874":
            yield encoding, _script_score(sample.decode(encoding, "replace"), languages)
    yield from _wide_scores(sample)
    yield "cp874", _script_score(sample.decode("cp874", "replace"), _SCRIPTS["cp874"])


def _alphabet_score(text: str, alphabets: tuple[str, ...]) -> float:
    """The share of characters beyond ASCII that are letters of the one language that fits best, or usual signs."""
    beyond = Counter(_BEYOND_ASCII.findall(text.lower()))
    signs = sum(count for character, count in beyond.items() if _SIGNS.match(character))
    known = max(sum(beyond[letter] for letter in letters) for letters in alphabets)
    return (known + signs) / max(1, beyond.total())


def _plausible_case(text: str) -> float:
    """Lower the more capitals and signs stand right after a small letter, which no language does."""
    return 1 - min(1.0, 2 * len(_INSIDE.findall(text)) / max(1, len(_BEYOND_ASCII.findall(text))))


def _script_score(text: str, languages: tuple[tuple[str, str, float], ...]) -> float:
    """The share that stands in words of three letters or more of such a script, small ones but for the first."""
    beyond = sum(1 for character in _BEYOND_ASCII.findall(text) if not _SIGNS.match(character))
    known = 0.0
    for letters, marks, least in languages:
        small = re.compile(f"(?<![a-zA-Z])[^\\x00-\\x7f]?[{letters}]{{3,}}(?![a-zA-Z])")
        words = "".join(small.findall(text))
        marked = len(re.findall(f"[{marks}]", words)) / max(1, len(words))
        known = max(known, len(words) * min(1.0, marked / least))
    return known / max(1, beyond)


def _wide_scores(sample: bytes) -> Iterator[tuple[str, float]]:
    """The encodings that write two bytes a sign."""
    runs = _HIGH_RUN.findall(sample)
    paired = sum(len(run) > 1 for run in runs) >= 0.15 * len(runs)
    for encoding in _WIDE:
        text = sample.decode(encoding, "replace")
        beyond = len(_BEYOND_ASCII.findall(text))
        kana, hangul, han = (len(signs.findall(text)) for signs in (_KANA, _HANGUL, _HAN))
        if encoding in ("shift_jis", "euc_jp"):
            known = kana + han if 8 * kana >= beyond else 0
        elif not paired:
            known = 0
        elif encoding == "euc_kr":
            known = hangul + han if 2 * hangul >= beyond else 0
        else:
            known = _common_signs(text, encoding)
        yield encoding, known / max(1, beyond)


def _common_signs(text: str, encoding: str) -> int:
    """How many of the Chinese signs are common ones, by the plane of the encoding that they stand in."""
    leads = _COMMON_LEADS[encoding]
    count = 0
    for sign, times in Counter(_HAN.findall(text)).items():
        lead = sign.encode(encoding, "replace")[0]
        count += times if lead in leads or not "\u4e00" <= sign <= "\u9fff" else 0
    return count
