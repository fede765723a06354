"""What the palette finds in the guide."""

from typing import Any

from recruiting.web.palette import mark
from recruiting.web.registry import PaletteHit
from rubrics.queries.search import search_guide

MOST = 5


def guide_rows(user: Any, text: str) -> list[PaletteHit]:
    """Rows of the guide with all the words, those first that have them in their title."""
    if len(text) < 2:
        return []
    found = search_guide(text, user=user)
    hits = [(section, hit) for section, hits in found.sections for hit in hits]
    asked = text.casefold().split()
    hits.sort(key=lambda pair: not all(word in pair[1].title.casefold() for word in asked))
    return [
        PaletteHit(mark(hit.title, text), hit.row.get_absolute_url(), "book", str(section.label))
        for section, hit in hits[:MOST]
    ]
