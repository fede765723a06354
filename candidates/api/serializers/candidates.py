from typing import Any

from rest_framework import serializers

from candidates.api import reach
from candidates.api.serializers.screenings import File
from candidates.choices import ContactKind
from candidates.models import Candidate
from recruiting.rest.strict import Reference, StrictIn, Text


class CandidateIn(StrictIn):
    name = Text(max_length=200)
    headline = Text(max_length=200, allow_blank=True, required=False)
    location = Text(max_length=200, allow_blank=True, required=False)
    email = Text(
        max_length=254, allow_blank=True, required=False, help_text="The first one; empty removes it."
    )
    phone = Text(
        max_length=40, allow_blank=True, required=False, help_text="The first one; empty removes it."
    )

    example = {"name": "Kim Novak", "headline": "Platform engineer", "email": "kim.novak@example.org"}


class ContactOut(serializers.Serializer):
    kind = serializers.ChoiceField(choices=ContactKind.choices)
    value = serializers.CharField()
    from_resume = serializers.BooleanField(help_text="Whether it was read, not written by a person.")


class TagIn(StrictIn):
    name = Text(max_length=60, help_text="In whatever case; it is made if there is none.")

    example = {"name": "Kubernetes"}


class UntagIn(StrictIn):
    tag = Reference(reach.tags)

    example = {"tag": 1}


class TagOut(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()

    example: dict[str, Any] = {"id": 1, "name": "Kubernetes"}


class FileIn(StrictIn):
    """A multipart body."""

    file = File(allow_empty_file=True, help_text="Any kind of file: it is kept, never read.")

    example = {"file": "portfolio.pdf"}


class FileOut(serializers.Serializer):
    id = serializers.IntegerField()
    candidate = serializers.IntegerField(source="candidate_id")
    name = serializers.CharField(source="file_name")
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.CharField()
    uploaded_by = serializers.IntegerField(source="uploaded_by_id")
    uploaded_at = serializers.DateTimeField()

    example: dict[str, Any] = {
        "id": 1,
        "candidate": 1,
        "name": "portfolio.pdf",
        "size": 48213,
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "uploaded_by": 3,
        "uploaded_at": "2026-11-03T10:30:00Z",
    }


class ReadOut(serializers.Serializer):
    name = serializers.CharField(source="read_name")
    name_guessed = serializers.BooleanField(
        source="read_name_guessed", help_text="Made of the e-mail address, since no line says it."
    )
    headline = serializers.CharField(source="read_headline")


class CandidateOut(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.SerializerMethodField(
        help_text="Empty until a resume was read that says it; “Candidate 7F3A” while it is hidden."
    )
    hidden = serializers.SerializerMethodField(
        help_text="Whether a job hides who this is until a later stage: then there are no contacts, and nothing can be corrected."
    )
    headline = serializers.CharField()
    location = serializers.CharField()
    email = serializers.SerializerMethodField()
    phone = serializers.SerializerMethodField()
    contacts = serializers.SerializerMethodField()
    links = serializers.ListField(child=serializers.CharField())
    tags = TagOut(many=True)
    read = ReadOut(source="*", help_text="What the resume said, kept when a person corrects a field.")
    merged = serializers.SerializerMethodField(help_text="Numbers of people who were merged into this one.")
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()

    example: dict[str, Any] = {
        "id": 1,
        "name": "Kim Novak",
        "hidden": False,
        "headline": "Platform engineer",
        "location": "Utrecht",
        "email": "kim.novak@example.org",
        "phone": "",
        "contacts": [{"kind": "email", "value": "kim.novak@example.org", "from_resume": True}],
        "links": [],
        "tags": [{"id": 1, "name": "Kubernetes"}],
        "merged": [],
        "read": {"name": "KIM NOVAK", "name_guessed": False, "headline": "Platform engineer"},
        "created_at": "2026-11-02T09:00:00Z",
        "updated_at": "2026-11-03T10:30:00Z",
    }

    def get_name(self, candidate: Candidate) -> str:
        return candidate.called or candidate.name

    def get_hidden(self, candidate: Candidate) -> bool:
        return candidate.veiled is not None

    def get_contacts(self, candidate: Candidate) -> ContactOut(many=True):  # type: ignore[valid-type]
        return ContactOut([] if candidate.veiled else candidate.contacts.all(), many=True).data

    def get_email(self, candidate: Candidate) -> str:
        return _first(candidate, ContactKind.EMAIL)

    def get_merged(self, candidate: Candidate) -> list[int]:
        return [row.pk for row in candidate.merged.all()]

    def get_phone(self, candidate: Candidate) -> str:
        return _first(candidate, ContactKind.PHONE)


def _first(candidate: Candidate, kind: str) -> str:
    """The contact of the kind that forms edit, "" of a hidden person. The rows are prefetched in their order."""
    if candidate.veiled is not None:
        return ""
    return next((row.value for row in candidate.contacts.all() if row.kind == kind), "")
