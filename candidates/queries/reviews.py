"""What people said of a person's flags, as it may be shown."""

from candidates.models import Candidate, FlagResult
from candidates.queries.identity import say


def say_reviews(candidate: Candidate, results: dict[str, FlagResult]) -> dict[str, FlagResult]:
    """Flag results of read_flags() with their reviews' reasons, of a hidden person without what tells who they are."""
    for result in results.values():
        for review in result.said:
            review.reason = say(candidate, review.reason)
    return results
