"""What /saved-views takes and gives."""

from typing import Any

from rest_framework import serializers

from candidates.choices import Listed
from candidates.models import SavedView
from recruiting.rest.strict import StrictIn, Text, Truth

LISTS = {"job": Listed.JOB, "search": Listed.SEARCH}
"""What the API calls a list."""

QUERY_WORDS = "As in the address of the list's page: `level=mid&activity=sast`."


class SavedViewChangeIn(StrictIn):
    name = Text(max_length=100)
    shared = Truth(required=False)

    example: dict[str, Any] = {"name": "Mid, Kubernetes shown", "shared": True}


class SavedViewIn(SavedViewChangeIn):
    list = serializers.ChoiceField(
        choices=list(LISTS), help_text="`job`: the people of any job; `search`: of all jobs."
    )
    query = Text(max_length=2000, help_text=QUERY_WORDS)

    example: dict[str, Any] = {
        "list": "search",
        "name": "Mid, Kubernetes shown",
        "query": "level=mid&activity=kubernetes_security",
        "shared": True,
    }


class SavedViewOut(serializers.Serializer):
    id = serializers.IntegerField()
    list = serializers.SerializerMethodField()
    name = serializers.CharField()
    query = serializers.CharField(help_text=QUERY_WORDS)
    shared = serializers.BooleanField()
    owner = serializers.IntegerField(source="owner_id")

    example: dict[str, Any] = {"id": 1, "owner": 1, **SavedViewIn.example}

    def get_list(self, view: SavedView) -> str:
        return next(name for name, page in LISTS.items() if page == view.page)
