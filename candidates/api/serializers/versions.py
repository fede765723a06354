from typing import Any

from rest_framework import serializers

from candidates.api.serializers.screenings import File
from candidates.choices import ActivityState, ScreeningState
from candidates.queries.versions import CAME, CHANGED, HOWS, SAME, WENT
from recruiting.rest.strict import StrictIn

_KINDS = [SAME, CAME, WENT, CHANGED]


class AddResumeIn(StrictIn):
    """A multipart body."""

    file = File(
        allow_empty_file=True,
        help_text="PDF, DOCX, DOC, ODT, RTF, HTML, LaTeX, JSON Resume or text; the content decides.",
    )

    example = {"file": "(the file's bytes)"}


class VersionOut(serializers.Serializer):
    id = serializers.IntegerField(source="resume.pk")
    file_name = serializers.CharField(source="resume.file_name")
    received_at = serializers.DateTimeField(source="resume.received_at")
    job = serializers.IntegerField(
        source="job.pk", default=None, allow_null=True, help_text="The one it came for, if you see it."
    )
    applications = serializers.SerializerMethodField(help_text="Those that stand on it.")
    screening = serializers.IntegerField(source="screening.pk", default=None, allow_null=True)
    status = serializers.ChoiceField(
        source="screening.state", choices=ScreeningState.choices, default=None, allow_null=True
    )
    months = serializers.FloatField(
        source="screening.months", default=None, allow_null=True, help_text="Relevant months."
    )
    level = serializers.CharField(source="screening.level", default="", help_text="Empty if unknown.")

    example: dict[str, Any] = {
        "id": 7,
        "file_name": "kim-2026.pdf",
        "received_at": "2026-11-03T10:30:00Z",
        "job": 1,
        "applications": [1],
        "screening": 9,
        "status": "done",
        "months": 58.0,
        "level": "mid",
    }

    def get_applications(self, version: Any) -> list[int]:
        return [application.pk for application in version.used_by]


class QuotedOut(serializers.Serializer):
    quote = serializers.CharField()
    line = serializers.IntegerField()


class ResumeSideOut(serializers.Serializer):
    resume = serializers.IntegerField(source="resume.pk")
    screening = serializers.IntegerField(source="screening.pk")
    revision = serializers.IntegerField(
        source="screening.revision_id",
        help_text="The rules that read it. If two differ, so may what they find.",
    )
    as_of = serializers.DateField(source="screening.as_of")
    years = serializers.FloatField(source="report.years", allow_null=True)
    years_reason = serializers.CharField(source="report.years_reason", allow_null=True)
    levels = serializers.ListField(child=serializers.CharField(), source="report.levels")
    background = serializers.CharField(source="report.background", allow_null=True)


class FlagDifferenceOut(serializers.Serializer):
    code = serializers.CharField()
    polarity = serializers.ChoiceField(choices=["green", "yellow"])
    how = serializers.ChoiceField(choices=[CAME, WENT])
    looked_for = serializers.ListField(child=serializers.CharField())
    quotes_before = QuotedOut(many=True)
    quotes_after = QuotedOut(many=True)


class ActivityDifferenceOut(serializers.Serializer):
    code = serializers.CharField()
    how = serializers.ChoiceField(choices=list(HOWS))
    before = serializers.ChoiceField(choices=ActivityState.choices)
    after = serializers.ChoiceField(choices=ActivityState.choices)
    quotes_before = QuotedOut(many=True)
    quotes_after = QuotedOut(many=True)


class CertificateDifferenceOut(serializers.Serializer):
    code = serializers.CharField(help_text="Of the rules' signal that found it.")
    name = serializers.CharField(help_text="In the resume's words.")
    how = serializers.ChoiceField(choices=[CAME, WENT])
    quotes_before = QuotedOut(many=True)
    quotes_after = QuotedOut(many=True)


class DatedOut(serializers.Serializer):
    start = serializers.CharField(allow_null=True)
    end = serializers.CharField(allow_null=True)
    months = serializers.FloatField(allow_null=True)
    weight = serializers.FloatField(allow_null=True)
    relevant = serializers.BooleanField()
    quotes = QuotedOut(many=True)


class PositionDifferenceOut(serializers.Serializer):
    title = serializers.CharField(allow_null=True)
    employer = serializers.CharField(allow_null=True)
    how = serializers.ChoiceField(choices=list(HOWS))
    before = DatedOut(allow_null=True)
    after = DatedOut(allow_null=True)


class LinesOut(serializers.Serializer):
    kind = serializers.ChoiceField(choices=_KINDS)
    before = QuotedOut(allow_null=True)
    after = QuotedOut(allow_null=True)


class HunkOut(serializers.Serializer):
    skipped = serializers.IntegerField(help_text="Equal lines before it that are left out.")
    rows = LinesOut(many=True)


class ComparisonOut(serializers.Serializer):
    before = ResumeSideOut()
    after = ResumeSideOut()
    flags = FlagDifferenceOut(many=True, help_text="Those that hold in one of the two.")
    activities = ActivityDifferenceOut(many=True)
    certificates = CertificateDifferenceOut(many=True)
    positions = PositionDifferenceOut(many=True)
    lines = HunkOut(many=True, help_text="The lines that differ, with two around them.")
    cut = serializers.BooleanField(help_text="A text has more lines than are compared.")

    example: dict[str, Any] = {
        "before": {
            "resume": 3,
            "screening": 4,
            "revision": 1,
            "as_of": "2025-05-02",
            "years": 3.3,
            "years_reason": None,
            "levels": ["mid"],
            "background": "devops",
        },
        "after": {
            "resume": 7,
            "screening": 9,
            "revision": 1,
            "as_of": "2026-11-03",
            "years": 4.8,
            "years_reason": None,
            "levels": ["mid", "senior"],
            "background": "devops",
        },
        "flags": [
            {
                "code": "scanning_tools",
                "polarity": "green",
                "how": "came",
                "looked_for": [],
                "quotes_before": [],
                "quotes_after": [{"quote": "Integrated Trivy into the pipelines", "line": 9}],
            }
        ],
        "activities": [],
        "certificates": [
            {
                "code": "cert.oscp",
                "name": "OSCP",
                "how": "came",
                "quotes_before": [],
                "quotes_after": [{"quote": "OSCP, 2026", "line": 21}],
            }
        ],
        "positions": [],
        "lines": [
            {
                "skipped": 18,
                "rows": [{"kind": "came", "before": None, "after": {"quote": "OSCP, 2026", "line": 21}}],
            }
        ],
        "cut": False,
    }
