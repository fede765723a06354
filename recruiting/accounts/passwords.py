"""What a password must be: long, not guessable from its place, and otherwise whatever the person likes (sec A1 to A3).

Nothing here trims or folds what is stored or compared: it counts exactly as typed.
"""

import re
from typing import Any

from django.core.exceptions import ValidationError

from recruiting.accounts.models import Organisation

MOST_BYTES = 1024
PRODUCT_WORDS = ("greenflag",)
SHORTEST_WORD = 5  # a shorter one stands by chance inside many a good pass phrase


def size(password: str) -> int:
    """Bytes of the password; lone surrogates count too, they are refused elsewhere."""
    return len(password.encode("utf-8", errors="surrogatepass"))


def too_long(password: str) -> bool:
    """Whether hashing it would only serve somebody who wants to keep the server busy."""
    return size(password) > MOST_BYTES


class LengthValidator:
    """At least `least` characters and at most `most_bytes` bytes."""

    def __init__(self, least: int = 15, most_bytes: int = MOST_BYTES) -> None:
        self.least = least
        self.most_bytes = most_bytes

    def validate(self, password: str, user: Any = None) -> None:
        if size(password) > self.most_bytes:
            raise ValidationError(
                f"Use at most {self.most_bytes} bytes: that is a long page of text already.",
                code="password_too_long",
            )
        if len(password) < self.least:
            raise ValidationError(
                f"Use at least {self.least} characters. Three or four words that don't belong together do well.",
                code="password_too_short",
            )

    def get_help_text(self) -> str:
        return f"At least {self.least} characters. Any characters, spaces too; no rules about kinds of them."


class ContextValidator:
    """Holds none of the words that a stranger tries first here: product, organisation, the person's own."""

    def validate(self, password: str, user: Any = None) -> None:
        typed = password.casefold()
        for word in sorted(context_words(user)):
            if word in typed:
                raise ValidationError(
                    f"Leave out “{word}”: it is among the first things a stranger would try here.",
                    code="password_guessable",
                )

    def get_help_text(self) -> str:
        return "Without your name, your e-mail address, the organisation's name or the product's."


def context_words(user: Any = None) -> set[str]:
    """Words that may not stand in a password, case-folded; whole names and their parts from five letters on."""
    organisation = Organisation.objects.filter(pk=1).values_list("name", flat=True).first() or ""
    email = getattr(user, "email", "") or ""
    sources = [organisation, getattr(user, "name", "") or "", email.partition("@")[0]]
    words = {*PRODUCT_WORDS, *(part for source in sources for part in re.split(r"\W+|_", source.casefold()))}
    words.update(source.strip().casefold() for source in sources)
    return {word for word in words if len(word) >= SHORTEST_WORD}
