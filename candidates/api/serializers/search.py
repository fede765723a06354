from typing import Any

from rest_framework import serializers

from candidates.choices import SearchKind
from candidates.finding.snippets import Snippet
from candidates.queries.search_rows import Hit


class HitOut(serializers.Serializer):
    kind = serializers.ChoiceField(choices=SearchKind.choices)
    text = serializers.CharField(help_text="The line in which a word stands, cut to what is around it.")
    marks = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField()),
        help_text="Where in it: pairs of code-point offsets, end exclusive.",
    )

    def to_representation(self, hit: Hit) -> dict[str, Any]:
        return {"kind": hit.kind, "text": hit.snippet.text, "marks": _marks(hit.snippet)}


def _marks(snippet: Snippet) -> list[list[int]]:
    found, at = [], 0
    for text, marked in snippet.pieces:
        if marked:
            found.append([at, at + len(text)])
        at += len(text)
    return found


class FoundOut(serializers.Serializer):
    """One person that a search found."""

    candidate = serializers.IntegerField(source="candidate.pk")
    name = serializers.CharField(source="candidate.name")
    headline = serializers.CharField(source="candidate.headline")
    level = serializers.CharField(
        source="screening.level", default="", help_text="Suggested by the newest resume; empty if unknown."
    )
    months = serializers.FloatField(source="screening.months", default=None, allow_null=True)
    applications = serializers.ListField(child=serializers.IntegerField(), source="application_ids")
    last_contact = serializers.DateTimeField(
        allow_null=True,
        help_text="The newest note, move, beginning or end of an application that the key reaches.",
    )
    similar = serializers.BooleanField(help_text="Whether only the name is like what was asked, with a slip.")
    hits = HitOut(many=True)

    example: dict[str, Any] = {
        "candidate": 1,
        "name": "Kim Novak",
        "headline": "Platform engineer",
        "level": "mid",
        "months": 38.0,
        "applications": [1],
        "last_contact": "2026-11-03T10:30:00Z",
        "similar": False,
        "hits": [{"kind": "resume", "text": "Ran Vault and rotated secrets daily.", "marks": [[4, 9]]}],
    }
