"""The palette: everything that may be gone to by a few letters, from all floors."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from recruiting.web import registry
from recruiting.web.registry import PaletteHit

MOST_CHARACTERS = 100


@dataclass(frozen=True)
class Group:
    """A heading with what was found under it; number: how many stand before it."""

    code: str
    heading: str
    hits: list[tuple[int, PaletteHit]]


def read_palette(user: Any, text: str) -> list[Group]:
    """What each source finds for the user, without those that find nothing. Hits are numbered from 1 over all."""
    groups, number = [], 1
    for source in registry.palette.for_user(user):
        hits = source.find(user, text)
        if hits:
            groups.append(Group(source.code, source.heading, list(enumerate(hits, number))))
            number += len(hits)
    return groups


def mark(text: str, asked: str) -> list[tuple[str, bool]]:
    """The text in pieces, those marked that begin a word and that one of the asked words is."""
    words = sorted(map(re.escape, asked.split()), key=len, reverse=True)
    if not words:
        return [(text, False)]
    pieces = re.split(rf"\b({'|'.join(words)})", text, flags=re.IGNORECASE)
    return [(piece, index % 2 == 1) for index, piece in enumerate(pieces) if piece]


def has_all(text: str, asked: str) -> bool:
    """Whether each of the asked words begins a word of the text."""
    found = text.casefold()
    return all(re.search(rf"\b{re.escape(word)}", found) for word in asked.casefold().split())


def places(links: Iterable[tuple[str, str, str]], asked: str, where: str) -> list[PaletteHit]:
    """Those of (words, URL name, icon) whose words have all that was asked."""
    return [
        PaletteHit(mark(words, asked), reverse(name), icon, where)
        for words, name, icon in links
        if has_all(words, asked)
    ]


def counted(groups: Sequence[Group]) -> str:
    """What was found, for those who hear it."""
    total = sum(len(group.hits) for group in groups)
    if not total:
        return "Nothing found."
    each = ", ".join(f"{len(group.hits)} under {group.heading}" for group in groups)
    return f"{total} {'result' if total == 1 else 'results'}: {each}."
