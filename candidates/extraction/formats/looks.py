"""How letters look, as word processors' styles say it: whatever a style leaves open, the one it is based on says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks; None where nothing is said."""

    hidden: bool | None = None
    white: bool | None = None
    filled: bool | None = None
    """Whether a colour lies behind it."""
    tiny: bool | None = None

    def over(self, outer: Look) -> Look:
        """This look where it says something, the outer one elsewhere."""
        if self is NOTHING or outer is NOTHING:
            return outer if self is NOTHING else self
        return Look(
            outer.hidden if self.hidden is None else self.hidden,
            outer.white if self.white is None else self.white,
            outer.filled if self.filled is None else self.filled,
            outer.tiny if self.tiny is None else self.tiny,
        )

    def is_unseen(self, *, grounded: bool) -> bool:
        """Whether the eye can't see such text. `grounded`: something may lie behind it that isn't white."""
        white = bool(self.white) and not self.filled and not grounded
        return bool(self.hidden) or bool(self.tiny) or white


NOTHING = Look()
