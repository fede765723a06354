"""Who a resume is of."""

from __future__ import annotations

from dataclasses import dataclass

from candidates.extraction.document import Document


@dataclass(frozen=True, slots=True)
class Identity:
    name: str | None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    headline: str | None = None


def identify(document: Document) -> Identity:
    return Identity(None)
