"""Tags of the debrief's pages."""

from typing import NamedTuple

from django import template

from interviews.levelfit import Fit

register = template.Library()


class LevelCell(NamedTuple):
    """How many criteria count for a level, and whether it is the one they rate as."""

    text: str
    is_level: bool


@register.filter
def by_level(found: Fit) -> list[LevelCell]:
    """{% for cell in area.fit|by_level %}: "3 of 4" for each level, the lowest first; "?" where nothing can be said."""
    return [
        LevelCell("?" if count is None else f"{count} of {found.of}" if found.of else "–", at == found.level)
        for at, count in enumerate(found.counts)
    ]
