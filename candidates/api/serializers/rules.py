from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from candidates.api import reach
from candidates.choices import ImpactState
from candidates.models import Rescreening, RuleImpact
from candidates.studio.impacts import sentence
from recruiting.rest.strict import Reference, StrictIn, Text
from recruiting.work.choices import BulkState
from recruiting.work.queries import progress_of
from rubrics.choices import RevisionState

MOST_DOCUMENT = 900_000
"""Characters of a rule document in a JSON body, which has at most 1 MB."""

_NOTE: dict[str, Any] = {"max_length": 4_000, "allow_blank": True, "required": False}


class Document(Text):
    """Rules as YAML, every character as it is sent."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MOST_DOCUMENT, trim_whitespace=False, **kwargs)


class RevisionIn(StrictIn):
    rule_set = Reference(reach.rule_sets, required=False, help_text="Without it the default one.")
    copy_of = Reference(reach.revisions, required=False, help_text="Without it the rules in force.")
    document = Document(required=False, help_text="The rules as YAML, in the place of a copy.")
    note = Text(help_text="What changes and why.", **_NOTE)

    example = {"note": "Dependency-Track counts."}


class RevisionPatchIn(StrictIn):
    document = Document(required=False, help_text="The rules as YAML.")
    note = Text(help_text="What changes and why.", **_NOTE)

    example = {"document": "schema: 1\n…"}


class RulesNoteIn(StrictIn):
    note = Text(help_text="What changes and why.", **_NOTE)

    example = {"note": "Dependency-Track counts."}


class RuleSetOut(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()


class RevisionRowOut(serializers.Serializer):
    id = serializers.IntegerField()
    rule_set = RuleSetOut()
    number = serializers.IntegerField(help_text="1, 2, 3 … within its rule set.")
    state = serializers.ChoiceField(choices=RevisionState.choices)
    note = serializers.CharField()
    content_hash = serializers.CharField(help_text="Of a published one; empty for a draft.")
    author = serializers.IntegerField(source="author_id", allow_null=True, help_text="Null: shipped.")
    approver = serializers.IntegerField(
        source="approver_id", allow_null=True, help_text="A second person who read it as it is."
    )
    based_on = serializers.IntegerField(source="based_on_id", allow_null=True)
    version = serializers.IntegerField(help_text="Counts the changes of a draft.")
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField(allow_null=True)

    example: dict[str, Any] = {
        "id": 13,
        "rule_set": {"id": 1, "name": "Shipped rules"},
        "number": 13,
        "state": "draft",
        "note": "Dependency-Track counts.",
        "content_hash": "",
        "author": 2,
        "approver": None,
        "based_on": 12,
        "version": 1,
        "created_at": "2026-11-25T09:00:00Z",
        "updated_at": "2026-11-25T09:00:00Z",
        "published_at": None,
    }


class RevisionOut(RevisionRowOut):
    document = serializers.CharField(help_text="The rules as YAML.")

    example: dict[str, Any] = {**RevisionRowOut.example, "document": "schema: 1\n…"}


class ProblemOut(serializers.Serializer):
    line = serializers.IntegerField()
    field = serializers.CharField()
    message = serializers.CharField()


class FailureOut(serializers.Serializer):
    line = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=["holds_in", "not_in", "activity", "flags", "not_flags"])
    code = serializers.CharField(help_text="The signal, flag or activity.")
    text = serializers.CharField()
    message = serializers.CharField()


class TestsOut(serializers.Serializer):
    valid = serializers.BooleanField(help_text="Whether the document can be read; its tests run only then.")
    passed = serializers.BooleanField()
    problems = ProblemOut(many=True)
    sentences = serializers.IntegerField(help_text="Sentences of signals that were read.")
    texts = serializers.IntegerField(help_text="Texts with flags that were read.")
    failures = FailureOut(many=True)

    example: dict[str, Any] = {
        "valid": True,
        "passed": False,
        "problems": [],
        "sentences": 484,
        "texts": 12,
        "failures": [
            {
                "line": 10,
                "kind": "holds_in",
                "code": "tool.trivy",
                "text": "Runs Grype.",
                "message": "must hold in “Runs Grype.”, but is not found there",
            }
        ],
    }


class DifferenceOut(serializers.Serializer):
    kind = serializers.ChoiceField(
        choices=["signal", "flag", "capability", "aspect", "cue", "group", "words", "test"]
    )
    code = serializers.CharField()
    how = serializers.ChoiceField(choices=["added", "removed", "changed"])
    fields = serializers.ListField(child=serializers.CharField())  # type: ignore[assignment]
    line = serializers.IntegerField(help_text="0 where it has none of its own.")


class DiffOut(serializers.Serializer):
    against = serializers.IntegerField(help_text="The revision that it is compared with.")
    differences = DifferenceOut(many=True)
    diff = serializers.ListField(child=serializers.CharField(), help_text="Lines of a unified diff.")

    example: dict[str, Any] = {
        "against": 12,
        "differences": [
            {"kind": "signal", "code": "tool.trivy", "how": "changed", "fields": ["terms"], "line": 10}
        ],
        "diff": ["--- version 12", "+++ version 13", "@@ -10,2 +10,2 @@"],
    }


class FlagCountOut(serializers.Serializer):
    code = serializers.CharField()
    gains = serializers.IntegerField()
    loses = serializers.IntegerField()
    wrong = serializers.IntegerField(help_text="Reviewed cases that the change would get wrong.")
    right = serializers.IntegerField(help_text="Reviewed cases that it would put right.")


class SummaryOut(serializers.Serializer):
    sentence = serializers.SerializerMethodField()
    resumes = serializers.IntegerField(help_text="Resumes that were judged.")
    people = serializers.IntegerField(help_text="Those of which a flag changes.")
    open = serializers.IntegerField(help_text="Those of these that are about open jobs.")
    levels = serializers.IntegerField(help_text="Resumes with another level or other years.")
    read_again = serializers.IntegerField(help_text="Texts that the change touches.")
    wrong = serializers.IntegerField()
    right = serializers.IntegerField()
    flags = FlagCountOut(many=True)

    def get_sentence(self, summary: dict[str, Any]) -> str:
        return sentence(summary)


class ImpactOut(serializers.Serializer):
    id = serializers.IntegerField()
    revision = serializers.IntegerField(source="revision_id")
    version = serializers.IntegerField(help_text="Of the draft that was measured.")
    status = serializers.ChoiceField(source="state", choices=ImpactState.choices)
    message = serializers.CharField(help_text="Why it failed; empty otherwise.")
    done = serializers.IntegerField(help_text="Texts that were looked at so far.")
    total = serializers.IntegerField()
    asked_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    summary = serializers.SerializerMethodField()

    example: dict[str, Any] = {
        "id": 1,
        "revision": 13,
        "version": 1,
        "status": "queued",
        "message": "",
        "done": 0,
        "total": 0,
        "asked_at": "2026-11-25T09:00:00Z",
        "finished_at": None,
        "summary": None,
    }

    @extend_schema_field(SummaryOut(allow_null=True))
    def get_summary(self, impact: RuleImpact) -> Any:
        return SummaryOut(impact.summary).data if impact.state == ImpactState.DONE else None


class QuoteOut(serializers.Serializer):
    quote = serializers.CharField()
    line = serializers.IntegerField()


class ChangeOut(serializers.Serializer):
    resume = serializers.IntegerField(source="change.resume")
    screening = serializers.IntegerField(source="change.screening")
    candidate = serializers.IntegerField(source="candidate.pk", default=None, allow_null=True)
    application = serializers.IntegerField(source="application.pk", default=None, allow_null=True)
    job = serializers.IntegerField(source="application.job_id", default=None, allow_null=True)
    flag = serializers.CharField(source="change.flag")
    gains = serializers.BooleanField(source="change.gains", help_text="false: it loses the flag.")
    open_job = serializers.BooleanField(source="change.open")
    wrong = serializers.BooleanField(source="change.wrong", help_text="A person's review says otherwise.")
    right = serializers.BooleanField(source="change.right", help_text="A person's review says so too.")
    before = QuoteOut(many=True)
    after = QuoteOut(many=True)
    reason = serializers.CharField(help_text="Why words that counted no longer do; empty if not known.")
    rule_lines = serializers.ListField(
        child=serializers.IntegerField(), source="lines", help_text="Lines of the draft that did it."
    )

    example: dict[str, Any] = {
        "resume": 1,
        "screening": 1,
        "candidate": 1,
        "application": 1,
        "job": 1,
        "flag": "scanning_tools",
        "gains": True,
        "open_job": True,
        "wrong": False,
        "right": False,
        "before": [],
        "after": [{"quote": "Dependency-Track for 70 Java services", "line": 9}],
        "reason": "",
        "rule_lines": [140],
    }


class RescreeningOut(serializers.Serializer):
    id = serializers.IntegerField()
    revision = serializers.IntegerField(source="revision_id")
    status = serializers.ChoiceField(source="bulk.state", choices=BulkState.choices)
    parts = serializers.SerializerMethodField(help_text="How many parts there are.")
    finished = serializers.SerializerMethodField(help_text="How many of them are over.")
    failed = serializers.SerializerMethodField(help_text="How many of these broke off.")
    created_at = serializers.DateTimeField(source="bulk.created_at")
    finished_at = serializers.DateTimeField(source="bulk.finished_at", allow_null=True)

    example: dict[str, Any] = {
        "id": 1,
        "revision": 13,
        "status": "running",
        "parts": 32,
        "finished": 7,
        "failed": 0,
        "created_at": "2026-11-25T09:00:00Z",
        "finished_at": None,
    }

    def get_parts(self, row: Rescreening) -> int:
        return int(row.bulk.total)

    def get_finished(self, row: Rescreening) -> int:
        return progress_of(row.bulk).finished

    def get_failed(self, row: Rescreening) -> int:
        return progress_of(row.bulk).failed


class PrecisionOut(serializers.Serializer):
    flag = serializers.CharField()
    holding = serializers.IntegerField(help_text="Resumes in which it holds.")
    reviewed = serializers.IntegerField(help_text="Those of them that a person reviewed.")
    agreed = serializers.IntegerField(help_text="Those of these where the person agrees.")
    share_reviewed = serializers.FloatField(allow_null=True)
    precision = serializers.FloatField(
        source="interval.share", default=None, allow_null=True, help_text="From ten reviews on."
    )
    low = serializers.FloatField(
        source="interval.low", default=None, allow_null=True, help_text="Wilson, 95 %."
    )
    high = serializers.FloatField(source="interval.high", default=None, allow_null=True)

    example: dict[str, Any] = {
        "flag": "scanning_tools",
        "holding": 173,
        "reviewed": 64,
        "agreed": 61,
        "share_reviewed": 0.37,
        "precision": 0.953,
        "low": 0.871,
        "high": 0.984,
    }
